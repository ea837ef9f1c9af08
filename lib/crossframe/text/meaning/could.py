"""Sentence and a "could" in it -> whether it is a guess, or what somebody was able to do."""

from __future__ import annotations

from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.speaker_kinds import is_human, is_person
from crossframe.text.speech.speech_verbs import VERB_CLASS

# "Could be seen" tells what somebody was able to do.
_SENSED = frozenset({"hear", "see", "smell"})
# Who could tell no more than so much was not able to.
_LITTLE = frozenset({"few", "little", "no"})


def could_be(tree: Tree, modal: int) -> bool:
    """Tells whether "could" guesses, or says what somebody was able to do.

    Args:
        tree: The sentence.
        modal: The token of "could".

    Returns:
        True for "could have fallen", "could be hurt" and "the leak could spread".
    """
    head = tree.parse.heads[modal]
    helpers = {tree.lemma(kid) for kid in tree.kids(head, "aux", "auxpass")}
    above = tree.parse.heads[head]
    unknown = tree.parse.deps[head] == "ccomp" and tree.lemma(above) == "know"
    if tree.lemma(head) in _SENSED or (unknown and tree.has(above, "neg")):
        return False  # "did not know that they could have asked"
    return not tree.has(head, "neg") and (
        tree.lemma(head) == "be" or bool(helpers & {"have", "be"}) or _is_open_to(tree, head)
    )


def _is_open_to(tree: Tree, verb: int) -> bool:
    """Whether a thing or a body "could" do something yet: "the flaw could let thieves in".

    What people could do they were able to do, and so was a thing of which something past is told.
    """
    subject = tree.kid(verb, "nsubj")
    if subject is None or tree.parse.pos[subject] not in {"NOUN", "PROPN"}:
        return False
    people = is_human(tree, subject) or is_person(tree, subject)
    little = any(
        tree.lower(det) in _LITTLE for kid in tree.kids(verb, "dobj") for det in tree.kids(kid)
    )
    past = any(
        tree.parse.tags[token] == "VBD" and tree.lemma(token) not in VERB_CLASS
        for token in (*tree.ancestors(verb), *tree.kids(verb, "conj"))
    )
    return not (people or little or past)
