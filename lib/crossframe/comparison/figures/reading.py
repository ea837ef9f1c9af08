"""Claim map -> the figures in its sentences: what each counts, as of when, and who says so."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from crossframe.comparison.figures.dated import as_of, clause_around, periods_of
from crossframe.comparison.figures.figure import ADDING, TELLING, Figure
from crossframe.comparison.figures.limits import limit_of, offset_of, runs_on, since_of, times_of
from crossframe.comparison.figures.namesakes import with_owners
from crossframe.comparison.figures.offers import offerer_of
from crossframe.comparison.figures.owners import owner_of
from crossframe.comparison.figures.places import persons_of, places_of
from crossframe.comparison.figures.states import State, state_of
from crossframe.comparison.figures.subjects import PERSONAL, persons_meant
from crossframe.comparison.figures.told_by import speaker_of
from crossframe.comparison.once import of_texts, once
from crossframe.comparison.presence.times import span_of
from crossframe.comparison.speech.said import said_in
from crossframe.records import Article, ClaimMap, Parse, Sentence
from crossframe.text.quantities import Quantity, find_quantities
from crossframe.text.quantities.numerals import find_numerals
from crossframe.text.speech.attribution import Attribution

_PART = re.compile(r"\sof\s(?:the|them|those|these|whom|which|his|her|its|their|our)\b")
_OF_NUMBER = re.compile(r"\s(?:out\s)?of\s(?:(?:the|its|his|her|their|those)\s)?")
# "A third of the homes in 12 villages": nothing but what is counted stands between the two.
_IN_PLACES = re.compile(r"(?:\sof)?(?:\s[a-z-]+){0,4}\s(?:in|at|on|across|from)\s(?:the\s|all\s)?")
_LISTED = re.compile(r",\s|,?\sand\s")
_JOINED = re.compile(r"(?:\s[a-z-]+)?,?\sand\s")
_SO_FAR = re.compile(r"\b(?:so far|to date|in total|a total of)\b", re.IGNORECASE)
# "An 84-yard run": a measure of one thing, of which no part of the whole holds less.
_ATTRIBUTE = re.compile(r"\w-[a-z]+$")
_NUMERIC = frozenset({"DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "QUANTITY"})
_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN"})


@once
def read_figures(claim_map: ClaimMap) -> Mapping[str, tuple[Figure, ...]]:
    """Reads the figures of the English statements of an event.

    Args:
        claim_map: The event.

    Returns:
        Figures in text order, by the id of their sentence; sentences without any are left out.
    """
    return with_owners(figures_in_texts(claim_map), claim_map.claims)


@of_texts
def figures_in_texts(claim_map: ClaimMap) -> Mapping[str, tuple[Figure, ...]]:
    """The same figures as far as each article alone tells of them."""
    found: dict[str, tuple[Figure, ...]] = {}
    rows = [(s, claim_map.parse_by_id.get(s.sentence_id)) for s in claim_map.sentences]
    meant, persons = persons_meant(rows), persons_of(parse for _, parse in rows)
    said: dict[str, list[Attribution]] = defaultdict(list)
    for one in said_in(claim_map):
        said[one.sentence_id].append(one.attribution)
    for sentence, parse in rows:
        article = claim_map.article_by_id[sentence.article_id]
        language = (article.language or "en").lower().replace("_", "-").split("-")[0]
        if sentence.is_statement and language == "en":
            person = meant.get(sentence.sentence_id, "")
            own = tuple(one.shifted(-sentence.start) for one in said[sentence.sentence_id])
            figures = _of_sentence(article, sentence, parse, person, persons, own)
            if figures:
                found[sentence.sentence_id] = figures
    return found


class _Told(NamedTuple):
    """A sentence and what is read of it once; "he" or "she" at its head stands for `person`."""

    article: Article
    sentence: Sentence
    parse: Parse | None
    person: str
    quantities: tuple[Quantity, ...]
    states: tuple[State, ...]
    words: frozenset[str]
    places: frozenset[str]
    attributions: tuple[Attribution, ...]

    @property
    def text(self) -> str:
        return self.sentence.text


def _as_written(told: _Told, least: float) -> tuple[tuple[tuple[str, float], str], ...]:
    """The exact figures from so many on of which the unit is known: unit and value, and words."""
    return tuple(
        ((q.base_unit, q.base_low), told.text[q.start : q.end])
        for q in told.quantities
        if q.base_unit and q.is_exact and q.base_low >= least
    )


def _of_sentence(
    article: Article,
    sentence: Sentence,
    parse: Parse | None,
    person: str,
    persons: AbstractSet[str],
    attributions: tuple[Attribution, ...],
) -> tuple[Figure, ...]:
    text = sentence.text
    quantities = find_quantities(text, parse)
    if not quantities:
        return ()
    ends = [*(q.start for q in quantities[1:]), len(text)]
    told = _Told(
        article,
        sentence,
        parse,
        person,
        quantities,
        tuple(state_of(text, q, end) for q, end in zip(quantities, ends, strict=True)),
        _words(text, parse),
        places_of(parse, attributions, persons),
        attributions,
    )
    return tuple(_figure(told, number) for number in range(len(quantities)))


def _figure(told: _Told, number: int) -> Figure:
    text, quantity = told.text, told.quantities[number]
    start, end, is_time = quantity.start, quantity.end, quantity.kind == "duration"
    bounds = [0, *(q.start for q in told.quantities[1:]), len(text)]
    is_length, describes = quantity.kind == "length", _describes(text, quantity)
    said_by = speaker_of(text, told.parse, told.attributions, quantity)
    return Figure(
        article=told.article,
        span=span_of(told.article.published_at),
        sentence_id=told.sentence.sentence_id,
        start=told.sentence.start + start,
        end=told.sentence.start + end,
        as_written=text[start:end],
        quantity=quantity,
        state=told.states[number],
        as_of=as_of(text, quantity, is_said=bool(said_by)),
        said_by=said_by,
        words=told.words,
        periods=periods_of(text, bounds[number], start, bounds[number + 1]),
        places=told.places,
        is_part=_is_part(text, quantity),
        out_of=_out_of(told, number),
        has_part=number > 0 and _out_of(told, number - 1) > 0,
        limit="" if is_length and describes else limit_of(text, start, end),
        times=_times(text, start),
        owner=owner_of(text, told.parse, quantity),
        beside=_as_written(told, TELLING),
        offset=offset_of(text, start, end) if is_time else "",
        said=frozenset(numeral.low for numeral in find_numerals(text)),
        counts=tuple(
            (q.low, _what(text, q), s) for q, s in zip(told.quantities, told.states, strict=True)
        ),
        is_sole=sum(_are_alike(q, quantity) for q in told.quantities) == 1,
        runs_on=is_time and runs_on(text, start),
        is_sum=_SO_FAR.search(text) is not None,
        is_further=_is_further(told, number),
        is_listed=_is_listed(told, number),
        agent=_agent(quantity, told.person),
        since=since_of(text[slice(*clause_around(text, start))]),
        describes=describes,
        listed=_as_written(told, 2),
        within=_within(told, number),
        offered_by=_offered_by(told, quantity),
        joined_to=_joined_to(told, number),
    )


def _are_alike(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities might be taken for each other: counts of one unit, or one measure."""
    return one.kind == other.kind and (one.kind != "count" or one.unit == other.unit)


def _is_part(text: str, quantity: Quantity) -> bool:
    counts = quantity.kind == "count"
    return counts and bool(_PART.search(text, quantity.start, quantity.end + 10))


def _what(text: str, quantity: Quantity) -> str:
    """What a figure surely counts or measures; "" for "three of the skiffs", which may be boats."""
    if quantity.kind != "count":
        return quantity.kind
    return "" if _is_part(text, quantity) else quantity.unit


def _out_of(told: _Told, number: int) -> float:
    """The number that a count is some of: 68 in "28 of his 68 punches"; 0 where none is told."""
    pair = told.quantities[number : number + 2]
    if len(pair) < 2 or not all(q.kind == "count" for q in pair):
        return 0.0
    joined = _OF_NUMBER.fullmatch(told.text[pair[0].end : pair[1].start])
    return pair[1].low if joined else 0.0


def _within(told: _Told, number: int) -> tuple[float, str]:
    """How many places hold what a figure counts: five, of "half the homes in five villages"."""
    pair = told.quantities[number : number + 2]
    if len(pair) < 2 or pair[1].kind != "count" or not (pair[1].unit and pair[1].is_exact):
        return 0.0, ""
    held = _IN_PLACES.fullmatch(told.text[pair[0].end : pair[1].start])
    return (pair[1].low, pair[1].unit) if held else (0.0, "")


def _describes(text: str, quantity: Quantity) -> bool:
    return _ATTRIBUTE.search(text[quantity.start : quantity.end]) is not None


def _is_further(told: _Told, number: int) -> bool:
    """Whether those counted come on top of others of their kind: not "killed 10, hurt 30 more"."""
    if not ADDING & set(told.quantities[number].qualities):
        return False
    ahead = zip(told.quantities[:number], told.states, strict=False)
    return not any(q.kind == "count" and s != told.states[number] for q, s in ahead)


def _is_listed(told: _Told, number: int) -> bool:
    """Whether a count stands right behind another one: "12 pistols, three rifles"."""
    pair = told.quantities[max(0, number - 1) : number + 1]
    if len(pair) < 2 or not all(q.kind == "count" and q.unit for q in pair):
        return False
    return _LISTED.fullmatch(told.text[pair[0].end : pair[1].start]) is not None


def _joined_to(told: _Told, number: int) -> tuple[str, float]:
    """The figure that "and" joins a figure to: 90 yards, of "for 90 yards and two goals"."""
    pair = told.quantities[max(0, number - 1) : number + 1]
    if len(pair) < 2 or not pair[0].is_exact:
        return "", 0.0
    joined = _JOINED.fullmatch(told.text[pair[0].end : pair[1].start])
    return (pair[0].base_unit, pair[0].low) if joined else ("", 0.0)


def _offered_by(told: _Told, quantity: Quantity) -> str:
    if quantity.kind not in {"money", "duration"}:
        return ""
    before = told.article.text[: told.sentence.start]
    return offerer_of(before, told.text, quantity.start, quantity.end)


def _times(text: str, at: int) -> frozenset[str]:
    """The seasons, years and months of the clause, and those that the sentence opens with."""
    start, stop = clause_around(text, at)
    opening = text[:start].partition(",")[0] if "," in text[:start] else ""
    return times_of(text[start:stop]) | times_of(opening)


def _agent(quantity: Quantity, person: str) -> str:
    """Whoever a figure is told of, by name: "Ray", or whom "he" stands for."""
    actor = quantity.actor
    if actor.lower() in PERSONAL:
        return person
    return actor if actor[:1].isupper() and actor != "I" else ""


def _words(text: str, parse: Parse | None) -> frozenset[str]:
    if parse is None:
        return frozenset(word for word in re.findall(r"[^\W\d_]{4,}", text.lower()))
    return frozenset(
        lemma.lower()
        for lemma, pos, entity in zip(parse.lemmas, parse.pos, parse.entities, strict=True)
        if pos in _CONTENT and entity not in _NUMERIC and lemma[:1].isalpha() and len(lemma) > 2
    )
