"""A folder that others write into -> the events whose articles changed, once they are written.

Nothing is remembered on disk. Which events are up to date is told by digests: those of the articles
that were read here, and those in the runs that are there. A watch that starts again looks at
everything, and finds unchanged what was done.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, NoReturn

from crossframe.config import home
from crossframe.corpus import (
    Batch,
    corpus_digest,
    event_of,
    files_of,
    gather,
    left_unread,
    read_in_folder,
)
from crossframe.errors import ParameterError, place
from crossframe.records import Corpus
from crossframe.suite.jobs import Job
from crossframe.suite.runs import RunResult
from crossframe.suite.telling import Happening, Tell

# An event of which no run could be made (another process held it, the disk was full) is tried
# again after so long, or as soon as its articles change.
_RETRY_SECONDS = 600.0

RunJobs = Callable[[Sequence[Job]], Sequence[RunResult]]


class _Stamp(NamedTuple):
    """What changes when a file is written to or replaced."""

    size: int
    modified: int
    number: int


class _Known(NamedTuple):
    """What a file held when it was read, and how it looked then."""

    stamp: _Stamp
    batch: Batch


@dataclass
class FolderWatch:
    """Looks at a folder again and again, and says which events changed.

    A file counts once it looked the same twice, and still did after it was read. Until then the
    events that it holds, or held, wait. A file that cannot be used is told of once, and is in no
    event: which it belongs to is not known.
    """

    folder: Path
    tell: Tell
    events: frozenset[str] = frozenset()
    _stamps: dict[Path, _Stamp] = field(default_factory=dict)
    _known: dict[Path, _Known] = field(default_factory=dict)
    _done: dict[str, str] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)
    _gathered_of: list[Batch] = field(default_factory=list)
    _corpora: dict[str, Corpus] = field(default_factory=dict)

    def look(self) -> list[Corpus]:
        """Looks once.

        Returns:
            The events whose articles are not those that were done last, whole, by event id.

        Raises:
            CorpusError: If the folder is gone or cannot be read.
        """
        waiting = self._read(_stamps(self.folder))
        if unread := left_unread(self.folder):
            self._tell_once(unread)
        corpora = self._gathered()
        changed = [
            corpus
            for name, corpus in corpora.items()
            if name not in waiting
            and (not self.events or name in self.events)
            and self._done.get(name) != corpus_digest(corpus)
        ]
        return [corpus for corpus in changed if self._has_articles(corpus)]

    def finish(self, corpus: Corpus) -> None:
        """Notes that an event was run on these articles, whatever came of it."""
        self._done[corpus.event_id] = corpus_digest(corpus)

    def retry(self, event_id: str) -> None:
        """Notes that an event has to be run again, though its articles are the same."""
        self._done.pop(event_id, None)

    def _read(self, seen: dict[Path, _Stamp]) -> set[str]:
        """Reads what was written; returns the events of what is still being written."""
        before, self._stamps = self._stamps, seen
        waiting: set[str] = set()
        for path in sorted(before.keys() | seen.keys()):
            known = self._known.get(path)
            if before.get(path) != seen.get(path):
                now = read_in_folder(path, self.folder).events if path in seen else set()
                waiting |= now | (known.batch.events if known else set())
            elif known is None or known.stamp != seen[path]:
                waiting |= self._take(path, seen[path])
        for path in self._known.keys() - before.keys() - seen.keys():  # gone, as a look ago
            del self._known[path]
        return waiting

    def _gathered(self) -> dict[str, Corpus]:
        """The articles of all files by event, found anew where a file was read or went."""
        usable = [known.batch for known in self._known.values() if known.batch.events]
        if [*map(id, usable)] != [*map(id, self._gathered_of)]:
            self._corpora = gather(usable, event_of(self.folder)) if usable else {}
            self._gathered_of = usable
        return self._corpora

    def _take(self, path: Path, stamp: _Stamp) -> frozenset[str]:
        """Reads a file that looked the same twice; returns its events if it changed meanwhile."""
        batch = read_in_folder(path, self.folder)
        if _stamp(path) != stamp:
            return batch.events
        self._known[path] = _Known(stamp, batch)
        if not batch.events:
            for left in batch.exclusions:
                self._tell_once(f"{place(left.path, left.line)}: {left.reason}; the file waits")
        return frozenset()

    def _has_articles(self, corpus: Corpus) -> bool:
        if not corpus.articles:
            self._tell_once(f"{corpus.event_id}: none of its articles can be used", corpus.event_id)
        return bool(corpus.articles)

    def _tell_once(self, text: str, event: str = "") -> None:
        if text not in self._told:
            self._told.add(text)
            self.tell(Happening("warning", text, event))


def watch_folder(
    watch: FolderWatch,
    run: RunJobs,
    interval: float,
    pause: Callable[[float], None] = time.sleep,
    is_current: Callable[[], bool] = lambda: True,
) -> NoReturn:
    """Runs the events of a folder as their articles come in, for ever.

    Args:
        watch: The folder.
        run: Runs jobs.
        interval: Seconds between two looks.
        pause: Waits so long; whatever it raises ends the watch.
        is_current: Asked before each look whether anything may be run now; what it raises ends the
            watch as well.
    """
    again_at: dict[str, float] = {}
    watch.tell(
        Happening("watching", f"watching {watch.folder}, every {interval:g} s; Ctrl-C ends it")
    )
    while True:
        if is_current():
            _run_changed(watch, run, again_at)
        pause(interval)


def _run_changed(watch: FolderWatch, run: RunJobs, again_at: dict[str, float]) -> None:
    """Looks once and runs what changed, or is to be tried `again_at` a moment that has come."""
    for event_id in [name for name, moment in again_at.items() if moment <= time.monotonic()]:
        watch.retry(event_id)
    changed = watch.look()
    source = os.path.relpath(watch.folder, home())
    results = run([Job(corpus, source) for corpus in changed]) if changed else ()
    for corpus, result in zip(changed, results, strict=True):
        watch.finish(corpus)
        again_at.pop(corpus.event_id, None)
        if result.run is None:
            again_at[corpus.event_id] = time.monotonic() + _RETRY_SECONDS
    if changed:
        gc.collect(1)  # what runs left: it takes a fifth of a second, and not amid the next one


def require_apart(folder: Path, reports: Path) -> None:
    """Refuses to watch the folder of runs: each run would be read as articles, and make another.

    Args:
        folder: What is watched.
        reports: Where runs go.

    Raises:
        ParameterError: If it lies in what is watched.
    """
    here, there = Path(os.path.realpath(folder)), Path(os.path.realpath(reports))
    if there.is_relative_to(here):
        raise ParameterError(
            f"--watch {folder}: the folder of runs, {reports}, lies in it, and runs would be read "
            "as articles; name another --out"
        )


def _stamps(folder: Path) -> dict[Path, _Stamp]:
    found = ((path, _stamp(path)) for path in files_of(folder))
    return {path: stamp for path, stamp in found if stamp is not None}


def _stamp(path: Path) -> _Stamp | None:
    try:
        state = path.stat()
    except OSError:  # gone, or a link to nothing
        return None
    return _Stamp(state.st_size, state.st_mtime_ns, state.st_ino)
