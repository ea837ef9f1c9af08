"""Text -> spans of its sentences, by rules that hold for many languages.

Rules, not a parser: the same code serves every language, loads in no time, and errs less on news
than the small parsers do (see README, "Decisions").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from crossframe.records import Article, Sentence, SentenceKind
from crossframe.text.boilerplate import ends_with_stop, kind_of
from crossframe.text.languages import primary_language
from crossframe.text.remembering import remembering
from crossframe.text.stops import sentence_bounds

# Whole paragraphs of these kinds are one line, whatever stops are in it.
_SHORT_LINES = frozenset({"byline", "credit", "dateline", "link"})
# Texts that are not cut again where an event comes again with one more; 5 KB each.
_ARTICLES = 1000


class Span(NamedTuple):
    """Characters `start` to `end` of a text, in its `paragraph` (from 0), and what they are."""

    start: int
    end: int
    paragraph: int
    kind: SentenceKind


class _Place(NamedTuple):
    """A paragraph: characters `first` to `last`, its `number` from 0, and its language, or ""."""

    first: int
    last: int
    number: int
    language: str


def split_article(article: Article) -> tuple[Sentence, ...]:
    """Cuts an article into sentences, or keeps those that it came with.

    Args:
        article: The article; ready-made sentences keep their number and order.

    Returns:
        Sentences in text order, with `article.text[start:end] == text` for each.

    >>> from crossframe.records import Article
    >>> article = Article("a", "e", "Post", "Title", "It fell. Two died.", "00", "x.jsonl")
    >>> [(s.sentence_id, s.start, s.text) for s in split_article(article)]
    [('a#0', 0, 'It fell.'), ('a#1', 9, 'Two died.')]
    """
    language = primary_language(article.language) if article.language else ""
    spans = (
        split_text(article.text, language)
        if article.sentences is None
        else _given(article, language)
    )
    return tuple(
        Sentence(
            sentence_id=f"{article.article_id}#{index}",
            article_id=article.article_id,
            index=index,
            start=span.start,
            end=span.end,
            paragraph=span.paragraph,
            text=article.text[span.start : span.end],
            kind=span.kind,
        )
        for index, span in enumerate(spans)
    )


def split_text(text: str, language: str = "") -> list[Span]:
    """Cuts a text into sentences; between two of them lies nothing but white space.

    A paragraph without any statement (a credit, a line on copyright) stays whole.

    Args:
        text: The text.
        language: The code of its language, whose abbreviations and ordinals are known then; "" for
            English, and where it is not known.

    Returns:
        The sentences, in the order of the text.

    >>> text = "Mr. Hale met Gen. R. T. Moss at 5 p.m. The U.S. envoy left."
    >>> [text[s.start:s.end] for s in split_text(text)]
    ['Mr. Hale met Gen. R. T. Moss at 5 p.m.', 'The U.S. envoy left.']
    """
    return list(_spans(text, language))


@remembering(_ARTICLES)
def _spans(text: str, language: str) -> tuple[Span, ...]:
    paragraphs = list(_paragraphs(text))
    stopped = sum(ends_with_stop(text[first:last]) for first, last in paragraphs)
    prose = stopped > len(paragraphs) / 2  # else a list, whose lines need no stop
    return tuple(
        span
        for number, (first, last) in enumerate(paragraphs)
        for span in _paragraph(
            text,
            _Place(first, last, number, language),
            prose=prose,
            opens=number == 0 and len(paragraphs) > 1,
        )
    )


def _paragraph(text: str, place: _Place, *, prose: bool, opens: bool) -> list[Span]:
    first, last, number, language = place
    whole = _kind(text[first:last], language, alone=prose, opens=opens)
    if whole in _SHORT_LINES:
        return [Span(first, last, number, whole)]
    parts = list(sentence_bounds(text, first, last, language))
    alone = prose and len(parts) == 1
    kinds = [_kind(text[start:end], language, alone=alone) for start, end in parts]
    if "statement" not in kinds:
        return [Span(first, last, number, kinds[0])]
    return [Span(*part, number, kind) for part, kind in zip(parts, kinds, strict=True)]


def _kind(line: str, language: str, *, alone: bool = False, opens: bool = False) -> SentenceKind:
    """What a line is; "De" is no "by" in Dutch, but the article of many a sentence."""
    found = kind_of(line, alone=alone, opens=opens)
    is_article = found == "byline" and language == "nl" and line.lstrip().startswith("De ")
    return "statement" if is_article else found


def _given(article: Article, language: str) -> list[Span]:
    spans: list[Span] = []
    position = 0
    for number, sentence in enumerate(article.sentences or ()):
        start = article.text.index(sentence, position)
        position = start + len(sentence)
        spans.append(Span(start, position, number, _kind(sentence, language)))
    return spans


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Blank lines part paragraphs; so does a single newline, unless the lines are wrapped."""
    for block in re.finditer(r"\S(?:.*\S)?(?:[^\S\n]*\n[^\S\n]*\S(?:.*\S)?)*", text):
        lines = block.group().split("\n")
        if _is_wrapped(lines):
            yield block.start(), block.end()
            continue
        for line in re.finditer(r"\S(?:.*\S)?", block.group()):
            yield block.start() + line.start(), block.start() + line.end()


def _is_wrapped(lines: list[str]) -> bool:
    """Lines of a typewriter: at least three, all but the last of 55 to 100 characters."""
    return len(lines) > 2 and all(55 <= len(line.rstrip()) <= 100 for line in lines[:-1])
