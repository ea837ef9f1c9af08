"""Count in its sentence -> what happened to those counted, as far as a few plain words tell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from crossframe.comparison.figures.owners import is_population
from crossframe.text.quantities import Quantity

State = Literal[
    "",
    "killed",
    "injured",
    "missing",
    "rescued",
    "arrested",
    "displaced",
    "casualties",
    "living there",
]

# Of those who live in a place, which is their `owner`; they are as many tomorrow.
LIVING: State = "living there"
# What a verb, noun or adjective beside a count says of those counted.
_STATES: Mapping[State, str] = {
    "killed": "kill dead die death perish slay murder fatality body corpse drown behead execute",
    "injured": "injure injured injury wound wounded hurt hospitalize hospitalise",
    "missing": "miss missing unaccounted disappear vanish",
    "rescued": "rescue save survivor survive alive",
    "arrested": "arrest detain jail detainee arrested detained",
    "displaced": "evacuate displace homeless flee evacuee displaced",
    "casualties": "casualty",
}
_STATE_OF = {word: state for state, words in _STATES.items() for word in words.split()}
# Their inflected forms, for sentences without a parse and words beside the grammar.
_FORMS = {
    "killed": "kill", "killing": "kill", "kills": "kill", "died": "die", "deaths": "death",
    "bodies": "body", "drowned": "drown", "perished": "perish", "injuring": "injure",
    "injuries": "injury", "wounding": "wound", "treated": "injure", "rescued": "rescue",
    "saved": "save", "survived": "survive", "arrested": "arrest", "evacuated": "evacuate",
    "disappeared": "disappear",
}  # fmt: skip
# From a form of "be" or its like on: "were known to be dead", "remain missing".
_TOLD = re.compile(
    r"(?:\b(?:were|was|are|is|be|been|being|left|remain(?:s|ed)?|feared|presumed|reported|confirmed|"
    r"found|still)\b|^\s(?:dead|killed|injured|wounded|missing|hurt)\b)(?:\s[a-z]+){0,4}",
    re.IGNORECASE,
)
# Several are not told of so: "a man who shot three people was arrested".
_OF_ONE = frozenset({"was", "is"})
# "Four sons survive Ray": that is not to be saved from anything.
_OUTLIVES = re.compile(r"\bsurviv(?:e|es|ed|ing)\s(?:him|her|them|[A-Z])")
# "Arrested five houses away", "two cold nights": nothing happened to these.
_APART = re.compile(r"\s(?:away|apart|ago|earlier|later)\b")
_NEVER = frozenset(
    "afternoon evening game inning lap morning night round season time weekend".split()  # noqa: SIM905
)
# Four earlier arrests are of one man; whom somebody tried to kill is not killed.
_NOT_THEM = frozenset({"attempt", "attempted", "earlier", "past", "previous", "prior"})
# Before what is counted these say of what kind it is: "two murder charges", "three rescue crews".
_KINDS = frozenset("body casualty corpse death detainee fatality injury survivor".split())  # noqa: SIM905
# ... and these as well, unless they tell what was done: "three rescued crews".
_DONE = {"arrest": "arrested", "murder": "murdered", "rescue": "rescued"}
# "Missing a shot": the shot is not missing.
_MISSES = re.compile(r"\bmissing\s(?:an?\s)?$", re.IGNORECASE)
_JUST_BEFORE = re.compile(r"\b(kill(?:ed|ing|s)|injur(?:ed|ing|es)|wound(?:ed|ing))\s$")
# Units that are themselves words for a state.
_NAMING = frozenset(
    """
    dead death fatality body corpse injured injury wounded missing survivor casualty killed arrest
    evacuee hurt
    """.split()  # noqa: SIM905
)
# The words for human beings in general, which any more special word may stand for.
ANYONE = frozenset({"", "people", "person", "individual", "human", "victim", "other"})


def state_of(text: str, quantity: Quantity, until: int) -> State:
    """Says in one word what happened to those counted.

    Args:
        text: The sentence.
        quantity: A quantity of it.
        until: Where the next quantity begins, or the sentence ends.

    Returns:
        The state; "" for other counts, and where nothing tells.

    >>> from crossframe.text.quantities import find_quantities
    >>> [found] = find_quantities("Four people were known to be dead.", None)
    >>> state_of("Four people were known to be dead.", found, 34)
    'killed'
    """
    if quantity.kind != "count" or is_population(text, quantity):
        return LIVING if quantity.kind == "count" else ""
    deed = _deed(text, quantity)
    for word in (*_named(text, quantity), deed):
        if word in _STATE_OF:
            return _STATE_OF[word]
    if quantity.unit not in ANYONE:
        return ""
    if before := _JUST_BEFORE.search(text[: quantity.start]):
        return "killed" if before[1].startswith("k") else "injured"
    told = _TOLD.search(re.split(r"[,;:.]", text[quantity.end : until])[0])
    words = re.findall(r"[a-z]+", told.group().lower()) if told else []
    apart = not quantity.unit and told is not None and told.start() > 1
    if apart or (quantity.low > 1 and words[:1] and words[0] in _OF_ONE):
        return ""
    return next((_STATE_OF[w] for word in words if (w := _FORMS.get(word, word)) in _STATE_OF), "")


def _named(text: str, quantity: Quantity) -> tuple[str, ...]:
    """The words for what is counted that may say what happened to it."""
    described = set(quantity.qualities)
    if quantity.unit in {"arrest", "murder"} and described & _NOT_THEM:
        return ()
    told = text.lower()
    told_of = (w for w in quantity.qualities if w not in _KINDS and _DONE.get(w, "") in told)
    return (quantity.unit, *told_of)


def _deed(text: str, quantity: Quantity) -> str:
    """The verb of what happened to those counted; "" for another, or another sense of it."""
    apart = quantity.unit in _NEVER or _APART.match(text, quantity.end)
    deed = quantity.deed if quantity.undergoes and not apart else ""
    if deed == "miss" and ("missing" not in text.lower() or _MISSES.search(text[: quantity.start])):
        return ""  # games that somebody missed
    return "" if deed == "survive" and _OUTLIVES.search(text) else deed


def words_of_state(state: str) -> frozenset[str]:
    """The lemmas that say that somebody is in a state.

    >>> sorted(words_of_state("casualties"))
    ['casualty']
    """
    return frozenset(word for word, told in _STATE_OF.items() if told == state)


def names_state(unit: str) -> bool:
    """Whether a unit is itself a word for the state of those counted.

    >>> names_state("body"), names_state("boat")
    (True, False)
    """
    return unit in _NAMING
