"""Sentences of a claim, attributions -> which say it in the outlet's own voice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from crossframe.records import ClaimMap
from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.attribution import Attribution
from crossframe.text.speech.quotations import find_quotations

# At least this share of a claim's words inside of what is attributed makes the claim attributed,
# and at most that one makes it the outlet's own; between the two nothing is called.
_ATTRIBUTED, _OWN = 0.6, 0.25
_CONTENT_WORDS = frozenset({"NOUN", "PROPN", "VERB", "NUM", "ADJ"})


class Voice(NamedTuple):
    """How a sentence says a claim, and whom it names for it."""

    voice: str
    attributions: tuple[Attribution, ...] = ()


def words_of(
    claim_map: ClaimMap, sentence_id: str, attributions: Sequence[Attribution]
) -> list[tuple[str, int]]:
    """Finds the content words of a sentence: what it says, not who says it.

    Args:
        claim_map: The event.
        sentence_id: The sentence.
        attributions: What it attributes.

    Returns:
        Dictionary forms and places in the article; speakers, with all that describes them, and
        verbs of speech are left out. Nothing without a parse.
    """
    sentence, parse = claim_map.sentence_by_id[sentence_id], claim_map.parse_by_id[sentence_id]
    if parse is None:
        return []
    tree = Tree(sentence.text, parse)
    left_out = {token for one in attributions for token in _who_says(tree, sentence.start, one)}
    return [
        (lemma.lower(), sentence.start + parse.starts[token])
        for token, lemma in enumerate(parse.lemmas)
        if parse.pos[token] in _CONTENT_WORDS and token not in left_out
    ]


def _who_says(tree: Tree, offset: int, one: Attribution) -> set[int]:
    """The tokens of verb and speaker, with all that describes the speaker."""
    starts = [offset + start for start in tree.parse.starts]
    found = {t for t, start in enumerate(starts) if one.verb_start <= start < one.verb_end}
    speaker = one.speaker
    if speaker is None:
        return found
    named = {t for t, start in enumerate(starts) if speaker.start <= start < speaker.end}
    told = {t for t, start in enumerate(starts) for p in one.contents if p.start <= start < p.end}
    below = {below for token in named for below in tree.subtree(token, without=found)}
    return found | named | (below - told)


def common_words(sentence_id: str, words: Mapping[str, Sequence[tuple[str, int]]]) -> set[str]:
    """The words that at least half of the claim's other sentences have too."""
    others = [{lemma for lemma, _ in own} for s, own in words.items() if s != sentence_id and own]
    counts = Counter(lemma for own in others for lemma in own)
    return {lemma for lemma, count in counts.items() if 2 * count >= len(others)}


def voice_of(
    claim_map: ClaimMap,
    sentence_id: str,
    attributions: Sequence[Attribution],
    words: Sequence[tuple[str, int]],
    common: set[str],
) -> Voice:
    """Says how a sentence says a claim.

    Args:
        claim_map: The event.
        sentence_id: The sentence.
        attributions: What it attributes.
        words: Its content words and their places.
        common: What the claim's other sentences say too.

    Returns:
        The voice, and the attributions that hold the claim.
    """
    if claim_map.parse_by_id[sentence_id] is None:
        return Voice("not_parsed")
    places = [place for lemma, place in words if lemma in common] or [place for _, place in words]
    if not attributions:
        broken = _is_cut_off(claim_map.sentence_by_id[sentence_id].text)
        quoted = broken or _are_quoted(claim_map, sentence_id, places)
        return Voice("unclear" if quoted else "own")
    if not places:
        return Voice("unclear")
    inside = {place for place in places if any(_holds(one, place) for one in attributions)}
    share = len(inside) / len(places)
    tellers = tuple(
        one
        for one in attributions
        if not one.negated
        if sum(_holds(one, place) for place in places) >= _ATTRIBUTED * len(places)
    )
    if tellers:
        return Voice("attributed", tellers)
    return Voice("own" if share <= _OWN else "unclear")


def _are_quoted(claim_map: ClaimMap, sentence_id: str, places: Sequence[int]) -> bool:
    """Whether words that nobody was found to say stand in quotation marks, most of them."""
    quotations = find_quotations(claim_map.article_of(sentence_id).text)
    inside = [p for p in places if any(q.start <= p < q.end for q in quotations)]
    return bool(places) and len(inside) >= _ATTRIBUTED * len(places)


def _is_cut_off(text: str) -> bool:
    """Whether a mark of quotation has lost its partner, so that whose words it is is open."""
    return text.count('"') % 2 == 1 or text.count("“") != text.count("”")


def _holds(one: Attribution, place: int) -> bool:
    return any(piece.start <= place < piece.end for piece in one.contents)
