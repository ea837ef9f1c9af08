"""Events -> claims, worked out by the workers of a Dask cluster that the user names.

A worker process does one thing at a time, with as many threads as Dask gave it: a shard of texts to
embed, or an event. It is given work only if it would compute what this process would: the same
crossframe, the same models, the same libraries. Whatever it returns is stored as if it had been
made here, so that nothing downstream can tell the difference.

Dask's protocol carries pickles, in both directions: who controls the scheduler, a worker or the
wire between them can run code in this process. Name a cluster of your own, and use TLS wherever the
network is not.
"""

from crossframe.cluster.ahead import EventsAhead, Fetched, Place
from crossframe.cluster.connection import SchedulerAddress, connected, require_distributed
from crossframe.cluster.predicting import predict_on_cluster
from crossframe.cluster.workers import Cluster

__all__ = [
    "Cluster",
    "EventsAhead",
    "Fetched",
    "Place",
    "SchedulerAddress",
    "connected",
    "predict_on_cluster",
    "require_distributed",
]
