"""Facts of two states, and of states between them -> which cause each change is owed to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from crossframe.comparison.changes.facts import Fact, Facts

Cause = Literal["articles", "parameters", "corrections", "making"]

# In this order causes are blamed: what is new in the world before what was done to it here.
CAUSES: tuple[Cause, ...] = ("articles", "parameters", "corrections", "making")


def changed_facts(before: Facts, after: Facts) -> list[Fact]:
    """What is said in one state alone, or differently in both; sorted."""
    every = before.keys() | after.keys()
    return sorted(fact for fact in every if before.get(fact) != after.get(fact))


def blame(states: Sequence[Facts], causes: Sequence[Cause]) -> Mapping[Fact, tuple[Cause, ...]]:
    """Says which step made each change.

    Args:
        states: The facts at first, after each of n steps, and so at last: n + 1 of them.
        causes: What was changed in each of the n steps.

    Returns:
        For each fact that differs between the first and the last state, the causes of the steps
        that changed it, the one that brought its last value first.

    >>> blame([{("a",): "1"}, {("a",): "1"}, {("a",): "2"}], ["articles", "parameters"])
    {('a',): ('parameters',)}
    """
    found: dict[Fact, tuple[Cause, ...]] = {}
    for fact in changed_facts(states[0], states[-1]):
        said = [state.get(fact) for state in states]
        steps = [at for at, cause in enumerate(causes) if said[at] != said[at + 1]]
        found[fact] = tuple(dict.fromkeys(causes[at] for at in reversed(steps)))
    return found
