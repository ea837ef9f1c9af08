"""Words that reports put for each other are compared as one, and so are rounded numbers."""

import pytest
from crossframe.text.same_words import compared_by


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("die", "kill"),
        ("dead", "fatal"),
        ("injured", "wound"),
        ("blaze", "fire"),
        ("tremor", "earthquake"),
        ("reroute", "redirect"),
        ("twelve", "dozen"),
        ("seventeen", "17"),
        ("1,960", "2,000"),
        ("8,437", "8,400"),
    ],
)
def test_what_reports_put_for_each_other_is_one(one: str, other: str) -> None:
    assert compared_by(one) == compared_by(other)


@pytest.mark.parametrize(
    ("one", "other"), [("31", "34"), ("2019", "2016"), ("8,437", "8,600"), ("fire", "police")]
)
def test_other_numbers_and_words_stay_apart(one: str, other: str) -> None:
    assert compared_by(one) != compared_by(other)
