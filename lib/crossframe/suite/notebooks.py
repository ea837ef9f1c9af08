"""One notebook and its parameters -> an executed notebook, and how it fared."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from crossframe.config import PARAMETERS, Parameters, home
from crossframe.errors import NotebookError, ParameterError
from crossframe.machine import without_modules
from crossframe.suite.limits import NOTEBOOK_SECONDS
from crossframe.suite.prepared import ASKED
from crossframe.suite.privacy import Privacy

if TYPE_CHECKING:
    from crossframe.suite.kernels import Kernel, Kernels

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
State = Literal["succeeded", "failed", "timed out", "skipped"]

_START_SECONDS = 120
_ENGINE = "crossframe"
# Cleans an executed notebook, as nbformat holds it.
Clean = Callable[[Any], object]
_GRAMMARS = ("rfc3987_syntax",)


class NotebookRun(NamedTuple):
    """How a notebook fared: `results` is what its last cell recorded, `error` None if it ran.

    `cpu_seconds` and `peak_bytes` are its kernel's; None where the system does not tell, or the
    kernel died before it could be asked.
    """

    name: str
    state: State
    seconds: float
    results: Mapping[str, Any]
    error: str | None = None
    cpu_seconds: float | None = None
    peak_bytes: int | None = None


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


def import_papermill() -> Any:
    """Imports papermill without the grammars of addresses that jsonschema would build first.

    That takes it a second. It goes without them where they are not installed, and no schema of a
    notebook asks for them.

    Returns:
        The module.
    """
    with without_modules(*_GRAMMARS):
        import papermill
    return papermill


def require_parameters(name: str) -> None:
    """Refuses a notebook that does not declare exactly the parameters there are.

    Args:
        name: Notebook, without its ending.

    Raises:
        ParameterError: If it declares others.
    """
    path = notebooks_folder() / f"{name}.ipynb"
    declared = _declared(path, path.stat().st_mtime_ns)
    known = set(PARAMETERS)
    if declared != known:
        raise ParameterError(
            f"{name}.ipynb declares the parameters {sorted(declared)}, expected {sorted(known)}; "
            "its `parameters` cell has one a line, with exactly one '='"
        )


@cache
def _declared(path: Path, modified: int) -> frozenset[str]:  # noqa: ARG001  # a file as it was then
    """The parameters that a notebook declares: a watch asks before each run."""
    return frozenset(import_papermill().inspect_notebook(str(path)))


def run_notebook(
    name: str,
    parameters: Parameters,
    folder: Path,
    kernels: Kernels,
    *,
    limit: float = NOTEBOOK_SECONDS,
    privacy: Privacy | None = None,
) -> NotebookRun:
    """Runs one notebook of the suite through papermill, in a kernel of its own.

    Args:
        name: Notebook, without its ending.
        parameters: Checked parameters; all of them are injected.
        folder: Where the executed notebook is written.
        kernels: What its kernel belongs to.
        limit: Seconds that the whole notebook may take; then its kernel is ended.
        privacy: What is taken out of the executed notebook; None for what this process knows.

    Returns:
        How it went. A failing notebook is kept with its traceback, and is no exception here.
    """
    privacy = privacy or Privacy.of_this_process()
    target = folder / f"{name}.ipynb"
    begun = time.monotonic()
    kernel: Kernel | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        kernel = kernels.open(name, has_time=name != SUITE[-1])
        with _ended_after(limit, kernel):
            error, results = _executed(name, parameters, target, kernel, privacy)
        if error and kernel.timed_out:
            error = f"{name}: not done after {limit:g} s, its kernel was ended"
        elif error and kernels.are_ended:
            error = f"{name}: its kernel was ended, because the run is being stopped"
    except Exception as failure:  # noqa: BLE001  # whatever befalls one notebook, the others run
        error, results = f"{name}: {type(failure).__name__}: {failure}", {}
    finally:
        if kernel:
            kernel.close()
    return NotebookRun(
        name=name,
        state=_state(error, kernel),
        seconds=round(time.monotonic() - begun, 2),
        results=results,
        error=privacy.clean(error) if error else None,
        cpu_seconds=kernel.usage.cpu_seconds if kernel else None,
        peak_bytes=kernel.usage.peak_bytes if kernel else None,
    )


@contextmanager
def _ended_after(seconds: float, kernel: Kernel) -> Iterator[None]:
    timer = Timer(seconds, kernel.time_out)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _state(error: str | None, kernel: Kernel | None) -> State:
    if error is None:
        return "succeeded"
    return "timed out" if kernel and kernel.timed_out else "failed"


def _executed(
    name: str, parameters: Parameters, target: Path, kernel: Kernel, privacy: Privacy
) -> tuple[str | None, dict[str, Any]]:
    """Executes a notebook, cleaned before it is written: what went wrong, and what it recorded."""
    results: dict[str, Any] = {}

    def clean(notebook: Any) -> None:
        results.update(privacy.clean_notebook(notebook))

    error = _error_of(name, kernel, lambda: _execute(name, parameters, target, kernel, clean))
    if error and target.exists():  # written as it was, or once more with marks of the error
        try:
            results = privacy.clean_notebook_file(target)
        except (ValueError, OSError):  # a full disk: half a notebook is none, and hides no reason
            target.unlink()
    return error, results


def _error_of(name: str, kernel: Kernel, work: Callable[[], None]) -> str | None:
    """Runs a notebook and words what went wrong; None if nothing did."""
    papermill = import_papermill()

    try:
        work()
    except papermill.PapermillExecutionError as failure:
        return f"{name}, cell {failure.exec_count}: {failure.ename}: {failure.evalue}"
    except (RuntimeError, TimeoutError, OSError) as failure:  # a kernel that died, a full disk
        error = f"{name}: {type(failure).__name__}: {failure}"
        words = kernel.last_words if "DeadKernelError" in error else ""
        return f"{error}: {words}" if words else error
    return None


def _execute(name: str, parameters: Parameters, target: Path, kernel: Kernel, clean: Clean) -> None:
    papermill = import_papermill()
    from jupyter_core.utils import ensure_event_loop

    try:
        papermill.execute_notebook(
            str(notebooks_folder() / f"{name}.ipynb"),
            str(target),
            asdict(parameters),
            kernel_name="python3",
            progress_bar=False,
            engine_name=_engine(),
            request_save_on_cell_execute=False,
            kept_at=str(target),
            clean=clean,
            cwd=str(home()),
            start_timeout=_START_SECONDS,
            kernel_manager_class=kernel.manager_class(),
            shutdown_kernel="immediate",  # it has nothing to save
            extra_arguments=list(ASKED),
            ipython_hist_file="",  # there is no history
        )
    finally:
        # nbclient made a loop for this thread and leaves it open.
        loop = ensure_event_loop()
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


@cache
def _engine() -> str:
    """The engine of papermill that cleans a notebook when it is done, before it is written.

    The usual one writes it twice a cell, which takes longer than all else that is done for it here,
    or, asked not to, never where the kernel died.
    """
    import_papermill()
    from papermill.engines import NBClientEngine, papermill_engines

    class WritesOnce(NBClientEngine):  # type: ignore[misc]  # papermill ships no types
        @classmethod
        def execute_notebook(cls, notebook: Any, *given: Any, clean: Clean, **asked: Any) -> Any:
            done = super().execute_notebook(notebook, *given, **asked)
            clean(done)
            return done

        @classmethod
        def execute_managed_notebook(
            cls, managed: Any, kernel_name: str, *, kept_at: str, **asked: Any
        ) -> None:
            try:
                super().execute_managed_notebook(managed, kernel_name, **asked)
            except BaseException:
                managed.output_path = kept_at  # then papermill says that it is done, and writes it
                raise

    papermill_engines.register(_ENGINE, WritesOnce)
    return _ENGINE


def inside(parameters: Parameters, out: Path, threads: int) -> Parameters:
    """What the notebooks of a run are told: where they are, relative, for it is published."""
    reports = os.path.relpath(home() / parameters.reports, home())
    return replace(parameters, out=os.path.relpath(out, home()), reports=reports, threads=threads)
