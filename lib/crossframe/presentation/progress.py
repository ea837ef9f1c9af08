"""Progress of the stages -> bars on a terminal, lines in a log, a passing note in a notebook."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html import escape

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from crossframe.claim_build import Watch
from crossframe.log_lines import log_lines

# Seconds between two drawings in a notebook: each is a message to the browser.
_PAUSE = 0.2


@contextmanager
def watch_progress(console: Console | None = None) -> Iterator[Watch]:
    """Shows how far the building of a claim map has come.

    On a terminal each stage is a bar. Elsewhere each finished stage is a line, and one that takes
    long tells now and then how far it is, so that logs stay short. In a notebook the bar is gone
    when the work is done, so that a notebook's output does not tell whether its claim map was built
    or found.

    Args:
        console: Where to write; None for standard output.

    Yields:
        What to hand to `load_claim_map`.

    >>> with watch_progress() as watch:
    ...     watch("embedding", 1, 2)
    ...     watch("embedding", 2, 2)
    embedding: 2 of 2
    """
    console = console or Console()
    if console.is_jupyter:
        with _in_notebook() as watch:
            yield watch
    elif console.is_terminal:
        with _on_terminal(console) as watch:
            yield watch
    else:
        plain = partial(console.print, highlight=False, markup=False, soft_wrap=True)
        yield log_lines(plain)


@contextmanager
def _on_terminal(console: Console) -> Iterator[Watch]:
    parts = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*parts, TimeElapsedColumn(), console=console) as bars:
        tasks: dict[str, TaskID] = {}

        def watch(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done)
            if done >= total:  # what is done leaves the screen to what is not
                bars.remove_task(tasks.pop(stage))

        yield watch


@contextmanager
def _in_notebook() -> Iterator[Watch]:
    from IPython.display import display

    handle = display(  # type: ignore[no-untyped-call]
        {"text/plain": ""}, raw=True, display_id=True
    )
    drawn = 0.0

    def watch(stage: str, done: int, total: int) -> None:
        nonlocal drawn
        now = time.monotonic()
        if handle is not None and (now - drawn >= _PAUSE or done >= total):
            drawn = now
            words = f"{stage}: {done:,} of {total:,}"
            bar = f'<progress value="{done}" max="{max(total, 1)}"></progress> {escape(words)}'
            handle.update({"text/html": bar, "text/plain": words}, raw=True)

    try:
        yield watch
    finally:
        if handle is not None:
            handle.update({"text/plain": ""}, raw=True)
