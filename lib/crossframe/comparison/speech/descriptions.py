"""Two speakers of an article, one without a name -> whether they may be described in two ways."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crossframe.comparison.speech.speakers import Source
from crossframe.comparison.speech.spellings import plain, undetermined
from crossframe.text.remembering import remembered

_LEADS_ON = re.compile(r"\s(?:at|for|from|in|of|to|with)\s")
# Whoever is told so is set apart from somebody told before.
_APART = frozenset("another different fellow fourth more new next-door other second third".split())  # noqa: SIM905
_COUNTS = frozenset("all both five four most one several six some three two".split())  # noqa: SIM905
_SMALL = frozenset("a an at for from in of the to with".split())  # noqa: SIM905
_PAIRS = frozenset({"couple", "duo", "pair"})
# So many words beside a noun tell more than a trade: "families of the wounded men".
_AT_LENGTH = 2
# A body speaks by these: "Port Authority officials", "Averley officers".
_OF_BODY = frozenset("executive leader official representative".split())  # noqa: SIM905
OF_POLICE = frozenset("cop detective officer".split())  # noqa: SIM905
# What somebody is called who has such a post by another name.
_POSTS: Mapping[str, frozenset[str]] = {"prosecutor": frozenset({"attorney", "atty", "prosecutor"})}
_PUBLIC = frozenset("chief city county dist district state".split())  # noqa: SIM905


def may_be_told_so(one: Source, other: Source) -> bool:
    """Tells whether somebody without a name may be another speaker of the same article.

    Args:
        one: A speaker.
        other: Another.

    Returns:
        True for the same noun with fewer words ("officials", "port officials"); for people of a
        body ("Port Authority officials"), for "officers" and the police; for "the pair" and a
        person; and for "the city's prosecutor" and a district attorney.
    """
    if one.has_name or one.kind not in {"office", "unnamed"}:
        return False
    words = plain(undetermined(one.name))
    if not words or _APART.intersection(words):
        return False
    if other.kind == "person":
        return is_pair(one) or _has_post(words, other.role)
    return _is_same_noun(one, other) or (other.kind == "office" and _is_of_body(one, other))


def is_told_at_length(one: Source, other: Source) -> bool:
    """Tells whether two descriptions tell so much alike that articles may mean the same people.

    Args:
        one: A speaker without a name.
        other: Another.

    Returns:
        Whether `may_be_told_so`, and each has two words or more beside its noun.
    """
    few = min((len(described(source.name)[1]) for source in (one, other)), default=0)
    return few >= _AT_LENGTH and other.kind != "person" and may_be_told_so(one, other)


def is_pair(one: Source) -> bool:
    """Tells whether two are spoken of together: "the pair".

    Args:
        one: A speaker.

    Returns:
        Whether it is such a word alone.
    """
    return not one.has_name and set(plain(undetermined(one.name))) <= _PAIRS


def _is_same_noun(one: Source, other: Source) -> bool:
    """Whether two descriptions have one noun, and the one no words that the other has not."""
    if other.has_name or other.kind not in {"office", "unnamed"}:
        return False
    (short, few), (full, many) = described(one.name), described(other.name)
    counts = _COUNTS.intersection(plain(one.name)), _COUNTS.intersection(plain(other.name))
    as_many = not all(counts) or counts[0] == counts[1]
    return short == full and few <= many and as_many and not _APART & many


@remembered
def described(name: str) -> tuple[str, frozenset[str]]:
    """Finds the noun of a description, and all that tells more of it.

    Args:
        name: The description.

    Returns:
        The noun, "" where there is none, and the other words that are no small ones.
    """
    words = plain(_LEADS_ON.split(undetermined(name), maxsplit=1)[0])
    told = set(plain(name)) - _COUNTS - _SMALL
    noun = words[-1] if words else ""
    return noun, frozenset(told - {noun})


def _is_of_body(one: Source, other: Source) -> bool:
    """Whether people are told by the name of a body, or are officers beside the police."""
    noun, told = described(one.name)
    body = plain(undetermined(other.name))
    singular = noun.removesuffix("s")
    if singular == noun or not body:
        return False
    if singular in OF_POLICE:
        return body[-1] == "police" and (not other.has_name or told <= set(body))
    return singular in _OF_BODY and bool(told) and told == set(body)


def _has_post(words: tuple[str, ...], role: str) -> bool:
    """Whether a role is that of a post by another name: "prosecutor", of a district attorney."""
    names, told = _POSTS.get(words[-1]), set(plain(role))
    return names is not None and bool(names & told) and bool(_PUBLIC & told)
