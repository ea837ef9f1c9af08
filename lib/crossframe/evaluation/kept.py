"""The measured quality of an event -> two files, and back, so that a notebook need not measure.

Measuring loads the encoder and every other method; reading the figures loads neither.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from crossframe.aside import built_aside
from crossframe.claim_provenance import DECIDING, code_digest
from crossframe.corpus.labels import digest_labels
from crossframe.evaluation.ablation import Worth
from crossframe.evaluation.agreement import Agreement
from crossframe.evaluation.calibration import CalibrationBin
from crossframe.evaluation.coding import CoderScore, Coding
from crossframe.evaluation.gold import GoldPair
from crossframe.evaluation.measures import Interval, Spread
from crossframe.evaluation.outcomes import Outcomes, index_gold
from crossframe.evaluation.peers import PEERS
from crossframe.evaluation.quality import Quality, Standing
from crossframe.evaluation.record import MEASURED
from crossframe.evaluation.score import Score
from crossframe.records import ClaimMap

if TYPE_CHECKING:
    import pyarrow as pa

_HEAD, _PAIRS = "quality.json", "pairs.parquet"
# Claims are counted by whom they were found in, not by whom they are compared by.
_NO_SAY = frozenset({"group"})


def quality_key(claim_map: ClaimMap, labels: Path | None) -> str:
    """SHA-256 of all that decides the figures of an event.

    Args:
        claim_map: The event.
        labels: What people said of it; None for nothing.

    Returns:
        64 hexadecimal digits.
    """
    made = {name: told for name, told in claim_map.provenance.items() if name not in _NO_SAY}
    parts = (
        json.dumps(made, sort_keys=True),
        labels.name if labels else "",
        digest_labels(labels),
        code_digest(*DECIDING, "evaluation", "comparison/frames.py"),
        sha256(MEASURED.read_bytes()).hexdigest() if MEASURED.is_file() else "",
        repr([peer.name for peer in PEERS if not peer.missing]),
    )
    return sha256("\n".join(parts).encode()).hexdigest()


def write_quality(quality: Quality, parts: Sequence[Worth], folder: Path, key: str) -> None:
    """Keeps figures: built aside, then moved into place at once.

    Args:
        quality: The figures.
        parts: What each part of crossframe is worth.
        folder: Where; what stands there is replaced.
        key: What they are the figures of, as `quality_key` says it.
    """
    import pyarrow.parquet as pq

    with built_aside(folder) as aside:
        pq.write_table(_pairs_table(quality.outcomes), aside / _PAIRS)
        body = {
            "key": key,
            "pairs": sha256((aside / _PAIRS).read_bytes()).hexdigest(),
            "parts": [worth._asdict() for worth in parts],
            "quality": _quality_values(quality),
        }
        text = json.dumps({**body, "sha256": _digest(body)}, ensure_ascii=False, indent=1)
        (aside / _HEAD).write_text(text + "\n", encoding="utf-8")


def read_quality(folder: Path, key: str) -> tuple[Quality, tuple[Worth, ...]] | None:
    """Reads figures back.

    Args:
        folder: Where they were kept.
        key: What they must be the figures of.

    Returns:
        The figures and the worth of each part; None if there are none, or those of something else.

    Raises:
        ValueError: If they are damaged.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not (folder / _HEAD).is_file():
        return None
    try:
        body = json.loads((folder / _HEAD).read_text(encoding="utf-8"))
        found = body.pop("sha256")
        if body["key"] != key:
            return None
        content = (folder / _PAIRS).read_bytes()
        if found != _digest(body) or body["pairs"] != sha256(content).hexdigest():
            raise ValueError("they do not have the SHA-256 noted for them")  # noqa: TRY301
        rows = pq.read_table(pa.BufferReader(content)).to_pydict()
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise ValueError(f"they cannot be read: {error}") from error
    parts = tuple(
        Worth(**{**worth, "difference": _interval(worth["difference"])}) for worth in body["parts"]
    )
    return _quality(body["quality"], rows), parts


def _digest(body: Mapping[str, Any]) -> str:
    return sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _pairs_table(outcomes: Outcomes) -> pa.Table:
    import pyarrow as pa

    pairs = outcomes.gold.pairs
    return pa.table(
        {
            "event_id": [pair.event_id for pair in pairs],
            "article_a": [pair.a[0] for pair in pairs],
            "index_a": [pair.a[1] for pair in pairs],
            "article_b": [pair.b[0] for pair in pairs],
            "index_b": [pair.b[1] for pair in pairs],
            "label": [pair.label for pair in pairs],
            "tier": pa.array([pair.tier for pair in pairs], pa.string()),
            "n_shared": pa.array([pair.n_shared for pair in pairs], pa.int64()),
            "together": outcomes.together.tolist(),
            "probability": outcomes.probability,
        }
    )


def _quality_values(quality: Quality) -> dict[str, Any]:
    return {
        "verification": quality.verification,
        "judge": quality.judge,
        "score": quality.score._asdict(),
        "sentences": {
            "bcubed": [[_or_none(v) for v in row] for row in quality.outcomes.bcubed.tolist()],
            "absorbed": quality.outcomes.absorbed.tolist(),
        },
        "standing": _standing_values(quality.standing),
        "settings": [_standing_values(one) for one in quality.settings],
        "peers": [_standing_values(one) for one in quality.peers],
        "curve": [list(one) for one in quality.curve],
        "coding": _coding_values(quality.coding),
    }


def _coding_values(coding: Coding | None) -> dict[str, Any] | None:
    return coding and {
        "agreement": coding.agreement._asdict(),
        "scores": [{**s._asdict(), "intervals": dict(s.intervals)} for s in coding.scores],
        "by_design": coding.by_design,
    }


def _coding(values: Mapping[str, Any] | None) -> Coding | None:
    if not values:
        return None
    told = dict(values["agreement"])
    told |= {name: _interval(told[name]) for name in ("alpha_interval", "agreed_interval")}
    scores = (
        CoderScore(
            **{**score, "intervals": {k: Interval(*v) for k, v in score["intervals"].items()}}
        )
        for score in values["scores"]
    )
    return Coding(Agreement(**told), tuple(scores), values["by_design"])


def _standing_values(standing: Standing) -> dict[str, Any]:
    spread = standing.spread
    return {
        "name": standing.name,
        "settings": standing.settings,
        "measures": dict(standing.measures) if standing.measures is not None else None,
        "spread": spread and {**spread._asdict(), "intervals": dict(spread.intervals)},
        "difference": standing.difference,
        "missing": standing.missing,
    }


def _quality(values: Mapping[str, Any], rows: Mapping[str, list[Any]]) -> Quality:
    score = {**values["score"], "ci95": tuple(values["score"]["ci95"])}
    return Quality(
        verification=values["verification"],
        judge=values["judge"],
        score=Score(**score),
        outcomes=_outcomes(rows, values["sentences"]),
        standing=_standing(values["standing"]),
        settings=tuple(map(_standing, values["settings"])),
        peers=tuple(map(_standing, values["peers"])),
        curve=tuple(CalibrationBin(*row) for row in values["curve"]),
        coding=_coding(values["coding"]),
    )


def _outcomes(rows: Mapping[str, list[Any]], sentences: Mapping[str, Any]) -> Outcomes:
    first = zip(rows["article_a"], rows["index_a"], strict=True)
    second = zip(rows["article_b"], rows["index_b"], strict=True)
    told = (rows[name] for name in ("label", "tier", "n_shared"))
    pairs = [GoldPair(*row) for row in zip(rows["event_id"], first, second, *told, strict=True)]
    bcubed = [[np.nan if value is None else value for value in row] for row in sentences["bcubed"]]
    return Outcomes(
        gold=index_gold(pairs),
        together=np.array(rows["together"], dtype=bool),
        probability=np.array(rows["probability"], dtype=np.float64),
        bcubed=np.array(bcubed, dtype=np.float64).reshape(-1, 2),
        absorbed=np.array(sentences["absorbed"], dtype=bool),
    )


def _standing(values: Mapping[str, Any]) -> Standing:
    spread = values["spread"]
    if spread:
        intervals = {name: Interval(*ends) for name, ends in spread["intervals"].items()}
        spread = Spread(spread["over"], spread["n_units"], intervals)
    return Standing(**{**values, "spread": spread, "difference": _interval(values["difference"])})


def _interval(ends: Sequence[float] | None) -> Interval | None:
    return Interval(*ends) if ends else None


def _or_none(value: float) -> float | None:
    return None if np.isnan(value) else value
