"""Sentence and its grammar -> how surely it says what it says, and by which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from crossframe.records import Parse
from crossframe.text.meaning.assertions import main_tokens
from crossframe.text.meaning.clauses import clause_of
from crossframe.text.meaning.denials import find_denials
from crossframe.text.meaning.hedges import find_hedges, is_opinion
from crossframe.text.meaning.misread import read
from crossframe.text.meaning.side_hedges import hedges_beside
from crossframe.text.meaning.told import describes, is_aside, is_of_all, only_speaks, told_share
from crossframe.text.meaning.tree import Extent, Tree
from crossframe.text.remembering import remembered
from crossframe.text.speech.attribution import Attribution, find_attributions

Certainty = Literal["flat", "hedged", "attributed", "denied"]

# Who promises or demands does something; that it was done is said flatly.
DEEDS = frozenset({"promise", "demand"})
# To do so with a proposal denies nothing.
_REFUSING = frozenset({"dismiss", "dispute", "reject"})
# Share of what a sentence tells that must be attributed for the sentence to be: below it, only a
# word is.
_ATTRIBUTED = 0.4


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that show it, `text[start:end]` of the sentence, and what they make of it.

    `scope` holds what a hedge or a denial bears on, in characters of the sentence.
    """

    start: int
    end: int
    state: Certainty
    scope: tuple[Extent, ...] = ()


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
    return None if parse is None else _assess(text, parse, None if quotes is None else (*quotes,))


@remembered
def _assess(text: str, parse: Parse, quotes: tuple[Extent, ...] | None) -> Assurance:
    tree = read(text, parse)
    main = main_tokens(tree)
    told = dict(_attributions(tree, quotes))
    found = set(told)
    found |= {_denial(tree, tokens) for tokens in find_denials(tree)}
    said = _said_in(tree, quotes)
    hedges = [one for one in find_hedges(tree, main) if not is_opinion(tree, one, said)]
    places = [tree.extent(one.tokens) for one in hedges]
    found = {
        one
        for one in found
        if told.get(one) or not any(place.overlap(Extent(one.start, one.end)) for place in places)
    }
    scopes = (tree.runs(one.scope) for one in hedges)
    rows = zip(places, scopes, strict=True)
    return of_evidence(
        found | {Evidence(*place, "hedged", scope) for place, scope in rows},
    )


def guesses_beside(text: str, parse: Parse | None) -> list[Evidence]:
    """Finds the guesses of a sentence that its main clause does not tell.

    Args:
        text: The sentence.
        parse: Its grammar; without one there are none.

    Returns:
        Hedges of side clauses; they count only for a claim that is told in such a clause.
    """
    if parse is None:
        return []
    tree = read(text, parse)
    return [
        Evidence(*tree.extent(one.tokens), "hedged", tree.runs(one.scope))
        for one in hedges_beside(tree, main_tokens(tree))
    ]


def _denial(tree: Tree, tokens: Sequence[int]) -> Evidence:
    last = tokens[-1]
    verb = last if tree.parse.pos[last] in {"AUX", "VERB"} else tree.parse.heads[last]
    return Evidence(*tree.extent(tokens), "denied", tree.runs(clause_of(tree, verb)))


def of_evidence(found: Iterable[Evidence]) -> Assurance:
    """Says how surely a sentence says it by which of these words.

    Args:
        found: What shows it.

    Returns:
        The first of denied, hedged and attributed for which there is any, else flat.

    >>> of_evidence([Evidence(0, 4, "attributed"), Evidence(9, 12, "hedged")]).state
    'hedged'
    """
    rows = tuple(sorted(found, key=lambda one: (one.start, one.end, one.state)))
    states = {one.state for one in rows}
    order: tuple[Certainty, ...] = ("denied", "hedged", "attributed")
    return Assurance(next((state for state in order if state in states), "flat"), rows)


def _said_in(tree: Tree, quotes: Sequence[Extent] | None) -> list[Extent]:
    """What stands in quotation marks in a sentence."""
    told = find_attributions(tree.text, tree.parse, quotes)
    return [*(quotes or ()), *(piece for one in told for piece in one.quoted)]


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
    if not found and (alone := only_speaks(tree)) is not None:
        yield Evidence(*alone, "attributed"), True
    elif not found:
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
    denies = one.verb_class == "deny" and one.verb not in _REFUSING
    state: Certainty = "denied" if denies else "attributed"
    start, end = one.verb_start, one.verb_end
    speaker = one.speaker
    if speaker and 0 <= start - speaker.end <= 2:
        start = speaker.start
    elif speaker and 0 <= speaker.start - end <= 2:
        end = speaker.end
    return Evidence(start, end, state)
