"""Sentence and its grammar -> what its main clause tells, of whom, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.speech_verbs import VERB_CLASS

SUBJECTS = ("nsubj", "nsubjpass")
_SPEAKING = frozenset({"i", "we"})
_ENTITIES = frozenset({"DATE", "TIME"})
_AT = frozenset({"at", "during", "in", "on"})
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_EARLIER = re.compile(
    r"\b(?:last|previous|earlier\sthis)\s(?:year|month|season)\b|"
    r"\b(?:years?|months?|seasons?|decades?)\s(?:ago|earlier|before)\b|"
    rf"{_YEAR.pattern}|\b{_MONTH}\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    rf"{WEEKDAY.pattern}|\b(?:today|yesterday|tonight|this\s(?:morning|afternoon|evening|week)|"
    rf"last\s(?:night|week))\b|\b{_MONTH}\s\d{{1,2}}\b(?!\d)|\b\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}\b",
    re.IGNORECASE,
)

_WILL = frozenset({"'ll", "shall", "will", "’ll"})
_DUE = frozenset({"expect", "schedule", "set"})
_PAST = frozenset({"VBD", "VBN"})
_FORMERLY = frozenset({"formerly", "originally", "previously"})
# "At the earlier hearing he was too ill to appear" is not what "He will appear" says.
_FORMER = frozenset({"earlier", "previous"})


class MainClause(NamedTuple):
    """The verbs and the subjects of a sentence; where it tells what somebody said, of what is said.

    Of "I" and "we" they are whoever says it, who is told of as well, and no verb (`speaks`).
    """

    verbs: list[int]
    subjects: list[int]
    speaks: bool


def main_clause(tree: Tree) -> MainClause:
    """Finds what the main clause of a sentence is: of "Police said it fell", that it fell."""
    verbs: list[int] = []
    subjects: list[int] = []
    speaks = False
    for root in (token for token, head in enumerate(tree.parse.heads) if token == head):
        said = tree.kids(root, "ccomp") if tree.lemma(root) in VERB_CLASS else []
        told = [noun for verb in said or [root] for noun in tree.kids(verb, *SUBJECTS)]
        by_them = bool(said) and any(tree.lower(noun) in _SPEAKING for noun in told)
        subjects += tree.kids(root, *SUBJECTS) if by_them else told
        verbs += [] if by_them else said or [root]
        speaks |= by_them
    return MainClause(verbs, subjects, speaks)


class When(NamedTuple):
    """When the main clause of a sentence happened, as far as the sentence says.

    `days` are weekdays by the main verb to which they belong; `years` and `months` are those of all
    main verbs.
    `former` are the years and the words like "previously" and "earlier" of main verbs that tell of
    the past alone, `is_ahead` where the main verb tells of what is still to come, and `words` are
    all words.
    `is_earlier` where it names a month, a year or a season and no day, as background does, and
    `names_earlier` where any part of the sentence names such.
    """

    days: Mapping[str, AbstractSet[str]]
    years: AbstractSet[str]
    months: AbstractSet[str]
    is_earlier: bool
    names_earlier: bool
    former: AbstractSet[str]
    is_ahead: bool
    words: AbstractSet[str]

    def is_of_past_of(self, beside: When) -> bool:
        """Whether this tells of former times, and the other of what will be and not of these.

        "Kos was promoted in 2003" is not what "Kos will be the coach" says.
        """
        return beside.is_ahead and bool(self.former) and not self.former & beside.words

    @property
    def weekdays(self) -> AbstractSet[str]:
        """The weekdays of all main verbs."""
        return {day for days in self.days.values() for day in days}


def when_told(tree: Tree) -> When:
    """Finds when the main clause of a sentence happened.

    Args:
        tree: The sentence.

    Returns:
        The times beside its main verbs; none of those in other clauses.
    """
    verbs = main_clause(tree).verbs
    times = {verb: list(_times_at(tree, verb)) for verb in verbs}
    said = [time for verb in verbs for time in times[verb]]
    # Of "Last year, police said it fell" it is the fall that was last year.
    ahead = [
        time for verb in verbs for root in tree.ancestors(verb) for time in _times_at(tree, root)
    ]
    dated = [*said, *ahead]
    days = {tree.lemma(verb): set(WEEKDAY.findall(" ".join(times[verb]))) for verb in verbs}
    return When(
        {verb: own for verb, own in days.items() if own},
        {year for time in said for year in _YEAR.findall(time)},
        {month.lower() for time in said for month in re.findall(_MONTH, time)},
        any(map(_EARLIER.search, dated)) and not any(map(_DAY.search, dated)),
        _EARLIER.search(tree.text) is not None,
        _former(tree, verbs),
        bool(verbs) and all(_is_ahead(tree, verb) for verb in verbs),
        {word.strip(".,;:'’\"”").lower() for word in tree.text.split()},
    )


def _is_ahead(tree: Tree, verb: int) -> bool:
    due = tree.lemma(verb) in _DUE and tree.has(verb, "xcomp")
    return due or any(tree.lower(kid) in _WILL for kid in tree.kids(verb, "aux"))


def _former(tree: Tree, verbs: list[int]) -> set[str]:
    """The years and the words for former times beside main verbs, and those joined to them."""
    deeds = [deed for verb in verbs for deed in (verb, *tree.kids(verb, "conj"))]
    if any(_is_ahead(tree, deed) or tree.parse.tags[deed] not in _PAST for deed in deeds):
        return set()
    years = {year for deed in deeds for at in _times_at(tree, deed) for year in _YEAR.findall(at)}
    adverbs = {tree.lower(kid) for deed in deeds for kid in tree.kids(deed, "advmod")}
    at = [
        noun for deed in deeds for kid in tree.kids(deed, "prep") for noun in tree.kids(kid, "pobj")
    ]
    occasions = {tree.lower(kid) for noun in at for kid in tree.kids(noun, "amod")}
    return years | (adverbs & _FORMERLY) | (occasions & _FORMER)


def _times_at(tree: Tree, verb: int) -> Iterator[str]:
    """The dates and times right beside a verb at which something is done: "on Tuesday"."""
    bare = tree.kids(verb, "npadvmod")
    at = [kid for kid in tree.kids(verb, "prep") if tree.lower(kid) in _AT]
    for noun in (*bare, *(noun for kid in at for noun in tree.kids(kid, "pobj"))):
        if tree.parse.entities[noun] in _ENTITIES:
            extent = tree.extent(tree.subtree(noun))
            yield tree.text[extent.start : extent.end]
