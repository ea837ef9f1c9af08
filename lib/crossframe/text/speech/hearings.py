"""Sentence -> what is said before a court, where nobody is named who says it."""

from __future__ import annotations

from collections.abc import Iterator

from crossframe.text.meaning.tree import Scene
from crossframe.text.speech.reported import Attribution, reported

_COURTS = frozenset(
    "court hearing inquest inquiry judge juror jury magistrate panel tribunal trial".split()  # noqa: SIM905
)
_FINITE = frozenset({"MD", "VBD", "VBP", "VBZ"})


def by_hearing(scene: Scene) -> Iterator[Attribution]:
    """Reads "the court heard that the boat was stolen".

    Args:
        scene: The sentence.

    Yields:
        What is heard, with the verb "hear" and nobody named; not "heard the witnesses", and
        nothing that was not heard.
    """
    tree = scene.tree
    for token, tag in enumerate(tree.parse.tags):
        if tree.lemma(token) != "hear" or tag[:2] != "VB" or scene.quote_of[token] is not None:
            continue
        hearing = any(tree.lemma(kid).lower() in _COURTS for kid in tree.kids(token, "nsubj"))
        if not hearing or tree.has(token, "neg"):
            continue
        told = [
            below
            for clause in tree.kids(token, "ccomp")
            if any(tree.parse.tags[t] in _FINITE for t in (clause, *tree.children[clause]))
            for below in tree.subtree(clause)
        ]
        yield from reported(scene, None, ("hear", "neutral", tree.extent([token])), told)
