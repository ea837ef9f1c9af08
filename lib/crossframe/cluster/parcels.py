"""A folder of files -> their bytes, and back: what a worker stored is stored here, as it is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from crossframe.errors import ClusterError

# Contents by path within the folder, its parts joined by "/".
Parcel = Mapping[str, bytes]


def pack(folder: Path) -> Parcel:
    """Reads all files in a folder."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def unpack(parcel: Parcel, folder: Path) -> None:
    """Writes the files of a folder aside, and moves it into place at once.

    Args:
        parcel: The files.
        folder: Where; what stands there is replaced.

    Raises:
        ClusterError: If a file would lie outside the folder.
    """
    aside = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(aside, ignore_errors=True)
    try:
        for name, content in parcel.items():
            parts = PurePosixPath(name).parts
            if not parts or ".." in parts or PurePosixPath(name).is_absolute():
                raise ClusterError(f"a worker sent a file named {name!r}, which leads out")
            path = aside.joinpath(*parts)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        shutil.rmtree(folder, ignore_errors=True)
        try:
            aside.replace(folder)
        except OSError:  # another process was faster, with the same
            if not folder.is_dir():
                raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
