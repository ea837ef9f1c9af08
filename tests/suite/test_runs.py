"""The main job, for real: papermill, kernels and the real model on a tiny event."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from crossframe.claim_store import read_claim_map
from crossframe.comparison import claims_table, overview
from crossframe.errors import CorpusError, ParameterError
from crossframe.suite import SUITE, Happening, find_jobs, list_runs, run_suite
from crossframe.suite import notebooks as notebooks_module
from crossframe.suite.store import only_run
from small_world import small_articles

pytestmark = [pytest.mark.notebook, pytest.mark.model]
COMMAND = str(Path(sys.executable).parent / "crossframe")
Write = Callable[..., Path]


def crossframe(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *arguments], check=False, cwd=cwd, capture_output=True, text=True
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder outside the checkout with a file of two events, one of which cannot be compared."""
    folder = tmp_path_factory.mktemp("project")
    alone = {
        "event_id": "alone",
        "outlet": "A",
        "title": "T",
        "text": "It fell.",
        "article_id": "a",
    }
    broken = {"event_id": "small", "outlet": "<script>", "title": "T", "text": "It fell."}
    rows = [*small_articles(), alone, broken]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "articles.jsonl").write_text(lines, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def first_run(project: Path) -> subprocess.CompletedProcess[str]:
    return crossframe("run", "articles.jsonl", cwd=project)


def test_every_notebook_of_every_event_succeeds(
    project: Path, first_run: subprocess.CompletedProcess[str]
) -> None:
    assert first_run.returncode == 0, first_run.stderr
    runs = {run.event_id: run for run in list_runs(project / "reports")}
    assert set(runs) == {"alone", "small"}
    for run in runs.values():
        assert run.status == "complete"
        assert list(run.notebooks) == sorted(SUITE)
        assert (project / "reports" / run.event_id / "latest" / "report.html").exists()
    assert f"index of all runs: {project}/reports/index.html" in first_run.stdout
    index = (project / "reports/index.html").read_text(encoding="utf-8")
    for run in runs.values():
        assert f'href="{run.event_id}/{run.run_id}/report.html"' in index


def test_notebooks_record_what_the_claim_map_holds(
    project: Path, first_run: subprocess.CompletedProcess[str]
) -> None:
    run = next(run for run in list_runs(project / "reports") if run.event_id == "small")
    folder = project / "reports/small" / run.run_id
    claim_map = read_claim_map(folder / "claim_map")
    counts = overview(claim_map)
    results = {name: state["results"] for name, state in run.notebooks.items()}
    assert results["00_corpus"]["n_exclusions"] == counts.n_exclusions == 1
    assert results["00_corpus"]["n_non_claims"] == counts.n_non_claims == 2
    assert results["01_claims"]["claim_ids"] == claims_table(claim_map)["claim_id"].tolist()
    assert results["02_coverage"]["n_cells"] == counts.n_claims * counts.n_outlets
    assert results["03_side_by_side"]["n_sentences"] == counts.n_in_claims
    assert results["report"]["n_bytes"] == (folder / "report.html").stat().st_size


def test_nothing_published_names_this_machine(
    project: Path, first_run: subprocess.CompletedProcess[str]
) -> None:
    for path in (project / "reports").rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for private in (str(project), sys.prefix, str(Path.home())):
                assert f"{private}/".encode() not in content, path


def test_the_reader_of_a_run_stands_still(
    project: Path, first_run: subprocess.CompletedProcess[str]
) -> None:
    paths = list((project / "reports").rglob("01_claims.ipynb"))
    assert paths
    for path in paths:
        notebook = nbformat.read(path, 4)
        assert "widgets" not in notebook.metadata
        (cell,) = [one for one in notebook.cells if one.source.startswith("open_reader(")]
        (output,) = cell.outputs
        assert "crossframe" in output.data["text/html"]
        assert not [kind for kind in output.data if "widget" in kind]


def test_notebooks_on_a_finished_map_import_no_heavy_library(
    project: Path, first_run: subprocess.CompletedProcess[str]
) -> None:
    probe = (
        "import sys\n"
        "from crossframe.claim_map import load_claim_map\n"
        "from crossframe.config import Parameters\n"
        "from crossframe.presentation import open_reader, render_report\n"
        "p = Parameters(event='small', source='articles.jsonl', out='reports/small/latest')\n"
        "render_report(load_claim_map(p))\n"
        "open_reader(load_claim_map(p), p)\n"
        "print(sorted({'torch', 'umap', 'hdbscan', 'spacy', 'sentence_transformers', 'sklearn'}"
        " & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=project, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_an_unchanged_event_is_reused_and_said_so(
    project: Path, first_run: subprocess.CompletedProcess[str]
) -> None:
    before = list_runs(project / "reports")
    again = crossframe("run", "articles.jsonl", cwd=project)
    assert again.returncode == 0
    assert again.stdout.count("unchanged since run") == 2
    assert list_runs(project / "reports") == before


def test_a_new_parameter_makes_a_new_run(
    project: Path, first_run: subprocess.CompletedProcess[str]
) -> None:
    done = crossframe(
        "run", "articles.jsonl", "--events", "small", "--set", "verification=strict", cwd=project
    )
    assert done.returncode == 0, done.stderr
    runs = [run for run in list_runs(project / "reports") if run.event_id == "small"]
    assert len(runs) == 2
    assert runs[0].provenance["parameters"]["verification"] == "strict"


def test_plain_papermill_runs_a_notebook(
    project: Path, first_run: subprocess.CompletedProcess[str], tmp_path: Path
) -> None:
    papermill = str(Path(sys.executable).parent / "papermill")
    source = str(notebooks_module.notebooks_folder() / "02_coverage.ipynb")
    given = ["-p", "event", "small", "-p", "source", "articles.jsonl"]
    out = str(tmp_path / "out.ipynb")
    done = subprocess.run(
        [papermill, source, out, *given], check=False, cwd=project, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "application/vnd.crossframe.results+json" in Path(out).read_text(encoding="utf-8")
    wrong = subprocess.run(
        [papermill, source, out, *given, "-p", "verificaton", "wide"],
        check=False,
        cwd=project,
        capture_output=True,
        text=True,
    )
    assert wrong.returncode != 0
    assert "unknown parameter 'verificaton'; did you mean 'verification'?" in wrong.stderr


def test_strict_turns_an_exclusion_into_a_failure(project: Path, tmp_path: Path) -> None:
    done = crossframe(
        "run",
        "articles.jsonl",
        "--events",
        "small",
        "--strict",
        "--out",
        str(tmp_path),
        cwd=project,
    )
    assert done.returncode == 1
    assert "articles.jsonl:8" in done.stdout
    assert "failed: small" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "articles.jsonl", "--set", "sede=3"], "did you mean 'seed'?"),
        (["run", "articles.jsonl", "--set", "seed=x"], "allowed: a whole number"),
        (["run", "articles.jsonl", "--set", "seed"], "write --set name=value"),
        (["run", "nothing"], "neither an event nor a file"),
        (["run", "nothing.jsonl"], "nothing.jsonl"),
        (["run", "articles.jsonl", "--events", "smal"], "smal"),
        (["lab", "nowhere"], "'nowhere' is no event"),
        (["run"], "name events or files, or give --all"),
        (["run", "--all"], "no event there"),
        (["evaluate", "."], "gold_pairs.jsonl: cannot be read"),
        (["run", "articles.jsonl", "--out", "articles.jsonl"], "articles.jsonl"),
        (["claims", "articles.jsonl", "--out", "articles.jsonl/x"], "articles.jsonl"),
    ],
)
def test_what_cannot_be_run_is_said_without_a_traceback(
    project: Path, arguments: list[str], message: str
) -> None:
    done = crossframe(*arguments, cwd=project)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_full_disk_is_said_without_a_traceback(project: Path, tmp_path: Path) -> None:
    shell = f"ulimit -f 0; exec {COMMAND} claims articles.jsonl --out {tmp_path / 'out.jsonl'}"
    done = subprocess.run(
        ["bash", "-c", shell], cwd=project, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out.jsonl").exists()


def test_a_failing_notebook_is_kept_and_the_others_run(
    write_articles: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "notebooks"
    broken.mkdir()
    for name in SUITE:
        notebook = nbformat.read(notebooks_module.notebooks_folder() / f"{name}.ipynb", 4)
        if name == "report":
            notebook.cells[-1].source = "raise ValueError('no report today')"
            notebook.cells[-2].source = ""
            notebook.cells = [c for c in notebook.cells if "write_report(" not in c.source]
        nbformat.write(notebook, broken / f"{name}.ipynb")
    source = write_articles()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("crossframe.suite.notebooks.notebooks_folder", lambda: broken)
    monkeypatch.setattr("crossframe.suite.plan.notebooks_folder", lambda: broken)
    said: list[Happening] = []
    results, _ = run_suite(find_jobs([str(source)]), {}, tell=said.append)
    run = results[0].run
    assert run is not None
    assert run.status == "failed"
    assert [name for name, state in run.notebooks.items() if state["error"]] == ["report"]
    assert "no report today" in str(results[0].errors)
    assert {state["state"] for state in run.notebooks.values()} == {"succeeded", "failed"}
    folder = tmp_path / "reports/small"
    assert (folder / run.run_id / "report.html").exists()
    assert not (folder / "latest").exists()


def test_a_notebook_with_other_parameters_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook = nbformat.read(notebooks_module.notebooks_folder() / "report.ipynb", 4)
    notebook.cells[2].source += "\nmore: int = 3"
    nbformat.write(notebook, tmp_path / "report.ipynb")
    monkeypatch.setattr("crossframe.suite.notebooks.notebooks_folder", lambda: tmp_path)
    with pytest.raises(ParameterError, match="'more'"):
        notebooks_module.require_parameters("report")


def test_an_event_is_run_by_one_process_at_a_time(
    write_articles: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    left = tmp_path / "reports/small/.stopped.partial"
    left.mkdir(parents=True)
    with only_run(tmp_path / "reports", "small"):
        assert not left.exists()
        left.mkdir()
        jobs = find_jobs([str(write_articles())])
        results, _ = run_suite(jobs, {}, tell=print)
        holder = f"process {os.getpid()} on {socket.gethostname()} (since 20"
        assert holder in results[0].errors[0]
        assert left.exists()
    assert list_runs(tmp_path / "reports") == []


def test_no_job_is_no_run() -> None:
    with pytest.raises(CorpusError, match="no event there"):
        run_suite([], {}, tell=print)
