"""Two sentences of a claim -> whether they tell the same, one of them as somebody's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum
from typing import NamedTuple

from crossframe.comparison.speech.accounts import Voices
from crossframe.comparison.speech.voices import Voice, holds
from crossframe.text.meaning.assertions import main_tokens
from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.attribution import Attribution

# So many words, and such a share of either sentence's, must stand in both: below that, the
# sentences of 100 contrasts on real events told different facts in six of eight cases.
_SHARED, _SHARE = 3, 0.5
# With so many in common, the verbs may differ: "was taken" and "was brought".
_CLOSE = 0.75
# Such a share of a headline and of what is attributed below it, and the article says so itself.
_HEADLINE, _BELOW = 1 / 3, 1 / 5
# More than such a share of what two sentences tell, and an article that has it in its own voice
# as well is not set against the other.
_MUCH = 0.4
_CONTENT_WORDS = frozenset({"NOUN", "PROPN", "VERB", "NUM", "ADJ"})


# Of two sentences of which one has such a word, the other tells something else.
_MODALS = frozenset({"could", "may", "might", "would"})
_DEGREES = frozenset({"almost", "badly", "barely", "half", "nearly", "partially", "partly"})


class Contrast(NamedTuple):
    """Two outlets in contrast, and their sentences: one gives to somebody what the other states."""

    giving: str
    stating: str
    given: str
    stated: str


class Told(NamedTuple):
    """What a sentence tells: dictionary forms of its words, of its main verbs, names, figures.

    `shades` are the words by which it is true in part, or perhaps: "nearly", "may".
    """

    words: frozenset[str]
    verbs: frozenset[str]
    names: frozenset[str]
    figures: frozenset[str]
    shades: frozenset[str] = frozenset()


def own_words(voices: Voices, sentence_id: str) -> Told:
    """What a sentence tells in the outlet's own voice: all of it.

    Args:
        voices: The event.
        sentence_id: The sentence.

    Returns:
        Its words; none without a parse.
    """
    tree = voices.tree(sentence_id)
    if tree is None:
        return Told(frozenset(), frozenset(), frozenset(), frozenset())
    tokens = range(len(tree.parse.heads))
    return _told(tree, tokens, [t for t in main_tokens(tree) if tree.parse.pos[t] == "VERB"])


def given_words(voices: Voices, sentence_id: str, tellers: Sequence[Attribution]) -> Told:
    """What a sentence gives to somebody; what it adds with ", which" is the outlet's again.

    Args:
        voices: The event.
        sentence_id: The sentence.
        tellers: The attributions that hold the claim.

    Returns:
        The words of what is attributed.
    """
    tree = voices.tree(sentence_id)
    if tree is None:
        return Told(frozenset(), frozenset(), frozenset(), frozenset())
    start = voices.start(sentence_id)
    aside = {token for clause in _asides(tree) for token in tree.subtree(clause)}
    tokens = [
        token
        for token, place in enumerate(tree.parse.starts)
        if token not in aside and any(holds(one, start + place) for one in tellers)
    ]
    inside = set(tokens)
    tops = [t for t in tokens if tree.parse.heads[t] not in inside or tree.parse.heads[t] == t]
    joined = [kid for top in tops for kid in tree.kids(top, "conj", "xcomp", "ccomp")]
    return _told(tree, tokens, [t for t in (*tops, *joined) if tree.parse.pos[t] == "VERB"])


def _asides(tree: Tree) -> list[int]:
    """The heads of clauses behind a comma that a noun carries: ", which lasted an hour"."""
    found = []
    for token, dep in enumerate(tree.parse.deps):
        first = min(tree.subtree(token)) if dep == "relcl" else 0
        if first and tree.word(first - 1) == ",":
            found.append(token)
    return found


def _told(tree: Tree, tokens: Sequence[int], verbs: Sequence[int]) -> Told:
    parse = tree.parse
    full = [token for token in tokens if parse.pos[token] in _CONTENT_WORDS]
    return Told(
        frozenset(tree.lemma(token) for token in full),
        frozenset(tree.lemma(token) for token in verbs),
        frozenset(tree.lemma(token) for token in full if parse.pos[token] == "PROPN"),
        frozenset(tree.lemma(token) for token in full if parse.pos[token] == "NUM"),
        frozenset(tree.lower(token) for token in tokens) & (_MODALS | _DEGREES),
    )


def is_same(one: Told, other: Told) -> bool:
    """Tells whether two sentences tell the same.

    Args:
        one: What one tells.
        other: What another does.

    Returns:
        True if half of the words of either stand in both, both have a main verb unless it is
        three quarters, neither their names nor their figures are all different, and both say that
        it may be so, or nearly is, or neither does.

    >>> none = frozenset()
    >>> fell = Told(frozenset("old iron gate fall noon".split()), frozenset({"fall"}), none, none)
    >>> shut = Told(frozenset("old iron gate shut june".split()), frozenset({"shut"}), none, none)
    >>> is_same(fell, fell), is_same(fell, shut)
    (True, False)
    """
    shared = len(one.words & other.words)
    most = max(len(one.words), len(other.words), 1)
    if shared < _SHARED or shared < _SHARE * most:
        return False
    if not one.verbs & other.verbs and shared < _CLOSE * most:
        return False
    if one.shades != other.shades:
        return False
    return _agree(one.names, other.names) and _agree(one.figures, other.figures)


def find_contrasts(
    voices: Voices,
    own_by: Mapping[str, Sequence[str]],
    found: Mapping[str, Voice],
    told: set[tuple[str, str]],
) -> list[Contrast]:
    """Finds where one outlet states in its own voice what another attributes.

    Args:
        voices: The event.
        own_by: The sentences of a claim by outlet.
        found: The voice of each of them.
        told: Pairs of sentences that contrast in another claim already; those found are added.

    Returns:
        The contrasts, in the order of the outlets.
    """
    firm = {outlet: _firm([found[s] for s in own]) for outlet, own in own_by.items()}
    stating = [(o, s) for o, own in own_by.items() if firm[o] == "own" for s in own]
    giving = [(o, s) for o, own in own_by.items() if firm[o] == "attributed" for s in own]
    pairs: list[Contrast] = []
    for other, attributed in giving if stating else ():
        given = given_words(voices, attributed, found[attributed].attributions)
        same = [(o, s) for o, s in stating if is_same(own_words(voices, s), given)]
        same = [(o, s) for o, s in same if (s, attributed) not in told]
        if same and _states_too(voices, attributed, given):
            continue
        same = [(o, s) for o, s in same if not _tells_much(voices, attributed, given, s)]
        if same:
            told |= {(s, attributed) for _, s in same}
            pairs += [Contrast(other, outlet, attributed, s) for outlet, s in same]
    return pairs


def _firm(voices: Sequence[Voice]) -> str:
    """The voice of all of an outlet's sentences, if all agree and none leaves doubt, else ""."""
    found = {one.voice for one in voices}
    return min(found) if len(found) == 1 and all(one.firm for one in voices) else ""


def _states_too(voices: Voices, sentence_id: str, given: Told) -> bool:
    """Whether another sentence of the article says in its own voice what this one attributes."""
    claim_map = voices.claim_map
    own = [
        one
        for one in claim_map.sentences
        if one.article_id == claim_map.article_of(sentence_id).article_id and one.is_statement
    ]
    headline = own[0] if own and own[0].text.rstrip()[-1:].isalnum() else None
    return any(
        one.sentence_id != sentence_id
        and not voices.attributions.get(one.sentence_id)
        and _holds_too(own_words(voices, one.sentence_id), given, is_headline=one is headline)
        for one in own
    )


def _holds_too(own: Told, given: Told, *, is_headline: bool) -> bool:
    """Whether a sentence tells the core of what another attributes, or so much as headlines do."""
    shared = len(own.words & given.words)
    if shared < _SHARED:
        return False
    if is_headline and shared >= max(_HEADLINE * len(own.words), _BELOW * len(given.words)):
        return True
    core = shared >= _SHARE * min(len(own.words), len(given.words))
    return is_same(own, given) or (core and bool(own.verbs & given.verbs))


def _tells_much(voices: Voices, sentence_id: str, given: Told, stated: str) -> bool:
    """Whether much of what two sentences share stands in the outlet's own voice beside one.

    It may do so in a side clause, "in the fifth raid since May"; rare words weigh more.
    """
    weights = voices.weights(given.words & own_words(voices, stated).words)
    claim_map = voices.claim_map
    article_id = claim_map.article_of(sentence_id).article_id
    return any(
        fsum(weights.get(word, 0) for word in _unattributed(voices, one.sentence_id))
        > _MUCH * fsum(weights.values())
        for one in claim_map.sentences
        if one.article_id == article_id and one.sentence_id != sentence_id
    )


def _unattributed(voices: Voices, sentence_id: str) -> set[str]:
    """The words of a sentence that are neither somebody's nor in quotation marks."""
    tree = voices.tree(sentence_id)
    if tree is None:
        return set()
    start = voices.start(sentence_id)
    said = [piece for one in voices.attributions.get(sentence_id, ()) for piece in one.contents]
    said += [quote.shifted(start) for quote in voices.quotes(sentence_id)]
    return {
        tree.lemma(token)
        for token, place in enumerate(tree.parse.starts)
        if not any(piece.start <= start + place < piece.end for piece in said)
    }


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether at least half of the fewer stand among the others, where both have any."""
    fewer = min(len(one), len(other))
    return not fewer or 2 * len(one & other) >= fewer
