"""Attributions of an event and their sources -> how many quoted words are each one's own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from crossframe.comparison.speech.sayers import nearness, tells_on
from crossframe.comparison.speech.speakers import Voiced
from crossframe.records import ClaimMap
from crossframe.text.meaning.tree import Extent
from crossframe.text.speech.speech_verbs import UNQUOTING

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def count_own_words(claim_map: ClaimMap, voiced: Sequence[Voiced]) -> list[int]:
    """Counts the words in quotation marks that each attribution has for itself.

    Of "the clerk said that Kos called it “a shame”" the two words are those of Kos, whose
    attribution is the innermost; whoever only tells on has those that nobody else can have; those
    who say something together have its words in common.

    Args:
        claim_map: The event.
        voiced: Its attributions.

    Returns:
        Words, row for row.
    """
    holding: dict[tuple[str, Extent], list[int]] = defaultdict(list)
    for number, row in enumerate(voiced):
        for place in _words(claim_map, row):
            holding[place].append(number)
    counts = [0] * len(voiced)
    for (_, word), numbers in holding.items():
        for number in _innermost(voiced, numbers, word):
            counts[number] += 1
    return counts


def _words(claim_map: ClaimMap, row: Voiced) -> set[tuple[str, Extent]]:
    article = claim_map.article_of(row.said.sentence_id)
    return {
        (article.article_id, Extent(*word.span()))
        for piece in row.said.attribution.quoted
        for word in _WORD.finditer(article.text, piece.start, piece.end)
    }


def _innermost(voiced: Sequence[Voiced], numbers: Sequence[int], word: Extent) -> list[int]:
    """The attributions that a word belongs to: one, or all of those who say it together."""

    def key(number: int) -> tuple[bool, int, int]:
        one = voiced[number].said.attribution
        piece = next((p for p in one.quoted if p.start <= word.start < p.end), word)
        return (tells_on(one) or one.verb in UNQUOTING, *nearness(one, piece))

    first = voiced[min(numbers, key=key)].said.attribution
    return [n for n in numbers if _place(voiced[n]) == (first.verb_start, first.contents)]


def _place(row: Voiced) -> tuple[int, tuple[Extent, ...]]:
    return row.said.attribution.verb_start, row.said.attribution.contents
