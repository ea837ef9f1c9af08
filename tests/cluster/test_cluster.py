"""Claims of a real scheduler and two real workers: the same as here, whoever is killed."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

import pytest
from cluster.site import Site
from crossframe.cache import Cache
from crossframe.claim_map import ensure_claim_map
from crossframe.cli import main
from crossframe.cluster import (
    Cluster,
    EventsAhead,
    SchedulerAddress,
    connected,
    predict_on_cluster,
    predicting,
    sending,
)
from crossframe.config import Parameters
from crossframe.corpus import read_corpora
from crossframe.embedding import SentenceEncoder, load_encoder, maker_of
from crossframe.errors import ClusterError
from crossframe.evaluation import Prediction, predict_claims
from crossframe.records import Corpus
from crossframe.text import parser_digest
from small_world import small_articles

pytestmark = pytest.mark.model
PARAMETERS = Parameters(event="any")
EVENTS = ("bridge", "quay", "span", "ferry")
# So many that some are left however late it is seen that the first of them is done.
MANY = (*EVENTS, *("barge", "crane", "depot", "harbour", "jetty", "lock", "mole", "pier", "weir"))


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return load_encoder(threads=1)


@pytest.fixture
def corpora(write_articles: Callable[..., Path]) -> Mapping[str, Corpus]:
    """Some events, no two of them alike."""
    return read_corpora(write_articles(articles_of(EVENTS)))


@pytest.fixture
def many(write_articles: Callable[..., Path]) -> Mapping[str, Corpus]:
    return read_corpora(write_articles(articles_of(MANY)))


def articles_of(events: Iterable[str]) -> list[dict[str, object]]:
    return [
        {**article, "event_id": name, "text": str(article["text"]).replace("bridge", name)}
        for name in events
        for article in small_articles()
    ]


@pytest.fixture(scope="module")
def cluster(site: Site, encoder: SentenceEncoder) -> Iterator[Cluster]:
    warnings: list[str] = []
    address = SchedulerAddress(site.address, wait=120)
    with connected(address, PARAMETERS, lambda: encoder, warnings.append) as opened:
        while opened.n_workers < 2:
            time.sleep(0.2)
            opened.look_at_workers()
        yield opened
    assert warnings == []


def predicted_here(
    corpora: Mapping[str, Corpus], encoder: SentenceEncoder
) -> dict[str, list[Prediction]]:
    found: dict[str, list[Prediction]] = {}
    for one in predict_claims(corpora, PARAMETERS, encoder, lambda *_: None):
        found.setdefault(one.event_id, []).append(one)
    return found


def predicted_there(
    corpora: Mapping[str, Corpus],
    cluster: Cluster,
    tell: Callable[[str, int, int], None] = lambda *_: None,
) -> tuple[dict[str, list[Prediction]], dict[str, str]]:
    """What was found on the cluster, and what failed, by event."""
    failed: dict[str, str] = {}
    found: dict[str, list[Prediction]] = {}

    def fail(event_id: str, error: ClusterError) -> None:
        failed[event_id] = str(error)

    for one in predict_on_cluster(corpora, PARAMETERS, cluster, tell, fail):
        found.setdefault(one.event_id, []).append(one)
    return found, failed


def stored(folder: Path) -> dict[str, bytes]:
    """All files below a folder, the caches of vectors and parses excepted."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".sqlite"
    }


def test_a_worker_killed_in_the_middle_costs_its_tasks_alone(
    many: Mapping[str, Corpus], cluster: Cluster, encoder: SentenceEncoder
) -> None:
    killed: list[int] = []

    def kill_who_works(event_id: str, number: int, total: int) -> None:
        """After the first event: others are on their way, one of them in work on that worker."""
        if not killed:
            pids = cluster.client.run(os.getpid)
            busy = cluster.client.processing()
            address = max(pids, key=lambda one: len(busy[one]))
            assert busy[address]
            os.kill(pids[address], signal.SIGKILL)
            killed.append(pids[address])

    found, failed = predicted_there(many, cluster, kill_who_works)
    assert killed
    assert failed == {}
    assert list(found) == sorted(MANY)
    assert found == predicted_here(many, encoder)


def test_what_lands_in_the_cache_is_what_would_have_been_made_here(
    corpora: Mapping[str, Corpus],
    cluster: Cluster,
    encoder: SentenceEncoder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    corpus = corpora["quay"]
    parameters = Parameters(event="quay")
    monkeypatch.setattr(sending, "SHARD_TOKENS", 40)
    monkeypatch.setattr(sending, "_SHARDED_TOKENS", 80)
    monkeypatch.setenv("CROSSFRAME_CACHE", str(tmp_path / "there"))
    watched: list[tuple[str, int, int]] = []
    warnings: list[str] = []
    ahead = EventsAhead(cluster, encoder)
    ahead.want([(corpus, parameters)])
    fetched = ahead.fetch("quay", lambda *given: watched.append(given), warnings.append)
    assert fetched is not None
    assert fetched.place.shards > 2
    assert ("embedding quay", fetched.place.shards, fetched.place.shards) in watched
    assert watched.count(("claims on the cluster", 1, 1)) == 1
    made_there = stored(tmp_path / "there")
    _, was_there = ensure_claim_map(corpus, parameters, pytest.fail)
    assert was_there

    monkeypatch.setenv("CROSSFRAME_CACHE", str(tmp_path / "here"))
    _, was_there = ensure_claim_map(corpus, parameters, lambda: encoder)
    assert not was_there
    assert {"claim_maps", "workings"} == {name.split("/")[0] for name in made_there}
    assert made_there == stored(tmp_path / "here")
    for kind, maker in (("vectors", maker_of(encoder, "sentences")), ("parses", parser_digest())):
        texts = [article.title for article in corpus.articles]
        here, there = (Cache(tmp_path / at / kind, maker).read(texts) for at in ("here", "there"))
        assert here.keys() == set(texts)
        assert here == there
    assert warnings == []
    assert ahead.fetch("quay", lambda *_: None, warnings.append) is None


def test_an_error_of_crossframe_is_told_as_it_would_be_here(
    corpora: Mapping[str, Corpus], cluster: Cluster
) -> None:
    sent = sending.send_event(
        cluster,
        predicting.predict_event,
        corpora["span"],
        predicting.NO_CORRECTIONS,
        predicting.NO_CACHES,
        Parameters(event="any", judge="no/such/judge"),
    )
    with pytest.raises(ClusterError, match="no/such/judge"):
        sent.wait(cluster, (), lambda: None)


def test_a_worker_that_would_compute_otherwise_is_refused_and_the_difference_named(
    site: Site, cluster: Cluster
) -> None:
    other = {**cluster.identity, "numpy": "1.26.4", "encoder": "0" * 64}
    warnings: list[str] = []
    stranger = Cluster(cluster.client, PARAMETERS, other, 1.0, warnings.append)
    stranger.look_at_workers()
    assert stranger.n_workers == 0
    numpy, encoder = version("numpy"), cluster.identity["encoder"][:12]
    difference = f"encoder is {encoder}… there and 000000000000… here; "
    difference += f"numpy is {numpy} there and 1.26.4 here"
    assert all(warning.endswith(f"is refused: {difference}") for warning in warnings)
    assert len(warnings) == len(cluster.looked_at)
    assert f"none computes as this process does, as {next(iter(cluster.looked_at))}" in (
        stranger.lack()
    )
    future = stranger.submit("test", predicting.predict_event)
    with pytest.raises(ClusterError, match="install the same there"):
        stranger.result(future, "an event", lambda: None)
    assert future.status == "pending"


def test_no_worker_and_no_scheduler_are_said_within_seconds(
    start_site: Callable[[], Site], encoder: SentenceEncoder
) -> None:
    lonely = start_site()
    address = SchedulerAddress(lonely.address, wait=0.5)
    with (
        pytest.raises(ClusterError, match=r"no worker for 0\.5 s; start some"),
        connected(address, PARAMETERS, lambda: encoder, lambda _: None),
    ):
        pytest.fail("there is no worker")
    lonely.scheduler.kill()
    lonely.scheduler.wait()
    begun = time.monotonic()
    with (
        pytest.raises(ClusterError, match=r"not reached within 5 s .*is it running"),
        connected(address, PARAMETERS, pytest.fail, lambda _: None),
    ):
        pytest.fail("there is no scheduler")
    assert time.monotonic() - begun < 60


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--scheduler", "nowhere"], "write tcp://HOST:PORT"),
        (["--scheduler", "http://127.0.0.1:8786"], "unknown address scheme 'http'"),
        (["--scheduler", "tls://127.0.0.1:8786"], "TLS needs certificates; write tcp://HOST:PORT"),
        (["--scheduler", "tcp://nowhere.invalid:8786"], "not reached within 5 s ([Errno"),
        (["--scheduler", "tcp://127.0.0.1:9", "--scheduler-tls-ca", "no.pem"], "no.pem: no such"),
        (["--scheduler-tls-ca", "no.pem"], "name it"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    arguments: list[str],
    complaint: str,
    write_articles: Callable[..., Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A client that cannot be finished ends ten seconds later, with a traceback.
    monkeypatch.setattr("distributed.Client", lambda *_, **__: pytest.fail("a client is made"))
    out = tmp_path / "claims.jsonl"
    with pytest.raises(SystemExit) as ended:
        main(["claims", str(write_articles()), "--out", str(out), *arguments])
    assert ended.value.code == 2
    assert complaint in capsys.readouterr().err
    assert not out.exists()


def test_without_the_extra_it_says_what_to_install(
    write_articles: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    out = str(tmp_path / "claims.jsonl")
    with pytest.raises(SystemExit) as ended:
        main(["claims", str(write_articles()), "--out", out, "--scheduler", "tcp://127.0.0.1:9"])
    assert ended.value.code == 2
    assert "pip install 'crossframe[cluster]'" in capsys.readouterr().err
