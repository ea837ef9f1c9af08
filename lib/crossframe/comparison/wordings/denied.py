"""Sentence and its grammar -> the words that it says do not hold: "no one was hurt"."""

from __future__ import annotations

from crossframe.records import Parse
from crossframe.text.meaning.assertions import Assertion, find_assertions
from crossframe.text.meaning.tree import Tree

# Without one of them nothing is denied in English.
_DENYING = frozenset(
    """
    decline fail n't neglect neither never no nobody none not nothing n’t refuse unable without
    """.split()  # noqa: SIM905
)
_NOTHING = frozenset({"nobody", "none", "nothing"})
# "Not only" denies nothing.
_AND_MORE = frozenset({"alone", "just", "merely", "only", "simply"})
_SAID_OF = ("acomp", "attr", "dobj", "oprd", "prep", "xcomp")
_WITHIN = ("amod", "compound", "conj", "nmod", "pcomp", "pobj", "prep", *_SAID_OF)
# What is not so "for fear of" something is so before, after and because of other things.
_BELONGING = frozenset({"about", "in", "of", "to", "with"})
_KNOWN = frozenset({"that", "the", "these", "this", "those"})


def denied_rows(text: str, parse: Parse) -> frozenset[int]:
    """Finds the words of a sentence that it denies.

    Args:
        text: The sentence.
        parse: Its grammar.

    Returns:
        Rows of the parse: verbs that are negated, not yet done included, and what is said with them
        ("nobody was hurt", "it was not due to bad weather", "has no reports of injuries"), but no
        noun that is known to be ("he did not see the attack"); nouns with "no" or "without", and
        what "not" stands before ("a not guilty plea").
    """
    if _DENYING.isdisjoint(lemma.casefold() for lemma in parse.lemmas):
        return frozenset()
    tree = Tree(text, parse)
    found: set[int] = set()
    for one in find_assertions(tree):
        if one.negations and not _says_more(tree, one):
            found.add(one.token)
            for kid in tree.kids(one.token, *_SAID_OF):
                found.update(_scope(tree, kid))
    for row in range(len(parse.pos)):
        if _lacks(tree, row):
            found.add(row)
            for kid in tree.kids(row, "amod", "conj"):
                found.update(_scope(tree, kid))
            for of in tree.kids(row, "prep"):
                found.update(_scope(tree, of) if tree.lemma(of) == "of" else ())
    return frozenset(found)


def _says_more(tree: Tree, one: Assertion) -> bool:
    """Whether a negation only says that there is more: "he not only killed him"."""
    after = {tree.lemma(row + 1) for row in one.negations if row + 1 < len(tree.parse.pos)}
    return bool(after & _AND_MORE)


def _scope(tree: Tree, row: int) -> set[int]:
    """A word and what belongs to it, up to what is known: "the attack", "his death"."""
    if tree.parse.deps[row] == "prep" and tree.lemma(row) not in _BELONGING:
        return set()
    is_known = any(
        tree.parse.deps[kid] == "poss" or tree.lemma(kid) in _KNOWN
        for kid in tree.kids(row, "det", "poss")
    )
    if is_known or tree.parse.pos[row] == "PROPN":
        return set()
    return {row}.union(*(_scope(tree, kid) for kid in tree.kids(row, *_WITHIN)))


def _lacks(tree: Tree, row: int) -> bool:
    """Whether a word is one of "no", "nothing", "without" or "not" itself."""
    head = tree.parse.heads[row]
    if any(tree.lemma(kid) == "no" for kid in tree.kids(row, "det", "neg")):
        return True
    if tree.lemma(row) in _NOTHING and tree.has(row, "amod"):
        return True
    if tree.parse.deps[row] == "pobj" and tree.lemma(head) == "without":
        return True
    return tree.parse.pos[row] == "ADJ" and row > 0 and tree.lemma(row - 1) == "not"
