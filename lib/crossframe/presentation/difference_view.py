"""What changed between two runs -> a page of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from crossframe.comparison.changes.values import (
    ArticleChange,
    CauseFound,
    ClaimChange,
    Difference,
    FactChange,
    Moved,
    RunSide,
)
from crossframe.presentation.difference_words import (
    CAUSE_WORDS,
    LEDGER_WORDS,
    changes_in_words,
    count_words,
    made_words,
    owed_to,
    reason_words,
)
from crossframe.presentation.page import render_page, write_page
from crossframe.presentation.phrasing import Moment, event_title, listed, moment
from crossframe.presentation.untrusted import anchor, page_link

_FATE_TITLES = {
    "born": "New claims",
    "split": "Split off from another claim",
    "returned": "Back again",
    "merged": "Merged into another claim",
    "died": "Gone",
    "changed": "Changed",
}
_ARTICLE_TITLES = {"added": "Added", "withdrawn": "Withdrawn", "changed": "Changed"}


@dataclass(frozen=True, slots=True)
class SideView:
    """One of the two runs; `report` is the address of its report, None where none is known."""

    run_id: str
    when: Moment | None
    is_complete: bool
    report: str | None


@dataclass(frozen=True, slots=True)
class CauseView:
    """A row of the table of causes: counts are None where they cannot be told."""

    name: str
    differences: tuple[tuple[str, str, str], ...]
    counts: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article that changed."""

    change: ArticleChange
    when: Moment | None
    fields: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim that changed; `other_text` is the medoid of the claim it came from or went to."""

    change: ClaimChange
    anchor: str
    owed: str
    other_anchor: str | None
    gained: tuple[Moved, ...]
    lost: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class CellsView:
    """The cells of one claim that changed: outlet, before, after, owed to."""

    claim: str
    claim_id: str
    cells: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry of a ledger that changed; `about` without the claim's id."""

    about: str
    claim: str
    before: str
    after: str
    owed: str


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """All that the page is made of."""

    title: str
    is_demonstration: bool
    summary: str
    before: SideView
    after: SideView
    causes: tuple[CauseView, ...]
    told_by: str
    ids: str
    articles: Mapping[str, tuple[ArticleView, ...]]
    claims: Mapping[str, tuple[ClaimView, ...]]
    cells: tuple[CellsView, ...]
    ledgers: Mapping[str, tuple[EntryView, ...]]
    counts: tuple[tuple[str, int, int], ...]


def render_difference(
    difference: Difference, reports: tuple[str | None, str | None] = (None, None)
) -> str:
    """Renders the page of two runs.

    Args:
        difference: What changed, and why.
        reports: Addresses of the two reports, relative to the page; None for no link.

    Returns:
        One HTML document that asks for nothing else.
    """
    changes = difference.changes
    view = DifferenceView(
        title=event_title(difference.after.event_id),
        is_demonstration=difference.after.is_demonstration,
        summary=changes_in_words(changes),
        before=_side(difference.before, reports[0]),
        after=_side(difference.after, reports[1]),
        causes=tuple(map(_cause, difference.causes)),
        told_by=difference.told_by,
        ids=difference.ids,
        articles={
            _ARTICLE_TITLES[fate]: tuple(map(_article, group))
            for fate, group in groupby(changes.articles, key=lambda one: one.fate)
        },
        claims=_claims(changes.claims),
        cells=_cells(changes.cells),
        ledgers=_ledgers(changes.ledgers),
        counts=tuple(
            (count_words(name), before, after) for name, (before, after) in changes.counts.items()
        ),
    )
    return render_page("difference.html.j2", {"view": view}, script=False, sheet="difference")


def write_difference(
    difference: Difference,
    path: Path,
    reports: tuple[str | None, str | None] = (None, None),
) -> Path:
    """Writes the page of two runs to a file.

    Args:
        difference: What changed, and why.
        path: The file; its folders are made.
        reports: Addresses of the two reports, relative to the page; None for no link.

    Returns:
        The path.
    """
    return write_page(render_difference(difference, reports), path)


def _side(side: RunSide, report: str | None) -> SideView:
    return SideView(
        side.run_id, moment(side.created_at), side.status == "complete", page_link(report)
    )


def _cause(found: CauseFound) -> CauseView:
    differences = tuple(
        (name, made_words(before), made_words(after)) for name, before, after in found.differences
    )
    counts = (found.n_claims, found.n_cells, found.n_ledgers)
    return CauseView(CAUSE_WORDS[found.cause], differences, counts)


def _article(change: ArticleChange) -> ArticleView:
    fields = listed([name.replace("_", " ") for name in change.fields])
    return ArticleView(change, moment(change.published_at), fields)


def _claims(changes: Sequence[ClaimChange]) -> Mapping[str, tuple[ClaimView, ...]]:
    shown = {change.claim_id for change in changes}
    return {
        _FATE_TITLES[fate]: tuple(
            ClaimView(
                change,
                anchor("c", change.claim_id),
                owed_to(change.causes),
                anchor("c", change.other) if change.other in shown else None,
                change.gained,
                change.lost,
            )
            for change in group
        )
        for fate, group in groupby(changes, key=lambda one: one.fate)
    }


def _cells(changes: Sequence[FactChange]) -> tuple[CellsView, ...]:
    return tuple(
        CellsView(
            cells[0].claim,
            claim_id,
            tuple(
                (c.about[1], reason_words(c.before), reason_words(c.after), owed_to(c.causes))
                for c in cells
            ),
        )
        for claim_id, group in groupby(changes, key=lambda one: one.about[0])
        if (cells := list(group))
    )


def _ledgers(changes: Sequence[FactChange]) -> Mapping[str, tuple[EntryView, ...]]:
    by_ledger = {kind: [one for one in changes if one.kind == kind] for kind in LEDGER_WORDS}
    return {
        LEDGER_WORDS[kind]: tuple(map(_entry, entries))
        for kind, entries in by_ledger.items()
        if entries
    }


def _entry(change: FactChange) -> EntryView:
    about = change.about[1:] if change.claim else change.about
    return EntryView(
        about=" · ".join(part for part in about if part),
        claim=change.claim,
        before=change.before or "",
        after=change.after or "",
        owed=owed_to(change.causes),
    )
