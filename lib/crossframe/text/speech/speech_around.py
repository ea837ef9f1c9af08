"""Verb of speech without a clause of its own -> what it reports that stands around it."""

from __future__ import annotations

import re

from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.reported import widest
from crossframe.text.speech.speaker_phrases import before_titles
from crossframe.text.speech.speech_objects import has_verb
from crossframe.text.speech.speech_verbs import BARE

_WHEN = frozenset({"after", "although", "because", "before", "since", "though", "when", "while"})
# What these say follows them with "that", if not with their object.
_WITH_THAT = frozenset({"inform", "remind", "say", "tell"})
# To tell these is to say something, but none of the words around.
_TALES = frozenset({"joke", "lie", "story", "tale", "truth"})
# A mark that parts sentences, and not the hours from the minutes.
PARTED = re.compile(r"(?<!\d)[:;]|[:;](?!\d)")


def around(tree: Tree, verb: int, lemma: str, speaker: int) -> set[int]:
    """Finds what a verb without clause and object leans on: "..., police said", "as police put it".

    Args:
        tree: The sentence.
        verb: The verb.
        lemma: Its dictionary form.
        speaker: The head of its speaker.

    Returns:
        The tokens; none where it leans on nothing that is said.
    """
    own = set(tree.subtree(verb))
    head, dep = tree.parse.heads[verb], tree.parse.deps[verb]
    ahead = tree.parse.tags[verb] == "VBG" and lemma != "say"  # "..., putting them ahead"
    done = any(
        tree.lemma(kid) in _TALES
        or (lemma not in {"put", "tell"} and tree.parse.pos[kid] == "NOUN")
        for kid in tree.kids(verb, "dobj")
    )  # "as the others added a goal", "told the story of the night"
    if lemma not in BARE | {"put", "tell"} or ahead or done or dep == "relcl":
        return set()  # "..., a gang that claimed it": that is no word of theirs
    as_clause = dep == "advcl" and any(
        tree.lower(kid) == "as" for kid in tree.kids(verb, "mark", "advmod")
    )
    told = set(tree.subtree(head)) - own if as_clause else _before_quoting(tree, verb)
    if told:
        return told
    first = min(verb, *tree.subtree(speaker, without=[verb]))
    first = before_titles(tree, first)
    before = tree.text[: tree.parse.starts[first]].rstrip()
    if not before or before[-1] not in ",”\"»’'?!—–-":
        return set()
    if dep in {"parataxis", "ccomp", "dep", "advcl", "appos"} and head != verb:
        return set(tree.subtree(widest(tree, head, own))) - own
    if PARTED.search(tree.text[: tree.parse.starts[first]]):
        return set()
    left = set(range(first))
    aside = any(_is_when(tree, kid) for kid in tree.kids(verb, "advcl") if kid < first)
    left = set() if aside else left  # "When the bell rang, a guard answered"
    return left if any(tree.parse.pos[token] in {"VERB", "AUX"} for token in left) else set()


def _before_quoting(tree: Tree, verb: int) -> set[int]:
    """Of "It fell, the Herald quoted a clerk as saying" what stands before."""
    link = tree.parse.heads[verb]
    quoting = tree.parse.heads[link]
    subject = tree.kid(quoting, "nsubj")
    if tree.parse.deps[verb] != "pcomp" or tree.lower(link) != "as" or subject is None:
        return set()
    first = min(tree.subtree(subject))
    told = first > 1 and tree.word(first - 1) in {",", '"', "”", "''"}
    left = set(range(first)) if told else set[int]()
    return left if any(tree.parse.pos[token] in {"VERB", "AUX"} for token in left) else set()


def _is_when(tree: Tree, clause: int) -> bool:
    """Whether a clause tells when or why the main verb was so."""
    words = [tree.lower(token) for token in tree.subtree(clause)]
    return words[words[0] == "even"] in _WHEN


def misplaced(tree: Tree, verb: int, lemma: str) -> set[int]:
    """Finds what was said, where the parser hung it elsewhere: "told a judge that she stays".

    Args:
        tree: The sentence.
        verb: The verb.
        lemma: Its dictionary form.

    Returns:
        The tokens; none where nothing of the kind follows.
    """
    cut_off = lemma in BARE and verb + 1 < len(tree.parse.heads) and tree.lower(verb + 1) == "that"
    if not (lemma in _WITH_THAT or cut_off) or tree.parse.tags[verb] not in {"VBD", "VBZ", "VBP"}:
        return set()
    behind = [token for token in tree.subtree(verb) if token > verb]
    that = [token for token in behind if tree.lower(token) == "that"]
    if that[:1] == [verb + 1] and tree.parse.tags[verb + 1] in {"IN", "WDT"}:
        return {token for token in behind if token > verb + 1}  # cut off, as a sentence may be
    for link in that:
        told = [token for token in behind if token > link]
        if tree.parse.tags[link] in {"IN", "WDT"} and _begins_clause(tree, told):
            return set(told)
    plain = lemma == "say" and tree.has(verb, "dobj") and verb + 1 in behind
    plain = plain and list(map(tree.lower, behind[:2])) != ["it", "all"]
    return set(behind) if plain and has_verb(tree, behind) else set()


def _begins_clause(tree: Tree, told: list[int]) -> bool:
    """Whether a subject stands before the first verb: "that she left", not "that left"."""
    subject = next((t for t in told if tree.parse.deps[t] in {"nsubj", "nsubjpass", "expl"}), None)
    finite = next((t for t in told if tree.parse.pos[t] in {"VERB", "AUX"}), None)
    return subject is not None and finite is not None and subject < finite
