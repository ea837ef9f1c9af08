"""`crossframe lab`: JupyterLab on the notebooks."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from crossframe.config import home
from crossframe.places import HOME_VARIABLE

# Leaves out the extension that asks at the first start whether it may fetch Jupyter's news.
_CONFIG = Path(__file__).with_name("jupyter")


@click.command()
@click.argument("name", metavar="[EVENT_OR_FILE]", required=False)
@click.option("--event", default="", metavar="NAME", help="One event of a file that holds several.")
@click.option("--no-browser", is_flag=True, help="Print the address instead of opening it.")
@click.option("--port", default=8888, show_default=True, help="The next free one is taken.")
def lab(name: str | None, event: str, port: int, *, no_browser: bool) -> None:
    """Open JupyterLab on the notebooks.

    With an event of seeds/, or a file or folder of your own articles, copies of the notebooks that
    are set to it are opened in reports/<event>/lab. Copies that are there stay as they are.

    \b
    crossframe lab frontline-drones
    crossframe lab articles.jsonl --event flood
    """  # noqa: D301
    from crossframe.suite.lab import lab_folder

    if event and not name:
        raise click.UsageError("--event is one of a file; name the file")
    root, start = lab_folder(name, event)
    command = [
        *(sys.executable, "-m", "jupyter", "lab", f"--port={port}"),
        *(f"--ServerApp.root_dir={root}", f"--LabApp.default_url=/lab/tree/{start}"),
        # It asks nothing of anyone's server: no news, no look for updates.
        *("--LabApp.news_url=None",),
        *("--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",),
    ]
    if no_browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    os.chdir(home())
    os.environ[HOME_VARIABLE] = str(home())  # for notebooks that run in a folder of a scheduler's
    others = os.environ.get("JUPYTER_CONFIG_PATH")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, [str(_CONFIG), others]))
    os.execv(sys.executable, command)  # noqa: S606 - takes this process's place: signals reach it
