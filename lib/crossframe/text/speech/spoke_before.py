"""Attributions before a pronoun -> whoever spoke there and may be meant by it."""

from __future__ import annotations

from collections.abc import Sequence

from crossframe.text.speech.attribution import Attribution
from crossframe.text.speech.bystanders import pronoun_of
from crossframe.text.speech.speakers import Speaker

# Whoever does this has said something right before.
_ADDING = frozenset({"add", "continue"})
_MANY = ("s", "men", "people")


def goes_on_speaking(one: Attribution, before: Sequence[Attribution]) -> Speaker | None:
    """Finds of "a friend said that it fell. She added" the friend.

    Args:
        one: An attribution.
        before: Those of the sentence before.

    Returns:
        The speaker before, where nobody else spoke there, somebody without a name whom the pronoun
        may mean; None for all others.
    """
    said = (other.who for other in before) if one.verb in _ADDING else ()
    known = {who.start: who for who in said if who is not None}
    if one.speaker is None or len(known) != 1:
        return None
    who, word = next(iter(known.values())), one.speaker.text.lower()
    head = who.head.lower()
    fits = who.kind == "unnamed" and not head.endswith(_MANY) and pronoun_of(head) in {"", word}
    return who if word in {"he", "she"} and fits else None


def last_body(found: Sequence[Sequence[Attribution]]) -> Speaker | None:
    """The last speaker of some sentences, if it is a body or a document."""
    last = next((row[-1].who for row in reversed(found) if row), None)
    return last if last is not None and last.kind in {"office", "document"} else None


def speaks(person: Speaker, row: Sequence[Attribution]) -> bool:
    """Whether somebody, who may have no name, says something in a sentence."""
    said = (one.who for one in row)
    return any(who is not None and who.start == person.start for who in said)
