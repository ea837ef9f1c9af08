"""Verb in its sentence -> the clause of it, without those that hang on it or stand beside it."""

from __future__ import annotations

from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.speech_verbs import VERB_CLASS

# Of these a clause has one of its own.
_SUBJECTS = ("nsubj", "nsubjpass", "expl")
_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_SIDE = frozenset({"advcl", "parataxis"})
CONDITIONS = frozenset({"if", "unless"})
_PARTS = frozenset({";", "—", "–", "--"})


def clause_of(tree: Tree, verb: int) -> tuple[int, ...]:
    """Finds what a verb asserts.

    Args:
        tree: The sentence.
        verb: The verb.

    Returns:
        The tokens of its clause, without those that tell when or why, or add something of a noun,
        and without others joined to it, or parted from it by a semicolon or a dash.
    """
    own, above = verb, tree.parse.heads[verb]
    if verb < above and tree.parse.deps[verb] == "ccomp" and tree.lemma(above) not in VERB_CLASS:
        verb = above  # "arson is suspected in the fire at the mill he owns", misread
    aside = [kid for kid in tree.kids(verb) if _is_beside(tree, kid)]
    below = tree.subtree(verb, without=aside)
    aside += [token for token in below if _is_added(tree, token, own)]
    inside = tree.subtree(verb, without=aside)
    marks = [token for token in inside if tree.word(token) in _PARTS]
    first = max((mark for mark in marks if mark < own), default=-1)
    last = min((mark for mark in marks if mark > own), default=len(tree.parse.heads))
    return tuple(token for token in inside if first < token < last)


def _is_added(tree: Tree, token: int, verb: int) -> bool:
    """Whether it tells what a noun did: "arson is suspected in the fire that razed the mill".

    What somebody may be is left as open as who: "is thought to be the man who razed it".
    """
    if tree.parse.deps[token] != "relcl":
        return False
    first, noun = min(tree.subtree(token)), tree.parse.heads[token]
    if first > 0 and tree.word(first - 1) == ",":
        return True
    is_subject = tree.parse.deps[noun] in _SUBJECTS
    return is_subject or (noun > verb and tree.parse.deps[noun] not in {"attr", "oprd"})


def _is_beside(tree: Tree, kid: int) -> bool:
    """Whether a clause is not weakened with the one above: "may fall, and the road was shut"."""
    dep = tree.parse.deps[kid]
    if any(tree.lower(mark) in CONDITIONS for mark in tree.kids(kid, "mark")):
        return False
    if dep == "conj":
        return tree.has(kid, *_SUBJECTS, "aux") or tree.parse.tags[kid] in _FINITE
    return dep in _SIDE
