"""The timeline shows each outlet at its time, and no time that is not known."""

from dataclasses import replace
from itertools import pairwise

import pytest
from crossframe.presentation.days_view import draw_days, story_views
from crossframe.presentation.time_axis import LEFT, RIGHT
from crossframe.presentation.timeline_view import draw_timeline, timeline_view
from told_world import Told, labelled_map, told_map

FALL = "A span of the old bridge fell into the river before dawn, killing four people."


def claimed(*dates):
    return told_map(
        Told(f"a{n}", outlet, day, [(FALL, "c")]) for n, (outlet, day) in enumerate(dates)
    )


@pytest.fixture(scope="module")
def bridge():
    return labelled_map("harbour-bridge")


def test_a_dot_for_a_moment_a_bar_for_a_day_and_none_for_no_date(read) -> None:
    told = claimed(("A", "2024-05-02T09:00Z"), ("B", "2024-05-03"), ("C", None), ("D", None))
    view = timeline_view(told, linked=False)
    (line,) = view.lines
    assert [(dot.sign, dot.width > 0, dot.is_first) for dot in line.dots] == [
        ("A", False, False),  # of two undated articles either may have been first
        ("B", True, False),
    ]
    assert line.name == ""
    assert (line.undated, line.undated_says) == ("+2", "without a date: C and D")
    assert view.description == "Of 1 claim dates cannot tell who was first."
    page = read(draw_timeline(told).html)
    assert "B; 3 May 2024; 1 day after the first" in page.texts
    assert [row.lag for row in view.lags] == ["perhaps first", "1 day", "unknown", "unknown"]


def test_the_first_is_named(read) -> None:
    told = claimed(("A", "2024-05-02T09:00Z"), ("B", "2024-05-02T10:30+01:00"))
    view = timeline_view(told, linked=True)
    assert view.lines[0].name == "A"
    assert [dot.is_first for dot in view.lines[0].dots] == [True, False]
    assert view.lines[0].claim.anchor == "c-c"
    assert view.lines[0].dots[0].anchor == "s-a0_23_0"
    assert view.description == "First, where dates can tell: A with 1."
    assert "B; 2 May 2024, 10:30 (UTC+1); 30 min after the first" in draw_timeline(told).html


def test_dozens_of_outlets_at_one_time_are_counted(read) -> None:
    told = claimed(*((f"{chr(65 + n)} Post", "2024-05-02T09:00Z") for n in range(20)))
    view = timeline_view(told, linked=False)
    (line,) = view.lines
    assert (len(line.dots), line.deeper) == (8, "+12 below")
    assert line.deeper_says.startswith("at the same times: Q Post, R Post, ")
    assert len(view.lags) == 20
    assert line.bottom - line.y < 150
    page = read(draw_timeline(told).html)
    assert "+12 below" in page.texts


def test_marks_keep_to_the_figure_and_off_each_other(bridge) -> None:
    view = timeline_view(bridge, linked=False)
    for line in view.lines:
        for one in line.dots:
            assert LEFT <= one.x <= one.x + one.width <= RIGHT
            assert one.y < view.height
            for other in line.dots:
                assert one is other or abs(one.x - other.x) > 14 or one.y != other.y
    tops = [line.y for line in view.lines]
    assert tops == sorted(tops)
    places = [tick.x for tick in view.ticks]
    assert places == sorted(places)
    assert all(b - a > 60 for a, b in pairwise(places))


@pytest.mark.parametrize(
    "days",
    [
        ("2024-05-02T09:00Z", "2024-05-02T09:00Z"),
        ("2024-05-02T09:00Z", "2024-05-02T09:20Z"),
        ("2024-05-02", "2024-05-02"),
        ("2024-05-02", "2024-09-30"),
        ("1999-01-01", "2024-05-02T10:00Z"),
    ],
)
def test_any_span_of_time_can_be_drawn(days, read) -> None:
    view = timeline_view(claimed(("A", days[0]), ("B", days[1])), linked=False)
    assert 1 <= len(view.ticks) <= 12
    assert all(LEFT <= dot.x <= RIGHT for dot in view.lines[0].dots)


@pytest.mark.parametrize("told", [(), (("A", None), ("B", None)), (("A", "2024-05-02"),)])
def test_without_dates_or_claims_it_says_so(told, read) -> None:
    page = read(draw_timeline(claimed(*told)).html)
    assert "there is no timeline" in page.text
    assert page.problems == []
    assert "No claim was told on two days or more." in read(draw_days(claimed(*told)).html).text


def test_a_claim_day_by_day(read) -> None:
    told = claimed(("A", "2024-05-02"), ("B", "2024-05-02"), ("C", "2024-05-04"), ("D", None))
    (story,) = story_views(told)
    assert [(day.day, day.outlets) for day in story.days] == [
        ("2 May 2024", "A, B"),
        ("4 May 2024", "C"),
        ("no date", "D"),
    ]
    assert story.days[0].firmness == "2 not analysed"
    assert story.days[0].figures == "four people"
    assert "four people" in read(draw_days(told).html).text


@pytest.mark.parametrize("draw", [draw_timeline, draw_days])
def test_pieces_stand_alone(draw, bridge, read) -> None:
    page = read(draw(bridge).html)
    assert page.problems == []
    assert page.ids == []
    assert not any("style" in attrs for _, attrs in page.elements)


def test_the_figure_is_told_in_words(bridge, read) -> None:
    page = read(draw_timeline(bridge, limit=20).html)
    (figure,) = [svg for svg in page.all("svg") if svg.get("role") == "img"]
    assert figure["aria-label"].startswith("When outlets first carried 20 claims. First, where")
    assert "the 20 most widely carried of 103 claims" in page.text
    assert len(page.all("table")) == 1


@pytest.mark.parametrize("draw", [draw_timeline, draw_days])
def test_hostile_texts_stay_text(draw, poisoned_map, read) -> None:
    page = read(draw(poisoned_map).html)
    assert page.problems == []
    assert not page.all("script")
    assert not page.all("img")
    assert not any(name.startswith("on") for _, attrs in page.elements for name in attrs)


def test_groups_stand_on_the_line_as_outlets_do(bridge) -> None:
    articles = tuple(replace(a, outlet="all") for a in bridge.articles)
    assert timeline_view(replace(bridge, articles=articles), linked=False) is None


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_scrolls_sideways(page, page_log, bridge, tmp_path, width, scheme) -> None:
    head = "<!doctype html><meta charset=utf-8><meta name=viewport content='width=device-width'>"
    path = tmp_path / "v.html"
    body = draw_timeline(bridge).html + draw_days(bridge).html
    path.write_text(head + body, encoding="utf-8")
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page_log.requests == page_log.errors == []


def test_a_day_on_which_no_sentence_is_firm_names_no_outlet() -> None:
    told = claimed(("A", "2024-05-02"), ("B", "2024-05-04"))
    unsure = replace(told.claims[0], probabilities=(0.9, 0.5), medoid_id="a0#0")
    sentences = (told.sentences[0], replace(told.sentences[1], text="Boats went to look."))
    (story,) = story_views(replace(told, claims=(unsure,), sentences=sentences))
    assert [(day.outlets, day.firmness) for day in story.days] == [
        ("A", "1 not analysed"),
        ("none for sure", "1 held loosely"),
    ]
