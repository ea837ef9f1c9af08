"""Groups of articles + the events so far -> the events as they are now, and what was merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from crossframe.events.ledger import Event, Placed, with_articles
from crossframe.events.lexicon import Lexicon
from crossframe.events.naming import event_name, shown_terms
from crossframe.events.regrouping import Gathered
from crossframe.events.window import Laid

_TERMS = 40


class Newcomer(NamedTuple):
    """A new article on its way to its event."""

    placed: Placed
    title: str


class Outcome(NamedTuple):
    """What became of a batch: the event of each new article, events that changed, merges."""

    event_ids: tuple[str, ...]
    changed: tuple[Event, ...]
    changes: tuple[dict[str, Any], ...]


def place_groups(
    groups: Sequence[Gathered],
    laid: Laid,
    newcomers: Sequence[Newcomer],
    events: Mapping[str, Event],
    lexicon: Lexicon,
) -> Outcome:
    """Puts what was gathered into one event each.

    Of several old events in a group the one that people named goes on, else the eldest; the others
    keep their ids as merged ones, and a change says over which articles it came about.

    Args:
        groups: What is to be one event.
        laid: The rows of the new articles.
        newcomers: The new articles, as groups number them.
        events: The events so far, in the order of their birth.
        lexicon: Names the columns.

    Returns:
        The outcome.
    """
    elder = sorted(events, key=lambda name: not events[name].is_given)
    rank = {name: number for number, name in enumerate(elder)}
    found = [""] * len(newcomers)
    changed: dict[str, Event] = {}
    taken = set(events)
    changes: list[dict[str, Any]] = []
    for names, fresh in groups:
        old = sorted((name for name in names if name in events), key=rank.__getitem__)
        given = [name for name in names if name not in events]
        arrived = [newcomers[number].placed for number in fresh]
        if old and not given:
            event = events[old[0]]
        else:
            event = _begin(given, [newcomers[n] for n in fresh], fresh, laid, taken, lexicon)
        taken.add(event.event_id)
        for name in old if given else old[1:]:
            changes.append(_merge(events[name], event, arrived))
            changed[name] = replace(events[name], articles=(), merged_into=event.event_id)
            event = with_articles(event, events[name].articles)
        changed[event.event_id] = with_articles(event, arrived)
        for number in fresh:
            found[number] = event.event_id
    return Outcome(tuple(found), tuple(changed.values()), tuple(changes))


def _merge(event: Event, into: Event, over: Sequence[Placed]) -> dict[str, Any]:
    return {
        "change": "merged",
        "day": max((one.day for one in over if one.day), default=None),
        "event": event.event_id,
        "into": into.event_id,
        "articles": [one.article_id for one in event.articles],
        "over": [one.article_id for one in over],
    }


def _begin(
    given: Sequence[str],
    newcomers: Sequence[Newcomer],
    numbers: Sequence[int],
    laid: Laid,
    taken: set[str],
    lexicon: Lexicon,
) -> Event:
    """A new event without articles yet, named by people or by its day and its weightiest words."""
    rows = np.array(numbers, dtype=np.int64) + laid.n_known
    sparse, dense = laid.sparse[rows], laid.dense[rows]
    sums = np.asarray(sparse.sum(axis=0)).ravel()
    central = np.round(sparse @ sums + dense @ dense.sum(axis=0), 5)
    headline = " ".join(newcomers[int(np.argmax(central))].title.split())
    heaviest = sorted(
        np.flatnonzero(sums).tolist(),
        key=lambda column: (-round(float(sums[column]), 5), lexicon.terms[column]),
    )
    terms = [lexicon.terms[column] for column in heaviest[:_TERMS]]
    day = min((one.placed.day for one in newcomers if one.placed.day), default=None)
    name = given[0] if given else event_name(day, headline, terms, taken)
    return Event(name, headline, shown_terms(terms), (), is_given=bool(given))
