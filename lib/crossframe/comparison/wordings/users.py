"""Claim and rated words -> which of its outlets use each of them, in whatever form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from crossframe.comparison.once import of_texts
from crossframe.comparison.presence.holding import firm_sentences
from crossframe.comparison.wordings.families import family_of
from crossframe.comparison.wordings.of_matter import event_names, is_of_matter
from crossframe.comparison.wordings.ratings import load_lexicon
from crossframe.comparison.wordings.senses import plain_rows
from crossframe.comparison.wordings.word_forms import small_forms, word_by_form, word_of
from crossframe.records import Claim, ClaimMap


def users_of(
    claim_map: ClaimMap, claim: Claim, wanted: AbstractSet[str], told: AbstractSet[str]
) -> Mapping[str, AbstractSet[str]]:
    """Finds which outlets of a claim use a word or one of its family.

    Args:
        claim_map: The event.
        claim: One of its claims; sentences that it holds loosely count where they tell of it.
        wanted: Words, as `word_of` has them.
        told: What the claim tells of.

    Returns:
        The outlets by the word.
    """
    said, families = words_said(claim_map), defaultdict[str, set[str]](set)
    for word in wanted:
        families[family_of(word)].add(word)
    found = defaultdict[str, set[str]](set)
    firm = firm_sentences(claim_map)[claim.claim_id]
    for sentence_id in claim.sentence_ids:
        outlet = claim_map.article_of(sentence_id).outlet
        for own in said[sentence_id]:
            for word in families.get(family_of(own), ()):
                is_used = own == word or _are_of_one_side(own, word)
                if is_used and (sentence_id in firm or _tells(claim_map, sentence_id, own, told)):
                    found[word].add(outlet)
    return found


def _tells(claim_map: ClaimMap, sentence_id: str, word: str, told: AbstractSet[str]) -> bool:
    """Whether a sentence has a word where it tells of what a claim does."""
    sentence, parse = claim_map.sentence_by_id[sentence_id], claim_map.parse_by_id[sentence_id]
    words = word_by_form(claim_map)
    return parse is not None and any(
        word_of(words, sentence.text[start:end]) == word
        and is_of_matter(claim_map, sentence, sentence.start + start, told, surely=True)
        for start, end in zip(parse.starts, parse.ends, strict=True)
    )


def _are_of_one_side(one: str, other: str) -> bool:
    """Whether two words were both rated, and to one side: "several" is not of "severe"."""
    ratings = load_lexicon().ratings
    return ratings.get(one, 0.0) * ratings.get(other, 0.0) > 0


@of_texts
def words_said(claim_map: ClaimMap) -> Mapping[str, AbstractSet[str]]:
    """The words of each sentence, in one form for all; names of persons are none."""
    words, names, small = word_by_form(claim_map), event_names(claim_map), small_forms(claim_map)
    return {
        s.sentence_id: {
            word_of(words, s.text[parse.starts[row] : parse.ends[row]])
            for row in plain_rows(s.text, parse, names, small, every=True)
        }
        if parse
        else frozenset[str]()
        for s, parse in zip(claim_map.sentences, claim_map.parses, strict=True)
    }
