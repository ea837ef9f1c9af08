"""An event -> its task, with what the local cache knows, and shards of what it does not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from crossframe.claim_build import Caches
from crossframe.claims import ALL_PAIRS
from crossframe.cluster.shards import SHARD_TOKENS, n_tokens, plan_shards
from crossframe.cluster.worker import Answer, EventTask, embed_shard, make_event
from crossframe.cluster.workers import Cluster, WorkersDiedError
from crossframe.config import Parameters
from crossframe.corrections import Corrections
from crossframe.errors import ClusterError
from crossframe.records import Corpus
from crossframe.text import split_article

if TYPE_CHECKING:
    from distributed import Future

# An event of fewer tokens to embed than this is done by one worker at once. For claims alone, one
# whose pairs are all compared needs no vectors.
_SHARDED_TOKENS = 2 * SHARD_TOKENS
_DECIDING = ("event", "encoder", "verification", "judge", "near_duplicate", "seed")


@dataclass(frozen=True)
class Sent:
    """An event on its way: what will come of it, of the shards that it waits for; and once more."""

    event_id: str
    answer: Future[Answer]
    shards: tuple[Future[Any], ...]
    again: Callable[[], Sent]

    @property
    def n_embedded(self) -> int:
        """Shards that are done."""
        return sum(bool(shard.done()) for shard in self.shards)

    def wait(self, cluster: Cluster, others: Iterable[Sent], waiting: Callable[[], None]) -> Answer:
        """Waits for the event.

        Dask counts the death of a worker against all tasks that it had, those too that waited
        behind the one in work. So an event of which too many workers died is sent once more, when
        all others have ended: then whatever dies, dies of it.

        Args:
            cluster: Where it is worked on.
            others: Whatever else is on its way.
            waiting: Called again and again.

        Returns:
            The answer, which holds what was found.

        Raises:
            ClusterError: If there is none, or an error in its place.
        """
        try:
            answer: Answer = cluster.result(self.answer, self.event_id, waiting)
        except WorkersDiedError:
            cluster.warn(f"{self.event_id}: workers died; it is tried again, alone")
            for other in others:
                cluster.await_end(other.answer, other.event_id, waiting)
            answer = cluster.result(self.again().answer, self.event_id, waiting)
        if answer.error:
            raise ClusterError(answer.error)
        return answer


def send_event(
    cluster: Cluster,
    function: Callable[..., Answer],
    corpus: Corpus,
    corrections: Corrections,
    caches: Caches,
    parameters: Parameters,
) -> Sent:
    """Sends an event to the cluster.

    Args:
        cluster: Where to.
        function: `worker.make_event` or `worker.predict_event`.
        corpus: The articles, without places of this machine.
        corrections: What people decided.
        caches: What is known of its texts; with none, all is computed.
        parameters: How to compare them.

    Returns:
        What is to be waited for.
    """
    task, missing = _task(corpus, corrections, caches, parameters)
    needs_vectors = function is make_event or len(missing) > ALL_PAIRS
    is_large = needs_vectors and sum(map(n_tokens, missing)) > _SHARDED_TOKENS
    embedding = [
        cluster.submit("embedding", embed_shard, shard, task.parameters)
        for shard in (plan_shards(missing, SHARD_TOKENS) if is_large else ())
    ]
    answer = cluster.submit(corpus.event_id, function, task, *embedding)
    again = partial(send_event, cluster, function, corpus, corrections, caches, parameters)
    return Sent(corpus.event_id, answer, tuple(embedding), again)


def _task(
    corpus: Corpus, corrections: Corrections, caches: Caches, parameters: Parameters
) -> tuple[EventTask, list[str]]:
    """The task, and the texts that no cache has a vector of."""
    values = {name: getattr(parameters, name) for name in _DECIDING}
    told = Parameters.from_values({**values, "event": corpus.event_id})
    sentences = (sentence for article in corpus.articles for sentence in split_article(article))
    statements = {sentence.text for sentence in sentences if sentence.is_statement}
    texts = sorted(statements | {article.title for article in corpus.articles})
    vectors = caches.vectors.read(texts) if caches.vectors else {}
    parses = caches.parses.read(texts) if caches.parses else {}
    missing = [text for text in texts if text not in vectors]
    return EventTask(corpus, told, corrections, vectors, parses), missing
