"""Claim map -> the words of each article, and of what stands beside each sentence, as keys."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import groupby
from typing import NamedTuple

from crossframe.comparison.wordings.deeds import key_of
from crossframe.records import ClaimMap


class Surroundings(NamedTuple):
    """Keys of words: `of_article` of the whole article, headline included, by its id.

    `beside` holds those of the headline, of the sentence and of the one on either side of it, by
    the id of the sentence.
    """

    of_article: Mapping[str, frozenset[str]]
    beside: Mapping[str, frozenset[str]]


def read_surroundings(claim_map: ClaimMap) -> Surroundings:
    """Reads the words around the sentences of an event.

    Args:
        claim_map: The event.

    Returns:
        They, as keys that forget case, spelling and the plural.
    """
    key = cache(key_of)

    def keys(text: str) -> frozenset[str]:
        return frozenset(key(word) for word in re.findall(r"[^\W\d_]+", text))

    of_article, beside = {}, {}
    for article_id, sentences in groupby(claim_map.sentences, key=lambda one: one.article_id):
        title = keys(claim_map.article_by_id[article_id].title)
        own = [(one.sentence_id, keys(one.text)) for one in sentences]
        of_article[article_id] = title.union(*(words for _, words in own))
        for row, (sentence_id, _) in enumerate(own):
            near = own[max(0, row - 1) : row + 2]
            beside[sentence_id] = title.union(*(words for _, words in near))
    return Surroundings(of_article, beside)
