"""Runs on another file system: made in a mirror here, uploaded whole, the name of the latest last.

An object store renames nothing, and a folder there is no more than names that begin alike. What is
guaranteed all the same: a run's `run.json` is written after everything else of it, and a folder
without one is no run; the object `<event>/latest` holds the id of the newest complete run and is
written after that. Whoever follows it reads a whole run, and an upload that was broken off is made
good by the next run of the event. Two machines that run one event at a time into one address lose
no run, and `latest` is that of the one which ended last.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from crossframe.places import mirror_of, shown_address
from crossframe.remote import Remote
from crossframe.suite.catalogue import FEED, INDEX, list_in_index
from crossframe.suite.store import LATEST, RUN_FILE, Run, name_latest

_REPORT = "report.html"
# What the index tells of a run that is not here.
_TOLD = (RUN_FILE, "changes.json")


@dataclass(frozen=True)
class RemoteReports:
    """A folder of runs elsewhere, and its mirror, in which runs are made."""

    remote: Remote
    mirror: Path

    @classmethod
    def at(cls, address: str) -> RemoteReports:
        """Finds the file system.

        Args:
            address: Of the folder of all runs.

        Returns:
            The folder.

        Raises:
            MissingExtraError: If a package is not installed that speaks its protocol.
            RemoteError: If there is no such protocol.
        """
        return cls(Remote.at(address), mirror_of(shown_address(address)))

    def bring_latest(self, event_id: str) -> None:
        """Has the newest complete run of an event here: the next one is compared with it.

        Args:
            event_id: The event.

        Raises:
            RemoteError: If it cannot be read.
        """
        event = self.remote.below(event_id)
        pointer = event.below(LATEST).read()
        run_id = pointer.decode("utf-8", "replace").strip() if pointer else ""
        folder = self.mirror / event_id / run_id
        if not run_id or "/" in run_id or run_id.startswith(".") or (folder / RUN_FILE).is_file():
            return
        run = event.below(run_id)
        names = [name for name in run.names() if ".." not in PurePosixPath(name).parts]
        for name in sorted(names, key=lambda name: name == RUN_FILE):  # last: then it is a run
            run.below(name).download(folder / name)
        if (folder / RUN_FILE).is_file():
            name_latest(self.mirror / event_id, run_id)

    def upload(self, run: Run) -> str:
        """Uploads a run that is not there yet.

        Args:
            run: It is in the mirror.

        Returns:
            Where it is now, as it may be shown.

        Raises:
            RemoteError: If it cannot be written.
        """
        folder, target = self.mirror / run.event_id / run.run_id, self._place_of(run)
        if target.below(RUN_FILE).read() is None:
            paths = sorted(path for path in folder.rglob("*") if path.is_file())
            for path in sorted(paths, key=lambda path: path == folder / RUN_FILE):
                target.below(path.relative_to(folder).as_posix()).upload(path)
        if run.is_complete:
            self._name_latest(run)
        return target.shown

    @property
    def index(self) -> str:
        """Where the index of all runs is, as it may be shown."""
        return self.remote.below(INDEX).shown

    def upload_index(self) -> None:
        """Makes index and feed of all runs that are there, wherever they were made.

        Raises:
            RemoteError: If they cannot be read or written.
        """
        with tempfile.TemporaryDirectory(prefix="crossframe-") as scratch:
            listed = Path(scratch)
            self._list_runs(listed)
            if (feed := self.remote.below(FEED).read()) is not None:  # knows its own address
                (listed / FEED).write_bytes(feed)
            list_in_index(listed)
            for name in (FEED, INDEX):
                self.remote.below(name).upload(listed / name)

    def _list_runs(self, listed: Path) -> None:
        """Writes what is told of each run; in the place of its pages, empty files."""
        names = {PurePosixPath(name) for name in self.remote.names()}
        runs = sorted(name.parent for name in names if name.name == RUN_FILE and _is_run(name))
        for run in runs:
            folder = listed / run
            folder.mkdir(parents=True)
            for name in _TOLD:
                here = self.mirror / run / name
                content = here.read_bytes() if here.is_file() else None
                if content is None and run / name in names:
                    content = self.remote.below(f"{run}/{name}").read()
                if content is not None:
                    (folder / name).write_bytes(content)
            for page in (_REPORT, "changes.html"):
                if run / page in names:
                    (folder / page).touch()

    def _place_of(self, run: Run) -> Remote:
        return self.remote.below(f"{run.event_id}/{run.run_id}")

    def _name_latest(self, run: Run) -> None:
        """Names a run the latest, unless a newer one is: it may have been made elsewhere."""
        pointer = self.remote.below(f"{run.event_id}/{LATEST}")
        named = (pointer.read() or b"").decode("utf-8", "replace").strip()
        if named < run.run_id:  # ids begin with the time
            pointer.write(f"{run.run_id}\n".encode())


def _is_run(name: PurePosixPath) -> bool:
    hidden = any(part.startswith(".") or part == ".." for part in name.parts)
    return len(name.parts) == 3 and not hidden
