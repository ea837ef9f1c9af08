"""A sentence, its grammar and what is attributed in it -> the words of what it tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from crossframe.comparison.speech.accounts import Voices
from crossframe.comparison.speech.claim_words import CONTENT_WORDS, DEATH, OF_DEATH
from crossframe.comparison.speech.within import holds
from crossframe.text.meaning.assertions import main_tokens
from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.attribution import Attribution

# So many words, and such a share of either sentence's, must stand in both: below that, the
# sentences of 100 contrasts on real events told different facts in six of eight cases.
FEWEST_SHARED, SHARE = 3, 0.5
# With so many in common, the verbs may differ: "was taken" and "was brought".
_CLOSE = 0.75
# Of two sentences of which one has such a word, the other tells something else.
_MODALS = frozenset({"could", "may", "might", "would"})
_DEGREES = frozenset({"almost", "badly", "barely", "half", "nearly", "partially", "partly"})
# A headline tells a number in words, and a death by another word than the text below it.
_NUMBERS = dict(
    zip("one two three four five six seven eight nine ten".split(), range(1, 11), strict=True)  # noqa: SIM905
)
_KNOWN = OF_DEATH | _NUMBERS.keys()
# Words that begin with so many equal letters are of one family: "injuring", "injuries".
_FAMILY = 5
# Words shorter than that hardly say anything in a title.
_FEWEST_LETTERS = 4


class Told(NamedTuple):
    """What a sentence tells: dictionary forms of its words, of its main verbs, names, figures.

    `shades` are the words by which it is true in part, or perhaps: "nearly", "may".
    """

    words: frozenset[str]
    verbs: frozenset[str]
    names: frozenset[str]
    figures: frozenset[str]
    shades: frozenset[str] = frozenset()


_NOTHING = Told(frozenset(), frozenset(), frozenset(), frozenset())


class Tellings:
    """What the sentences of an event tell; each is read once, however often it is asked for."""

    def __init__(self, voices: Voices) -> None:
        self.voices = voices
        self._own: dict[str, Told] = {}
        self._free: dict[str, frozenset[str]] = {}

    def own(self, sentence_id: str) -> Told:
        """What a sentence tells in the outlet's own voice: all of it; nothing without a parse."""
        if sentence_id not in self._own:
            tree = self.voices.tree(sentence_id)
            self._own[sentence_id] = _NOTHING if tree is None else _own_words(tree)
        return self._own[sentence_id]

    def given(self, sentence_id: str, tellers: Sequence[Attribution]) -> Told:
        """What a sentence gives to somebody; what it adds with ", which" is the outlet's again.

        Args:
            sentence_id: The sentence.
            tellers: The attributions that hold the claim.

        Returns:
            The words of what is attributed; none without a parse.
        """
        tree = self.voices.tree(sentence_id)
        return (
            _NOTHING
            if tree is None
            else _given_words(tree, self.voices.start(sentence_id), tellers)
        )

    def unattributed(self, sentence_id: str) -> frozenset[str]:
        """The words of a sentence that are neither somebody's nor in quotation marks."""
        if sentence_id not in self._free:
            tree = self.voices.tree(sentence_id)
            self._free[sentence_id] = (
                frozenset() if tree is None else frozenset(self._outside(tree, sentence_id))
            )
        return self._free[sentence_id]

    def _outside(self, tree: Tree, sentence_id: str) -> Iterable[str]:
        start, voices = self.voices.start(sentence_id), self.voices
        said = [p for one in voices.attributions.get(sentence_id, ()) for p in one.contents]
        said += [quote.shifted(start) for quote in voices.quotes(sentence_id)]
        for token, place in enumerate(tree.parse.starts):
            if not any(piece.start <= start + place < piece.end for piece in said):
                yield tree.lemma(token)


def _own_words(tree: Tree) -> Told:
    tokens = range(len(tree.parse.heads))
    return _told(tree, tokens, [t for t in main_tokens(tree) if tree.parse.pos[t] == "VERB"])


def _given_words(tree: Tree, start: int, tellers: Sequence[Attribution]) -> Told:
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
    full = [token for token in tokens if parse.pos[token] in CONTENT_WORDS]
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
    if shared < FEWEST_SHARED or shared < SHARE * most:
        return False
    if not one.verbs & other.verbs and shared < _CLOSE * most:
        return False
    if one.shades != other.shades:
        return False
    return _agree(one.names, other.names) and _agree(one.figures, other.figures)


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether at least half of the fewer stand among the others, where both have any."""
    fewer = min(len(one), len(other))
    return not fewer or 2 * len(one & other) >= fewer


def families(words: Iterable[str]) -> frozenset[str]:
    """What words have in common with others of their family, whatever part of speech they are.

    Args:
        words: In small letters.

    Returns:
        The families.

    >>> families(["injuring"]) == families(["injury"]), families(["died"]) == families(["dead"])
    (True, True)
    >>> families(["ten"]) == families(["10"]), families(["gate"]) == families(["gaol"])
    (True, False)
    """
    return frozenset(map(_family, words))


def _family(word: str) -> str:
    if word in OF_DEATH:
        return DEATH
    return str(_NUMBERS.get(word, word))[:_FAMILY]


def title_families(title: str) -> frozenset[str]:
    """The families of the words of a title that say something, which has no grammar.

    Args:
        title: The headline of an article.

    Returns:
        Families of its longer words and of its numbers.

    >>> sorted(title_families("Ten dead in Aville fire"))
    ['10', 'avill', 'death', 'fire']
    """
    words = re.findall(r"\w+", title.lower())
    return families(w for w in words if len(w) >= _FEWEST_LETTERS or w.isdigit() or w in _KNOWN)
