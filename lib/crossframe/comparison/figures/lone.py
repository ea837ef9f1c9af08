"""Claim map -> of each claim the figures that no other of its articles gives or contradicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from crossframe.comparison.figures.figure import Figure
from crossframe.comparison.figures.ledger import Ledger, read_ledgers
from crossframe.records import ClaimMap

_Key = tuple[str, int]
_Ties = Mapping[_Key, AbstractSet[_Key]]


def lone_figures(claim_map: ClaimMap) -> Mapping[str, AbstractSet[tuple[str, str]]]:
    """Finds the figures of claims that one article alone gives, in whatever value.

    Args:
        claim_map: The event.

    Returns:
        By claim the id of the sentence and the words of the figure, where no other article of the
        claim has a figure that `number_pairs_table` compares with it and calls no different
        quantity; nor one of that value; nor one in a like unit, of like people or, of money, in any
        currency, that goes with no other figure of the sentence.
    """
    ledgers = read_ledgers(claim_map)
    tied = _tied(ledgers)
    return {one.claim.claim_id: _lone(one.figures, tied) for one in ledgers}


def _tied(ledgers: Iterable[Ledger]) -> _Ties:
    """The figures that may be of the same as each figure.

    A pair stands in one of the claims that hold both, and holds for the others as well.
    """
    found: dict[_Key, set[_Key]] = defaultdict(set)
    for pair in (pair for ledger in ledgers for pair in ledger.pairs):
        if pair.related.relation != "different_quantity":
            found[pair.one.key].add(pair.other.key)
            found[pair.other.key].add(pair.one.key)
    return found


def _lone(told: Sequence[Figure], tied: _Ties) -> set[tuple[str, str]]:
    here = {figure.key for figure in told}
    by_sign: dict[object, list[Figure]] = defaultdict(list)
    by_sentence: dict[str, list[Figure]] = defaultdict(list)
    for figure in told:
        by_sentence[figure.sentence_id].append(figure)
        for sign in _signs(figure):
            by_sign[sign].append(figure)
    return {
        (figure.sentence_id, figure.as_written)
        for figure in told
        if here.isdisjoint(tied.get(figure.key, ()))
        and not any(_others(figure, by_sign[_value(figure)]))
        and not _may_be_given(figure, by_sentence[figure.sentence_id], by_sign, tied)
    }


def _may_be_given(
    figure: Figure,
    beside: Sequence[Figure],
    by_sign: Mapping[object, Sequence[Figure]],
    tied: _Ties,
) -> bool:
    """Whether another article has a like figure that goes with none beside this one."""
    taken = {key for own in beside for key in tied.get(own.key, ())}
    return any(
        other.key not in taken
        for sign in _signs(figure)
        for other in _others(figure, by_sign[sign])
    )


def _others(figure: Figure, figures: Iterable[Figure]) -> Iterator[Figure]:
    return (one for one in figures if one.article.article_id != figure.article.article_id)


def _value(figure: Figure) -> tuple[str, object]:
    return ("value", (figure.quantity.base_low, figure.quantity.base_high))


def _signs(figure: Figure) -> Iterator[tuple[str, object]]:
    """What a figure must have in common with another for that to be of the same, perhaps."""
    quantity = figure.quantity
    yield _value(figure)
    if quantity.base_unit or quantity.kind != "count":
        money = quantity.kind == "money"
        yield ("unit", "money" if money else (quantity.kind, quantity.base_unit))
    if figure.state:
        yield ("state", figure.state)
