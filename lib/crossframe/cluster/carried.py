"""Vectors and parses that travel with a task -> a cache in memory, and what it gained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from crossframe.cache import Cache


class CarriedCache(Cache):
    """What is known of texts already; what is learnt of others is kept apart, to be sent back."""

    def __init__(self, known: Mapping[str, bytes]) -> None:
        super().__init__(Path(), "")
        self._known = dict(known)
        self.gained: dict[str, bytes] = {}

    def read_parts(self, texts: Sequence[str]) -> Iterator[dict[int, bytes]]:
        """Finds what travelled along, or was learnt since, by the places of its texts."""
        found = (self._known.get(text, self.gained.get(text)) for text in texts)
        yield {place: value for place, value in enumerate(found) if value is not None}

    def write(self, values: Mapping[str, bytes]) -> None:
        """Keeps what was learnt."""
        self.gained |= values
