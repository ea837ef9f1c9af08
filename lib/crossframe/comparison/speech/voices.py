"""Sentences of a claim, attributions -> which say it in the outlet's own voice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from crossframe.records import ClaimMap
from crossframe.text.meaning.assertions import main_tokens
from crossframe.text.meaning.certainty import assess_certainty
from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.attribution import Attribution
from crossframe.text.speech.quotations import find_quotations
from crossframe.text.speech.speech_verbs import (
    SPEECH_NOUNS,
    UNSTATED_ADJECTIVES,
    UNSTATED_ADVERBS,
    VERB_CLASS,
)

# At least this share of a claim's words inside of what is attributed makes the claim attributed,
# and at most that one makes it the outlet's own; between the two nothing is called.
_ATTRIBUTED, _OWN = 0.6, 0.25
_CONTENT_WORDS = frozenset({"NOUN", "PROPN", "VERB", "NUM", "ADJ"})
# So many words, and such a share of a sentence's, must stand in the claim's other sentences too for
# a contrast: below that, the sentences may tell different facts.
_SHARED, _SHARE = 3, 0.4
# Where one of these stands and no attribution was made of it, whose words they are is open.
_TELLING = frozenset(
    """
    accord accusation accuse allegation allege alleged allegedly assert claim confirm contend
    estimate purportedly report reportedly say suspect suspected
    """.split()  # noqa: SIM905
)
# Deeds of law: whoever is charged did something, as somebody says.
_LAW = frozenset("arraign arrest book charge charges convict indict plead suspicion trial".split())  # noqa: SIM905
# By these somebody surely says it; others, such as "put" or "add", are deeds as well.
_SURELY = frozenset(
    """
    accuse acknowledge admit allege allegedly announce assert believe claim conclude
    confirm deny estimate explain insist note report reportedly say state suspect tell testify warn
    write according
    """.split()  # noqa: SIM905
)
_MARKS = re.compile(r"^[^:]{1,40}:\s|[\"“”‘«»]|(?<!\w)'(?=\w)|``")
_EVERYDAY = frozenset(
    """
    add agree allow ask call continue count cry express figure find list own point post promise put
    read record rule show speak undertake view word
    """.split()  # noqa: SIM905
)
_ATTRIBUTING = (
    _TELLING
    | {"accusation", "belief", "rumor", "rumour", "source", "speculation"}
    | ((VERB_CLASS.keys() | SPEECH_NOUNS.keys()) - _EVERYDAY)
)


class Voice(NamedTuple):
    """How a sentence says a claim, and whom it names for it.

    `firm` where nothing in the sentence leaves doubt of that, so that a contrast can rest on it.
    """

    voice: str
    attributions: tuple[Attribution, ...] = ()
    firm: bool = False


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
    parse = claim_map.parse_by_id[sentence_id]
    if parse is None:
        return Voice("not_parsed")
    text = claim_map.sentence_by_id[sentence_id].text
    tree = Tree(text, parse)
    is_open = _left_open(claim_map, sentence_id, tree, attributions)
    shared = {lemma for lemma, _ in words if lemma in common}
    is_one = len(shared) >= max(_SHARED, _SHARE * len({lemma for lemma, _ in words}))
    places = [place for lemma, place in words if lemma in common] or [place for _, place in words]
    if not attributions:
        quoted = _is_cut_off(text) or _are_quoted(claim_map, sentence_id, places)
        if quoted or is_open:
            return Voice("unclear")
        return Voice("own", firm=is_one and _is_plain(tree, common))
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
        return Voice("attributed", tellers, is_one and any(_is_sure(one) for one in tellers))
    return Voice("own" if share <= _OWN and not is_open else "unclear")


def _left_open(
    claim_map: ClaimMap, sentence_id: str, tree: Tree, attributions: Sequence[Attribution]
) -> bool:
    """Whether a word in the main clause attributes, and no attribution was made of it."""
    start = claim_map.sentence_by_id[sentence_id].start
    main = main_tokens(tree)
    near = main | {kid for token in main for kid in tree.kids(token, "nsubj", "advmod", "prep")}
    return any(
        tree.lemma(token).lower() in _TELLING
        and not any(one.verb_start <= start + place < one.verb_end for one in attributions)
        and not any(_holds(one, start + place) for one in attributions)
        for token in near
        for place in (tree.parse.starts[token],)
    )


def _is_plain(tree: Tree, common: set[str]) -> bool:
    """Whether a sentence without attributions has no word or mark that may make it another's."""
    lemmas = {tree.lemma(token).lower() for token in range(len(tree.parse.heads))}
    lemmas |= {tree.lower(token) for token in range(len(tree.parse.heads))}
    if lemmas & _ATTRIBUTING or (lemmas & _LAW) - common or _MARKS.search(tree.text):
        return False
    assurance = assess_certainty(tree.text, tree.parse)
    return assurance is not None and assurance.state == "flat"


def _is_sure(one: Attribution) -> bool:
    """Whether somebody is named for it, or a whole clause is said to be "reportedly" so."""
    if one.verb in UNSTATED_ADVERBS:
        return True
    return one.who is not None and one.verb in _SURELY and one.verb not in UNSTATED_ADJECTIVES


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
