"""Files and folders of any kind -> records, exclusions, and addresses still to be fetched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from crossframe.corpus.formats import archives, feeds, saved
from crossframe.corpus.formats.beside import PagesBeside
from crossframe.corpus.formats.lists import is_url_list, read_listed, read_url_list, url_column
from crossframe.corpus.formats.services import objects_in, read_exported, service_of
from crossframe.corpus.formats.wanted import Given, Wanted
from crossframe.corpus.formats.zotero import (
    is_csl,
    is_zotero_table,
    read_csl,
    read_ris,
    read_zotero_row,
)
from crossframe.corpus.formats.zotero_rdf import is_zotero_rdf, read_zotero_rdf
from crossframe.corpus.jsonl import read_jsonl
from crossframe.corpus.parquet import read_parquet
from crossframe.corpus.plaintext import read_plaintext
from crossframe.corpus.raw import Raw, RecordError, decode, parse_json
from crossframe.corpus.tables import read_columns, read_csv, read_rows
from crossframe.corpus.walking import explained, is_inside, missing
from crossframe.corpus.wording import quote
from crossframe.errors import CorpusError
from crossframe.records import Exclusion

MAX_EXPORT_BYTES = 200_000_000
# A path keeps one stroke of the two.
_ADDRESS = re.compile(r"https?:/", re.IGNORECASE)

Reader = Callable[[Path], Iterator[Given]]


def read_sources(sources: list[Path]) -> Iterator[tuple[Path, Iterator[Given]]]:
    """Reads files, and whatever can be read in folders, in the order of their names.

    An address in a list is looked for among the saved pages beside the list; a page that a list
    names is read once, with what the list says of it.

    Args:
        sources: Files and folders.

    Yields:
        Each file, and what it gives. In a folder a file that cannot be used gives an exclusion; by
        itself it is an error.

    Raises:
        CorpusError: If a source does not exist, or a folder has nothing to read.
    """
    for source in sources:
        with explained(source):
            if _ADDRESS.match(str(source)):
                reason = "is an address; write it to a .txt file, one a line, and give --fetch"
                raise CorpusError(source, None, reason)
            if not source.exists():
                raise CorpusError(source, None, missing(source, allowed()))
            paths = readable_in(source) if source.is_dir() else [source]
        if not paths:
            raise CorpusError(source, None, f"has no file to read; {allowed()}")
        pages = PagesBeside(source if source.is_dir() else source.parent)
        # Lists first: they say more of a page than the page itself.
        for path in sorted(paths, key=_is_page):
            found = _read(path, pages)
            yield path, found if not source.is_dir() else _excusing(path, found, source)


def allowed() -> str:
    """What can be read, in words."""
    return f"read are {', '.join(READERS)}, or folders of these"


def _read_json(path: Path) -> Iterator[Given]:
    size = path.stat().st_size
    if size > MAX_EXPORT_BYTES:
        raise CorpusError(
            path, None, f"has {size:,} bytes; at most {MAX_EXPORT_BYTES:,} are read; split it"
        )
    try:
        data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
        value = parse_json(decode(data, "the file"), "the file")
    except RecordError as error:
        raise CorpusError(path, None, str(error)) from None
    for number, item in enumerate(objects_in(value), start=1):
        yield _read_object(item, str(path), number)


def _read_object(item: Mapping[str, object], path: str, number: int) -> Given:
    if {"outlet", "title"} <= set(item):
        return Raw(path, number, item)
    if service_of(item):
        return read_exported(item, path, number)
    if is_csl(item):
        return read_csl(item, path, number)
    found = ", ".join(quote(name) for name in sorted(item)[:8])
    return Exclusion(path, number, f"is of no format that is known; it has {found}")


def _read_lines(path: Path) -> Iterator[Given]:
    for found in read_jsonl(path):
        if isinstance(found, Raw) and "outlet" not in found.fields:
            yield _read_object(found.fields, found.path, found.line or 0)
        else:
            yield found


def _read_table(path: Path) -> Iterator[Given]:
    columns = dict.fromkeys(read_columns(path))
    if {"outlet", "title"} <= set(columns) and {"text", "sentences"} & set(columns):
        yield from read_csv(path)
        return
    row_reader: Callable[[Mapping[str, Any], str, int], Given]
    if is_zotero_table(columns):
        row_reader = read_zotero_row
    elif service_of(columns):
        row_reader = read_exported
    elif url_column(list(columns)):
        row_reader = read_listed
    else:
        yield from read_csv(path)  # it says which column is missing
        return
    for found in read_rows(path):
        if isinstance(found, Raw):
            try:
                yield row_reader(found.fields, found.path, found.line or 0)
            except RecordError as error:
                yield Exclusion(found.path, found.line, str(error))
        else:
            yield found


def _read_xml(path: Path) -> Iterator[Given]:
    yield from read_zotero_rdf(path) if is_zotero_rdf(path) else feeds.read_feed(path)


def _read_text(path: Path) -> Iterator[Given]:
    yield from read_url_list(path) if is_url_list(path) else read_plaintext(path)


READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".jsonl": _read_lines,
        ".csv": _read_table,
        ".parquet": read_parquet,
        ".txt": _read_text,
        ".md": read_plaintext,
        ".json": _read_json,
        ".ris": read_ris,
        **dict.fromkeys(saved.SUFFIXES, saved.read_saved),
        **dict.fromkeys(feeds.SUFFIXES, _read_xml),
        **dict.fromkeys(archives.SUFFIXES, archives.read_archive),
    }
)


def _suffix(path: Path) -> str | None:
    name = path.name.lower()
    return max((s for s in READERS if name.endswith(s)), key=len, default=None)


def _is_page(path: Path) -> bool:
    return _suffix(path) in saved.SUFFIXES


def _read(path: Path, pages: PagesBeside) -> Iterator[Given]:
    if path in pages.taken:
        return
    suffix = _suffix(path)
    if suffix is None:
        raise CorpusError(path, None, f"suffix {quote(path.suffix)} is not read; {allowed()}")
    with explained(path):
        if not path.is_file():
            raise CorpusError(path, None, "is not a regular file; write the articles to one")
        empty = True
        for given in READERS[suffix](path):
            empty = False
            yield pages.resolved(given) if isinstance(given, Wanted) else given
        if empty:
            raise CorpusError(path, None, "holds no article; look into it, or leave it out")


def _excusing(path: Path, found: Iterator[Given], folder: Path) -> Iterator[Given]:
    """In a folder, one file that cannot be used does not stop the others."""
    if not is_inside(path, folder):
        yield Exclusion(str(path), None, "is a link that leads out of the folder; copy it there")
        return
    try:
        yield from found
    except CorpusError as error:
        yield Exclusion(str(error.path), error.line, error.reason)


def readable_in(folder: Path) -> list[Path]:
    """The files of a folder that are read, in the order of their names."""
    return list(_walk(folder, folder))


def _walk(folder: Path, root: Path) -> Iterator[Path]:
    paths = sorted(folder.iterdir())
    names = {path.name for path in paths}
    for path in paths:
        if path.name.startswith(".") or path.stem.upper() == "README":
            continue
        if path.is_dir() and not path.is_symlink():
            if not _is_baggage(path.name, names):
                yield from _walk(path, root)
        elif _suffix(path) and not _is_sidecar(path, names):
            yield path


def _is_baggage(name: str, names: set[str]) -> bool:
    """Whether a folder holds the pictures and frames of a page that a browser saved beside it."""
    stem = name.removesuffix("_files").removesuffix("-Dateien").removesuffix("_fichiers")
    return stem != name and bool({f"{stem}.html", f"{stem}.htm"} & names)


def _is_sidecar(path: Path, names: set[str]) -> bool:
    if path.suffix.lower() != ".json":
        return False
    return any(f"{path.stem}{suffix}" in names for suffix in (".txt", ".md", *saved.SUFFIXES))
