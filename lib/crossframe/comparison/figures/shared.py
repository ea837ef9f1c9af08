"""Two figures -> the words that their sentences have in common, beside what any two may have."""

from __future__ import annotations

import re

from crossframe.comparison.figures.reading import Figure

_SAYING = frozenset({"say", "tell", "report", "accord", "announce", "add", "confirm", "official"})
# So few words in common tell nothing.
FEW = 2
# Of the words in common so many are named.
_NAMED = 3
_PRONOUNS = frozenset({"he", "she", "it", "they"})
# In how many characters before a figure a pronoun's name is looked for: two or three sentences.
_SHORTLY = 300


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


def refers_to(figure: Figure, name: str) -> bool:
    """Whether a pronoun that a figure is told of may stand for a name shortly before it."""
    if figure.quantity.actor.lower() not in _PRONOUNS:
        return False
    ahead = figure.article.text[max(0, figure.start - _SHORTLY) : figure.start]
    return re.search(rf"\b{re.escape(name)}\b", ahead) is not None
