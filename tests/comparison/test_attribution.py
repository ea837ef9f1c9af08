"""Attribution ledger: every attribution at its place, and who states what others attribute."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from crossframe.comparison.speech.attribution import attribution_findings_table, attributions_table
from crossframe.records import ClaimMap
from ledger_world import make_map
from written_claims import no_grammar, written_map

CLAIMS = [
    {
        "Post-1": "Nine people died when the bridge fell, police said on Friday.",
        "Tide-1": "Nine people died when the bridge fell into the harbour.",
        "Voice-1": "“Nine people died when the bridge fell,” the mayor told reporters.",
        "Voice-2": "Nine people died when the old bridge fell.",
    },
    {
        "Post-1": "The contractor denied that it had been warned of the rust.",
        "Tide-1": "The company said it had never been warned of the rust.",
    },
]


@pytest.fixture(scope="module")
def claim_map() -> ClaimMap:
    return written_map(CLAIMS, alone={"Tide-1": ["Ferries were full, an old man said."]})


def cell(table: pd.DataFrame, claim_id: str, outlet: str) -> dict[str, object]:
    rows = table[(table["claim_id"] == claim_id) & (table["outlet"] == outlet)]
    assert len(rows) == 1
    return dict(rows.iloc[0])


def test_every_place_can_be_followed(claim_map: ClaimMap) -> None:
    table = attributions_table(claim_map)
    assert len(table) == 5
    for row in table.to_dict("records"):
        text = claim_map.article_by_id[row["article_id"]].text
        assert text[row["start"] : row["end"]] == row["content"]
        assert text[row["speaker_start"] : row["speaker_end"]] == row["speaker"]
        assert text[row["verb_start"] : row["verb_end"]] in {"said", "told", "denied"}
        sentence = claim_map.sentence_by_id[row["sentence_id"]]
        assert sentence.start <= row["start"] < row["end"] <= sentence.end


def test_claims_are_named_beside_their_attributions(claim_map: ClaimMap) -> None:
    table = attributions_table(claim_map)
    by_speaker = table.set_index("speaker")["claim_ids"].to_dict()
    assert by_speaker["police"] == "c0"
    assert pd.isna(by_speaker["an old man"])


def test_it_says_who_states_what_others_attribute(claim_map: ClaimMap) -> None:
    table = attribution_findings_table(claim_map)
    post, tide, voice = (cell(table, "c0", outlet) for outlet in ("Post", "Tide", "Voice"))
    assert [row["voice"] for row in (post, tide, voice)] == ["attributed", "own", "both"]
    assert [row["contrast"] for row in (post, tide, voice)] == [True, True, False]
    assert (post["speakers"], post["verbs"]) == ("police", "say")
    assert voice["speakers"] == "the mayor"
    assert voice["own_sentence_ids"] == "Voice-2#0"
    assert voice["attributed_sentence_ids"] == "Voice-1#0"
    assert pd.isna(tide["speakers"])


def test_a_claim_that_all_attribute_has_no_contrast(claim_map: ClaimMap) -> None:
    table = attribution_findings_table(claim_map)
    rows = table[table["claim_id"] == "c1"]
    assert list(rows["voice"]) == ["attributed", "attributed"]
    assert not rows["contrast"].any()


def test_evidence_is_the_verbatim_sentence(claim_map: ClaimMap) -> None:
    for row in attribution_findings_table(claim_map).to_dict("records"):
        text = claim_map.article_by_id[row["article_id"]].text
        assert text[row["start"] : row["end"]] == row["sentence"]


def test_the_outlets_own_part_of_a_sentence_is_its_own() -> None:
    claim = {
        "Post-1": "Nine people died in the harbour, and police said they would search again.",
        "Tide-1": "Nine people died in the harbour.",
    }
    table = attribution_findings_table(written_map([claim]))
    assert list(table["voice"]) == ["own", "own"]


def test_without_parses_no_voice_is_called() -> None:
    table = attribution_findings_table(written_map(CLAIMS, no_grammar))
    assert set(table["voice"]) == {"not_parsed"}
    assert not table["contrast"].any()


def test_empty_events_work() -> None:
    empty = written_map([])
    assert list(attributions_table(empty).columns)[:3] == ["outlet", "article_id", "sentence_id"]
    assert len(attributions_table(empty)) == len(attribution_findings_table(empty)) == 0


def test_a_sentence_that_lost_a_mark_of_quotation_is_in_no_voice() -> None:
    claims = [
        {
            "Post-1": "The old bridge was safe for lorries, the firm said.",
            "Tide-1": "“The old bridge was safe for lorries.",
        }
    ]
    table = attribution_findings_table(written_map(claims)).set_index("outlet")
    assert table["voice"].to_dict() == {"Post": "attributed", "Tide": "unclear"}


@pytest.mark.parametrize(
    "own",
    [
        "Reports are that the old bridge of Averley was closed to lorries.",
        "The mayor is accused of having closed the old bridge of Averley to lorries.",
        "Police: The old bridge of Averley was closed to lorries.",
        "The old bridge of Averley may have been closed to lorries.",
    ],
)
def test_a_contrast_needs_a_voice_without_doubt(own: str) -> None:
    told = "The old bridge of Averley was closed to lorries"
    claims = [{"Post-1": f"{told}, the mayor said.", "Tide-1": own, "Voice-1": f"{told}."}]
    contrast = attribution_findings_table(written_map(claims)).set_index("outlet")["contrast"]
    assert contrast.to_dict() == {"Post": True, "Tide": False, "Voice": True}


def test_an_outlet_with_two_voices_has_no_contrast() -> None:
    told = "The old bridge of Averley was closed to lorries"
    claims = [
        {"Post-1": f"{told}, the mayor said.", "Tide-1": f"{told}.", "Tide-2": f"{told}, he said."}
    ]
    assert not attribution_findings_table(written_map(claims))["contrast"].any()


def contrasts(claim: dict[str, str], alone: dict[str, list[str]] | None = None) -> list[str]:
    """The outlets that are in contrast over a claim."""
    table = attribution_findings_table(written_map([claim], alone=alone or {}))
    return sorted(table[table["contrast"]]["outlet"])


@pytest.mark.parametrize(
    "own",
    [
        # Another fact of the same gate.
        "The iron gate of the old harbour was bought by the port of Averley in 1962.",
        # Told of another place.
        "The iron gate of the old lock fell on two ferries in Southmere at noon.",
        # No figure in common.
        "The iron gate of the old harbour fell on nine ferries at noon.",
        # Whoever says "our" is not the outlet.
        "Our iron gate of the old harbour fell on two ferries at noon.",
        # The line goes on with another.
        "the iron gate of the old harbour fell on two ferries at noon.",
        # Nearly so is not so.
        "The iron gate of the old harbour nearly fell on two ferries at noon.",
        # Of what somebody has in mind, the outlet knows by being told.
        "The mayor knew the iron gate of the old harbour fell on two ferries at noon.",
        # What is told on of what somebody foretold.
        "The iron gate of the old harbour would fall on two ferries at noon.",
    ],
)
def test_a_contrast_is_of_sentences_that_tell_the_same(own: str) -> None:
    told = "The iron gate of the old harbour fell on two ferries in Averley at noon"
    claim = {"Post-1": f"{told}, the mayor said.", "Tide-1": own, "Voice-1": f"{told}."}
    assert contrasts(claim) == ["Post", "Voice"]


def test_what_a_sentence_adds_of_its_own_is_not_attributed() -> None:
    claim = {
        "Post-1": "The mayor admitted that there was a quarrel over the new rules, "
        "which take effect in thirty days.",
        "Tide-1": "The new rules take effect in thirty days.",
    }
    assert contrasts(claim) == []


def test_an_article_that_states_it_elsewhere_is_in_no_contrast() -> None:
    told = "The iron gate of the old harbour fell on two ferries in Averley at noon"
    claim = {"Post-1": f"{told}, the mayor said.", "Tide-1": f"{told}."}
    assert contrasts(claim) == ["Post", "Tide"]
    assert contrasts(claim, alone={"Post-1": [f"{told} again."]}) == []
    assert contrasts(claim, alone={"Post-1": ["The gate of the old harbour fell."]}) == []
    assert contrasts(claim, alone={"Post-1": ["The old harbour was sold."]}) == ["Post", "Tide"]


def test_a_headline_states_what_the_article_attributes() -> None:
    headed = {"Post-1": "Iron gate falls on ferries", "Tide-1": "Averley has a harbour."}
    told = "The iron gate of the old harbour fell on two ferries in Averley at noon"
    claim = {"Post-1": f"{told}, the mayor said.", "Tide-1": f"{told}."}
    assert not attribution_findings_table(written_map([headed, claim]))["contrast"].any()
    headed["Post-1"] = "Averley in brief"
    assert attribution_findings_table(written_map([headed, claim]))["contrast"].any()


def test_what_an_article_tells_in_a_side_clause_it_states() -> None:
    told = "The iron gate of the old harbour fell on two ferries in Averley at noon"
    claim = {"Post-1": f"{told}, the mayor said.", "Tide-1": f"{told}."}
    aside = "Shops shut in Averley after the iron gate hit two ferries in the harbour"
    assert contrasts(claim, alone={"Post-1": [f"{aside}."]}) == []
    assert contrasts(claim, alone={"Post-1": [f'"{aside}," he said.']}) == ["Post", "Tide"]
    assert contrasts(claim, alone={"Tide-1": [f"{aside}."]}) == ["Post", "Tide"]


@pytest.mark.parametrize(
    "said",
    [
        "Dying in a fall, two ferries killed by an iron gate",
        "Shops were shut for injuries at the iron gates of the old ferry harbour in Averley.",
    ],
    ids=["title", "lead"],
)
def test_a_headline_or_a_lead_may_state_it_in_other_forms_of_the_words(said: str) -> None:
    told = "The iron gate of the harbour fell on a ferry and injured two, killing one at noon"
    headed = {"Post-1": said, "Tide-1": "Averley has a harbour."}
    claim = {"Post-1": f"{told}, the mayor said.", "Tide-1": f"{told}."}
    assert not attribution_findings_table(written_map([headed, claim]))["contrast"].any()
    headed["Post-1"] = "The mayor of Averley told the council what she had seen of it."
    assert attribution_findings_table(written_map([headed, claim]))["contrast"].any()


def test_who_is_named_for_the_sentences_before_may_tell_on() -> None:
    told = "The iron gate of the old harbour fell on two ferries in Averley at noon"
    before = {"Post-1": "Averley is a town.", "Tide-1": "The Harbour Board said it was windy."}
    claim = {"Post-1": f"{told}, the Harbour Board said.", "Tide-1": f"{told}."}
    assert not attribution_findings_table(written_map([before, claim]))["contrast"].any()
    before["Tide-1"] = "Ada Lind said it was windy."
    assert attribution_findings_table(written_map([before, claim]))["contrast"].any()


@pytest.mark.parametrize(
    ("before", "behind", "found"),
    [
        (
            "The ferry left at six, a navy spokesman said.",
            "It sank, the navy spokesman said.",
            False,
        ),
        ("The ferry left at six, a navy spokesman said.", "It sank, a sailor said.", True),
        ("The ferry left at six, a statement said.", "It sank.", False),
        ("The ferry left at six, an office spokeswoman said.", "It sank.", True),
        ("The ferry left at six, a council spokeswoman said.", "It sank.", False),
    ],
)
def test_what_stands_in_an_account_is_in_no_contrast(before: str, behind: str, found: bool) -> None:  # noqa: FBT001
    told = "The iron gate of the old harbour fell on two ferries in Averley at noon"
    claim = {"Post-1": f"{told}, the council said.", "Tide-1": f"{told}."}
    lead, end = {"Tide-1": before}, {"Tide-1": behind}
    table = attribution_findings_table(written_map([lead, claim, end]))
    assert table["contrast"].any() == found


def test_an_article_that_attributes_it_elsewhere_does_not_merely_state_it() -> None:
    told = "The iron gate of the old harbour fell on two ferries in Averley at noon"
    claim = {"Post-1": f"{told}, the mayor said.", "Tide-1": f"{told}."}
    said = "Guards say the iron gate fell on ferries."
    assert contrasts(claim, alone={"Tide-1": [said]}) == []
    assert contrasts(claim, alone={"Tide-1": ["Guards say the pier was sold to ferries."]}) == [
        "Post",
        "Tide",
    ]


def test_two_outlets_that_attribute_to_and_fro_are_in_no_contrast() -> None:
    fell = "The iron gate of the old harbour fell on two ferries in Averley at noon"
    sold = "The white mill above the river was bought by three brothers from Southmere"
    one = {"Post-1": f"{fell}, the mayor said.", "Tide-1": f"{fell}."}
    other = {"Post-1": f"{sold}.", "Tide-1": f"{sold}, the mayor said."}
    for claims, found in (([one], True), ([other], True), ([one, other], False)):
        table = attribution_findings_table(written_map(claims))
        assert table["contrast"].any() == found


def test_reports_against_which_a_sentence_is_set_do_not_make_it_theirs() -> None:
    claim = {
        "Post-1": "Despite reports that said the ferry would never return to Averley harbour, "
        "it seems that the ferry will return to Averley harbour.",
        "Tide-1": "The ferry will return to Averley harbour.",
    }
    voices = attribution_findings_table(written_map([claim])).set_index("outlet")["voice"]
    assert voices["Post"] != "attributed"


def test_a_sentence_beside_a_mark_that_lost_its_fellow_is_in_no_voice() -> None:
    claim = {
        "Post-1": "They all got out of the old ferry.",
        "Tide-1": "They all got out of the old ferry, police said.",
    }
    alone = {"Post-1": ["It sank within an hour.”", "The sea was calm."]}
    table = attribution_findings_table(written_map([claim], alone=alone)).set_index("outlet")
    assert table["voice"].to_dict() == {"Post": "unclear", "Tide": "attributed"}


def test_two_sentences_contrast_in_one_claim_alone() -> None:
    told = "The iron gate of the old harbour fell on two ferries in Averley at noon"
    claim = {"Post-1": f"{told}, the mayor said.", "Tide-1": f"{told}."}
    twice = written_map([claim])
    twice = replace(twice, claims=(*twice.claims, replace(twice.claims[0], claim_id="again")))
    table = attribution_findings_table(twice)
    assert table.groupby("claim_id")["contrast"].all().to_dict() == {"c0": True, "again": False}


@pytest.mark.parametrize(
    ("text", "other", "voice"),
    [
        (
            "The harbour master told the Averley news agency the old ferry sank.",
            "The Averley news agency is moving.",
            "attributed",
        ),
        (
            "The old ferry ran late, she said in an interview with The Averley Herald.",
            "The Averley Herald printed an interview.",
            "attributed",
        ),
        (
            "State radio quoted the harbour office as saying two sailors drowned.",
            "State radio is silent.",
            "attributed",
        ),
        (
            "Forty sailors threw rope at guards, witnesses said, following a vigil for Lena Dorn.",
            "A vigil for Lena Dorn was held.",
            "unclear",
        ),
        ("Lena Dorn told a news conference.", "A news conference was held.", "unclear"),
        (
            "The guard told the sailors to leave the old pier.",
            "The sailors had to leave the old pier.",
            "own",
        ),
    ],
)
def test_what_somebody_says_is_not_in_the_outlets_own_voice(
    text: str, other: str, voice: str
) -> None:
    table = attribution_findings_table(written_map([{"Post-1": text, "Tide-1": other}]))
    assert table.set_index("outlet")["voice"].to_dict() == {"Post": voice, "Tide": "own"}


def test_an_outlet_that_names_itself_speaks_in_its_own_voice() -> None:
    text = "The old ferry has left the quay and is moving to Averley, Harbour Watch has confirmed."
    names = ("harbourwatch.com-1", "Harbour Watch-1", "Tide-1")
    table = attribution_findings_table(written_map([dict.fromkeys(names, text)]))
    voices = {"Harbour Watch": "own", "Tide": "attributed", "harbourwatch.com": "own"}
    assert table.set_index("outlet")["voice"].to_dict() == voices


def test_a_hearing_after_a_fire_leaves_the_fire_to_the_outlet() -> None:
    claim = {
        "Post-1": "The mayor said at a hearing after the fire in Averley that she would resign.",
        "Tide-1": "The fire in Averley burned for two days.",
    }
    table = attribution_findings_table(written_map([claim])).set_index("outlet")
    assert table["voice"]["Post"] != "attributed"


@pytest.mark.parametrize(
    "around",
    [
        # The same source tells on before and behind.
        ["Kos said that it was noon.", "{own}", "Kos said that she ran."],
        # The article says that it is a report.
        ["REPORT: the harbour is shut", "{own}", "The ferries are late."],
        # Somebody speaks without marks.
        ["I stand here today for our town.", "{own}", "We will not forget it."],
    ],
)
def test_an_account_a_report_and_a_speech_are_not_the_outlets_own(around: list[str]) -> None:
    own = "The iron gate of the old harbour fell on two ferries in Averley at noon."
    articles = {
        "tide": [line.format(own=own) for line in around],
        "post": [f"{own[:-1]}, the mayor said."],
        "voice": [own],
    }
    claims = {"c": [f"tide#{around.index('{own}')}", "post#0", "voice#0"]}
    table = attribution_findings_table(make_map(articles, claims))
    assert sorted(table[table["contrast"]]["outlet"]) == ["post", "voice"]


def test_a_source_that_closes_a_sentence_attributes_all_of_it() -> None:
    told = "The ferry hit two boats in the harbour, but nobody was hurt, according to the port."
    claims = [{"Post-1": told, "Tide-1": "The ferry hit two boats in the harbour of Averley."}]
    found = attribution_findings_table(written_map(claims))
    assert cell(found, "c0", "Post")["voice"] == "attributed"
    assert not cell(found, "c0", "Post")["contrast"]
