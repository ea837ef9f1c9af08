"""One event and its labels -> every figure of its quality, or why there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from crossframe.claim_build import open_caches
from crossframe.claim_map import load_workings
from crossframe.config import Parameters, cache_folder
from crossframe.corpus import HOW_TO_LABEL
from crossframe.embedding import load_encoder
from crossframe.evaluation.ablation import Worth, measure_variants
from crossframe.evaluation.claim_coding import ClaimCoding, measure_claims
from crossframe.evaluation.kept import quality_key, read_quality, write_quality
from crossframe.evaluation.labels import (
    coded_claims,
    coded_pairs,
    find_labels,
    place_pairs,
    read_labels,
)
from crossframe.evaluation.next_pairs import next_pairs_table
from crossframe.evaluation.quality import Quality, measure_quality, read_part
from crossframe.evaluation.reading import judge_for
from crossframe.evaluation.record import read_measured, read_variants
from crossframe.records import ClaimMap

QUALITY = "quality"
Watch = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class EventQuality:
    """How far the claims of one event agree with the labels of its sentences.

    `parts` say what crossframe would be without each of its parts, as fitted on gold that is not
    of this event; none with a judge that the user named. `refusal` says why nothing was measured;
    then `quality` is None. `claims` is what coders said of whole claims, None where they judged
    none.
    """

    claim_map: ClaimMap
    labels: Path | None
    quality: Quality | None
    parts: tuple[Worth, ...] = ()
    refusal: str = ""
    claims: ClaimCoding | None = None


def measure_event(
    claim_map: ClaimMap,
    parameters: Parameters,
    labels: str,
    watch: Watch = lambda *_: None,
    warn: Callable[[str], None] = lambda _: None,
) -> EventQuality:
    """Measures the claims of one event against its labels, beside other methods.

    Figures that the run in `out` holds, or the cache, are taken from there, if they are those of
    these claims, labels and code; else they are measured, and kept in the cache.

    Args:
        claim_map: The event, made with these parameters.
        parameters: How it was compared.
        labels: File or folder of labels; empty for `seeds/labels/<event>.jsonl`, where the articles
            are those of `seeds/events`.
        watch: Told of the progress.
        warn: Told of figures that are damaged or cannot be kept: they are measured all the same.

    Returns:
        The figures; a refusal where there are no labels, or none of them counts.

    Raises:
        GoldError: If the labels that were named are not there or do not fit the articles.
    """
    path = find_labels(labels, claim_map.event_id, parameters.source_path)
    if path is None:
        return EventQuality(claim_map, None, None, refusal=_unlabelled(claim_map.event_id))
    said = measure_claims(coded_claims(read_labels(path), claim_map))
    return replace(_known(claim_map, parameters, path, watch, warn), claims=said)


def _known(
    claim_map: ClaimMap,
    parameters: Parameters,
    path: Path,
    watch: Watch,
    warn: Callable[[str], None],
) -> EventQuality:
    """The figures of pairs, kept or measured now."""
    key = quality_key(claim_map, path)
    cached = cache_folder() / "quality" / key
    for folder in (parameters.out_path / QUALITY, cached):
        try:
            known = read_quality(folder, key)
        except ValueError as error:
            warn(f"quality of the claims measured anew: figures are kept, but {error}")
            known = None
        if known:
            return EventQuality(claim_map, path, *known)
    found = _measure(claim_map, parameters, path, watch)
    if found.quality:
        try:
            write_quality(found.quality, found.parts, cached, key)
        except OSError as error:
            warn(f"cache quality: not written: {error.strerror or error}")
    return found


def keep_quality(event: EventQuality, folder: Path) -> None:
    """Keeps the figures of an event in the folder of its run, for the notebook; a refusal not.

    Args:
        event: The measured event.
        folder: The run's folder.
    """
    if event.quality:
        key = quality_key(event.claim_map, event.labels)
        write_quality(event.quality, event.parts, folder / QUALITY, key)


def _measure(claim_map: ClaimMap, parameters: Parameters, path: Path, watch: Watch) -> EventQuality:
    watch("reading labels", 0, 3)
    labelled = read_labels(path)
    pairs = place_pairs(labelled, claim_map)
    if not any(pair.judged("strict") in {"same", "not"} for pair in pairs):
        why = f"The labels hold no pair of {claim_map.event_id} that is the same or not the same."
        return EventQuality(claim_map, path, None, refusal=f"{why} {_how_to()}")
    encoder = load_encoder(parameters.encoder, parameters.threads)
    watch("grouping in other ways", 1, 3)
    caches, judge = open_caches(cache_folder(), encoder), judge_for(parameters)
    part = read_part(claim_map, pairs, parameters, encoder, caches, judge)
    part = part._replace(coded=tuple(coded_pairs(labelled, claim_map)))
    quality = measure_quality([part], parameters.verification, judge=judge)
    watch("leaving parts out", 2, 3)
    variants = () if parameters.judge else read_variants(read_measured())
    parts = measure_variants([part], variants)
    watch("leaving parts out", 3, 3)
    return EventQuality(claim_map, path, quality, parts)


def suggest_pairs(claim_map: ClaimMap, parameters: Parameters, n: int = 20) -> pd.DataFrame:
    """Suggests which pairs of an event people should judge next.

    Args:
        claim_map: The event, made with these parameters.
        parameters: How it was compared, and which labels there are.
        n: Most pairs to suggest.

    Returns:
        As `next_pairs_table`.

    Raises:
        GoldError: If the labels that were named are not there or do not fit the articles.
    """
    path = find_labels(parameters.labels, claim_map.event_id, parameters.source_path)
    pairs = place_pairs(read_labels(path), claim_map) if path else []
    labelled = {frozenset([pair.a, pair.b]) for pair in pairs}
    return next_pairs_table(claim_map, load_workings(parameters), labelled, n)


def _unlabelled(event_id: str) -> str:
    return f"Nobody has labelled sentences of {event_id} yet, so nothing was measured. {_how_to()}"


def _how_to() -> str:
    how = HOW_TO_LABEL[0].upper() + HOW_TO_LABEL[1:]
    return f"{how}; then name the file in the parameter labels. About a hundred pairs tell much."
