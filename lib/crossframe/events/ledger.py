"""The state of a stream <-> a plain file of JSON lines: every event, its articles, term counts."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import IO, Any, NamedTuple

from crossframe.errors import StoreError

STATE = "state.jsonl"
FORMAT = 1


class Placed(NamedTuple):
    """An article in an event.

    `digest` are 16 hexadecimal digits of its outlet, headline, text and time; `at` is where its
    line begins in `articles.jsonl`, in bytes; `day` is ISO 8601, None where it has no date.
    """

    article_id: str
    digest: str
    at: int
    day: str | None
    outlet: str


@dataclass(frozen=True, slots=True)
class Event:
    """One event and its articles in the order in which they were placed.

    `headline` and `terms` say what it is about; `is_given` is True where people named it.
    `merged_into` is the event that goes on in its place, "" while it goes on itself.
    """

    event_id: str
    headline: str
    terms: tuple[str, ...]
    articles: tuple[Placed, ...]
    is_given: bool = False
    merged_into: str = ""

    @property
    def outlets(self) -> tuple[str, ...]:
        """Names of the outlets, sorted."""
        return tuple(sorted({article.outlet for article in self.articles}))

    @property
    def first(self) -> str | None:
        """Day of the earliest article that has a date."""
        return min((one.day for one in self.articles if one.day), default=None)

    @property
    def last(self) -> str | None:
        """Day of the latest article that has a date."""
        return max((one.day for one in self.articles if one.day), default=None)


@dataclass(frozen=True, slots=True)
class Ledger:
    """All that is known of a stream.

    `events` by id, in the order of their birth; `seen` how many articles had each term, and
    `n_articles` how many there were; `size` and `changes_size` how many bytes of `articles.jsonl`
    and `changes.jsonl` count; `floor` the place in `articles.jsonl` before which no article is
    compared any more; `newest` the latest days, the newest first; `unpublished` events whose files
    are not written yet; `encoder` the model's name.
    """

    events: Mapping[str, Event] = field(default_factory=dict)
    seen: Mapping[str, int] = field(default_factory=dict)
    n_articles: int = 0
    size: int = 0
    changes_size: int = 0
    floor: int = 0
    newest: tuple[str, ...] = ()
    unpublished: tuple[str, ...] = ()
    encoder: str = ""


def read_ledger(folder: Path) -> Ledger:
    """Reads the state of a stream; an empty one where there is none.

    Args:
        folder: The folder of the stream.

    Returns:
        The state.

    Raises:
        StoreError: If the file is damaged or of another format.
    """
    path = folder / STATE
    if not path.exists():
        return Ledger()
    try:
        with path.open(encoding="utf-8") as lines:
            head = json.loads(next(lines))
            n_events = int(head.pop("n_events") if head.pop("format") == FORMAT else "of another")
            events = [_event(json.loads(next(lines))) for _ in range(n_events)]
            head["seen"] = json.loads(next(lines))
        head |= {name: tuple(head[name]) for name in ("newest", "unpublished")}
        return Ledger(events={one.event_id: one for one in events}, **head)
    except (ValueError, KeyError, TypeError, AttributeError, StopIteration) as error:
        raise StoreError(
            f"{path}: is no state of format {FORMAT} ({error}); take it from a backup, or group "
            "anew into another --out: articles.jsonl beside it holds the articles with their events"
        ) from None


def write_ledger(ledger: Ledger, folder: Path) -> None:
    """Writes the state: the whole of it or nothing."""
    head = {name: value for name, value in _fields(ledger) if name not in {"events", "seen"}}
    with written_whole(folder / STATE) as lines:
        lines.write(_line({"format": FORMAT, "n_events": len(ledger.events), **head}))
        for event in ledger.events.values():
            lines.write(_line(asdict(event)))
        lines.write(_line(ledger.seen))


def with_articles(event: Event, articles: Iterable[Placed]) -> Event:
    """The event with these articles more."""
    return replace(event, articles=(*event.articles, *articles))


@contextmanager
def written_whole(path: Path, *, durably: bool = True) -> Iterator[IO[str]]:
    """Opens a file aside that takes the place of `path` when all is written.

    Args:
        path: What is to be written.
        durably: Whether to wait until it is on disk; what can be made again need not be.

    Yields:
        The open file.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with aside.open("w", encoding="utf-8", newline="\n") as file:
            yield file
            if durably:
                file.flush()
                os.fsync(file.fileno())
        aside.replace(path)
    except BaseException:  # a full disk, Ctrl-C: leave nothing half written behind
        aside.unlink(missing_ok=True)
        raise


def _fields(ledger: Ledger) -> Iterator[tuple[str, Any]]:
    return ((name, getattr(ledger, name)) for name in Ledger.__dataclass_fields__)


def _event(found: dict[str, Any]) -> Event:
    articles = tuple(Placed(*one) for one in found.pop("articles"))
    return Event(articles=articles, terms=tuple(found.pop("terms")), **found)


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
