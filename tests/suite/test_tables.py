"""The runs of a folder, open to SQL."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import history_world
import pytest
from click.testing import CliRunner
from crossframe.cli import main
from crossframe.errors import StoreError
from crossframe.records import ClaimMap
from crossframe.suite.lineage import RunName, follow
from crossframe.suite.store import Run, write_run
from crossframe.suite.tables import open_runs, run_tables, write_tables
from small_world import small_articles


def make_run(reports: Path, claim_map: ClaimMap, day: int, status: str = "complete") -> str:
    name = RunName(f"2024010{day}T000000Z-0000000{day}", f"2024-01-0{day}T00:00:00+00:00")
    named, lineage = follow(claim_map, None, name)
    folder = reports / claim_map.event_id / name.run_id
    folder.mkdir(parents=True)
    counts = {"n_articles": len(claim_map.articles), "n_claims": len(claim_map.claims)}
    write_run(Run(claim_map.event_id, *name, status, "0" * 64, counts, {}, {}), folder)
    write_tables(run_tables(named, lineage), folder)
    return name.run_id


def test_every_table_of_every_complete_run_is_there(tmp_path: Path, small_map: ClaimMap):
    old, new = make_run(tmp_path, small_map, 1), make_run(tmp_path, small_map, 2)
    make_run(tmp_path, small_map, 3, "failed")
    with open_runs(tmp_path) as store:
        counts = store.sql("SELECT run_id, is_latest, count(*) FROM claims GROUP BY ALL ORDER BY 1")
        n = len(small_map.claims)
        assert counts.fetchall() == [(old, False, n), (new, True, n)]
        assert store.sql("SELECT status FROM runs ORDER BY created_at").fetchall() == [
            ("complete",),
            ("complete",),
            ("failed",),
        ]
        first = store.sql("FROM carried WHERE is_latest AND is_first = 'yes'").df()
        assert set(first["outlet"]) <= set(small_map.outlets)
        assert len(first) > 0
        born = store.sql("SELECT DISTINCT born_run FROM lineage WHERE is_latest").fetchall()
        assert born == [(new,)]


def test_tables_that_gained_a_column_are_read_with_those_that_have_not(
    tmp_path: Path, small_map: ClaimMap
) -> None:
    make_run(tmp_path, small_map, 1)
    run_id = make_run(tmp_path, small_map, 2)
    lineage = follow(small_map, None, RunName(run_id, "2024-01-02T00:00:00+00:00"))[1]
    claims = run_tables(small_map, lineage)["claims"].assign(more="m")
    write_tables({"claims": claims}, tmp_path / "small" / run_id)
    with open_runs(tmp_path) as store:
        found = store.sql("SELECT is_latest, more FROM claims GROUP BY ALL ORDER BY 1").fetchall()
    assert found == [(False, None), (True, "m")]


def test_the_query_of_the_readme_answers_who_was_first_this_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    year = str(datetime.now(UTC).year)
    rows = [
        {**row, "published_at": str(row["published_at"]).replace("2024", year)}
        if row["published_at"] and row["outlet"] != "Union Voice"
        else row
        for row in small_articles()
    ]
    history_world.make_run(tmp_path, rows, 1)
    history_world.make_run(tmp_path, rows, 2)
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    query = re.findall(r"^```sql\n(.*?)^```$", readme, flags=re.DOTALL | re.MULTILINE)
    assert len(query) == 1
    found = duckdb.sql(query[0]).fetchall()
    assert {event for _, event, _ in found} == {"small"}
    assert [(str(day), claim) for day, _, claim in found] == [
        (f"{year}-03-12", "Four people were killed, police said."),
        (f"{year}-03-13", "Divers searched the water for a second day."),
    ]
    through = CliRunner().invoke(main, ["query", query[0], "--csv"])
    assert through.exit_code == 0, through.output
    assert through.stdout.splitlines()[1:] == [
        f'{d},{e},"{c}"' if "," in c else f"{d},{e},{c}" for d, e, c in found
    ]


def test_the_command_lists_views_and_says_what_is_wrong_with_sql(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_map: ClaimMap
) -> None:
    monkeypatch.chdir(tmp_path)
    make_run(tmp_path / "reports", small_map, 1)
    listed = CliRunner().invoke(main, ["query", "--csv"])
    assert '\nclaims,"event_id, run_id, claim_id, ' in listed.stdout
    wrong = CliRunner().invoke(main, ["query", "SELECT * FROM clams"])
    assert wrong.exit_code == 2
    assert "clams" in wrong.output
    assert "Traceback" not in wrong.output


def test_a_folder_without_a_run_says_so(tmp_path: Path):
    with pytest.raises(StoreError, match="no run there; make one"):
        open_runs(tmp_path)
