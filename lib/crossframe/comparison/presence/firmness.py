"""Claim map -> the sentences of claims for which enough speaks that they say what these say.

Two measures are asked. By the one, a sentence is compared with the one that stands for its claim:
by the judge's probability, what both have in common, their subjects, and whether there is a third
that bears them out. By the other, with all the others: whether it has the words of most of them, or
tells of the same things as one of them. Much of the first is enough; of a fair amount the second
decides.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from crossframe.comparison.once import once
from crossframe.comparison.presence.nearness import (
    Words,
    judged,
    support,
    usual_words,
    weighty_words,
)
from crossframe.records import Claim, ClaimMap
from crossframe.text.meaning.main_clause import main_clause
from crossframe.text.meaning.tree import Tree

# Weights of a logistic regression, rounded, on 774 sentences of ECB+ that were read beside what
# stands for their claims, 103 of which tell of another matter, and, at two fifths, on 1,058 that
# annotators paired with it. With events held out the area under its curve is .83 on the former,
# that of the support by most of the others .73.
_JUDGED, _SHARE, _WEIGHT, _SUBJECT, _ALONE = 2.7, 1.7, 1.0, 1.0, -1.2
# So much is enough: of 46 such that the second measure would withhold 44 say the same. With less
# than so much it is not, whatever the second says: of 47 such that it would hold 24 do not.
_MUCH, _FAIR = 3.0, 2.1
# From here on most of the others bear a sentence out: chosen on 150 sentences of ten ECB+ events
# and confirmed on 150 of the others, which were read beside what stands for their claims.
_SUPPORTED = 0.8
# So probable has to be one that shares so many nouns, names, adjectives or numbers with another of
# the claim, and such a share of the words of both.
_LIKELY, _IN_COMMON, _OF_BOTH = 0.5, 3, 0.2
# Without grammar nothing is known of words that mean something: so probable it has to be.
_SURE = 0.8


@once
def supported_sentences(claim_map: ClaimMap) -> Mapping[str, AbstractSet[str]]:
    """Finds the sentences for which enough speaks that they say what their claims say.

    Args:
        claim_map: The event.

    Returns:
        Their ids by claim; without grammar those that are probable enough.
    """
    words, subjects = weighty_words(claim_map), _subjects_of(claim_map)
    return {claim.claim_id: _supported(claim, words, subjects) for claim in claim_map.claims}


def _supported(
    claim: Claim, words: Words, subjects: Mapping[str, AbstractSet[str]]
) -> AbstractSet[str]:
    rows = dict(zip(claim.sentence_ids, claim.probabilities, strict=True))
    if claim.medoid_id not in subjects:
        return {s for s, probability in rows.items() if probability >= _SURE}
    borne_out = _borne_out({s: p for s, p in rows.items() if s in subjects}, words)
    is_alone = len({words.of[s] for s in rows}) <= 2
    rarest = math.log((len(words.of) + 1) / 1.5)
    found: set[str] = set()
    for s, probability in rows.items():
        if s not in subjects:
            found |= {s} if probability >= _SURE else set()
            continue
        speaks = _JUDGED * judged(probability) + _likeness_to(claim.medoid_id, s, words, rarest)
        speaks += _SUBJECT * bool(subjects[s] & subjects[claim.medoid_id]) + _ALONE * is_alone
        if speaks >= _MUCH or (speaks >= _FAIR and s in borne_out):
            found.add(s)
    return found


def _likeness_to(medoid: str, sentence: str, words: Words, rarest: float) -> float:
    """How much a sentence and the one that stands for its claim have in common.

    That is the share of the words of the one that has fewer, rare ones counted for more, and how
    many they are, in words that are as rare as any.
    """
    own, other = words.of[sentence], words.of[medoid]
    both = words.weight(own & other)
    fewer = min(words.weight(own), words.weight(other)) or 1.0
    return _SHARE * both / fewer + _WEIGHT * math.log1p(both / rarest)


def _borne_out(rows: Mapping[str, float], words: Words) -> AbstractSet[str]:
    """The sentences that have the words of most of the others, or tell of the things of one."""
    # A text that several print counts once.
    texts = dict.fromkeys(words.of[s] for s in rows)
    every = Counter(word for own in texts for word in own)
    found: set[str] = set()
    for s, probability in rows.items():
        usual = usual_words(every - Counter(words.of[s]), len(texts) - 1, words)
        if support(probability, words.of[s], usual) >= _SUPPORTED or (
            probability >= _LIKELY and any(_are_alike(s, other, words) for other in rows)
        ):
            found.add(s)
    return found


def _are_alike(one: str, other: str, words: Words) -> bool:
    if words.of[one] == words.of[other]:
        return False
    a, b = words.things[one], words.things[other]
    return len(a & b) >= _IN_COMMON and words.likeness(a, b) >= _OF_BOTH


def _subjects_of(claim_map: ClaimMap) -> Mapping[str, AbstractSet[str]]:
    """By each sentence of a claim that has grammar the nouns and names its main clause is about."""
    held = dict.fromkeys(s for claim in claim_map.claims for s in claim.sentence_ids)
    rows = [(s, parse) for s in held if (parse := claim_map.parse_by_id[s]) is not None]
    return {s: {*_subjects(Tree(claim_map.sentence_by_id[s].text, parse))} for s, parse in rows}


def _subjects(tree: Tree) -> Iterator[str]:
    pos = tree.parse.pos
    for noun in main_clause(tree).subjects:
        if pos[noun] != "PRON":
            yield tree.lemma(noun)
            for beside in tree.kids(noun, "appos", "compound"):
                if pos[beside] == "PROPN":
                    yield tree.lemma(beside)
