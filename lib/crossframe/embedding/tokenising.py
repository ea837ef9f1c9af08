"""Texts -> word pieces, a block ahead of the computation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from crossframe.embedding.contract import Pieces

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from crossframe.embedding.bare import BareModel

# Texts that are cut into pieces at once: half a minute of computing, a sixth of a second here.
BLOCK = 8192


class Tokenised(NamedTuple):
    """Word pieces of each text, special ones included, and, if asked for, their characters."""

    pieces: list[Pieces]
    spans: list[npt.NDArray[np.int64]]


def tokenise(
    model: SentenceTransformer | BareModel,
    texts: Sequence[str],
    longest: int,
    *,
    spans: bool = False,
) -> Tokenised:
    """Cuts texts into word pieces.

    Args:
        model: The model, for its tokenizer.
        texts: The texts.
        longest: Pieces at which a text is cut off.
        spans: Whether to say which characters a piece is made of.

    Returns:
        The pieces, text for text.
    """
    if not texts:
        return Tokenised([], [])
    tokenizer = model.tokenizer
    has_spans = spans and bool(getattr(tokenizer, "is_fast", False))
    found = tokenizer(
        list(texts),
        truncation=True,
        max_length=longest,
        return_attention_mask=False,
        return_token_type_ids=False,
        return_offsets_mapping=has_spans,
    )
    pieces = [np.array(row, dtype=np.int64) for row in found["input_ids"]]
    if has_spans:
        rows = [np.array(row, dtype=np.int64).reshape(-1, 2) for row in found["offset_mapping"]]
    else:
        rows = [np.full((len(row), 2), -1) for row in pieces] if spans else []
    return Tokenised(pieces, rows)


def tokenise_ahead(
    model: SentenceTransformer | BareModel,
    texts: Sequence[str],
    longest: int,
    *,
    spans: bool = False,
) -> Iterator[tuple[int, Tokenised]]:
    """Cuts texts into word pieces block by block, the next one while the last one is computed.

    The tokenizer lets go of Python's lock, so the thread that it runs in delays nobody.

    Args:
        model: The model, for its tokenizer.
        texts: The texts.
        longest: Pieces at which a text is cut off.
        spans: Whether to say which characters a piece is made of.

    Yields:
        The number of the first text of a block, and the block.
    """

    def cut(start: int) -> Tokenised:
        return tokenise(model, texts[start : start + BLOCK], longest, spans=spans)

    with ThreadPoolExecutor(1) as ahead:
        coming = ahead.submit(cut, 0)
        for start in range(0, len(texts), BLOCK):
            block = coming.result()
            coming = ahead.submit(cut, start + BLOCK)
            yield start, block
