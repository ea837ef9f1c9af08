"""Claim map -> which headlines tell which claims of their articles, by their words as well.

A headline is short, and the judge takes one for a claim that shares its names: "Ann Ray to host
the gala" for what she said of it. So it has to have a good part of the words, too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from crossframe.comparison.once import of_texts, once
from crossframe.comparison.presence.holding import firm_sentences
from crossframe.comparison.presence.nearness import weighty_words
from crossframe.records import ClaimMap

# A headline tells a claim if it has so much of the words of one of its sentences. Of 132 of ECB+
# that the judge took for a claim without their being one of its sentences 62 tell it and 52 another
# part of the event; with it 36 and 6 are left.
_TOLD = 0.4


@once
def telling_headlines(claim_map: ClaimMap) -> AbstractSet[tuple[str, str]]:
    """Finds the headlines that tell a claim.

    Args:
        claim_map: The event.

    Returns:
        Claim and article, where the judge says that the article's headline asserts the claim, and
        it has .4 of the nouns, verbs, adjectives and numbers of a sentence that the claim
        holds firmly, or of one of its own where it holds none of these so; rare ones weigh more.
    """
    words, firm, forms = weighty_words(claim_map), firm_sentences(claim_map), _lemmas(claim_map)
    found: set[tuple[str, str]] = set()
    for headline in claim_map.headlines:
        claim = claim_map.claim_by_id[headline.claim_id]
        article = claim_map.article_by_id[headline.article_id]
        told = _words_of(article.title, forms)
        surely = firm[claim.claim_id]
        own = {s for s in claim.sentence_ids if claim_map.article_of(s) is article}
        said = (words.of[s] for s in (surely if own & surely else surely | own))
        if any(words.weight(one & told) >= _TOLD * words.weight(one) for one in said):
            found.add((claim.claim_id, article.article_id))
    return found


def _words_of(title: str, forms: Mapping[str, AbstractSet[str]]) -> AbstractSet[str]:
    """The words of a headline, which has no parse, in all lemmas that the event gives them.

    >>> sorted(_words_of("Two ferries sank off Amsel", {"sank": {"sink"}, "ferries": {"ferry"}}))
    ['amsel', 'ferries', 'ferry', 'off', 'sank', 'sink', 'two']
    """
    told = title.casefold()
    # A score is one word, a word with hyphens several.
    written = {*re.findall(r"\w+", told), *re.findall(r"\d+(?:\W\d+)+", told)}
    return written.union(*(forms.get(word, ()) for word in written))


@of_texts
def _lemmas(claim_map: ClaimMap) -> Mapping[str, AbstractSet[str]]:
    """The lemmas of each word as the event's sentences have it."""
    found: dict[str, set[str]] = defaultdict(set)
    for sentence, parse in zip(claim_map.sentences, claim_map.parses, strict=True):
        if parse is not None:
            text = sentence.text.casefold()
            rows = zip(parse.starts, parse.ends, parse.lemmas, strict=True)
            for start, end, lemma in rows:
                found[text[start:end]].add(lemma.casefold())
    return found
