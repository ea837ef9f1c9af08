"""Figures of one measure -> the words for what they measure, as far as all their sentences tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from crossframe.comparison.figures.figure import Figure
from crossframe.text.quantities.units import unit_of_word
from crossframe.text.speech.speech_verbs import VERB_CLASS

# Before a measure they make it a circumstance of the verb: "after two hours a man gave up" tells
# of no giving up that took so long.
_CIRCUMSTANCE = re.compile(
    r"\b(?:about|after|amid|around|at|before|between|by|despite|during|from|in|of|on|over|since|than|"
    r"through|throughout|under|until|with|within|without)"
    r"(?:\s(?:the|an?|his|her|its|their|another|just|only|last|past|next|first|final|previous))*\s$",
    re.IGNORECASE,
)
_DIRECTION = r"(?:north|south|east|west|(?:north|south)[\s-]?(?:east|west))(?:ern)?"
# Behind a length they say how far one is from another: "two miles south of the ford".
_AWAY = re.compile(
    rf"(?:\s\([^)]*\)|\))?,?\s(?:(?:to\sthe\s)?{_DIRECTION}\b(?!ward)|away\b|off\b(?!\sthe\sbench)|"
    r"offshore\b|inland\b|out\sto\ssea\b|outside\b|downstream\b|upstream\b|"
    r"(?:short|shy|clear)\sof\b)",
    re.IGNORECASE,
)
_APART = re.compile(
    r"\b(?:is|are|was|were|lies|lay|located|situated)\s(?:[a-z]+\s)?$", re.IGNORECASE
)
_FROM = re.compile(r"\sfrom\b", re.IGNORECASE)
# "Two years ago, when it stood empty, he never thought of it": not his thought is so old.
_SINCE_WHEN = re.compile(r"\sago,?\s(?:when|that)\b")
# How far before a figure such a word may stand.
_NEAR = 30


def measure_of(figures: Sequence[Figure]) -> str:
    """Finds the word for the kind of a measure.

    Args:
        figures: Figures of one measure.

    Returns:
        Their kind, but "time" where all say when ("three years later"), since nothing lasted so
        long, and "distance" where all say how far away.
    """
    kind = figures[0].quantity.kind
    if kind == "duration" and all(figure.offset for figure in figures):
        return "time"
    return "distance" if kind == "length" and all(map(_is_away, figures)) else kind


def topic_of(figures: Sequence[Figure]) -> str:
    """Finds what is measured, as far as all sentences tell.

    Args:
        figures: Figures of one measure.

    Returns:
        The lemma of the thing or deed that all sentences have, else of the one that most of them
        name; "" where a sentence tells of none.
    """
    if len({bool(figure.offset) for figure in figures}) > 1:
        return ""
    own = [_topic(figure) for figure in figures]
    topics = Counter(topic for topic in own if topic)
    ranked = sorted(topics, key=lambda word: (-topics[word], word))
    for told in ranked:
        if all(told == topic or told in f.words for topic, f in zip(own, figures, strict=True)):
            return told
    most = bool(ranked) and 2 * topics[ranked[0]] >= len(own)
    return ranked[0] if most and all(own) else ""


def _topic(figure: Figure) -> str:
    """What a figure measures: a noun that it describes, or the deed that was so long."""
    quantity = figure.quantity
    if quantity.whole and unit_of_word(quantity.whole).kind == "count":
        return quantity.whole
    if quantity.deed in VERB_CLASS:  # whoever says it does so in no time
        return ""
    if quantity.kind == "age" or (quantity.kind == "duration" and figure.offset):
        told = figure.offset != "left" and not _SINCE_WHEN.match(figure.article.text, figure.end)
        return quantity.deed if told else ""
    ahead = figure.article.text[max(0, figure.start - _NEAR) : figure.start]
    apart = figure.describes or _is_away(figure) or _CIRCUMSTANCE.search(ahead)
    return "" if apart else quantity.deed


def _is_away(figure: Figure) -> bool:
    text = figure.article.text
    if _AWAY.match(text, figure.end):
        return True
    ahead = text[max(0, figure.start - _NEAR) : figure.start]
    return bool(_FROM.match(text, figure.end) and _APART.search(ahead))
