"""Addresses on any file system that fsspec knows -> files in their mirrors, and files back."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from crossframe.errors import MissingExtraError, RemoteError
from crossframe.places import is_address, mirror_of, outgoing_of, shown_address

# What to install for the schemes that people use most; fsspec has words of its own for the others.
_PACKAGES: Mapping[str, str] = MappingProxyType(
    {
        "abfs": "adlfs",
        "az": "adlfs",
        "gcs": "gcsfs",
        "gs": "gcsfs",
        "http": "aiohttp requests",
        "https": "aiohttp requests",
        "s3": "s3fs",
        "sftp": "paramiko",
        "ssh": "paramiko",
    }
)
# Users, passwords and queries of addresses: signatures and tokens stand there.
_SECRETS = re.compile(r"(?<=://)[^/\s@'\"]*@|\?[^\s'\"]+=[^\s'\"]+")
_WEB = ("http://", "https://")
# Where folders need not be made, and making one could make a bucket.
_BUCKETS = frozenset({"abfs", "abfss", "az", "gcs", "gs", "s3", "s3a"})


@dataclass(frozen=True)
class Remote:
    """A file or folder elsewhere: its file system, its path there, and how it is shown."""

    files: Any  # an fsspec.AbstractFileSystem, which has no types
    path: str
    shown: str

    @classmethod
    def at(cls, address: str) -> Remote:
        """Finds the file system of an address; asks it nothing yet.

        Args:
            address: Any that fsspec can read.

        Returns:
            The place.

        Raises:
            MissingExtraError: If a package is not installed that speaks its protocol.
            RemoteError: If there is no such protocol.
        """
        from fsspec.core import url_to_fs

        shown = shown_address(address)
        scheme = address.partition("://")[0].lower()
        try:
            with told(address):
                files, path = url_to_fs(address)
        except MissingExtraError as error:
            package = _PACKAGES.get(scheme)
            hint = f"pip install {package}" if package else str(error.__cause__)
            raise MissingExtraError(
                f"{shown}: {scheme}:// needs a package that is not installed; {hint}"
            ) from None
        return cls(files, path.rstrip("/"), shown)

    def below(self, name: str) -> Remote:
        """A file or folder within this folder."""
        return Remote(self.files, f"{self.path}/{name}", f"{self.shown}/{name}")

    def names(self) -> list[str]:
        """Paths of the files within, relative, sorted; none where there is no such folder."""
        with told(self.shown), suppress(FileNotFoundError):
            found = self.files.find(self.path)
            lead = f"{self.path}/"
            return sorted(name.removeprefix(lead) for name in found if name.startswith(lead))
        return []

    def read(self) -> bytes | None:
        """The content of a file; None if it is not there."""
        with told(self.shown), suppress(FileNotFoundError):
            content: bytes = self.files.cat_file(self.path)
            return content
        return None

    def write(self, content: bytes) -> None:
        """Writes a file, all of it at once as far as the file system can."""
        with told(self.shown), self._room():
            self.files.pipe_file(self.path, content)

    def upload(self, source: Path) -> None:
        """Copies a file from here."""
        with told(self.shown), self._room():
            self.files.put_file(str(source), self.path)

    def download(self, target: Path) -> None:
        """Copies a file to here: it is whole under its name, or not there."""
        aside = target.with_name(f".{target.name}.{os.getpid()}")
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with told(self.shown):
                self.files.get_file(self.path, str(aside))
            aside.replace(target)
        except FileNotFoundError:
            raise RemoteError(f"{self.shown}: does not exist; check the address") from None
        finally:
            aside.unlink(missing_ok=True)

    @contextmanager
    def _room(self) -> Iterator[None]:
        """Makes the folder; but no bucket, whose name may be misspelt, and which somebody pays."""
        own = self.files.protocol
        if _BUCKETS.isdisjoint((own,) if isinstance(own, str) else own):
            self.files.makedirs(self.path.rpartition("/")[0], exist_ok=True)
        try:
            yield
        except FileNotFoundError:
            bucket = self.path.partition("/")[0]
            raise OSError(f"there is no bucket {bucket!r}") from None


def fetch(address: str, endings: Collection[str], beside: Collection[str] = ()) -> Path:
    """Copies a file, or the files of a folder, to their mirror.

    Args:
        address: Where they are; of http:// and https:// a file, for the web has no folders.
        endings: Of a folder, files with these endings are copied.
        beside: Names of files that are copied too if they lie beside.

    Returns:
        The mirror: a file or a folder.

    Raises:
        MissingExtraError: If a package is not installed that speaks the protocol.
        RemoteError: If it is not there, or cannot be read.
    """
    remote, mirror = Remote.at(address), mirror_of(address)
    on_web = address.lower().startswith(_WEB)
    names = [] if on_web else [one for one in remote.names() if _is_wanted(one, endings)]
    if names:
        _fetch_folder(remote, mirror, names)
    else:
        _clear(mirror, is_folder=False)
        remote.download(mirror)
    lead, _, _ = remote.path.rpartition("/")
    for name in () if on_web else beside:
        content = Remote(remote.files, f"{lead}/{name}", name).read()
        (mirror.parent / name).unlink(missing_ok=True)
        if content is not None:
            (mirror.parent / name).write_bytes(content)
    return mirror


def _fetch_folder(remote: Remote, mirror: Path, names: Collection[str]) -> None:
    _clear(mirror, is_folder=True)
    for path in mirror.rglob("*"):  # what is there no more
        if path.is_file() and path.relative_to(mirror).as_posix() not in names:
            path.unlink()
    for name in names:
        remote.below(name).download(mirror / name)


def _clear(mirror: Path, *, is_folder: bool) -> None:
    """Makes room where an address was a folder once and is a file now, or the other way round."""
    if mirror.is_dir() and not is_folder:
        shutil.rmtree(mirror)
    elif mirror.is_file() and is_folder:
        mirror.unlink()


def _is_wanted(name: str, endings: Collection[str]) -> bool:
    parts = PurePosixPath(name).parts
    is_within = ".." not in parts and not any(part.startswith(".") for part in parts)
    return is_within and PurePosixPath(name).suffix.lower() in endings


@contextmanager
def written(name: str) -> Iterator[Path]:
    """Gives a file to write, which is uploaded at the end if it is named by an address.

    It has its place in the cache, the same for the same address, so that whoever was stopped, or
    could not upload it, finds there what was done.

    Args:
        name: A file of this machine, or the address of one elsewhere.

    Yields:
        The file to write.

    Raises:
        MissingExtraError: If a package is not installed that speaks the protocol.
        RemoteError: If it cannot be written.
    """
    if not is_address(name):
        yield Path(name)
        return
    target = Remote.at(name)  # if there can be none, say so before any work
    path = outgoing_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    yield path
    target.upload(path)
    path.unlink()


@contextmanager
def told(address: str) -> Iterator[None]:
    """Says of which address a file system complains, without what may be secret in it.

    Args:
        address: What is read or written.

    Yields:
        Nothing.

    Raises:
        RemoteError: In the place of whatever error; there are as many kinds as file systems.
        MissingExtraError: In the place of an ImportError.
        FileNotFoundError: Is left to the caller that asks whether there is such a file.
    """
    shown = shown_address(address)
    try:
        yield
    except FileNotFoundError:
        raise
    except ImportError as error:
        raise MissingExtraError(f"{shown}: {error}") from error
    except Exception as error:  # noqa: BLE001 - each file system has its own
        words = _SECRETS.sub("", " ".join(str(error).replace(address, shown).split()))[:300]
        raise RemoteError(
            f"{shown}: {type(error).__name__}: {words}; check the address, and the credentials in "
            "the environment"
        ) from None
