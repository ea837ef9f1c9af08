"""Verb of speech in its sentence -> what it reports with a noun, a figure or a preposition."""

from __future__ import annotations

from collections.abc import Mapping

from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.speaker_words import PAPERS
from crossframe.text.speech.speech_verbs import (
    OF_PAPERS_WITH_OBJECT,
    SAYINGS,
    WITH_OBJECT,
    WITH_PREPOSITION,
    WITH_SAYING,
)

# To call for these is a cry or a telephone call, and no demand.
_CALLED_FOR = frozenset({"ambulance", "backup", "doctor", "help", "police"})
# With these the parser hangs the link now on the verb, now on the object.
_LINKING: Mapping[str, str] = {"attribute": "to", "describe": "as", "regard": "as"}


def object_of(tree: Tree, verb: int, lemma: str, speaker: int) -> set[int]:
    """Finds what a verb reports without a clause.

    Args:
        tree: The sentence.
        verb: The verb.
        lemma: Its dictionary form.
        speaker: The head of its speaker.

    Returns:
        The tokens; none where its object is nothing that is said.
    """
    if lemma == "put":
        return _figure(tree, verb)
    if lemma == "say":
        return _said_shortly(tree, verb)
    if lemma in {"call", "consider", "deem"} and (judged := _judged(tree, verb, speaker)):
        return judged
    if lemma in _LINKING:
        return _linked(tree, verb, _LINKING[lemma])
    objects = [kid for kid in tree.kids(verb, "dobj", "attr", "oprd") if kid != speaker]
    found = {
        token
        for kid in objects
        if _is_said(tree, lemma, speaker, kid)
        for token in tree.subtree(kid)
    }
    return found | _behind_preposition(tree, verb, lemma, objects)


def _is_said(tree: Tree, lemma: str, speaker: int, noun: int) -> bool:
    """Whether this verb says something with this object."""
    if lemma in WITH_SAYING:
        return tree.lower(noun) in SAYINGS or tree.lemma(noun) in SAYINGS
    if lemma == "count":
        return any(tree.parse.pos[token] == "NUM" for token in tree.subtree(noun))
    if lemma in OF_PAPERS_WITH_OBJECT:
        return tree.lemma(speaker) in PAPERS
    return lemma in WITH_OBJECT


def _linked(tree: Tree, verb: int, link: str) -> set[int]:
    """Of "describes him as a hero": all behind the verb, wherever the parser hung the link."""
    behind = {token for token in tree.subtree(verb) if token > verb}
    return behind if any(tree.lower(token) == link for token in behind) else set()


def _behind_preposition(tree: Tree, verb: int, lemma: str, objects: list[int]) -> set[int]:
    found: set[int] = set()
    for prep in tree.kids(verb, "prep", "dative"):
        if tree.lower(prep) in WITH_PREPOSITION.get(lemma, ()):
            asked = tree.kids(verb, "xcomp", "advcl")
            objects_of = {tree.lemma(noun) for noun in tree.kids(prep, "pobj")}
            if lemma == "call" and objects_of & _CALLED_FOR:
                continue
            if tree.lower(prep) != "on" or asked:  # "called on him", for tea
                found |= {token for kid in (prep, *objects, *asked) for token in tree.subtree(kid)}
    return found


def _said_shortly(tree: Tree, verb: int) -> set[int]:
    """Of "said 38", "said no", "how it was done they did not say": what is said."""
    after = verb + 1
    behind = list(range(after, len(tree.parse.pos)))
    if behind and tree.parse.deps[after] == "nummod" and tree.parse.heads[after] > after:
        first = not has_verb(tree, list(range(verb)))  # "police said two men, both old, drowned"
        return set(behind) if first and has_verb(tree, behind) else set()
    if after < len(tree.parse.pos) and (
        tree.parse.pos[after] == "NUM" or tree.lower(after) in {"no", "yes", "so"}
    ):
        return set(tree.subtree(after))
    asked = [
        kid
        for kid in tree.kids(verb, "advcl", "ccomp", "dep")
        if kid < verb and any(tree.parse.tags[word] in {"WRB", "WP"} for word in tree.children[kid])
    ]
    return {token for kid in asked for token in tree.subtree(kid)}


def _judged(tree: Tree, verb: int, speaker: int) -> set[int]:
    """Of "called it a crime": the thing and what it was called; a mere name is no statement."""
    parts = [kid for kid in tree.kids(verb, "oprd", "ccomp", "dobj", "xcomp") if kid != speaker]
    names = [kid for kid in parts if tree.parse.pos[kid] == "PROPN"]
    words = [token for kid in parts for token in tree.subtree(kid) if token > verb]
    said = any(tree.parse.pos[token] in {"NOUN", "ADJ"} for token in words if token not in names)
    everybody = tree.lower(speaker) in {"everyone", "people", "everybody", "locals", "many", "some"}
    full = len(parts) > 1 or any(tree.parse.deps[kid] == "ccomp" for kid in parts)
    if not said or not full or everybody or names[-1:] == parts[-1:]:
        return set()
    return {token for kid in parts for token in tree.subtree(kid)}


def _figure(tree: Tree, verb: int) -> set[int]:
    """Of "puts the toll at 31": all of it, wherever the parser hung the figure."""
    behind = [token for token in tree.subtree(verb) if token > verb]
    at = [token for token in behind if tree.lower(token) == "at"]
    figures = [token for token in behind if tree.parse.pos[token] == "NUM"]
    if not at or not figures or max(figures) < at[0]:
        return set()
    return set(behind)


def has_verb(tree: Tree, tokens: list[int]) -> bool:
    """Tells whether a finite verb stands among some words.

    Args:
        tree: The sentence.
        tokens: The words.

    Returns:
        Whether any is one.
    """
    return any(tree.parse.tags[token] in {"VBD", "VBZ", "VBP", "MD"} for token in tokens)
