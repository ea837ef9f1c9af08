"""Articles -> of each the article that its text comes from: itself, or the earliest of its copies.

Every run of words that two articles share is found exactly, through an index of short runs; an
estimate such as MinHash (Broder, "On the resemblance and containment of documents", 1997) would
save nothing at the size of an event, and would not say which words were taken over.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from crossframe.corpus.printed import printed_at
from crossframe.records import LAST, Article, instant

# Words that must follow each other in both texts to count as taken over. Shorter runs are common
# phrases ("a spokesman for the police said"); longer ones are broken by light editing.
RUN = 5
# Most of a text. Of the 783 pairs of articles of `seeds/`, copies share at least .83 of their words
# and others at most .27 (a flash with the full story of the same outlet).
MOST = 0.5
# Most of a text that a longer, later one takes over and goes on with, as four real ones do.
HELD = 0.75
# A text of fewer words says nothing that two people could not write alike.
FEWEST_WORDS = 12
# Of a copy's copy with less from the first text, the copy in between is the origin.
LEAST = 0.2
# A run that stands in a text more often ("no no no no no") says nothing of its order.
_MOST_PLACES = 8
# With fewer words taken over only a copy of nearly all of a text is one: names and titles recur.
_FEWEST_TAKEN, _NEARLY_ALL = 25, 0.8

# Scripts without spaces are read character by character.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_MINUTES = 24 * 60
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_OPENING = re.compile(r"[“„«「\"]")
# A quotation between straight marks ends with its line at the latest, and then is none.
_CLOSING = {
    mark: re.compile(closing)
    for mark, closing in (("“", "”"), ("„", "[“”]"), ("«", "»"), ("「", "」"), ('"', '["\n]'))
}


class Origin(NamedTuple):
    """Where the text of an article comes from.

    `origin_id` is its own id if it is original. `share` says how much of its words, in runs of at
    least five, stand in the article of origin too, 0..1; 1 for an original. Along a chain of
    edited copies it can fall under one half. `in_order` is the share of these runs that also follow
    each other as they do there, 0..1. `taken_over_id` is an earlier article of which it holds most,
    though most of it is its own; "" for none. `nearest_id` is the article, not one known to be
    later, in which most of it stands, and `nearest_share` how much; "" and 1 for an original.
    """

    article_id: str
    origin_id: str
    share: float
    taken_over_id: str = ""
    in_order: float = 1.0
    nearest_id: str = ""
    nearest_share: float = 1.0


class _Shared(NamedTuple):
    """Where runs begin that a text shares with another: all, and those not quoted there."""

    all: list[int]
    told: list[int]


class _Text(NamedTuple):
    """An article's words, which of them it quotes, and how exactly its date is known.

    `time` is a sorting key: whether it is undated, its date (a bare one at the end of its day), and
    the minute of the day that it prints, where its date has no hour.
    """

    article_id: str
    words: tuple[str, ...]
    quoted: tuple[bool, ...]
    time: tuple[bool, datetime, int]


def find_origins(articles: Sequence[Article]) -> tuple[Origin, ...]:
    """Finds reprints, trimmed and lightly edited copies, and the article that each comes from.

    An article is a copy of an earlier one if most of its words stand there in the same runs, and
    most of those that it does not quote stand there unquoted too; a quotation or an official
    statement that all carry makes no copy. Headlines have no say. A copy of a copy comes from the
    first in which a fifth of it stands. An article is never the origin of one that is known to be
    earlier, nor an undated one of a dated one; a bare date counts as the end of its day, and so
    does a date printed at the head of an undated article, unless its hour has a zone. Of two of one
    day the one that prints the earlier hour is the earlier. Where all this tells nothing, a text
    comes from the one that holds more of it, and of two alike from the one whose id comes first.

    Args:
        articles: Any articles, in any order.

    Returns:
        One origin an article, in the order of `articles`.

    >>> text = "A span of the bridge fell into the harbour at noon and two boats sank at once."
    >>> post, tide = (
    ...     Article(name, "e", name, "", text, "", "", published_at=day)
    ...     for name, day in (("post", "2024-03-13"), ("tide", "2024-03-12"))
    ... )
    >>> [origin.origin_id for origin in find_origins([post, tide])]
    ['tide', 'tide']
    """
    texts = sorted(map(_text, articles), key=lambda text: (text.time, text.article_id))
    shared = _shared_runs(texts)
    first = _first_of_each(texts, shared)
    number = {text.article_id: position for position, text in enumerate(texts)}
    found = {own: _origin(texts, shared, own, first[own]) for own in range(len(texts))}
    return tuple(found[number[article.article_id]] for article in articles)


def _origin(texts: Sequence[_Text], shared: _Runs, own: int, origin: int) -> Origin:
    text = texts[own]
    if origin == own:
        return Origin(text.article_id, text.article_id, 1.0, _taken_over(texts, shared, own))
    shares = {
        other: _share(text, runs.all)
        for other, runs in shared[own].items()
        if texts[other].time <= text.time or other == origin
    }
    nearest = max(shares, key=lambda other: (shares[other], other == origin, -other))
    return Origin(
        text.article_id,
        texts[origin].article_id,
        round(shares[origin], 3),
        in_order=round(_in_order(text, texts[origin]), 3),
        nearest_id=texts[nearest].article_id,
        nearest_share=round(shares[nearest], 3),
    )


def _text(article: Article) -> _Text:
    spans = deque(_quoted_spans(article.text))
    words, quoted = [], []
    for found in _WORD.finditer(article.text):
        words.append(found[0].casefold())
        while spans and spans[0][1] <= found.start():
            spans.popleft()
        quoted.append(bool(spans) and spans[0][0] <= found.start())
    return _Text(article.article_id, tuple(words), tuple(quoted), _time(article))


def _quoted_spans(text: str) -> Iterator[tuple[int, int]]:
    """What stands in quotation marks; one that is never closed is looked for its end once."""
    at, unclosed = 0, set[str]()
    while opening := _OPENING.search(text, at):
        at = opening.end()
        if opening[0] in unclosed:
            continue
        closing = _CLOSING[opening[0]].search(text, at)
        if closing is None:
            unclosed.add(opening[0])
        elif closing[0] != "\n":
            at = closing.end()
            yield opening.start(), at


def _time(article: Article) -> tuple[bool, datetime, int]:
    published_at, printed = article.published_at, printed_at(article.text)
    if not published_at and not printed:
        return (True, LAST, _MINUTES)
    if published_at and len(published_at) > len("2024-03-12"):
        return (False, instant(published_at), _MINUTES)
    day = published_at or (printed.day.isoformat() if printed else "")
    told = printed is not None and printed.day.isoformat() == day
    if printed and told and printed.moment:
        return (False, printed.moment, _MINUTES)
    minutes = printed.minutes if printed and told else None
    return (False, instant(day) + timedelta(days=1), _MINUTES if minutes is None else minutes)


def _runs(words: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    return ((at, tuple(words[at : at + RUN])) for at in range(len(words) - RUN + 1))


_Runs = Sequence[Mapping[int, _Shared]]


def _shared_runs(texts: Sequence[_Text]) -> _Runs:
    """For each text and each other one that shares runs with it: where these begin."""
    holders: dict[tuple[str, ...], dict[int, bool]] = defaultdict(dict)
    for number, text in enumerate(texts):
        for at, run in _runs(text.words):
            is_told = not all(text.quoted[at : at + RUN])
            holders[run][number] = is_told or holders[run].get(number, False)
    shared: list[dict[int, _Shared]] = []
    for number, text in enumerate(texts):
        starts: dict[int, _Shared] = defaultdict(lambda: _Shared([], []))
        for at, run in _runs(text.words):
            for other, is_told in holders[run].items():
                if other != number:
                    starts[other].all.append(at)
                    if is_told:
                        starts[other].told.append(at)
        shared.append(starts)
    return shared


def _in_order(text: _Text, other: _Text) -> float:
    """Share of the runs in both that can be read in one order in both (Hunt and Szymanski 1977)."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, run in _runs(other.words):
        places[run].append(at)
    ends: list[int] = []
    shared = [run for _, run in _runs(text.words) if run in places]
    telling = [run for run in shared if len(places[run]) <= _MOST_PLACES]
    for run in telling:
        for at in reversed(places[run]):
            rank = bisect_left(ends, at)
            ends[rank : rank + 1] = [at]
    return len(ends) / len(telling) if telling else float(bool(shared))


def _share(text: _Text, starts: Sequence[int], *, own_voice: bool = False) -> float:
    """Share of a text's words, or of those it does not quote, that stand in shared runs."""
    taken = {at + step for at in starts for step in range(RUN)}
    counted = [at for at, quoted in enumerate(text.quoted) if not (own_voice and quoted)]
    return sum(at in taken for at in counted) / len(counted) if counted else 0.0


def _is_copy(text: _Text, runs: _Shared) -> bool:
    if len(text.words) < FEWEST_WORDS or RUN * len(runs.all) < MOST * len(text.words):
        return False
    share = _least_share(text, runs)
    return share > (MOST if MOST * len(text.words) >= _FEWEST_TAKEN else _NEARLY_ALL)


def _least_share(text: _Text, runs: _Shared) -> float:
    """The share of all its words, or of those that neither text quotes, whichever is less."""
    return min(_share(text, runs.all), _share(text, runs.told, own_voice=True))


def _taken_over(texts: Sequence[_Text], shared: _Runs, number: int) -> str:
    """The earlier article of which a text holds most, and of several the one it holds most of."""
    held = [
        (_least_share(texts[other], runs), other)
        for other in shared[number]
        if texts[other].time < texts[number].time
        and len(texts[other].words) >= 2 * _FEWEST_TAKEN
        and (runs := shared[other].get(number))
    ]
    share, other = max(held, key=lambda one: (one[0], -one[1]), default=(0.0, number))
    return texts[other].article_id if share >= HELD else ""


def _first_of_each(texts: Sequence[_Text], shared: _Runs) -> list[int]:
    """The number of the text that each comes from; texts stand from the earliest to the latest."""
    sources = [
        {other for other, runs in others.items() if _is_copy(texts[number], runs)}
        for number, others in enumerate(shared)
    ]
    first = list(range(len(texts)))
    for number, found in enumerate(sources):
        earlier = [other for other in found if other < number]
        if earlier:
            near = min(earlier, key=lambda other: _rank(shared, number, other))
            first[number] = first[near] if _has_of(texts, shared, number, first[near]) else near
    # What the order of ids decided, a trimmed copy decides better: it cannot hold what it cut.
    for number, found in enumerate(sources):
        later = [
            other
            for other in found
            if other > number
            and texts[other].time == texts[number].time
            and number not in sources[other]
            and first[other] != number
        ]
        if first[number] == number and later:
            best = min(later, key=lambda other: _rank(shared, number, other))
            root = first[best] if _has_of(texts, shared, number, first[best]) else best
            moved = [own for own, of in enumerate(first) if of == number]
            for own in moved:
                if own == number or _has_of(texts, shared, own, root):
                    first[own] = root
    return first


def _has_of(texts: Sequence[_Text], shared: _Runs, number: int, root: int) -> bool:
    """Whether enough of a text stands in the first of a chain of copies."""
    runs = shared[number].get(root)
    return runs is not None and _share(texts[number], runs.all) >= LEAST


def _rank(shared: _Runs, number: int, other: int) -> tuple[int, int]:
    """The text that most of it comes from is the nearest; of equals, the earliest."""
    return (-len(shared[number][other].all), other)
