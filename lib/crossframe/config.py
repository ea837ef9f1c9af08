"""Names and values, as text or typed -> `Parameters`, checked, or an error that teaches."""

from __future__ import annotations

import ast
import difflib
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal

from crossframe.errors import ParameterError
from crossframe.models import MULTILINGUAL, PACKAGED, SUFFIX
from crossframe.names import WHAT_NAMES_AN_EVENT, names_an_event
from crossframe.parameter import About, declared_in
from crossframe.places import cache_folder, home, local_path, shown_path

__all__ = ["PARAMETERS", "Parameters", "cache_folder", "home", "load_parameters", "shown_path"]

# papermill opens the cell that it injects with this line.
INJECTED = "# Parameters"
_ENCODER = f"a name or folder, with {SUFFIX} behind it for the eight-bit form of a BERT model"


def _is_encoder(name: str) -> bool:
    return name not in ("", MULTILINGUAL + SUFFIX)


@dataclass(frozen=True)
class Parameters:
    """What a run can be told; every notebook's `parameters` cell lists the same names.

    The first four say where things are, the others what is computed. `from_values` checks them, and
    takes text, as schedulers send it: `"15"` is a fine integer and `"true"` a fine truth value.
    """

    event: Annotated[
        str, About("event to compare", names_an_event, f"a name of {WHAT_NAMES_AN_EVENT}")
    ]
    source: Annotated[
        str, About("file or folder of articles; empty: seeds/events/<event>.jsonl")
    ] = ""
    reports: Annotated[str, About("folder of the runs")] = "reports"
    out: Annotated[str, About("folder for this run's files; empty: <reports>/<event>/draft")] = ""
    encoder: Annotated[
        str, About("sentence-transformers model, by name or folder", _is_encoder, _ENCODER)
    ] = PACKAGED
    verification: Annotated[
        Literal["strict", "balanced", "wide"], About("how alike sentences of one claim must be")
    ] = "balanced"
    judge: Annotated[
        str, About("CrossEncoder that judges pairs; empty: crossframe's own judge")
    ] = ""
    nli: Annotated[str, About("CrossEncoder that looks for contradictions; empty: rules alone")] = (
        ""
    )
    near_duplicate: Annotated[
        float, About("share of equal words that makes a light edit", least=0.5, most=1.0)
    ] = 0.9
    seed: Annotated[int, About("seed of the map (claims depend on none)", most=2**32 - 1)] = 0
    threads: Annotated[int, About("processor threads; 0: all there are", most=1024)] = 0
    outlets: Annotated[
        str, About("TOML file about outlets; empty: outlets.toml beside the articles")
    ] = ""
    group: Annotated[
        str, About("label in that file to compare by, as country; empty: by outlet")
    ] = ""
    labels: Annotated[
        str, About("what people judged, file or folder; empty: seeds/labels, if there")
    ] = ""
    corrections: Annotated[
        str, About("file of corrections; empty: corrections/<event>.jsonl beside the articles")
    ] = ""
    strict: Annotated[bool, About("fail if any article had to be excluded")] = False

    @classmethod
    def from_values(cls, values: Mapping[str, object]) -> Parameters:
        """Checks names, types and ranges.

        Args:
            values: Parameters by name, typed or as text.

        Returns:
            The parameters, typed.

        Raises:
            ParameterError: For the first name or value that will not do; names the nearest valid
                name and what is allowed.

        >>> Parameters.from_values({"event": "flood", "seed": "7"}).seed
        7
        >>> Parameters.from_values({"event": "flood", "sede": 7})
        Traceback (most recent call last):
        crossframe.errors.ParameterError: unknown parameter 'sede'; did you mean 'seed'? Allowed: \
event, source, reports, out, encoder, verification, judge, nli, near_duplicate, seed, threads, \
outlets, group, labels, corrections, strict
        """
        for name in values:
            if name not in PARAMETERS:
                raise ParameterError(f"unknown parameter {name!r}; {suggestion(name)}")
        for name, parameter in PARAMETERS.items():
            if parameter.is_required and name not in values:
                told = parameter.about.description
                raise ParameterError(f"parameter {name!r} is missing; set it to the {told}")
        read: dict[str, Any] = {
            name: PARAMETERS[name].read(value) for name, value in values.items()
        }
        return cls(**read)

    @classmethod
    def from_namespace(cls, namespace: Mapping[str, Any]) -> Parameters:
        """Checks the parameters of a running notebook, those that papermill injected included.

        papermill itself accepts any name; a misspelt one would leave the default in force. Here
        the cell that it injected is read again and an unknown name stops the notebook.

        Args:
            namespace: `globals()` of the notebook.

        Returns:
            The parameters, typed.

        Raises:
            ParameterError: As in `from_values`.
        """
        given = {name: namespace[name] for name in PARAMETERS if name in namespace}
        injected = {name: namespace.get(name) for name in _injected(namespace.get("In", ()))}
        return cls.from_values(given | injected)

    @property
    def source_path(self) -> Path:
        """Where the articles are."""
        return local_path(self.source or f"seeds/events/{self.event}.jsonl")

    @property
    def out_path(self) -> Path:
        """Where this run's files go."""
        return home() / (self.out or f"{self.reports}/{self.event}/draft")

    @property
    def determining(self) -> dict[str, object]:
        """The parameters that can change a result, by name, for digests."""
        names = ("event", "encoder", "verification", "judge", "near_duplicate", "seed")
        found = {name: getattr(self, name) for name in names}
        return {**found, "encoder": shown_path(self.encoder), "judge": shown_path(self.judge)}


# What each of them is for and takes, by name, in their order.
PARAMETERS = declared_in(Parameters)


def suggestion(name: str) -> str:
    """Says which parameter a misspelt name may have meant, and which there are.

    >>> suggestion("encodr").split("?")[0]
    "did you mean 'encoder'"
    """
    known = list(PARAMETERS)
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]!r}? " if near else ""
    return f"{hint}Allowed: {', '.join(known)}"


def load_parameters(path: Path) -> dict[str, object]:
    """Reads a parameter file: TOML or JSON, one value a name.

    Args:
        path: The file; its ending decides how it is read.

    Returns:
        Unchecked values by name.

    Raises:
        ParameterError: If the file cannot be read as a table of values.
    """
    try:
        text = path.read_text(encoding="utf-8")
        values = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ParameterError(f"{path}: cannot be read as parameters: {reason}") from None
    if not isinstance(values, dict):
        raise ParameterError(f"{path}: holds a {type(values).__name__}; write one value a name")
    return values


def parse_assignments(assignments: Sequence[str]) -> dict[str, object]:
    """Reads `name=value` texts, as given to `--set`.

    Args:
        assignments: The texts; what follows the first `=` is the value.

    Returns:
        Unchecked values by name.

    Raises:
        ParameterError: If one has no `=`.

    >>> parse_assignments(["seed=3", "encoder=my=model"])
    {'seed': '3', 'encoder': 'my=model'}
    """
    values: dict[str, object] = {}
    for text in assignments:
        name, equals, value = text.partition("=")
        if not equals:
            raise ParameterError(f"--set {text!r} has no '='; write --set name=value")
        values[name.strip()] = value
    return values


def _injected(history: Sequence[str]) -> list[str]:
    """Names that the last injected cell of a notebook sets."""
    cells = [
        names
        for cell in history
        if cell.lstrip().startswith(INJECTED)
        if (names := _assigned(cell)) is not None
    ]
    # jupyter-scheduler does not mark its cell: it is the one right after the parameters.
    for before, cell in pairwise(history):
        if _declares_parameters(before) and (names := _assigned(cell)):
            cells.append(names)
    return cells[-1] if cells else []


def _assigned(cell: str) -> list[str] | None:
    """Names that a cell sets; None if it does anything else."""
    statements = _statements(cell)
    names = [
        target.id
        for statement in statements
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    ]
    return names if len(names) == len(statements) else None


def _declares_parameters(cell: str) -> bool:
    declared = {
        statement.target.id
        for statement in _statements(cell)
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)
    }
    return declared >= PARAMETERS.keys()


def _statements(cell: str) -> list[ast.stmt]:
    try:
        return ast.parse(cell).body
    except (SyntaxError, ValueError):  # a cell of IPython's own commands
        return []
