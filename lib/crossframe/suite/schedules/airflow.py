"""`Schedule` -> a DAG for Airflow: the command itself, without a shell and without templates."""

from __future__ import annotations

from collections.abc import Sequence

from crossframe.errors import ScheduleError
from crossframe.suite.schedules.plan import Recipe, Schedule

# BashOperator would hand the command to a shell, and to Jinja before that.
_TEMPLATE = '''\
"""{name}: put into the DAGs folder of Airflow (2.4 or newer)."""

import os
import subprocess

import pendulum

try:
    from airflow.sdk import dag, task
except ImportError:  # Airflow 2
    from airflow.decorators import dag, task

COMMAND = {command}
FOLDER = {folder}
ENVIRONMENT = {environment}


@dag(
    dag_id={dag_id},
    schedule={schedule},
    start_date=pendulum.datetime(2024, 1, 1, tz={zone}),
    catchup=False,
    max_active_runs=1,
)
def crossframe():
    @task
    def run():
        process = subprocess.Popen(
            COMMAND,
            cwd=FOLDER,
            env={{**os.environ, **ENVIRONMENT}},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            for line in process.stdout:
                print(line, end="")
            status = process.wait()
        finally:  # a task that is stopped stops the run; nothing half is published
            process.terminate()
            process.wait()
        if status:
            raise RuntimeError(f"crossframe ended with status {{status}}; the lines above say why")

    run()


crossframe()
'''


def airflow_recipe(schedule: Schedule) -> tuple[Recipe, ...]:
    """Writes the DAG.

    Args:
        schedule: What to run, and when.

    Returns:
        One file.

    Raises:
        ScheduleError: If the command would never end, or a log is asked for.
    """
    if schedule.watches:
        raise ScheduleError("--watch never ends, and a task must; use --systemd")
    if schedule.log is not None:
        raise ScheduleError("Airflow keeps what a task says itself; leave --log out")
    text = _TEMPLATE.format(
        name=schedule.name,
        command=_listed([*schedule.command, *schedule.arguments]),
        folder=repr(str(schedule.folder)),
        environment=repr(dict(sorted(schedule.environment.items()))),
        dag_id=repr(schedule.name),
        schedule=repr(schedule.fields),
        zone=repr(schedule.zone or "UTC"),
    )
    return (Recipe(f"{schedule.name}.py", text, "put into the DAGs folder of Airflow"),)


def _listed(words: Sequence[str]) -> str:
    return "".join(["[\n", *(f"    {word!r},\n" for word in words), "]"])
