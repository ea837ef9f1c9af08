"""Colours can be read: WCAG 2.2, level AA, on both grounds."""

from __future__ import annotations

import math

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


# Linear RGB as the colour-blind see it, at full severity: Machado, Oliveira and Fernandes, "A
# physiologically-based model for simulation of color vision deficiency", 2009, table 1.
BLINDNESS = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# Colours that tell things apart, or mark them beside text; a difference of 2.3 is just noticeable.
TOLD_APART = [("carried", "alone"), ("carried", "soft"), ("alone", "soft"), ("alone", "ink")]
FEWEST = 20


def linear(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def lab(rgb):
    """CIE L*a*b* under D65 of linear RGB."""
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    xyz = [sum(a * b for a, b in zip(row, rgb, strict=True)) for row in rows]
    x, y, z = (
        v ** (1 / 3) if v > 216 / 24389 else (24389 / 27 * v + 16) / 116
        for v in (xyz[0] / 0.95047, xyz[1], xyz[2] / 1.08883)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(colour, blindness):
    rows = BLINDNESS[blindness]
    rgb = [sum(a * b for a, b in zip(row, linear(colour), strict=True)) for row in rows]
    return lab([min(max(part, 0), 1) for part in rgb])


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("blindness", BLINDNESS)
def test_the_colour_blind_tell_them_apart(colours, blindness):
    for one, other in TOLD_APART:
        difference = math.dist(seen(colours[one], blindness), seen(colours[other], blindness))
        assert difference >= FEWEST, (one, other, difference)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_of_fields_stand_out(colours):
    assert contrast(colours["edge"], colours["ground"]) >= 3
