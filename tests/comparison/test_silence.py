"""A short brief is not accused of what a dossier has room for."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from crossframe.comparison.groups import group_outlets
from crossframe.comparison.presence import silence
from crossframe.comparison.presence.silence import in_words, silence_table
from crossframe.records import ClaimMap
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from told_world import Told, labelled_map, told_map

# Sentences that share no run of words, so that no article is a copy of another.
WORDS = "bell crow dusk elm fern gull hare inlet jetty kelp lark moss newt oak pier quay reed"


def sentence(*keys: object) -> str:
    names = WORDS.split()
    parts = [names[hash_of(key) % len(names)] + str(hash_of(key)) for key in keys]
    return f"{' '.join(parts)} {'-'.join(map(str, keys))} end."


def hash_of(key: object) -> int:
    return sum(ord(letter) * 31**at for at, letter in enumerate(str(key))) % 9973


def story(name: str, outlet: str, day: str | None, claims: list[int], n: int) -> Told:
    """An article of `n` statements that makes the claims, one a statement, from its start."""
    made = [f"c{claim}" for claim in claims] + [""] * (n - len(claims))
    return Told(name, outlet, day, [(sentence(name, i, c), c) for i, c in enumerate(made)])


def event(brief: list[int], dossier: list[int], n_brief: int = 6) -> ClaimMap:
    """Six outlets of two articles of ten, which carry 8 of 20 claims each; a brief; a dossier."""
    day = "2024-05-02"
    usual = [
        story(f"o{o}-{a}", f"Outlet {o}", day, [(4 * o + 3 * a + k) % 20 for k in range(8)], 10)
        for o in range(6)
        for a in range(2)
    ]
    return told_map(
        [
            *usual,
            story("brief-1", "Brief", day, brief, n_brief),
            story("dossier-1", "Dossier", day, dossier, 40),
        ]
    )


def test_a_brief_may_carry_little_and_a_dossier_may_not() -> None:
    table = silence_table(event([0], [1])).set_index("outlet")
    assert table.loc["Brief", "in_words"] == "as many as expected for its length and timing"
    assert table.loc["Dossier", "in_words"] == "fewer than expected for its length and timing"
    assert table.loc["Brief", "expected"] < table.loc["Outlet 1", "expected"]
    assert table.loc["Outlet 1", "expected"] < table.loc["Dossier", "expected"]


def test_expected_and_carried_claims_add_up_to_the_same() -> None:
    for told in (event([0, 1, 2], list(range(15))), labelled_map("frontline-drones")):
        table = silence_table(told)
        assert table["expected"].sum() == pytest.approx(table["n_carried"].sum(), rel=0.01)


def test_what_came_too_late_is_not_expected() -> None:
    told = event([], list(range(18)))
    early = tuple(
        replace(a, published_at="2024-05-01") if a.outlet == "Brief" else a for a in told.articles
    )
    row = silence_table(replace(told, articles=early)).set_index("outlet").loc["Brief"]
    assert row["n_claims"] == 0
    assert row["refusal"] == row["in_words"]
    assert row["refusal"].endswith("0 of at least 5 claims of several outlets in its time")
    assert pd.isna(row["expected"])


def test_reprints_are_fitted_once() -> None:
    told = labelled_map("harbour-bridge")
    without = [a for a in told.articles if a.article_id != "harbour-gazette-1"]
    ids = {a.article_id for a in without}
    kept = [
        (s, p, None)
        for s, p in zip(told.sentences, told.placements, strict=True)
        if s.article_id in ids
    ]
    sentences, placements, parses = zip(*kept, strict=True)
    known = {s.sentence_id for s in sentences}
    claims = []
    for claim in told.claims:
        members = tuple(s for s in claim.sentence_ids if s in known)
        claims.append(
            replace(
                claim,
                sentence_ids=members,
                probabilities=(1.0,) * len(members),
                medoid_id=members[0],
            )
        )
    fewer = replace(
        told,
        articles=tuple(without),
        sentences=sentences,
        placements=placements,
        parses=parses,
        claims=tuple(claims),
    )
    one = silence_table(told).set_index("outlet")["expected"].drop("Harbour Gazette")
    other = silence_table(fewer).set_index("outlet")["expected"].drop("Harbour Gazette")
    # The copied text made some claims be of several outlets; all else is as it was.
    assert (one - other).abs().max() < 2.5


@pytest.mark.parametrize("name", ["frontline-drones", "harbour-bridge"])
def test_the_seeds(name: str) -> None:
    told = labelled_map(name)
    table = silence_table(told)
    assert table["refusal"].isna().all()
    assert ((table["low"] <= table["expected"]) & (table["expected"] <= table["high"])).all()
    assert (table["high"] <= table["n_claims"]).all()
    pd.testing.assert_frame_equal(table, silence_table(told))


def test_too_little_is_refused() -> None:
    told = told_map(story(f"a{n}", f"O{n}", None, [0, 1], 6) for n in range(3))
    table = silence_table(told)
    assert table["expected"].isna().all()
    assert table["in_words"].str.contains("3 of at least 4 outlets").all()
    assert len(silence_table(told_map([]))) == 0


def test_groups_are_compared_as_outlets() -> None:
    told = event([0], [1])
    labels = {o: {"half": "first" if o < "Outlet 3" else "second"} for o in told.outlets}
    table = silence_table(group_outlets(told, labels, "half"))
    assert table["outlet"].tolist() == ["first", "second"]
    assert table["refusal"].notna().all()


def test_words() -> None:
    assert in_words(1, 2, 9).startswith("fewer than expected")
    assert in_words(10, 2, 9).startswith("more than expected")
    assert in_words(2, 2, 9).startswith("as many as expected")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.integers(0, 5),
            st.integers(0, 12),
            st.sets(st.integers(0, 9), max_size=6),
            st.sampled_from(["2024-05-01", "2024-05-02T09:00Z", None]),
        ),
        max_size=12,
    )
)
def test_ranges_hold_whatever_was_published(stories) -> None:
    told = told_map(
        story(f"a{n}", f"O{outlet}", day, sorted(claims), max(length, len(claims)))
        for n, (outlet, length, claims, day) in enumerate(stories)
        if length or claims
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(silence, "DRAWS", 20)
        table = silence_table(told)
    given_one = table[table["refusal"].isna()]
    assert (table["n_carried"] <= table["n_claims"]).all()
    assert (given_one["low"] <= given_one["high"]).all()
    assert given_one[["expected", "low", "high"]].ge(0).all(axis=None)
    assert (given_one["expected"] <= given_one["n_claims"] + 1e-6).all()


def test_with_its_rate_a_claim_is_carried_as_often_as_it_is_however_outlets_are_weighted() -> None:
    random = np.random.default_rng(0)
    room = random.choice([0.0, 1.0, 3.0, 10.0, 80.0, 900.0], size=(9, 300))
    carried = (random.random(room.shape) < random.random(300)) * (room > 0)
    weights = random.integers(4, size=(40, 9)) / 3
    rates = silence._rates(room, carried, weights)
    expected = np.einsum("do,doc->dc", weights, -np.expm1(-rates[:, np.newaxis] * room))
    beyond = expected - weights @ carried
    never, always = rates == silence._LOWEST, rates == silence._HIGHEST
    assert np.abs(beyond[~never & ~always]).max() < 1e-9
    assert (weights @ carried)[never].max() == 0
    assert (weights @ ((room > 0) & (carried == 0)))[always].max() == 0
    assert (~never & ~always).mean() > 0.5
    assert never.any()
    assert always.any()
