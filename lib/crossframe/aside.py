"""A folder -> one beside it to fill, which takes its place whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def built_aside(folder: Path) -> Iterator[Path]:
    """Lets a folder be built aside and moves it into place at once, in a `with` statement.

    Whatever ends the building, a full disk or Ctrl-C, leaves what stood there as it was, and
    nothing half made behind. Of several processes that build the same, one is kept.

    Args:
        folder: Where; what stands there is replaced.

    Yields:
        The empty folder to fill.

    Raises:
        OSError: If it can be neither made nor moved.
    """
    aside = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    try:
        yield aside
        shutil.rmtree(folder, ignore_errors=True)
        try:
            aside.replace(folder)
        except OSError:  # another process was faster, with the same
            if not folder.is_dir():
                raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
