"""The name of a model that reads two texts together -> the model, from this machine alone."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from crossframe.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


def load_pair_model(name: str, what: str) -> CrossEncoder:
    """Loads a sentence-transformers CrossEncoder; nothing is downloaded.

    Args:
        name: A folder, or the name of a model that was downloaded before.
        what: What it is wanted for, as messages name it.

    Returns:
        The model.

    Raises:
        ModelError: If there is no such model here.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="IProgress not found")
        from sentence_transformers import CrossEncoder
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    try:
        model: CrossEncoder = CrossEncoder(name, device="cpu", local_files_only=True)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise ModelError(
            f"{what} {name!r} cannot be loaded: {reason}; name a folder that holds a "
            "sentence-transformers CrossEncoder, or a model that was downloaded before"
        ) from error
    return model
