"""Corrections and the texts of an event -> what they ask for, and what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from itertools import combinations
from types import MappingProxyType
from typing import NamedTuple

from crossframe.corrections.correction import ACTIONS, BINDING, TURNS, Correction
from crossframe.corrections.ties import Bonds, Ties
from crossframe.records import CorrectionState


class Fate(NamedTuple):
    """What became of a correction, and why it is not wholly in force."""

    state: CorrectionState
    reason: str = ""


APPLIED = Fate("applied")


class Resolved(NamedTuple):
    """What the corrections ask for, and the fate of each by id: names and notes left open."""

    bonds: Bonds
    fates: Mapping[str, Fate]


class Presence(NamedTuple):
    """Keys of an event's texts: those that are compared, and why others are not.

    `same` gives for a light edit the key of the text that it is compared as.
    """

    compared: AbstractSet[str]
    elsewhere: Mapping[str, str] = MappingProxyType({})
    same: Mapping[str, str] = MappingProxyType({})

    def found(self, keys: Iterable[str]) -> list[str]:
        """Those that are compared, as they are compared, each once."""
        there = (self.same.get(key, key) for key in keys if key in self.compared)
        return list(dict.fromkeys(there))


class _Asked(NamedTuple):
    """What one correction asks for, of the texts that are there.

    `together` are texts that are tied, each with those that join them as guests.
    """

    together: Sequence[tuple[Sequence[str], Sequence[str]]] = ()
    apart: Sequence[tuple[str, str]] = ()
    lone: Sequence[str] = ()


def resolve(corrections: Sequence[Correction], presence: Presence) -> Resolved:
    """Decides which corrections are in force, and what they ask for together.

    The latest is taken in first, and each earlier one as far as it does not contradict those.

    Args:
        corrections: The corrections, by time, then id.
        presence: The texts of the event.

    Returns:
        The bonds and the fates.
    """
    fates = _turned(corrections)
    ties, lone = Ties(), set[str]()
    for correction in reversed(corrections):
        if correction.correction_id in fates or correction.action not in BINDING:
            continue
        asked, gone = _asked(correction, presence)
        if asked is None:
            fates[correction.correction_id] = Fate("not_applicable", gone)
            continue
        lone |= set(asked.lone)
        fates[correction.correction_id] = _taken_in(asked, ties, gone)
    return Resolved(ties.bonds(lone), fates)


def _turned(corrections: Sequence[Correction]) -> dict[str, Fate]:
    """Fates of undos and redos, of what is undone, and of actions that are not known."""
    by_id = {correction.correction_id: correction for correction in corrections}
    fates = {
        correction.correction_id: Fate(
            "not_applicable", f"this version of crossframe knows no action {correction.action!r}"
        )
        for correction in corrections
        if correction.action not in ACTIONS
    }
    turns = [correction for correction in corrections if correction.action in TURNS]
    decided: dict[str, Correction] = {}
    for turn in sorted(turns, key=lambda turn: _turn_order(turn, by_id), reverse=True):
        over = decided.get(turn.correction_id)
        if over and over.action == "undo":
            fates[turn.correction_id] = Fate("undone", _by(over))
        elif turn.target not in by_id:
            fates[turn.correction_id] = Fate(
                "not_applicable", f"there is no correction {turn.target!r} in the file"
            )
        elif turn.target in decided:
            later = decided[turn.target]
            fates[turn.correction_id] = Fate("superseded", f"{later.action} {_by(later)}")
        else:
            fates[turn.correction_id] = APPLIED
            decided[turn.target] = turn
    undone = {target: turn for target, turn in decided.items() if turn.action == "undo"}
    return fates | {target: Fate("undone", _by(turn)) for target, turn in undone.items()}


def _turn_order(turn: Correction, by_id: Mapping[str, Correction]) -> tuple[datetime, int, str]:
    """A turn comes after what it turns, even if the clocks of two machines say otherwise."""
    moment, depth, at = turn.order[0], 0, turn
    seen = {turn.correction_id}
    while at.action in TURNS and at.target in by_id and at.target not in seen:
        at = by_id[at.target]
        seen.add(at.correction_id)
        moment, depth = max(moment, at.order[0]), depth + 1
    return moment, depth, turn.correction_id


def _by(correction: Correction) -> str:
    return f"by {correction.by} on {correction.at[:10]}"


def _asked(correction: Correction, presence: Presence) -> tuple[_Asked | None, str]:
    """What a correction asks for, or None; and what of it is not there, in words."""
    parts = [presence.found(part) for part in correction.keys]
    shared = set(presence.found(correction.shared))
    every = {key for part in correction.keys for key in part}
    gone = missing_words(every, presence)
    filled = [part for part in parts if part]
    if correction.action == "merge":
        texts = list(dict.fromkeys(key for part in parts for key in part))
        asked = _Asked([_hosted(texts, shared)]) if len(texts) > 1 else None
    elif correction.action == "split":
        pairs = [(a, b) for one, other in combinations(parts, 2) for a in one for b in other]
        tied = [_hosted(part, shared) for part in filled]
        asked = _Asked(tied, pairs) if len(filled) > 1 else None
    elif correction.action == "move":
        asked = _moved(parts, shared)
    else:
        texts = [key for part in parts for key in part]
        asked = _Asked(apart=list(combinations(texts, 2)), lone=texts) if texts else None
    return asked, gone


def _hosted(texts: Sequence[str], shared: AbstractSet[str]) -> tuple[list[str], list[str]]:
    """The texts that are tied, and their guests: those that stood in further claims, too."""
    hosts = [key for key in texts if key not in shared]
    guests = [key for key in texts if key in shared]
    return (hosts, guests) if hosts else (guests, [])


def _moved(parts: Sequence[Sequence[str]], shared: AbstractSet[str]) -> _Asked | None:
    moved, left, joined = parts
    if not moved or not (left or joined):
        return None
    apart = [(one, other) for one in moved for other in left if other not in joined]
    return _Asked([_hosted([*joined, *moved], shared)] if joined else (), apart)


def missing_words(keys: AbstractSet[str], presence: Presence) -> str:
    """Says which of the texts are not there, or not compared; "" if all are."""
    gone = keys - presence.compared
    if not gone:
        return ""
    why = sorted({presence.elsewhere[key] for key in gone if key in presence.elsewhere})
    told = f" ({', '.join(why)})" if why else ""
    are = "is" if len(gone) == 1 else "are"
    return f"{len(gone)} of {len(keys)} texts {are} not among those compared{told}"


def _taken_in(asked: _Asked, ties: Ties, gone: str) -> Fate:
    """Takes in what a correction asks for, and says how much of it stands."""
    kept = refused = 0
    for texts, guests in asked.together:
        parts = ties.tie(texts, guests)
        size = sum(map(len, parts))
        refused += len(parts) - 1
        kept += size - len(parts)
    pairs = ties.separate(asked.apart)
    refused += pairs
    kept += len(asked.apart) - pairs
    if asked.lone and not asked.apart:
        kept += 1
    if refused and not kept:
        return Fate("superseded", "a later correction says otherwise")
    if refused:
        told = "a later correction says otherwise of some of its sentences"
        return Fate("partly", f"{gone}; {told}" if gone else told)
    return Fate("partly", gone) if gone else APPLIED
