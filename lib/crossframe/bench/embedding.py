"""Sentences -> how fast they are embedded, beside sentence-transformers and the machine's limit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from crossframe.bench.benchmark import Ask
from crossframe.bench.cached import bench_cache
from crossframe.bench.labelled import int8_f1
from crossframe.bench.rounds import ratio, time_in_turns
from crossframe.bench.rows import Bar, Row, missing_row, row_of
from crossframe.bench.texts import corpus_sentences
from crossframe.embedding import fastest_threads, load_encoder, packaged_folder
from crossframe.errors import MissingExtraError
from crossframe.models import PACKAGED, SUFFIX

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_N_SENTENCES, _N_QUICK = 1000, 60
_BATCH_SIZES = (8, 16, 32, 64, 128, 256)
_SIDE = 4096  # of the square matrices: large enough for the full rate, 0.8 s on two small cores
_SIDE_QUICK = 512
_DEFAULTS, _BEST, _OURS, _INT8, _PRODUCT = "defaults", "best", "ours", "int8", "product"
_DIFFERENT, _DIFFERENT_OURS = "different sentences", "different sentences, ours"
_TIMES = "times as fast as encode"
_BAR = Bar("at least", 1.8)
_GIGA = 1e9

Seconds = Mapping[str, Sequence[float]]


def bench_embed(ask: Ask) -> Sequence[Row]:
    """Embeds the same sentences with sentence-transformers and with crossframe.

    They are those of whole articles, one after another, repeats and all, as whoever compares
    outlets has them; and, to show what repeats have no part in, the different ones, each once. Both
    run on as many threads as they take by themselves, on the same texts, in turns.

    Args:
        ask: How to measure.

    Returns:
        Seconds of each; the largest difference of the vectors; the share of the machine's limit.
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    n = _N_QUICK if ask.quick else _N_SENTENCES
    texts = corpus_sentences(ask.gold)[:n]
    different = list(dict.fromkeys(texts))
    peer = SentenceTransformer(str(packaged_folder()), device="cpu", local_files_only=True)
    ours = load_encoder(PACKAGED)
    size = _best_batch_size(peer, texts, ask)
    side = _SIDE_QUICK if ask.quick else _SIDE
    contestants: dict[str, Callable[[], object]] = {
        _DEFAULTS: lambda: peer.encode(texts, show_progress_bar=False),
        _BEST: lambda: peer.encode(texts, batch_size=size, show_progress_bar=False),
        _OURS: lambda: ours.encode(texts),
        _DIFFERENT: lambda: peer.encode(different, show_progress_bar=False),
        _DIFFERENT_OURS: lambda: ours.encode(different),
        **_int8_contestant(texts),
        _PRODUCT: _product(side),
    }
    seconds = time_in_turns(contestants, ask.rounds, ask.tell, settle=True)
    difference = np.abs(peer.encode(texts, normalize_embeddings=True) - ours.encode(texts)).max()
    return [
        *_peer_rows(seconds, f"{_counted(texts)}, threads: {torch.get_num_threads()}", size),
        *_speed_rows(seconds, fastest_threads(ours.fingerprint), float(difference)),
        *_different_rows(seconds, len(different)),
        *_limit_rows(seconds, side, _work(peer, different)),
        *_int8_rows(seconds, ask),
        *bench_cache(ask),
    ]


def _counted(texts: Sequence[str]) -> str:
    return f"{len(texts):,} sentences ({len(set(texts)):,} different)"


def _int8_contestant(texts: list[str]) -> dict[str, Callable[[], object]]:
    """The eight-bit form, where it is installed."""
    try:
        small = load_encoder(PACKAGED + SUFFIX)
    except MissingExtraError:
        return {}
    return {_INT8: lambda: small.encode(texts)}


def _peer_rows(seconds: Seconds, n: str, size: int) -> list[Row]:
    return [
        row_of(f"SentenceTransformer.encode at its defaults, {n}", seconds[_DEFAULTS], "s"),
        row_of(f"SentenceTransformer.encode, best batch size ({size})", seconds[_BEST], "s"),
    ]


def _speed_rows(seconds: Seconds, threads: int, difference: float) -> list[Row]:
    name, ours = f"crossframe float32, threads: {threads}", seconds[_OURS]
    defaults, best = (ratio(seconds[peer], ours) for peer in (_DEFAULTS, _BEST))
    return [
        row_of(name, ours, "s", f"{_TIMES} at its defaults", defaults, _BAR),
        row_of(name, ours, "s", f"{_TIMES} with its best batch size", best),
        row_of(
            "largest difference of a vector's number", [difference], "", bar=Bar("at most", 1e-5)
        ),
    ]


def _different_rows(seconds: Seconds, n: int) -> list[Row]:
    theirs, ours = seconds[_DIFFERENT], seconds[_DIFFERENT_OURS]
    name = f"the {n:,} different ones, each once"
    return [
        row_of(f"SentenceTransformer.encode at its defaults, {name}", theirs, "s"),
        row_of(
            f"crossframe float32, {name}",
            ours,
            "s",
            f"{_TIMES} at its defaults",
            ratio(theirs, ours),
            _BAR,
        ),
    ]


def _limit_rows(seconds: Seconds, side: int, work: _Work) -> list[Row]:
    operations = 2 * side**3
    rate = operations / median(seconds[_PRODUCT])
    return [
        row_of(
            f"product of two float32 matrices of {side} by {side}",
            [operations / one / _GIGA for one in seconds[_PRODUCT]],
            "GFLOP/s",
        ),
        row_of(
            "crossframe float32, the different ones",
            [work.operations / one / _GIGA for one in seconds[_DIFFERENT_OURS]],
            "GFLOP/s",
            f"share of the rate of that product; {work.tokens:,} tokens, no padding counted",
            work.operations / median(seconds[_DIFFERENT_OURS]) / rate,
            Bar("at least", 0.65),
        ),
    ]


def _int8_rows(seconds: Seconds, ask: Ask) -> list[Row]:
    if _INT8 not in seconds:
        return [missing_row("crossframe int8", "not installed: pip install crossframe[onnx]")]
    times = ratio(seconds[_DEFAULTS], seconds[_INT8])
    words = f"{_TIMES} at its defaults"
    return [
        row_of("crossframe int8", seconds[_INT8], "s", words, times, Bar("at least", 2.7)),
        *int8_f1(ask),
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
