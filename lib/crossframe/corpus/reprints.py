"""Articles -> of each the article that its text comes from: itself, or the earliest of its copies.

Every run of words that two articles share is found exactly, through an index of short runs; an
estimate such as MinHash (Broder, "On the resemblance and containment of documents", 1997) would
save nothing at the size of an event, and would not say which words were taken over.
"""

from __future__ import annotations

import re
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

    `origin_id` is its own id if it is original. `share` says how much of its words, in their order
    of at least five, stand in the article of origin too, 0..1; 1 for an original. Along a chain of
    edited copies it can fall under one half. `taken_over_id` is an earlier article of which it
    holds most, though most of it is its own; "" for none.
    """

    article_id: str
    origin_id: str
    share: float
    taken_over_id: str = ""


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

    An article is a copy of an earlier one if most of its words, and most of those that it does not
    quote, stand there in the same runs; a quotation or an official statement that all carry makes
    no copy. Headlines have no say. A copy of a copy comes from the first. An article is never the
    origin of one that is known to be earlier, nor an undated one of a dated one; a bare date counts
    as the end of its day, and so does a date printed at the head of an undated article. Of two of
    one day the one that prints the earlier hour is the earlier. Where all this tells nothing, a
    text comes from the one that holds more of it, and of two alike from the one whose id comes
    first.

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
    found = []
    for article in articles:
        own = number[article.article_id]
        origin = first[own]
        share = 1.0 if origin == own else _share(texts[own], shared[own].get(origin, ()))
        held = _taken_over(texts, shared, own) if origin == own else ""
        found.append(Origin(article.article_id, texts[origin].article_id, round(share, 3), held))
    return tuple(found)


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
    minutes = printed.minutes if printed and told else None
    return (False, instant(day) + timedelta(days=1), _MINUTES if minutes is None else minutes)


def _runs(words: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    return ((at, tuple(words[at : at + RUN])) for at in range(len(words) - RUN + 1))


def _shared_runs(texts: Sequence[_Text]) -> list[dict[int, list[int]]]:
    """For each text and each other one that shares runs with it: where these begin."""
    holders: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for number, text in enumerate(texts):
        for _, run in _runs(text.words):
            holders[run].add(number)
    shared: list[dict[int, list[int]]] = []
    for number, text in enumerate(texts):
        starts: dict[int, list[int]] = defaultdict(list)
        for at, run in _runs(text.words):
            for other in holders[run]:
                if other != number:
                    starts[other].append(at)
        shared.append(starts)
    return shared


def _share(text: _Text, starts: Sequence[int], *, own_voice: bool = False) -> float:
    """Share of a text's words, or of those it does not quote, that stand in shared runs."""
    taken = {at + step for at in starts for step in range(RUN)}
    counted = [at for at, quoted in enumerate(text.quoted) if not (own_voice and quoted)]
    return sum(at in taken for at in counted) / len(counted) if counted else 0.0


def _is_copy(text: _Text, starts: Sequence[int]) -> bool:
    if len(text.words) < FEWEST_WORDS or RUN * len(starts) < MOST * len(text.words):
        return False
    share = min(_share(text, starts), _share(text, starts, own_voice=True))
    return share > (MOST if MOST * len(text.words) >= _FEWEST_TAKEN else _NEARLY_ALL)


def _taken_over(
    texts: Sequence[_Text], shared: Sequence[Mapping[int, Sequence[int]]], number: int
) -> str:
    """The earlier article of which a text holds most, and of several the one it holds most of."""
    held = [
        (min(_share(texts[other], starts), _share(texts[other], starts, own_voice=True)), other)
        for other in shared[number]
        if texts[other].time < texts[number].time
        and len(texts[other].words) >= 2 * _FEWEST_TAKEN
        and (starts := shared[other].get(number))
    ]
    share, other = max(held, key=lambda one: (one[0], -one[1]), default=(0.0, number))
    return texts[other].article_id if share >= HELD else ""


def _first_of_each(
    texts: Sequence[_Text], shared: Sequence[Mapping[int, Sequence[int]]]
) -> list[int]:
    """The number of the text that each comes from; texts stand from the earliest to the latest."""
    sources = [
        {other for other, starts in others.items() if _is_copy(texts[number], starts)}
        for number, others in enumerate(shared)
    ]
    first = list(range(len(texts)))
    for number, found in enumerate(sources):
        earlier = [other for other in found if other < number]
        if earlier:
            first[number] = first[min(earlier, key=lambda other: _rank(shared, number, other))]
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
            first = [first[best] if root == number else root for root in first]
    return first


def _rank(
    shared: Sequence[Mapping[int, Sequence[int]]], number: int, other: int
) -> tuple[int, int]:
    """The text that most of it comes from is the nearest; of equals, the earliest."""
    return (-len(shared[number][other]), other)
