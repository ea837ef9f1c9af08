"""Quotation and the attributions of its article -> who says it, and not who tells it on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crossframe.text.meaning.tree import Extent
from crossframe.text.speech.article_attribution import Said
from crossframe.text.speech.attribution import Attribution
from crossframe.text.speech.quotations import Quotation
from crossframe.text.speech.speakers import Speaker
from crossframe.text.speech.speech_verbs import UNQUOTING

# Whoever does this tells what others said.
_TELLING_ON = frozenset({"quote", "cite"})
# By these a paper or a station tells what others said, by the latter if it is not a whole sentence.
_REPORTING, _SAYING = frozenset({"report"}), frozenset({"according", "say", "tell"})
_PASSING_ON = frozenset({"according", "report"})
PRESS = re.compile(
    r"\b(?:agency|AFP|AP|BBC|CNN|Daily|Gazette|Herald|Journal|Magazine|magazine|News|newspaper|paper|Post"
    r"|Press|Reuters|station|Sun|television|Times|Tribune|TV)\b"
)


def sayer_of(pieces: Sequence[Quotation], said: Sequence[Said]) -> Speaker | None:
    """Finds whoever is named as saying any of the pieces of an utterance.

    Args:
        pieces: What the article quotes of it.
        said: The attributions of the article.

    Returns:
        The speaker of the innermost attribution that holds a piece: of "the paper reported that Kos
        called it “a shame”" it is Kos; None for a pronoun that is not resolved, and where only who
        tells it on is named.
    """
    for piece in pieces:
        extent = Extent(piece.start, piece.end)
        holding = [one.attribution for one in said if _holds(one.attribution, extent)]
        for one in sorted(holding, key=lambda one: nearness(one, extent)):
            who = one.who
            if who is not None and who.kind != "pronoun" and not _tells_on(one, piece):
                return who
            if one.verb not in _TELLING_ON:
                break  # whoever says it is not known; whoever stands around tells it on
    return None


def name_of(who: Speaker | None) -> str | None:
    """A speaker as named: without title and role, unless two are named together."""
    if who is None:
        return None
    return who.text if " and " in who.text else who.name or who.text


def may_be_one_sayer(one: Speaker | None, other: Speaker | None) -> bool:
    """Tells whether two speakers may be one: no two persons by different surnames are.

    Args:
        one: A speaker.
        other: Another.

    Returns:
        False only where both are known by name and share no surname.
    """
    if one is None or other is None or one.kind != "person" or other.kind != "person":
        return True
    return bool(_surnames(one) & _surnames(other))


def is_one_sayer(one: Speaker | None, other: Speaker | None) -> bool:
    """Tells whether two speakers are known to be one: both are named, with a last word in common.

    Args:
        one: A speaker.
        other: Another.

    Returns:
        False as well where either is not known.
    """
    if one is None or other is None:
        return False
    return bool(_surnames(one) & _surnames(other))


def nearness(one: Attribution, piece: Extent) -> tuple[int, int]:
    """Ranks the attributions that hold a piece: the innermost, then the nearest comes first.

    Args:
        one: An attribution.
        piece: Words that it holds.

    Returns:
        How many characters it attributes, and how many stand between its verb and the piece.
    """
    size = sum(part.end - part.start for part in one.contents)
    return size, min(abs(one.verb_start - piece.end), abs(piece.start - one.verb_end))


def tells_on(one: Attribution) -> bool:
    """Tells whether a speaker surely tells what another said.

    Args:
        one: An attribution that holds quoted words.

    Returns:
        True for "quotes" and "cites", and for the press that reports.
    """
    return one.verb in _TELLING_ON or (one.verb in _PASSING_ON and _is_press(one.who))


def _holds(one: Attribution, piece: Extent) -> bool:
    if one.negated or one.verb in UNQUOTING:
        return False
    return any(piece.overlap(quoted) for quoted in one.quoted)


def _tells_on(one: Attribution, piece: Quotation) -> bool:
    """Whether a speaker is the press that a few words of another came by."""
    if one.verb in _TELLING_ON | _REPORTING:
        return tells_on(one)
    return one.verb in _SAYING and _is_press(one.who) and not piece.text[:1].isupper()


def _is_press(who: Speaker | None) -> bool:
    return who is not None and who.kind != "person" and PRESS.search(who.text) is not None


def _surnames(who: Speaker) -> set[str]:
    names = re.split(r"\s+and\s+|,\s*", name_of(who) or "")
    return {name.split()[-1].casefold() for name in names if name.split()}
