"""Text of an article -> what stands in it between quotation marks, in whatever typography."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from crossframe.text.speech.marked_words import SAID, WORD, QuotationKind, kind_of
from crossframe.text.speech.paragraphs import is_broken, is_unbalanced

# A mark that opens -> the marks that close it. Straight marks and ” open too, where they must.
_CLOSERS = {
    "“": '”"“',
    "„": '“”"',
    "«": "»",
    "»": "«",
    "”": "”",
    '"': '"”',
    "``": ("''", '"', "”"),
    "‘": "’'",
    "‚": "‘’",
    "‹": "›",
    "'": "'’",
}
_MARK = re.compile(r"``|''|[“”„«»\"‘’‚‹›'`]")
_SINGLE = frozenset("‘’‚'`‹›")
# Words that begin with an apostrophe, and not with a quotation.
_ELIDED = re.compile(
    r"(?:\d0s?|\d\ds?|tis|twas|em|til|till|cause|cos|round|bout|n|nother)\b", re.IGNORECASE
)
_BEFORE_OPENING = re.compile(r"[\s(\[{—–\-/:,;…>“„«\"‘]")
_AFTER_CLOSING = re.compile(r"[\s)\]}—–\-/:,;.!?…”»\"’]")
_NEXT_SENTENCE = re.compile(r"[.!?…]\s+[A-Z]")
_INCHES = re.compile(r"\d\s?$")
# Longer than any quotation in the demonstration events by far: a mark was lost.
_LONGEST = 3000
# Apostrophes that may stand in a single quotation before its end has surely been passed.
_MOST_MARKS = 40
_PRONOUN = r"(?:he|she|they|I|we|it|who)"
_OWN_SPEAKER = re.compile(
    rf"[ ]*(?:{SAID}\s+(?!{_PRONOUN}\b)\w|(?!{_PRONOUN}\b)\w[^.!?\n]*?\b{SAID}\b)"
)
# What follows a mark that closes, though it stands as one that opens: right away, "he said.
_SPEAKER_FIRST = re.compile(
    rf"\s*(?:(?:he|she|they|who)\s+|(?:[A-Z][\w.]+\s+){{1,3}}|"
    rf"(?:an?|the|her|his|their|one)\s+(?:[\w’'-]+\s+){{1,6}})?{SAID}\b"
)
_SAID_SOMEBODY = re.compile(r"\s*(?:said|says|added)\s+[A-Z]")
# Text that was split into words has a space before a mark that closes: "It fell, ' she said".
_SPOKEN = re.compile(r"[,.!?…]\s+$")
_SPEECH_BEFORE = re.compile(r"[,!?]\s*$")
_SPEAKER_ALONE = re.compile(r"(?:Mr\.?\s|Ms\.?\s)?[A-Z][\w’'-]+\s(?:said|says|added|recalled)[.,]?")
_SAID_BEFORE = re.compile(rf"\b{SAID}\b[^\n]{{0,40}},\s*$")


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between two quotation marks: `text[start:end]`, the marks left out.

    `kind` is "speech"; "words" where one or two words stand in marks inside of a sentence that is
    the article's own; "title" for what is capitalised as names of works are. `utterance` counts
    within the article from 0: pieces of one utterance, parted by "she said" or by a paragraph,
    share it.
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
    return tuple(found)


def _spans(text: str) -> list[_Span]:
    """Pairs the marks, double ones first: a single one inside of them opens nothing."""
    marks = [*_MARK.finditer(text)]
    double = _paired(text, [m for m in marks if m[0] not in _SINGLE])
    around = _Disjoint(double)
    outside = [m for m in marks if m[0] in _SINGLE and not around.holds(m.start())]
    single = [s for s in _singles(text, outside) if not around.is_crossed(s)]
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


def _paired(text: str, marks: list[re.Match[str]]) -> list[_Span]:
    spans: list[_Span] = []
    opened: _Open | None = None
    for mark in marks:
        if opened and not _reaches(text, opened, mark):
            opened = None
        if opened is None:
            if _can_open(text, mark):
                opened = _Open(mark[0], mark.end())
            continue
        if mark[0] in _CLOSERS[opened.mark] and not _must_open(text, mark, opened):
            spans.append(_Span(opened.start, mark.start()))
            opened = None
        elif _can_open(text, mark):
            if _begins_paragraph(text, mark.start()):
                end = text.rindex("\n", opened.start, mark.start())
                if not text[opened.start : end].count("\n\n"):
                    spans.append(_Span(opened.start, end, continues=True))
            opened = _Open(mark[0], mark.end())
    return [s for s in spans if s.end - s.start <= _LONGEST and not _is_lost(text, s)]


def _reaches(text: str, opened: _Open, mark: re.Match[str]) -> bool:
    """Whether a mark stands in the paragraph of the last that opened, or opens the next one."""
    return not is_broken(text, opened.start, mark.start()) or (
        _begins_paragraph(text, mark.start()) and _can_open(text, mark)
    )


def _is_lost(text: str, span: _Span) -> bool:
    """Whether a quotation of more than a sentence stands where a straight mark has no fellow."""
    straight = '"' in {text[span.start - 1], text[span.end : span.end + 1]}
    longer = _NEXT_SENTENCE.search(text[span.start : span.end])
    return straight and longer is not None and is_unbalanced(text, span.start)


def _can_open(text: str, mark: re.Match[str]) -> bool:
    before, after = _beside(text, mark)
    if mark[0] == "''" or not after:
        return False
    if mark[0] in {"“", "„", "«", "``"}:
        return True
    if _SAID_SOMEBODY.match(text, mark.end()):
        return False
    if _SPEAKER_FIRST.match(text, mark.end()):
        said = text[max(0, mark.start() - 60) : mark.start()]
        if _SPEECH_BEFORE.search(said) and not _SAID_BEFORE.search(said):
            return False
    if mark[0] == '"' and _INCHES.search(text[: mark.start()][-2:]):
        return False
    return not before or bool(_BEFORE_OPENING.match(before))


def _beside(text: str, mark: re.Match[str], length: int = 1) -> tuple[str, str]:
    """The character before a mark, and some behind it."""
    before = max(0, mark.start() - 1)
    return text[before : mark.start()], text[mark.end() : mark.end() + length]


def _must_open(text: str, mark: re.Match[str], opened: _Open) -> bool:
    """Whether a mark that could close stands as only one that opens does: the last was lost."""
    if mark[0] not in {"“", '"'} or opened.mark == "„" or not _can_open(text, mark):
        return False
    before, after = _beside(text, mark)
    return before.isspace() and not after.isspace() and after != "" and after not in ",.;:!?)"


def _begins_paragraph(text: str, position: int) -> bool:
    return text[position - 1 : position] == "\n"


def _singles(text: str, marks: list[re.Match[str]]) -> list[_Span]:
    spans: list[_Span] = []
    end = -1
    for number, mark in enumerate(marks):
        if mark.start() < end or not _opens_single(text, mark):
            continue
        close = _closing(text, mark, marks[number + 1 : number + 1 + _MOST_MARKS])
        if close is not None:
            spans.append(_Span(mark.end(), close))
            end = close + 1
    return spans


def _opens_single(text: str, mark: re.Match[str]) -> bool:
    before, after = _beside(text, mark, 12)
    if mark[0] not in {"‘", "'", "‚", "‹", "`"} or (
        not after[:1].isalnum() and after[:1] not in '“"[…$£€'
    ):
        return False
    return (not before or bool(_BEFORE_OPENING.match(before))) and not _ELIDED.match(after)


def _closing(text: str, opening: re.Match[str], marks: list[re.Match[str]]) -> int | None:
    """Where a single quotation ends: at the first mark that is surely no apostrophe, or the last.

    "the drivers' man" could end one; it does only if nothing surer follows in its paragraph.
    """
    possible = None
    for mark in marks:
        length = mark.start() - opening.end()
        if length > _LONGEST or is_broken(text, opening.end(), mark.start()):
            break
        if mark[0] != "'" and _opens_single(text, mark):
            break
        before, after = _beside(text, mark)
        closers = {"‹": "›", "`": "'’"}.get(opening[0], "’'‘")
        if (
            mark[0] not in closers
            or (after and not _AFTER_CLOSING.match(after))
            or (
                before.isspace()
                and not _SPOKEN.search(text[max(opening.end(), mark.start() - 4) : mark.start()])
            )
        ):
            continue
        if before not in "sS" or not after or after in ',.;:!?)”"':
            return mark.start()
        possible = mark.start() if possible is None else possible
    return possible


def _goes_on(text: str, before: _Span, span: _Span) -> bool:
    """Whether a quotation goes on with the one before it: "…," she said. "…"."""
    between = text[before.end : span.start]
    if before.continues:  # where a piece between them was left out, it is another's
        return WORD.search(between) is None
    if "\n" in between or len(between) > 160:
        return False
    said = re.search(rf"\b{SAID}\b", between)
    stops = len(re.findall(r"[.!?](?=\s)", between.strip(" \"“”'‘’,.")))
    after = text[span.end + 1 : span.end + 120]
    return bool(said) and stops == 0 and not _OWN_SPEAKER.match(after)
