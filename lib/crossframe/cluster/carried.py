"""Vectors and parses that travel with a task -> a cache in memory, and what it gained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from crossframe.cache import Cache


class CarriedCache(Cache):
    """What is known of texts already; what is learnt of others is kept apart, to be sent back."""

    def __init__(self, known: Mapping[str, bytes]) -> None:
        super().__init__(Path(), "")
        self._known = dict(known)
        self.gained: dict[str, bytes] = {}

    def read(self, texts: Iterable[str]) -> dict[str, bytes]:
        """Finds what travelled along, or was learnt since."""
        found = {text: self._known.get(text, self.gained.get(text)) for text in texts}
        return {text: value for text, value in found.items() if value is not None}

    def write(self, values: Mapping[str, bytes]) -> None:
        """Keeps what was learnt."""
        self.gained |= values
