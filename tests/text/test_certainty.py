"""Flat, hedged, attributed, denied, and the words that show it."""

from __future__ import annotations

import pytest
from crossframe.text.meaning.certainty import assess_certainty
from crossframe.text.meaning.tree import Extent
from ledger_world import parse


@pytest.mark.parametrize(
    ("text", "state", "evidence"),
    [
        ("A span of the bridge fell on Tuesday.", "flat", None),
        ("The cause was not known.", "flat", None),
        ("The cause of the fire is still unclear.", "flat", None),
        ("The man who may have seen it was found.", "flat", None),
        ("Police arrested the suspected thief.", "flat", None),
        ("Corrosion may have caused the collapse.", "hedged", "may"),
        ("The driver is believed to have left the country.", "hedged", "believed"),
        ("Arson is suspected in the fire at the old mill.", "hedged", "suspected"),
        ("The mill burned down, and investigators suspect arson.", "hedged", "suspect"),
        ("Arson suspected in fire that destroyed the mill", "hedged", "suspected"),
        ("The driver reportedly left the country.", "attributed", "reportedly"),
        ("The man who allegedly stole the boat was found at noon.", "flat", None),
        ("Police arrested the alleged thief.", "flat", None),
        ("A boat hit the pier; guards hold an allegedly drunk sailor.", "flat", None),
        ("A knife believed to be the weapon was found in the mill.", "flat", None),
        ("The crew was reported to have left the country.", "attributed", "reported"),
        ("The pier will close if the wind rises.", "flat", None),
        ("The board did not know if the pier was safe.", "flat", None),
        ("The sailor might be alive if he had worn a vest.", "flat", None),
        ("The fans saw what might have been.", "flat", None),
        ("The mayor has not indicated that he will resign.", "flat", None),
        ("I thought it was a drum.", "flat", None),
        ("The mayor was charged with fraud and convicted of theft.", "flat", None),
        ("He is accused of burning the depot.", "attributed", "accused"),
        # What somebody is accused of is theirs, and not what the main clause tells.
        ("Prosecutors showed a film at the trial of two men accused of burning it.", "flat", None),
        ("A sailor who is accused of burning down the old depot was jailed.", "flat", None),
        ("Two men accused of burning down the old depot.", "attributed", "accused"),
        ("The court heard guards were called after the fire.", "attributed", "heard"),
        ("A court was told that the sailor burned the depot.", "attributed", "told"),
        ("The jury heard a recording of the call.", "flat", None),
        (
            "Then came dusk: a night on the pier, after which, police said, a man hit a guard.",
            "attributed",
            "police said",
        ),
        ("The fire appears to be an accident.", "hedged", "appears"),
        ("The driver appeared in court at noon.", "flat", None),
        ("It could have been worse.", "hedged", "could"),
        ("Divers could not see the wreck.", "flat", None),
        # What a thing could do is a guess; what somebody could do is known, or was.
        ("The leak could let water into the mill.", "hedged", "could"),
        ("The Harbour League could void the cup with a vote on Friday.", "hedged", "could"),
        ("Officials could answer few questions on the leak.", "flat", None),
        ("The boat could carry ten men and sailed at noon.", "flat", None),
        ("Four people were killed, police said.", "attributed", "police said"),
        (
            "According to the union, the bridge was not safe.",
            "attributed",
            "According to the union",
        ),
        ("The company denied that it was warned.", "denied", "denied"),
        ("The minister rejected the claim.", "denied", "rejected"),
        ("The union rejected the offer.", "flat", None),
        ("There is no evidence of a leak.", "denied", "no evidence"),
        (
            "Lena Dorn, who has led the city's small harbour since May, said it sank.",
            "attributed",
            "said",
        ),
        ("It sank at 5:30 p.m., harbour officials said.", "attributed", "officials said"),
        ("The boat, which police said was stolen, sank at noon near the pier.", "flat", None),
        ("A caller reported the fire at noon.", "flat", None),
        ("The mayor told a judge during a hearing that Dorn was ill.", "attributed", "told"),
        ("Two sailors drowned in the storm: police", "attributed", ": police"),
        ("Lawyer: Sailor enters a clinic", "attributed", "Lawyer:"),
        ("Two sailors drowned in the storm at night: AVPD", "attributed", ": AVPD"),
        ("Averley: Sailor enters a clinic", "flat", None),
        ("Lena Dorn: Sailor enters a clinic", "flat", None),
        ("The mast fell, putting the boat out of the race.", "flat", None),
        (
            "A boat sank and a man drowned, according to court records.",
            "attributed",
            "according to court records",
        ),
        (
            "Of the thirty men at the depot, 12 are reported to be sailors and 18 guards.",
            "attributed",
            "reported",
        ),
        (
            "During the storm a ferry struck two moored boats, but no one was hurt, sailors said.",
            "attributed",
            "sailors said",
        ),
        (
            "The owner met the buyers, who are believed to have come with money and a long list.",
            "flat",
            None,
        ),
        (
            "The trial goes on with a man who purportedly told the mayor that he had seen it burn.",
            "flat",
            None,
        ),
        ("The guard told the sailors to leave the pier.", "flat", None),
        ("I hope they will mend the mast before the race.", "flat", None),
        ("The crew hopes that the mast will hold.", "flat", None),
        ("The crew had been expected to win the race.", "flat", None),
        ("The crew was expected to win the race.", "hedged", "expected"),
        ("A poll found that 62 percent believe the pier is safe.", "attributed", "poll found"),
        ("The sailors did not know that they could have asked for a pilot.", "flat", None),
        ("Smoke could be seen above the pier.", "flat", None),
        ("The mate showed no signs of life.", "flat", None),
        ("There is no sign of a leak.", "denied", "no sign"),
        ("Police said two men and one woman, all sailors, drowned.", "attributed", "Police said"),
        # What is to be done, is not told or is written down is no guess.
        ("The crew is supposed to mend the mast before the race.", "flat", None),
        ("The police would not discuss a possible motive for the theft.", "flat", None),
        ("By May she was appearing in a play at the harbour theatre.", "flat", None),
        ("Harbour records indicate that the boat sank at noon.", "attributed", "records indicate"),
        # Whoever only speaks says what stands beside the sentence.
        ("The sailors ' union said in a report last month:", "attributed", "union said"),
        ("Lena Dorn told a news conference.", "attributed", "Lena Dorn told"),
        ("Lena Dorn issued the following statement:", "attributed", "Lena Dorn issued"),
        ("Lena Dorn was quoted as saying of the pier:", "attributed", "Lena Dorn was quoted"),
        ("The letter expresses thanks to the crew, saying, “We owe them.”", "attributed", "saying"),
        # Nobody guesses here.
        ("Dorn said she did not know when the offer might end.", "attributed", "Dorn said"),
        (
            "The minister dismissed the proposal as too expensive, aides said.",
            "attributed",
            "dismissed",
        ),
    ],
)
def test_states(text, state, evidence):
    found = assess_certainty(text, parse(text))
    assert found.state == state
    words = [text[one.start : one.end] for one in found.evidence if one.state == state]
    if evidence is None:
        assert words == []
    else:
        assert evidence in words[0]


def test_whoever_stands_accused_is_no_noun_that_is_described():
    accused = "with Lopez standing accused of letting off 13 shots in a guard's death."
    text = f"Both are charged with murder, {accused}"
    assert assess_certainty(text, parse(text)).state == "attributed"


def test_all_that_shows_it_is_kept():
    text = "Police said that corrosion may have caused the collapse."
    found = assess_certainty(text, parse(text))
    assert found.state == "hedged"
    assert {one.state for one in found.evidence} == {"attributed", "hedged"}


def test_a_sentence_inside_of_a_quotation_is_attributed():
    text = "We sent people over it."
    assert assess_certainty(text, parse(text), [Extent(0, len(text))]).state == "attributed"


def test_a_guess_inside_of_a_quotation_leaves_it_attributed():
    text = "It seems clear that the pier will not last."
    found = assess_certainty(text, parse(text), [Extent(0, len(text))])
    assert found.state == "hedged"
    assert {one.state for one in found.evidence} == {"attributed", "hedged"}


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("It seemed fitting that the firm won the prize on Monday.", "flat"),
        ("It seems likely that the firm won the prize.", "hedged"),
        ("It appeared certain that the firm had won the prize.", "hedged"),
        ("It seems that the firm won the prize.", "hedged"),
    ],
)
def test_what_seems_fitting_is_no_guess(text: str, state: str) -> None:
    assert assess_certainty(text, parse(text)).state == state


def test_whoever_thinks_so_in_quoted_words_is_only_quoted() -> None:
    text = "Dorn told the Tide, “I think that she was a remarkable sailor.”"
    assert assess_certainty(text, parse(text)).state == "attributed"


def test_a_hedge_bears_on_its_clause() -> None:
    text = "The mill burned down, and the guard may have left because it rained."
    found = assess_certainty(text, parse(text))
    (piece,) = found.evidence[0].scope
    assert text[piece.start : piece.end] == "the guard may have left"


def test_what_a_report_suggests_is_attributed_as_well():
    text = "One report suggested that the firm had raised its offer to the union."
    found = assess_certainty(text, parse(text))
    assert (found.state, {one.state for one in found.evidence}) == (
        "hedged",
        {"hedged", "attributed"},
    )
