"""The values that travel between the rooms: frozen, and in a stated order."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Matrix = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]

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
Status = Literal["claim", "unmatched", "non_claim", "not_compared"]
CorrectionState = Literal[
    "applied", "partly", "superseded", "not_applicable", "undone", "unreadable"
]

# A claim that is found again in fewer of the perturbed runs is fragile.
SURE_STABILITY = 0.75
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
        moment = (
            instant(self.published_at) if self.published_at else datetime.max.replace(tzinfo=UTC)
        )
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


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a sentence ended up.

    A sentence that says several things can stand in several claims: `claim_ids`, the surest first.
    `nearest_id` is the sentence of another article that most probably asserts the same, and
    `nearest_probability` how probably (0..1); None where the sentence was not compared or no pair
    of it was worth judging. `x`, `y` are its point on the map (arbitrary units); `region` its
    HDBSCAN neighbourhood there, -1 for none. Neither has a say in the claims.
    """

    sentence_id: str
    status: Status
    claim_ids: tuple[str, ...] = ()
    nearest_id: str | None = None
    nearest_probability: float | None = None
    x: float | None = None
    y: float | None = None
    region: int = -1


@dataclass(frozen=True, slots=True)
class Claim:
    """Sentences of at least two articles, verified to assert the same thing.

    `sentence_ids` stand in the order of the claim map. `probabilities`, row for row beside them,
    say how probably each asserts the same as the others: the mean over the others' texts, 0..1;
    1 where all are copies of one text. `cohesion` is the mean over all pairs of different texts.
    `stability` is the share of perturbed runs in which the claim was found again, 0..1; None where
    no run could tell, as for a claim of two articles when either is left out. `without_article`,
    `other_threshold` and `other_cut` are the same of the runs in which one article was left out,
    the threshold moved, or an event too large to compare at once cut by another seed.
    What people made of it: the `name` they gave it or "", their `notes`, who marked it as checked,
    and the ids of all corrections that are in force in it.
    """

    claim_id: str
    medoid_id: str
    sentence_ids: tuple[str, ...]
    probabilities: tuple[float, ...]
    cohesion: float
    stability: float | None = None
    without_article: float | None = None
    other_threshold: float | None = None
    other_cut: float | None = None
    name: str = ""
    notes: tuple[str, ...] = ()
    checked_by: tuple[str, ...] = ()
    correction_ids: tuple[str, ...] = ()

    @property
    def is_touched(self) -> bool:
        """True if people merged, split, moved, named, annotated or checked it."""
        return bool(self.correction_ids)

    @property
    def is_fragile(self) -> bool:
        """True if it was lost in more than a quarter of the perturbed runs."""
        return self.stability is not None and self.stability < SURE_STABILITY

    def probability_of(self, sentence_id: str) -> float:
        """How probably one of its sentences asserts the same as the others."""
        return self.probabilities[self.sentence_ids.index(sentence_id)]


@dataclass(frozen=True, slots=True)
class NearMiss:
    """The sentence of an article that comes nearest to a claim which the article does not carry.

    `probability` is the largest over the claim's sentences that it asserts the same, 0..1.
    """

    claim_id: str
    sentence_id: str
    probability: float


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline that was judged to assert a claim which its own article carries."""

    article_id: str
    claim_id: str
    probability: float


@dataclass(frozen=True, slots=True)
class Perturbation:
    """One perturbed run: what was changed, and how far the claims stayed the same.

    `mean_jaccard` is the mean over the claims of their best Jaccard index with a claim of that run,
    over the sentences still there, 0..1; None where no claim could be looked for.
    """

    change: str
    n_claims: int
    mean_jaccard: float | None


@dataclass(frozen=True, slots=True)
class AppliedCorrection:
    """One line of a file of corrections, and what became of it in this claim map.

    `at` is ISO 8601 in UTC, `by` who made it, `action` what, `text` the name or note, `target` the
    correction that an undo or redo is about. `excerpts` are beginnings of the sentences it is
    about, as they were then. `state`: "applied"; "partly", where some of it is; "superseded", where
    a later one says otherwise; "not_applicable", where its sentences are gone; "undone"; or
    "unreadable". `reason` says in words why it is not wholly in force, "" where it is. `claim_ids`
    are the claims in which it is in force, in the order of the claim map.
    """

    correction_id: str
    at: str
    by: str
    action: str
    state: CorrectionState
    reason: str = ""
    text: str = ""
    target: str = ""
    excerpts: tuple[str, ...] = ()
    claim_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class ClaimMap:
    """Everything known about one event: what notebooks and reports are made of.

    Articles stand in `Article.order`, sentences by article and index, placements and parses row
    for row beside the sentences (a parse is None where no parser knows the language), claims from
    the most widely carried to the least; near misses by claim, at most one an article. `older` are
    replaced versions of articles, not compared.
    """

    event_id: str
    articles: tuple[Article, ...]
    exclusions: tuple[Exclusion, ...]
    sentences: tuple[Sentence, ...]
    placements: tuple[Placement, ...]
    parses: tuple[Parse | None, ...]
    claims: tuple[Claim, ...]
    near_misses: tuple[NearMiss, ...]
    headlines: tuple[Headline, ...]
    perturbations: tuple[Perturbation, ...]
    provenance: Mapping[str, Any]
    corrections: tuple[AppliedCorrection, ...] = ()
    older: tuple[Article, ...] = ()

    @property
    def outlets(self) -> tuple[str, ...]:
        """Names of the outlets, sorted."""
        return tuple(sorted({article.outlet for article in self.articles}))

    @property
    def is_demonstration(self) -> bool:
        """True if any article is demonstration text; every page made of it must say so."""
        return any(article.is_demonstration for article in self.articles)

    @cached_property
    def findings(self) -> dict[Hashable, Any]:
        """What was found out about the event, by what was asked: see `comparison.once`."""
        return {}

    @cached_property
    def article_by_id(self) -> Mapping[str, Article]:
        """Articles by their id."""
        return {article.article_id: article for article in self.articles}

    @cached_property
    def sentence_by_id(self) -> Mapping[str, Sentence]:
        """Sentences by their id."""
        return {sentence.sentence_id: sentence for sentence in self.sentences}

    @cached_property
    def placement_by_id(self) -> Mapping[str, Placement]:
        """Placements by the id of their sentence."""
        return {placement.sentence_id: placement for placement in self.placements}

    @cached_property
    def parse_by_id(self) -> Mapping[str, Parse | None]:
        """Parses by the id of their sentence."""
        rows = zip(self.sentences, self.parses, strict=True)
        return {sentence.sentence_id: parse for sentence, parse in rows}

    @cached_property
    def claim_by_id(self) -> Mapping[str, Claim]:
        """Claims by their id."""
        return {claim.claim_id: claim for claim in self.claims}

    def article_of(self, sentence_id: str) -> Article:
        """The article in which a sentence stands."""
        return self.article_by_id[self.sentence_by_id[sentence_id].article_id]
