"""What a person does in the reader -> a correction in the event's file, and its claims anew."""

from __future__ import annotations

import getpass
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from crossframe.claim_map import as_compared, ensure_claim_map, open_corpus
from crossframe.config import Parameters, home
from crossframe.corrections import (
    Correction,
    append_correction,
    check_claim,
    corrections_path,
    merge_claims,
    move_sentence,
    note_claim,
    read_corrections,
    redo,
    reject_claim,
    rename_claim,
    split_claim,
    undo,
)
from crossframe.errors import CorrectionError, ParameterError
from crossframe.presentation.phrasing import counted, listed
from crossframe.presentation.reader.wire import Json
from crossframe.records import ClaimMap

_MARKS = {"reject": reject_claim, "check": check_claim}
_WORDS = {"rename": rename_claim, "note": note_claim}
_TURNS = {"undo": undo, "redo": redo}
_SECONDS = 5  # git answers at once or hangs on something that is not ours to mend


def own_name() -> str:
    """Whom corrections are credited to unless another name is given: git's, else the user's."""
    git = shutil.which("git")
    found = ""
    if git:
        try:
            asked = [git, "config", "user.name"]
            done = subprocess.run(  # noqa: S603  # fixed words
                asked, capture_output=True, text=True, timeout=_SECONDS, check=False
            )
            found = done.stdout.strip()
        except (OSError, subprocess.TimeoutExpired):
            found = ""
    try:
        return found or getpass.getuser()
    except (OSError, KeyError):  # a container without a user of that number
        return ""


def make_correction(claim_map: ClaimMap, action: Mapping[str, object]) -> Correction:
    """Words an action of the browser as a correction.

    Args:
        claim_map: The event as the person saw it.
        action: `id`, `at`, `by` and `do`, with what that needs: `claims`; `claim`, `sentences`,
            `sentence`, `from`, `to`, `text`; or `target`.

    Returns:
        The correction, with the id and the time that the browser gave it: sent twice, it is one.

    Raises:
        ParameterError: If the action is none, or what it is about is not there.
    """
    made = _made(claim_map, action)
    match action:
        case {"id": str(correction_id)} if correction_id:
            return replace(made, correction_id=correction_id)
    raise ParameterError(f"correction: it has no id: {action!r}")


def _made(claim_map: ClaimMap, action: Mapping[str, object]) -> Correction:
    by, at = _credited(action)
    match action:
        case {"do": "merge", "claims": list(claims)}:
            return merge_claims(claim_map, [str(one) for one in claims], by=by, at=at)
        case {"do": "split", "claim": str(claim), "sentences": list(apart)}:
            return split_claim(claim_map, claim, [[str(one) for one in apart]], by=by, at=at)
        case {"do": "move", "sentence": str(sentence), "from": from_, "to": to}:
            out_of, into = (str(one) if one else None for one in (from_, to))
            return move_sentence(claim_map, sentence, out_of=out_of, into=into, by=by, at=at)
        case {"do": str(do), "claim": str(claim)} if do in _MARKS:
            return _MARKS[do](claim_map, claim, by=by, at=at)
        case {"do": str(do), "claim": str(claim), "text": str(text)} if do in _WORDS:
            return _WORDS[do](claim_map, claim, text, by=by, at=at)
        case {"do": str(do), "target": str(target)} if do in _TURNS:
            return _TURNS[do](target, by=by, at=at)
    raise ParameterError(f"correction: the reader knows no such action: {action!r}")


def _credited(action: Mapping[str, object]) -> tuple[str, datetime]:
    match action:
        case {"by": str(by), "at": str(at)}:
            try:
                return by.strip(), datetime.fromisoformat(at)
            except ValueError:
                raise ParameterError(f"correction: 'at' is {at!r}; give ISO 8601") from None
    raise ParameterError(f"correction: it does not say who made it, and when: {action!r}")


def keep_correction(parameters: Parameters, correction: Correction) -> None:
    """Appends a correction to the event's file, unless the file has it already.

    Args:
        parameters: Which event.
        correction: What to keep.

    Raises:
        CorrectionError: If the file cannot be read or written; then nothing was kept.
    """
    path = corrections_path(parameters)
    there = {line.correction_id for line in read_corrections(path).lines}
    if correction.correction_id not in there:
        append_correction(path, correction)


def kept_where(parameters: Parameters) -> str:
    """Where corrections are kept, as a path that tells nothing of this machine."""
    path = corrections_path(parameters)
    root = Path(home())
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def count_unseen(claim_map: ClaimMap, parameters: Parameters) -> int:
    """Counts the corrections in the event's file that a claim map knows nothing of.

    Args:
        claim_map: The event as it is shown.
        parameters: Which event.

    Returns:
        How many came since it was made; 0 where the file cannot be read, which whoever corrects
        is told then.
    """
    seen = {line.correction_id for line in claim_map.corrections}
    with suppress(CorrectionError):
        lines = read_corrections(corrections_path(parameters)).lines
        return sum(line.correction_id not in seen for line in lines)
    return 0


def corrected_map(parameters: Parameters) -> ClaimMap:
    """Finds the claims of an event again, as its file of corrections now stands.

    Args:
        parameters: Which event, and how to compare it.

    Returns:
        The claim map.

    Raises:
        CrossframeError: If articles, corrections or model cannot be used.
    """
    found, _ = ensure_claim_map(open_corpus(parameters), parameters)
    return as_compared(found, parameters)


def say_change(before: ClaimMap, after: ClaimMap) -> Json:
    """Tells what a correction did to the claims.

    Args:
        before: The event before it.
        after: The event after it.

    Returns:
        `said`, in words; `changed`, ids of the claims that are new or have other sentences, another
        name, notes or checks, in the order of the claim map.
    """
    gone = [claim for claim in before.claims if claim.claim_id not in after.claim_by_id]
    new = [claim.claim_id for claim in after.claims if claim.claim_id not in before.claim_by_id]
    other = [
        claim.claim_id
        for claim in after.claims
        if claim.claim_id in before.claim_by_id
        and set(claim.sentence_ids) != set(before.claim_by_id[claim.claim_id].sentence_ids)
    ]
    told = [
        claim.claim_id
        for claim in after.claims
        if claim.claim_id in before.claim_by_id
        and claim.claim_id not in other
        and _remarks(after, claim.claim_id) != _remarks(before, claim.claim_id)
    ]
    parts = [
        f"{counted(len(ids), 'claim')} {what}"
        for ids, what in (
            ([claim.claim_id for claim in gone], "gone"),
            (new, "new"),
            (other, "with other sentences"),
            (told, "named, noted or checked"),
        )
        if ids
    ]
    changed = {*new, *other, *told}
    return {
        "said": f"{listed(parts)}." if parts else "No claim changed.",
        "changed": [claim.claim_id for claim in after.claims if claim.claim_id in changed],
    }


def _remarks(claim_map: ClaimMap, claim_id: str) -> tuple[object, ...]:
    claim = claim_map.claim_by_id[claim_id]
    return claim.name, claim.notes, claim.checked_by
