"""Terms of shared claims -> the places behind an outlet's counts of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from crossframe.comparison.wordings.shared_terms import SharedTerms, TermUse

_Place = tuple[str, int, int]


class Counted(NamedTuple):
    """What stands behind an outlet's two counts of a term: places, each once, in text order.

    A place is the sentence's id and the characters of the article's text from and to. `copied` are
    those on claims that it shares, of whichever outlet, that neither counts.
    """

    own: tuple[tuple[str, int, int], ...]
    others: tuple[tuple[str, int, int], ...]
    copied: tuple[tuple[str, int, int], ...]


NONE = Counted((), (), ())


class Ordered(NamedTuple):
    """Uses of tested terms in text order, those copied as well.

    By article: `claims` in which any words count for it, and `every` claim with words of it.
    """

    uses: Sequence[TermUse]
    copied: Sequence[TermUse]
    claims: Mapping[str, AbstractSet[str]]
    every: Mapping[str, AbstractSet[str]]

    @classmethod
    def of(cls, shared: SharedTerms) -> Ordered:
        """Brings them into order, once for all outlets."""
        tested = set(shared.tested)
        uses, copied = (
            sorted((use for use in some if use.term in tested), key=_place)
            for some in (shared.uses, shared.copied)
        )
        every = _by_article([*shared.uses, *shared.copied])
        return cls(uses, copied, _by_article(shared.uses), every)


def counted_places(ordered: Ordered, articles: AbstractSet[str]) -> Mapping[str, Counted]:
    """Finds the places that `count_uses` counts.

    Args:
        ordered: The uses of the terms.
        articles: All of the outlet's own, by id.

    Returns:
        The places by tested term, of those that the outlet uses.
    """
    own = [use for use in ordered.uses if use.article in articles]
    terms, claims = {use.term for use in own}, _claims_of(articles, ordered.claims)
    others = [
        use
        for use in ordered.uses
        if use.claim in claims and use.term in terms and use.article not in articles
    ]
    every = ordered.every
    both = _claims_of(articles, every) & _claims_of(every.keys() - articles, every)
    copied = [use for use in ordered.copied if use.claim in both and use.term in terms]
    sides = [_by_term(some) for some in (own, others, copied)]
    return {term: _counted(*(side.get(term, {}) for side in sides)) for term in terms}


def _counted(
    own: Mapping[_Place, None], others: Mapping[_Place, None], copied: Mapping[_Place, None]
) -> Counted:
    further = (place for place in copied if place not in own and place not in others)
    return Counted(tuple(own), tuple(others), tuple(further))


def _by_article(uses: Sequence[TermUse]) -> Mapping[str, AbstractSet[str]]:
    """The claims of each article."""
    claims: dict[str, set[str]] = defaultdict(set)
    for use in uses:
        claims[use.article].add(use.claim)
    return claims


def _claims_of(
    articles: AbstractSet[str], claims: Mapping[str, AbstractSet[str]]
) -> AbstractSet[str]:
    return frozenset[str]().union(*(claims[one] for one in articles if one in claims))


def _by_term(uses: Sequence[TermUse]) -> Mapping[str, Mapping[_Place, None]]:
    """The places of each term, each once, in the order of the uses."""
    found: dict[str, dict[_Place, None]] = defaultdict(dict)
    for use in uses:
        found[use.term][_place(use)] = None
    return found


def _place(use: TermUse) -> _Place:
    return use.sentence, use.start, use.end
