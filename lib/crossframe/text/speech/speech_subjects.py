"""Verb of speech in its sentence -> the head of whoever says it."""

from __future__ import annotations

import re

from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.lost_subjects import lost_before, lost_behind
from crossframe.text.speech.referents import referent_of
from crossframe.text.speech.speaker_kinds import is_human, is_person
from crossframe.text.speech.speaker_words import PAPERS
from crossframe.text.speech.speech_verbs import BARE, VERB_CLASS
from crossframe.text.speech.subject_places import named_behind, subject_by_place

_APART = re.compile(r"[—–;\"“”]|\s--?\s")
_GETTING = frozenset("answer find get hear intercept pick read receive".split())  # noqa: SIM905
_CALLS = frozenset({"alarm", "call", "complaint", "message", "text", "tip", "warning"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
# Whoever does a thing so has said something: "thanked them by saying", "left after telling".
_SPEAKING_SO = frozenset({"after", "besides", "by", "despite", "in"})


def subject_of(tree: Tree, verb: int) -> int | None:
    """The head of whoever does what a verb says, where the grammar tells it."""
    own = [kid for kid in tree.kids(verb, "nsubj") if any(map(str.isalnum, tree.word(kid)))]
    own = [kid for kid in own if tree.parse.tags[kid] != "VBG"]  # "Writing in a blog, Ana Kos said"
    if own:
        subject = _name_led_up_to(tree, verb, _of_this_clause(tree, verb, own))
        named = (
            named_behind(tree, verb) if subject > verb or not _may_speak(tree, subject) else None
        )
        return referent_of(tree, verb, subject) if named is None else named
    if tree.has(verb, "nsubjpass", "expl"):
        return None
    for look in (lost_behind, lost_before, _shared_subject, subject_by_place):
        found = look(tree, verb)
        if found is not None:
            return found
    return None


def _name_led_up_to(tree: Tree, verb: int, subject: int) -> int:
    """Of "Dorn Rovers forward Ana Kos said" the person; "her agent Ana Kos" is one already."""
    name = verb - 1
    apposed = tree.parse.deps[name] == "appos" and tree.parse.heads[name] == subject
    if subject >= name or not apposed or not is_person(tree, name) or is_human(tree, subject):
        return subject
    between = tree.text[tree.parse.ends[subject] : tree.parse.starts[name]]
    return name if all(char.isalpha() or char in " .-’'" for char in between) else subject


def _of_this_clause(tree: Tree, verb: int, subjects: list[int]) -> int:
    """The subject of a verb that has two by a bad parse: the first, if it is of this clause.

    Of "... fell," Kos said", "He fired — a test showed", "In a letter, Kos said", "the figure is
    wrong: he counts ten" it is the last.
    """
    before = [kid for kid in subjects if kid < verb]
    if not before:
        return subjects[0]
    if (behind := _closing(tree, verb, subjects)) is not None:
        return behind
    last = before[-1]
    first = min(tree.subtree(last))
    if last == verb - 1 and first and tree.word(first - 1) in {",", ":", ";", "”", '"', "''"}:
        return last
    if _may_speak(tree, last) and not any(_may_speak(tree, kid) for kid in before[:-1]):
        return last
    for kid in before[:-1]:
        if not _APART.search(tree.text[tree.parse.ends[kid] : tree.parse.starts[verb]]):
            return kid
    return last


def _closing(tree: Tree, verb: int, subjects: list[int]) -> int | None:
    """Of "..., said the mayor." whoever stands behind the verb, if no other verb does."""
    kid = next((kid for kid in subjects if kid > verb), None)
    says = tree.lemma(verb) in BARE and tree.word(verb - 1) == ","
    if kid is None or not says or min(tree.subtree(kid)) != verb + 1 or not _may_speak(tree, kid):
        return None
    rest = tree.parse.tags[verb + 1 :]
    return None if _FINITE.intersection(rest) or "MD" in rest else kid


def _shared_subject(tree: Tree, verb: int) -> int | None:
    """The subject that a verb has from the verb or the noun above it."""
    head, dep = tree.parse.heads[verb], tree.parse.deps[verb]
    if dep == "conj" and (teller := _teller(tree, verb, head)) is not None:
        return subject_of(tree, teller)
    if dep in {"conj", "xcomp"}:
        return _right_before(tree, verb) or _of_sibling(tree, verb, head) or subject_of(tree, head)
    if dep == "pcomp":
        return _subject_behind(tree, verb, head)
    if head == verb or tree.parse.tags[verb] != "VBG":
        return None
    beside = head if with_another(tree, verb) is None else verb - 1
    if beside != head or (dep == "acl" and _may_speak(tree, head)):
        return beside
    dep = "advcl" if dep == "acl" else dep  # "played down the unrest, saying": no unrest says it
    return _subject_above(tree, verb) if dep in {"advcl", "dep", "ccomp"} else None


def _right_before(tree: Tree, verb: int) -> int | None:
    """The person whose name leads up to "said" without a comma, whatever the parser made of it.

    So do people without a name: "the town has power, and officials say".
    """
    first = min([verb, *(kid for kid in tree.kids(verb, "aux") if kid < verb)])
    finite = tree.parse.tags[verb] in _FINITE or first < verb
    name = first - 1
    people = tree.parse.tags[name] == "NNS" and tree.parse.deps[name] == "conj"
    named = is_person(tree, name) or (people and is_human(tree, name))
    named = name >= 0 and named and tree.parse.deps[name] != "pobj"
    if tree.lemma(verb) not in BARE or not (finite and named):
        return None
    while tree.parse.deps[name] == "conj" and is_person(tree, tree.parse.heads[name]):
        name = tree.parse.heads[name]
    return name


def _of_sibling(tree: Tree, verb: int, head: int) -> int | None:
    """Of "he stopped, and a man believed to be old shouted" the man, who stands between."""
    if tree.parse.deps[verb] != "conj":
        return None
    between = [kid for kid in tree.kids(head, "conj") if head < kid < verb]
    nearest = next((kid for kid in reversed(between) if tree.has(kid, "nsubj")), None)
    return None if nearest is None else subject_of(tree, nearest)


def with_another(tree: Tree, verb: int) -> int | None:
    """Finds where another speaks than in the clause above: "left, with a clerk saying".

    Args:
        tree: The sentence.
        verb: A verb of speech.

    Returns:
        The token "with", if only the one who speaks stands between it and the verb.
    """
    noun = verb - 1
    if noun < 1 or tree.parse.tags[verb] != "VBG" or not is_human(tree, noun):
        return None
    dep = tree.parse.deps[noun]
    link = tree.parse.heads[noun if dep == "pobj" else verb]
    return link if dep in {"pobj", "nsubj"} and tree.lower(link) == "with" else None


def _may_speak(tree: Tree, noun: int) -> bool:
    """Whether a noun names somebody, or what can be read."""
    above = tree.parse.heads[noun]
    if tree.parse.deps[noun] == "pobj" and tree.lower(above) == "to":
        return False  # "sent a letter to officials urging them to act"
    named = tree.parse.pos[noun] in {"PROPN", "PRON"} or is_human(tree, noun)
    return named or tree.lemma(noun) in PAPERS


def _teller(tree: Tree, verb: int, head: int) -> int | None:
    """Of "Kos says it was old, and promised": the verb of speech above, which the comma tells."""
    marks = [kid for kid in tree.kids(head, "cc") if kid < verb and tree.word(kid - 1) == ","]
    above = tree.parse.heads[head]
    told = tree.parse.deps[head] == "ccomp" and above < head and tree.lemma(above) in VERB_CLASS
    return above if marks and told and tree.has(above, "nsubj") else None


def _quoted_person(tree: Tree, verb: int) -> int | None:
    """Whom somebody quotes "as saying"."""
    if tree.lemma(verb) not in {"quote", "cite", "report", "describe"}:
        return None
    return tree.kid(verb, "nsubjpass") if tree.has(verb, "auxpass") else tree.kid(verb, "dobj")


def _subject_behind(tree: Tree, verb: int, link: int) -> int | None:
    """Whom somebody quotes "as saying", or whoever "answered by saying" something."""
    above = tree.parse.heads[link]
    if tree.lower(link) == "as":
        return _quoted_person(tree, above)
    if tree.lower(link) not in _SPEAKING_SO or not tree.has(verb, "ccomp"):
        return None
    if tree.parse.pos[above] != "VERB" or tree.has(above, "auxpass", "nsubjpass"):
        return None
    subject = subject_of(tree, above)
    return None if subject is not None and tree.lower(subject) == "it" else subject


def _subjects(tree: Tree, verb: int) -> list[int]:
    """The subjects of a verb, or of the one that it is joined to."""
    own = tree.kids(verb, "nsubj")
    joined = tree.parse.deps[verb] == "conj"
    return own or (tree.kids(tree.parse.heads[verb], "nsubj") if joined else [])


def _call_got(tree: Tree, got: int, verb: int) -> int | None:
    """Of "received a call saying" the call: whoever gets it does not say so."""
    if tree.lemma(got) not in _GETTING:
        return None
    calls = (kid for kid in tree.kids(got, "dobj") if kid < verb)
    return next((kid for kid in calls if tree.lemma(kid) in PAPERS | _CALLS), None)


def _subject_above(tree: Tree, verb: int) -> int | None:
    """Of "..., saying": the subject of the nearest verb of speech above, else of the verb above."""
    above = [token for token in tree.ancestors(verb) if tree.parse.pos[token] in {"VERB", "AUX"}]
    if above and (call := _call_got(tree, above[0], verb)) is not None:
        return call
    speaking = [
        token for token in above if tree.lemma(token) in VERB_CLASS and tree.has(token, "nsubj")
    ]
    if tree.lemma(verb) == "say" and any(
        tree.lower(kid) in {"he", "she"} for token in above[:1] for kid in _subjects(tree, token)
    ):
        speaking = []  # "they say he ran, saying": he says it, and they say so
    for token in (*speaking[:1], *above[:1]):
        found = tree.kid(token, "nsubj", "nsubjpass")
        if found is not None:
            return referent_of(tree, token, found)
        if tree.parse.deps[token] in {"conj", "xcomp"}:
            return subject_of(tree, token)
    return None
