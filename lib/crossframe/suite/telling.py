"""What goes on in a suite -> happenings, worded for people and laid out for machines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Literal

Kind = Literal[
    "articles",  # an event begins: n_articles, n_excluded
    "waiting",  # another process holds the event: seconds, how long it is waited for
    "model",  # the encoder is loaded
    "claim_map",  # the claim map is there: cached, n_claims, seconds
    "cluster",  # the claims were worked out on a cluster: worker, seconds
    "notebook",  # a notebook ended: notebook, state, seconds, error
    "warning",  # something is not as it should be, and the run goes on
    "published",  # a run is in its place: run_id, status, folder, report
    "uploaded",  # a run is in its place on another file system: address
    "unchanged",  # nothing changed, the latest run stands: run_id, folder, report
    "failed",  # the event could not be run: error
    "progress",  # a stage is done: stage, total
    "watching",  # a folder is watched for articles
    "notified",  # somebody was told of a run: reasons
    "ended",  # all events are done: status, failed, index
]


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened; `text` says it to people, `details` to machines.

    `event` is the event it concerns, "" for none. Details are plain values of JSON; which there
    are depends on the kind.
    """

    kind: Kind
    text: str
    event: str = ""
    details: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text


Tell = Callable[[Happening], None]


class Teller:
    """Tells of one event; notebooks that run side by side take turns."""

    def __init__(self, tell: Tell, event: str, title: str) -> None:
        self._tell = tell
        self.event = event
        self._title = title
        self._turn = Lock()
        self.warnings: list[str] = []

    def __call__(self, kind: Kind, text: str, **details: object) -> None:
        """Tells of one happening."""
        with self._turn:
            self._tell(Happening(kind, f"{self._title}: {text}", self.event, details))

    def warn(self, text: str) -> None:
        """Tells of a trouble, and keeps it for `run.json`; the same trouble is told once."""
        with self._turn:
            is_new = text not in self.warnings
            self.warnings += [text] if is_new else []
        if is_new:
            self("warning", text)
