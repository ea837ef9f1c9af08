"""Different texts of an event -> blocks of verified groups, and how stable each group is."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from crossframe.cache import Cache
from crossframe.claims import (
    EXACT_LIMIT,
    NO_CONSTRAINTS,
    SETTINGS,
    Block,
    Constraints,
    Layout,
    Material,
    PairJudge,
    best_jaccard,
    blank_layout,
    candidate_blocks,
    lay_out,
    verify_texts,
)
from crossframe.config import Parameters
from crossframe.embedding import Encoder, Progress
from crossframe.records import Labels, Parse, Perturbation, Vectors

# Told of a stage, how much of it is done and how much there is.
Watch = Callable[[str, int, int], None]


def unwatched(stage: str, done: int, total: int) -> None:
    """Takes note of progress and says nothing."""


class Caches(NamedTuple):
    """Where sentence vectors and parses are kept; None keeps none."""

    vectors: Cache | None = None
    parses: Cache | None = None


NO_CACHES = Caches()


class Workshop(NamedTuple):
    """What the stages work with."""

    parameters: Parameters
    encoder: Encoder
    judge: PairJudge
    caches: Caches
    watch: Watch

    def counting(self, stage: str, total: int) -> Progress:
        """Turns counts since the last call, as stages give them, into totals for the watcher."""
        done = 0

        def progress(more: int) -> None:
            nonlocal done
            done += more
            self.watch(stage, done, total)

        return progress


class Texts(NamedTuple):
    """The different texts of an event, the articles that state each, and what is known of them.

    `titles` are headlines by article; `parses` and `vectors` are by text, headlines included.
    `constraints` is what people said of the texts.
    """

    texts: Sequence[str]
    articles: Sequence[set[str]]
    titles: Mapping[str, str]
    parses: Mapping[str, Parse]
    vectors: Mapping[str, Vectors]
    constraints: Constraints = NO_CONSTRAINTS


def lay_out_texts(
    texts: Sequence[str], vectors: Mapping[str, Vectors], shop: Workshop, *, drawn: bool
) -> tuple[Layout, list[Labels]]:
    """The map, and the parts within which texts are compared: one, unless there are too many."""
    if not texts or (not drawn and len(texts) <= EXACT_LIMIT):
        return blank_layout(len(texts)), [np.arange(len(texts), dtype=np.int64)]
    rows = np.stack([vectors[text] for text in texts])
    shop.watch("drawing the map", 0, 1)
    layout = lay_out(rows, shop.parameters.seed)
    shop.watch("drawing the map", 1, 1)
    return layout, candidate_blocks(rows, layout)


def _with_other_seed(blocks: Sequence[Block], known: Texts, shop: Workshop) -> list[Block]:
    """Cuts the event into other blocks, and says which claims do not depend on the cut."""
    seed = (shop.parameters.seed + 1) % 2**32
    other = shop._replace(parameters=shop.parameters.model_copy(update={"seed": seed}))
    _, parts = lay_out_texts(known.texts, known.vectors, other, drawn=True)
    groups = [
        block.rows[list(group)].tolist()
        for block in _compare(
            _brought_together(parts, known.constraints), known, other, perturbed=False
        )
        for group in block.verified.groups
        if group[-1] < len(block.rows)
    ]
    tested: list[Block] = []
    for block in blocks:
        found = best_jaccard(_claim_texts(block, known), groups)
        stability = block.verified.stability.with_run(f"map seed {seed}", found)
        tested.append(block._replace(verified=block.verified._replace(stability=stability)))
    return tested


def _claim_texts(block: Block, known: Texts) -> dict[int, frozenset[int]]:
    """Numbers of the texts of each group that two articles share, by the group's position."""
    texts = {
        k: frozenset(block.rows[list(group)].tolist())
        for k, group in enumerate(block.verified.groups)
        if group[-1] < len(block.rows)
    }
    return {
        k: found
        for k, found in texts.items()
        if len(set().union(*(known.articles[text] for text in found))) > 1
    }


def compare_texts(parts: Sequence[Labels], known: Texts, shop: Workshop) -> list[Block]:
    """Compares the texts of each part with each other.

    Args:
        parts: Numbers of the texts of each part.
        known: The texts.
        shop: What to work with.

    Returns:
        A block for each part. Where there are several, what a cut by another seed of the map makes
        of the claims is among the runs that tell how stable they are.
    """
    parts = _brought_together(parts, known.constraints)
    blocks = _compare(parts, known, shop, perturbed=True)
    return _with_other_seed(blocks, known, shop) if len(parts) > 1 else blocks


def _brought_together(parts: Sequence[Labels], constraints: Constraints) -> list[Labels]:
    """The parts, with texts that must be together moved to the part that has most of them."""
    if len(parts) < 2:
        return list(parts)
    part_of = {row: number for number, rows in enumerate(parts) for row in rows.tolist()}
    for group in _bound(constraints):
        counts = Counter(part_of[text] for text in group)
        most = min(counts, key=lambda part: (-counts[part], part))
        part_of |= dict.fromkeys(group, most)
    moved: list[list[int]] = [[] for _ in parts]
    for row, part in part_of.items():
        moved[part].append(row)
    return [np.array(sorted(rows), dtype=np.int64) for rows in moved if rows]


def _bound(constraints: Constraints) -> list[set[int]]:
    """Texts that have to be in one part, no text in two groups."""
    found: list[set[int]] = []
    for group in [*constraints.must, *((guest, *hosts) for guest, hosts in constraints.guests)]:
        joined = set(group).union(*(other for other in found if other & set(group)))
        found = [*(other for other in found if not other & joined), joined]
    return found


def _compare(
    parts: Sequence[Labels], known: Texts, shop: Workshop, *, perturbed: bool
) -> list[Block]:
    """Compares the texts of each part, and the headlines over them, with each other."""
    listed = [_headlined(rows, known) for rows in parts]
    total = sum(map(len, parts)) + sum(map(len, listed))
    reading = shop.counting("reading words", total)
    comparing = shop.counting("comparing", total)
    threads = shop.parameters.threads or os.cpu_count() or 1
    blocks: list[Block] = []
    for rows, articles in zip(parts, listed, strict=True):
        texts = [known.texts[row] for row in rows] + [known.titles[name] for name in articles]
        stated: list[Collection[str]] = [known.articles[row] for row in rows]
        material = Material(
            texts,
            shop.encoder.encode_tokens(texts, reading),
            [known.parses.get(text) for text in texts],
            np.stack([known.vectors[text] for text in texts]) if known.vectors and texts else None,
            stated + [()] * len(articles),
        )
        setting = SETTINGS[shop.parameters.verification]
        verified = verify_texts(
            material,
            shop.judge,
            setting,
            known.constraints.among({row: at for at, row in enumerate(rows.tolist())}),
            threads,
            comparing,
            perturbed=perturbed,
        )
        blocks.append(Block(rows, articles, verified))
    return blocks


def _headlined(rows: Labels, known: Texts) -> list[str]:
    """Articles with a headline that state any of the texts, sorted."""
    stating: set[str] = set().union(*(known.articles[row] for row in rows))
    return sorted(stating & known.titles.keys())


def perturbations_of(blocks: Sequence[Block]) -> tuple[Perturbation, ...]:
    """What became of the claims in each perturbed run that tells of any, over all blocks."""
    runs: dict[str, list[Perturbation]] = defaultdict(list)
    for block in blocks:
        for run in block.verified.stability.runs:
            if run.n_claims:
                runs[run.change].append(run)
    return tuple(_joined(change, parts) for change, parts in runs.items())


def _joined(change: str, parts: Sequence[Perturbation]) -> Perturbation:
    n_claims = sum(part.n_claims for part in parts)
    total = sum(
        part.n_claims * part.mean_jaccard for part in parts if part.mean_jaccard is not None
    )
    return Perturbation(change, n_claims, round(total / n_claims, 3) if n_claims else None)
