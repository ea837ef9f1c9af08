"""What holds of corrections whatever people do, in whatever order."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from crossframe.claim_group import group_claims
from crossframe.claims import Workings
from crossframe.corrections import (
    Correction,
    Corrections,
    Presence,
    check_claim,
    join_sentences,
    merge_claims,
    move_sentence,
    note_claim,
    redo,
    reject_claim,
    rename_claim,
    resolve,
    split_claim,
    undo,
)
from crossframe.records import ClaimMap
from crossframe.text import text_key
from drawn_world import PARAMETERS, random_workings
from hypothesis import given, settings
from hypothesis import strategies as st

START = datetime(2026, 3, 12, tzinfo=UTC)
SEEDS = st.integers(0, 2**20)


def grouped(workings: Workings, lines: Sequence[Correction]) -> ClaimMap:
    ordered = tuple(sorted(lines, key=lambda line: line.order))
    return group_claims(workings, PARAMETERS, Corrections(ordered))


def claims_of(claim_map: ClaimMap) -> ClaimMap:
    """All of a map but the list of corrections."""
    claims = tuple(replace(claim, correction_ids=()) for claim in claim_map.claims)
    return replace(claim_map, claims=claims, corrections=(), provenance={})


def anything(  # noqa: PLR0911
    draw: random.Random, claim_map: ClaimMap, lines: Sequence[Correction], at: datetime
) -> Correction | None:
    """One thing that somebody may do to the claims on the screen; None where there is none."""
    by = draw.choice(["Ada", "Ben"])
    claims = [claim.claim_id for claim in claim_map.claims]
    sentences = [sentence.sentence_id for sentence in claim_map.sentences]
    kind = draw.choice(["merge", "split", "move", "reject", "join", "remark", "turn"])
    if kind == "join":
        return join_sentences(claim_map, draw.sample(sentences, 2), by=by, at=at)
    if kind == "turn" and lines:
        turn = draw.choice([undo, redo])
        return turn(draw.choice(lines).correction_id, by=by, at=at)
    if not claims:
        return None
    claim = claim_map.claim_by_id[draw.choice(claims)]
    if kind == "merge" and len(claims) > 1:
        return merge_claims(claim_map, draw.sample(claims, 2), by=by, at=at)
    if kind == "split":
        part = draw.sample(claim.sentence_ids, draw.randint(1, len(claim.sentence_ids) - 1))
        return split_claim(claim_map, claim.claim_id, [part], by=by, at=at)
    if kind == "move":
        sentence = draw.choice(claim.sentence_ids)
        into = draw.choice([None, *(other for other in claims if other != claim.claim_id)])
        return move_sentence(claim_map, sentence, out_of=claim.claim_id, into=into, by=by, at=at)
    if kind == "reject":
        return reject_claim(claim_map, claim.claim_id, by=by, at=at)
    if kind == "remark":
        return draw.choice(
            [
                rename_claim(claim_map, claim.claim_id, "A name", by=by, at=at),
                note_claim(claim_map, claim.claim_id, "A note.", by=by, at=at),
                check_claim(claim_map, claim.claim_id, by=by, at=at),
            ]
        )
    return None


def session(workings: Workings, seed: int, steps: int) -> list[Correction]:
    """What two people do one after the other, each seeing what came before."""
    draw = random.Random(seed)  # noqa: S311
    lines: list[Correction] = []
    for step in range(steps):
        shown = grouped(workings, lines)
        line = anything(draw, shown, lines, START + timedelta(minutes=step))
        lines += [line] if line else []
    return lines


def keys_of(claim_map: ClaimMap) -> list[set[str]]:
    return [
        {text_key(claim_map.sentence_by_id[s].text) for s in claim.sentence_ids}
        for claim in claim_map.claims
    ]


@given(st.integers(3, 9), SEEDS, st.integers(1, 8))
@settings(max_examples=40, deadline=None)
def test_what_people_asked_for_is_what_the_claims_are(n: int, seed: int, steps: int) -> None:
    workings = random_workings(n, seed)
    lines = session(workings, seed, steps)
    found = grouped(workings, lines)
    claims = keys_of(found)
    keys = {text_key(sentence.text) for sentence in found.sentences}
    bonds = resolve(lines, Presence(keys)).bonds
    for circle in bonds.together:
        assert any(set(circle) <= claim for claim in claims)
    for guest, hosts in bonds.guests:
        assert any({guest, *hosts} <= claim for claim in claims)
    for pair in bonds.apart:
        assert not any(set(pair) <= claim for claim in claims)
    assert [p.sentence_id for p in found.placements] == [s.sentence_id for s in found.sentences]
    assert {p.status for p in found.placements} <= {"claim", "unmatched"}
    assert [line.correction_id for line in found.corrections] == [
        line.correction_id for line in lines
    ]


@given(st.integers(3, 9), SEEDS, st.integers(0, 6))
@settings(max_examples=40, deadline=None)
def test_what_is_decided_last_is_wholly_in_force(n: int, seed: int, steps: int) -> None:
    workings = random_workings(n, seed)
    lines = session(workings, seed, steps)
    draw = random.Random(seed + 1)  # noqa: S311
    last = anything(draw, grouped(workings, lines), lines, START.replace(year=2027))
    if last is None or last.action not in {"merge", "split", "move", "reject"}:
        return
    found = grouped(workings, [*lines, last])
    assert found.corrections[-1].state == "applied"
    claims, parts = keys_of(found), [set(part) for part in last.keys]
    if last.action == "merge":
        assert any(set().union(*parts) <= claim for claim in claims)
    elif last.action == "split":
        assert not any(claim & parts[0] and claim & parts[1] for claim in claims)
    elif last.action == "move":
        moved, left, joined = parts
        assert not any(moved <= claim and claim & (left - joined) for claim in claims)
        assert not joined or any(moved | joined <= claim for claim in claims)
    else:
        assert all(len(claim & parts[0]) < 2 for claim in claims)


@given(st.integers(3, 9), SEEDS, st.integers(0, 6))
@settings(max_examples=40, deadline=None)
def test_undo_restores_the_map_of_before_and_redo_that_of_after(
    n: int, seed: int, steps: int
) -> None:
    workings = random_workings(n, seed)
    lines = session(workings, seed, steps)
    before = grouped(workings, lines)
    later = [START + timedelta(days=day) for day in range(3)]
    draw = random.Random(seed + 1)  # noqa: S311
    line = anything(draw, before, [], later[0])
    if line is None:
        return
    after = grouped(workings, [*lines, line])
    back = undo(line.correction_id, by="Ada", at=later[1])
    undone = grouped(workings, [*lines, line, back])
    assert claims_of(undone) == claims_of(before)
    again = redo(line.correction_id, by="Ada", at=later[2])
    assert claims_of(grouped(workings, [*lines, line, back, again])) == claims_of(after)
    taken_back = undo(back.correction_id, by="Ada", at=later[2])
    assert claims_of(grouped(workings, [*lines, line, back, taken_back])) == claims_of(after)


@given(st.integers(3, 8), SEEDS, st.permutations(range(6)))
@settings(max_examples=25, deadline=None)
def test_the_order_of_lines_has_no_say(n: int, seed: int, order: list[int]) -> None:
    workings = random_workings(n, seed)
    lines = session(workings, seed, 6)
    shuffled = [lines[at] for at in order if at < len(lines)]
    assert grouped(workings, shuffled) == grouped(workings, lines)


@given(st.integers(4, 9), SEEDS, st.integers(1, 6), st.data())
@settings(max_examples=40, deadline=None)
def test_sentences_may_leave_and_return(n: int, seed: int, steps: int, data: st.DataObject) -> None:
    workings = random_workings(n, seed)
    lines = session(workings, seed, steps)
    keys = [text_key(text) for text in workings.texts]
    there = data.draw(st.sets(st.sampled_from(keys)))
    fates = resolve(lines, Presence(there)).fates
    for line in lines:
        fate = fates.get(line.correction_id)
        gone = {key for part in line.keys for key in part} - there
        if fate and fate.state == "applied" and line.action in {"merge", "split", "reject"}:
            assert not gone
        if fate and fate.state != "applied":
            assert fate.reason
    assert resolve(lines, Presence(set(keys))) == resolve(lines, Presence(set(keys)))


@pytest.mark.parametrize("seed", range(5))
def test_a_stranger_s_corrections_are_listed_and_change_nothing(seed: int) -> None:
    ours, theirs = random_workings(6, seed), random_workings(9, seed + 100)
    shown = grouped(theirs, [])
    other = replace(
        shown,
        sentences=tuple(replace(s, text=f"Other {s.text}") for s in shown.sentences),
    )
    lines = [merge_claims(other, [claim.claim_id for claim in other.claims[:2]], by="Cy", at=START)]
    found = grouped(ours, lines)
    assert [line.state for line in found.corrections] == ["not_applicable"]
    assert "not among those compared" in found.corrections[0].reason
    assert claims_of(found) == claims_of(grouped(ours, []))
