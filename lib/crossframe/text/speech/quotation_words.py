"""Text of a quotation -> its words, as they are compared with those of another."""

from __future__ import annotations

import re
from typing import NamedTuple

from crossframe.text.meaning.spelling import spelled
from crossframe.text.remembering import remembered

_WORD = re.compile(r"\d+(?:st|nd|rd|th)\b|\d+(?:[.,:]\d+)*|[^\W_]+")
_BRACKETED = re.compile(r"\[[^\]]*\]|\([^)]*\)")
_CONTRACTED = {"m": "am", "re": "are", "ve": "have", "ll": "will", "okay": "ok", "grey": "gray"}
# "Aren't" is cut into "aren" and "t".
_NOT_BEFORE, _NOT_BEHIND = re.compile(r"[nN]['’]$"), re.compile(r"['’]t\b", re.IGNORECASE)
_NEGATED = {"can": "can", "shan": "shall", "won": "will"}
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()  # noqa: SIM905
)
_FIGURES = {str(n): word for n, word in enumerate(_NUMBERS, 1)}
_ENDING = re.compile(r"(\d+)(?:st|nd|rd|th)")
# A key need be no word: "promize" is one of "promise" as well as "realize" of "realise".
_ISED = re.compile(r"(?<=[a-z]{3})is(?=(?:e[ds]?|ing|ation)$)")


class QuotedWord(NamedTuple):
    """A word of a quotation at its place; `bracketed` if the outlet marks it as its own."""

    start: int
    end: int
    key: str
    bracketed: bool


@remembered
def quoted_words(text: str) -> tuple[QuotedWord, ...]:
    """Cuts a quotation into words; case, punctuation and hyphens do not count.

    >>> [word.key for word in quoted_words("We're [all] well-aware")]
    ['we', 'are', 'all', 'well', 'aware']
    """
    brackets = [found.span() for found in _BRACKETED.finditer(text)]
    return tuple(
        QuotedWord(
            *found.span(),
            _key(_in_full(text, found)),
            any(start <= found.start() < end for start, end in brackets),
        )
        for found in _WORD.finditer(text)
    )


def _in_full(text: str, word: re.Match[str]) -> str:
    """A word in small letters, "aren't" as "are not"."""
    lower = word[0].lower()
    if lower == "t" and _NOT_BEFORE.search(text[: word.start()]):
        return "not"
    if lower.endswith("n") and _NOT_BEHIND.match(text, word.end()):
        return _NEGATED.get(lower, lower[:-1])
    return lower


def _key(word: str) -> str:
    """One key for 6, six and 6:00, 1,000 and 1000, neighbour and neighbor, fibre and fiber."""
    if (ordinal := _ENDING.fullmatch(word)) and 0 < int(ordinal[1]) <= len(_ORDINALS):
        return _ORDINALS[int(ordinal[1]) - 1]
    if word[0].isdigit():
        figure = word.removesuffix(":00").removesuffix(".00").replace(",", "")
        return _FIGURES.get(figure, figure)
    return _ISED.sub("iz", spelled(_CONTRACTED.get(word, word)))
