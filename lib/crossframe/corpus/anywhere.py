"""A file, a folder or an address -> corpora, whose articles say where they were read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from crossframe.corpus.gather import read_corpora
from crossframe.corpus.readers import READERS
from crossframe.corpus.spooled import SpooledCorpora, spool_corpora
from crossframe.errors import CorpusError, RemoteError
from crossframe.places import is_address, shown_address
from crossframe.records import Article, Corpus
from crossframe.remote import fetch

_OUTLETS = "outlets.toml"


def read_anywhere(
    source: str, events: Sequence[str] = (), *, any_name: bool = False
) -> dict[str, Corpus]:
    """Reads articles from this machine, or from any file system that fsspec knows.

    What is elsewhere is copied to its mirror in the cache, with the `outlets.toml` beside it.

    Args:
        source: A file or a folder, or the address of one.
        events: Events to keep; empty keeps all.
        any_name: As for `read_corpora`.

    Returns:
        As `read_corpora`.

    Raises:
        CorpusError: If the source cannot be used at all, or one of `events` is not in it.
        RemoteError: The same of an address; or if it cannot be read.
        MissingExtraError: If a package is not installed that speaks its protocol.
    """
    if not is_address(source):
        return read_corpora(Path(source), events, any_name=any_name)
    mirror, shown = fetch(source, READERS, (_OUTLETS,)), shown_address(source)

    def named(text: str) -> str:
        return text.replace(str(mirror), shown)

    def renamed(one: Article) -> Article:
        return replace(one, path=named(one.path))

    try:
        found = read_corpora(mirror, events, any_name=any_name)
    except CorpusError as error:
        raise RemoteError(named(str(error))) from None
    return {
        event_id: replace(
            corpus,
            articles=tuple(map(renamed, corpus.articles)),
            exclusions=tuple(
                replace(left, path=named(left.path), reason=named(left.reason))
                for left in corpus.exclusions
            ),
            older=tuple(map(renamed, corpus.older)),
        )
        for event_id, corpus in found.items()
    }


@contextmanager
def spool_anywhere(source: str, events: Sequence[str] = ()) -> Iterator[SpooledCorpora]:
    """As `read_anywhere`, with one event in memory at a time.

    Args:
        source: A file or a folder, or the address of one.
        events: Events to keep; empty keeps all.

    Yields:
        The corpora.

    Raises:
        CorpusError: If the source cannot be used at all, or one of `events` is not in it.
        RemoteError: The same of an address; or if it cannot be read.
        MissingExtraError: If a package is not installed that speaks its protocol.
    """
    if not is_address(source):
        with spool_corpora(Path(source), events) as found:
            yield found
        return
    mirror, shown = fetch(source, READERS, (_OUTLETS,)), shown_address(source)

    def named(text: str) -> str:
        return text.replace(str(mirror), shown)

    try:
        with spool_corpora(mirror, events, named) as found:
            yield found
    except CorpusError as error:
        raise RemoteError(named(str(error))) from None
