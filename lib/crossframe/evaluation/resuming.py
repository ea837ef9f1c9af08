"""Predictions, event by event -> one file; a run that was killed is gone on with."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, NamedTuple

from filelock import FileLock, Timeout

from crossframe.claim_provenance import digest_of
from crossframe.config import Parameters
from crossframe.corpus import SpooledCorpora
from crossframe.corrections import NO_CORRECTIONS
from crossframe.errors import StoreError
from crossframe.evaluation.predictions import Prediction
from crossframe.records import Corpus

_LINES, _LIST, _LOCK = "lines.jsonl", "finished.jsonl", "lock"


class _Finished(NamedTuple):
    """An event of which the lines are there: `digest` of all that decides them, where they lie."""

    event_id: str
    digest: str
    start: int
    end: int
    sha256: str


class Unfinished:
    """The lines of the events that are done, in a folder beside the file that they will make.

    What is done is known by digest of articles, parameters, models and code, and the bytes that
    were written by theirs: neither a kill nor a full disk leaves anything that would be taken for
    finished and is not.
    """

    def __init__(self, folder: Path, deciding: str) -> None:
        self._folder = folder
        self._deciding = deciding
        self._digests: dict[str, str] = {}
        with (folder / _LINES).open("ab"), (folder / _LIST).open("ab"):
            pass
        self._finished = {one.event_id: one for one in _read_finished(folder)}

    def left(self, corpora: SpooledCorpora) -> SpooledCorpora:
        """The events of which the lines are still to be found."""
        for event_id in corpora:
            own = f"{self._deciding}{corpora.digest(event_id)}"
            self._digests[event_id] = sha256(own.encode()).hexdigest()
        return corpora.only(
            event_id
            for event_id, digest in self._digests.items()
            if event_id not in self._finished or self._finished[event_id].digest != digest
        )

    def keep(self, event_id: str, predictions: Iterable[Prediction]) -> int:
        """Keeps the lines of one event, on disk before they are called finished.

        Args:
            event_id: The event, one of those that were left.
            predictions: All of it.

        Returns:
            How many lines that are.
        """
        rows = [json.dumps(one._asdict(), ensure_ascii=False) + "\n" for one in predictions]
        data = "".join(rows).encode("utf-8", "surrogatepass")
        with (self._folder / _LINES).open("ab") as lines:
            start = lines.tell()
            lines.write(data)
        digest = self._digests[event_id]
        own = _Finished(event_id, digest, start, start + len(data), sha256(data).hexdigest())
        with (self._folder / _LIST).open("a", encoding="utf-8") as listed:
            listed.write(json.dumps(own) + "\n")
        self._finished[event_id] = own
        return len(rows)

    def publish(self, events: Iterable[str], path: Path) -> int:
        """Writes the lines of those events that are done to a file that is complete or not there.

        Args:
            events: In the order of the file.
            path: The file; what stands there is replaced.

        Returns:
            How many lines were written.
        """
        aside = self._folder / "published.jsonl"
        n_lines = 0
        with aside.open("wb") as out, (self._folder / _LINES).open("rb") as lines:
            for event_id in events:
                if event_id in self._finished:
                    data = _segment(lines, self._finished[event_id])
                    n_lines += data.count(b"\n")
                    out.write(data)
        aside.replace(path)
        return n_lines


@contextmanager
def unfinished(path: Path, parameters: Parameters, shown: str = "") -> Iterator[Unfinished]:
    """Opens what an earlier run left of a file, or begins anew.

    Args:
        path: The file that is to be written.
        parameters: How claims are found.
        shown: What the user calls the file; empty for its path.

    Yields:
        What is done of it. It is gone if no error comes; else it stays for the next run.

    Raises:
        StoreError: If another process is writing the file.
    """
    folder = path.with_name(f".{path.name}.unfinished")
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / _LOCK, timeout=0):
            yield Unfinished(folder, digest_of(Corpus("any", ()), parameters, NO_CORRECTIONS))
    except Timeout:
        raise StoreError(
            f"{shown or path}: another process is writing it; wait for it, or name another file"
        ) from None


def forget(path: Path) -> None:
    """Deletes what `unfinished` keeps of a file."""
    shutil.rmtree(path.with_name(f".{path.name}.unfinished"), ignore_errors=True)


def _read_finished(folder: Path) -> list[_Finished]:
    """What was listed and is there to the last byte; the rest of both files is cut off."""
    found: dict[str, _Finished] = {}
    with (folder / _LINES).open("rb") as lines:
        for one in _listed(folder / _LIST):
            if sha256(_segment(lines, one)).hexdigest() == one.sha256:
                found[one.event_id] = one
    os.truncate(folder / _LINES, max((one.end for one in found.values()), default=0))
    aside = folder / f"{_LIST}.new"
    text = "".join(json.dumps(one) + "\n" for one in found.values())
    aside.write_text(text, encoding="utf-8")
    aside.replace(folder / _LIST)
    return list(found.values())


def _listed(path: Path) -> Iterator[_Finished]:
    """The entries of the list; a line that was cut short by a kill is none."""
    for line in path.read_bytes().splitlines():
        try:
            yield _Finished(*json.loads(line))
        except (ValueError, TypeError):
            continue


def _segment(lines: BinaryIO, one: _Finished) -> bytes:
    lines.seek(one.start)
    return lines.read(one.end - one.start)
