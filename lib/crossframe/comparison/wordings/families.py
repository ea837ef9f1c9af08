"""Word -> what it shares with the words made of it: "ease", "easy" and "easily" are of one family.

Whoever counts the outlets that use a rated word counts its family: an outlet that writes of
"losses" does not do without the word of one that writes "losing".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from crossframe.comparison.speech.claim_words import DEATH, OF_DEATH

# What no ending tells.
_OF_ONE = {
    form: words[0]
    for words in (
        ("die", "dead", "deadly", "death", "died", "dying"),
        ("lose", "loser", "loss", "lost"),
        ("win", "winner", "won"),
        ("destroy", "destruction", "destructive"),
        ("succeed", "success", "successful", "successfully"),
        ("suspect", "suspicion", "suspicious", "suspiciously"),
        ("steal", "stole", "stolen"),
        ("tragedy", "tragic", "tragically"),
        ("strong", "strength", "strengthen", "strongly"),
    )
    for form in words
}
# Longer ones first. What "e", "y" and the endings of verbs leave may be shorter than what makes of
# a noun another word: "ease", "easy", but no "fat" in "fatal".
_LONG = """
    ications ication ational ations ation iously ships fully ously ively ments ship ness ment ions
    ious ally ably able ance ence ants ents ion ist ism ful ive ous ant ent al
    """.split()  # noqa: SIM905
_SHORT = ("ings", "ily", "ies", "ied", "ing", "ers", "ors", "ed", "er", "or", "ly", "es", *"sey")
_LEAST_LONG, _LEAST_SHORT = 4, 3
_ENDINGS = [(one, _LEAST_LONG) for one in _LONG] + [(one, _LEAST_SHORT) for one in _SHORT]
_DOUBLED = re.compile(r"([^aeiou])\1$")
# Words of one event that are asked for over and over.
_KNOWN = 1 << 14


@lru_cache(maxsize=_KNOWN)
def family_of(word: str) -> str:
    """Names the family of a word.

    Args:
        word: In small letters, in whatever form.

    Returns:
        What its family shares; the form itself need be no word. Words with opposite endings
        ("hopeful", "hopeless") are of two.

    >>> [family_of(word) for word in ("ease", "easy", "easily")]
    ['eas', 'eas', 'eas']
    >>> family_of("murderer") == family_of("murder"), family_of("losses"), family_of("winning")
    (True, 'lose', 'win')
    """
    found = word
    while found not in _OF_ONE:
        stem = next(_stems(found), "")
        if not stem:
            break
        found = stem
    found = _OF_ONE.get(found, _DOUBLED.sub(r"\1", found))
    return _OF_ONE.get(found, found)


def families_of(words: Iterable[str]) -> frozenset[str]:
    """Names the families of words; whatever tells of a death is of one.

    >>> sorted(families_of(["robbers", "Robbery", "killing", "died"]))
    ['death', 'rob']
    """
    small = (word.casefold() for word in words)
    return frozenset(DEATH if word in OF_DEATH else family_of(word) for word in small)


def _stems(word: str) -> Iterator[str]:
    """What is left of a word without each of its endings, where that is enough."""
    for ending, least in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= least:
            yield stem
