"""Sentence and its grammar -> the words by which it only guesses, and what each bears on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from crossframe.text.meaning.could import could_be
from crossframe.text.meaning.tree import Extent, Tree
from crossframe.text.speech.speaker_kinds import is_human
from crossframe.text.speech.speaker_words import PAPERS
from crossframe.text.speech.speech_verbs import VERB_CLASS

_HEDGES = frozenset(
    """
    apparent apparently arguably conceivable conceivably likely maybe ostensibly perhaps possible
    possibly potential potentially presumably presumed probable probably reputedly seemingly
    suspected unconfirmed unlikely unverified
    """.split()  # noqa: SIM905
)
# What seems so is a guess as well.
_SURE = frozenset("certain clear evident obvious sure".split())  # noqa: SIM905
# These weaken what is done to an object; a suspected thief who is arrested is arrested.
_POSSIBLE = frozenset("likely possible potential probable unconfirmed".split())  # noqa: SIM905
# "Is believed to", "was expected to": somebody thinks so, and it is left open who.
OPEN = frozenset(
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
# Of these a clause has one of its own.
_SUBJECTS = ("nsubj", "nsubjpass", "expl")
_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_SIDE = frozenset({"advcl", "parataxis"})
CONDITIONS = frozenset({"if", "unless"})
_PARTS = frozenset({";", "—", "–", "--"})
# "If the count is to be believed", "if it is correct": it may not be.
_TRUSTED = frozenset({"believe", "credit", "trust"})
_COUNTS = frozenset({"count", "number", "tally", "toll", "total"})
_RIGHT = frozenset({"accurate", "correct", "right", "true"})


class Hedge(NamedTuple):
    """Words that weaken something, as tokens of a sentence, and the tokens that they bear on."""

    tokens: tuple[int, ...]
    scope: tuple[int, ...]


def find_hedges(tree: Tree, main: frozenset[int]) -> Iterator[Hedge]:
    """Finds what weakens what a sentence asserts.

    Args:
        tree: The sentence.
        main: Its predicates, from `main_tokens`.

    Yields:
        The hedges. A verb, a modal or an adverb bears on its clause, and not on "because it
        rained", nor on what another joins to it; an adjective beside an object on that object.
    """
    for token in main:
        if is_guess(tree, token):
            yield Hedge((token,), clause_of(tree, token))
        for clause in tree.kids(token, "advcl"):
            if is_doubted(tree, clause):
                yield Hedge(tuple(tree.subtree(clause)), clause_of(tree, token))
        for kid in tree.kids(token):
            for tokens in _hedges_at(tree, kid):
                of_object = tree.parse.deps[kid] == "dobj"
                scope = tuple(tree.subtree(kid)) if of_object else _told_of_it(tree, token)
                yield Hedge(tokens, scope)


def is_doubted(tree: Tree, clause: int) -> bool:
    """Tells whether it is so "if the count is to be believed", or "if the owners are right".

    Args:
        tree: The sentence.
        clause: The verb of the condition.

    Returns:
        Whether the condition is that somebody is right.
    """
    if tree.lemma(clause) != "be" or not tree.has(clause, "mark"):
        return False
    when = any(tree.lower(mark) == "if" for mark in tree.kids(clause, "mark"))
    believed = any(tree.lemma(kid) in _TRUSTED for kid in tree.kids(clause, "xcomp"))
    right = any(tree.lower(kid) in _RIGHT for kid in tree.kids(clause, "acomp"))
    tells = any(
        is_human(tree, noun) or tree.lemma(noun) in PAPERS | _COUNTS
        for noun in tree.kids(clause, "nsubj")
    )
    return when and (believed or (right and tells))


def _told_of_it(tree: Tree, verb: int) -> tuple[int, ...]:
    """What a verb asserts; of "the fire may have been arson" not that there was a fire."""
    clause = clause_of(tree, verb)
    if tree.lemma(verb) != "be" or not tree.has(verb, "attr"):
        return clause
    subject = {token for kid in tree.kids(verb, "nsubj") for token in tree.subtree(kid)}
    return tuple(token for token in clause if token not in subject)


def is_opinion(tree: Tree, hedge: Hedge, said: Sequence[Extent]) -> bool:
    """Tells whether a speaker gives an opinion, "I think", in words that are quoted.

    Args:
        tree: The sentence.
        hedge: One of its hedges.
        said: What stands in quotation marks in it, in its characters.

    Returns:
        Whether it is that: who says it is told anyhow.
    """
    verb = hedge.tokens[0]
    start = tree.parse.starts[verb]
    first = any(tree.lower(kid) in _FIRST for kid in tree.kids(verb, "nsubj"))
    return first and any(piece.start <= start < piece.end for piece in said)


def clause_of(tree: Tree, verb: int) -> tuple[int, ...]:
    """Finds what a verb asserts.

    Args:
        tree: The sentence.
        verb: The verb.

    Returns:
        The tokens of its clause, without those that tell when or why, or add something of a noun,
        and without others joined to it, or parted from it by a semicolon or a dash.
    """
    own, above = verb, tree.parse.heads[verb]
    if verb < above and tree.parse.deps[verb] == "ccomp" and tree.lemma(above) not in VERB_CLASS:
        verb = above  # "arson is suspected in the fire at the mill he owns", misread
    aside = [kid for kid in tree.kids(verb) if _is_beside(tree, kid)]
    below = tree.subtree(verb, without=aside)
    aside += [token for token in below if _is_added(tree, token, own)]
    inside = tree.subtree(verb, without=aside)
    marks = [token for token in inside if tree.word(token) in _PARTS]
    first = max((mark for mark in marks if mark < own), default=-1)
    last = min((mark for mark in marks if mark > own), default=len(tree.parse.heads))
    return tuple(token for token in inside if first < token < last)


def _is_added(tree: Tree, token: int, verb: int) -> bool:
    """Whether it tells what a noun did: "arson is suspected in the fire that razed the mill".

    What somebody may be is left as open as who: "is thought to be the man who razed it".
    """
    if tree.parse.deps[token] != "relcl":
        return False
    first, noun = min(tree.subtree(token)), tree.parse.heads[token]
    if first > 0 and tree.word(first - 1) == ",":
        return True
    is_subject = tree.parse.deps[noun] in _SUBJECTS
    return is_subject or (noun > verb and tree.parse.deps[noun] not in {"attr", "oprd"})


def _is_beside(tree: Tree, kid: int) -> bool:
    """Whether a clause is not weakened with the one above: "may fall, and the road was shut"."""
    dep = tree.parse.deps[kid]
    if any(tree.lower(mark) in CONDITIONS for mark in tree.kids(kid, "mark")):
        return False
    if dep == "conj":
        return tree.has(kid, *_SUBJECTS, "aux") or tree.parse.tags[kid] in _FINITE
    return dep in _SIDE


def is_guess(tree: Tree, token: int) -> bool:
    """Tells whether a verb says that somebody guesses.

    Args:
        tree: The sentence.
        token: The verb.

    Returns:
        True for "seems", "is believed to be" and "they think".
    """
    if _suspects(tree, token):
        return True
    if tree.has(token, "auxpass"):
        return _is_open(tree, token)
    if _approves(tree, token) or not _guesses_so(tree, token):
        return False
    that = tree.has(token, "ccomp") and not _quotes(tree, token)
    return that or tree.lemma(token) == "seem" or _looks(tree, token)


def _is_open(tree: Tree, verb: int) -> bool:
    """Whether it is left open who thinks so: "is believed to be"."""
    if tree.lemma(verb) not in OPEN or _had(tree, verb):
        return False  # "had been expected to win": and did not, or did
    told = tree.lemma(verb) == "suppose" and not tree.has(verb, "ccomp")
    return not told and tree.has(verb, "xcomp", "ccomp", "oprd")  # "who I'm supposed to meet"


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
    """Whether a verb tells a guess.

    "Has not indicated" tells none, nor what "records indicate", and "I thought" one given up.
    """
    lemma = tree.lemma(token)
    given_up = tree.parse.tags[token] == "VBD" and any(
        tree.lower(kid) in _FIRST for kid in tree.kids(token, "nsubj")
    )
    # "A knife believed to be the weapon was found", misread: it bears on the knife alone.
    of_phrase = lemma in OPEN and any(
        tree.has(kid, "aux") and tree.parse.tags[kid] == "VB" for kid in tree.kids(token, "xcomp")
    )
    kept_open = lemma in _HINT and tree.has(token, "neg")
    kept_open |= lemma == "indicate" and any(
        tree.lemma(kid) in PAPERS for kid in tree.kids(token, "nsubj")
    )
    given_up |= lemma in OPEN and _had(tree, token)
    subjects = tree.kids(token, "nsubj")
    given_up |= any(tree.lower(kid) == "you" for kid in subjects)  # "you think it is over"
    polled = lemma in OPEN and any(tree.lemma(kid).lower() in _SHARES for kid in subjects)
    return lemma in _THINK and not (given_up or of_phrase or kept_open or polled)


def _looks(tree: Tree, token: int) -> bool:
    """Whether "appear" says how something looks, and not that somebody appears in court."""
    if tree.lemma(token) != "appear" or tree.parse.tags[token] == "VBG":
        return False
    return tree.has(token, "xcomp", "acomp", "oprd", "attr")


def _quotes(tree: Tree, token: int) -> bool:
    """Whether a verb governs somebody's words in quotation marks, which it does not weaken."""
    return any(tree.word(kid)[:1] in '"“”«»' for kid in tree.kids(token, "punct"))


def _hedges_at(tree: Tree, kid: int) -> Iterator[tuple[int, ...]]:
    """What hangs on a predicate and weakens it: "may", "perhaps", "a possible link"."""
    lemma, dep = tree.lemma(kid), tree.parse.deps[kid]
    if tree.parse.tags[kid] == "MD":
        guess = lemma in {"may", "might"} or (lemma == "could" and could_be(tree, kid))
        if guess and not _is_unreal(tree, kid) and not _is_asked(tree, tree.parse.heads[kid]):
            yield (kid,)
    elif dep in {"advmod", "acomp"} and lemma in _HEDGES:
        yield (kid,)
    elif dep in {"attr", "dobj"}:
        refused = dep == "dobj" and tree.has(tree.parse.heads[kid], "neg")
        if refused:  # "would not discuss a possible motive"
            return
        hedges = _HEDGES if dep == "attr" else _POSSIBLE
        yield from ((adj,) for adj in tree.kids(kid, "amod") if tree.lemma(adj) in hedges)


def _is_asked(tree: Tree, verb: int) -> bool:
    """Whether nobody knows "when the offer might end", which is told flatly."""
    asks = any(
        tree.parse.tags[kid] == "WRB" or tree.lower(kid) == "whether" for kid in tree.kids(verb)
    )
    return asks and tree.parse.deps[verb] == "ccomp"


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
