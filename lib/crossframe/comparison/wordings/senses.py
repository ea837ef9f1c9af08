"""Rated word in its sentence -> whether it stands there in another sense than the one rated.

The lexicon rates words out of context. Left out is what is a name, a part of a longer word or
denied, what adds weight to the word beside it, and what news uses in a sense of its own: grammar
tells many of these apart, fixed phrases the rest. What stays may still be plain fact: "killed".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from crossframe.comparison.wordings.denied import denied_rows
from crossframe.records import Parse
from crossframe.text.meaning.phrases import words_of
from crossframe.text.speech.speaker_words import BODY_SUFFIXES, OFFICES

# What says something by itself. Proper nouns are left out: "Grace Hope" praises nobody.
RATED_POS = frozenset({"ADJ", "ADV", "INTJ", "NOUN", "VERB"})
_NAMES = frozenset(
    {"EVENT", "FAC", "GPE", "LOC", "NORP", "ORG", "PERSON", "PRODUCT", "WORK_OF_ART"}
)
# In news these are mostly another word than the one that was rated: a Christmas party or that of a
# minister, a heart attack, to be treated for wounds, what happens as well; to alert somebody, to
# engage a suspect, to fire a manager, to beat a team, to break a record, to lie in wait, to gain
# access, to drop a charge, a player's steals, a lone man, a ship of war, a lucky charm, what only
# adds weight.
_OTHER_SENSES: Mapping[str, frozenset[str]] = {
    "NOUN": frozenset(
        "charm destroyer good hand heart kind low no novel party play safe steal".split()  # noqa: SIM905
    ),
    "VERB": frozenset(
        """
        beat break corner determine drop engage fire gain give gross hand lie miss play progress
        repulse share stress treat value
        """.split()  # noqa: SIM905
    ),
    "ADJ": frozenset("anti like lone low natural original".split()),  # noqa: SIM905
    "ADV": frozenset(
        "actively certainly clearly definitely like offensively pretty surely truly well".split()  # noqa: SIM905
    ),
    "INTJ": frozenset({"like", "no", "yes"}),
}
# A rated word and what stands right behind it, by lemmas: together they are called something.
_BEHIND: Mapping[str, frozenset[str]] = {
    "active": frozenset("duty ingredient member service shooter volcano".split()),  # noqa: SIM905
    "aggravate": frozenset("assault battery burglary murder robbery sexual".split()),  # noqa: SIM905
    "assault": frozenset({"rifle", "weapon"}),
    "critical": frozenset(
        "component condition care infrastructure mass part system".split()  # noqa: SIM905
    ),
    "crude": frozenset({"oil"}),
    "distress": frozenset({"beacon", "call", "signal"}),
    "fault": frozenset({"line"}),
    "free": frozenset("agency agent fall kick port throw trade transfer zone".split()),  # noqa: SIM905
    "grand": frozenset("jury larceny piano prix slam total".split()),  # noqa: SIM905
    "happy": frozenset({"birthday"}),
    "injure": frozenset({"list", "reserve"}),
    "offensive": frozenset(
        "coordinator end guard line lineman linemen play player rookie tackle".split()  # noqa: SIM905
    ),
    "relieve": frozenset({"of"}),
    "special": frozenset(
        """
        adviser agent assistant circumstance counsel effect election envoy force prosecutor session
        team unit
        """.split()  # noqa: SIM905
    ),
    "strong": frozenset(
        """
        aftershock current earthquake gale magnitude quake safety storm tremor wind
        """.split()  # noqa: SIM905
    ),
    "thank": frozenset({"to"}),
}
# The same, with what stands right before it.
_AHEAD: Mapping[str, frozenset[str]] = {
    "alarm": frozenset("burglar fire security smoke".split()),  # noqa: SIM905
    "alive": frozenset({"bury"}),
    "attack": frozenset("asthma heart panic".split()),  # noqa: SIM905
    "care": frozenset({"health", "healthcare"}),
    "free": frozenset({"toll"}),
    "honor": frozenset({"of"}),
    "interest": frozenset({"per", "percent"}),
    "positive": frozenset({"test"}),
    "pressure": frozenset({"blood", "water"}),
    "progress": frozenset({"in"}),
    "safety": frozenset({"strong", "free"}),
}


def names_in(parses: Iterable[Parse | None]) -> frozenset[str]:
    """Finds the words that are names of persons: "Luck", who threw two passes.

    Args:
        parses: The grammar of sentences, None where there is none.

    Returns:
        The words in small letters.
    """
    return frozenset(
        lemma.casefold()
        for parse in parses
        if parse is not None
        for lemma, pos, entity in zip(parse.lemmas, parse.pos, parse.entities, strict=True)
        if pos == "PROPN" and entity == "PERSON" and lemma.istitle()
    )


def plain_rows(text: str, parse: Parse, names: AbstractSet[str]) -> Iterator[int]:
    """Finds the words that may be rated, and those of other parts of speech that name nothing.

    Args:
        text: The sentence.
        parse: Its grammar.
        names: Words that the event knows as names.

    Yields:
        Rows of the parse, in text order.
    """
    lemmas = [lemma.casefold() for lemma in parse.lemmas]
    parts = {
        row
        for word in words_of(text, parse)
        if word.first < word.last
        for row in range(word.first, word.last + 1)
    }
    denied = denied_rows(text, parse)
    for row, (lemma, pos) in enumerate(zip(lemmas, parse.pos, strict=True)):
        if lemma in _OTHER_SENSES.get(pos, ()) or row in parts or row in denied:
            continue
        beside = lemmas[max(0, row - 1) : row], lemmas[row + 1 : row + 2]
        called = _AHEAD.get(lemma, _NONE).intersection(beside[0]) or _BEHIND.get(
            lemma, _NONE
        ).intersection(beside[1])
        word = text[parse.starts[row] : parse.ends[row]]
        is_name = word.istitle() and (parse.entities[row] in _NAMES or lemma in names)
        is_part = _is_denied(text, parse.starts[row]) or _tells_body_apart(parse, row)
        # "Oh dear" holds nobody dear.
        is_said = parse.deps[row] == "intj" or _is_wish(parse, row)
        if not called and not is_name and not is_part and not is_said:
            yield row


def tells_kind(parse: Parse, row: int) -> bool:
    """Whether a noun stands before another and says what kind of thing that is: "security guard".

    Args:
        parse: The grammar.
        row: A token.

    Returns:
        True before a common noun; "killer Lund" calls Lund one.
    """
    head = parse.heads[row]
    is_before = parse.deps[row] in {"compound", "nmod"} and row < head
    return is_before and parse.pos[row] == parse.pos[head] == "NOUN"


def tells_past(word: str, parse: Parse, row: int) -> bool:
    """Whether a participle in a form of its own says with "have" what happened: "has fallen".

    Args:
        word: As written.
        parse: The grammar.
        row: Its token.

    Returns:
        False for "has killed" and "was fallen".
    """
    if parse.tags[row] != "VBN" or word.lower().endswith("ed"):
        return False
    return any(
        head == row and parse.deps[at] == "aux" and parse.lemmas[at] == "have"
        for at, head in enumerate(parse.heads[:row])
    )


_BODIES = OFFICES | BODY_SUFFIXES
_NONE: frozenset[str] = frozenset()
_WISHED = frozenset({"care", "like", "love"})
_WOULD = frozenset({"would", "'d", "’d"})
_NON_BEFORE = re.compile(r"\bnon[-‑\s](?:\w+[-‑\s])?$", re.IGNORECASE)


def _is_wish(parse: Parse, row: int) -> bool:
    """Whether a verb says what somebody would like, and not what he likes."""
    if parse.pos[row] != "VERB" or parse.lemmas[row] not in _WISHED:
        return False
    return any(
        head == row and parse.deps[at] == "aux" and parse.lemmas[at] in _WOULD
        for at, head in enumerate(parse.heads[:row])
    )


def _tells_body_apart(parse: Parse, row: int) -> bool:
    """Whether a noun tells which body, or whose guard, another is: "riot police", "bomb squad"."""
    return tells_kind(parse, row) and parse.lemmas[parse.heads[row]].casefold() in _BODIES


def _is_denied(text: str, start: int) -> bool:
    """Whether a word ends one that begins with "non": "non-threatening", "non-life threatening"."""
    before = text[:start]
    return "non" in before.lower() and _NON_BEFORE.search(before) is not None
