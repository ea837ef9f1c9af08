"""Owner of a speaker in its sentence -> the speaker: "sheriff ’ s Sgt. Ana Kos" is the sergeant."""

from __future__ import annotations

import re
from dataclasses import replace

from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.speaker_kinds import is_person
from crossframe.text.speech.speaker_nouns import Speaker, described
from crossframe.text.speech.speaker_phrases import phrase_of
from crossframe.text.speech.speaker_words import TITLES

_OWNER = re.compile(r"\s[’']\s?s\s")
# "’ s" is two tokens at most, or three.
_OWNING = 3


def is_owner(tree: Tree, head: int) -> bool:
    """Whether "’ s" stands behind a noun, apart from it, so that the parser lost what it means."""
    return _OWNER.match(tree.text, tree.parse.ends[head]) is not None


def owned_by(tree: Tree, owner: int, verb: int) -> Speaker | None:
    """Finds the person whom an owner leads up to.

    Args:
        tree: The sentence.
        owner: The noun before "’ s", which the parser made the subject.
        verb: The verb of speech.

    Returns:
        The person by name, with all that leads up to it; None where none is named.
    """
    name = _name_behind_title(tree, owner) or _name_aside(tree, owner, verb)
    if name is None:
        return None
    found = described(tree, name)
    start = tree.parse.starts[min(phrase_of(tree, owner))]
    text = tree.text[start : found.end]
    return replace(found, start=start, text=text, role=text.removesuffix(found.name).strip(" ,"))


def _name_behind_title(tree: Tree, owner: int) -> int | None:
    """The last word of the name that a title leads up to behind "sheriff ’ s"."""
    last = len(tree.parse.heads) - 1
    name = title = next((t for t in range(owner + 1, last) if tree.parse.tags[t] == "NNP"), last)
    if title > owner + _OWNING or tree.lower(title).rstrip(".") not in TITLES:
        return None
    while name < last and (tree.parse.tags[name + 1] == "NNP" or tree.word(name + 1) == "."):
        name += 1
        if name == last or tree.parse.entities[name] == "PERSON" != tree.parse.entities[name + 1]:
            break
    return name if tree.parse.entities[name] == "PERSON" else None


def _name_aside(tree: Tree, owner: int, verb: int) -> int | None:
    """Of "Kos ’ s older sister, Ana Kos, 19, told" the name that stands before the verb."""
    name = verb - 1
    while name > owner and (tree.word(name) == "," or tree.parse.pos[name] == "NUM"):
        name -= 1
    first = min(phrase_of(tree, name), default=name)
    aside = first > owner + 1 and tree.word(first - 1) == "," and name < verb - 1
    return name if aside and is_person(tree, name) else None
