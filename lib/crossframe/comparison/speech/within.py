"""What a sentence attributes, words of a claim -> whether the claim stands within, or before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crossframe.text.meaning.certainty import DEEDS
from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.attribution import Attribution
from crossframe.text.speech.speech_verbs import UNSTATED_ADVERBS

# Fewer words before what somebody says are no claim.
_FEWEST = 3
# Such a share of a claim's words in a side clause and the claim stands there.
_MOST = 0.6
# What reports say "despite" which something is so, is set against what a sentence tells.
_AGAINST = frozenset({"contrary", "despite", "unlike"})
# What these have for an object is what they say.
_LIGHT = frozenset({"face", "get", "give", "have", "make", "receive", "take"})
# Clauses with these tell when something was.
_WHEN = frozenset({"after", "before", "when", "where"})


def holds(one: Attribution, place: int) -> bool:
    """Whether a character of the article stands in what is attributed."""
    return any(piece.start <= place < piece.end for piece in one.contents)


def is_before(places: Sequence[int], attributions: Sequence[Attribution]) -> bool:
    """Tells whether a claim stands before what somebody says: "Born in Averley, Kos said she left".

    Args:
        places: The places of its words.
        attributions: What a sentence attributes.

    Returns:
        Whether all of them that nobody is said to say, and enough, stand before whoever speaks,
        and what is said behind.
    """
    outside = [place for place in places if not any(holds(one, place) for one in attributions)]
    return len(outside) >= _FEWEST and all(
        one.verb_end <= one.content.start and max(outside) < _first(one)
        for one in attributions
        if not one.carried
    )


def is_behind(
    tree: Tree, offset: int, places: Sequence[int], attributions: Sequence[Attribution]
) -> bool:
    """Tells whether a claim stands in a sentence of its own behind what somebody says.

    Args:
        tree: The sentences, as one.
        offset: Where they begin in the article.
        places: The places of the claim's words.
        attributions: What is attributed in them.

    Returns:
        Whether all its words stand behind a stop, and nothing that is attributed does.
    """
    stops = [
        offset + tree.parse.ends[token]
        for token in range(len(tree.parse.heads))
        if _stops(tree, token)
    ]
    last = max(stops, default=0)
    return bool(places and stops and min(places) >= last) and all(
        max(one.verb_end, one.content.end) <= last for one in attributions
    )


def is_aside(
    tree: Tree, offset: int, places: Sequence[int], attributions: Sequence[Attribution]
) -> bool:
    """Tells whether somebody is said to say no more than what describes whom a claim is about.

    Args:
        tree: The sentence.
        offset: Where it begins in the article.
        places: The places of the claim's words.
        attributions: What is attributed in it.

    Returns:
        Whether the main verb, or what it has for an object, is a word of the claim, and all that
        is attributed stands in side clauses: "the man who guards say broke the lock faces trial",
        "a man was jailed after guards said that he broke the lock".
    """
    roots = [t for t, head in enumerate(tree.parse.heads) if t == head]
    told = roots + [kid for root in roots for kid in tree.kids(root, "conj")]
    told += [kid for t in told if tree.lemma(t) in _LIGHT for kid in tree.kids(t, "dobj")]
    at = {offset + tree.parse.starts[token] for token in told} & set(places)
    starts = {offset + start: token for token, start in enumerate(tree.parse.starts)}
    return bool(at) and all(
        not any(holds(one, place) for place in at)
        and one.verb_start in starts
        and _is_of_side_clause(tree, starts[one.verb_start])
        for one in attributions
    )


def _is_of_side_clause(tree: Tree, verb: int) -> bool:
    """Whether a verb stands in a relative clause, or in one that tells when something was."""
    return any(
        tree.parse.deps[token] == "relcl"
        or (
            tree.parse.deps[token] == "advcl"
            and any(tree.lower(mark) in _WHEN for mark in tree.kids(token, "advmod", "mark"))
        )
        for token in (verb, *tree.ancestors(verb))
    )


def _stops(tree: Tree, token: int) -> bool:
    """Whether a sentence ends, and another begins behind it with a main verb of its own."""
    behind = token + 1
    if tree.word(token) not in {".", "!", "?"} or behind >= len(tree.parse.heads):
        return False
    roots = [t for t, head in enumerate(tree.parse.heads) if t == head]
    return tree.word(behind)[0].isupper() and any(root > token for root in roots)


def _first(one: Attribution) -> int:
    return min(one.verb_start, one.speaker.start if one.speaker else one.verb_start)


def says_what_is_shared(
    tree: Tree, offset: int, places: Sequence[int], attributions: Sequence[Attribution]
) -> tuple[Attribution, ...]:
    """Finds who says of whom a sentence tells more what the claim says of them.

    Args:
        tree: The sentence.
        offset: Where it begins in the article.
        places: The places of the words that it shares with the claim's others.
        attributions: What it attributes.

    Returns:
        The attributions that hold all shared words that predicate, by its main verb, or else with
        most of the others: of "police said both were dead, but did not name Kos" the first, for a
        claim that Kos is dead; of "it sank the boat, which police said was stolen" what police
        said, for a claim that it was stolen.
    """
    starts = {offset + at: token for token, at in enumerate(tree.parse.starts)}
    shared = [(place, starts[place]) for place in places if place in starts]
    telling = [place for place, token in shared if predicates(tree, token)]
    roots = {offset + tree.parse.starts[t] for t, head in enumerate(tree.parse.heads) if t == head}
    return tuple(
        one
        for one in attributions
        if not one.negated and one.verb_class not in DEEDS and telling
        if all(holds(one, place) for place in telling)
        if one.verb_start in roots
        or _is_reputed(tree, starts, one)
        or (_is_named(tree, starts, one) and _holds_most(one, places))
    )


def _is_reputed(tree: Tree, starts: Mapping[int, int], one: Attribution) -> bool:
    """Whether it is of a main verb: "walked into the mill and allegedly shot a guard"."""
    adverb = starts.get(one.verb_start)
    if adverb is None or one.verb not in UNSTATED_ADVERBS:
        return False
    verb = tree.parse.heads[adverb]
    above = tree.parse.heads[verb] if tree.parse.deps[verb] == "conj" else verb
    return tree.parse.heads[above] == above


def _is_named(tree: Tree, starts: Mapping[int, int], one: Attribution) -> bool:
    """Whether somebody named says it with a verb, and not in "reports by the union that"."""
    verb = starts.get(one.verb_start)
    if one.who is None or verb is None or tree.parse.pos[verb] != "VERB":
        return False
    return not any(tree.lower(token) in _AGAINST for token in tree.ancestors(verb))


def _holds_most(one: Attribution, places: Sequence[int]) -> bool:
    return sum(holds(one, place) for place in places) >= _MOST * len(places)


def predicates(tree: Tree, token: int) -> bool:
    """Whether a word says something of another: a verb, or "dead" in "were dead"."""
    return tree.parse.pos[token] == "VERB" or tree.parse.deps[token] == "acomp"


def innermost(tree: Tree, offset: int, tellers: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Leaves out who only speaks of somebody who is accused of what the claim says.

    Args:
        tree: The sentence.
        offset: Where it begins in the article.
        tellers: The attributions that hold the claim.

    Returns:
        Of "a clerk says the woman accused of burning the mill is a good neighbour" the charge
        alone; all of them where nothing else is said of whoever is accused.
    """
    starts = {offset + at: token for token, at in enumerate(tree.parse.starts)}
    charges = [
        one
        for one in tellers
        if one.verb == "accuse" and one.speaker is None and one.verb_start in starts
        if not tree.has(starts[one.verb_start], "auxpass", "aux")
    ]
    kept = tuple(
        one
        for one in tellers
        if one in charges or not any(_tells_more(tree, offset, one, charge) for charge in charges)
    )
    return kept or tuple(tellers)


def _tells_more(tree: Tree, offset: int, one: Attribution, charge: Attribution) -> bool:
    """Whether somebody's words hold a charge, and say something else of whoever is accused."""
    if not holds(one, charge.verb_start):
        return False
    return any(
        tree.parse.tags[token] in {"VBD", "VBP", "VBZ"}
        and holds(one, offset + at)
        and offset + at > charge.content.end
        for token, at in enumerate(tree.parse.starts)
    )
