from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from crossframe.corpus.plaintext import read_plaintext, split_front_matter, split_headline
from crossframe.corpus.raw import Raw, RecordError
from crossframe.records import Exclusion

ARTICLE = """River floods the town

Photo: A. Ray
The river rose by two metres.

Forty people were moved.

Copyright: The Post.
"""
BODY = ARTICLE.split("\n\n", 1)[1].rstrip("\n")
FRONT = "---\noutlet: The Post\n---\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "post.txt"


def only(path: Path) -> dict[str, Any]:
    (found,) = read_plaintext(path)
    assert isinstance(found, Raw), found
    assert found.line is None
    return dict(found.fields)


def reason(path: Path) -> str:
    (found,) = read_plaintext(path)
    assert isinstance(found, Exclusion), found
    return found.reason


def test_front_matter_headline_and_body(path: Path) -> None:
    path.write_text(
        "---\noutlet: 'The Post'\n\nurl: https://post.example/a\nauthors: X; Y\n"
        f'provenance: {{"kind": "demonstration"}}\nlanguage:\n---\n\n{ARTICLE}'
    )
    assert only(path) == {
        "outlet": "The Post",
        "url": "https://post.example/a",
        "authors": ["X", "Y"],
        "provenance": {"kind": "demonstration"},
        "language": None,
        "title": "River floods the town",
        "text": BODY,
    }


def test_a_sidecar_names_the_outlet_and_front_matter_has_the_last_word(path: Path) -> None:
    path.write_text(ARTICLE)
    path.with_suffix(".json").write_text(json.dumps({"outlet": "The Post", "desk": "city"}))
    assert only(path) == {
        "outlet": "The Post",
        "desk": "city",
        "title": "River floods the town",
        "text": BODY,
    }
    path.write_text("---\ndesk: night\n---\n" + ARTICLE)
    assert only(path)["desk"] == "night"


def test_a_title_in_front_matter_makes_all_below_it_the_body(path: Path) -> None:
    path.write_text(f"---\noutlet: The Post\ntitle: Flood\n---\n\n{ARTICLE}")
    assert (only(path)["title"], only(path)["text"]) == ("Flood", ARTICLE.rstrip("\n"))


def test_newlines_are_evened_out_and_a_byte_order_mark_is_allowed(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + (FRONT + ARTICLE).replace("\n", "\r\n").encode())
    assert only(path)["text"] == BODY
    path.write_bytes((FRONT + ARTICLE).replace("\n", "\r").encode())
    assert only(path)["text"] == BODY


def test_a_blank_file_has_no_article(path: Path) -> None:
    path.write_text(" \n\n")
    assert list(read_plaintext(path)) == []


def test_headlines() -> None:
    assert split_headline("\n## Rain\nIt rained.") == ("Rain", "It rained.")
    assert split_headline("#MeToo\n  \n  Indented.\n\n") == ("#MeToo", "  Indented.")
    assert split_headline("Rain") == ("Rain", "")


def test_front_matter_is_optional() -> None:
    assert split_front_matter("Rain\n---\nIt rained.") == ({}, "Rain\n---\nIt rained.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\noutlet The Post\n---\nRain", r"^front matter 'outlet The Post' has no ':'; write"),
        ("---\noutlet: The Post\n", "^the front matter is not closed; end it with a line '---'$"),
    ],
)
def test_front_matter_that_will_not_do(text: str, expected: str) -> None:
    with pytest.raises(RecordError, match=expected):
        split_front_matter(text)


def test_without_an_outlet_both_ways_to_name_it_are_shown(path: Path) -> None:
    path.write_text(ARTICLE)
    assert reason(path) == (
        "names no outlet; begin the file with the lines '---', 'outlet: NAME', '---', or "
        'write {"outlet": "NAME"} to a .json file of the same name beside it'
    )


def test_bytes_that_are_not_utf_8(path: Path) -> None:
    path.write_bytes(FRONT.encode() + b"caf\xe9")
    assert reason(path).startswith(f"byte {len(FRONT) + 3} of the file (0xe9) is not UTF-8")


def test_a_giant_file_is_not_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crossframe.corpus.raw.MAX_RECORD_BYTES", 10)
    path.write_text(ARTICLE)
    assert reason(path).startswith(f"the file has {len(ARTICLE)} bytes; at most 10 are read")


@pytest.mark.parametrize(
    ("sidecar", "expected"),
    [
        ("{", "the .json file beside it is not JSON"),
        ("[]", "the .json file beside it is JSON but not an object ([])"),
    ],
)
def test_a_bad_sidecar(path: Path, sidecar: str, expected: str) -> None:
    path.write_text(ARTICLE)
    path.with_suffix(".json").write_text(sidecar)
    assert reason(path).startswith(expected)


def test_a_sidecar_may_not_be_a_link(path: Path, tmp_path: Path) -> None:
    path.write_text(ARTICLE)
    (tmp_path / "secret.json").write_text('{"outlet": "A", "secret": 1}')
    path.with_suffix(".json").symlink_to(tmp_path / "secret.json")
    assert reason(path) == "the .json file beside it is a link; copy what it names"
