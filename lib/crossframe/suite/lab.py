"""An event, or none -> notebooks that JupyterLab can open."""

from __future__ import annotations

from pathlib import Path

from crossframe.config import home
from crossframe.errors import ParameterError
from crossframe.suite.jobs import events_there, seed_events
from crossframe.suite.notebooks import SUITE, import_papermill, notebooks_folder


def lab_folder(event: str | None) -> tuple[Path, str]:
    """Prepares what JupyterLab opens.

    Args:
        event: Event to set the notebooks to; None opens the notebooks as they are.

    Returns:
        The root that JupyterLab serves, and the notebook to open, relative to it. Notebooks of an
        event, and those of an installed package, are copies under `reports`.

    Raises:
        ParameterError: If there is no such event in `seeds/events`.
    """
    papermill = import_papermill()

    root, source = home(), notebooks_folder()
    if event is None and source.is_relative_to(root):
        return root, f"{source.relative_to(root).as_posix()}/{SUITE[0]}.ipynb"
    if event and event not in seed_events():
        raise ParameterError(f"{event!r} is no event; {events_there(event)}")
    folder = root / "reports" / (event or "") / "lab"
    folder.mkdir(parents=True, exist_ok=True)
    for name in SUITE:
        target = folder / f"{name}.ipynb"
        if not target.exists():  # what a researcher changed stays
            papermill.execute_notebook(
                str(source / target.name),
                str(target),
                {"event": event} if event else {},
                prepare_only=True,
            )
    return root, (folder / f"{SUITE[0]}.ipynb").relative_to(root).as_posix()
