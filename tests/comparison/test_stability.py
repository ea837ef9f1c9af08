"""What holds by construction holds: no seed and no order of articles has a say in a claim."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from crossframe.claims.stability import Count, Stability, untested
from crossframe.comparison import perturbations_table, stability_table
from crossframe.records import ClaimMap, Corpus

Build = Callable[..., ClaimMap]


@pytest.mark.parametrize("seed", [1, 7, 2**32 - 1])
def test_another_seed_moves_the_map_and_no_claim(
    seed: int, small_corpus: Corpus, small_map: ClaimMap, build: Build
) -> None:
    other = build(small_corpus, seed=seed)
    assert other.claims == small_map.claims
    assert other.perturbations == small_map.perturbations


@pytest.mark.parametrize("seed", range(3))
def test_shuffled_articles_change_no_claim(
    seed: int, small_corpus: Corpus, small_map: ClaimMap, build: Build
) -> None:
    articles = list(small_corpus.articles)
    random.Random(seed).shuffle(articles)  # noqa: S311
    assert build(replace(small_corpus, articles=tuple(articles))).claims == small_map.claims


def test_what_needs_no_run_is_said_and_no_figure_is_made_up(small_map: ClaimMap) -> None:
    table = perturbations_table(small_map).set_index("change")
    for change in ("articles in another order", "another seed"):
        assert table.loc[change, "told"].startswith("by construction none depends on it")
        assert table["mean_jaccard"].isna()[change]
    assert (table.loc[table["n_claims"].notna(), "told"] == "found again").all()
    cut = replace(
        small_map, perturbations=(replace(small_map.perturbations[0], change="map seed 1"),)
    )
    assert "another seed" not in set(perturbations_table(cut)["change"])


def test_each_claim_s_stability_is_told_by_what_was_changed(small_map: ClaimMap) -> None:
    table = stability_table(small_map).set_index("claim_id")
    for claim in small_map.claims:
        row = table.loc[claim.claim_id]
        assert row["other_threshold"] == claim.other_threshold
        if claim.without_article is not None:
            assert row["without_article"] == claim.without_article
    assert table["other_cut"].isna().all()
    assert table["other_threshold"].notna().all()


def test_runs_of_all_kinds_count_alike() -> None:
    found: Stability = untested(2)
    found = found.with_run("article", "without x", {0: 1.0, 1: 0.5})
    found = found.with_run("threshold", "threshold +", {0: 0.75})
    found = found.with_run("cut", "map seed 1", {0: 0.1})
    assert found.shares == (0.667, 0.0)
    assert found.counts[0] == {"article": Count(1, 1), "threshold": Count(1, 1), "cut": Count(0, 1)}
    assert found.counts[1] == {"article": Count(0, 1)}
