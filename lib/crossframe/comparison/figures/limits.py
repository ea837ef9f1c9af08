"""Figure in its sentence -> the part of a whole, and the seasons and years, that it is told of."""

from __future__ import annotations

import re

_ORDINAL = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|1st|2nd|3rd|4th|opening|final|"
    r"last|closing|early|middle)"
)
_SPAN = (
    r"(?:half|quarter|period|inning|innings|overtime|set|round|session|leg|stage|phase|lap|frame|"
    r"trimester|semester|minutes?|hours?)"
)
_RUN = r"(?:run|spell|stretch|streak|burst|surge|spurt|stint)"
_NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|dozen|few|couple\sof)"
_THE = r"(?:(?:the|its|his|her|their|that)\s)?"
# A stretch of the whole: then the figure counts what fell into it.
_LIMIT = re.compile(
    rf"\b(?:in|during|over|through|throughout|for|of|by|at|before|after|within|from)\s{_THE}"
    rf"(?:(?:end|start|close)\sof\s{_THE})?"
    rf"(?P<part>{_ORDINAL}[\s-](?:(?:{_NUMBER}[\s-])?{_SPAN}|{_NUMBER}\s(?:games|matches)))\b(?!-)|"
    rf"\b(?:through|after)\s(?P<several>{_NUMBER}\s(?:quarters|periods|innings|rounds))\b|"
    rf"\b(?P<named>{_ORDINAL}-(?:half|quarter|period|inning))\b|"
    rf"\b(?:(?:in|amid|on|with|as\spart\sof)\s(?:an?|one)|during\s(?:an?|the|one|that|this))\s"
    rf"(?P<run>(?:[\w’'-]+\s){{0,4}}?(?:\d+-\d+\s(?:[\w’'-]+\s){{0,2}}?)?{_RUN})\b(?!\sof\b)|"
    r"\b(?:at|by|before|after)\s(?:the\s)?(?P<pause>half-?time|half\stime|the\sbreak|the\sinterval|"
    r"intermission)\b(?!\s(?:in|of)\b)|"
    r"\b(?:in|during)\s(?P<extra>overtime|extra\stime|stoppage\stime|injury\stime)\b|"
    r"\b(?:in|on|during|at)\s(?:the\s)?(?P<alone>[\w’'-]+(?:\s[\w’'-]+){0,2})\salone\b",
    re.IGNORECASE,
)
# Between a figure and a phrase behind it: nothing that begins to tell of something else.
_GOES_ON = re.compile(
    r"(?!.*\b(?:including|with|of\swhich|and\s[a-z]+ed|but|while|then|before|after|who|which|that)\b)"
    r"(?:[^,;:()–—]|,(?=\d)|,\s(?:all|most)\b)*",
    re.IGNORECASE,
)
_LEADS_ON = re.compile(r"[^,;:()–—]*,?[^,;:()–—]*", re.IGNORECASE)
_ANOTHER_CLAUSE = re.compile(
    r"\b(?:and|but|while|then|before|after|who|which|that)\b", re.IGNORECASE
)
_ANOTHER_DEED = re.compile(
    r"[;:()–—]|\b(?:but|while|then|before|after|who|which|that|"
    r"(?:and|to)\s(?:end|finish|left|leave|now|total)\w*)\b",
    re.IGNORECASE,
)
_OF_WHOLE = re.compile(r"\bof\s(?:his|her|its|their|the|those|these|all)\s$", re.IGNORECASE)
# From when on something was counted; "the worst since" compares.
_SINCE = re.compile(
    r"(?<!\bworst\s)(?<!\bmost\s)(?<!\bfirst\s)(?<!\bhighest\s)(?<!\bbiggest\s)(?<!\blargest\s)"
    r"\bsince\s(?P<when>(?:the\s(?:start|beginning|end)\sof\s)?(?:the\s)?[\w’'-]+(?:\s\d+)?)\b",
    re.IGNORECASE,
)
# Until when something was counted, or what was still counted.
_BOUND = re.compile(
    r"[^.;:]{0,40}?\b(?P<bound>before|until|till|so\sfar|to\sdate|"
    r"including(?=\s(?:the|last|this|that|his|her|its|their)\b))\b",
    re.IGNORECASE,
)
_SAME = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "opening": "first",
         "last": "final", "closing": "final"}  # fmt: skip
_OFFSET_BEHIND = re.compile(
    r"\s(ago|before|earlier|prior|previously|after(?=\sbeing\b|(?!\s\w+ing\b))|"
    r"following(?=\sthe\b)|later|afterwards|from\snow|hence|into|left|remaining|to\sgo|to\splay)\b"
    r"(?<!before(?=\s\w+ing\b))",
    re.IGNORECASE,
)
_OFFSET_AHEAD = re.compile(
    r"\b(?:in|within)\s(?:(?:about|around|just|only|the\snext|at\sleast)\s)?$", re.IGNORECASE
)
# "For two days before it burnt": so long it lasted.
_FOR = re.compile(r"\bfor\s(?:about\s|around\s|only\s|just\s|nearly\s|almost\s)?$", re.IGNORECASE)
# "For the second time in two months" tells of no point in time.
_TIMES_IN = re.compile(
    r"\b(?:times?|(?:first|second|third|fourth|fifth|\d+(?:st|nd|rd|th))(?:\s[\w’'-]+){0,2}"
    r"(?:\s(?:at|in|on)\sth(?:e|is)\s[\w’'-]+)?)\s"
    r"(?:in|within)\s(?:(?:about|around|just|only|the\snext|at\sleast)\s)?$",
    re.IGNORECASE,
)
# The perfect tense tells of what may last still.
_RUNS_ON = re.compile(
    r"\b(?:after|for\sthe\s(?:past|last))\s$|"
    r"(?:\b(?:has|have|had)|[’'](?:d|s|ve))\s(?:[a-z]+ly\s)?been\b[^,;:.]{0,50}\bfor\s$",
    re.IGNORECASE,
)
_OFFSETS = {
    "earlier": "before", "prior": "before", "previously": "before", "later": "after",
    "afterwards": "after", "following": "after", "from now": "in", "hence": "in",
    "remaining": "left", "to go": "left", "to play": "left",
}  # fmt: skip
_MONTH = (
    r"(?:January|February|March|April|June|July|August|September|October|November|December|"
    r"(?<=[Ii]n\s)May)"
)
# A year; before a noun it names a thing, as in "the 2006 draft", unless the noun is a time.
YEAR = (
    r"\b(?!(?<=\bthe\s)\d{4}\s"
    r"(?!(?:season|year|campaign|fiscal|financial|tax|budget|term)\b)[A-Za-z])"
    r"(?:1[89]\d\d|20\d\d)\b"
)
_PERIOD = re.compile(
    rf"{YEAR}|"
    r"\b(?:this|last|past|next|previous|prior|current|coming|following|same|earlier|rookie|first|"
    r"second|third|fourth|final|full|regular|that|whole|entire)[\s-]"
    r"(?:\w+[\s-])?(?:fiscal\s)?(?:year|month|week|season|term|decade|century|semester|campaign)\b|"
    r"\ba\s(?:year|month|week|season|decade)\s(?:ago|earlier|before)\b|"
    r"\b\w+\s(?:years|months|weeks|seasons|decades)\s(?:ago|earlier|before)\b|"
    r"\b(?:career|lifetime|all-time)\b(?!\s(?:best|high|low)s?\b)|"
    rf"(?-i:\b{_MONTH}\b)(?!\s\d{{1,2}}\b(?!\d))(?<!\d\s)",
    re.IGNORECASE,
)


def limit_of(text: str, start: int, end: int) -> str:
    """Finds the stretch of a whole that a figure is told of.

    Args:
        text: The sentence.
        start: Where the figure begins.
        end: Where it ends.

    Returns:
        The stretch in lower case, alike for like phrases; "" where the figure has no such limit.

    >>> text = "Kos scored nine points in the opening half and left with 21 points."
    >>> limit_of(text, 11, 22), limit_of(text, 57, 66)
    ('first half', '')
    """
    if _OF_WHOLE.search(text[:start]):
        return ""
    for found in _LIMIT.finditer(text):
        if found.start() >= end:
            bound = _GOES_ON.fullmatch(text[end : found.start()]) is not None
        elif found.end() <= start:
            bound = _leads(text, found.start(), text[found.end() : start])
        else:
            bound = False  # a number within the phrase: "the last three minutes"
        if bound:
            named = next(group for group in found.groups() if group)
            words = re.split(r"[\s-]+", named.lower()) if not found["run"] else [named.lower()]
            return " ".join(_SAME.get(word, word) for word in words)
    return ""


def _leads(text: str, start: int, gap: str) -> bool:
    """Whether a phrase before a figure belongs to it: it opens the clause, or stands beside it."""
    ahead = text[:start].strip(" “\"'‘")
    if not ahead:  # it opens the sentence, and holds for the whole list of what was done
        return not _ANOTHER_DEED.search(gap)
    if _ANOTHER_CLAUSE.search(gap):
        return False
    if ahead.endswith((",", ";", "and")):
        return bool(_LEADS_ON.fullmatch(gap))
    return not re.search(r"[,;:()–—]", gap)


def offset_of(text: str, start: int, end: int) -> str:
    """Finds the word that makes of a length of time a point in time.

    Args:
        text: The sentence.
        start: Where the length of time begins.
        end: Where it ends.

    Returns:
        "ago", "before", "after", "in", "into" or "left"; "" where the length itself is told.

    >>> text = "It began two days ago and lasted nine hours."
    >>> offset_of(text, 9, 17), offset_of(text, 33, 43)
    ('ago', '')
    """
    found = _OFFSET_BEHIND.match(text, end)
    if found and not (found[1].lower() == "before" and _FOR.search(text[:start])):
        return _OFFSETS.get(found[1].lower(), found[1].lower())
    ahead = text[:start]
    return "in" if _OFFSET_AHEAD.search(ahead) and not _TIMES_IN.search(ahead) else ""


def runs_on(text: str, start: int) -> bool:
    """Tells whether a length of time goes on as far as is told: "after four days of rain".

    Args:
        text: The sentence.
        start: Where the length of time begins.

    Returns:
        True where the words before it say so.
    """
    return _RUNS_ON.search(text[:start]) is not None


def times_of(text: str) -> frozenset[str]:
    """Finds the seasons, years, terms and months that a sentence names, in lower case.

    Args:
        text: The sentence.

    Returns:
        Them, as written but for case; days are left out, on which news is told anyway.

    >>> sorted(times_of("In 2008 the mill lost 20 jobs, last season three."))
    ['2008', 'last season']
    """
    return frozenset(found.group().lower() for found in _PERIOD.finditer(text))


def since_of(text: str) -> str:
    """Finds from when on a clause counts.

    Args:
        text: The clause.

    Returns:
        The words behind "since", in lower case; "" where there are none.

    >>> since_of("She was arrested three times since October."), since_of("the worst since 2003")
    ('october', '')
    """
    found = _SINCE.search(text)
    return found["when"].lower() if found else ""


def bound_of(text: str, end: int) -> str:
    """Finds what bounds the time that a figure was counted over.

    Args:
        text: The text of an article.
        end: Where the figure ends.

    Returns:
        The word behind the figure that does so, in lower case; "" where there is none.

    >>> bound_of("He missed nine games before he came back.", 20)
    'before'
    """
    found = _BOUND.match(text, end)
    return re.sub(r"\s+", " ", found["bound"].lower()) if found else ""
