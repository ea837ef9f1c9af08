"""What several runs were made of -> the claim map of a run that never was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from crossframe.claim_build import UNDRAWN, Watch, build_claim_map, open_caches
from crossframe.claim_map import as_compared
from crossframe.comparison.changes.blame import Cause
from crossframe.config import Parameters, cache_folder
from crossframe.corrections import read_corrections
from crossframe.embedding import Encoder, load_encoder
from crossframe.records import ClaimMap, Corpus
from crossframe.suite.opened import CORRECTIONS_FILE, OpenRun

Load = Callable[[Parameters], Encoder]


def load_named(parameters: Parameters) -> Encoder:
    """Loads the encoder that the parameters name."""
    return load_encoder(parameters.encoder, parameters.threads)


class Tools(NamedTuple):
    """What a run is derived with."""

    load: Load
    watch: Watch


def derive(sources: Mapping[Cause, OpenRun], tools: Tools) -> ClaimMap:
    """Builds the claim map of a run that never was, with the code that is here.

    Args:
        sources: The runs whose articles, parameters and corrections are taken.
        tools: What to build it with.

    Returns:
        The claim map, under ids of its own, groups in the place of outlets where so asked.

    Raises:
        CrossframeError: If it cannot be built.
    """
    given = sources["articles"].claim_map
    corpus = Corpus(given.event_id, given.articles, given.exclusions, given.older)
    parameters = sources["parameters"].parameters
    encoder = tools.load(parameters)
    found = build_claim_map(
        corpus,
        parameters,
        encoder,
        open_caches(cache_folder(), encoder),
        tools.watch,
        read_corrections(sources["corrections"].folder / CORRECTIONS_FILE),
        UNDRAWN,
    )
    return as_compared(found, parameters)
