"""Speaking: what is said and not done, and whether whoever does it is somebody who can speak."""

from __future__ import annotations

import pytest
from crossframe.text import parse_texts
from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.attribution import find_attributions
from crossframe.text.speech.name_votes import find_names
from crossframe.text.speech.speakers import Speaker


def _said(text: str) -> list[tuple[str | None, str]]:
    found = find_attributions(text, parse_texts([text])[0])
    return [(one.speaker.text if one.speaker else None, one.verb) for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "The gang, a violent crew that has long claimed the quay as its turf, fled.",
        "The court denied the motion on Monday.",
        "Firefighters responded to the call within “six minutes”.",
        "Ana Kos called her mother to break the news.",
        "The champion put the challenger on the canvas in the fifth round.",
        "The mayor agreed to rebuild the bridge.",
        "Kos asked her to pose for a picture.",
        "Now rest assured that the bridge stays.",
        "Now history demanded that he be in his seat.",
        "The unrest says that people are tired.",
        "Kos showed that he can win without the others.",
        "Her employer called the apartment later to inquire.",
        "When the bell rang, the guard answered.",
        "The rovers assured that their three best men would stay.",
        "People argued about the name of “the Ox” for years.",
        "She came to the quay, urging on the crowd.",
        "The bishop recommended Ana Kos for the prize.",
        "In all her work the warden reports to the board of the port.",
        "He was shot by a guard who suspected Lind.",
        "She asked the man for his papers.",
        "No further details were reported by the police.",
        "Nothing was reported by the ministry about the cost.",
        "No link was confirmed by the ministry.",
        "Ana Kos admitted herself to a clinic.",
    ],
)
def test_a_deed_and_a_thing_say_nothing(text: str) -> None:
    assert _said(text) == []


@pytest.mark.parametrize(
    ("text", "speaker", "verb"),
    [
        ("The union asked both firms to wait.", "The union", "ask"),
        ("The contractor denied any warning.", "The contractor", "deny"),
        ("The minister responded that the road was safe.", "The minister", "respond"),
        ("Police put the toll at 31.", "Police", "put"),
        ("Kos assured the court that she would stay.", "Kos", "assure"),
        ("The scale says 38, and the limit is 44.", "The scale", "say"),
        ("Ana Kos, who fears that the wall may fall, left.", "Ana Kos", "fear"),
        ("The union argued that the wall was old.", "The union", "argue"),
        ("The captain reports that the wall fell.", "The captain", "report"),
        ("The man police say fled was seen on the quay.", "police", "say"),
        (
            "It was old, according to Averley police Lt. Ana Kos.",
            "Averley police Lt. Ana Kos",
            "according",
        ),
        ("Some co-workers said that the wall fell.", "co-workers", "say"),
        ("The handbook says that the bolts must be changed.", "The handbook", "say"),
        (
            "The harbour television reported that the ferry sank.",
            "The harbour television",
            "report",
        ),
    ],
)
def test_speech_stays_speech(text: str, speaker: str, verb: str) -> None:
    assert (speaker, verb) in _said(text)


@pytest.mark.parametrize(
    ("text", "kind", "name", "body"),
    [
        ("Coroner Ana Kos said that he drowned.", "person", "Ana Kos", ""),
        ("He drowned, said Chief of Detectives Charlie Moss.", "person", "Charlie Moss", ""),
        ("Detectives said that he drowned.", "unnamed", "", ""),
        ("The deputies said that he drowned.", "unnamed", "", ""),
        ("The cruise liner MS Averley said it was late.", "office", "", ""),
        ("Averley police Lt. Ana Kos said it was late.", "person", "Ana Kos", "Averley police"),
        ("It fell, according to averleypost.com.", "office", "", ""),
        ("An Averley Police spokesman said it was late.", "unnamed", "", "Averley Police"),
        ("Norlen president and chief executive Ana Kos said no.", "person", "Ana Kos", ""),
        ("HarbourNet said the line was cut.", "office", "", ""),
        ("The hull is whole, the coastguard said.", "office", "", ""),
        ("A spokeswoman, Ingrid Dahl, said it was late.", "person", "Ingrid Dahl", ""),
    ],
)
def test_kinds_of_speakers(text: str, kind: str, name: str, body: str) -> None:
    (found,) = find_attributions(text, parse_texts([text])[0])
    assert isinstance(found.speaker, Speaker)
    assert (found.speaker.kind, found.speaker.name) == (kind, name)
    assert found.speaker.affiliation == body or not body


@pytest.mark.parametrize(
    "text",
    ["“I saw it fall,” Brennock said.", "25-year-old Brennock left.", "A lawyer, Brennock, left."],
)
def test_what_is_said_of_persons_alone_makes_a_name_one(text: str) -> None:
    votes = dict(find_names(Tree(text, parse_texts([text])[0])))  # type: ignore[arg-type]
    assert votes.get("Brennock") == "person"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Dorn Rovers forward Ana Lind said she did not expect any trouble.", "Ana Lind"),
        ("Keeper Ana Lind, probably rowing her last race at Averley, said she wept.", "Lind"),
        ("Although he stayed, a source from the magazine said that it was old.", "a source"),
        ("The Norlen navy thanked them by saying it had sunk a raft.", "navy"),
        ("Harbourites on the quay reported that police searched the sheds.", "Harbourites"),
        ("An afternoon toll released by the port said that ten boats were lost.", "toll"),
    ],
)
def test_whoever_stands_in_the_place_of_a_speaker_says_it(text: str, speaker: str) -> None:
    ((who, _),) = _said(text)
    assert who is not None
    assert speaker in who


def test_what_the_parser_lost_is_said_by_nobody_it_was_only_said_to() -> None:
    assert _said("Written in haste to Ana Kos, the letter said to be lost was found.") == []


def test_police_say_in_the_present_what_they_did() -> None:
    found = _said("Police pulled him over by the quay and say they had to call a boat.")
    assert ("Police", "say") in found


@pytest.mark.parametrize(
    "text",
    ["Most people thought she was dead.", "Chohan called Lind's house to let the family know."],
)
def test_what_anybody_thinks_and_a_telephone_call_are_no_speech(text: str) -> None:
    assert _said(text) == []
