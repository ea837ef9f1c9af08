"""The report as Markdown, and every table as CSV: whole, declared, and unable to act."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pyarrow as pa
import pytest
from crossframe.comparison import TABLES
from crossframe.presentation import RunNote, render_report_text, write_csv_tables
from crossframe.presentation.tables_csv import column_meanings, csv_text, meaning_of
from told_world import labelled_map


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_declared(claim_map, name):
    meanings = column_meanings(TABLES[name])
    for column in TABLES[name](claim_map).columns:
        assert meaning_of(str(column), meanings), f"{name}.{column} is not in its docstring"


def test_tables_are_read_back_as_they_were(claim_map, tmp_path):
    written = write_csv_tables(claim_map, tmp_path)
    assert {path.stem for path in written if path.suffix == ".csv"} == {*TABLES, "columns"}
    claims = rows(tmp_path / "claims.csv")
    table = TABLES["claims"](claim_map)
    assert claims[0] == list(table.columns)
    assert [row[0] for row in claims[1:]] == list(table["claim_id"])
    index = rows(tmp_path / "columns.csv")[1:]
    assert ["claims", "n_outlets", "whole number"] in [row[:3] for row in index]
    assert all(row[3] for row in index)
    assert "claims.csv  (2 rows)" in (tmp_path / "README.txt").read_text(encoding="utf-8")


def test_a_run_s_own_tables_are_taken(claim_map, tmp_path):
    stored = TABLES["claims"](claim_map)
    stored.insert(0, "run_id", "r1")
    stored["n_articles"] = pa.array([2, None]).to_pandas()  # counts of which one is missing
    stored.astype({"n_articles": "Int64"}).to_parquet(tmp_path / "claims.parquet")
    write_csv_tables(claim_map, tmp_path)
    head, *body = rows(tmp_path / "claims.csv")
    assert body[0][0] == "r1"
    assert [row[head.index("n_articles")] for row in body] == ["2", ""]
    index = rows(tmp_path / "columns.csv")
    assert ["claims", "run_id", "text", "the run"] in index
    assert ["claims", "n_articles", "whole number"] in [row[:3] for row in index]


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_no_text_is_a_formula(formula):
    text = csv_text(pa.table({formula: [formula], "n": [-1]}))
    (head, cells) = csv.reader(io.StringIO(text, newline=""))
    assert head[0].startswith("'")
    assert cells == ["'" + formula.replace("\r", "\n"), "-1"]


def test_hostile_texts_stay_in_their_cells(poisoned_map, tmp_path):
    for path in write_csv_tables(poisoned_map, tmp_path):
        if path.suffix == ".csv":
            (head, *body) = rows(path)
            assert all(len(row) == len(head) for row in body), path.name


def unescaped(text, character):
    return re.findall(rf"(?<!\\)(?:\\\\)*{re.escape(character)}", text)


def test_hostile_texts_are_text_in_markdown(poisoned_map, poison):
    made = render_report_text(poisoned_map, RunNote(poison, poison, ((poison, poison),)))
    assert not unescaped(made.replace("\n> ", "\n"), "<")
    assert not unescaped(made, "[")
    assert not unescaped(made, "`")
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", made)
    matrix = [line for line in made.splitlines() if line.startswith("| ")]
    assert len({len(unescaped(line, "|")) for line in matrix}) == 1
    assert "w" * 1_000 not in made


def test_the_text_holds_what_the_page_holds(claim_map):
    made = render_report_text(
        claim_map, RunNote("r-1", "2024-05-06", (("05_sources", "05_sources: died"),))
    )
    assert made.startswith("# How 3 outlets told *River flood*\n")
    assert "**Demonstration text.**" in made
    assert "**05\\_sources failed:** died" in made
    assert "6 articles by 3 outlets, from 1 to 5 May 2024, of 6 independent origins" in made
    assert "### 1. “The river rose by two metres.”" in made
    assert "- **News Wire**, 3 May 2024, 10:00 (UTC+2): “The river rose two metres" in made
    assert "## Left out (1 article)\n\n- seeds/events/river-flood.jsonl:9: 'text' is empty" in made
    assert "Nobody corrected the claims." in made
    assert "bias" not in made.lower()


def test_the_text_tells_what_people_made_of_a_claim(claim_map):
    claim, *others = claim_map.claims
    named = replace(claim, name="The *crest*", notes=("Read twice.",), checked_by=("Ada", "Ben"))
    made = render_report_text(replace(claim_map, claims=(named, *others)))
    named_so = "**Named by people:** The \\*crest\\*"
    people = f"\n\n{named_so} · **Checked by:** Ada, Ben · **Note:** Read twice.\n\n- **"
    before, _, after = made.partition(people)
    assert before.splitlines()[-1] == "### 1. “The river rose by two metres.” *(checked)*"
    assert "by people" not in after + render_report_text(claim_map)


def test_a_whole_event_keeps_its_table():
    made = render_report_text(labelled_map("frontline-drones"))
    matrix = [line for line in made.splitlines() if line.startswith("| ")]
    assert len(matrix) > 10
    assert len({len(unescaped(line, "|")) for line in matrix}) == 1
