"""Corpora from disk are those that reading everything at once gives."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from crossframe.corpus import read_corpora, spool_corpora
from crossframe.errors import CorpusError
from hypothesis import given, settings
from hypothesis import strategies as st

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "event_id": st.sampled_from(["flood", "strike", "bad id/", None]),
            "outlet": st.sampled_from(["Post", "Tide", None]),
            "title": TEXT,
            "text": st.one_of(TEXT, st.none()),
            "authors": st.lists(TEXT, max_size=2),
            "published_at": st.sampled_from(["2024-03-12", "soon", None]),
            "extra field": st.integers(),
        }
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=50, deadline=None)
@given(ROWS)
def test_events_are_those_of_reading_all_at_once(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, object]]
) -> None:
    path = tmp_path_factory.mktemp("spool") / "all.jsonl"
    lines = [json.dumps(row) for row in rows] + ["no JSON"]
    path.write_text("\n".join(lines), encoding="utf-8")
    expected = read_corpora(path, any_name=True)
    with spool_corpora(path) as found:
        assert list(found) == list(expected)
        for event_id, corpus in expected.items():
            assert found[event_id].articles == corpus.articles
            assert found[event_id].older == corpus.older
            assert set(found[event_id].exclusions) <= set(corpus.exclusions)
        every = {one for corpus in expected.values() for one in corpus.exclusions}
        own = {one for event_id in found for one in found[event_id].exclusions}
        assert own | set(found.exclusions) == every


def test_a_file_that_breaks_off_gives_no_article_but_its_reason(
    write_articles: Callable[..., Path], tmp_path: Path
) -> None:
    path = write_articles()
    (tmp_path / "broken.csv").write_text("outlet,title\nPost,T\n", encoding="utf-8")
    with spool_corpora(tmp_path) as found:
        assert list(found) == ["small"]
        assert len(found["small"].articles) == len(read_corpora(path)["small"].articles)
        assert [Path(one.path).name for one in found.exclusions] == ["broken.csv"]


def test_an_event_that_is_not_there_is_named(write_articles: Callable[..., Path]) -> None:
    path, message = write_articles(), "'smal' is not in it; did you mean"
    with pytest.raises(CorpusError, match=message), spool_corpora(path, ["smal"]):
        pass


def test_a_digest_knows_articles_and_not_their_order(write_articles: Callable[..., Path]) -> None:
    rows = [
        {"event_id": "e", "outlet": o, "title": "T", "text": "It fell.", "published_at": d}
        for o, d in [("Post", "2024-03-12"), ("Tide", "2024-03-13"), ("Voice", None)]
    ]
    digests = set()
    for given_rows in (rows, rows[::-1]):
        with spool_corpora(write_articles(given_rows)) as found:
            digests.add(found.digest("e"))
    assert len(digests) == 1
    with spool_corpora(write_articles(rows[:2])) as found:
        assert found.digest("e") not in digests
        assert list(found.only([])) == []
