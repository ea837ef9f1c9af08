"""A file or folder of any size -> its events one at a time: what was read lies on disk."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import fields
from hashlib import sha256
from pathlib import Path
from typing import Any

from crossframe.corpus.gather import gather, unknown_event
from crossframe.corpus.readers import (
    Batch,
    event_of,
    paths_of,
    read_records,
    records_in_folder,
)
from crossframe.corpus.walking import explained
from crossframe.errors import CorpusError
from crossframe.records import Article, Corpus, Exclusion

_TABLE = "CREATE TABLE records (event TEXT, is_article INTEGER, digest TEXT, row TEXT)"
_LISTED = ("sentences", "authors")


class SpooledCorpora(Mapping[str, Corpus]):
    """Corpora by event, sorted by it; each is put together when it is asked for.

    An exclusion of which the event is not known is in none of them; `exclusions` has all.
    """

    def __init__(self, store: sqlite3.Connection, events: Sequence[str]) -> None:
        self._store = store
        self._events = dict.fromkeys(events)

    def __len__(self) -> int:
        return len(self._events)

    def __iter__(self) -> Iterator[str]:
        return iter(self._events)

    def __getitem__(self, event_id: str) -> Corpus:
        if event_id not in self._events:
            raise KeyError(event_id)
        rows = self._store.execute(
            "SELECT is_article, row FROM records WHERE event = ? ORDER BY rowid", (event_id,)
        )
        articles: list[Article] = []
        exclusions: list[Exclusion] = []
        for is_article, row in rows:
            if is_article:
                articles.append(_article(json.loads(row)))
            else:
                exclusions.append(Exclusion(**json.loads(row)))
        return gather([Batch(tuple(articles), tuple(exclusions))], event_id)[event_id]

    def only(self, events: Iterable[str]) -> SpooledCorpora:
        """Some of the events, in the order given."""
        return SpooledCorpora(self._store, list(events))

    def digest(self, event_id: str) -> str:
        """SHA-256 of the articles of an event, in whatever order they were read."""
        rows = self._store.execute(
            "SELECT digest FROM records WHERE event = ? AND is_article ORDER BY digest", (event_id,)
        )
        return sha256("\n".join(digest for (digest,) in rows).encode()).hexdigest()

    @property
    def exclusions(self) -> Iterator[Exclusion]:
        """What was left out while reading, each once, in the order of the files."""
        rows = self._store.execute(
            "SELECT row, event FROM records WHERE NOT is_article ORDER BY rowid"
        )
        for row, event in rows:
            if event is None or event in self._events:
                yield Exclusion(**json.loads(row))


@contextmanager
def spool_corpora(
    source: Path, events: Sequence[str] = (), named: Callable[[str], str] = str
) -> Iterator[SpooledCorpora]:
    """Reads a file or folder of articles to disk, to have its events one at a time.

    Args:
        source: A file (.jsonl, .csv, .parquet, .txt, .md) or a folder of such files.
        events: Events to keep; empty keeps all.
        named: Words what names a file of the source.

    Yields:
        The corpora, as `read_corpora` gives them with any name. They lie in a temporary file of
        SQLite, which is gone when the process ends, whatever ends it.

    Raises:
        CorpusError: If the source cannot be used at all, or one of `events` is not in it.
    """
    # Without a name the database is a temporary file of its own.
    with closing(sqlite3.connect("", isolation_level=None)) as store:
        store.execute(_TABLE)
        for path in paths_of(source):
            _spool_file(store, path, source, named)
        store.execute("CREATE INDEX by_event ON records (event)")
        rows = store.execute("SELECT DISTINCT event FROM records WHERE event NOT NULL ORDER BY 1")
        known = sorted(event for (event,) in rows) or [event_of(source)]
        for event_id in events:
            if event_id not in known:
                raise CorpusError(source, None, unknown_event(event_id, known))
        yield SpooledCorpora(store, [event for event in known if not events or event in events])


def _spool_file(
    store: sqlite3.Connection, path: Path, source: Path, named: Callable[[str], str]
) -> None:
    """Reads one file; of one in a folder that cannot be used, nothing but the reason is kept."""

    def insert(found: Iterable[Article | Exclusion]) -> None:
        rows = (_row(one, named) for one in found)
        store.executemany("INSERT INTO records VALUES (?, ?, ?, ?)", rows)

    store.execute("BEGIN")
    try:
        if not source.is_dir():
            with explained(source):
                insert(read_records(path, event_of(path), any_name=True))
        else:
            insert(records_in_folder(path, source, any_name=True))
    except CorpusError as error:
        if not source.is_dir():
            raise
        store.execute("ROLLBACK")
        store.execute("BEGIN")
        insert([Exclusion(str(error.path), error.line, error.reason)])
    store.execute("COMMIT")


def _row(
    one: Article | Exclusion, named: Callable[[str], str]
) -> tuple[str | None, bool, str, str]:
    values: dict[str, Any] = {field.name: getattr(one, field.name) for field in fields(one)}
    values["path"] = named(one.path)
    if isinstance(one, Exclusion):
        values["reason"] = named(one.reason)
    digest = one.sha256 if isinstance(one, Article) else ""
    # Escaped, so that half a character, which a text can hold, is no hindrance.
    return one.event_id, isinstance(one, Article), digest, json.dumps(values, ensure_ascii=True)


def _article(values: dict[str, Any]) -> Article:
    lists = {name: tuple(values[name]) for name in _LISTED if values[name] is not None}
    return Article(**{**values, **lists})
