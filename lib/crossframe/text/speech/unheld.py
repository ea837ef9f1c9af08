"""Pieces of a quotation beside another of the same utterance -> those that it does not hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from crossframe.text.speech.quotation_words import quoted_words
from crossframe.text.speech.quotations import Quotation
from crossframe.text.speech.renderings import compare_rendering
from crossframe.text.stops import sentence_bounds

# A sentence of fewer words stays with the one before it.
_FEWEST_WORDS = 5


def part_pieces(
    pieces: Sequence[Quotation], reference: str
) -> tuple[tuple[Quotation, ...], tuple[Quotation, ...]]:
    """Parts the pieces of an utterance by whether another quotation of it holds anything of them.

    Args:
        pieces: What an article quotes, in order.
        reference: The other quotation.

    Returns:
        The pieces of which it holds something, and those of which it holds nothing. A piece of
        several sentences is cut where one of either kind meets another.
    """
    held: list[Quotation] = []
    left: list[Quotation] = []
    for piece in pieces:
        for is_held, part in _runs(piece, reference):
            (held if is_held else left).append(part)
    return tuple(held), tuple(left)


def _runs(piece: Quotation, reference: str) -> Iterator[tuple[bool, Quotation]]:
    """A piece cut into runs of sentences of which the reference holds something, or nothing."""
    runs: list[tuple[bool, int, int]] = []
    for start, end in sentence_bounds(piece.text, 0, len(piece.text), ""):
        sentence = piece.text[start:end]
        is_short = len(quoted_words(sentence)) < _FEWEST_WORDS
        is_held = compare_rendering(reference, [sentence]).carried > 0
        if runs and (is_short or runs[-1][0] == is_held):
            runs[-1] = (runs[-1][0], runs[-1][1], end)
        else:
            runs.append((is_held or is_short, start, end))
    if len({is_held for is_held, *_ in runs}) < 2:
        yield (not runs or runs[0][0]), piece
        return
    for is_held, start, end in runs:
        at = piece.start + start, piece.start + end
        yield is_held, replace(piece, start=at[0], end=at[1], text=piece.text[start:end])
