"""Sentence and its grammar -> what it tells of the missing and the dead: search, finding, burial.

Each of these has its day and its news, and whoever tells of one names the same people as whoever
tells of another.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from crossframe.text.meaning.amounts import PEOPLE
from crossframe.text.meaning.main_clause import SUBJECTS, main_clause
from crossframe.text.meaning.tree import Tree

_WORDS = {
    "search": "search",
    "finding": "discover find",
    "naming": "identify",
    "burial": "burial bury cremate cremation funeral inter",
}
# With these as well a sentence may mean them.
_HINTS = {
    "search": "comb dive diver find hunt look rescue rescuer scour seek",
    "finding": "recover",
    "naming": "identity name",
    "burial": "cemetery coffin grave mourner procession rest",
}
_NAMES = {word: fate for fate, words in _WORDS.items() for word in words.split()}
_MEANT_BY = {fate: frozenset(f"{words} {_HINTS[fate]}".split()) for fate, words in _WORDS.items()}
# Things are found and named as well.
_OF_PEOPLE = frozenset({"finding", "naming"})
_DEAD = PEOPLE | {"corpse", "dead", "deceased", "remains"}
# Whoever does not so much as hint at these tells something else of the same people.
_APART = frozenset({"burial", "search"})


class Fates(NamedTuple):
    """What a sentence tells of the missing and the dead: in its main clause, and as it may mean."""

    main: AbstractSet[str]
    hinted: AbstractSet[str]

    def is_left_out_by(self, beside: Fates) -> bool:
        """Whether this tells of a search or a burial, at which the other does not hint.

        "Kos, the pilot, was buried" is not what "Kos, the pilot, is among the dead" says.
        """
        return bool(self.main & _APART) and not self.main & beside.hinted


def fates_told(tree: Tree) -> Fates:
    """Finds what a sentence tells of the missing and the dead.

    Args:
        tree: The sentence.

    Returns:
        Search, finding, naming and burial.
    """
    main = {fate for verb in main_clause(tree).verbs for fate in _fates_at(tree, verb)}
    lemmas = {lemma.lower() for lemma in tree.parse.lemmas}
    return Fates(main, {fate for fate, words in _MEANT_BY.items() if words & lemmas})


def _fates_at(tree: Tree, verb: int) -> Iterator[str]:
    fate = _NAMES.get(tree.lemma(verb), "")
    if fate and (fate not in _OF_PEOPLE or _is_of_people(tree, verb)) and _is_for(tree, verb):
        yield fate
    for noun in tree.kids(verb, *SUBJECTS, "attr", "dobj"):
        if _NAMES.get(tree.lemma(noun), "") in _APART and _is_for(tree, noun):
            yield _NAMES[tree.lemma(noun)]


def _is_for(tree: Tree, token: int) -> bool:
    """Whether a search is one for somebody: the police search a house as well."""
    is_search = tree.lemma(token) == "search"
    return not is_search or any(tree.lower(kid) == "for" for kid in tree.kids(token, "prep"))


def _is_of_people(tree: Tree, verb: int) -> bool:
    """Whether it is people who are found or identified."""
    for noun in tree.kids(verb, "nsubjpass", "dobj"):
        below = tree.subtree(noun, without=tree.kids(noun, "relcl", "acl", "prep"))
        if tree.lemma(noun) in _DEAD or any(tree.parse.entities[t] == "PERSON" for t in below):
            return True
    return False
