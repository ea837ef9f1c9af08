"""Claim map -> the words of each article, and who acts beside each sentence, as keys."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import groupby
from typing import NamedTuple

from crossframe.comparison.once import of_texts
from crossframe.comparison.wordings.deeds import is_being, key_of
from crossframe.comparison.wordings.word_forms import small_forms
from crossframe.records import ClaimMap, Parse, Sentence
from crossframe.text.meaning.predicates import predicates_of


class Surroundings(NamedTuple):
    """Keys of words: `of_article` of the whole article, headline included, by its id.

    `doers` holds those of the nouns for whoever acts in the statements on either side of a
    sentence, by the id of the sentence. `small` are the forms in small letters of the event.
    """

    of_article: Mapping[str, frozenset[str]]
    doers: Mapping[str, frozenset[str]]
    small: frozenset[str]


@of_texts
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

    of_article, doers, small = {}, {}, small_forms(claim_map)
    for article_id, sentences in groupby(claim_map.sentences, key=lambda one: one.article_id):
        own = list(sentences)
        title = keys(claim_map.article_by_id[article_id].title)
        of_article[article_id] = title.union(*(keys(one.text) for one in own))
        acting = [_doers(one, claim_map.parse_by_id[one.sentence_id], small) for one in own]
        told = [row for row, one in enumerate(own) if one.is_statement]
        for row, one in enumerate(own):
            beside = [n for n in told if n < row][-1:] + [n for n in told if n > row][:1]
            doers[one.sentence_id] = frozenset().union(*(acting[n] for n in beside))
    return Surroundings(of_article, doers, small)


def _doers(sentence: Sentence, parse: Parse | None, small: frozenset[str]) -> frozenset[str]:
    """Keys of the nouns of all who act in a sentence, whoever only says something included."""
    if parse is None:
        return frozenset()
    agents = (found.agent for found in predicates_of(sentence.text, parse))
    return frozenset(
        key_of(parse.lemmas[agent.head])
        for agent in agents
        if agent and is_being(parse, agent, small)
    )
