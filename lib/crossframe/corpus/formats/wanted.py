"""What lists and exports know of an article whose page is still to be found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from crossframe.corpus.raw import Found


@dataclass(frozen=True, slots=True)
class Wanted:
    """An article known by its address: where it was named, and what was said of it.

    `known` are fields of the input contract. `attachments` are names of saved files as the list
    gives them, not to be trusted. `instead` is what stands in for the page where there is none: a
    summary, say.
    """

    path: str
    line: int | None
    url: str | None
    known: Mapping[str, Any] = field(default_factory=dict)
    attachments: tuple[str, ...] = ()
    instead: Found | None = None


Given = Found | Wanted
