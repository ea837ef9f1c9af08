"""The main job, for real: papermill, kernels and the real model on a tiny event."""

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import nbformat
import pyarrow.parquet as pq
import pytest
from crossframe.claim_store import read_claim_map
from crossframe.comparison import claims_table, overview
from crossframe.config import Parameters
from crossframe.errors import CorpusError, ParameterError
from crossframe.suite import SUITE, Limits, RunResult, find_jobs, list_runs, run_suite
from crossframe.suite import notebooks as notebooks_module
from crossframe.suite.store import only_run
from run_schema import require_valid
from small_world import small_articles

pytestmark = [pytest.mark.notebook, pytest.mark.model]
ROOT = Path(__file__).parents[2]
COMMAND = str(Path(sys.executable).parent / "crossframe")
Write = Callable[..., Path]


def crossframe(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *arguments], check=False, cwd=cwd, capture_output=True, text=True
    )


def private_in(folder: Path, project: Path) -> list[str]:
    """Files of a run that name this machine, its folders or a secret, those in Parquet included."""
    private = {str(project), sys.prefix, str(Path.home()), tempfile.gettempdir(), SECRET}
    private |= {os.environ["CROSSFRAME_CACHE"], str(ROOT)}
    private.discard("/")  # a home, where somebody has no other
    # As a word of its own: the names of many a machine are parts of innocent words.
    host = re.compile(rf"(?<![\w.-]){re.escape(socket.gethostname())}(?![\w-])")
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        text = path.read_bytes().decode("utf-8", "replace")
        if path.suffix == ".parquet":
            text += str(pq.read_table(path).to_pylist())
        found += [f"{path.name}: {name}" for name in private if name in text]
        found += [f"{path.name}: {name}" for name in set(host.findall(text))]
    return found


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
        require_valid(project / "reports" / run.event_id / run.run_id)
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
    for folder in (project / "reports").glob("*/2*"):
        assert private_in(folder, project) == []


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


def test_a_run_tells_what_it_is(project: Path, first_run: subprocess.CompletedProcess[str]) -> None:
    run = next(run for run in list_runs(project / "reports") if run.event_id == "small")
    assert run.models["encoder"]["licence"] == "Apache-2.0"
    assert run.models["encoder"]["fingerprint"] == run.provenance["encoder"]["fingerprint"]
    assert run.parameters == {**asdict(Parameters(event="small")), "source": "articles.jsonl"}
    assert {name for name, digest in run.inputs.items() if digest} >= {"articles", "code"}
    assert {"papermill", "pandas", "python", "torch"} <= run.versions.keys()
    assert {"claim map", "notebooks", "quality", "tables"} <= run.stages.keys()
    assert run.seconds >= sum(run.stages[name] for name in ("claim map", "notebooks"))
    assert all((run.memory[name] or 0) > 1 << 26 for name in ("own", "kernel"))
    for state in run.notebooks.values():
        assert state["state"] == "succeeded"
        assert state["cpu_seconds"] > 0
        assert state["peak_bytes"] > 1 << 26


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


def test_an_event_without_a_usable_article_fails_and_the_run_before_stays_the_latest(
    project: Path, tmp_path: Path
) -> None:
    source = tmp_path / "span.jsonl"
    whole = {"outlet": "A", "title": "Span", "text": "A span of the bridge fell."}
    source.write_text(json.dumps(whole))
    reports = tmp_path / "reports"
    assert crossframe("run", str(source), "--out", str(reports), cwd=project).returncode == 0
    before = (reports / "span" / "latest").resolve()
    source.write_text(json.dumps(whole | {"text": ""}))
    done = crossframe("run", str(source), "--out", str(reports), cwd=project)
    assert done.returncode == 1
    assert "event 'span' has no article that can be used" in done.stdout
    assert "span.jsonl:1" in done.stdout
    assert (reports / "span" / "latest").resolve() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "articles.jsonl", "--set", "sede=3"], "did you mean 'seed'?"),
        (["run", "articles.jsonl", "--set", "seed=x"], "allowed: a whole number"),
        (["run", "articles.jsonl", "--set", "seed"], "write --set name=value"),
        (["run", "nothing"], "neither an event nor a file"),
        (["run", "nothing.jsonl"], "nothing.jsonl"),
        (["run", "articles.jsonl", "--events", "smal"], "smal"),
        (["lab", "nowhere"], "'nowhere' is neither an event nor a file"),
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


# What befalls notebooks: an error that tells of the machine, a dead kernel, one that hangs.
TELLTALE = """
import getpass, os, pathlib, socket, sys, tempfile, warnings
told = [os.environ["CF_API_TOKEN"], os.getcwd(), sys.prefix, tempfile.gettempdir()]
told += [str(pathlib.Path.home()), socket.gethostname(), f"by {getpass.getuser()}"]
print(told, file=sys.stderr)
warnings.warn(" ".join(told))
raise RuntimeError(" ".join(told))
"""
BROKEN = {
    "02_coverage": TELLTALE,
    "04_wording": "import os\nos.abort()",
    "05_sources": "import time\ntime.sleep(1000)",
    "report": "raise ValueError('no report today')",
}
# What a notebook on a finished claim map has no need of.
HEAVY = {"torch", "umap", "hdbscan", "numba", "spacy", "sentence_transformers", "sklearn"}
PROBE = f"""
import sys
from crossframe.presentation import record_results
heavy = sorted({HEAVY} & set(sys.modules))
record_results(heavy=heavy, threads=__import__("os").environ["OMP_NUM_THREADS"])
"""
LABELS = """\
article_a,sentence_a,article_b,sentence_b,label
post-1,0,tide-1,0,same
post-1,1,tide-1,1,same
post-1,2,tide-1,2,not
post-1,0,tide-1,1,not
"""
SECRET = "planted-s3cret-value"  # noqa: S105


# The result, the project's folder, and what was told.
Disturbed = tuple[RunResult, Path, list[str]]


@pytest.fixture(scope="module")
def disturbed(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[RunResult, Path, list[str]]]:
    """A run in which four notebooks fail, each in its way, and the others say what they import."""
    folder = tmp_path_factory.mktemp("disturbed")
    (folder / "notebooks").mkdir()
    for name in SUITE:
        notebook = nbformat.read(notebooks_module.notebooks_folder() / f"{name}.ipynb", 4)
        if name in BROKEN:
            notebook.cells[-2:] = [nbformat.v4.new_code_cell(BROKEN[name])]
            notebook.cells = [c for c in notebook.cells if "write_report(" not in c.source]
        else:
            notebook.cells.append(nbformat.v4.new_code_cell(PROBE))
        nbformat.write(notebook, folder / "notebooks" / f"{name}.ipynb")
    rows = "".join(json.dumps(row) + "\n" for row in small_articles())
    (folder / "small.jsonl").write_text(rows, encoding="utf-8")
    (folder / "mine.csv").write_text(LABELS, encoding="utf-8")
    told: list[str] = []
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        patched.setenv("CF_API_TOKEN", SECRET)
        # Whoever runs the tests, and wherever: some have no name, and the root folder for a home.
        patched.setenv("LOGNAME", "harbour-clerk")
        patched.setenv("HOME", "/home/harbour-clerk")
        for module in ("notebooks", "plan"):
            patched.setattr(
                f"crossframe.suite.{module}.notebooks_folder", lambda: folder / "notebooks"
            )
        results, _ = run_suite(
            find_jobs([str(folder / "small.jsonl")]),
            {"labels": str(folder / "mine.csv")},
            tell=lambda happening: told.append(happening.text),
            limits=Limits(workers=2, seconds=60),
        )
        yield results[0], folder, told


def test_a_failing_notebook_stops_no_other(disturbed: Disturbed) -> None:
    result, folder, told = disturbed
    run = result.run
    assert run is not None
    assert run.status == "failed"
    require_valid(folder / "reports/small" / run.run_id)
    states = {name: state["state"] for name, state in run.notebooks.items()}
    failed = dict.fromkeys(BROKEN, "failed") | {"05_sources": "timed out"}
    assert states == dict.fromkeys(SUITE, "succeeded") | failed
    assert run.failures.keys() == set(BROKEN)
    assert list(run.errors) == list(result.errors) == list(run.failures.values())
    assert "no report today" in run.failures["report"]
    assert run.failures["05_sources"] == "05_sources: not done after 60 s, its kernel was ended"
    dead = "04_wording: DeadKernelError: Kernel died: it was ended by SIGABRT"
    assert run.failures["04_wording"] == dead
    assert not (folder / "reports/small/latest").exists()
    for name, error in run.failures.items():
        assert any(f"notebook {name} {states[name]} after" in line for line in told)
        assert any(error in line for line in told)
        assert (folder / "reports/small" / run.run_id / "notebooks" / f"{name}.ipynb").exists()


def test_the_report_is_made_without_its_notebook_and_says_what_failed(
    disturbed: Disturbed,
) -> None:
    result, folder, _ = disturbed
    assert result.run
    page = (folder / "reports/small" / result.run.run_id / "report.html").read_text("utf-8")
    first_screen = page.partition("<main")[0]
    for name in BROKEN:
        assert name in first_screen


def test_nothing_that_fails_tells_of_this_machine(
    disturbed: Disturbed,
) -> None:
    result, folder, _ = disturbed
    assert result.run
    place = folder / "reports/small" / result.run.run_id
    assert private_in(place, folder) == []
    told = result.run.failures["02_coverage"]
    shown = r".*RuntimeError: <secret> \. <python> <tmp>/[\w-]+ ~ <host> by <user>"
    assert re.fullmatch(shown, told), told
    assert result.run.parameters["labels"] == "mine.csv"


def test_a_finished_run_follows_from_its_articles_notebooks_included(
    project: Path, first_run: subprocess.CompletedProcess[str]
) -> None:
    done = crossframe("verify", "small", cwd=project)
    assert done.returncode == 0, done.stdout
    assert "sound: everything in it follows from its articles" in done.stdout
    assert "right: outputs of 10 notebooks" in done.stdout


def test_notebooks_on_a_finished_map_import_no_heavy_library(
    disturbed: Disturbed,
) -> None:
    result, _, _ = disturbed
    assert result.run
    results = {name: state["results"] for name, state in result.run.notebooks.items()}
    for name in set(SUITE) - set(BROKEN):
        assert results[name]["heavy"] == [], name
        assert results[name]["threads"] == str(Limits(workers=2).threads(0))
    assert results["91_quality"]["f1"] is not None, "it was measured, though not in the notebook"


def test_a_notebook_with_other_parameters_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook = nbformat.read(notebooks_module.notebooks_folder() / "report.ipynb", 4)
    notebook.cells[2].source += "\nmore: int = 3"
    nbformat.write(notebook, tmp_path / "report.ipynb")
    monkeypatch.setattr("crossframe.suite.notebooks.notebooks_folder", lambda: tmp_path)
    with pytest.raises(ParameterError, match="'more'"):
        notebooks_module.require_parameters("report")
    notebook.cells[2].source = notebook.cells[2].source.rpartition("\n")[0]
    nbformat.write(notebook, tmp_path / "report.ipynb")
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
