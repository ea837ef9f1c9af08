"""Sentences -> how fast they are embedded, beside sentence-transformers and the machine's limit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from crossframe.bench.benchmark import Ask
from crossframe.bench.cached import bench_cache
from crossframe.bench.rounds import ratio, time_in_turns
from crossframe.bench.rows import Bar, Row, row_of
from crossframe.bench.texts import news_sentences
from crossframe.config import Parameters
from crossframe.embedding import PACKAGED, SUFFIX, load_encoder, packaged_folder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_N_SENTENCES, _N_QUICK = 1000, 60
_BATCH_SIZES = (8, 16, 32, 64, 128, 256)
_SIDE = 4096  # of the square matrices: large enough for the full rate, 0.8 s on two small cores
_SIDE_QUICK = 512
_DEFAULTS, _BEST, _OURS, _INT8, _PRODUCT = "defaults", "best", "ours", "int8", "product"


def bench_embed(ask: Ask) -> Sequence[Row]:
    """Embeds the same sentences with sentence-transformers and with crossframe.

    Args:
        ask: How to measure.

    Returns:
        Seconds of each; the largest difference of the vectors; the share of the machine's limit.
    """
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    texts = news_sentences(_N_QUICK if ask.quick else _N_SENTENCES, ask.gold)
    peer = SentenceTransformer(str(packaged_folder()), device="cpu", local_files_only=True)
    ours = load_encoder(PACKAGED)
    small = load_encoder(PACKAGED + SUFFIX)
    size = _best_batch_size(peer, texts, ask)
    side = _SIDE_QUICK if ask.quick else _SIDE
    contestants: Mapping[str, Callable[[], object]] = {
        _DEFAULTS: lambda: peer.encode(texts, show_progress_bar=False),
        _BEST: lambda: peer.encode(texts, batch_size=size, show_progress_bar=False),
        _OURS: lambda: ours.encode(texts),
        _INT8: lambda: small.encode(texts),
        _PRODUCT: _product(side),
    }
    seconds = time_in_turns(contestants, ask.rounds, ask.tell)
    work = _work(peer, texts)
    rate = 2 * side**3 / median(seconds[_PRODUCT])
    difference = np.abs(peer.encode(texts, normalize_embeddings=True) - ours.encode(texts)).max()
    n = f"{len(texts):,} sentences"
    by_defaults = ratio(seconds[_DEFAULTS], seconds[_OURS])
    return [
        row_of(f"SentenceTransformer.encode at its defaults, {n}", seconds[_DEFAULTS], "s"),
        row_of(f"SentenceTransformer.encode, best batch size ({size})", seconds[_BEST], "s"),
        row_of(
            "crossframe float32",
            seconds[_OURS],
            "s",
            "times as fast as encode at its defaults",
            by_defaults,
            Bar("at least", 1.8),
        ),
        row_of(
            "crossframe float32",
            seconds[_OURS],
            "s",
            "times as fast as encode with its best batch size",
            ratio(seconds[_BEST], seconds[_OURS]),
        ),
        row_of(
            "largest difference of a vector's number",
            [float(difference)],
            "",
            bar=Bar("at most", 1e-5),
        ),
        row_of(
            f"product of two float32 matrices of {side} by {side}",
            [2 * side**3 / one / 1e9 for one in seconds[_PRODUCT]],
            "GFLOP/s",
        ),
        row_of(
            "crossframe float32",
            [work.operations / one / 1e9 for one in seconds[_OURS]],
            "GFLOP/s",
            f"share of the rate of that product; {work.tokens:,} tokens, no padding counted",
            work.operations / median(seconds[_OURS]) / rate,
            Bar("at least", 0.65),
        ),
        row_of(
            "crossframe int8",
            seconds[_INT8],
            "s",
            "times as fast as encode at its defaults",
            ratio(seconds[_DEFAULTS], seconds[_INT8]),
            Bar("at least", 2.7),
        ),
        *_int8_f1(ask),
        *bench_cache(ask),
    ]


def _int8_f1(ask: Ask) -> list[Row]:
    """F1 of the claims with either form of the encoder, where there is a labelled folder."""
    from crossframe.evaluation import Asked, evaluate

    if ask.gold is None:
        return []
    gold = Asked(ask.gold, peers=False)
    found = []
    for name in (PACKAGED, PACKAGED + SUFFIX):
        ask.tell(f"claims of the labelled folder with {name}")
        parameters = Parameters(event="any", encoder=name)
        measured = evaluate(gold, parameters, partial(load_encoder, name), lambda *_: None)
        found.append(float(measured["f1"]))
    return [
        row_of("claim F1, crossframe float32", found[:1], "F1"),
        row_of("claim F1, crossframe int8", found[1:], "F1"),
        row_of("difference of the two", [abs(found[0] - found[1])], "F1", bar=Bar("at most", 0.01)),
    ]


def _best_batch_size(peer: SentenceTransformer, texts: list[str], ask: Ask) -> int:
    """The batch size with which a quarter of the texts is encoded fastest."""
    some = texts[: max(1, len(texts) // 4)]

    def encoding(size: int) -> Callable[[], object]:
        return lambda: peer.encode(some, batch_size=size, show_progress_bar=False)

    ask.tell("looking for the best batch size of SentenceTransformer.encode")
    tried = time_in_turns({str(size): encoding(size) for size in _BATCH_SIZES}, 1, lambda _: None)
    return int(min(tried, key=lambda size: median(tried[size])))


def _product(side: int) -> Callable[[], object]:
    import torch

    draw = torch.Generator().manual_seed(0)
    left, right = (torch.rand(side, side, generator=draw) for _ in range(2))
    return lambda: left @ right


class _Work(NamedTuple):
    """What embedding needs at the least: floating-point operations of matrix products alone."""

    tokens: int
    operations: float


def _work(peer: SentenceTransformer, texts: list[str]) -> _Work:
    """Counts the operations of a transformer's products over the tokens that are there."""
    found = peer.tokenizer(texts, truncation=True, max_length=int(peer.max_seq_length or 512))
    lengths = np.array([len(row) for row in found["input_ids"]], dtype=np.float64)
    module: Any = peer[0]
    config = module.model.config
    hidden, inner = config.hidden_size, config.intermediate_size
    projections = 2 * lengths.sum() * (4 * hidden * hidden + 2 * hidden * inner)
    attention = 4 * hidden * (lengths**2).sum()
    return _Work(int(lengths.sum()), float(config.num_hidden_layers * (projections + attention)))
