"""Claim map -> sentences that quote other words than the one that stands for their claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from crossframe.comparison.once import once
from crossframe.records import ClaimMap, Sentence
from crossframe.text.meaning.tree import Extent, Tree
from crossframe.text.speech.sentence_quotes import quotes_by_sentence

_MEANING = frozenset({"ADJ", "ADV", "NOUN", "NUM", "PROPN", "VERB"})
# A sentence of which so much stands in quotation marks is told by what it quotes. Fewer words than
# these are too few to compare; who has no more of them in common says something else: of 22 such
# pairs in the claims of 66 ECB+ events 17 are of another statement, and 3 of the same.
_QUOTED, _FEWEST, _IN_COMMON = 0.4, 3, 0.4


@once
def other_words(claim_map: ClaimMap) -> Mapping[str, AbstractSet[str]]:
    """Finds sentences that quote another statement than the one that stands for their claim.

    Args:
        claim_map: The event.

    Returns:
        By claim the ids of sentences that are mostly a quotation, as the one that stands for the
        claim is, and have few of its words. None of those without grammar.
    """
    quoted = _quoted_words(claim_map)
    return {
        claim.claim_id: {
            s
            for s in claim.sentence_ids
            if claim.medoid_id in quoted
            and s in quoted
            and _are_apart(quoted[s], quoted[claim.medoid_id])
        }
        for claim in claim_map.claims
    }


def _are_apart(one: AbstractSet[str], other: AbstractSet[str]) -> bool:
    return len(one & other) <= _IN_COMMON * min(len(one), len(other))


def _quoted_words(claim_map: ClaimMap) -> Mapping[str, AbstractSet[str]]:
    """By each sentence of a claim that is mostly a quotation the lemmas that stand in it."""
    held = {s for claim in claim_map.claims for s in claim.sentence_ids}
    by_article: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in claim_map.sentences:
        by_article[sentence.article_id].append(sentence)
    found: dict[str, AbstractSet[str]] = {}
    for article in claim_map.articles:
        own = by_article[article.article_id]
        for sentence, quotes in zip(own, quotes_by_sentence(article.text, own), strict=True):
            parse = claim_map.parse_by_id[sentence.sentence_id]
            if quotes and parse is not None and sentence.sentence_id in held:
                words = _words_within(Tree(sentence.text, parse), quotes)
                if len(words) >= _FEWEST:
                    found[sentence.sentence_id] = words
    return found


def _words_within(tree: Tree, quotes: Sequence[Extent]) -> AbstractSet[str]:
    """The lemmas in the quotations of a sentence; none where most of its words stand outside."""
    every = [token for token, pos in enumerate(tree.parse.pos) if pos in _MEANING]
    starts = tree.parse.starts
    within = [t for t in every if any(q.start <= starts[t] < q.end for q in quotes)]
    return {tree.lemma(t) for t in within} if len(within) >= _QUOTED * len(every) else set()
