"""Claim map -> pairs of names that aligned sentences use for one thing, with the evidence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from crossframe.comparison.once import once
from crossframe.comparison.wordings.equated import is_initials
from crossframe.comparison.wordings.name_kinds import (
    are_unlike,
    fit,
    is_beside,
    speaks_of_people,
    spelt_alike,
    stems,
)
from crossframe.comparison.wordings.names import Name
from crossframe.comparison.wordings.positions import Aligned, aligned
from crossframe.records import Claim, ClaimMap, Parse

Kind = Literal["spelling", "shortened", "different"]
Sure = Literal["high", "fair"]

# All chosen by reading the proposals for 9 ECB+ events and for the seeds: the share of equal nouns
# and verbs below which one alignment alone is no evidence, by the role that was aligned. What
# stands after a preposition or merely between equal words is more often something else.
_ENOUGH = {"agent": 0.5, "patient": 0.5, "subject": 0.6}
_ENOUGH_ELSEWHERE = 0.7
# What recurs, between different sentences on both sides, needs this much less.
_RECURRING = 0.1
# Two names that stand in one sentence this often, and in this share of the sentences with the
# rarer of them, are two things ("the officer", "Gray").
_MOST_TOGETHER = 2
_TOGETHER_SHARE = 0.15
_SCORE = re.compile(r"\d\s?[-–]\s?\d")
_ANYBODY = frozenset("one other people person".split())  # noqa: SIM905
_JUST_PEOPLE = frozenset("boy child girl man person teen teenager woman".split())  # noqa: SIM905
# Words that tell one from another before: they name no one that the other outlet names.
_FURTHER = frozenset("another other second third unidentified unnamed".split())  # noqa: SIM905
# Of what a force does, the ship that does it is told as often as the force: "the frigate Ansgar
# boarded", "the navy boarded". They stand at one place, and are no two names of one.
_VESSELS = frozenset("boat destroyer frigate hms ins mv ship tug uss vessel warship".split())  # noqa: SIM905
_FORCES = frozenset("army force guard navy police".split())  # noqa: SIM905
# Below it sentences have hardly more in common than the place of the two names.
_LEAST_SHARED = 0.4
_IN_GAP = "between equal words"


class Support(NamedTuple):
    """An alignment and where it was found; names stand in the order of their keys."""

    claim: str
    role: str
    names: tuple[Name, Name]
    sentences: tuple[str, str]
    outlets: tuple[str, str]
    is_clean: bool
    shared: float


class NamePair(NamedTuple):
    """Two names for one thing, how they differ, how sure that is, and all that supports it."""

    kind: Kind
    sure: Sure
    support: tuple[Support, ...]


@once
def name_pairs(claim_map: ClaimMap) -> list[NamePair]:
    """Finds names that outlets put at the same position of one claim.

    Args:
        claim_map: The event.

    Returns:
        The pairs with evidence enough, in the order of the claims.
    """
    pairs: dict[tuple[str, str], list[Support]] = defaultdict(list)
    for claim in claim_map.claims:
        for found in _claim_support(claim_map, claim):
            pairs[found.names[0].key, found.names[1].key].append(found)
    sentences = _sentences_of(claim_map)
    kept = []
    for support in pairs.values():
        kind = _kind(support)
        if kind == "shortened" and _is_cut(claim_map, support):
            continue
        if kind == "different" and (
            _are_two(claim_map, support) or _is_unknown(claim_map, support)
        ):
            continue
        apart = kind == "spelling" or not _stand_together(support[0].names, sentences)
        if kind and apart and _is_enough(support, kind):
            kept.append(NamePair(kind, _sure(support), tuple(support)))
    return kept


def _is_cut(claim_map: ClaimMap, support: Sequence[Support]) -> bool:
    """Whether the short name is the long one wherever it stands: the reading cut it."""
    short, long = sorted(support[0].names, key=lambda name: len(name.text))
    side = support[0].names.index(short)
    ahead = long.text.casefold().removesuffix(short.text.casefold()).strip()
    if len(ahead) + len(short.text) >= len(long.text):
        return False
    befores = (
        claim_map.sentence_by_id[found.sentences[side]].text[: found.names[side].start]
        for found in support
    )
    return all(before.casefold().rstrip().endswith(ahead) for before in befores)


def _is_unknown(claim_map: ClaimMap, support: Sequence[Support]) -> bool:
    """Whether no article that says "the man" names the person whom another names there.

    There may be two men. A driver or a suspect is mostly the one of the event.
    """
    names = support[0].names
    side = next((n for n in (0, 1) if names[n].entity == "PERSON" and names[n].is_named), None)
    if side is None or names[1 - side].key not in _JUST_PEOPLE:
        return False
    last = names[side].text.split()[-1]
    articles = [claim_map.article_of(found.sentences[1 - side]) for found in support]
    return not any(re.search(rf"\b{re.escape(last)}\b", one.text) for one in articles)


def _are_two(claim_map: ClaimMap, support: Sequence[Support]) -> bool:
    """Whether names with no word in common are those of somebody further, or a ship and a force."""
    names = support[0].names
    if any(_FURTHER & set(name.key.split()) for name in names):
        return True
    if not any(name.head in _FORCES for name in names):
        return False
    return any(
        _VESSELS & set(_called(claim_map.sentence_by_id[sentence_id].text, name))
        for found in support
        for name, sentence_id in zip(found.names, found.sentences, strict=True)
        if name.head not in _FORCES
    )


def _called(text: str, name: Name) -> list[str]:
    """The words of a name, and the two before it."""
    return [*text[: name.start].lower().split()[-2:], *text[name.start : name.end].lower().split()]


def _claim_support(claim_map: ClaimMap, claim: Claim) -> Iterable[Support]:
    members: list[tuple[str, str, str, Parse]] = []
    for sentence_id in claim.sentence_ids:
        parse = claim_map.parse_by_id[sentence_id]
        if parse is not None:
            text = claim_map.sentence_by_id[sentence_id].text
            outlet = claim_map.article_of(sentence_id).outlet
            members.append((outlet, sentence_id, text, parse))
    for one, other in combinations(sorted(members, key=lambda member: member[1]), 2):
        if one[0] != other[0] and one[2] != other[2]:
            for found in aligned(*one[2:], *other[2:]):
                yield _ordered(claim.claim_id, found, (one[1], other[1]), (one[0], other[0]))


def _ordered(
    claim: str, found: Aligned, sentences: tuple[str, str], outlets: tuple[str, str]
) -> Support:
    names = (found.one, found.other)
    if names[0].key > names[1].key:
        names, sentences, outlets = names[::-1], sentences[::-1], outlets[::-1]
    return Support(claim, found.role, names, sentences, outlets, found.is_clean, found.shared)


def _kind(support: Sequence[Support]) -> Kind | None:
    """How two names differ; None if they are no names for one thing, or no names at all."""
    one, other = support[0].names
    scored = any(_SCORE.search(name.text) for name in (one, other))
    bare = [name.text.casefold().lstrip("#@") for name in (one, other)]
    if scored or bare[0] == bare[1]:
        return None
    if spelt_alike(one, other):
        return "spelling" if one.is_many == other.is_many else None
    words = stems(one), stems(other)
    part = one.head == other.head or words[0] < words[1] or words[1] < words[0]
    if part or is_initials(one.text, other.text) or is_initials(other.text, one.text):
        capitals = any(name.text.split()[-1].isupper() for name in (one, other)) and part
        return "shortened" if (one.is_named or other.is_named) and not capitals else None
    if {one.head, other.head} & _ANYBODY:
        return None
    if all(are_unlike(*found.names) for found in support):
        return None
    of_people = speaks_of_people(one) and speaks_of_people(other)
    are_names = one.is_proper or other.is_proper or of_people
    return "different" if are_names and all(fit(*f.names) for f in support) else None


def _sentences_of(claim_map: ClaimMap) -> Mapping[str, set[str]]:
    """Sentences in which each noun stands, by its lemma; texts, so that copies count once."""
    found: dict[str, set[str]] = defaultdict(set)
    for sentence, parse in zip(claim_map.sentences, claim_map.parses, strict=True):
        if parse is not None and sentence.is_statement:
            for lemma, pos in zip(parse.lemmas, parse.pos, strict=True):
                if pos in {"NOUN", "PROPN"}:
                    found[lemma.casefold()].add(sentence.text)
    return found


def _stand_together(names: tuple[Name, Name], sentences: Mapping[str, set[str]]) -> bool:
    one, other = (sentences[name.head] for name in names)
    if one is other:
        return False
    together, rarer = len(one & other), min(len(one), len(other))
    return together >= max(_MOST_TOGETHER, _TOGETHER_SHARE * rarer)


def _recurs(support: Sequence[Support]) -> bool:
    """True if both names were found in different sentences: no one sentence carries it all."""
    return all(len({found.sentences[side] for found in support}) > 1 for side in (0, 1))


def _is_enough(support: Sequence[Support], kind: Kind) -> bool:
    if kind == "spelling":
        return True
    recurs = _recurs(support)
    if kind == "different" and all(name.is_named for name in support[0].names):
        return recurs or any(found.is_clean for found in support)  # two names: often two things
    alone = len({found.sentences for found in support}) == 1 and support[0].role != _IN_GAP
    if kind == "different" and alone and is_beside(*support[0].names, support[0].shared):
        return False
    easier = _RECURRING if recurs else 0.0
    clean = _LEAST_SHARED if kind == "different" and not recurs else 0.0
    return any(
        (found.is_clean and found.shared >= clean)
        or found.shared >= _ENOUGH.get(found.role, _ENOUGH_ELSEWHERE) - easier
        for found in support
    )


def _sure(support: Sequence[Support]) -> Sure:
    several = len({found.sentences for found in support}) > 1
    clean = several and any(found.is_clean for found in support)
    return "high" if clean or _recurs(support) else "fair"
