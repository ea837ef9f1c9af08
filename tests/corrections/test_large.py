"""An event that is too large to compare at once: what people bind is compared, wherever it lay."""

from collections.abc import Callable
from pathlib import Path

import pytest
from crossframe.claim_build import build_claim_map, work_out
from crossframe.claim_group import NO_NEEDS, group_claims, unmet_needs
from crossframe.claim_workings import read_workings, write_workings
from crossframe.claims import Workings
from crossframe.config import Parameters
from crossframe.corpus import read_corpora
from crossframe.corrections import Corrections, join_sentences, merge_claims, reject_claim
from crossframe.records import ClaimMap, Corpus
from small_world import FakeEncoder

PARAMETERS = Parameters(event="large", near_duplicate=1.0)  # no text passes for another


@pytest.fixture
def large_corpus(write_articles: Callable[..., Path]) -> Corpus:
    places = ["harbour", "bridge", "quarry", "market", "station", "theatre", "stadium", "orchard"]
    acts = ["closed", "burned", "reopened", "flooded", "sold"]
    articles = [
        {
            "event_id": "large",
            "article_id": f"{outlet}-{number}",
            "outlet": outlet,
            "title": "T",
            "text": " ".join(
                f"The {place} {acts[number]} on day {number} {'late' if outlet == 'b' else ''}."
                for place in places
            ),
        }
        for outlet in "ab"
        for number in range(len(acts))
    ]
    return read_corpora(write_articles(articles, "large"))["large"]


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch, large_corpus: Corpus) -> Workings:
    for module in ("crossframe.claim_compare", "crossframe.claims.layout"):
        monkeypatch.setattr(f"{module}.PART_LIMIT", 20)
    found = work_out(large_corpus, PARAMETERS, FakeEncoder())
    assert len(found.parts) > 1
    return found


def across(workings: Workings, claim_map: ClaimMap) -> list[str]:
    """Sentences of the first and the last part."""
    homes = [set(part.rows.tolist()) for part in (workings.parts[0], workings.parts[-1])]
    rows = zip(workings.draft.sentences, workings.text_of.tolist(), strict=True)
    placed = [(sentence.sentence_id, text) for sentence, text in rows]
    return [next(s for s, text in placed if text in home) for home in homes]


def test_what_is_bound_across_parts_is_one_claim(cut: Workings, large_corpus: Corpus) -> None:
    before = group_claims(cut, PARAMETERS)
    pair = across(cut, before)
    claims = [before.placement_by_id[sentence].claim_ids for sentence in pair]
    line = (
        merge_claims(before, [own[0] for own in claims], by="Ada")
        if all(claims)
        else join_sentences(before, pair, by="Ada")
    )
    corrections = Corrections((line,))
    assert unmet_needs(cut, corrections).together
    after = build_claim_map(large_corpus, PARAMETERS, FakeEncoder(), corrections=corrections)
    assert any(set(pair) <= set(claim.sentence_ids) for claim in after.claims)
    assert after.corrections[0].state == "applied"
    assert len(after.placements) == len(before.placements)


def test_what_is_parted_needs_no_other_cut(cut: Workings) -> None:
    before = group_claims(cut, PARAMETERS)
    corrections = Corrections((reject_claim(before, before.claims[0].claim_id, by="Ada"),))
    assert unmet_needs(cut, corrections) == NO_NEEDS
    assert len(group_claims(cut, PARAMETERS, corrections).claims) < len(before.claims)


def test_workings_are_read_as_they_were_written(cut: Workings, tmp_path: Path) -> None:
    write_workings(cut, tmp_path / "workings")
    again = read_workings(tmp_path / "workings")
    assert group_claims(again, PARAMETERS) == group_claims(cut, PARAMETERS)
    assert again.other is not None
    assert again.other.change == "map seed 1"
