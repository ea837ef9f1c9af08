"""Progress is drawn where someone looks, and short where a log is kept."""

from __future__ import annotations

from io import StringIO

from crossframe.log_lines import log_lines
from crossframe.presentation import watch_progress
from rich.console import Console


def run(watch):
    for done in (0, 1, 2):
        watch("embedding", done, 2)
    watch("[b]comparing[/b]", 3, 3)
    watch("nothing", 0, 0)


def test_a_log_gets_a_line_a_finished_stage():
    console = Console(file=StringIO(), width=20)
    with watch_progress(console) as watch:
        run(watch)
    assert console.file.getvalue() == "embedding: 2 of 2\n[b]comparing[/b]: 3 of 3\n"


def test_a_log_gets_a_line_a_minute_of_a_long_stage():
    told, now = [], iter((0.0, 30.0, 59.0, 61.0, 90.0, 121.5, 122.0))
    watch = log_lines(told.append, lambda: next(now))
    for done in (0, 1_000, 2_000, 3_000, 4_000, 5_000):
        watch("embedding", done, 5_000)
    assert told == [
        "embedding: 2,000 of 5,000",
        "embedding: 4,000 of 5,000",
        "embedding: 5,000 of 5,000",
    ]


def test_a_second_event_is_told_too():
    console = Console(file=StringIO())
    with watch_progress(console) as watch:
        run(watch)
        run(watch)
    assert console.file.getvalue().count("embedding: 2 of 2") == 2


def test_a_terminal_gets_bars():
    console = Console(file=StringIO(), force_terminal=True, width=80)
    with watch_progress(console) as watch:
        run(watch)
    assert "embedding" in console.file.getvalue()
    assert "0/2" in console.file.getvalue()


def test_a_notebook_is_left_as_it_was(monkeypatch):
    shown = []

    class Handle:
        def update(self, data, *, raw):
            assert raw
            shown.append(data)

    def display(data, **options):
        shown.append(data)
        return Handle()

    monkeypatch.setattr("IPython.display.display", display)
    console = Console(file=StringIO(), force_jupyter=True)
    with watch_progress(console) as watch:
        watch("<b>", 2, 2)
    assert shown == [
        {"text/plain": ""},
        {
            "text/html": '<progress value="2" max="2"></progress> &lt;b&gt;: 2 of 2',
            "text/plain": "<b>: 2 of 2",
        },
        {"text/plain": ""},
    ]
