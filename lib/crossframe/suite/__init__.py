"""Events -> finished runs: strict papermill runs of the notebooks, kept and listed."""

from crossframe.suite.catalogue import list_in_index
from crossframe.suite.jobs import Job, find_jobs, seed_events
from crossframe.suite.limits import Limits
from crossframe.suite.notebooks import SUITE, notebooks_folder
from crossframe.suite.runs import RunResult, run_suite
from crossframe.suite.store import Run, list_runs
from crossframe.suite.telling import Happening, Tell

__all__ = [
    "SUITE",
    "Happening",
    "Job",
    "Limits",
    "Run",
    "RunResult",
    "Tell",
    "find_jobs",
    "list_in_index",
    "list_runs",
    "notebooks_folder",
    "run_suite",
    "seed_events",
]
