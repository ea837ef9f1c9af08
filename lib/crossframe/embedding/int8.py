"""A BERT model -> an engine of eight-bit products, made of it, kept, checked before each use."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from crossframe.embedding.batching import PACK
from crossframe.embedding.contract import Batch, Engine, Pieces
from crossframe.embedding.int8_graph import build_graph, measure_ranges
from crossframe.embedding.packed import first_position
from crossframe.embedding.probes import CALIBRATION
from crossframe.errors import MissingExtraError, ModelError
from crossframe.models import RECIPE, SUFFIX
from crossframe.records import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# Cosine of the int8 and the float vector of a probe: the mean of all, and the least of any. The
# packaged model has .99 and .98; below these bars claims are no longer those of the float model.
_MEAN, _LEAST = 0.98, 0.93
_DIGEST_BYTES = 32


class Int8Engine:
    """Computes texts of one length at a time, so that no place is filled up."""

    def __init__(self, model: SentenceTransformer, folder: Path) -> None:
        transformer: Any = getattr(model[0], "model", None)
        pooling: Any = model[1]
        depth = int(transformer.config.num_hidden_layers)
        self.size = self.token_size = int(transformer.config.hidden_size)
        self._mean = pooling.pooling_mode == "mean"
        self._first_position = first_position(transformer)
        whole, half = _graphs(model, (depth, depth // 2), folder)
        self._whole, self._half = _session(whole), _session(half)

    def plan(self, lengths: Sequence[int]) -> list[Batch]:
        """Batches of texts of one length, as many as a pack has places for."""
        by_length: dict[int, list[int]] = defaultdict(list)
        for index, length in enumerate(lengths):
            by_length[length].append(index)
        return [
            Batch(length, len(some), tuple(some))
            for length, indices in sorted(by_length.items(), reverse=True)
            for rows in [max(1, PACK // length)]
            for first in range(0, len(indices), rows)
            for some in [indices[first : first + rows]]
        ]

    def sentences(self, batch: Batch, pieces: Sequence[Pieces]) -> Vectors:
        """Sentence vectors of a batch."""
        hidden = self._run(self._whole, batch, pieces)
        # One at a time: a mean over several texts at once may round otherwise.
        return np.stack([text.mean(axis=0) if self._mean else text[0] for text in hidden])

    def tokens(self, batch: Batch, pieces: Sequence[Pieces]) -> list[Vectors]:
        """Vectors of every piece at the middle layer, by a graph that ends there."""
        return list(self._run(self._half, batch, pieces))

    def _run(self, session: Any, batch: Batch, pieces: Sequence[Pieces]) -> Vectors:
        places = np.arange(batch.width, dtype=np.int64) + self._first_position
        ids = np.stack([pieces[index] for index in batch.indices])
        (hidden,) = session.run(["hidden"], {"ids": ids, "places": places})
        found: Vectors = hidden
        return found


def require_onnx(name: str) -> None:
    """Checks that the packages are there.

    Args:
        name: The encoder that needs them.

    Raises:
        MissingExtraError: If not.
    """
    try:
        import onnx  # noqa: F401
        import onnxruntime  # noqa: F401
    except ImportError as error:
        raise MissingExtraError(
            f"encoder {name!r} needs {error.name}; pip install 'crossframe[onnx]'"
        ) from error


def require_agreement(name: str, ours: Vectors, exact: Vectors) -> None:
    """Checks the int8 vectors of the probes against those of the float model.

    Args:
        name: The encoder.
        ours: Unit rows.
        exact: Unit rows of the float model, row for row.

    Raises:
        ModelError: If they are too unlike.
    """
    cosines = (ours * exact).sum(axis=1)
    mean, least = float(cosines.mean()), float(cosines.min())
    if not (mean >= _MEAN and least >= _LEAST):
        raise ModelError(
            f"encoder {name!r}: on {len(cosines)} probes its vectors have a cosine of {mean:.3f} "
            f"to the float model's in the mean and {least:.3f} at the least, and need {_MEAN} and "
            f"{_LEAST}; use {name.removesuffix(SUFFIX)!r}"
        )


def probe(engine: Engine, pieces: Sequence[Pieces]) -> Vectors:
    """Sentence vectors of a few texts, not yet of length 1."""
    rows = np.zeros((len(pieces), engine.size), dtype=np.float32)
    for batch in engine.plan([len(row) for row in pieces]):
        rows[list(batch.indices)] = engine.sentences(batch, pieces)
    return rows


def int8_fingerprint(fingerprint: str) -> str:
    """SHA-256 of all that decides the int8 form of a model."""
    known = (fingerprint, RECIPE, CALIBRATION, version("onnxruntime"))
    return hashlib.sha256(repr(known).encode()).hexdigest()


def _graphs(model: SentenceTransformer, depths: Sequence[int], folder: Path) -> list[bytes]:
    """The graphs of so many layers, from the cache or made anew and kept there."""
    paths = [folder / f"{depth}.onnx" for depth in depths]
    found = [_read(path) for path in paths]
    if all(found):
        return [graph for graph in found if graph]
    ranges = measure_ranges(model, CALIBRATION)
    graphs = [build_graph(model, ranges, depth).SerializeToString() for depth in depths]
    for path, graph in zip(paths, graphs, strict=True):
        _write(path, graph)
    return graphs


def _read(path: Path) -> bytes | None:
    """A graph that is whole: its SHA-256 stands before it."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    digest, graph = content[:_DIGEST_BYTES], content[_DIGEST_BYTES:]
    return graph if hashlib.sha256(graph).digest() == digest else None


def _write(path: Path, graph: bytes) -> None:
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):  # then it is made again the next time
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(hashlib.sha256(graph).digest() + graph)
        aside.replace(path)


def _session(graph: bytes) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # a thread a batch, as everywhere
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
