"""A file or folder -> a batch of articles and exclusions for every file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from crossframe.corpus.contract import to_article
from crossframe.corpus.jsonl import read_jsonl
from crossframe.corpus.parquet import read_parquet
from crossframe.corpus.plaintext import read_plaintext
from crossframe.corpus.raw import Found, Raw
from crossframe.corpus.tables import read_csv
from crossframe.corpus.walking import check_inside, explained, files_below, missing
from crossframe.corpus.wording import quote
from crossframe.errors import CorpusError
from crossframe.names import names_an_event
from crossframe.records import Article, Exclusion

READERS: Mapping[str, Callable[[Path], Iterator[Found]]] = MappingProxyType(
    {
        ".jsonl": read_jsonl,
        ".csv": read_csv,
        ".parquet": read_parquet,
        ".txt": read_plaintext,
        ".md": read_plaintext,
    }
)
_PLAIN = frozenset({".txt", ".md"})


@dataclass(frozen=True, slots=True)
class Batch:
    """What one file gave, in its order."""

    articles: tuple[Article, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()

    @property
    def events(self) -> frozenset[str]:
        """Ids of the events that are known to be in the file."""
        found: tuple[Article | Exclusion, ...] = (*self.articles, *self.exclusions)
        return frozenset(one.event_id for one in found if one.event_id is not None)


def read_batches(
    source: Path, default_event: str | None, *, any_name: bool = False
) -> Iterator[Batch]:
    """Reads a file, or every readable file below a folder in the order of their names.

    In a folder a file that cannot be used is an exclusion; by itself it is an error.

    Args:
        source: The file or folder.
        default_event: Event of articles that name none; None takes it from the name of the file,
            or for a text in a folder from the folder it lies in.
        any_name: As for `read_corpora`.

    Yields:
        A batch a file.

    Raises:
        CorpusError: If there is no such file or nothing readable in the folder, or if the file
            given cannot be used at all.
    """
    paths = paths_of(source)
    if not source.is_dir():
        with explained(source):
            yield _read_file(source, default_event or event_of(source), any_name=any_name)
        return
    for path in paths:
        yield read_in_folder(path, source, default_event, any_name=any_name)


def paths_of(source: Path) -> tuple[Path, ...]:
    """The files to read: a file itself, or those in a folder, in the order of their names.

    Args:
        source: The file or folder.

    Returns:
        At least one file.

    Raises:
        CorpusError: If there is no such file, or nothing readable in the folder.
    """
    with explained(source):
        if not source.exists():
            raise CorpusError(source, None, missing(source, _allowed()))
        paths = tuple(files_below(source, READERS)) if source.is_dir() else (source,)
    if not paths:
        raise CorpusError(source, None, f"has no file to read; {_allowed()}")
    return paths


def stream_records(source: Path) -> Iterator[Found]:
    """Reads the records of a file, or of every readable file below a folder, one after the other.

    What a file holds is not kept in memory, but for the row groups of Parquet and whole texts.

    Args:
        source: The file or folder.

    Yields:
        Unchecked records, and exclusions.

    Raises:
        CorpusError: As `read_batches`.
    """
    with explained(source):
        if not source.exists():
            raise CorpusError(source, None, missing(source, _allowed()))
        if not source.is_dir():
            yield from _reader_of(source)(source)
            return
    for path in files_of(source):
        try:
            with explained(path):
                check_inside(path, source)
                yield from _reader_of(path)(path)
        except CorpusError as error:
            yield Exclusion(str(error.path), error.line, error.reason)


def files_of(folder: Path) -> tuple[Path, ...]:
    """The files that `read_batches` would read in a folder, in its order.

    Args:
        folder: The folder.

    Returns:
        Files, and links that lead out of the folder.

    Raises:
        CorpusError: If it is no folder, or cannot be read.
    """
    with explained(folder):
        if not folder.is_dir():
            raise CorpusError(folder, None, "is no folder; name one")
        return tuple(files_below(folder, READERS))


def read_in_folder(
    path: Path, folder: Path, default_event: str | None = None, *, any_name: bool = False
) -> Batch:
    """Reads one file of a folder; a file that cannot be used is an exclusion.

    Args:
        path: The file.
        folder: The folder that is read; a link must not lead out of it.
        default_event: As for `read_batches`.
        any_name: As for `read_corpora`.

    Returns:
        What the file gave.
    """
    try:
        return _batch(records_in_folder(path, folder, default_event, any_name=any_name))
    except CorpusError as error:
        return Batch(exclusions=(Exclusion(str(error.path), error.line, error.reason),))


def records_in_folder(
    path: Path, folder: Path, default_event: str | None = None, *, any_name: bool = False
) -> Iterator[Article | Exclusion]:
    """Reads the records of one file of a folder, one at a time.

    Args:
        path: The file.
        folder: The folder that is read; a link must not lead out of it.
        default_event: As for `read_batches`.
        any_name: As for `read_corpora`.

    Yields:
        Articles and exclusions, in the order of the file.

    Raises:
        CorpusError: If the file cannot be used, be it at its end.
    """
    home = path.parent if path.suffix.lower() in _PLAIN else path
    with explained(path):
        check_inside(path, folder)
        yield from read_records(path, default_event or event_of(home), any_name=any_name)


def event_of(path: Path) -> str:
    """Makes an event id of the name of a file or folder.

    >>> event_of(Path("events/flood_2024.jsonl")), event_of(Path("Flood (May 2024).csv"))
    ('flood_2024', 'Flood-May-2024')
    """
    name = path.resolve().name if path.is_dir() else path.stem
    plain = re.sub(r"[^\w.-]+", "-", name).strip("-_.")
    tried = (plain[:100].rstrip("."), plain[:50].rstrip("."), f"event-{plain[:40]}".rstrip("-."))
    return next(filter(names_an_event, tried), "event")


def _reader_of(path: Path) -> Callable[[Path], Iterator[Found]]:
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise CorpusError(path, None, f"suffix {quote(path.suffix)} is not read; {_allowed()}")
    if not path.is_file():
        raise CorpusError(path, None, "is not a regular file; write the articles to one")
    return reader


def _read_file(path: Path, default_event: str, *, any_name: bool) -> Batch:
    return _batch(read_records(path, default_event, any_name=any_name))


def _batch(found: Iterator[Article | Exclusion]) -> Batch:
    records = list(found)
    return Batch(
        tuple(record for record in records if isinstance(record, Article)),
        tuple(record for record in records if isinstance(record, Exclusion)),
    )


def read_records(
    path: Path, default_event: str, *, any_name: bool = False
) -> Iterator[Article | Exclusion]:
    """Reads the records of one file, one at a time.

    Args:
        path: The file.
        default_event: Event of articles that name none.
        any_name: As for `read_corpora`.

    Yields:
        Articles and exclusions, in the order of the file.

    Raises:
        CorpusError: If the file cannot be used, be it at its end.
    """
    is_empty = True
    for found in _reader_of(path)(path):
        is_empty = False
        if isinstance(found, Raw):
            yield to_article(found, default_event, any_name=any_name)
        else:
            yield found
    if is_empty:
        raise CorpusError(path, None, "is empty; write at least one article to it")


def _allowed() -> str:
    return (
        f"allowed: {', '.join(READERS)}, or a folder of these; pages, feeds, archives and exports "
        "go through crossframe ingest first"
    )
