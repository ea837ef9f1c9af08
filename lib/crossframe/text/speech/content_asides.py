"""Clauses that a verb of speech reports -> what in them the outlet adds, or has from another."""

from __future__ import annotations

from collections.abc import Sequence

from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.speech_verbs import BARE, VERB_CLASS

_AGAINST = frozenset({"while", "whereas", "although", "though"})
_HOW = frozenset({"add", "call", "describe", "joke", "note"})
# What was said, as a thing that one does something for.
_IT = frozenset({"that", "this"})
_DASHES = frozenset({"--", "—", "–"})
# "Hoped" is read as a form of "hop".
_THINKING = frozenset(VERB_CLASS) | {"hope", "hop"}


def others_in(tree: Tree, clauses: Sequence[int]) -> list[int]:
    """Finds what stands in the clauses that are said, and is not said with them.

    Args:
        tree: The sentence.
        clauses: The heads of the clauses.

    Returns:
        The heads of what another says or thinks, of who told it, and of what is done.
    """
    found = [*_elsewhere(tree, clauses), *_sources_behind(tree, clauses)]
    return [*found, *_added_behind_dash(tree, clauses), *_done_for_it(tree, clauses)]


def _elsewhere(tree: Tree, clauses: Sequence[int]) -> list[int]:
    """Of "told them it fell, while Kos said it stands": what another says, set against it."""
    return [
        kid
        for clause in clauses
        for kid in tree.kids(clause, "advcl")
        if _is_set_against(tree, kid) or _is_how(tree, clause, kid)
    ]


def _is_set_against(tree: Tree, clause: int) -> bool:
    marked = any(tree.lower(mark) in _AGAINST for mark in tree.kids(clause, "mark"))
    return marked and tree.lemma(clause) in BARE and tree.has(clause, "nsubj")


def _is_how(tree: Tree, clause: int, kid: int) -> bool:
    """Of "said it fell, describing it as old": how somebody speaks, and no part of what is said."""
    speaks = tree.parse.tags[kid] == "VBG" and tree.lemma(kid) in _HOW
    return speaks and kid > clause and tree.word(min(tree.subtree(kid)) - 1) == ","


def _added_behind_dash(tree: Tree, clauses: Sequence[int]) -> list[int]:
    """Of "said it cost a million -- which Kos hoped was not so" what the outlet adds of another."""
    return [
        token
        for clause in clauses
        for token in tree.subtree(clause)
        if tree.parse.deps[token] == "relcl" and tree.lemma(token) in _THINKING
        if tree.word(min(tree.subtree(token)) - 1) in _DASHES
        if any(tree.parse.pos[kid] == "PROPN" for kid in tree.kids(token, "nsubj"))
    ]


def _done_for_it(tree: Tree, clauses: Sequence[int]) -> list[int]:
    """Of "said it was old, and backed that with a report" what somebody does for what is said."""
    return [
        kid
        for clause in clauses
        for kid in tree.kids(clause, "conj")
        if not tree.has(kid, "nsubj", "nsubjpass", "aux") and kid > clause
        if tree.lower(kid - 1) in {"and", "but"} and tree.word(kid - 2) == ","
        if any(noun == kid + 1 and tree.lower(noun) in _IT for noun in tree.kids(kid, "dobj"))
    ]


def _sources_behind(tree: Tree, clauses: Sequence[int]) -> list[int]:
    """Of "said it fell, according to the Tide" the source, by which the outlet knows all of it."""
    return [
        token
        for clause in clauses
        for token in tree.subtree(clause)
        if tree.lower(token) == "according" and tree.word(token - 1) == ","
    ]
