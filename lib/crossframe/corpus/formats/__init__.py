"""Whatever articles come in: pages, feeds, archives, exports, lists -> records of the contract."""

from __future__ import annotations

from crossframe.corpus.addresses import host_of
from crossframe.corpus.formats.archives import read_archive
from crossframe.corpus.formats.sources import READERS, read_sources
from crossframe.corpus.formats.wanted import Given, Wanted

__all__ = ["READERS", "Given", "Wanted", "host_of", "read_archive", "read_sources"]
