"""Age, or number of inhabitants, in its sentence -> the name of who is that old, or lives there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher

from crossframe.records import Parse
from crossframe.text.quantities import Quantity
from crossframe.text.quantities.nearby import just_before

_NAME = r"[A-Z](?:[\w’'.]|-(?!and\b))+"
# "Robyn" and "Robin" are four parts in five alike, "Ann" and "Anne" seven in eight.
_SPELT_ALIKE = 0.8
# What the grammar takes names of persons for.
_BEARERS = frozenset({"ORG", "PERSON"})
_TITLES = frozenset(
    """
    capt cmdr col cpl det dr gen insp lady lord lt maj miss mr mrs ms prof pvt rep rev sen sgt sir
    supt
    """.split()  # noqa: SIM905
)
# A sentence opens with them: "On Monday, 31", "But Ann Ray, 31".
_LEADING = frozenset(
    """
    a after also an and as at but by for from in like on since so that the to when while with
    """.split()  # noqa: SIM905
)
_DAYS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april june july
    august september october november december today yesterday he she they it who
    """.split()  # noqa: SIM905
)
_SUFFIX = r"(?:,?\s(?:[IVX]{2,4}|[JS]r\.?))?"
# "Ann Ray, 31," and "Ann Ray (31)", "Ann Ray, aged 31", "Ray is 31", "Ray, who was 31".
_BEFORE = re.compile(
    rf"(?P<name>(?:{_NAME}\s){{0,3}}{_NAME}){_SUFFIX}(?:,\s|\s\(|,?\s(?:who\s)?(?:is|was)\s)(?:now\s|then\s|only\s|just\s)?"
    r"(?:aged?\s)?$"
)
# "Ann Ray of Tanner's Row, who was 31".
_OF_PLACE = re.compile(
    rf"(?P<name>(?:{_NAME}\s){{0,3}}{_NAME})\s(?:of|from)\s(?:{_NAME}\s){{0,2}}{_NAME},?\s"
    r"(?:who\s)?(?:is|was)\s$"
)
# "The 'Bear' Ann Ray, 31": the mark that closes a quotation parts it from the name.
_QUOTED = re.compile(r"[^\s’']+[’']\s(?P<rest>.+)$")
_STARTS = re.compile(r"[\s“\"'‘]*")
# A place, and nobody, stands behind them: "died in Averley, aged 31".
_WHERE = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear)\s$")
# Before the number of those who live in a place, which is named before that or within.
_PLACE = r"(?i:city|town|village|island|district|region|suburb|province|county)"
_HOME_TO = re.compile(
    rf"(?:(?P<home>{_NAME})(?:\s{_PLACE})?,\s(?:which\sis\s|a\s|an\s|the\s)?(?:[a-z-]+\s){{0,3}})?"
    rf"\b(?:home\sto|{_PLACE}\s(?:of|with))\s$|"
    rf"\bpopulation\sof(?:\s(?P<named>{_NAME})(?:\s{_PLACE})?\s(?:is|was))?\s$"
)
_INHABITANTS = frozenset({"", "people", "person", "inhabitant", "resident", "citizen"})
_AFTER = re.compile(r"\s(?:[a-z]+\s){0,3}$")


def owner_of(text: str, parse: Parse | None, quantity: Quantity) -> str:
    """Finds whose age, or the inhabitants of which place, a quantity tells.

    Args:
        text: The sentence.
        parse: Its grammar, None where there is none.
        quantity: A quantity of it.

    Returns:
        The name in small letters, without titles; "" for other quantities, and where none is named.

    >>> from crossframe.text.quantities import find_quantities
    >>> text = "Ann Ray, 31, and a boy, 9, were found."
    >>> [owner_of(text, None, quantity) for quantity in find_quantities(text, None)]
    ['ann ray', '']
    """
    if is_population(text, quantity):
        home = just_before(_HOME_TO, text, quantity.start)
        return _plain((home and (home["home"] or home["named"])) or "")
    if quantity.kind != "age":
        return ""
    ahead = text[: quantity.start]
    before = _OF_PLACE.search(ahead) or _BEFORE.search(ahead)
    if before and not _WHERE.search(ahead, 0, before.start("name")):
        return _plain(_named_alone(before, parse))
    return _named_after(text, parse, quantity) if parse else ""


def is_population(text: str, quantity: Quantity) -> bool:
    """Whether a quantity counts those who live in a place.

    >>> from crossframe.text.quantities import find_quantities
    >>> text = "It struck Averley, a town of 9,000 people, and hurt 30 people."
    >>> [is_population(text, quantity) for quantity in find_quantities(text, None)]
    [True, False]
    """
    counts = quantity.kind == "count" and quantity.unit in _INHABITANTS
    return counts and just_before(_HOME_TO, text, quantity.start) is not None


def _named_alone(before: re.Match[str], parse: Parse | None) -> str:
    """A name without what stands before it: the rest of a quoted word, and words that are none."""
    name, at = before["name"], before.start("name")
    if quoted := _QUOTED.match(name):
        return quoted["rest"]
    if parse is None or not _STARTS.fullmatch(before.string[:at]):
        return name
    words = [i for i, start in enumerate(parse.starts) if at <= start < before.end("name")]
    while len(words) > 1 and parse.pos[words[0]] in {"ADJ", "ADP", "ADV", "VERB", "SCONJ"}:
        words = words[1:]
    return before.string[parse.starts[words[0]] : before.end("name")] if words else name


def _named_after(text: str, parse: Parse, quantity: Quantity) -> str:
    """The name that "31-year-old guitarist Ann Ray" leads on to, and no noun behind it."""
    rows = [row for row, start in enumerate(parse.starts) if start >= quantity.end]
    names: list[int] = []
    for row in rows:
        if parse.pos[row] == "PROPN":
            names.append(row)
            continue
        # "The 26-year-old went to Ray's Hall" does not name whose age it is.
        leads = parse.pos[row] not in {"ADP", "AUX", "VERB"}
        if names and _ends_title(text, parse, row):
            continue
        if names or not leads or not _AFTER.fullmatch(text[quantity.end : parse.ends[row]] + " "):
            break
    if not names or parse.entities[names[-1]] not in _BEARERS:
        return ""
    follows = names[-1] + 1
    if follows < len(parse.pos) and parse.pos[follows] == "NOUN":
        return ""
    return _plain(text[parse.starts[names[0]] : parse.ends[names[-1]]])


def _ends_title(text: str, parse: Parse, row: int) -> bool:
    """Whether a token is but the dot of "Capt." before a name, where grammar may end a sentence."""
    rank = text[parse.starts[row - 1] : parse.ends[row - 1]].lower()
    dot = (
        text[parse.starts[row] : parse.ends[row]] == "."
        and parse.starts[row] == parse.ends[row - 1]
    )
    return dot and rank in _TITLES and parse.pos[row + 1 : row + 2] == ("PROPN",)


def _plain(name: str) -> str:
    words = [word.strip(".") for word in name.lower().split()]
    while words and words[0] in _LEADING:
        words = words[1:]
    named = [word for word in words if word not in _TITLES]
    return "" if any(word in _DAYS for word in named) else " ".join(named)


def usual_name(names: Iterable[str]) -> str:
    """Finds by which of the names of one person most call them, the longer of two as usual.

    Args:
        names: As each text calls them; "" for none.

    Returns:
        A name of several words where there is one.

    >>> usual_name(["ann ray", "drunk ann ray", "ann ray", "ray", "ray", "ray"])
    'ann ray'
    """
    told = Counter(name for name in names if name)
    return max(told, key=lambda name: (" " in name, told[name], len(name), name), default="")


def is_one_person(one: str, other: str) -> bool:
    """Whether two names may be one's: a last name alone, or with a title, stands for the whole.

    >>> is_one_person("ann ray", "ray"), is_one_person("ann ray", "bob ray")
    (True, False)
    >>> is_one_person("mayor ann ray", "anne ray")
    True
    """
    first, second = one.split(), other.split()
    if not first or not second or first[-1] != second[-1]:
        return False
    if set(first) <= set(second) or set(second) <= set(first):
        return True
    alike = SequenceMatcher(None, first[-2], second[-2], autojunk=False).ratio()
    return alike >= _SPELT_ALIKE


def is_alias(one: str, other: str) -> bool:
    """Whether two words may be spellings, or a short form, of one name.

    >>> is_alias("Averley", "Averlay"), is_alias("Katherine", "Kat"), is_alias("Ray", "Lind")
    (True, True, False)
    """
    short, long = sorted((one.lower(), other.lower()), key=len)
    letters = iter(long)
    if short[:1] == long[:1] and all(letter in letters for letter in short):
        return True
    return SequenceMatcher(None, short, long, autojunk=False).ratio() >= _SPELT_ALIKE


def is_like_name(one: str, other: str) -> bool:
    """Whether two names have a word in common, or nearly: "fred ray", "frederick ray".

    >>> is_like_name("kate ray", "katherine raye"), is_like_name("ann ray", "bo lind")
    (True, False)
    >>> is_like_name("catherine ray", "katherine")
    True
    """
    words = [(a, b) for a in one.split() for b in other.split() if a not in _TITLES]
    return any(
        SequenceMatcher(None, a, b, autojunk=False).ratio() >= _SPELT_ALIKE for a, b in words
    )
