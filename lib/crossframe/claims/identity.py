"""Claims of an earlier and a later map -> which are the same, and their ids carried over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from crossframe.claims.assembly import claim_id
from crossframe.records import Claim, ClaimMap
from crossframe.text import text_key

# Jaccard index from which two claims can be one. A third is what a claim of two sentences keeps
# when one of them is corrected by its outlet: {a, b} and {a, b'}. Chosen by that case; all pairs
# above it still compete, and the best wins.
SAME_CLAIM = 1 / 3
# Share of a claim's texts that makes it a part of another: most of them.
_PART = 0.5

Texts = frozenset[str]


def claim_texts(claim_map: ClaimMap, claim: Claim) -> Texts:
    """The sentences of a claim as hashes of their words: what a claim is recognised by.

    Case, typography and punctuation do not count, nor does where a sentence stands.
    """
    return frozenset(text_key(claim_map.sentence_by_id[s].text) for s in claim.sentence_ids)


def match_claims(old: Sequence[Texts], new: Sequence[Texts]) -> dict[int, int]:
    """Finds which new claim is which old one.

    Two claims that are each other's best by the Jaccard index of their texts, and nobody else's as
    much, are the same if the index is at least a third. Where that leaves a choice, as after a
    split in halves, the assignment with the largest sum of indices decides; of equal ones, the one
    that prefers what comes first in `old`, and of the new ones the first by its texts.

    Args:
        old: Texts of each earlier claim, the preferred ones first.
        new: Texts of each later claim, in any order.

    Returns:
        Position in `old` by position in `new`, each at most once.

    >>> match_claims([frozenset("ab"), frozenset("xyz")], [frozenset("xy"), frozenset("abc")])
    {0: 1, 1: 0}
    """
    overlaps = _overlaps(old, new)
    rivals_old: dict[int, list[float]] = defaultdict(list)
    rivals_new: dict[int, list[float]] = defaultdict(list)
    for (o, n), overlap in overlaps.items():
        rivals_old[o].append(overlap)
        rivals_new[n].append(overlap)
    sure = {
        n: o
        for (o, n), overlap in overlaps.items()
        if _is_alone(overlap, rivals_old[o]) and _is_alone(overlap, rivals_new[n])
    }
    taken = set(sure.values())
    rest = {
        (o, n): overlap for (o, n), overlap in overlaps.items() if n not in sure and o not in taken
    }
    found = sure | _assigned(rest, new)
    return {n: found[n] for n in sorted(found)}


def _is_alone(overlap: float, rivals: Sequence[float]) -> bool:
    """Whether it is the best of its row or column, and the only one so good."""
    return overlap == max(rivals) and rivals.count(overlap) == 1


def _overlaps(old: Sequence[Texts], new: Sequence[Texts]) -> dict[tuple[int, int], float]:
    """Jaccard indices of the pairs that can be the same claim, by (old, new)."""
    holders: dict[str, list[int]] = defaultdict(list)
    for o, texts in enumerate(old):
        for text in texts:
            holders[text].append(o)
    found: dict[tuple[int, int], float] = {}
    for n, texts in enumerate(new):
        for o in sorted({o for text in texts for o in holders.get(text, ())}):
            overlap = len(old[o] & texts) / len(old[o] | texts)
            if overlap >= SAME_CLAIM:
                found[o, n] = overlap
    return found


def _assigned(overlaps: Mapping[tuple[int, int], float], new: Sequence[Texts]) -> dict[int, int]:
    """The assignment with the largest sum of overlaps."""
    if not overlaps:
        return {}
    from scipy.optimize import linear_sum_assignment

    rows = sorted({o for o, _ in overlaps})
    columns = sorted({n for _, n in overlaps}, key=lambda n: sorted(new[n]))
    # Less than any two sums of overlaps can differ by, so that it decides between equal ones alone.
    tie = 1e-9 / (len(rows) * len(columns))
    gains = np.zeros((len(rows), len(columns)))
    for i, o in enumerate(rows):
        for j, n in enumerate(columns):
            if (o, n) in overlaps:
                gains[i, j] = overlaps[o, n] + tie * (len(rows) - i) * (len(columns) - j)
    pairs = zip(*(found.tolist() for found in linear_sum_assignment(-gains)), strict=True)
    return {columns[j]: rows[i] for i, j in pairs if gains[i, j] > 0}


def holder(texts: Texts, claims: Mapping[str, Texts]) -> str | None:
    """The claim that holds the most of some texts, if it holds at least half of them.

    Args:
        texts: The texts of a claim that came or went.
        claims: Texts of other claims by id.

    Returns:
        An id, of equal ones the first; None if no claim holds so many.

    >>> holder(frozenset("abc"), {"c-1": frozenset("abxyz"), "c-2": frozenset("c")})
    'c-1'
    """
    shares = ((len(texts & other) / len(texts), name) for name, other in claims.items())
    best = min(((-share, name) for share, name in shares if share >= _PART), default=None)
    return best[1] if best else None


def new_claim_id(claim_map: ClaimMap, claim: Claim, taken: set[str] | frozenset[str]) -> str:
    """The id of a claim that nobody has seen before: its own, unless that was another's."""
    if claim.claim_id not in taken:
        return claim.claim_id
    return claim_id([claim_map.sentence_by_id[s].text for s in claim.sentence_ids], taken)


def rename_claims(claim_map: ClaimMap, names: Mapping[str, str]) -> ClaimMap:
    """Gives claims other ids, wherever the map speaks of them.

    Args:
        claim_map: The event.
        names: New id by old id, one for every claim, no two the same.

    Returns:
        The same event under the new ids, in the same order.
    """
    return replace(
        claim_map,
        claims=tuple(replace(c, claim_id=names[c.claim_id]) for c in claim_map.claims),
        placements=tuple(
            replace(p, claim_ids=tuple(names[one] for one in p.claim_ids)) if p.claim_ids else p
            for p in claim_map.placements
        ),
        near_misses=tuple(replace(m, claim_id=names[m.claim_id]) for m in claim_map.near_misses),
        headlines=tuple(replace(h, claim_id=names[h.claim_id]) for h in claim_map.headlines),
        corrections=tuple(
            replace(c, claim_ids=tuple(names[one] for one in c.claim_ids))
            for c in claim_map.corrections
        ),
    )


def keep_claim_ids(claim_map: ClaimMap, shown: ClaimMap) -> ClaimMap:
    """Gives claims that another map of the event has the ids that they have there.

    Args:
        claim_map: The event.
        shown: The event as it was seen before.

    Returns:
        The event under those ids; a claim that is new has one that no claim of `shown` has.
    """
    old = [claim_texts(shown, claim) for claim in shown.claims]
    new = [claim_texts(claim_map, claim) for claim in claim_map.claims]
    same = match_claims(old, new)
    names = {claim_map.claims[n].claim_id: shown.claims[o].claim_id for n, o in same.items()}
    taken = {claim.claim_id for claim in shown.claims}
    for claim in claim_map.claims:
        if claim.claim_id not in names:
            names[claim.claim_id] = new_claim_id(claim_map, claim, taken)
            taken.add(names[claim.claim_id])
    return rename_claims(claim_map, names)
