from dataclasses import replace

import numpy as np
import pytest
from crossframe.comparison.wordings.contrast import permuted_labels, q_values
from crossframe.comparison.wordings.counted_terms import Ordered, counted_places
from crossframe.comparison.wordings.own_terms import own_terms, terms_by_sentence
from crossframe.comparison.wordings.repeats import copied_runs
from crossframe.comparison.wordings.shared_terms import collect_terms
from crossframe.comparison.wordings.wording import (
    _is_apart,
    _Tested,
    term_occurrences_table,
    wording_outlets_table,
    wording_table,
)
from crossframe.records import ClaimMap
from crossframe.text.parsing import parse_texts
from hypothesis import given
from hypothesis import strategies as st
from written_claims import no_grammar, nouns, random_claims, written_map


@pytest.fixture(scope="module")
def planted() -> ClaimMap:
    return written_map(random_claims(1, planted=0.6), nouns)


def test_a_planted_word_is_found_and_no_other(planted: ClaimMap) -> None:
    table = wording_table(planted, {})
    found = table[table["q"] <= 0.1]
    assert found[["outlet", "term"]].to_numpy().tolist() == [["A", "regime"]]
    row = found.iloc[0]
    assert row["n_articles"] == 4
    assert row["n_others"] == row["n_copied"] == 0
    assert 0 < row["low"] < row["log_odds"] < row["high"]
    assert row["p"] <= row["q"] < 0.05

    assert found["told_apart"].all()
    assert not table.loc[table["q"] > 0.1, "told_apart"].any()
    assert not table.loc[table["low"] <= 0, "told_apart"].any()


def test_the_counts_lead_to_the_sentences_that_were_counted(planted: ClaimMap) -> None:
    table = wording_table(planted, {})
    claims_of = {
        s: {claim.claim_id for claim in planted.claims if s in claim.sentence_ids}
        for s in planted.sentence_by_id
    }
    for row in table[table["n_others"] > 0].head(30).itertuples():
        own, others = row.sentence_ids.split("\n"), row.other_sentence_ids.split("\n")
        shared = {
            claim
            for claim in planted.claims
            if any(planted.article_of(s).outlet == row.outlet for s in claim.sentence_ids)
        }
        assert len(own) <= row.n_outlet
        assert len(others) <= row.n_others
        for sentence_id in own + others:
            assert row.as_written in planted.sentence_by_id[sentence_id].text.casefold()
        assert all(planted.article_of(s).outlet == row.outlet for s in own)
        named = {claim.claim_id for claim in shared}
        assert all(claims_of[s] & named for s in others)


def test_what_begins_a_name_is_no_word_of_its_own() -> None:
    text = "Deputies of Los Angeles County met in East Flatbush."
    terms = {term.term for term in own_terms(text, parse_texts([text])[0])}
    assert not {"los", "east", "angeles county"} & terms
    assert {"los angeles county", "east flatbush", "flatbush"} <= terms


def test_what_ends_a_name_is_a_word_where_it_stands_by_itself_only() -> None:
    told = {
        "Post-1": "Guards of Orlo Gardens met Ada Lind and Clara Holm at the Aville Mill.",
        "Tide-1": "Mr Lind left the old mill, and guards of Orlo Gardens met Clara Holm.",
    }
    found = terms_by_sentence(written_map([told]))
    terms = {term.term for own in found.values() for term in own}
    assert {"orlo gardens", "lind", "mill", "clara holm"} <= terms
    assert not {"gardens", "holm", "mr"} & terms


def test_a_rank_and_a_noun_of_a_title_in_capitals_only_look_like_the_beginning_of_a_name() -> None:
    texts = [
        "Mayor Ada Lind of Los Angeles met Gov. Clara Holm.",
        "Dock Worker Kills Two",
        "The Dock Worker sank.",
    ]
    parses = parse_texts(texts)
    terms = [{t.term for t in own_terms(*one)} for one in zip(texts, parses, strict=True)]
    assert {"mayor", "lind", "holm"} <= terms[0]
    assert not {"ada", "los", "gov.", "clara"} & terms[0]
    assert {"dock", "worker"} <= terms[1]
    assert "dock" not in terms[2]


def test_a_hyphen_makes_no_small_letter_of_a_title() -> None:
    text = "Dock Worker Kills Two Co-workers"
    assert {"dock", "worker"} <= {term.term for term in own_terms(text, parse_texts([text])[0])}


def test_a_noun_of_a_title_in_capitals_goes_by_the_lemma_it_has_elsewhere() -> None:
    text = "Riot Breaks Out In Averley For Teen Shot At Five Docks By Police"
    terms = own_terms(text, parse_texts([text])[0], {"docks": "dock", "police": "police"})
    assert "dock" in {term.term for term in terms if text[term.start : term.end] == "Docks"}


def test_what_is_copied_counts_for_none_of_two_in_any_claim() -> None:
    said = "a docker is charged with arson after a fire at the large store in Averley"
    claims = [
        {"A-0": said, "C-0": "a docker burned it"},
        {"B-0": said.replace("docker", "man"), "C-1": "a man burned it"},
        {"A-1": "a docker, an arson, a fire", "B-1": "a man, an arson", "C-1": "an arson"},
    ]
    found = term_occurrences_table(written_map(claims, nouns), {})
    alone = found[found["claim_id"].isin(["c0", "c1"]) & ~found["outlet"].eq("C")]
    assert set(alone["term"]) <= {"docker", "man"}


def test_a_word_that_is_a_term_is_counted_within_names_too() -> None:
    told = {
        "Post-1": "The police of Amsel and the Amsel Police Department met the police of Orlo Bay.",
        "Tide-1": "A Port Orlo guard met police, and the Port Orlo mayor saw a car of the police.",
    }
    found = terms_by_sentence(written_map([told]))
    terms = [term.term for own in found.values() for term in own]
    assert terms.count("police") == 5
    assert not {"port", "time"} & set(terms)


def test_a_name_that_is_once_written_small_is_the_same_term() -> None:
    told = {
        "Post-1": "A guard of Orlo Foods met a guard of the Orlo Foods plant.",
        "Tide-1": "A guard of the Orlo foods plant left, and the foods were sold.",
    }
    found = terms_by_sentence(written_map([told]))
    terms = [term.term for own in found.values() for term in own]
    assert terms.count("orlo foods") == 3
    assert "foods" not in terms


def test_what_two_outlets_quote_in_one_run_is_the_choice_of_neither_and_is_told() -> None:
    quoted = "at first I took it for a brick but it was a bullet"
    said = {
        "A-0": f"The mother who had gone to court today said that {quoted}, and left by the gate",
        "B-0": f"{quoted}, a guard told us",
        "A-1": "A brick and a bullet lay near the gate",
        "C-0": "A brick lay there, and a bullet, beside a brick",
    }
    claim_map = written_map([said], nouns)
    runs = copied_runs(claim_map)
    told = {
        s.text[r.start : r.end] for s in claim_map.sentences for r in runs.get(s.sentence_id, ())
    }
    assert all(one in quoted for one in told)
    assert "took it for a brick but it was a bullet" in told
    found = collect_terms(claim_map, {})
    assert {use.article for use in found.uses if use.term == "brick"} == {"A-1", "C-0"}
    places = counted_places(Ordered.of(found), {"A-0", "A-1"})["brick"]
    assert [len(side) for side in places] == [1, 2, 2]


def test_what_the_interval_does_not_bear_out_is_not_told_apart() -> None:
    row = _Tested("A", "quay", "quay", (3, 0, 0, 3, 3), (2.6, -1.1, 6.4, 1.4), 0.001, (None, None))
    assert not _is_apart(row, 0.06)
    assert _is_apart(row._replace(effect=(2.6, 0.1, 5.1, 2.0)), 0.06)
    assert not _is_apart(row._replace(effect=(2.6, 0.1, 5.1, 2.0)), 0.2)


def test_shuffled_labels_give_few_discoveries() -> None:
    # 15 events without any difference: at a rate of .1, one or more found in about a tenth.
    runs = [written_map(random_claims(seed), nouns) for seed in range(15)]
    found = [(wording_table(run, {}, permutations=100)["q"] <= 0.1).any() for run in runs]
    assert sum(found) <= 4  # as 99 % of a binomial of 15 and .1


def test_a_word_of_one_article_is_not_its_outlets(planted: ClaimMap) -> None:
    table = wording_table(planted, {})
    assert (table.loc[table["n_articles"] < 2, "p"] == 1).all()
    assert table["q"].between(0, 1).all()
    assert (table["q"] >= table["p"] - 1e-4).all()


def test_counts_are_those_of_the_text(planted: ClaimMap) -> None:
    table = wording_table(planted, {})
    places = term_occurrences_table(planted, {})
    for _, row in places.sample(200, random_state=0).iterrows():
        text = planted.article_by_id[row["article_id"]].text
        assert text[row["start"] : row["end"]].lower() == row["term"]
    own = places[places["outlet"] == "A"]
    for _, row in table[table["outlet"] == "A"].head(20).iterrows():
        assert row["n_outlet"] == (own["term"] == row["term"]).sum()


def test_the_order_of_articles_has_no_say(planted: ClaimMap) -> None:
    backwards = replace(
        planted,
        claims=tuple(
            replace(claim, sentence_ids=claim.sentence_ids[::-1]) for claim in planted.claims[::-1]
        ),
    )
    assert wording_table(backwards, {}).equals(wording_table(planted, {}))


def test_reprints_count_once_for_the_first() -> None:
    claims = random_claims(2)
    for claim in claims:
        if "A-0" in claim:
            claim["B-9"] = claim["A-0"] + " reprinted"
    found = written_map(claims, nouns)
    origins = {a.article_id: a.article_id for a in found.articles} | {"B-9": "A-0"}
    table = wording_outlets_table(found, origins).set_index("outlet")
    assert table.loc["B", "n_articles"] == 4
    assert table.loc["B", "n_reprinted"] == sum("B-9" in claim for claim in claims)
    assert wording_outlets_table(found, {}).set_index("outlet").loc["B", "n_articles"] == 5


def dated(claim_map: ClaimMap, days: dict[str, str]) -> ClaimMap:
    return replace(
        claim_map,
        articles=tuple(
            replace(one, published_at=days.get(one.article_id)) for one in claim_map.articles
        ),
    )


def test_a_sentence_word_for_word_the_same_counts_for_the_first_alone() -> None:
    claims = [{"A-0": "The pier stood.", "B-0": "the pier stood", "C-0": "A pier fell."}]
    claim_map = written_map([*claims, {"A-0": "It rained.", "C-0": "There was rain."}], nouns)
    for days, own in (
        ({}, [0, 0]),
        ({"A-0": "2024-05-01", "B-0": "2024-05-09"}, [0, 1]),
        ({"A-0": "2024-05-09", "B-0": "2024-05-01"}, [1, 0]),
    ):
        table = wording_outlets_table(dated(claim_map, days), {}).set_index("outlet")
        assert table.loc["B", "n_sentences"] == own[0]
        assert table.loc["A", "n_sentences"] == own[1] + 1
        assert table.loc["B", "n_reprinted"] == 1 - own[0]


@pytest.mark.parametrize(
    ("other", "counted"),
    [("Major fire at mill in Averley", [5, 6]), ("fire at mill in Averley", [])],
)
def test_headlines_that_are_nearly_the_same_are_no_copies(other: str, counted: list[int]) -> None:
    claim = {"A-0": "Fire at mill in Averley", "B-0": other}
    table = wording_outlets_table(written_map([claim], nouns), {})
    assert [n for n in table["n_words"] if n] == counted


def test_of_an_edited_copy_the_words_that_differ_count_alone() -> None:
    said = "the ferry began to take in water off averley on friday night and sank at dawn"
    claims = [
        {"A-0": said, "B-0": said.replace("ferry", "ship"), "C-0": "a boat sank by night"},
        {"A-1": "the ferry and the ship", "B-1": "a ship or a ferry sank", "C-1": "a ferry"},
        {"A-1": "a ferry, no ship", "B-1": "a water ship sank", "C-1": "ship in water"},
    ]
    found = term_occurrences_table(written_map(claims, nouns), {})
    copied = found[(found["claim_id"] == "c0") & ~found["term"].str.contains(" ")]
    assert copied[["outlet", "term"]].to_numpy().tolist() == [
        ["A", "ferry"],
        ["C", "sank"],
        ["B", "ship"],
    ]


def test_an_outlets_sentence_used_once_more_counts_once() -> None:
    said = "The ferry began to take in water off Averley on Friday night"
    claims = [
        {"A-0": said, "A-1": said.replace("night", "evening"), "B-0": "A ferry leaked."},
        {"A-1": said.replace("night", "evening"), "B-0": "A boat was lost."},
        {"A-2": "The ferry began to sink.", "B-0": "It sank."},
    ]
    table = wording_outlets_table(written_map(claims, nouns), {}).set_index("outlet")
    assert table.loc["A", ["n_sentences", "n_reprinted"]].tolist() == [2, 2]


def test_a_press_sentence_that_an_outlet_trims_for_another_story_counts_once() -> None:
    said = "First estimates say that the whole repair of the cable takes around twelve days"
    claims = [
        {"A-0": said, "B-0": "It may take two weeks."},
        {"A-1": f"{said} if the weather at sea allows it", "B-0": "Nobody knows how long."},
    ]
    table = wording_outlets_table(written_map(claims, nouns), {}).set_index("outlet")
    assert table.loc["A", ["n_sentences", "n_reprinted"]].tolist() == [1, 1]


def test_little_text_is_refused_with_the_reason() -> None:
    claims = [{f"Post-{n % 2}": f"quay {n} word", f"Tide-{n}": f"wharf {n} word"} for n in range(4)]
    found = written_map([*claims, {"Solo-0": "alone", "Solo-1": "alone too"}], nouns)
    reasons = wording_outlets_table(found, {}).set_index("outlet")["reason"]
    assert reasons["Post"] == "4 sentences on shared claims; needs 8"
    assert reasons["Solo"] == "no sentence of its own on a claim that it shares"
    assert len(wording_table(found, {})) == 0


def test_one_article_is_no_outlet_and_few_articles_no_test() -> None:
    claims = [{"A-0": f"x{n} y z", "A-1": f"x{n} y q", "B-0": f"x{n} y v"} for n in range(6)]
    reasons = wording_outlets_table(written_map(claims, nouns), {}).set_index("outlet")["reason"]
    assert reasons["B"] == "1 article on shared claims; needs 2"
    assert reasons["A"].startswith("2 of 3 articles can be chosen in 3 ways; needs 100")


@pytest.mark.parametrize("claims", [[], [{"A-0": "A pier fell.", "B-0": "The pier fell."}]])
def test_without_words_the_columns_stay(claims: list[dict[str, str]]) -> None:
    found = written_map(claims, no_grammar)
    assert list(wording_table(found)) == list(wording_table(written_map([])))
    assert len(wording_table(found)) == len(term_occurrences_table(found)) == 0
    assert set(wording_outlets_table(found)["state"]) <= {"refused"}


@given(st.lists(st.floats(0, 1), max_size=30))
def test_q_is_never_under_p_and_keeps_its_order(values: list[float]) -> None:
    p = np.array(values)
    q = q_values(p)
    assert (q >= p - 1e-12).all()
    assert (np.diff(q[np.argsort(p, kind="stable")]) >= 0).all()


def test_permutations_keep_the_number_of_articles_and_their_sizes_apart() -> None:
    label = np.arange(24) < 4
    size = np.where(np.arange(24) < 12, 100.0, 1.0)
    labels = permuted_labels(label, size, 50, 0)
    assert (labels.sum(axis=1) == 4).all()
    assert not labels[:, 16:].any()  # no small article takes the place of a large one
