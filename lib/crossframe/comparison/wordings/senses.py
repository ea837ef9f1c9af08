"""Rated word in its sentence -> whether it stands there in another sense than the one rated.

The lexicon rates words out of context. Left out is what is a name, what adds weight to the word
beside it, and what news uses in a sense of its own: the parts of speech tell many of these apart,
fixed phrases the rest. What stays may still be plain fact: "fire", "killed".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from crossframe.records import Parse

# What says something by itself. Proper nouns are left out: "Grace Hope" praises nobody.
RATED_POS = frozenset({"ADJ", "ADV", "INTJ", "NOUN", "VERB"})
_NAMES = frozenset(
    {"EVENT", "FAC", "GPE", "LOC", "NORP", "ORG", "PERSON", "PRODUCT", "WORK_OF_ART"}
)
# In news these are mostly another word than the one that was rated: a Christmas party or that of a
# minister, a heart attack, to be treated for wounds, what happens as well; to alert somebody, to
# engage a suspect, to fire a manager, to beat a team, to break a record, to lie in wait, to gain
# access, to drop a charge, a player's steals, a lone man, a ship of war, what only adds weight.
_OTHER_SENSES: Mapping[str, frozenset[str]] = {
    "NOUN": frozenset(
        """
        block destroyer diamond energy good hand heart kind low no novel offense party play safe
        share steal trustee value
        """.split()  # noqa: SIM905
    ),
    "VERB": frozenset(
        """
        alert beat break commit corner determine drop engage fire gain give gross hand lie miss
        offense play progress repulse share stress treat value
        """.split()  # noqa: SIM905
    ),
    "ADJ": frozenset("anti like lone low natural original".split()),  # noqa: SIM905
    "ADV": frozenset(
        """
        absolutely actively certainly clearly definitely like offensively pretty really surely truly
        well
        """.split()  # noqa: SIM905
    ),
    "INTJ": frozenset({"like", "no", "yes"}),
}
# A rated word and what stands right behind it, by lemmas: together they are called something.
_BEHIND: Mapping[str, frozenset[str]] = {
    "active": frozenset("duty ingredient member service shooter volcano".split()),  # noqa: SIM905
    "aggravate": frozenset("assault battery burglary murder robbery sexual".split()),  # noqa: SIM905
    "assault": frozenset({"rifle", "weapon"}),
    "critical": frozenset("condition care mass".split()),  # noqa: SIM905
    "credit": frozenset("card line rating score union".split()),  # noqa: SIM905
    "crude": frozenset({"oil"}),
    "drop": frozenset({"by", "off"}),
    "fault": frozenset({"line"}),
    "fire": frozenset(
        """
        alarm brigade chief crew department drill engine escape extinguisher fighter hydrant marshal
        official service station truck
        """.split()  # noqa: SIM905
    ),
    "free": frozenset("agency agent fall kick port throw trade transfer zone".split()),  # noqa: SIM905
    "grand": frozenset("jury larceny piano prix slam total".split()),  # noqa: SIM905
    "happy": frozenset({"birthday"}),
    "health": frozenset({"care"}),
    "injure": frozenset({"list", "reserve"}),
    "intelligence": frozenset("agency chief director officer official service".split()),  # noqa: SIM905
    "offensive": frozenset(
        "coordinator end guard line lineman linemen play player rookie tackle".split()  # noqa: SIM905
    ),
    "peace": frozenset({"officer"}),
    "relieve": frozenset({"of"}),
    "security": frozenset(
        """
        adviser bulletin camera check council fix force guard number officer patch response setting
        team update zone
        """.split()  # noqa: SIM905
    ),
    "special": frozenset(
        """
        adviser agent assistant circumstance counsel effect election envoy force prosecutor session
        team unit
        """.split()  # noqa: SIM905
    ),
    "strong": frozenset(
        "aftershock current earthquake gale magnitude quake storm tremor wind".split()  # noqa: SIM905
    ),
    "strike": frozenset({"it", "out", "rich", "up", "zone"}),
    "thank": frozenset({"to"}),
    "trust": frozenset({"fund", "me", "site", "zone"}),
}
# The same, with what stands right before it.
_AHEAD: Mapping[str, frozenset[str]] = {
    "alarm": frozenset("burglar fire security smoke".split()),  # noqa: SIM905
    "alive": frozenset({"bury"}),
    "attack": frozenset("asthma heart panic".split()),  # noqa: SIM905
    "care": frozenset({"health", "healthcare"}),
    "fire": frozenset({"under", "open", "cease", "exchange", "return"}),
    "free": frozenset({"-", "toll"}),
    "honor": frozenset({"of"}),
    "interest": frozenset({"per", "percent"}),
    "offense": frozenset({"on"}),
    "positive": frozenset({"test"}),
    "pressure": frozenset({"blood", "water"}),
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


def rated_rows(text: str, parse: Parse, names: AbstractSet[str]) -> Iterator[int]:
    """Finds the words of a sentence that may be rated, in the sense that ratings have.

    Args:
        text: The sentence.
        parse: Its grammar.
        names: Words that the event knows as names.

    Returns:
        Rows of the parse, in text order.
    """
    return (row for row in plain_rows(text, parse, names) if parse.pos[row] in RATED_POS)


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
    for row, (lemma, pos) in enumerate(zip(lemmas, parse.pos, strict=True)):
        if lemma in _OTHER_SENSES.get(pos, ()):
            continue
        beside = lemmas[max(0, row - 1) : row], lemmas[row + 1 : row + 2]
        called = _AHEAD.get(lemma, _NONE).intersection(beside[0]) or _BEHIND.get(
            lemma, _NONE
        ).intersection(beside[1])
        word = text[parse.starts[row] : parse.ends[row]]
        is_name = word.istitle() and (parse.entities[row] in _NAMES or lemma in names)
        is_part = _is_prefix(text, parse.ends[row]) or _is_denied(text, parse.starts[row])
        if not called and not is_name and not is_part:
            yield row


_NONE: frozenset[str] = frozenset()
_NON_BEFORE = re.compile(r"\bnon[-‑\s](?:\w+[-‑\s])?$", re.IGNORECASE)


def _is_prefix(text: str, end: int) -> bool:
    """Whether a word is the beginning of one with a hyphen: "anti-riot", "fire-fighter"."""
    return text[end : end + 1] in {"-", "‑"} and text[end + 1 : end + 2].isalpha()


def _is_denied(text: str, start: int) -> bool:
    """Whether a word ends one that begins with "non": "non-threatening", "non-life threatening"."""
    before = text[:start]
    return "non" in before.lower() and _NON_BEFORE.search(before) is not None
