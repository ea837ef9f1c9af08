"""Colours can be read: WCAG 2.2, level AA, on both grounds."""

from __future__ import annotations

import pytest
from crossframe.presentation.palette import DARK, LIGHT


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_marks_stand_out(colours):
    for ground in ("ground", "wash", "target"):
        for text in ("ink", "soft", "link"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    assert contrast(colours["on-carried"], colours["carried"]) >= 4.5
    assert contrast(colours["alone"], colours["ground"]) >= 4.5  # also the word "failed"
    assert contrast(colours["carried"], colours["ground"]) >= 3


def test_both_grounds_have_the_same_colours():
    assert LIGHT.keys() == DARK.keys()
