"""What every reader hands on: raw records, still unchecked, and exclusions."""

from __future__ import annotations

import codecs
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crossframe.corpus.wording import quote
from crossframe.records import Exclusion

# The longest text (`fields.MAX_CHARACTERS`) takes up to 12 bytes a character in JSON, twice if
# given as `text` and `sentences`: 24 MB. The rest is room for saying how far a text is too long.
MAX_RECORD_BYTES = 64_000_000
MAX_LEVELS = 100


class RecordError(Exception):
    """Why one record cannot become an article; it turns into an `Exclusion`."""


@dataclass(frozen=True, slots=True)
class Raw:
    """One record as found: unchecked fields by name, and where they stood."""

    path: str
    line: int | None
    fields: Mapping[str, Any]


Found = Raw | Exclusion


def check_size(size: int, what: str) -> None:
    """Refuses what is too large even to be taken apart.

    Args:
        size: Its bytes.
        what: Its name in messages.

    Raises:
        RecordError: If there are more bytes than `MAX_RECORD_BYTES`.
    """
    if size > MAX_RECORD_BYTES:
        raise RecordError(
            f"{what} has {size:,} bytes; at most {MAX_RECORD_BYTES:,} are read; cut or split it"
        )


def decode(data: bytes, what: str) -> str:
    r"""Reads bytes as UTF-8.

    Args:
        data: The bytes.
        what: Their name in messages.

    Returns:
        The text.

    Raises:
        RecordError: If they are not; names the first offending byte, counted from 0.

    >>> decode(b"caf\xe9", "the line")
    Traceback (most recent call last):
    crossframe.corpus.raw.RecordError: byte 3 of the line (0xe9) is not UTF-8; save it as UTF-8
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise not_utf8(error.start, data[error.start], what) from None


def read_text(path: Path, what: str = "the file") -> str:
    """Reads a text file whole, without the mark that some programs begin UTF-8 with.

    Args:
        path: The file.
        what: Its name in messages.

    Returns:
        Its text.

    Raises:
        RecordError: If it is too large, or not UTF-8.
    """
    check_size(path.stat().st_size, what)
    return decode(path.read_bytes().removeprefix(codecs.BOM_UTF8), what)


def not_utf8(position: int, byte: int, what: str) -> RecordError:
    """Words the error for the first byte that is not UTF-8, counted from 0.

    >>> not_utf8(3, 0xE9, "the line")
    RecordError('byte 3 of the line (0xe9) is not UTF-8; save it as UTF-8')
    """
    return RecordError(f"byte {position} of {what} (0x{byte:02x}) is not UTF-8; save it as UTF-8")


def parse_json(text: str, what: str) -> Any:
    """Reads JSON from a hand that is not trusted.

    Args:
        text: The JSON.
        what: Its name in messages.

    Returns:
        The value.

    Raises:
        RecordError: If it is not JSON, has NaN or Infinity, is nested deeper than `MAX_LEVELS`
            or has a number too long to convert.

    >>> parse_json('{"a": NaN}', "the line")
    Traceback (most recent call last):
    crossframe.corpus.raw.RecordError: the line has NaN, which is not JSON; write null
    """

    def refuse(constant: str) -> None:
        raise RecordError(f"{what} has {constant}, which is not JSON; write null")

    too_deep = RecordError(f"{what} is nested deeper than {MAX_LEVELS} levels; flatten it")
    try:
        value = json.loads(text, parse_constant=refuse)
    except json.JSONDecodeError as error:
        said = error.msg.removesuffix(" at")
        raise RecordError(f"{what} is not JSON: {said} at character {error.pos}") from None
    except RecursionError:
        raise too_deep from None
    except ValueError:  # Python converts no whole number of more than 4,300 digits
        raise RecordError(f"{what} has a number that is too long; write it as text") from None
    if _is_deeper(value, MAX_LEVELS):
        raise too_deep
    return value


def decode_cells(cells: Mapping[str, Any]) -> dict[str, Any]:
    """Reads the texts that stand for lists and objects where a format knows only text.

    Args:
        cells: Values by name; `authors` parted by ";", `sentences` and `provenance` as JSON.
            Values that are not text stay as they are.

    Returns:
        Values by name, lists and objects as such.

    Raises:
        RecordError: If `sentences` or `provenance` is text but not JSON.

    >>> decode_cells({"authors": "A. Ray; B. Lo", "sentences": '["One."]'})
    {'authors': ['A. Ray', 'B. Lo'], 'sentences': ['One.']}
    """
    fields = dict(cells)
    for name in ("sentences", "provenance"):
        if isinstance(fields.get(name), str):
            fields[name] = parse_json(fields[name], name)
    if isinstance(fields.get("authors"), str):
        fields["authors"] = [author.strip() for author in fields["authors"].split(";")]
    return fields


def object_from(value: object, what: str) -> dict[str, Any]:
    """Takes a parsed value for an object.

    Args:
        value: What was parsed.
        what: Its name in messages.

    Returns:
        The object.

    Raises:
        RecordError: If it is anything else.
    """
    if not isinstance(value, dict):
        raise RecordError(f"{what} is JSON but not an object ({quote(value)}); write {{…}}")
    return value


def _is_deeper(value: object, levels: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    parts = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_is_deeper(part, levels - 1) for part in parts)
