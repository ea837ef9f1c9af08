"""Two sentences on the same matter -> whether one says that what the other says is not so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from crossframe.text.meaning.alignment import word_key
from crossframe.text.meaning.opposites import opposites_of
from crossframe.text.meaning.statements import Predication, Statement
from crossframe.text.meaning.times import are_apart, is_perfect, tells_order, times_of
from crossframe.text.meaning.tree import Extent

ContradictionKind = Literal["denial", "negation", "opposite"]

# These say little without the clause that they govern, and two such clauses are not compared.
_MINDS = frozenset(
    """
    accuse agree allege ask become begin believe charge come continue decide do expect feel find go
    happen hope investigate keep know let mean need plan put question remain say see seem
    suspect take tell think try want
    """.split()  # noqa: SIM905
)
# "No shots were fired when he was arrested" says nothing of any other time.
_WHEN = frozenset(("after", "before", "when"))
# Of other things, or of some of them only.
_ANOTHER = frozenset(
    """
    additional also another else enough few first further last many more most new next only other
    several some such
    """.split()  # noqa: SIM905
)
_TIMES = frozenset({"DATE", "TIME"})
_NOT = frozenset("neither never no no-one nobody none noone not nothing n't n’t without".split())  # noqa: SIM905
_NOBODY = frozenset("no-one nobody none noone".split())  # noqa: SIM905
_SINGULAR = frozenset({"he", "i", "it", "she"})
_PLURAL = frozenset({"they", "we"})
_AMOUNTS = frozenset({"CARDINAL", "MONEY", "ORDINAL", "PERCENT", "QUANTITY"})
# Share of the smaller phrase's words that two phrases must share to name the same.
_SAME = 0.5


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Why two sentences cannot both hold; `own` and `other` are the words that show it."""

    kind: ContradictionKind
    own: Extent
    other: Extent
    why: str


def find_contradiction(
    one: Statement, other: Statement, *, same_day: bool = False
) -> Contradiction | None:
    """Finds why two sentences cannot both hold.

    A difference of time, amount, scope or certainty is none, nor are two states of which one may
    follow the other (opened and closed, not yet done and done): these count only at one time. The
    rules would rather miss a contradiction than call a difference one.

    Args:
        one: A sentence.
        other: Another, on the same matter: of the same claim or near it. What neither names
            is taken to be the same.
        same_day: Whether both were published on one day.

    Returns:
        The first that is found; None if none is.
    """
    if one.rivals.isdisjoint(other.predicates) or are_apart(one.days, other.days):
        return None
    for own in one.said:
        for its in other.said:
            kind = _kind(one, own, other, its)
            if kind is None or not _is_comparable(one, own, other, its):
                continue
            passes = kind == "opposite" or _may_pass(one, own) or _may_pass(other, its)
            if passes and not _at_one_time(one, own, other, its, same_day=same_day):
                continue
            if _is_same(one, own, other, its):
                here = one.shown((*own.against, own.word))
                there = other.shown((*its.against, its.word))
                why = f"“{one.words(here)}” stands against “{other.words(there)}”"
                return Contradiction(kind, here, there, why)
    return None


def _kind(
    one: Statement, own: Predication, other: Statement, its: Predication
) -> ContradictionKind | None:
    """How two predicates are opposed, whatever they are said of."""
    if one.key(own.word) == other.key(its.word):
        both = _is_negative(one, own) and _is_negative(other, its)
        alike = both or bool(own.against) == bool(its.against)
        if alike or _is_vague(one, own) or _is_vague(other, its):
            return None
        if _has_clause(one, own) and _has_clause(other, its):  # perhaps of different things
            return None
        return "denial" if own.is_denial or its.is_denial else "negation"
    if own.against or its.against or own.is_light or its.is_light:
        return None
    if not _same_theme(one, own, other, its):
        return None
    here, there = one.tree.lemma(own.word), other.tree.lemma(its.word)
    both = word_key(here) in other.keys or word_key(there) in one.keys
    return "opposite" if there in opposites_of(here) and not both else None


def _is_vague(one: Statement, said: Predication) -> bool:
    """Whether a predicate says too little for its negation to say that it is not so."""
    tree, token = one.tree, said.assertion.token
    if said.assertion.lemma in _MINDS:
        return True
    beside = {said.word, token, *_heads(one, said.agents), *_heads(one, said.patients)}
    below = {*tree.subtree(token), *said.agents, *said.patients}
    inside = [t for t in below if t in beside or tree.parse.heads[t] in beside]
    scopes = {tree.lemma(m) for kid in tree.kids(token, "advcl") for m in tree.kids(kid)}
    if said.against and scopes & _WHEN:
        return True
    return any(tree.lemma(t) in _ANOTHER for t in inside)


def _is_negative(one: Statement, said: Predication) -> bool:
    """Whether a predicate has a "no", "nobody" or "not" anywhere in its clause."""
    tokens = (*one.tree.subtree(said.assertion.token), *said.agents, *said.patients)
    return bool(said.against) or any(one.tree.lower(t) in _NOT for t in tokens)


def _may_pass(one: Statement, said: Predication) -> bool:
    """Whether a predicate is denied up to now only: "has not been released", "is not known"."""
    tree, token = one.tree, said.assertion.token
    now = said.assertion.tense == "present" and not said.assertion.modal
    return bool(said.against) and not said.is_denial and (now or is_perfect(tree, token))


def _at_one_time(
    one: Statement, own: Predication, other: Statement, its: Predication, *, same_day: bool
) -> bool:
    """Whether two states, of which one may follow the other, are surely told of one time."""
    if tells_order(one.tree) or tells_order(other.tree):
        return False
    here, there = times_of(one.tree), times_of(other.tree)
    if here or there:
        return here == there
    return same_day and own.assertion.tense == its.assertion.tense != "none"


def _has_clause(one: Statement, said: Predication) -> bool:
    return one.tree.has(said.assertion.token, "ccomp")


def _is_comparable(one: Statement, own: Predication, other: Statement, its: Predication) -> bool:
    """Whether two predicates speak of one time and one amount, and name nobody different."""
    if len({own.assertion.tense, its.assertion.tense} - {"none"}) > 1:
        return False
    for kinds in (_TIMES, _AMOUNTS):
        here, there = _entities(one, own, kinds), _entities(other, its, kinds)
        if here and there and not here & there:
            return False
    here, there = _names(one, own.assertion.others), _names(other, its.assertion.others)
    if here and there and not here & there:
        return False
    # Who never came to Norvik may have come to a town: what is denied is no more than that.
    return (not own.against or here <= other.keys) and (not its.against or there <= one.keys)


def _entities(one: Statement, said: Predication, kinds: frozenset[str]) -> frozenset[str]:
    tokens = (*said.assertion.agents, *said.assertion.patients, *said.assertion.others)
    return frozenset(one.key(t) for t in tokens if one.parse.entities[t] in kinds)


def _names(one: Statement, tokens: Sequence[int]) -> frozenset[str]:
    return frozenset(one.key(t) for t in tokens if one.parse.pos[t] == "PROPN")


def _is_same(one: Statement, own: Predication, other: Statement, its: Predication) -> bool:
    """Whether two predicates are said of the same: nothing that both name may differ."""
    if not _same_subject(one, own, other, its):
        return False
    if own.is_light or its.is_light:
        agents = _agree(one, (*own.agents, *own.patients), other, (*its.agents, *its.patients))
        patients: bool | None = None
    else:
        agents = _agree(one, own.agents, other, its.agents)
        patients = _agree(one, own.patients, other, its.patients)
    if agents is False or patients is False:
        return False
    if own.assertion.lemma == "be":
        return agents is True and (patients is True or own.word != own.assertion.token)
    around = _around(one, own) & _around(other, its)
    nobody = _is_of_nobody(one, own) or _is_of_nobody(other, its)
    return agents is True or patients is True or len(around) > (0 if nobody else 1)


def _is_of_nobody(one: Statement, said: Predication) -> bool:
    """Whether a predicate is said of nobody, and so stands against its being said of anybody."""
    return any(one.tree.lower(token) in _NOBODY for token in _subjects(one, said))


def _agree(one: Statement, own: Sequence[int], other: Statement, its: Sequence[int]) -> bool | None:
    """Whether two phrases name the same; None where it cannot be said.

    It cannot where one is missing or a pronoun, or where one is a name and the other is not: "the
    company" may be Brennock.
    """
    here, there = one.keys_of(own), other.keys_of(its)
    if not here or not there:
        return None
    shared = here & there
    led = bool(shared & _leading(one, own)) and bool(shared & _leading(other, its))
    if led and len(shared) >= _SAME * min(len(here), len(there)):
        return True
    named = [bool(_names(statement, tokens)) for statement, tokens in ((one, own), (other, its))]
    return None if named[0] != named[1] else False


def _same_subject(one: Statement, own: Predication, other: Statement, its: Predication) -> bool:
    """Whether two subjects have one head, or one of them is a pronoun of the other's number."""
    if own.is_light or its.is_light:
        return True
    here, there = _subjects(one, own), _subjects(other, its)
    numbers = _number(one, here), _number(other, there)
    if "" not in numbers and numbers[0] != numbers[1]:
        return False
    if bool(own.agents) != bool(its.agents):  # "warned him" beside "he was warned"
        return True
    named = one.keys_of(here), other.keys_of(there)
    return not all(named) or bool(_leading(one, here) & _leading(other, there))


def _subjects(one: Statement, said: Predication) -> tuple[int, ...]:
    return said.agents or (said.patients if one.tree.has(said.word, "nsubjpass") else ())


def _number(one: Statement, tokens: Sequence[int]) -> str:
    """The number of a subject by its head, "one" or "many"; "" where it tells neither."""
    heads = _heads(one, tokens)
    if not heads:
        return ""
    head = heads[0]
    word, tag = one.tree.lower(head), one.parse.tags[head]
    if word in _PLURAL or tag in {"NNS", "NNPS"} or one.tree.has(head, "conj"):
        return "many"
    if word in _SINGULAR:
        return "one"
    # "Nobody", and a body of which one may say "they", are of either number.
    person = one.parse.entities[head] == "PERSON" or one.tree.has(head, "det", "poss")
    return "one" if tag in {"NN", "NNP"} and person and word != "one" else ""


def _heads(one: Statement, tokens: Sequence[int]) -> list[int]:
    """The tokens of a phrase that hang on none of it."""
    return [t for t in tokens if one.parse.heads[t] not in set(tokens)]


def _leading(one: Statement, tokens: Sequence[int]) -> frozenset[str]:
    """What a phrase is about: "population", and not the villages, of "the villages' population"."""
    heads = _heads(one, tokens)
    return one.keys_of(
        [*heads, *(kid for head in heads for kid in one.tree.kids(head, "compound"))]
    )


def _around(one: Statement, said: Predication) -> frozenset[str]:
    others = said.assertion.others
    return one.keys_of([t for t in others if one.parse.entities[t] not in _TIMES])


def _same_theme(one: Statement, own: Predication, other: Statement, its: Predication) -> bool:
    """Whether what rises and what falls, what is opened and what is closed, is surely the same."""
    here, there = own.patients or own.agents, its.patients or its.agents
    return _agree(one, here, other, there) is True
