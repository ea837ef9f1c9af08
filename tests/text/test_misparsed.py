"""Verbs of news that grammar mostly mistakes: hand-written sentences."""

from __future__ import annotations

import pytest
from crossframe.text.meaning.predicates import Predicate, predicates_of
from crossframe.text.parsing import parse_texts


def predicates(text: str) -> dict[str, Predicate]:
    """The verbs of a sentence, by their lemma."""
    return {one.verb: one for one in predicates_of(text, parse_texts([text])[0])}


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Police arrest suspect in fatal Averley hit and run", "run"),
        ("A man was charged in a hit-and-run that killed a guard.", "run"),
        ("A smash-and-grab on the mill cost it nine rings.", "grab"),
        ("They had seven rocket-propelled grenades on board.", "propel"),
        ("She began a 90-day court-mandated stay at the clinic.", "mandate"),
    ],
)
def test_what_is_but_a_part_of_a_noun_is_no_verb(text: str, verb: str) -> None:
    assert verb not in predicates(text)


def test_whoever_hits_and_runs_does_so() -> None:
    assert "hit" in predicates("The driver hit a guard and ran into the mill.")


def test_a_time_or_way_is_no_object() -> None:
    played = predicates("Lind has not played that way this season.")["play"]
    assert played.patient is None
    hired = predicates("Averley hired a coach this season.")["hire"]
    assert hired.patient
    assert hired.patient.text == "a coach"


def test_whoever_is_the_fifth_sacked_sacks_nobody() -> None:
    fired = predicates(
        "Lind would become the fifth NBA coach fired this season, along with Bo Orr."
    )
    assert fired["fire"].voice == "passive without agent"
    assert fired["fire"].agent is None


def test_a_truth_is_nobody_of_whom_it_is_told() -> None:
    closed = predicates("The truth is the mill closed.")
    assert closed["close"].voice == "active without object"


@pytest.mark.parametrize("text", ["Ada Lind Charged With Murder", "Man charged in Averley"])
def test_a_headline_leaves_out_was(text: str) -> None:
    charged = predicates(text)["charge"]
    assert charged.voice == "passive without agent"
    assert charged.patient


def test_two_verbs_share_who_is_named_with_by() -> None:
    hit = predicates("A woman was hit and killed by a motorist on Monday.")["hit"]
    assert hit.voice == "passive"
    assert hit.agent
    assert hit.agent.text == "a motorist"


def test_news_is_done_by_nobody_in_its_dateline() -> None:
    text = (
        "Averley, Germany (Sports Network) - Ada Lind retained three heavyweight title belts "
        "by scoring a knockout of Bo Orr on Saturday night."
    )
    agent = predicates(text)["retain"].agent
    assert agent
    assert agent.text == "Ada Lind"
