"""Number in its sentence -> whether the words beside it make it an age, a magnitude, a multiple."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crossframe.records import Parse
from crossframe.text.quantities.drafts import Draft
from crossframe.text.quantities.nearby import just_before
from crossframe.text.quantities.nouns import IRREGULAR, singular
from crossframe.text.quantities.quantity import Kind
from crossframe.text.quantities.units import PERCENT, YEAR, Unit
from crossframe.text.speech.speaker_words import OF_PEOPLE, PEOPLE, THINGS

_OLD = re.compile(r"[\s-]years?[\s-]olds?\b|[\s-]months?[\s-]olds?\b", re.IGNORECASE)
_AGED = re.compile(
    r"\b(?:who|he|she)\s(?:is|was|will\sbe)\s(?:only\s|just\s)?$|"
    r"\b(?:aged?|ages|age of|turn(?:s|ed|ing)?)\s(?:of\s|only\s|just\s)?$|"
    r"\b(?:retirement|pension|school|voting|drinking|legal|minimum)\sage\s(?:[a-z]+\s){0,4}"
    r"(?:to|from)\s$|"
    r"\b(?:die[sd]?|dead)\sat\s$|,\s(?:both|each)\s$",
    re.IGNORECASE,
)
# "The first doctor under 40", "anyone over 65".
_LIMIT_OF = re.compile(r"\b(?P<noun>[a-z-]+)\s(?:under|over|below|above)\s$", re.IGNORECASE)
_ANYBODY = frozenset("anybody anyone everybody everyone kid people person somebody those".split())  # noqa: SIM905
_NO_NOUN = re.compile(
    r"[,.;)]|$|\s(?:and|are|at|had|has|have|in|is|of|on|to|was|were|when|who|with)\b"
)
# "He was 10 of 22": a score.
_OF_TRIES = re.compile(r"(?:\sof\s|-of-|-for-|\sfor\s)\d")
_DIED_AT = re.compile(r"\b(?i:die[sd]?|dead)\b(?:[^.;:]|(?<=[A-Z])\.){0,40}\sat\s$")
_NAME_BEFORE = re.compile(
    r"(?:[A-Z][\w’'.-]+\s)*(?:[A-Z][\w’'-]+|[JS]r\.),\s$|(?:[A-Z][\w’'-]+|[JS]r\.)\s\($"
)
_NOUN_BEFORE = re.compile(
    r"\b(?:an?|the|his|her|its|their|my|our)\s(?:[\w’'-]+\s){0,3}?(?P<noun>[a-z-]+),\s$",
    re.IGNORECASE,
)
_OF_PEOPLE = (*OF_PEOPLE, "ress")
# They end as words for people do.
_TALLIES = frozenset({"number", "minor", "order"})
_PERSON_IS = re.compile(r"(?P<name>[A-Z][\w’'-]+),?\s(?:is|was)\s$")
_IS_AGE = re.compile(r"[.;]?$|[.;]\s|,?\s(?:and|when|at\sthe\stime)\b|,\s(?:the|his|her|an?|[A-Z])")
_AGE_AFTER = re.compile(
    r"[,.;)](?!\s(?:and\s)?\d)|\s(?:and|when|of|from|is|was|has)\b|"
    r"\s?[-–—]+\s?(?:an?|another|the|who)\s"
)
_TIMES = re.compile(
    r"\s(?:times\s(?:as|more|less|the|higher|larger|bigger|that|over|its|what)|"
    r"as\s(?:many|much|large|high|big|long|far|likely))\b"
)
_OF_MULTIPLE = re.compile(r"\stimes\b")
_MAGNITUDE_BEFORE = re.compile(
    r"\b(?:magnitudes?|Richter)[\s-](?:of\s|at\s|a\s|ranging\sfrom\s|between\s)?"
    r"(?:(?:about|around|at(?:\s(?:least|most))?|(?:more|less)\sthan|nearly|over|under|up\sto)\s)?$|"
    r"\b(?:quakes?|aftershocks?|tremors?)\sof\s(?:[a-z]+\s)?$|"
    r"\b(?:quake|earthquake|tremor|aftershock)\b.{0,40}\bmeasur(?:ed|ing)\s(?:at\s)?(?:a\s)?$",
    re.IGNORECASE,
)
_MAGNITUDE_AFTER = re.compile(
    r"(?:\s?-|\s)\s?(?:magnitude|strength)\b|\son\sthe\s(?:Richter|moment)|"
    r"(?<=\d\.\d)\s(?:(?:earth)?quake|tremor|temblor|aftershock)\b",
    re.IGNORECASE,
)
_UNITS: Mapping[Kind, Unit] = {
    "age": YEAR,
    "magnitude": Unit("magnitude", "magnitude", "magnitude"),
    "multiple": Unit("times", "multiple", "times"),
}


def special_kind(text: str, parse: Parse | None, draft: Draft) -> Kind | None:
    """Finds whether a number is an age, a magnitude or a multiple.

    Args:
        text: The sentence.
        parse: Its grammar, None where there is none.
        draft: The number with its unit.

    Returns:
        "age", "magnitude" or "multiple"; None for other numbers.
    """
    start, end = draft.start, draft.number_end
    if _OLD.match(text, end) or _is_of_person(text, parse, draft) or _is_limit(text, draft):
        return "age"
    aged = just_before(_AGED, text, start) and not _OF_TRIES.match(text, end)
    if aged and draft.unit in {None, YEAR} and draft.high < 120:
        return "age"
    died = draft.form == "figures" and just_before(_DIED_AT, text, start)
    if (
        (died or just_before(_NAME_BEFORE, text, start) or _is_of_someone(text, draft))
        and draft.unit is None
        and draft.high < 110
        and (_AGE_AFTER.match(text, end) or (died and end == len(text.rstrip())))
        and not (draft.form == "words" and text.startswith(" of ", end))
    ):
        return "age" if draft.low == int(draft.low) else None
    if just_before(_MAGNITUDE_BEFORE, text, start) or _MAGNITUDE_AFTER.match(text, end):
        return "magnitude" if draft.unit is None and draft.high <= 10 else None
    if _TIMES.match(text, end) and draft.unit in {None, PERCENT}:
        return "multiple" if draft.unit is None else None
    return None


def _is_limit(text: str, draft: Draft) -> bool:
    """Whether somebody is under or over a bare number, which is an age."""
    found = just_before(_LIMIT_OF, text, draft.start)
    if not found or draft.unit or draft.form != "figures" or not 9 < draft.high < 110:
        return False
    noun = singular(found["noun"].lower())
    person = noun in _ANYBODY or is_person_word(IRREGULAR.get(noun, noun))
    return person and _NO_NOUN.match(text, draft.number_end) is not None


def _is_of_someone(text: str, draft: Draft) -> bool:
    """Whether a bare number stands between commas behind a word for a person: "her son, 11,"."""
    noun = just_before(_NOUN_BEFORE, text, draft.start)
    if not noun or draft.form != "figures":
        return False
    return is_person_word(singular(noun["noun"].lower()))


def is_person_word(word: str) -> bool:
    """Whether a noun, in the singular and in small letters, speaks of a person.

    >>> is_person_word("half-brother"), is_person_word("climber"), is_person_word("number")
    (True, True, False)
    """
    last = word.rpartition("-")[2]
    return last in PEOPLE or (last.endswith(_OF_PEOPLE) and last not in THINGS | _TALLIES)


def _is_of_person(text: str, parse: Parse | None, draft: Draft) -> bool:
    """Whether a person is a bare number, which is an age: "Ray was 95"."""
    start, end = draft.start, draft.number_end
    named = just_before(_PERSON_IS, text, start)
    if not named or not parse or draft.unit or draft.form != "figures" or not 9 < draft.high < 110:
        return False
    at = [i for i, first in enumerate(parse.starts) if first == named.start("name")]
    return bool(_IS_AGE.match(text, end)) and [parse.entities[i] for i in at] == ["PERSON"]


def end_of_kind(text: str, kind: Kind | None, draft: Draft) -> int:
    """Finds where the words end that tell the kind of a number: "30-year-old", "5.1-magnitude".

    Args:
        text: The sentence.
        kind: What `special_kind` says of the number.
        draft: The number with its unit.

    Returns:
        Their end; that of the number and its unit where no such words follow.
    """
    rules = {"age": _OLD, "magnitude": _MAGNITUDE_AFTER, "multiple": _OF_MULTIPLE}
    rule = rules.get(kind or "")
    found = rule.match(text, draft.number_end) if rule else None
    return found.end() if found else draft.end


def unit_of_kind(kind: Kind | None) -> Unit | None:
    """The unit that goes with a kind; None where the number has a unit of its own."""
    return _UNITS.get(kind) if kind else None
