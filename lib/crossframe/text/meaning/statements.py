"""Sentence and its grammar -> what it says, brought into one form, to be held against others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from crossframe.records import Parse
from crossframe.text.meaning.alignment import word_key
from crossframe.text.meaning.assertions import Assertion, find_assertions
from crossframe.text.meaning.denials import find_denials
from crossframe.text.meaning.opposites import opposites_of
from crossframe.text.meaning.times import Days, days_of
from crossframe.text.meaning.tree import Extent, Tree

# "Had no warning", "gave warning": the noun says what is done, and the verb only that it is.
_LIGHT = frozenset(("get", "give", "have", "issue", "make", "receive"))
# What stands under these is not said to be so.
_LEFT_OPEN = frozenset(
    """
    accuse allege ask believe charge doubt fear hope rumor rumour speculate suggest suspect think
    want wonder
    """.split()  # noqa: SIM905
)
_OPEN = frozenset(("because", "if", "though", "unless", "until", "whether"))
_ONCE = frozenset(("before", "earlier", "formerly", "once", "originally", "previously", "since"))
_GUESSES = frozenset({"may", "might", "could", "would", "should", "must"})
_WEIGHTY = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})
# An article calls the same firm by several of these, and hardly ever two firms by them.
_FIRMS = frozenset("business company contractor corporation employer firm maker operator".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Predication:
    """What a sentence says of whom, brought into one form.

    `word` is the token that says it: the verb, the noun of "had no warning", the adjective of "was
    safe". `against` are the tokens that say that it is not so; `is_denial` if they report a denial.
    Light verbs do not tell `agents` from `patients`: `is_light`.
    """

    assertion: Assertion
    word: int
    agents: tuple[int, ...]
    patients: tuple[int, ...]
    against: tuple[int, ...]
    is_denial: bool
    is_light: bool


@dataclass(frozen=True)
class Statement:
    """A sentence and its grammar, with what it says; made once for many comparisons."""

    text: str
    parse: Parse

    @cached_property
    def tree(self) -> Tree:
        """Its grammar as a tree."""
        return Tree(self.text, self.parse)

    @cached_property
    def days(self) -> Days:
        """The days that it names."""
        return days_of(self.tree)

    @cached_property
    def assertions(self) -> tuple[Assertion, ...]:
        """All that its verbs assert, denied or not."""
        return find_assertions(self.tree)

    @cached_property
    def said(self) -> tuple[Predication, ...]:
        """What it says for itself: nothing under "if", and nothing that it says was not said."""
        denials = {tokens[-1]: tokens for tokens in find_denials(self.tree)}
        said = [
            self._said(one, denials)
            for one in self.assertions
            if _is_said(self.tree, one, frozenset(denials))
        ]
        return (*said, *self._nominal(denials))

    def _nominal(self, denials: dict[int, tuple[int, ...]]) -> Iterator[Predication]:
        """Deeds that are denied by their noun: "denied any warning"."""
        for one in self.assertions:
            noun = self.tree.kid(one.token, "dobj") if one.token in denials else None
            if noun is not None and one.is_main and not self.tree.has(noun, "acl", "relcl"):
                yield Predication(
                    one, noun, one.agents, (), denials[one.token], is_denial=True, is_light=True
                )

    def _said(self, one: Assertion, denials: dict[int, tuple[int, ...]]) -> Predication:
        above = next((t for t in self.tree.ancestors(one.token) if t in denials), None)
        denied = denials[above] if above is not None else ()
        noun = self.tree.kid(one.token, "dobj") if one.lemma in _LIGHT else None
        quality = self.tree.kid(one.token, "acomp") if one.lemma == "be" else None
        word = next((t for t in (noun, quality) if t is not None), one.token)
        inside = set(self.tree.subtree(word)) if word != one.token else set()
        patients = tuple(t for t in one.patients if t not in inside)
        if bool(denied) == bool(one.negations):  # neither, or each undoes the other
            against: tuple[int, ...] = ()
        else:
            against = (*denied, *one.negations)
        agents = one.agents
        if above is not None:  # "the company denied that it was warned": the company was
            subject = self._subject(above)
            agents = subject if self._is_pronoun(agents) else agents
            patients = subject if self._is_pronoun(patients) else patients
        return Predication(one, word, agents, patients, against, bool(denied), noun is not None)

    def _subject(self, verb: int) -> tuple[int, ...]:
        subject = self.tree.kid(verb, "nsubj", "nsubjpass")
        return tuple(self.tree.subtree(subject)) if subject is not None else ()

    def _is_pronoun(self, tokens: tuple[int, ...]) -> bool:
        return len(tokens) == 1 and self.tree.lower(tokens[0]) in {"he", "it", "she", "they"}

    @cached_property
    def predicates(self) -> frozenset[str]:
        """What it says to be so ("+warn") and not to be so ("-warn")."""
        found = {f"{'-' if one.against else '+'}{self.key(one.word)}" for one in self.said}
        return frozenset(found | {f"+{word_key(self.tree.lemma(one.word))}" for one in self.said})

    @cached_property
    def rivals(self) -> frozenset[str]:
        """The predicates, written as above, that could stand against its own."""
        found = {f"{'+' if one.against else '-'}{self.key(one.word)}" for one in self.said}
        words = {self.tree.lemma(one.word) for one in self.said if not one.against}
        return frozenset(found | {f"+{word_key(o)}" for w in words for o in opposites_of(w)})

    @cached_property
    def keys(self) -> frozenset[str]:
        """Its weighty words."""
        return self.keys_of(range(len(self.parse.heads)))

    def keys_of(self, tokens: Sequence[int]) -> frozenset[str]:
        """The weighty words among some tokens."""
        return frozenset(self.key(t) for t in tokens if self.parse.pos[t] in _WEIGHTY)

    def key(self, token: int) -> str:
        """What a token is compared by; all words for a firm are one."""
        lemma = self.tree.lemma(token)
        return "firm" if lemma in _FIRMS else word_key(lemma)

    def shown(self, tokens: Sequence[int]) -> Extent:
        """The words from the first to the last of some tokens; the first alone if they are far."""
        close = max(tokens) - min(tokens) <= 6
        return self.tree.extent(tokens if close else tokens[:1])

    def words(self, extent: Extent) -> str:
        """Some of its characters."""
        return self.text[extent.start : extent.end]


def _is_said(tree: Tree, one: Assertion, denials: frozenset[int]) -> bool:
    if one.is_soft or one.modal in _GUESSES or "?" in tree.text[-2:]:
        return False
    beside = {tree.lemma(kid) for kid in tree.kids(one.token, "mark", "advmod", "prep", "prt")}
    if beside & (_OPEN | _ONCE) or tree.has(one.token, "prt"):
        return False
    finite = tree.has(one.token, "aux", "auxpass") or tree.parse.tags[one.token] != "VB"
    if tree.has(one.token, "aux") and tree.parse.deps[one.token] == "xcomp":
        finite = False  # "to point": a purpose or a possibility
    for head in tree.ancestors(one.token):
        if head in denials:
            return True
        if tree.parse.pos[head] not in {"VERB", "AUX"} or head in one.negations:
            continue
        if tree.has(head, "neg") or tree.lemma(head) in _LEFT_OPEN:
            return False
    return one.is_main and one.token not in denials and (finite or bool(one.negations))
