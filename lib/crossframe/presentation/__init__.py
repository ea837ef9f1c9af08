"""Tables and claim maps -> pages and fragments that ask nothing of anyone else."""

from crossframe.presentation.coverage_view import draw_coverage
from crossframe.presentation.days_view import draw_days
from crossframe.presentation.explore import explore_map
from crossframe.presentation.failed_view import (
    FailedRun,
    render_failed_report,
    write_failed_report,
)
from crossframe.presentation.figures import draw_map, draw_side_by_side, show_overview, show_report
from crossframe.presentation.index import IndexEntry, render_index, write_index
from crossframe.presentation.ledger_view import draw_ledgers
from crossframe.presentation.naming_view import draw_namings
from crossframe.presentation.numbers_view import draw_numbers
from crossframe.presentation.overlap_view import draw_overlap
from crossframe.presentation.page import Shown
from crossframe.presentation.progress import watch_progress
from crossframe.presentation.provenance_view import RunNote
from crossframe.presentation.quality_view import (
    draw_calibration,
    draw_parts,
    draw_standings,
    quality_note,
    show_coders,
    show_errors,
    show_quality,
)
from crossframe.presentation.reader import open_reader
from crossframe.presentation.report import render_report, write_report
from crossframe.presentation.report_text import render_report_text, write_report_text
from crossframe.presentation.results import find_note, record_results
from crossframe.presentation.sources_view import draw_sources
from crossframe.presentation.stability_view import draw_stability
from crossframe.presentation.tables import show_table
from crossframe.presentation.tables_csv import write_csv_tables
from crossframe.presentation.timeline_view import draw_timeline
from crossframe.presentation.usual_view import draw_expected
from crossframe.presentation.voices_view import draw_contrasts
from crossframe.presentation.wording_view import draw_wording

__all__ = [
    "FailedRun",
    "IndexEntry",
    "RunNote",
    "Shown",
    "draw_calibration",
    "draw_contrasts",
    "draw_coverage",
    "draw_days",
    "draw_expected",
    "draw_ledgers",
    "draw_map",
    "draw_namings",
    "draw_numbers",
    "draw_overlap",
    "draw_parts",
    "draw_side_by_side",
    "draw_sources",
    "draw_stability",
    "draw_standings",
    "draw_timeline",
    "draw_wording",
    "explore_map",
    "find_note",
    "open_reader",
    "quality_note",
    "record_results",
    "render_failed_report",
    "render_index",
    "render_report",
    "render_report_text",
    "show_coders",
    "show_errors",
    "show_overview",
    "show_quality",
    "show_report",
    "show_table",
    "watch_progress",
    "write_csv_tables",
    "write_failed_report",
    "write_index",
    "write_report",
    "write_report_text",
]
