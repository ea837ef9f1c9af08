"""Claim map -> which outlet carries which claim, where in its articles, and why a cell is empty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from crossframe.comparison.frames import COUNT, FLAG, RATIO, TEXT, frame
from crossframe.comparison.once import once
from crossframe.comparison.presence.headlines import is_printed_again
from crossframe.comparison.presence.health import CutSign, find_cuts
from crossframe.comparison.presence.holding import firm_sentences
from crossframe.comparison.presence.nearest import Nearness, nearest_sentences
from crossframe.comparison.presence.placement import PLACES, Places, find_places
from crossframe.comparison.presence.reasons import (
    First,
    hindrance,
    near_words,
    why_not_compared,
    why_untold,
)
from crossframe.comparison.presence.times import Times, times_of
from crossframe.records import Article, Claim, ClaimMap

ClaimKind = Literal["shared", "minority", "exclusive"]
CellState = Literal["carried", "not_found", "not_compared", "excluded"]

_COLUMNS = {
    "claim_id": TEXT,
    "outlet": TEXT,
    "state": TEXT,
    "reason": TEXT,
    "n_articles": COUNT,
    "n_sentences": COUNT,
    "n_loose": COUNT,
    "first_published": TEXT,
    "first_sentence_id": TEXT,
    "placement": TEXT,
    "placed_article_id": TEXT,
    "near_sentence_id": TEXT,
    "near_probability": RATIO,
    "comes_near": FLAG,
    "beside_sentence_id": TEXT,
    "evidence": TEXT,
    "article_id": TEXT,
    "sentence_id": TEXT,
    "start": COUNT,
    "end": COUNT,
}


def claim_kind(n_carriers: int, n_outlets: int) -> ClaimKind:
    """Names a claim by how many of the compared outlets carry it.

    >>> claim_kind(1, 2), claim_kind(2, 4), claim_kind(2, 5)
    ('exclusive', 'shared', 'minority')
    """
    if n_carriers == 1:
        return "exclusive"
    return "shared" if 2 * n_carriers >= n_outlets else "minority"


def compared_outlets(claim_map: ClaimMap) -> tuple[str, ...]:
    """Outlets of which at least one sentence was compared, by name."""
    return tuple(
        sorted(
            {
                claim_map.article_by_id[sentence.article_id].outlet
                for sentence, placement in zip(
                    claim_map.sentences, claim_map.placements, strict=True
                )
                if placement.status in {"claim", "unmatched"}
            }
        )
    )


def outlet_states(claim_map: ClaimMap, known: Collection[str] = ()) -> dict[str, CellState]:
    """What an empty cell of each outlet means, outlets by name, those without articles included.

    Args:
        claim_map: The event.
        known: Outlets that the researcher named, such as those of `outlets.toml`.

    Returns:
        "not_found" (a reason says more), "not_compared" or, where no article could be used or none
        is there, "excluded".
    """
    compared = set(compared_outlets(claim_map))
    present = set(claim_map.outlets)
    left_out = {left.outlet for left in claim_map.exclusions if left.outlet}
    return {
        outlet: "not_found"
        if outlet in compared
        else ("not_compared" if outlet in present else "excluded")
        for outlet in sorted(present | left_out | set(known))
    }


@once
def coverage_table(claim_map: ClaimMap, known: Collection[str] = ()) -> pd.DataFrame:
    """Says for each claim and outlet whether the outlet carries the claim, and if not, why not.

    "not_found" says that none of the outlet's articles that were compared was found to carry the
    claim. The closest sentence is named all the same, as `nearest` finds it; that it comes near the
    evidence says behind any reason. The reason is the first of these that holds, and silence only
    where nothing else explains it:

    | `reason` | what it means |
    |---|---|
    | no_article | no article of the outlet could be used, or it is only among `known` |
    | not_compared | all its text asserts nothing, or is in a language unknown to the encoder |
    | earlier | all its articles are dated before the claim first appeared |
    | cut | an article that could have carried it was cut: see `evidence` |
    | near_miss | a sentence comes near and may say the same: it has to be read |
    | other_language | none does, but it writes in no language of the claim: it may tell it |
    | silent | none of these |

    Args:
        claim_map: The event.
        known: Outlets that the researcher named and that may have no article here.

    Returns:
        One row a claim and outlet, claims as in `claims_table`, outlets by name: `claim_id`;
        `outlet`; `state` ("carried", "not_found", "not_compared", "excluded"); `reason` (as above,
        NA where the claim is carried); `n_articles`, `n_sentences` that carry it; of these
        `n_loose` that the claim holds loosely, as `side_by_side_table` has it: where all are,
        `evidence` says so, for they may tell of another matter, and else they have no say in what
        follows; it quotes the headline that tells the claim, if that is not the sentence itself;
        `first_published` (ISO 8601 as given, NA if none); `first_sentence_id` or NA;
        `placement` (the most prominent place of the claim in any of these articles: "headline",
        "lead", the first paragraph or first two statements, or "quarter 1" to "quarter 4" of the
        text by characters; NA where it is not carried) and `placed_article_id`; `near_sentence_id`
        of the outlet's closest sentence, and `near_probability` that it says the same (0..1; both
        NA where the claim is carried or no sentence reaches 0.2, the latter also where the judge
        named another sentence); `comes_near` (whether it has to be read); `beside_sentence_id` (of
        the same outlet, nearly as near, or NA); `evidence` in words; `article_id`, `sentence_id`
        (or NA), `start`, `end`: the characters of that article's text that show it: the first
        sentence that carries the claim, the closest one, the end of what was cut, or all of the
        latest of the older articles.
    """
    facts = _Facts.of(claim_map)
    outlets = outlet_states(claim_map, known)
    rows = (
        (claim.claim_id, outlet, *cell)
        for claim in claim_map.claims
        for outlet, cell in _cells(claim, facts, outlets)
    )
    return frame(rows, _COLUMNS)


_Cell = tuple[object, ...]
_LOOSE = "held loosely: it may tell of another matter, read it"


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the cells of all claims are decided from."""

    claim_map: ClaimMap
    firm: Mapping[str, AbstractSet[str]]
    articles: Mapping[str, Sequence[Article]]
    cuts: Mapping[str, CutSign]
    near: Mapping[tuple[str, str], Nearness]
    places: Places
    times: Mapping[str, Times]

    @classmethod
    def of(cls, claim_map: ClaimMap) -> _Facts:
        """Gathers them from a claim map."""
        articles: dict[str, list[Article]] = defaultdict(list)
        for article in claim_map.articles:
            articles[article.outlet].append(article)
        firm, near = firm_sentences(claim_map), nearest_sentences(claim_map)
        cuts, places = find_cuts(claim_map), find_places(claim_map)
        return cls(claim_map, firm, articles, cuts, near, places, times=times_of(claim_map))


def _cells(
    claim: Claim, facts: _Facts, outlets: Mapping[str, CellState]
) -> Iterable[tuple[str, _Cell]]:
    members: dict[str, list[str]] = defaultdict(list)
    for sentence_id in claim.sentence_ids:
        members[facts.claim_map.article_of(sentence_id).outlet].append(sentence_id)
    carriers = {facts.claim_map.article_of(s).article_id for s in claim.sentence_ids}
    first = First.of([facts.times[a] for a in sorted(carriers)])
    for outlet, state in outlets.items():
        if outlet in members:
            yield outlet, _carried(claim, members[outlet], facts)
        else:
            yield outlet, _empty(claim, outlet, state, first, facts)


def _carried(claim: Claim, own: Sequence[str], facts: _Facts) -> _Cell:
    found = {s: facts.claim_map.article_of(s) for s in own}
    firm = [s for s in own if s in facts.firm[claim.claim_id]]
    articles = sorted((found[s] for s in firm or own), key=lambda a: a.order)
    first = min(firm or own, key=lambda s: found[s].order)
    placed = min(articles, key=lambda a: PLACES.index(facts.places[claim.claim_id, a.article_id]))
    place = facts.places[claim.claim_id, placed.article_id]
    says = [] if firm else [_LOOSE]
    if place == PLACES[0] and not is_printed_again(placed, facts.claim_map.sentence_by_id[first]):
        says.append(f"the headline reads “{placed.title}”")
    return (
        "carried",
        None,
        len({article.article_id for article in found.values()}),
        len(own),
        len(own) - len(firm),
        found[first].published_at,
        first,
        place,
        placed.article_id,
        *(None, None, None, None),
        "; ".join(says) or None,
        *_place_of(first, facts),
    )


def _place_of(sentence_id: str, facts: _Facts) -> _Cell:
    sentence = facts.claim_map.sentence_by_id[sentence_id]
    return (sentence.article_id, sentence_id, sentence.start, sentence.end)


def _empty(claim: Claim, outlet: str, state: CellState, first: First, facts: _Facts) -> _Cell:
    near = facts.near.get((claim.claim_id, outlet)) if state == "not_found" else None
    reason, evidence, place = _reason(claim, outlet, state, first, near, facts)
    says = "; ".join(part for part in (evidence, near_words(near)) if part) or None
    nearest: _Cell = (None, None, None, None)
    if near is not None:
        nearest = (near.sentence_id, near.probability, near.comes_near, near.beside_id or None)
    return (state, reason, 0, 0, 0, None, None, None, None, *nearest, says, *place)


def _reason(
    claim: Claim,
    outlet: str,
    state: CellState,
    first: First,
    near: Nearness | None,
    facts: _Facts,
) -> tuple[str, str | None, _Cell]:
    """The reason of an empty cell, its evidence in words, and where that stands."""
    nowhere: _Cell = (None, None, None, None)
    if state == "excluded":
        excluded = [left for left in facts.claim_map.exclusions if left.outlet == outlet]
        said = f"excluded: {excluded[0].reason}" if excluded else "no article was given"
        return "no_article", said, nowhere
    if state == "not_compared":
        return "not_compared", why_not_compared(outlet, facts.claim_map), nowhere
    found = hindrance(facts.articles[outlet], first, facts.cuts, facts.times)
    if found is not None:
        return found.reason, found.words, (found.article_id, None, found.start, found.end)
    shown = nowhere if near is None else _place_of(near.sentence_id, facts)
    if near is not None and near.comes_near:
        return "near_miss", None, shown
    untold = why_untold(claim, outlet, facts.claim_map)
    return ("other_language" if untold else "silent"), untold, shown
