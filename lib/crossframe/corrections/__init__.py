"""What people decided about claims -> lines of one plain file per event, replayed by every run."""

from crossframe.corrections.actions import (
    check_claim,
    join_sentences,
    merge_claims,
    move_sentence,
    note_claim,
    redo,
    reject_claim,
    rename_claim,
    split_claim,
    undo,
)
from crossframe.corrections.apply import constraints_of, presence_of
from crossframe.corrections.attach import attach
from crossframe.corrections.correction import Correction
from crossframe.corrections.files import (
    NO_CORRECTIONS,
    Corrections,
    append_correction,
    corrections_path,
    open_corrections,
    read_corrections,
)
from crossframe.corrections.resolve import Presence, Resolved, resolve
from crossframe.corrections.ties import NO_BONDS, Bonds

__all__ = [
    "NO_BONDS",
    "NO_CORRECTIONS",
    "Bonds",
    "Correction",
    "Corrections",
    "Presence",
    "Resolved",
    "append_correction",
    "attach",
    "check_claim",
    "constraints_of",
    "corrections_path",
    "join_sentences",
    "merge_claims",
    "move_sentence",
    "note_claim",
    "open_corrections",
    "presence_of",
    "read_corrections",
    "redo",
    "reject_claim",
    "rename_claim",
    "resolve",
    "split_claim",
    "undo",
]
