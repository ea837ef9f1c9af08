"""Verb in its sentence -> whether it is said in it, or done: "claimed a prize", "put him down"."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from crossframe.text.meaning.tree import Scene, Tree
from crossframe.text.speech.speaker_kinds import is_person
from crossframe.text.speech.speaker_words import OFFICES, POSTS
from crossframe.text.speech.speech_verbs import REQUESTS

# To deny these to somebody is to say nothing.
_REFUSED = REQUESTS | frozenset(
    """
    bid claim coverage credit funding her him license loan offer parole permit them treatment
    """.split()  # noqa: SIM905
)
_ASKING = frozenset({"WDT", "WP", "WP$", "WRB"})
# "At roughly 480 million": so near is a figure to its preposition.
_REACH = 6
_ANSWERED = frozenset({"call", "door", "phone", "query", "question"})
_CALLED = frozenset({"apartment", "home", "hotline", "house", "number", "police", "station"})
_WHEN = frozenset({"after", "as", "because", "since", "when"})
_ORDERING = frozenset({"ask", "tell"})


def is_deed(scene: Scene, verb: int) -> bool:
    """Whether a verb that can report something tells here what somebody does.

    Args:
        scene: The sentence.
        verb: The verb.

    Returns:
        Whether it is an order or a request of which no word is quoted, an answer by deeds, a
        refusal, a telephone call, a quarrel, a thought that somebody acts on, or a thing that is
        put somewhere.
    """
    tree, lemma = scene.tree, scene.tree.lemma(verb)
    quoted = any(scene.quote_of[token] is not None for token in tree.subtree(verb))
    if lemma in _ORDERING:
        bidden = is_order(tree, verb) or _is_asked_for(tree, verb)
        return not quoted and bidden and not _is_demand(tree, verb)
    if lemma == "respond":
        return not tree.has(verb, "ccomp") and _is_answered_to(scene, verb)
    if lemma == "agree":
        return not tree.has(verb, "ccomp") and _has_infinitive(tree, verb)
    sense = _SENSES.get(lemma)
    if lemma == "call" and _is_called_in(scene, verb):
        return True
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


def _is_asked_for(tree: Tree, verb: int) -> bool:
    """Whether one person asks another for a thing: "asked the man for his papers"."""
    asked = tree.lemma(verb) == "ask" and tree.has(verb, "dobj") and not tree.has(verb, "ccomp")
    return asked and any(tree.lower(kid) == "for" for kid in tree.kids(verb, "prep"))


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


def _is_answered(tree: Tree, verb: int) -> bool:
    """Whether a question or a call is answered, of which the words beside it are another's."""
    return any(tree.lemma(kid) in _ANSWERED for kid in tree.kids(verb, "dobj"))


def _is_permitted(tree: Tree, verb: int) -> bool:
    """Whether somebody lets another do a thing: "allowed nobody to leave when it rained"."""
    clauses = tree.kids(verb, "xcomp", "ccomp")
    helpers = [word for clause in clauses for word in tree.kids(clause, "aux")]
    return tree.has(verb, "dobj") or any(tree.lower(word) == "to" for word in helpers)


def _is_telephoned(tree: Tree, verb: int) -> bool:
    """Whether "called his mother to tell her", "calling up reporters" is nothing but a call."""
    if any(tree.lemma(kid) == "name" for kid in tree.kids(verb, "dobj")):
        return True  # "called her name"
    if any(tree.lemma(kid) in _CALLED for kid in tree.kids(verb, "dobj")):
        return True  # "called her house"
    if any("," not in map(tree.word, range(verb, kid)) for kid in tree.kids(verb, "oprd")):
        return False
    up = any(tree.lower(kid) == "up" for kid in tree.kids(verb, "prt"))
    goes_for = any(tree.lower(kid) == "for" for kid in tree.kids(verb, "prep"))
    return up or (tree.has(verb, "dobj") and (goes_for or _has_infinitive(tree, verb)))


def _is_called_in(scene: Scene, verb: int) -> bool:
    """Whether 'called police “for the noise”' tells whom somebody called, and why."""
    tree = scene.tree
    quoted = [t for t in tree.subtree(verb) if t > verb and scene.quote_of[t] is not None]
    words = [token for token in quoted if tree.word(token)[0].isalnum()]
    called = any(tree.lemma(kid) in _CALLED for kid in tree.kids(verb, "dobj"))
    return called and bool(words) and tree.parse.tags[words[0]] == "IN"


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
    refused = tree.kids(verb, "dobj", "dative")
    return any({tree.lemma(kid), tree.lower(kid)} & _REFUSED for kid in refused)


def _is_made_sure(tree: Tree, verb: int) -> bool:
    """Whether "assured that they stay" has no hearer, and tells what somebody sees to."""
    return not tree.has(verb, "dobj", "dative", "nsubjpass")


def _is_urged_on(tree: Tree, verb: int) -> bool:
    """Whether somebody is cheered: "urging on the crowd"."""
    return tree.lower(min(verb + 1, len(tree.parse.heads) - 1)) == "on"


def _is_taken_in(tree: Tree, verb: int) -> bool:
    """Whether somebody is let in: "admitted herself to a clinic"."""
    return any(tree.parse.tags[kid] == "PRP" for kid in tree.kids(verb, "dobj"))


def _is_proposed(tree: Tree, verb: int) -> bool:
    """Whether somebody is put forward: "recommended Kos for the prize"."""
    named = any(is_person(tree, kid) for kid in tree.kids(verb, "dobj"))
    return named and not tree.has(verb, "ccomp")


def _is_subordinate(tree: Tree, verb: int) -> bool:
    """Whether "reports to the board" tells whom somebody is under."""
    to = any(tree.lower(kid) == "to" for kid in tree.kids(verb, "prep", "dative"))
    told = tree.has(verb, "ccomp", "dobj", "nsubjpass", "parataxis")
    return to and not told and tree.parse.tags[verb] in {"VB", "VBP", "VBZ"}


def _is_quarrel(tree: Tree, verb: int) -> bool:
    """Whether "argued about the price" tells of a quarrel, and not of what is argued."""
    about = any(tree.lower(kid) in {"about", "over", "with"} for kid in tree.kids(verb, "prep"))
    return about and not tree.has(verb, "ccomp", "parataxis")


def _is_thought(tree: Tree, verb: int) -> bool:
    """Whether somebody acts on a thought: "an officer who suspected him", "believing it safe"."""
    dep, tag = tree.parse.deps[verb], tree.parse.tags[verb]
    if dep == "relcl":
        return tag == "VBD" and not is_person(tree, tree.parse.heads[verb])
    aside = dep == "advcl" and any(tree.lower(kid) in _WHEN for kid in tree.children[verb])
    return (tag == "VBD" and aside) or (tag == "VBG" and dep in {"acl", "advcl"})


# Whether these are deeds; of those in the second, none is that quotes a word.
_SENSES: Mapping[str, Callable[[Tree, int], bool]] = {
    "admit": _is_taken_in,
    "allow": _is_permitted,
    "answer": _is_answered,
    "argue": _is_quarrel,
    "assure": _is_made_sure,
    "believe": _is_thought,
    "call": _is_telephoned,
    "consider": _is_thought,
    "deny": _is_refused,
    "fear": _is_thought,
    "put": _is_placed,
    "recommend": _is_proposed,
    "report": _is_subordinate,
    "suspect": _is_thought,
    "think": _is_thought,
    "urge": _is_urged_on,
}
_UNQUOTED = frozenset(
    {"allow", "assure", "believe", "call", "consider", "fear", "recommend", "report", "think"}
)
