"""Text and what it surely quotes -> whether a place may stand in marks that do not pair."""

from __future__ import annotations

from collections.abc import Sequence

from crossframe.text.meaning.tree import Extent
from crossframe.text.speech.marks import MARK, only_closes, only_opens
from crossframe.text.speech.quotations import Quotation
from crossframe.text.speech.single_marks import SINGLE, opens_single


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
        None where a mark without a fellow opens before it in the sentence, or closes behind it.

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
        is_single = mark[0] in SINGLE
        if mark.start() < place and (opens_single if is_single else only_opens)(text, mark):
            return None
        if mark.start() > place and not is_single and only_closes(text, mark):
            return None
    return False
