"""Two sentences of a claim -> whether they tell the same, one of them as somebody's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum
from typing import NamedTuple

from crossframe.comparison.speech.tellings import (
    FEWEST_SHARED,
    SHARE,
    Tellings,
    Told,
    families,
    is_same,
    title_families,
)
from crossframe.comparison.speech.voices import Voice
from crossframe.text.speech.attribution import Attribution

# Such a share of a headline and of what is attributed below it, and the article says so itself.
_HEADLINE, _BELOW = 1 / 3, 1 / 5
# So many sentences that end like one are an article's lead; such a share of what is attributed
# below them, and the article says so itself.
_LEAD, _LEADING = 2, 0.4
# More than such a share of what two sentences tell, and an article that has it in its own voice
# as well is not set against the other.
_MUCH = 0.4


class Contrast(NamedTuple):
    """Two outlets in contrast, and their sentences: one gives to somebody what the other states.

    `runs_on` where what is stated may run on in an account of the same source: no contrast to show.
    """

    giving: str
    stating: str
    given: str
    stated: str
    runs_on: bool


def find_contrasts(
    tellings: Tellings,
    own_by: Mapping[str, Sequence[str]],
    found: Mapping[str, Voice],
    told: set[tuple[str, str]],
) -> list[Contrast]:
    """Finds where one outlet states in its own voice what another attributes.

    Args:
        tellings: The event.
        own_by: The sentences of a claim by outlet.
        found: The voice of each of them.
        told: Pairs of sentences that contrast in another claim already; those found are added.

    Returns:
        The contrasts, in the order of the outlets.
    """
    firm = {outlet: _firm([found[s] for s in own]) for outlet, own in own_by.items()}
    stating = [(o, s) for o, own in own_by.items() if firm[o] == "own" for s in own]
    giving = [(o, s) for o, own in own_by.items() if firm[o] == "attributed" for s in own]
    pairs: list[Contrast] = []
    for other, attributed in giving if stating else ():
        tellers = found[attributed].attributions
        given = tellings.given(attributed, tellers)
        same = [(o, s) for o, s in stating if is_same(tellings.own(s), given)]
        same = [(o, s) for o, s in same if (s, attributed) not in told]
        if same and _states_too(tellings, attributed, given):
            continue
        if same and _heads_too(tellings, attributed, given, tellers):
            continue
        same = [(o, s) for o, s in same if not _tells_much(tellings, attributed, given, s)]
        same = [(o, s) for o, s in same if not _gives_too(tellings, s)]
        told |= {(s, attributed) for _, s in same}
        pairs += [
            Contrast(other, outlet, attributed, s, tellings.voices.follows(s, tellers))
            for outlet, s in same
        ]
    return pairs


def _firm(voices: Sequence[Voice]) -> str:
    """The voice of all of an outlet's sentences, if all agree and none leaves doubt, else ""."""
    found = {one.voice for one in voices}
    return min(found) if len(found) == 1 and all(one.firm for one in voices) else ""


def _states_too(tellings: Tellings, sentence_id: str, given: Told) -> bool:
    """Whether another sentence of the article says in its own voice what this one attributes."""
    voices = tellings.voices
    own = [one for one in voices.beside(sentence_id) if one.is_statement]
    headline = own[0] if own and own[0].text.rstrip()[-1:].isalnum() else None
    return any(
        one.sentence_id != sentence_id
        and not voices.attributions.get(one.sentence_id)
        and _holds_too(tellings.own(one.sentence_id), given, is_headline=one is headline)
        for one in own
    )


def _gives_too(tellings: Tellings, sentence_id: str) -> bool:
    """Whether the article gives to somebody, in another sentence, what this one states."""
    voices, own = tellings.voices, tellings.own(sentence_id)
    for one in voices.beside(sentence_id):
        tellers = voices.attributions.get(one.sentence_id)
        if tellers and one.sentence_id != sentence_id:
            given = tellings.given(one.sentence_id, tellers)
            shared, fewer = len(own.words & given.words), min(len(own.words), len(given.words))
            if shared >= max(FEWEST_SHARED, _MUCH * fewer) and own.verbs & given.verbs:
                return True
    return False


def _holds_too(own: Told, given: Told, *, is_headline: bool) -> bool:
    """Whether a sentence tells the core of what another attributes, or so much as headlines do."""
    shared = len(own.words & given.words)
    if shared < FEWEST_SHARED:
        return False
    if is_headline and shared >= max(_HEADLINE * len(own.words), _BELOW * len(given.words)):
        return True
    core = shared >= SHARE * min(len(own.words), len(given.words))
    return is_same(own, given) or (core and bool(own.verbs & given.verbs))


def _heads_too(
    tellings: Tellings, sentence_id: str, given: Told, tellers: Sequence[Attribution]
) -> bool:
    """Whether a title, or the lead, says in other forms of the words what a sentence attributes."""
    voices, inside = tellings.voices, families(given.words)
    article = voices.claim_map.article_of(sentence_id)
    own = [one for one in voices.beside(sentence_id) if one.is_statement]
    first = next((row for row, one in enumerate(own) if _ends(one.text)), 0)
    titles = [families(tellings.own(one.sentence_id).words) for one in own[:first]]
    if not article.text.startswith(article.title):
        titles.append(title_families(article.title))
    who = title_families(" ".join(one.who.text for one in tellers if one.who))
    if any(
        _is_said(one, inside, max(_HEADLINE * len(one), _BELOW * len(inside))) and not one & who
        for one in titles
    ):
        return True
    leads = [one.sentence_id for one in own[first : first + _LEAD]]
    return any(
        _is_said(families(tellings.unattributed(one)), inside, _LEADING * len(inside))
        for one in leads
        if one != sentence_id
    )


def _is_said(one: frozenset[str], inside: frozenset[str], enough: float) -> bool:
    return len(one & inside) >= max(FEWEST_SHARED, enough)


def _ends(text: str) -> bool:
    """Whether a text ends like a sentence, as no title does."""
    return not text.rstrip()[-1:].isalnum()


def _tells_much(tellings: Tellings, sentence_id: str, given: Told, stated: str) -> bool:
    """Whether much of what two sentences share stands in the outlet's own voice beside one.

    It may do so in a side clause, "in the fifth raid since May"; rare words weigh more.
    """
    weights = tellings.voices.weights(given.words & tellings.own(stated).words)
    return any(
        fsum(weights.get(word, 0) for word in tellings.unattributed(one.sentence_id))
        > _MUCH * fsum(weights.values())
        for one in tellings.voices.beside(sentence_id)
        if one.sentence_id != sentence_id
    )
