"""Events -> finished runs: strict papermill runs of the notebooks, kept and listed."""

from crossframe.suite.jobs import Job, find_jobs, seed_events
from crossframe.suite.notebooks import SUITE, notebooks_folder, run_notebook
from crossframe.suite.runs import RunResult, run_suite
from crossframe.suite.store import Run, list_in_index, list_runs

__all__ = [
    "SUITE",
    "Job",
    "Run",
    "RunResult",
    "find_jobs",
    "list_in_index",
    "list_runs",
    "notebooks_folder",
    "run_notebook",
    "run_suite",
    "seed_events",
]
