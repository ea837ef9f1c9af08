"""A labelled folder -> how well articles are grouped into events, at once and in parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crossframe.bench.benchmark import Ask
from crossframe.bench.rows import Row, missing_row, row_of
from crossframe.config import Parameters
from crossframe.embedding import load_encoder
from crossframe.evaluation.event_grouping import measure_grouping

_NO_GOLD = "measured on labelled articles: --gold DIR"
_RIVAL = "tfidf_nearest_neighbour"
_LABELS = {
    "crossframe": "crossframe, its bar from other topics",
    "crossframe_as_shipped": "crossframe as shipped",
    "tfidf_nearest_neighbour": "nearest neighbour by TF-IDF",
    "tfidf_nearest_neighbour_best_here": "nearest neighbour by TF-IDF, its best bar here",
}
_TIMES = "times the F1 of the nearest neighbour by TF-IDF"


def bench_events(ask: Ask) -> Sequence[Row]:
    """Groups the articles of a labelled folder into events, beside their nearest neighbours.

    Nothing is timed: the figures are those of `crossframe evaluate DIR --events`, in a table.

    Args:
        ask: How to measure; `rounds` has no say.

    Returns:
        B-cubed F1 of every method where all articles come at once, and, with the span over several
        orders, where they come in parts; without a labelled folder, that it needs one.
    """
    if ask.gold is None:
        return [missing_row("B-cubed F1 of events", _NO_GOLD)]
    ask.tell("events of the labelled folder, at once and in parts")
    encoder = load_encoder(Parameters(event="any").encoder)
    return list(rows_of(measure_grouping(ask.gold, encoder)))


def rows_of(found: Mapping[str, Any]) -> Iterator[Row]:
    """Lays what `measure_grouping` found out as rows."""
    at_once, parts = found["methods"], found["in_parts"]
    for name, one in at_once.items():
        peer, ratio = _beside_rival(name, one["f1"], at_once[_RIVAL]["f1"])
        yield row_of(f"all at once: {_LABELS[name]}", [one["f1"]], "F1", peer, ratio)
    head = f"in {parts['parts']} parts, mean of {parts['orders']} orders"
    for name, one in parts["methods"].items():
        peer, ratio = _beside_rival(name, one["f1"], parts["methods"][_RIVAL]["f1"])
        least, most = one["f1_range"]
        yield Row(f"{head}: {_LABELS[name]}", one["f1"], "F1", least, most, peer, ratio)
    least, most = parts["lead_range"]
    lead = f"{head}: lead over the nearest neighbour by TF-IDF"
    yield Row(lead, parts["lead_in_f1"], "F1", least, most)
    for name, f1 in found["one_event_a_topic"].items():
        yield row_of(f"the {name} event of each topic alone: crossframe", [f1], "F1")


def _beside_rival(name: str, f1: float, rival: float) -> tuple[str, float | None]:
    return ("", None) if name == _RIVAL else (_TIMES, f1 / rival)
