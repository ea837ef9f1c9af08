"""Lines of many articles -> those that several articles of one outlet hold, in bounded memory."""

from __future__ import annotations

from hashlib import blake2b

import numpy as np

from crossframe.records import Article
from crossframe.text.health import REPEATED, line_keys

_CELLS = 1 << 23


class RepeatedLines:
    """Counts lines by outlet without keeping them.

    A count-min sketch (Cormode and Muthukrishnan, "An improved data stream summary: the count-min
    sketch and its applications", 2005) of two rows: with three million different lines, a line is
    taken for a repeated one that is none in about one case of a thousand, and it takes half of an
    article's words to matter.
    """

    def __init__(self) -> None:
        self._rows = np.zeros((2, _CELLS), dtype=np.uint8)

    def add(self, article: Article) -> None:
        """Counts the lines of an article, each once."""
        for line in line_keys(article.text):
            cells = self._cells(article.outlet, line)
            for row, cell in enumerate(cells):
                self._rows[row, cell] = min(int(self._rows[row, cell]) + 1, REPEATED)

    def of(self, article: Article) -> frozenset[str]:
        """The lines of an article that at least three of its outlet hold, it among them."""
        return frozenset(
            line
            for line in line_keys(article.text)
            if all(
                self._rows[row, cell] >= REPEATED
                for row, cell in enumerate(self._cells(article.outlet, line))
            )
        )

    def _cells(self, outlet: str, line: str) -> tuple[int, int]:
        digest = blake2b(f"{outlet}\0{line}".encode("utf-8", "replace"), digest_size=8).digest()
        number = int.from_bytes(digest, "big")
        return number % _CELLS, (number >> 32) % _CELLS
