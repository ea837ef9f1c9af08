"""Claim map -> which written forms are one word: "killed" and "Kills", "criticise", "criticized".

A parser that meets a title in capitals takes its verbs for names, and an adjective ("injured") has
another lemma than the verb that is spelled like it. Who counts which outlets use a word counts it
by its forms, whatever part of speech each was taken for.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from crossframe.comparison.once import of_texts
from crossframe.comparison.wordings.senses import RATED_POS
from crossframe.records import ClaimMap
from crossframe.text.meaning.spelling import spelled

# Of shorter words "ing" and "en" are mostly no ending: "king", "open".
_SHORTEST = 3


@of_texts
def word_by_form(claim_map: ClaimMap) -> Mapping[str, str]:
    """The word that each form of an event belongs to: of the lemmas it was given, the shortest.

    Args:
        claim_map: The event.

    Returns:
        Words by forms, both as `spelled`. Names are asked for nothing: their forms are not here,
        unless they are spelled like a word that is none.
    """
    found: dict[str, str] = {}
    for sentence, parse in zip(claim_map.sentences, claim_map.parses, strict=True):
        if parse is None:
            continue
        for start, end, lemma, pos in zip(
            parse.starts, parse.ends, parse.lemmas, parse.pos, strict=True
        ):
            form, word = spelled(sentence.text[start:end]), spelled(lemma)
            # "better" is no form of "well" that a reader would look for.
            if pos in RATED_POS and word[:1] == form[:1]:
                for own in (form, word):
                    found[own] = min(found.get(own, word), word, key=lambda one: (len(one), one))
    return {form: _verb_of(found, word) for form, word in found.items()}


def _verb_of(words: Mapping[str, str], word: str) -> str:
    """The word that a participle or what is made of one belongs to: "damaging", "the killing"."""
    stem = word.removesuffix("ing") if word.endswith("ing") else word.removesuffix("en")
    if stem == word or len(stem) < _SHORTEST:
        return word
    forms = (stem, stem + "e", stem[:-1] if stem[-1] == stem[-2] else stem)
    return next((words[form] for form in forms if form in words), word)


@of_texts
def small_forms(claim_map: ClaimMap) -> frozenset[str]:
    """The forms that an event writes in small letters somewhere: with a capital they name nobody.

    Args:
        claim_map: The event.

    Returns:
        They, as written.
    """
    return frozenset(
        form
        for sentence, parse in zip(claim_map.sentences, claim_map.parses, strict=True)
        if parse is not None
        for form in (sentence.text[a:b] for a, b in zip(parse.starts, parse.ends, strict=True))
        if form.islower()
    )


@of_texts
def lemma_by_form(claim_map: ClaimMap) -> Mapping[str, str]:
    """The lemma that an event most often gives each form, where it is no name.

    Args:
        claim_map: The event.

    Returns:
        Lemmas by forms, both in small letters; of two as common the first of the alphabet.
    """
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence, parse in zip(claim_map.sentences, claim_map.parses, strict=True):
        if parse is None:
            continue
        for start, end, lemma, pos in zip(
            parse.starts, parse.ends, parse.lemmas, parse.pos, strict=True
        ):
            if pos in RATED_POS:
                found[sentence.text[start:end].casefold()][lemma.casefold()] += 1
    return {
        form: min(lemmas, key=lambda one: (-lemmas[one], one)) for form, lemmas in found.items()
    }


def word_of(words: Mapping[str, str], written: str) -> str:
    """The word that a form belongs to; of an unknown one, the form without its plain ending, or it.

    Args:
        words: As found by `word_by_form`.
        written: As it stands in a text.

    Returns:
        The word, as `spelled`.

    >>> words = {"killed": "kill", "kill": "kill"}
    >>> word_of(words, "KILLED"), word_of(words, "Kills"), word_of(words, "Skills")
    ('kill', 'kill', 'skills')
    """
    form = spelled(written)
    return words.get(form) or words.get(form.removesuffix("s")) or form
