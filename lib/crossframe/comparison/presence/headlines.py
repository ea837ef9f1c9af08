"""Claim map -> which headlines tell which claims of their articles, by their words as well.

A headline is short, and the judge takes one for a claim that shares its names: "Ann Ray to host
the gala" for what she said of it. So it has to have a good part of the words, too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from crossframe.comparison.once import of_texts, once
from crossframe.comparison.presence.holding import firm_sentences
from crossframe.comparison.presence.nearness import Words, weighty_words
from crossframe.records import Article, ClaimMap, Sentence

# A headline tells a claim if it has so much of the words of one of its sentences. Of 132 of ECB+
# that the judge took for a claim without their being one of its sentences 62 tell it and 52 another
# part of the event; with it 36 and 6 are left.
_TOLD = 0.4
# And only if what the judge says and the share of the headline's words that the article's own
# sentence has are so much together, or it has all but a quarter of that sentence ("She was 91"). Of
# 22 of ECB+ that this takes back 14 told another part of the event, 4 did not.
_BOTH, _ALL = 0.7, 0.75


@once
def telling_headlines(claim_map: ClaimMap) -> AbstractSet[tuple[str, str]]:
    """Finds the headlines that tell a claim.

    Args:
        claim_map: The event.

    Returns:
        Claim and article, where the judge says that the article's headline asserts the claim, and
        it has .4 of the nouns, verbs, adjectives and numbers of a sentence that the claim
        holds firmly, or of one of its own where it holds none of these so; rare ones weigh more.
        The probability and the share of the headline's words that one of the article's own
        sentences has have to be .7 together, or the headline has .75 of that sentence's words:
        "Ann Ray wins the cup" does not tell, with a probability of .5, that she runs at noon.
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
        is_told = any(words.weight(one & told) >= _TOLD * words.weight(one) for one in said)
        beside = [words.of[s] for s in own & surely or own]
        if is_told and _is_of(told, beside, headline.probability, words):
            found.add((claim.claim_id, article.article_id))
    return found


def is_printed_again(article: Article, sentence: Sentence) -> bool:
    """Whether a sentence is an article's headline, printed in the text as well."""
    return _letters(article.title) == _letters(sentence.text)


def _letters(text: str) -> str:
    """A text without what may differ where it is printed twice.

    >>> _letters("Ferry  Anna sinks.") == _letters("FERRY ANNA SINKS")
    True
    """
    return "".join(re.findall(r"\w", text.casefold()))


def _is_of(
    told: AbstractSet[str],
    sentences: Sequence[AbstractSet[str]],
    probability: float,
    words: Words,
) -> bool:
    """Whether a headline tells of what one of its article's sentences tells, by their words."""
    used = told & words.rarity.keys()
    had = max(words.weight(used & own) for own in sentences) / (words.weight(used) or 1.0)
    return probability + had >= _BOTH or any(
        words.weight(used & own) >= _ALL * words.weight(own) for own in sentences
    )


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
