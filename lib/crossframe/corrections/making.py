"""Texts of claims -> a correction with an id of its own, checked as it will be read."""

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


def made_of(
    claim_map: ClaimMap,
    action: str,
    parts: Sequence[tuple[Said, ...]],
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
    return new_correction(action, tuple(parts), by=by, at=at, text=text, shared=frozenset(shared))


def new_correction(
    action: str,
    parts: tuple[tuple[Said, ...], ...],
    *,
    by: str,
    at: datetime | None,
    text: str = "",
    target: str = "",
    shared: frozenset[str] = frozenset(),
) -> Correction:
    """A correction with an id of its own; refused, in words, where it would be none."""
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


def claim_in(claim_map: ClaimMap, claim_id: str) -> Claim:
    """The claim of that id; refused where there is none."""
    claim = claim_map.claim_by_id.get(claim_id)
    if claim is None:
        raise ParameterError(
            f"no claim {claim_id!r} in {claim_map.event_id!r}; it has {len(claim_map.claims)}"
        )
    return claim


def require_member(claim: Claim, sentence_id: str) -> None:
    """Refuses a sentence that is not in the claim."""
    if sentence_id not in claim.sentence_ids:
        raise ParameterError(
            f"sentence {sentence_id!r} is not in {claim.claim_id}; it has "
            f"{', '.join(claim.sentence_ids[:5])}"
        )


def said_by(claim_map: ClaimMap, sentence_ids: Iterable[str]) -> tuple[Said, ...]:
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
