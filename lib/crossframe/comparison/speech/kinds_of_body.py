"""Noun for a kind of firm or paper in its article -> the body whom the sentences before name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from crossframe.comparison.speech.bodies import Bodies, body_words
from crossframe.comparison.speech.sayers import PRESS
from crossframe.records import ClaimMap, Parse
from crossframe.text.meaning.tree import Extent
from crossframe.text.speech.speaker_words import BODY_SUFFIXES, OFFICES
from crossframe.text.speech.speakers import Speaker

OF_PRESS = frozenset(
    "agency broadcaster daily magazine network newspaper outlet paper station tabloid wire".split()  # noqa: SIM905
)
_OF_FIRMS = frozenset(
    """
    airline bank brand carrier chipmaker company firm giant insurer maker manufacturer operator
    provider publisher retailer startup supplier utility vendor
    """.split()  # noqa: SIM905
)
# Among the words for bodies these are of firms.
_FIRMLY = frozenset(
    """
    ag bank co company corp corporation gmbh group holdings inc labs llc ltd maker manufacturer
    networks plc sa services solutions systems technologies
    """.split()  # noqa: SIM905
)
_DEFINITE = re.compile(r"(?:the|this|that)\s(?:same\s)?", re.IGNORECASE)
# A name among the words of a description: "the official Averley news agency".
_NAME = re.compile(r"\b[A-Z][\w.&’'-]*(?:\s[A-Z&][\w.&’'-]*)*(?=\s[a-z])(?<!^The)")
# "Ana Kos's newspaper" is not called so.
_OWNERS = ("'s", "’s")
# A noun means a body that was named at most so many sentences before.
_REACH = 2


class _Name(NamedTuple):
    """A name of a body in an article: where it stands, in which sentence, and its words."""

    start: int
    place: int
    text: str
    key: str


@dataclass(frozen=True)
class NamedBodies:
    """What an event's articles name that may be firms and papers, in the order of each article."""

    names: Mapping[str, Sequence[_Name]]
    starts: Mapping[str, Sequence[int]]
    bodies: Bodies

    @classmethod
    def of(cls, claim_map: ClaimMap, bodies: Bodies) -> NamedBodies:
        """Collects the names that the parser takes for organisations."""
        names: dict[str, list[_Name]] = {}
        starts: dict[str, list[int]] = {}
        found = cls(names, starts, bodies)
        for sentence, parse in zip(claim_map.sentences, claim_map.parses, strict=True):
            starts.setdefault(sentence.article_id, []).append(sentence.start)
            for span in _organisations(parse) if parse is not None else ():
                text = sentence.text[span.start : span.end]
                start, key = sentence.start + span.start, found._key(body_words(text))
                name = _Name(start, found._place(sentence.article_id, start), text, key)
                names.setdefault(sentence.article_id, []).append(name)
        return found

    def meant(self, who: Speaker, article_id: str) -> tuple[str, str] | None:
        """Finds whom "the newspaper", "the software giant", "the Averley news agency" means.

        Args:
            who: A speaker.
            article_id: Where it speaks.

        Returns:
            The key and the name of the body that the words themselves name; else of the only one of
            the kind in the nearest sentence that names any, two sentences back at most; None where
            there is none, or several.
        """
        noun = who.head.lower()
        own = self._own_name(who) if noun in OF_PRESS | _OF_FIRMS else ""
        known = body_words(own) in self.bodies.key_of or own.isupper()
        if noun not in OF_PRESS | _OF_FIRMS or not (_DEFINITE.match(who.text) or known):
            return None
        if own:
            words = body_words(own)
            named = words in self.bodies.key_of or noun in OF_PRESS
            return (self._key(words), own) if named and who.text.endswith(who.head) else None
        is_kind = self._is_press if noun in OF_PRESS else self._is_firm
        before = [one for one in self.names.get(article_id, ()) if one.start < who.start]
        last = self._place(article_id, who.start)
        near = [name for name in before if name.place >= last - _REACH and is_kind(name)]
        nearest = [name for name in near if name.place == near[-1].place]
        keys = {name.key for name in nearest}
        return (nearest[0].key, nearest[0].text) if len(keys) == 1 else None

    def _own_name(self, who: Speaker) -> str:
        """The name within a description, "" for a people alone: "the Averley paper"."""
        name = _NAME.search(who.text)
        words = name[0].split() if name else []
        while words and self.bodies.is_place([words[0].casefold()]):
            words = words[1:]
        return "" if words and words[-1].endswith(_OWNERS) else " ".join(words)

    def _key(self, words: tuple[str, ...]) -> str:
        """The key of a name, that of the only speaker whose name is longer or shorter."""
        return self.bodies.key_of.get(words) or self.bodies.akin(words) or f"#{' '.join(words)}"

    def _place(self, article_id: str, offset: int) -> int:
        """The number of the sentence in which a place of an article stands."""
        return bisect_right(self.starts[article_id], offset)

    def _is_press(self, name: _Name) -> bool:
        letters = name.text.isupper() and body_words(name.text) in self.bodies.key_of
        return letters or PRESS.search(name.text) is not None

    def _is_firm(self, name: _Name) -> bool:
        words = body_words(name.text)
        other = set(words) & (BODY_SUFFIXES | OFFICES) - _FIRMLY
        letters = name.text.isupper() and words not in self.bodies.key_of
        press = PRESS.search(name.text) is not None
        return not (other or letters or press or set(words) <= self.bodies.places)


def _organisations(parse: Parse) -> list[Extent]:
    """The places of the organisations in a sentence."""
    found: list[Extent] = []
    last = -1
    for token, entity in enumerate(parse.entities):
        if entity != "ORG":
            continue
        start, end = parse.starts[token], parse.ends[token]
        if found and last == token - 1 and not parse.begins[token]:
            found[-1] = Extent(found[-1].start, end)
        else:
            found.append(Extent(start, end))
        last = token
    return found
