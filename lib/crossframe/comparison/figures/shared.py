"""Two figures -> the words that their sentences have in common, beside what any two may have."""

from __future__ import annotations

from crossframe.comparison.figures.figure import Figure

_SAYING = frozenset({"say", "tell", "report", "accord", "announce", "add", "confirm", "official"})
# So few words in common tell nothing.
FEW = 2
# Of the words in common so many are named.
_NAMED = 3


def shared_words(one: Figure, other: Figure) -> float:
    """Share of the content words that both sentences have, beside unit, verb and saying.

    A single word in common tells nothing: then it is 0.
    """
    shared = words_in_common(one, other)
    both = (one.words | other.words) - _beside(one, other)
    return len(shared) / len(both) if len(shared) >= FEW else 0.0


def words_in_common(one: Figure, other: Figure) -> frozenset[str]:
    """The content words that both sentences have, beside unit, verb and saying."""
    return one.words & other.words - _beside(one, other)


def also_said(one: Figure, other: Figure) -> str:
    """What both sentences say beside the unit, for where it shows too little; "" for nothing."""
    a, b = one.quantity, other.quantity
    acting = [word for word in (a.actor, a.deed) if word and word in {b.actor, b.deed}]
    words = [*dict.fromkeys((*acting, *sorted(words_in_common(one, other))))][:_NAMED]
    return f" surely, though both say {', '.join(map(repr, words))}" if words else ""


def _beside(one: Figure, other: Figure) -> frozenset[str]:
    return _SAYING | {q for f in (one, other) for q in (f.quantity.unit, f.quantity.deed)}
