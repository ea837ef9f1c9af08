"""Sentence -> what reports put at a figure, what one lets others know, whose count one trusts."""

from __future__ import annotations

from collections.abc import Iterator

from crossframe.text.meaning.hedges import is_doubted
from crossframe.text.meaning.tree import Scene, Tree
from crossframe.text.speech.reported import Attribution, clause_above, reported
from crossframe.text.speech.speaker_words import PAPERS
from crossframe.text.speech.speakers import speaker_at
from crossframe.text.speech.speech_subjects import subject_of
from crossframe.text.speech.speech_verbs import SAID_AFTER

_TOLD = frozenset({"VBD", "VBN", "VBP", "VBZ"})
_UP = frozenset({"advcl", "conj", "xcomp"})


def by_figure(scene: Scene) -> Iterator[Attribution]:
    """Reads "reports put ten guards on each pier"; "at" a figure anybody may put a thing.

    Args:
        scene: The sentence.

    Yields:
        What a paper puts somewhere, where it has a number.
    """
    tree = scene.tree
    for verb in _verbs(scene, "put"):
        papers = [kid for kid in tree.kids(verb, "nsubj") if tree.lemma(kid) in PAPERS]
        things = tree.kids(verb, "dobj")
        below = {token for kid in things for token in tree.subtree(kid)}
        speaker = speaker_at(tree, papers[0], verb) if papers else None
        at = any(tree.lower(token) == "at" for token in tree.subtree(verb))
        if speaker and not at and any(tree.parse.pos[token] == "NUM" for token in below):
            told = set(tree.subtree(verb)) - set(tree.subtree(papers[0])) - {verb}
            place = tree.extent([verb])
            yield from reported(scene, speaker, ("put", "neutral", place), told)


def by_letting(scene: Scene) -> Iterator[Attribution]:
    """Reads "she let the crew know that the ferry was safe".

    Args:
        scene: The sentence.

    Yields:
        What somebody lets others know.
    """
    tree = scene.tree
    for verb, tag in enumerate(tree.parse.tags):
        if tree.lemma(verb) != "let" or tag[:2] != "VB" or scene.quote_of[verb] is not None:
            continue
        known = [kid for kid in tree.kids(verb, "ccomp") if tree.lemma(kid) == "know"]
        clauses = [deep for kid in known for deep in tree.kids(kid, "ccomp") if deep > kid]
        teller = _teller(tree, verb)
        subject = subject_of(tree, teller) if clauses and teller is not None else None
        speaker = None if subject is None else speaker_at(tree, subject, verb)
        if speaker is not None:
            told = {token for kid in clauses for token in tree.subtree(kid)}
            place = tree.extent([verb])
            yield from reported(scene, speaker, ("let know", "neutral", place), told)


def _teller(tree: Tree, verb: int) -> int | None:
    """The verb whose subject lets others know: of "went on to praise her and let them know" went.

    None where nobody did so yet: "will let them know", "wants to let them know".
    """
    if tree.has(verb, "neg") or any(tree.parse.tags[kid] == "MD" for kid in tree.kids(verb, "aux")):
        return None
    if tree.parse.tags[verb] in _TOLD:
        return verb
    above = verb
    while tree.parse.deps[above] in _UP and tree.parse.tags[above] == "VB":
        above = tree.parse.heads[above]
    said = tree.lemma(above) in SAID_AFTER and tree.parse.tags[above] in _TOLD
    return above if said and not tree.has(above, "neg") else None


def by_trust(scene: Scene) -> Iterator[Attribution]:
    """Reads "nine were hurt, if the harbour's count is to be believed".

    Args:
        scene: The sentence.

    Yields:
        What is so if somebody is right, as the claim of whoever is or counts.
    """
    tree = scene.tree
    for clause, dep in enumerate(tree.parse.deps):
        if dep != "advcl" or scene.quote_of[clause] is not None or not is_doubted(tree, clause):
            continue
        noun = next(iter(tree.kids(clause, "nsubj")), None)
        if noun is None:
            continue
        owner = tree.kid(noun, "poss")
        speaker = speaker_at(tree, noun if owner is None else owner)
        above = tree.parse.heads[clause]
        if speaker is not None and speaker.text.lower() not in {"its", "my", "our"}:
            told = set(tree.subtree(clause_above(tree, above))) - set(tree.subtree(clause))
            right = next(iter(tree.kids(clause, "xcomp", "acomp")), clause)
            lemma = tree.lemma(noun if owner is not None else right)
            yield from reported(scene, speaker, (lemma, "claim", tree.extent([clause])), told)


def _verbs(scene: Scene, lemma: str) -> Iterator[int]:
    """The finite verbs of a word that are neither quoted nor denied."""
    tree = scene.tree
    for token, tag in enumerate(tree.parse.tags):
        told = tag in _TOLD and not tree.has(token, "auxpass", "neg")
        if told and tree.lemma(token) == lemma and scene.quote_of[token] is None:
            yield token
