"""What changed between two runs, and which cause it is owed to."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from crossframe.cli import main
from crossframe.comparison.changes.values import ClaimChange, ClaimFate, Difference
from crossframe.config import Parameters
from crossframe.corrections import append_correction, merge_claims
from crossframe.errors import StoreError
from crossframe.presentation.untrusted import anchor
from crossframe.suite.difference import compare_runs
from crossframe.suite.opened import find_pair, find_run, open_run
from crossframe.suite.store import read_run, write_run
from history_world import make_run
from small_world import FakeEncoder, small_articles

Rows = list[dict[str, Any]]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def compared(before: Path, after: Path, **options: Any) -> Difference:
    def load(parameters: Parameters) -> FakeEncoder:
        return FakeEncoder()

    return compare_runs(open_run(before), open_run(after), load=load, **options)


def edited(rows: Rows, article_id: str, old: str, new: str) -> Rows:
    return [
        {**row, "text": str(row["text"]).replace(old, new)} if row["article_id"] == article_id
        else row
        for row in rows
    ]  # fmt: skip


def fates(found: Difference) -> dict[str, list[str]]:
    every: dict[str, list[str]] = {}
    for one in found.changes.claims:
        every.setdefault(one.fate, []).append(one.claim_id)
    return every


def of_fate(found: Difference, fate: ClaimFate) -> list[ClaimChange]:
    return [one for one in found.changes.claims if one.fate == fate]


def test_nothing_changed_is_said(project: Path):
    runs = [make_run(project, small_articles(), day) for day in (1, 2)]
    found = compared(*runs)
    assert found.changes.is_empty
    assert found.causes == ()
    assert found.told_by == "Nothing changed in what the two runs say."
    assert all(before == after for before, after in found.changes.counts.values())


def test_articles_that_come_go_and_are_corrected(project: Path):
    rows = small_articles()
    first = make_run(project, rows[:5], 1)
    later = edited(rows, "post-1", "Four", "Five")[:4] + rows[5:]
    found = compared(first, make_run(project, later, 2))
    assert [(one.fate, one.article_id) for one in found.changes.articles] == [
        ("added", "voice-2"),
        ("withdrawn", "voice-1"),
        ("changed", "post-1"),
    ]
    assert found.changes.articles[2].fields == ("text",)
    assert [one.cause for one in found.causes] == ["articles"]
    by_fate = fates(found)
    assert set(by_fate) == {"born", "changed"}
    closed = of_fate(found, "born")[0]
    assert (closed.before, closed.after) == ("", "The port stays closed.")
    assert {(one.outlet, one.article) for one in closed.gained} == {
        ("Union Voice", "added"),
        ("Harbour Post", ""),
    }
    killed = next(one for one in found.changes.claims if "killed" in one.after)
    assert [one.sentence for one in killed.lost] == ["Four people were killed, police said."]
    assert killed.lost[0].article == "changed"
    span = next(one for one in found.changes.claims if "span" in one.after)
    assert [(one.outlet, one.article) for one in span.lost] == [("Union Voice", "withdrawn")]
    cells = {(one.claim, one.about[1]): (one.before, one.after) for one in found.changes.cells}
    assert cells[span.after, "Union Voice"][0] == "carried"
    figures = [one for one in found.changes.ledgers if one.kind == "number_findings"]
    assert str(figures[0].before).startswith("agree")
    assert not str(figures[0].after).startswith("agree")
    assert {one.causes for one in found.changes.claims} == {("articles",)}


def test_an_article_whose_id_rests_on_its_text_is_known_by_its_address(project: Path):
    rows = [{k: v for k, v in row.items() if k != "article_id"} for row in small_articles()]
    first = make_run(project, rows, 1)
    second = make_run(project, [{**rows[0], "text": "A span fell."}, *rows[1:]], 2)
    (change,) = compared(first, second).changes.articles
    assert change.fate == "changed"
    assert change.was_id is not None
    assert change.was_id != change.article_id


def test_ids_are_those_of_the_history_whichever_run_is_named_first(project: Path):
    rows = small_articles()
    one, two = make_run(project, rows[:5], 1), make_run(project, rows, 2)
    there = {c.claim_id for c in open_run(one).claim_map.claims}
    back = compared(two, one)
    assert fates(back)["died"] == sorted(
        c.claim_id for c in open_run(two).claim_map.claims if c.claim_id not in there
    )
    assert "one history" in back.ids


def test_runs_of_two_histories_are_matched_by_their_sentences(project: Path):
    rows = small_articles()
    one = make_run(project, rows, 1)
    (project / "reports").rename(project / "elsewhere")
    two = make_run(project, rows, 2)
    found = compared(project / "elsewhere/small" / one.name, two)
    assert found.changes.is_empty
    assert "not of one history" in found.ids


def test_articles_and_parameters_are_told_apart_by_deriving_what_lies_between(project: Path):
    rows = small_articles()
    first = make_run(project, rows[:5], 1, verification="strict")
    second = make_run(project, rows, 2, verification="wide")
    found = compared(first, second)
    assert [one.cause for one in found.causes] == ["articles", "parameters"]
    assert found.causes[1].differences == (("verification", "strict", "wide"),)
    assert found.told_by.startswith("Measured: ")
    owed = {one.after: one.causes for one in of_fate(found, "born")}
    assert owed["The port stays closed."] == ("articles",)
    # What strict articles alone would have brought, as a run of its own says.
    between = make_run(project, rows, 3, verification="strict")
    there = {c.claim_id for c in open_run(between).claim_map.claims}
    for one in of_fate(found, "born"):
        assert one.causes[0] == ("articles" if one.claim_id in there else "parameters")
    quick = compared(first, second, measured=False)
    assert all(one.causes == () for one in quick.changes.claims)
    assert all(one.n_claims is None for one in quick.causes)
    assert "nothing was derived" in quick.told_by


def test_corrections_are_a_cause_of_their_own(project: Path):
    rows = small_articles()
    first = make_run(project, rows[:5], 1)
    claim_map = open_run(first).claim_map
    claims = claim_map.claims[:2]
    correction = merge_claims(claim_map, [c.claim_id for c in claims], by="A. Reader")
    append_correction(project / "corrections/small.jsonl", correction)
    second = make_run(project, rows, 2)
    found = compared(first, second)
    assert [one.cause for one in found.causes] == ["articles", "corrections"]
    (merged,) = of_fate(found, "merged")
    assert merged.claim_id in {c.claim_id for c in claims}
    assert merged.other in {c.claim_id for c in claims}
    assert merged.causes == ("corrections",)
    born = {one.after: one.causes for one in of_fate(found, "born")}
    assert born["The port stays closed."] == ("articles",)


def test_code_that_is_not_here_cannot_be_derived_with(project: Path):
    rows = small_articles()
    first, second = make_run(project, rows[:5], 1), make_run(project, rows, 2, verification="wide")
    for folder in (first, second):
        run = read_run(folder)
        assert run is not None
        write_run(replace(run, provenance={**run.provenance, "code": "other"}), folder)
    found = compared(first, second)
    assert found.told_by.startswith("The causes cannot be told apart: neither run was made by")
    assert all(one.causes == () for one in found.changes.claims)


def test_older_code_comes_first_and_the_rest_is_measured_with_that_of_here(project: Path):
    rows = small_articles()
    first, second = make_run(project, rows[:5], 1), make_run(project, rows, 2)
    run = read_run(first)
    assert run is not None
    write_run(replace(run, provenance={**run.provenance, "code": "older"}), first)
    found = compared(first, second)
    assert [one.cause for one in found.causes] == ["articles", "making"]
    assert "the code, model and libraries, then the articles" in found.told_by
    assert {one.causes for one in found.changes.claims} == {("articles",)}
    assert [one.n_claims for one in found.causes] == [len(found.changes.claims), 0]


def test_ids_and_anchors_of_the_report_outlast_a_run(project: Path):
    rows = small_articles()
    first = make_run(project, rows[:5], 1)
    edit = edited(rows, "post-1", "Four people were killed", "Five people were killed")
    # In the second map alone the claim has another hash for its name.
    second = make_run(project, edit, 2)
    kept = {c.claim_id for c in open_run(first).claim_map.claims}
    assert kept <= {c.claim_id for c in open_run(second).claim_map.claims}
    for folder in (first, second):
        page = (folder / "report.html").read_text(encoding="utf-8")
        assert all(f'id="{anchor("c", claim_id)}"' in page for claim_id in kept)


def test_the_command_prints_text_and_json_and_writes_a_page(project: Path):
    rows = small_articles()
    make_run(project, rows[:5], 1)
    make_run(project, rows, 2)
    text = CliRunner().invoke(main, ["diff", "small", "--html", "out/changes.html"])
    assert text.exit_code == 0, text.output
    assert "Small: 1 article added; 1 claim born" in text.output
    assert "href" in (project / "out/changes.html").read_text(encoding="utf-8")
    told = CliRunner().invoke(main, ["diff", "small/20240101", "small", "--json"])
    values = json.loads(told.stdout)
    assert values["changes"]["articles"][0]["article_id"] == "voice-2"
    assert values["causes"][0]["cause"] == "articles"


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("smal",), "'smal' is no run; name a run's folder"),
        (("small/2025",), "names 0 runs of 'small'; there are 2024"),
        (("small/2024",), "names 2 runs of 'small'"),
        (("small/20240101",), "no complete run of 'small' before"),
    ],
)
def test_a_run_that_is_none_is_said(project: Path, names: tuple[str, ...], message: str) -> None:
    for day in (1, 2):
        make_run(project, small_articles(), day)
    with pytest.raises(StoreError, match=message):
        find_pair(names, Path("reports"))


def test_runs_of_two_events_are_not_compared(project: Path):
    make_run(project, small_articles(), 1)
    make_run(project, [{**row, "event_id": "other"} for row in small_articles()], 2)
    with pytest.raises(StoreError, match="are runs of 'small' and 'other'; name two runs of one"):
        find_pair(("small", "other"), Path("reports"))


def test_a_run_is_found_by_folder_event_and_beginning(project: Path):
    one, two = (make_run(project, small_articles(), day) for day in (1, 2))
    reports = Path("reports")
    for name in ("small", "small/latest", "reports/small", str(two), f"small/{two.name}"):
        assert find_run(name, reports).resolve() == two.resolve()
    assert find_run("small/20240101", reports).resolve() == one.resolve()
    assert find_pair(("small",), reports)[0].resolve() == one.resolve()
