"""Subject that stands for another -> the noun that "who", "which" or "that" stands for."""

from __future__ import annotations

from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.speaker_kinds import SHIPS, is_human
from crossframe.text.speech.speaker_words import OFFICES, POSTS

_WHERE = frozenset({"at", "in", "inside", "near", "outside"})


def referent_of(tree: Tree, verb: int, subject: int) -> int | None:
    """Finds the noun that "who", "which" or "that" stands for.

    Args:
        tree: The sentence.
        verb: A verb.
        subject: Its subject.

    Returns:
        The noun; the subject itself if it is another word, None where no noun is found.
    """
    if tree.lower(subject) not in {"who", "which", "that"}:
        return subject
    if tree.parse.deps[verb] == "conj":
        verb = tree.parse.heads[verb]
    if tree.parse.deps[verb] != "relcl":
        return None
    noun = tree.parse.heads[verb]
    if tree.lemma(verb) == "read" and is_human(tree, noun):
        return None  # "a letter to the owner that reads"
    if noun < subject:
        return _seaman(tree, noun) if tree.lower(subject) == "who" else noun
    before = subject - 1  # what the clause was hung on stands behind it
    return before if before >= 0 and tree.parse.pos[before] in {"NOUN", "PROPN"} else None


def _seaman(tree: Tree, noun: int) -> int:
    """Of "sailors on board the MV Tide, who": the sailors, for no ship and no place is "who"."""
    ship = any(tree.word(kid) in SHIPS for kid in tree.kids(noun, "compound", "nmod"))
    where = tree.parse.deps[noun] == "pobj" and tree.lower(tree.parse.heads[noun]) in _WHERE
    body = where and tree.lemma(noun) in OFFICES - POSTS
    if not (ship or body) and tree.parse.entities[noun] not in {"FAC", "GPE", "LOC"}:
        return noun
    for before in range(noun - 1, max(-1, noun - 8), -1):
        if tree.parse.pos[before] in {"AUX", "PUNCT", "VERB"}:
            break
        person = is_human(tree, before) and tree.lemma(before) not in OFFICES
        if tree.parse.pos[before] == "NOUN" and person:
            return before
    return noun
