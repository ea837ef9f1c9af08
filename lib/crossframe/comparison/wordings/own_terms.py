"""Claim map -> the terms that each sentence uses as words, and not as parts of names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from crossframe.comparison.once import of_texts
from crossframe.comparison.wordings.headings import is_title
from crossframe.comparison.wordings.word_forms import lemma_by_form
from crossframe.records import ClaimMap, Parse
from crossframe.text.meaning.phrases import Term, terms_of, words_of
from crossframe.text.speech.speaker_words import COURTESY, TITLES

# When and how often is no choice of words, as with dates and numbers.
_WHEN = frozenset({"time"})
_NO_FORMS: Mapping[str, str] = MappingProxyType({})


@of_texts
def terms_by_sentence(claim_map: ClaimMap) -> Mapping[str, tuple[Term, ...]]:
    """Finds the terms of all sentences of an event.

    What is counted as a word is so wherever it stands. One that mostly begins or ends a name there
    is none at all, and one that does so here and there counts there too: "police" of "Port Amsel
    Police Department".

    Args:
        claim_map: The event.

    Returns:
        Terms as of `own_terms`, by sentence.
    """
    event = _Names(lemma_by_form(claim_map), _whole_names(claim_map), _pairs(claim_map))
    sorted_out = {
        one.sentence_id: _sorted_out(one.text, parse, event) if parse else _NONE
        for one, parse in zip(claim_map.sentences, claim_map.parses, strict=True)
    }
    words = Counter(t.term for own in sorted_out.values() for t in own.terms if t.n_words == 1)
    parts = Counter(t.term for own in sorted_out.values() for t in own.parts)
    mostly = {term for term, n in parts.items() if n > words[term]}
    return {
        sentence_id: tuple(
            term
            for term in sorted((*own.terms, *own.parts), key=lambda one: (one.start, one.n_words))
            if term.n_words > 1 or term.term not in mostly
        )
        for sentence_id, own in sorted_out.items()
    }


class _Sorted(NamedTuple):
    """Terms of a sentence, and words of it that are but parts of names."""

    terms: tuple[Term, ...] = ()
    parts: tuple[Term, ...] = ()


_NONE = _Sorted()


class _Names(NamedTuple):
    """What an event knows: lemmas by form, whole names (None: all), and pairs of words in names."""

    forms: Mapping[str, str]
    whole: AbstractSet[str] | None
    pairs: AbstractSet[tuple[str, str]] = frozenset()


def _pairs(claim_map: ClaimMap) -> AbstractSet[tuple[str, str]]:
    """Words, in small letters, of which one stands right before the other in a name."""
    return {
        (sentence.text[parse.starts[row - 1] : end].casefold(), sentence.text[a:b].casefold())
        for sentence, parse in zip(claim_map.sentences, claim_map.parses, strict=True)
        if parse is not None and not is_title(sentence.text, parse)
        for row, (a, b) in enumerate(zip(parse.starts, parse.ends, strict=True))
        for end in parse.ends[row - 1 : row]
        if row and parse.pos[row - 1] == parse.pos[row] == "PROPN"
    }


def _whole_names(claim_map: ClaimMap) -> AbstractSet[str]:
    """The words, in small letters, that are a name somewhere without another word of it."""
    found: set[str] = set()
    for sentence, parse in zip(claim_map.sentences, claim_map.parses, strict=True):
        if parse is not None and not is_title(sentence.text, parse):
            rows = range(len(parse.pos))
            begun = {
                parse.heads[row]
                for row in rows
                if _begins_name(parse, row) and not _is_rank(parse, row)
            }
            found |= {
                parse.lemmas[row].casefold()
                for row in rows
                if parse.pos[row] == "PROPN" and row not in begun and not _begins_name(parse, row)
            }
    return found


def own_terms(
    text: str,
    parse: Parse | None,
    forms: Mapping[str, str] = _NO_FORMS,
    whole: AbstractSet[str] | None = None,
) -> list[Term]:
    """Finds the terms of a sentence, but no word that only begins or ends a name.

    "Los" of "Los Angeles" is none, nor "Angeles", unless it stands somewhere as a name or a word;
    nor does a phrase begin within a name. A rank before a person's name is a word, and so is one
    that only a title in capitals makes look like a name: "mayor" of "Mayor Ada Lind", "dock" of
    "Dock Worker Kills Two". The latter goes by the lemma that it has elsewhere: "Five Docks" by
    "dock". How often and when is no term, as numbers and dates are none: "five times".

    Args:
        text: The sentence.
        parse: Its grammar; without one there are no terms.
        forms: Lemmas by the forms of words, as of `lemma_by_form`.
        whole: Words that are a name by themselves; None takes every last word of a name for one.

    Returns:
        Terms as of `terms_of`.
    """
    event = _Names(forms, whole)
    return [] if parse is None else [*_sorted_out(text, parse, event).terms]


def _sorted_out(text: str, parse: Parse, event: _Names) -> _Sorted:
    whole = event.whole
    in_title = is_title(text, parse)
    parts, cut = set(), dict[int, int]()
    for word in words_of(text, parse):
        start, lemma = parse.starts[word.first], parse.lemmas[word.head].casefold()
        begins = _begins_name(parse, word.head) and not _says_itself(
            parse, word.head, in_title=in_title
        )
        is_word = in_title or lemma in event.forms
        known = is_word or whole is None or lemma in whole
        # By the last of their names people are called, and by hardly another's.
        is_called = in_title or whole is None or parse.entities[word.head] == "PERSON"
        if begins or (_ends_name(parse, word.head) and not (known and is_called)):
            parts.add(start)
        if not is_word and _goes_on(parse, word.first):
            cut[start] = parse.starts[parse.heads[word.first - 1]]
    found = terms_of(text, _with_lemmas(text, parse, event, in_title=in_title))
    said = [one for one in found if one.term not in _WHEN]
    kept = [t for t in said if t.n_words == 1 or cut.get(t.start, t.end) >= t.end]
    return _Sorted(
        tuple(one for one in kept if one.n_words > 1 or one.start not in parts),
        tuple(one for one in kept if one.n_words == 1 and one.start in parts),
    )


def _goes_on(parse: Parse, row: int) -> bool:
    """Whether a word stands within a name that began before it, no rank aside."""
    return row > 0 and _begins_name(parse, row - 1) and not _is_rank(parse, row - 1)


def _begins_name(parse: Parse, row: int) -> bool:
    head = parse.heads[row]
    return (
        parse.deps[row] == "compound"
        and row < head
        and all(pos == "PROPN" for pos in parse.pos[row : head + 1])
    )


def _ends_name(parse: Parse, row: int) -> bool:
    return row > 0 and parse.heads[row - 1] == row and _begins_name(parse, row - 1)


def _says_itself(parse: Parse, row: int, *, in_title: bool) -> bool:
    """Whether a proper noun before another says something: a rank, any noun of a title in capitals.

    What is abbreviated ("Gov.") or mere courtesy ("Mr") does not. In a title a whole name may stand
    before a noun: "Orlo Fire".
    """
    own, whole = parse.entities[row], parse.entities[parse.heads[row]]
    lemma = parse.lemmas[row].casefold()
    is_rank = whole == "PERSON" and (own != whole or lemma in TITLES)
    if is_rank and not lemma.endswith(".") and lemma not in COURTESY:
        return True
    return in_title and not (own and whole)


def _is_rank(parse: Parse, row: int) -> bool:
    """Whether a word before a name is none of it: "Mr", "Gov.", "Judge"."""
    return parse.lemmas[row].casefold().rstrip(".") in TITLES


def _with_lemmas(text: str, parse: Parse, event: _Names, *, in_title: bool) -> Parse:
    """Gives words that look like others the lemmas that they have elsewhere.

    All words of a title in capitals look like names, "shot" of "Teen shot by cops" like a noun, and
    so does what one article writes small of a name: "Orlo foods".
    """
    lemmas, pos = list(parse.lemmas), list(parse.pos)
    said = [text[a:b].casefold() for a, b in zip(parse.starts, parse.ends, strict=True)]
    for row, form in enumerate(said):
        after_name = row > 0 and parse.pos[row - 1] == "PROPN"
        in_name = parse.entities[row] or (after_name and parse.entities[row - 1])
        is_done = parse.pos[row] == "NOUN" and parse.lemmas[row + 1 : row + 2] == ("by",)
        if after_name and parse.pos[row] == "NOUN" and (said[row - 1], form) in event.pairs:
            lemmas[row], pos[row] = form, "PROPN"
        elif is_done or (in_title and parse.pos[row] == "PROPN" and not in_name):
            lemmas[row] = event.forms.get(form, lemmas[row])
            pos[row] = "NOUN" if form in event.forms else pos[row]
    return replace(parse, lemmas=tuple(lemmas), pos=tuple(pos))
