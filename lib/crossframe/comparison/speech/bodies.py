"""Claim map -> its organisations, each once, found again by shorter names and common nouns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from crossframe.comparison.speech.lands import lands_of
from crossframe.comparison.speech.letters import lettered, spells
from crossframe.comparison.speech.mentions import is_headline
from crossframe.comparison.speech.spellings import plain, proper_part, undetermined
from crossframe.records import ClaimMap
from crossframe.text.speech.speaker_words import BODY_SUFFIXES, OFFICES, POSTS
from crossframe.text.speech.speakers import Speaker

# Longer names that begin as places do are of clubs and offices: "San Averley Rovers".
_LONGEST_PLACE = 2
# Of words so short an "s" may be no plural: "news".
_PLURAL = 5
_LEGAL = frozenset("inc ltd llc plc co corp corporation company group gmbh ag sa limited".split())  # noqa: SIM905

# "Norland's Dorn & Sons": the land is no part of the name.
_OWNED = re.compile(r"(?:the\s)?(\S+)['’]s\s(?=[A-Z])", re.IGNORECASE)
# A word with a capital that opens no sentence, and no quotation.
_INSIDE = re.compile(r"(?<=[\w,;’')] )[A-Z][a-z]+\b")
# The site "averleypost.com" is the Averley Post.
_ADDRESS = re.compile(r"(?:www\.)?([\w-]+)\.(?:com|info|net|org|co\.[a-z]{2})$")
# What else the police are called.
_POLICE: Mapping[tuple[str, ...], tuple[str, ...]] = {("cops",): ("police",)}


@dataclass(frozen=True)
class Bodies:
    """What speaks without being a person: keys by words, and the keys of each article by noun."""

    key_of: Mapping[tuple[str, ...], str]
    by_noun: Mapping[tuple[str, tuple[str, ...]], frozenset[str]]
    places: frozenset[str] = frozenset()
    lands: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, claim_map: ClaimMap, speakers: Sequence[Speaker | None]) -> Bodies:
        """Merges the spellings of organisations."""
        places = places_of(claim_map)
        lands = lands_of(places)
        named = {
            body_words(name_of_body(who, places))
            for who in speakers
            if who is not None and who.kind == "office" and who.head[:1].isupper()
            if not _ADDRESS.search(who.text)
        }
        described = {
            (body_words(proper_part(who)), who.head.lower())
            for who in speakers
            if who is not None and who.kind == "office" and _is_description(who)
        }
        common = _common_words(claim_map)
        named -= {w for w in named if len(w) == 1 and (w[0] in OFFICES or w[0] in common)}
        named -= {words for words in named if words and words[-1] in POSTS}
        letters = lettered(who.text for who in speakers if who is not None)
        key_of = {words: _key(words, lands) for words in named if words}
        full = {body_words(name_of_body(w, places)): plain(w.text) for w in speakers if w}
        for words in sorted(named & key_of.keys(), key=lambda w: (-len(w), w)):
            longer = {o for o in named if len(o) > len(words) and _short_for(words, o, places)}
            longer = longer or {o for o in named if spells(words, full[o], letters)}
            tops = {
                o
                for o in longer
                if not any(_short_for(o, top, places) for top in longer if top != o)
            }
            keys = {key_of[top] for top in tops}
            if len(keys) == 1:
                key_of[words] = next(iter(keys))
        for words in sorted(key_of):
            key_of.setdefault(_of_land(words, lands), key_of[words])
        by_noun: dict[tuple[str, tuple[str, ...]], set[str]] = {}
        long = {words: key for words, key in key_of.items() if len(words) > 1}
        for article in claim_map.articles:
            lower = article.text.lower()
            for words, key in long.items():
                if all(word in lower for word in words) and _stands_in(words, article.text):
                    for at in range(1, len(words)):
                        by_noun.setdefault((article.article_id, words[at:]), set()).add(key)
            for words, noun in described:
                if words not in named and _is_only_one(words, noun, article.text):
                    key = " ".join(_of_land(words, lands))
                    by_noun.setdefault((article.article_id, (noun,)), set()).add(key)
        nouns = {place: frozenset(keys) for place, keys in by_noun.items()}
        return cls(key_of, nouns, places, lands)

    def is_place(self, words: Sequence[str]) -> bool:
        """Whether all words of a name are of places: a speaker is of a city, but not its body."""
        return len(words) <= _LONGEST_PLACE and all(
            word in self.places | {"the", "city"} for word in words
        )

    def akin(self, words: tuple[str, ...]) -> str | None:
        """The key of the only body whose name begins or ends as these words do."""
        keys = {
            key
            for own, key in self.key_of.items()
            if _short_for(own, words, self.places) or _short_for(words, own, self.places)
        }
        return next(iter(keys)) if len(keys) == 1 else None

    def is_short(self, key: str) -> bool:
        """Whether a body goes by a single word with which the names of others end as well."""
        words = key.removeprefix("#").split()
        others = (other.removeprefix("#").split() for other in self.key_of.values())
        return len(words) == 1 and any(len(o) > 1 and o[-1:] == words for o in others)

    def find(self, who: Speaker, article: str) -> str:
        """The key of a speaker who is no person."""
        words = body_words(name_of_body(who, self.places))
        words = _POLICE.get(words, words)
        if words not in self.key_of:
            words = _of_land(words, self.lands)
        if address := _ADDRESS.search(who.text):
            sites = {key for own, key in self.key_of.items() if "".join(own) == address[1].lower()}
            return next(iter(sites)) if len(sites) == 1 else f"#{who.text.lower()}"
        if who.kind == "office" and words in self.key_of and _has_capital(who, words):
            longer = self.by_noun.get((article, words), frozenset())
            own = self.key_of[words] == _key(words, self.lands)
            return next(iter(longer)) if own and len(longer) == 1 else self.key_of[words]
        if who.kind == "office" and (len(words) > 1 or who.text.lower().startswith("the ")):
            bodies = self.by_noun.get((article, words), frozenset())
            if len(bodies) == 1:
                return next(iter(bodies))
        return " ".join(words)


def name_of_body(who: Speaker, places: frozenset[str]) -> str:
    """The name of a body without the land that is set before it: "Norland's Dorn & Sons".

    Of "Norland's Harbour Ministry", which is one of many ministries, the land is part of the name.
    """
    owned = _OWNED.match(who.text) if who.head[:1].isupper() else None
    rest = body_words(who.text[owned.end() :]) if owned else ()
    if owned and owned[1].casefold() in places and not set(rest[-1:]) & (OFFICES | BODY_SUFFIXES):
        who = replace(who, text=who.text[owned.end() :])
    return proper_part(who)


def _common_words(claim_map: ClaimMap) -> frozenset[str]:
    """The words that have a capital only where they open a sentence: of "Agents say" no name."""
    texts = [sentence.text for sentence in claim_map.sentences]
    small = {word for text in texts for word in re.findall(r"(?<![\w’'-])[a-z]{3,}\b", text)}
    plain_texts = (text for text in texts if not is_headline(text))
    capital = {w.lower() for text in plain_texts for w in _INSIDE.findall(text)}
    return frozenset(small - capital)


def _of_land(words: tuple[str, ...], lands: Mapping[str, str]) -> tuple[str, ...]:
    """The same for "Norlian navy" as for "Norland's navy"."""
    return (lands.get(words[0], words[0]), *words[1:]) if len(words) > 1 else words


def _key(words: tuple[str, ...], lands: Mapping[str, str]) -> str:
    words = _of_land(words, lands)
    return f"#{' '.join(_in_singular(words) if len(words) > _LONGEST_PLACE else words)}"


def _has_capital(who: Speaker, words: Sequence[str]) -> bool:
    """Whether a phrase may be a name in other capitals: "Averley police", but not "police"."""
    several = len(words) > 1 and any(word[:1].isupper() for word in who.text.split())
    return who.head[:1].isupper() or several


def body_words(text: str) -> tuple[str, ...]:
    """The words by which a body is known, without "the" and "Inc."."""
    words = list(plain(undetermined(text)))
    while len(words) > 1 and words[-1] in _LEGAL:
        words = words[:-1]
    return tuple(words)


def _in_singular(words: tuple[str, ...]) -> tuple[str, ...]:
    """The same for "Elections Commission" as for "Election Commission"."""
    return tuple(w[:-1] if len(w) > _PLURAL and w.endswith("s") else w for w in words)


def _stands_in(words: Sequence[str], text: str, between: str = r"\W+") -> bool:
    return re.search(between.join(map(re.escape, words)), text, re.IGNORECASE) is not None


def _is_description(who: Speaker) -> bool:
    """Whether a phrase tells by a name which body of many it means: "Averley's water ministry"."""
    words = who.text.split()
    return (
        len(words) > 1
        and (words[-1] == who.head or undetermined(who.text).startswith(f"{who.head} of "))
        and who.head in OFFICES
        and any(word[:1].isupper() for word in undetermined(who.text).split())
    )


def _is_only_one(words: Sequence[str], noun: str, text: str) -> bool:
    """Whether a text has a body of this description, and no other in capitals by its noun."""
    before = re.findall(rf"\b([A-Z][\w-]+)(?:['’]s?)?\s+{re.escape(noun)}\b", text)
    others = {word.casefold() for word in before} - {*words, "the", "a"}
    return _stands_in(words, text, r"(?:['’]s?)?\W+") and not others


def _short_for(short: tuple[str, ...], full: tuple[str, ...], places: frozenset[str]) -> bool:
    """Whether a name is the end of a longer one, or its beginning and no place."""
    if len(short) >= len(full):
        return False
    if full[-len(short) :] == short and len(short) > 1:
        return True
    return full[: len(short)] == short and not any(word in places for word in short)


def places_of(claim_map: ClaimMap) -> frozenset[str]:
    """The words of an event that are tagged as places or peoples more often than as bodies."""
    places, others = Counter[str](), Counter[str]()
    for sentence, parse in zip(claim_map.sentences, claim_map.parses, strict=True):
        for token, entity in enumerate(parse.entities if parse is not None else ()):
            if parse is not None and entity:
                word = sentence.text[parse.starts[token] : parse.ends[token]].casefold()
                (places if entity in {"GPE", "LOC", "NORP"} else others)[word] += 1
    return frozenset(word for word, count in places.items() if count > others[word])
