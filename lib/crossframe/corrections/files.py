"""A file of corrections <-> its lines: only ever appended to, never read half."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from crossframe.config import Parameters, home
from crossframe.corrections.correction import Correction, LineError, from_line, to_line
from crossframe.errors import CorrectionError, place

FOLDER = "corrections"


class Damaged(NamedTuple):
    """A line that cannot be read: its text as far as it is text, and why."""

    raw: str
    reason: str


class Corrections(NamedTuple):
    """A file's corrections by time, then id, and the lines that cannot be read.

    Neither order nor repetition of lines has a say, so that two people's files can be put
    together line by line.
    """

    lines: tuple[Correction, ...] = ()
    damaged: tuple[Damaged, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of all that the file says; the same for the same lines in any order."""
        parts = [*map(to_line, self.lines), *sorted(line.raw for line in self.damaged)]
        return sha256("\n".join(parts).encode()).hexdigest()


NO_CORRECTIONS = Corrections()


def corrections_path(parameters: Parameters) -> Path:
    """Says where the corrections of an event are kept, whether or not there are any yet.

    `corrections` names the file, or a folder with a file `<event>.jsonl` for each event. Empty, it
    is `corrections/<event>.jsonl` beside the articles: in the folder of their file, or beside the
    folder that holds them; `events/` is such a folder, so that the corrections of
    `seeds/events/flood.jsonl` are `seeds/corrections/flood.jsonl`.

    Args:
        parameters: Which event, where its articles are, and what `corrections` names.

    Returns:
        The file.

    >>> corrections_path(Parameters(event="flood")).relative_to(home()).as_posix()
    'seeds/corrections/flood.jsonl'
    """
    name = f"{parameters.event}.jsonl"
    if parameters.corrections:
        named = home() / parameters.corrections
        return named / name if named.is_dir() else named
    if "://" in parameters.source:  # not of this disk
        return home() / FOLDER / name
    source = parameters.source_path
    within = source.is_dir() or source.parent.name == "events"
    folder = Path(os.path.abspath(source if source.is_dir() else source.parent))  # noqa: PTH100
    return (folder.parent if within else folder) / FOLDER / name


def open_corrections(parameters: Parameters) -> Corrections:
    """Reads the corrections of the event that the parameters name.

    Args:
        parameters: As for `corrections_path`.

    Returns:
        The corrections; none where no file is named and none is there.

    Raises:
        CorrectionError: If a file that was named is not there or cannot be read; with `strict`,
            for the first line that cannot be used.
    """
    path = corrections_path(parameters)
    if not path.exists():
        if parameters.corrections and path == home() / parameters.corrections:
            raise CorrectionError(
                path, None, "is not there; to begin one, make an empty file of that name"
            )
        return NO_CORRECTIONS
    found = read_corrections(path)
    if parameters.strict and found.damaged:
        raise CorrectionError(path, None, f"{found.damaged[0].reason}; mend or delete the line")
    return found


def read_corrections(path: Path) -> Corrections:
    """Reads a file of corrections.

    Args:
        path: The file; one that is not there yet holds none.

    Returns:
        Its corrections, each once, and the lines that cannot be used.

    Raises:
        CorrectionError: If the file cannot be read at all.
    """
    try:
        with path.open("rb") as file, _held(file.fileno(), shared=True):
            content = file.read()
    except FileNotFoundError:
        return NO_CORRECTIONS
    except OSError as error:
        raise CorrectionError(path, None, f"cannot be read: {error.strerror}") from None
    found: dict[str, dict[str, Correction]] = {}
    damaged: dict[str, Damaged] = {}
    for number, raw in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        shown = raw.decode("utf-8", "replace").strip()
        try:
            if shown:
                correction = from_line(raw.decode("utf-8").strip())
                found.setdefault(correction.correction_id, {})[to_line(correction)] = correction
        except (LineError, UnicodeDecodeError) as error:
            reason = "not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
            damaged.setdefault(shown, Damaged(shown, f"{place(path.name, number)}: {reason}"))
    for same_id in found.values():
        for line in sorted(same_id)[1:]:
            reason = f"{path.name}: the id {same_id[line].correction_id!r} is on two lines"
            damaged.setdefault(line, Damaged(line, f"{reason} that differ"))
    first = [same_id[min(same_id)] for same_id in found.values()]
    ordered = sorted(first, key=lambda correction: correction.order)
    return Corrections(tuple(ordered), tuple(sorted(damaged.values())))


def append_correction(path: Path, correction: Correction) -> None:
    """Adds a correction to the end of a file, whole and on disk when this returns.

    Several programs may append to one file at a time. A last line that lacks its end, as an editor
    may leave it, is ended first.

    Args:
        path: The file; it and its folder are made if need be.
        correction: What to add.

    Raises:
        CorrectionError: If the file cannot be written.
    """
    line = to_line(correction).encode() + b"\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _opened(path) as descriptor:
            size = os.fstat(descriptor).st_size
            os.lseek(descriptor, max(size - 1, 0), os.SEEK_SET)
            ended = os.read(descriptor, 1) in {b"", b"\n"}
            try:
                _write_all(descriptor, line if ended else b"\n" + line)
                os.fsync(descriptor)
            except OSError:
                with suppress(OSError):
                    os.ftruncate(descriptor, size)  # no room: leave no half line behind
                raise
    except OSError as error:
        raise CorrectionError(
            path, None, f"the correction was not kept: {error.strerror}"
        ) from None


def _write_all(descriptor: int, content: bytes) -> None:
    while content:
        content = content[os.write(descriptor, content) :]


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    """The file, to append to, locked; opened again if it was replaced before it was locked."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            with _held(descriptor, shared=False):
                if path.exists() and os.path.samestat(os.fstat(descriptor), path.stat()):
                    yield descriptor
                    return
        finally:
            os.close(descriptor)


@contextmanager
def _held(descriptor: int, *, shared: bool) -> Iterator[None]:
    """Locks the file itself, so that no further file lies about beside it."""
    if sys.platform == "win32":  # its locks are of another kind; a line is one write there
        yield
        return
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
    except OSError:
        if not shared:
            raise
        yield  # a file system without locks can still be read
        return
    try:
        yield
    finally:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
