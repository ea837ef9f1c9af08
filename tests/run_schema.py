"""The schema of `run.json` that crossframe ships, and a run held against it."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker


def run_schema() -> dict[str, Any]:
    """The schema as it is installed."""
    text = (files("crossframe.suite") / "run.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    Draft202012Validator.check_schema(found)
    return found


def faults_of(run: object) -> list[str]:
    """In what a run breaks the schema."""
    validator = Draft202012Validator(run_schema(), format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(run)]


def require_valid(folder: Path) -> None:
    """Holds the `run.json` in a folder against the schema."""
    faults = faults_of(json.loads((folder / "run.json").read_text(encoding="utf-8")))
    assert faults == []
