"""Claim map -> whom each sentence is told of by name, so that two of different ones are told apart.

"Ann Ray finished with 20 points" and "Tom Lind finished with 16 points" are as like each other as
two sentences can be, and no claim of both is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from crossframe.comparison.once import once
from crossframe.records import ClaimMap, Parse
from crossframe.text.meaning.tree import Tree
from crossframe.text.plain_words import plain_words
from crossframe.text.speech.speech_verbs import VERB_CLASS

_SUBJECTS = ("nsubj", "nsubjpass")
_NAMED = frozenset({*_SUBJECTS, "appos"})
_SPEAKING = frozenset({"i", "we"})
_OF_NAMES = ("appos", "compound", "conj", "flat")
# Whoever is named otherwise is called by their country or town as well.
_PERSONS_AND_BODIES = frozenset({"", "ORG", "PERSON"})


class Named(NamedTuple):
    """A sentence: the names of whom its main clause is told of, and all of its words, in lemmas.

    Of one in which somebody says "I" or "we", `words` are their names alone.
    """

    subjects: AbstractSet[str]
    words: AbstractSet[str]

    def is_rival_of(self, other: Named) -> bool:
        """Whether the two are told of different ones, none of whom the other so much as names."""
        both = self.subjects and other.subjects
        return bool(both) and not (self.subjects & other.words or other.subjects & self.words)


@once
def named_in(claim_map: ClaimMap) -> Mapping[str, Named]:
    """Finds whom the sentences of claims are told of by name.

    Args:
        claim_map: The event.

    Returns:
        As `named_among` has it.
    """
    held = {s for claim in claim_map.claims for s in claim.sentence_ids}
    return named_among(claim_map, held)


def named_among(claim_map: ClaimMap, sentence_ids: Iterable[str]) -> Mapping[str, Named]:
    """Finds whom some sentences are told of by name.

    Args:
        claim_map: The event.
        sentence_ids: The sentences.

    Returns:
        By the id of the sentence; sentences without a parse, or told of nobody by name, are left
        out. A word that the event writes small somewhere is no name ("Woman killed in storm").
    """
    common, found = _small_words(claim_map), dict[str, Named]()
    for sentence_id in sentence_ids:
        parse = claim_map.parse_by_id[sentence_id]
        if parse is not None and _names_subject(parse):
            tree = Tree(claim_map.sentence_by_id[sentence_id].text, parse)
            found[sentence_id] = _named(tree, parse, common)
    return found


@once
def _small_words(claim_map: ClaimMap) -> AbstractSet[str]:
    return {
        word
        for sentence in claim_map.sentences
        for word in sentence.text.split()
        if word.islower()
        for word in plain_words(word)
    }


def _names_subject(parse: Parse) -> bool:
    """Whether a name is a subject, or stands beside one."""
    rows = zip(parse.pos, parse.deps, strict=True)
    return any(pos == "PROPN" and dep in _NAMED for pos, dep in rows)


def _named(tree: Tree, parse: Parse, common: AbstractSet[str]) -> Named:
    told, speaks = _subjects(tree, parse)
    subjects = {
        tree.lemma(token)
        for subject in told
        for noun in (subject, *tree.kids(subject, "appos"))
        if parse.pos[noun] == "PROPN" and parse.entities[noun] in _PERSONS_AND_BODIES
        if tree.lemma(noun) not in common
        for token in (noun, *tree.kids(noun, *_OF_NAMES))
    }
    # Whomever somebody speaks of, it is they who say "I".
    return Named(subjects, subjects if speaks else {lemma.lower() for lemma in parse.lemmas})


def _subjects(tree: Tree, parse: Parse) -> tuple[list[int], bool]:
    """The subjects of a sentence; of one that says what somebody said, those of what is said.

    Of "I" and "we" that is whoever says it, which is told as well.
    """
    subjects: list[int] = []
    speaks = False
    for root in (token for token, head in enumerate(parse.heads) if token == head):
        said = tree.kids(root, "ccomp") if tree.lemma(root) in VERB_CLASS else []
        told = [noun for verb in said or [root] for noun in tree.kids(verb, *_SUBJECTS)]
        by_them = bool(said) and any(tree.lower(noun) in _SPEAKING for noun in told)
        subjects += tree.kids(root, *_SUBJECTS) if by_them else told
        speaks |= by_them
    return subjects, speaks


def told_of_others(
    claim_map: ClaimMap,
    sentences: Mapping[str, AbstractSet[str]],
    firm: Mapping[str, AbstractSet[str]],
) -> AbstractSet[tuple[str, str]]:
    """Finds sentences that are told of others, by name, than what claims hold firmly.

    Args:
        claim_map: The event.
        sentences: By claim the ids of sentences outside of it.
        firm: By claim the ids of its firm sentences.

    Returns:
        Claim and sentence, where it is so of the one that stands for the claim, and of every other
        firm one that names anybody.
    """
    held = named_in(claim_map)
    named = {
        claim_id: medoid
        for claim_id in sentences
        if (medoid := held.get(claim_map.claim_by_id[claim_id].medoid_id)) and medoid.subjects
    }
    others = named_among(claim_map, {s for claim_id in named for s in sentences[claim_id]})
    return {
        (claim_id, s)
        for claim_id, medoid in named.items()
        for s in sentences[claim_id] & others.keys()
        if others[s].is_rival_of(medoid)
        and all(
            others[s].is_rival_of(held[one])
            for one in firm[claim_id] & held.keys()
            if held[one].subjects
        )
    }
