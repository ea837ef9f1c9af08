"""Addresses -> a web archive of their pages, fetched as a polite and careful guest."""

from __future__ import annotations

from crossframe.collection.fetching.fetch import Manners, fetcher

__all__ = ["Manners", "fetcher"]
