"""Claims and corrections -> claims with names, notes and checks, and what became of each line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from crossframe.corrections.correction import BINDING, Correction
from crossframe.corrections.files import Corrections
from crossframe.corrections.resolve import APPLIED, Fate, Presence, Resolved, missing_words
from crossframe.records import AppliedCorrection, Claim

# A name, note or check stays with the claim that has at least so much of its texts.
_OVERLAP = 0.5


class Attached(NamedTuple):
    """The claims, and the corrections by time."""

    claims: tuple[Claim, ...]
    corrections: tuple[AppliedCorrection, ...]


class _Place(NamedTuple):
    """A claim in which a correction is in force, and how far."""

    claim_ids: tuple[str, ...]
    fate: Fate


def attach(
    claims: Sequence[Claim],
    key_of: Mapping[str, str],
    corrections: Corrections,
    resolved: Resolved,
    presence: Presence,
) -> Attached:
    """Puts names, notes and checks to the claims that they are about.

    That is the claim with the largest Jaccard index between its texts and those of the correction
    that are still there, the first of equals, if it has at least half of these. A check holds as
    long as the claim has gained no text since.

    Args:
        claims: The claims that were found.
        key_of: Key of each sentence's text, by sentence id.
        corrections: All lines of the file.
        resolved: What became of those that bind, and of undos.
        presence: The texts of the event.

    Returns:
        The claims with what people made of them, and every line with what became of it.
    """
    keys = {c.claim_id: frozenset(key_of[s] for s in c.sentence_ids) for c in claims}
    places: dict[str, _Place] = {}
    named: set[str] = set()
    for correction in reversed(corrections.lines):  # of several names the latest counts
        fate = resolved.fates.get(correction.correction_id)
        if fate is None:
            place = _remark(correction, keys, presence)
            if correction.action == "rename" and place.claim_ids:
                if named & set(place.claim_ids):
                    place = _Place((), Fate("superseded", "the claim was renamed later"))
                named |= set(place.claim_ids)
        elif correction.action in BINDING and fate.state in {"applied", "partly"}:
            place = _Place(_shaped(correction, keys, presence), fate)
        else:
            place = _Place((), fate)
        places[correction.correction_id] = place
    told = tuple(
        [_applied(line, places[line.correction_id]) for line in corrections.lines]
        + [_unreadable(number, reason) for number, (_, reason) in enumerate(corrections.damaged, 1)]
    )
    return Attached(_remarked(claims, corrections.lines, places), told)


def _remark(
    correction: Correction, keys: Mapping[str, frozenset[str]], presence: Presence
) -> _Place:
    """The claim that a name, note or check is about, if there still is one."""
    every = frozenset(key for part in correction.keys for key in part)
    there = every & presence.compared
    gone = missing_words(every, presence)
    if not there:
        return _Place((), Fate("not_applicable", gone))
    rank = {claim_id: len(there & own) / len(there | own) for claim_id, own in keys.items()}
    best = max(rank, key=lambda claim_id: rank[claim_id], default=None)
    if best is None or len(there & keys[best]) < _OVERLAP * len(there):
        reason = "no claim has half of its texts any more"
        return _Place((), Fate("not_applicable", f"{gone}; {reason}" if gone else reason))
    news = len(keys[best] - every)
    if correction.action == "check" and news:
        texts = "a text" if news == 1 else f"{news} texts"
        return _Place((), Fate("superseded", f"the claim has gained {texts} since"))
    return _Place((best,), Fate("partly", gone) if gone else APPLIED)


def _shaped(
    correction: Correction, keys: Mapping[str, frozenset[str]], presence: Presence
) -> tuple[str, ...]:
    """The claims that have at least half of what a correction makes one; a rejected one is gone."""
    parts = [{key for key in part if key in presence.compared} for part in correction.keys]
    if correction.action == "merge":
        parts = [set().union(*parts)]
    elif correction.action == "move":
        moved, left, joined = parts
        parts = [left, moved | joined]
    elif correction.action == "reject":
        parts = []
    return tuple(
        claim_id
        for claim_id, own in keys.items()
        if any(part and len(part & own) >= _OVERLAP * len(part) for part in parts)
    )


def _applied(correction: Correction, place: _Place) -> AppliedCorrection:
    return AppliedCorrection(
        correction_id=correction.correction_id,
        at=correction.at,
        by=correction.by,
        action=correction.action,
        state=place.fate.state,
        reason=place.fate.reason,
        text=correction.text,
        target=correction.target,
        excerpts=correction.excerpts,
        claim_ids=place.claim_ids,
    )


def _unreadable(number: int, reason: str) -> AppliedCorrection:
    return AppliedCorrection(f"unreadable-{number}", "", "", "", "unreadable", reason)


def _remarked(
    claims: Sequence[Claim], lines: Sequence[Correction], places: Mapping[str, _Place]
) -> tuple[Claim, ...]:
    own: dict[str, list[Correction]] = defaultdict(list)
    for line in lines:
        for claim_id in places[line.correction_id].claim_ids:
            own[claim_id].append(line)
    return tuple(_with(claim, own[claim.claim_id]) for claim in claims)


def _with(claim: Claim, lines: Sequence[Correction]) -> Claim:
    def of(action: str) -> list[Correction]:
        return [line for line in lines if line.action == action]

    return replace(
        claim,
        name=next((line.text for line in of("rename")), ""),
        notes=tuple(line.text for line in of("note")),
        checked_by=tuple(dict.fromkeys(line.by for line in of("check"))),
        correction_ids=tuple(line.correction_id for line in lines),
    )
