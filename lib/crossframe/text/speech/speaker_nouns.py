"""Noun in its sentence -> whom its own phrase names: name, role and body, as they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.speaker_bodies import body_of
from crossframe.text.speech.speaker_kinds import (
    SpeakerKind,
    is_human,
    is_role_word,
    kind_at,
)
from crossframe.text.speech.speaker_phrases import phrase_of
from crossframe.text.speech.speaker_words import COURTESY

# Between a name and what is said of it: a comma or a dash, perhaps an age or a place.
_BESIDE = re.compile(r"\s*(?:[,(–—-]+\s*(?:\d+|\w+ly|[A-Z][^,;]{0,40}),?\s*)?[,(–—-]*\s*")
_PARTICLES = frozenset({"de", "van", "von", "al", "bin", "-", "del", "der", "la", "di", "da"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whoever says something, as written: `text[start:end]`, where `head` is the leading word.

    `kind` is "person" (by name), "office" (an organisation, a place that speaks for its
    government, or a single office: "the mayor"), "document" (or another thing that is read),
    "pronoun", or "unnamed" ("a witness", "officials"). `name` is the bare name without title and
    role; `role` is what the text says that the speaker is ("Mayor", "head of the port");
    `affiliation` the body that is named with it. All three are "" where the text has none. Of "Kos
    and Lind said" all that tells of one tells of the first, and `together` holds each by itself;
    it is empty for one alone.
    """

    start: int
    end: int
    text: str
    head: str
    kind: SpeakerKind
    name: str = ""
    role: str = ""
    affiliation: str = ""
    together: tuple[Speaker, ...] = ()

    def shifted(self, offset: int) -> Speaker:
        """The same speaker in a text that begins `offset` characters earlier."""
        each = tuple(one.shifted(offset) for one in self.together)
        return replace(self, start=self.start + offset, end=self.end + offset, together=each)

    @property
    def each(self) -> tuple[Speaker, ...]:
        """Those who say it together, or the one who says it."""
        return self.together or (self,)


def made(
    tree: Tree,
    tokens: list[int],
    head: int,
    kind: SpeakerKind,
    name: str = "",
    role: str = "",
    affiliation: str = "",
) -> Speaker:
    """Makes a speaker of the tokens of a phrase.

    Args:
        tree: The sentence.
        tokens: The phrase.
        head: Its leading word.
        kind: What kind of speaker it names.
        name: The bare name in it.
        role: What it says that the speaker is.
        affiliation: The body named with it.

    Returns:
        The speaker.
    """
    start, end = tree.extent(tokens)
    text = tree.text[start:end]
    return Speaker(start, end, text, tree.word(head), kind, name, role, affiliation)


def described(tree: Tree, head: int) -> Speaker:
    """Reads the noun phrase of a token, whatever stands beside it left out.

    Args:
        tree: The sentence.
        head: The token.

    Returns:
        Whom it names.
    """
    tokens = phrase_of(tree, head)
    kind = kind_at(tree, head)
    if kind != "person":
        body = "" if tree.parse.pos[head] == "PROPN" else body_of(tree, head)
        return made(tree, tokens, head, kind, affiliation=body)
    name = _name(tree, head, tokens)
    before = [token for token in tokens if token < name[0]]
    apposed = next(
        (
            kid
            for kid in tree.kids(head, "appos")
            if is_human(tree, kid) and _is_beside(tree, tokens, kid)
        ),
        None,
    )
    role = _role(tree, before)
    affiliation = body_of(tree, head)
    if apposed is not None:
        start, end = tree.extent(phrase_of(tree, apposed))
        role = tree.text[start:end]
        affiliation = affiliation or body_of(tree, apposed)
    words = tree.extent(name)
    return made(
        tree,
        tokens,
        head,
        "person",
        name=tree.text[words.start : words.end],
        role=role,
        affiliation=affiliation,
    )


def _is_beside(tree: Tree, name: list[int], noun: int) -> bool:
    """Whether a noun stands right behind a name, and not in a list after it."""
    first = min(phrase_of(tree, noun))
    between = tree.text[tree.parse.ends[max(name)] : tree.parse.starts[first]]
    return noun > max(name) and _BESIDE.fullmatch(between) is not None


def _role(tree: Tree, tokens: list[int]) -> str:
    """What stands before a name, unless it is "Mr" or an article alone."""
    if not tokens:
        return ""
    start, end = tree.extent(tokens)
    plain = tree.text[start:end].rstrip(".").lower()
    return "" if plain in COURTESY else tree.text[start:end]


def _name(tree: Tree, head: int, tokens: list[int]) -> list[int]:
    """The bare name: capitalised words up to the head, from where titles and roles end."""
    name = [head]
    for token in sorted((t for t in tokens if t < head), reverse=True):
        if token != name[0] - 1 or not _is_of_name(tree, token, head):
            break
        name.insert(0, token)
    while len(name) > 1 and not tree.word(name[0])[0].isalnum():
        name = name[1:]
    return name


def _is_of_name(tree: Tree, token: int, head: int) -> bool:
    word = tree.word(token)
    if word == ".":
        return True
    if is_role_word(word.rstrip(".").lower()) or not (word[0].isupper() or word in _PARTICLES):
        return False
    entities = tree.parse.entities
    return entities[head] != "PERSON" or entities[token] == "PERSON"
