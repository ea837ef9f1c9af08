"""The package of a word list -> words and how charged ten people each found them."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import NamedTuple

# On average not even slightly charged for ten people: "number", "launch", "leave".
MILDEST = 1.0
# So many of ten people rated the word on one side, and not as neutral. Of other nouns and verbs
# ("fire", "block", "chance") they had different senses in mind; adjectives say what they say.
AGREED = 9


class Lexicon(NamedTuple):
    """A list of rated words: its name, version, licence and origin, and the ratings.

    `ratings` maps a lower-case word to the mean of ten people's ratings, -4 (as bad as can be)
    to 4 (as good as can be); `agreed` are the words that at least nine of them put on one side.
    """

    name: str
    version: str
    licence: str
    origin: str
    ratings: Mapping[str, float]
    agreed: AbstractSet[str]

    def rating_of(self, word: str, lemma: str) -> float | None:
        """The rating of a word as written, or of its lemma where the form was not rated.

        >>> found = load_lexicon()
        >>> found.rating_of("Horrible", "horrible"), found.rating_of("launches", "launch")
        (-2.5, None)

        Args:
            word: As written.
            lemma: Its lemma.

        Returns:
            -4 to 4; None for a word that was not rated, or under 1 either way.
        """
        rating = self.ratings.get(self.term_of(word, lemma), 0.0)
        return rating if abs(rating) >= MILDEST else None

    def term_of(self, word: str, lemma: str) -> str:
        """The form that was rated: the word as written, or else its lemma."""
        return word.casefold() if word.casefold() in self.ratings else lemma.casefold()


@cache
def load_lexicon() -> Lexicon:
    """Reads the lexicon out of the package that it comes in; emoticons and the like are left out.

    Returns:
        The lexicon.

    Source:
        Hutto and Gilbert, "VADER: a parsimonious rule-based model for sentiment analysis of social
        media text", ICWSM 2014. Only its word list is used here, none of its rules.

    >>> found = load_lexicon()
    >>> found.name, found.licence, found.ratings["horrible"]
    ('VADER', 'MIT', -2.5)
    """
    text = (files("vaderSentiment") / "vader_lexicon.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line.strip())
    kept = [row for row in rows if row[0].replace("-", "").isalpha()]
    words = {row[0]: float(row[1]) for row in kept}
    agreed = {word for word, _, _, given in kept if _n_agreeing(words[word], given) >= AGREED}
    return Lexicon(
        name="VADER",
        version=version("vaderSentiment"),
        licence="MIT",
        origin="Hutto and Gilbert 2014, words from English-language social media",
        ratings=words,
        agreed=agreed,
    )


def _n_agreeing(mean: float, given: str) -> int:
    """How many of the ratings, -4 to 4 in a list in brackets, lie on the side of their mean."""
    n, below = given.count(",") + 1, given.count("-")
    return below if mean < 0 else n - below - given.count("0") if mean > 0 else 0


def lexicon_note() -> str:
    """Names the lexicon, its version, licence and origin in a line, to stand beside its figures."""
    found = load_lexicon()
    return f"{found.name} {found.version}, {found.licence} licence: {found.origin}"
