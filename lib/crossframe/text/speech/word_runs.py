"""Words of two quotations -> the stretches that both have, in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from crossframe.text.speech.quotation_words import QuotedWord

# A shorter quotation must be carried word for word, to be no turn of phrase that all use.
FEW_WORDS = 5
SMALL = frozenset(
    """
    a an and are as at be but by for from had has have he her his i in is it its my not of on or our
    s she so t that the their them there they this to us was we were will with you your
    """.split()  # noqa: SIM905
)
# So many words in a row stand elsewhere by no accident.
ELSEWHERE = 3


class Run(NamedTuple):
    """Equal words in a row: from `own` in one list, from `there` in the other."""

    own: int
    there: int
    length: int


def runs_of(one: Sequence[str], two: Sequence[str]) -> list[Run]:
    """The runs of equal words that two lists share in order, the longest looked for first."""
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    return [Run(*block) for block in matcher.get_matching_blocks() if block.size]


def keys_of(words: Iterable[QuotedWord]) -> list[str]:
    """The words in the form by which they are compared."""
    return [word.key for word in words]
