"""Text of an article, its sentences -> the quotations in each, and those surely paired."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from crossframe.records import Sentence
from crossframe.text.meaning.tree import Extent
from crossframe.text.speech.marks import can_open, is_oriented
from crossframe.text.speech.pairing import sift_quotations
from crossframe.text.speech.paragraphs import Paragraphs
from crossframe.text.speech.quotations import Quotation

_GAP = 100
# Behind a colon or a comma a mark opens; nothing but its own sentence is surely said.
_LAST_MARK = re.compile(r"(?<=[:,]\s)[\"“](?=\w[^\"“”]*$)")


def sure_quotations(text: str) -> list[Quotation]:
    """The quotations of an article that may be carried from sentence to sentence, in order."""
    paragraphs = Paragraphs(text)
    sure = [q for q in sift_quotations(text).sure if q.kind != "title" and _is_sound(text, q)]
    return [q for q in sure if not _is_loose(text, q, paragraphs)]


def quotes_by_sentence(text: str, sentences: Sequence[Sentence]) -> list[list[Extent]]:
    """Finds what stands in quotation marks in each sentence.

    Of marks that do not surely pair only what stands in one sentence is taken; a mark that opens
    behind a colon or a comma, and is never closed, quotes the rest of its sentence.

    Args:
        text: The article's text.
        sentences: Its sentences, in order.

    Returns:
        For each sentence its quotations, in its characters, marks left out; titles are none.
    """
    sifted = sift_quotations(text)
    taken = [q for q in sifted.sure if q.kind != "title"]
    begins = [one.start for one in sentences]
    taken += [q for q in sifted.unsure if _in_one(q, sentences, begins)]
    spans = sorted(Extent(q.start, q.end) for q in taken if _is_sound(text, q))
    starts, ends = [s.start for s in spans], [s.end for s in spans]
    found = []
    for sentence in sentences:
        near = spans[bisect_right(ends, sentence.start) : bisect_left(starts, sentence.end)]
        own = [_clipped(span, sentence) for span in near]
        found.append([*own, *_never_closed(sentence.text, own)])
    return found


def _in_one(quotation: Quotation, sentences: Sequence[Sentence], begins: Sequence[int]) -> bool:
    at = bisect_right(begins, quotation.start) - 1
    return at >= 0 and quotation.end <= sentences[at].end


def _clipped(span: Extent, sentence: Sentence) -> Extent:
    start, end = max(span.start, sentence.start), min(span.end, sentence.end)
    return Extent(start, end).shifted(-sentence.start)


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
