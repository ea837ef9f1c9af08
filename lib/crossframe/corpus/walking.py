"""A folder -> the files in it that are read; links and names that lead nowhere good are refused."""

from __future__ import annotations

import os
from collections.abc import Container, Iterator
from contextlib import contextmanager
from pathlib import Path

from crossframe.corpus.wording import quote, suggestion
from crossframe.errors import CorpusError

_HEAD_BYTES = 1000


def files_below(folder: Path, suffixes: Container[str]) -> Iterator[Path]:
    """Walks a folder in the order of names, past hidden files, READMEs and corrections.

    Args:
        folder: The folder.
        suffixes: Those that are read, in small letters.

    Yields:
        Files with such a suffix, and links that lead out of the folder.
    """
    yield from _walk(folder, folder, suffixes)


def _walk(folder: Path, root: Path, suffixes: Container[str]) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.stem.upper() == "README" or _holds_corrections(path):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path, root, suffixes)
        # A link to a folder within leads to files that are read at their own place.
        elif path.suffix.lower() in suffixes or (path.is_dir() and not is_inside(path, root)):
            yield path


def _holds_corrections(path: Path) -> bool:
    """Whether a file is what people corrected in the claims of articles that lie near."""
    if path.parent.name != "corrections" or path.suffix != ".jsonl" or not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.readline(_HEAD_BYTES)
    return all(f'"{name}": '.encode() in head for name in ("id", "at", "by", "action"))


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Says of which file the operating system complains; refuses names that no report can hold.

    Args:
        path: The file.

    Raises:
        CorpusError: In the place of an OSError, or if the name is not UTF-8.
    """
    shown = str(path).encode("utf-8", "replace").decode("utf-8")
    if shown != str(path):
        raise CorpusError(Path(shown), None, "its name is not UTF-8; rename it")
    try:
        yield
    except OSError as error:
        raise CorpusError(path, None, f"cannot be read: {error.strerror}") from None


def check_inside(path: Path, folder: Path) -> None:
    """Refuses a link that leads out of the folder that is read.

    Args:
        path: A file or link in the folder.
        folder: The folder.

    Raises:
        CorpusError: If it leads out.
    """
    if not is_inside(path, folder):
        raise CorpusError(path, None, "is a link that leads out of the folder; copy what it names")


def missing(path: Path, allowed: str) -> str:
    """Says of a file that is not there which may have been meant, and what can be read.

    Args:
        path: Where nothing is.
        allowed: What can be read, in words.

    Returns:
        The end of a sentence that begins with the path.
    """
    folder = path.parent
    if folder.is_dir():
        return f"does not exist; {_near(path)}{allowed}"
    near = (folder.parent.is_dir() and _near(folder).strip()) or "check the path"
    return f"does not exist, nor does the folder {quote(str(folder))}; {near}"


def _near(path: Path) -> str:
    return suggestion(path.name, sorted(there.name for there in path.parent.iterdir()))


def is_inside(path: Path, folder: Path) -> bool:
    """Whether a path lies in a folder when all links are followed."""
    # Not Path.resolve: before Python 3.13 it raises for links that go in circles.
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
