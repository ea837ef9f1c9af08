"""Claim map -> `report.html`: one file that is whole wherever it is opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from crossframe.comparison import LanguageNote, overview
from crossframe.comparison.once import once
from crossframe.presentation.certainty_view import CertaintyView, certainty_view
from crossframe.presentation.claim_view import ClaimView, claim_views
from crossframe.presentation.corpus_view import CorpusView, corpus_view
from crossframe.presentation.corrections_view import CorrectionsView, corrections_view
from crossframe.presentation.coverage_view import CoverageView, coverage_view, rows_for_page
from crossframe.presentation.days_view import StoryView, story_views
from crossframe.presentation.glance_view import GlanceView, glance_view
from crossframe.presentation.languages_view import languages_view
from crossframe.presentation.lede import Paragraph, lede
from crossframe.presentation.ledger_view import LedgersView, ledgers_view
from crossframe.presentation.lone_view import LoneGroup, lone_groups, uncompared_groups
from crossframe.presentation.map_view import MapView, map_view
from crossframe.presentation.naming_view import NamingsView, namings_view
from crossframe.presentation.numbers_view import NumbersView, numbers_view
from crossframe.presentation.overlap_view import OverlapView, overlap_view
from crossframe.presentation.page import render_page, without_script, write_page
from crossframe.presentation.phrasing import counted, moment
from crossframe.presentation.provenance_view import ProvenanceView, RunNote, provenance_view
from crossframe.presentation.roles_view import RatedView, RolesView, rated_view, roles_view
from crossframe.presentation.sources_view import SourcesView, sources_view
from crossframe.presentation.stability_view import StabilityView, stability_view
from crossframe.presentation.summary_view import (
    SummaryView,
    headline,
    outlets_in_words,
    summary_view,
)
from crossframe.presentation.timeline_view import TimelineView, timeline_view
from crossframe.presentation.units import in_units, is_grouped
from crossframe.presentation.usual_view import UsualView, usual_views
from crossframe.presentation.voices_view import ContrastsView, contrasts_view
from crossframe.presentation.wholeness_view import WholenessView, wholeness_view
from crossframe.presentation.wording_view import WordingView, wording_view
from crossframe.records import ClaimMap

# Claims that stand open: about as many as one reads through before starting to look things up.
N_OPEN = 12
# From so many claims on, a browser is to lay out only what is near the screen.
N_LARGE = 500
# What a page holds of each ledger before a reader is better off with the tables of the notebooks.
N_FINDINGS, N_VOICES, N_TERMS, N_SPEAKERS, N_TIMED, N_STORIES = 16, 8, 6, 8, 20, 6

# The parts of the page in their order, and where they stand.
ANCHORS = {
    name: f"part-{name}"
    for name in (
        *("matrix", "differ", "claims", "alone", "wording", "sources", "timeline"),
        *("stability", "map", "compared", "limits", "provenance"),
    )
}


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section's place in the page, and in a few words how much it holds."""

    anchor: str
    title: str
    extent: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """All that the report's template is given."""

    headline: tuple[str, str]
    summary: SummaryView
    failed: tuple[tuple[str, str], ...]
    made: str
    lede: Paragraph
    glance: GlanceView | None
    outlets: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...]
    sections: Mapping[str, SectionView]
    corpus: CorpusView
    wholeness: WholenessView
    matrix: CoverageView
    usual: Sequence[UsualView]
    overlap: OverlapView | None
    numbers: NumbersView
    namings: NamingsView
    roles: RolesView
    rated: RatedView
    certainty: CertaintyView
    contrasts: ContrastsView
    ledgers: LedgersView
    wide: tuple[ClaimView, ...]
    n_open: int
    exclusive: tuple[ClaimView, ...]
    lone: tuple[LoneGroup, ...]
    uncompared: tuple[LoneGroup, ...]
    languages: tuple[LanguageNote, ...]
    wording: WordingView
    sources: SourcesView
    timeline: TimelineView | None
    stories: Sequence[StoryView]
    stability: StabilityView | None
    corrections: CorrectionsView
    map: MapView | None
    provenance: ProvenanceView

    @property
    def is_large(self) -> bool:
        """True where all of the page at once would keep a browser busy for seconds."""
        return len(self.wide) > N_LARGE


def render_report(claim_map: ClaimMap, note: RunNote | None = None, *, framed: bool = False) -> str:
    """Renders the whole report.

    Args:
        claim_map: The event.
        note: The run it belongs to; None outside of a run.
        framed: True for a copy without the script, for a frame where none may run.

    Returns:
        One HTML document that asks for nothing else.
    """
    page = _page(claim_map, note)
    return without_script(page) if framed else page


def write_report(claim_map: ClaimMap, path: Path, note: RunNote | None = None) -> Path:
    """Writes the whole report to a file.

    Args:
        claim_map: The event.
        path: The file; its folders are made.
        note: The run it belongs to; None outside of a run.

    Returns:
        The path.
    """
    return write_page(render_report(claim_map, note), path)


@once
def _page(claim_map: ClaimMap, note: RunNote | None) -> str:
    view = _report_view(claim_map, note)
    return render_page(
        "report.html.j2",
        {"view": view},
        running=" ".join(view.headline),
        grouped=is_grouped(claim_map),
    )


def _report_view(claim_map: ClaimMap, note: RunNote | None) -> ReportView:
    claims = claim_views(claim_map, linked=True)
    lone = tuple(lone_groups(claim_map))
    sections = _sections(claim_map, claims)
    made = moment(note.created_at) if note else None
    return ReportView(
        headline=headline(claim_map),
        summary=summary_view(claim_map, linked=True),
        failed=note.reasons if note else (),
        made=f"made {made.text}" if made else "",
        lede=lede(claim_map, ANCHORS),
        glance=glance_view(claim_map),
        outlets=claim_map.outlets,
        kinds=_kinds(claim_map, claims, lone),
        sections=sections,
        corpus=corpus_view(claim_map),
        wholeness=wholeness_view(claim_map),
        matrix=coverage_view(claim_map, linked=True, limit=rows_for_page(claim_map)),
        usual=usual_views(claim_map),
        overlap=overlap_view(claim_map),
        numbers=numbers_view(claim_map, linked=True, limit=N_FINDINGS),
        namings=namings_view(claim_map, N_FINDINGS, linked=True),
        roles=roles_view(claim_map, N_FINDINGS, linked=True),
        rated=rated_view(claim_map),
        certainty=certainty_view(claim_map, N_VOICES),
        contrasts=contrasts_view(claim_map, linked=True, limit=N_VOICES),
        ledgers=ledgers_view(claim_map, linked=True, limit=N_FINDINGS),
        wide=tuple(claim for claim in claims if claim.n_outlets > 1),
        n_open=N_OPEN,
        exclusive=tuple(claim for claim in claims if claim.n_outlets == 1),
        lone=lone,
        uncompared=tuple(uncompared_groups(claim_map)),
        wording=wording_view(claim_map, N_TERMS, linked=True),
        sources=sources_view(claim_map, N_SPEAKERS, linked=True),
        timeline=timeline_view(claim_map, linked=True, limit=N_TIMED),
        stories=story_views(claim_map, N_STORIES, linked=True),
        stability=stability_view(claim_map, linked=True),
        corrections=corrections_view(claim_map),
        map=map_view(claim_map, linked=True),
        languages=languages_view(claim_map),
        provenance=provenance_view(claim_map, note),
    )


def _sections(claim_map: ClaimMap, claims: list[ClaimView]) -> Mapping[str, SectionView]:
    facts = overview(claim_map)
    n_wide = sum(claim.n_outlets > 1 for claim in claims)
    compared = f"{outlets_in_words(claim_map)}, {counted(facts.n_articles, 'article')}"
    parts = {
        "matrix": (
            in_units(claim_map, "Which outlet carries which claim"),
            counted(n_wide, "claim"),
        ),
        "differ": ("Where they differ", ""),
        "claims": ("Claims side by side", counted(n_wide, "claim")),
        "alone": (
            in_units(claim_map, "What one outlet alone says"),
            counted(facts.n_unmatched, "sentence"),
        ),
        "wording": ("How they word it", ""),
        "sources": ("Whom they let speak", ""),
        "timeline": ("Who was first", ""),
        "stability": ("How far the claims hold", ""),
        "map": ("Map of the sentences", ""),
        "compared": ("What was compared", compared),
        "limits": ("What this page cannot say", ""),
        "provenance": ("Where this page comes from", ""),
    }
    return {
        name: SectionView(ANCHORS[name], title, extent) for name, (title, extent) in parts.items()
    }


# What claims and sentences can be filtered by, and the words for it.
_KINDS = {
    "shared": "shared: by half of the outlets or more",
    "minority": "minority: by several, under half",
    "exclusive": "exclusive: by one outlet",
    "conflicting": "conflicting: outlets differ",
    "fragile": "fragile: a small change breaks it up",
    "corrected": "corrected by people",
    "checked": "checked by people",
    "alone": "sentences found in no other article",
}


def _kinds(
    claim_map: ClaimMap, claims: Sequence[ClaimView], lone: Sequence[LoneGroup]
) -> tuple[tuple[str, str], ...]:
    """The kinds that there are; none where there is nothing to filter."""
    found = {kind for claim in claims for kind in (claim.kind, *claim.ref.flags)}
    found |= {"conflicting"} if any(claim.differs for claim in claims) else set()
    found |= {"alone"} if lone else set()
    return tuple(
        (kind, in_units(claim_map, words)) for kind, words in _KINDS.items() if kind in found
    )
