"""Measures what the quality gate guards, and keeps its floors: they rise, and fall only on purpose.

    python tests/quality/floors.py                    raise floors to what is measured now
    python tests/quality/floors.py --lower "reason"   lower those that are not reached, and say why

A floor lies a little under what was measured, so that another machine's last bits do not matter.
Pairs in English, and pairs of which one sentence is in another language, have floors of their own.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from crossframe.claim_build import UNDRAWN, build_claim_map
from crossframe.claims import PACKAGED_JUDGE, SETTINGS
from crossframe.config import Parameters
from crossframe.corpus import read_corpora
from crossframe.embedding import Encoder, load_encoder
from crossframe.evaluation import GoldPair, Prediction
from crossframe.evaluation.evaluate import articles_beside
from crossframe.evaluation.labels import place_pairs, read_labels
from crossframe.evaluation.measures import measure
from crossframe.evaluation.outcomes import index_gold, pair_outcomes
from crossframe.evaluation.reading import (
    judge_reading,
    pair_probabilities,
    predict_groups,
    read_event,
)
from crossframe.records import ClaimMap

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
ROOT = HERE.parents[1]
SAMPLE = "sample"
LABELS = {
    "frontline-drones": ROOT / "seeds/labels/frontline-drones.jsonl",
    "harbour-bridge": ROOT / "seeds/labels/harbour-bridge.jsonl",
    SAMPLE: HERE / "sample.csv",
}
ENGLISH = "en"
ACROSS = "across languages"
_GUARDED = ("precision", "recall", "f1")
_MARGIN = 0.015


def measure_all(encoder: Encoder) -> dict[str, float]:
    """Everything that has a floor, by a name such as "sample balanced precision"."""
    found: dict[str, float] = {}
    for name, path in LABELS.items():
        labels = read_labels(path)
        articles = HERE / "sample.jsonl" if name == SAMPLE else articles_beside(path)
        pairs: list[GoldPair] = []
        probabilities: list[float | None] = []
        claims: dict[str, list[Prediction]] = {setting: [] for setting in SETTINGS}
        languages: dict[str, str] = {}
        for event_id, corpus in read_corpora(articles).items():
            parameters = Parameters(event=event_id)
            claim_map = build_claim_map(corpus, parameters, encoder, extent=UNDRAWN)
            judged = judge_reading(
                read_event(claim_map, parameters.near_duplicate, encoder), PACKAGED_JUDGE
            )
            own = place_pairs(labels, claim_map)
            pairs += own
            probabilities += pair_probabilities(judged, own)
            for setting, at in SETTINGS.items():
                claims[setting] += predict_groups(judged, at)
            languages |= {one.article_id: one.language or ENGLISH for one in claim_map.articles}
            if name != SAMPLE:
                found |= {f"{name} {k}": v for k, v in boilerplate(path, claim_map).items()}
        for kind, rows in by_language(pairs, languages).items():
            index = index_gold([pairs[row] for row in rows])
            given = [probabilities[row] for row in rows]
            for setting, predictions in claims.items():
                measures = measure(pair_outcomes(predictions, index, given))
                found |= {f"{name} {kind}{setting} {key}": measures[key] or 0.0 for key in _GUARDED}
            found[f"{name} {kind}average_precision"] = measures["average_precision"] or 0.0
    return found


def by_language(pairs: Sequence[GoldPair], languages: Mapping[str, str]) -> dict[str, list[int]]:
    """Rows of the pairs in English, under "", and of those across languages, where there are any.

    Pairs within another language are in neither: harbour-bridge has four that say the same, too few
    for a floor.
    """
    found: dict[str, list[int]] = {}
    for row, pair in enumerate(pairs):
        spoken = {languages[article_id] for article_id, _ in (pair.a, pair.b)}
        if spoken == {ENGLISH}:
            found.setdefault("", []).append(row)
        elif len(spoken) > 1:
            found.setdefault(f"{ACROSS} ", []).append(row)
    return found


def boilerplate(labels: Path, claim_map: ClaimMap) -> dict[str, float]:
    """Precision and recall of the lines that are no statement."""
    right = wrong = missed = 0
    for line in labels.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        told = row["kind"] != "statement"
        here = [
            sentence
            for sentence in claim_map.sentences
            if sentence.article_id == row["article_id"]
            and sentence.start < row["end"]
            and row["start"] < sentence.end
        ]
        said = bool(here) and not any(sentence.is_statement for sentence in here)
        right, wrong, missed = right + (told & said), wrong + (said > told), missed + (told > said)
    return {
        "boilerplate precision": round(right / max(1, right + wrong), 4),
        "boilerplate recall": round(right / max(1, right + missed), 4),
    }


def floor_of(value: float) -> float:
    """The floor that a measured value sets.

    >>> floor_of(0.7365)
    0.72
    """
    return max(0.0, math.floor(100 * (value - _MARGIN)) / 100)


def earlier_floors() -> Iterator[dict[str, Any]]:
    """The floors of every commit that changed them; none where there is no history to read."""
    git = ["git", "-C", str(ROOT)]
    path = FLOORS.relative_to(ROOT).as_posix()
    listed = subprocess.run(
        [*git, "log", "--format=%H", "--", path], capture_output=True, text=True, check=False
    )
    for commit in listed.stdout.split():
        shown = subprocess.run(
            [*git, "show", f"{commit}:{path}"], capture_output=True, text=True, check=False
        )
        if shown.returncode == 0:
            yield json.loads(shown.stdout)


def unsaid(now: dict[str, Any], earlier: dict[str, Any]) -> list[str]:
    """Floors that are lower than they once were, or gone, without a record that says why."""
    said: dict[str, float] = {}
    for row in now["lowered"]:
        if row["reason"].strip():
            said[row["floor"]] = max(said.get(row["floor"], 0.0), row["from"])
    return [
        name
        for name, value in earlier["floors"].items()
        if now["floors"].get(name, -1.0) < value and said.get(name, -1.0) < value
    ]


def main() -> None:
    """Measures, and moves the floors."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--lower", metavar="REASON", default="")
    reason = parser.parse_args().lower
    kept = json.loads(FLOORS.read_text()) if FLOORS.exists() else {"floors": {}, "lowered": []}
    floors, lowered = dict(kept["floors"]), list(kept["lowered"])
    measured = measure_all(load_encoder())
    below = {name: v for name, v in floors.items() if measured.get(name, -1.0) < v}
    if below and not reason:
        lines = (f"  {name}: {measured.get(name)} under {value}" for name, value in below.items())
        sys.exit("below their floors (--lower REASON lowers them):\n" + "\n".join(lines))
    for name, value in measured.items():
        sys.stdout.write(f"{name}: {value}\n")
        new = floor_of(value)
        if name in below:
            row = {"floor": name, "from": floors[name], "to": new, "reason": reason}
            lowered.append(row)
            floors[name] = new
        else:
            floors[name] = max(new, floors.get(name, 0.0))
    gone = sorted(below.keys() - measured.keys())
    lowered += [{"floor": n, "from": floors.pop(n), "to": None, "reason": reason} for n in gone]
    text = json.dumps({"floors": floors, "lowered": lowered}, indent=1, ensure_ascii=False)
    FLOORS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
