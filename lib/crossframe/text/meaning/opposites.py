"""Two lemmas -> whether they say opposite things of whatever they are said of."""

from __future__ import annotations

from collections.abc import Mapping

# One pair of sides a line. Only what cannot hold of one thing at one time, and nothing that is a
# matter of view. Written for crossframe out of general vocabulary.
_SIDES = """
    rise climb increase grow soar | fall drop decrease decline shrink sink plunge slump
    open reopen | close shut
    accept approve welcome | reject refuse
    arrive | leave depart
    confirm | deny
    begin start | end finish
    win | lose
    survive | die perish
    alive | dead
    succeed | fail
    allow permit legalise legalize | forbid ban prohibit outlaw
    arrest detain jail imprison | release free
    appear | disappear vanish
    appoint hire | dismiss fire sack
    buy | sell
    raise lift | lower
    support back | oppose
    convict | acquit
    guilty | innocent
    true | false untrue
    safe | unsafe dangerous
    legal lawful | illegal unlawful
    possible | impossible
    known | unknown
    full | empty
    present | absent
    conscious | unconscious
    stable | unstable critical
    resume | suspend
    extend lengthen prolong | shorten
    accelerate quicken | slow
    strengthen | weaken
    expand widen broaden | narrow
    agree | disagree
    intact | destroyed
    armed | unarmed
    voluntary | compulsory mandatory
"""


def _opposites() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _SIDES.strip().splitlines():
        one, other = (frozenset(side.split()) for side in line.split("|"))
        for word in one:
            found[word] = found.get(word, frozenset()) | other
        for word in other:
            found[word] = found.get(word, frozenset()) | one
    return found


_OPPOSITES = _opposites()


def opposites_of(word: str) -> frozenset[str]:
    """The lemmas that say the opposite of one.

    Args:
        word: A lemma, in small letters.

    Returns:
        What a general list of opposites has, and the word with or without "un-" before it.

    >>> sorted(opposites_of("close")), sorted(opposites_of("unaware"))
    (['open', 'reopen', 'unclose'], ['aware', 'ununaware'])
    """
    found = _OPPOSITES.get(word, frozenset()) | {f"un{word}"}
    return found | {word.removeprefix("un")} if word.startswith("un") else found
