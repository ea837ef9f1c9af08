"""Sentences of which a parser takes the wrong verb for the main one, put right."""

from __future__ import annotations

import pytest
from crossframe.text.meaning.misread import read
from crossframe.text.speech.attribution import find_attributions
from ledger_world import parse


@pytest.mark.parametrize(
    ("text", "main", "subject"),
    [
        ("The man police say is behind the fire, now faces a charge.", "faces", "man"),
        (
            "The driver police say caused a hit and run on Friday, now faces a charge.",
            "faces",
            "driver",
        ),
        ("The firm regulators say hid the leak, is now up for sale.", "is", "firm"),
        ("The driver officials say caused the crash, has left the country.", "left", "driver"),
        ("A boat police say was stolen, sank near the pier.", "sank", "boat"),
        # Here police do say all of it.
        ("The city police say driving on the pier was never safe.", "say", "police"),
        ("The harbour police say two men drowned and one is ill.", "say", "police"),
    ],
)
def test_the_verb_behind_the_clause_is_the_main_one(text: str, main: str, subject: str) -> None:
    tree = read(text, parse(text))
    (root,) = (token for token, head in enumerate(tree.parse.heads) if token == head)
    assert tree.word(root) == main
    assert subject in {tree.word(kid) for kid in tree.kids(root, "nsubj")}


def test_the_clause_alone_is_attributed() -> None:
    text = "The man police say is behind the fire, now faces a charge."
    (one,) = find_attributions(text, parse(text))
    assert one.speaker is not None
    assert (one.speaker.text, text[slice(*one.content)]) == ("police", "is behind the fire")


def test_a_deed_behind_and_is_no_part_of_what_is_told() -> None:
    text = "The teen did tell police that originally, and later confessed that she had lied."
    told = [(one.verb, text[slice(*one.content)]) for one in find_attributions(text, parse(text))]
    assert ("confess", "that she had lied") in told
    assert all("confessed" not in words for _, words in told)


def test_two_who_did_something_are_told_of() -> None:
    text = "Ana Kos, 21, told guards in Averley Court he and two sailors went to the pier at noon."
    (one,) = find_attributions(text, parse(text))
    assert text[slice(*one.content)].endswith("went to the pier at noon")


def told_in(text: str) -> list[tuple[str, str, str]]:
    """Who says what in a sentence, with which verb."""
    found = find_attributions(text, parse(text))
    return [(one.who.text if one.who else "", one.verb, text[slice(*one.content)]) for one in found]


def test_a_source_at_the_end_bears_on_all_of_it() -> None:
    told = "Smoke was coming from it, and guards said Friday they were treating the fire as a crime"
    found = told_in(f"{told}, the Averley Daily News reported Sunday.")
    assert ("guards", "say", "they were treating the fire as a crime") in found
    assert ("the Averley Daily News", "report", told) in found


def test_nobody_says_saying() -> None:
    found = told_in(
        "They say he was uncooperative and refused to leave his boat, saying guards had to kill."
    )
    assert ("he", "say", "guards had to kill") in found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "“But who could believe it?” she said years later, according to her own website.",
            ("her own website", "according", "But who could believe it?” she said years later"),
        ),
        (
            "Sitting by it, with a hat (and that is all), Jan Kos described it as “a milestone.”",
            ("Jan Kos", "describe", "a milestone"),
        ),
        (
            "According to receipts police recovered from his flat, Kos bought the rope on Friday.",
            ("receipts", "according", "Kos bought the rope on Friday"),
        ),
    ],
)
def test_what_is_said_is_whole_and_no_more(text: str, told: tuple[str, str, str]) -> None:
    assert told in told_in(text)


def test_to_tell_a_story_is_to_say_none_of_the_words_around() -> None:
    text = "And in a brief line that will be lost to memory, Jan Kos told the real story of it."
    assert told_in(text) == []


def test_to_call_somebody_by_a_name_is_to_say_nothing() -> None:
    text = "In 9 first-half minutes, the guy sailors and fans call Big Swan scored 7 goals."
    assert told_in(text) == []
