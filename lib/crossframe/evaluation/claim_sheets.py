"""A sample of claims <-> a folder of CSV files: one for each coder, and the design for later."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from crossframe.corpus.labels import CLAIMS_FOLDER, DESIGN_FILE
from crossframe.corpus.tables import read_columns
from crossframe.errors import GoldError, place
from crossframe.evaluation.claim_coding import DesignClaim
from crossframe.evaluation.coding_sheets import check_coders, read_rows, write_rows
from crossframe.evaluation.gold import SentenceKey
from crossframe.records import ClaimMap

_SHEET = ("claim", "sentences", "label", "note")
_DESIGN = ("claim", "event_id", "claim_id", "n_claims", "article_id", "sentence")
_LABELS = {"yes": "yes", "1": "yes", "no": "no", "0": "no", "partly": "partly", "partial": "partly"}


def write_claim_coding(
    sample: Sequence[DesignClaim], claim_map: ClaimMap, coders: Sequence[str], folder: Path
) -> list[Path]:
    """Writes a sheet of whole claims for each coder, and the design.

    A claim is a cell with its sentences, numbered, each text once, and in an order of the coder's
    own. Neither outlets, probabilities nor what the claim is called are in a sheet.

    Args:
        sample: The claims.
        claim_map: The event.
        coders: Names of at least one coder.
        folder: Folder of the coding; the sheets go into `claims` in it.

    Returns:
        The sheets, coder for coder.

    Raises:
        GoldError: If a name will not do, or the folder holds such sheets.
    """
    own = folder / CLAIMS_FOLDER
    check_coders(coders, own)
    own.mkdir(parents=True, exist_ok=True)
    texts = {(s.article_id, s.index): s.text for s in claim_map.sentences}
    sheets: list[Path] = []
    for coder in coders:
        dice = random.Random(f"{claim_map.event_id} claims {coder}")  # noqa: S311 - no secret
        rows = [[one.claim, _listed(one, texts, dice), "", ""] for one in sample]
        dice.shuffle(rows)
        sheets.append(own / f"{coder}.csv")
        write_rows(sheets[-1], _SHEET, rows)
    design = (
        [one.claim, one.event_id, one.claim_id, str(one.n_claims), article, str(index)]
        for one in sample
        for article, index in one.sentences
    )
    write_rows(own / DESIGN_FILE, _DESIGN, design)
    return sheets


def _listed(one: DesignClaim, texts: Mapping[SentenceKey, str], dice: random.Random) -> str:
    """The texts of a claim, a line each."""
    each = list(dict.fromkeys(texts[key] for key in one.sentences))
    dice.shuffle(each)
    return "\n".join(f"{number}. {text}" for number, text in enumerate(each, 1))


def holds_claims(path: Path) -> bool:
    """Whether a folder is the one of whole claims within a coding, and not the coding itself."""
    design = path / DESIGN_FILE
    return path.name == CLAIMS_FOLDER and design.is_file() and read_columns(design) == _DESIGN


def read_claim_design(folder: Path) -> list[DesignClaim]:
    """Reads which claims were drawn.

    Args:
        folder: Folder of a coding.

    Returns:
        The claims; none where none were drawn.

    Raises:
        GoldError: If the file cannot be read as a design.
    """
    path = folder / CLAIMS_FOLDER / DESIGN_FILE
    if not path.is_file():
        return []
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    for line, row in read_rows(path, _DESIGN):
        if not (row["sentence"].isdecimal() and row["n_claims"].isdecimal()):
            raise GoldError(
                f"{place(path, line)}: sentence {row['sentence']!r} and n_claims "
                f"{row['n_claims']!r} must be numbers; the design must stay as it was"
            )
        rows[row["claim"]].append(row)
    return [
        DesignClaim(
            name,
            own[0]["event_id"],
            own[0]["claim_id"],
            int(own[0]["n_claims"]),
            tuple((row["article_id"], int(row["sentence"])) for row in own),
        )
        for name, own in rows.items()
    ]


def read_claim_sheets(folder: Path, design: Sequence[DesignClaim]) -> dict[str, dict[str, str]]:
    """Reads what the coders said of whole claims; the name of a sheet is its coder's.

    Args:
        folder: Folder of a coding.
        design: Its claims.

    Returns:
        By the name of a claim, the label that each coder gave; what got none is left out.

    Raises:
        GoldError: If a sheet cannot be read, names a claim that was not drawn, or has a label that
            is none.
    """
    drawn = {one.claim for one in design}
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for path in sorted((folder / CLAIMS_FOLDER).glob("*.csv")):
        if path.name == DESIGN_FILE:
            continue
        for line, row in read_rows(path, ("claim", "label")):
            if not row["label"]:
                continue
            if row["claim"] not in drawn:
                raise GoldError(f"{place(path, line)}: claim {row['claim']!r} was not drawn")
            label = _LABELS.get(row["label"].casefold())
            if label is None:
                raise GoldError(
                    f"{place(path, line)}: label {row['label']!r}; allowed: yes, no, partly"
                )
            said[row["claim"]][path.stem] = label
    return dict(said)
