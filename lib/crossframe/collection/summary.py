"""What came of collecting: how many articles, what was left out and why, what is not whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from crossframe.corpus.wording import how_many
from crossframe.errors import place
from crossframe.records import Exclusion

# More lines of one kind than anyone reads through on a terminal.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Unhealthy:
    """An article whose text is not whole, or is not the article, and the signs in words."""

    article_id: str
    outlet: str
    title: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Collected:
    """The outcome: `read` counts articles by where they came from."""

    n_articles: int
    n_outlets: int
    read: Counter[str]
    exclusions: tuple[Exclusion, ...]
    unhealthy: tuple[Unhealthy, ...]
    n_fetched: int = 0

    def lines(self, *, everything: bool = False) -> Iterator[str]:
        """Says it in lines for a terminal.

        Args:
            everything: Whether all exclusions and unhealthy articles are listed.

        Yields:
            Lines without their ends.
        """
        limit = None if everything else SHOWN
        yield f"{how_many(self.n_articles, 'article')} of {how_many(self.n_outlets, 'outlet')}"
        for kind, count in sorted(self.read.items()):
            yield f"  {count:,} from: {kind}"
        if self.exclusions:
            yield f"{len(self.exclusions):,} left out:"
            for left in self.exclusions[:limit]:
                yield f"  {place(left.path, left.line)}: {left.reason}"
            yield from _more(len(self.exclusions), limit)
        if self.unhealthy:
            yield (
                f"{len(self.unhealthy):,} not whole, or not the article (kept; a silence of such "
                "an outlet counts as cut):"
            )
            for one in self.unhealthy[:limit]:
                yield f"  {one.outlet}: {one.title[:70]!r}: {'; '.join(one.signs)}"
            yield from _more(len(self.unhealthy), limit)


def _more(count: int, limit: int | None) -> Iterator[str]:
    if limit is not None and count > limit:
        yield f"  … and {count - limit:,} more; --verbose lists them"
