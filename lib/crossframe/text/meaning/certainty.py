"""Sentence and its grammar -> how surely it says what it says, and by which words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from crossframe.records import Parse
from crossframe.text.meaning.assertions import main_tokens
from crossframe.text.meaning.denials import find_denials
from crossframe.text.meaning.told import describes, is_aside, is_of_all, told_share
from crossframe.text.meaning.tree import Extent, Tree
from crossframe.text.speech.attribution import Attribution, find_attributions

Certainty = Literal["flat", "hedged", "attributed", "denied"]

_HEDGES = frozenset(
    """
    apparent apparently arguably conceivable conceivably likely maybe ostensibly perhaps possible
    possibly potential potentially presumably presumed probable probably reputedly seemingly
    suspected uncertain unclear unconfirmed unlikely unverified
    """.split()  # noqa: SIM905
)
# What seems so is a guess as well.
_SURE = frozenset("certain clear evident obvious sure".split())  # noqa: SIM905
# These weaken what is done to an object; a suspected thief who is arrested is arrested.
_POSSIBLE = frozenset("likely possible potential probable unconfirmed".split())  # noqa: SIM905
# "Is believed to", "was expected to": somebody thinks so, and it is left open who.
_OPEN = frozenset(
    """
    assume believe estimate expect fear presume rumor rumour speculate suppose suspect think
    understand
    """.split()  # noqa: SIM905
)
_THINK = frozenset(
    """
    appear assume believe expect fear guess hint imply indicate reckon seem speculate
    suggest suspect think
    """.split()  # noqa: SIM905
)
# Not to do these is to leave it open, and no guess.
_HINT = frozenset({"hint", "imply", "indicate", "suggest"})
_FIRST = frozenset({"i", "we"})
# What so many think, as a poll found, is said flatly.
_SHARES = frozenset({"%", "cent", "half", "majority", "percent", "quarter", "respondent", "third"})
# "Could be seen" tells what somebody was able to do.
_SENSED = frozenset({"hear", "see", "smell"})
# Who promises or demands does something; that it was done is said flatly.
DEEDS = frozenset({"promise", "demand"})
# Share of what a sentence tells that must be attributed for the sentence to be: below it, only a
# word is.
_ATTRIBUTED = 0.4


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that show it, `text[start:end]` of the sentence, and what they make of it."""

    start: int
    end: int
    state: Certainty


@dataclass(frozen=True, slots=True)
class Assurance:
    """How surely a sentence says what it says.

    `state` is the first of denied, hedged and attributed for which there is evidence, else "flat".
    `evidence` holds all of it, in the order of the text.
    """

    state: Certainty
    evidence: tuple[Evidence, ...]


def assess_certainty(
    text: str, parse: Parse | None, quotes: Sequence[Extent] | None = None
) -> Assurance | None:
    """Says how surely a sentence says what it says.

    Words count only where they bear on what the sentence asserts: "may" in a relative clause
    hedges that clause, and "alleged" in "the alleged thief" that name. A condition ("if it rains")
    hedges nothing, nor does what might have been. A plain "not" is no denial: that the cause is
    not known is said flatly.

    Args:
        text: The sentence.
        parse: Its grammar; None where there is none.
        quotes: Its quotations (characters of the sentence, marks left out), where the text around
            it tells more than the sentence; None to find them in it.

    Returns:
        The state with its evidence; None without a parse.

    >>> assess_certainty("The bridge may close.", None) is None
    True
    """
    if parse is None:
        return None
    tree = Tree(text, parse)
    main = main_tokens(tree)
    told = dict(_attributions(tree, quotes))
    found = set(told)
    found |= {Evidence(*tree.extent(tokens), "denied") for tokens in find_denials(tree)}
    hedges = {tree.extent(tokens) for tokens in _hedges(tree, main)}
    found = {
        one
        for one in found
        if told.get(one) or not any(hedge.overlap(Extent(one.start, one.end)) for hedge in hedges)
    }
    found |= {Evidence(*hedge, "hedged") for hedge in hedges}
    states = {one.state for one in found}
    order: tuple[Certainty, ...] = ("denied", "hedged", "attributed")
    return Assurance(
        next((state for state in order if state in states), "flat"),
        tuple(sorted(found, key=lambda one: (one.start, one.end, one.state))),
    )


def _attributions(tree: Tree, quotes: Sequence[Extent] | None) -> Iterator[tuple[Evidence, bool]]:
    """What is attributed for a good part of the sentence, and whether a hedge leaves it so.

    "A report suggested that" and a running quotation both attribute and hedge; "police believe
    that" only hedges.
    """
    text, parse = tree.text, tree.parse
    told = [
        one
        for one in find_attributions(text, parse, quotes)
        if not one.negated and one.verb_class not in DEEDS
        if not describes(one, tree) and not is_aside(one, tree)
    ]
    found = [one for one in told if told_share([one], tree) >= _ATTRIBUTED or is_of_all(one, tree)]
    if not found and told and told_share(told, tree) >= _ATTRIBUTED:
        found = told
    for one in found:
        paper = one.speaker is not None and one.speaker.kind == "document"
        yield attribution_evidence(one), paper
    if not found:
        yield from (
            (Evidence(*quote, "attributed"), True)  # a guess inside of it is the speaker's
            for quote in quotes or ()
            if quote.end - quote.start >= _ATTRIBUTED * len(text)
        )


def attribution_evidence(one: Attribution) -> Evidence:
    """Shows an attribution by its verb, with the speaker where that stands beside it.

    Args:
        one: An attribution, by the characters of its sentence.

    Returns:
        The words, and "denied" for a denial, else "attributed".
    """
    state: Certainty = "denied" if one.verb_class == "deny" else "attributed"
    start, end = one.verb_start, one.verb_end
    speaker = one.speaker
    if speaker and 0 <= start - speaker.end <= 2:
        start = speaker.start
    elif speaker and 0 <= speaker.start - end <= 2:
        end = speaker.end
    return Evidence(start, end, state)


def _hedges(tree: Tree, main: frozenset[int]) -> Iterator[tuple[int, ...]]:
    for token in main:
        lemma = tree.lemma(token)
        is_passive = tree.has(token, "auxpass")
        that = tree.has(token, "ccomp") and not _quotes(tree, token)
        open_to = (
            is_passive
            and lemma in _OPEN
            and not _had(tree, token)  # "had been expected to win": and did not, or did
            and tree.has(token, "xcomp", "ccomp", "oprd")
        )
        if (
            _suspects(tree, token)
            or open_to
            or (
                not is_passive
                and not _approves(tree, token)
                and _guesses_so(tree, token)
                and (that or lemma == "seem" or _looks(tree, token))
            )
        ):
            yield (token,)
        for kid in tree.kids(token):
            yield from _hedges_at(tree, kid)


def _suspects(tree: Tree, token: int) -> bool:
    """Whether somebody suspects something, or it is "suspected" in a headline."""
    if tree.lemma(token) != "suspect" or tree.has(token, "neg"):
        return False
    return tree.parse.tags[token] in {"VBD", "VBN"} or tree.has(token, "dobj")


def _approves(tree: Tree, token: int) -> bool:
    """Whether "it seemed fitting that they won": what is judged is no guess."""
    return any(tree.lower(kid) == "it" for kid in tree.kids(token, "nsubj")) and any(
        tree.parse.pos[kid] == "ADJ"
        and tree.lemma(kid) not in _HEDGES | _SURE
        and (tree.has(kid, "ccomp") or tree.has(token, "ccomp"))
        for kid in tree.kids(token, "acomp", "oprd")
    )


def _guesses_so(tree: Tree, token: int) -> bool:
    """Whether a verb tells a guess: "has not indicated" tells none, "I thought" one given up."""
    lemma = tree.lemma(token)
    given_up = tree.parse.tags[token] == "VBD" and any(
        tree.lower(kid) in _FIRST for kid in tree.kids(token, "nsubj")
    )
    # "A knife believed to be the weapon was found", misread: it bears on the knife alone.
    of_phrase = lemma in _OPEN and any(
        tree.has(kid, "aux") and tree.parse.tags[kid] == "VB" for kid in tree.kids(token, "xcomp")
    )
    kept_open = lemma in _HINT and tree.has(token, "neg")
    given_up |= lemma in _OPEN and _had(tree, token)
    subjects = tree.kids(token, "nsubj")
    polled = lemma in _OPEN and any(tree.lemma(kid).lower() in _SHARES for kid in subjects)
    return lemma in _THINK and not (given_up or of_phrase or kept_open or polled)


def _looks(tree: Tree, token: int) -> bool:
    """Whether "appear" says how something looks, and not that somebody appears in court."""
    return tree.lemma(token) == "appear" and tree.has(token, "xcomp", "acomp", "oprd", "attr")


def _quotes(tree: Tree, token: int) -> bool:
    """Whether a verb governs somebody's words in quotation marks, which it does not weaken."""
    return any(tree.word(kid)[:1] in '"“”«»' for kid in tree.kids(token, "punct"))


def _hedges_at(tree: Tree, kid: int) -> Iterator[tuple[int, ...]]:
    """What hangs on a predicate and weakens it: "may", "perhaps", "a possible link"."""
    lemma, dep = tree.lemma(kid), tree.parse.deps[kid]
    if tree.parse.tags[kid] == "MD":
        guess = lemma in {"may", "might"} or (lemma == "could" and _guesses(tree, kid))
        if guess and not _is_unreal(tree, kid):
            yield (kid,)
    elif dep in {"advmod", "acomp"} and lemma in _HEDGES:
        yield (kid,)
    elif dep in {"attr", "dobj"}:
        hedges = _HEDGES if dep == "attr" else _POSSIBLE
        yield from ((adj,) for adj in tree.kids(kid, "amod") if tree.lemma(adj) in hedges)


def _is_unreal(tree: Tree, modal: int) -> bool:
    """Whether it tells what did not come to pass: "might be alive", "what might have been"."""
    head = tree.parse.heads[modal]
    if modal and tree.lower(modal - 1) == "what":
        return True
    if "alive" in {tree.lower(kid) for kid in tree.kids(head, "acomp")}:
        return True
    return any(
        tree.lower(kid) == "had" or tree.parse.tags[kid] == "VBD" or _had(tree, kid)
        for kid in tree.kids(head, "advcl")
        if any(tree.lower(mark) == "if" for mark in tree.kids(kid, "mark"))
    )


def _had(tree: Tree, verb: int) -> bool:
    return any(tree.lower(kid) == "had" for kid in tree.kids(verb, "aux"))


def _guesses(tree: Tree, modal: int) -> bool:
    """Whether "could" guesses, as in "could have fallen", or tells what somebody was able to do."""
    head = tree.parse.heads[modal]
    helpers = {tree.lemma(kid) for kid in tree.kids(head, "aux", "auxpass")}
    above = tree.parse.heads[head]
    unknown = tree.parse.deps[head] == "ccomp" and tree.lemma(above) == "know"
    if tree.lemma(head) in _SENSED or (unknown and tree.has(above, "neg")):
        return False  # "did not know that they could have asked"
    return not tree.has(head, "neg") and (
        tree.lemma(head) == "be" or bool(helpers & {"have", "be"})
    )
