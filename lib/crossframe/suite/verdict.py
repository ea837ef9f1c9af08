"""What a verification found: values, and the words for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from crossframe.suite.checks import Mismatch


class Agreement(NamedTuple):
    """How far a part was found again: how many of how many, or the largest difference."""

    what: str
    n_same: int
    n: int
    largest: float | None = None

    def __str__(self) -> str:
        share = f"{self.n_same:,} of {self.n:,} {self.what} the same"
        if self.largest is None:
            return share
        return f"{share}; largest difference of a number in them {self.largest:.2g}"


@dataclass(frozen=True, slots=True)
class Verification:
    """What a run was found to be.

    `first` is the first thing that does not follow from what stands before it, None if there is
    none. `checked` says in words what was found right, `notes` what could not be checked and why.
    `elsewhere` says in what this machine is another than the one that made the run; then
    `agreements` say how far the claims were found again here, and they are no mismatch.
    """

    event_id: str
    run_id: str
    first: Mismatch | None
    checked: tuple[str, ...]
    notes: tuple[str, ...]
    elsewhere: tuple[str, ...]
    agreements: tuple[Agreement, ...]

    @property
    def is_sound(self) -> bool:
        """True if nothing was found that does not follow."""
        return self.first is None


def verification_lines(found: Verification) -> list[str]:
    """Words what a run was found to be, line by line.

    Args:
        found: The verification.

    Returns:
        Lines without their ends; the first says whether the run is sound.
    """
    name = f"{found.event_id}/{found.run_id}"
    if found.first:
        lines = [
            f"{name}: does not follow from its articles; the first that differs:",
            f"  {found.first.kind}: {found.first.where}",
            f"    stored:  {found.first.stored}",
            f"    derived: {found.first.derived}",
        ]
    elif found.elsewhere:
        lines = [f"{name}: sound; its claims were made elsewhere and agree here as follows"]
    else:
        lines = [f"{name}: sound: everything in it follows from its articles"]
    lines += [f"  elsewhere: {text}" for text in found.elsewhere]
    lines += [f"  {agreement}" for agreement in found.agreements]
    lines += [f"  right: {text}" for text in found.checked]
    return lines + [f"  note: {text}" for text in found.notes]
