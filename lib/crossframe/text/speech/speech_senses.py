"""Verb in its sentence -> whether it is said in it, or done: "claimed a prize", "put him down"."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from crossframe.text.meaning.tree import Scene, Tree
from crossframe.text.speech.speaker_words import OFFICES, POSTS

# To deny these is to refuse them, and to say nothing.
_REFUSED = frozenset(
    """
    access application appeal bail bid claim coverage credit entry funding her him license loan
    motion offer parole permission permit petition request them treatment visa
    """.split()  # noqa: SIM905
)
_ASKING = frozenset({"WDT", "WP", "WP$", "WRB"})
# "At roughly 480 million": so near is a figure to its preposition.
_REACH = 6
_ORDERING = frozenset({"ask", "tell"})


def is_deed(scene: Scene, verb: int) -> bool:
    """Whether a verb that can report something tells here what somebody does.

    Args:
        scene: The sentence.
        verb: The verb.

    Returns:
        Whether it is an order or a request of which no word is quoted, an answer by deeds, a
        refusal, a telephone call, or a thing that is put somewhere.
    """
    tree, lemma = scene.tree, scene.tree.lemma(verb)
    quoted = any(scene.quote_of[token] is not None for token in tree.subtree(verb))
    if lemma in _ORDERING:
        return not quoted and is_order(tree, verb) and not _is_demand(tree, verb)
    if lemma == "respond":
        return not tree.has(verb, "ccomp") and _is_answered_to(scene, verb)
    if lemma == "agree":
        return not tree.has(verb, "ccomp") and _has_infinitive(tree, verb)
    sense = _SENSES.get(lemma)
    return sense is not None and (lemma not in _UNQUOTED or not quoted) and sense(tree, verb)


def is_order(tree: Tree, verb: int) -> bool:
    """Whether "told her to leave" is a deed: what is told is to be done, and nobody states it.

    Args:
        tree: The sentence.
        verb: Any token.

    Returns:
        Whether it is a form of "tell" or "ask" with an infinitive that asks no question.
    """
    return tree.lemma(verb) in _ORDERING and any(
        tree.parse.tags[kid] == "VB"
        and any(tree.lower(to) == "to" for to in tree.kids(kid, "aux"))
        and not any(tree.parse.tags[word] in _ASKING for word in tree.children[kid])
        for kid in tree.kids(verb, "xcomp", "ccomp", "advcl")
        if kid > verb
    )


def _is_demand(tree: Tree, verb: int) -> bool:
    """Whether somebody asks a body or many people for something, as a demand is made in public."""
    objects = tree.kids(verb, "dobj", "dative")
    objects += [kid for clause in tree.kids(verb, "ccomp") for kid in tree.kids(clause, "nsubj")]
    return tree.lemma(verb) == "ask" and any(
        tree.parse.tags[kid] in {"NNS", "NNPS"} or tree.lemma(kid) in OFFICES - POSTS
        for kid in objects
    )


def _has_infinitive(tree: Tree, verb: int) -> bool:
    return any(
        tree.lower(to) == "to"
        for kid in tree.kids(verb, "xcomp", "advcl")
        for to in tree.kids(kid, "aux")
    )


def _is_answered_to(scene: Scene, verb: int) -> bool:
    """Of "responded to the call with “all units”": whether no quotation stands beside the verb."""
    tree = scene.tree
    if not any(tree.lower(prep) in {"to", "with", "on", "by"} for prep in tree.kids(verb, "prep")):
        return False
    subject = tree.kids(verb, "nsubj")
    first = min([verb, *(token for kid in subject for token in tree.subtree(kid))])
    before = first >= 2 and scene.quote_of[first - 2] is not None
    words = tree.subtree(verb)
    behind = [t for t in words if t > verb and scene.quote_of[t] is not None]
    marked = bool(behind) and tree.word(behind[0] - 2) in {",", ":"}
    return not before and not marked


def _is_telephoned(tree: Tree, verb: int) -> bool:
    """Whether "called his mother to tell her", "calling up reporters" is nothing but a call."""
    if any("," not in map(tree.word, range(verb, kid)) for kid in tree.kids(verb, "oprd")):
        return False
    up = any(tree.lower(kid) == "up" for kid in tree.kids(verb, "prt"))
    goes_for = any(tree.lower(kid) == "for" for kid in tree.kids(verb, "prep"))
    return up or (tree.has(verb, "dobj") and (goes_for or _has_infinitive(tree, verb)))


def _is_placed(tree: Tree, verb: int) -> bool:
    """Whether something is put anywhere but at a figure."""
    at = [token for token in tree.subtree(verb) if token > verb and tree.lower(token) == "at"]
    figures = [
        token
        for prep in at
        for token in range(prep + 1, min(prep + _REACH, len(tree.parse.pos)))
        if tree.parse.pos[token] == "NUM" and tree.parse.entities[token] not in {"DATE", "TIME"}
    ]
    it = [kid for kid in tree.kids(verb, "dobj") if tree.lower(kid) == "it"]
    return not figures and not it


def _is_refused(tree: Tree, verb: int) -> bool:
    """Whether somebody is denied a thing, as a court denies a motion."""
    return any(tree.lemma(kid) in _REFUSED for kid in tree.kids(verb, "dobj", "dative"))


def _is_made_sure(tree: Tree, verb: int) -> bool:
    """Whether "assured that they stay" has no hearer, and tells what somebody sees to."""
    return not tree.has(verb, "dobj", "dative", "nsubjpass")


# Whether these are deeds; of those in the second, none is that quotes a word.
_SENSES: Mapping[str, Callable[[Tree, int], bool]] = {
    "assure": _is_made_sure,
    "call": _is_telephoned,
    "deny": _is_refused,
    "put": _is_placed,
}
_UNQUOTED = frozenset({"assure", "call"})
