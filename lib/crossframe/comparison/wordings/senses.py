"""Rated word in its sentence -> whether it stands there in another sense than the one rated.

The lexicon rates words out of context. Left out is what is a name, a part of a longer word, what
adds weight to the word beside it or says how much there is, and what news uses in a sense of its
own: grammar tells many of these apart (before a noun an adjective often tells a kind), fixed
phrases the rest. What stays may still be plain fact: "killed".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from crossframe.comparison.wordings.headings import is_title
from crossframe.records import Parse
from crossframe.text.meaning.phrases import words_of

# What says something by itself. Proper nouns are left out: "Grace Hope" praises nobody.
RATED_POS = frozenset({"ADJ", "ADV", "INTJ", "NOUN", "VERB"})
_NAMES = frozenset(
    {"EVENT", "FAC", "GPE", "LOC", "NORP", "ORG", "PERSON", "PRODUCT", "WORK_OF_ART"}
)
_PERSONS = frozenset({"PERSON"})
# In news these are mostly another word than the one that was rated: a Christmas party or that of a
# minister, a heart attack, to be treated for wounds, what happens as well; to alert somebody, to
# engage a suspect, to fire a manager, to beat a team, to break a record, to lie in wait, to gain
# access, to drop a charge, a player's steals, a lone man, a ship of war, a lucky charm, a fire
# alarm, primary care, the awards of a year, a former champion, a film festival, to obstruct
# justice, a bout, a complaint to a court, to enjoy an edge, to be responsible for a crime, to make
# sure, what only adds weight.
_OTHER_SENSES: Mapping[str, frozenset[str]] = {
    "NOUN": frozenset(
        """
        alarm apprehension award care champion charm complaint destroyer festival fight good grant
        hand heart justice kind low medal no novel party play prosecution safe steal trophy
        """.split()  # noqa: SIM905
    ),
    "VERB": frozenset(
        """
        beat break corner determine drop engage enjoy fan fight fire gain give gross hand lie miss
        play progress repulse share stress treat value
        """.split()  # noqa: SIM905
    ),
    "ADJ": frozenset(
        "anti certain clear like lone low natural no original responsible successive sure".split()  # noqa: SIM905
    ),
    "ADV": frozenset(
        """
        actively alone badly certainly clearly definitely effectively like no offensively pretty
        severely surely terribly truly well
        """.split()  # noqa: SIM905
    ),
    "INTJ": frozenset({"like", "no", "yes"}),
}
# Before a noun these tell of which kind it is, and elsewhere how it is: a criminal complaint, a
# paranoid schizophrenic, a free kick, the offensive line, critical care.
_OF_A_KIND = frozenset(
    """
    active advanced critical criminal free nervous offensive paranoid romantic secure special stable
    """.split()  # noqa: SIM905
)
_FORCES = frozenset(
    "aftershock current earthquake gale magnitude quake storm tremor wind".split()  # noqa: SIM905
)
# A rated word and what stands right behind it, what it is said of, or the preposition that belongs
# to it, by lemmas: together they are called something.
_BEHIND: Mapping[str, frozenset[str]] = {
    "aggravate": frozenset("assault battery burglary murder robbery sexual".split()),  # noqa: SIM905
    "assault": frozenset({"rifle", "weapon"}),
    "best": frozenset({"interest"}),
    "broken": frozenset({"record"}),
    "crude": frozenset({"oil"}),
    "distress": frozenset({"beacon", "call", "signal"}),
    "fault": frozenset({"line"}),
    "focus": frozenset({"on"}),
    "focused": frozenset({"on"}),
    "good": frozenset({"interest"}),
    "grand": frozenset("jury larceny piano prix slam total".split()),  # noqa: SIM905
    "happy": frozenset({"birthday"}),
    "injure": frozenset({"list", "reserve"}),
    "powerful": _FORCES,
    "precious": frozenset({"metal", "stone"}),
    "relief": frozenset("aid effort fund worker".split()),  # noqa: SIM905
    "relieve": frozenset({"of"}),
    "safe": frozenset({"to say"}),
    "strong": _FORCES | {"safety"},
    "support": frozenset({"version"}),
    "survive": frozenset({"by"}),
    "thank": frozenset({"to"}),
    "threaten": frozenset({"species", "specie"}),
    "threatened": frozenset({"species", "specie"}),
    "wealth": frozenset({"of"}),
    "wish": frozenset({"to"}),
}
# The same, with what stands right before it.
_AHEAD: Mapping[str, frozenset[str]] = {
    "alive": frozenset("bury man woman".split()),  # noqa: SIM905
    "attack": frozenset("asthma heart panic".split()),  # noqa: SIM905
    "failure": frozenset("heart kidney liver".split()),  # noqa: SIM905
    "free": frozenset({"toll"}),
    "honor": frozenset({"of"}),
    "interest": frozenset("best good own per percent".split()),  # noqa: SIM905
    "positive": frozenset({"test"}),
    "pressure": frozenset({"blood", "water"}),
    "progress": frozenset({"in"}),
    "safety": frozenset({"strong", "free"}),
    "support": frozenset({"life"}),
}
# Before these an adjective says how much there is: a great deal, the better part, a safe majority.
_HOW_MUCH = frozenset("amount deal lead lot majority margin number part".split())  # noqa: SIM905
# More than one of them is given away: "an honor", but "honors in 1987".
_AWARDS = frozenset({"honor", "honour"})
_BEFORE_NOUN = frozenset({"amod", "compound", "nmod"})
_AS_NOUN = frozenset({"dobj", "nsubj", "nsubjpass", "pobj"})
# What belongs to a list by law or by rule "is listed as" it.
_LISTED = frozenset({"classify", "designate", "list"})
_BEFORE_FIRST = frozenset("\"'`“”‘’(:—–-•")
_STOPS = frozenset({".", "!", "?", "…", "..."})
_NOTHING: frozenset[str] = frozenset()
_WISHED = frozenset({"care", "like", "love"})
_WOULD = frozenset({"would", "'d", "’d"})
_NON_BEFORE = re.compile(r"\bnon[-‑\s](?:\w+[-‑\s])?$", re.IGNORECASE)


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


def plain_rows(
    text: str,
    parse: Parse,
    names: AbstractSet[str],
    small: AbstractSet[str] = _NOTHING,
    *,
    every: bool = False,
) -> Iterator[int]:
    """Finds the words that say something by themselves: no names, and no parts of longer words.

    Args:
        text: The sentence.
        parse: Its grammar.
        names: Words that the event knows as names.
        small: Forms that the event writes in small letters: in a title they are no names.
        every: Also words within names, persons' aside, and within words that hyphens join.

    Yields:
        Rows of the parse, in text order; without those of fixed phrases.
    """
    joined = [word for word in words_of(text, parse) if word.first < word.last and not every]
    parts = {row for word in joined for row in range(word.first, word.last + 1)}
    of = _PERSONS if every else _NAMES
    words = small if is_title(text, parse) else _NOTHING
    for row in range(len(parse.pos)):
        if row in parts or _is_called(parse, row) or _begins_with_non(text, parse, row):
            continue
        word = text[parse.starts[row] : parse.ends[row]]
        is_name = parse.entities[row] in of or parse.lemmas[row].casefold() in names
        if not is_name or not word.istitle() or word.casefold() in words:
            yield row


def is_other_sense(text: str, parse: Parse, row: int) -> bool:
    """Whether a word surely or mostly has another sense than the one that was rated.

    Args:
        text: The sentence.
        parse: Its grammar.
        row: One of its `plain_rows`.

    Returns:
        True for what news uses in a sense of its own, what tells a kind ("rescue team", "criminal
        complaint") or an amount, mere exclamations, wishes, and names of one word in a sentence.
    """
    return (
        _is_of_news(parse, row)
        or _tells_kind(parse, row)
        or _tells_wish(parse, row)
        or _is_capital(text, parse, row)
    )


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


def _tells_kind(parse: Parse, row: int) -> bool:
    """Whether a noun stands before another and says what kind of thing that is: "security guard".

    Not so before a name: "killer Lund" calls Lund one.
    """
    head = parse.heads[row]
    is_before = parse.deps[row] in {"compound", "nmod"} and row < head
    return is_before and parse.pos[row] == parse.pos[head] == "NOUN"


def _tells_wish(parse: Parse, row: int) -> bool:
    """Whether a word is a mere exclamation ("oh dear"), or says what somebody would like."""
    if parse.deps[row] == "intj":
        return True
    if parse.pos[row] != "VERB" or parse.lemmas[row] not in _WISHED:
        return False
    return any(
        head == row and parse.deps[at] == "aux" and parse.lemmas[at] in _WOULD
        for at, head in enumerate(parse.heads[:row])
    )


def _is_capital(text: str, parse: Parse, row: int) -> bool:
    """Whether a capital within a sentence makes a name: a clinic that is called Promises."""
    if not row or not text[parse.starts[row] : parse.ends[row]].istitle():
        return False
    before = text[parse.starts[row - 1] : parse.ends[row - 1]]
    begins = before[-1:] in _BEFORE_FIRST or before in _STOPS
    return not begins and not is_title(text, parse)


def _is_of_news(parse: Parse, row: int) -> bool:
    """Whether grammar alone tells that a word has mostly another sense in news."""
    lemma, pos = parse.lemmas[row].casefold(), parse.pos[row]
    if lemma in _OTHER_SENSES.get(pos, ()) or (parse.tags[row] == "NNS" and lemma in _AWARDS):
        return True
    if lemma == "happy" and parse.pos[row + 1 : row + 2] == (
        "PROPN",
    ):  # a greeting: "Happy Easter"
        return True
    if pos == "ADJ" and parse.deps[row] in _AS_NOUN:  # "from the safe"
        return lemma in _OTHER_SENSES["NOUN"]
    head = parse.heads[row]
    if parse.deps[row] not in _BEFORE_NOUN or row >= head:
        return False
    # "Nominated for best screenplay", without "the": the name of an award.
    is_award = parse.tags[row] == "JJS" and not any(
        parse.deps[at] in {"det", "poss"} for at, own in enumerate(parse.heads) if own == head
    )
    is_amount = pos in {"ADJ", "VERB"} and parse.lemmas[head].casefold() in _HOW_MUCH
    return lemma in _OF_A_KIND or is_award or is_amount


def _is_called(parse: Parse, row: int) -> bool:
    """Whether a word is part of a fixed phrase with what it belongs to or stands beside."""
    lemma = parse.lemmas[row].casefold()
    before = [one.casefold() for one in parse.lemmas[max(0, row - 2) : row]]
    if before[1:] == ["as"] and before[0] in _LISTED:
        return True
    if _AHEAD.get(lemma, _NOTHING).intersection(before[-1:]):
        return True
    fixed = _BEHIND.get(lemma)
    if fixed is None:
        return False
    head = parse.heads[row]
    behind = {one.casefold() for one in parse.lemmas[row + 1 : row + 2]}
    behind.add(" ".join(parse.lemmas[row + 1 : row + 3]).casefold())
    if parse.deps[row] in _BEFORE_NOUN and row < head:
        behind.add(parse.lemmas[head].casefold().lstrip("-"))
    # Of "relieved Ada Lind of her duties" parsers take the end for a part of the name.
    objects = {at for at, own in enumerate(parse.heads) if own == row and parse.deps[at] == "dobj"}
    behind.update(
        parse.lemmas[at].casefold()
        for at, own in enumerate(parse.heads)
        if own in {row, *objects} and parse.deps[at] in {"agent", "prep"}
    )
    return not fixed.isdisjoint(behind)


def _begins_with_non(text: str, parse: Parse, row: int) -> bool:
    """Whether a word ends one that begins with "non": "non-threatening", "non-life threatening"."""
    before = text[: parse.starts[row]]
    return "non" in before.lower() and _NON_BEFORE.search(before) is not None
