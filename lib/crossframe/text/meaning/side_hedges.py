"""Sentence and its grammar -> the words by which a side clause of it only guesses."""

from __future__ import annotations

from collections.abc import Iterator

from crossframe.text.meaning.clauses import CONDITIONS, clause_of
from crossframe.text.meaning.guesses import OPEN, is_guess
from crossframe.text.meaning.hedges import Hedge, find_hedges
from crossframe.text.meaning.tree import Tree

_BESIDE = frozenset({"advcl", "parataxis", "relcl"})
_SUBJECTS = ("nsubj", "nsubjpass", "expl")


def hedges_beside(tree: Tree, main: frozenset[int]) -> Iterator[Hedge]:
    """Finds what weakens a side clause, of which a claim may tell: "though Kos may upset the plan".

    Args:
        tree: The sentence.
        main: Its predicates, from `main_tokens`.

    Yields:
        The hedges of clauses with a subject of their own; each bears on its clause, one beside a
        noun on that noun as well: "charges that are expected".
    """
    for clause in range(len(tree.parse.heads)):
        if clause in main or tree.parse.deps[clause] not in _BESIDE:
            continue
        subjects = tree.kids(clause, *_SUBJECTS)
        deed = any(tree.lower(kid) == "who" for kid in subjects)  # "a guard who suspected him"
        if not subjects or deed or _is_condition(tree, clause):
            continue
        noun = [tree.parse.heads[clause]] if tree.parse.deps[clause] == "relcl" else []
        expected = tree.lemma(clause) in OPEN and tree.has(clause, "auxpass")
        below = [clause, *tree.kids(clause, "ccomp", "xcomp")]
        for hedge in find_hedges(tree, frozenset(below)):
            yield Hedge(hedge.tokens, (*noun, *hedge.scope))
        if expected and not is_guess(tree, clause):
            yield Hedge((clause,), (*noun, *clause_of(tree, clause)))


def _is_condition(tree: Tree, clause: int) -> bool:
    """Whether a clause tells under what condition something is so."""
    return any(tree.lower(mark) in CONDITIONS for mark in tree.kids(clause, "mark"))
