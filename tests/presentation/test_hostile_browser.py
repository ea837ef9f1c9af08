"""Whatever an article holds, a real browser shows it: nothing runs, asks, or is sent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from crossframe.presentation import (
    IndexEntry,
    RunNote,
    draw_coverage,
    draw_map,
    draw_side_by_side,
    render_index,
    render_report,
    show_overview,
    show_report,
    show_table,
)

# Marks of its own, so that one text of them all shows which found its way.
POISON = " ".join(  # noqa: FLY002 - one a line
    [
        "<script>window.pwned=1</script>",
        '"><img src="https://evil.example/x.png" onerror="window.pwned=2">',
        "'><svg/onload=window.pwned=3>",
        "</style><style>@import 'https://evil.example/x.css';</style>",
        "</title></textarea></template></noscript><iframe src='https://evil.example/'></iframe>",
        "javascript:window.pwned=4",
        '<a href="javascript:window.pwned=5" autofocus onfocus="window.pwned=6">x</a>',
        '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
        '<base href="https://evil.example/"><form action="https://evil.example/"><button>',
        "{{7*7}} ${7*7} <!-- <![CDATA[ ]]> --> &#x3c;script&#x3e;window.pwned=7&#x3c;/script&#x3e;",
        "<math><mtext></p><script>alert(1)</script>",
    ]
)
PROBE = (
    "[window.pwned, document.querySelectorAll('img, form, base, meta[http-equiv=refresh]').length]"
)


def parts_of(poisoned) -> dict[str, str]:
    entry = IndexEntry(POISON, POISON, POISON, "failed", 1, 2, 3, POISON, failed=(POISON,))
    table = pd.DataFrame({POISON: [POISON], "url": [POISON]})
    drawn = (show_overview, draw_map, draw_coverage, draw_side_by_side, show_report)
    fragments = "".join(draw(poisoned).html for draw in drawn) + show_table(table, POISON).html
    return {
        "report": render_report(poisoned, RunNote(POISON, POISON)),
        "index": render_index([entry]),
        "fragments": f"<!doctype html><meta charset='utf-8'><body>{fragments}",
    }


@pytest.mark.parametrize("name", ["report", "index", "fragments"])
def test_nothing_runs(
    name: str, claim_map, page, page_log, poison_map: Callable, tmp_path: Path
) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    path = tmp_path / f"{name}.html"
    path.write_text(parts_of(poison_map(claim_map, POISON))[name], encoding="utf-8")
    page.goto(path.as_uri())
    for target in page.locator("summary, button, [tabindex]").all()[:40]:
        if target.is_visible():
            target.focus()
    page.wait_for_timeout(300)
    assert page.url == path.as_uri()
    assert dialogs == []
    assert page_log.requests == []
    for frame in page.frames:
        pwned, odd = frame.evaluate(PROBE)
        assert (pwned, odd) == (None, 0)
    assert "window.pwned=1" in page.content()
