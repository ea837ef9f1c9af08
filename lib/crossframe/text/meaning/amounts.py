"""Sentence and its grammar -> how many of what it counts, and how old they are of whom it tells."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from crossframe.text.meaning.main_clause import SUBJECTS, main_clause
from crossframe.text.meaning.tree import Tree
from crossframe.text.quantities.numerals import find_numerals

# A number of these says when something was or how long, and two reports of one thing may differ.
_TIMES = frozenset(
    "a.m. am century day decade gmt hour m. minute month p.m. pm second week year".split()  # noqa: SIM905
)
# Of these more are found by and by.
PEOPLE = frozenset(
    re.findall(
        r"\w+",
        "adult body boy casualty child civilian death demonstrator employee fatality girl guard "
        "hostage injury inmate man member migrant officer other passenger people person pirate "
        "policeman protester rebel refugee resident sailor soldier student suspect survivor troop "
        "tourist victim villager woman worker",
    )
)
_UNCOUNTED = _TIMES | PEOPLE
_AGE = re.compile(r"\b(\d{1,3})[- ]years?[- ]old\b|,\s(\d{2})(?=,|$)")
# In these parts of what a noun says others may be named: "the man accused of killing a boy".
_BESIDE = frozenset({"acl", "ccomp", "prep", "relcl"})
_NUMBER = re.compile(r"\d+")
# A figure that is named because it is not the one: "nearer 40 than 70", "12, not 15".
_NOT_SO = re.compile(
    r"\b(?:(?:closer\sto|nearer)\s[^.;]{1,30}?\sthan|instead\sof|not|rather\sthan)\s(\d+)\b",
    re.IGNORECASE,
)
# Reports of one thing count it otherwise where it is not over, but hardly two kinds of things at
# once with not one number alike: of 9 sentences of ECB+ with two and more all tell another matter.
_KINDS = 2


class Amounts(NamedTuple):
    """What a sentence counts: by the noun the numbers of it, each its least and its most.

    No persons, of whom more are found by and by, and no times. `ages` are those of whom its main
    clause is told, and `numbers` all in figures that stand anywhere in it; `not_so` are those of
    them that it says are not the ones.
    """

    counted: Mapping[str, AbstractSet[tuple[float, float]]]
    ages: AbstractSet[int]
    numbers: AbstractSet[int]
    not_so: AbstractSet[int]

    def are_against(self, beside: Amounts) -> bool:
        """Whether these are, of its figures, the ones that the other says are not so."""
        so = beside.numbers - beside.not_so
        return bool(self.numbers & beside.not_so) and not self.numbers & so

    def are_of_another(self, beside: Amounts) -> bool:
        """Whether both count the same kinds of things, two at least, and never as many."""
        kinds = self.counted.keys() & beside.counted.keys()
        return len(kinds) >= _KINDS and not any(
            self.counted[kind] & beside.counted[kind] for kind in kinds
        )

    def are_of_another_age(self, beside: Amounts) -> bool:
        """Whether the two are told of people of other ages, which the other does not name.

        A year more or less is one that somebody got wrong, or a birthday.
        """
        ages = [(one, other) for one in self.ages for other in beside.ages]
        named = self.ages & beside.numbers or beside.ages & self.numbers
        return bool(ages) and not named and all(abs(one - other) > 1 for one, other in ages)


def amounts_told(tree: Tree) -> Amounts:
    """Finds what a sentence counts, and how old they are of whom it is told.

    Args:
        tree: The sentence.

    Returns:
        Numbers of things, in figures or words, and the ages of the subjects of its main clause.
    """
    counted: dict[str, set[tuple[float, float]]] = defaultdict(set)
    for token, dep in enumerate(tree.parse.deps):
        noun = tree.parse.heads[token]
        if dep == "nummod" and tree.lemma(noun) not in _UNCOUNTED:
            extent = tree.extent(tree.subtree(token))
            for numeral in find_numerals(tree.text[extent.start : extent.end]):
                counted[tree.lemma(noun)].add((numeral.low, numeral.high))
    numbers, not_so = (set(map(int, one.findall(tree.text))) for one in (_NUMBER, _NOT_SO))
    return Amounts(dict(counted), set(_ages(tree)), numbers, not_so)


def _ages(tree: Tree) -> Iterator[int]:
    beside = [token for token, dep in enumerate(tree.parse.deps) if dep in _BESIDE]
    for verb in main_clause(tree).verbs:
        for noun in tree.kids(verb, *SUBJECTS):
            extent = tree.extent(tree.subtree(noun, without=beside))
            for one in _AGE.finditer(tree.text[extent.start : extent.end]):
                yield int(one.group(1) or one.group(2))
