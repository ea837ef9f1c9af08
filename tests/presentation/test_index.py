"""The index leads to every report, the newest run of each event first."""

from __future__ import annotations

import re

from crossframe.presentation import IndexEntry, render_index, write_index


def entry(event="river-flood", run="r1", created="2024-05-01T10:00:00+00:00", **changes):
    values = {"status": "complete", "n_articles": 36, "n_outlets": 12, "n_claims": 1111}
    return IndexEntry(
        event, run, created, **values | {"report": f"{event}/{run}/report.html"} | changes
    )


def test_an_empty_index_says_how_to_make_a_run(read):
    page = read(render_index([]))
    assert page.problems == []
    assert "There is no run yet." in page.text
    assert "crossframe run harbour-bridge" in page.text
    assert "table" not in {tag for tag, _ in page.elements}


def test_runs_stand_by_event_newest_first(read):
    runs = [
        entry(run="old"),
        entry(event="a-fire", run="only"),
        entry(run="new", created="2024-05-01T13:00:00+02:00"),
    ]
    page = read(render_index(runs))
    assert page.problems == []
    links = [link["href"] for link in page.all("a") if link["href"].endswith("report.html")]
    assert list(dict.fromkeys(links)) == [
        "a-fire/only/report.html",
        "river-flood/new/report.html",
        "river-flood/old/report.html",
    ]
    assert "3 runs of 2 events" in page.text
    assert "36 12 1,111" in page.text
    assert render_index(runs) == render_index(runs[::-1])


def test_failed_runs_name_their_notebooks(read):
    failed = entry(status="failed", report=None, failed=("02_coverage", "report"))
    page = read(render_index([failed]))
    assert "failed : 02_coverage and report" in page.text
    assert not any(link["href"].endswith(".html") for link in page.all("a"))


def test_pages_of_notebooks_and_demonstration_text_are_told(read):
    page = read(
        render_index(
            [entry(pages=(("00_corpus", "river-flood/r1/00.html"),), is_demonstration=True)]
        )
    )
    assert "river-flood/r1/00.html" in [link["href"] for link in page.all("a")]
    assert "Demonstration text" in page.text


def test_nothing_is_fetched_and_no_script_runs(read):
    html = render_index([entry()])
    assert "<script" not in html
    assert "script-src" not in html
    policy = read(html).all("meta")[1]["content"]
    assert re.match(r"default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'", policy)


def test_it_is_written(tmp_path):
    path = write_index([entry()], tmp_path / "reports" / "index.html")
    assert path.read_text(encoding="utf-8") == render_index([entry()])
