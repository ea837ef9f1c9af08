"""What is about to be published -> the same without secrets and without this machine's places."""

from __future__ import annotations

import getpass
import os
import re
import socket
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from crossframe.config import cache_folder, home, shown_path

SECRET = "<secret>"  # noqa: S105  # what stands in its place
_SECRET_NAME = re.compile(
    r"(^|[_-])(token|secret|passw(or)?d|passwd|api[_-]?key|access[_-]?key|private[_-]?key|"
    r"credentials?|auth|authorization|signature|sig|dsn)($|[_-])",
    re.IGNORECASE,
)
# Shorter values would be found in innocent words.
_FEWEST_CHARACTERS = 8
_USERINFO = re.compile(r"://[^/\s:@'\"]+(?::[^/\s@'\"]*)?@")
_QUERY = re.compile(r"([?&;#])([\w.-]+)=([^&;#\s'\"\\<>]+)")


@dataclass(frozen=True, slots=True)
class Privacy:
    """What must not be published, and what stands in its place.

    `secrets` and `paths` are replaced in all that is published; `names` (of the user, of the
    machine) only in what the machine says of itself, for an article may hold the same word.
    """

    secrets: Mapping[str, str]
    paths: Mapping[str, str]
    names: Mapping[str, str]

    @classmethod
    def of_this_process(cls, told: Iterable[object] = ()) -> Privacy:
        """Gathers what this process knows of its machine and its secrets.

        Args:
            told: Values of parameters; paths that lead out of the project are not shown whole.

        Returns:
            What must not be published.
        """
        secrets = {
            value.strip()
            for name, value in os.environ.items()
            if _SECRET_NAME.search(name) and len(value.strip()) >= _FEWEST_CHARACTERS
        }
        places = {
            str(home()): ".",
            sys.prefix: "<python>",
            sys.base_prefix: "<python>",
            str(Path(__file__).parents[2]): "<library>",
            str(cache_folder()): "<cache>",
            str(Path.home()): "~",
            tempfile.gettempdir(): "<tmp>",
        }
        given = {value for value in told if isinstance(value, str) and value}
        places |= {value: shown_path(value) for value in given if shown_path(value) != value}
        places |= {os.path.realpath(path): name for path, name in places.items()}
        words = {socket.gethostname(): "<host>", _user(): "<user>"}
        return cls(
            dict.fromkeys([*secrets, *map(escape, secrets)], SECRET),
            {path: name for path, name in places.items() if len(Path(path).parts) > 1},
            {word: name for word, name in words.items() if word},
        )

    def clean(self, text: str) -> str:
        """Cleans words of the machine: a message, a traceback, a parameter."""
        return _replace(self.clean_content(text), self.names, r"(?<![\w.-])", r"(?![\w-])")

    def clean_content(self, text: str) -> str:
        """Cleans what may hold words of articles, which stay as they are."""
        text = _replace(text, self.secrets)
        text = _replace(text, self.paths, r"(?<![\w~-])", r"(?![\w-])")
        return mask_addresses(text)

    def clean_values(self, value: Any) -> Any:
        """Cleans every text in plain values of JSON; a name that says "secret" hides its value."""
        if isinstance(value, str):
            return self.clean(value)
        if isinstance(value, Mapping):
            return {
                self.clean(str(name)): SECRET
                if isinstance(inner, str) and inner and _SECRET_NAME.search(str(name))
                else self.clean_values(inner)
                for name, inner in value.items()
            }
        if isinstance(value, list | tuple):
            return [self.clean_values(inner) for inner in value]
        return value

    def clean_notebook_file(self, path: Path) -> dict[str, Any]:
        """Cleans an executed notebook where it lies; see `clean_notebook`."""
        import nbformat

        notebook = nbformat.read(path, as_version=4)
        recorded = self.clean_notebook(notebook)
        nbformat.write(notebook, path)
        return recorded

    def clean_notebook(self, notebook: Any) -> dict[str, Any]:
        """Cleans an executed notebook, and reads what its last cell recorded.

        Args:
            notebook: As nbformat holds it; it is changed.

        Returns:
            Values by name.
        """
        from crossframe.presentation.results import RESULTS

        told = notebook.metadata.get("papermill", {})
        for key in ("input_path", "output_path", "environment_variables"):
            told.pop(key, None)
        if "parameters" in told:
            told["parameters"] = self.clean_values(told["parameters"])
        recorded: dict[str, Any] = {}
        for cell in notebook.cells:
            cell["source"] = self.clean_content(cell["source"])
            for output in cell.get("outputs", ()):
                recorded |= output.get("data", {}).get(RESULTS, {})
                spoken = output["output_type"] in {"error", "stream"}
                for key in output.keys() - {"output_type"}:
                    output[key] = self._clean_output(output[key], spoken=spoken)
        return recorded

    def _clean_output(self, value: Any, *, spoken: bool) -> Any:
        if isinstance(value, str):
            return self.clean(value) if spoken else self.clean_content(value)
        if isinstance(value, dict):
            return type(value)(
                {key: self._clean_output(inner, spoken=spoken) for key, inner in value.items()}
            )
        if isinstance(value, list):
            return [self._clean_output(inner, spoken=spoken) for inner in value]
        return value


def mask_addresses(text: str) -> str:
    """Takes passwords and tokens out of addresses.

    >>> mask_addresses("https://me:pw@host/x?token=abc&page=2")
    'https://<secret>@host/x?token=<secret>&page=2'
    """
    text = _USERINFO.sub(f"://{SECRET}@", text)
    return _QUERY.sub(_mask_query, text)


def _mask_query(found: re.Match[str]) -> str:
    lead, name, _ = found.groups()
    return f"{lead}{name}={SECRET}" if _SECRET_NAME.search(name) else found.group()


def _replace(text: str, values: Mapping[str, str], before: str = "", after: str = "") -> str:
    """Replaces values, the longest first: of two names of one folder it says more."""
    if not any(value in text for value in values):  # a pattern takes six times as long to tell
        return text
    pattern = _pattern(tuple(values), before, after)
    return pattern.sub(lambda found: values[found.group()], text)


@lru_cache(maxsize=16)
def _pattern(values: tuple[str, ...], before: str, after: str) -> re.Pattern[str]:
    longest = sorted(values, key=lambda value: (-len(value), value))
    return re.compile(f"{before}(?:{'|'.join(map(re.escape, longest))}){after}")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
