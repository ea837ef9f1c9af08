"""crossframe and its libraries on disk -> whether they are still those that this process runs.

A process that stays for weeks outlives updates. What it has imported stays as it was, what it
imports later does not, and runs would be noted as made by code that did not make them.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from crossframe.errors import CrossframeError

_ROOT = Path(__file__).parents[1]
# Of each library that is installed there is one such folder, which an update replaces.
_INSTALLED = (".dist-info", ".egg-info")


class CodeChangedError(CrossframeError):
    """What this process runs is no longer what is on disk."""


def code_stamp() -> str:
    """Digests how the code on disk looks: crossframe's files, and the records of all libraries."""
    seen = sha256()
    for path in sorted({*_own_files(), *_installed()}):
        try:
            state = path.stat()
        except OSError:  # it is being replaced
            continue
        seen.update(f"{path}\0{state.st_size}\0{state.st_mtime_ns}\0{state.st_ino}\n".encode())
    return seen.hexdigest()


@dataclass
class CodeWatch:
    """Looks now and then whether the code is still the one that was there when it was made.

    `every` is how many seconds a look is good for: asked sooner, it does not look again.
    """

    begun: str = field(default_factory=code_stamp)
    every: float = 2.0
    _last: str = ""
    _looked: float = field(default_factory=time.monotonic)

    def is_current(self) -> bool:
        """Whether nothing changed.

        Returns:
            False while an update seems to be under way.

        Raises:
            CodeChangedError: If something did, and looked the same twice.
        """
        if time.monotonic() - self._looked < self.every:
            return self._last in {"", self.begun}
        before, self._last, self._looked = self._last, code_stamp(), time.monotonic()
        if self._last == self.begun:
            return True
        if self._last == before:
            raise CodeChangedError(
                "crossframe or a library changed on disk since this process began; start it again"
            )
        return False


def _own_files() -> Iterator[Path]:
    # But for what Python compiles: for a moment that has a name of its own, "x.pyc.139".
    found = (path for path in _ROOT.rglob("*") if "__pycache__" not in path.parts)
    return (path for path in found if path.is_file())


def _installed() -> Iterator[Path]:
    for place in filter(os.path.isdir, sys.path):
        with os.scandir(place) as entries:
            yield from (Path(one.path) for one in entries if one.name.endswith(_INSTALLED))
