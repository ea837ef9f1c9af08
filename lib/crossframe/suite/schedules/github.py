"""`Schedule` -> a workflow for GitHub Actions, in a repository that holds the articles."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

from crossframe.errors import ScheduleError
from crossframe.suite.schedules.plan import Recipe, Schedule

_CACHE = ".crossframe-cache"
_TEMPLATE = """\
# {title}: put into .github/workflows of the repository that holds the articles.
# Runs and vectors are kept from one to the next in GitHub's cache, and each run's reports are an
# artifact of it; a cache that nobody read for a week is deleted.
name: {name}
on:
  schedule:
    - cron: {cron}
      timezone: {zone}
  workflow_dispatch: {{}}
permissions:
  contents: read
concurrency:
  group: {name}
  cancel-in-progress: false
jobs:
  run:
    runs-on: ubuntu-latest
    timeout-minutes: 180
    env:
      CROSSFRAME_CACHE: ${{{{ github.workspace }}}}/{cache}
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-python@v6
        with:
          python-version: "3.12"
      - uses: actions/cache/restore@v4
        with:
          path: {paths}
          key: {name_plain}-${{{{ github.run_id }}}}
          restore-keys: {name_plain}-
      - name: Set up
        run: {setup}
      - name: Run
        run: {run}
      - uses: actions/cache/save@v4
        if: always()
        with:
          path: {paths}
          key: {name_plain}-${{{{ github.run_id }}}}
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: {name}
          path: {reports}
"""


def github_recipe(schedule: Schedule) -> tuple[Recipe, ...]:
    """Writes the workflow.

    Args:
        schedule: What to run, and when; its folder is the root of the repository.

    Returns:
        One file.

    Raises:
        ScheduleError: If a path leads out of the repository, or GitHub would read a name as an
            expression of its own.
    """
    if schedule.watches:
        raise ScheduleError("--watch never ends, and a workflow must; use --systemd")
    if schedule.log is not None:
        raise ScheduleError("GitHub Actions keeps what a run says itself; leave --log out")
    command = [_inside(word) for word in schedule.arguments]
    reports = _option(command, "--out") or "reports"
    text = _TEMPLATE.format(
        title=schedule.name,
        name=_scalar(schedule.name),
        name_plain=schedule.name,
        cron=_scalar(schedule.fields),
        zone=_scalar(schedule.zone or "UTC"),
        cache=_CACHE,
        paths=_scalar(f"{_CACHE}\n{reports}"),
        reports=_scalar(reports),
        setup=_scalar(schedule.setup or "make setup"),
        run=_scalar(shlex.join([_program(schedule), *command])),
    )
    place = f".github/workflows/{schedule.name}.yml"
    return (Recipe(f"{schedule.name}.yml", text, f"put into {place}"),)


def _program(schedule: Schedule) -> str:
    """The command where the set-up of the workflow puts it, which is not where it is here."""
    return "crossframe" if schedule.setup else ".venv/bin/crossframe"


def _inside(word: str) -> str:
    value = word.partition("=")[2] if word.startswith("--") else word
    path = Path(value)
    if path.is_absolute() or ".." in path.parts:
        raise ScheduleError(
            f"{value!r} leads out of the repository; GitHub's machine has nothing but that"
        )
    return word


def _option(words: list[str], name: str) -> str:
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == name:
            return following
        if word.startswith(f"{name}="):
            return word.partition("=")[2]
    return ""


def _scalar(text: str) -> str:
    """A text in double quotes, which YAML reads as JSON does."""
    if "${{" in text:
        raise ScheduleError(f"{text!r} has '${{{{', which GitHub would evaluate; rename it")
    return json.dumps(text, ensure_ascii=False)
