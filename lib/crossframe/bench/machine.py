"""This machine -> what a reader of a benchmark must know of it, and nothing that names it."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from crossframe import __version__
from crossframe.machine import processor

_LIBRARIES = (
    "bertopic",
    "hdbscan",
    "numpy",
    "onnxruntime",
    "sentence-transformers",
    "torch",
    "transformers",
    "umap-learn",
)


def machine_facts() -> dict[str, object]:
    """Says what was measured on: processor, memory, load, versions; no host name and no path."""
    return {
        "processor": processor(),
        "processors": os.cpu_count(),
        "memory_gb": _memory_gb(),
        "load": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        "system": platform.system(),
        "python": platform.python_version(),
        "crossframe": __version__,
        "versions": {name: found for name in _LIBRARIES if (found := _version(name))},
    }


def _memory_gb() -> float | None:
    try:
        told = Path("/proc/meminfo").read_text(encoding="utf-8")
    except OSError:  # not Linux
        return None
    return round(int(told.split(maxsplit=2)[1]) / 2**20, 1)


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
