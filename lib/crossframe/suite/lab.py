"""An event, or none -> notebooks that JupyterLab can open."""

from __future__ import annotations

from pathlib import Path

from crossframe.config import home
from crossframe.errors import ParameterError
from crossframe.suite.jobs import Job, find_jobs
from crossframe.suite.notebooks import SUITE, import_papermill, notebooks_folder


def lab_folder(name: str | None, event: str = "") -> tuple[Path, str]:
    """Prepares what JupyterLab opens.

    Args:
        name: Event of `seeds/events`, file or folder of articles, or address of such, to set the
            notebooks to; None opens the notebooks as they are.
        event: Which event of a file that holds several; "" where it holds one.

    Returns:
        The root that JupyterLab serves, and the notebook to open, relative to it. Notebooks of an
        event, and those of an installed package, are copies under `reports`.

    Raises:
        ParameterError: If the name is neither an event nor a file, or it holds several events.
        CorpusError: If a file of articles cannot be used.
    """
    root, source = home(), notebooks_folder()
    if name is None and source.is_relative_to(root):
        return root, f"{source.relative_to(root).as_posix()}/{SUITE[0]}.ipynb"
    given = _given(_one_job(name, event)) if name else {}
    folder = root / "reports" / given.get("event", "") / "lab"
    folder.mkdir(parents=True, exist_ok=True)
    papermill = import_papermill()
    for notebook in SUITE:
        target = folder / f"{notebook}.ipynb"
        if not target.exists():  # what a researcher changed stays
            papermill.execute_notebook(
                str(source / target.name), str(target), given, prepare_only=True
            )
    return root, (folder / f"{SUITE[0]}.ipynb").relative_to(root).as_posix()


def _one_job(name: str, event: str) -> Job:
    jobs = find_jobs([name], [event] if event else [])
    if len(jobs) != 1:
        there = ", ".join(job.corpus.event_id for job in jobs)
        raise ParameterError(f"{name!r} holds {len(jobs)} events; name one with --event: {there}")
    return jobs[0]


def _given(job: Job) -> dict[str, str]:
    """The parameters that set a notebook to an event."""
    return {"event": job.corpus.event_id} | ({"source": job.source} if job.source else {})
