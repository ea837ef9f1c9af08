"""What several commands take, and how all of them fail."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from crossframe.config import PARAMETERS, load_parameters, parse_assignments
from crossframe.errors import CrossframeError

FILE = click.Path(path_type=Path)
INTERRUPTED = 130  # 128 and SIGINT, as shells have it
Command = TypeVar("Command", bound=Callable[..., Any])


class Commands(click.Group):
    """Prints crossframe's own errors, and those of the disk, bare; exit status 2."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists each command with all of its first sentence; click would cut it to the line."""
        told = ((name, self.commands[name].help or "") for name in self.list_commands(ctx))
        with formatter.section("Commands"):
            formatter.write_dl([(name, text.partition("\n\n")[0]) for name, text in told])

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command that was asked for."""
        try:
            return super().invoke(ctx)
        except CrossframeError as error:
            click.echo(f"crossframe: {error}", err=True)
            ctx.exit(2)
        except OSError as error:
            if error.strerror is None:  # not of the system: a fault of ours
                raise
            where = "cannot write" if error.filename is None else error.filename
            click.echo(f"crossframe: {where}: {error.strerror}", err=True)
            ctx.exit(2)


def settings_of(
    params: Path | None, assignments: tuple[str, ...], **given: object
) -> dict[str, object]:
    """Joins a parameter file, `--set` and options; the later one wins."""
    values = load_parameters(params) if params else {}
    values |= parse_assignments(assignments)
    return values | {name: value for name, value in given.items() if value}


def number_option(
    name: str,
    kind: click.IntRange | click.FloatRange,
    metavar: str,
    about: str,
    default: float | None = None,
) -> Callable[[Command], Command]:
    """An option that takes a number; its default, where it has one, stands in the help."""
    # click would say of "many" that it is no valid integer range.
    kind.name = "whole number" if isinstance(kind, click.IntRange) else "number"
    return click.option(
        name, type=kind, metavar=metavar, help=about, default=default, show_default=True
    )


# What arguments and options of their own give.
_GIVEN = {"event", "source", "reports", "out", "strict"}
_SETTABLE = ", ".join(name for name in PARAMETERS if name not in _GIVEN)

params_option = click.option("--params", type=FILE, help="TOML or JSON file of parameters.")
set_option = click.option(
    "--set",
    "assignments",
    multiple=True,
    metavar="NAME=VALUE",
    help=f"One parameter; repeatable. NAME is one of {_SETTABLE}.",
)
reports_option = click.option(
    "--out", "reports", type=FILE, default=Path("reports"), metavar="DIR", help="Folder of runs."
)
