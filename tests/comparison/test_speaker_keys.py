"""Descriptions: "the source" is whoever the article named before, if there is just one."""

from __future__ import annotations

import pytest
from crossframe.comparison.speech.sources import speakers_table
from written_claims import written_map


def heard(*lines: str) -> dict[str, int]:
    """The speakers of one article by name, and how many attributions each has."""
    table = speakers_table(written_map([], alone={"Post-1": list(lines)}))
    return dict(zip(table["speaker"], table["n_attributions"], strict=True))


@pytest.mark.parametrize(
    ("lines", "speaker"),
    [
        (["A police source said it fell.", "The source said it was old."], "police source"),
        (["A police source said it fell.", "The same source said it stood."], "police source"),
        (["Coroner Ana Kos said he drowned.", "The coroner said it was late."], "Ana Kos"),
        (["A ministry said in a statement it fell.", "The statement said it was old."], "ministry"),
    ],
)
def test_a_description_is_the_speaker_named_before(lines: list[str], speaker: str) -> None:
    assert heard(*lines) == {speaker: 2}


def test_another_of_the_kind_between_makes_it_nobody_known() -> None:
    found = heard(
        "A police source said it fell.",
        "They asked another source at the port.",
        "The source said it was old.",
    )
    assert found == {"police source": 1, "source": 1}
    found = heard("A port worker said it fell.", "The source said it was old.")
    assert found == {"port worker": 1, "source": 1}


def test_a_noun_for_a_firm_or_a_paper_is_the_one_just_named() -> None:
    paper = "The Averley Daily News reported that the wall fell."
    assert heard(paper, "It was old, the newspaper said.") == {"Averley Daily News": 2}
    far = [paper, "It rained.", "Nobody came.", "It was dark.", "It was old, the newspaper said."]
    assert heard(*far) == {"Averley Daily News": 1, "newspaper": 1}
    two = "The Averley Daily News and the Norlen Herald sent nobody."
    assert heard(two, "It was old, the newspaper said.") == {"newspaper": 1}


def test_a_description_that_holds_a_name_is_known_by_it() -> None:
    assert heard("The wall fell, the Ansa news agency said.") == {"Ansa": 1}
    assert heard("The wall fell, the French news agency said.") == {"French news agency": 1}


def test_a_role_of_somebody_alone_stands_for_the_name() -> None:
    agent = "“He will come,” her agent Ben Lind said."
    assert heard("Ana Kos has died, her agent said.", agent) == {"Ben Lind": 2}
    officer = "Officer Ben Lind said that it fell."
    assert heard("An officer fell.", "The officer said it hurt.", officer) == {
        "Ben Lind": 1,
        "officer": 1,
    }
