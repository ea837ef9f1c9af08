"""Unchecked fields of a record -> checked values; each function knows one rule of the contract."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from crossframe.corpus.raw import RecordError
from crossframe.corpus.wording import kind, quote
from crossframe.names import WHAT_NAMES_AN_EVENT, names_an_event
from crossframe.records import instant

MAX_CHARACTERS = 1_000_000
# A headline is compared and parsed whole, as a sentence is.
MAX_TITLE = 2_000
MAX_NAME = 200

# Unicode's control characters but tab, line feed and carriage return; and halves of surrogate
# pairs, which no UTF-8 file can hold.
_UNUSABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def check_event(event_id: str) -> str:
    """Passes an event id on if a folder can be named so.

    Args:
        event_id: The id.

    Returns:
        The same id.

    Raises:
        RecordError: If none can, on one system or another.

    >>> check_event("../../x")
    Traceback (most recent call last):
    crossframe.corpus.raw.RecordError: event_id '../../x' cannot name a folder; use letters, \
digits, '.', '-' and '_', at most 100 characters and 200 bytes, starting with a letter or digit, \
not ending with '.', and none that is taken (NUL, COM1, index.html, …)
    """
    if not names_an_event(event_id):
        raise RecordError(
            f"event_id {quote(event_id)} cannot name a folder; use {WHAT_NAMES_AN_EVENT}"
        )
    return event_id


def check_outlet(outlet: str) -> str:
    r"""Evens out the white space of an outlet's name, if it can be a name.

    Args:
        outlet: The name.

    Returns:
        The name with single spaces, so that "The  Post " is no outlet of its own.

    Raises:
        RecordError: If it is too long, has neither letter nor digit, or looks like a path or
            like markup.

    >>> check_outlet(" The  Post\n")
    'The Post'
    """
    name = " ".join(outlet.split())
    if not 1 <= len(name) <= MAX_NAME:
        raise RecordError(f"outlet {quote(name)} has {len(name):,} characters; use 1 to {MAX_NAME}")
    is_path = name.startswith("/") or ".." in name.split("/")
    if is_path or set(name) & set("<>\\") or not any(map(str.isalnum, name)):
        raise RecordError(
            f"outlet {quote(name)} is no name; use at least one letter or digit, no '<', '>' or "
            "backslash, no '/' in front and no '..' between slashes"
        )
    return name


def content_hash(value: object) -> str:
    """SHA-256 of a value's canonical JSON: sorted keys, no spaces, UTF-8.

    Args:
        value: Anything that JSON can write; else json's TypeError or ValueError passes through.

    Returns:
        64 hexadecimal digits.

    >>> content_hash({"b": 1, "a": 2}) == content_hash({"a": 2, "b": 1})
    True
    """
    canonical = json.dumps(
        value, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def optional_text(fields: Mapping[str, Any], name: str) -> str | None:
    """Reads a text that may be absent, null or empty; None if it is.

    >>> optional_text({"url": ""}, "url")
    """
    value = fields.get(name)
    return None if value in (None, "") else _text(value, name)


def read_article_id(fields: Mapping[str, Any]) -> str | None:
    """Reads the id of an article; None if it has none.

    >>> read_article_id({"article_id": "a1"})
    'a1'
    """
    article_id = optional_text(fields, "article_id")
    if article_id and (not article_id.strip() or len(article_id) > MAX_NAME):
        raise RecordError(
            f"article_id {quote(article_id)} is blank or longer than {MAX_NAME} characters; "
            "shorten it, or leave it out to have one made"
        )
    return article_id


def read_outlet(fields: Mapping[str, Any]) -> str | None:
    """Reads the outlet, which must be there; None if it is null.

    >>> read_outlet({"outlet": "The Post"})
    'The Post'
    """
    if "outlet" not in fields:
        raise RecordError(
            "outlet is missing; name the outlet, or write null to make the article its own"
        )
    outlet = fields["outlet"]
    return None if outlet is None else check_outlet(_text(outlet, "outlet"))


def read_title(fields: Mapping[str, Any], *, is_split: bool) -> str:
    """Reads the headline, which may be null only where the article came split in sentences.

    >>> read_title({"title": None}, is_split=True)
    ''
    """
    title = fields.get("title")
    if title is not None:
        return _text(title, "title", MAX_TITLE)
    if is_split and "title" in fields:
        return ""
    raise RecordError("title is missing; write the headline")


def read_body(fields: Mapping[str, Any]) -> tuple[str, tuple[str, ...] | None]:
    r"""Reads the text, and the sentences if it came split; either may be left out.

    >>> read_body({"sentences": ["It rained.", "Roads flooded."]})
    ('It rained.\nRoads flooded.', ('It rained.', 'Roads flooded.'))
    """
    sentences = _sentences(fields.get("sentences"))
    text = optional_text(fields, "text")
    if text is None:
        text = "\n".join(sentences or ())
    elif sentences:
        _check_found(sentences, text)
    if not text.strip():
        raise RecordError("has no text; give `text`, or `sentences`")
    return text, sentences


def read_instant(fields: Mapping[str, Any]) -> str | None:
    """Reads when an article was published, kept as it was written; None if unknown.

    >>> read_instant({"published_at": "2024-05-03"})
    '2024-05-03'
    """
    published_at = optional_text(fields, "published_at")
    try:
        if published_at:
            instant(published_at)
    except (ValueError, OverflowError):
        raise RecordError(
            f"published_at {quote(published_at)} is not ISO 8601; write 2024-05-03T00:00Z"
        ) from None
    return published_at


def read_authors(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """Reads one author or a list of them.

    >>> read_authors({"authors": "A. Ray"})
    ('A. Ray',)
    """
    value = fields.get("authors")
    if value is None:
        return ()
    authors = [_text(part, "authors") for part in (value if isinstance(value, list) else [value])]
    return tuple(author for author in authors if author.strip())


def read_provenance(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Reads the object that says where an article comes from; empty if there is none.

    >>> read_provenance({"provenance": {"kind": "demonstration", "note": None}})
    {'kind': 'demonstration'}
    """
    value = fields.get("provenance")
    if value is not None and not isinstance(value, dict):
        raise RecordError(f"provenance is {kind(value)} ({quote(value)}); write an object")
    return storable(value or {})


def storable(values: Mapping[str, Any]) -> dict[str, Any]:
    """Keeps what is not null, once it is sure that JSON can write it.

    >>> storable({"desk": "city", "label": None})
    {'desk': 'city'}
    """
    for name, value in values.items():
        try:
            content_hash([name, value])
        except (TypeError, ValueError):
            raise RecordError(
                f"{quote(name)} is {quote(value)}, which JSON cannot write; leave it out"
            ) from None
    return {name: value for name, value in values.items() if value is not None}


def _text(value: object, name: str, most: int = MAX_CHARACTERS) -> str:
    if not isinstance(value, str):
        raise RecordError(f"{name} is {kind(value)} ({quote(value)}); write it as text")
    _check_length(len(value), name, most)
    if unusable := _UNUSABLE.search(value):
        code = ord(unusable[0])
        what = "lone surrogate" if code >= 0xD800 else "control character"
        raise RecordError(
            f"{name} has the {what} U+{code:04X} at character {unusable.start()}; remove it"
        )
    return value


def _check_length(length: int, name: str, most: int = MAX_CHARACTERS) -> None:
    if length > most:
        raise RecordError(
            f"{name} has {length:,} characters; at most {most:,} are read; cut or split it"
        )


def _sentences(value: object) -> tuple[str, ...] | None:
    if value is None or value == []:
        return None
    if not isinstance(value, list):
        raise RecordError(f"sentences is {kind(value)} ({quote(value)}); write a list of texts")
    sentences = tuple(_text(part, f"sentences[{index}]") for index, part in enumerate(value))
    _check_length(sum(map(len, sentences)) + len(sentences) - 1, "sentences")
    return sentences


def _check_found(sentences: Sequence[str], text: str) -> None:
    end = 0
    for index, sentence in enumerate(sentences):
        start = text.find(sentence, end)
        if start < 0:
            raise RecordError(
                f"sentences[{index}] {quote(sentence)} is not in the text after character {end}; "
                "give the sentences verbatim and in order, or leave `text` out"
            )
        end = start + len(sentence)
