"""Two full names of an event -> whether they may be spellings of one person's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crossframe.comparison.speech.romanised import is_romanised
from crossframe.text.speech.given_names import PRONOUN_OF

# Short forms that do not begin as the name does.
_SHORT: Mapping[str, str] = {
    "andy": "andrew", "becky": "rebecca", "bill": "william", "bob": "robert", "bobby": "robert",
    "chuck": "charles", "dave": "david", "dick": "richard", "jack": "john", "jim": "james",
    "kate": "katherine", "kathy": "katherine", "larry": "lawrence", "liz": "elizabeth",
    "maggie": "margaret", "mike": "michael", "peggy": "margaret", "ted": "edward",
    "tony": "anthony", "will": "william",
}  # fmt: skip
PARTICLES = frozenset("bin da de del della der di du el la le mac mc van vanden von".split())  # noqa: SIM905
# Of surnames so short, one letter makes another name.
_SHORTEST = 5
# Of given names so long, two may.
_LONG = 8
# So many letters of a short form begin the name: "Stan", "Betty".
_STEM = 3
# Of more words, a name has something beside it that is none.
_LONGEST = 4


def joined(words: Sequence[str]) -> tuple[str, ...]:
    """A name whose particles are one with the surname, as outlets write either.

    >>> joined(("ana", "del", "rio")), joined(("ana", "delrio"))
    (('ana', 'delrio'), ('ana', 'delrio'))
    """
    if not words:
        return ()
    start = len(words) - 1
    while start > 0 and words[start - 1] in PARTICLES:
        start -= 1
    return (*words[:start], "".join(words[start:]))


def may_be_one(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tells whether two full names, surname last, go together wherever they stand.

    Args:
        one: The words of a name, in small letters.
        other: Those of another.

    Returns:
        True for equal surnames with given names of which one is the other, its initial, its
        beginning or its second name.

    >>> may_be_one(("stan", "kos"), ("stanley", "b", "kos"))
    True
    >>> may_be_one(("h", "dale", "kos"), ("dale", "kos"))
    True
    >>> may_be_one(("ana", "kos"), ("anton", "kos"))
    False
    """
    if one[-1] != other[-1]:
        return False
    first, second = one[0], other[0]
    if _begins(first, second) or _begins(second, first):
        return True
    return any(
        len(longer) <= _LONGEST and len(word) > 1 and (_begins(word, middle))
        for word, longer in ((second, one), (first, other))
        for middle in longer[1:-1]
    )


def _begins(short: str, full: str) -> bool:
    """Whether one name is the other, its initial or its beginning."""
    if short == full or (len(short) == 1 and full[0] == short):
        return True
    same = short not in PRONOUN_OF or PRONOUN_OF[short] == PRONOUN_OF.get(full)
    return len(short) >= _STEM and full.startswith(short) and same


def _is_short_for(short: str, full: str) -> bool:
    """Whether one name is a usual short form of the other: "Bob", "Betty" of "Bettina"."""
    stem = short.removesuffix("ie").removesuffix("y")
    return _SHORT.get(short) == full or (
        stem != short and len(stem) >= _STEM and full.startswith(stem)
    )


def is_variant(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tells whether two full names differ as outlets differ that mean one person.

    Args:
        one: The words of a name, in small letters.
        other: Those of another.

    Returns:
        True if the given name is equal, a short form or one letter away, and so is the surname,
        by a letter at most; two letters of a given name so long as transliterations are. Or they
        are two spellings of what stands in a foreign alphabet.

    >>> is_variant(("greg", "milote"), ("gregg", "millote"))
    True
    >>> is_variant(("bob", "kos"), ("robert", "kos"))
    True
    >>> is_variant(("ana", "kos"), ("ana", "kon"))
    False
    """
    if is_romanised((one[0], one[-1]), (other[0], other[-1])):
        return True
    if one[-1] != other[-1] and not _is_near(one[-1], other[-1], _SHORTEST):
        return False
    given = (one[-1] == other[-1] and _is_transliterated(one[0], other[0])) or any(
        _begins(a, b) or _is_short_for(a, b) or _is_near(a, b, _STEM)
        for a, b in ((one[0], other[0]), (other[0], one[0]))
    )
    genders = {PRONOUN_OF[name] for name in (one[0], other[0]) if name in PRONOUN_OF}
    return given and len(genders) < 2


def _is_transliterated(one: str, other: str) -> bool:
    """Whether two long words of one length differ in two letters: "Qurbanali", "Kurbanaly"."""
    long = len(one) == len(other) and len(one) >= _LONG
    return long and sum(a != b for a, b in zip(one, other, strict=True)) <= 2


def _is_near(one: str, other: str, shortest: int) -> bool:
    """Whether two words are equal but for one letter that is another, missing, or added."""
    short, long = sorted((one, other), key=len)
    if len(short) < shortest or len(long) - len(short) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    rest = short[at + 1 :] if len(short) == len(long) else short[at:]
    return rest == long[at + 1 :]
