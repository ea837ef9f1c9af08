"""Text and what it surely quotes -> whether a place may stand in marks that do not pair."""

from __future__ import annotations

from collections.abc import Sequence

from crossframe.text.meaning.tree import Extent
from crossframe.text.speech.marks import DOUBLE, MARK
from crossframe.text.speech.quotations import Quotation
from crossframe.text.speech.single_marks import opens_single


def is_quoted(
    text: str, quotations: Sequence[Quotation], sentence: Extent, place: int
) -> bool | None:
    """Tells whether a place of a sentence stands between quotation marks.

    Args:
        text: The text of an article.
        quotations: What it quotes, as of `find_quotations`.
        sentence: Where the sentence stands in it.
        place: A character of the sentence.

    Returns:
        None where a double mark of the sentence has no fellow, or a single one that opens before.

    >>> said = "He called it 'a murder most foul, and left."
    >>> is_quoted(said, (), Extent(0, len(said)), said.index("murder"))
    >>> is_quoted(said, (), Extent(0, len(said)), said.index("called"))
    False
    """
    if any(quotation.start <= place < quotation.end for quotation in quotations):
        return True
    for mark in MARK.finditer(text, sentence.start, sentence.end):
        if any(q.start - 3 < mark.start() < q.end + 3 for q in quotations):
            continue
        is_double = DOUBLE.match(text, mark.start()) is not None
        if is_double or (mark.start() < place and opens_single(text, mark)):
            return None
    return False
