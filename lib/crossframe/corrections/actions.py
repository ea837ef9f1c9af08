"""What somebody does to the claims of a claim map -> a correction, to be appended."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from crossframe.corrections.correction import (
    MAX_NAME,
    MAX_NOTE,
    Correction,
    LineError,
    Said,
    check_words,
    require_whole,
    said,
    utc,
)
from crossframe.errors import ParameterError
from crossframe.records import Claim, ClaimMap

_Parts = Sequence[tuple[Said, ...]]


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
    claims = [_claim(claim_map, claim_id) for claim_id in dict.fromkeys(claim_ids)]
    if len(claims) < 2:
        raise ParameterError(f"merge: {len(claims)} claims; name at least two")
    own = {claim.claim_id for claim in claims}
    parts = [_said(claim_map, claim.sentence_ids) for claim in claims]
    return _made(claim_map, "merge", parts, own, by=by, at=at)


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
    texts = _said(claim_map, sentence_ids)
    if len(texts) < 2:
        raise ParameterError("join: name at least two sentences with different words")
    return _made(claim_map, "merge", [(text,) for text in texts], set(), by=by, at=at)


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
    claim = _claim(claim_map, claim_id)
    named = [list(part) for part in parts]
    for sentence_id in (s for part in named for s in part):
        _require_member(claim, sentence_id)
    listed = {sentence_id for part in named for sentence_id in part}
    named.append([s for s in claim.sentence_ids if s not in listed])
    texts = [_said(claim_map, part) for part in named if part]
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
    return _made(claim_map, "split", texts, {claim_id}, by=by, at=at)


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
    own = _said(claim_map, [sentence_id])
    if out_of == into:
        raise ParameterError("move: name the claim that it leaves, the one that it joins, or both")
    left = _others(claim_map, _claim(claim_map, out_of), own) if out_of else ()
    joined = _others(claim_map, _claim(claim_map, into), own) if into else ()
    if out_of:
        _require_member(_claim(claim_map, out_of), sentence_id)
    if not left and not joined:
        raise ParameterError(
            "move: all sentences of the claim have the same words as this one; reject the claim"
        )
    claims = {claim_id for claim_id in (out_of, into) if claim_id}
    return _made(claim_map, "move", [own, left, joined], claims, by=by, at=at)


def reject_claim(
    claim_map: ClaimMap, claim_id: str, *, by: str, at: datetime | None = None
) -> Correction:
    """Says that a claim is none: no two of its sentences assert the same.

    Args:
        claim_map: The event.
        claim_id: The claim.
        by: Who says so.
        at: When; None for now.

    Returns:
        The correction.

    Raises:
        ParameterError: If the claim is not there.
    """
    return _about(claim_map, claim_id, "reject", "", by, at)


def rename_claim(
    claim_map: ClaimMap, claim_id: str, name: str, *, by: str, at: datetime | None = None
) -> Correction:
    """Gives a claim a name, which is shown in place of its label.

    Args:
        claim_map: The event.
        claim_id: The claim.
        name: The name, at most 200 characters.
        by: Who says so.
        at: When; None for now.

    Returns:
        The correction.

    Raises:
        ParameterError: If the claim is not there or the name is empty or too long.
    """
    return _about(claim_map, claim_id, "rename", " ".join(name.split()), by, at)


def note_claim(
    claim_map: ClaimMap, claim_id: str, note: str, *, by: str, at: datetime | None = None
) -> Correction:
    """Adds a note to a claim.

    Args:
        claim_map: The event.
        claim_id: The claim.
        note: The note, at most 4,000 characters.
        by: Who says so.
        at: When; None for now.

    Returns:
        The correction.

    Raises:
        ParameterError: If the claim is not there or the note is empty or too long.
    """
    return _about(claim_map, claim_id, "note", note, by, at)


def check_claim(
    claim_map: ClaimMap, claim_id: str, *, by: str, at: datetime | None = None
) -> Correction:
    """Marks a claim as checked: somebody read its sentences, and they assert the same.

    Args:
        claim_map: The event.
        claim_id: The claim.
        by: Who says so.
        at: When; None for now.

    Returns:
        The correction.

    Raises:
        ParameterError: If the claim is not there.
    """
    return _about(claim_map, claim_id, "check", "", by, at)


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
    return _new("undo", (), by=by, at=at, target=correction_id)


def redo(correction_id: str, *, by: str, at: datetime | None = None) -> Correction:
    """Puts a correction that was undone in force again.

    Args:
        correction_id: The correction.
        by: Who does.
        at: When; None for now.

    Returns:
        A correction of its own, to be appended.

    Raises:
        ParameterError: If `by` is empty.
    """
    return _new("redo", (), by=by, at=at, target=correction_id)


def _about(
    claim_map: ClaimMap, claim_id: str, action: str, text: str, by: str, at: datetime | None
) -> Correction:
    claim = _claim(claim_map, claim_id)
    part = _said(claim_map, claim.sentence_ids)
    return _made(claim_map, action, [part], {claim_id}, by=by, at=at, text=text)


def _made(
    claim_map: ClaimMap,
    action: str,
    parts: _Parts,
    own: set[str],
    *,
    by: str,
    at: datetime | None,
    text: str = "",
) -> Correction:
    """A correction of these texts; those in claims beside its `own` are shared ones."""
    wanted = {one.key for part in parts for one in part}
    shared: set[str] = set()
    for sentence, placed in zip(claim_map.sentences, claim_map.placements, strict=True):
        if set(placed.claim_ids) - own and (key := said(sentence.text).key) in wanted:
            shared.add(key)
    return _new(action, tuple(parts), by=by, at=at, text=text, shared=frozenset(shared))


def _new(
    action: str,
    parts: tuple[tuple[Said, ...], ...],
    *,
    by: str,
    at: datetime | None,
    text: str = "",
    target: str = "",
    shared: frozenset[str] = frozenset(),
) -> Correction:
    moment = utc(at or datetime.now(UTC))
    stamp = moment[:19].replace("-", "").replace(":", "")
    try:
        made = Correction(
            correction_id=f"{stamp}-{secrets.token_hex(4)}",
            at=moment,
            by=check_words(by, "by", MAX_NAME),
            action=action,
            parts=parts,
            shared=shared if action in {"merge", "split", "move"} else frozenset(),
            text=check_words(text, "text", MAX_NAME if action == "rename" else MAX_NOTE),
            target=target,
        )
        require_whole(made)
    except LineError as error:
        raise ParameterError(f"{action}: {error}") from None
    return made


def _claim(claim_map: ClaimMap, claim_id: str) -> Claim:
    claim = claim_map.claim_by_id.get(claim_id)
    if claim is None:
        raise ParameterError(
            f"no claim {claim_id!r} in {claim_map.event_id!r}; it has {len(claim_map.claims)}"
        )
    return claim


def _require_member(claim: Claim, sentence_id: str) -> None:
    if sentence_id not in claim.sentence_ids:
        raise ParameterError(
            f"sentence {sentence_id!r} is not in {claim.claim_id}; it has "
            f"{', '.join(claim.sentence_ids[:5])}"
        )


def _said(claim_map: ClaimMap, sentence_ids: Iterable[str]) -> tuple[Said, ...]:
    """The texts of sentences, each once."""
    found: dict[str, Said] = {}
    for sentence_id in sentence_ids:
        placed = claim_map.placement_by_id.get(sentence_id)
        if placed is None:
            raise ParameterError(f"no sentence {sentence_id!r} in {claim_map.event_id!r}")
        if placed.status not in {"claim", "unmatched"}:
            raise ParameterError(f"sentence {sentence_id!r} is not compared: {placed.status}")
        text = said(claim_map.sentence_by_id[sentence_id].text)
        found.setdefault(text.key, text)
    return tuple(found.values())


def _others(claim_map: ClaimMap, claim: Claim, own: tuple[Said, ...]) -> tuple[Said, ...]:
    return tuple(text for text in _said(claim_map, claim.sentence_ids) if text not in own)
