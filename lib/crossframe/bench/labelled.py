"""A labelled folder -> how far claims, and what peers group, agree with people."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from crossframe.bench.benchmark import Ask
from crossframe.bench.rows import Bar, Row, missing_row, row_of
from crossframe.config import Parameters
from crossframe.embedding import load_encoder
from crossframe.evaluation import Asked, evaluate
from crossframe.models import PACKAGED, SUFFIX

_NO_GOLD = "measured on labelled articles: --gold DIR"
# Of the peers of `crossframe evaluate` those that this room times.
_PEERS = ("UMAP + HDBSCAN", "BERTopic")


def int8_f1(ask: Ask) -> list[Row]:
    """Compares the claims that either form of the encoder leads to with what people say.

    Args:
        ask: How to measure.

    Returns:
        F1 of both and their difference; without a labelled folder, that it needs one.
    """
    if ask.gold is None:
        return [missing_row("claim F1, crossframe float32 and int8", _NO_GOLD)]
    f1 = []
    for name in (PACKAGED, PACKAGED + SUFFIX):
        ask.tell(f"claims of the labelled folder with {name}")
        f1.append(float(_evaluated(ask.gold, name, peers=False)["f1"]))
    return [
        row_of("claim F1, crossframe float32", f1[:1], "F1"),
        row_of("claim F1, crossframe int8", f1[1:], "F1"),
        row_of("difference of the two", [abs(f1[0] - f1[1])], "F1", bar=Bar("at most", 0.01)),
    ]


def peers_f1(ask: Ask) -> list[Row]:
    """Compares claims, and the groups of BERTopic and of UMAP + HDBSCAN, with what people say.

    Every event of the labelled folder is grouped by itself, by all of them with the same vectors;
    topics are made as small as the peers allow, for at their defaults they hold a whole event.

    Args:
        ask: How to measure.

    Returns:
        F1 of each over the labelled pairs; without a labelled folder, that it needs one.
    """
    if ask.gold is None:
        return [missing_row("F1 of crossframe and its peers", _NO_GOLD)]
    ask.tell("claims of the labelled folder, and the groups of peers")
    found = _evaluated(ask.gold, PACKAGED, peers=True)
    peers = {one["name"]: one for one in found["peers"] if one["name"] in _PEERS}
    rows = []
    for name, one in peers.items():
        if "missing" in one:
            rows.append(missing_row(f"{name}: F1 of labelled pairs", one["missing"]))
            continue
        words = f"times the F1 of {name}, {one['settings']}"
        rows.append(row_of(f"{name}: F1 of labelled pairs", [one["f1"]], "F1"))
        times = found["f1"] / one["f1"] if one["f1"] else None
        rows.append(row_of("crossframe: F1 of labelled pairs", [found["f1"]], "F1", words, times))
    return rows


def _evaluated(gold: Path, encoder: str, *, peers: bool) -> dict[str, Any]:
    parameters = Parameters(event="any", encoder=encoder)
    asked = Asked(gold, peers=peers)
    return evaluate(asked, parameters, partial(load_encoder, encoder), lambda *_: None)
