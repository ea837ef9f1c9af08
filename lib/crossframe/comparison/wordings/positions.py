"""Two sentences of one claim -> places where both name something at the same position."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from crossframe.comparison.wordings.names import NOUNS, Name, name_of
from crossframe.records import Parse
from crossframe.text.meaning.phrases import Phrase, noun_phrase
from crossframe.text.meaning.predicates import REPORTING, predicates_of
from crossframe.text.remembering import remembered

# Equal words on either side of what was replaced: two, so that "of the" alone is no context.
_CONTEXT = 2


class Aligned(NamedTuple):
    """Two names at one position: `role` says which, `is_clean` that words and grammar agree.

    `shared` is the share of the sentences' other nouns and verbs that are the same, 0..1.
    """

    role: str
    one: Name
    other: Name
    is_clean: bool
    shared: float


class Grammar(NamedTuple):
    """A sentence, its grammar, and its names by position: role, governor, preposition."""

    text: str
    parse: Parse
    slots: dict[tuple[str, str], Name]
    content: frozenset[str]
    lemmas: frozenset[str]
    context: dict[int, frozenset[str]]


@remembered
def read_sentence(text: str, parse: Parse) -> Grammar:
    """Finds the names in a sentence and the position of each.

    Args:
        text: The sentence.
        parse: Its grammar.

    Returns:
        The sentence, ready to be aligned.
    """
    slots: dict[tuple[str, str], Name] = {}
    context: dict[int, frozenset[str]] = {}
    for predicate in predicates_of(text, parse):
        if predicate.is_reporting or predicate.verb in REPORTING:
            continue
        alone = predicate.voice == "active without object"
        roles: list[tuple[str, Phrase | None]] = [
            ("subject" if alone else "agent", predicate.agent),
            ("patient", predicate.patient),
        ]
        for role, phrase in roles:
            if phrase:
                _add(slots, text, parse, (role, predicate.verb), phrase)
                context[phrase.head] = _dependents(parse, predicate.row, phrase.head)
    for row, dep in enumerate(parse.deps):
        if dep == "pobj":
            preposition = parse.heads[row]
            governor = parse.heads[preposition]
            place = (parse.lemmas[preposition].casefold(), parse.lemmas[governor].casefold())
            _add(slots, text, parse, place, noun_phrase(text, parse, row))
            context[row] = _dependents(parse, governor, preposition)
    content = {
        lemma.casefold()
        for lemma, pos in zip(parse.lemmas, parse.pos, strict=True)
        if pos in {*NOUNS, "NUM", "VERB"}
    }
    lemmas = frozenset(lemma.casefold() for lemma in parse.lemmas)
    return Grammar(text, parse, slots, frozenset(content), lemmas, context)


def _dependents(parse: Parse, governor: int, apart: int) -> frozenset[str]:
    """Lemmas that hang on a governor beside the name itself, two steps deep."""
    found = set()
    for row, head in enumerate(parse.heads):
        if row == apart or parse.pos[row] not in {*NOUNS, "VERB", "NUM", "ADJ"}:
            continue
        steps, at = 0, row
        while steps < 2 and at not in {governor, apart} and parse.heads[at] != at:
            at, steps = parse.heads[at], steps + 1
        if at == governor and row != governor and head != apart:
            found.add(parse.lemmas[row].casefold())
    return frozenset(found)


def _add(
    slots: dict[tuple[str, str], Name],
    text: str,
    parse: Parse,
    place: tuple[str, str],
    phrase: Phrase,
) -> None:
    name = name_of(text, parse, phrase)
    if name:
        slots.setdefault(place, name)


def align(one: Grammar, other: Grammar) -> Iterator[Aligned]:
    """Finds positions at which two sentences of one claim use different names.

    A position is a role at the same verb, or after the same preposition of the same word, with
    something else in common there; or a gap between equal words. A name is no candidate if a noun
    of it stands in the other sentence as well: there it may be somebody else.

    Args:
        one: A sentence.
        other: One of another outlet.

    Yields:
        The pairs of names.
    """
    gaps = set(_gaps(one, other))
    for place, name in one.slots.items():
        rival = other.slots.get(place)
        if rival is None or not _may_be_one(one, other, name, rival):
            continue
        around = one.context[name.row] & other.context[rival.row]
        in_gap = (name.row, rival.row) in gaps
        gaps.discard((name.row, rival.row))
        if around or in_gap:
            role = place[0] if place[0] in {"agent", "patient", "subject"} else f"after {place[0]}"
            yield Aligned(role, name, rival, in_gap and bool(around), _shared(one, other))
    names = {name.row: name for name in one.slots.values()}
    rivals = {name.row: name for name in other.slots.values()}
    for row, rival_row in sorted(gaps):
        name, rival = names[row], rivals[rival_row]
        if _may_be_one(one, other, name, rival):
            yield Aligned(
                "between equal words", name, rival, is_clean=False, shared=_shared(one, other)
            )


@remembered
def aligned(text: str, parse: Parse, other: str, other_parse: Parse) -> tuple[Aligned, ...]:
    """Finds positions at which two sentences of one claim use different names.

    Args:
        text: A sentence.
        parse: Its grammar.
        other: One of another outlet.
        other_parse: The grammar of that one.

    Returns:
        The pairs of names, as of `align`.
    """
    return (*align(read_sentence(text, parse), read_sentence(other, other_parse)),)


def _may_be_one(one: Grammar, other: Grammar, name: Name, rival: Name) -> bool:
    if name.key == rival.key:
        return False
    parts, others = set(name.key.split()), set(rival.key.split())
    if name.head == rival.head:  # one name, longer or shorter
        short, long = (parts, others) if len(parts) < len(others) else (others, parts)
        beside = other.lemmas if long is parts else one.lemmas
        return short < long and not long - short <= beside
    if (name.proper - others) & other.lemmas or (rival.proper - parts) & one.lemmas:
        return False
    return not ({name.head} & other.lemmas or {rival.head} & one.lemmas)


def _gaps(one: Grammar, other: Grammar) -> Iterator[tuple[int, int]]:
    """Pairs of names that replace each other between equal words."""
    words = [[w.casefold() for w in _words(g)] for g in (one, other)]
    matcher = SequenceMatcher(None, words[0], words[1], autojunk=False)
    blocks = matcher.get_matching_blocks()
    for before, after in pairwise(blocks):
        firsts = (before.a + before.size, before.b + before.size)
        opens = before.size >= _CONTEXT or 0 in firsts
        closes = after.size >= _CONTEXT
        if opens and closes and before.size + after.size > _CONTEXT:
            name = _filling(one, firsts[0], after.a)
            rival = _filling(other, firsts[1], after.b)
            if name and rival:
                yield (name.row, rival.row)


def _words(grammar: Grammar) -> list[str]:
    parse = grammar.parse
    return [grammar.text[a:b] for a, b in zip(parse.starts, parse.ends, strict=True)]


def _filling(grammar: Grammar, first: int, last: int) -> Name | None:
    """The name that a gap holds, if it holds one whole and nothing else but its edges."""
    parse = grammar.parse
    for name in grammar.slots.values():
        if first <= name.row < last:
            at = (parse.starts[first], parse.ends[last - 1])
            before = grammar.text[at[0] : name.start].split()
            if at[0] <= name.end <= at[1] and name.end == at[1] and len(before) <= 1:
                return name
    return None


def _shared(one: Grammar, other: Grammar) -> float:
    both = len(one.content & other.content)
    return both / max(min(len(one.content), len(other.content)), 1)
