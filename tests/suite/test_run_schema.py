"""The schema of `run.json` says what is in it, and would tell if it were otherwise.

Real runs are held against it where they are made: in test_runs.py and test_failing.py.
"""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

import pytest
from crossframe.config import Parameters
from crossframe.suite.store import FORMAT, Run
from run_schema import faults_of, run_schema


@pytest.fixture
def told() -> dict[str, Any]:
    """A run of which only what every run has is known."""
    run = Run(
        event_id="flood",
        run_id="20260101T060000Z-01234567",
        created_at="2026-01-01T06:00:00.000+00:00",
        status="complete",
        digest="0" * 64,
        counts={"n_articles": 3},
        notebooks={},
        provenance={},
        parameters=asdict(Parameters(event="flood")),
        versions={"processor": "x86_64", "python": "3.11.9"},
        memory={"own": 1, "kernel": None},
    )
    values = asdict(run)
    return {**values, "warnings": [], "errors": []}


def test_the_schema_names_the_fields_of_a_run_and_no_other() -> None:
    names = {field.name for field in fields(Run)}
    assert run_schema()["properties"].keys() == names
    assert set(run_schema()["required"]) == names
    assert run_schema()["properties"]["format"] == {"const": FORMAT}


def test_a_run_is_as_the_schema_says(told: dict[str, Any]) -> None:
    assert faults_of(told) == []


@pytest.mark.parametrize(
    "change",
    [
        {"run_id": "../x"},
        {"event_id": "/etc"},
        {"created_at": "yesterday"},
        {"status": "done"},
        {"status": "failed"},
        {"errors": ["a complete run has none"]},
        {"digest": "abc"},
        {"inputs": {"articles": "abc"}},
        {"counts": {"n_articles": -1}},
        {"notebooks": {"report": {"state": "succeeded"}}},
        {"memory": {"own": 1.5, "kernel": None}},
        {"models": {"encoder": {"name": "m", "fingerprint": "f", "licence": ""}}},
        {"format": FORMAT + 1},
        {"more": 1},
    ],
    ids=str,
)
def test_what_is_no_run_is_refused(told: dict[str, Any], change: dict[str, Any]) -> None:
    assert faults_of({**told, **change}) != []


def test_every_field_is_required(told: dict[str, Any]) -> None:
    for name in told:
        assert faults_of({key: value for key, value in told.items() if key != name}) != [], name
