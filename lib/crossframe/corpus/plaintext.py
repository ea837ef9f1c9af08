"""A text or Markdown file -> one raw record; front matter or a sidecar names its outlet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crossframe.corpus.raw import (
    Found,
    Raw,
    RecordError,
    decode_cells,
    object_from,
    parse_json,
    read_text,
)
from crossframe.corpus.wording import quote
from crossframe.records import Exclusion

_FENCE = "---"
_HEADING = re.compile(r"^#{1,6}\s+")


def read_plaintext(path: Path) -> Iterator[Found]:
    r"""Reads one article: front matter (optional), headline, body.

    What the file does not say itself may stand in a `.json` file of the same name beside it;
    front matter has the last word. Newlines become "\n". The body is verbatim from the first
    line after the headline that is not blank to the last: credit and copyright lines included.

    Args:
        path: The file, in UTF-8.

    Yields:
        The record or the exclusion; nothing for a blank file.
    """
    try:
        text = _read(path)
        if text and not text.isspace():
            yield Raw(str(path), None, _fields(path, text))
    except RecordError as error:
        yield Exclusion(str(path), None, str(error))


def split_front_matter(text: str) -> tuple[dict[str, str | None], str]:
    r"""Parts `key: value` lines between two lines `---` from the text below them.

    Args:
        text: A whole file.

    Returns:
        Values by key (None where nothing follows the colon), and the rest of the text.

    Raises:
        RecordError: If the front matter is not closed, or a line of it has no colon.

    >>> split_front_matter("---\noutlet: The Post\n---\nRain\n\nIt rained.")
    ({'outlet': 'The Post'}, 'Rain\n\nIt rained.')
    """
    first, *lines = text.split("\n")
    if first.rstrip() != _FENCE:
        return {}, text
    values: dict[str, str | None] = {}
    for index, line in enumerate(lines):
        if line.rstrip() == _FENCE:
            return values, "\n".join(lines[index + 1 :])
        key, colon, value = line.partition(":")
        if line.strip() and not colon:
            raise RecordError(f"front matter {quote(line)} has no ':'; write key: value")
        if line.strip():
            values[key.strip()] = _unquoted(value.strip()) or None
    raise RecordError("the front matter is not closed; end it with a line '---'")


def split_headline(text: str) -> tuple[str, str]:
    r"""Parts the first line that is not blank from the body below it.

    >>> split_headline("# Rain\n\nPhoto: AP\nIt rained.\n")
    ('Rain', 'Photo: AP\nIt rained.')
    """
    headline, _, body = text.lstrip().partition("\n")
    return _HEADING.sub("", headline).strip(), _without_blank_edges(body)


def read_sidecar(path: Path) -> dict[str, Any]:
    """Reads what the `.json` file of the same name beside a file says of it; empty without one.

    Args:
        path: The file that it lies beside.

    Returns:
        Fields by name.

    Raises:
        RecordError: If it is a link, not UTF-8, not JSON or no object.
    """
    sidecar = path.with_suffix(".json")
    what = "the .json file beside it"
    if sidecar.is_symlink():  # it might bring in what lies outside the folder
        raise RecordError(f"{what} is a link; copy what it names")
    if not sidecar.is_file():
        return {}
    return object_from(parse_json(read_text(sidecar, what), what), what)


def _fields(path: Path, text: str) -> dict[str, Any]:
    front, text = split_front_matter(text)
    fields = read_sidecar(path) | decode_cells(front)
    if "outlet" not in fields:
        raise RecordError(
            "names no outlet; begin the file with the lines '---', 'outlet: NAME', '---', or "
            'write {"outlet": "NAME"} to a .json file of the same name beside it'
        )
    if fields.get("title") is not None:
        return fields | {"text": _without_blank_edges(text)}
    headline, body = split_headline(text)
    return fields | {"title": headline, "text": body}


def _read(path: Path) -> str:
    return read_text(path).replace("\r\n", "\n").replace("\r", "\n")


def _unquoted(value: str) -> str:
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if is_quoted else value


def _without_blank_edges(text: str) -> str:
    lines = text.split("\n")
    filled = [index for index, line in enumerate(lines) if line.strip()]
    return "\n".join(lines[filled[0] : filled[-1] + 1]) if filled else ""
