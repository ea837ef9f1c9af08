"""Claim map -> how each sentence of a claim says what it says: how firmly, by whom, which figures.

The one place where the timeline meets the analyses of text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from crossframe.comparison.once import once
from crossframe.comparison.speech.certainty import certainty_table
from crossframe.comparison.speech.claim_voices import claim_voices
from crossframe.comparison.speech.said import said_in
from crossframe.records import ClaimMap
from crossframe.text.quantities import find_quantities
from crossframe.text.speech.attribution import Attribution

# What only points at something named before: "all of which".
_RELATIVE = re.compile(r"\b(?:which|who|whom|whose|that)$", re.IGNORECASE)


class Saying(NamedTuple):
    """What a sentence tells.

    `figures` are its quantities and `speakers` those of its attributions, pronouns for whom they
    are safely told to stand (the others left out), both as written and in the order of the text.
    """

    figures: tuple[str, ...]
    speakers: tuple[str, ...]


@once
def sayings(claim_map: ClaimMap) -> Mapping[str, Saying]:
    """Looks at every sentence of every claim once.

    Args:
        claim_map: The event.

    Returns:
        Sayings by the id of the sentence. Figures and speakers of sentences without a parse are
        found by their form alone, as far as the analyses do that.
    """
    speakers: dict[str, list[str]] = defaultdict(list)
    for said in said_in(claim_map):
        speakers[said.sentence_id] += _named(said.attribution)
    found: dict[str, Saying] = {}
    for sentence_id in dict.fromkeys(s for c in claim_map.claims for s in c.sentence_ids):
        text = claim_map.sentence_by_id[sentence_id].text
        parse = claim_map.parse_by_id[sentence_id]
        found[sentence_id] = Saying(
            tuple(text[q.start : q.end] for q in find_quantities(text, parse)),
            tuple(speakers[sentence_id]),
        )
    return found


def _named(one: Attribution) -> list[str]:
    """The speaker of an attribution, if that is neither a pronoun nor "which"."""
    who = one.who
    return [who.text] if who and who.kind != "pronoun" and not _RELATIVE.search(who.text) else []


@once
def tellers(claim_map: ClaimMap) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Whom sentences name for the claims that hold them.

    Args:
        claim_map: The event.

    Returns:
        Speakers as written, by claim and sentence: of the attributions that hold the claim, of all
        of the sentence where none surely does; none of a sentence that says it flatly.
    """
    said, found = sayings(claim_map), {}
    voices = claim_voices(claim_map)
    for (claim_id, sentence_id), state in certainties(claim_map).items():
        holding = voices[claim_id][sentence_id].attributions
        own = tuple(name for one in holding for name in _named(one))
        every = said[sentence_id].speakers if not holding else own
        found[claim_id, sentence_id] = () if state == "flat" else every
    return found


@once
def certainties(claim_map: ClaimMap) -> Mapping[tuple[str, str], str | None]:
    """How surely sentences say the claims that hold them.

    Args:
        claim_map: The event.

    Returns:
        As `certainty_table` has it, by claim and sentence; None where it has no parse.
    """
    table = certainty_table(claim_map)
    rows = zip(table["claim_id"], table["sentence_id"], table["certainty"], strict=True)
    return {(c, s): state if isinstance(state, str) else None for c, s, state in rows}
