"""Events that will be run -> worked out on the cluster ahead of need, and kept in the cache."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from crossframe.claim_build import open_caches
from crossframe.claim_map import claim_map_folder, without_places
from crossframe.claim_pairs import workings_folder
from crossframe.claim_provenance import workings_digest
from crossframe.claim_store import has_claim_map
from crossframe.cluster.parcels import unpack
from crossframe.cluster.sending import Sent, send_event
from crossframe.cluster.worker import EventMade, make_event
from crossframe.cluster.workers import Cluster
from crossframe.config import Parameters, cache_folder
from crossframe.corrections import Corrections, open_corrections
from crossframe.embedding import Encoder
from crossframe.records import Corpus

Watch = Callable[[str, int, int], None]

# Events on their way for each worker: one in work, one that waits for it.
_AHEAD = 2


class Place(NamedTuple):
    """Where the claims of an event were worked out, as it may be published: no address, no name.

    `worker` counts the workers from 1, in the order of their first answers.
    """

    where: str
    worker: int
    machine: str
    seconds: float
    shards: int


class Fetched(NamedTuple):
    """An event that is in the cache now: the worker that made it, as Dask names it, and `place`."""

    worker: str
    place: Place


class _Wanted(NamedTuple):
    corpus: Corpus
    parameters: Parameters
    corrections: Corrections


class EventsAhead:
    """Somewhat more events than there are workers are on their way: memory bounds it."""

    def __init__(self, cluster: Cluster, encoder: Encoder) -> None:
        self._cluster = cluster
        self._encoder = encoder
        self._wanted: dict[str, _Wanted] = {}
        self._sent: dict[str, Sent] = {}
        self._n_fetched = 0
        self._told: dict[str, int] = {}

    def want(self, events: Iterable[tuple[Corpus, Parameters]]) -> None:
        """Asks for events, in the order in which they will be fetched.

        Args:
            events: Articles and how to compare them; those with a claim map in the cache are
                passed over.
        """
        for corpus, parameters in events:
            corrections = open_corrections(parameters)
            if not has_claim_map(claim_map_folder(corpus, parameters, corrections)):
                wanted = _Wanted(without_places(corpus), parameters, corrections)
                self._wanted[corpus.event_id] = wanted
        self._send_ahead()

    def fetch(self, event_id: str, watch: Watch, warn: Callable[[str], None]) -> Fetched | None:
        """Waits for an event, and keeps in the cache what came of it.

        Args:
            event_id: The event.
            watch: Told of the progress.
            warn: Told of a cache that cannot be written; then the event is worked out here.

        Returns:
            Where it was worked out; None if it was not asked for.

        Raises:
            ClusterError: If there is nothing to keep.
        """
        wanted = self._wanted.pop(event_id, None)
        if wanted is None:
            return None
        sent = self._sent.pop(event_id, None) or self._send(wanted)
        self._send_ahead()
        try:
            answer = sent.wait(self._cluster, self._sent.values(), lambda: self._watch(sent, watch))
        finally:
            self._n_fetched += 1
        try:
            if answer.made:
                self._keep(wanted, answer.made, warn)
        except OSError as error:
            warn(f"cache: not written, the event is worked out here: {error.strerror or error}")
        number = self._cluster.number_of(answer.worker)
        place = Place("cluster", number, answer.machine, answer.seconds, len(sent.shards))
        return Fetched(answer.worker, place)

    def _watch(self, sent: Sent, watch: Watch) -> None:
        """Tells of progress, but not of the same twice: it is looked for several times a second."""
        known = [sent, *self._sent.values()]
        n_done = sum(bool(one.answer.done()) for one in known)
        n_total = self._n_fetched + len(self._wanted) + 1
        stages = [("claims on the cluster", self._n_fetched + n_done, n_total)]
        if sent.shards:
            stages.append((f"embedding {sent.event_id}", sent.n_embedded, len(sent.shards)))
        for stage, done, total in stages:
            if self._told.get(stage) != done:
                self._told[stage] = done
                watch(stage, done, total)

    def _send_ahead(self) -> None:
        most = _AHEAD * max(1, self._cluster.n_workers)
        for event_id, wanted in self._wanted.items():
            if len(self._sent) >= most:
                break
            if event_id not in self._sent:
                self._sent[event_id] = self._send(wanted)

    def _send(self, wanted: _Wanted) -> Sent:
        caches = open_caches(cache_folder(), self._encoder)
        return send_event(self._cluster, make_event, caches=caches, **wanted._asdict())

    def _keep(self, wanted: _Wanted, made: EventMade, warn: Callable[[str], None]) -> None:
        caches = open_caches(cache_folder(), self._encoder)
        for cache, gained in ((caches.vectors, made.vectors), (caches.parses, made.parses)):
            if cache and gained:
                cache.write(gained)
        for trouble in caches.troubles:
            warn(trouble)
        base = workings_digest(wanted.corpus, wanted.parameters)
        for needs, parcel in made.workings:
            unpack(parcel, workings_folder(base, needs))
        unpack(made.claim_map, claim_map_folder(*wanted))
