"""What was found: claims, where every sentence ended up, and all of it on one event."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from crossframe.records.collected import Article, Exclusion, Parse, Sentence

Status = Literal["claim", "unmatched", "non_claim", "not_compared"]
CorrectionState = Literal[
    "applied", "partly", "superseded", "not_applicable", "undone", "unreadable"
]

# A claim that is found again in fewer of the perturbed runs is fragile.
SURE_STABILITY = 0.75


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
    def unclaimed(self) -> ClaimMap:
        """The texts of the event as they are before any claim is found in them."""
        placements = (
            Placement(one.sentence_id, "unmatched" if one.status == "claim" else one.status)
            for one in self.placements
        )
        found = ClaimMap(
            event_id=self.event_id,
            articles=self.articles,
            exclusions=self.exclusions,
            older=self.older,
            sentences=self.sentences,
            placements=tuple(placements),
            parses=self.parses,
            claims=(),
            near_misses=(),
            headlines=(),
            perturbations=(),
            provenance={},
        )
        found.__dict__["unclaimed"] = found
        return found

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
