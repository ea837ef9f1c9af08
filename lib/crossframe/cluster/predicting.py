"""Corpora -> the claims of every sentence, found on the cluster: an event a task."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping

from crossframe.claim_build import NO_CACHES
from crossframe.claim_map import without_places
from crossframe.cluster.sending import Sent, send_event
from crossframe.cluster.worker import predict_event
from crossframe.cluster.workers import Cluster
from crossframe.config import Parameters
from crossframe.corrections import NO_CORRECTIONS
from crossframe.errors import ClusterError
from crossframe.evaluation import Prediction
from crossframe.records import Corpus

# Events on their way for each worker: they end out of order, and are kept in order.
_AHEAD = 8


def predict_on_cluster(
    corpora: Mapping[str, Corpus],
    parameters: Parameters,
    cluster: Cluster,
    tell: Callable[[str, int, int], None],
    failed: Callable[[str, ClusterError], None],
) -> Iterator[Prediction]:
    """Finds the claims of each event, as `evaluation.predict_claims` does, in the same order.

    Args:
        corpora: Articles by event.
        parameters: How to compare them; the event that they name has no say.
        cluster: Where the events are worked out.
        tell: Told of each event that ended: its name, its number from 1, how many there are.
        failed: Told of each event that there are no predictions of, and why.

    Yields:
        A prediction for each sentence, event by event.
    """
    sent: deque[Sent] = deque()
    waiting = iter(corpora.values())
    for number, event_id in enumerate(corpora, 1):
        while len(sent) <= _AHEAD * cluster.n_workers and (corpus := next(waiting, None)):
            given = (without_places(corpus), NO_CORRECTIONS, NO_CACHES, parameters)
            sent.append(send_event(cluster, predict_event, *given))
        try:
            answer = sent.popleft().wait(cluster, sent, lambda: None)
        except ClusterError as error:
            failed(event_id, error)
        else:
            yield from answer.predictions
        tell(event_id, number, len(corpora))
