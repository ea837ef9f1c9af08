"""Sentence and its grammar -> the words by which it only guesses, and what each bears on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from crossframe.text.meaning.clauses import clause_of
from crossframe.text.meaning.could import could_be
from crossframe.text.meaning.guesses import FIRST, UNSURE, had_been, is_guess
from crossframe.text.meaning.tree import Extent, Tree
from crossframe.text.speech.speaker_kinds import is_human
from crossframe.text.speech.speaker_words import PAPERS

# These weaken what is done to an object; a suspected thief who is arrested is arrested.
_POSSIBLE = frozenset("likely possible potential probable unconfirmed".split())  # noqa: SIM905
# "If the count is to be believed", "if it is correct": it may not be.
_TRUSTED = frozenset({"believe", "credit", "trust"})
_COUNTS = frozenset({"count", "number", "tally", "toll", "total"})
_RIGHT = frozenset({"accurate", "correct", "right", "true"})


class Hedge(NamedTuple):
    """Words that weaken something, as tokens of a sentence, and the tokens that they bear on."""

    tokens: tuple[int, ...]
    scope: tuple[int, ...]


def find_hedges(tree: Tree, main: frozenset[int]) -> Iterator[Hedge]:
    """Finds what weakens what a sentence asserts.

    Args:
        tree: The sentence.
        main: Its predicates, from `main_tokens`.

    Yields:
        The hedges. A verb, a modal or an adverb bears on its clause, and not on "because it
        rained", nor on what another joins to it; an adjective beside an object on that object.
    """
    for token in main:
        if is_guess(tree, token):
            yield Hedge((token,), clause_of(tree, token))
        for clause in tree.kids(token, "advcl"):
            if is_doubted(tree, clause):
                yield Hedge(tuple(tree.subtree(clause)), clause_of(tree, token))
        for kid in tree.kids(token):
            for tokens in _hedges_at(tree, kid):
                of_object = tree.parse.deps[kid] == "dobj"
                scope = tuple(tree.subtree(kid)) if of_object else _told_of_it(tree, token)
                yield Hedge(tokens, scope)


def is_doubted(tree: Tree, clause: int) -> bool:
    """Tells whether it is so "if the count is to be believed", or "if the owners are right".

    Args:
        tree: The sentence.
        clause: The verb of the condition.

    Returns:
        Whether the condition is that somebody is right.
    """
    if tree.lemma(clause) != "be" or not tree.has(clause, "mark"):
        return False
    when = any(tree.lower(mark) == "if" for mark in tree.kids(clause, "mark"))
    believed = any(tree.lemma(kid) in _TRUSTED for kid in tree.kids(clause, "xcomp"))
    right = any(tree.lower(kid) in _RIGHT for kid in tree.kids(clause, "acomp"))
    tells = any(
        is_human(tree, noun) or tree.lemma(noun) in PAPERS | _COUNTS
        for noun in tree.kids(clause, "nsubj")
    )
    return when and (believed or (right and tells))


def _told_of_it(tree: Tree, verb: int) -> tuple[int, ...]:
    """What a verb asserts; of "the fire may have been arson" not that there was a fire."""
    clause = clause_of(tree, verb)
    if tree.lemma(verb) != "be" or not tree.has(verb, "attr"):
        return clause
    subject = {token for kid in tree.kids(verb, "nsubj") for token in tree.subtree(kid)}
    return tuple(token for token in clause if token not in subject)


def is_opinion(tree: Tree, hedge: Hedge, said: Sequence[Extent]) -> bool:
    """Tells whether a speaker gives an opinion, "I think", in words that are quoted.

    Args:
        tree: The sentence.
        hedge: One of its hedges.
        said: What stands in quotation marks in it, in its characters.

    Returns:
        Whether it is that: who says it is told anyhow.
    """
    verb = hedge.tokens[0]
    start = tree.parse.starts[verb]
    first = any(tree.lower(kid) in FIRST for kid in tree.kids(verb, "nsubj"))
    return first and any(piece.start <= start < piece.end for piece in said)


def _hedges_at(tree: Tree, kid: int) -> Iterator[tuple[int, ...]]:
    """What hangs on a predicate and weakens it: "may", "perhaps", "a possible link"."""
    lemma, dep = tree.lemma(kid), tree.parse.deps[kid]
    if tree.parse.tags[kid] == "MD":
        guess = lemma in {"may", "might"} or (lemma == "could" and could_be(tree, kid))
        if guess and not _is_unreal(tree, kid) and not _is_asked(tree, tree.parse.heads[kid]):
            yield (kid,)
    elif dep in {"advmod", "acomp"} and lemma in UNSURE:
        yield (kid,)
    elif dep in {"attr", "dobj"}:
        refused = dep == "dobj" and tree.has(tree.parse.heads[kid], "neg")
        if refused:  # "would not discuss a possible motive"
            return
        hedges = UNSURE if dep == "attr" else _POSSIBLE
        yield from ((adj,) for adj in tree.kids(kid, "amod") if tree.lemma(adj) in hedges)


def _is_asked(tree: Tree, verb: int) -> bool:
    """Whether nobody knows "when the offer might end", which is told flatly."""
    asks = any(
        tree.parse.tags[kid] == "WRB" or tree.lower(kid) == "whether" for kid in tree.kids(verb)
    )
    return asks and tree.parse.deps[verb] == "ccomp"


def _is_unreal(tree: Tree, modal: int) -> bool:
    """Whether it tells what did not come to pass: "might be alive", "what might have been"."""
    head = tree.parse.heads[modal]
    if modal and tree.lower(modal - 1) == "what":
        return True
    if "alive" in {tree.lower(kid) for kid in tree.kids(head, "acomp")}:
        return True
    return any(
        tree.lower(kid) == "had" or tree.parse.tags[kid] == "VBD" or had_been(tree, kid)
        for kid in tree.kids(head, "advcl")
        if any(tree.lower(mark) == "if" for mark in tree.kids(kid, "mark"))
    )
