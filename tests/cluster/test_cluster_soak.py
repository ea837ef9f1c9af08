"""What takes minutes: workers that die again and again, whole runs, TLS, a scheduler that goes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import crossframe
import pandas as pd
import pytest
from cluster.site import DEATHS, Site
from cluster.test_cluster import PARAMETERS, predicted_here, predicted_there, stored
from crossframe.cluster import Cluster, SchedulerAddress, connected, predicting
from crossframe.corpus import read_corpora
from crossframe.embedding import load_encoder
from crossframe.errors import ClusterError
from crossframe.records import Corpus
from crossframe.suite import list_runs
from crossframe.suite.tables import TABLE_NAMES
from small_world import small_articles

pytestmark = [pytest.mark.soak, pytest.mark.model]
MOMENTS = ["run_id", "born_run", "born_at", "died_run", "died_at"]
COMMAND = str(Path(sys.executable).with_name("crossframe"))


@pytest.fixture
def events(write_articles: Callable[..., Path]) -> Path:
    """A file of two events."""
    names = ("quay", "span")
    return write_articles([{**one, "event_id": name} for name in names for one in small_articles()])


def run_crossframe(*arguments: str, cwd: Path, cache: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *arguments],
        check=False,
        cwd=cwd,
        env={**os.environ, "CROSSFRAME_CACHE": str(cwd / cache)},
        capture_output=True,
        text=True,
    )


def test_an_event_that_kills_its_workers_is_given_up_by_name(
    events: Path, start_site: Callable[[], Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one does that needs more memory than any worker has."""

    def die(task: object, *vectors: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    send = predicting.send_event

    def send_one_to_death(to: Cluster, function: object, corpus: Corpus, *given: object) -> object:
        return send(to, die if corpus.event_id == "quay" else function, corpus, *given)

    monkeypatch.setattr(predicting, "send_event", send_one_to_death)
    site = start_site()
    site.add_worker("one", nanny="--nanny")
    encoder = load_encoder(threads=1)
    corpora = read_corpora(events)
    address = SchedulerAddress(site.address, wait=120)
    warnings: list[str] = []
    with connected(address, PARAMETERS, lambda: encoder, warnings.append) as cluster:
        found, failed = predicted_there(corpora, cluster)
    assert "quay: workers died; it is tried again, alone" in warnings
    assert list(failed) == ["quay"]
    assert failed["quay"].startswith(f"quay: given up, {DEATHS + 1} workers died of it alone")
    assert found == predicted_here({"span": corpora["span"]}, encoder)


def test_a_worker_with_other_code_is_refused(
    start_site: Callable[[], Site], tmp_path: Path
) -> None:
    library = Path(crossframe.__file__).parents[1]
    shutil.copytree(library, tmp_path / "lib", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "lib/crossframe/claims/judge.py").open("a", encoding="utf-8") as file:
        file.write("# another crossframe\n")
    site = start_site()
    site.add_worker("one", PYTHONPATH=str(tmp_path / "lib"))
    address = SchedulerAddress(site.address, wait=120)
    with (
        pytest.raises(ClusterError, match=r"crossframe's code is .* there and .* here; install"),
        connected(address, PARAMETERS, load_encoder, lambda _: None),
    ):
        pytest.fail("it was admitted")


def test_a_scheduler_that_goes_away_is_said_of_each_event(
    events: Path, start_site: Callable[[], Site]
) -> None:
    site = start_site()
    site.add_worker("one")
    address = SchedulerAddress(site.address, wait=120)
    corpora = read_corpora(events)

    def kill(event_id: str, number: int, total: int) -> None:
        site.scheduler.kill()

    with connected(address, PARAMETERS, lambda: load_encoder(threads=1), pytest.fail) as cluster:
        found, failed = predicted_there(corpora, cluster, kill)
    assert list(found) == ["quay"]
    assert "the scheduler went away" in failed["span"]


def test_a_run_with_a_cluster_publishes_what_one_without_does(
    events: Path, start_site: Callable[[], Site], tmp_path: Path
) -> None:
    site = start_site()
    for name in ("one", "two"):
        site.add_worker(name)
    here = run_crossframe("run", events.name, "--out", "here", cwd=tmp_path, cache="a")
    assert here.returncode == 0, here.stderr
    arguments = ("run", events.name, "--out", "there", "--scheduler", site.address)
    there = run_crossframe(*arguments, "--scheduler-wait", "120", cwd=tmp_path, cache="b")
    assert there.returncode == 0, there.stderr
    assert there.stdout.count("claims worked out by worker") == 2
    for event in ("quay", "span"):
        one, other = (tmp_path / name / event / "latest" for name in ("here", "there"))
        assert stored(one / "claim_map") == stored(other / "claim_map") != {}
        tables, others = tables_of(one), tables_of(other)
        assert tables.keys() == others.keys() == set(TABLE_NAMES)
        assert [name for name in tables if not tables[name].equals(others[name])] == []
    for run in list_runs(tmp_path / "there"):
        place = run.places["claim map"]
        assert place["where"] == "cluster"
        assert place["worker"] in {1, 2}
        assert site.address.partition("://")[2] not in json.dumps(run.places)
    assert {run.places == {} for run in list_runs(tmp_path / "here")} == {True}
    again = run_crossframe(*arguments, cwd=tmp_path, cache="b")
    assert again.stdout.count("unchanged since run") == 2
    assert "workers:" not in again.stdout


def tables_of(run: Path) -> dict[str, pd.DataFrame]:
    """The tables of a run, but for what says which run it was, and when."""
    return {
        path.stem: pd.read_parquet(path).drop(columns=MOMENTS, errors="ignore")
        for path in (run / "tables").glob("*.parquet")
    }


def test_tls_lets_in_who_has_a_certificate(
    events: Path, start_site: Callable[..., Site], tmp_path: Path
) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl found to make certificates with")
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    subprocess.run(
        [openssl, *made, "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )
    files = ("--tls-ca-file", certificate, "--tls-cert", certificate, "--tls-key", key)
    site = start_site(*map(str, files))
    assert site.address.startswith("tls://")
    site.add_worker("one")
    arguments = ("claims", events.name, "--out", "claims.jsonl", "--scheduler", site.address)
    refused = run_crossframe(*arguments, cwd=tmp_path, cache="a")
    assert refused.returncode == 2
    assert "--scheduler-tls-ca" in refused.stderr
    options = ("ca", certificate), ("cert", certificate), ("key", key)
    given = [word for name, path in options for word in (f"--scheduler-tls-{name}", str(path))]
    let_in = run_crossframe(*arguments, *given, cwd=tmp_path, cache="a")
    assert let_in.returncode == 0, let_in.stderr
    assert (tmp_path / "claims.jsonl").exists()
