"""One notebook and its parameters -> an executed notebook, or an error that names the cell."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

from crossframe.config import Parameters, home
from crossframe.errors import NotebookError, ParameterError
from crossframe.presentation.results import RESULTS

# In reading order; the last one is what people are sent.
SUITE = (
    "00_corpus",
    "01_claims",
    "02_coverage",
    "03_side_by_side",
    "04_wording",
    "05_sources",
    "06_timeline",
    "90_stability",
    "91_quality",
    "report",
)

# No notebook of the suite takes a minute on a finished claim map; a cell that takes ten hangs.
_CELL_SECONDS = 600
_START_SECONDS = 120


class NotebookRun(NamedTuple):
    """How a notebook fared: `results` is what its last cell recorded, `error` None if it ran."""

    name: str
    seconds: float
    results: dict[str, Any]
    error: str | None


def notebooks_folder() -> Path:
    """Where the notebooks are: in the checkout, or inside the installed package.

    Returns:
        The folder.

    Raises:
        NotebookError: If neither holds them.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "notebooks", package.parents[1] / "notebooks"):
        if (folder / f"{SUITE[0]}.ipynb").is_file():
            return folder
    raise NotebookError(f"the notebooks are not in {package / 'notebooks'}; reinstall crossframe")


def run_notebook(name: str, parameters: Parameters, folder: Path) -> NotebookRun:
    """Runs one notebook of the suite through papermill, in a kernel of its own.

    Args:
        name: Notebook, without its ending.
        parameters: Checked parameters; all of them are injected.
        folder: Where the executed notebook is written.

    Returns:
        How it went. A failing notebook is kept with its traceback, and is no exception here.

    Raises:
        ParameterError: If the notebook does not declare exactly the parameters there are.
    """
    import papermill

    source = notebooks_folder() / f"{name}.ipynb"
    target = folder / source.name
    declared = set(papermill.inspect_notebook(str(source)))
    _require_same(name, declared)
    folder.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    error = None
    try:
        papermill.execute_notebook(
            str(source),
            str(target),
            parameters.model_dump(),
            kernel_name="python3",
            progress_bar=False,
            cwd=str(home()),
            start_timeout=_START_SECONDS,
            execution_timeout=_CELL_SECONDS,
            kernel_manager_class=_ipc_kernel_manager(),
            extra_arguments=["--log-level=CRITICAL"],  # it says so when it is told to stop
        )
    except papermill.PapermillExecutionError as failure:
        error = f"{name}, cell {failure.exec_count}: {failure.ename}: {failure.evalue}"
    except (RuntimeError, TimeoutError) as failure:  # a kernel that died or hangs
        error = f"{name}: {type(failure).__name__}: {failure}"
    return NotebookRun(name, round(time.monotonic() - begun, 2), _finish(target), error)


def _require_same(name: str, declared: set[str]) -> None:
    known = set(Parameters.model_fields)
    if declared != known:
        raise ParameterError(
            f"{name}.ipynb declares the parameters {sorted(declared)}, expected {sorted(known)}; "
            "its `parameters` cell has one a line, with exactly one '='"
        )


def _ipc_kernel_manager() -> type:
    """Kernels over sockets in the file system: kernels side by side cannot clash on TCP ports."""
    from jupyter_client.manager import AsyncKernelManager

    class IpcKernelManager(AsyncKernelManager):
        def __init__(self, **settings: Any) -> None:
            super().__init__(**settings | {"transport": "ipc"})

    return IpcKernelManager


def _finish(target: Path) -> dict[str, Any]:
    """Takes this machine's paths out of an executed notebook and reads what it recorded."""
    import nbformat

    if not target.exists():
        return {}
    text = target.read_text(encoding="utf-8")
    for path, name in ((home(), "."), (Path(sys.prefix), "<python>"), (Path.home(), "~")):
        text = text.replace(f"{path}/", f"{name}/") if len(path.parts) > 1 else text
    notebook = nbformat.reads(text, as_version=4)
    for key in ("input_path", "output_path", "environment_variables"):
        notebook.metadata.get("papermill", {}).pop(key, None)
    nbformat.write(notebook, target)
    recorded: dict[str, Any] = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            recorded |= output.get("data", {}).get(RESULTS, {})
    return recorded
