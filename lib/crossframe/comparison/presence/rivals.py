"""Claim map -> whom each sentence is told of by name, so that two of different ones are told apart.

"Ann Ray finished with 20 points" and "Tom Lind finished with 16 points" are as like each other as
two sentences can be, and no claim of both is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from crossframe.comparison.figures.owners import is_alias
from crossframe.comparison.once import of_texts, once
from crossframe.records import ClaimMap, Parse
from crossframe.text.meaning.main_clause import SUBJECTS, main_clause
from crossframe.text.meaning.tree import Tree
from crossframe.text.plain_words import plain_words

# A word is no name that is written small a fifth as often as not: a name may be so in an address, a
# list of keywords or by mistake, and "Fire" at the head of a headline. With no more than a tenth 7
# of 9 sentences of ECB+ are firm that are told of others.
_SMALL = 0.2
_NAMED = frozenset({*SUBJECTS, "appos", "dobj"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_OF_NAMES = ("appos", "compound", "conj", "flat")
# Any two firms may have these in common.
_FIRMS = frozenset("ag co corp gmbh group inc llc ltd nv plc sa se sgps spa".split())  # noqa: SIM905
_ALSO_THEY = frozenset({"he", "she"})
# Of whom a quotation tells is not who says it.
_MARKS = frozenset('"“”‘«»„')
# Whoever is named otherwise is called by their country or town as well.
_PERSONS_AND_BODIES = frozenset({"", "ORG", "PERSON"})


class Named(NamedTuple):
    """A sentence: the names of whom its main clause is told of, and all of its words, in lemmas.

    Of one in which somebody says "I" or "we", `words` are their names alone. `by_word` are, by the
    main verb, the names of the persons who do it or to whom it is done, and, by the noun of a
    subject without a name, of which nations they are.
    """

    subjects: AbstractSet[str]
    words: AbstractSet[str]
    by_word: Mapping[str, AbstractSet[str]]

    def is_rival_of(self, other: Named) -> bool:
        """Whether the two are told of different ones, none of whom the other so much as names."""
        shared = self.by_word.keys() & other.by_word.keys()
        pairs = [(self.by_word[word], other.by_word[word]) for word in shared]
        return any(
            one and beside and not (one & other.words or beside & self.words or _meet(one, beside))
            for one, beside in [(self.subjects, other.subjects), *pairs]
        )


def _meet(one: AbstractSet[str], other: AbstractSet[str]) -> bool:
    """Whether some have a name in common, in whatever spelling."""
    return any(is_alias(name, beside) for name in one for beside in other)


@once
def named_in(claim_map: ClaimMap) -> Mapping[str, Named]:
    """Finds whom the sentences of claims are told of by name.

    Args:
        claim_map: The event.

    Returns:
        As `named_among` has it.
    """
    held = {s for claim in claim_map.claims for s in claim.sentence_ids}
    return named_among(claim_map, held)


def named_among(claim_map: ClaimMap, sentence_ids: Iterable[str]) -> Mapping[str, Named]:
    """Finds whom some sentences are told of by name.

    Args:
        claim_map: The event.
        sentence_ids: The sentences.

    Returns:
        By the id of the sentence; sentences without a parse, or told of nobody by name, are left
        out. A word that the event often writes small is no name ("Woman killed in storm").
    """
    words, found = event_words(claim_map), dict[str, Named]()
    for sentence_id in sentence_ids:
        parse = claim_map.parse_by_id[sentence_id]
        if parse is not None and _may_name(parse):
            tree = Tree(claim_map.sentence_by_id[sentence_id].text, parse)
            named = _named(tree, words)
            if named.subjects or named.by_word:
                found[sentence_id] = named
    return found


class _EventWords(NamedTuple):
    """The words that an event often writes small, and those that are names in it."""

    small: AbstractSet[str]
    names: AbstractSet[str]


@of_texts
def event_words(claim_map: ClaimMap) -> _EventWords:
    """Tells which words an event often writes small, and which of it are names."""
    used = Counter(
        (word, whole.islower())
        for sentence in claim_map.sentences
        for whole in sentence.text.split()
        for word in plain_words(whole)
    )
    small = {word for (word, low), n in used.items() if low and n >= _SMALL * used[word, False]}
    names = {
        lemma.lower()
        for parse in claim_map.parses
        if parse is not None
        for lemma, pos in zip(parse.lemmas, parse.pos, strict=True)
        if pos == "PROPN"
    }
    return _EventWords(small, names - small)


def _may_name(parse: Parse) -> bool:
    """Whether a name may be a subject or an object, or stand beside one."""
    rows = zip(parse.pos, parse.deps, strict=True)
    return "NORP" in parse.entities or any(pos in _NOUNS and dep in _NAMED for pos, dep in rows)


def _named(tree: Tree, words: _EventWords) -> Named:
    verbs, told, speaks = main_clause(tree)
    if told and all(tree.lower(noun) == "it" for noun in told):  # "Amsel Rail said it is late"
        roots = [token for token, head in enumerate(tree.parse.heads) if token == head]
        told = [noun for root in roots for noun in tree.kids(root, *SUBJECTS)]
    told = [_meant_by(tree, noun) for noun in told]
    subjects = {name for noun in told for name in _names_at(tree, noun, words)}
    # Whomever somebody speaks of, it is they who say "I".
    own = subjects if speaks else {form for at in _tokens(tree) for form in _forms(tree, at)}
    by_word = {tree.lemma(verb): _persons_of(tree, verb, words) for verb in verbs}
    by_word |= {tree.lemma(noun): _nations_of(tree, noun) for noun in told}
    return Named(subjects, own, {word: names for word, names in by_word.items() if names})


def _meant_by(tree: Tree, noun: int) -> int:
    """Who "he" or "she" is in "Ann Ray said that she won": whoever is named and says it."""
    if tree.lower(noun) not in _ALSO_THEY:
        return noun
    for verb in tree.ancestors(noun):
        for speaker in tree.kids(verb, "nsubj"):
            extent = tree.extent([speaker, noun])
            between = tree.text[extent.start : extent.end]
            is_person = tree.parse.entities[speaker] == "PERSON"
            if speaker < noun and is_person and not _MARKS.intersection(between):
                return speaker
    return noun


def _tokens(tree: Tree) -> range:
    return range(len(tree.parse.heads))


def _forms(tree: Tree, token: int) -> tuple[str, str]:
    return tree.lower(token), tree.lemma(token)


def _persons_of(tree: Tree, verb: int, words: _EventWords) -> AbstractSet[str]:
    """The names of the persons who do what a verb tells, or to whom it is done."""
    return {
        name
        for deed in (verb, *tree.kids(verb, "advcl", "xcomp"))
        for noun in tree.kids(deed, *SUBJECTS, "dobj")
        if tree.parse.entities[noun] == "PERSON"
        for name in _names_at(tree, noun, words)
    }


def _nations_of(tree: Tree, noun: int) -> AbstractSet[str]:
    """Of which nations, parties or faiths a noun is, and who is named in one breath with it."""
    both = (noun, *tree.kids(noun, "conj"))
    beside = [kid for one in both for kid in tree.kids(one, "amod", "compound", "nmod")]
    return {tree.lower(kid) for kid in beside if tree.parse.entities[kid] == "NORP"}


def _names_at(tree: Tree, noun: int, words: _EventWords) -> Iterator[str]:
    """The names that a noun is made of, or that stand beside it."""
    for one in (noun, *tree.kids(noun, "appos")):
        if _is_name(tree, one, words):
            for token in (one, *tree.kids(one, *_OF_NAMES)):
                if tree.lemma(token) not in words.small and tree.lower(token) not in _FIRMS:
                    yield tree.lower(token)


def _is_name(tree: Tree, noun: int, words: _EventWords) -> bool:
    """Whether a noun names a person or a body; where one begins a sentence a parser may miss it."""
    parse, lemma = tree.parse, tree.lemma(noun)
    if parse.pos[noun] != "PROPN":
        return parse.pos[noun] == "NOUN" and tree.word(noun)[0].isupper() and lemma in words.names
    if parse.entities[noun] not in _PERSONS_AND_BODIES:
        return False
    return lemma not in words.small or any(
        parse.pos[kid] == "PROPN" and tree.lemma(kid) not in words.small
        for kid in tree.kids(noun, "compound")
    )


def told_of_others(
    claim_map: ClaimMap,
    sentences: Mapping[str, AbstractSet[str]],
    firm: Mapping[str, AbstractSet[str]],
) -> AbstractSet[tuple[str, str]]:
    """Finds sentences that are told of others, by name, than what claims hold firmly.

    Args:
        claim_map: The event.
        sentences: By claim the ids of sentences outside of it.
        firm: By claim the ids of its firm sentences.

    Returns:
        Claim and sentence, where it is so of the one that stands for the claim, and of every other
        firm one that names anybody.
    """
    held = named_in(claim_map)
    named = {
        claim_id: medoid
        for claim_id in sentences
        if (medoid := held.get(claim_map.claim_by_id[claim_id].medoid_id)) and medoid.subjects
    }
    others = named_among(claim_map, {s for claim_id in named for s in sentences[claim_id]})
    return {
        (claim_id, s)
        for claim_id, medoid in named.items()
        for s in sentences[claim_id] & others.keys()
        if others[s].is_rival_of(medoid)
        and all(
            others[s].is_rival_of(held[one])
            for one in firm[claim_id] & held.keys()
            if held[one].subjects
        )
    }
