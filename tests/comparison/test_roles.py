from dataclasses import replace

import pytest
from crossframe.comparison.wordings.deeds import is_being
from crossframe.comparison.wordings.role_findings import role_findings_table
from crossframe.comparison.wordings.roles import roles_table
from crossframe.records import ClaimMap
from crossframe.text.meaning.phrases import Phrase
from written_claims import grammar, no_grammar, written_map

CLAIMS = [
    {
        "Post-1": "Police shot the protester on Monday.",
        "Tide-1": "The protester was shot on Monday, witnesses said.",
        "Voice-1": "The protester was shot by soldiers on Monday.",
    },
    {
        "Post-2": "The council closed the old pier.",
        "Tide-2": "The old pier was closed by the council.",
    },
    {"Post-3": "The company denied that it had closed the mine.", "Tide-3": "The mine closed."},
]


@pytest.fixture(scope="module")
def cast() -> ClaimMap:
    return written_map(CLAIMS)


def test_roles_follow_the_voice(cast: ClaimMap) -> None:
    table = roles_table(cast)
    first = table[table["claim_id"] == "c0"].set_index("outlet")
    assert first["verb"].tolist() == ["shoot"] * 3
    assert first["voice"].to_dict() == {
        "Post": "active",
        "Tide": "passive without agent",
        "Voice": "passive",
    }
    assert first.loc["Post", "agent"] == "Police"
    assert first.loc["Voice", "agent"] == "soldiers"
    assert first["patient"].str.lower().tolist() == ["the protester"] * 3


def test_every_span_is_verbatim(cast: ClaimMap) -> None:
    for _, row in roles_table(cast).dropna().iterrows():
        text = cast.article_by_id[row["article_id"]].text
        for role in ("agent", "patient"):
            assert text[row[f"{role}_start"] : row[f"{role}_end"]] == row[role]


def test_an_agent_left_out_is_a_finding(cast: ClaimMap) -> None:
    table = role_findings_table(cast)
    left = table[table["kind"] == "agent left out"].set_index("claim_id")
    assert (
        left.loc["c0", "finding"] == "“Police”, “soldiers” named by Post, Voice, left out by Tide"
    )
    assert left.loc["c0", "other_outlets"] == "Tide"
    row = left.loc["c0"]
    text = cast.article_of(row["other_sentence_id"]).text
    assert text[row["other_start"] : row["other_end"]] == "shot"


def test_agents_that_differ_and_voices_that_differ(cast: ClaimMap) -> None:
    found = role_findings_table(cast).groupby("claim_id")["kind"].agg(list)
    assert found["c0"] == ["agent left out", "agent named otherwise"]
    assert found["c1"] == ["active and passive"]


def test_an_agent_named_elsewhere_in_the_sentence_is_not_left_out() -> None:
    claims = [
        {
            "Post-1": "Police arrested the driver.",
            "Tide-1": "The driver was arrested after police had followed him.",
        }
    ]
    assert len(role_findings_table(written_map(claims))) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The storm killed two sailors.", "Nine sailors were killed by a wave."),
        ("The storm cut three cables.", "The Averley cable was cut."),
        ("Ray set a Norvik record.", "Kos set an Averley record."),
        ("The Norvik Herons beat the champions.", "The champions were beaten in Norvik."),
        ("The harbour union closed the road.", "The teachers also closed the road."),
    ],
)
def test_what_is_done_to_others_is_no_finding(one: str, other: str) -> None:
    assert len(role_findings_table(written_map([{"Post-1": one, "Tide-1": other}]))) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Norvik Herons", "The HERONS"),
        ("Anna Brandt", "Brandt"),
        ("A protester", "One protestor"),
    ],
)
def test_one_name_in_other_letters_or_shorter_is_one_agent(one: str, other: str) -> None:
    claims = [{"Post-1": f"{one} broke the window.", "Tide-1": f"{other} broke the window."}]
    assert len(role_findings_table(written_map(claims))) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "NORVIK-Shortly after three somebody called and shut the gate.",
            "The guard shut the gate.",
        ),
        ("Police allege Otto Kirkwood stole the boat.", "The boat was stolen."),
        ("A guard that stood near and saw the fall chased and caught the thief.", "Ray caught it."),
        ("By the time they came the boat was seen.", "Ann Ray saw the boat."),
    ],
)
def test_no_dateline_report_or_object_acts(one: str, other: str) -> None:
    table = role_findings_table(written_map([{"Post-1": one, "Tide-1": other}]))
    assert not table["finding"].str.contains("NORVIK|allege|the fall|the time").any()


def test_attributions_are_looked_through() -> None:
    claims = [
        {
            "Post-1": "The ministry said that rebels had burned the depot.",
            "Tide-1": "Rebels burned the depot, according to the ministry.",
        }
    ]
    table = roles_table(written_map(claims))
    assert table["verb"].tolist() == ["burn", "burn"]
    assert table["agent"].str.lower().tolist() == ["rebels", "rebels"]


def test_shared_subjects_and_relative_clauses() -> None:
    claims = [
        {
            "Post-1": "The storm hit the town and destroyed the school.",
            "Tide-1": "The school, which was destroyed by the storm, stood near the town.",
        }
    ]
    found = written_map(claims)
    table = roles_table(found).set_index("outlet")
    assert table.loc["Post", "agent"] == "The storm"
    assert table.loc["Tide", "voice"] == "passive"
    assert table.loc["Tide", "patient"] == "The school"


def test_sentences_without_a_parse_are_shown_as_such() -> None:
    table = roles_table(written_map(CLAIMS, no_grammar))
    assert set(table["voice"]) == {"not parsed"}
    assert len(table) == 7
    assert len(role_findings_table(written_map(CLAIMS, no_grammar))) == 0
    assert list(roles_table(written_map([]))) == list(table)


def findings_of(*claims: dict[str, str]) -> list[tuple[str, str]]:
    table = role_findings_table(written_map(list(claims)))
    return list(zip(table["kind"], table["verb"], strict=True))


def test_a_name_beside_or_behind_is_no_other_name() -> None:
    assert not findings_of(
        {
            "Post-1": "The tug Bold Ansgar towed the ferry.",
            "Tide-1": "The vessel Bold Ansgar towed the ferry.",
        }
    )
    assert not findings_of(
        {
            "Post-1": "The driver hit the guard. Ray was held on Friday.",
            "Tide-1": "Ray hit the guard.",
        }
    )
    assert findings_of(
        {"Post-1": "A thief hit the guard.", "Tide-1": "Ray hit the guard."},
    ) == [("agent named otherwise", "hit")]


def test_police_are_police_by_any_name() -> None:
    said = {"Post-1": "The cop hit the guard.", "Tide-1": "The officers hit the guard."}
    assert not findings_of(said)


def test_whoever_suffers_does_nothing() -> None:
    said = {"Post-1": "Some shops suffered damage.", "Tide-1": "Two houses suffered damage."}
    assert not findings_of(said)


def test_a_finding_stands_once() -> None:
    said = {"Post-1": "A judge closed the old pier.", "Tide-1": "The old pier was closed."}
    again = {"Post-2": "A judge closed the old pier.", "Gull-1": "The old pier was closed."}
    assert findings_of(said, again) == [("agent left out", "close")]


def test_a_clause_within_another_leaves_nothing_out() -> None:
    said = {
        "Post-1": "A jury convicted the guard of murder on Friday.",
        "Tide-1": "A court ordered prison on Monday for the guard convicted of murder.",
    }
    assert not findings_of(said)


@pytest.mark.parametrize(
    "rest",
    [
        ["It was hot.", "It rained on the pier.", "A thief is small."],
        ["The alleged robber fled in a car."],
    ],
)
def test_who_is_named_elsewhere_in_the_article_is_not_left_out(rest: list[str]) -> None:
    said = {"Post-1": "A thief hit the guard.", "Tide-1": "The guard was hit."}
    assert findings_of(said) == [("agent left out", "hit")]
    assert len(role_findings_table(written_map([said], alone={"Tide-1": rest}))) == 0


def test_what_a_thing_does_is_nobodys_deed() -> None:
    assert not findings_of(
        {"Post-1": "The flaw hit the browser.", "Tide-1": "The matter hit the browser."},
    )


@pytest.mark.parametrize(
    ("word", "is_one"), [("Ricochet", False), ("Police", True), ("Lund", True)]
)
def test_a_thing_with_the_capital_of_a_headline_is_nobody(word: str, *, is_one: bool) -> None:
    text = f"{word} killed the young sailor."
    parse = grammar([text])[0]
    assert parse is not None
    named = replace(parse, pos=("PROPN", *parse.pos[1:]), entities=("PERSON", *parse.entities[1:]))
    agent = Phrase(word, 0, len(word), 0, 0, 0)
    assert is_being(named, agent, {"ricochet", "police"}) == is_one
    assert is_being(named, agent, frozenset())


def test_a_name_and_its_initials_are_one_doer() -> None:
    assert not findings_of(
        {
            "Post-1": "The Amsel Harbour Patrol stopped the tug.",
            "Tide-1": "An AHP officer stopped the tug.",
        }
    )


def test_a_deed_is_named_with_its_particle_and_set_against_the_same_alone() -> None:
    said = {
        "Post-1": "Dockers tore down a fence on Friday.",
        "Tide-1": "Sailors tore down a fence on Friday.",
        "Voice-1": "Guards tore up a fence on Friday.",
    }
    found = role_findings_table(written_map([said]))
    assert found[["verb", "outlets", "other_outlets"]].to_numpy().tolist() == [
        ["tear down", "Post", "Tide"]
    ]


@pytest.mark.parametrize(
    ("rest", "found"), [("It was an arson fire.", False), ("It rained.", True)]
)
def test_whom_the_word_for_the_deed_implies_is_not_left_out(rest: str, *, found: bool) -> None:
    said = {"Post-1": "An arsonist burned the mill.", "Tide-1": "The mill was burned."}
    kinds = role_findings_table(written_map([said], alone={"Tide-1": [rest]}))["kind"]
    assert ("agent left out" in set(kinds)) == found
