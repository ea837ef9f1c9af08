"""What corrections make of the claims of the small world."""

from collections.abc import Callable
from dataclasses import replace

from crossframe.claim_build import build_claim_map
from crossframe.comparison import corrections_note, corrections_summary
from crossframe.config import Parameters
from crossframe.corrections import (
    Correction,
    Corrections,
    check_claim,
    join_sentences,
    merge_claims,
    move_sentence,
    note_claim,
    redo,
    reject_claim,
    rename_claim,
    split_claim,
    undo,
)
from crossframe.records import Claim, ClaimMap, Corpus
from small_world import FakeEncoder

Build = Callable[..., ClaimMap]


def corrected(corpus: Corpus, *lines: Correction) -> ClaimMap:
    ordered = tuple(sorted(lines, key=lambda line: line.order))
    parameters = Parameters.from_values({"event": corpus.event_id})
    return build_claim_map(corpus, parameters, FakeEncoder(), corrections=Corrections(ordered))


def claim_with(claim_map: ClaimMap, *sentence_ids: str) -> Claim:
    found = [c for c in claim_map.claims if set(sentence_ids) <= set(c.sentence_ids)]
    assert len(found) == 1, (sentence_ids, claim_map.claims)
    return found[0]


def states(claim_map: ClaimMap) -> list[str]:
    return [line.state for line in claim_map.corrections]


def without_corrections(claim_map: ClaimMap) -> ClaimMap:
    return replace(claim_map, corrections=(), provenance={})


def test_merged_claims_are_one_and_a_split_takes_them_apart(
    small_map: ClaimMap, small_corpus: Corpus
) -> None:
    fell, killed = claim_with(small_map, "post-1#0"), claim_with(small_map, "post-1#1")
    merge = merge_claims(small_map, [fell.claim_id, killed.claim_id], by="Ada")
    merged = corrected(small_corpus, merge)
    one = claim_with(merged, *fell.sentence_ids, *killed.sentence_ids)
    assert one.is_touched
    assert merged.corrections[0].claim_ids == (one.claim_id,)
    split = split_claim(merged, one.claim_id, [killed.sentence_ids], by="Ben")
    apart = corrected(small_corpus, merge, split)
    assert set(claim_with(apart, "post-1#1").sentence_ids) == set(killed.sentence_ids)
    assert set(claim_with(apart, "post-1#0").sentence_ids) == set(fell.sentence_ids)
    assert states(apart) == ["superseded", "applied"]


def test_a_rejected_claim_is_gone_even_if_it_is_made_of_copies(
    small_map: ClaimMap, small_corpus: Corpus
) -> None:
    for name in ("post-1#0", "post-2#2"):
        claim = claim_with(small_map, name)
        found = corrected(small_corpus, reject_claim(small_map, claim.claim_id, by="Ada"))
        assert len(found.claims) == len(small_map.claims) - 1
        assert all(not found.placement_by_id[s].claim_ids for s in claim.sentence_ids)
        assert states(found) == ["applied"]
        assert not any(left.is_touched for left in found.claims)
        assert corrections_summary(found).n_rejected == 1
        assert corrections_note(found) == (
            f"0 of {len(found.claims)} claims were touched by 1 person, 1 more rejected."
        )


def test_a_sentence_moves_leaves_and_joins(small_map: ClaimMap, small_corpus: Corpus) -> None:
    fell, killed = claim_with(small_map, "post-1#0"), claim_with(small_map, "post-1#1")
    move = move_sentence(
        small_map, "voice-1#0", out_of=fell.claim_id, into=killed.claim_id, by="Ada"
    )
    found = corrected(small_corpus, move)
    assert claim_with(found, "voice-1#0", "post-1#1")
    assert "voice-1#0" not in claim_with(found, "post-1#0").sentence_ids
    leave = move_sentence(small_map, "voice-1#0", out_of=fell.claim_id, into=None, by="Ada")
    found = corrected(small_corpus, leave)
    assert found.placement_by_id["voice-1#0"].status == "unmatched"
    join = join_sentences(small_map, ["post-1#2", "tide-1#2"], by="Ada")
    assert claim_with(corrected(small_corpus, join), "post-1#2", "tide-1#2")


def test_undo_restores_the_map_of_before_and_redo_the_correction(
    small_map: ClaimMap, small_corpus: Corpus
) -> None:
    lines = [reject_claim(small_map, small_map.claims[0].claim_id, by="Ada")]
    rejected = without_corrections(corrected(small_corpus, *lines))
    lines.append(undo(lines[0].correction_id, by="Ben"))
    undone = corrected(small_corpus, *lines)
    assert without_corrections(undone) == without_corrections(small_map)
    assert states(undone) == ["undone", "applied"]
    lines.append(redo(lines[0].correction_id, by="Ada"))
    assert without_corrections(corrected(small_corpus, *lines)) == rejected


def test_names_notes_and_checks_stay_with_their_claim(
    small_map: ClaimMap, small_corpus: Corpus
) -> None:
    claim = claim_with(small_map, "post-1#0")
    lines = [
        rename_claim(small_map, claim.claim_id, "The span", by="Ada"),
        rename_claim(small_map, claim.claim_id, "The fall", by="Ben"),
        note_claim(small_map, claim.claim_id, "Ask the port.", by="Ada"),
        check_claim(small_map, claim.claim_id, by="Ada"),
    ]
    found = claim_with(corrected(small_corpus, *lines), "post-1#0")
    assert (found.name, found.notes, found.checked_by) == ("The fall", ("Ask the port.",), ("Ada",))
    assert states(corrected(small_corpus, *lines)) == ["superseded", *["applied"] * 3]
