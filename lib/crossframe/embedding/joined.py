"""Word pieces of some texts + those of others -> word pieces of all of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from crossframe.embedding.contract import TokenVectors
from crossframe.embedding.filed import take_rows


def joined_tokens(parts: Sequence[TokenVectors]) -> TokenVectors:
    """Puts token vectors of one text after another's.

    Args:
        parts: At least one.

    Returns:
        Those of all texts, in their order.
    """
    if len(parts) == 1:
        return parts[0]
    ends = np.cumsum([0, *(part.starts[-1] for part in parts)])
    starts = [part.starts[:-1] + end for part, end in zip(parts, ends[:-1], strict=True)]
    return TokenVectors(
        pieces=np.concatenate([part.pieces for part in parts]),
        vectors=np.concatenate(
            [take_rows(p.vectors, p.starts[:-1], np.diff(p.starts)) for p in parts]
        ),
        spans=np.concatenate([part.spans for part in parts]),
        starts=np.concatenate([*starts, ends[-1:]]).astype(np.int64),
    )
