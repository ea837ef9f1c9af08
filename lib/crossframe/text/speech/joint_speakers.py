"""Speaker in its sentence -> the same with those who are joined to it: "Kos and Lind said"."""

from __future__ import annotations

import re
from dataclasses import replace

from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.speaker_nouns import Speaker, described
from crossframe.text.speech.speaker_words import OFFICES, TITLES

_AND = re.compile(r",?\sand\s|,\s")


def with_others(tree: Tree, head: int, found: Speaker) -> Speaker:
    """All of "Kos and Lind said", of "Kos, police and the port said", each by itself.

    What has no word of its own shares those of the first: "Kos's lawyers and relatives" are named
    as one, and "a baker and poet" is one person.

    Args:
        tree: The sentence.
        head: The noun that names the first.
        found: The first.

    Returns:
        All of them as one speaker, with each of them; `found` where it speaks alone.
    """
    each, heads = [found], [head]
    for noun in _joined(tree, head):
        one = described(tree, noun)
        between = tree.text[each[-1].end : one.start]
        post = _is_single(tree, noun) or _is_single(tree, heads[-1])
        if one.kind in {"document", "pronoun"} or post or not _AND.fullmatch(between):
            break
        each.append(one)
        heads.append(noun)
    between = tree.text[found.end : each[-1].end]
    if found.kind in {"document", "pronoun"} or not re.search(r"\band\b", between):
        return found
    end, first = each[-1].end, found.text.removeprefix("both ").removeprefix("Both ")
    shared = " " in first and any(
        one.text == one.head and tree.parse.pos[noun] == "NOUN"
        for one, noun in zip(each[1:], heads[1:], strict=True)
    )
    each[0] = replace(found, start=found.end - len(first), text=first)
    text = tree.text[found.start : end]
    return replace(found, end=end, text=text, together=() if shared else tuple(each))


def _is_single(tree: Tree, noun: int) -> bool:
    """Whether a noun is a post or a trade of somebody: "president and" general manager Kos."""
    lower = tree.lower(noun)
    post = tree.parse.tags[noun] == "NN" or lower in TITLES
    return post and lower not in OFFICES - TITLES and not tree.has(noun, "det", "poss")


def _joined(tree: Tree, head: int) -> list[int]:
    """The nouns that are joined to a noun, each to the one before it."""
    found: list[int] = []
    while kids := [kid for kid in tree.kids(head, "conj") if kid > head]:
        found += kids
        head = kids[-1]
    return [noun for noun in found if tree.parse.pos[noun] in {"NOUN", "PROPN"}]
