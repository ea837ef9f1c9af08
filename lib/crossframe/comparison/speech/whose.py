"""Bodies that several lands have -> whether "the ministry" of one article may be that of a land."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from crossframe.comparison.once import of_texts
from crossframe.comparison.speech.bodies import places_of
from crossframe.comparison.speech.lands import lands_of
from crossframe.records import ClaimMap

# Between a land and the noun of its body stand so many words at most: "Norland's Foreign Ministry".
_BETWEEN = 2


@dataclass(frozen=True)
class Whose:
    """The lands of an event by name and adjective, and the words of its articles in order."""

    lands: Mapping[str, str]
    words: Mapping[str, Sequence[str]]

    def may_be(self, short: Sequence[str], full: Sequence[str], articles: AbstractSet[str]) -> bool:
        """Tells whether a body without a land may be one that is named with its land.

        Args:
            short: The words of the one: "ministry".
            full: Those of the other: "norland", "foreign", "ministry".
            articles: Those in which the one speaks.

        Returns:
            False where the event tells of such bodies of several lands, and where any of these
            articles names another land's or none; True for all others.
        """
        land = self.lands.get(full[0]) if len(full) > 1 else None
        if land is None or any(word in self.lands for word in short):
            return True
        everywhere = {one for words in self.words.values() for one in self._having(full[-1], words)}
        if len(everywhere - {""}) < 2:
            return True
        own = (self._having(full[-1], self.words.get(article, ())) for article in articles)
        return all(found == {land} for found in own)

    def _having(self, noun: str, words: Sequence[str]) -> set[str]:
        """The lands whose body of a noun some words name; "" is that of a name without a land."""
        found = set()
        for at, word in enumerate(words):
            if word == noun.capitalize():
                before = [w.casefold() for w in words[max(0, at - 1 - _BETWEEN) : at]]
                found.add(next((self.lands[w] for w in reversed(before) if w in self.lands), ""))
        return found


@of_texts
def whose_in(claim_map: ClaimMap) -> Whose:
    """Collects the lands of an event and the words of its articles."""
    places = places_of(claim_map)
    adjectives = lands_of(places)
    lands = {place: place for place in adjectives.values()} | adjectives
    words = {
        article.article_id: re.findall(r"\w+", re.sub(r"(?<=\w)['’]s\b", "", article.text))
        for article in claim_map.articles
    }
    return Whose(lands, words)
