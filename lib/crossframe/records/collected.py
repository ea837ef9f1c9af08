"""What was collected: articles, their sentences and the grammar of these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

SentenceKind = Literal[
    "statement",
    "byline",
    "caption",
    "copyright",
    "credit",
    "dateline",
    "link",
    "listing",
    "question",
    "read_more",
    "subscription",
]

LAST = datetime.max.replace(tzinfo=UTC)


def instant(published_at: str) -> datetime:
    """Reads an ISO 8601 date or time as a moment that can be ordered.

    Args:
        published_at: A date, or a date and time; without a zone, UTC is assumed.

    Returns:
        An aware datetime in UTC; a bare date is its midnight.

    Raises:
        ValueError: If the text is not ISO 8601.

    >>> instant("2025-11-17T09:00:00+03:00").isoformat()
    '2025-11-17T06:00:00+00:00'
    """
    moment = datetime.fromisoformat(published_at)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was collected.

    `text` is the body, without the headline; every offset in crossframe counts its characters.
    `sentences` is None unless the input came already split; then `text` joins them by newlines.
    `published_at` keeps the ISO 8601 text as given, so that an unknown hour stays unknown.
    `path` and `line` say where the article was read; `sha256` is of its canonical JSON.
    """

    article_id: str
    event_id: str
    outlet: str
    title: str
    text: str
    sha256: str
    path: str
    line: int | None = None
    sentences: tuple[str, ...] | None = None
    published_at: str | None = None
    url: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    provenance: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_demonstration(self) -> bool:
        """True for text written to show crossframe, not collected from an outlet."""
        return self.provenance.get("kind") == "demonstration"

    @property
    def order(self) -> tuple[bool, datetime, str, str]:
        """Sorting key: by time (undated last), then outlet, then id."""
        dated = self.published_at is not None
        moment = instant(self.published_at) if self.published_at else LAST
        return (not dated, moment, self.outlet, self.article_id)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """An article that was given but cannot be compared, and why."""

    path: str
    line: int | None
    reason: str
    event_id: str | None = None
    article_id: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Corpus:
    """The articles of one event in `Article.order`, and what was left out of it.

    `older` are versions of articles that newer ones replace, in the same order; each stands among
    the exclusions too.
    """

    event_id: str
    articles: tuple[Article, ...]
    exclusions: tuple[Exclusion, ...] = ()
    older: tuple[Article, ...] = ()

    @property
    def outlets(self) -> tuple[str, ...]:
        """Names of the outlets, sorted."""
        return tuple(sorted({article.outlet for article in self.articles}))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at its place: `article.text[start:end] == text`.

    `index` and `paragraph` count from 0 within the article, non-claims included.
    """

    sentence_id: str
    article_id: str
    index: int
    start: int
    end: int
    paragraph: int
    text: str
    kind: SentenceKind = "statement"

    @property
    def is_statement(self) -> bool:
        """True for a sentence of the article itself, not a credit, a byline or their like."""
        return self.kind == "statement"


@dataclass(frozen=True, slots=True)
class Parse:
    """The grammar of one sentence, token by token, all rows beside each other.

    `starts`, `ends` count characters within the sentence's text. `tags` are Penn Treebank's, `pos`
    universal, `deps` spaCy's English labels; `heads` are positions of the governing tokens, a root
    governs itself. `entities` are OntoNotes types, "" outside of any; `begins` is True where an
    entity begins.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    pos: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    entities: tuple[str, ...]
    begins: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class PartsOfSpeech:
    """Of the grammar of one sentence what its claims depend on: two columns of its `Parse`."""

    starts: tuple[int, ...]
    pos: tuple[str, ...]
