"""Two quotations -> whether they are of one utterance, or have a phrase in common."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from crossframe.text.speech.quotation_words import quoted_words
from crossframe.text.speech.word_runs import ELSEWHERE, FEW_WORDS, SMALL, keys_of, runs_of

# A stretch of equal words by which two quotations are of one utterance, whatever else they hold.
_LONG_STRETCH = 8
# ... and such a part of the shorter: the name of a law is no utterance.
_PART = 3
# Share of the shorter quotation's words that must be found, in order, in the longer. Two thirds
# leave room for a changed clause; at a half, different sentences of a speech begin to match.
_CARRIED = 0.67
# Fewer different words of weight are a turn of phrase.
_FEWEST_WEIGHTY = 2
# So long a stretch of one speaker, with so many words of weight, is of one utterance.
_PHRASE, _PHRASE_WEIGHTY = 5, 3
# ... and none of these, by which many sentences begin: "I just wanted to say that I".
_OPENING = frozenset(
    "feel get going just know like really say think tell very want wanted".split()  # noqa: SIM905
)
# Of so many of its words a report that is no paraphrase holds the quotation's own.
_VERBATIM = 0.8


def is_same_utterance(one: str, other: str) -> bool:
    """Whether two quotations are of one utterance, trimmed or slightly altered as they may be.

    Args:
        one: A quotation.
        other: Another.

    Returns:
        True if the shorter is found, in order, in the longer, or both share a long stretch.

    >>> is_same_utterance("It is over, and we are glad of it", "we are very glad of it")
    True
    >>> is_same_utterance("We are very glad", "We are very tired")
    False
    """
    keys = [
        [word.key for word in quoted_words(text) if not word.bracketed] for text in (one, other)
    ]
    short, long = sorted(keys, key=len)
    if not _may_be_same(short, set(long)):
        return False
    runs = runs_of(short, long)
    weighty = {index for index, key in enumerate(short) if key not in SMALL}
    if len({short[index] for index in weighty}) < _FEWEST_WEIGHTY or not runs:
        return False
    longest = max(run.length for run in runs)
    if len(short) < FEW_WORDS:
        return longest == len(short)
    found = {run.own + step for run in runs if run.length > 1 for step in range(run.length)}
    enough = len(found) >= _CARRIED * len(short) and 2 * len(found & weighty) >= len(weighty)
    return enough or longest >= max(_LONG_STRETCH, len(short) / _PART)


def share_phrase(one: str, other: str) -> bool:
    """Whether two quotations have a phrase in common that nobody says twice in the same words.

    Args:
        one: A quotation.
        other: Another, by the same speaker.

    Returns:
        True if so many words stand in both in a row, enough of them of weight.

    >>> share_phrase("It was over. We had mended some nets but lost", "We had mended some nets")
    True
    >>> share_phrase("We are very glad of it all", "They are very glad of it")
    False
    """
    keys = [
        [word.key for word in quoted_words(text) if not word.bracketed] for text in (one, other)
    ]
    short, long = sorted(keys, key=len)
    return any(
        run.length >= _PHRASE
        and len(set(short[run.own : run.own + run.length]) - SMALL - _OPENING) >= _PHRASE_WEIGHTY
        for run in runs_of(short, long)
    )


def _may_be_same(short: Sequence[str], long: AbstractSet[str]) -> bool:
    """Whether so many words of the shorter stand in the longer that it may be found in order."""
    n_shared = sum(key in long for key in short)
    if len(short) < FEW_WORDS:
        return n_shared == len(short)
    return n_shared >= min(_CARRIED * len(short), max(_LONG_STRETCH, len(short) / _PART))


def is_verbatim(words: str, reference: str) -> bool:
    """Tells whether nearly all words stand in the reference in a row.

    >>> is_verbatim("that it is over, and we are glad", "It is over, and we are glad of it.")
    True
    >>> is_verbatim("that all is over and they are glad of it", "It is over, and we are glad.")
    False
    """
    own = keys_of(quoted_words(words))
    longest = max((r.length for r in runs_of(own, keys_of(quoted_words(reference)))), default=0)
    return longest >= max(ELSEWHERE, _VERBATIM * len(own))
