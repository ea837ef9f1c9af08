"""Sentence and its grammar -> the words that it says do not hold: "no one was hurt"."""

from __future__ import annotations

from crossframe.records import Parse
from crossframe.text.meaning.assertions import find_assertions
from crossframe.text.meaning.tree import Tree

# Without one of them nothing is denied in English.
_DENYING = frozenset(
    """
    decline fail n't neglect neither never no nobody none not nothing n’t refuse unable without
    """.split()  # noqa: SIM905
)
_SAID_OF = ("acomp", "attr", "oprd")


def denied_rows(text: str, parse: Parse) -> frozenset[int]:
    """Finds the words of a sentence that it denies.

    Args:
        text: The sentence.
        parse: Its grammar.

    Returns:
        Rows of the parse: verbs and what is said with "to be" where that is not so ("nobody was
        hurt", "it was not easy", but not "not yet"), nouns with "no" or "without", and what "not"
        stands before ("a not guilty plea").
    """
    if _DENYING.isdisjoint(lemma.casefold() for lemma in parse.lemmas):
        return frozenset()
    tree = Tree(text, parse)
    found: set[int] = set()
    for one in find_assertions(tree):
        if one.negations and not one.is_soft:
            found.update((one.token, *tree.kids(one.token, *_SAID_OF)))
    found.update(row for row in range(len(parse.pos)) if _lacks(tree, row))
    return frozenset(found)


def _lacks(tree: Tree, row: int) -> bool:
    """Whether a word is one of "no", "without" or "not" itself."""
    head = tree.parse.heads[row]
    if any(tree.lemma(kid) == "no" for kid in tree.kids(row, "det", "neg")):
        return True
    if tree.parse.deps[row] == "pobj" and tree.lemma(head) == "without":
        return True
    return tree.parse.pos[row] == "ADJ" and row > 0 and tree.lemma(row - 1) == "not"
