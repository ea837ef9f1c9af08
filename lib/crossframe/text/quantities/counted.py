"""Number and grammar of its sentence -> what it counts, and what happened to that."""

from __future__ import annotations

import re

from crossframe.records import Parse
from crossframe.text.quantities.actors import actor_of
from crossframe.text.quantities.branches import NOUNS, children, first_counted, first_noun
from crossframe.text.quantities.counted_noun import noun_of, past_compounds, top_of
from crossframe.text.quantities.named import ends_at_once, is_name
from crossframe.text.quantities.nouns import IRREGULAR, Counted, count_by_words, singular

_DESCRIBING = frozenset({"amod", "compound", "acl", "nmod", "poss"})
_ARGUMENT = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "pobj", "dative", "oprd", "csubj"})
_BESIDE = frozenset({"conj", "prep", "agent", "npadvmod", "advmod"})
_EMPTY_VERBS = frozenset({"be", "have", "do", "there"})
_TALLIES = frozenset({"number", "toll", "count", "total", "figure", "tally"})
_ADDING = frozenset({"another", "further", "additional", "other", "more"})
_HYPHENED = re.compile(r"-(?![A-Z])[^\W\d_]+")
# A count of tries, as in "29-of-34", is no unit.
_OF_TRIES = "of-"
# A day behind a number is told of the deed: "scored 20 Thursday night".
_DAY = re.compile(r"\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
# The first parts of a word that grammar took apart: "run-ins".
_PARTS = re.compile(r"\s((?:[^\W\d_]+-)+)$")
_LONG = 40


def read_counted(
    text: str, parse: Parse | None, start: int, end: int, *, measures: bool = False
) -> Counted:
    """Reads what the number at this place counts.

    Args:
        text: The sentence.
        parse: Its grammar, None where there is none.
        start: Where the number (with a measure, if it has one) begins.
        end: Where it ends.
        measures: True where it has a measure, whose `unit` is then what it measures.

    Returns:
        What is counted; its `unit` is "" where neither grammar nor words tell.

    >>> read_counted("It killed 30 young people.", None, 10, 12).unit
    'people'
    """
    if parse is None:
        return count_by_words(text, start, end)
    own = [
        i
        for i, (s, e) in enumerate(zip(parse.starts, parse.ends, strict=True))
        if s < end and e > start
    ]
    if not own:
        return count_by_words(text, start, end)
    top = top_of(parse, own)
    noun = noun_of(parse, own, top)
    if noun is not None and (_DAY.match(text, end) or ends_at_once(text, parse, end, noun)):
        top, noun = noun, None
    if noun is not None and measures:
        noun = past_compounds(parse, noun)
    elif noun is not None and is_name(text, parse, own, noun):
        return Counted("", end, is_name=True)
    if noun is None:
        told = _told_of(text, parse, top)
        return told._replace(end=end) if told else _bare(parse, own, top, end)
    return _counted_by(text, parse, own, top, noun, end)


def _counted_by(text: str, parse: Parse, own: list[int], top: int, noun: int, end: int) -> Counted:
    """What a noun says that the number counts, with what happened to it."""
    above = top if noun in own or _is_within(parse, noun, top) else noun
    if parse.tags[noun] == "VBZ":  # the grammar sees the name before it in its place
        above = noun - 1
    deed, undergoes = _deed(parse, above)
    rest = _rest(text, parse, noun)
    parts = _PARTS.search(text[max(end, parse.starts[noun] - _LONG) : parse.starts[noun]])
    unit = (parts[1].lower() if parts else "") + _unit_name(text, parse, noun)
    return Counted(
        unit=unit + (singular(rest[0]) if rest else ""),
        end=rest.end() if rest else max(end, parse.ends[noun]),
        deed=deed,
        undergoes=undergoes,
        actor=actor_of(parse, above),
        qualities=_qualities(parse, noun, own),
        whole=_whole(text, parse, noun),
    )


def _rest(text: str, parse: Parse, noun: int) -> re.Match[str] | None:
    """The rest of a word that grammar took apart; none behind a plural, or before a capital."""
    plural = parse.tags[noun] in {"NNS", "NNPS"} and text[parse.ends[noun] - 1] == "s"
    return None if plural else _HYPHENED.match(text, parse.ends[noun])


def _bare(parse: Parse, own: list[int], top: int, end: int) -> Counted:
    """What the grammar tells of a number that no noun goes with."""
    label = parse.deps[top] in {"nummod", "appos", "npadvmod"} and parse.heads[top] < own[0]
    label = label and parse.pos[parse.heads[top]] == "PROPN" and parse.heads[top] == own[0] - 1
    following = own[-1] + 1
    done = following < len(parse.tags) and parse.tags[following] == "VBN"
    deed, undergoes = _deed(parse, top)
    return Counted(
        unit="",
        end=end,
        deed=parse.lemmas[following].lower() if done else deed,
        undergoes=done or undergoes,
        actor=actor_of(parse, top),
        qualities=_qualities(parse, top, own),
        is_label=label,
    )


def _is_within(parse: Parse, noun: int, top: int) -> bool:
    """Whether a noun stands below a number that counts some of it: "two of the guards"."""
    return parse.deps[noun] == "pobj" and parse.heads[parse.heads[noun]] == top


def _told_of(text: str, parse: Parse, top: int) -> Counted | None:
    """What the subject says is counted: "the number of injured rose to 38"."""
    for index in range(max(0, top - 6), top - 2):
        if parse.lemmas[index] in {"that", "those"} and parse.lemmas[index + 1] == "of":
            inner = first_counted(parse, index + 1)
            return Counted(_unit_name(text, parse, inner), 0) if inner is not None else None
    verb = _verb(parse, top)
    if verb is None:
        return None
    for noun in children(parse, verb):
        if (
            parse.deps[noun] not in {"nsubj", "nsubjpass", "dobj"}
            or parse.lemmas[noun] not in _TALLIES
        ):
            continue
        inner = next(
            (first_counted(parse, c) for c in children(parse, noun) if parse.lemmas[c] == "of"),
            None,
        )
        if inner is not None:
            deeds = [c for c in children(parse, inner) if parse.tags[c] == "VBN"]
            deed = parse.lemmas[deeds[0]].lower() if deeds else ""
            return Counted(
                _unit_name(text, parse, inner),
                0,
                deed,
                bool(deeds),
                qualities=_qualities(parse, inner, [inner]),
            )
        named = [c for c in children(parse, noun) if parse.deps[c] in {"compound", "amod"}]
        if named and parse.lemmas[named[-1]].lower() in {"death", "casualty", "injury"}:
            return Counted(parse.lemmas[named[-1]].lower(), 0)
    return None


def _verb(parse: Parse, index: int) -> int | None:
    """The verb above a number, past prepositions and the figure before it in a list."""
    at = index
    for _ in range(4):
        at = parse.heads[at]
        if parse.pos[at] in {"VERB", "AUX"}:
            return at
        if parse.deps[at] not in {"prep", "pobj", "conj"}:
            return None
    return None


def _unit_name(text: str, parse: Parse, noun: int) -> str:
    """Lemma of a noun; the word itself where it is a participle ("the injured")."""
    word = text[parse.starts[noun] : parse.ends[noun]].lower().lstrip("-")
    lemma = parse.lemmas[noun].lower().lstrip("-")
    if "," in lemma:  # a number that grammar took for a noun
        return ""
    if parse.tags[noun].startswith("V"):
        lemma = singular(word) if parse.tags[noun] == "VBZ" else word
    if lemma in IRREGULAR or lemma.startswith(_OF_TRIES):
        return IRREGULAR.get(lemma, "")
    if parse.tags[noun] == "NNPS":  # "Somalis" ends as "crisis" does
        return lemma.removesuffix("s")
    return singular(lemma) if lemma == word and parse.pos[noun] in NOUNS else lemma


def _deed(parse: Parse, index: int) -> tuple[str, bool]:
    """Lemma of the verb above, or of what it says is the case, and whether this is its argument."""
    at, direct = index, True
    for _ in range(6):
        head = parse.heads[at]
        if head == at:
            break
        if parse.pos[head] in {"VERB", "AUX"} and parse.deps[at] in _ARGUMENT | _BESIDE:
            if _is_of_another(parse, head, index):
                return "", False
            lemma = _word(parse, head)
            direct = direct and parse.deps[at] not in {"prep", "npadvmod", "advmod"}
            if lemma not in _EMPTY_VERBS:
                return lemma, direct
            told = [
                i
                for i in children(parse, head)
                if parse.deps[i] in {"acomp", "attr", "oprd"} and i != at
            ]
            return (_word(parse, told[0]), direct) if told else ("", False)
        if parse.deps[at] not in _ARGUMENT | _DESCRIBING | _BESIDE:
            break
        direct = direct and parse.deps[at] not in {"prep", "npadvmod", "pobj"} | _DESCRIBING
        at = head
    return "", False


def _is_of_another(parse: Parse, verb: int, index: int) -> bool:
    """Whether a participle tells of others of a kind: "80 yards rushing and 20 yards"."""
    counted = verb - 1
    alike = 0 < counted < verb < index and parse.lemmas[counted] == parse.lemmas[index]
    if not alike or parse.tags[verb] != "VBG":
        return False
    return any(parse.deps[child] == "nummod" for child in children(parse, counted))


def _word(parse: Parse, index: int) -> str:
    """Lemma of a word; "" of what grammar took for one: a figure, a letter cut off."""
    lemma = parse.lemmas[index].lower()
    if lemma.endswith("cke"):  # no word ends so: "deadlocked" was shortened too little
        lemma = lemma[:-1]
    return lemma if len(lemma) > 1 and lemma.isalpha() and lemma != "due" else ""


def _qualities(parse: Parse, noun: int, own: list[int]) -> tuple[str, ...]:
    near = [
        parse.lemmas[index].lower()
        for index in range(max(0, own[0] - 3), own[0])
        if not _compares(parse, index)
    ]
    described = [
        parse.lemmas[child].lower()
        for child in children(parse, noun)
        if child not in own and parse.deps[child] in _DESCRIBING and parse.lemmas[child].isalpha()
        if not _compares(parse, child) and not _leads_model(parse, child)
    ]
    return tuple(sorted({*described, *(_ADDING & set(near))}))


def _leads_model(parse: Parse, index: int) -> bool:
    """Whether a word and the number behind it name a make: "six AK 47 rifles"."""
    return parse.pos[index] == "PROPN" and parse.pos[index + 1 : index + 2] == ("NUM",)


def _compares(parse: Parse, index: int) -> bool:
    """Whether a word leads on to "than": "more than 30" counts no further ones."""
    return index + 1 < len(parse.lemmas) and parse.lemmas[index + 1].lower() == "than"


def _whole(text: str, parse: Parse, noun: int) -> str:
    """Lemma of what this is a part of: "of the steel", "of those on board"."""
    for child in children(parse, noun):
        if parse.lemmas[child].lower() == "of" and parse.deps[child] == "prep":
            inner = first_noun(parse, child)
            if inner is not None:
                rest = _rest(text, parse, inner)
                return parse.lemmas[inner].lower() + (singular(rest[0]) if rest else "")
    return ""
