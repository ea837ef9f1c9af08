"""Claim map -> the terms that each sentence uses as words, and not as parts of names."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from types import MappingProxyType

from crossframe.comparison.once import once
from crossframe.comparison.wordings.headings import is_title
from crossframe.comparison.wordings.word_forms import lemma_by_form
from crossframe.records import ClaimMap, Parse
from crossframe.text.meaning.phrases import Term, terms_of, words_of
from crossframe.text.speech.speaker_words import COURTESY, TITLES

_NO_FORMS: Mapping[str, str] = MappingProxyType({})


@once
def terms_by_sentence(claim_map: ClaimMap) -> Mapping[str, tuple[Term, ...]]:
    """Finds the terms of all sentences of an event.

    Args:
        claim_map: The event.

    Returns:
        Terms as of `own_terms`, by sentence.
    """
    forms, whole = lemma_by_form(claim_map), _whole_names(claim_map)
    return {
        one.sentence_id: tuple(
            own_terms(one.text, claim_map.parse_by_id[one.sentence_id], forms, whole)
        )
        for one in claim_map.sentences
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
    "Dock Worker Kills Two". The latter goes by the lemma that it has elsewhere: "Shot Five Times"
    by "time".

    Args:
        text: The sentence.
        parse: Its grammar; without one there are no terms.
        forms: Lemmas by the forms of words, as of `lemma_by_form`.
        whole: Words that are a name by themselves; None takes every last word of a name for one.

    Returns:
        Terms as of `terms_of`.
    """
    if parse is None:
        return []
    in_title = is_title(text, parse)
    parts, cut = set(), dict[int, int]()
    for word in words_of(text, parse):
        start, lemma = parse.starts[word.first], parse.lemmas[word.head].casefold()
        begins = _begins_name(parse, word.head) and not _says_itself(
            parse, word.head, in_title=in_title
        )
        is_word = in_title or lemma in forms
        known = is_word or whole is None or lemma in whole
        if begins or (not known and _ends_name(parse, word.head)):
            parts.add(start)
        if not is_word and _goes_on(parse, word.first):
            cut[start] = parse.starts[parse.heads[word.first - 1]]
    found = terms_of(text, _with_lemmas(text, parse, forms) if in_title else parse)
    alone = (term for term in found if term.n_words > 1 or term.start not in parts)
    return [one for one in alone if one.n_words == 1 or cut.get(one.start, one.end) >= one.end]


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


def _with_lemmas(text: str, parse: Parse, forms: Mapping[str, str]) -> Parse:
    """Gives the words that a title in capitals makes look like names the lemmas of words."""
    lemmas = list(parse.lemmas)
    for row, (start, end) in enumerate(zip(parse.starts, parse.ends, strict=True)):
        before = row and parse.pos[row - 1] == "PROPN" and parse.entities[row - 1]
        in_name = parse.entities[row] or before
        if parse.pos[row] == "PROPN" and not in_name:
            lemmas[row] = forms.get(text[start:end].casefold(), lemmas[row])
    return replace(parse, lemmas=tuple(lemmas))
