"""Word -> what it is compared by: the number that it tells, or a word that news uses alike."""

from __future__ import annotations

import re

# Words that reports of one happening put for each other, the first for all of them.
_ALIKE = (
    "kill dead death deadly die fatal fatality fatally slay slain",
    "hurt injure injured injury wound wounded",
    "miss missing unaccounted",
    "arrest apprehend detain detention nab",
    "fire blaze inferno",
    "quake earthquake temblor tremor",
    "shoot gunfire shooting",
    "ship boat vessel",
    "vehicle automobile car",
    "plane aeroplane aircraft airliner airplane jet",
    "officer cop policeman",
    "send dispatch",
    "divert redirect reroute",
    "talk negotiate negotiating negotiation",
    "begin start",
    "purchase acquire acquisition buy",
    "film movie",
    "funeral burial bury",
    "interim caretaker temporary",
    "resign quit resignation",
    "host emcee",
    "attorney lawyer",
    "collapse topple",
    "unclear unknown",
    "probe inquiry investigate investigation",
)
_HEADS = {word: words.split()[0] for words in _ALIKE for word in words.split()}
_NUMBER_WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
_VALUES = {word: str(value) for value, word in enumerate(_NUMBER_WORDS.split(), start=2)}
_VALUES |= {"dozen": "12", "thirty": "30", "forty": "40", "fifty": "50"}
_FIGURES = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
# From here on reports round; four figures in a row that may be a year stay.
_ROUNDED, _YEARS = 100, range(1900, 2100)


def compared_by(word: str) -> str:
    """Names what a word is compared by, in sentences that may tell the same.

    Args:
        word: A lemma, in small letters.

    Returns:
        Of a number its figures, from a hundred on as it is rounded to two of them, so that 11,840
        and 12,000 are alike; of a word that news uses for another that one; else the word.

    >>> compared_by("eleven"), compared_by("11,840"), compared_by("2019")
    ('11', '12000', '2019')
    >>> compared_by("earthquake"), compared_by("mayor")
    ('quake', 'mayor')
    """
    if _FIGURES.fullmatch(word):
        return _rounded(word)
    return _VALUES.get(word) or _HEADS.get(word, word)


def _rounded(figures: str) -> str:
    value = int(figures.replace(",", ""))
    if value < _ROUNDED or (value in _YEARS and "," not in figures):
        return str(value)
    step = 10 ** (len(str(value)) - 2)
    return str((value + step // 2) // step * step)
