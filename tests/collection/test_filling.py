"""Pages whose text stands in other elements than paragraphs: nothing of it is lost in silence."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from collection.pages import COOKIES, GATE, STORY, TITLE, json_ld, page, paragraphs
from crossframe.corpus.formats.evidence import page_evidence
from crossframe.corpus.formats.filling import fill
from crossframe.corpus.formats.markup import parse_page
from crossframe.corpus.formats.page import Page, read_page
from crossframe.corpus.formats.page_facts import page_facts
from crossframe.corpus.raw import Raw
from crossframe.records import Article
from crossframe.text.health import health_signs

WHOLE = "\n".join(STORY)
CHINESE = (
    "临江市政府星期三宣布，由于连续两周的大雨，城北的三座水库已经超过警戒水位。",
    "水务局局长说，目前堤坝是安全的，但如果上游继续下雨，水位可能再上升一米。",
    "市里已经开放了十一所学校和两个体育馆，供八千名居民临时居住。",
    "铁路部门停开了经过北岸的二十四趟列车，旅客可以在月底之前免费退票。",
)
ANSWERS = (
    ("Why was the channel closed?", "Because nobody could tell us where the bank lies today."),
    ("Could it have been seen?", "Yes, if there had been a survey in spring as we asked."),
)


def divs(lines: Sequence[str], name: str = "") -> str:
    opened = f'<div class="{name}">' if name else "<div>"
    return "".join(f"{opened}{line}</div>" for line in lines)


def story(inner: str, **more: str) -> str:
    body = f'<div class="wrap"><h1>{TITLE}</h1><div class="text">{inner}</div></div>'
    return page(body, **more)


def read(html: str) -> tuple[str, list[str]]:
    """Text of a page, and the words of its signs."""
    found = read_page(Page(html.encode()), "page.html")
    assert isinstance(found, Raw), found
    given = found.fields
    article = Article(
        "a",
        "e",
        "o",
        given["title"],
        given["text"],
        "",
        "",
        language=given["language"],
        extra={"health": given["health"]},
    )
    return given["text"], [sign.words for sign in health_signs(article)]


def filled(html: str, *left_out: int) -> str:
    """What becomes of the story without some of its paragraphs."""
    root = parse_page(html)
    text = "\n".join(line for at, line in enumerate(STORY) if at not in left_out)
    return fill(root, text, page_facts(root), TITLE)


@pytest.mark.parametrize(
    ("inner", "left_out"),
    [
        (divs(STORY), {1, 2}),
        (divs(STORY[:2]) + paragraphs(STORY[2:]), {0, 1}),
        (paragraphs(STORY[:1]) + divs(STORY[1:3], "par") + paragraphs(STORY[3:]), {1, 2}),
        (paragraphs(STORY[:3]) + divs(STORY[3:]), {3, 4}),
        (f"<p>{STORY[0]}</p>{STORY[1]}<br><br>{STORY[2]}{paragraphs(STORY[3:])}", {1, 2}),
        (f'<div class="hidden-xs">{paragraphs(STORY[:2])}</div>{paragraphs(STORY[2:])}', {0, 1}),
        (f"<h4>{STORY[0]}</h4>{paragraphs(STORY[1:])}", {0}),
        (f'<p class="teaser">{STORY[0]}</p>{paragraphs(STORY[1:])}', {0}),
        (f"<p>{STORY[0]}</p><x-text>{STORY[1]}</x-text>{paragraphs(STORY[2:])}", {1}),
    ],
    ids=["all", "first", "middle", "last", "tails", "narrow", "heading", "teaser", "custom"],
)
def test_passages_that_stand_outside_of_paragraphs(inner: str, left_out: set[int]) -> None:
    html = story(inner)
    assert filled(html, *left_out) == WHOLE
    assert read(html) == (WHOLE, [])


def test_a_lead_between_the_headline_and_the_body() -> None:
    body = f'<div class="body">{paragraphs(STORY[2:])}</div>'
    lead, heading = divs(STORY[:2], "intro"), f"<h1>{TITLE}</h1>"
    assert filled(page(f"<div>{heading}<div>{lead}</div>{body}</div>"), 0, 1) == WHOLE
    assert filled(page(f"<article><header>{heading}{lead}</header>{body}"), 0, 1) == WHOLE
    before = page(f"<div><div>{lead}</div>{heading}{body}</div>")  # of another story, it may be
    assert filled(before, 0, 1) == "\n".join(STORY[2:])


def test_a_headline_in_another_heading_is_none_of_the_text() -> None:
    title = "A span of the bridge fell into the harbour on Tuesday."
    for rank in (1, 2, 3):
        heading = f"<h{rank}>{title}</h{rank}>"
        html = page(f"<article>{heading}{divs(STORY[:1])}{paragraphs(STORY[1:])}", title=title)
        root = parse_page(html)
        cut = "\n".join(STORY[1:])
        assert fill(root, cut, page_facts(root), title) == WHOLE
        assert read(html) == (WHOLE, [])


def test_short_questions_among_paragraphs() -> None:
    asked = "".join(f"<div><b>{one}</b></div><p>{answer}</p>" for one, answer in ANSWERS)
    root = parse_page(page(f"<article><h1>{TITLE}</h1>{paragraphs()}{asked}</article>"))
    text = "\n".join([WHOLE, *(answer for _, answer in ANSWERS)])
    whole = "\n".join([WHOLE, *(line for both in ANSWERS for line in both)])
    assert fill(root, text, page_facts(root), TITLE) == whole


def test_a_script_without_spaces() -> None:
    inner = paragraphs(CHINESE[:1]) + divs(CHINESE[1:3], "par") + paragraphs(CHINESE[3:])
    root = parse_page(story(inner, title="临江三座水库超警戒水位", lang="zh"))
    cut = "\n".join([CHINESE[0], CHINESE[3]])
    assert fill(root, cut, page_facts(root), TITLE) == "\n".join(CHINESE)
    assert page_evidence(root, cut, page_facts(root))["words_missing"] > 30


@pytest.mark.parametrize(
    "beside",
    [
        f'<div class="comments"><div>{STORY[1]}</div></div>',
        f"<aside><div>{STORY[1]}</div></aside>",
        f'<div class="teaser"><a href="/1">More</a><div>{STORY[1]}</div></div>',
        f'<div><a href="/1">{STORY[1]}</a></div>',
        f"<div>{GATE} It is yours for nine crowns a month.</div>",
        f"<div>{COOKIES}</div>",
        "<section><h3>Do you expect that the bridge will be open by May?</h3></section>",
        "<div>Photograph by Ada Holm</div><div>Listen.</div>",
        f'<div class="k"><h4><a href="/1">Spring</a></h4><div>{STORY[1]}</div></div>' * 2,
        '<div class="vid"><div>This film cannot be shown here; try another place.</div></div>',
    ],
    ids=[
        "comments",
        "aside",
        "teaser",
        "link",
        "gate",
        "cookies",
        "poll",
        "labels",
        "cards",
        "note",
    ],
)
def test_what_is_not_of_the_article_stays_out(beside: str) -> None:
    kept = [STORY[0], *STORY[2:]]
    root = parse_page(story(paragraphs(kept[:2]) + beside + paragraphs(kept[2:])))
    assert fill(root, "\n".join(kept), page_facts(root), TITLE) == "\n".join(kept)


def test_passages_behind_the_text_are_told_of_and_not_taken() -> None:
    more = f'<div class="embed-wrapper">{paragraphs(STORY[3:])}</div>'
    text, signs = read(page(f"<article><h1>{TITLE}</h1>{paragraphs(STORY[:3])}{more}</article>"))
    assert text == "\n".join(STORY[:3])
    assert signs == ["its page goes on for 56 words"]


def test_a_single_note_behind_the_text_is_none_of_it() -> None:
    note = "This article was amended on Tuesday; the year in which the bridge was built is 1911."
    assert filled(story(f"{paragraphs()}<div>{note}</div>")) == WHOLE
    assert read(story(f"{paragraphs()}<div>{note}</div>"))[1] == []


def test_what_the_page_hides_is_told_of_and_not_taken() -> None:
    hidden = f'<div style="display: none">{divs(STORY[1:3])}</div>'
    text, signs = read(story(paragraphs(STORY[:1]) + hidden + paragraphs(STORY[3:])))
    assert text == "\n".join([STORY[0], *STORY[3:]])
    assert signs == ["lacks 62 words that its page has before the text's end"]


def test_a_second_copy_is_not_taken() -> None:
    copy = f'<div class="narrow">{divs(STORY)}</div>'
    assert filled(story(paragraphs(STORY[:4]) + copy + paragraphs(STORY[4:]))) == WHOLE
    twice = paragraphs(STORY[:1]) + divs(STORY[1:2]) * 2 + paragraphs(STORY[2:])
    assert filled(story(twice), 1) == WHOLE


def test_the_body_that_json_ld_declares() -> None:
    rest = " ".join(STORY * 2)
    assert len(rest.split()) > 120
    for body in (WHOLE, paragraphs()):
        html = page(
            f"<main><article><h1>{TITLE}</h1>{paragraphs(STORY[:2])}</article></main>",
            head=json_ld(articleBody=body),
        )
        assert read(html) == (WHOLE, [])
    other = json_ld(articleBody=" ".join(CHINESE * 9))
    text, signs = read(page(f"<article><h1>{TITLE}</h1>{paragraphs()}</article>", head=other))
    assert (text, signs) == (WHOLE, ["has 0% of the text that its page declares"])


def with_button(lines: Sequence[str], behind: str) -> str:
    return page(f"<article><h1>{TITLE}</h1>{paragraphs(lines)}{behind}</article>")


@pytest.mark.parametrize("said", ["Show full article", "Weiterlesen …", "Leer más"])
def test_a_button_that_shows_more_of_a_short_text(said: str) -> None:
    behind = f"<button>{said}</button>"
    text, signs = read(with_button(STORY[:3], behind))
    assert text == "\n".join(STORY[:3])
    assert signs == [f"its page has a button behind it: {said}"]
    assert read(with_button(STORY * 2, behind))[1] == []


@pytest.mark.parametrize(
    "behind",
    [
        "<button>Share</button><button>Read more</button>",
        '<div class="related"><button>Read more</button></div>',
        "<button>Read more about the bridge and its bearings</button>",
    ],
)
def test_buttons_of_other_things(behind: str) -> None:
    assert read(with_button(STORY[:3], behind))[1] == []


def test_what_was_put_back_is_counted() -> None:
    more = [f"Ferry number {n} left at {n} o'clock, with {n} lorries." for n in range(3, 9)]
    for n_divs, n_words in ((0, 0), (2, 61)):
        html = story(divs(STORY[:n_divs]) + paragraphs([*STORY[n_divs:], *more]))
        found = read_page(Page(html.encode()), "page.html")
        assert isinstance(found, Raw)
        assert found.fields["text"] == "\n".join([*STORY, *more])
        assert found.fields["health"]["page"]["words_put_back"] == n_words
