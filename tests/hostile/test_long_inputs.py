"""No text makes a parser hang: what it takes grows with the length, not with its square."""

from __future__ import annotations

import pytest
from crossframe.text import kind_of, split_article
from crossframe.text.boilerplate import MAX_SENTENCE
from hostile_world import OF_ARTICLES, OF_SENTENCES, ROWS, make_article, within

# The longest article may take 90 s of a processor; in time that grows with the square, one of
# 30,000 characters that takes 10 s would take three hours at that length.
LENGTH, LONGEST = 30_000, 1_000_000
SECONDS, LONGER = 10.0, 90.0


def row(part: str, length: int) -> str:
    return (part * (length // len(part) + 1))[:length]


@pytest.mark.parametrize("name", OF_ARTICLES)
def test_long_articles(name: str) -> None:
    for part in ROWS:
        with within(SECONDS, of_processor=True):
            assert OF_ARTICLES[name](row(part, LENGTH)) is not None, part


@pytest.mark.parametrize("name", OF_SENTENCES)
def test_the_longest_sentences(name: str) -> None:
    for part in ROWS:
        with within(SECONDS, of_processor=True):
            assert OF_SENTENCES[name](row(part, MAX_SENTENCE)) is not None, part


@pytest.mark.soak
@pytest.mark.parametrize("part", ROWS)
def test_a_megabyte(part: str) -> None:
    for name, parse in OF_ARTICLES.items():
        with within(LONGER, of_processor=True):
            assert parse(row(part, LONGEST)) is not None, name


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("word " * 400, "statement"),
        ("word " * 401 + ".", "listing"),
        ("0x" + "1f9a 00 " * 60, "listing"),
        ("1 tank " * 40, "statement"),
    ],
)
def test_a_line_too_long_for_a_sentence_is_no_statement(text: str, kind: str) -> None:
    assert kind_of(text) == kind


def test_a_listing_is_set_aside_and_what_follows_is_read() -> None:
    found = split_article(make_article("word " * 500 + ".\n\nIt rained on Tuesday."))
    assert [(s.kind, len(s.text)) for s in found] == [("listing", 2501), ("statement", 21)]
