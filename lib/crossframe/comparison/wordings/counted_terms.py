"""Terms of shared claims -> the places behind an outlet's counts of them."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from crossframe.comparison.wordings.shared_terms import SharedTerms

_Place = tuple[str, int, int]


class Counted(NamedTuple):
    """What stands behind an outlet's two counts of a term: places, each once, in text order.

    A place is the sentence's id and the characters of the article's text from and to. `copied` are
    those on claims that it shares, of whichever outlet, that neither counts.
    """

    own: tuple[tuple[str, int, int], ...]
    others: tuple[tuple[str, int, int], ...]
    copied: tuple[tuple[str, int, int], ...]


def counted_places(shared: SharedTerms, articles: AbstractSet[str]) -> Mapping[str, Counted]:
    """Finds the places that `count_uses` counts.

    Args:
        shared: The terms.
        articles: All of the outlet's own, by id.

    Returns:
        The places by tested term.
    """
    claims = {use.claim for use in shared.uses if use.article in articles}
    found: dict[str, tuple[set[_Place], set[_Place], set[_Place]]] = {
        term: (set(), set(), set()) for term in shared.tested
    }
    for use in shared.uses:
        if use.term in found and use.claim in claims:
            side = found[use.term][use.article not in articles]
            side.add((use.sentence, use.start, use.end))
    every = [*shared.uses, *shared.copied]
    sides = [{u.claim for u in every if (u.article in articles) == own} for own in (True, False)]
    for use in shared.copied:
        if use.term in found and use.claim in sides[0] & sides[1]:
            found[use.term][2].add((use.sentence, use.start, use.end))
    return {
        term: Counted(*map(_in_order, (own, others, copied - own - others)))
        for term, (own, others, copied) in found.items()
    }


def _in_order(places: set[_Place]) -> tuple[_Place, ...]:
    return tuple(sorted(places))
