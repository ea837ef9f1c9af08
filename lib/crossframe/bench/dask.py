"""Events -> how much faster two workers of a Dask cluster find their claims than one."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import cycle, islice

from crossframe.bench.benchmark import Ask
from crossframe.bench.rounds import ratio, time_in_turns
from crossframe.bench.rows import Bar, Row, row_of
from crossframe.bench.texts import seed_corpora
from crossframe.cluster import (
    Cluster,
    SchedulerAddress,
    connected,
    predict_on_cluster,
    require_distributed,
)
from crossframe.config import Parameters
from crossframe.corpus import read_corpora
from crossframe.embedding import Encoder, load_encoder
from crossframe.errors import BenchError, ClusterError
from crossframe.evaluation import Prediction, predict_claims
from crossframe.records import Article, Corpus

_PARAMETERS = Parameters(event="any", threads=1)
# Many events of one size: the last one that a worker is alone with weighs little.
_N_EVENTS, _N_QUICK = 16, 2
_N_ARTICLES = 6
_START_SECONDS = 300
_HERE, _ONE, _TWO = "here", "one", "two"


def bench_dask(ask: Ask) -> Sequence[Row]:
    """Finds the claims of the same events with one worker and with two, each of one thread.

    Args:
        ask: How to measure.

    Returns:
        Seconds of each, and of this process without a cluster.

    Raises:
        BenchError: If they do not find the same.
        MissingExtraError: If the package distributed is not installed.
    """
    require_distributed()
    corpora = _events(_N_QUICK if ask.quick else _N_EVENTS, ask)
    encoder = load_encoder(threads=1)
    found: dict[str, list[Prediction]] = {}
    with ExitStack() as clusters:
        one, two = (clusters.enter_context(_cluster(n, encoder, ask)) for n in (1, 2))

        def predicting(name: str, predict: Callable[[], Iterator[Prediction]]) -> None:
            found[name] = list(predict())

        contestants: Mapping[str, Callable[[], object]] = {
            _HERE: lambda: predicting(
                _HERE, lambda: predict_claims(corpora, _PARAMETERS, encoder, lambda *_: None)
            ),
            _ONE: lambda: predicting(_ONE, lambda: _predict(corpora, one)),
            _TWO: lambda: predicting(_TWO, lambda: _predict(corpora, two)),
        }
        seconds = time_in_turns(contestants, ask.rounds, ask.tell)
    if not found[_HERE] == found[_ONE] == found[_TWO]:
        raise BenchError("the cluster found other claims than this process; please report it")
    n = f"{len(corpora)} events, {len(found[_HERE]):,} sentences"
    speedup = ratio(seconds[_ONE], seconds[_TWO])
    times = ("times as fast as one worker", speedup, Bar("at least", 1.6))
    return [
        row_of(f"no cluster, one thread, {n}", seconds[_HERE], "s"),
        row_of("one worker of one thread", seconds[_ONE], "s"),
        row_of("two workers of one thread", seconds[_TWO], "s", *times),
    ]


@contextmanager
def _cluster(n_workers: int, encoder: Encoder, ask: Ask) -> Iterator[Cluster]:
    """A scheduler, and worker processes that are all ready."""
    from distributed import LocalCluster

    ask.tell(f"starting workers: {n_workers}")
    with (
        LocalCluster(
            n_workers=n_workers,
            threads_per_worker=1,
            processes=True,
            dashboard_address=":0",  # any port that is free
            silence_logs=logging.ERROR,
            local_directory=str(ask.work),
        ) as local,
        connected(
            SchedulerAddress(local.scheduler_address, _START_SECONDS),
            _PARAMETERS,
            lambda: encoder,
            ask.tell,
        ) as cluster,
    ):
        yield cluster


def _predict(corpora: Mapping[str, Corpus], cluster: Cluster) -> Iterator[Prediction]:
    def fail(event_id: str, error: ClusterError) -> None:
        raise BenchError(f"{event_id}: {error}") from error

    return predict_on_cluster(corpora, _PARAMETERS, cluster, lambda *_: None, fail)


def _events(n: int, ask: Ask) -> dict[str, Corpus]:
    """Events of a few articles each, taken in turns from all articles that there are."""
    known = read_corpora(ask.gold / "articles.jsonl") if ask.gold else seed_corpora()
    articles = cycle([article for corpus in known.values() for article in corpus.articles])
    names = (f"event-{number:02}" for number in range(n))
    return {name: _event(name, islice(articles, _N_ARTICLES)) for name in names}


def _event(event_id: str, articles: Iterable[Article]) -> Corpus:
    moved = (replace(article, event_id=event_id) for article in articles)
    return Corpus(event_id, tuple(sorted(moved, key=lambda article: article.order)))
