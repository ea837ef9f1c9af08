"""Claims -> a few words each, taken from its own medoid, that tell it from the others."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from crossframe.comparison.once import once
from crossframe.records import Claim, ClaimMap
from crossframe.text.meaning.phrases import Term, terms_of
from crossframe.text.meaning.predicates import REPORTING

# Phrases of a label, and what parts them: a label is read at a glance, and shows its gaps.
MOST_PHRASES = 3
BETWEEN = " · "
_SHORTEST_WORD = 4


@once
def claim_labels(claim_map: ClaimMap) -> Mapping[str, str]:
    """Labels every claim with phrases of its medoid, verbatim and in their order.

    The phrases are those whose words are most typical of the claim beside the other claims, by
    c-TF-IDF: how often a word stands in the claim, times the logarithm of how rare it is in all.
    Without a parse, as in other languages, single words stand for phrases.

    Args:
        claim_map: The event.

    Returns:
        A label by claim id: the name that people gave it, or else never a word that the medoid
        does not have.

    Source:
        c-TF-IDF after Grootendorst, "BERTopic", 2022.
    """
    terms = {
        claim.claim_id: [t for s in claim.sentence_ids for t in _terms(claim_map, s)]
        for claim in claim_map.claims
    }
    counts = {
        claim_id: Counter(term.term for term in found if term.n_words == 1)
        for claim_id, found in terms.items()
    }
    everywhere = Counter(word for own in counts.values() for word in own.elements())
    mean = everywhere.total() / max(len(counts), 1)
    rarity = {word: math.log(1 + mean / n) for word, n in everywhere.items()}
    return {claim.claim_id: _label(claim_map, claim, counts, rarity) for claim in claim_map.claims}


def _label(
    claim_map: ClaimMap,
    claim: Claim,
    counts: Mapping[str, Counter[str]],
    rarity: Mapping[str, float],
) -> str:
    if claim.name:
        return claim.name
    text = claim_map.sentence_by_id[claim.medoid_id].text
    own = counts[claim.claim_id]
    size = max(own.total(), 1)

    def weight(term: Term) -> float:
        return sum(own[word] / size * rarity[word] for word in term.term.split() if word in own)

    ranked = sorted(
        _terms(claim_map, claim.medoid_id), key=lambda term: (-weight(term), term.start, term.end)
    )
    chosen: list[Term] = []
    for term in ranked:
        apart = all(term.end <= other.start or other.end <= term.start for other in chosen)
        if apart and len(chosen) < MOST_PHRASES:
            chosen.append(term)
    return BETWEEN.join(_verbatim(text, chosen)) or text


def _verbatim(text: str, chosen: Sequence[Term]) -> list[str]:
    """The phrases in the order of the text; those with nothing but a blank between are one."""
    pieces: list[list[int]] = []
    for term in sorted(chosen, key=lambda term: term.start):
        if pieces and not text[pieces[-1][1] : term.start].strip():
            pieces[-1][1] = term.end
        else:
            pieces.append([term.start, term.end])
    return [text[start:end] for start, end in pieces]


def _is_passing(text: str, term: Term) -> bool:
    """True for who said so, and for what is only part of a hyphenated word."""
    hyphenated = text[: term.start].endswith("-") or text[term.end :].startswith("-")
    return hyphenated or bool(REPORTING & set(term.term.split()))


def _terms(claim_map: ClaimMap, sentence_id: str) -> Sequence[Term]:
    text = claim_map.sentence_by_id[sentence_id].text
    parse = claim_map.parse_by_id[sentence_id]
    if parse is not None:
        return [term for term in terms_of(text, parse) if not _is_passing(text, term)]
    words = (found for found in re.finditer(r"[^\W\d_]+", text))
    return [
        Term(found.group().casefold(), found.start(), found.end(), 1)
        for found in words
        if len(found.group()) >= _SHORTEST_WORD
    ]
