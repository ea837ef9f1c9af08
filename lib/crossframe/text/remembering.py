"""A function of a sentence -> the same function, which remembers what it found in the last ones.

A process that reads an event once more, with one article more, can have all that it found in the
sentences of the time before: what of them is there no longer is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar, cast

_P = ParamSpec("_P")
_R = TypeVar("_R")

# Several tables ask the same of the same sentences, one after the other: of an event with more
# sentences than are remembered, each would find all of them forgotten.
_MOST = 32_768


class _Memory:
    """What one function found in the sentences of an event: this time, and the times before.

    `found` is None where nothing is kept for a next time, as in nearly every process.
    """

    def __init__(self, forget: Callable[[], None], most: int) -> None:
        self.forget = forget
        self.most = most
        self.found: dict[Hashable, Any] | None = None
        self.before: dict[Hashable, Any] = {}
        self.kept: dict[str, dict[Hashable, Any]] = {}

    def keep(self, asked: Hashable, answer: Any) -> None:
        """Takes note of an answer of this time."""
        if self.found is not None and len(self.found) < self.most:
            self.found[asked] = answer


_MEMORIES: list[_Memory] = []


def remembering(most: int) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Has a function remember its last answers, and those that are kept from one time to the next.

    Args:
        most: How many.

    Returns:
        What decorates the function; its arguments must be such as can be hashed, and no answer may
        depend on anything else.
    """

    def remembered(find: Callable[_P, _R]) -> Callable[_P, _R]:
        @lru_cache(maxsize=most)
        @wraps(find)
        def recalled(*args: _P.args, **kwargs: _P.kwargs) -> _R:
            if memory.found is None:
                return find(*args, **kwargs)
            asked = (args, *kwargs.items())
            if asked in memory.before:
                answer: _R = memory.before[asked]
            else:
                answer = find(*args, **kwargs)
            memory.keep(asked, answer)
            return answer

        memory = _Memory(recalled.cache_clear, most)
        _MEMORIES.append(memory)
        return cast("Callable[_P, _R]", recalled)

    return remembered


remembered = remembering(_MOST)


def recall_sentences(event_id: str) -> None:
    """Has what was kept of an event be known, and what is found from now on be kept with it.

    Args:
        event_id: The event whose sentences are read now.
    """
    for memory in _MEMORIES:
        memory.forget()  # what a memory answers by itself is not noted as asked for
        memory.before, memory.found = memory.kept.pop(event_id, {}), {}


def keep_sentences(event_id: str) -> None:
    """Keeps what was asked since `recall_sentences` for the next time, and forgets all else.

    Args:
        event_id: The event whose sentences were read.
    """
    for memory in _MEMORIES:
        if memory.found:
            memory.kept[event_id] = memory.found
        memory.before, memory.found = {}, None
        memory.forget()
