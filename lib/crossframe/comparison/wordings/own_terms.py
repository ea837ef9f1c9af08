"""Claim map -> the terms that each sentence uses as words, and not as parts of names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from crossframe.comparison.once import once
from crossframe.comparison.wordings.word_forms import lemma_by_form
from crossframe.records import ClaimMap, Parse
from crossframe.text.meaning.phrases import Term, terms_of

# Words of these kinds all have capitals in a title in capitals.
_SAYING = frozenset({"ADJ", "ADV", "NOUN", "VERB"})
_NO_FORMS: Mapping[str, str] = MappingProxyType({})


@once
def terms_by_sentence(claim_map: ClaimMap) -> Mapping[str, tuple[Term, ...]]:
    """Finds the terms of all sentences of an event.

    Args:
        claim_map: The event.

    Returns:
        Terms as of `own_terms`, by sentence.
    """
    forms = lemma_by_form(claim_map)
    return {
        one.sentence_id: tuple(own_terms(one.text, claim_map.parse_by_id[one.sentence_id], forms))
        for one in claim_map.sentences
    }


def own_terms(text: str, parse: Parse | None, forms: Mapping[str, str] = _NO_FORMS) -> list[Term]:
    """Finds the terms of a sentence, but no word that only begins a name: "los" of "Los Angeles".

    A rank before a person's name is a word, and so is one that only a title in capitals makes look
    like a name: "mayor" of "Mayor Ada Lind", "dock" of "Dock Worker Kills Two". The latter goes by
    the lemma that it has elsewhere: "Shot Five Times" by "time".

    Args:
        text: The sentence.
        parse: Its grammar; without one there are no terms.
        forms: Lemmas by the forms of words, as of `lemma_by_form`.

    Returns:
        Terms as of `terms_of`.
    """
    if parse is None:
        return []
    is_title = _is_title(text, parse)
    parts = {
        parse.starts[row]
        for row, head in enumerate(parse.heads)
        if parse.deps[row] == "compound"
        and row < head
        and all(pos == "PROPN" for pos in parse.pos[row : head + 1])
        and not _says_itself(parse, row, is_title=is_title)
    }
    found = terms_of(text, _with_lemmas(text, parse, forms) if is_title else parse)
    return [term for term in found if term.n_words > 1 or term.start not in parts]


def _is_title(text: str, parse: Parse) -> bool:
    """Whether all that says something has a capital."""
    return not any(
        text[start].islower()
        for start, pos in zip(parse.starts, parse.pos, strict=True)
        if pos in _SAYING
    )


def _says_itself(parse: Parse, row: int, *, is_title: bool) -> bool:
    """Whether a proper noun before another says something: a rank, any noun of a title in capitals.

    Abbreviated ranks do not ("Mr."). In a title a whole name may stand before a noun: "Orlo Fire".
    """
    own, whole = parse.entities[row], parse.entities[parse.heads[row]]
    is_rank = whole == "PERSON" != own and not parse.lemmas[row].endswith(".")
    return is_rank or (is_title and not (own and whole))


def _with_lemmas(text: str, parse: Parse, forms: Mapping[str, str]) -> Parse:
    """Gives the words that a title in capitals makes look like names the lemmas of words."""
    lemmas = list(parse.lemmas)
    for row, (start, end) in enumerate(zip(parse.starts, parse.ends, strict=True)):
        before = row and parse.pos[row - 1] == "PROPN" and parse.entities[row - 1]
        in_name = parse.entities[row] or before
        if parse.pos[row] == "PROPN" and not in_name:
            lemmas[row] = forms.get(text[start:end].casefold(), lemmas[row])
    return replace(parse, lemmas=tuple(lemmas))
