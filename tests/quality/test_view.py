"""What 91_quality shows: figures with words for those who do not see them, nothing unescaped."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from crossframe.config import Parameters
from crossframe.embedding import Encoder
from crossframe.evaluation import GoldPair
from crossframe.evaluation.ablation import leave_out, measure_variants
from crossframe.evaluation.event_quality import EventQuality
from crossframe.evaluation.quality import measure_quality, read_part
from crossframe.evaluation.tables import errors_table, measured_table
from crossframe.presentation.quality_curve import curve_view
from crossframe.presentation.quality_figures import parts_view, standings_view
from crossframe.presentation.quality_view import (
    draw_calibration,
    draw_parts,
    draw_standings,
    quality_note,
    show_errors,
    show_quality,
)
from crossframe.records import ClaimMap

PAIRS = [
    GoldPair("small", ("post-1", 0), ("tide-1", 0), "not", None),
    GoldPair("small", ("post-1", 0), ("voice-1", 0), "same", None),
    GoldPair("small", ("post-1", 2), ("tide-1", 2), "same", None),
    GoldPair("small", ("post-2", 1), ("tide-2", 1), "not", None),
]


@pytest.fixture
def event(small_map: ClaimMap, fake_encoder: Encoder) -> EventQuality:
    part = read_part(small_map, PAIRS, Parameters(event="small"), fake_encoder)
    worths = measure_variants([part], leave_out([part._replace(split="train")]))
    return EventQuality(small_map, Path("mine.csv"), measure_quality([part], "balanced"), worths)


@pytest.fixture
def refused(small_map: ClaimMap) -> EventQuality:
    return EventQuality(small_map, None, None, refusal="Nobody has labelled <b>this</b>.")


def test_figures_have_words_and_a_table_behind_them(event: EventQuality) -> None:
    for shown in (draw_standings(event), draw_calibration(event, {}), draw_parts(event, {})):
        labels = re.findall(r'<svg[^>]*role="img"[^>]*aria-label="([^"]+)"', shown.html)
        assert [len(label) > 80 for label in labels] == [True]
        assert "<figcaption>" in shown.html
        assert "The figures behind this" in shown.html
        assert "<script" not in shown.html


def test_drawings_stay_inside_their_frame(event: EventQuality) -> None:
    for view in (standings_view(event), parts_view(event, {})):
        assert not isinstance(view, str)
        for line in view.lines:
            assert 0 < line.y < view.bottom
            for panel, dot in zip(view.panels, line.dots, strict=True):
                if dot:
                    assert panel.left <= dot.low <= dot.high <= panel.right
                    assert panel.left <= dot.at <= panel.right
        assert len(view.heads) == len(view.rows[0])
    curve = curve_view(event, {})
    assert not isinstance(curve, str)
    for one in curve.bins:
        assert one.high <= one.y <= one.low  # down the page
        assert curve.margin <= one.x <= curve.margin + curve.side


def test_errors_show_both_sides_verbatim(event: EventQuality) -> None:
    table = errors_table(event)
    assert set(table["error"]) == {"merged", "split"}
    for kind in ("merged", "split"):
        html = show_errors(event, kind).html
        rows = table[table["error"] == kind]
        for text in [*rows["sentence_a"], *rows["sentence_b"], *rows["outlet_a"]]:
            assert text in html
    assert " shown" not in show_errors(event, "merged").html


def test_a_refusal_is_said_once_and_escaped(refused: EventQuality) -> None:
    for shown in (
        show_quality(refused),
        draw_standings(refused),
        draw_calibration(refused, {}),
        show_errors(refused, "merged"),
    ):
        assert "Nobody has labelled &lt;b&gt;this&lt;/b&gt;." in shown.html
        assert "<svg" not in shown.html.partition("</style>")[2]
    assert "crossframe evaluate GOLD --record" in draw_parts(refused, {}).html


def test_the_paragraph_says_what_was_drawn(event: EventQuality) -> None:
    assert "precision" in show_quality(event).html
    assert "articles of this one event" in show_quality(event).html
    quality = event.quality
    assert quality
    spread = quality.standing.spread
    assert spread
    few = replace(quality.standing, spread=spread._replace(intervals={}))
    html = show_quality(replace(event, quality=replace(quality, standing=few))).html
    assert "at least four events" in html


def test_recorded_figures_say_whose_code_they_are_of() -> None:
    assert "none yet" in quality_note(measured_table({}))
    gold = {"events": 1, "pairs": 2, "settings": [], "peers": [], "code": "other"}
    row = dict.fromkeys(("precision", "recall", "f1", "false_merge", "absorbed", "macro_f1"), 0.5)
    gold["settings"] = [{"name": "balanced", "settings": "", **row, "f1_interval": [0.4, 0.6]}]
    assert "of older code" in quality_note(measured_table({"gold": {"news": gold}}))
