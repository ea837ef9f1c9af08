"""Text of an article, its sentences -> the quotations in each, and those surely paired."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

from crossframe.records import Sentence
from crossframe.text.meaning.tree import Extent
from crossframe.text.remembering import remembering
from crossframe.text.speech.marked_words import is_written
from crossframe.text.speech.marks import DOUBLE, can_open, is_oriented, only_closes, only_opens
from crossframe.text.speech.pairing import sift_quotations
from crossframe.text.speech.paragraphs import Paragraphs
from crossframe.text.speech.quotations import Quotation

_GAP = 100
# So far a quotation whose end was lost may reach.
_FAR = 800
# Behind a colon or a comma a mark opens; nothing but its own sentence is surely said.
_LAST_MARK = re.compile(r"(?<=[:,]\s)[\"“](?=\w[^\"“”]*$)")


def sure_quotations(text: str) -> list[Quotation]:
    """The quotations of an article that may be carried from sentence to sentence, in order."""
    paragraphs = Paragraphs(text)
    sure = [q for q in _spoken(text) if _is_sound(text, q)]
    return [q for q in sure if not _is_loose(text, q, paragraphs)]


def quotes_by_sentence(text: str, sentences: Sequence[Sentence]) -> list[list[Extent]]:
    """Finds what stands in quotation marks in each sentence.

    Of marks that do not surely pair only what stands in one sentence is taken; a mark that opens
    behind a colon or a comma, and is never closed, quotes the rest of its sentence, and one that
    closes behind a comma, and was never opened, quotes what stands before it.

    Args:
        text: The article's text.
        sentences: Its sentences, in order.

    Returns:
        For each sentence its quotations, in its characters, marks left out; titles are none, nor
        is what stands written on a wall.
    """
    return [[*quotes] for quotes in _quotes_by_sentence(text, (*sentences,))]


# An article's, of which several tables ask.
@remembering(2048)
def _quotes_by_sentence(
    text: str, sentences: tuple[Sentence, ...]
) -> tuple[tuple[Extent, ...], ...]:
    sifted = sift_quotations(text)
    taken = _spoken(text)
    begins = [one.start for one in sentences]
    taken += [q for q in sifted.unsure if _in_one(q, sentences, begins)]
    spans = sorted(Extent(q.start, q.end) for q in taken if _is_sound(text, q))
    starts, ends = [s.start for s in spans], [s.end for s in spans]
    found = []
    for sentence in sentences:
        near = spans[bisect_right(ends, sentence.start) : bisect_left(starts, sentence.end)]
        own = [_clipped(span, sentence) for span in near]
        lost = [*_never_opened(sentence.text, own), *_never_closed(sentence.text, own)]
        found.append((*sorted([*own, *lost]),))
    return (*found,)


def _spoken(text: str) -> list[Quotation]:
    """The quotations of an article whose marks surely pair, titles and writing left out."""
    sure = (q for q in sift_quotations(text).sure if q.kind != "title")
    return [q for q in sure if not is_written(text, q.start, q.end)]


def may_run_over(text: str, start: int, end: int) -> bool:
    """Tells whether a stretch without marks may stand in a quotation that has lost one.

    Args:
        text: The text of an article.
        start: Where a sentence begins.
        end: Where it ends.

    Returns:
        True if the last double mark before it opens, or the next behind it closes, and neither
        is the fellow of another.

    >>> may_run_over('She said: "It fell. We ran.', 20, 27), may_run_over('"No." It fell.', 6, 14)
    (True, False)
    """
    starts, ends = _edges(text)
    before = [*DOUBLE.finditer(text, max(0, start - _FAR), start)]
    if before and only_opens(text, before[-1]):
        place = before[-1].start()
        if not ends & {place - 2, place - 1, place}:
            return True
    behind = DOUBLE.search(text, end, end + _FAR)
    if behind is None or not only_closes(text, behind):
        return False
    return not starts & {behind.end(), behind.end() + 1}


@lru_cache(maxsize=4)
def _edges(text: str) -> tuple[frozenset[int], frozenset[int]]:
    """Where the quotations of a text begin, and where they end."""
    sifted = sift_quotations(text)
    found = (*sifted.sure, *sifted.unsure)
    return frozenset(q.start for q in found), frozenset(q.end for q in found)


def _in_one(quotation: Quotation, sentences: Sequence[Sentence], begins: Sequence[int]) -> bool:
    at = bisect_right(begins, quotation.start) - 1
    return at >= 0 and quotation.end <= sentences[at].end


def _clipped(span: Extent, sentence: Sentence) -> Extent:
    start, end = max(span.start, sentence.start), min(span.end, sentence.end)
    return Extent(start, end).shifted(-sentence.start)


def _never_opened(text: str, quotes: Sequence[Extent]) -> list[Extent]:
    mark = DOUBLE.search(text)
    if mark is None or any(q.start <= mark.end() for q in quotes) or not only_closes(text, mark):
        return []
    said = text[: mark.start()].rstrip()
    return [Extent(0, len(said))] if said.endswith((",", "!", "?")) else []


def _never_closed(text: str, quotes: Sequence[Extent]) -> list[Extent]:
    mark = _LAST_MARK.search(text)
    if mark is None or not can_open(text, mark) or any(q.end >= mark.start() - 2 for q in quotes):
        return []
    return [Extent(mark.end(), len(text))]


def _is_sound(text: str, quotation: Quotation) -> bool:
    """Whether no mark was lost: none opens with ” or holds another pair of the same kind."""
    lost = _last_before(text, quotation.start) == "”"
    return not lost and not re.search('["“”]', quotation.text)


def _is_loose(text: str, quotation: Quotation, paragraphs: Paragraphs) -> bool:
    """Whether straight marks stand beside it where one has no fellow, and it may be one of them."""
    after = text[quotation.end : quotation.end + _GAP].lstrip()[:1]
    beside = _last_before(text, quotation.start) + after
    if '"' not in beside or is_oriented(text, quotation.start, quotation.end):
        return False
    return paragraphs.is_unbalanced(quotation.start)


def _last_before(text: str, position: int) -> str:
    """The last character before a place that is no white space, if it is near."""
    return text[max(0, position - _GAP) : position].rstrip()[-1:]
