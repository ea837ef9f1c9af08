"""Events of which only the judge's probabilities are known: quick to group, again and again."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import numpy as np
from crossframe.claims import Judged, Part, Workings, blank_layout
from crossframe.claims.judge import Judgements
from crossframe.config import Parameters
from crossframe.records import Article, ClaimMap, Placement, Sentence

PARAMETERS = Parameters(event="drawn")


def words(number: int) -> str:
    """A text that is like no other."""
    return f"Sentence {'abcdefghijklmnop'[number]} of the event."


def drawn_workings(n: int, probabilities: Mapping[tuple[int, int], float]) -> Workings:
    """Workings of n texts, each in an article of its own."""
    sentences = [Sentence(f"s{k}", f"a{k}", 0, 0, 1, 0, words(k)) for k in range(n)]
    draft = ClaimMap(
        event_id="drawn",
        articles=tuple(
            Article(f"a{k}", "drawn", f"Outlet {k}", "Title", "text", "0" * 64, "x.jsonl")
            for k in range(n)
        ),
        exclusions=(),
        sentences=tuple(sentences),
        placements=tuple(Placement(s.sentence_id, "unmatched") for s in sentences),
        parses=(None,) * n,
        claims=(),
        near_misses=(),
        headlines=(),
        perturbations=(),
        provenance={},
    )
    pairs = sorted(probabilities)
    judged = Judgements(
        n,
        np.array([a for a, _ in pairs], dtype=np.int64),
        np.array([b for _, b in pairs], dtype=np.int64),
        np.array([probabilities[pair] for pair in pairs], dtype=np.float64),
    )
    without = {f"a{k}": judged.probability for k in range(n)}
    return Workings(
        draft=draft,
        texts=tuple(s.text for s in sentences),
        text_of=np.arange(n, dtype=np.int64),
        layout=blank_layout(n),
        parts=(Part(np.arange(n, dtype=np.int64), [], Judged(judged, without)),),
    )


def random_workings(n: int, seed: int) -> Workings:
    """Workings of n texts whose pairs are judged at random, sure ones as often as not."""
    draw = np.random.default_rng(seed)
    return drawn_workings(
        n, {pair: round(float(draw.random()), 4) for pair in combinations(range(n), 2)}
    )
