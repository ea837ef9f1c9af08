"""Attributions of an article -> the same, with whom "he", "she", "they" and "it" stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import NamedTuple

from crossframe.records import Parse, Sentence
from crossframe.text.speech.acting import has_several, subjects_of
from crossframe.text.speech.attribution import Attribution
from crossframe.text.speech.bystanders import (
    bystanders,
    learned_pronouns,
    title_pronoun,
)
from crossframe.text.speech.given_names import PRONOUN_OF
from crossframe.text.speech.nameless import nameless, noun_of
from crossframe.text.speech.speaker_words import OFFICES, WORKS
from crossframe.text.speech.speakers import Speaker
from crossframe.text.speech.spoke_before import goes_on_speaking, last_body, speaks

# A pronoun is resolved only if its person was named at most so many sentences before it.
_MEMORY = 3
# ... or so many further, if the person spoke there and nobody is named between.
_FARTHER = 4
# ... or, where each of them says "he" again, so many.
_FARTHEST = 50
_SUBJECTS = {
    "him": "he",
    "his": "he",
    "her": "she",
    "its": "it",
    "them": "they",
    "their": "they",
}
_NAME = re.compile(r"\b[A-Z][\w-]+")
_FIRST = re.compile(r"\b(?:I|my|we|our)\b(?!\.)")
_MARKS = ("“", '"', "‘")
_POSSESSIVES = {"he": "his", "she": "her"}


def resolved(
    sentences: Sequence[Sentence],
    parses: Sequence[Parse | None],
    mentions: Sequence[Sequence[Speaker]],
    rows: Sequence[Sequence[Attribution]],
) -> list[list[Attribution]]:
    """Finds whom the pronouns among the speakers of an article stand for.

    Args:
        sentences: Its sentences.
        parses: Their parses, row for row.
        mentions: The persons that each sentence names, row for row.
        rows: The attributions of each sentence, row for row.

    Returns:
        The same rows, with an antecedent where only one can be meant.
    """
    found: list[list[Attribution]] = []
    learned = learned_pronouns(sentences, mentions)
    memory = _Memory(sentences, parses, mentions, rows, found, {}, learned)
    for number, row in enumerate(rows):
        found.append([])
        for one in row:
            meant = None
            if one.speaker is not None and one.speaker.kind == "pronoun":
                meant = (
                    memory.told_again(one, row)
                    or goes_on_speaking(one, found[number - 1] if number else ())
                    or memory.meant_by(one.speaker, number, _named_in(one, sentences[number]))
                )
                if meant is not None and memory.is_told_of(one.speaker, meant, number):
                    meant = None
            found[-1].append(replace(one, antecedent=meant))
    return found


def _named_in(one: Attribution, sentence: Sentence) -> frozenset[str]:
    """Names in what is reported: "he said that Kos knew" is not said by Kos."""
    pieces = (
        sentence.text[piece.start - sentence.start : piece.end - sentence.start]
        for piece in one.contents
    )
    return frozenset(name for piece in pieces for name in _NAME.findall(piece))


class _Memory(NamedTuple):
    """What was read of an article so far: whom its pronouns can stand for."""

    sentences: Sequence[Sentence]
    parses: Sequence[Parse | None]
    mentions: Sequence[Sequence[Speaker]]
    rows: Sequence[Sequence[Attribution]]
    found: Sequence[Sequence[Attribution]]
    genders: dict[str, str]
    learned: Mapping[str, str]

    def meant_by(self, pronoun: Speaker, number: int, others: AbstractSet[str]) -> Speaker | None:
        """Finds whom a pronoun of a sentence stands for; nobody whose names are in `others`."""
        word = _SUBJECTS.get(pronoun.text.lower(), pronoun.text.lower())
        if word in {"it", "they"}:
            body = last_body(self.found[max(number - 1, 0) : number + 1])
            if body is None or word == "it":
                return body
            before = body.start < self.sentences[number].start
            here = self.sentences[number], self.parses[number]
            nearer = before and has_several(*here, pronoun.start)
            return body if body.head.lower() in OFFICES and not nearer else None
        left = _MEMORY
        for place in range(number, max(number - _FARTHEST, 0) - 1, -1):
            candidates = self._candidates(place, word, pronoun.start)
            candidates = [p for p in candidates if not others & self._names_of(p)]
            if len(candidates) > 1:
                return None
            if candidates:
                meant = candidates[0]
                if left < 0 and not speaks(meant, self.found[place]):
                    break
                self.genders[surname(meant.name) or noun_of(meant)] = word
                return meant
            left -= 0 if self._goes_on(place, word) else 1
            if left < -_FARTHER:
                break
        return None

    def told_again(self, one: Attribution, row: Sequence[Attribution]) -> Speaker | None:
        """Of "Ana Kos said it fell, she told the Tide" the one who is said to say it within."""
        if one.speaker is None or one.speaker.start < one.content.end:
            return None
        word = one.speaker.text.lower()
        within = [
            other.speaker
            for other in row
            if other.speaker is not None
            and other.speaker.kind == "person"
            and other.verb == "say"
            and one.content.start <= other.speaker.start < other.verb_start < one.content.end
            and not one.quoted
        ]
        fits = [who for who in within if word in {"he", "she"} and self._gender(who) == word]
        return fits[0] if len(fits) == 1 else None

    def is_told_of(self, pronoun: Speaker, meant: Speaker, number: int) -> bool:
        """Whether a pronoun in what another says may mean somebody else than was found.

        Of "Kos said that Lind fell and that he knew" it may be either; of "He had boasted, the
        judge added" it is hardly whoever spoke before.
        """
        for outer in self.rows[number]:
            who = outer.speaker
            if who is None or who.kind == "pronoun" or who.start == pronoun.start:
                continue
            for piece in outer.contents:
                if not piece.start <= pronoun.start < piece.end:
                    continue
                told = [
                    person
                    for person in self.mentions[number]
                    if piece.start <= person.start < pronoun.start
                ]
                word = _SUBJECTS.get(pronoun.text.lower(), pronoun.text.lower())
                rivals = {surname(p.name) for p in told if self._fits(p, word)}
                if rivals - {surname(meant.name)}:
                    return True
                ahead = piece.start <= pronoun.start <= piece.start + 1
                if ahead and outer.verb_start > pronoun.end and who.kind != "person":
                    return self._spoke_before(meant, number)
        return False

    def _spoke_before(self, person: Speaker, number: int) -> bool:
        """Whether somebody is a speaker of the sentence before."""
        before = self.found[number - 1] if number else ()
        names = {surname(one.who.name) for one in before if one.who is not None and one.who.name}
        return surname(person.name) in names

    def _names_of(self, person: Speaker) -> set[str]:
        """The words of a person's name; of a bare surname the given name as well, if it has one."""
        own = person.name.split()
        if len(own) != 1:
            return set(own)
        full = {p.name for named in self.mentions for p in named if surname(p.name) == own[0]}
        longer = [name for name in full if " " in name]
        return {*own, *(longer[0].split() if len(longer) == 1 else ())}

    def _candidates(self, place: int, word: str, before: int) -> list[Speaker]:
        """The persons of a sentence whom the pronoun could mean, one a surname or description.

        Of several, those who act or speak in it are meant, as a rule.
        """
        said = [one.who for one in self.found[place]]
        spoken = [p for p in said if p is not None and p.kind == "person"]
        named = [p for p in self.mentions[place] if p.end <= before and self._fits(p, word)]
        named = [p for p in named if not self._is_other(place, p, word)]
        if not self.rows[place] and _FIRST.search(self.sentences[place].text):
            named = []  # somebody's own words go on: "I thank my wife Ana", she said
        resolved = [p for p in spoken if p not in named and self._fits(p, word)]
        by_name = {surname(p.name): p for p in reversed([*named, *resolved])}
        acting = {surname(p.name) for p in spoken}
        here = before <= self.sentences[place].end
        told = [
            piece
            for one in self.rows[place]
            for piece in (one.quoted if here and self._is_before(one, before) else one.contents)
        ]
        for one in bystanders(self.sentences[place], self.parses[place]):
            if any(piece.start <= one.who.start < piece.end for piece in told):
                continue
            if self.genders.get(noun_of(one.who), word) != word:
                continue
            if not here and (another := self._spoken_of(place, one.who, word)):
                by_name[another.name] = another
                acting.add(another.name)
            if (one.acts or here) and one.who.end <= before and one.pronoun in {"", word}:
                by_name[one.who.text] = one.who
                acting |= {one.who.text} if one.acts else set()
        for who in nameless(self.found[place], word, before, self.genders):
            by_name[who.text] = who
            acting.add(who.text)
        main, subjects = subjects_of(self.sentences[place], self.parses[place])
        # Of "he met Kos and Lind" neither is he.
        told_of = not here and word in {one.lower() for one in main}
        if len(by_name) < 2 and not told_of:
            return list(by_name.values())
        found = [p for name, p in by_name.items() if name in acting | main]
        if found or told_of or self.sentences[place].text.startswith(_MARKS):
            return found
        return [p for n, p in by_name.items() if n in subjects and self._gender(p) == word]

    def _is_other(self, place: int, person: Speaker, word: str) -> bool:
        """Whether a sentence that begins with a name goes on with the other pronoun's "his"."""
        sentence = self.sentences[place]
        if word not in _POSSESSIVES or self._gender(person) is not None:
            return False
        behind = sentence.text[person.end - sentence.start :].lower().split()
        others = [p for p in self.mentions[place] if surname(p.name) != surname(person.name)]
        another = "her" if word == "he" else "his"
        alone = person.start == sentence.start and not any(p.end <= person.end for p in others)
        return alone and another in behind and not {word, _POSSESSIVES[word]} & set(behind)

    def _spoken_of(self, place: int, teller: Speaker, word: str) -> Speaker | None:
        """Of "an agent said she was ill" a person named before whom the pronoun fits as well."""
        text, start = self.sentences[place].text, self.sentences[place].start
        told = [
            text[piece.start - start : piece.end - start]
            for one in self.rows[place]
            if one.speaker is not None and one.speaker.start == teller.start
            for piece in one.contents
        ]
        if not any(re.match(rf"(?:that\s)?{word}\b", words, re.IGNORECASE) for words in told):
            return None
        named = (p for persons in reversed(self.mentions[:place]) for p in reversed(persons))
        return next((p for p in named if self._gender(p) == word), None)

    @staticmethod
    def _is_before(one: Attribution, pronoun: int) -> bool:
        """Whether an attribution stands before a pronoun of its own sentence, and is another's."""
        own = one.speaker is not None and one.speaker.start == pronoun
        return not own and one.content.start < pronoun <= one.content.end + 60

    def _goes_on(self, place: int, word: str) -> bool:
        """Whether a sentence is still about the same person, or is a quotation of hers."""
        text = self.sentences[place].text
        return text.startswith(_MARKS) or bool(
            re.search(rf"\b(?:{word}|{_POSSESSIVES[word]})\b", text, re.IGNORECASE)
        )

    def _gender(self, person: Speaker) -> str | None:
        """The pronoun that surely goes with a person."""
        words = person.name.split()
        given = PRONOUN_OF.get(words[0].lower()) if words else None
        last = surname(person.name)
        learned = self.genders.get(last) or self.learned.get(last)
        # Of "Dr. Martin" it may be the surname of a woman.
        known = (given, learned) if len(words) > 1 else (learned, given)
        return title_pronoun(person) or known[0] or known[1]

    def _fits(self, person: Speaker, word: str) -> bool:
        before = person.text.removesuffix(person.name).split()[-1:]
        return self._gender(person) in {None, word} and not WORKS.intersection(before)


def surname(name: str) -> str:
    """The last word of a name.

    >>> surname("Ana María Kos")
    'Kos'
    """
    return name.rsplit(maxsplit=1)[-1] if name.strip() else ""
