"""Sources -> the articles that are new to a stream, by day, without holding their texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from crossframe.collection.spool import Spool
from crossframe.corpus import Raw, stream_records, to_article
from crossframe.corpus.fields import content_hash
from crossframe.errors import place
from crossframe.records import Article, Exclusion, instant

Tell = Callable[[str, int, int], None]

# Stands for the event of an article that names none.
NO_EVENT = "0-no-event"
# Articles that are grouped at a time, of one day; also those without a date, by outlet and id.
BATCH = 4_000


class Entry(NamedTuple):
    """A new article: what is held of it while others are read; `number` is its place in the spool.

    `given` is the event that it names, "" for none; the rest is as in `ledger.Placed`.
    """

    order: tuple[Any, ...]
    article_id: str
    digest: str
    day: str | None
    outlet: str
    given: str
    path: str
    line: int | None
    number: int


class Move(NamedTuple):
    """An article that is placed already and names another event now."""

    article_id: str
    event_id: str


@dataclass(frozen=True, slots=True)
class Intake:
    """What was read: new articles in their order, moves by people, and what was left out."""

    entries: tuple[Entry, ...]
    moves: tuple[Move, ...]
    exclusions: tuple[Exclusion, ...]
    n_known: int


def take_in(
    sources: Sequence[Path],
    spool: Spool,
    placed: Mapping[str, tuple[str, str]],
    tell: Tell,
    *,
    regroup: bool = False,
) -> Intake:
    """Reads sources, and finds what is new in them.

    Args:
        sources: Files or folders of articles in the input contract.
        spool: Keeps the records of what is new.
        placed: The event and the digest of each article that is placed already, by its id.
        tell: Told of the progress.
        regroup: Whether events that articles name are passed over.

    Returns:
        The intake; neither the order of sources nor that within them has a say in it.

    Raises:
        CorpusError: If a source cannot be used at all.
    """
    found: list[Entry] = []
    exclusions: list[Exclusion] = []
    moves: dict[str, Move] = {}
    n_read = n_known = 0
    for record in (one for source in sources for one in stream_records(source)):
        n_read += 1
        article = to_article(record, NO_EVENT) if isinstance(record, Raw) else record
        if isinstance(article, Exclusion):
            exclusions.append(article)
            continue
        assert isinstance(record, Raw)  # noqa: S101  # an article is made of one
        entry = _entry(article, len(spool), regroup=regroup)
        event_id, digest = placed.get(article.article_id, ("", ""))
        if not event_id:
            spool.add(record)
            found.append(entry)
        elif digest != entry.digest:
            exclusions.append(_changed(article, event_id))
        else:
            n_known += 1
            if entry.given not in ("", event_id):
                moves[article.article_id] = Move(article.article_id, entry.given)
        if n_read % 1000 == 0:
            tell("reading", n_read, n_read + 1)
    tell("reading", n_read, n_read)
    return _in_order(found, moves, exclusions, n_known)


def _in_order(
    found: Sequence[Entry], moves: Mapping[str, Move], left: Sequence[Exclusion], n_known: int
) -> Intake:
    """The intake in an order of its own; of an article that was given twice the first one."""
    exclusions = list(left)
    by_order = sorted(found, key=lambda entry: (entry.order, entry.number))
    entries = tuple(_without_repetitions(by_order, exclusions))
    exclusions.sort(key=lambda one: (one.path, one.line or 0, one.reason))
    chosen = tuple(moves[name] for name in sorted(moves))
    return Intake(entries, chosen, tuple(exclusions), n_known)


def batches(entries: Sequence[Entry]) -> Iterator[tuple[Entry, ...]]:
    """Cuts entries where the day changes, and a day that is too large; undated ones come last."""
    batch: list[Entry] = []
    for entry in entries:
        if batch and (entry.day != batch[-1].day or len(batch) == BATCH):
            yield tuple(batch)
            batch = []
        batch.append(entry)
    if batch:
        yield tuple(batch)


def article_of(raw: Raw) -> Article:
    """The article of a record that was found to be one."""
    article = to_article(raw, NO_EVENT)
    assert isinstance(article, Article)  # noqa: S101  # it was checked before it was spooled
    return article


def _entry(article: Article, number: int, *, regroup: bool) -> Entry:
    moment = instant(article.published_at) if article.published_at else None
    content = [article.outlet, article.title, article.text, article.published_at]
    digest = content_hash(content)[:16]
    return Entry(
        order=(*article.order, digest),
        article_id=article.article_id,
        digest=digest,
        day=moment.date().isoformat() if moment else None,
        outlet=article.outlet,
        given="" if regroup or article.event_id == NO_EVENT else article.event_id,
        path=article.path,
        line=article.line,
        number=number,
    )


def _changed(article: Article, event_id: str) -> Exclusion:
    reason = (
        f"article_id {article.article_id!r} is placed in event {event_id!r} already, with another "
        "text, headline, outlet or date; give each version an id of its own"
    )
    return Exclusion(article.path, article.line, reason, event_id, article.article_id)


def _without_repetitions(entries: Sequence[Entry], exclusions: list[Exclusion]) -> Iterator[Entry]:
    first: dict[str, Entry] = {}
    for entry in entries:
        kept = first.setdefault(entry.article_id, entry)
        if kept is entry:
            yield entry
            continue
        same = "repeats" if kept.digest == entry.digest else "has the article_id of"
        reason = f"{same} {place(kept.path, kept.line)}"
        exclusions.append(Exclusion(entry.path, entry.line, reason, None, entry.article_id))
