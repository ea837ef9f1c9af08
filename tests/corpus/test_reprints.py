"""Copies are found however they were edited, and what merely quotes the same is no copy."""

import json
import random
from pathlib import Path

import pytest
from crossframe.corpus import read_corpora
from crossframe.corpus.reprints import find_origins
from crossframe.records import Article
from hypothesis import given, settings
from hypothesis import strategies as st

SEEDS = Path(__file__).parents[2] / "seeds"
EVENTS = ("frontline-drones", "harbour-bridge")

STORY = (
    "The ferry Blue Heron ran aground on a sandbank off Port Amsel early on Monday with 212 people "
    "on board. Nobody was hurt, the coastguard said. Two tugs tried in vain to pull the ship free "
    "before the tide went out. Passengers were taken off in lifeboats and given soup and blankets "
    "in the school hall. “I was asleep and then I was on the floor,” said Ida Brom, a nurse who "
    "was on her way to work. The shipping line said that it would look into the cause. The next "
    "high tide is expected at nine in the evening, when four tugs are to make another attempt. "
    "Divers had found no hole in the hull. The harbour office closed the northern channel to all "
    "ships."
)
OTHER = (
    "Passengers of the Blue Heron spent Monday in a school hall after their ferry hit sand near "
    "Port Amsel. The captain, who has sailed this route for eleven years, was questioned by police "
    "in the afternoon. “I was asleep and then I was on the floor,” said Ida Brom, a nurse who was "
    "on her way to work. Locals have long complained that the bank has moved closer to the channel "
    "and that nobody dredges it any more. A union of seamen spoke of crews that are too small."
)

READERS = "Here is what our readers should know about it this morning ."


def article(name: str, text: str, published_at: str | None = None) -> Article:
    return Article(name, "e", f"Outlet {name}", "T", text, "", "", published_at=published_at)


def origins(*articles: Article) -> dict[str, str]:
    return {found.article_id: found.origin_id for found in find_origins(articles)}


def test_the_labels_of_harbour_bridge() -> None:
    corpus = read_corpora(SEEDS / "events/harbour-bridge.jsonl")["harbour-bridge"]
    gold = json.loads((SEEDS / "labels/harbour-bridge.origins.json").read_text())
    found = {o.article_id: o.origin_id for o in find_origins(corpus.articles)}
    copies = {name for name in gold if gold[name] != name}
    called = {name for name in found if found[name] != name}
    right = {name for name in copies & called if found[name] == gold[name]}
    assert len(right) >= 0.95 * len(copies)
    assert len(right) >= 0.95 * len(called)


def test_frontline_drones_has_no_reprints() -> None:
    corpus = read_corpora(SEEDS / "events/frontline-drones.jsonl")["frontline-drones"]
    assert all(o.article_id == o.origin_id and o.share == 1 for o in find_origins(corpus.articles))


def test_the_earliest_is_the_origin_and_chains_end_there() -> None:
    words = STORY.split()
    found = origins(
        article("c", " ".join(words[:60]), "2024-05-03"),
        article("b", " ".join(words[:100]), "2024-05-02T10:00Z"),
        article("a", STORY, "2024-05-02T09:00+01:00"),
    )
    assert found == {"a": "a", "b": "a", "c": "a"}


@pytest.mark.parametrize(
    "edit",
    [
        lambda s: "Our town woke to sirens on Monday, and many went to the beach to look. " + s,
        lambda s: s[: int(len(s) * 0.45)].rpartition(".")[0] + ".",
        lambda s: s.replace("early on Monday", "at dawn").replace("Nobody", "No one"),
        lambda s: s.upper(),
        lambda s: "\n\n".join(s.split(". ")),
        lambda s: s.replace("“", '"').replace("”", '"'),
        lambda s: s + "\n\nSubscribe to the Amsel Post for three crowns a week.",
    ],
)
def test_edited_copies_are_found(edit) -> None:
    found = find_origins([article("z", STORY, "2024-05-02"), article("a", edit(STORY), None)])
    assert [one.origin_id for one in found] == ["z", "z"]
    assert found[1].share > 0.5


def edited(text: str, rng: random.Random) -> str:
    """A reprint as desks make them: a changed word in twelve, a new beginning, a cut end."""
    words = text.split()
    words = [w if rng.random() > 1 / 12 else rng.choice(["indeed", "some", "late"]) for w in words]
    if rng.random() < 0.5:
        words = [*READERS.split(), *words]
    if rng.random() < 0.5:
        words = words[: int(len(words) * rng.uniform(0.5, 1))]
    return " ".join(words)


@pytest.mark.parametrize("event", EVENTS)
def test_every_article_is_recognised_after_editing(event: str) -> None:
    rng = random.Random(event)  # noqa: S311
    corpus = read_corpora(SEEDS / f"events/{event}.jsonl")[event]
    plain = [a for a in corpus.articles if len(a.text.split()) > 60]
    copies = [article(f"copy-{a.article_id}", edited(a.text, rng), None) for a in plain]
    before = {o.article_id: o.origin_id for o in find_origins(plain)}
    found = {o.article_id: o.origin_id for o in find_origins([*copies, *plain])}
    n_right = sum(found[f"copy-{a.article_id}"] == before[a.article_id] for a in plain)
    assert n_right >= 0.95 * len(plain)
    assert all(found[name] == origin for name, origin in before.items())


def test_a_quotation_or_statement_that_all_carry_is_no_reprint() -> None:
    assert origins(article("a", STORY), article("b", OTHER)) == {"a": "a", "b": "b"}
    speech = "“" + STORY.replace("“", "‘").replace("”", "’") + "”"
    one = f"The line sent us this word of explanation on Tuesday. {speech}"
    other = f"A statement reached the newsroom after midnight: {speech} No more was said."
    assert origins(article("a", one), article("b", other)) == {"a": "a", "b": "b"}


def test_a_statement_that_another_quotes_is_no_copy_of_it() -> None:
    plain = STORY.replace("“", "").replace("”", "")
    said = (
        f"The line answered us on Tuesday evening. “{plain}” It would not say any more than that."
    )
    assert origins(article("a", said, "2024-05-02"), article("b", plain, "2024-05-03")) == {
        "a": "a",
        "b": "b",
    }


def test_a_copy_with_little_of_the_first_comes_from_the_copy_between() -> None:
    words = [f"word{n}" for n in range(120)]
    first = " ".join(words[:60])
    second = " ".join([*words[25:60], *words[60:90]])
    third = " ".join([*words[54:120]])
    days = (f"2024-05-0{day}T09:00Z" for day in (1, 2, 3))
    texts = zip("abc", (first, second, third), days, strict=True)
    found = find_origins([article(name, text, day) for name, text, day in texts])
    assert [one.origin_id for one in found] == ["a", "a", "b"]
    assert [one.nearest_id for one in found] == ["", "a", "b"]


def test_a_copy_stays_with_a_text_that_it_shares_words_with() -> None:
    """Its own source is found to be a copy of another, of which nothing stands in it."""
    kept, cut, more = (
        " ".join(f"{letter}{n}" for n in range(words))
        for letter, words in (("k", 56), ("c", 44), ("m", 100))
    )
    found = origins(
        article("a", f"{kept} {cut}", "2024-03-12"),
        article("b", f"{kept} {more}", "2024-03-12"),
        article("c", cut, "2024-03-14"),
    )
    assert found == {"a": "b", "b": "b", "c": "a"}


def test_equal_texts_are_in_one_order_however_often_they_repeat_themselves() -> None:
    text = " ".join(["again and again the bell rang out over the water"] * 30)
    [_, copy] = find_origins([article("a", text, "2024-03-12"), article("b", text, "2024-03-14")])
    assert (copy.share, copy.in_order) == (1, 1)


def test_the_undated_is_never_the_origin_of_the_dated() -> None:
    assert origins(article("a", STORY), article("b", STORY, "2024-05-02")) == {"a": "b", "b": "b"}


def test_an_unknown_hour_is_no_early_one() -> None:
    found = origins(article("a", STORY, "2024-05-02"), article("b", STORY, "2024-05-02T13:00Z"))
    assert found == {"a": "b", "b": "b"}


def test_ties_go_by_what_holds_more_then_by_id() -> None:
    half = STORY[: len(STORY) // 2]
    assert origins(article("b", STORY), article("a", STORY)) == {"a": "a", "b": "a"}
    assert origins(article("b", STORY), article("a", half)) == {"a": "b", "b": "b"}


def test_a_longer_later_text_is_no_copy_of_its_kernel() -> None:
    flash = article("a", STORY[:300], "2024-05-02")
    assert origins(flash, article("b", STORY, "2024-05-03")) == {"a": "a", "b": "b"}


@pytest.mark.parametrize("text", ["It fell.", "Four people died.", ""])
def test_texts_too_short_to_tell_are_original(text: str) -> None:
    assert origins(article("a", text), article("b", text)) == {"a": "a", "b": "b"}
    assert find_origins([]) == ()


def test_scripts_without_spaces_are_read() -> None:
    text = "一座桥在星期二早晨倒塌，警方说至少有四人死亡，十二人失踪，港口关闭。"
    assert origins(article("a", text), article("b", text[:28])) == {"a": "a", "b": "a"}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(STORY) // 2),
            st.integers(len(STORY) // 2, len(STORY)),
            st.sampled_from([None, "2024-05-02", "2024-05-02T10:00Z", "2024-05-03"]),
        ),
        max_size=7,
    ),
    st.randoms(use_true_random=False),
)
def test_order_never_matters_and_every_chain_of_copies_ends(parts, rng) -> None:
    articles = [article(f"a{n}", STORY[i:j], day) for n, (i, j, day) in enumerate(parts)]
    found = origins(*articles)
    shuffled = rng.sample(articles, len(articles))
    assert origins(*shuffled) == found
    # A copy in between is an origin where little is left of the first text, which is original.
    for name in found:
        chain = [name]
        while found[chain[-1]] not in chain:
            chain.append(found[chain[-1]])
        assert found[chain[-1]] == chain[-1]
    assert all(0 <= one.share <= 1 for one in find_origins(articles))


def test_a_text_of_one_word_again_and_again_takes_no_long() -> None:
    text = "no " * 50_000
    one, two = find_origins([article("a", text, "2024-05-02"), article("b", text, "2024-05-06")])
    assert (one.origin_id, two.origin_id, two.share) == ("a", "a", 1)
