"""Figures of quality -> tables, in long format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from crossframe.comparison.frames import COUNT, RATIO, TEXT, frame
from crossframe.evaluation.ablation import PARTS
from crossframe.evaluation.event_quality import EventQuality
from crossframe.evaluation.gold import GoldPair, SentenceKey
from crossframe.evaluation.quality import Standing
from crossframe.evaluation.record import is_current
from crossframe.records import ClaimMap, Sentence

AS_CORRECTED = "crossframe, as corrected"


def standings_table(event: EventQuality) -> pd.DataFrame:
    """Lists crossframe at its three settings and other methods on the same sentences.

    Where people corrected the claims, those as corrected come first; all others are uncorrected.

    Args:
        event: The measured event.

    Returns:
        One row a method: `method`; `settings`; `precision`, `recall`, `f1`, `false_merge`,
        `absorbed`, `b_cubed_f1`, 0..1, and the 95 % intervals `precision_low`, `precision_high`,
        `recall_low`, `recall_high`, `f1_low`, `f1_high`; `less_low`, `less_high`, the interval of
        crossframe's F1 less the method's, -1..1; `note`, why there is no figure, or NA.
    """
    ratios = ("precision", "recall", "f1", "false_merge", "absorbed", "b_cubed_f1")
    bounds = [f"{name}_{end}" for name in ("precision", "recall", "f1") for end in ("low", "high")]
    names = (*ratios, *bounds, "less_low", "less_high")
    columns = {"method": TEXT, "settings": TEXT, **dict.fromkeys(names, RATIO), "note": TEXT}
    quality = event.quality
    found = [] if quality is None else [*quality.settings, *quality.peers]
    if quality and any(c.state in {"applied", "partly"} for c in event.claim_map.corrections):
        found.insert(0, replace(quality.standing, name=AS_CORRECTED))
    rows = (
        (
            _name(standing, own=quality is not None and standing in quality.settings),
            standing.settings,
            *((standing.measures or {}).get(name) for name in ratios),
            *(end for name in ("precision", "recall", "f1") for end in _interval(standing, name)),
            *(standing.difference or (None, None)),
            standing.missing,
        )
        for standing in found
    )
    return frame(rows, columns)


def _name(standing: Standing, *, own: bool) -> str:
    return f"crossframe, {standing.name}" if own else standing.name


def _interval(standing: Standing, name: str) -> tuple[float | None, float | None]:
    found = standing.spread.intervals.get(name) if standing.spread else None
    return found or (None, None)


def coders_table(event: EventQuality) -> pd.DataFrame:
    """Lists how far claims agree with each coder, and with what all coders agree on.

    Args:
        event: The measured event.

    Returns:
        One row a coder, "all who agree" last: `coder`; `n_pairs` that they labelled; `precision`,
        `recall`, `f1`, 0..1, and their 95 % intervals; `of` ("all pairs of the event", where they
        were drawn by design and are weighed so, or "the labelled pairs"). Empty where no coder is
        named.
    """
    names = ("precision", "recall", "f1")
    bounds = [f"{name}_{end}" for name in names for end in ("low", "high")]
    columns = {
        "coder": TEXT,
        "n_pairs": COUNT,
        **dict.fromkeys((*names, *bounds), RATIO),
        "of": TEXT,
    }
    coding = event.quality.coding if event.quality else None
    scores = coding.scores if coding else ()
    of = "all pairs of the event" if coding and coding.by_design else "the labelled pairs"
    rows = (
        (
            score.coder,
            score.n_pairs,
            score.precision,
            score.recall,
            score.f1,
            *(end for name in names for end in score.intervals.get(name, (None, None))),
            of,
        )
        for score in scores
    )
    return frame(rows, columns)


def calibration_table(event: EventQuality, measured: Mapping[str, Any]) -> pd.DataFrame:
    """Compares what the judge says with what people said.

    Args:
        event: The measured event.
        measured: The recorded figures.

    Returns:
        One row a bin of about equally many pairs, this event first, then each recorded gold (the
        part of it that the judge was not fitted on): `labels` (whose they are); `n_pairs`;
        `probability`, the mean of what the judge said, 0..1; `same`, the share that people called
        the same, 0..1, with its 95 % interval `low`, `high` (Wilson).
    """
    columns = {
        "labels": TEXT,
        "n_pairs": COUNT,
        "probability": RATIO,
        "same": RATIO,
        "low": RATIO,
        "high": RATIO,
    }
    own = [
        (event.claim_map.event_id, *one) for one in (event.quality.curve if event.quality else ())
    ]
    recorded = [
        (label, *row) for label, figures in held_out(measured).items() for row in figures["curve"]
    ]
    return frame([*own, *recorded], columns)


def held_out(measured: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Recorded figures of what the judge was not fitted on, by a name of it."""
    found: dict[str, Mapping[str, Any]] = {}
    for name, figures in measured.get("gold", {}).items():
        part = figures.get("held_out")
        found[f"{name}, {part['split']}" if part else name] = part or figures
    return found


def measured_table(measured: Mapping[str, Any]) -> pd.DataFrame:
    """Lists the figures recorded on gold that does not come with crossframe.

    Args:
        measured: The recorded figures.

    Returns:
        One row a gold and setting: `gold`; `events`; `pairs`; `method`; `precision`, `recall`,
        `f1`, `false_merge`, `absorbed`, `macro_f1`, 0..1; `f1_low`, `f1_high`, the interval over
        events; `code`, whether they are of this code or of older code.
    """
    ratios = ("precision", "recall", "f1", "false_merge", "absorbed", "macro_f1")
    names = (*ratios, "f1_low", "f1_high")
    columns = {
        "gold": TEXT,
        "events": COUNT,
        "pairs": COUNT,
        "method": TEXT,
        **dict.fromkeys(names, RATIO),
        "code": TEXT,
    }
    rows = (
        (
            gold,
            figures["events"],
            figures["pairs"],
            f"crossframe, {row['name']}" if own else row["name"],
            *(row[name] for name in ratios),
            *row["f1_interval"],
            "this" if is_current(figures) else "older",
        )
        for gold, figures in measured.get("gold", {}).items()
        for own, key in ((True, "settings"), (False, "peers"))
        for row in figures[key]
    )
    return frame(rows, columns)


def parts_table(event: EventQuality, measured: Mapping[str, Any]) -> pd.DataFrame:
    """Says how crossframe does without each of its parts.

    Args:
        event: The measured event.
        measured: The recorded figures.

    Returns:
        One row a part and set of labels, this event first: `labels`; `left_out`; `description`;
        `merge`, the probability at which groups are joined without it, 0..1; `precision`, `recall`,
        `f1`, `false_merge`, `absorbed`, `average_precision` without it, 0..1; `worth`, the F1 of
        the whole less that, -1..1, and its interval `worth_low`, `worth_high`.
    """
    ratios = ("precision", "recall", "f1", "false_merge", "absorbed", "average_precision")
    names = ("merge", *ratios, "worth", "worth_low", "worth_high")
    columns = {
        "labels": TEXT,
        "left_out": TEXT,
        "description": TEXT,
        **dict.fromkeys(names, RATIO),
    }
    own: list[dict[str, Any]] = [
        {"left_out": w.left_out, "merge": w.merge, **w.measures, "difference": w.difference}
        for w in event.parts
    ]
    sets = {event.claim_map.event_id: own}
    sets |= {name: gold.get("parts", []) for name, gold in measured.get("gold", {}).items()}
    rows = []
    for label, variants in sets.items():
        whole = next((row["f1"] for row in variants), None)
        rows += [
            (
                label,
                row["left_out"],
                PARTS.get(row["left_out"]),
                row["merge"],
                *(row[name] for name in ratios),
                round(whole - row["f1"], 4) if whole is not None else None,
                *(row["difference"] or (None, None)),
            )
            for row in variants
        ]
    return frame(rows, columns)


def errors_table(event: EventQuality) -> pd.DataFrame:
    """Lists where claims and labels disagree, the surest errors first.

    Args:
        event: The measured event.

    Returns:
        One row a pair of texts: `error` ("merged": in one claim though people called them
        different; "split": in none though people called them the same); `probability` that the
        judge gave, 0..1, NA where it did not compare them; `n_pairs` with these two texts; for
        either side `outlet_`, `article_id_`, `sentence_id_`, `start_`, `end_` (characters of the
        article's text) and `sentence_`, with `a` and `b`. Wrong merges come from the most probable
        on, wrong splits from the least probable on, those not compared last.
    """
    side = {
        "outlet": TEXT,
        "article_id": TEXT,
        "sentence_id": TEXT,
        "start": COUNT,
        "end": COUNT,
        "sentence": TEXT,
    }
    columns = {"error": TEXT, "probability": RATIO, "n_pairs": COUNT}
    columns |= {f"{name}_{letter}": kind for letter in "ab" for name, kind in side.items()}
    return frame(_errors(event), columns)


def _errors(event: EventQuality) -> Iterator[tuple[object, ...]]:
    if event.quality is None:
        return
    outcomes = event.quality.outcomes
    place = {(s.article_id, s.index): s for s in event.claim_map.sentences}
    wrong = outcomes.gold.counts & (outcomes.together != outcomes.gold.same)
    found: dict[tuple[str, frozenset[str]], list[tuple[float, GoldPair]]] = {}
    for row in np.flatnonzero(wrong).tolist():
        pair = outcomes.gold.pairs[row]
        kind = "merged" if outcomes.together[row] else "split"
        texts = frozenset(place[key].text for key in (pair.a, pair.b))
        found.setdefault((kind, texts), []).append((float(outcomes.probability[row]), pair))
    for kind, sign in (("merged", -1.0), ("split", 1.0)):
        alike = [rows for (error, _), rows in found.items() if error == kind]
        for rows in sorted(alike, key=lambda rows: (_last(sign * rows[0][0]), rows[0][1])):
            probability, pair = rows[0]
            known = None if np.isnan(probability) else probability
            both = (_side(event.claim_map, place, key) for key in (pair.a, pair.b))
            yield (kind, known, len(rows), *(value for side in both for value in side))


def _last(value: float) -> float:
    return float("inf") if np.isnan(value) else value


def _side(
    claim_map: ClaimMap, place: Mapping[SentenceKey, Sentence], key: SentenceKey
) -> tuple[object, ...]:
    sentence = place[key]
    outlet = claim_map.article_by_id[sentence.article_id].outlet
    where = (sentence.article_id, sentence.sentence_id, sentence.start, sentence.end)
    return (outlet, *where, sentence.text)
