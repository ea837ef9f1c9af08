"""What contradicts, and what only differs."""

from __future__ import annotations

import pytest
from crossframe.text.meaning.contradiction import find_contradiction
from crossframe.text.meaning.statements import Statement
from ledger_world import parse


def find(one, other, *, same_day=False):
    statements = Statement(one, parse(one)), Statement(other, parse(other))
    return find_contradiction(*statements, same_day=same_day)


@pytest.mark.parametrize(
    ("one", "other", "kind", "own", "its"),
    [
        (
            "The company was warned in May.",
            "The company was never warned of any danger.",
            "negation",
            "warned",
            "never warned",
        ),
        (
            "The firm was warned by its own engineer.",
            "The company denied that it was warned.",
            "denial",
            "warned",
            "denied that it was warned",
        ),
        (
            "The firm was warned by its own engineer.",
            "The company denied any warning.",
            "denial",
            "warned",
            "denied any warning",
        ),
        (
            "The driver stopped at the light.",
            "The driver failed to stop at the light.",
            "negation",
            "stopped",
            "failed to stop",
        ),
        ("Exports rose in the spring.", "Exports fell in the spring.", "opposite", "rose", "fell"),
        (
            "The port was closed on Tuesday.",
            "The port was opened on Tuesday.",
            "opposite",
            "closed",
            "opened",
        ),
        (
            "A guard was injured in the blast.",
            "Nobody was injured in the blast.",
            "negation",
            "injured",
            "Nobody was injured",
        ),
        ("The port reopened.", "The port did not reopen.", "negation", "reopened", "not reopen"),
    ],
)
def test_contradictions(one, other, kind, own, its):
    found = find(one, other)
    assert found is not None
    assert found.kind == kind
    assert one[found.own.start : found.own.end] == own
    assert other[found.other.start : found.other.end] == its
    turned = find(other, one)
    assert (turned.kind, turned.own, turned.other) == (kind, found.other, found.own)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The port is closed.", "The port will not be closed."),
        ("The mayor has not spoken yet.", "The mayor spoke at noon."),
        ("The minister did not sign the law.", "The president signed the law."),
        (
            "The agency did not say that the pins were safe.",
            "The agency said that the road was open.",
        ),
        ("If the company was warned, it must pay.", "The company was not warned."),
        ("The company may have been warned.", "The company was not warned."),
        ("The inspectors found no crack in 2019.", "The inspectors found a crack in 2016."),
        ("Exports rose in the spring.", "Imports fell in the spring."),
        ("The company was not only warned but fined.", "The company was warned."),
        ("No other vessel was damaged.", "The vessel was damaged."),
        ("He is believed to have fled.", "He did not flee."),
        ("The man was charged with murder.", "The man denied murder."),
    ],
)
def test_differences(one, other):
    assert find(one, other) is None
    assert find(other, one) is None


@pytest.mark.parametrize("text", ["The company was never warned.", "", "Police?"])
def test_nothing_contradicts_itself(text):
    assert find(text, text) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("No-one was hurt in the crash.", "Nobody was hurt in the crash."),
        ("No one was hurt in the crash.", "None of the crew was hurt in the crash."),
        ("The mayor said that no-one was injured.", "There were no injured people."),
        ("The tower fell but no one was injured.", "No-one was injured when the tower fell."),
        ("The ferry closed on 27 April.", "The ferry did not close on 28 April."),
        ("The report was not released on April 27.", "The report was released on April 28."),
        ("He pleaded guilty to theft at Norvik court.", "Two other men refused to plead guilty."),
        ("He left the ship at Norvik harbour.", "The sailors did not leave the ship at Norvik."),
        ("The mayor signed the law.", "The bishop did not sign the law."),
        ("The mayor moved into a hotel.", "The mayor never moved into Norvik Hall."),
        ("The families asked for rest.", "The families asked for rest, and nobody would speak."),
    ],
)
def test_nobody_others_and_other_days_are_no_contradiction(one, other):
    for same_day in (False, True):
        assert find(one, other, same_day=same_day) is None
        assert find(other, one, same_day=same_day) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The bridge was safe.", "The bridge was unsafe."),
        ("Police arrested the driver.", "Police released the driver."),
        ("The council has not published the results.", "The council has published the results."),
    ],
)
def test_states_that_follow_each_other_count_on_one_day_only(one, other):
    assert find(one, other) is None
    assert find(one, other, same_day=True) is not None
    later = other.replace("released", "later released").replace("has ", "has since ")
    assert later == other or find(one, later, same_day=True) is None
