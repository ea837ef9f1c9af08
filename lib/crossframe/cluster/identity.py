"""This process -> what decides the bytes that it computes; two of them -> how they differ."""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping
from hashlib import sha256

from crossframe import __version__
from crossframe.claim_provenance import DECIDING, code_digest, library_versions
from crossframe.claims import PACKAGED_JUDGE, load_cross_encoder
from crossframe.config import Parameters, shown_path
from crossframe.embedding import Encoder
from crossframe.text import parser_digest

Identity = Mapping[str, str]

_SHOWN_CHARACTERS = 12
# Where claims are made, and what carries them.
_CODE = (*DECIDING, "cluster", "evaluation/predictions.py")


def identify(parameters: Parameters, encoder: Encoder) -> dict[str, str]:
    """Says what decides the claims that this process would find.

    Args:
        parameters: They name the models.
        encoder: The encoder, loaded.

    Returns:
        Versions and digests, by what they are of.

    Raises:
        ModelError: If a judge is named that cannot be used.
    """
    judge = load_cross_encoder(parameters.judge) if parameters.judge else PACKAGED_JUDGE
    return {
        "crossframe": __version__,
        "crossframe's code": code_digest(*_CODE),
        "encoder": encoder.fingerprint,
        # A folder is named as seen from where the process was started, and claim maps say its name.
        "encoder's name": shown_path(encoder.name),
        "judge": judge.fingerprint,
        "judge's name": shown_path(judge.name),
        "parser": parser_digest(),
        "Python": ".".join(map(str, sys.version_info[:2])),
        **library_versions(),
    }


def differences(expected: Identity, found: Identity) -> list[str]:
    """Names what differs, in the order of the first.

    >>> differences({"numpy": "2.4.1", "torch": "2.13.0"}, {"numpy": "2.3.0", "torch": "2.13.0"})
    ['numpy is 2.3.0 there and 2.4.1 here']
    """
    return [
        f"{name} is {_shown(found.get(name))} there and {_shown(value)} here"
        for name, value in expected.items()
        if found.get(name) != value
    ]


def slot_of(identity: Identity) -> str:
    """The name of what a worker has one of if it computes as this process does.

    >>> slot_of({"numpy": "2.4.1"})
    'crossframe-b463303bc461'
    """
    return f"crossframe-{sha256(repr(sorted(identity.items())).encode()).hexdigest()[:12]}"


def machine() -> str:
    """The kind of processor: another kind may compute other last digits, as on any machine."""
    return f"{platform.system()} {platform.machine()}"


def _shown(value: str | None) -> str:
    if value is None:
        return "not"
    is_digest = len(value) == sha256().digest_size * 2
    return f"{value[:_SHOWN_CHARACTERS]}…" if is_digest else (value or "none")
