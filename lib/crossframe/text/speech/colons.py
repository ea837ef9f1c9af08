"""Sentence with a colon before marks -> who says the words in them, with whatever word or none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crossframe.text.meaning.tree import Extent, Scene, Tree
from crossframe.text.speech.reported import Attribution, reported
from crossframe.text.speech.speaker_kinds import is_human
from crossframe.text.speech.speakers import Speaker, speaker_at
from crossframe.text.speech.speech_subjects import subject_of

_COLON = re.compile(r":\s*[\"“‘']\s?$")
_FINITE = frozenset({"VBD", "VBP", "VBZ"})


def by_marks(scene: Scene, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Reads 'Ana Kos siad: "It fell."', 'She had an answer: "It fell."'.

    What stands in marks behind a colon somebody says, whatever the word before the colon is; a sign
    and a law are nobody.

    Args:
        scene: The sentence.
        found: What else is attributed in it; those words are none of these.

    Yields:
        The attribution, with ":" for its verb.
    """
    tree = scene.tree
    for quote in scene.quotes:
        colon = _COLON.search(tree.text[: quote.start])
        held = any(piece.overlap(quote) for one in found for piece in one.contents)
        if colon is None or held:
            continue
        words = [t for t, start in enumerate(tree.parse.starts) if start < colon.start()]
        speaker = _speaker(tree, words) if len(words) > 1 else None
        told = [t for t, number in enumerate(scene.quote_of) if number is not None]
        told = [t for t in told if quote.start <= tree.parse.starts[t] < quote.end]
        if speaker is not None and told:
            place = Extent(colon.start(), colon.start() + 1)
            yield from reported(scene, speaker, (":", "neutral", place), told)


def _speaker(tree: Tree, words: Sequence[int]) -> Speaker | None:
    """Whoever is named right before the last of some words, or is the subject of their verb."""
    last, name = words[-1], words[-2]
    if tree.parse.entities[name] == "PERSON" and tree.word(last).islower():
        above = tree.parse.heads[name]
        apposed = tree.parse.deps[name] == "appos" and above < name and is_human(tree, above)
        return _person(speaker_at(tree, above if apposed else name, last))
    verbs = [t for t in words if tree.parse.tags[t] in _FINITE and tree.has(t, "nsubj")]
    subject = subject_of(tree, verbs[0]) if len(verbs) == 1 else None
    return None if subject is None else _person(speaker_at(tree, subject, verbs[0]))


def _person(speaker: Speaker | None) -> Speaker | None:
    """A speaker by name, or "he" or "she"; nobody else."""
    if speaker is None or speaker.kind not in {"person", "pronoun"}:
        return None
    known = speaker.kind == "person" or speaker.text.lower() in {"he", "she"}
    return speaker if known else None
