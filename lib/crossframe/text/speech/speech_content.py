"""Verb of speech and its speaker -> the tokens that it reports."""

from __future__ import annotations

import re

from crossframe.text.meaning.tree import Scene, Tree
from crossframe.text.speech.reported import widest
from crossframe.text.speech.speaker_phrases import before_titles
from crossframe.text.speech.speaker_words import PAPERS
from crossframe.text.speech.speech_objects import has_verb, object_of
from crossframe.text.speech.speech_verbs import (
    BARE,
    FULL_ONLY,
    OF_PAPERS_WITH_OBJECT,
    QUOTING,
    UNQUOTING,
    VERB_CLASS,
    WITH_GERUND,
    WITH_INFINITIVE,
)

# "Said in a “letter to all”, at the “summit of shame”": where it was said, not what.
_AGAINST = frozenset({"while", "whereas", "although", "though"})
_ASIDE = frozenset({"in", "at", "on", "during", "after", "before", "from"})
_WHEN = frozenset({"after", "although", "because", "before", "since", "though", "when", "while"})
# What these say follows them with "that", if not with their object.
_WITH_THAT = frozenset({"inform", "remind", "say", "tell"})
# Behind these stands what is written on a thing, and nobody's speech: 'the icon marked "Go"'.
_LABELLING = frozenset("dub entitle label mark name nickname title".split())  # noqa: SIM905
# How a thing is without these is told with them, not how somebody speaks.
_CONDITIONS = frozenset({"despite", "unlike", "without"})
_MARKS = frozenset({'"', "''", "``", "“", "”"})
# A mark that parts sentences, and not the hours from the minutes.
_PARTED = re.compile(r"(?<!\d)[:;]|[:;](?!\d)")


def content_of(scene: Scene, verb: int, lemma: str, speaker: int) -> list[int]:
    """Finds what a verb reports.

    Args:
        scene: The sentence.
        verb: The verb.
        lemma: Its dictionary form.
        speaker: The head of its speaker.

    Returns:
        The tokens, in order; none where it reports nothing.
    """
    tree = scene.tree
    clauses = [] if lemma in QUOTING else _clauses(tree, verb, lemma, speaker)
    found = {token for clause in clauses for token in tree.subtree(clause)}
    found |= _conditions(tree, verb, clauses)
    phrase = set(tree.subtree(verb, without=clauses)) | set(tree.subtree(speaker, without=[verb]))
    if lemma not in UNQUOTING:
        quoted = _quoted(scene, verb, phrase | found)
        found = (found | quoted) - _between(scene, quoted, min(speaker, verb))
    if not found:
        found = (
            object_of(tree, verb, lemma, speaker)
            or _around(tree, verb, lemma, speaker)
            or _misplaced(tree, verb, lemma)
        )
    said_by = set(tree.subtree(speaker, without=tree.kids(speaker, "relcl", "acl")))
    found -= {token for other in _elsewhere(tree, clauses) for token in tree.subtree(other)}
    return sorted(found - said_by - {verb} - _helpers(tree, verb))


def _between(scene: Scene, quoted: set[int], stop: int) -> set[int]:
    """Words between a quotation and who said it that make no clause: the rest of a long title."""
    before = [token for token in quoted if token < stop]
    if not before:
        return set()
    words = set(range(max(before) + 1, stop))
    verbs = any(scene.tree.parse.pos[token] in {"VERB", "AUX"} for token in words)
    return set() if verbs else words


def _elsewhere(tree: Tree, clauses: list[int]) -> list[int]:
    """Of "told them it fell, while Kos said it stands": what another says, set against it."""
    return [
        kid
        for clause in clauses
        for kid in tree.kids(clause, "advcl")
        if tree.lemma(kid) in BARE
        and tree.has(kid, "nsubj")
        and any(tree.lower(mark) in _AGAINST for mark in tree.kids(kid, "mark"))
    ]


def _helpers(tree: Tree, verb: int) -> set[int]:
    return set(tree.kids(verb, "aux", "auxpass", "neg", "cc"))


def _clauses(tree: Tree, verb: int, lemma: str, speaker: int) -> list[int]:
    labels = ("ccomp", "xcomp") if lemma in WITH_INFINITIVE | WITH_GERUND else ("ccomp",)
    found = []
    for kid in tree.kids(verb, *labels):
        if lemma in WITH_GERUND and tree.parse.tags[kid] == "VBG" and kid > verb:
            found.append(kid)
            continue
        demanded = tree.parse.deps[kid] == "xcomp" and lemma in WITH_INFINITIVE
        shown = lemma in OF_PAPERS_WITH_OBJECT and tree.lemma(speaker) in PAPERS
        strict = lemma in FULL_ONLY and not demanded and not shown
        if speaker in tree.subtree(kid) or (strict and not _is_full(tree, kid, strict=True)):
            continue
        if tree.parse.deps[kid] == "xcomp":
            if lemma == "ask" and not tree.has(verb, "dobj"):  # "asked not to be named"
                continue
            if lemma in WITH_INFINITIVE and tree.has(kid, "aux"):
                found += [*tree.kids(verb, "dobj"), kid]
            continue
        if tree.parse.deps[kid] == "ccomp" and not _is_full(tree, kid, strict=False):
            continue
        if kid < speaker < verb and _PARTED.search(
            tree.text[tree.parse.ends[kid] : tree.parse.starts[speaker]]
        ):
            continue
        if not _is_behind_words(tree, verb, kid):
            found.append(kid)
    return found


def _conditions(tree: Tree, verb: int, clauses: list[int]) -> set[int]:
    """Of "said without the patch, it would fall" what leads up to the clause, and is part of it."""
    first = min((min(tree.subtree(clause)) for clause in clauses), default=0)
    return {
        token
        for prep in tree.kids(verb, "prep")
        if prep == verb + 1 and tree.lower(prep) in _CONDITIONS
        for comma in (max(tree.subtree(prep)) + 1,)
        if first in {comma, comma + 1} and tree.word(comma) == ","
        for token in tree.subtree(prep)
    }


def _is_behind_words(tree: Tree, verb: int, clause: int) -> bool:
    """Whether 'signs saying "The Tide" turned up' has its words between verb and clause."""
    between = range(verb + 1, min(tree.subtree(clause)))
    marks = [token for token in between if tree.word(token) in _MARKS]
    return marks[:1] == [verb + 1] and len(marks) > 1


def _is_full(tree: Tree, clause: int, *, strict: bool) -> bool:
    """Whether a clause has what a sentence has; `strict` asks for the word "that" or a question."""
    asked = {"WDT", "WP", "WRB", "WP$"}
    words = [clause, *tree.children[clause]]
    if any(tree.parse.deps[kid] == "mark" for kid in words) or any(
        tree.parse.tags[kid] in asked for kid in words
    ):
        return True
    if strict:
        return False
    finite = {"VBD", "VBZ", "VBP", "MD"}
    return any(tree.parse.tags[token] in finite for token in words) or tree.has(
        clause, "nsubj", "nsubjpass", "aux"
    )


def _quoted(scene: Scene, verb: int, near: set[int]) -> set[int]:
    """The quotations that touch the verb's own phrase or stand in it."""
    tree, found = scene.tree, set[int]()
    aside = {
        token
        for prep in tree.kids(verb, "prep")
        if tree.lower(prep) in _ASIDE and scene.quote_of[prep] is None
        for token in tree.subtree(prep)
    }
    for number in range(len(scene.quotes)):
        tokens = scene.tokens_of(number)
        if not tokens:
            continue
        first, last = min(tokens), max(tokens)
        between = range(last + 1, verb) if last < verb else range(verb + 1, first)
        own = [
            t for t in between if any(map(str.isalnum, tree.word(t))) and scene.quote_of[t] is None
        ]
        label = last > verb and bool(own) and tree.lemma(own[-1]) in _LABELLING
        if all(token in near for token in own) and not _another(tree, own, verb) and not label:
            found |= set(tokens) - aside
    return found


def _another(tree: Tree, tokens: list[int], verb: int) -> bool:
    """Whether another verb of speech with a subject of its own stands between."""
    return any(
        tree.parse.tags[token][:2] == "VB" and tree.lemma(token) in VERB_CLASS and token != verb
        for token in tokens
    )


def _around(tree: Tree, verb: int, lemma: str, speaker: int) -> set[int]:
    """What a verb without clause and object leans on: "..., police said", "as police put it"."""
    own = set(tree.subtree(verb))
    head, dep = tree.parse.heads[verb], tree.parse.deps[verb]
    ahead = tree.parse.tags[verb] == "VBG" and lemma != "say"  # "..., putting them ahead"
    done = lemma not in {"put", "tell"} and any(
        tree.parse.pos[kid] == "NOUN" for kid in tree.kids(verb, "dobj")
    )  # "as the others added a goal"
    if lemma not in BARE | {"put", "tell"} or ahead or done or dep == "relcl":
        return set()  # "..., a gang that claimed it": that is no word of theirs
    as_clause = dep == "advcl" and any(
        tree.lower(kid) == "as" for kid in tree.kids(verb, "mark", "advmod")
    )
    if as_clause:
        return set(tree.subtree(head)) - own
    first = min(verb, *tree.subtree(speaker, without=[verb]))
    first = before_titles(tree, first)
    before = tree.text[: tree.parse.starts[first]].rstrip()
    if not before or before[-1] not in ",”\"»’'?!—–-":
        return set()
    if dep in {"parataxis", "ccomp", "dep", "advcl", "appos"} and head != verb:
        return set(tree.subtree(widest(tree, head, own))) - own
    if _PARTED.search(tree.text[: tree.parse.starts[first]]):
        return set()
    left = set(range(first))
    aside = any(_is_when(tree, kid) for kid in tree.kids(verb, "advcl") if kid < first)
    left = set() if aside else left  # "When the bell rang, a guard answered"
    return left if any(tree.parse.pos[token] in {"VERB", "AUX"} for token in left) else set()


def _is_when(tree: Tree, clause: int) -> bool:
    """Whether a clause tells when or why the main verb was so."""
    words = [tree.lower(token) for token in tree.subtree(clause)]
    return words[words[0] == "even"] in _WHEN


def _misplaced(tree: Tree, verb: int, lemma: str) -> set[int]:
    """What was said, where the parser hung it on another word: "told a judge that she stays"."""
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
    return set(behind) if plain and has_verb(tree, behind) else set()


def _begins_clause(tree: Tree, told: list[int]) -> bool:
    """Whether a subject stands before the first verb: "that she left", not "that left"."""
    subject = next((t for t in told if tree.parse.deps[t] in {"nsubj", "nsubjpass", "expl"}), None)
    finite = next((t for t in told if tree.parse.pos[t] in {"VERB", "AUX"}), None)
    return subject is not None and finite is not None and subject < finite
