"""Sentence and its grammar -> how many people it counts."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from crossframe.text.meaning.amounts import PEOPLE
from crossframe.text.meaning.main_clause import SUBJECTS
from crossframe.text.meaning.tree import Tree
from crossframe.text.quantities.numerals import find_numerals

# "Five hurt" counts people as well.
_FARED = frozenset({"dead", "die", "hurt", "injure", "injured", "kill", "missing", "wounded"})
_COUNTED = PEOPLE | _FARED
# News rounds from here on, and by no more than this share.
_MANY, _ROUNDED = 100, 0.05


class PeopleCounted(NamedTuple):
    """How many people a sentence counts, each number of them, and all numbers that it names."""

    counted: AbstractSet[float]
    named: AbstractSet[float]

    def are_others(self, beside: PeopleCounted) -> bool:
        """Whether both count people, and neither names a number of the other, nor what they sum to.

        "Two women and a man died" counts as many as "three people died".
        """
        if not (_are_several(self.counted) and _are_several(beside.counted)):
            return False
        return not (_any_named(self, beside) or _any_named(beside, self))


def _are_several(counted: AbstractSet[float]) -> bool:
    """Whether more than one is counted somewhere: "one" seldom counts."""
    return max(counted, default=0) > 1


def _any_named(one: PeopleCounted, other: PeopleCounted) -> bool:
    whole = {*one.counted, sum(one.counted)}
    return any(_are_equal(ours, theirs) for ours in whole for theirs in other.named)


def _are_equal(one: float, other: float) -> bool:
    most = max(one, other)
    return abs(one - other) <= (_ROUNDED * most if most >= _MANY else 0)


def people_counted(tree: Tree) -> PeopleCounted:
    """Finds the numbers of people in a sentence.

    Args:
        tree: The sentence.

    Returns:
        Those that count a noun for people, or are a subject by themselves ("five hurt"), exact
        ones; and beside these all numbers of the sentence.
    """
    named = (end for one in find_numerals(tree.text) for end in (one.low, one.high))
    return PeopleCounted(frozenset(_counts(tree)), frozenset(named))


def _counts(tree: Tree) -> Iterator[float]:
    for token in range(len(tree.parse.deps)):
        if _counts_people(tree, token):
            extent = tree.extent(tree.subtree(token))
            for one in find_numerals(tree.text[extent.start : extent.end]):
                if one.low == one.high and one.low == int(one.low):
                    yield one.low


def _counts_people(tree: Tree, token: int) -> bool:
    dep, before = tree.parse.deps[token], tree.text[: tree.parse.starts[token]].rstrip()
    if dep == "nummod":
        return tree.lemma(tree.parse.heads[token]).casefold() in _COUNTED
    # An age stands behind a comma: "Ann Ray, 20, was found".
    if tree.parse.pos[token] != "NUM" or (before.endswith(",") and tree.lemma(token).isdigit()):
        return False
    return dep in SUBJECTS or any(tree.lemma(kid) in _FARED for kid in tree.kids(token, "acl"))
