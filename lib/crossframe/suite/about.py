"""This process and its libraries -> what a run says of its making."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from crossframe.machine import processor
from crossframe.models import MULTILINGUAL, PACKAGED, SUFFIX

# Libraries that have a say in a run or in how it is shown, beside those of its claim map.
_LIBRARIES = (
    "crossframe",
    "ipykernel",
    "jinja2",
    "jupyter-client",
    "nbclient",
    "numpy",
    "pandas",
    "papermill",
    "pyarrow",
    "scikit-learn",
    "scipy",
    "spacy",
)
# The models' own cards: huggingface.co/sentence-transformers/all-MiniLM-L6-v2 and
# tfhub.dev/google/universal-sentence-encoder-multilingual/3.
_PACKAGED_LICENCES = {PACKAGED: "Apache-2.0", MULTILINGUAL: "Apache-2.0"}
_OWN_LICENCE = "MIT"
_PARSER_LICENCE = "MIT"
UNKNOWN = "unknown: see where it was taken from"


def versions_of(provenance: Mapping[str, Any]) -> Mapping[str, str]:
    """The processor, and versions of Python and of libraries; those of the claim map as it says."""
    now = {name: found for name in _LIBRARIES if (found := _version(name))}
    python = ".".join(map(str, sys.version_info[:3]))
    return {"processor": processor(), "python": python, **now, **provenance.get("versions", {})}


def models_of(provenance: Mapping[str, Any]) -> Mapping[str, Mapping[str, str]]:
    """Name, fingerprint and licence of what judged: encoders, judge and parser."""
    encoder, judge = provenance.get("encoder") or {}, provenance.get("judge") or {}
    own_judge = not (provenance.get("parameters") or {}).get("judge")
    bridge = provenance.get("bridge")
    bridging = {"bridge": _model(bridge, _licence(bridge))} if bridge else {}
    return {
        "encoder": _model(encoder, _licence(encoder)),
        **bridging,
        "judge": _model(judge, _OWN_LICENCE if own_judge else UNKNOWN),
        "parser": {
            "name": str(provenance.get("parser", "")),
            "fingerprint": "",
            "licence": _PARSER_LICENCE,
        },
    }


def _licence(encoder: Mapping[str, Any]) -> str:
    return _PACKAGED_LICENCES.get(str(encoder.get("name")).removesuffix(SUFFIX), UNKNOWN)


def _model(known: Mapping[str, Any], licence: str) -> Mapping[str, str]:
    name, fingerprint = str(known.get("name", "")), str(known.get("fingerprint", ""))
    return {"name": name, "fingerprint": fingerprint, "licence": licence}


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def peak_of_this_process() -> int | None:
    """Most bytes that this process has held at a time; None where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
