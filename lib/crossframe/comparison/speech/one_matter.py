"""Two sentences of a claim, one surer than the other -> whether they tell one matter.

What one states, the other must give to somebody, guess or deny; of a long sentence that shares no
more than names with a short one nothing is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from math import fsum
from typing import NamedTuple

from crossframe.comparison.speech.accounts import Voices
from crossframe.comparison.speech.claim_words import CONTENT_WORDS
from crossframe.comparison.speech.tellings import families
from crossframe.comparison.speech.voices import Voice
from crossframe.comparison.speech.who_says import who_says
from crossframe.comparison.speech.within import holds
from crossframe.text.meaning.assertions import main_tokens
from crossframe.text.meaning.certainty import Assurance
from crossframe.text.meaning.guesses import OPEN
from crossframe.text.meaning.tree import Extent, Tree
from crossframe.text.speech.attribution import Attribution
from crossframe.text.speech.speech_verbs import SAYINGS, UNSTATED_ADJECTIVES

# They tell of nothing in particular.
_EMPTY = families(
    """
    be become begin come do get give go have keep make new other say several such take tell that
    thing will year
    """.split()  # noqa: SIM905
)
# Where such a share of the words of the shorter side is told by both, they tell one matter, if they
# have a main verb in common; without one, such a share of its words but names.
_SHARE, _CLOSE = 0.4, 0.5
# If it is told in a side clause by the surer one, so much.
_CLOSEST = 0.75
# So few words must be much of either side.
_FEWEST, _MOST = 2, 0.6
# To estimate is to count, and who does so is told by one and not by the other.
_GUESSES = (OPEN - {"estimate"}) | frozenset(
    """
    accuse allege alleged allegedly apparently claim could likely may might perhaps possible
    possibly potential probable probably purportedly reportedly supposedly suspected unclear
    unlikely
    """.split()  # noqa: SIM905
)
# Who says "it may sink" leaves that open; whoever "allegedly" sank is said to have.
_DOUBTS = frozenset({"could", "likely", "maybe", "may", "might", "perhaps", "possibly"})
_NOT = frozenset({"n't", "n’t", "neither", "never", "no", "nobody", "none", "not", "without"})
_ALL = frozenset({"all", "any", "each", "every", "no"})
_SPEAKING = frozenset({"i", "my", "our", "us", "we"})
_JOINED = ("acomp", "attr", "ccomp", "conj", "oprd", "xcomp")
_TELLING = frozenset({"ADJ", "NOUN", "VERB"})
_ASIDE = frozenset({"acl", "advcl", "relcl"})


class Part(NamedTuple):
    """What a sentence tells as surely as it tells its claim, as families of words with weights.

    `names` are those of its words that name somebody or something, `core` those outside of side
    clauses, `verbs` what its main clauses hang on and `figures` its numbers, each behind what it
    counts; `guesses` are words by which it leaves something open, `given` what else a flat one
    tells, in the voice of others, `wholes` of what it tells all or none, and `named` what is a name
    in it, or has one. `doubting` where somebody else is said to leave it open, `negated` where it
    says of anything that it is not so, and `speaking` where it is told by "I" or "we".
    """

    words: Mapping[str, float]
    names: AbstractSet[str]
    core: AbstractSet[str]
    verbs: AbstractSet[str]
    figures: AbstractSet[tuple[str, str]]
    guesses: AbstractSet[str]
    given: AbstractSet[str]
    wholes: AbstractSet[str]
    named: AbstractSet[str]
    doubting: bool
    negated: bool
    speaking: bool


def part_told(voices: Voices, sentence_id: str, assurance: Assurance, voice: Voice) -> Part:
    """Finds what a sentence tells as surely as it tells a claim.

    Args:
        voices: The event.
        sentence_id: The sentence, with a grammar.
        assurance: How surely it tells the claim.
        voice: In whose voice it tells the claim.

    Returns:
        Of a sentence that says it flatly what nobody else is said to say in it; of one that gives
        it to somebody, hedges or denies it, what it does so with.
    """
    tree = voices.tree(sentence_id)
    assert tree is not None  # noqa: S101  # for mypy: only what has a grammar is assessed
    told = _tokens(voices, sentence_id, tree, assurance, voice)
    main = main_tokens(tree) if assurance.state == "flat" else frozenset[int]()
    part = _part(voices, tree, told, _verbs(tree, told, main))
    shown = _inside(tree, (Extent(one.start, one.end) for one in assurance.evidence))
    part = part._replace(guesses=part.guesses | ({tree.lemma(t) for t in shown} & _GUESSES))
    if assurance.state != "flat":
        doubting = assurance.state == "attributed" and bool(part.guesses & _DOUBTS)
        return part._replace(doubting=doubting)
    return part._replace(given=_given(tree, told) - part.words.keys() - _EMPTY)


def _given(tree: Tree, told: AbstractSet[int]) -> frozenset[str]:
    """What else a sentence tells, be it a verb of saying, but no name."""
    rest = set(range(len(tree.parse.heads))) - told
    return _families(tree, (t for t in rest if tree.parse.pos[t] in _TELLING))


def _tokens(
    voices: Voices, sentence_id: str, tree: Tree, assurance: Assurance, voice: Voice
) -> set[int]:
    start, said = voices.start(sentence_id), voices.attributions.get(sentence_id, ())
    every = set(range(len(tree.parse.heads)))
    every -= {token for one in said for token in who_says(tree, start, one)}
    quoted = _inside(tree, voices.quotes(sentence_id))
    tellers: Iterable[Attribution] = voice.attributions or said
    if assurance.state == "flat":  # of "an alleged thief fled" it is told flatly that he fled
        tellers = [one for one in said if one.verb not in UNSTATED_ADJECTIVES]
    given = {t for t in every for one in tellers if holds(one, start + tree.parse.starts[t])}
    if assurance.state == "flat":
        return every - given - quoted - _rumoured(tree)
    if assurance.state == "attributed":
        return (given or quoted) & every or every
    scopes = [p for one in assurance.evidence if one.state == assurance.state for p in one.scope]
    return _inside(tree, scopes) & every or every


def _rumoured(tree: Tree) -> set[int]:
    """What is told as a report or a rumour: "reports that the ferry sank have spread"."""
    nouns = (t for t, pos in enumerate(tree.parse.pos) if pos == "NOUN")
    clauses = [k for t in nouns if tree.lemma(t) in SAYINGS for k in tree.kids(t, "acl", "ccomp")]
    return {t for clause in clauses if tree.has(clause, "mark") for t in tree.subtree(clause)}


def _inside(tree: Tree, pieces: Iterable[Extent]) -> set[int]:
    held = list(pieces)
    return {t for t, at in enumerate(tree.parse.starts) if any(p.start <= at < p.end for p in held)}


def _verbs(tree: Tree, told: AbstractSet[int], main: AbstractSet[int]) -> set[int]:
    """What the main clauses of some tokens hang on, and what these join or say of it."""
    heads = tree.parse.heads
    waiting = [t for t in told if heads[t] not in told or heads[t] == t or t in main]
    found = set(waiting)
    while waiting:
        kids = set(tree.kids(waiting.pop(), *_JOINED)) & told - found
        found |= kids
        waiting += kids
    return {token for token in found if tree.parse.pos[token] in _TELLING}


def _part(voices: Voices, tree: Tree, told: AbstractSet[int], verbs: AbstractSet[int]) -> Part:
    full = [token for token in sorted(told) if tree.parse.pos[token] in CONTENT_WORDS]
    weights = voices.weights(map(tree.lemma, full))
    words: dict[str, float] = {}
    for token in full:
        for family in families([tree.lemma(token)]) - _EMPTY:
            words[family] = max(words.get(family, 0.0), weights[tree.lemma(token)])
    lemmas = {tree.lemma(token) for token in told}
    return Part(
        words=words,
        names=_families(tree, (t for t in full if tree.parse.pos[t] == "PROPN")),
        core=_families(tree, (t for t in full if not _is_aside(tree, t, told))),
        verbs=_families(tree, verbs) - _EMPTY,
        figures={_counted(tree, t) for t in full if tree.parse.pos[t] == "NUM"},
        given=frozenset(),
        wholes=_families(tree, (t for t in told if _is_of_all(tree, t))),
        named=_families(tree, (t for t in full if _is_one_by_name(tree, t))),
        guesses={tree.lemma(t) for t in told if tree.parse.deps[t] != "amod"} & _GUESSES,
        doubting=False,
        negated=bool(lemmas & _NOT),
        speaking=bool({tree.lower(token) for token in told} & _SPEAKING),
    )


def _families(tree: Tree, tokens: Iterable[int]) -> frozenset[str]:
    return families(tree.lemma(token) for token in tokens)


def _is_of_all(tree: Tree, noun: int) -> bool:
    return tree.parse.pos[noun] == "NOUN" and any(
        tree.lower(kid) in _ALL for kid in tree.kids(noun, "det", "predet")
    )


def _is_one_by_name(tree: Tree, token: int) -> bool:
    """Whether it is a kind in a name: "school" in "Northgate School", "the school of Northgate"."""
    if tree.parse.pos[token] == "PROPN":
        return True
    kids = tree.kids(token, "compound", "appos")
    return any(tree.parse.pos[kid] == "PROPN" for kid in kids)


def _counted(tree: Tree, number: int) -> tuple[str, str]:
    """What a number counts, and the number: ("people", "90"); "" where it stands alone."""
    noun = number
    while tree.parse.pos[noun] in {"NUM", "SYM"} and tree.parse.heads[noun] != noun:
        noun = tree.parse.heads[noun]
    [counted], [figure] = families([tree.lemma(noun)]), families([tree.lemma(number)])
    return counted if tree.parse.pos[noun] in {"NOUN", "PROPN"} else "", figure


def _is_aside(tree: Tree, token: int, told: AbstractSet[int]) -> bool:
    """Whether a word stands in a side clause of what is told, and not in all of it."""
    for above in (token, *tree.ancestors(token)):
        head = tree.parse.heads[above]
        if above not in told or head not in told:
            return False
        if tree.parse.deps[above] in _ASIDE:
            return True
    return False


def is_one_matter(surer: Part, other: Part) -> bool:
    """Says whether one sentence tells surely what another does not tell so surely.

    Args:
        surer: What the surer sentence tells, so surely.
        other: What the other does, in its way.

    Returns:
        Whether they have a main verb and many words in common, or most words but names; never where
        they differ in figures or in what is denied, or both leave something open; nor where others
        doubt what the surer one says flatly, the surer one gives to others some of what the other
        tells, or one tells of all of a kind and the other of one by its name.
    """
    shared = surer.words.keys() & other.words.keys()
    verbs = surer.verbs & other.verbs
    share = _share(shared, surer.words, other.words)
    if verbs:
        share = max(share, _core_share(surer, other))
    if surer.speaking or len(shared) < _FEWEST or _may_be_apart(surer, other):
        return False
    most = _most_share(shared, surer, other)
    if len(shared) == _FEWEST:
        return (most >= _MOST and share >= _SHARE) or (bool(verbs) and share >= _MOST)
    is_close = bool(verbs) or most >= _CLOSEST or _is_close(shared, surer, other)
    return is_close and share >= _SHARE


def _is_close(shared: AbstractSet[str], surer: Part, other: Part) -> bool:
    """Whether most of what is no name is told by both, and by the other in no side clause."""
    own = {w: n for w, n in surer.words.items() if w not in surer.names | other.names}
    core = {w: n for w, n in other.words.items() if w in other.core - surer.names - other.names}
    both = shared & own.keys() & core.keys()
    beside = 2 * len(both & surer.core) < len(both)
    enough = _CLOSEST if beside else _CLOSE
    return len(both) >= _FEWEST and _share(both, own, core) >= enough


def _most_share(shared: AbstractSet[str], surer: Part, other: Part) -> float:
    """The share of the more words that both tell."""
    most = max(fsum(surer.words.values()), fsum(other.words.values()))
    return fsum(other.words[word] for word in shared) / most


def _core_share(surer: Part, other: Part) -> float:
    """The share of the fewer words outside of side clauses that both tell there, however common."""
    both, fewer = surer.core & other.core, min(len(surer.core), len(other.core))
    return len(both) / fewer if len(both) > _FEWEST else 0.0


def _share(shared: AbstractSet[str], one: Mapping[str, float], other: Mapping[str, float]) -> float:
    fewer = min(fsum(one.values()), fsum(other.values()))
    return fsum(min(one[w], other[w]) for w in shared) / fewer if fewer else 0.0


def _may_be_apart(surer: Part, other: Part) -> bool:
    return (
        _count_otherwise(surer, other)
        or surer.negated != other.negated
        or bool(surer.guesses and other.guesses)
        or other.doubting
        or bool(surer.given & (other.words.keys() - other.names))
        or bool(surer.wholes & other.named or surer.named & other.wholes)
    )


def _count_otherwise(surer: Part, other: Part) -> bool:
    """Whether they give different numbers of one thing, or of who knows what."""
    bare = any(not what for what, _ in surer.figures | other.figures)
    counted = {what for what, _ in surer.figures} & {what for what, _ in other.figures}
    alike = {what for what, _ in surer.figures & other.figures}
    known = {figure for _, figure in surer.figures} & {figure for _, figure in other.figures}
    alone = bare and bool(surer.figures and other.figures) and not known
    return bool(counted - alike) or alone
