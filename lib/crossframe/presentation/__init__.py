"""Tables and claim maps -> pages and fragments that ask nothing of anyone else."""

from crossframe.presentation.figures import (
    draw_coverage,
    draw_map,
    draw_side_by_side,
    show_overview,
    show_report,
)
from crossframe.presentation.index import IndexEntry, render_index, write_index
from crossframe.presentation.page import Shown
from crossframe.presentation.progress import watch_progress
from crossframe.presentation.report import RunNote, render_report, write_report
from crossframe.presentation.results import find_note, record_results
from crossframe.presentation.tables import show_table

__all__ = [
    "IndexEntry",
    "RunNote",
    "Shown",
    "draw_coverage",
    "draw_map",
    "draw_side_by_side",
    "find_note",
    "record_results",
    "render_index",
    "render_report",
    "show_overview",
    "show_report",
    "show_table",
    "watch_progress",
    "write_index",
    "write_report",
]
