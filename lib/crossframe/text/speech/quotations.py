"""Text of an article -> what stands in it between quotation marks, in whatever typography."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from crossframe.text.speech.marked_words import SPEAKING, WORD, QuotationKind, kind_of
from crossframe.text.speech.marks import CLOSERS, MARK, can_open, is_oriented, must_open
from crossframe.text.speech.paragraphs import Paragraphs
from crossframe.text.speech.single_marks import LONGEST, SINGLE, single_quoted

_NEXT_SENTENCE = re.compile(r"[.!?…]\s+[A-Z]")
_PRONOUN = r"(?:he|she|they|I|we|it|who)"
_OWN_SPEAKER = re.compile(
    rf"[ ]*(?:{SPEAKING}\s+(?!{_PRONOUN}\b)\w|(?!{_PRONOUN}\b)\w[^.!?\n]*?\b{SPEAKING}\b)"
)
_SPEAKER_ALONE = re.compile(r"(?:Mr\.?\s|Ms\.?\s)?[A-Z][\w’'-]+\s(?:said|says|added|recalled)[.,]?")


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between two quotation marks: `text[start:end]`, the marks left out.

    `kind` is "speech"; "words" where one or two words stand in marks inside of a sentence that is
    the article's own; "title" for nicknames, and for what is capitalised as names of works are.
    `utterance` counts within the article from 0: pieces of one utterance, parted by "she said" or
    by a paragraph, share it.
    """

    start: int
    end: int
    text: str
    kind: QuotationKind
    utterance: int


class _Span(NamedTuple):
    start: int
    end: int
    continues: bool = False


class _Open(NamedTuple):
    mark: str
    start: int


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Finds what stands in quotation marks, the outermost where one stands in another.

    A quotation may run over sentences and lines, but not over the end of a paragraph, unless the
    next one opens with a mark: then it goes on. Apostrophes and inches are told apart from marks
    by what stands beside them. A mark that is never closed opens nothing, and where a paragraph
    has an odd number of straight marks, none of them quotes more than a sentence.

    Args:
        text: The text of an article, or any text.

    Returns:
        Quotations in the order of the text.

    >>> [q.text for q in find_quotations("“It's over,” she said. ‘No,’ said the drivers’ man.")]
    ["It's over,", 'No,']
    >>> find_quotations('A so-called "expert" spoke.')[0].kind
    'words'
    """
    spans = _spans(text)
    found: list[Quotation] = []
    utterance = -1
    for before, span in pairwise([None, *spans]):
        assert span is not None  # noqa: S101  # for mypy: only the first of all is None
        if before is None or not _goes_on(text, before, span):
            utterance += 1
        quoted = text[span.start : span.end]
        if _SPEAKER_ALONE.fullmatch(quoted):  # a mark was lost, and inside and outside are swapped
            continue
        found.append(Quotation(span.start, span.end, quoted, kind_of(text, *span), utterance))
    return _with_known_titles(found)


def _with_known_titles(found: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """A few words in marks are a title wherever they are one elsewhere: "The Tide," like "Surf"."""
    titles = {_bare(one.text) for one in found if one.kind == "title"}
    return tuple(
        replace(one, kind="title")
        if one.kind == "words" and one.text[0].isupper() and _bare(one.text) in titles
        else one
        for one in found
    )


def _bare(words: str) -> str:
    return words.strip(" .,;:!?").casefold()


def _spans(text: str) -> list[_Span]:
    """Pairs the marks, double ones first: a single one inside of them opens nothing."""
    marks = [*MARK.finditer(text)]
    paragraphs = Paragraphs(text)
    double = _paired(text, [m for m in marks if m[0] not in SINGLE], paragraphs)
    around = _Disjoint(double)
    outside = [m for m in marks if m[0] in SINGLE and not around.holds(m.start())]
    single = [_Span(*s) for s in single_quoted(text, outside, paragraphs)]
    single = [s for s in single if not around.is_crossed(s)]
    within = _Disjoint(single)
    spans = [d for d in double if not within.encloses(d)]
    return sorted(
        span
        for span in (_trimmed(text, s) for s in (*spans, *single))
        if WORD.search(text[span.start : span.end])
    )


class _Disjoint:
    """Spans in text order, none of which overlaps another: found by halving, not one by one."""

    def __init__(self, spans: list[_Span]) -> None:
        self._spans = spans
        self._starts = [span.start for span in spans]

    def holds(self, position: int) -> bool:
        span = self._last(bisect_right(self._starts, position))
        return span is not None and position < span.end

    def encloses(self, other: _Span) -> bool:
        span = self._last(bisect_right(self._starts, other.start))
        return span is not None and other.end <= span.end

    def is_crossed(self, other: _Span) -> bool:
        """Whether a span begins in one of these and ends after it, or the other way round."""
        left = self._last(bisect_left(self._starts, other.start))
        right = self._last(bisect_left(self._starts, other.end))
        return (left is not None and other.start < left.end < other.end) or (
            right is not None and other.start < right.start and other.end < right.end
        )

    def _last(self, number: int) -> _Span | None:
        return self._spans[number - 1] if number else None


def _trimmed(text: str, span: _Span) -> _Span:
    quoted = text[span.start : span.end]
    start = span.start + len(quoted) - len(quoted.lstrip())
    return _Span(start, max(start, span.start + len(quoted.rstrip())), span.continues)


def _paired(text: str, marks: list[re.Match[str]], paragraphs: Paragraphs) -> list[_Span]:
    spans: list[_Span] = []
    opened: _Open | None = None
    for mark in marks:
        if opened and not _reaches(text, opened, mark, paragraphs):
            opened = None
        if opened is None:
            if can_open(text, mark):
                opened = _Open(mark[0], mark.end())
            continue
        if mark[0] in CLOSERS[opened.mark] and not must_open(text, mark, opened.mark):
            spans.append(_Span(opened.start, mark.start()))
            opened = None
        elif can_open(text, mark):
            if _begins_paragraph(text, mark.start()):
                end = text.rindex("\n", opened.start, mark.start())
                if not text[opened.start : end].count("\n\n"):
                    spans.append(_Span(opened.start, end, continues=True))
            opened = _Open(mark[0], mark.end())
    return [s for s in spans if s.end - s.start <= LONGEST and not _is_lost(text, s, paragraphs)]


def _reaches(text: str, opened: _Open, mark: re.Match[str], paragraphs: Paragraphs) -> bool:
    """Whether a mark stands in the paragraph of the last that opened, or opens the next one."""
    return not paragraphs.is_broken(opened.start, mark.start()) or (
        _begins_paragraph(text, mark.start()) and can_open(text, mark)
    )


def _is_lost(text: str, span: _Span, paragraphs: Paragraphs) -> bool:
    """Whether a quotation of more than a sentence stands where a straight mark has no fellow."""
    straight = '"' in {text[span.start - 1], text[span.end : span.end + 1]}
    longer = _NEXT_SENTENCE.search(text[span.start : span.end])
    if not straight or longer is None or is_oriented(text, span.start, span.end):
        return False
    return paragraphs.is_unbalanced(span.start)


def _begins_paragraph(text: str, position: int) -> bool:
    return text[position - 1 : position] == "\n"


def _goes_on(text: str, before: _Span, span: _Span) -> bool:
    """Whether a quotation goes on with the one before it: "…," she said. "…"."""
    between = text[before.end : span.start]
    if before.continues:  # where a piece between them was left out, it is another's
        return WORD.search(between) is None
    if "\n" in between or len(between) > 160:
        return False
    said = re.search(rf"\b{SPEAKING}\b", between)
    stops = len(re.findall(r"[.!?](?=\s)", between.strip(" \"“”'‘’,.")))
    after = text[span.end + 1 : span.end + 120]
    return bool(said) and stops == 0 and not _OWN_SPEAKER.match(after)
