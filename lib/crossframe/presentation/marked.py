"""A place in a sentence -> the sentence in three parts, so that the place can be marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crossframe.presentation.claim_refs import ClaimRef
from crossframe.presentation.phrasing import around
from crossframe.presentation.places import place_of
from crossframe.presentation.rows import Row
from crossframe.presentation.untrusted import foreign_language
from crossframe.records import ClaimMap

_OTHERS_SHOWN = 2
# Characters of a sentence that stand before and after what is marked, where it leads to the whole.
AROUND = 64


@dataclass(frozen=True, slots=True)
class MarkedView:
    """A verbatim sentence in three parts: before the term, the term, after it.

    With an `anchor` it is what stands next to the term, and leads to the whole.
    """

    outlet: str
    before: str
    marked: str
    after: str
    lang: str | None
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class PassageView:
    """An outlet's sentence with the term, and what others say on the same claim.

    On a page that holds the claim, `claim` names it, and stands for the others.
    """

    own: MarkedView
    others: tuple[MarkedView, ...]
    claim: ClaimRef | None = None


def mark_sentence(claim_map: ClaimMap, at: Row, *, linked: bool = False) -> MarkedView:
    """Parts a sentence at a place.

    Args:
        claim_map: The event.
        at: `outlet`, `sentence_id`, and `start`, `end` in the article's text, None to mark nothing.
        linked: Whether the page holds the whole sentence; what is far from the place is left out.

    Returns:
        The sentence, verbatim.
    """
    sentence = claim_map.sentence_by_id[at["sentence_id"]]
    start = len(sentence.text) if at["start"] is None else at["start"] - sentence.start
    end = len(sentence.text) if at["end"] is None else at["end"] - sentence.start
    before, after = sentence.text[:start], sentence.text[end:]
    return MarkedView(
        outlet=at["outlet"],
        before=around(before, AROUND) if linked else before,
        marked=sentence.text[start:end],
        after=around(after, AROUND, end=True) if linked else after,
        lang=foreign_language(claim_map.article_of(at["sentence_id"]).language),
        anchor=place_of(claim_map, at["sentence_id"]) if linked else "",
    )


def passages(
    claim_map: ClaimMap,
    outlet: str,
    places: Sequence[Row],
    refs: Mapping[str, ClaimRef] | None = None,
) -> tuple[PassageView, ...]:
    """Lays an outlet's sentences with a term beside what others say on the same claim.

    Args:
        claim_map: The event.
        outlet: Whose sentences.
        places: Where the term stands, in any outlet: `claim_id`, and what `mark_sentence` takes.
        refs: Claims by id, if the page holds them.

    Returns:
        Each sentence once, under its first claim, with up to two of others; copies left out.
    """
    own: dict[str, Row] = {}
    seen: set[str] = set()
    for at in places:
        if at["outlet"] == outlet and at["sentence_id"] not in seen:
            own.setdefault(at["claim_id"], at)
            seen.add(at["sentence_id"])
    if refs is not None:
        return tuple(
            PassageView(mark_sentence(claim_map, at, linked=True), (), refs[claim_id])
            for claim_id, at in own.items()
        )
    return tuple(
        PassageView(
            mark_sentence(claim_map, own[claim.claim_id]),
            tuple(_others(claim_map, claim.sentence_ids, outlet, places)),
        )
        for claim in claim_map.claims
        if claim.claim_id in own
    )


def _others(
    claim_map: ClaimMap, members: Sequence[str], outlet: str, places: Sequence[Row]
) -> list[MarkedView]:
    """A sentence each of some other outlets; the term is marked where they use it as well."""
    using = {at["sentence_id"]: at for at in places}
    texts = {claim_map.sentence_by_id[s].text for s in members if _outlet(claim_map, s) == outlet}
    found: dict[str, MarkedView] = {}
    for sentence_id in members:
        other, text = _outlet(claim_map, sentence_id), claim_map.sentence_by_id[sentence_id].text
        if other not in {outlet, *found} and text not in texts and len(found) < _OTHERS_SHOWN:
            plain = {"sentence_id": sentence_id, "outlet": other, "start": None, "end": None}
            found[other] = mark_sentence(claim_map, using.get(sentence_id, plain))
            texts.add(text)
    return list(found.values())


def _outlet(claim_map: ClaimMap, sentence_id: str) -> str:
    return claim_map.article_of(sentence_id).outlet
