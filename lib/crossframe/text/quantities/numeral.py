"""A number at its place in a text: the value that finding numbers works towards."""

from __future__ import annotations

from typing import Literal, NamedTuple

Form = Literal["figures", "words", "vague", "fraction"]

# What the words and the signs for small numbers and for parts of one stand for.
UNITS = dict(
    zip(("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), range(10),
        strict=True)
)  # fmt: skip
SIGNS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
# The same with a bar, behind a whole number: "2 1/2 years", "a 2-1/2 year term".
BARRED = r"(?:1/2|[12]/3|[13]/4|[1357]/8)(?![\d/])"


class Numeral(NamedTuple):
    """A number at `text[start:end]`, from `low` to `high`; a fraction is given in percent.

    `suffix` is the "m" of "1.2m", which may yet turn out to be metres: it is not in the value.
    """

    start: int
    end: int
    low: float
    high: float
    form: Form
    suffix: str = ""
