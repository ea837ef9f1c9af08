"""A folder of gold data -> labelled pairs of sentences."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, Literal, NamedTuple

from crossframe.errors import GoldError, place

Label = Literal["same", "not", "partial"]
Tier = Literal["strict", "all"]
SentenceKey = tuple[str, int]

_CLUSTERS = "clusters.jsonl"
_LABELS = ("same", "not", "partial")
_STRICT_TIERS = {"same_strict": "same", "not_clean": "not"}


class GoldPair(NamedTuple):
    """Two sentences, each by article id and sentence number from 0, and what people said of them.

    `tier` refines the label where the gold has tiers: "same_strict" and "not_clean" are the
    reliable ones. `n_shared` counts the claims that both make, None where people did not say.
    """

    event_id: str
    a: SentenceKey
    b: SentenceKey
    label: Label
    tier: str | None
    n_shared: int | None = None

    def judged(self, tiers: Tier) -> str:
        """The label that counts: with strict tiers, "ignored" for an unreliable pair."""
        if self.tier is None or tiers == "all":
            return self.label
        return _STRICT_TIERS.get(self.tier, "ignored")


def read_gold(folder: Path) -> list[GoldPair]:
    """Reads the labelled pairs of a gold folder.

    Args:
        folder: Holds `gold_pairs.jsonl`: one object a line with `event_id`, `a` and `b`
            (`[article_id, sentence_index]`), `label` ("same", "not" or "partial") and, where the
            gold has tiers, `tier`. Or, without such a file, `clusters.jsonl`: one object a line
            with `event_id` and `members`, the sentences that say the same; then any two sentences
            of different articles of an event that are in clusters are "same" or "not".

    Returns:
        The pairs, in the order of the file.

    Raises:
        GoldError: If the file is missing or a line of it cannot be used.
    """
    path = folder / "gold_pairs.jsonl"
    if is_clustered(folder):
        return read_clusters(folder / _CLUSTERS)
    pairs = [_pair(path, number, row) for number, row in json_lines(path)]
    if not pairs:
        raise GoldError(f"{path}: holds no pair; write one JSON object a line")
    return pairs


def is_clustered(folder: Path) -> bool:
    """Whether a gold folder has clusters of sentences in the place of pairs."""
    return (folder / _CLUSTERS).is_file() and not (folder / "gold_pairs.jsonl").exists()


def read_clusters(path: Path) -> list[GoldPair]:
    """Reads clusters of sentences that say the same.

    Args:
        path: One object a line with `event_id` and `members`, each `[article_id, sentence_index]`.

    Returns:
        All pairs of sentences of different articles within an event, by event.

    Raises:
        GoldError: If the file cannot be read or a line of it cannot be used.
    """
    cluster_of: dict[str, dict[SentenceKey, int]] = {}
    for number, row in json_lines(path):
        try:
            event, members = str(row["event_id"]), row["members"]
            own = {(str(article), int(index)): number for article, index in members}
        except (KeyError, TypeError, ValueError) as error:
            raise GoldError(
                f"{place(path, number)}: {type(error).__name__} {error}; a cluster needs event_id "
                "and members as [article_id, sentence_index]"
            ) from None
        known = cluster_of.setdefault(event, {})
        twice = own.keys() & known.keys()
        if twice:
            raise GoldError(
                f"{place(path, number)}: {min(twice)} is in the cluster of line "
                f"{known[min(twice)]} too; a sentence is in one cluster"
            )
        known |= own
    pairs = [
        GoldPair(event, a, b, "same" if known[a] == known[b] else "not", None)
        for event, known in sorted(cluster_of.items())
        for a, b in combinations(sorted(known), 2)
        if a[0] != b[0]
    ]
    if not pairs:
        raise GoldError(f"{path}: holds no two sentences of different articles of an event")
    return pairs


def json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Reads the objects of a JSONL file with their line numbers, from 1.

    Args:
        path: The file.

    Yields:
        Line number and object; blank lines are passed over.

    Raises:
        GoldError: If the file cannot be read or a line is not a JSON object.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    row = json.loads(line)
                    if not isinstance(row, dict):
                        raise GoldError(f"{place(path, number)}: not a JSON object")
                    yield number, row
    except OSError as error:
        raise GoldError(f"{path}: cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise GoldError(f"{path}: not JSON lines: {error}") from None


def _pair(path: Path, number: int, row: dict[str, Any]) -> GoldPair:
    try:
        (a, i), (b, j), label = row["a"], row["b"], row["label"]
        if label not in _LABELS:
            raise GoldError(
                f"{place(path, number)}: label {label!r}; allowed: {', '.join(_LABELS)}"
            )
        tier = row.get("tier")
        return GoldPair(str(row["event_id"]), (str(a), int(i)), (str(b), int(j)), label, tier)
    except (KeyError, TypeError, ValueError) as error:
        raise GoldError(
            f"{place(path, number)}: {type(error).__name__} {error}; a pair needs event_id, "
            "a and b as [article_id, sentence_index], and label"
        ) from None
