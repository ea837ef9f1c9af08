"""With little or nothing to compare, every page says so and none is broken."""

from __future__ import annotations

import pytest
from crossframe.presentation import (
    draw_coverage,
    draw_map,
    draw_side_by_side,
    render_report,
    show_overview,
    show_report,
)

CASES = {
    "no article": ((), ()),
    "one article": (("post-1",), ()),
    "one outlet": (("post-1", "post-2"), ("c-river",)),
    "no claims": (("post-1", "wire-2"), ()),
    "no statement compared": (("eco-1",), ()),
}


@pytest.fixture(params=CASES.values(), ids=CASES.keys())
def little(request, make_map):
    return make_map(*request.param)


def test_report_is_whole(little, read):
    page = read(render_report(little))
    assert page.problems == []
    assert sorted(set(page.ids)) == sorted(page.ids)
    links = {link["href"][1:] for link in page.all("a") if link["href"].startswith("#")}
    assert links <= set(page.ids)


def test_no_table_is_empty(little, read):
    html = render_report(little)
    assert html.count("<tbody") == html.count("<tbody>\n<tr")
    assert all(body.lstrip().startswith("<tr") for body in html.split("<tbody>")[1:])


@pytest.mark.parametrize(
    "draw", [show_overview, draw_coverage, draw_side_by_side, draw_map, show_report]
)
def test_fragments_say_something(little, draw, read):
    page = read(draw(little).html)
    assert page.problems == []
    assert page.text or page.all("iframe")[0]["title"]


def test_no_article_says_so(make_map, read):
    page = read(render_report(make_map((), ())))
    assert "No outlet yet on River flood" in page.text
    assert "No article could be read" in page.text
    assert "table" in {tag for tag, _ in page.elements}  # its provenance is known all the same


def test_one_outlet_has_claims_alone(make_map, read):
    page = read(render_report(make_map(("post-1", "post-2"), ("c-river",))))
    assert "How one outlet told River flood" in page.text
    assert (
        "There is no claim that two outlets carry. All 2 articles are from one outlet" in page.text
    )
    assert "The river rose by two metres. The Post, 2 sentences" in page.text


def test_no_claims_counts_the_rest(make_map, read):
    page = read(render_report(make_map(("post-1", "wire-2"), ())))
    assert "share no claim. 3 statements (100 % of those compared" in page.text
