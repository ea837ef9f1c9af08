"""What goes on in a suite -> happenings, worded for people and laid out for machines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Literal

from crossframe.errors import place
from crossframe.records import Corpus

Kind = Literal[
    "articles",  # an event begins: n_articles, n_excluded
    "excluded",  # an article that cannot be compared: path, line, reason
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


# Articles left out that are named one by one: what is wrong with one is mostly wrong with all.
_EXCLUSIONS = 5


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


def tell_corpus(tell: Teller, corpus: Corpus) -> None:
    """Tells how many articles there are, and of those that are left out the first, with why."""
    n_articles, n_excluded = len(corpus.articles), len(corpus.exclusions)
    tell(
        "articles",
        f"articles: {n_articles}, excluded: {n_excluded}",
        n_articles=n_articles,
        n_excluded=n_excluded,
    )
    for left in corpus.exclusions[:_EXCLUSIONS]:
        where = place(left.path, left.line)
        tell(
            "excluded",
            f"excluded: {where}: {left.reason}",
            path=left.path,
            line=left.line,
            reason=left.reason,
        )
    if n_excluded > _EXCLUSIONS:
        tell("excluded", f"excluded: {n_excluded - _EXCLUSIONS} more, which the report lists")
    if n_excluded and not n_articles:
        tell.warn("no article could be used, so nothing is compared")
