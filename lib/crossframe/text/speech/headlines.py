"""Headline -> whom it gives its words to: "Lawyer: Actress Enters Clinic", "Two Shot: Police"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crossframe.text.meaning.tree import Extent, Scene, Tree
from crossframe.text.speech.reported import Attribution, reported
from crossframe.text.speech.speaker_kinds import SpeakerKind, is_human
from crossframe.text.speech.speaker_words import OFFICES, PAPERS, POSTS, TITLES
from crossframe.text.speech.speakers import Speaker

# Words beside a colon may be what a text is about; these only ever say something.
_PAPERS = frozenset({"chronicle", "gazette", "guardian", "herald", "times", "tribune"})
_SAYING = frozenset(
    {"document", "expert", "official", "report", "source", "study", "survey", "poll"}
)
_OF_WORK = frozenset({"co-worker", "cop", "lawyer", "neighbor", "neighbour", "publicist", "rep"})
# What begins so tells what a text is, or sorts it.
_SORTS = frozenset(
    {"court", "house", "school", "station", "side", "note", "letter", "map", "video"}
)
_FEW = 4
# Police departments by their letters.
_POLICE = re.compile(r"[A-Z]{1,4}PD")
_BEFORE = re.compile(r"\W*(\w[^:;,.!?“\"]{1,40}):\s+(?=\S)")
_BEHIND = re.compile(r"(?::|\s[-–—]+|,)\s+([\w’'.& -]{2,40}?)(?:\s+(?:say|says|said))?$")


def by_headline(scene: Scene, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Reads whose words a headline gives, before a colon or behind one.

    A person's name beside a colon is as often what the headline is about, and a place always; only
    words for those who say things are taken.

    Args:
        scene: The sentence.
        found: What else is attributed in it; with any, the colon adds nothing.

    Yields:
        The attribution, with ":" for its verb.
    """
    tree = scene.tree
    text = tree.text.rstrip()
    if found or not text or text[-1] in '.”"':
        return
    before = None if text[0] in '"“' else _BEFORE.match(text)
    behind = _BEHIND.search(text)
    if before and _is_source(tree, Extent(*before.span(1))):
        place = Extent(before.end(1), before.end(1) + 1)
        yield from _given(scene, Extent(*before.span(1)), place, Extent(before.end(), len(text)))
    elif behind and text[behind.start()] != "," and _is_source(tree, Extent(*behind.span(1))):
        sign = behind.start() + (text[behind.start()] == " ")
        place = Extent(sign, sign + 1)
        yield from _given(scene, Extent(*behind.span(1)), place, Extent(0, behind.start()))


def _given(scene: Scene, who: Extent, place: Extent, said: Extent) -> Iterator[Attribution]:
    tree = scene.tree
    words = _within(tree, said)
    if sum(tree.word(token)[0].isalnum() for token in words) < _FEW:
        return
    text = tree.text[who.start : who.end]
    head = tree.word(_within(tree, who)[-1])
    speaker = Speaker(who.start, who.end, text, head, _kind(head))
    yield from reported(scene, speaker, (":", "neutral", place), words)


def _kind(head: str) -> SpeakerKind:
    if head.lower().removesuffix("s") in _OF_WORK | {"source", "official", "expert"}:
        return "unnamed"
    return "document" if head.lower() in PAPERS else "office"


def _is_source(tree: Tree, who: Extent) -> bool:
    tokens = [token for token in _within(tree, who) if tree.word(token)[0].isalnum()]
    if not 0 < len(tokens) <= _FEW or any(tree.parse.pos[t] == "NUM" for t in tokens):
        return False
    word, lemma = tree.lower(tokens[-1]), tree.lower(tokens[-1]).removesuffix("s")
    if {word, lemma} & _SORTS:
        return False
    known = OFFICES | POSTS | TITLES | _PAPERS | _SAYING | _OF_WORK
    return (
        bool({word, lemma} & known)
        or _POLICE.fullmatch(tree.word(tokens[-1])) is not None
        or (len(tokens) == 1 and lemma == "witnesse")
        or (len(tokens) == 1 and word.islower() and is_human(tree, tokens[-1]))
    )


def _within(tree: Tree, span: Extent) -> list[int]:
    return [t for t, at in enumerate(tree.parse.starts) if span.start <= at < span.end]
