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
    assert "ol" not in {tag for tag, _ in page.elements}


def test_the_event_with_the_newest_run_stands_first_and_so_do_its_runs(read):
    runs = [
        entry(run="old"),
        entry(event="a-fire", run="only", created="2024-05-01T10:30:00+00:00"),
        entry(run="new", created="2024-05-01T13:00:00+02:00"),
    ]
    page = read(render_index(runs))
    assert page.problems == []
    links = [link["href"] for link in page.all("a") if link["href"].endswith("report.html")]
    assert list(dict.fromkeys(links)) == [
        "river-flood/new/report.html",
        "river-flood/old/report.html",
        "a-fire/only/report.html",
    ]
    assert "3 runs of 2 events" in page.text
    assert "36 articles · 12 outlets · 1,111 claims" in page.text
    assert render_index(runs) == render_index(runs[::-1])


def test_failed_runs_say_why(read):
    why = ("02_coverage, cell 4: KeyError: 'outlet'", "report: not run")
    failed = entry(status="failed", report=None, failed=("02_coverage", "report"), why=why)
    page = read(render_index([failed, entry(event="other")]))
    assert page.problems == []
    assert "failed : 02_coverage and report" in page.text
    assert all(reason in page.text for reason in why)
    assert "The newest run of River flood failed" in page.text
    assert not any("river-flood/r1" in link["href"] for link in page.all("a"))


def test_what_changed_is_said_and_leads_to_its_page(read):
    told = entry(run="b", changes="1 article added", changes_page="river-flood/b/changes.html")
    page = read(render_index([told, entry(run="a", created="2024-04-30T10:00:00+00:00")]))
    assert "1 article added" in page.text
    assert "river-flood/b/changes.html" in [link["href"] for link in page.all("a")]
    assert "The first run" in page.text


def test_many_runs_are_folded_away(read):
    runs = [entry(run=f"r{n:02}", created=f"2024-05-{n:02}T10:00:00+00:00") for n in range(1, 31)]
    page = read(render_index(runs))
    assert page.problems == []
    assert "30 runs of 1 event" in page.text
    assert "25 older runs" in page.text
    assert len(page.all("details")) == 1


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
