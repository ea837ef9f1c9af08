"""What changed between two states or runs of an event, and why: frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from crossframe.comparison.changes.blame import Cause

ArticleFate = Literal["added", "withdrawn", "changed"]
ClaimFate = Literal["born", "split", "returned", "died", "merged", "changed"]


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """An article that came, went, or reads otherwise; `fields` says in what.

    `was_id` is its id before, where that rests on its text and so changed with it.
    """

    fate: ArticleFate
    article_id: str
    outlet: str
    title: str
    published_at: str | None
    fields: tuple[str, ...] = ()
    was_id: str | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A sentence that a claim gained or lost.

    `other` is the claim that it came from or went to, "" for none; `article` says what became of
    its article: "" if it is there in both states and says the same.
    """

    sentence: str
    outlet: str
    article_id: str
    other: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """What became of a claim.

    `before` and `after` are its medoid, verbatim; "" where it is not there. `other` is the claim it
    was split from or merged into. `causes` are empty where they cannot be told.
    """

    fate: ClaimFate
    claim_id: str
    before: str
    after: str
    gained: tuple[Moved, ...] = ()
    lost: tuple[Moved, ...] = ()
    other: str = ""
    causes: tuple[Cause, ...] = ()


@dataclass(frozen=True, slots=True)
class FactChange:
    """A cell of the coverage matrix, or an entry of a ledger, that says something else.

    `kind` is "cell" or the ledger's name, `about` what it is about after that; `before` or `after`
    is None where there was no such entry. `claim` is the medoid of the claim it belongs to, "" if
    it belongs to none.
    """

    kind: str
    about: tuple[str, ...]
    before: str | None
    after: str | None
    claim: str = ""
    causes: tuple[Cause, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed between two states: articles by id, claims by fate, facts in order."""

    articles: tuple[ArticleChange, ...]
    claims: tuple[ClaimChange, ...]
    cells: tuple[FactChange, ...]
    ledgers: tuple[FactChange, ...]
    counts: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """True if nothing changed that is compared."""
        return not (self.articles or self.claims or self.cells or self.ledgers)


@dataclass(frozen=True, slots=True)
class RunSide:
    """One of the two runs: its name, when it was made (ISO 8601), and how it ended."""

    event_id: str
    run_id: str
    created_at: str
    status: str
    is_demonstration: bool = False


@dataclass(frozen=True, slots=True)
class CauseFound:
    """Something that the two runs were made with differently.

    `differences` are a name, the value before and the one after, as text. `n_claims`, `n_cells`
    and `n_ledgers` count the changes that are owed to it first; None where that cannot be told.
    """

    cause: Cause
    differences: tuple[tuple[str, str, str], ...]
    n_claims: int | None = None
    n_cells: int | None = None
    n_ledgers: int | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two runs, and why, as far as that can be told.

    `told_by` says how the causes were told apart, or why they could not be. `ids` says whether the
    two runs share their ids of claims, or were matched for this comparison.
    """

    before: RunSide
    after: RunSide
    changes: Changes
    causes: tuple[CauseFound, ...]
    told_by: str
    ids: str
