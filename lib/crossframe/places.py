"""Names of files, folders and addresses -> where they are on this machine, and how they are shown.

Articles and runs may be on any file system that fsspec knows, named by an address as
`s3://bucket/articles.parquet`. Such a file has a mirror in the cache, and everything that reads
files reads that.
"""

from __future__ import annotations

import os
import re
from hashlib import sha256
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit, urlunsplit

from platformdirs import user_cache_dir

HOME_VARIABLE = "CROSSFRAME_HOME"
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_MIRROR_DIGITS = 16


def home() -> Path:
    """The folder that relative paths start from.

    JupyterLab starts a notebook in the notebook's own folder, papermill where it was called, so
    neither will do: it is the nearest folder, from here upwards, that holds `seeds/events`; where
    none does, the folder that `crossframe lab` was started for (`CROSSFRAME_HOME`), since
    jupyter-scheduler runs a copy of a notebook far away from it; else the current one.
    """
    here = Path.cwd()
    started = Path(os.environ.get(HOME_VARIABLE) or here)
    return next((at for at in (here, *here.parents) if (at / "seeds/events").is_dir()), started)


def shown_path(path: str) -> str:
    """Words a path as it may be published: where it lies in the project, or its last part alone.

    >>> shown_path("/somewhere/of/ours/model"), shown_path("all-MiniLM-L6-v2"), shown_path("")
    ('…/model', 'all-MiniLM-L6-v2', '')
    """
    relative = os.path.relpath(path, home()) if Path(path).is_absolute() else path
    leads_out = os.path.normpath(relative).split(os.sep, 1)[0] == os.pardir
    return f"…/{Path(path).name}" if path and leads_out else relative


def cache_folder() -> Path:
    """Where vectors and finished claim maps are kept: `CROSSFRAME_CACHE`, or the user's cache."""
    chosen = os.environ.get("CROSSFRAME_CACHE")
    return Path(chosen) if chosen else Path(user_cache_dir("crossframe", appauthor=False))


def is_address(name: str) -> bool:
    """Whether a name is an address on another file system.

    >>> is_address("s3://bucket/a.jsonl"), is_address("articles.jsonl"), is_address("C:/a.jsonl")
    (True, False, False)
    """
    return _ADDRESS.match(name) is not None


def shown_address(address: str) -> str:
    """An address without what may be secret in it (user, query, fragment); other names as they are.

    >>> shown_address("https://me:pw@host:81/a.jsonl?X-Amz-Signature=abc#x")
    'https://host:81/a.jsonl'
    >>> shown_address("what?.jsonl")
    'what?.jsonl'
    """
    if not is_address(address):
        return address
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", "")).rstrip("/")


def mirror_of(address: str) -> Path:
    """Where the cache keeps what was fetched from an address; it need not be there.

    The last part of the address is kept: it may name an event, and its ending a format.

    >>> mirror_of("s3://me:pw@bucket/days/flood.jsonl?version=2").name
    'flood.jsonl'
    """
    shown = shown_address(address)
    folder = cache_folder() / "remote" / sha256(shown.encode()).hexdigest()[:_MIRROR_DIGITS]
    return folder / (PurePosixPath(unquote(urlsplit(shown).path)).name or "root")


def outgoing_of(address: str) -> Path:
    """Where the cache keeps a file until it is uploaded to an address; it need not be there."""
    mirror = mirror_of(address)
    return mirror.with_name(".outgoing") / mirror.name


def local_path(name: str) -> Path:
    """Where a file or folder is on this machine: below `home()`, or its mirror."""
    return mirror_of(name) if is_address(name) else home() / name
