"""No name leads out of the folder that was named: whatever it is the name of, and by any way."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from crossframe.cli import main
from crossframe.config import Parameters
from crossframe.corpus import read_corpora
from crossframe.corrections import append_correction, corrections_path, rename_claim
from crossframe.errors import CrossframeError
from crossframe.evaluation.coding_files import write_coding
from crossframe.names import names_an_event
from crossframe.suite.catalogue import list_in_index
from crossframe.suite.opened import open_run
from crossframe.suite.pruning import Rule, plan_pruning, remove_runs
from crossframe.suite.store import latest_run, list_runs
from crossframe.suite.tables import open_runs
from history_world import make_run
from small_world import small_articles

NAMES = (
    *("..", ".", "../x", "../../x", "a/../../../x", "x/..", "/victim", "//victim", "a//b", "./x"),
    *("..\\x", "a\\..\\..\\x", "C:\\x", "C:x", "\\\\host\\share", "a:b", "file:///victim"),
    *("\x00", "a\x00/../../x", "a\n../x", "x\n", " x", "x ", "\t", "x" * 101, "x" * 300, "人" * 90),
    *("CON", "nul.txt", "Com1", "LPT9.jsonl", "lpt\u00b9", "aux.", "x.", "index.html", "FEED.XML"),
    *("\uff0e\uff0e\uff0fx", "\u2025/x", "..\u2215x", "..\u2044x", "\u202e/..", "%2e%2e%2fx"),
    *("~", "~/x", "-rf", "$HOME", "`id`", "*", ".hidden", "", "\ud800"),
)
# What may name an event; beside the hostile ones, so that no rule refuses everything.
GOOD = ("flood", "flood-2024_05.b", "人民日报", "Überschwemmung", "nullify", "console", "1")


def files_in(folder: Path) -> dict[str, str]:
    """Everything in a folder, with digests: folders, files and links."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        if path.is_file()
        else os.readlink(path)  # noqa: PTH115
        if path.is_symlink()
        else "folder"
        for path in sorted(folder.rglob("*"))
    }


def changed(before: dict[str, str], after: dict[str, str], *allowed: str) -> list[str]:
    """What is not as it was, outside the places where something may be written."""
    return [
        name
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name) and not name.startswith(allowed)
    ]


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project three folders deep, what must stay beside it, and a home that is watched too."""
    project = tmp_path / "a/b/project"
    project.mkdir(parents=True)
    for folder in (tmp_path, tmp_path / "a", tmp_path / "a/b", tmp_path / "home"):
        for name in ("victim", "x"):  # as a run looks that was made before there were manifests
            (folder / name / "notebooks").mkdir(parents=True)
    monkeypatch.chdir(project)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CROSSFRAME_CACHE", str(project / "cache"))
    return project


def names_of(world: Path) -> list[str]:
    """The hostile names, and one that is a whole path of this world."""
    return [*NAMES, str(world.parents[2] / "victim")]


def put(world: Path, rows: Sequence[object], name: str = "articles.jsonl") -> None:
    (world / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_the_rule_knows_good_names_from_bad_ones() -> None:
    assert [name for name in GOOD if not names_an_event(name)] == []
    assert [name for name in NAMES if names_an_event(name)] == []


def test_no_event_of_a_file_and_no_parameter_has_such_a_name(world: Path) -> None:
    article = {"outlet": "A", "title": "T", "text": "It fell on Tuesday."}
    names = [name for name in names_of(world) if name.strip()]
    put(world, [{**article, "event_id": name} for name in [*names, *GOOD]])
    corpora = read_corpora(world / "articles.jsonl")
    assert {name for name, corpus in corpora.items() if corpus.articles} == set(GOOD)
    for name in names:
        try:
            event = Parameters.from_values({"event": name}).event
        except CrossframeError:
            continue
        assert names_an_event(event), name
        assert event == name.strip(), name


def test_the_name_of_a_file_of_articles_makes_a_name_of_an_event(world: Path) -> None:
    article = {"outlet": "A", "title": "T", "text": "It fell on Tuesday."}
    for name in ("nul", "..x", "~", "-rf", "a:b", "x.", "*", "人" * 80, "index.html"):
        put(world, [article], f"{name}.jsonl")
        (event,) = read_corpora(world / f"{name}.jsonl")
        assert names_an_event(event), name


def test_a_run_of_articles_with_such_names_stays_in_its_folder(world: Path) -> None:
    """Outlets, ids, addresses, sections and authors may be named so: none of them names a file."""
    plain = small_articles()
    before = files_in(world.parents[2])
    harmless = make_run(world, plain, 1)
    named = [
        {**row, "outlet": name, "article_id": f"by-{number}", "url": None}
        for number, (name, row) in enumerate(zip(names_of(world), plain * 20, strict=False))
    ]
    rows = [
        {
            **row,
            "article_id": name,
            "outlet": f"Outlet {number}",  # or it would be another version of the same article
            "title": name,
            "url": name,
            "section": name,
            "authors": [name],
            **({} if name in row else {name: name}),
        }
        for number, (name, row) in enumerate(zip(names_of(world), plain * 20, strict=False))
    ]
    made = make_run(world, [*plain, *rows, *named], 2)
    after = files_in(world.parents[2])
    inside = ("a/b/project/reports", "a/b/project/articles.jsonl", "a/b/project/cache")
    assert changed(before, after, *inside) == []
    more = {"changes.json", "changes.html"}
    assert files_in(made).keys() == files_in(harmless).keys() | more
    articles = open_run(made).claim_map.articles
    assert {"../x", "../../x", "CON", "%2e%2e%2fx"} <= {one.article_id for one in articles}
    assert {"a/b", "CON", "a:b"} & {one.outlet for one in articles} == {"CON", "a:b"}


def plant(folder: Path, event_id: str, run_id: str, made: Path) -> None:
    """Puts a run into a folder that says that it is another one."""
    folder.mkdir(parents=True, exist_ok=True)
    told = json.loads((made / "run.json").read_text(encoding="utf-8"))
    told |= {"event_id": event_id, "run_id": run_id, "created_at": "2020-01-01T00:00:00+00:00"}
    (folder / "run.json").write_text(json.dumps(told), encoding="utf-8")


def test_a_run_that_names_another_folder_is_none(world: Path) -> None:
    """Who sends a run folder sends its `run.json`, too: nothing is pruned or linked by its word."""
    made = make_run(world, small_articles(), 1)
    reports = world / "reports"
    for number, name in enumerate(names_of(world)):
        plant(reports / f"event{number}/run", name, "victim", made)
        plant(reports / f"event{number}/other", f"event{number}", name, made)
        plant(reports / f"small/other{number}", "small", f"../../{name}", made)
    (reports / "small/linked").symlink_to(world.parents[2] / "victim")
    before = files_in(world.parents[2])
    assert [run.run_id for run in list_runs(reports)] == [made.name]
    latest = latest_run(reports, "small")
    assert latest
    assert latest.run_id == made.name
    with open_runs(reports) as store:
        assert len(store.sql("SELECT * FROM runs").fetchall()) == 1
    verdicts = plan_pruning(reports, Rule(last=0), datetime.now(UTC))
    assert remove_runs(verdicts, reports) == []
    list_in_index(reports)
    assert "victim" not in (reports / "index.html").read_text(encoding="utf-8")
    written = ("a/b/project/reports/index.html", "a/b/project/reports/feed.xml")
    locks = ("a/b/project/reports/.index.lock", "a/b/project/reports/small/.lock")
    assert changed(before, files_in(world.parents[2]), *written, *locks) == []


COMMANDS = (
    ["run", "articles.jsonl", "--events", "{}"],
    ["lab", "{}"],
    ["diff", "{}"],
    ["diff", "small/{}"],
    ["verify", "{}"],
    ["verify", "small/{}"],
    ["prune", "--keep-last", "0", "--event", "{}"],
    ["code", "{}", "--out", "coding"],
    ["schedule", "--systemd", "--name", "{}", "--into", "units", "small"],
    ["schedule", "--airflow", "--name", "{}", "--into", "units", "small"],
    ["claims", "articles.jsonl", "--events", "{}", "--out", "claims.jsonl"],
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: "-".join(words).replace("/", "-"))
def test_no_command_is_led_out_by_a_name(
    world: Path, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_run(world, small_articles(), 1)
    # JupyterLab would take the place of this process, with what it finds in its environment.
    monkeypatch.setattr(os, "execv", lambda *_: None)
    monkeypatch.setenv("CROSSFRAME_HOME", str(world))
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "")
    places = ("units", "coding", "cache", "reports/.index.lock", "reports/small/lab")
    made = tuple(f"a/b/project/{name}" for name in places)
    before = files_in(world.parents[2])
    for name in names_of(world)[::3]:  # every way that a name can be wrong; all would take long
        words = [word.replace("{}", name) for word in command]
        done = CliRunner().invoke(main, words)
        error = done.exception
        assert error is None or isinstance(error, SystemExit), f"{words}: {error!r}"
    after = files_in(world.parents[2])
    assert changed(before, after, *made) == []
    units = world / "units"
    if units.exists():
        assert all(path.parent == units for path in units.rglob("*"))


def test_sheets_of_coders_and_files_of_corrections_stay_where_they_belong(world: Path) -> None:
    run = open_run(make_run(world, small_articles(), 1))
    before = files_in(world.parents[2])
    for number, name in enumerate(names_of(world)):
        with suppress(CrossframeError):
            write_coding((), run.claim_map, (name, "ada"), world / f"coding/{number}")
    assert changed(before, files_in(world.parents[2]), "a/b/project/coding") == []
    sheets = {path.stem for path in (world / "coding").rglob("*.csv")} - {"design", "ada"}
    assert sheets == {"x "}
    parameters = Parameters(event="small", source="articles.jsonl")
    before = files_in(world.parents[2])
    for name in names_of(world):
        claim = run.claim_map.claims[0].claim_id
        usable = name.encode("utf-8", "replace").decode().replace("\x00", "0") or "x"
        try:
            made = rename_claim(run.claim_map, claim, usable, by=usable)
        except CrossframeError:
            continue
        append_correction(corrections_path(parameters), made)
    after = files_in(world.parents[2])
    assert changed(before, after, "a/b/project/corrections/small.jsonl") == [
        "a/b/project/corrections"
    ]
    again = make_run(world, small_articles(), 2)
    inside = ("a/b/project/corrections", "a/b/project/reports", "a/b/project/cache")
    assert changed(before, files_in(world.parents[2]), *inside) == []
    assert (again / "corrections.jsonl").is_file()
