"""Claim map -> sentences that count other people than the one that stands for a claim."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from crossframe.records import ClaimMap, Parse
from crossframe.text.meaning.people_counted import PeopleCounted, people_counted
from crossframe.text.meaning.tree import Tree
from crossframe.text.remembering import remembered


def counts_apart(
    claim_map: ClaimMap, asked: Mapping[str, AbstractSet[str]]
) -> Mapping[str, AbstractSet[str]]:
    """Finds which of some sentences count other people than those that stand for claims.

    A quake that hurt three is another than one that hurt five, or has gone on since; so what comes
    near a claim is doubted. A claim may still hold both, for a toll rises.

    Args:
        claim_map: The event.
        asked: The ids of sentences, by the claim beside which they may be read.

    Returns:
        By claim those that do; none of those without grammar.
    """
    return {
        claim_id: _others(claim_map, claim_map.claim_by_id[claim_id].medoid_id, own)
        for claim_id, own in asked.items()
    }


def _others(claim_map: ClaimMap, medoid_id: str, asked: AbstractSet[str]) -> set[str]:
    counted = {s: _counted_in(claim_map, s) for s in {*asked, medoid_id}}
    so = counted[medoid_id]
    if so is None:
        return set()
    return {s for s in asked if (own := counted[s]) is not None and own.are_others(so)}


def _counted_in(claim_map: ClaimMap, sentence_id: str) -> PeopleCounted | None:
    parse = claim_map.parse_by_id[sentence_id]
    return None if parse is None else _counted(claim_map.sentence_by_id[sentence_id].text, parse)


@remembered
def _counted(text: str, parse: Parse) -> PeopleCounted:
    return people_counted(Tree(text, parse))
