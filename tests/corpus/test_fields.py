from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from crossframe.corpus.fields import (
    MAX_CHARACTERS,
    check_outlet,
    optional_text,
    read_article_id,
    read_authors,
    read_body,
    read_instant,
    read_outlet,
    read_provenance,
    read_title,
)
from crossframe.corpus.raw import RecordError


def test_sentences_stay_as_they_are() -> None:
    text, sentences = read_body({"sentences": ["One.", "", " Two,\nstill two. "]})
    assert sentences == ("One.", "", " Two,\nstill two. ")
    assert text == "One.\n\n Two,\nstill two. "


def test_sentences_may_stand_beside_their_text() -> None:
    fields = {"text": "One. Two. One.", "sentences": ["One.", "Two.", "One."]}
    assert read_body(fields) == ("One. Two. One.", ("One.", "Two.", "One."))


def test_no_sentences_at_all_are_none() -> None:
    assert read_body({"text": "One.", "sentences": []}) == ("One.", None)


def test_newlines_stay_verbatim() -> None:
    assert read_body({"text": "One.\r\nTwo.\tThree."})[0] == "One.\r\nTwo.\tThree."


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"text": 17}, r"^text is a number \(17\); write it as text$"),
        ({"text": True}, r"^text is a truth value \(True\)"),
        ({"text": ""}, "^has no text"),
        ({"text": " \n\t"}, "^has no text"),
        ({"sentences": []}, "^has no text"),
        ({"sentences": ["", " "]}, "^has no text"),
        ({"sentences": "One."}, r"^sentences is text \('One.'\); write a list of texts$"),
        ({"sentences": ["One.", None]}, r"^sentences\[1\] is null \(None\); write it as text$"),
        (
            {"text": "One. Two.", "sentences": ["Two.", "One."]},
            r"^sentences\[1\] 'One.' is not in the text after character 9; give the sentences",
        ),
        ({"text": "a\x00b"}, r"^text has the control character U\+0000 at character 1; remove it$"),
        ({"text": "a\x85"}, r"^text has the control character U\+0085 at character 1"),
        ({"text": "ab\ud83d"}, r"^text has the lone surrogate U\+D83D at character 2; remove it$"),
        ({"sentences": ["\x1b[1m"]}, r"^sentences\[0\] has the control character U\+001B"),
        (
            {"text": "x" * 50_000_000},
            "^text has 50,000,000 characters; at most 1,000,000 are read; cut or split it$",
        ),
        (
            {"sentences": ["x" * 999_999, "y"]},
            "^sentences has 1,000,001 characters; at most 1,000,000 are read",
        ),
    ],
)
def test_a_body_that_will_not_do(fields: dict[str, Any], expected: str) -> None:
    with pytest.raises(RecordError, match=expected):
        read_body(fields)


def test_the_longest_text_is_read() -> None:
    assert len(read_body({"text": "x" * MAX_CHARACTERS})[0]) == MAX_CHARACTERS


@pytest.mark.parametrize(
    "outlet", ["BBC", "n-tv", "Süddeutsche Zeitung", "人民日报", "a/b", "x" * 200, "24 / 7..."]
)
def test_names_of_outlets(outlet: str) -> None:
    assert check_outlet(outlet) == outlet


@pytest.mark.parametrize(
    "outlet",
    ["../../x", "a/../b", "..", "/etc/passwd", "<script>", "a>b", "a\\b", "", " ", "—", "x" * 300],
)
def test_what_is_no_name_of_an_outlet(outlet: str) -> None:
    with pytest.raises(RecordError, match=r"^outlet '.*(is no name; use|characters; use 1 to 200)"):
        read_outlet({"outlet": outlet})


def test_a_long_outlet_is_shortened_in_the_message() -> None:
    with pytest.raises(RecordError, match=r"^outlet 'x+…x+' has 300 characters; use 1 to 200$"):
        check_outlet("x" * 300)


@pytest.mark.parametrize(
    "published_at", ["2024-05-03", "2024-05-03T00:00Z", "2024-05-03 10:00:00.5+02:00"]
)
def test_iso_times_are_kept_as_written(published_at: str) -> None:
    assert read_instant({"published_at": published_at}) == published_at


def test_a_date_that_is_not_iso_8601() -> None:
    expected = "^published_at '3 May' is not ISO 8601; write 2024-05-03T00:00Z$"
    with pytest.raises(RecordError, match=expected):
        read_instant({"published_at": "3 May"})


@pytest.mark.parametrize("beyond", ["0001-01-01T00:00+05:00", "9999-12-31T23:59-05:00", "2024"])
def test_a_time_beyond_the_calendar(beyond: str) -> None:
    with pytest.raises(RecordError, match="is not ISO 8601"):
        read_instant({"published_at": beyond})


def test_a_title_may_be_null_beside_sentences_only() -> None:
    assert read_title({"title": None}, is_split=True) == ""
    assert read_title({"title": ""}, is_split=False) == ""
    with pytest.raises(RecordError, match=r"^title is missing"):
        read_title({"title": None}, is_split=False)
    with pytest.raises(RecordError, match=r"^title is missing"):
        read_title({}, is_split=True)


def test_authors_are_one_or_many() -> None:
    assert read_authors({"authors": "A; B"}) == ("A; B",)
    assert read_authors({"authors": ["A", " ", "B"]}) == ("A", "B")


@pytest.mark.parametrize(
    ("read", "fields", "expected"),
    [
        (read_authors, {"authors": ["A", 1]}, r"^authors is a number \(1\); write it as text$"),
        (read_authors, {"authors": {}}, r"^authors is an object \(\{\}\)"),
        (read_provenance, {"provenance": "x"}, r"^provenance is text \('x'\); write an object$"),
        (read_article_id, {"article_id": 5}, r"^article_id is a number \(5\)"),
        (read_article_id, {"article_id": " "}, "^article_id ' ' is blank or longer than 200"),
        (read_article_id, {"article_id": "x" * 201}, "….* is blank or longer than 200"),
        (read_outlet, {"outlet": ["BBC"]}, r"^outlet is a list \(\['BBC'\]\)"),
        (read_outlet, {"outlet": "B\x07C"}, r"^outlet has the control character U\+0007"),
    ],
)
def test_wrong_types(
    read: Callable[[dict[str, Any]], object], fields: dict[str, Any], expected: str
) -> None:
    with pytest.raises(RecordError, match=expected):
        read(fields)


def test_wrong_types_of_optional_texts_and_titles() -> None:
    with pytest.raises(RecordError, match=r"^url is a list"):
        optional_text({"url": []}, "url")
    with pytest.raises(RecordError, match=r"^title has the control character U\+0001"):
        read_title({"title": "\x01"}, is_split=False)


def test_a_headline_of_more_than_a_sentence_is_refused():
    assert read_title({"title": "x" * 2_000}, is_split=False)
    with pytest.raises(RecordError, match="title has 2,001 characters; at most 2,000 are read"):
        read_title({"title": "x" * 2_001}, is_split=False)
