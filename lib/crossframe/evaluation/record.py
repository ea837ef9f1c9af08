"""Figures measured on gold that cannot be shipped -> a small file that can, and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from crossframe.claim_build import NO_CACHES, Caches
from crossframe.claim_provenance import code_digest
from crossframe.claims import Setting
from crossframe.claims.judge import Judge
from crossframe.config import Parameters
from crossframe.embedding import Encoder
from crossframe.errors import GoldError
from crossframe.evaluation.ablation import Variant, Worth, leave_out, measure_variants
from crossframe.evaluation.evaluate import Asked, Tell, read_parts
from crossframe.evaluation.labels import read_labels
from crossframe.evaluation.measures import Measures
from crossframe.evaluation.quality import Quality, Standing, measure_quality

MEASURED = Path(__file__).with_name("measured.json")

# The code that has a say in these figures: when it changes they are those of older code.
MEASURED_CODE = (
    "claim_build.py",
    "claim_caches.py",
    "claim_compare.py",
    "claim_read.py",
    "claims",
    "embedding",
    "models.py",
    "text/abbreviations.py",
    "text/boilerplate.py",
    "text/parsing.py",
    "text/plain_words.py",
    "text/sentences.py",
    "text/stops.py",
    *(
        f"evaluation/{name}.py"
        for name in ("ablation", "calibration", "fitting", "measures", "outcomes", "peers")
    ),
)
_SHOWN = ("precision", "recall", "f1", "false_merge", "absorbed", "macro_f1", "b_cubed_f1")
_JUDGED = ("average_precision", "calibration_error", "brier")


def record_measures(
    asked: Asked,
    parameters: Parameters,
    load: Callable[[], Encoder],
    tell: Tell,
    caches: Callable[[Encoder], Caches] = lambda _: NO_CACHES,
    path: Path = MEASURED,
) -> dict[str, Any]:
    """Measures a gold folder and keeps the figures under the folder's name.

    A gold with the splits "train" and "dev" also tells what each part is worth, and how the judge,
    which was fitted on "train", does on "dev". Other gold is measured with those variants.

    Args:
        asked: What to measure.
        parameters: How to compare.
        load: Loads the encoder.
        tell: Told of each event before it begins.
        caches: Opens the caches for an encoder.
        path: Where the figures are kept.

    Returns:
        What was recorded of this gold.

    Raises:
        GoldError: If labels or articles are missing, do not fit each other, or none counts; if
            another judge is named.
    """
    if parameters.judge:
        raise GoldError(
            f"judge is {parameters.judge!r}; what is recorded is crossframe's own judge"
        )
    encoder = load()
    labels = read_labels(asked.labels)
    parts = list(read_parts(asked, labels, parameters, encoder, caches(encoder), tell))
    known = read_measured(path)
    found = _gold_values(measure_quality(parts, parameters.verification, asked.tiers))
    if {"train", "dev"} <= {part.split for part in parts}:
        variants = leave_out(parts, asked.tiers)
        known["variants"] = [_variant_values(variant) for variant in variants]
        held_out = [part for part in parts if part.split == "dev"]
        quality = measure_quality(held_out, parameters.verification, asked.tiers)
        found["held_out"] = {"split": "dev", **_gold_values(quality)}
    found["parts"] = [
        _worth_values(worth) for worth in measure_variants(parts, read_variants(known), asked.tiers)
    ]
    found["code"] = code_digest(*MEASURED_CODE)
    known["gold"] = {**known.get("gold", {}), asked.labels.resolve().name: found}
    _write(known, path)
    return found


def _write(measured: Mapping[str, Any], path: Path) -> None:
    text = json.dumps(measured, indent=1, ensure_ascii=False, sort_keys=False)
    aside = path.with_name(f".{path.name}.partial")
    aside.write_text(text + "\n", encoding="utf-8")
    aside.replace(path)


def read_measured(path: Path = MEASURED) -> dict[str, Any]:
    """Reads the recorded figures.

    Args:
        path: Where they are kept.

    Returns:
        `variants` (see `read_variants`), and `gold`: by name of the gold, figures and `code`, the
        digest of the code that they were measured with; empty where nothing was recorded.

    Raises:
        GoldError: If the file cannot be read as such.
    """
    if not path.is_file():
        return {}
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise GoldError(f"{path}: not JSON: {error}; record the figures anew") from None
    return found


def is_current(figures: Mapping[str, Any]) -> bool:
    """True if the recorded figures of a gold are those of this code."""
    return bool(figures.get("code") == code_digest(*MEASURED_CODE))


def read_variants(measured: Mapping[str, Any]) -> tuple[Variant, ...]:
    """Reads the recorded variants, the whole first; none where there is none of this judge."""
    known = {field.name for field in fields(Judge)}
    rows = measured.get("variants", ())
    if any(row["judge"].keys() != known for row in rows):
        return ()
    return tuple(
        Variant(row["left_out"], Judge(**row["judge"]), Setting(**row["setting"]), row["stressed"])
        for row in rows
    )


def _variant_values(variant: Variant) -> dict[str, Any]:
    return {
        "left_out": variant.left_out,
        "judge": asdict(variant.judge),
        "setting": variant.setting._asdict(),
        "stressed": variant.stressed,
    }


def _gold_values(quality: Quality) -> dict[str, Any]:
    measures = quality.standing.measures or {}
    return {
        "events": quality.score.events,
        "pairs": quality.score.pairs,
        "verification": quality.verification,
        "judge": quality.judge,
        **_chosen(measures, _JUDGED),
        "curve": [list(one) for one in quality.curve],
        "settings": [_standing(one) for one in quality.settings],
        "peers": [_standing(one) for one in quality.peers if one.measures],
    }


def _standing(standing: Standing) -> dict[str, Any]:
    intervals = standing.spread.intervals if standing.spread else {}
    return {
        "name": standing.name,
        "settings": standing.settings,
        **_chosen(standing.measures or {}, _SHOWN),
        "f1_interval": list(intervals.get("f1", (None, None))),
        "precision_interval": list(intervals.get("precision", (None, None))),
    }


def _worth_values(worth: Worth) -> dict[str, Any]:
    return {
        "left_out": worth.left_out,
        "merge": worth.merge,
        **_chosen(worth.measures, (*_SHOWN, _JUDGED[0])),
        "difference": list(worth.difference) if worth.difference else None,
    }


def _chosen(measures: Measures, names: Sequence[str]) -> dict[str, float | None]:
    return {name: measures.get(name) for name in names}
