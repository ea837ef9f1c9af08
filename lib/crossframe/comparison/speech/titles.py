"""What articles write beside a name -> the role and the body that are surely those of the name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from crossframe.text.speech.speaker_words import (
    COURTESY,
    OF_PEOPLE,
    OFFICES,
    PEOPLE,
    POSTS,
    THINGS,
    TITLES,
)

# Heads of roles that the words for speakers leave out, and those that say nothing about anybody.
_ROLES = frozenset(
    "agent aide ceo cfo chef consultant counsel dj lawyer lead mp receiver md pathologist".split()  # noqa: SIM905
)
_NOBODY = frozenset(
    """
    adult another anybody boy child client everybody girl guy kid lady man men one other people
    person somebody someone woman women youth
    """.split()  # noqa: SIM905
)
_NO_ROLES = _NOBODY | THINGS
_SURE_ROLES = TITLES | POSTS | _ROLES | (PEOPLE - OFFICES)
# Whose mother it is, "the mother" does not say.
_KIN = frozenset(
    """
    aunt brother child cousin dad daughter father friend girlfriend boyfriend husband mom mother mum
    nephew niece partner relative sister son spouse twin uncle wife
    """.split()  # noqa: SIM905
)
# Common nouns that name no body by themselves.
_ANY_BODY = frozenset(
    """
    campaign city club company consortium country county defence defense district family force group
    head house industry leadership management movement opposition party producer prosecution
    publisher school service side staff state station team union
    """.split()  # noqa: SIM905
)
_IN_FULL: Mapping[str, str] = {
    "capt": "captain", "cmdr": "commander", "col": "colonel", "const": "constable",
    "cpl": "corporal", "atty": "attorney", "det": "detective", "dist": "district",
    "dr": "doctor", "gen": "general", "gov": "governor", "insp": "inspector",
    "lt": "lieutenant", "maj": "major",
    "msgr": "monsignor", "prof": "professor", "rep": "representative", "rev": "reverend pastor",
    "sen": "senator", "sgt": "sergeant", "supt": "superintendent",
}  # fmt: skip
# Whoever is so called is not the one whose post it is.
_BELOW = frozenset({"assistant", "asst", "deputy", "vice"})
_LONGEST = 14
_WORD = re.compile(r"[^\W\d_][\w.’'-]*")
_LEADS_ON = re.compile(
    r",|\s(?:of|for|at|in|with|from|on|to|who|and|behind|under)\s", re.IGNORECASE
)
_UNSURE = re.compile(r"[\"“”;:()]|\d+[- ]?year|^(?:a\.|even|only|just)\s|['’]s?$|\s['’]$")
_PLACES_NAMED = re.compile(
    r"\b(?:ave|avenue|blvd|boulevard|road|rd|st|street|january|february|march|april|june|july|august"
    r"|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|county|township|valley|island|bay|interstate|highway)\.?$",
    re.IGNORECASE,
)
_NOW = re.compile(r"^(?:also|currently|most notably|notably|now|once|then)\s", re.IGNORECASE)
_OWNED = frozenset({"her", "his", "its", "our", "their", "this", "that", "my", "your"})


def sure_role(role: str) -> str:
    """Keeps what is written beside a name if it says what somebody is.

    Args:
        role: The words of an apposition, or before a name.

    Returns:
        The role; "" where its noun names no person ("the destroyer"), where it is an age, a bare
        possessor or "the man", and where words of a clause or another's name came along.

    >>> sure_role("head of the port"), sure_role("Mayor"), sure_role("Port Authority spokesman")
    ('head of the port', 'Mayor', 'Port Authority spokesman')
    >>> sure_role("59-year-old"), sure_role("a naval destroyer"), sure_role("Ferry Union's")
    ('', '', '')
    >>> sure_role("goalkeeper Otto"), sure_role("a tall man"), sure_role("Police allege")
    ('', '', '')
    """
    role = _NOW.sub("", role)
    if _UNSURE.search(role) or len(role.split()) > _LONGEST:
        return ""
    words = _WORD.findall(_LEADS_ON.split(role, maxsplit=1)[0])
    if not words or not _is_role(words[-1]):
        return ""
    is_kin = words[-1].lower() in _KIN and words[0].lower() in {"the", "a", "an", *_OWNED}
    return "" if is_kin and " of " not in role else role


def role_words(role: str) -> set[str]:
    """The words of a role, in small letters, abbreviated titles in full as well.

    Args:
        role: The words of an apposition, or before a name.

    Returns:
        The words.

    >>> sorted(role_words("Averley Gov."))
    ['averley', 'gov', 'governor']
    """
    words = {word.rstrip(".").lower() for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", role)}
    return words | {long for word in words for long in _IN_FULL.get(word, "").split()}


def noun_of(role: str) -> str:
    """Finds the noun of a role, in small letters.

    Args:
        role: The words of an apposition, or before a name.

    Returns:
        The noun that says what somebody is; "" where there is none.

    >>> noun_of("the Averley police chief"), noun_of("Head of the port"), noun_of("")
    ('chief', 'head', '')
    """
    words = _WORD.findall(_LEADS_ON.split(role, maxsplit=1)[0])
    return words[-1].rstrip(".").lower() if words else ""


def is_called(role: str, noun: str, words: AbstractSet[str]) -> bool:
    """Tells whether somebody's role makes a description of one: "the governor" of "Gov.".

    Args:
        role: The words of an apposition, or before a name.
        noun: The noun of the description, in small letters.
        words: Its words, in small letters.

    Returns:
        Whether the noun is that of the role, and the role has all the words.

    >>> is_called("Averley Gov.", "governor", {"governor"}), is_called("aide of", "governor", set())
    (True, False)
    """
    own = noun_of(role)
    return noun in {own, *_IN_FULL.get(own, "").split()} and has_words(role, words)


def has_words(role: str, words: AbstractSet[str]) -> bool:
    """Tells whether a role has all words of a description, and is not that of a deputy.

    Args:
        role: The words of an apposition, or before a name.
        words: The words of the description, in small letters.

    Returns:
        Whether the description may mean whoever bears the role.

    >>> has_words("Deputy District Attorney", {"district", "attorney"})
    False
    """
    own = role_words(role)
    return words <= own and not own & _BELOW - words


def _is_role(word: str) -> bool:
    head = word.rstrip(".").lower()
    many = head.endswith(("men", "women", "people")) or (
        len(head) > 2 and head.endswith("s") and _is_role(word.rstrip(".")[:-1])
    )
    if many or head in COURTESY - {"sir", "dame", "lady", "lord"}:
        return False
    for noun in (head, head.rpartition("-")[2]):
        if noun in _NO_ROLES:
            return False
        if noun in _SURE_ROLES:
            return True
    # A capital within a role is a title, and else somebody's name.
    return word[0].islower() and head.endswith(OF_PEOPLE)


def sure_body(body: str) -> str:
    """Keeps what is named beside a speaker if it may be a body that the speaker belongs to.

    Args:
        body: The words of an affiliation.

    Returns:
        The body; "" for a bare title, a street, a month, "her office" and a single adjective.

    >>> sure_body("the Port Authority"), sure_body("police"), sure_body("Sheriff")
    ('the Port Authority', 'police', '')
    >>> sure_body("Quay Street"), sure_body("November"), sure_body("her office")
    ('', '', '')
    """
    words = [word.rstrip(".").lower() for word in _WORD.findall(body)]
    bare = [word for word in words if word not in {"the", "a", "an"}]
    if not bare or words[0] in _OWNED or _PLACES_NAMED.search(body):
        return ""
    return "" if all(word in TITLES | _ANY_BODY for word in bare) else body
