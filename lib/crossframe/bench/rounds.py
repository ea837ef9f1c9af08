"""Contestants -> what each needed in every round, taken in turns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import median
from time import perf_counter


def time_in_turns(
    contestants: Mapping[str, Callable[[], object]],
    rounds: int,
    tell: Callable[[str], None],
    *,
    settle: bool = False,
) -> dict[str, list[float]]:
    """Times contestants in turns, so that a busy minute of the machine strikes all of them.

    Each is called once beforehand, untimed: what is loaded or compiled at the first call is no part
    of the comparison. Every other round goes backwards.

    Args:
        contestants: What to call, by name.
        rounds: How often to time each.
        tell: Told of each round before it begins.
        settle: Whether each is also called, untimed, right before it is timed: it finds memory and
            threads as it leaves them itself, as it does with a user who runs nothing else. A
            transformer takes a tenth longer behind another that has other ways with both.

    Returns:
        Seconds by name, one a round.

    >>> found = time_in_turns({"a": lambda: None, "b": lambda: None}, 3, lambda text: None)
    >>> {name: len(seconds) for name, seconds in found.items()}
    {'a': 3, 'b': 3}
    """
    found: dict[str, list[float]] = {name: [] for name in contestants}
    for call in contestants.values():
        call()
    for number in range(rounds):
        tell(f"round {number + 1} of {rounds}")
        order = list(contestants.items())
        for name, call in order if number % 2 == 0 else reversed(order):
            if settle:
                call()
            began = perf_counter()
            call()
            found[name].append(perf_counter() - began)
    return found


def ratio(above: Sequence[float], below: Sequence[float]) -> float:
    """The ratio of two medians.

    >>> ratio([4.0, 2.0, 9.0], [2.0, 2.0, 1.0])
    2.0
    """
    return median(above) / median(below)
