"""Lists of addresses -> wanted articles: a text file of URLs, or a table with a column of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from crossframe.corpus.addresses import is_web
from crossframe.corpus.formats.wanted import Given, Wanted
from crossframe.corpus.raw import RecordError, decode_cells, read_text
from crossframe.corpus.wording import quote
from crossframe.records import Exclusion

_URL_COLUMNS = ("url", "URL", "Url", "link", "address")
_FILE_COLUMNS = ("file", "snapshot", "path")
# Columns of a list that say something of the article, by their field of the contract.
_KNOWN = MappingProxyType(
    {
        name: name
        for name in (
            "event_id", "outlet", "title", "published_at", "language", "authors", "section",
        )
    }
    | {"date": "published_at"}
)  # fmt: skip


def is_url_list(path: Path) -> bool:
    """Whether every line of a text file that is neither blank nor a comment begins with an address.

    Args:
        path: The file; its first 64 KB are looked at.

    Returns:
        False for an empty file too.
    """
    with path.open("rb") as stream:
        head = stream.read(65_536).decode("utf-8", "replace").removeprefix("\ufeff")
    lines = [line.split()[0] for line in head.split("\n") if line.strip() and line[0] != "#"]
    whole = lines if len(head) < 60_000 else lines[:-1]
    return bool(whole) and all(map(is_web, whole))


def read_url_list(path: Path) -> Iterator[Given]:
    """Reads addresses, one a line; after white space may follow the name of the saved page.

    Args:
        path: The file, in UTF-8; blank lines and those that begin with "#" are passed over.

    Yields:
        A wanted article or an exclusion a line.
    """
    try:
        text = read_text(path)
    except RecordError as error:
        yield Exclusion(str(path), None, str(error))
        return
    for number, line in enumerate(text.splitlines(), start=1):
        url, _, name = line.strip().partition(" ") if "\t" not in line else line.partition("\t")
        if not line.strip() or line.startswith("#"):
            continue
        if is_web(url.strip()):
            attached = (name.strip(),) if name.strip() else ()
            yield Wanted(str(path), number, url.strip(), {}, attached)
        else:
            yield Exclusion(str(path), number, f"{quote(url)} is no address; write https://…")


def url_column(columns: Sequence[str]) -> str | None:
    """The column of a table that holds addresses; None if there is none.

    >>> url_column(["title", "URL"])
    'URL'
    """
    return next((name for name in _URL_COLUMNS if name in columns), None)


def read_listed(row: Mapping[str, str | None], path: str, line: int) -> Given:
    """Reads a row of a table of addresses.

    Args:
        row: Cells by column; `file` names the saved page, and columns that are fields of the input
            contract say what they say of the article.
        path: The file.
        line: The line of the row.

    Returns:
        A wanted article or an exclusion.
    """
    url = (row.get(url_column(list(row)) or "") or "").strip()
    attached = tuple(row[name] or "" for name in _FILE_COLUMNS if row.get(name))
    if not is_web(url) and not attached:
        reason = f"{quote(url)} is no address; write https://…" if url else "the row has no address"
        return Exclusion(path, line, reason, outlet=row.get("outlet"))
    known = {field: row[name] for name, field in _KNOWN.items() if row.get(name)}
    return Wanted(path, line, url if is_web(url) else None, decode_cells(known), attached)
