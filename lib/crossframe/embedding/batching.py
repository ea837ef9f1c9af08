"""Lengths of texts -> batches of fixed shapes, so that a vector depends on its text alone.

A matrix product may round differently when its shape changes, so a vector computed among other
texts can differ in its last bits. Here every batch has one of a few shapes (short ones are filled
up), and every batch is computed by one thread: order, company, cache and thread count no longer
matter. Batches of one token budget are also faster than batches of one row count.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from crossframe.embedding.contract import Batch

# Padded tokens in a batch. Of 512, 1,024 and 2,048 the first wastes least on 1,400 news sentences
# (1.20 padded tokens a token, against 1.27 and 1.48) at the same speed a token.
TOKEN_BUDGET = 512
# Places in a pack. Of 256, 512, 1,024 and 2,048 the third needs least time on news sentences: below
# it the weights are fetched too often, above it what is in between leaves the processor's cache.
PACK = 1024
# Places by which packs differ in size where products are made in tiles: sixteen rows of them, each
# of which is added up in one order.
GRAIN = 128
# Places of packs towards the end, where products of so many rows are found to be the same: then no
# thread computes a whole one while others have nothing to do, and a few new sentences take less.
ENDING = (512, 256)
# Keys are read in so many at a time, as a processor's vectors hold of float32: the exponentials of
# a remainder are computed one by one, and attention of texts of 12 pieces takes twice the time.
LANES = 16
WIDTHS = (8, 16, 24, 32, 40, 48, 64, 80, 96, 128, 160, 192, 256, 384, 512)


def plan_batches(lengths: Sequence[int]) -> list[Batch]:
    """Groups texts of like length.

    Args:
        lengths: Tokens of each text, special ones included.

    Returns:
        Batches that hold every index once, the widest first, so that no long one is left for last.

    >>> [(b.width, b.rows, b.indices) for b in plan_batches([7, 30, 5])]
    [(32, 16, (1,)), (8, 64, (0, 2))]
    """
    by_width: dict[int, list[int]] = defaultdict(list)
    for index, length in enumerate(lengths):
        by_width[_width(length)].append(index)
    return [
        Batch(width, rows, tuple(indices[first : first + rows]))
        for width, indices in sorted(by_width.items(), reverse=True)
        for rows in [max(1, TOKEN_BUDGET // width)]
        for first in range(0, len(indices), rows)
    ]


def plan_packs(
    lengths: Sequence[int], grain: int = PACK, ending: Sequence[int] = ()
) -> list[Batch]:
    """Puts texts end to end into packs, each time the longest one that still fits.

    Args:
        lengths: Tokens of each text, special ones included; at most `PACK` of any.
        grain: Packs are of the least multiple of it that holds their texts; all of one size, unless
            it is known that their size has no say in a vector.
        ending: Places of a pack once no more than two larger ones are left to do, the largest
            first; multiples of `grain`.

    Returns:
        Batches of one row that hold every index once, the longest texts first; `in_lanes` of each
        text lie within its pack.

    >>> [(b.width, b.rows, b.indices) for b in plan_packs([7, 1000, 30, 7])]
    [(1024, 1, (1, 0, 3)), (1024, 1, (2,))]
    >>> [b.width for b in plan_packs([7, 1000, 30, 7], grain=128)]
    [1024, 128]
    >>> [b.width for b in plan_packs([30] * 80, 256, ending=(512, 256))]
    [1024, 512, 256, 256, 256, 256]
    """
    waiting = sorted(range(len(lengths)), key=lambda index: (lengths[index], -index))
    packs: list[Batch] = []
    left = sum(lengths)
    while waiting:
        pack: list[int] = []
        longest = in_lanes(lengths[waiting[-1]])
        room = size = _size(left, [one for one in (PACK, *ending) if longest <= one])
        while fitting := bisect_right(waiting, room, key=lambda index: in_lanes(lengths[index])):
            pack.append(waiting.pop(fitting - 1))
            room -= lengths[pack[-1]]
        left -= size - room
        shortest = lengths[pack[-1]]
        filled = size - room - shortest + in_lanes(shortest)
        packs.append(Batch(-(-filled // grain) * grain, 1, tuple(pack)))
    return packs


def _size(left: int, sizes: Sequence[int]) -> int:
    """The first of which more than two are left to do, or the last."""
    return next((size for size in sizes if left > 2 * size), sizes[-1])


def in_lanes(length: int) -> int:
    """The number of places as which the keys of a text are read.

    >>> in_lanes(16), in_lanes(17)
    (16, 32)
    """
    return -(-length // LANES) * LANES


def _width(length: int) -> int:
    """The narrowest fixed width that fits; beyond the table, the next multiple of 256."""
    return next((width for width in WIDTHS if length <= width), -(-length // 256) * 256)
