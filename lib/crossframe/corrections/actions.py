"""What somebody does to the claims of a claim map -> a correction, to be appended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from crossframe.corrections.correction import Correction, Said
from crossframe.corrections.making import (
    claim_in,
    made_of,
    new_correction,
    require_member,
    said_by,
)
from crossframe.errors import ParameterError
from crossframe.records import Claim, ClaimMap


def merge_claims(
    claim_map: ClaimMap, claim_ids: Sequence[str], *, by: str, at: datetime | None = None
) -> Correction:
    """Says that claims are one.

    Args:
        claim_map: The event.
        claim_ids: At least two of its claims.
        by: Who says so.
        at: When; None for now.

    Returns:
        The correction.

    Raises:
        ParameterError: If a claim is not there, or there are not two.
    """
    claims = [claim_in(claim_map, claim_id) for claim_id in dict.fromkeys(claim_ids)]
    if len(claims) < 2:
        raise ParameterError(f"merge: {len(claims)} claims; name at least two")
    own = {claim.claim_id for claim in claims}
    parts = [said_by(claim_map, claim.sentence_ids) for claim in claims]
    return made_of(claim_map, "merge", parts, own, by=by, at=at)


def join_sentences(
    claim_map: ClaimMap, sentence_ids: Sequence[str], *, by: str, at: datetime | None = None
) -> Correction:
    """Says that sentences, unmatched ones for example, make one claim.

    Args:
        claim_map: The event.
        sentence_ids: At least two compared sentences with different words.
        by: Who says so.
        at: When; None for now.

    Returns:
        The correction, a merge.

    Raises:
        ParameterError: If a sentence is not there or not compared, or there are not two.
    """
    texts = said_by(claim_map, sentence_ids)
    if len(texts) < 2:
        raise ParameterError("join: name at least two sentences with different words")
    return made_of(claim_map, "merge", [(text,) for text in texts], set(), by=by, at=at)


def split_claim(
    claim_map: ClaimMap,
    claim_id: str,
    parts: Sequence[Iterable[str]],
    *,
    by: str,
    at: datetime | None = None,
) -> Correction:
    """Says which sentences of a claim must be apart.

    Args:
        claim_map: The event.
        claim_id: The claim.
        parts: Sentence ids of each part; the claim's other sentences are a part of their own.
        by: Who says so.
        at: When; None for now.

    Returns:
        The correction.

    Raises:
        ParameterError: If the claim or a sentence of it is not there, a sentence or a text is in
            two parts, or there are no two parts.
    """
    claim = claim_in(claim_map, claim_id)
    named = [list(part) for part in parts]
    for sentence_id in (s for part in named for s in part):
        require_member(claim, sentence_id)
    listed = {sentence_id for part in named for sentence_id in part}
    named.append([s for s in claim.sentence_ids if s not in listed])
    texts = [said_by(claim_map, part) for part in named if part]
    if len(texts) < 2:
        raise ParameterError(f"split: {claim_id} has no sentence beside these; leave some out")
    seen: dict[str, int] = {}
    for number, part in enumerate(texts):
        for text in part:
            if seen.setdefault(text.key, number) != number:
                raise ParameterError(
                    f"split: {text.excerpt!r} would be in two parts; sentences of the same words "
                    "stay together"
                )
    return made_of(claim_map, "split", texts, {claim_id}, by=by, at=at)


def move_sentence(
    claim_map: ClaimMap,
    sentence_id: str,
    *,
    out_of: str | None,
    into: str | None,
    by: str,
    at: datetime | None = None,
) -> Correction:
    """Says that a sentence belongs to another claim, or to none.

    Args:
        claim_map: The event.
        sentence_id: The sentence.
        out_of: The claim that it leaves; None for a sentence that joins one more.
        into: The claim that it joins; None for none.
        by: Who says so.
        at: When; None for now.

    Returns:
        The correction.

    Raises:
        ParameterError: If a claim or the sentence is not there, or it would not move.
    """
    own = said_by(claim_map, [sentence_id])
    if out_of == into:
        raise ParameterError("move: name the claim that it leaves, the one that it joins, or both")
    left = _others(claim_map, claim_in(claim_map, out_of), own) if out_of else ()
    joined = _others(claim_map, claim_in(claim_map, into), own) if into else ()
    if out_of:
        require_member(claim_in(claim_map, out_of), sentence_id)
    if not left and not joined:
        raise ParameterError(
            "move: all sentences of the claim have the same words as this one; reject the claim"
        )
    claims = {claim_id for claim_id in (out_of, into) if claim_id}
    return made_of(claim_map, "move", [own, left, joined], claims, by=by, at=at)


def reject_claim(
    claim_map: ClaimMap, claim_id: str, *, by: str, at: datetime | None = None
) -> Correction:
    """Says that a claim is none: no two of its sentences assert the same; as `say_of_claim`."""
    return say_of_claim(claim_map, claim_id, "reject", by=by, at=at)


def rename_claim(
    claim_map: ClaimMap, claim_id: str, name: str, *, by: str, at: datetime | None = None
) -> Correction:
    """Gives a claim a name, which is shown in place of its label; as `say_of_claim`."""
    return say_of_claim(claim_map, claim_id, "rename", " ".join(name.split()), by=by, at=at)


def note_claim(
    claim_map: ClaimMap, claim_id: str, note: str, *, by: str, at: datetime | None = None
) -> Correction:
    """Adds a note to a claim; as `say_of_claim`."""
    return say_of_claim(claim_map, claim_id, "note", note, by=by, at=at)


def check_claim(
    claim_map: ClaimMap, claim_id: str, *, by: str, at: datetime | None = None
) -> Correction:
    """Says that somebody read a claim's sentences and they assert the same; as `say_of_claim`."""
    return say_of_claim(claim_map, claim_id, "check", by=by, at=at)


def say_of_claim(
    claim_map: ClaimMap,
    claim_id: str,
    action: str,
    text: str = "",
    *,
    by: str,
    at: datetime | None = None,
) -> Correction:
    """Says something of a claim as a whole.

    Args:
        claim_map: The event.
        claim_id: The claim.
        action: "reject", "rename", "note" or "check".
        text: The name, at most 200 characters, or the note, at most 4,000.
        by: Who says so.
        at: When; None for now.

    Returns:
        The correction.

    Raises:
        ParameterError: If the claim is not there, or the name or note is empty or too long.
    """
    part = said_by(claim_map, claim_in(claim_map, claim_id).sentence_ids)
    return made_of(claim_map, action, [part], {claim_id}, by=by, at=at, text=text)


def undo(correction_id: str, *, by: str, at: datetime | None = None) -> Correction:
    """Takes a correction back; its line stays.

    Args:
        correction_id: The correction.
        by: Who does.
        at: When; None for now.

    Returns:
        A correction of its own, to be appended.

    Raises:
        ParameterError: If `by` is empty.
    """
    return new_correction("undo", (), by=by, at=at, target=correction_id)


def redo(correction_id: str, *, by: str, at: datetime | None = None) -> Correction:
    """Puts a correction that was undone in force again; otherwise as `undo`."""
    return new_correction("redo", (), by=by, at=at, target=correction_id)


def _others(claim_map: ClaimMap, claim: Claim, own: tuple[Said, ...]) -> tuple[Said, ...]:
    return tuple(text for text in said_by(claim_map, claim.sentence_ids) if text not in own)
