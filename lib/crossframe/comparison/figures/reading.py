"""Claim map -> the figures in its sentences: what each counts, as of when, and who says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from crossframe.comparison.figures.limits import YEAR, limit_of, offset_of, runs_on, times_of
from crossframe.comparison.figures.owners import owner_of
from crossframe.comparison.figures.states import State, state_of
from crossframe.comparison.once import once
from crossframe.comparison.presence.times import Span, span_of
from crossframe.records import Article, ClaimMap, Parse, Sentence
from crossframe.text.quantities import Quantity, find_quantities
from crossframe.text.quantities.numerals import find_numerals
from crossframe.text.speech.attribution import Attribution, find_attributions

_PART = re.compile(r"\sof\s(?:the|them|those|these|whom|which|his|her|its|their|our)\b")
# Below ten the same number stands with different things too often to tell anything.
TELLING = 10
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PART_OF_DAY = r"(?:morning|afternoon|evening|night|noon|midday|midnight|dawn|dusk)"
_HOUR = (
    r"(?:\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\.?|\d{1,2}:\d\d|noon|midday|midnight|dawn|dusk|nightfall)"
)
_DATE = (
    r"(?:\d{1,2}\s(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)|(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)\s\d{1,2})"
)
_WHEN = (
    rf"(?:(?:late|early|mid-?)\s?(?:on\s)?)?(?:{_DAY}(?:\s{_PART_OF_DAY})?|{_DATE}|{_HOUR}"
    rf"(?:\s(?:on\s)?{_DAY})?|(?:this|yesterday)\s{_PART_OF_DAY}|yesterday|the\s{_PART_OF_DAY})"
)
_AS_OF = re.compile(rf"\b(?:as of|by|up to|until)\s{_WHEN}|\b(?:so far|to date)\b", re.IGNORECASE)
_SO_FAR = re.compile(r"\b(?:so far|to date|in total|a total of)\b", re.IGNORECASE)
_SAID_ON = re.compile(
    rf"\b(?:said|says|told|announced|reported|confirmed|put|counted|gave|given)\b[^.;]{{0,40}}?\b"
    rf"(?P<when>(?:on|at|late|early)\s{_WHEN}|{_DAY})|\b(?P<end>(?:on|at)\s{_WHEN})(?=\W*$)"
)
_PERIOD = re.compile(
    rf"{YEAR}|\b(?:this|last|past|next)\s(?:year|month|week|quarter|season)\b|"
    r"(?<!\d\s)\b(?:January|February|March|April|June|July|August|September|October|November|December)"
    rf"\b(?!\s\d{{1,2}}\b)|{_DAY}",
    re.IGNORECASE,
)
_NUMERIC = frozenset({"DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "QUANTITY"})
_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity at its place in an article: `article.text[start:end]` is its expression.

    `state` is what is said of those counted, as far as a few plain words tell; `as_of` when the
    number was true and `said_by` who says it, both as written, None where the sentence does not
    say. `is_part` where it counts some of a number ("two of them"). `words` are the content words
    of the sentence, `places` the places and `times` the years, seasons and months that it names,
    `periods` the years, months and days that are named next to the figure. `limit` is the stretch
    of a whole that the figure is told of ("first half"), "" where there is none. `owner` is whoever
    is of that age, or the place of so many inhabitants, by name; "" for other figures and where
    none is named. `beside` are the telling figures of its sentence, itself among them: unit and
    value, and the words. `offset` is "ago" or its like where a length of time says when. `said` are
    the bare numbers in its sentence, `counts` its counts and the state of those counted; `is_sole`
    tells that no other figure there is in a like unit, `runs_on` that it is a length of time which
    may still grow, `is_sum` that the sentence adds up what happened until then.
    """

    article: Article
    span: Span | None
    sentence_id: str
    start: int
    end: int
    as_written: str
    quantity: Quantity
    state: State
    as_of: str | None
    said_by: str | None
    words: frozenset[str]
    periods: frozenset[str]
    places: frozenset[str]
    is_part: bool
    limit: str = ""
    times: frozenset[str] = frozenset()
    owner: str = ""
    beside: tuple[tuple[tuple[str, float], str], ...] = ()
    offset: str = ""
    said: frozenset[float] = frozenset()
    counts: tuple[tuple[float, State], ...] = ()
    is_sole: bool = False
    runs_on: bool = False
    is_sum: bool = False

    @property
    def key(self) -> tuple[str, int]:
        """What tells it from every other figure of the event."""
        return (self.sentence_id, self.start)

    @property
    def is_people(self) -> bool:
        """True for a count of human beings, as far as unit and state tell."""
        return self.quantity.kind == "count" and bool(self.state)


@once
def read_figures(claim_map: ClaimMap) -> dict[str, tuple[Figure, ...]]:
    """Reads the figures of the English statements of an event.

    Args:
        claim_map: The event.

    Returns:
        Figures in text order, by the id of their sentence; sentences without any are left out.
    """
    found: dict[str, tuple[Figure, ...]] = {}
    for sentence in claim_map.sentences:
        article = claim_map.article_by_id[sentence.article_id]
        language = (article.language or "en").lower().replace("_", "-").split("-")[0]
        if sentence.is_statement and language == "en":
            figures = _of_sentence(
                article, sentence, claim_map.parse_by_id.get(sentence.sentence_id)
            )
            if figures:
                found[sentence.sentence_id] = figures
    return found


def _of_sentence(article: Article, sentence: Sentence, parse: Parse | None) -> tuple[Figure, ...]:
    text = sentence.text
    quantities = find_quantities(text, parse)
    if not quantities:
        return ()
    attributions, times = find_attributions(text, parse), times_of(text)
    beside = tuple(
        ((q.base_unit, q.base_low), text[q.start : q.end])
        for q in quantities
        if q.base_unit and q.is_exact and q.base_low >= TELLING
    )
    said = frozenset(numeral.low for numeral in find_numerals(text))
    bounds = [0, *(q.start for q in quantities[1:]), len(text)]
    states = [state_of(text, q, end) for q, end in zip(quantities, bounds[1:], strict=True)]
    counts = tuple((q.low, state) for q, state in zip(quantities, states, strict=True))
    return tuple(
        Figure(
            article=article,
            span=span_of(article.published_at),
            sentence_id=sentence.sentence_id,
            start=sentence.start + quantity.start,
            end=sentence.start + quantity.end,
            as_written=text[quantity.start : quantity.end],
            quantity=quantity,
            state=states[number],
            counts=counts,
            as_of=as_of(text, quantity),
            said_by=_speaker(attributions, quantity),
            words=_words(text, parse),
            periods=_periods(text[bounds[number] : bounds[number + 1]], text[: bounds[1]]),
            places=_places(parse),
            is_part=quantity.kind == "count"
            and bool(_PART.search(text, quantity.start, quantity.end + 10)),
            limit=limit_of(text, quantity.start, quantity.end),
            times=times,
            owner=owner_of(text, parse, quantity),
            beside=beside,
            said=said,
            runs_on=quantity.kind == "duration" and runs_on(text, quantity.start),
            is_sum=_SO_FAR.search(text) is not None,
            is_sole=sum(q.kind == quantity.kind for q in quantities) == 1,
            offset=offset_of(text, quantity.start, quantity.end)
            if quantity.kind == "duration"
            else "",
        )
        for number, quantity in enumerate(quantities)
    )


def as_of(text: str, quantity: Quantity) -> str | None:
    """Finds when a number was true, if its sentence says so.

    Args:
        text: The sentence.
        quantity: A quantity of it.

    Returns:
        The words, verbatim: those nearest to the number; None where there are none. When something
        happened is not meant: "four died on Tuesday" has none.

    >>> text = "By 1 p.m. 30 people had been found."
    >>> as_of(text, find_quantities(text, None)[0])
    'By 1 p.m.'
    """
    near = min(
        _AS_OF.finditer(text),
        key=lambda found: min(abs(found.end() - quantity.start), abs(found.start() - quantity.end)),
        default=None,
    )
    if near:
        return near.group()
    said = _SAID_ON.search(text)
    return said["when"] if said and said["when"] else None


def _speaker(attributions: Iterable[Attribution], quantity: Quantity) -> str | None:
    """Whoever says the number: of nested attributions the innermost."""
    around = [
        (piece.end - piece.start, found.who.text)
        for found in attributions
        if found.who
        for piece in found.contents
        if piece.start <= quantity.start and quantity.end <= piece.end
    ]
    return min(around)[1] if around else None


def _words(text: str, parse: Parse | None) -> frozenset[str]:
    if parse is None:
        return frozenset(word for word in re.findall(r"[^\W\d_]{4,}", text.lower()))
    return frozenset(
        lemma.lower()
        for lemma, pos, entity in zip(parse.lemmas, parse.pos, parse.entities, strict=True)
        if pos in _CONTENT and entity not in _NUMERIC and lemma[:1].isalpha() and len(lemma) > 2
    )


def _periods(text: str, opening: str) -> frozenset[str]:
    """The times next to a figure, else those that the sentence opens with: "In May 2003, ..."."""
    own = frozenset(found.group().lower() for found in _PERIOD.finditer(text))
    if own or "," not in opening:
        return own
    first = opening.partition(",")[0]
    return frozenset(found.group().lower() for found in _PERIOD.finditer(first))


def _places(parse: Parse | None) -> frozenset[str]:
    if parse is None:
        return frozenset()
    return frozenset(
        lemma.lower()
        for lemma, pos, entity in zip(parse.lemmas, parse.pos, parse.entities, strict=True)
        if entity in {"GPE", "LOC"} and pos == "PROPN"
    )
