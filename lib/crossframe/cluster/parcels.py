"""A folder of files -> their bytes, and back: what a worker stored is stored here, as it is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from crossframe.aside import built_aside
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
    with built_aside(folder) as aside:
        for name, content in parcel.items():
            parts = PurePosixPath(name).parts
            if not parts or ".." in parts or PurePosixPath(name).is_absolute():
                raise ClusterError(f"a worker sent a file named {name!r}, which leads out")
            path = aside.joinpath(*parts)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
