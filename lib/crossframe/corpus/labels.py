"""The parameter `labels` and an event -> the file or folder with what people judged of it."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from crossframe.config import home
from crossframe.errors import GoldError

HOW_TO_LABEL = (
    "write a CSV file with the columns event_id, article_a, sentence_a, article_b, sentence_b and "
    "label (same, not or partial); a sentence is its number from 0 or its text, verbatim"
)

# In a folder of sheets that people filled in, what says how the pairs were drawn.
DESIGN_FILE = "design.csv"
# In it, where the sheets about whole claims are; they do without those about pairs.
CLAIMS_FOLDER = "claims"


def find_labels(labels: str, event_id: str, source: Path) -> Path | None:
    """Finds the labels of an event.

    Args:
        labels: A file or folder; empty for `seeds/labels/<event>.jsonl`, which tells of articles
            in `seeds/events` and of no others that have the event's name.
        event_id: The event.
        source: The file or folder of its articles.

    Returns:
        The file, gold folder or folder of a coding; None where nothing was named and no labels are
        there.

    Raises:
        GoldError: If what was named is not there.
    """
    named = home() / (labels or "seeds/labels")
    if not named.exists():
        if labels:
            raise GoldError(f"labels {labels!r}: no such file or folder; {HOW_TO_LABEL}")
        return None
    demonstration, given = (home() / "seeds/events").resolve(), source.resolve()
    if not labels and demonstration not in (given, given.parent):
        return None
    if not named.is_dir() or (named / "gold_pairs.jsonl").is_file() or is_coding(named):
        return named
    if is_coding(named / event_id):
        return named / event_id
    files = [named / f"{event_id}{ending}" for ending in (".jsonl", ".csv", ".tsv")]
    found = next((path for path in files if path.is_file()), None)
    if labels and not found:
        raise GoldError(
            f"labels {labels!r}: holds neither gold_pairs.jsonl, {DESIGN_FILE}, {event_id}.csv nor "
            f"{event_id}.jsonl"
        )
    return found


def is_coding(path: Path) -> bool:
    """Whether a folder holds the sheets of a coding: of pairs, of whole claims, or of both."""
    return any((folder / DESIGN_FILE).is_file() for folder in (path, path / CLAIMS_FOLDER))


def digest_labels(labels: Path | None) -> str:
    """SHA-256 of a file or folder of labels; "" where there is none."""
    if labels is None:
        return ""
    return digest_files(sorted(labels.rglob("*")) if labels.is_dir() else [labels])


def digest_files(files: Iterable[Path]) -> str:
    """SHA-256 of the names and bytes of files; what is no file is passed over."""
    digest = sha256()
    for file in files:
        if file.is_file():
            digest.update(f"{file.name}\0".encode() + file.read_bytes())
    return digest.hexdigest()
