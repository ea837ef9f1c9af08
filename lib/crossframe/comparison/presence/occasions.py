"""Claim map -> sentences told of another day, amount, step or deed than their claim."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property

from crossframe.comparison.once import once
from crossframe.comparison.presence.leads import leading_sentences
from crossframe.comparison.presence.nearness import Words, weighty_words
from crossframe.records import ClaimMap, Parse
from crossframe.text.meaning.amounts import Amounts, amounts_told
from crossframe.text.meaning.deeds import Deeds, deeds_told
from crossframe.text.meaning.fates import Fates, fates_told
from crossframe.text.meaning.main_clause import When, when_told
from crossframe.text.meaning.steps import Steps, steps_told
from crossframe.text.meaning.tree import Tree
from crossframe.text.remembering import remembered

# Sentences that name different dates and have less in common hardly differ on when one thing was.
_IN_COMMON = 0.33


class _Told:
    """A sentence of a claim: when its main clause happened, and what it tells."""

    def __init__(self, text: str, parse: Parse, own: frozenset[str], *, is_lead: bool) -> None:
        self.text = text
        self.parse = parse
        self.words = own
        self.is_lead = is_lead

    @cached_property
    def when(self) -> When:
        return _when_told(self.text, self.parse)

    @cached_property
    def amounts(self) -> Amounts:
        return amounts_told(Tree(self.text, self.parse))

    @cached_property
    def steps(self) -> Steps:
        return _steps_told(self.text, self.parse)

    @cached_property
    def fates(self) -> Fates:
        return fates_told(Tree(self.text, self.parse))

    @cached_property
    def deeds(self) -> Deeds:
        return deeds_told(Tree(self.text, self.parse))


@remembered
def _when_told(text: str, parse: Parse) -> When:
    return when_told(Tree(text, parse))


@remembered
def _steps_told(text: str, parse: Parse) -> Steps:
    return steps_told(Tree(text, parse))


@once
def other_occasions(claim_map: ClaimMap) -> Mapping[str, AbstractSet[str]]:
    """Finds sentences told of another occasion than the one that stands for their claim.

    Args:
        claim_map: The event.

    Returns:
        By claim the ids of sentences whose main verb is another, and done on another weekday; of
        those that have little in common with that one and happened in another year or month; of
        those that name a month or a year where that one, in a lead or on a weekday, is the news of
        its day, or the other way round; of those that tell of the past where that one tells of what
        will be, or the other way round; of those that count other numbers of the same things, or
        those that are not so by that one, or tell of people of other ages; of those that tell of
        other steps of a case at law or of what follows a death, or do not so much as hint at the
        one of which that one tells alone; and of those that tell of other deeds.
    """
    return occasions_apart(
        claim_map, {claim.claim_id: {*claim.sentence_ids} for claim in claim_map.claims}
    )


def occasions_apart(
    claim_map: ClaimMap, asked: Mapping[str, AbstractSet[str]]
) -> Mapping[str, AbstractSet[str]]:
    """Finds which of some sentences tell of another occasion than those that stand for claims.

    Args:
        claim_map: The event.
        asked: The ids of sentences, by the claim beside which they may be read.

    Returns:
        By claim those that do, as in `other_occasions`.
    """
    leads, words = leading_sentences(claim_map), weighty_words(claim_map)
    medoids = {c.claim_id: c.medoid_id for c in claim_map.claims if c.claim_id in asked}
    told = {
        s: _Told(claim_map.sentence_by_id[s].text, parse, words.of[s], is_lead=s in leads)
        for s in sorted({*medoids.values()}.union(*asked.values()))
        if (parse := claim_map.parse_by_id[s]) is not None
    }
    return {
        claim_id: _others(medoid, asked[claim_id], told, words)
        for claim_id, medoid in medoids.items()
    }


def are_of_other_times(
    claim_map: ClaimMap, asked: Mapping[str, AbstractSet[str]]
) -> Mapping[str, AbstractSet[str]]:
    """Finds sentences that tell of an earlier time where a claim tells what is new, or reversely.

    Args:
        claim_map: The event.
        asked: The ids of sentences that may be read beside a claim, by its id.

    Returns:
        By claim those of which the main clause names a month, a year or a season and no day, where
        the one that stands for the claim names no such time at all; and those that name none where
        that one's main clause does.
    """
    medoids = {claim.claim_id: claim.medoid_id for claim in claim_map.claims}
    every = {s for claim_id, own in asked.items() for s in (*own, medoids[claim_id])}
    when = {
        s: _when_told(claim_map.sentence_by_id[s].text, parse)
        for s in sorted(every)
        if (parse := claim_map.parse_by_id[s]) is not None
    }
    found: dict[str, AbstractSet[str]] = {claim_id: set() for claim_id in medoids}
    for claim_id, own in asked.items():
        if (medoid := when.get(medoids[claim_id])) is not None:
            found[claim_id] = {s for s in own if s in when and _are_elsewhen(when[s], medoid)}
    return found


def _are_elsewhen(one: When, other: When) -> bool:
    return (one.is_earlier and not other.names_earlier) or (
        other.is_earlier and not one.names_earlier
    )


def _others(
    medoid_id: str, asked: AbstractSet[str], told: Mapping[str, _Told], words: Words
) -> set[str]:
    medoid = told.get(medoid_id)
    if medoid is None:
        return set()
    return {s for s in asked if s != medoid_id and s in told and _are_apart(told[s], medoid, words)}


def _are_apart(one: _Told, medoid: _Told, words: Words) -> bool:
    return (
        _are_of_other_days(one.when, medoid.when)
        or _are_of_other_dates(one, medoid, words)
        or _are_other_amounts(one, medoid, words)
        or one.when.is_of_past_of(medoid.when)
        or medoid.when.is_of_past_of(one.when)
        or one.amounts.are_of_another_age(medoid.amounts)
        or one.amounts.are_against(medoid.amounts)
        or _is_background(one, medoid)
        or _is_background(medoid, one)
        or one.steps.is_other_than(medoid.steps)
        or medoid.steps.goes_beyond(one.steps)
        or medoid.steps.is_left_out_by(one.steps)
        or medoid.fates.is_left_out_by(one.fates)
        or _have_other_fates(one, medoid)
        or one.deeds.are_other_than(medoid.deeds)
    )


def _are_of_other_days(one: When, other: When) -> bool:
    """Whether other things happened on other weekdays; of one thing the sentences may differ."""
    days = one.weekdays and other.weekdays and not one.weekdays & other.weekdays
    return bool(days) and not one.days.keys() & other.days.keys()


def _are_of_other_dates(one: _Told, other: _Told, words: Words) -> bool:
    ours, theirs = one.when, other.when
    years, months = ours.years & theirs.years, ours.months & theirs.months
    if years or months or words.likeness(one.words, other.words) >= _IN_COMMON:
        return False
    return bool((ours.years and theirs.years) or (ours.months and theirs.months))


def _are_other_amounts(one: _Told, other: _Told, words: Words) -> bool:
    is_like = words.likeness(one.words, other.words) >= _IN_COMMON
    return not is_like and one.amounts.are_of_another(other.amounts)


def _have_other_fates(one: _Told, other: _Told) -> bool:
    """Whether one tells of a search, a finding or a burial, and the other of a further step."""
    ours, theirs = one.fates.main | one.steps.main, other.fates.main | other.steps.main
    if not (ours and theirs and (one.fates.main or other.fates.main)):
        return False
    meant, its = one.fates.hinted | one.steps.meant, other.fates.hinted | other.steps.meant
    return not (ours & its or theirs & meant)


def _is_background(one: _Told, news: _Told) -> bool:
    """Whether a sentence tells of an earlier time, and the other what is new."""
    if not one.when.is_earlier or news.when.names_earlier:
        return False
    return bool(news.when.weekdays) or (news.is_lead and not one.is_lead)
