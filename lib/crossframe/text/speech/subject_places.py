"""Verb of speech whose subject the parser lost -> whoever stands where a speaker stands."""

from __future__ import annotations

from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.speaker_kinds import is_human, is_person
from crossframe.text.speech.speech_verbs import BARE

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
# Of the others, what stands beside them is often what they are done to.
_SPEAKING = (BARE | {"tell"}) - {"add", "answer", "estimate", "respond", "think"}
# A speaker's phrase is made of these.
_PHRASE = frozenset({"ADJ", "DET", "NOUN", "NUM", "PROPN"})
_NOUNS = frozenset({"NOUN", "PROPN"})
# Behind the noun that leads a phrase its description begins with these: "a guard at the gate".
_DESCRIBING = frozenset({"IN", "VBG", "VBN", "WP"})
_MARKS = frozenset({'"', "“", "”", "''", "``", ";", ":", "—", "–", "(", ")", "--"})
_CLOSING = frozenset(',.;:—–-("“”')
# An aside between commas is no longer than so many words.
_LONGEST = 24


def subject_by_place(tree: Tree, verb: int) -> int | None:
    """Finds the speaker of a verb that has no subject in its parse.

    Of '“It fell,” said harbour master Ana Kos, who saw it' the name behind the verb; of "Ana Kos,
    clerk at the gate, said", "a guard from the mill said" what leads the clause before it.

    Args:
        tree: The sentence.
        verb: A verb of speech.

    Returns:
        The head of the speaker; None where nobody who can speak stands there.
    """
    if tree.lemma(verb) not in _SPEAKING or tree.parse.tags[verb] not in _FINITE:
        return None
    last = len(tree.parse.heads) - 1
    if verb == last or tree.lower(verb + 1) == "to" or tree.has(verb, "aux", "auxpass", "expl"):
        return None
    behind = named_behind(tree, verb)
    return _before(tree, verb) if behind is None else behind


def named_behind(tree: Tree, verb: int) -> int | None:
    """Finds the person or body whose name follows "..., said", up to the next mark.

    Args:
        tree: The sentence.
        verb: A verb of speech.

    Returns:
        The last word of the name; None where something else follows.
    """
    before = tree.text[: tree.parse.starts[verb]].rstrip()[-1:]
    if not before or before not in ",”\"»’'?!" or tree.lemma(verb) == "tell":
        return None
    end = verb
    while end + 1 < len(tree.parse.heads) and _is_of_name(tree, end + 1):
        end += 1
    last = end + 1 == len(tree.parse.heads)
    closed = last or tree.word(end + 1)[0] in _CLOSING
    return end if end > verb and closed and is_person(tree, end) else None


def _is_of_name(tree: Tree, token: int) -> bool:
    """Whether a word can be of a name or of what leads up to it, as a misread "prexy" can."""
    joined = tree.word(token) in {"-", "'s", "’s"}
    return joined or tree.parse.pos[token] in _PHRASE or tree.parse.tags[token] == "VB"


def _before(tree: Tree, verb: int) -> int | None:
    end = verb - 1
    while end > 0 and tree.parse.tags[end] == "RB":
        end -= 1
    if end > 0 and tree.word(end) == ",":
        end = _before_aside(tree, end)
    if end < 0 or tree.parse.pos[end] not in _NOUNS:
        return None
    if _is_named(tree, end):
        return end
    start = _clause_start(tree, end)
    described = start > 1 and tree.parse.pos[start] == "DET" and tree.word(start - 1) == ","
    if described and _is_named(tree, start - 2):  # "Ana Kos, a clerk at the gate said"
        return start - 2
    return _leading(tree, start, end)


def _is_named(tree: Tree, token: int) -> bool:
    """Whether a person's name ends here, of which no preposition tells what it is there for."""
    return is_person(tree, token) and tree.parse.deps[token] != "pobj"


def _before_aside(tree: Tree, comma: int) -> int:
    """What stands before "..., clerk at the gate," that ends with a comma; -1 for nothing."""
    for token in range(comma - 1, max(0, comma - _LONGEST), -1):
        if tree.word(token) in _MARKS:
            break
        if tree.word(token) == ",":
            return token - 1
    return -1


def _clause_start(tree: Tree, end: int) -> int:
    start = end
    while start > 0 and tree.word(start - 1) != "," and tree.word(start - 1) not in _MARKS:
        start -= 1
    while start < end and tree.parse.tags[start] in {"CC", "RB"}:
        start += 1
    return start


def _leading(tree: Tree, start: int, end: int) -> int | None:
    """The noun that leads the words up to `end`; the last of them where none does."""
    head = start - 1
    for token in range(start, end + 1):
        if tree.parse.pos[token] not in _PHRASE and tree.parse.tags[token] not in {"POS", "PRP$"}:
            break
        head = token
    leads = head >= start and tree.parse.pos[head] in _NOUNS
    if leads and _may_say(tree, head):
        described = head == end or tree.parse.tags[head + 1] in _DESCRIBING
        return head if described else None
    plain = tree.parse.tags[end] == "NNS" and tree.parse.pos[end] == "NOUN"
    return end if plain and is_human(tree, end) else None


def _may_say(tree: Tree, noun: int) -> bool:
    body = tree.parse.entities[noun] == "ORG" and tree.parse.pos[noun] == "PROPN"
    return body or is_person(tree, noun) or is_human(tree, noun)
