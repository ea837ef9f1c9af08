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
