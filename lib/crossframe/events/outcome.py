"""What came of grouping: how many articles and events, what is too thin, what was merged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from crossframe.corpus.wording import how_many
from crossframe.errors import place
from crossframe.records import Exclusion

# More lines of one kind than anyone reads through on a terminal.
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Grouped:
    """The outcome of one call, and where the stream stands after it.

    `n_new` articles were placed, `n_known` were placed before; `n_born` events are new and
    `n_grown` old ones changed. Of the `n_events` that there are now, `n_compared` have enough
    articles; `thin` counts the others by what they lack. `changes` are merges and moves.
    """

    n_new: int
    n_known: int
    n_events: int
    n_compared: int
    n_born: int
    n_grown: int
    thin: Counter[str]
    changes: tuple[Mapping[str, Any], ...]
    exclusions: tuple[Exclusion, ...]

    def lines(self) -> Iterator[str]:
        """Says it in lines for a terminal."""
        known = f" ({self.n_known:,} more were placed before)" if self.n_known else ""
        yield how_many(self.n_new, "new article") + known
        yield f"{how_many(self.n_born, 'new event')}, {self.n_grown:,} older changed"
        events, thin = how_many(self.n_events, "event"), self.thin.total()
        yield f"{events}: {self.n_compared:,} to compare, {thin:,} too thin"
        for lack, count in sorted(self.thin.items(), key=lambda item: (-item[1], item[0]))[:5]:
            yield f"  {count:,} with {lack}"
        for change in self.changes[:_SHOWN]:
            n = how_many(len(change["articles"]), "article")
            yield f"{change['change']}: {change['event']} into {change['into']} ({n})"
        yield from _more(len(self.changes), "changes.jsonl has all")
        if self.exclusions:
            yield f"{len(self.exclusions):,} left out:"
            for left in self.exclusions[:_SHOWN]:
                yield f"  {place(left.path, left.line)}: {left.reason}"
            yield from _more(len(self.exclusions), "--json lists all")

    def values(self) -> dict[str, Any]:
        """Says it in values for JSON."""
        return {
            "new_articles": self.n_new,
            "placed_before": self.n_known,
            "events": self.n_events,
            "to_compare": self.n_compared,
            "too_thin": dict(sorted(self.thin.items())),
            "born": self.n_born,
            "changed": self.n_grown,
            "changes": list(self.changes),
            "left_out": [
                {"path": left.path, "line": left.line, "reason": left.reason}
                for left in self.exclusions
            ],
        }


def _more(count: int, where: str) -> Iterator[str]:
    if count > _SHOWN:
        yield f"  … and {count - _SHOWN:,} more; {where}"
