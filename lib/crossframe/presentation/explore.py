"""Claim map -> the map as a figure to explore in JupyterLab: zoom, point, pick an outlet.

JupyterLab brings what draws it (Vega-Lite), so nothing is fetched. The report holds the same map
as a still picture, `map_view.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crossframe.comparison import claim_labels, map_table
from crossframe.presentation.palette import LIGHT
from crossframe.presentation.phrasing import counted
from crossframe.presentation.rows import rows_of
from crossframe.presentation.untrusted import neutralise
from crossframe.records import ClaimMap

VEGA_LITE = "application/vnd.vegalite.v5+json"
_WIDTH, _HEIGHT = 860, 560
_STATUS = {"claim": "in a claim", "unmatched": "in no other article"}


class Explorable:
    """A Vega-Lite figure; a frontend that cannot draw it shows what it is in words."""

    def __init__(self, specification: Mapping[str, Any], says: str) -> None:
        self.specification = specification
        self.says = says

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {VEGA_LITE: self.specification, "text/plain": self.says}


def explore_map(claim_map: ClaimMap) -> Explorable:
    """Draws the map of the sentences to be explored; no claim rests on it.

    Args:
        claim_map: The event.

    Returns:
        A figure that can be zoomed and moved, that tells a sentence when pointed at, and that
        shows one outlet among all when it is picked.
    """
    rows = rows_of(map_table(claim_map))
    labels = claim_labels(claim_map)
    values = [
        {
            "x": row["x"],
            "y": row["y"],
            "outlet": neutralise(row["outlet"]),
            "sentence": neutralise(row["sentence"]),
            "place": _STATUS[row["status"]],
            "claim": neutralise(labels.get(row["claim_id"], "none")),
        }
        for row in rows
    ]
    says = f"Map of {counted(len(values), 'sentence')}, to be explored in JupyterLab"
    return Explorable(_specification(values, sorted({v["outlet"] for v in values}), says), says)


def _specification(values: list[dict[str, Any]], outlets: list[str], says: str) -> dict[str, Any]:
    picked = {"test": "pick === null || datum.outlet === pick", "value": 0.9}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": says,
        "width": _WIDTH,
        "height": _HEIGHT,
        "background": LIGHT["ground"],
        "data": {"values": values},
        "params": [
            {"name": "zoom", "select": "interval", "bind": "scales"},
            {
                "name": "pick",
                "value": None,
                "bind": {
                    "input": "select",
                    "options": [None, *outlets],
                    "labels": ["all outlets", *outlets],
                    "name": "Show ",
                },
            },
        ],
        "mark": {"type": "point", "filled": True, "size": 45},
        "encoding": {
            "x": {"field": "x", "type": "quantitative", "axis": None, "scale": {"zero": False}},
            "y": {"field": "y", "type": "quantitative", "axis": None, "scale": {"zero": False}},
            "shape": _by_place(["circle", "diamond"]),
            "color": _by_place([LIGHT["carried"], LIGHT["alone"]]),
            "opacity": {"condition": picked, "value": 0.08},
            "tooltip": [
                {"field": "outlet", "title": "Outlet"},
                {"field": "sentence", "title": "Sentence"},
                {"field": "claim", "title": "Claim"},
            ],
        },
        "config": {"view": {"stroke": None}, "legend": {"title": None, "orient": "top"}},
    }


def _by_place(shown: list[str]) -> dict[str, Any]:
    """A scale over the two places of a sentence, with one legend for colour and shape."""
    return {
        "field": "place",
        "type": "nominal",
        "scale": {"domain": list(_STATUS.values()), "range": shown},
    }
