"""Verb of speech whose subject was parsed as something else -> whom that is, right beside it."""

from __future__ import annotations

from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.speaker_kinds import is_human, is_person
from crossframe.text.speech.speech_verbs import BARE

_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def lost_behind(tree: Tree, verb: int) -> int | None:
    """Finds the speaker behind the verb, "..., said the mayor", who was taken for an object.

    Args:
        tree: The sentence.
        verb: A verb of speech without a subject.

    Returns:
        The head of the speaker; None where nobody stands there.
    """
    before = tree.text[: tree.parse.starts[verb]].rstrip()
    if not before or before[-1] not in ",”\"»’'?!" or tree.has(verb, "aux", "mark"):
        return None
    if tree.lemma(verb) not in BARE - {"tell"} or tree.parse.tags[verb] not in _FINITE:
        return None
    for kid in tree.kids(verb, "dobj", "attr", "oprd", "npadvmod", "appos"):
        words = tree.subtree(kid)
        if min(words) == verb + 1 and tree.parse.pos[kid] in {"PROPN", "NOUN", "PRON"}:
            return kid
    return None


def lost_before(tree: Tree, verb: int) -> int | None:
    """Finds the noun right before "... said." that the parser gave to the words before it.

    Args:
        tree: The sentence.
        verb: A verb of speech without a subject.

    Returns:
        The noun; None where it is another's, or none stands there.
    """
    if tree.lemma(verb) not in BARE | {"tell"} or tree.parse.tags[verb] not in _FINITE:
        return None
    if tree.parse.deps[verb] == "conj" or tree.has(verb, "aux", "mark"):
        return None
    noun = verb - 1
    if noun > 0 and tree.word(noun) == ",":
        noun -= 1
    if noun < 0 or tree.parse.pos[noun] not in {"NOUN", "PROPN", "PRON"}:
        return None
    while tree.parse.deps[noun] in {"compound", "appos"} and tree.parse.heads[noun] < verb:
        noun = tree.parse.heads[noun]
    noun = _described(tree, noun)
    if _is_set_apart(tree, noun):
        return noun
    post = tree.parse.heads[tree.parse.heads[noun]]  # "the head of the port, Kos, told"
    called = tree.parse.deps[noun] == "pobj" and post < noun and tree.word(verb - 1) == ","
    return post if called and is_human(tree, post) and _is_set_apart(tree, post) else None


def _is_set_apart(tree: Tree, noun: int) -> bool:
    """Whether a comma or a mark of quotation stands before a phrase."""
    before = tree.text[: tree.parse.starts[min(tree.subtree(noun))]].rstrip()
    return bool(before) and before[-1] in ",”\"»’'?!—–"


def _described(tree: Tree, noun: int) -> int:
    """Of "Ana Kos, the owner's lawyer" the name, where the parser took the two for a list."""
    name = tree.parse.heads[noun]
    first = min(tree.subtree(noun))
    listed = tree.parse.deps[noun] == "conj" and tree.has(noun, "poss") and is_human(tree, noun)
    told = listed and name < first - 1 and tree.word(first - 1) == "," and not tree.has(name, "cc")
    return name if told and is_person(tree, name) else noun
