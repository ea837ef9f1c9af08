"""Figure in its sentence -> who says it, as far as the attributions there tell."""

from __future__ import annotations

from collections.abc import Iterable

from crossframe.records import Parse
from crossframe.text.quantities import Quantity
from crossframe.text.quantities.branches import NOUNS
from crossframe.text.speech.attribution import Attribution

# "The man accused of killing two is calm, Ann Ray said": she says that he is calm, and the text
# tells by what he is known. A body that charges him may speak of the deed as well.
_CHARGED = frozenset({"accuse", "charge", "convict", "suspect"})


def speaker_of(
    text: str, parse: Parse | None, attributions: Iterable[Attribution], quantity: Quantity
) -> str | None:
    """Finds who says a number.

    Args:
        text: The sentence.
        parse: Its grammar, None where there is none.
        attributions: What is attributed in it, by its own characters.
        quantity: A quantity of it.

    Returns:
        The speaker as written, of nested attributions the innermost; None where nobody says it, or
        only its text tells by it of whom somebody speaks.
    """
    end = quantity.start + len(text[quantity.start : quantity.end].rstrip("%°"))
    around = [
        (piece.end - piece.start, found.content.end - found.content.start, found.who, found)
        for found in attributions
        if found.who
        for piece in found.contents
        if piece.start <= quantity.start and end <= piece.end
    ]
    if not around:
        return None
    around = [one for one in around if not any(_quotes(one[3], other[3]) for other in around)]
    *_, who, found = min(around, key=lambda one: (*one[:2], one[2].text))
    if parse and who.kind == "person" and not found.direct and _tells_whom(parse, quantity.start):
        return None
    return who.text


def _quotes(one: Attribution, other: Attribution) -> bool:
    """Whether one reports, behind them, another's words: "Police said so, the Post reported"."""
    behind = other.content.start <= one.verb_start < other.content.end <= one.verb_end + 1
    return one is not other and behind and other.verb_start < other.content.start


def _tells_whom(parse: Parse, start: int) -> bool:
    """Whether a number stands in what somebody is said, by a bare participle, to be accused of."""
    at = next((i for i, first in enumerate(parse.starts) if first >= start), len(parse.heads))
    while at < len(parse.heads) and parse.heads[at] != at:
        at = parse.heads[at]
        if parse.lemmas[at].lower() in _CHARGED and parse.tags[at] == "VBN":
            return at > 0 and parse.pos[at - 1] in NOUNS
    return False
