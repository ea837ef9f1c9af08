"""Sentence -> what somebody makes of a thing, counts, or lays at another's door, as their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crossframe.text.meaning.tree import Scene, Tree
from crossframe.text.speech.reported import Attribution, reported
from crossframe.text.speech.speaker_kinds import is_human, kind_at
from crossframe.text.speech.speakers import Speaker, speaker_at
from crossframe.text.speech.speech_subjects import subject_of
from crossframe.text.speech.speech_verbs import VerbClass

_TAKING = frozenset({"interpret", "read", "see", "take", "view"})
# Whoever takes a thing for one of these says what it shows.
_SIGNS = frozenset(
    """
    admission confession declaration evidence indication mark message proof provocation sign signal
    symptom threat warning
    """.split()  # noqa: SIM905
)
_COUNTS = frozenset({"count", "estimate", "figure", "forecast", "tally", "toll", "total"})
_CHANGING = frozenset(
    {"bring", "cut", "increase", "lower", "raise", "reduce", "revise", "up", "update"}
)
_HOLDING = frozenset({"give", "have", "offer"})
_LAYING = frozenset({"lay", "lie"})
_DOORS = frozenset({"door", "doorstep"})
_SPEAKING = frozenset({"he", "she", "they"})


def by_reading(scene: Scene) -> Iterator[Attribution]:
    """Reads "the union takes the letter as proof that the firm cannot pay".

    Args:
        scene: The sentence.

    Yields:
        What is taken for a sign, and of what, as an opinion.
    """
    tree = scene.tree
    for verb in _verbs(scene, _TAKING):
        things = tree.kids(verb, "dobj")
        signs = [
            prep
            for prep in _preps(tree, (verb, *things), "as")
            if any(tree.lemma(noun) in _SIGNS for noun in tree.kids(prep, "pobj"))
        ]
        # "Sees in the strike a sign that the firm cannot pay"
        seen = tree.lemma(verb) == "see" and bool(_preps(tree, (verb,), "in"))
        if signs or (seen and any(tree.lemma(noun) in _SIGNS for noun in things)):
            yield from _said(scene, verb, (*things, *signs), "opinion")


def by_tally(scene: Scene) -> Iterator[Attribution]:
    """Reads "police raised their count to 36" and "the union has a higher figure, 38".

    Args:
        scene: The sentence.

    Yields:
        The count and its number, where those count who are people or a body.
    """
    tree = scene.tree
    for verb in _verbs(scene, _CHANGING | _HOLDING):
        counts = [noun for noun in tree.kids(verb, "dobj") if tree.lemma(noun) in _COUNTS]
        below = [deep for noun in counts for deep in (noun, *_objects(tree, noun))]
        if tree.lemma(verb) in _HOLDING:
            parts = [kid for noun in counts for kid in tree.kids(noun, "appos")]
            parts += _preps(tree, counts, "of")
        else:  # "their count of the drowned to 36", misread as if they drowned to it
            counts = [noun for noun in counts if tree.has(noun, "poss")]
            parts = _preps(tree, (verb, *below), "to") if counts else []
        figures = [part for part in parts if _has_number(tree, part)]
        if counts and figures:
            yield from _said(scene, verb, (*counts, *figures), "neutral")


def by_door(scene: Scene) -> Iterator[Attribution]:
    """Reads "the fire, which the papers lay at the door of the guard".

    Args:
        scene: The sentence.

    Yields:
        What is laid there, and at whose door.
    """
    tree = scene.tree
    for verb in _verbs(scene, _LAYING):
        doors = [
            prep
            for prep in _preps(tree, (verb,), "at")
            if any(_is_somebodys_door(tree, noun) for noun in tree.kids(prep, "pobj"))
        ]
        things = [noun for noun in tree.kids(verb, "dobj") if not _is_one_of_many(tree, noun)]
        if doors and things:
            yield from _said(scene, verb, (*things, *doors), "claim")


def _is_somebodys_door(tree: Tree, noun: int) -> bool:
    """Whether it is the door of people or a body, and not of a house."""
    owners = [*tree.kids(noun, "poss"), *_objects(tree, noun)]
    return tree.lemma(noun) in _DOORS and any(
        kind_at(tree, owner) in {"office", "person"} or is_human(tree, owner) for owner in owners
    )


def _is_one_of_many(tree: Tree, noun: int) -> bool:
    """Whether it is "a wreath", which is laid there indeed."""
    return any(tree.lower(kid) in {"a", "an"} for kid in tree.kids(noun, "det"))


def _said(
    scene: Scene, verb: int, parts: Iterable[int], verb_class: VerbClass
) -> Iterator[Attribution]:
    """The attribution of what stands below some tokens, and of the noun that "which" stands for."""
    tree = scene.tree
    subject = subject_of(tree, verb)
    speaker = None if subject is None else speaker_at(tree, subject, verb)
    if subject is None or not _speaks(tree, subject, speaker):
        return
    tokens = {below for part in parts for below in tree.subtree(part)}
    if any(tree.parse.tags[token] in {"WDT", "WP"} for token in tokens):
        tokens |= set(tree.subtree(tree.parse.heads[verb], without=[verb]))
    yield from reported(scene, speaker, (tree.lemma(verb), verb_class, tree.extent([verb])), tokens)


def _speaks(tree: Tree, subject: int, speaker: Speaker | None) -> bool:
    """Whether it is people, a body or a paper that hold something."""
    if speaker is None:
        return False
    if speaker.kind == "pronoun":
        return speaker.text.lower() in _SPEAKING
    return speaker.kind in {"office", "person"} or is_human(tree, subject)


def _verbs(scene: Scene, lemmas: frozenset[str]) -> Iterator[int]:
    """The verbs among some that are neither quoted nor denied, and in the active voice."""
    tree = scene.tree
    for token, tag in enumerate(tree.parse.tags):
        told = tag in {"VBD", "VBN", "VBP", "VBZ"} and not tree.has(token, "auxpass", "neg")
        if told and tree.lemma(token) in lemmas and scene.quote_of[token] is None:
            yield token


def _preps(tree: Tree, above: Iterable[int], word: str) -> list[int]:
    kids = (kid for token in above for kid in tree.kids(token, "prep"))
    return [kid for kid in kids if tree.lower(kid) == word]


def _objects(tree: Tree, noun: int) -> list[int]:
    return [kid for prep in tree.kids(noun, "prep") for kid in tree.kids(prep, "pobj", "pcomp")]


def _has_number(tree: Tree, part: int) -> bool:
    return any(tree.parse.pos[token] == "NUM" for token in tree.subtree(part))
