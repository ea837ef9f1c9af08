"""What went wrong -> an exception that says what, where, got, expected, next step."""

from __future__ import annotations

from pathlib import Path


class CrossframeError(Exception):
    """Root of every error that crossframe raises on purpose; the command line prints it bare."""


class FileError(CrossframeError):
    """A file that people wrote cannot be used.

    Args:
        path: The file.
        line: Line of the file, from 1; None where the whole file is meant.
        reason: What was found and what to do about it.
    """

    def __init__(self, path: Path, line: int | None, reason: str) -> None:
        self.path = path
        self.line = line
        self.reason = reason
        super().__init__(f"{place(path, line)}: {reason}")


class CorpusError(FileError):
    """A file of articles cannot be used at all.

    >>> print(CorpusError(Path("x.jsonl"), 14, "not JSON; write one object a line"))
    x.jsonl:14: not JSON; write one object a line
    """


class CorrectionError(FileError):
    """A correction, or a file of corrections, cannot be used.

    >>> print(CorrectionError(Path("flood.jsonl"), 3, "not JSON; write one object a line"))
    flood.jsonl:3: not JSON; write one object a line
    """


class ExclusionError(CrossframeError):
    """Articles were excluded although `strict` was asked for, or every one of them was."""


class ParameterError(CrossframeError):
    """A parameter is unknown, of the wrong type or out of range."""


class AlignmentError(CrossframeError):
    """Two values that must describe the same rows in the same order do not."""


class ModelError(CrossframeError):
    """An encoder cannot be found, or is not the one it claims to be."""


class StoreError(CrossframeError):
    """A stored claim map or run is missing, incomplete or of another format."""


class BenchError(CrossframeError):
    """A benchmark cannot be run."""


class GoldError(CrossframeError):
    """Gold data or predictions cannot be scored."""


class ScheduleError(CrossframeError):
    """A scheduler cannot be told what was asked for."""


class ClusterError(CrossframeError):
    """A cluster cannot be reached, refuses the work, or lost it."""


class RemoteError(CrossframeError):
    """A remote file system cannot be used."""


class MissingExtraError(CrossframeError):
    """An optional package is needed that is not installed."""


class NotebookError(CrossframeError):
    """A notebook of the suite failed."""


def place(path: Path | str, line: int | None) -> str:
    """Names a place as compilers do.

    >>> place("x.jsonl", 3), place("x.txt", None)
    ('x.jsonl:3', 'x.txt')
    """
    return str(path) if line is None else f"{path}:{line}"
