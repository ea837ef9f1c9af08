"""Parameters -> the `ClaimMap` of their event, built once and loaded ever after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from crossframe.claim_build import (
    Watch,
    unwatched,
)
from crossframe.claim_group import group_claims
from crossframe.claim_pairs import How, beside, ensure_workings
from crossframe.claim_provenance import digest_of
from crossframe.claim_store import has_claim_map, read_claim_map, write_claim_map
from crossframe.claims import Kept, Workings
from crossframe.claims.identity import keep_claim_ids
from crossframe.comparison import group_outlets
from crossframe.config import Parameters, cache_folder, shown_path
from crossframe.corpus import open_outlets, read_corpora, require_complete
from crossframe.corrections import Corrections, open_corrections
from crossframe.embedding import Encoder
from crossframe.errors import StoreError
from crossframe.records import ClaimMap, Corpus

# Claim maps of runs that this process and its forks need not read again, by their parameters.
_KEPT: dict[Parameters, ClaimMap] = {}


def open_corpus(parameters: Parameters) -> Corpus:
    """Reads the articles of the event that the parameters name.

    Args:
        parameters: Which event, and where its articles are.

    Returns:
        The corpus.

    Raises:
        CorpusError: If the source cannot be used or does not hold the event.
        ExclusionError: If `strict` is set and any article had to be excluded.
    """
    found = read_corpora(parameters.source_path, [parameters.event], parameters.event)
    corpus = found[parameters.event]
    if parameters.strict:
        require_complete(corpus)
    return corpus


def load_claim_map(parameters: Parameters, watch: Watch = unwatched) -> ClaimMap:
    """Loads the claim map of an event: that of the run in `out`, or the cached one, or a new one.

    If `group` is set, groups of outlets stand in the place of outlets.

    Args:
        parameters: What to load; a map that was made with others is not taken.
        watch: Told of the progress where the map has to be built.

    Returns:
        The claim map.

    Raises:
        StoreError: If the run in `out` holds a claim map of other parameters, or a damaged one.
        CorpusError: If the articles, or the labels of outlets, cannot be used.
        CorrectionError: If the file of corrections cannot be used.
        ParameterError: If no outlet has the label to group by.
    """
    if parameters in _KEPT:
        return _KEPT[parameters]
    finished = parameters.out_path / "claim_map"
    if is_finished(parameters):
        found = read_claim_map(finished)
        if found.provenance["parameters"] != parameters.determining:
            raise StoreError(
                f"{finished}: made with {found.provenance['parameters']}, "
                f"asked for {parameters.determining}; name another folder in 'out'"
            )
        return as_compared(found, parameters)
    found, _ = ensure_claim_map(open_corpus(parameters), parameters, None, watch)
    return as_compared(found, parameters)


def keep_claim_map(parameters: Parameters, draft: ClaimMap | None = None) -> ClaimMap:
    """Loads the claim map of a run, and has `load_claim_map` give it again with all findings on it.

    For a process that makes one run: until `forget_claim_maps`, what is kept is not looked up on
    disk again.

    Args:
        parameters: What to load, as for `load_claim_map`.
        draft: Where it has the same texts, what was found out of them before is known of it, too.

    Returns:
        The claim map.
    """
    found = load_claim_map(parameters)
    if draft and draft.unclaimed == found.unclaimed:
        texts = {name: getattr(draft, name) for name in ("articles", "sentences", "parses")}
        found = replace(found, **texts)  # what is found of texts is found sooner of the very same
        found.__dict__["unclaimed"] = draft.unclaimed
    _KEPT[parameters] = found
    return found


def forget_claim_maps() -> None:
    """Has `load_claim_map` look on disk again for whatever was kept."""
    _KEPT.clear()


def is_finished(parameters: Parameters) -> bool:
    """Whether `out` names a run that is done: its claims stay, whatever people correct since."""
    return has_claim_map(parameters.out_path / "claim_map")


def as_compared(claim_map: ClaimMap, parameters: Parameters) -> ClaimMap:
    """Puts groups of outlets in the place of outlets, if `group` names a label to compare by.

    Args:
        claim_map: The event, by outlet.
        parameters: Which label, and where the labels are.

    Returns:
        The event as it is to be compared.

    Raises:
        CorpusError: If the file of labels cannot be used.
        ParameterError: If no outlet has such a label.
    """
    if not parameters.group:
        return claim_map
    return group_outlets(claim_map, open_outlets(parameters), parameters.group)


def ensure_claim_map(
    corpus: Corpus,
    parameters: Parameters,
    load: Callable[[], Encoder] | None = None,
    watch: Watch = unwatched,
    warn: Callable[[str], None] = lambda _: None,
    drafted: Callable[[ClaimMap], None] = lambda _: None,
    compared: Kept | None = None,
) -> tuple[ClaimMap, bool]:
    """Finds the claim map of a corpus in the cache, or builds it and keeps it there.

    Where only the corrections changed, the sentences are grouped again, and no model is loaded.

    Args:
        corpus: The articles.
        parameters: How to compare them.
        load: Loads the encoder if it is needed; None loads the one that the parameters name.
        watch: Told of the progress.
        warn: Told of a cache that is damaged or cannot be written: it is done without.
        drafted: Given the event without its claims, where these have to be found.
        compared: What is remembered of texts that were compared in calls before.

    Returns:
        The claim map, and whether it was there before.

    Raises:
        CorrectionError: If the file of corrections cannot be used.
    """
    corpus = without_places(corpus)
    corrections = open_corrections(parameters)
    folder = claim_map_folder(corpus, parameters, corrections)
    if has_claim_map(folder):
        try:
            return read_claim_map(folder), True
        except StoreError as error:
            warn(f"cache claim_maps: damaged, built anew: {error}")
    how = How(load, watch, warn, drafted, compared)
    with beside() as later:  # what is kept for corrections is written while claims are grouped
        workings = ensure_workings(corpus, parameters, corrections, how._replace(keep=later))
        built = group_claims(workings, parameters, corrections)
    try:
        write_claim_map(built, folder)
    except OSError as error:
        warn(f"cache claim_maps: not written: {error.strerror or error}")
    return built, False


def claim_map_folder(corpus: Corpus, parameters: Parameters, corrections: Corrections) -> Path:
    """Where the cache keeps the claim map of a corpus; it need not be there."""
    return cache_folder() / "claim_maps" / digest_of(corpus, parameters, corrections)


def without_places(corpus: Corpus) -> Corpus:
    """The corpus with paths as they may be published: a claim map is stored, and sent to people."""
    paths = {one.path for one in corpus.articles} | {one.path for one in corpus.exclusions}
    shown = {path: shown_path(path) for path in sorted(paths, key=len, reverse=True)}

    def worded(reason: str) -> str:
        for path, name in shown.items():
            reason = reason.replace(path, name)
        return reason

    return replace(
        corpus,
        articles=tuple(replace(one, path=shown[one.path]) for one in corpus.articles),
        exclusions=tuple(
            replace(one, path=shown[one.path], reason=worded(one.reason))
            for one in corpus.exclusions
        ),
    )


def load_workings(parameters: Parameters, watch: Watch = unwatched) -> Workings:
    """Finds the judged pairs of an event in the cache, or works them out and keeps them there.

    Args:
        parameters: Which event, and how to compare it.
        watch: Told of the progress.

    Returns:
        The workings, as the event's corrections need them.

    Raises:
        CorpusError: If the articles cannot be used.
        CorrectionError: If the file of corrections cannot be used.
    """
    corrections = open_corrections(parameters)
    return ensure_workings(open_corpus(parameters), parameters, corrections, How(watch=watch))


def correct_claim_map(
    parameters: Parameters, shown: ClaimMap | None = None, watch: Watch = unwatched
) -> ClaimMap:
    """Makes the claim map anew as the file of corrections now asks for.

    Args:
        parameters: Which event, and where its articles and corrections are.
        shown: The map that people see; its claims keep their ids where they are still there.
        watch: Told of the progress where more than grouping has to be done.

    Returns:
        The claim map. If `group` is set, groups of outlets stand in the place of outlets.

    Raises:
        CorpusError: If the articles, or the labels of outlets, cannot be used.
        CorrectionError: If the file of corrections cannot be used.
        ParameterError: If no outlet has the label to group by.
    """
    corpus = without_places(open_corpus(parameters))
    corrections = open_corrections(parameters)
    workings = ensure_workings(corpus, parameters, corrections, How(watch=watch))
    compared = as_compared(group_claims(workings, parameters, corrections), parameters)
    return keep_claim_ids(compared, shown) if shown else compared
