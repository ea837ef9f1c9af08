"""Addresses in a list -> the saved pages that lie beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path, PurePosixPath, PureWindowsPath

from crossframe.corpus.addresses import canonical_url
from crossframe.corpus.formats.page import read_page, saved_address
from crossframe.corpus.formats.saved import SUFFIXES, load_saved
from crossframe.corpus.formats.wanted import Given, Wanted
from crossframe.corpus.raw import RecordError
from crossframe.corpus.walking import is_inside
from crossframe.records import Exclusion

# More pages than this beside one list are a mistake, such as a list in a home folder.
MAX_PAGES = 200_000


class PagesBeside:
    """The saved pages of a folder, looked at when a list first asks for one.

    `taken` holds those that a list has claimed: they are not read once more.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.taken: set[Path] = set()

    def resolved(self, wanted: Wanted) -> Given:
        """Reads the page of a wanted article, if it lies in the folder.

        Args:
            wanted: The article. Of the names of its attachments only what leads to a page within
                the folder is followed.

        Returns:
            Its record or exclusion; the wanted article itself if there is no page.
        """
        path = self._attached(wanted.attachments) or self._addressed(wanted.url)
        if path is None:
            return wanted
        self.taken.add(path)
        try:
            page = load_saved(path, wanted.known)
        except RecordError as error:
            return Exclusion(wanted.path, wanted.line, f"{path.name}: {error}")
        return read_page(replace(page, url=wanted.url or page.url), wanted.path, wanted.line)

    def _attached(self, names: tuple[str, ...]) -> Path | None:
        for name in names:
            # Exports name files where they lay on another machine, which may have been a Windows.
            plain = PureWindowsPath(name).as_posix() if "\\" in name else name
            for candidate in (self.folder / plain, *self._named(PurePosixPath(plain).name)):
                if (
                    candidate.name.lower().endswith(SUFFIXES)
                    and is_inside(candidate, self.folder)
                    and candidate.is_file()
                ):
                    return candidate
        return None

    def _named(self, name: str) -> list[Path]:
        return [path for path in self._pages if path.name == name]

    def _addressed(self, url: str | None) -> Path | None:
        return self._by_address.get(canonical_url(url) or "")

    @cached_property
    def _pages(self) -> list[Path]:
        found = []
        for path in _files(self.folder):
            if path.name.lower().endswith(SUFFIXES) and is_inside(path, self.folder):
                found.append(path)
                if len(found) >= MAX_PAGES:
                    break
        return found

    @cached_property
    def _by_address(self) -> dict[str, Path]:
        found: dict[str, Path] = {}
        for path in self._pages:
            try:
                address = canonical_url(saved_address(load_saved(path)))
            except (RecordError, OSError):  # read later by itself, it says what is wrong with it
                continue
            if address:
                found.setdefault(address, path)
        return found


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            if not re.search(r"(?:_files|-Dateien|_fichiers)$", path.name):
                yield from _files(path)
        else:
            yield path
