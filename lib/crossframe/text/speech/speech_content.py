"""Verb of speech and its speaker -> the tokens that it reports."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crossframe.text.meaning.tree import Scene, Tree
from crossframe.text.speech.reported import widest
from crossframe.text.speech.speaker_phrases import before_titles
from crossframe.text.speech.speaker_words import PAPERS
from crossframe.text.speech.speech_verbs import (
    BARE,
    FULL_ONLY,
    OF_PAPERS_WITH_OBJECT,
    QUOTING,
    SAYINGS,
    UNQUOTING,
    VERB_CLASS,
    WITH_GERUND,
    WITH_INFINITIVE,
    WITH_OBJECT,
    WITH_PREPOSITION,
    WITH_SAYING,
)

# "Said in a “letter to all”, at the “summit of shame”": where it was said, not what.
# To call for these is a cry or a telephone call, and no demand.
_CALLED_FOR = frozenset({"ambulance", "backup", "doctor", "help", "police"})
_AGAINST = frozenset({"while", "whereas", "although", "though"})
_ASIDE = frozenset({"in", "at", "on", "during", "after", "before", "from"})
# What these say follows them with "that", if not with their object.
_WITH_THAT = frozenset({"inform", "remind", "say", "tell"})
# A mark that parts sentences, and not the hours from the minutes.
_PARTED = re.compile(r"(?<!\d)[:;]|[:;](?!\d)")
# With these the parser hangs the link now on the verb, now on the object.
_LINKING: Mapping[str, str] = {"attribute": "to", "describe": "as", "regard": "as"}


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
    phrase = set(tree.subtree(verb, without=clauses)) | set(tree.subtree(speaker, without=[verb]))
    if lemma not in UNQUOTING:
        quoted = _quoted(scene, verb, phrase | found)
        found = (found | quoted) - _between(scene, quoted, min(speaker, verb))
    if not found:
        found = (
            _object(tree, verb, lemma, speaker)
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
        found.append(kid)
    return found


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
        if all(token in near for token in own) and not _another(tree, own, verb):
            found |= set(tokens) - aside
    return found


def _another(tree: Tree, tokens: list[int], verb: int) -> bool:
    """Whether another verb of speech with a subject of its own stands between."""
    return any(
        tree.parse.tags[token][:2] == "VB" and tree.lemma(token) in VERB_CLASS and token != verb
        for token in tokens
    )


def _object(tree: Tree, verb: int, lemma: str, speaker: int) -> set[int]:
    """What a verb reports without a clause."""
    if lemma == "put":
        return _figure(tree, verb)
    if lemma == "say":
        return _said_shortly(tree, verb)
    if lemma in {"call", "consider", "deem"} and (judged := _judged(tree, verb, speaker)):
        return judged
    if lemma in _LINKING:
        return _linked(tree, verb, _LINKING[lemma])
    objects = [kid for kid in tree.kids(verb, "dobj", "attr", "oprd") if kid != speaker]
    found = {
        token
        for kid in objects
        if _is_said(tree, lemma, speaker, kid)
        for token in tree.subtree(kid)
    }
    return found | _behind_preposition(tree, verb, lemma, objects)


def _is_said(tree: Tree, lemma: str, speaker: int, noun: int) -> bool:
    """Whether this verb says something with this object."""
    if lemma in WITH_SAYING:
        return tree.lower(noun) in SAYINGS or tree.lemma(noun) in SAYINGS
    if lemma == "count":
        return any(tree.parse.pos[token] == "NUM" for token in tree.subtree(noun))
    if lemma in OF_PAPERS_WITH_OBJECT:
        return tree.lemma(speaker) in PAPERS
    return lemma in WITH_OBJECT


def _linked(tree: Tree, verb: int, link: str) -> set[int]:
    """Of "describes him as a hero": all behind the verb, wherever the parser hung the link."""
    behind = {token for token in tree.subtree(verb) if token > verb}
    return behind if any(tree.lower(token) == link for token in behind) else set()


def _behind_preposition(tree: Tree, verb: int, lemma: str, objects: list[int]) -> set[int]:
    found: set[int] = set()
    for prep in tree.kids(verb, "prep", "dative"):
        if tree.lower(prep) in WITH_PREPOSITION.get(lemma, ()):
            asked = tree.kids(verb, "xcomp", "advcl")
            objects_of = {tree.lemma(noun) for noun in tree.kids(prep, "pobj")}
            if lemma == "call" and objects_of & _CALLED_FOR:
                continue
            if tree.lower(prep) != "on" or asked:  # "called on him", for tea
                found |= {token for kid in (prep, *objects, *asked) for token in tree.subtree(kid)}
    return found


def _said_shortly(tree: Tree, verb: int) -> set[int]:
    """Of "said 38", "said no", "how it was done they did not say": what is said."""
    after = verb + 1
    behind = list(range(after, len(tree.parse.pos)))
    if behind and tree.parse.deps[after] == "nummod" and tree.parse.heads[after] > after:
        first = not _has_verb(tree, list(range(verb)))  # "police said two men, both old, drowned"
        return set(behind) if first and _has_verb(tree, behind) else set()
    if after < len(tree.parse.pos) and (
        tree.parse.pos[after] == "NUM" or tree.lower(after) in {"no", "yes", "so"}
    ):
        return set(tree.subtree(after))
    asked = [
        kid
        for kid in tree.kids(verb, "advcl", "ccomp", "dep")
        if kid < verb and any(tree.parse.tags[word] in {"WRB", "WP"} for word in tree.children[kid])
    ]
    return {token for kid in asked for token in tree.subtree(kid)}


def _judged(tree: Tree, verb: int, speaker: int) -> set[int]:
    """Of "called it a crime": the thing and what it was called; a mere name is no statement."""
    parts = [kid for kid in tree.kids(verb, "oprd", "ccomp", "dobj", "xcomp") if kid != speaker]
    names = [kid for kid in parts if tree.parse.pos[kid] == "PROPN"]
    words = [token for kid in parts for token in tree.subtree(kid) if token > verb]
    said = any(tree.parse.pos[token] in {"NOUN", "ADJ"} for token in words if token not in names)
    everybody = tree.lower(speaker) in {"everyone", "people", "everybody", "locals", "many", "some"}
    full = len(parts) > 1 or any(tree.parse.deps[kid] == "ccomp" for kid in parts)
    if not said or not full or everybody or names[-1:] == parts[-1:]:
        return set()
    return {token for kid in parts for token in tree.subtree(kid)}


def _figure(tree: Tree, verb: int) -> set[int]:
    """Of "puts the toll at 31": all of it, wherever the parser hung the figure."""
    behind = [token for token in tree.subtree(verb) if token > verb]
    at = [token for token in behind if tree.lower(token) == "at"]
    figures = [token for token in behind if tree.parse.pos[token] == "NUM"]
    if not at or not figures or max(figures) < at[0]:
        return set()
    return set(behind)


def _around(tree: Tree, verb: int, lemma: str, speaker: int) -> set[int]:
    """What a verb without clause and object leans on: "..., police said", "as police put it"."""
    own = set(tree.subtree(verb))
    head, dep = tree.parse.heads[verb], tree.parse.deps[verb]
    ahead = tree.parse.tags[verb] == "VBG" and lemma != "say"  # "..., putting them ahead"
    if lemma not in BARE | {"put", "tell"} or ahead:
        return set()
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
    return left if any(tree.parse.pos[token] in {"VERB", "AUX"} for token in left) else set()


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
    return set(behind) if plain and _has_verb(tree, behind) else set()


def _begins_clause(tree: Tree, told: list[int]) -> bool:
    """Whether a subject stands before the first verb: "that she left", not "that left"."""
    subject = next((t for t in told if tree.parse.deps[t] in {"nsubj", "nsubjpass", "expl"}), None)
    finite = next((t for t in told if tree.parse.pos[t] in {"VERB", "AUX"}), None)
    return subject is not None and finite is not None and subject < finite


def _has_verb(tree: Tree, tokens: list[int]) -> bool:
    return any(tree.parse.tags[token] in {"VBD", "VBZ", "VBP", "MD"} for token in tokens)
