"""Quotations in any typography, told apart from apostrophes, inches and titles."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from crossframe.text.speech.quotations import find_quotations
from hypothesis import given
from hypothesis import strategies as st

SEEDS = Path(__file__).parents[2] / "seeds"


def texts(text):
    return [found.text for found in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“We saw it fall,” she said.", ["We saw it fall,"]),
        ('"We saw it fall," she said.', ["We saw it fall,"]),
        ("„Wir sahen es“, sagte sie.", ["Wir sahen es"]),
        ("«Lo vimos caer», dijo.", ["Lo vimos caer"]),
        ("»Vi så det«, sagde hun.", ["Vi så det"]),
        ("``We saw it fall,'' she said.", ["We saw it fall,"]),
        ("‘We saw it fall,’ she said.", ["We saw it fall,"]),
        ("'We saw it fall,' she said.", ["We saw it fall,"]),
        ("She said: 'It's the drivers' fault, isn't it?'", ["It's the drivers' fault, isn't it?"]),
        ("The drivers' strike and the ships’ crews met.", []),
        ("In the '90s the rock 'n' roll band played.", []),
        ('A 94" pipe and a 12" pipe burst.', []),
        ('A 94 " pipe and a 12 " pipe burst.', []),
        ('He got one of its $500,000 "old salt" grants.', ["old salt"]),
        ("“He shouted ‘Go!’ and they went,” she said.", ["He shouted ‘Go!’ and they went,"]),
        ("She said “we saw it and left.", []),
        (
            '"It fell right away, "said Ana Kos. "We saw it," he added.',
            ["It fell right away,", "We saw it,"],
        ),
    ],
)
def test_typographies(text, quoted):
    assert texts(text) == quoted


def test_one_quotation_over_sentences_and_lines():
    text = 'Kos said: "It fell. We saw it.\nThen it was gone."'
    assert texts(text) == ["It fell. We saw it.\nThen it was gone."]


def test_paragraphs_that_go_on():
    text = "“It fell at noon.\n\n“Then it was gone,” she said.\n\n“Who pays?” he asked."
    found = find_quotations(text)
    assert [q.text for q in found] == ["It fell at noon.", "Then it was gone,", "Who pays?"]
    assert [q.utterance for q in found] == [0, 0, 1]


def test_a_quotation_ends_with_its_paragraph():
    text = '"It fell at noon, he said.\n\nThe pier was old. "It had no rail," said Kos.'
    assert texts(text) == ["It had no rail,"]
    mixed = "“It fell at noon, he said.\n\nThe pier was old.” It had no rail."
    assert texts(mixed) == []


def test_straight_marks_that_go_on_with_the_next_paragraph():
    text = '"It fell at noon. We ran.\n\n"Then it was gone," she said.'
    assert texts(text) == ["It fell at noon. We ran.", "Then it was gone,"]


def test_an_odd_mark_turns_no_narration_into_speech():
    text = (
        'She left " . " It fell , " said Kos . The pier was old . The mayor came . " We saw it . "'
    )
    assert not any("The pier" in quoted for quoted in texts(text))


def test_pieces_around_the_speaker_are_one_utterance():
    assert [q.utterance for q in find_quotations("“It fell,” she said. “We saw it.”")] == [0, 0]
    text = "“It fell,” said Kos. “We saw it,” said Lind."
    assert [q.utterance for q in find_quotations(text)] == [0, 1]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The “reform” failed.", "words"),
        ("“No!” she said.", "speech"),
        ("He read “The Last Harbour Master” twice.", "title"),
        ("They filmed “About a Mill,” a book of 1990.", "title"),
        ("She wrote for the Herald a piece, “In Search of Anna Linden.”", "title"),
        ("She later spelled it “Anna.”", "title"),
        ("She won a prize for the musical “The Girl from Oz.”", "title"),
        ("Kos, star of the epic “Norland,” will host the show.", "title"),
        ("“Tide” has a new owner.", "title"),
        ("He was known as “Deep Water,” and was 90.", "title"),
        ("It was “Chaos,” as Kos called it.", "words"),
        ("“Yes,” he answered.", "words"),
        ("Later she answered with “No.”", "speech"),
        ("He was a hunter of ghosts in “Van Orlo.”", "title"),
        ("She told them: “Never Again.”", "speech"),
        ("They heard “about a Mill,” a noise and a cry.", "speech"),
        ("They are “never to return here” again.", "speech"),
    ],
)
def test_kinds(text, kind):
    assert [q.kind for q in find_quotations(text)] == [kind]


@given(st.text(alphabet="ab Z.,'’‘\"“”„«»\n?", max_size=80))
def test_whatever_the_text(text):
    found = find_quotations(text)
    for one in found:
        assert text[one.start : one.end] == one.text
        assert one.text.strip()
    assert all(a.end <= b.start for a, b in pairwise(found))
    numbers = [one.utterance for one in found]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize("event", ["harbour-bridge", "frontline-drones"])
def test_the_quotations_of_the_seeds(event, record_property):
    """Floors for spans; the labels leave the Spanish articles out."""
    rows = [
        json.loads(row) for row in (SEEDS / f"events/{event}.jsonl").read_text("utf-8").splitlines()
    ]
    articles = {row["article_id"]: row["text"] for row in rows if row["language"] == "en"}
    path = SEEDS / f"labels/{event}.quotations.jsonl"
    labels = [json.loads(row) for row in path.read_text("utf-8").splitlines()]
    gold = {
        _bare(articles, x["article_id"], x["start"], x["end"])
        for x in labels
        if x["form"] != "paraphrased"
    }
    found = {
        _bare(articles, name, q.start, q.end)
        for name, text in articles.items()
        for q in find_quotations(text)
    }
    precision, recall = len(gold & found) / len(found), len(gold & found) / len(gold)
    record_property("precision", precision)
    record_property("recall", recall)
    assert precision >= 0.92, sorted(found - gold)
    assert recall >= 0.98, sorted(gold - found)


def _bare(articles, article_id, start, end):
    """A span without marks and punctuation at its ends, which labels may place either way."""
    text, around = articles[article_id], " \n\"“”„«»'‘’,."
    while text[start] in around:
        start += 1
    while text[end - 1] in around:
        end -= 1
    return article_id, start, end


def test_a_speaker_between_swapped_marks_is_no_quotation() -> None:
    text = 'That is all. "Kos said. "We waited," she said.'
    assert "Kos said." not in [one.text for one in find_quotations(text)]


def test_single_marks_pair_in_a_text_that_was_split_into_words() -> None:
    text = (
        "‘ The tug ’ s crew was tired, ’ he wrote.\nThe 'first prize ', as she called it, went to\n"
        "the `mother ship ' on May 3. The ‘ Norlen Gates ’ sank, and the tug ‘ s crew ’ s bow too."
    )
    found = [quotation.text for quotation in find_quotations(text)]
    assert found == ["The tug ’ s crew was tired,", "first prize", "mother ship", "Norlen Gates"]


def test_a_mark_glued_to_whoever_speaks_closes() -> None:
    text = (
        'The gate is old. It creaks, "harbour president Ana Kos said.\nA crane comes. It was new.'
    )
    assert find_quotations(text) == ()


def test_a_title_ends_before_the_next_one_begins() -> None:
    text = "Kos in talks to direct 'The Long Games' sequel 'Catching Water'"
    assert [one.text for one in find_quotations(text)] == ["The Long Games", "Catching Water"]
    text = "'The sailors' man came to Kos,' she said."
    assert [one.text for one in find_quotations(text)] == ["The sailors' man came to Kos,"]


def test_a_few_words_are_a_title_where_they_are_one_elsewhere() -> None:
    text = '"Tide," like "Surf," is long. Ana Kos will play in the film "Tide" at Averley.'
    assert [q.kind for q in find_quotations(text) if q.text.strip(",") == "Tide"] == ["title"] * 2


def test_a_long_title_may_have_a_comma() -> None:
    title = "A Clerk's Life: The Tide, the Harbour and the Struggle for Averley."
    text = f'She wrote it in her memoir, "{title}"'
    assert [q.kind for q in find_quotations(text)] == ["title"]
