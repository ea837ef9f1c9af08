"""What the user named -> the events to run, each with its articles."""

from __future__ import annotations

import difflib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from crossframe.config import home
from crossframe.corpus import read_anywhere, read_corpora
from crossframe.errors import CorpusError, ParameterError
from crossframe.places import is_address, shown_address
from crossframe.records import Corpus


class Job(NamedTuple):
    """One event to run: its corpus, and the file or folder it was read from ("" for a seed)."""

    corpus: Corpus
    source: str


def seed_events() -> list[str]:
    """Names of the events in `seeds/events`, sorted."""
    return sorted(path.stem for path in (home() / "seeds/events").glob("*.jsonl"))


def find_jobs(names: Sequence[str], events: Sequence[str] = ()) -> list[Job]:
    """Finds the events that were named.

    Args:
        names: Events of `seeds/events`, or files or folders of articles, or addresses of such.
        events: Events to keep of the files; empty keeps all.

    Returns:
        A job for each event, in the order named and, within a file, by event id.

    Raises:
        ParameterError: If a name is neither an event nor a file.
        CorpusError: If a file cannot be used, or holds none of `events`.
        RemoteError: The same of an address, or if it cannot be read.
    """
    jobs = [job for name in names for job in _jobs(name, events)]
    seen: dict[str, str] = {}
    for job in jobs:
        event_id = job.corpus.event_id
        if event_id in seen:
            raise ParameterError(
                f"event {event_id!r} is in both {seen[event_id] or 'seeds/events'} and "
                f"{job.source or 'seeds/events'}; run them apart, with another --out"
            )
        seen[event_id] = job.source
    return jobs


def _jobs(name: str, events: Sequence[str]) -> list[Job]:
    seed = home() / f"seeds/events/{name}.jsonl"
    if name in seed_events():
        return [Job(read_corpora(seed, [name], name)[name], "")]
    if is_address(name):
        source = shown_address(name)
        return [Job(corpus, source) for corpus in read_anywhere(name, events).values()]
    path = Path(name)
    if not path.exists() and os.sep not in name and not path.suffix:
        raise ParameterError(f"{name!r} is neither an event nor a file; {events_there(name)}")
    source = os.path.relpath(path, home())
    return [Job(corpus, source) for corpus in read_corpora(path, events).values()]


def events_there(name: str) -> str:
    """Says which event a name that is none may have meant, and which there are."""
    known = seed_events()
    if not known:
        return "name a file or folder of articles (.jsonl, .csv, .parquet, .txt, .md)"
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]!r}? " if near else ""
    return f"{hint}Events in seeds/events: {', '.join(known)}"


def require_jobs(jobs: Sequence[Job]) -> None:
    """Refuses to run nothing.

    Args:
        jobs: What was found to run.

    Raises:
        CorpusError: If there is no job.
    """
    if not jobs:
        raise CorpusError(home() / "seeds/events", None, "no event there; name a file of articles")
