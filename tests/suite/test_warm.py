"""What did not change costs next to nothing: no heavy import, no kernel, no vector twice."""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import get_args

import pytest
from crossframe.cache import Cache
from crossframe.claim_build import Caches, build_claim_map
from crossframe.claims import blank_layout
from crossframe.config import Parameters
from crossframe.corpus import read_corpora
from crossframe.embedding import Progress, no_progress
from crossframe.records import Vectors
from crossframe.suite import find_jobs
from crossframe.suite.about import models_of, versions_of
from crossframe.suite.limits import MOST_WORKERS, Limits, n_processors
from crossframe.suite.plan import digest_inputs, plan_runs
from crossframe.suite.store import Run, read_run, write_run
from crossframe.suite.telling import Happening, Kind, Teller
from small_world import NEW_ARTICLE, FakeEncoder, small_articles

ROOT = Path(__file__).parents[2]
LIBRARIES = {"click", "filelock", "platformdirs"}
# Rooms whose modules import numpy and what else makes a run.
UNENTERED = {"claims", "cluster", "comparison", "embedding", "evaluation", "events", "presentation"}


class CountingEncoder(FakeEncoder):
    """Notes the texts whose vectors it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        self.asked += texts
        return super().encode(texts, progress)


@pytest.mark.model
def test_of_a_new_article_its_own_sentences_alone_are_embedded(
    write_articles: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crossframe.claim_compare.lay_out", lambda rows, _: blank_layout(len(rows)))
    encoder = CountingEncoder()
    parameters = Parameters(event="small")

    def build(articles: Sequence[object]) -> list[str]:
        caches = Caches(vectors=Cache(tmp_path / "vectors", encoder.fingerprint))
        corpus = read_corpora(write_articles(articles))["small"]
        build_claim_map(corpus, parameters, encoder, caches)
        assert caches.troubles == ()
        asked, encoder.asked = encoder.asked, []
        return asked

    assert len(build(small_articles())) > 10
    assert build(small_articles()) == []
    fresh = build([*small_articles(), NEW_ARTICLE])
    assert sorted(fresh) == ["A crane was brought from the north at dawn.", "A new voice"]


def test_an_unchanged_event_imports_no_library_but_those_of_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = "".join(json.dumps(row) + "\n" for row in small_articles())
    Path("small.jsonl").write_text(lines)
    plan = plan_runs(find_jobs(["small.jsonl"]), {})[0]
    digest = digest_inputs(plan).digest(plan.parameters)
    Path("reports/small/r").mkdir(parents=True)
    Path("reports/index.html").touch()
    write_run(
        Run("small", "r", "2024-01-01", "complete", digest, {}, {}, {}), Path("reports/small/r")
    )
    code = (
        "import sys\n"
        "before = {*sys.modules}\n"
        "from crossframe.cli import main\n"
        "main(['run', 'small.jsonl'], standalone_mode=False)\n"
        "print(*sorted({*sys.modules} - before))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    *said, modules = done.stdout.splitlines()
    assert "unchanged since run r" in said[0]
    roots = {name.partition(".")[0] for name in modules.split() if not name.startswith("_")}
    assert roots - sys.stdlib_module_names == LIBRARIES | {"crossframe"}
    rooms = {name.split(".")[1] for name in modules.split() if name.startswith("crossframe.")}
    assert not rooms & UNENTERED


def test_runs_of_other_versions_are_read(tmp_path: Path) -> None:
    old = {
        "event_id": "small",
        "run_id": "r",
        "created_at": "2024-01-01T00:00:00+00:00",
        "status": "complete",
        "digest": "d",
        "counts": {"n_claims": 3},
        "notebooks": {"report": {"seconds": 1.0, "results": {}, "error": None}},
        "provenance": {},
    }
    (tmp_path / "run.json").write_text(json.dumps({**old, "moon": "of a later version"}))
    run = read_run(tmp_path)
    assert run == Run(**old, format=1)  # type: ignore[arg-type]
    assert run.failures == {}
    for damaged in ("", "[]", '{"event_id": 3}', "null"):
        (tmp_path / "run.json").write_text(damaged)
        assert read_run(tmp_path) is None


def test_kernels_share_the_processors() -> None:
    assert Limits().n_workers == min(n_processors() + 1, MOST_WORKERS)
    for workers in (1, 2, 3, 64):
        threads = Limits(workers=workers).threads(0)
        assert threads >= 1
        assert threads == 1 or threads * workers <= n_processors()


def test_a_warning_is_told_once_and_kept() -> None:
    told: list[Happening] = []
    teller = Teller(told.append, "small", "[1/1] small")
    teller.warn("cache full")
    teller.warn("cache full")
    assert [str(one) for one in told] == ["[1/1] small: cache full"]
    assert teller.warnings == ["cache full"]


def test_every_kind_of_happening_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    listed = readme.partition("`--json` writes one object a line")[2].partition("\n\n")[0]
    assert [kind for kind in get_args(Kind) if f"`{kind}`" not in listed] == []


def test_models_have_licences_and_libraries_versions() -> None:
    made = {
        "encoder": {"name": "all-MiniLM-L6-v2", "fingerprint": "f"},
        "judge": {"name": "own", "fingerprint": "g"},
        "parser": "en_core_web_sm 3.8.0",
        "versions": {"torch": "1"},
    }
    assert {m["licence"] for m in models_of(made).values()} == {"Apache-2.0", "MIT"}
    other = {**made, "encoder": {"name": "theirs"}, "parameters": {"judge": "theirs"}}
    found = models_of(other)
    assert found["encoder"]["licence"].startswith("unknown")
    assert found["judge"]["licence"].startswith("unknown")
    assert versions_of(made)["torch"] == "1"
    assert {"python", "papermill"} <= versions_of({}).keys()
