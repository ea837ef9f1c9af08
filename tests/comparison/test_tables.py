from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from crossframe import comparison
from crossframe.comparison import (
    articles_table,
    claims_table,
    coverage_table,
    exclusions_table,
    map_table,
    non_claims_table,
    outlets_table,
    overview,
    share_of,
    side_by_side_table,
    unmatched_table,
)
from crossframe.comparison.presence.coverage import claim_kind
from crossframe.corpus import read_corpora
from crossframe.records import ClaimMap, Corpus
from hypothesis import given
from hypothesis import strategies as st
from small_world import small_articles

Build = Callable[..., ClaimMap]
Write = Callable[..., Path]
TABLES = [name for name in comparison.__all__ if name.endswith("_table")]


@given(st.integers(0, 500), st.integers(0, 500))
def test_shares_lie_within_their_interval(count: int, more: int) -> None:
    found = share_of(count, count + more)
    if count + more:
        assert 0 <= found.low <= found.share <= found.high <= 1
    else:
        assert found == (None, None, None)


def test_the_interval_is_wilsons() -> None:
    # Recomputed by hand: p 0.5, n 10, z 1.96 gives .237 to .763.
    assert share_of(5, 10) == (0.5, 0.237, 0.763)


def test_kinds_follow_the_vocabulary() -> None:
    assert [claim_kind(n, 6) for n in (1, 2, 3, 6)] == [
        "exclusive",
        "minority",
        "shared",
        "shared",
    ]


def test_overview_counts_every_sentence_once(small_map: ClaimMap) -> None:
    counts = overview(small_map)
    parts = counts.n_in_claims + counts.n_unmatched + counts.n_not_compared
    assert counts.n_statements == parts
    assert counts.n_sentences == parts + counts.n_non_claims
    assert (counts.n_articles, counts.n_outlets) == (6, 3)
    assert counts.first == "2024-03-12T08:00:00+02:00"
    assert counts.last == "2024-03-14"
    assert counts.limits == ("1 article without a date stands after all others.",)


def test_claims_are_told_with_who_was_first(small_map: ClaimMap) -> None:
    table = claims_table(small_map)
    first = table.iloc[0]
    assert first["kind"] == "shared"
    assert first["n_outlets"] == 3
    # 08:00+02:00 is earlier than 09:30+00:00, and the undated article is not first.
    assert first["first_outlet"] == "Harbour Post"
    assert table["n_outlets"].is_monotonic_decreasing


def test_coverage_has_a_cell_for_each_claim_and_outlet(small_map: ClaimMap) -> None:
    table = coverage_table(small_map)
    assert len(table) == len(small_map.claims) * 3
    carried = table[table["state"] == "carried"]
    assert carried["n_sentences"].sum() == len(side_by_side_table(small_map))
    assert (table.loc[table["state"] == "not_found", "n_sentences"] == 0).all()
    assert set(table["state"]) == {"carried", "not_found"}
    for _, cell in carried.iterrows():
        assert cell["claim_id"] in (small_map.placement_by_id[cell["first_sentence_id"]].claim_ids)


def test_side_by_side_is_verbatim(small_map: ClaimMap) -> None:
    table = side_by_side_table(small_map)
    for _, row in table.iterrows():
        text = small_map.article_by_id[row["article_id"]].text
        assert text[row["start"] : row["end"]] == row["sentence"]
    assert table["is_medoid"].sum() == len(small_map.claims)


def test_unmatched_and_non_claims_complete_the_sentences(small_map: ClaimMap) -> None:
    n = len(unmatched_table(small_map)) + len(non_claims_table(small_map))
    assert n + len(side_by_side_table(small_map)) == len(small_map.sentences)
    assert set(non_claims_table(small_map)["kind"]) == {"credit", "question"}


def test_few_cases_give_no_share(small_map: ClaimMap) -> None:
    table = outlets_table(small_map).set_index("outlet")
    assert pd.isna(table.loc["Union Voice", "unmatched_share"])  # of 3 sentences
    assert table.loc["Harbour Post", "unmatched_share"] == 0.2  # the mayor, of 5
    assert articles_table(small_map)["n_statements"].sum() == 13


def test_an_excluded_outlet_is_not_silent(write_articles: Write, build: Build) -> None:
    left_out = {"event_id": "small", "outlet": "Lost Gazette", "title": "T", "text": " "}
    corpus = read_corpora(write_articles([*small_articles(), left_out]))["small"]
    found = build(corpus)
    states = coverage_table(found).set_index("outlet")["state"]
    assert set(states["Lost Gazette"]) == {"excluded"}
    assert exclusions_table(found)["outlet"].tolist() == ["Lost Gazette"]
    assert "1 article was excluded (listed below)." in overview(found).limits


def test_an_outlet_in_another_language_is_not_silent(write_articles: Write, build: Build) -> None:
    swedish = {
        "event_id": "small",
        "outlet": "Hamnen",
        "title": "T",
        "text": "Den föll.",
        "language": "sv",
    }
    found = build(read_corpora(write_articles([*small_articles(), swedish]))["small"])
    states = coverage_table(found).set_index("outlet")["state"]
    assert set(states["Hamnen"]) == {"not_compared"}
    said = "not compared, being in Swedish (sv): the encoder reads English (en)."
    assert any(said in limit for limit in overview(found).limits)


@pytest.mark.parametrize("name", TABLES)
def test_empty_tables_have_the_columns_of_full_ones(
    name: str, small_map: ClaimMap, build: Build
) -> None:
    table = getattr(comparison, name)
    full, empty = table(small_map), table(build(Corpus("small", ())))
    assert isinstance(full, pd.DataFrame)
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()
    assert len(empty) == 0


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_declared_in_the_docstring(name: str, small_map: ClaimMap) -> None:
    table = getattr(comparison, name)
    told = table.__doc__ or ""
    # A docstring can declare columns that come twice by their stem and what is added to it.
    befores = [name for name in ("own_", "other_") if f"`{name}`" in told]
    afters = [name for name in ("_a", "_b") if f"`{name}`" in told]
    for column in table(small_map).columns:
        stems = [column, *(column.removeprefix(b) for b in befores)]
        stems += [column.removesuffix(a) for a in afters]
        assert any(f"`{stem}`" in told for stem in stems), column


@pytest.mark.parametrize(
    ("outlets", "texts", "limit"),
    [
        ([], [], "No article could be read"),
        (["A"], ["It fell."], "There is one article"),
        (["A", "A"], ["It fell.", "It fell."], "All 2 articles are from one outlet"),
        (["A", "B"], ["It fell.", "Nobody came to the market."], "No two articles"),
        (["A", "B"], ["By Jane Doe", "Photo: Jane Doe"], "hold no statement"),
    ],
)
def test_too_little_is_said_in_words(
    outlets: list[str], texts: list[str], limit: str, write_articles: Write, build: Build
) -> None:
    rows = [
        {
            "outlet": o,
            "title": "T",
            "text": t,
            "event_id": "small",
            "published_at": "2024-03-01",
            "article_id": f"a{i}",
        }
        for i, (o, t) in enumerate(zip(outlets, texts, strict=True))
    ]
    corpus = read_corpora(write_articles(rows))["small"] if rows else Corpus("small", ())
    assert any(limit in said for said in overview(build(corpus)).limits)


def test_the_map_has_a_point_for_each_compared_sentence(small_map: ClaimMap) -> None:
    table = map_table(small_map)
    assert len(table) == overview(small_map).n_in_claims + overview(small_map).n_unmatched
    assert table[["x", "y"]].min().min() >= 0
    assert table[["x", "y"]].max().max() <= 1
