"""Reading, weighing, grouping and naming, each by itself."""

from __future__ import annotations

import numpy as np
import pytest
from crossframe.events import Lexicon, Nodes, Rule, group_nodes, read_article
from crossframe.events.lexicon import Row
from crossframe.events.naming import event_name
from crossframe.events.regrouping import Gathered, gather
from crossframe.events.window import Fresh, Known, Laid, lay_out
from crossframe.records import Article, Vectors
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

counted = st.dictionaries(st.sampled_from(["bridge", "fell", "@reid", "#94", "rehab"]),
                          st.integers(1, 9), max_size=5)  # fmt: skip


def article(title: str, text: str, **values: object) -> Article:
    return Article("a", "e", "Post", title, text, "", "", **values)  # type: ignore[arg-type]


def nodes(
    rows: Vectors, days: list[int | None] | None = None, given: list[str] | None = None
) -> Nodes:
    n = len(rows)
    where = days or [None] * n
    return Nodes(csr_matrix((n, 1), dtype=np.float32), rows, np.ones(n, np.int64), np.ones(n),
                 where, where, given or [""] * n)  # fmt: skip


def angles(*degrees: float) -> Vectors:
    radians = np.deg2rad(degrees)
    return np.stack([np.cos(radians), np.sin(radians)], axis=1).astype(np.float32)


def test_addresses_and_credits_are_not_read_and_headlines_count_twice() -> None:
    lines = ("http: / / www. post. example / span", "Span falls", "Two boats sank off Averley.")
    counts = read_article(article("Span falls", "\n".join(lines), sentences=lines)).counts
    assert counts == {"span": 2, "falls": 2, "boats": 1, "sank": 1, "averley": 1, "@averley": 1}


def test_scripts_without_spaces_are_read_by_pairs_of_characters() -> None:
    found = read_article(article("橋が落ちた", "橋の一部が港に落ちた。", language="ja"))
    assert found.language == "ja"
    assert found.counts["落ち"] == 2


def test_stop_words_are_those_of_the_language() -> None:
    found = read_article(article("Cae el puente", "El puente de la bahía cayó.", language="es-MX"))
    assert set(found.counts) == {"cae", "puente", "bahía", "cayó"}


@given(articles=st.lists(counted, min_size=1, max_size=5))
def test_rows_have_unit_length_or_none(articles: list[dict[str, int]]) -> None:
    lexicon = Lexicon()
    rows = lexicon.rows(articles)
    lexicon.learn(rows)
    vectors = np.zeros((len(rows), 2), dtype=np.float32)
    vectors[0] = [0.6, 0.8]
    sparse, dense = lexicon.weigh(rows, vectors)
    lengths = np.asarray(sparse.multiply(sparse).sum(axis=1)).ravel() + (dense**2).sum(axis=1)
    expected = [float(bool(one) or not number) for number, one in enumerate(articles)]
    np.testing.assert_allclose(lengths, expected, atol=1e-5)


def test_a_lexicon_that_is_kept_goes_on_where_it_was() -> None:
    first = Lexicon()
    first.learn(first.rows([{"bridge": 2}, {"bridge": 1, "fell": 1}]))
    second = Lexicon(first.seen(), first.n_articles)
    for lexicon in (first, second):
        lexicon.learn(lexicon.rows([{"fell": 1, "rehab": 1}]))
    assert second.seen() == first.seen() == {"bridge": 2, "fell": 2, "rehab": 1}


def test_terms_of_one_article_are_forgotten_but_not_those_still_compared(
    monkeypatch: object,
) -> None:

    lexicon = Lexicon()
    rows = lexicon.rows([{"bridge": 1, "once": 1}, {"bridge": 1, "open": 1}])
    lexicon.learn(rows)
    monkeypatch.setattr("crossframe.events.lexicon._MOST_TERMS", 2)
    (kept,) = lexicon.forget(rows[1:])
    assert lexicon.seen() == {"bridge": 2, "open": 1}
    assert [lexicon.terms[column] for column in kept.columns] == ["bridge", "open"]
    assert isinstance(kept, Row)


def test_what_is_tight_takes_in_none_that_is_less_alike() -> None:
    """The stranger is as near to the three as two loose articles are to each other."""
    loose = group_nodes(nodes(angles(0, 70)), [0, 1], Rule(shy=0, bar=0.6))
    tight = group_nodes(nodes(angles(0, 1, 2, 71)), [0, 1, 2, 3], Rule(shy=0, bar=0.6, doubt=0.5))
    assert loose == [(0, 1)]
    assert tight == [(0, 1, 2), (3,)]


def test_strangers_that_are_a_little_alike_make_no_event_that_grows_without_end() -> None:
    """Each pair of them comes together; a group of them would let in the next the more easily."""
    n = 30
    shared = np.full((n, 1), np.sqrt(0.15), dtype=np.float32)
    rows = np.hstack([shared, np.sqrt(np.float32(0.85)) * np.eye(n, dtype=np.float32)])
    known, fresh = nodes(rows, [1] * n), list(range(n))
    (snowball,) = group_nodes(known, fresh, Rule(shy=0, same_day=0.3, loosest=0))
    assert len(snowball) == n
    assert max(map(len, group_nodes(known, fresh, Rule(shy=0, same_day=0.3)))) < n / 2


def test_dates_lower_the_bar_and_end_it() -> None:
    rule = Rule(shy=0)
    rows = angles(0, 76)  # likeness .24: .54 of the usual tightness
    assert group_nodes(nodes(rows), [0, 1], rule) == [(0,), (1,)]
    assert group_nodes(nodes(rows, [1, 1]), [0, 1], rule) == [(0, 1)]
    assert group_nodes(nodes(rows, [1, 15]), [0, 1], rule) == [(0,), (1,)]
    same = angles(0, 0)
    assert group_nodes(nodes(same, [1, 15]), [0, 1], rule) == [(0, 1)]
    assert group_nodes(nodes(same, [1, 16]), [0, 1], rule) == [(0,), (1,)]


def test_names_that_people_gave_never_come_together_and_old_ones_need_something_new() -> None:
    same = angles(0, 0, 0)
    assert group_nodes(nodes(same, given=["x", "y", ""]), [2], Rule()) == [(0, 2), (1,)]
    assert group_nodes(nodes(same), [], Rule()) == [(0,), (1,), (2,)]


def test_ids_can_name_a_folder() -> None:
    assert event_name(None, "", [], set()) == "undated-event"
    assert event_name("2024-03-12", "Ölpreis fällt", ["fällt", "ölpreis"], set()) == (
        "2024-03-12-olpreis-fallt"
    )
    assert event_name("2024-03-12", "", ["x" * 300], set()) == "2024-03-12-" + "x" * 69


NO_TERMS = Row(np.zeros(0, np.int32), np.zeros(0, np.float32))


def laid(
    known: list[tuple[str, float]], fresh: list[float], *given: str, day: int | None = None
) -> Laid:
    """Articles that are as alike as the angles between them: old ones of events, and new ones."""
    old = [
        Known(event, at, day, NO_TERMS, angles(degrees)[0])
        for at, (event, degrees) in enumerate(known)
    ]
    new = [Fresh("", day, NO_TERMS, angles(degrees)[0]) for degrees in fresh]
    return lay_out(old, new, Lexicon({"span": 1}, 1), {name: name for name in given}, 14)


def gathered(found: Laid, rule: Rule | None = None) -> list[Gathered]:
    rule = rule or Rule()
    with_new = [number for number, members in enumerate(found.members) if members]
    return gather(group_nodes(found.nodes, with_new, rule), found, rule)


STRANGER = [("quay", 0.0), ("quay", 75.0)]
FELLOWS = [1.0, 2.0, 76.0, 77.0, 78.0]


def test_a_stranger_in_an_event_draws_none_of_its_fellows_after_it() -> None:
    """Both have come to one event; with the fellows of both it shows that they are two."""
    assert gathered(laid(STRANGER, FELLOWS)) == [
        Gathered(("quay",), (0, 1)),
        Gathered((), (2, 3, 4)),
    ]
    fellows = [("quay", 1.0), ("quay", 2.0), ("silo", 76.0), ("silo", 77.0), ("silo", 78.0)]
    later = gathered(laid(STRANGER + fellows, [79.0, 3.0]))
    assert sorted(later) == [Gathered(("quay",), (1,)), Gathered(("silo",), (0,))]


def test_articles_with_dates_are_not_looked_at_singly() -> None:
    (one,) = gathered(laid(STRANGER, FELLOWS, day=5))
    assert one == Gathered(("quay",), (0, 1, 2, 3, 4))


def test_articles_that_are_found_by_words_alone_are_not_looked_at_singly() -> None:
    found = laid(STRANGER, FELLOWS)
    groups = group_nodes(found.nodes, range(1, len(found.events)), Rule())
    blind = found._replace(dense=np.zeros_like(found.dense))
    assert gather(groups, found, Rule()) == gathered(found)
    assert gather(groups, blind, Rule()) == [Gathered(("quay",), (0, 1, 2, 3, 4))]


def test_an_event_that_people_named_is_not_looked_at_singly() -> None:
    (one,) = gathered(laid(STRANGER, FELLOWS, "quay"))
    assert one == Gathered(("quay",), (0, 1, 2, 3, 4))


def test_a_large_group_is_not_looked_at_singly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crossframe.events.regrouping._MOST", 6)
    (one,) = gathered(laid(STRANGER, FELLOWS))
    assert one == Gathered(("quay",), (0, 1, 2, 3, 4))


def test_old_events_come_together_by_their_greater_parts() -> None:
    known = [("quay", 0.0), ("quay", 1.0), ("pier", 2.0), ("pier", 3.0), ("pier", 75.0)]
    (one,) = gathered(laid(known, [4.0]))
    assert one == Gathered(("quay", "pier"), (0,))


def test_by_themselves_articles_must_be_more_alike() -> None:
    known = [("quay", 0.0), ("quay", 1.0)]
    (joined,) = gathered(laid(known, [64.0]), Rule(shy=0, again=1))
    (alone,) = gathered(laid(known, [64.0]), Rule(shy=0, again=1.5))
    assert (joined, alone) == (Gathered(("quay",), (0,)), Gathered((), (0,)))
