"""Verb in its sentence -> whether it says that somebody guesses: "seems", "is believed to be"."""

from __future__ import annotations

from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.speaker_words import PAPERS

# By these words something is so perhaps.
UNSURE = frozenset(
    """
    apparent apparently arguably conceivable conceivably likely maybe ostensibly perhaps possible
    possibly potential potentially presumably presumed probable probably reputedly seemingly
    suspected unconfirmed unlikely unverified
    """.split()  # noqa: SIM905
)
# What seems so is a guess as well.
_SURE = frozenset("certain clear evident obvious sure".split())  # noqa: SIM905
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
# Who guesses so gives an opinion.
FIRST = frozenset({"i", "we"})
# What so many think, as a poll found, is said flatly.
_SHARES = frozenset({"%", "cent", "half", "majority", "percent", "quarter", "respondent", "third"})


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
    if tree.lemma(verb) not in OPEN or had_been(tree, verb):
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
        and tree.lemma(kid) not in UNSURE | _SURE
        and (tree.has(kid, "ccomp") or tree.has(token, "ccomp"))
        for kid in tree.kids(token, "acomp", "oprd")
    )


def _guesses_so(tree: Tree, token: int) -> bool:
    """Whether a verb tells a guess.

    "Has not indicated" tells none, nor what "records indicate", and "I thought" one given up.
    """
    lemma = tree.lemma(token)
    given_up = tree.parse.tags[token] == "VBD" and any(
        tree.lower(kid) in FIRST for kid in tree.kids(token, "nsubj")
    )
    # "A knife believed to be the weapon was found", misread: it bears on the knife alone.
    of_phrase = lemma in OPEN and any(
        tree.has(kid, "aux") and tree.parse.tags[kid] == "VB" for kid in tree.kids(token, "xcomp")
    )
    kept_open = lemma in _HINT and tree.has(token, "neg")
    kept_open |= lemma == "indicate" and any(
        tree.lemma(kid) in PAPERS for kid in tree.kids(token, "nsubj")
    )
    given_up |= lemma in OPEN and had_been(tree, token)
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


def had_been(tree: Tree, verb: int) -> bool:
    """Tells whether it had been so before: "had been expected", "if he had known"."""
    return any(tree.lower(kid) == "had" for kid in tree.kids(verb, "aux"))
