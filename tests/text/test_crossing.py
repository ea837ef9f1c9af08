"""What languages write alike is found in each of them."""

import pytest
from crossframe.text.crossing import crossing_words


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Fourteen ministers met in Vienna.", "en"),
        ("Catorce ministros se vieron en Vienna.", "es"),
        ("Quatorze ministres à Vienna.", "fr"),
        ("Vierzehn Minister in Vienna.", "de"),
        ("Quattordici ministri a Vienna.", "it"),
        ("Veertien ministers in Vienna.", "nl"),
        ("Quatorze ministros em Vienna.", "pt"),
    ],
)
def test_numbers_names_and_kindred_words_are_alike(text: str, language: str) -> None:
    assert {"14", "minis", "vienn"} <= crossing_words(text, language)


def test_a_number_word_counts_in_its_own_language_alone() -> None:
    assert "11" in crossing_words("once barcos", "es")
    assert "11" not in crossing_words("once upon a time", "en")
    assert "17" in crossing_words("dix-sept navires", "fr")


@pytest.mark.parametrize(
    ("one", "other"), [("11.840", "11,840"), ("7,42", "7.42"), ("1’200’000", "1.200.000")]
)
def test_marks_between_figures_differ_by_language(one: str, other: str) -> None:
    assert crossing_words(one, "de") == crossing_words(other, "en")
