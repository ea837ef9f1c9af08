"""A parameter as it is declared -> what it takes, and a value read from a typed one or a text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from types import MappingProxyType
from typing import Any, NamedTuple, get_args, get_type_hints

from crossframe.errors import ParameterError

_TRUE, _FALSE = ("true", "yes", "on", "1"), ("false", "no", "off", "0")
_TRUTH = dict.fromkeys(_TRUE, True) | dict.fromkeys(_FALSE, False)


class About(NamedTuple):
    """What a parameter is for, and what it takes of the values of its type.

    Of texts those that `fits` approves of, which `words` tells people; numbers from `least` to
    `most`.
    """

    description: str
    fits: Callable[[str], bool] = lambda _: True
    words: str = "a text"
    least: float = 0
    most: float = 0


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter; `kind` is a type, or a Literal of texts; `default` MISSING where it has none.

    >>> seed = Parameter("seed", int, About("seed of the map", most=9), default=0)
    >>> seed.read("7")
    7
    >>> seed.read("no")
    Traceback (most recent call last):
    crossframe.errors.ParameterError: parameter 'seed' is 'no'; allowed: a whole number from 0 to 9
    """

    name: str
    kind: Any
    about: About
    default: object

    @property
    def is_required(self) -> bool:
        """Whether it has no default."""
        return self.default is MISSING

    @property
    def allowed(self) -> str:
        """The values that it takes, in words."""
        if choices := get_args(self.kind):
            *others, last = map(repr, choices)
            return f"{', '.join(others)} or {last}"
        if self.kind is bool:
            return "true or false"
        if self.kind is str:
            return self.about.words
        number = "a whole number" if self.kind is int else "a number"
        return f"{number} from {self.about.least} to {self.about.most}"

    def read(self, value: object) -> object:
        """Reads a value, typed or as text, as schedulers send them.

        Args:
            value: The value; white space around a text does not count.

        Returns:
            A value of its kind.

        Raises:
            ParameterError: If the value will not do; says what is allowed.
        """
        try:
            return self._typed(value.strip() if isinstance(value, str) else value)
        except (ValueError, LookupError, TypeError, OverflowError):
            raise ParameterError(
                f"parameter {self.name!r} is {value!r}; allowed: {self.allowed}"
            ) from None

    def _typed(self, value: object) -> object:
        if self.kind is bool:
            return value if isinstance(value, bool) else _TRUTH[str(value).lower()]
        if self.kind in {int, float}:
            return self._number(value)
        return self._text(value)

    def _number(self, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise TypeError(value)
        number: float = self.kind(value)
        is_cut = isinstance(value, float) and number != value
        if is_cut or not self.about.least <= number <= self.about.most:
            raise ValueError(value)
        return number

    def _text(self, value: object) -> str:
        if not isinstance(value, str):
            raise TypeError(value)
        value.encode()  # fails at half of a surrogate pair, which no file can hold
        choices = get_args(self.kind)
        if not (value in choices if choices else self.about.fits(value)):
            raise ValueError(value)
        return value


def declared_in(values: type) -> Mapping[str, Parameter]:
    """Reads the parameters that a dataclass declares.

    Args:
        values: The dataclass; each field is `Annotated` with an `About`.

    Returns:
        The parameters by name, in their order.
    """
    hints = get_type_hints(values, include_extras=True)
    told = {one.name: (*get_args(hints[one.name]), one.default) for one in fields(values)}
    return MappingProxyType({name: Parameter(name, *each) for name, each in told.items()})
