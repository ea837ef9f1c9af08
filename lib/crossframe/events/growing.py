"""A stream under way: its events, as they grow by a day of articles after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from crossframe.cache import Cache
from crossframe.corpus import Raw
from crossframe.embedding import Encoder
from crossframe.events.grouping import Rule, group_nodes
from crossframe.events.intake import Entry, Intake, Move, Tell, article_of
from crossframe.events.ledger import Event, Ledger, Placed, read_ledger, with_articles, write_ledger
from crossframe.events.lexicon import Lexicon
from crossframe.events.outcome import Grouped
from crossframe.events.placing import Newcomer, place_groups
from crossframe.events.reading import read_article
from crossframe.events.regrouping import gather
from crossframe.events.shelf import (
    ARTICLES,
    CHANGES,
    Least,
    append_lines,
    publish_event,
    read_articles,
    write_listing,
)
from crossframe.events.window import (
    MOST_OPEN,
    Embed,
    Fresh,
    Known,
    day_of_stream,
    embedder,
    is_open,
    lay_out,
    newest_days,
    ordinal,
)

# Articles after which the state is written: what a killed process has to do again.
_CHECKPOINT = 5_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What to group: sources in any order, the folder of the stream, and how.

    `regroup` passes over the events that articles name; `is_trial` writes nothing.
    """

    sources: tuple[Path, ...]
    folder: Path
    rule: Rule = field(default_factory=Rule)
    least: Least = field(default_factory=Least)
    regroup: bool = False
    is_trial: bool = False


@dataclass(slots=True)
class Growing:
    """A stream under way: its ledger, the articles that are still compared, what changed."""

    asked: Asked
    encoder: Encoder
    cache: Cache | None
    ledger: Ledger = field(init=False)
    lexicon: Lexicon = field(init=False)
    embed: Embed = field(init=False)
    open: list[Known] = field(init=False)
    events: dict[str, Event] = field(init=False)
    unpublished: dict[str, None] = field(init=False)
    unsaved: int = 0
    changes: list[dict[str, Any]] = field(default_factory=list)
    told: list[dict[str, Any]] = field(default_factory=list)
    before: frozenset[str] = field(init=False)
    grown: set[str] = field(default_factory=set)
    n_born: int = 0

    def __post_init__(self) -> None:
        self.ledger = read_ledger(self.asked.folder)
        self.lexicon = Lexicon(self.ledger.seen, self.ledger.n_articles)
        self.embed = embedder(self.encoder, self.cache)
        self.events = dict(self.ledger.events)
        self.before = frozenset(self.events)
        self.unpublished = dict.fromkeys(self.ledger.unpublished)
        self.open = list(self._reopened())

    def placed(self) -> dict[str, tuple[str, str]]:
        """The event and the digest of each article that is placed, by its id."""
        return {
            one.article_id: (event.event_id, one.digest)
            for event in self.events.values()
            for one in event.articles
        }

    def move(self, moves: Sequence[Move]) -> None:
        """Moves articles to the events that people named for them."""
        if not moves:
            return
        home = {p.article_id: e.event_id for e in self.events.values() for p in e.articles}
        for move in moves:
            source = self.events[home[move.article_id]]
            into = self._going_on(move.event_id)
            if into == source.event_id:
                continue
            (placed,) = (p for p in source.articles if p.article_id == move.article_id)
            rest = tuple(one for one in source.articles if one is not placed)
            begun = Event(into, source.headline, source.terms, ())
            target = with_articles(self.events.get(into, begun), [placed])
            self._change([replace(source, articles=rest), replace(target, is_given=True)])
            self.open = [
                one._replace(event_id=into) if one.at == placed.at else one for one in self.open
            ]
            change = {"change": "moved", "event": source.event_id, "into": into}
            self._note({**change, "articles": [placed.article_id]})

    def add(self, batch: Sequence[Entry], records: Sequence[Raw]) -> None:
        """Places new articles of one day."""
        articles = [article_of(record) for record in records]
        readings = [read_article(article) for article in articles]
        rows = self.lexicon.rows([one.counts for one in readings])
        self.lexicon.learn(rows)
        fresh = [
            Fresh(entry.given, ordinal(entry.day), row, vector)
            for entry, row, vector in zip(batch, rows, self.embed(readings), strict=True)
        ]
        laid = lay_out(self.open, fresh, self.lexicon, self._named(batch), self.asked.rule.window)
        with_new = [number for number, members in enumerate(laid.members) if members]
        groups = group_nodes(laid.nodes, with_new, self.asked.rule)
        newcomers = [
            Newcomer(Placed(e.article_id, e.digest, ~number, e.day, e.outlet), article.title)
            for number, (e, article) in enumerate(zip(batch, articles, strict=True))
        ]
        gathered = gather(groups, laid, self.asked.rule)
        outcome = place_groups(gathered, laid, newcomers, self.events, self.lexicon)
        places = self._write(records, batch, outcome.event_ids)
        self._change(_located(outcome.changed, places))
        for change in outcome.changes:
            self._note(change)
        self.open = [one._replace(event_id=self._going_on(one.event_id)) for one in self.open]
        self.open += [
            Known(event_id, at, one.day, one.row, one.vector)
            for event_id, at, one in zip(outcome.event_ids, places[:-1], fresh, strict=True)
        ]
        self._close([entry.day for entry in batch])
        self.unsaved += len(batch)
        if self.unsaved >= _CHECKPOINT:
            self._save()

    def publish(self, tell: Tell) -> None:
        """Writes the files of all events that changed, and the listing."""
        self._save()
        if self.asked.is_trial:
            return
        for done, event_id in enumerate(self.unpublished, start=1):
            publish_event(self.asked.folder, self.events[event_id], self.asked.least)
            tell("writing", done, len(self.unpublished))
        write_listing(self.asked.folder, self.events.values(), self.asked.least)
        self.unpublished = {}
        self._save()

    def grouped(self, intake: Intake) -> Grouped:
        """What came of it all."""
        going_on = [event for event in self.events.values() if not event.merged_into]
        lacks = Counter(self.asked.least.lack(event) for event in going_on)
        return Grouped(
            n_new=len(intake.entries),
            n_known=intake.n_known,
            n_events=len(going_on),
            n_compared=lacks.pop("", 0),
            n_born=self.n_born,
            n_grown=len(self.grown),
            thin=lacks,
            changes=tuple(self.told),
            exclusions=intake.exclusions,
        )

    def _named(self, batch: Sequence[Entry]) -> dict[str, str]:
        """The event that bears each name that people gave, now."""
        names = {event.event_id for event in self.events.values() if event.is_given}
        names |= {entry.given for entry in batch if entry.given}
        return {name: self._going_on(name) for name in sorted(names)}

    def _going_on(self, event_id: str) -> str:
        """The event that goes on in the place of one that was merged; itself if it was not."""
        while (event := self.events.get(event_id)) and event.merged_into:
            event_id = event.merged_into
        return event_id

    def _write(
        self, records: Sequence[Raw], batch: Sequence[Entry], event_ids: Sequence[str]
    ) -> list[int]:
        """Keeps the articles with their events; says where each line begins and the last ends."""
        size = self.ledger.size
        if self.asked.is_trial:
            places = list(range(size, size + len(records) + 1))
        else:
            lines = (
                {**record.fields, "article_id": entry.article_id, "event_id": event_id}
                for record, entry, event_id in zip(records, batch, event_ids, strict=True)
            )
            places = append_lines(self.asked.folder / ARTICLES, size, lines)
        self.ledger = replace(self.ledger, size=places[-1])
        return places

    def _change(self, events: Iterable[Event]) -> None:
        for event in events:
            if event.event_id in self.before:
                self.grown.add(event.event_id)
            elif event.event_id not in self.events:
                self.n_born += 1
            self.events[event.event_id] = event
            self.unpublished[event.event_id] = None

    def _note(self, change: dict[str, Any]) -> None:
        self.changes.append(change)
        self.told.append(change)

    def _close(self, days: Sequence[str | None]) -> None:
        """Lets go of articles that nothing new can join."""
        newest = newest_days(self.ledger.newest, days)
        today = day_of_stream(newest)
        still = [one for one in self.open if is_open(one.day, today, self.asked.rule.window)]
        still = still[-MOST_OPEN:]
        floor = self.ledger.floor
        if len(still) == MOST_OPEN:
            floor = max(floor, still[0].at)
        rows = self.lexicon.forget([one.row for one in still])
        self.open = [one._replace(row=row) for one, row in zip(still, rows, strict=True)]
        self.ledger = replace(self.ledger, newest=newest, floor=floor)

    def _save(self) -> None:
        self.unsaved = 0
        self.ledger = replace(
            self.ledger,
            events=self.events,
            seen=self.lexicon.seen(),
            n_articles=self.lexicon.n_articles,
            unpublished=tuple(self.unpublished),
            encoder=self.encoder.name,
        )
        if self.asked.is_trial:
            return
        places = append_lines(self.asked.folder / CHANGES, self.ledger.changes_size, self.changes)
        self.changes = []
        self.ledger = replace(self.ledger, changes_size=places[-1])
        write_ledger(self.ledger, self.asked.folder)

    def _reopened(self) -> Iterator[Known]:
        """Articles of a stream that goes on: read again, for the state holds no features."""
        today, window = day_of_stream(self.ledger.newest), self.asked.rule.window
        found = sorted(
            (placed.at, event.event_id, ordinal(placed.day))
            for event in self.events.values()
            for placed in event.articles
            if placed.at >= self.ledger.floor
        )
        found = [one for one in found if is_open(one[2], today, window)]
        lines = read_articles(self.asked.folder, [at for at, _, _ in found]) if found else ()
        readings = [read_article(article_of(Raw(ARTICLES, None, line))) for line in lines]
        rows = self.lexicon.rows([one.counts for one in readings])
        vectors = self.embed(readings)
        for (at, event_id, day), row, vector in zip(found, rows, vectors, strict=True):
            yield Known(event_id, at, day, row, vector)


def _located(events: Iterable[Event], places: Sequence[int]) -> Iterator[Event]:
    """Gives new articles, which bear the complement of their number, their places."""
    for event in events:
        yield replace(
            event,
            articles=tuple(
                one if one.at >= 0 else one._replace(at=places[~one.at]) for one in event.articles
            ),
        )
