"""One line of a file of corrections -> a checked value, and back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from crossframe.records import instant
from crossframe.text import text_key

# Further actions are kept and listed: a newer version may have written them.
BINDING = ("merge", "split", "move", "reject")
REMARKS = ("rename", "note", "check")
TURNS = ("undo", "redo")
ACTIONS = (*BINDING, *REMARKS, *TURNS)

MAX_NAME = 200
MAX_NOTE = 4000
_MAX_EXCERPT = 80
_KEY = re.compile(r"[0-9a-f]{16}")
_ID = re.compile(r"[\w.:-]{1,100}")
# Control characters, and halves of surrogate pairs, which no file in UTF-8 can hold.
_UNUSABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_FIELDS = {"id", "at", "by", "action", "parts", "shared", "text", "target"}


class LineError(ValueError):
    """A line cannot be used as a correction; says why."""


class Said(NamedTuple):
    """A sentence as a correction names it: the key of its text, and how it begins."""

    key: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody decided about sentences, by their texts.

    `parts` are groups of texts, and what they mean depends on `action`: for "merge" the claims
    that are one; for "split" what must be apart; for "move" the sentence, what it leaves and what
    it joins (either may be empty); for "reject", "rename", "note" and "check" one claim. `shared`
    are keys of texts that stood in further claims at the time: they join a claim without drawing
    their other claims along. `text` is the name or note, `target` the correction that an undo or
    redo is about.
    """

    correction_id: str
    at: str
    by: str
    action: str
    parts: tuple[tuple[Said, ...], ...] = ()
    shared: frozenset[str] = frozenset()
    text: str = ""
    target: str = ""

    @property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """The keys of the texts, part for part."""
        return tuple(tuple(said.key for said in part) for part in self.parts)

    @property
    def excerpts(self) -> tuple[str, ...]:
        """The beginnings of the sentences, each once."""
        return tuple(dict.fromkeys(said.excerpt for part in self.parts for said in part))

    @property
    def order(self) -> tuple[datetime, str]:
        """Sorting key: by time, then id."""
        return instant(self.at), self.correction_id


def said(text: str) -> Said:
    """A sentence as a correction names it."""
    plain = " ".join(_UNUSABLE.sub(" ", text).split())
    cut = plain if len(plain) <= _MAX_EXCERPT else plain[: _MAX_EXCERPT - 1].rstrip() + "…"
    return Said(text_key(text), cut)


def to_line(correction: Correction) -> str:
    """Writes a correction as one line of JSON, without the line end."""
    row: dict[str, Any] = {
        "id": correction.correction_id,
        "at": correction.at,
        "by": correction.by,
        "action": correction.action,
    }
    if correction.parts:
        row["parts"] = [dict(part) for part in correction.parts]
    row |= {"shared": sorted(correction.shared)} if correction.shared else {}
    row |= {"text": correction.text} if correction.text else {}
    row |= {"target": correction.target} if correction.target else {}
    return json.dumps(row, ensure_ascii=False)


def from_line(line: str) -> Correction:
    """Reads a correction.

    Args:
        line: One line of a file of corrections.

    Returns:
        The correction.

    Raises:
        LineError: If the line is no correction; says what it lacks.

    >>> from_line('{"id": "x", "by": "Ada", "action": "undo", "target": "y"}')
    Traceback (most recent call last):
    crossframe.corrections.correction.LineError: 'at' is missing; a correction has id, at, by and \
action
    """
    row = _object(line)
    unknown = sorted(row.keys() - _FIELDS)
    if unknown:
        raise LineError(f"field {unknown[0]!r} is unknown; allowed: {', '.join(sorted(_FIELDS))}")
    correction = Correction(
        correction_id=_matching(row, "id", _ID, "letters, digits, '.', ':', '_' and '-'"),
        at=_moment(row),
        by=check_words(_text(row, "by"), "by", MAX_NAME),
        action=_text(row, "action"),
        parts=tuple(_parts(row.get("parts", []))),
        shared=frozenset(_keys(row.get("shared", []))),
        text=check_words(_text(row, "text", ""), "text", MAX_NOTE),
        target=_text(row, "target", ""),
    )
    require_whole(correction)
    return correction


def require_whole(correction: Correction) -> None:
    """Refuses a correction that lacks what its action needs.

    Args:
        correction: The correction; of an action that is not known, nothing is asked.

    Raises:
        LineError: If a part, a text or a target is missing.
    """
    action, parts = correction.action, correction.parts
    needed = {"merge": 2, "split": 2, "move": 3, "reject": 1, **dict.fromkeys(REMARKS, 1)}
    enough = len(parts) >= 2 if action in {"merge", "split"} else len(parts) == needed.get(action)
    if action in needed and not enough:
        raise LineError(f"{action!r} has {len(parts)} parts; expected {needed[action]}")
    filled = parts[:1] if action == "move" else parts
    if action in needed and not all(filled):
        raise LineError(f"{action!r} has a part without a sentence")
    if action == "split" and len({s.key for p in parts for s in p}) < sum(map(len, parts)):
        raise LineError("'split' has a sentence in two parts")
    if action in {"rename", "note"} and not correction.text:
        raise LineError(f"{action!r} has no text")
    if action in TURNS and not correction.target:
        raise LineError(f"{action!r} has no target; name the id of a correction")


def check_words(text: str, name: str, most: int) -> str:
    """Passes a name or note on if every page can show it.

    Args:
        text: The text.
        name: What it is, for the error.
        most: Characters that it may have.

    Returns:
        The text without blanks around it.

    Raises:
        LineError: If it is too long or holds characters that cannot be shown.
    """
    bare = text.strip()
    if len(bare) > most:
        raise LineError(f"{name!r} has {len(bare):,} characters; at most {most:,}")
    if found := _UNUSABLE.search(bare):
        raise LineError(f"{name!r} holds the control character U+{ord(found[0]):04X}")
    if name != "text" and not bare:
        raise LineError(f"{name!r} is empty")
    return bare


def _object(line: str) -> dict[str, Any]:
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        raise LineError("a mark of an unfinished merge; delete it and keep the lines of both sides")
    try:
        row = json.loads(line)
    except RecursionError:
        raise LineError("not a correction: nested too deeply") from None
    except ValueError as error:
        raise LineError(f"not JSON ({error}); a correction is one object a line") from None
    if not isinstance(row, dict):
        raise LineError(f"a {type(row).__name__}; a correction is one object a line")
    return row


def _text(row: dict[str, Any], name: str, default: str | None = None) -> str:
    value = row.get(name, default)
    if value is None:
        raise LineError(f"{name!r} is missing; a correction has id, at, by and action")
    if not isinstance(value, str):
        raise LineError(f"{name!r} is a {type(value).__name__}; write a text")
    return value


def _matching(row: dict[str, Any], name: str, pattern: re.Pattern[str], allowed: str) -> str:
    value = _text(row, name)
    if not pattern.fullmatch(value):
        raise LineError(f"{name!r} is {value[:40]!r}; allowed: {allowed}, at most 100")
    return value


def _moment(row: dict[str, Any]) -> str:
    value = _text(row, "at")
    try:
        return utc(instant(value))
    except (ValueError, OverflowError):
        raise LineError(f"'at' is {value[:40]!r}; write a time as 2026-03-12T08:00:00Z") from None


def utc(moment: datetime) -> str:
    """Writes a moment as crossframe does in corrections: UTC, to the microsecond.

    >>> utc(instant("2026-03-12T08:00:00+02:00"))
    '2026-03-12T06:00:00.000000Z'
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _parts(value: object) -> Iterator[tuple[Said, ...]]:
    if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
        raise LineError("'parts' is no list of objects; write [{key: beginning of the sentence}]")
    for part in value:
        for key, excerpt in part.items():
            if not _KEY.fullmatch(key) or not isinstance(excerpt, str):
                raise LineError(f"{key[:40]!r} is no key of a text with its beginning")
        yield tuple(Said(key, said(excerpt).excerpt) for key, excerpt in part.items())


def _keys(value: object) -> Iterator[str]:
    if not isinstance(value, list):
        raise LineError("'shared' is no list of keys")
    for key in value:
        if not isinstance(key, str) or not _KEY.fullmatch(key):
            raise LineError(f"'shared' holds {str(key)[:40]!r}, which is no key of a text")
        yield key
