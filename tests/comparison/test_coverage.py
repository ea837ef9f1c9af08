"""Every empty cell has a reason, in its order, and every reason its evidence."""

from dataclasses import replace

import pandas as pd
import pytest
from crossframe.comparison.presence.coverage import coverage_table, outlet_states
from crossframe.comparison.presence.health import find_cuts
from crossframe.comparison.presence.placement import PLACES, find_places
from crossframe.presentation.coverage_view import coverage_view
from crossframe.records import ClaimMap, Exclusion, Headline, NearMiss
from crossframe.text.parsing import parse_texts
from hypothesis import given, settings
from hypothesis import strategies as st
from told_world import Told, labelled_map, told_map

FALL = "A span of the old bridge fell into the river before dawn."
FILL = "The weather had been dry and calm in the whole valley for three weeks."


def cell(claim_map: ClaimMap, outlet: str, claim: str = "c-fall", **known) -> pd.Series:
    table = coverage_table(claim_map, **known).set_index(["claim_id", "outlet"])
    return table.loc[(claim, outlet)]


@pytest.fixture
def told() -> ClaimMap:
    return told_map(
        [
            Told("wire-1", "Wire", "2024-05-02T09:00Z", [(FILL, ""), (FALL, "c-fall")]),
            Told("post-1", "Post", "2024-05-02T10:00Z", [(FALL, "c-fall"), (FILL, "")]),
            Told("old-1", "Old", "2024-05-01", [(FILL, ""), (FILL, "")]),
            Told("day-1", "Day", "2024-05-02", [(FILL, ""), (FILL, "")]),
            Told("none-1", "Undated", None, [(FILL, ""), (FILL, "")]),
            Told(
                "cut-1",
                "Cut",
                "2024-05-03",
                [(FILL, ""), ("The span was last seen by the crew of a", "")],
            ),
            Told("near-1", "Near", "2024-05-03", [(FILL, ""), ("Something fell, they say.", "")]),
            Told("mute-1", "Mute", "2024-05-03", [(FILL, ""), (FILL, "")]),
            Told("fr-1", "Loin", "2024-05-03", [(FILL, "")], "fr"),
        ],
        near=[NearMiss("c-fall", "near-1#1", 0.72), NearMiss("c-fall", "mute-1#0", 0.3)],
        exclusions=[Exclusion("x.jsonl", 3, "has no text", outlet="Lost")],
    )


@pytest.mark.parametrize(
    ("outlet", "state", "reason"),
    [
        ("Lost", "excluded", "no_article"),
        ("Named", "excluded", "no_article"),
        ("Loin", "not_compared", "not_compared"),
        ("Old", "not_found", "earlier"),
        ("Day", "not_found", "silent"),  # the same day at an unknown hour: not known to be earlier
        ("Undated", "not_found", "silent"),
        ("Cut", "not_found", "cut"),
        ("Near", "not_found", "near_miss"),
        ("Mute", "not_found", "silent"),
    ],
)
def test_each_reason_is_found(told: ClaimMap, outlet: str, state: str, reason: str) -> None:
    found = cell(told, outlet, known=["Named", "Wire"])
    assert (found["state"], found["reason"]) == (state, reason)
    assert found["n_sentences"] == 0


def test_evidence_leads_to_the_text(told: ClaimMap) -> None:
    def shown(outlet: str) -> str:
        found = cell(told, outlet)
        return told.article_by_id[found["article_id"]].text[found["start"] : found["end"]]

    assert shown("Near") == "Something fell, they say."
    assert shown("Cut") == "The span was last seen by the crew of a"
    assert shown("Wire") == shown("Post") == FALL
    assert shown("Old") == told.article_by_id["old-1"].text
    assert shown("Mute") == FILL
    assert cell(told, "Near")["near_probability"] == 0.72
    assert cell(told, "Mute")["evidence"] == "nearest sentence: 0.30"
    assert cell(told, "Lost")["evidence"] == "excluded: has no text"
    assert cell(told, "Named", known=["Named"])["evidence"] == "no article was given"
    assert cell(told, "Old")["evidence"] == "its last article is of 2024-05-01, in a zone unknown"


def test_the_order_of_reasons(told: ClaimMap) -> None:
    # The article that was cut is older than the claim, and the one with the near miss was cut.
    def dated(name: str, day: str | None) -> ClaimMap:
        articles = (
            replace(a, published_at=day) if a.article_id == name else a for a in told.articles
        )
        return replace(told, articles=tuple(articles))

    assert cell(dated("cut-1", "2024-04-30"), "Cut")["reason"] == "earlier"
    for probability, says in (
        (0.9, "a sentence may say it or tell of another matter, read it: 0.90"),
        (0.4, "nearest sentence: 0.40"),
    ):
        near = replace(told, near_misses=(NearMiss("c-fall", "cut-1#1", probability),))
        found = cell(near, "Cut")
        assert found["reason"] == "cut"
        # What hides behind an earlier reason is shown beside it.
        assert found[["near_sentence_id", "near_probability"]].tolist() == ["cut-1#1", probability]
        assert found["evidence"] == f"ends in mid-sentence; {says}"
    older = cell(replace(told, near_misses=(NearMiss("c-fall", "old-1#1", 0.5),)), "Old")
    assert (older["reason"], older["near_sentence_id"]) == ("earlier", "old-1#1")
    assert older["start"] == 0
    assert older["end"] == len(told.article_by_id["old-1"].text)


def test_an_undated_carrier_leaves_the_first_appearance_unknown(told: ClaimMap) -> None:
    articles = tuple(
        replace(a, published_at=None) if a.article_id == "wire-1" else a for a in told.articles
    )
    assert cell(replace(told, articles=articles), "Old")["reason"] == "silent"


def test_the_nearest_of_several_near_misses_is_shown(told: ClaimMap) -> None:
    misses = [NearMiss("c-fall", f"mute-1#{n}", p) for n, p in ((0, 0.63), (1, 0.7))]
    for order in (misses, misses[::-1]):
        found = cell(replace(told, near_misses=tuple(order)), "Mute")
        assert (found["sentence_id"], found["near_probability"]) == ("mute-1#1", 0.7)


def test_what_comes_near_holds_words_of_the_claim_or_is_probable() -> None:
    claim = ("The mayor of Amsel closed the northern channel on Monday.", "c-mayor")
    near = "Ships may not use the northern channel, the mayor of Amsel said on Monday."
    part, rest = "A mayor spoke to two crews.", "By Monday a northern channel of Amsel was closed."
    far = "Gulls cried above its quiet pier."
    told = told_map(
        [
            Told("a-1", "A", "2024-05-01", [claim, (far, "")]),
            Told("b-1", "B", "2024-05-01", [claim, (far, "")]),
            *(
                Told(f"{name}-1", name, "2024-05-01", [(text, ""), (other, "")])
                for name, text, other in (("N", near, far), ("P", part, rest), ("F", far, far))
            ),
        ]
    )
    for outlet, probability, shown, reason, says in (
        ("N", 0.4, "N-1#0", "near_miss", "tell of another matter, read it: 0.40"),
        ("N", 0.65, "N-1#0", "near_miss", "comes near, read it: 0.65"),
        ("P", 0.65, "P-1#1", "near_miss", "comes near, read it, by its words"),
        ("F", 0.5, "F-1#0", "silent", "nearest sentence: 0.50"),
        ("F", 0.79, "F-1#0", "silent", "nearest sentence: 0.79"),
        ("F", 0.8, "F-1#0", "near_miss", "tell of another matter, read it: 0.80"),
    ):
        misses = (NearMiss("c-mayor", f"{outlet}-1#0", probability),)
        found = cell(replace(told, near_misses=misses), outlet, claim="c-mayor")
        assert (found["near_sentence_id"], found["reason"]) == (shown, reason)
        assert found["comes_near"] == (reason == "near_miss")
        assert says in found["evidence"]
        assert pd.isna(found["beside_sentence_id"])
        assert pd.isna(found["near_probability"]) == (outlet == "P")


def test_placement_is_the_most_prominent() -> None:
    said = [(FILL, "")] * 8
    late = [*said[:7], (FALL, "c-fall")]
    told = told_map(
        [
            Told("a-1", "A", "2024-05-01", late),
            Told("a-2", "A", "2024-05-02", [*said[:4], (FALL, "c-fall"), *said[:3]]),
            Told("b-1", "B", "2024-05-03", [said[0], (FALL, "c-fall"), *said]),
            Told("c-1", "C", "2024-05-03", late),
        ]
    )
    assert cell(told, "A")[["placement", "placed_article_id"]].tolist() == ["quarter 3", "a-2"]
    assert cell(told, "A")["first_published"] == "2024-05-01"
    assert cell(told, "B")["placement"] == "lead"
    assert cell(told, "C")["placement"] == "quarter 4"


@pytest.mark.parametrize(
    ("title", "placement"),
    [
        ("Old bridge falls into river", "headline"),
        ("Span of old bridge gone before dawn", "headline"),
        ("The old man and the weather", "quarter 4"),
        ("", "quarter 4"),
    ],
)
def test_a_headline_that_tells_another_part_is_no_place(title: str, placement: str) -> None:
    late = [*[(FILL, "")] * 7, (FALL, "c-fall")]
    told = told_map([Told("a-1", "A", None, late), Told("b-1", "B", None, late)])
    articles = tuple(replace(a, title=title) for a in told.articles)
    judged = tuple(Headline(a.article_id, "c-fall", 0.9) for a in articles)
    headed = replace(told, articles=articles, headlines=judged)
    assert cell(headed, "A")["placement"] == placement
    assert cell(replace(headed, headlines=()), "A")["placement"] == "quarter 4"


def test_a_headline_tells_in_other_forms_of_the_words() -> None:
    said = "Three ferries sank near the pier of Amsel."
    told = told_map([Told(f"{o}-1", o, None, [(FILL, ""), (said, "c")]) for o in "AB"])
    parses = tuple(parse_texts([s.text for s in told.sentences]))
    articles = tuple(replace(a, title="Ferries sank") for a in told.articles)
    judged = tuple(Headline(a.article_id, "c", 0.9) for a in articles)
    for claim_map, placement in (
        (replace(told, parses=parses, articles=articles, headlines=judged), "headline"),
        (replace(told, parses=parses, headlines=judged), "lead"),
    ):
        assert cell(claim_map, "A", claim="c")["placement"] == placement


def test_a_text_of_one_paragraph_is_not_all_lead() -> None:
    told = told_map([Told(f"{o}-1", o, None, [(FILL, "")] * 5 + [(FALL, "c")]) for o in "AB"])
    flat = tuple(replace(s, paragraph=0) for s in told.sentences)
    assert set(find_places(replace(told, sentences=flat)).values()) == {"quarter 4"}


@pytest.mark.parametrize(
    ("said", "sign"),
    [
        (
            [FILL, FILL, "Police said that they had found the second car and"],
            "ends in mid-sentence",
        ),
        ([FILL, FILL, "Join at any branch office"], None),
        ([FILL, FILL, "Police said that they had found the second car there"], None),
        ([FILL, FILL, "The second sandbank is where they had found the sandb"], "ends in mid-word"),
        ([FILL, 'It fell. "'], None),
        ([FILL, FILL, "And then the tide came in over the sandbank…"], "ends in mid-sentence"),
        ([FILL, FILL], None),
        (["a list of boats with no stops at all", "and a second line of it like this one"], None),
        (["It fell."], "next to no text"),
        ([FILL, "“It fell.”"], None),
    ],
)
def test_signs_of_a_cut(said: list[str], sign: str | None) -> None:
    told = told_map([Told("a", "A", None, [(text, "") for text in said])])
    found = find_cuts(told).get("a")
    assert (found.sign if found else None) == sign


def test_a_paywall_is_a_cut_and_an_advertisement_is_none() -> None:
    def with_line(line: str) -> str | None:
        found = find_cuts(told_map([Told("a", "A", None, [(FILL, ""), (line, "")])]))
        return found["a"].sign if found else None

    assert with_line("Subscribe to continue reading.") == "paywall line"
    assert with_line("This article is for subscribers only.") == "paywall line"
    assert with_line("Support local news: subscribe for 4 crowns a month.") is None


def test_the_cut_article_of_the_seeds() -> None:
    assert set(find_cuts(labelled_map("harbour-bridge"))) == {"averley-courier-4"}
    assert find_cuts(labelled_map("frontline-drones")) == {}


@pytest.mark.parametrize("event", ["frontline-drones", "harbour-bridge"])
def test_cells_equal_a_recount(event: str) -> None:
    told = labelled_map(event)
    table = coverage_table(told)
    assert len(table) == len(told.claims) * len(outlet_states(told))
    carried = table[table["state"] == "carried"]
    assert carried["n_sentences"].sum() == sum(len(c.sentence_ids) for c in told.claims)
    assert carried["reason"].isna().all()
    assert carried["placement"].isin(PLACES).all()
    empty = table[table["state"] != "carried"]
    assert empty["reason"].notna().all()
    assert empty["placement"].isna().all()
    for row in carried.itertuples():
        text = told.article_by_id[row.article_id].text[row.start : row.end]
        assert text == told.sentence_by_id[row.first_sentence_id].text


@settings(deadline=None)  # time is no promise of a table
@given(st.lists(st.sampled_from(["2024-05-01", "2024-05-02T09:00Z", None]), min_size=2, max_size=6))
def test_every_cell_has_one_state(dates: list[str | None]) -> None:
    told = told_map(
        Told(
            f"a{n}", f"O{n % 4}", day, [(FALL if n % 3 else FILL, "c" if n % 3 else ""), (FILL, "")]
        )
        for n, day in enumerate(dates)
    )
    table = coverage_table(told)
    assert ((table["state"] == "carried") == table["reason"].isna()).all()
    shuffled = coverage_table(replace(told, near_misses=told.near_misses[::-1]))
    pd.testing.assert_frame_equal(table, shuffled)


@pytest.mark.parametrize(
    ("near", "probability", "reason"),
    [
        ("The bridge was closed to ships at noon.", 0.79, "silent"),
        ("The bridge was closed to ships at noon.", 0.8, "near_miss"),
        ("Divers found the missing span of the bridge on Tuesday.", 0.62, "near_miss"),
        ("Planks, built in 1920, gave the town of Amsel and its people joy.", 0.6, "near_miss"),
        ("Divers found the missing span.", 0.3, "silent"),
    ],
)
def test_what_comes_near_holds_words_that_distinguish_the_claim(
    near: str, probability: float, reason: str
) -> None:
    said = [
        "A span of the bridge fell on Tuesday, police said.",
        "The third span of the bridge, built in 1920, gave way and sank.",
        *(f"The bridge is number {n} of ten in the river port." for n in range(4)),
        near,
    ]
    filling = [(f"Item {n} of the bridge's list is shown on another page.", "") for n in range(9)]
    told = told_map(
        [
            Told(f"a{n}", f"O{n}", "2024-05-02", [(text, "c" if n < 2 else ""), *filling])
            for n, text in enumerate(said)
        ],
        [NearMiss("c", "a6#0", probability)],
    )
    parses = tuple(parse_texts([sentence.text for sentence in told.sentences]))
    table = coverage_table(replace(told, parses=parses)).set_index("outlet")
    assert table.loc["O6", "reason"] == reason
    assert table.loc["O6", "near_sentence_id"] == "a6#0"


def test_a_sentence_of_the_outlet_that_is_liker_is_shown() -> None:
    said = "The mayor of Amsel closed the northern channel on Monday."
    worded = "Monday's order of the mayor closed a channel in northern Amsel."
    far = "Gulls cried above its quiet pier."
    told = told_map(
        [
            Told("a-1", "A", "2024-05-01", [(said, "c-mayor"), (far, "")]),
            Told("b-1", "B", "2024-05-01", [(said, "c-mayor"), (far, "")]),
            Told("n-1", "N", "2024-05-01", [(far, ""), (FILL, ""), (FILL, "")]),
            Told("n-2", "N", "2024-05-01", [(worded, "c-order"), (far, ""), (FILL, "")]),
        ]
    )
    for miss, probability in (("n-1#0", 0.3), ("n-1#0", 0.9), ("n-2#0", 0.4)):
        misses = (NearMiss("c-mayor", miss, probability),)
        found = cell(replace(told, near_misses=misses), "N", claim="c-mayor")
        assert (found["reason"], found["near_sentence_id"]) == ("near_miss", "n-2#0")
        assert pd.isna(found["near_probability"]) == (miss == "n-1#0")
        assert pd.isna(found["beside_sentence_id"])


def test_of_two_that_are_nearly_as_near_the_one_that_the_judge_named_stands_first() -> None:
    said = "The mayor of Amsel closed the northern channel on Monday."
    one, other = "The mayor closed some northern roads.", "The mayor closed some channel roads."
    told = told_map(
        [
            Told("a-1", "A", None, [(said, "c"), (FILL, "")]),
            Told("b-1", "B", None, [(said, "c"), (FILL, "")]),
            # Said twice it is no second sentence, and the judge's word settles it for the last.
            Told("n-1", "N", None, [(one, ""), (one, ""), (other, ""), (FILL, "")]),
        ]
    )
    for miss, beside, says in (
        ("n-1#1", "n-1#2", "read them: 0.21"),
        ("n-1#2", "", "read it: 0.21"),
    ):
        misses = (NearMiss("c", miss, 0.21),)
        found = cell(replace(told, near_misses=misses), "N", claim="c")
        shown = found[["near_sentence_id", "beside_sentence_id"]].fillna("").tolist()
        assert shown == [miss, beside]
        assert says in found["evidence"]


def test_what_tells_of_an_earlier_time_comes_near_faintly_and_behind_what_does_not() -> None:
    said = "Three cables to Amsel were cut, and the northern islands lost their network."
    before = "In January three cables to Amsel were cut, and the islands lost their network."
    now = "Cables to Amsel were cut, and islands lost their network."
    for own, shown, says in (
        ([before, FILL], "n-1#0", "may say it or tell of another matter"),
        ([before, now], "n-1#1", "a sentence comes near"),
    ):
        told = told_map(
            [
                Told("a-1", "A", None, [(said, "c"), (FILL, "")]),
                Told("b-1", "B", None, [(said, "c"), (FILL, "")]),
                Told("n-1", "N", None, [(text, "") for text in own]),
            ],
            [NearMiss("c", "n-1#0", 0.9)],
        )
        told = replace(told, parses=tuple(parse_texts([one.text for one in told.sentences])))
        found = cell(told, "N", claim="c")
        assert found["near_sentence_id"] == shown
        assert says in found["evidence"]


def test_a_web_address_is_not_shown() -> None:
    said = "The mayor of Amsel closed the northern channel on Monday."
    line = "http: / / www. post. example / mayor-amsel-closed-northern-channel-monday"
    part = "The mayor closed the channel."
    told = told_map(
        [
            Told("a-1", "A", None, [(said, "c"), (FILL, "")]),
            Told("b-1", "B", None, [(said, "c"), (FILL, "")]),
            Told("n-1", "N", None, [(line, ""), (part, ""), (FILL, "")]),
        ],
        [NearMiss("c", "n-1#0", 0.9)],
    )
    found = cell(told, "N", claim="c")
    assert (found["reason"], found["near_sentence_id"]) == ("near_miss", "n-1#1")
    assert pd.isna(found["beside_sentence_id"])


def test_words_that_begin_alike_are_alike() -> None:
    said = "Storms disrupted the harbours of Amsel on Monday."
    told = told_map(
        [
            Told("a-1", "A", None, [(said, "c"), (FILL, "")]),
            Told("b-1", "B", None, [(said, "c"), (FILL, "")]),
            Told("n-1", "N", None, [("Disruptions in a stormy harbour.", ""), (FILL, "")]),
        ],
        [NearMiss("c", "n-1#1", 0.3)],
    )
    found = cell(told, "N", claim="c")
    assert (found["reason"], found["near_sentence_id"]) == ("near_miss", "n-1#0")


def test_a_number_in_common_speaks_for_a_sentence_that_tells_of_the_same_things() -> None:
    said = "The storm took 4170 roofs in the valley of Amsel."
    for near, reason in (
        ("Insurers count 4170 damaged roofs.", "near_miss"),
        ("Insurers count 4170 damaged cars.", "silent"),
        ("Insurers count 3980 damaged roofs.", "silent"),
    ):
        told = told_map(
            [
                Told("a-1", "A", None, [(said, "c"), (FILL, "")]),
                Told("b-1", "B", None, [(said, "c"), (FILL, "")]),
                Told("n-1", "N", None, [(near, ""), (FILL, "")]),
            ],
            [NearMiss("c", "n-1#0", 0.3)],
        )
        assert cell(told, "N", claim="c")["reason"] == reason


def test_what_is_told_of_another_by_name_does_not_come_near() -> None:
    said = "Ann Ray finished the race along the river with twenty points."
    other = "Tom Lind finished the race along the river with sixteen points."
    made = told_map(
        [
            Told("a-1", "A", "2024-05-01", [(said, "c"), (FILL, "")]),
            Told("b-1", "B", "2024-05-01", [(said, "c"), (FILL, "")]),
            Told("n-1", "N", "2024-05-01", [(other, ""), (FILL, ""), (FILL, "")]),
        ],
        [NearMiss("c", "n-1#0", 0.8)],
    )
    for name, reason in (("Tom Lind", "silent"), ("She", "near_miss")):
        texts = [sentence.text.replace("Tom Lind", name) for sentence in made.sentences]
        told = replace(made, parses=tuple(parse_texts(texts)))
        assert cell(told, "N", claim="c")["reason"] == reason


def test_what_another_sentence_tells_of_the_same_by_name_comes_near() -> None:
    said = "Ann Ray finished the race along the river with twenty points."
    told = told_map(
        [
            Told("a-1", "A", "2024-05-01", [(said, "c"), (FILL, "")]),
            Told("b-1", "B", "2024-05-01", [(said, "c"), (FILL, "")]),
            Told(
                "n-1",
                "N",
                "2024-05-01",
                [
                    ("Tom Lind finished the race along the river with sixteen points.", ""),
                    ("Along the river, Ann Ray had twenty points in the race.", ""),
                    (FILL, ""),
                ],
            ),
        ],
        [NearMiss("c", "n-1#0", 0.8)],
    )
    parsed = replace(told, parses=tuple(parse_texts([s.text for s in told.sentences])))
    found = cell(parsed, "N", claim="c")
    assert (found["reason"], found["near_sentence_id"]) == ("near_miss", "n-1#1")
    assert pd.isna(found["near_probability"])


@pytest.mark.parametrize(
    ("title", "said", "probability", "placement"),
    [
        ("Ferry Anna sinks off the cold coast of Amsel", "Anna has eight decks.", 0.5, "quarter 4"),
        ("Ferry Anna sinks off the cold coast of Amsel", "Anna has eight decks.", 0.8, "headline"),
        ("Ferry Anna sinks off the coast", "The ferry Anna sinks near the coast.", 0.6, "headline"),
        ("Ann Ray, rower and mother of five, dies at home", "Ann Ray.", 0.41, "headline"),
    ],
)
def test_a_headline_tells_what_the_sentences_of_its_own_article_do(
    title: str, said: str, probability: float, placement: str
) -> None:
    late = [*[(FILL, "")] * 7, (said, "c")]
    # Another outlet's sentence is told whole by the headline.
    whole = [*[(FILL, "")] * 7, (f"{title}.", "c")]
    told = told_map([Told("a-1", "A", None, late), Told("b-1", "B", None, whole)])
    articles = tuple(replace(a, title=title) for a in told.articles)
    judged = (Headline("a-1", "c", probability),)
    assert cell(replace(told, articles=articles, headlines=judged), "A", "c")["placement"] == (
        placement
    )


CRANE = "Police say 14 dockers were hurt when a crane of Hallmark Lifting fell on Pier 6."
LATE = "The repair of the pier will take until autumn, the harbour board believes."


@pytest.fixture
def across() -> ClaimMap:
    english = [(CRANE, "c-crane"), (LATE, "c-late")]
    spanish = [
        ("La grúa de Hallmark Lifting cayó y dejó catorce heridos, según la policía.", ""),
        ("Nadie sabe todavía por qué, y el tiempo era bueno en todo el valle desde hace días.", ""),
    ]
    other = [*spanish[1:], ("Los vecinos pasaron la noche en una escuela de la zona.", "")]
    return told_map(
        [
            Told("wire-1", "Wire", "2024-05-02T09:00Z", english),
            Told("post-1", "Post", "2024-05-02T10:00Z", english),
            Told("mute-1", "Mute", "2024-05-03", [(FILL, ""), (FILL, "")]),
            Told("faro-1", "Faro", "2024-05-03", spanish, "es"),
            Told("sol-1", "Sol", "2024-05-03", other, "es"),
            Told("both-1", "Both", "2024-05-03", other, "es"),
            Told("both-2", "Both", "2024-05-03", [(FILL, ""), (FILL, "")]),
            Told("old-1", "Viejo", "2024-05-01", other, "es"),
        ],
        near=[NearMiss("c-late", "faro-1#1", 0.3), NearMiss("c-crane", "mute-1#0", 0.3)],
    )


def test_nobody_is_silent_on_what_is_told_in_another_language_alone(across: ClaimMap) -> None:
    found = {o: cell(across, o, "c-crane").reason for o in ("Mute", "Sol", "Both", "Viejo")}
    expected = {"Mute": "silent", "Sol": "other_language", "Both": "silent", "Viejo": "earlier"}
    assert found == expected
    row = cell(across, "Sol", "c-crane")
    assert row.evidence == "it writes in Spanish (es), the claim is told in English (en) alone"
    assert row.state == "not_found"


def test_numbers_names_and_kindred_words_come_near_across_languages(across: ClaimMap) -> None:
    row = cell(across, "Faro", "c-crane")
    assert (row.reason, row.near_sentence_id) == ("near_miss", "faro-1#0")
    assert row.evidence == "a sentence may say it or tell of another matter, read it, by its words"


@pytest.mark.parametrize(("probability", "how"), [(0.3, "may say it or"), (0.9, "comes near")])
def test_what_the_judge_names_comes_near_across_languages(
    across: ClaimMap, probability: float, how: str
) -> None:
    named = replace(across, near_misses=(NearMiss("c-late", "faro-1#1", probability),))
    row = cell(named, "Faro", "c-late")
    assert (row.reason, row.near_sentence_id) == ("near_miss", "faro-1#1")
    assert row.evidence.startswith(f"a sentence {how}")


def test_a_claim_of_two_languages_is_compared_in_that_of_the_outlet(across: ClaimMap) -> None:
    told = "A crane of Hallmark Lifting fell on the pier, and dockers were hurt, they say."
    spanish = "La grúa se vino abajo de golpe, y todo quedó lleno de polvo por varios días enteros."
    claimed = [Told("wire-1", "Wire", None, [(CRANE, "c")])]
    other = Told("faro-1", "Faro", None, [(spanish, "c")], "es")
    post = Told("post-1", "Post", None, [(told, ""), (FILL, "")])
    again = Told("copy-1", "Copy", None, [(CRANE, "c")])
    near = [NearMiss("c", "post-1#0", 0.5)]
    mixed = cell(told_map([*claimed, other, post], near), "Post", "c")
    alone = cell(told_map([*claimed, again, post], near), "Post", "c")
    assert mixed.evidence == alone.evidence


def near_in_words(said: str, own: str, probability: float) -> pd.Series:
    """The cell of an outlet that prints one sentence near a claim, with grammar."""
    told = told_map(
        [
            Told("a-1", "A", None, [(said, "c"), (FILL, "")]),
            Told("b-1", "B", None, [(said, "c"), (FILL, "")]),
            Told("n-1", "N", None, [(own, ""), (FILL, "")]),
        ],
        [NearMiss("c", "n-1#0", probability)],
    )
    parses = tuple(parse_texts([one.text for one in told.sentences]))
    return cell(replace(told, parses=parses), "N", claim="c")


@pytest.mark.parametrize(
    ("said", "own", "reason"),
    [
        ("Nearly 3,000 lorries cross it each day.", "Each day 2,960 lorries cross.", "near_miss"),
        ("Nearly 3,000 lorries cross it each day.", "In all 6,400 trains were late.", "silent"),
        ("Three died in the blaze.", "A fire killed three.", "near_miss"),
    ],
)
def test_other_words_and_rounded_numbers_come_near(said: str, own: str, reason: str) -> None:
    assert near_in_words(said, own, 0.3).reason == reason


@pytest.mark.parametrize(
    ("own", "says"),
    [
        ("Police arrested Jonas Brandt, 31, over the fire at the mill in Amsel.", "comes near"),
        ("Jonas Brandt, 31, was sentenced over the fire at the mill in Amsel.", "may say it or"),
    ],
)
def test_another_step_at_law_comes_near_faintly(own: str, says: str) -> None:
    said = "Jonas Brandt, 31, was arrested over the fire at the mill in Amsel."
    found = near_in_words(said, own, 0.9)
    assert found.reason == "near_miss"
    assert says in found.evidence


@pytest.mark.parametrize(("probability", "reason"), [(0.6, "near_miss"), (0.3, "silent")])
def test_a_short_claim_comes_near_faintly_where_it_is_as_likely_as_not(
    probability: float, reason: str
) -> None:
    said = "The market was rebuilt."
    own = "The roof of the market in Amsel fell in, and porters who slept below it got away unhurt."
    found = near_in_words(said, own, probability)
    assert found.reason == reason
    assert ("may say it or" in found.evidence) is (reason == "near_miss")


@pytest.mark.parametrize(
    ("own", "says"),
    [
        (
            "A flood in the Amsel valley hurt three villagers and broke a dam, radio says.",
            "may say",
        ),
        ("Flood hits Amsel valley and breaks dam, three hurt: radio", "may say it or"),
        ("Three hurt by flood in Amsel valley that broke a dam", "may say it or"),
        ("A flood in the Amsel valley hurt two men and three women and broke a dam.", "comes near"),
        ("A flood in the Amsel valley hurt villagers and broke a dam.", "comes near"),
    ],
)
def test_what_counts_other_people_comes_near_faintly(own: str, says: str) -> None:
    said = "A flood in the Amsel valley hurt five villagers and broke a dam on Sunday."
    found = near_in_words(said, own, 0.9)
    assert found.reason == "near_miss"
    assert says in found.evidence


def test_a_headline_that_tells_a_claim_is_quoted_unless_it_is_the_sentence() -> None:
    said = [*[(FILL, "")] * 7, (FALL, "c-fall")]
    told = told_map([Told(f"{o}-1", o, None, said) for o in "ABC"])
    titles = ["Old bridge falls into river", FALL.upper(), "The weather in the valley"]
    articles = tuple(
        replace(a, title=title) for a, title in zip(told.articles, titles, strict=True)
    )
    judged = tuple(Headline(a.article_id, "c-fall", 0.9) for a in articles)
    table = coverage_table(replace(told, articles=articles, headlines=judged))
    assert table["placement"].tolist() == ["headline", "headline", "quarter 4"]
    assert table["evidence"].fillna("").tolist() == [
        "the headline reads “Old bridge falls into river”",
        "",
        "",
    ]
    assert [cell.sign for cell in coverage_view(told, linked=False).groups[0][1][0].cells] == (
        ["1", "1", "1"]
    )
