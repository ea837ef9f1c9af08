"""Code, articles, models and parameters -> what a claim map says of its making."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from crossframe import __version__
from crossframe.config import Parameters, shown_path
from crossframe.corpus import corpus_digest
from crossframe.corrections import Corrections, open_corrections
from crossframe.models import bridge_key, encoder_key
from crossframe.records import Corpus
from crossframe.text import PARSED_LANGUAGES, parser_digest, parser_name, primary_language

if TYPE_CHECKING:
    from crossframe.claims import PairJudge
    from crossframe.embedding import Readers

# What has a say in a claim map: another report style does not make another map.
DECIDING = (
    "bounded_cache.py",
    "cache.py",
    "cache_mending.py",
    "claim_build.py",
    "claim_caches.py",
    "claim_compare.py",
    "claim_group.py",
    "claim_provenance.py",
    "claim_read.py",
    "claim_store.py",
    "claim_workings.py",
    "claims",
    "config.py",
    "corrections",
    "corpus",
    "embedding",
    "models.py",
    "parameter.py",
    "places.py",
    "records",
    "text/abbreviations.py",
    "text/boilerplate.py",
    "text/languages.py",
    "text/parsing.py",
    "text/plain_words.py",
    "text/sentences.py",
    "text/stops.py",
)

_VERSIONED = (
    "numpy",
    "scipy",
    "scikit-learn",
    "spacy",
    "torch",
    "sentence-transformers",
    "transformers",
    "umap-learn",
    "hdbscan",
    "numba",
)


def claim_map_digest(corpus: Corpus, parameters: Parameters) -> str:
    """SHA-256 of all that decides a claim map: articles, corrections, parameters, model, code."""
    return digest_of(corpus, parameters, open_corrections(parameters))


def digest_of(corpus: Corpus, parameters: Parameters, corrections: Corrections) -> str:
    """As `claim_map_digest`, of corrections that were read already."""
    parts = (workings_digest(corpus, parameters), parameters.verification, corrections.digest)
    return sha256("\n".join(parts).encode()).hexdigest()


def workings_digest(corpus: Corpus, parameters: Parameters) -> str:
    """SHA-256 of all that decides which pairs are judged, and how: neither people nor bars."""
    spoken = {primary_language(a.language) for a in corpus.articles if a.language}
    determining = {k: v for k, v in parameters.determining.items() if k != "verification"}
    parts = (
        corpus_digest(corpus),
        repr(sorted(determining.items())),
        encoder_key(parameters.encoder),
        "" if spoken <= PARSED_LANGUAGES else bridge_key(),
        parser_digest(),
        code_digest(*DECIDING),
    )
    return sha256("\n".join(parts).encode()).hexdigest()


@cache
def code_digest(*parts: str) -> str:
    """SHA-256 of crossframe's own source, so that no result outlives the code that made it.

    Args:
        *parts: Modules and rooms that count; none stands for all, templates included.

    Returns:
        64 hexadecimal digits.
    """
    root = Path(__file__).parent
    chosen = [path for part in parts or (".",) for path in _sources(root / part)]
    digest = sha256()
    for path in sorted(chosen):
        name = path.as_posix().removeprefix(f"{root.as_posix()}/")
        digest.update(name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _sources(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    endings = (".py", ".j2", ".css", ".js")
    return [
        Path(folder, name)
        for folder, _, names in os.walk(place)
        for name in names
        if name.endswith(endings)
    ]


def provenance(
    corpus: Corpus, readers: Readers, judges: tuple[PairJudge, PairJudge]
) -> Mapping[str, object]:
    """Says what the sentences of a claim map were judged with: digests, models, versions."""
    encoder, judge = readers.encoder, judges[0]
    return {
        "crossframe": __version__,
        "code": code_digest(*DECIDING),
        "corpus": corpus_digest(corpus),
        "encoder": {
            "name": shown_path(encoder.name),
            "fingerprint": encoder.fingerprint,
            "languages": sorted(encoder.languages) if encoder.languages else None,
        },
        "judge": {"name": shown_path(judge.name), "fingerprint": judge.fingerprint},
        "bridge": _bridge(readers, judges[1]),
        "parser": parser_name(),
        "versions": library_versions(),
    }


def _bridge(readers: Readers, judge: PairJudge) -> Mapping[str, object] | None:
    """What compared texts that are not of one language; None where there was nothing to compare."""
    bridge, scale = readers.bridge, readers.scale
    if bridge is None or scale is None:
        return None
    return {
        "name": shown_path(bridge.name),
        "fingerprint": bridge.fingerprint,
        "languages": sorted(readers.compared) if readers.compared else None,
        "by_words": readers.worded,
        "unrelated": scale.unrelated,
        "same": scale.same,
        "judge": {"name": shown_path(judge.name), "fingerprint": judge.fingerprint},
    }


def library_versions() -> dict[str, str]:
    """Versions of the libraries that have a say in a claim map, by name."""
    return {name: _version(name) for name in sorted(_VERSIONED)}


@cache
def _version(name: str) -> str:
    """Read once: it is asked of every event, and takes a millisecond or two."""
    return version(name)
