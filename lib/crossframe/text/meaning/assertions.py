"""Sentence and its grammar -> what it asserts of whom, and whether it says that it is not so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from crossframe.text.meaning.tree import Tree

Tense = Literal["past", "present", "future", "none"]

_CLAUSES = frozenset({"ccomp", "xcomp", "conj", "pcomp"})
_SUBJECTS = ("nsubj", "csubj", "expl")
_PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
_OBJECTS = ("dobj", "attr", "acomp", "oprd", "dative")
_OTHERS = ("prep", "npadvmod", "xcomp", "pcomp", "prt")
# What hangs on a phrase without being of it.
_BESIDE = frozenset({"cc", "punct", "relcl", "advcl", "ccomp", "appos", "parataxis"})
_NOBODY = frozenset({"no", "none", "nobody", "nothing", "neither"})
_NOT = frozenset({"not", "n't", "n’t", "never"})
# "Failed to stop" and "was unable to stop" say that it did not.
_NOT_DOING = frozenset({"fail", "refuse", "decline", "unable", "neglect"})
# With these a negation is one of time, order or amount: "not yet", "not only", "no longer".
_SOFT = frozenset(
    """
    all alone always anymore before clear completely enough entirely even every exactly far
    fully immediately instead just less long longer many merely more much necessarily only
    otherwise quite really so simply sure too until very yet
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Assertion:
    """A predicate of a sentence; numbers are positions of tokens in its parse.

    `agents` do it and `patients` have it done to them, in the active or passive voice; `others`
    hang on it otherwise. `negations` say that it is not so; `is_soft` if they only say "not yet",
    "not only" or their like. `is_main` unless it stands in a relative or adverbial clause.
    """

    token: int
    lemma: str
    agents: tuple[int, ...]
    patients: tuple[int, ...]
    others: tuple[int, ...]
    negations: tuple[int, ...]
    is_soft: bool
    is_main: bool
    modal: str
    tense: Tense


def main_tokens(tree: Tree) -> frozenset[int]:
    """The predicates on which a sentence hangs: its roots, and what these say, claim or join.

    Args:
        tree: The sentence.

    Returns:
        Positions of tokens; those of relative and adverbial clauses are not among them.
    """
    parse = tree.parse
    waiting = [t for t, head in enumerate(parse.heads) if head == t and parse.pos[t] != "PUNCT"]
    found: set[int] = set()
    while waiting:
        token = waiting.pop()
        found.add(token)
        waiting += [
            kid
            for kid in tree.kids(token, *_CLAUSES)
            if parse.pos[kid] in {"VERB", "AUX"} or parse.deps[kid] in {"ccomp", "xcomp"}
        ]
    return frozenset(found)


def find_assertions(tree: Tree) -> tuple[Assertion, ...]:
    """Finds what a sentence says: its full verbs, and "to be" with what follows it.

    Args:
        tree: The sentence.

    Returns:
        One assertion a predicate, in the order of the text.
    """
    main = main_tokens(tree)
    return tuple(
        _assertion(tree, token, is_main=token in main)
        for token, pos in enumerate(tree.parse.pos)
        if pos == "VERB" or (pos == "AUX" and tree.has(token, "attr", "acomp", "nsubj"))
    )


def _assertion(tree: Tree, token: int, *, is_main: bool) -> Assertion:
    passive = tree.kids(token, *_PASSIVE_SUBJECTS)
    active = tree.kids(token, *_SUBJECTS) or _shared_subjects(tree, token)
    agents = [kid for by in tree.kids(token, "agent") for kid in tree.kids(by, "pobj")]
    negations, is_soft = _negations(tree, token)
    return Assertion(
        token=token,
        lemma=tree.lemma(token),
        agents=_phrases(tree, agents if passive else active),
        patients=_phrases(tree, [*passive, *tree.kids(token, *_OBJECTS)]),
        others=_phrases(tree, tree.kids(token, *_OTHERS)),
        negations=negations,
        is_soft=is_soft,
        is_main=is_main,
        modal=next(
            (tree.lemma(k) for k in tree.kids(token, "aux") if tree.parse.tags[k] == "MD"), ""
        ),
        tense=_tense(tree, token),
    )


def _shared_subjects(tree: Tree, token: int) -> list[int]:
    """Those of the verb that a joined verb or an infinitive hangs on."""
    head, dep = tree.parse.heads[token], tree.parse.deps[token]
    if head == token or dep not in {"conj", "xcomp"}:
        return []
    return tree.kids(head, *_SUBJECTS, *(_PASSIVE_SUBJECTS if dep == "xcomp" else ()))


def _phrases(tree: Tree, heads: list[int]) -> tuple[int, ...]:
    deps = tree.parse.deps
    found: set[int] = set()
    for head in heads:
        inside = tree.subtree(head)
        beside = [t for t in inside if t != head and deps[t] in _BESIDE]
        found |= set(tree.subtree(head, without=beside))
    return tuple(sorted(found))


def _negations(tree: Tree, token: int) -> tuple[tuple[int, ...], bool]:
    """What negates a predicate, and whether that is no more than "not yet" or "not only"."""
    kids = tree.kids(token)
    found = [kid for kid in kids if tree.parse.deps[kid] == "neg" or tree.lemma(kid) in _NOT]
    for kid in tree.kids(token, *_SUBJECTS, *_PASSIVE_SUBJECTS, *_OBJECTS):
        found += [t for t in (kid, *tree.kids(kid, "det", "neg")) if _is_nobody(tree, t)]
    for preposition in tree.kids(token, "prep"):  # "at no time"
        found += [
            det
            for noun in tree.kids(preposition, "pobj")
            for det in tree.kids(noun, "det")
            if tree.lemma(preposition) == "at" and _is_nobody(tree, det)
        ]
    head, dep = tree.parse.heads[token], tree.parse.deps[token]
    if head != token and dep == "xcomp" and _fails(tree, head):
        found.append(head)
    if dep == "pcomp" and tree.lemma(head) == "without":
        found.append(head)
    after = {tree.lemma(t + 1) for t in found if t + 1 < len(tree.parse.heads)}
    beside = {tree.lemma(kid) for kid in kids if tree.parse.deps[kid] in {"advmod", "acomp"}}
    return tuple(sorted(set(found))), bool((after | beside) & _SOFT)


def _is_nobody(tree: Tree, token: int) -> bool:
    """Whether a token is "nobody" or "no", and not the "No." of a number."""
    return (
        tree.lemma(token) in _NOBODY
        and tree.parse.pos[token] in {"DET", "PRON", "NOUN"}
        and (
            tree.word(token + 1)[:1] not in ".0123456789"
            if token + 1 < len(tree.parse.heads)
            else True
        )
    )


def _fails(tree: Tree, head: int) -> bool:
    words = {tree.lemma(head), *(tree.lemma(kid) for kid in tree.kids(head, "acomp"))}
    return bool(words & _NOT_DOING) and not tree.has(head, "neg")


def _tense(tree: Tree, token: int) -> Tense:
    helpers = tree.kids(token, "aux", "auxpass")
    tags = {tree.parse.tags[t] for t in (*helpers, token)}
    if {tree.lower(t) for t in helpers} & {"will", "shall", "would", "'ll", "’ll", "wo"}:
        return "future"
    if "VBD" in tags or "have" in {tree.lemma(t) for t in helpers}:
        return "past"
    if tags & {"VBZ", "VBP", "MD"}:
        return "present"
    head = tree.parse.heads[token]
    if tree.parse.deps[token] in {"xcomp", "conj"} and head != token:
        return _tense(tree, head)
    return "past" if "VBN" in tags else "none"
