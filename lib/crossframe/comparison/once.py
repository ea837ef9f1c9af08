"""A function of a claim map -> the same function, worked out once for each claim map.

What claims have no say in is found out of the texts alone, which can be done before there are any.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from functools import wraps
from inspect import signature
from typing import Concatenate, ParamSpec, TypeVar, cast

import pandas as pd

from crossframe.records import ClaimMap

_P = ParamSpec("_P")
_R = TypeVar("_R")


def once(
    find: Callable[Concatenate[ClaimMap, _P], _R],
) -> Callable[Concatenate[ClaimMap, _P], _R]:
    """Keeps what a function finds out about a claim map for as long as the claim map is there.

    A page asks for the same findings dozens of times. Each who asks is given a copy of a table or a
    list: one that somebody changes is whole for the next. What else is found, and what stands in
    the copy, must not be changed; nor is a mapping copied for each sentence looked up in it.

    Args:
        find: The function. With an argument that cannot be hashed it finds its answer anew.

    Returns:
        The function that finds each answer once.
    """
    asks = signature(find)
    _, *others = asks.parameters.values()
    by_default = tuple(one.default for one in others)

    @wraps(find)
    def found(claim_map: ClaimMap, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        values = by_default
        if args or kwargs:
            given = asks.bind(claim_map, *args, **kwargs)
            given.apply_defaults()
            values = tuple(given.arguments.values())[1:]
        asked = (find, *values)
        try:
            known = asked in claim_map.findings
        except TypeError:
            return find(claim_map, *args, **kwargs)
        if not known:
            claim_map.findings[asked] = find(claim_map, *args, **kwargs)
        answer = claim_map.findings[asked]
        return cast("_R", copy(answer) if isinstance(answer, pd.DataFrame | list) else answer)

    return found


def of_texts(
    find: Callable[Concatenate[ClaimMap, _P], _R],
) -> Callable[Concatenate[ClaimMap, _P], _R]:
    """As `once`, for a function in which claims have no say: it is shown none.

    Args:
        find: The function. What it is given is `ClaimMap.unclaimed`.

    Returns:
        The function that finds each answer once.
    """
    kept = once(find)

    @wraps(find)
    def found(claim_map: ClaimMap, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        return kept(claim_map.unclaimed, *args, **kwargs)

    return found
