"""Plans -> their claims, worked out on a cluster ahead of the notebooks, which run here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from crossframe.cluster import EventsAhead, SchedulerAddress, connected
from crossframe.embedding import Encoder
from crossframe.suite.plan import Plan
from crossframe.suite.runs import Fetch, Watch
from crossframe.suite.telling import Teller


@contextmanager
def worked_out_ahead(
    scheduler: SchedulerAddress,
    plans: Sequence[Plan],
    load: Callable[[], Encoder],
    tell: Teller,
    watch: Watch,
) -> Iterator[Fetch]:
    """Has a cluster work out the claims of events while the notebooks of others run here.

    Args:
        scheduler: Where the cluster is.
        plans: The events that will be run, in order.
        load: Loads the encoder.
        tell: Told of the cluster.
        watch: Told of the progress.

    Yields:
        What waits for an event, has it in the cache, and says where it was worked out.

    Raises:
        ClusterError: If the scheduler cannot be reached, or has no worker to be used.
    """
    with connected(scheduler, plans[0].parameters, load, tell.warn) as cluster:
        n_workers = cluster.n_workers
        tell("cluster", f"workers: {n_workers}, of {scheduler.address}", n_workers=n_workers)
        ahead = EventsAhead(cluster, load())
        ahead.want([(plan.job.corpus, plan.parameters) for plan in plans])

        def fetch(plan: Plan, event: Teller) -> dict[str, dict[str, object]]:
            found = ahead.fetch(plan.parameters.event, watch, event.warn)
            if found is None:
                return {}
            seconds = found.place.seconds
            text = f"claims worked out by worker {found.worker} in {seconds:.1f} s"
            event("cluster", text, worker=found.worker, seconds=seconds)
            return {"claim map": found.place._asdict()}

        yield fetch
