"""Signs that a text is not whole, each on texts of our own; what is whole shows none."""

from __future__ import annotations

from typing import Any

import pytest
from collection.pages import STORY, TITLE
from crossframe.records import Article
from crossframe.text.endings import broken_ending
from crossframe.text.health import health_field, health_signs, repeated_lines

TEXT = "\n".join(STORY)
GERMAN = (
    "Ein Teil der Hafenbrücke ist am Dienstag ins Wasser gestürzt, und die Taucher suchten auch am "
    "Abend noch nach dem Fahrer eines Lieferwagens, der auf der Brücke war. Die Leiterin "
    "des Hafens sagte, dass der Teil nach einem Güterzug nachgab und zwei Boote mit sich riss."
)


def article(text: str = TEXT, title: str = TITLE, name: str = "a", **more: Any) -> Article:
    more = {"language": "en"} | more
    return Article(name, "e", "Post", title, text, "", "", **more)


def kinds(one: Article, **more: Any) -> list[str]:
    return [sign.kind for sign in health_signs(one, **more)]


def with_page(text: str = TEXT, **page: object) -> Article:
    return article(text, extra={"health": {"page": page}})


def test_whole_article_shows_no_sign() -> None:
    assert health_signs(article()) == ()
    assert health_signs(with_page(words=150, kept_share=1.0, words_after=0, gate=None)) == ()


@pytest.mark.parametrize(
    "end",
    [
        "Divers searched the harb",
        "Divers searched the harbour and",
        "“We heard it before we",
        "“We heard it. It was loud.",
        "Divers searched the harbour …",
        "The span was checked by Dr.",
        "Ines Calder, the harbour master,",
    ],
)
def test_broken_endings(end: str) -> None:
    ending = broken_ending(f"{TEXT}\n{end}")
    assert ending is not None
    assert f"{TEXT}\n{end}"[ending.start : ending.end] == end


@pytest.mark.parametrize(
    "end",
    [
        "Divers searched the harbour.",
        "“It was loud,” she said. “Very loud.”",
        "Reporting by M. Ode; editing by K. Brandt",
        "M. Ode contributed: m.ode@post.example",
        "Marta Ode",
        "(AFP)",
        "© Harbour Post 2024",
        "***",
        "船は沈んだ。",
        "Der Teil fiel „ins Wasser.“",
        "The pier will open again some day....",
        "… and nobody asked the ferrymen, of course …",
        "The inspector then took the night train to K. L.",
        "Nobody on the pier saw the van. (c) nightwatch",
        "“Nobody on the pier saw the van.” (c) nightwatch",
        "The pier is shut until June. May 9-10:20 pm",
        "May 9, 2024-10:20pm",
        "Printed from https://post.example/harbour/span-falls",
        "Keeper Ada Ray (shoulder)",
    ],
)
def test_endings_of_whole_texts(end: str) -> None:
    assert broken_ending(f"{TEXT}\n{end}") is None


def test_a_text_without_any_word_is_judged_all_the_same() -> None:
    assert kinds(article("1, 2")) == ["little_text", "no_stop"]


def test_a_missing_stop_is_told_from_a_broken_sentence() -> None:
    def words(end: str) -> str | None:
        ending = broken_ending(f"{TEXT}\n{end}")
        return ending.words if ending else None

    assert (
        words("The pier will open again in the spring of next year") == "ends without a full stop"
    )
    for end in ("The pier will open again in the", "The pier, in spite of all that was said,"):
        assert words(end) == "ends in mid-sentence"
    assert words("The pier will open when the last of the divers…") == "ends in mid-sentence"


def test_lists_and_scripts_without_stops_are_not_judged() -> None:
    assert broken_ending("\n".join(f"{n} Ada Ray, goalkeeper" for n in range(9))) is None
    assert broken_ending("สะพานพังลงในท่าเรือเมื่อเช้าวันอังคาร") is None


def test_gates_and_notices() -> None:
    assert kinds(article(f"{TEXT}\nSubscribe now to continue reading.")) == ["gate"]
    assert kinds(article(f"{TEXT}\nJetzt abonnieren und weiterlesen mit Post+.")) == ["gate"]
    consent = "We and our partners use cookies.\nAccept all cookies or see our cookie policy now."
    assert "consent" in kinds(article(consent))
    assert kinds(with_page(STORY[0] + " " + STORY[1], gate="Sign in to read", words=60)) == ["gate"]
    assert kinds(with_page(TEXT + " " + TEXT, gate="Sign in to read", words=300)) == []


def test_what_only_the_page_tells() -> None:
    cut = "\n".join(STORY[:3])
    assert kinds(article(cut)) == []
    [sign] = health_signs(with_page(cut, words=150, words_after=57))
    assert (sign.kind, sign.words) == ("page_goes_on", "its page goes on for 57 words")
    assert cut[sign.start : sign.end] == STORY[2]
    assert kinds(with_page(cut, words=90, words_after=0, body_share=0.6)) == ["page_goes_on"]
    [sign] = health_signs(with_page(cut, words=150, words_after=0, words_missing=57))
    assert sign.words == "lacks 57 words that its page has before the text's end"
    for words, missing in ((150, 14), (90, 11), (150, "many")):
        assert kinds(with_page(cut, words=words, words_after=0, words_missing=missing)) == []
    [sign] = health_signs(with_page(cut, words=90, words_after=0, more="Read\nmore"))
    assert sign.words == "its page has a button behind it: Read more"
    assert kinds(with_page(cut, words=250, words_after=0, more="Read more")) == []
    assert health_field(article(cut))["unknown"] == ["page_goes_on"]
    assert health_field(with_page(cut, words=90, words_after=0))["unknown"] == []


def test_language_and_title() -> None:
    [sign] = health_signs(article(GERMAN, title="Hafenbrücke: Ein Teil stürzt ins Wasser"))
    assert sign.words == "written in German (de), declared as English (en)"
    assert kinds(article(GERMAN, title="Hafenbrücke im Wasser", language="de-AT")) == []
    assert kinds(article(title="Ministers quarrel over pensions")) == ["title"]
    assert kinds(article(title="Live")) == []


def test_lines_that_an_outlet_repeats() -> None:
    notice = "Harbour Post is a member of the Estuary Press Council and answers to it in full."
    articles = [
        article(f"The {word} ferry is late.\n{notice}\n{notice}", "Ferry is late", word)
        for word in ("first", "second", "third")
    ]
    repeated = repeated_lines(articles)["Post"]
    assert [kinds(one, repeated=repeated) for one in articles] == [["boilerplate"]] * 3
    assert kinds(article(f"{TEXT}\n{notice}"), repeated=repeated) == []


def test_health_of_others_making_is_taken_for_nothing() -> None:
    for health in ("good", 7, [], {"page": "x"}, {"page": {"words_after": "many", "gate": 1}}):
        assert kinds(article(extra={"health": health}, text=TEXT + "\n" + TEXT)) == []
