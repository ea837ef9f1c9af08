"""Sentence and its grammar -> where it denies what somebody says."""

from __future__ import annotations

from collections.abc import Iterator

from crossframe.text.meaning.assertions import main_tokens
from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.speech_verbs import REQUESTS

_DENY = frozenset("deny disavow rebut refute repudiate".split())  # noqa: SIM905
# These deny only what is a saying: to reject an offer is a deed.
_REJECT = frozenset("contradict dismiss disprove dispute reject".split())  # noqa: SIM905
_SAYINGS = frozenset(
    """
    accusation allegation assertion charge claim criticism idea notion report rumor rumour
    speculation suggestion story theory version account figure
    """.split()  # noqa: SIM905
)
_UNTRUE = frozenset("baseless false groundless incorrect unfounded untrue".split())  # noqa: SIM905
_FOR_IT = frozenset("basis evidence indication proof sign truth".split())  # noqa: SIM905


def find_denials(tree: Tree) -> tuple[tuple[int, ...], ...]:
    """Finds where a sentence denies what somebody says: "denied", "rejects the claim", "no truth".

    Args:
        tree: The sentence.

    Returns:
        The tokens of each denial, of "no evidence" both; the last of them governs what is denied.
    """
    return tuple(sorted(_denials(tree, main_tokens(tree))))


def _denials(tree: Tree, main: frozenset[int]) -> Iterator[tuple[int, ...]]:
    for token in main:
        lemma, negated = tree.lemma(token), tree.has(token, "neg")
        objects = tree.kids(token, "dobj", "nsubjpass")
        said = {tree.lemma(kid) for kid in objects}
        given = any(tree.parse.pos[kid] in {"PRON", "PROPN"} for kid in objects) or said & REQUESTS
        denies = lemma in _DENY and (not given or tree.has(token, "ccomp"))
        if not negated and (denies or (lemma in _REJECT and said & _SAYINGS)):
            yield (token,)
        for kid in tree.kids(token, "acomp", "attr", "dobj", "nsubj"):
            word = tree.lemma(kid)
            if (word in _UNTRUE and not negated) or (word == "true" and negated):
                yield (kid,)
            if word in _FOR_IT and not _is_of_life(tree, kid):
                yield from ((det, kid) for det in tree.kids(kid, "det") if tree.lemma(det) == "no")


def _is_of_life(tree: Tree, sign: int) -> bool:
    """Whether "no signs of life" tells of somebody dead, or weak: nobody had said that."""
    nouns = [noun for prep in tree.kids(sign, "prep") for noun in tree.kids(prep, "pobj")]
    return any(tree.lemma(noun) == "life" for noun in nouns)
