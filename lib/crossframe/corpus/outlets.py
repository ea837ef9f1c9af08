"""`outlets.toml` -> the labels that a researcher gave to outlets, checked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from crossframe.config import Parameters, home
from crossframe.corpus.fields import check_outlet
from crossframe.corpus.raw import RecordError
from crossframe.corpus.wording import kind, quote
from crossframe.errors import CorpusError

_LABEL = re.compile(r"[^\W_][\w -]{0,59}")


def read_outlets(path: Path) -> Mapping[str, Mapping[str, str]]:
    """Reads which labels each outlet has: its country, its owner, or any other.

    crossframe ships no labels of outlets and knows no label by name; what they mean is the
    researcher's business.

    Args:
        path: A TOML file with one table an outlet, such as `["Harbour Post"]`, and in it one text a
            label, such as `country = "Veldria"`.

    Returns:
        Texts by label, by outlet, outlets by name.

    Raises:
        CorpusError: If the file cannot be read, is no TOML, or holds anything but texts; names the
            outlet, the label and what was found.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CorpusError(path, None, f"cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise CorpusError(path, None, f"is not UTF-8: {error.reason}") from None
    except tomllib.TOMLDecodeError as error:
        raise CorpusError(path, _line(str(error)), f"is not TOML: {error}") from None
    outlets: dict[str, Mapping[str, str]] = {}
    for outlet, labels in found.items():
        name = _checked(path, outlet)
        if name in outlets:
            raise CorpusError(path, None, f"outlet {quote(name)} is there twice; join its labels")
        outlets[name] = _labels(path, name, labels)
    return dict(sorted(outlets.items()))


def open_outlets(parameters: Parameters) -> Mapping[str, Mapping[str, str]]:
    """Reads the labels that go with the articles: those that are named, or those that lie near.

    Args:
        parameters: `outlets` names the file; empty, it is the `outlets.toml` in the folder of the
            articles or, failing that, in the folder above.

    Returns:
        As `read_outlets`; empty where none is named and none is there.

    Raises:
        CorpusError: As in `read_outlets`.
    """
    if parameters.outlets:
        return read_outlets(home() / parameters.outlets)
    source = parameters.source_path
    folder = source if source.is_dir() else source.parent
    near = (at / "outlets.toml" for at in (folder, folder.parent))
    found = next((path for path in near if path.is_file()), None)
    return read_outlets(found) if found else {}


def expected_outlets(parameters: Parameters) -> tuple[str, ...]:
    """Outlets that the researcher named for this run, whether or not an article of theirs is here.

    Args:
        parameters: `outlets` names the file; a file that merely lies near names nobody.

    Returns:
        Names of outlets, sorted; none where groups are compared.

    Raises:
        CorpusError: As in `read_outlets`.
    """
    return () if parameters.group or not parameters.outlets else tuple(open_outlets(parameters))


def _line(error: str) -> int | None:
    found = re.search(r"at line (\d+)", error)
    return int(found[1]) if found else None


def _checked(path: Path, outlet: str) -> str:
    try:
        return check_outlet(outlet)
    except RecordError as error:
        raise CorpusError(path, None, str(error)) from None


def _labels(path: Path, outlet: str, labels: object) -> dict[str, str]:
    if not isinstance(labels, dict):
        found = "a text" if isinstance(labels, str) else kind(labels)
        raise CorpusError(
            path, None, f'{quote(outlet)} is {found}; write a table, ["{outlet}"], a label a line'
        )
    return {label: _value(path, outlet, label, value) for label, value in sorted(labels.items())}


def _value(path: Path, outlet: str, label: str, value: object) -> str:
    if not _LABEL.fullmatch(label):
        raise CorpusError(
            path,
            None,
            f"label {quote(label)} of {quote(outlet)} is no name; use letters, digits, spaces, '-' "
            "and '_', at most 60, starting with a letter or digit",
        )
    text = " ".join(value.split()) if isinstance(value, str) else ""
    if not text:
        found = "empty" if isinstance(value, str) else f"{kind(value)} ({quote(value)})"
        raise CorpusError(
            path, None, f"{quote(outlet)}: {label} is {found}; write a text, or leave it out"
        )
    try:
        check_outlet(f"{label}: {text}")
    except RecordError:
        raise CorpusError(
            path,
            None,
            f"{quote(outlet)}: {label} = {quote(text)} cannot name a group; use at most 100 "
            "characters, no '<', '>' or backslash",
        ) from None
    return text
