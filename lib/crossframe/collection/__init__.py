"""Sources of any kind -> JSON Lines in the input contract, each article with its health."""

from __future__ import annotations

from crossframe.collection.collect import Asked, collect
from crossframe.collection.fetching import Manners, fetcher
from crossframe.collection.summary import Collected, Unhealthy

__all__ = ["Asked", "Collected", "Manners", "Unhealthy", "collect", "fetcher"]
