"""What runs on the workers: a shard of texts -> vectors; an event -> all that is stored of it."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from crossframe.claim_build import (
    Caches,
    suitable_workings,
    unwatched,
    work_out,
)
from crossframe.claim_group import Needs, group_claims
from crossframe.claim_store import write_claim_map
from crossframe.claim_workings import write_workings
from crossframe.claims import Workings
from crossframe.cluster.carried import CarriedCache
from crossframe.cluster.identity import Identity, differences, identify, machine, slot_of
from crossframe.cluster.parcels import Parcel, pack
from crossframe.config import Parameters
from crossframe.corrections import NO_CORRECTIONS, Corrections
from crossframe.embedding import Encoder, embed_texts, load_encoder
from crossframe.errors import CrossframeError
from crossframe.evaluation import Prediction, predictions
from crossframe.records import Corpus

if TYPE_CHECKING:
    from distributed import Worker

Known = Mapping[str, bytes]
NOTHING: Known = {}


class EventTask(NamedTuple):
    """An event to work out: its articles, what decides its claims, what is known of its texts."""

    corpus: Corpus
    parameters: Parameters
    corrections: Corrections = NO_CORRECTIONS
    vectors: Known = NOTHING
    parses: Known = NOTHING


class Answer(NamedTuple):
    """What came of an event: what was asked for, or an error; and which worker took how long."""

    error: str
    worker: str
    machine: str
    seconds: float
    made: EventMade | None = None
    predictions: tuple[Prediction, ...] = ()


class EventMade(NamedTuple):
    """All that is stored of an event: workings, its claim map, vectors and parses."""

    workings: tuple[tuple[Needs, Parcel], ...]
    claim_map: Parcel
    vectors: Known
    parses: Known


class Admission(NamedTuple):
    """Whether a worker computes as the client does: how it differs, and what machine it is."""

    differences: tuple[str, ...]
    machine: str


async def admit(expected: Identity, parameters: Parameters, dask_worker: Worker) -> Admission:
    """Looks at a worker, and gives it the slot that tasks ask for if it computes as the client.

    Args:
        expected: What decides the bytes that the client computes.
        parameters: They name the models.
        dask_worker: The worker; Dask fills it in.

    Returns:
        How it differs; nothing where it was admitted.
    """
    threads = dask_worker.state.nthreads
    try:
        found = await asyncio.to_thread(_identify, parameters, threads)
    except CrossframeError as error:
        return Admission((str(error),), machine())
    differing = tuple(differences(expected, found))
    slot = slot_of(expected)
    if not differing and slot not in dask_worker.state.total_resources:
        await dask_worker.set_resources(**{slot: 1})
        _offer(dask_worker)
    return Admission(differing, machine())


def _offer(dask_worker: Worker) -> None:
    """Has the scheduler look again at tasks that found no worker with such a slot.

    It does so when a worker joins or goes back to work, and not when one gets a slot.
    """
    from distributed import Status

    if dask_worker.status == Status.running:
        dask_worker.status = Status.paused
        dask_worker.status = Status.running


def embed_shard(texts: Sequence[str], parameters: Parameters) -> dict[str, bytes]:
    """Embeds a shard.

    Args:
        texts: Different texts.
        parameters: They name the model.

    Returns:
        The vector of each text, as the cache keeps it.
    """
    kept = CarriedCache({})
    embed_texts(texts, _encoder_here(parameters), kept)
    return kept.gained


def make_event(task: EventTask, *shards: Known) -> Answer:
    """Works out an event and builds its claim map, as `claim_map.ensure_claim_map` does.

    Args:
        task: The event.
        *shards: Vectors of its texts that other tasks computed.

    Returns:
        All that is stored of it, or the error that it would have ended with on the client.
    """
    return _answered(lambda: {"made": _make_event(task, shards)})


def predict_event(task: EventTask, *shards: Known) -> Answer:
    """Finds the claims of an event's sentences, as `evaluation.predict_claims` does.

    Args:
        task: The event.
        *shards: Vectors of its texts that other tasks computed.

    Returns:
        A prediction for each sentence, or the error that it would have ended with on the client.
    """
    return _answered(lambda: {"predictions": _predict_event(task, shards)})


def _predict_event(task: EventTask, shards: Sequence[Known]) -> tuple[Prediction, ...]:
    encoder, carried = _prepare(task, shards)
    found = predictions.predict_event(
        task.corpus, _sized(task.parameters), encoder, Caches(*carried)
    )
    return tuple(found)


def _make_event(task: EventTask, shards: Sequence[Known]) -> EventMade:
    encoder, carried = _prepare(task, shards)
    parameters, caches = _sized(task.parameters), Caches(*carried)
    parcels: list[tuple[Needs, Parcel]] = []
    with tempfile.TemporaryDirectory(prefix="crossframe-") as scratch:

        def work(needs: Needs) -> Workings:
            found = work_out(task.corpus, parameters, encoder, caches, unwatched, needs)
            folder = Path(scratch) / f"workings-{len(parcels)}"
            write_workings(found, folder)
            parcels.append((needs, pack(folder)))
            return found

        workings = suitable_workings(task.corrections, work)
        folder = Path(scratch) / "claim-map"
        write_claim_map(group_claims(workings, parameters, task.corrections), folder)
        vectors = {text: value for shard in shards for text, value in shard.items()}
        vectors |= carried.vectors.gained
        return EventMade(tuple(parcels), pack(folder), vectors, carried.parses.gained)


class _Carried(NamedTuple):
    vectors: CarriedCache
    parses: CarriedCache


def _prepare(task: EventTask, shards: Sequence[Known]) -> tuple[Encoder, _Carried]:
    vectors = dict(task.vectors)
    for shard in shards:
        vectors |= shard
    carried = _Carried(CarriedCache(vectors), CarriedCache(task.parses))
    return _encoder_here(task.parameters), carried


def _answered(work: Callable[[], Mapping[str, Any]]) -> Answer:
    """Works; an error of ours would be the same on any worker: it is told, and not tried again."""
    from distributed import get_worker

    begun, found, error = time.monotonic(), {}, ""
    try:
        found = dict(work())
    except CrossframeError as failure:
        error = str(failure)
    seconds = round(time.monotonic() - begun, 2)
    return Answer(error, str(get_worker().name), machine(), seconds, **found)


def _identify(parameters: Parameters, threads: int) -> dict[str, str]:
    return identify(parameters, _encoder(parameters.encoder, threads))


def _sized(parameters: Parameters) -> Parameters:
    """The parameters with the threads of this worker: results depend on no number of them."""
    from distributed import get_worker

    return replace(parameters, threads=get_worker().state.nthreads)


def _encoder_here(parameters: Parameters) -> Encoder:
    return _encoder(parameters.encoder, _sized(parameters).threads)


@lru_cache(maxsize=2)
def _encoder(name: str, threads: int) -> Encoder:
    """An encoder, loaded once a process."""
    return load_encoder(name, threads)
