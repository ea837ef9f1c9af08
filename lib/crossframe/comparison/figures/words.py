"""Figures -> what they count, and which values they give, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from crossframe.comparison.figures.figure import Figure
from crossframe.comparison.figures.measured import measure_of, topic_of
from crossframe.comparison.figures.owners import is_like_name, is_one_person, usual_name
from crossframe.comparison.figures.states import names_state, words_of_state

# Named by what they measure, and not by their unit.
_MEASURED = frozenset(
    {
        *("age", "area", "distance", "duration", "length", "magnitude", "mass", "speed"),
        *("temperature", "time", "volume"),
    }
)


# They say that somebody was brought out of danger.
_RESCUED = frozenset({"rescue", "save", "rescued", "saved", "survivor", "survive"})


def values_told(figures: Sequence[Figure]) -> str:
    """Lists each value of some figures once, as first written, with the outlets that give it."""
    groups: dict[tuple[float, float, str], list[Figure]] = {}
    for figure in figures:
        quantity = figure.quantity
        key = (quantity.base_low, quantity.base_high, quantity.hedge)
        groups.setdefault(key, []).append(figure)
    return values_listed(list(groups.values()))


def values_listed(values: Sequence[Sequence[Figure]]) -> str:
    """Lists values, each of which some figures give, as first written and with their outlets."""
    return "; ".join(
        f"{own[0].as_written} ({', '.join(sorted({f.article.outlet for f in own}))})"
        for own in values
    )


def counted_words(figures: Sequence[Figure]) -> str:
    """Says what some figures count: their commonest unit, and what happened to those.

    No verb stands for a unit that the sentences do not name: then the words are empty.
    """
    states = Counter(figure.state for figure in figures if figure.state)
    units = Counter(
        f.quantity.unit
        for f in figures
        if f.quantity.unit and not (states and names_state(f.quantity.unit))
    )
    unit = min(units, key=lambda name: (-units[name], name), default="")
    state = min(states, key=lambda name: (-states[name], name), default="")
    rates = {figure.quantity.rate for figure in figures if figure.quantity.rate}
    whole = min((f.quantity.whole for f in figures if f.quantity.whole), default="")
    if rates:
        unit = f"{unit} per {min(rates)}" if unit else ""
    elif whole and figures[0].quantity.kind == "percent":
        unit = f"{unit} of {whole}"
    if figures[0].quantity.kind in _MEASURED:
        return _measured(figures)
    if state and state != unit and 2 * sum(_tells_state(f, state) for f in figures) > len(figures):
        return f"{unit or 'people'} {_state_told(figures, state)}"
    return unit


def _state_told(figures: Sequence[Figure], state: str) -> str:
    """The state in words: who is told to be alive was not rescued, unless a sentence says so."""
    told = frozenset[str]().union(*(figure.words for figure in figures))
    return (
        "alive" if state == "rescued" and told.isdisjoint(_RESCUED) and "alive" in told else state
    )


def _tells_state(figure: Figure, state: str) -> bool:
    """Whether the sentence of a figure may say that those counted are in a state."""
    return figure.state == state or bool(figure.words & words_of_state(state))


def is_measured(counted: str) -> bool:
    """Whether words for what is counted name a measure, and no things.

    >>> is_measured("length (fall)"), is_measured("people killed")
    (True, False)
    """
    return counted.partition(" ")[0] in _MEASURED


def _measured(figures: Sequence[Figure]) -> str:
    """What is measured, in words: "age of Ann Ray", "length (fall)"; a unit alone tells little."""
    kind = measure_of(figures)
    if owners := _owners(figures):
        return f"{kind} of {' / '.join(owner.title() for owner in owners)}"
    told = topic_of(figures)
    return f"{kind} ({told})" if told not in ("", kind) and kind != "magnitude" else kind


def _owners(figures: Sequence[Figure]) -> list[str]:
    """Whose figures they are, each by the most usual of the names that are used of one person.

    Figures of one value are one person's, of whose name both have a word.
    """
    told = [figure.owner for figure in figures if figure.owner]
    alone = len({figure.quantity.base_low for figure in figures}) == 1
    is_one = is_like_name if alone else is_one_person
    found: list[list[str]] = []
    for owner in sorted(told, key=lambda name: (-len(name), name)):
        home = next((own for own in found if is_one(owner, own[0])), None)
        if home is None:
            found.append([owner])
        else:
            home.append(owner)
    return sorted(usual_name(own) for own in found)
