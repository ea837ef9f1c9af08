"""A folder of articles -> what lies in it that only `crossframe ingest` reads."""

from __future__ import annotations

from pathlib import Path

from crossframe.corpus.readers import READERS
from crossframe.corpus.walking import explained
from crossframe.corpus.wording import how_many


def left_unread(source: Path) -> str:
    """Says which files of a folder are passed over although they may hold articles.

    Args:
        source: A file or folder that `read_corpora` reads.

    Returns:
        A line for people; "" where nothing is passed over.

    Raises:
        CorpusError: If the folder cannot be read.
    """
    with explained(source):
        left = _left(source) if source.is_dir() else []
    kinds = ", ".join(sorted({path.suffix.lower() for path in left}))
    told = f"{how_many(len(left), 'file')} not read ({kinds}); crossframe ingest reads such files"
    return f"{source}: {told}" if left else ""


def _left(folder: Path) -> list[Path]:
    if all(_is_read(path) for path in folder.rglob("*") if path.is_file()):
        return []
    # Here and no earlier: what reads pages and feeds is needed where such lie about.
    from crossframe.corpus.formats.sources import readable_in

    return [path for path in readable_in(folder) if not _is_read(path)]


def _is_read(path: Path) -> bool:
    return path.suffix.lower() in READERS
