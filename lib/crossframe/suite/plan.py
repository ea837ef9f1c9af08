"""A job and its settings -> what will be run, and digests of all that decides the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from types import MappingProxyType
from typing import NamedTuple

from crossframe.claim_provenance import claim_map_digest, code_digest
from crossframe.config import Parameters
from crossframe.corpus import corpus_digest, find_labels, open_outlets
from crossframe.corpus.labels import digest_files, digest_labels
from crossframe.corrections import open_corrections
from crossframe.suite.jobs import Job
from crossframe.suite.notebooks import SUITE, notebooks_folder


class Plan(NamedTuple):
    """One run to be: its articles and parameters, checked; and what was done elsewhere already."""

    job: Job
    parameters: Parameters
    places: Mapping[str, Mapping[str, object]] = MappingProxyType({})


class Inputs(NamedTuple):
    """SHA-256 of what a run is made of, "" for what there is none of.

    `claim_map` stands for all that decides the claim map: articles, corrections, model, parser, its
    parameters, the code of its stages.
    """

    articles: str
    claim_map: str
    corrections: str
    outlets: str
    labels: str
    code: str
    notebooks: str

    def digest(self, parameters: Parameters) -> str:
        """SHA-256 of all that decides a run."""
        told = (parameters.nli, parameters.group, *self)
        return sha256(repr(told).encode()).hexdigest()


def plan_runs(jobs: Sequence[Job], settings: Mapping[str, object]) -> list[Plan]:
    """Checks the settings of every job, before any of them is begun.

    Args:
        jobs: The events.
        settings: Parameters other than event and source, unchecked.

    Returns:
        A plan for each job.

    Raises:
        ParameterError: If a setting is unknown, of the wrong type or out of range.
    """
    named = [{**settings, "event": job.corpus.event_id, "source": job.source} for job in jobs]
    return [
        Plan(job, Parameters.from_values(values)) for job, values in zip(jobs, named, strict=True)
    ]


def digest_inputs(plan: Plan) -> Inputs:
    """Digests all that decides a run; reads files, and loads no model.

    Args:
        plan: What will be run.

    Returns:
        The digests.

    Raises:
        CorpusError: If the labels of outlets cannot be used.
        CorrectionError: If the file of corrections cannot be used.
        GoldError: If labels were named that are not there.
    """
    parameters = plan.parameters
    outlets = sorted(open_outlets(parameters).items())
    labels = find_labels(parameters.labels, parameters.event, parameters.source_path)
    notebooks = (notebooks_folder() / f"{name}.ipynb" for name in SUITE)
    return Inputs(
        articles=corpus_digest(plan.job.corpus),
        claim_map=claim_map_digest(plan.job.corpus, parameters),
        corrections=open_corrections(parameters).digest,
        outlets=sha256(repr(outlets).encode()).hexdigest() if outlets else "",
        labels=digest_labels(labels),
        code=code_digest(),
        notebooks=digest_files(notebooks),
    )
