from __future__ import annotations

from decimal import Decimal

import pytest
from crossframe.corpus.wording import kind, quote, suggestion


def test_long_values_are_shortened() -> None:
    for value in ("x" * 10_000, ["x" * 10_000] * 1_000, {"k": ["x" * 10_000]}, 10**4_000):
        assert len(quote(value)) < 500
        assert "…" in quote(value)


def test_nothing_unprintable_is_quoted() -> None:
    assert quote("\x1b[31m\ud800") == r"'\x1b[31m\ud800'"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "a truth value"),
        (1.5, "a number"),
        ({}, "an object"),
        (Decimal(1), "of type Decimal"),
    ],
)
def test_kinds_are_named_as_json_names_them(value: object, words: str) -> None:
    assert kind(value) == words


def test_nothing_is_suggested_where_nothing_is_near() -> None:
    assert suggestion("zebra", ["flood"]) == ""
