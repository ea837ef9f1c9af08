"""Claim map -> a reader in JupyterLab; where nobody reads, the same event standing still."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossframe.config import Parameters
from crossframe.presentation.figures import draw_side_by_side
from crossframe.presentation.page import Shown
from crossframe.presentation.reader.audience import is_attended
from crossframe.records import ClaimMap

if TYPE_CHECKING:
    from crossframe.presentation.reader.widget import Reader

__all__ = ["open_reader"]

# Claims of the still picture: the first screen of what the widget would show.
_STILL = 8


def open_reader(claim_map: ClaimMap, parameters: Parameters) -> Reader | Shown:
    """Opens an event for reading: outlets as columns, claims as rows.

    Args:
        claim_map: The event.
        parameters: Those it was loaded with.

    Returns:
        A widget that filters, sorts and opens claims in place, and takes corrections. Where no
        person is at the other end of the kernel, as when papermill or nbconvert runs the notebook,
        its most widely carried claims side by side instead, which ask nothing of a front end; the
        widget holds them too, for places that show no widgets.
    """
    still = draw_side_by_side(claim_map, limit=_STILL)
    if not is_attended():
        return still
    from crossframe.presentation.reader.widget import Reader

    return Reader(claim_map, still, parameters)
