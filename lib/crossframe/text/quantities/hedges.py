"""Words beside a number -> on which side of it the text leaves room."""

from __future__ import annotations

import re
from typing import NamedTuple

from crossframe.text.quantities.nearby import just_before
from crossframe.text.quantities.quantity import Hedge

# "Nearly", "just over" and their like stay close to the figure, so they are "about" it.
_BEFORE: tuple[tuple[Hedge, str], ...] = (
    (
        "at_least",
        r"at (?:the very )?least|(?:no|not) (?:fewer|less) than|(?:a )?minimum of",
    ),
    (
        "at_most",
        (
            r"at (?:the )?most|up to|within|(?:a )?maximum of|(?:no|not) more than|"
            r"no (?:higher|greater|longer) than|"
            r"as (?:many|much|high|long|far|large|big|little|few|low) as"
        ),
    ),
    (
        "about",
        (
            r"just (?:over|under|above|below|about|short of)|slightly (?:more|less|fewer) than|"
            r"(?:a )?little (?:more|less|over|under)(?: than)?|(?:only )?some|about|"
            r"around|roughly|approximately|approx\.?|an estimated|"
            r"estimated(?: at| to (?:be|have (?:been )?[a-z]+))?|circa|ca?\.|"
            r"nearly|almost|closer? to|nearer(?: to)?|in the (?:region|vicinity|neighbou?rhood) of|"
            r"(?:in|on|of) the order of|"
            r"something like|well[- ]nigh|virtually|perhaps|maybe|possibly|probably"
        ),
    ),
    (
        "over",
        (
            r"(?:well |far |many |even |much )?(?:more|greater|higher|longer|larger|better|heavier|"
            r"older|faster|taller|wider|deeper|farther|further|hotter|warmer) than|(?:well )?over|"
            r"in excess of|(?:well )?above|exceed(?:s|ed|ing)?|upwards? of|north of|beyond|"
            r"top(?:s|ped|ping)"
        ),
    ),
    (
        "under",
        (
            r"(?:well |far |much |even )?(?:fewer|less|lower|shorter|smaller|lighter|younger|"
            r"slower|narrower|colder|cooler|cheaper) than|"
            r"(?:well )?(?:under|below)|(?:south|short) of"
        ),
    ),
)
_LINK = r"(?:another|an additional|an extra|a further|the|just|a total of|some|of)"
_ALL = "|".join(f"(?P<h{number}>{words})" for number, (_, words) in enumerate(_BEFORE))
_HEDGED = re.compile(rf"(?<![\w-])(?:{_ALL})\s(?:{_LINK}\s)?$|(?P<sign>[~≈])\s?$", re.IGNORECASE)
# "They estimate the damage to the mill at 30,000": what they estimate stands between.
_ESTIMATED = re.compile(r"\bestimat(?:e|es|ed|ing)\s(?:[\w’'-]+\s){1,8}?at\s$", re.IGNORECASE)
_AFTER: tuple[tuple[Hedge, str], ...] = (
    (
        "at_least",
        r"\s?\+(?!\d)|[- ]plus\b|,? (?:or|and) more\b(?! than)|,? and (?:counting|over|above|up)\b",
    ),
    ("at_most", r",? or (?:less|fewer|under)\b|,? and under\b"),
    ("about", r",? or so\b|-odd\b|-ish\b|,? or thereabouts\b|,? give or take\b"),
)
# Of the words for "about", those that say on which side of the figure the truth lies.
_BELOW = re.compile(
    r"just (?:under|below|short of)|slightly (?:less|fewer) than|(?:a )?little (?:less|under)|"
    r"nearly|almost",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"just (?:over|above)|slightly more than|(?:a )?little (?:more|over)", re.IGNORECASE
)
# Between a number and its unit: "30-plus people", "20+ years".
_PLUS = re.compile(r"\+|-plus(?!\w)", re.IGNORECASE)
# These are hedges or plain prepositions; the parse tells which.
_PREPOSITIONS = re.compile(
    r"(?:well )?(?:about|around|over|under|above|below|beyond)", re.IGNORECASE
)
_SPANNING = re.compile(r"(?:over|under|above|below)\b", re.IGNORECASE)


class Hedged(NamedTuple):
    """A hedge and the extent of the expression with it; `leans` is as in `Quantity`."""

    hedge: Hedge
    start: int
    end: int
    is_preposition: bool = False
    leans: int = 0


def find_hedge(text: str, start: int, end: int) -> Hedged:
    """Reads the words just before and just after a number and its unit.

    Args:
        text: The sentence.
        start: Where the number begins.
        end: Where it, or its unit, ends.

    Returns:
        The hedge, "exact" where there is none, and the extent with it; `is_preposition` where the
        word may as well be a plain preposition ("talks about two towns").

    >>> find_hedge("At least 30 died", 9, 11)
    Hedged(hedge='at_least', start=0, end=11, is_preposition=False, leans=0)
    """
    for hedge, words in _AFTER:
        if after := re.compile(words, re.IGNORECASE).match(text, end):
            return Hedged(hedge, start, after.end())
    found = just_before(_HEDGED, text, start)
    if _PLUS.search(text, start, end):  # in "over six-plus rounds" it says how long
        hedged = found and not _SPANNING.match(found.group())
        return Hedged("at_least", found.start() if found and hedged else start, end)
    if not found:
        is_estimate = just_before(_ESTIMATED, text, start) is not None
        return Hedged("about" if is_estimate else "exact", start, end)
    if found["sign"]:
        return Hedged("about", found.start("sign"), end)
    number = next(n for n in range(len(_BEFORE)) if found[f"h{n}"] is not None)
    words = found[f"h{number}"]
    return Hedged(
        _BEFORE[number][0],
        found.start(),
        end,
        bool(_PREPOSITIONS.fullmatch(words)),
        bool(_ABOVE.match(words)) - bool(_BELOW.match(words)),
    )
