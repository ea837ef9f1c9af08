"""Sentence and its grammar -> what is done in its main clause, so that other deeds are told apart.

Two sentences may have most of their words in common and tell of different things: that somebody
else did the same as well, what is done usually, that another thing ended that began, or that it was
not so of whom the other tells something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from crossframe.text.meaning.main_clause import SUBJECTS, main_clause
from crossframe.text.meaning.tree import Tree

_MEANING = frozenset({"ADJ", "ADV", "NOUN", "NUM", "PROPN", "VERB"})
_VERBS = frozenset({"AUX", "VERB"})
_NO = frozenset("neither never no nobody none not nothing n't n’t".split())  # noqa: SIM905
# With one of these a sentence may say in words of its own that something is not so.
_SAYS_NO = re.compile(
    r"\b(?:cannot|despite|few|hardly|instead|lack\w*|less|little|neither|never|no|nobody|none|nor|"
    r"not|nothing|only|rather|remain\w*|still|too|unless|without|yet|avoid\w*|block\w*|cancel\w*|"
    r"den(?:y|ie[ds]|ying)|declin\w+|dismiss\w*|doubt\w*|escap\w+|fail\w*|mis[st]\w*|prevent\w*|"
    r"refus\w+|reject\w*|struggl\w+|suspend\w*|un[a-z]+)\b|n\s?['’]\s?t\b",
    re.IGNORECASE,
)
# With these a negation is one of a part, of time or of how much: "not until May, but in May".
_OF_PART = re.compile(r"\b(?:but|less\s+than|only|until)\b", re.IGNORECASE)
# At the head of a sentence it says that another thing is told.
_ADDS = frozenset({"also", "too"})
_USUALLY = frozenset({"normally", "ordinarily", "typically", "usually"})
_ORDINALS = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)\b"
)
# So many of these there are that one goes by its number.
_TURNS = frozenset("day half heat inning lap night quarter round week".split())  # noqa: SIM905
# Whatever is done by one side is over by the other, or of another person.
_SIDES = tuple(
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in (
        ("begin commence open start", "close conclude end finish"),
        ("appoint hire promote take-over", "dismiss oust part relieve sack"),
    )
)
# Who does one of these says nothing; whoever tells something of the matter does not say that.
_HOLDS_BACK = frozenset({"decline", "refuse"})
_SAYINGS = frozenset(
    "answer comment confirm disclose discuss elaborate identify name reveal say specify".split()  # noqa: SIM905
)
_SILENT = re.compile(
    r"\b(?:declin|refus|without\s(?:giving|saying)|no\s(?:comment|details)|un(?:clear|known|sure)|"
    r"(?:could|did|would)(?:\snot|n\s?['’]\s?t)\s(?:comment|confirm|disclose|discuss|name|reveal|say))",
    re.IGNORECASE,
)
# Whoever is in talks has not done it yet; with one of the further words a sentence may mean that.
_TALKS = frozenset({"discussion", "negotiation", "talk"})
_MAY_TALK = re.compile(
    r"\b(?:about|bid\w*|close|consider\w*|could|deal|discuss\w*|expect\w*|hop(?:e[ds]?|ing)|in\sline|"
    r"interest\w*|likely|may|meet\w*|might|near\w*|negotiat\w+|offer\w*|poised|propos\w*|report\w*|"
    r"rumou?r\w*|seek\w*|set|talk\w*|want\w*|would)\b",
    re.IGNORECASE,
)
# What somebody feels about a matter is not the matter.
_FEELINGS = frozenset(
    re.findall(
        r"\w+",
        "delighted disappointed excited glad grateful happy honored honoured overjoyed pleased "
        "proud relieved sad saddened shocked sorry thankful thrilled",
    )
)
_WE = frozenset({"i", "we"})
_MARKS, _ONE_QUOTATION = '"“”', 2
# A line of so few words without a verb names somebody or something.
_NAMING = 5
_STEM = 4


class Deeds(NamedTuple):
    """What the main clause of a sentence tells.

    `verbs` are its verbs and those joined to them, `subjects` and `objects` what they are said of,
    `told` its words without its subjects, `deeds` these objects and whatever verbs the sentence
    has, and `words` all its words, as lemmas.
    `is_of_names` where a name is a subject; `adds` where it says that somebody does it "also";
    `is_usual` where it is done "usually"; `is_negative` where it is not so at all, `says_no` where
    any part of the sentence may say that; `is_silent` where somebody declines to say something, and
    `may_be_silent` where any part of the sentence may say that; `negotiates` where somebody is in
    talks, and `may_negotiate` where any word may mean that nothing is settled; `feels` are the
    feelings of which somebody says "I am" or "we are". `turns` are the numbers of days,
    rounds or quarters, `is_bare` where a few words name something and no verb tells anything of it.
    """

    verbs: AbstractSet[str]
    subjects: AbstractSet[str]
    objects: AbstractSet[str]
    told: AbstractSet[str]
    deeds: AbstractSet[str]
    words: AbstractSet[str]
    is_of_names: bool
    adds: bool
    is_usual: bool
    is_negative: bool
    says_no: bool
    is_silent: bool
    may_be_silent: bool
    negotiates: bool
    may_negotiate: bool
    feels: AbstractSet[str]
    turns: Mapping[str, AbstractSet[str]]
    is_bare: bool

    def are_other_than(self, beside: Deeds) -> bool:
        """Whether this tells of other deeds than the one that stands for a claim."""
        return (
            (beside.is_negative and not self.says_no)
            or (beside.is_silent and not self.may_be_silent)
            or (beside.negotiates and not self.may_negotiate)
            or (bool(beside.feels) and not self.words & _FEELINGS)
            or self.is_usual != beside.is_usual
            or self._adds_to(beside)
            or beside._adds_to(self)
            or self._is_opposite_of(beside)
            or self._is_of_another_turn(beside)
            or self._only_names(beside)
        )

    def _adds_to(self, beside: Deeds) -> bool:
        """Whether it says that others do as well what the other says of some.

        "The dog was found dead too" is not what "A man was found dead" says. A name and a noun
        may be of one person.
        """
        others = self.subjects and beside.subjects and self.is_of_names == beside.is_of_names
        named = self.subjects & beside.words or beside.subjects & self.words
        adds = self.adds and not beside.adds
        return adds and bool(others) and not named and self.told <= beside.words

    def _is_opposite_of(self, beside: Deeds) -> bool:
        """Whether one begins what the other ends, each of something else."""
        if (self.subjects | self.objects) & (beside.subjects | beside.objects):
            return False
        return any(
            self.verbs & one
            and beside.verbs & other
            and not (self.words & other or beside.words & one)
            for side, against in _SIDES
            for one, other in ((side, against), (against, side))
        )

    def _is_of_another_turn(self, beside: Deeds) -> bool:
        """Whether both tell of a day, a round or a quarter by its number, and not of the same."""
        return any(
            not self.turns[noun] & beside.turns[noun]
            for noun in self.turns.keys() & beside.turns.keys()
        )

    def _only_names(self, beside: Deeds) -> bool:
        """Whether it names something, and the other tells what is done that it does not say."""
        if not self.is_bare or beside.is_bare:
            return False
        stems = {word[:_STEM] for word in self.words}
        return bool(beside.verbs) and not any(word[:_STEM] in stems for word in beside.deeds)


def deeds_told(tree: Tree) -> Deeds:
    """Finds what is done in the main clause of a sentence.

    Args:
        tree: The sentence.

    Returns:
        Its deeds, of whom they are told, and how.
    """
    verbs, subjects, _ = main_clause(tree)
    pos = tree.parse.pos
    own = {token for noun in subjects for token in tree.subtree(noun)}
    every = {token for verb in verbs for token in tree.subtree(verb)}
    adverbs = {tree.word(kid) for verb in verbs for kid in tree.kids(verb, "advmod")}
    meaning = [token for token, one in enumerate(pos) if one in _MEANING]
    told = {tree.lemma(token) for token in meaning if token in every - own}
    done = [deed for verb in verbs for deed in (verb, *tree.kids(verb, "conj", "xcomp"))]
    objects = {
        tree.lemma(noun) for deed in done for noun in tree.kids(deed, "acomp", "attr", "dobj")
    }
    every_verb = {tree.lemma(token) for token, one in enumerate(pos) if one in _VERBS}
    return Deeds(
        {_with_particle(tree, deed) for deed in done if pos[deed] in _VERBS},
        {tree.lemma(noun) for noun in subjects if pos[noun] != "PRON"},
        objects,
        told - _ADDS,
        objects | every_verb,
        {*(lemma.lower() for lemma in tree.parse.lemmas), *map(tree.lower, range(len(pos)))},
        any(pos[noun] == "PROPN" for noun in subjects),
        bool(adverbs & _ADDS),
        bool({adverb.lower() for adverb in adverbs} & _USUALLY),
        _is_negative(tree, verbs),
        _SAYS_NO.search(tree.text) is not None,
        _is_silent(tree),
        _SILENT.search(tree.text) is not None,
        _negotiates(tree, verbs),
        _MAY_TALK.search(tree.text) is not None,
        set(_feelings(tree)),
        _turns(tree),
        not every_verb and len(meaning) <= _NAMING,
    )


def _with_particle(tree: Tree, verb: int) -> str:
    return "-".join((tree.lemma(verb), *(tree.lower(kid) for kid in tree.kids(verb, "prt"))))


def _is_negative(tree: Tree, verbs: list[int]) -> bool:
    """Whether a main clause says that it is not so: "No one was hurt", "None of them came"."""
    if _OF_PART.search(tree.text) or any(tree.has(verb, "conj") for verb in verbs):
        return False
    return any(tree.lower(word) in _NO for verb in verbs for word in _at(tree, verb))


def _at(tree: Tree, verb: int) -> Iterator[int]:
    yield from tree.kids(verb, "neg")
    for noun in tree.kids(verb, *SUBJECTS, "attr", "dobj"):
        yield from (noun, *tree.kids(noun, "det"))


def _is_silent(tree: Tree) -> bool:
    roots = [token for token, head in enumerate(tree.parse.heads) if token == head]
    return any(
        tree.lemma(root) in _HOLDS_BACK
        and not tree.has(root, "conj")
        and any(tree.lemma(deed) in _SAYINGS for deed in tree.kids(root, "xcomp"))
        for root in roots
    )


def _negotiates(tree: Tree, verbs: list[int]) -> bool:
    """Whether a main clause tells that somebody is in talks, or holds some."""
    done = [deed for verb in verbs for deed in (verb, *tree.kids(verb, "ccomp", "xcomp"))]
    over = [token for deed in done for token in (deed, *tree.kids(deed, "prep"))]
    nouns = (noun for token in over for noun in tree.kids(token, "attr", "dobj", "pobj"))
    return any(tree.lemma(deed) == "negotiate" for deed in done) or any(
        tree.lemma(noun) in _TALKS for noun in nouns
    )


def _feelings(tree: Tree) -> Iterator[str]:
    """What somebody says that they feel, where that is all that a sentence quotes."""
    heads = tree.parse.heads
    roots = [token for token, head in enumerate(heads) if token == head]
    if len(roots) > 1 or sum(map(tree.text.count, _MARKS)) > _ONE_QUOTATION:
        return
    main = {*roots, *(kid for root in roots for kid in tree.kids(root, "ccomp"))}
    for token, head in enumerate(heads):
        if tree.lower(token) in _WE and tree.parse.deps[token] in SUBJECTS and head in main:
            felt = {tree.lower(word) for word in (head, *tree.kids(head, "acomp"))}
            yield from felt & _FEELINGS


def _turns(tree: Tree) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for token, noun in enumerate(tree.parse.heads):
        if tree.lemma(noun) in _TURNS and _ORDINALS.fullmatch(tree.lower(token)):
            found.setdefault(tree.lemma(noun), set()).add(tree.lower(token))
    every = set(_ORDINALS.findall(tree.text.lower()))
    return dict.fromkeys(found, every)
