"""Coding: a drawn sample, its sheets, and what estimates of it are worth."""

import csv
import json
import zlib
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from crossframe.claim_group import group_claims
from crossframe.claims import Workings
from crossframe.cli import main
from crossframe.errors import GoldError
from crossframe.evaluation.agreement import nominal_agreement
from crossframe.evaluation.coding import AGREED, CodedPair, measure_coding
from crossframe.evaluation.coding_files import read_design, read_sheets, write_coding
from crossframe.evaluation.coding_sample import draw_coding_sample, population
from crossframe.evaluation.coding_sheets import active, inert
from crossframe.evaluation.labels import coded_pairs, place_pairs, read_labels
from crossframe.evaluation.next_pairs import next_pairs_table
from crossframe.evaluation.quality import own_claims
from crossframe.records import ClaimMap
from drawn_world import PARAMETERS, drawn_workings, random_workings
from hypothesis import given
from hypothesis import strategies as st

# Krippendorff 2004 (and "Computing Krippendorff's Alpha-Reliability", 2011): four observers, twelve
# units, missing data; the nominal alpha is .743.
PUBLISHED = {
    "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    "C": [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
}


def units(data: dict[str, list[int | None]]) -> list[dict[str, str]]:
    n = len(next(iter(data.values())))
    return [
        {coder: str(row[k]) for coder, row in data.items() if row[k] is not None} for k in range(n)
    ]


def test_alpha_is_the_published_one() -> None:
    found = nominal_agreement(units(PUBLISHED))
    assert found.alpha == pytest.approx(0.743, abs=5e-4)
    assert (found.n_coders, found.n_pairs) == (4, 11)
    assert found.alpha_interval is not None
    low, high = found.alpha_interval
    assert 0.3 < low < 0.743 < high <= 1.0
    assert found.agreed is not None
    assert found.alpha < found.agreed


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("ab")), min_size=2, max_size=9))
def test_alpha_of_two_coders_is_what_its_definition_says(labels: list[tuple[str, str]]) -> None:
    found = nominal_agreement([{"x": one, "y": other} for one, other in labels])
    values = [label for pair in labels for label in pair]
    n = len(values)
    by_chance = sum(a != b for a, b in combinations(values, 2)) / (n * (n - 1) / 2)
    observed = sum(a != b for a, b in labels) / len(labels)
    assert found.agreed == pytest.approx(1 - observed, abs=1e-4)
    if by_chance:
        assert found.alpha == pytest.approx(1 - observed / by_chance, abs=1e-4)
    else:
        assert found.alpha is None


def test_nobody_and_one_coder_agree_on_nothing() -> None:
    assert nominal_agreement([]).alpha is None
    assert nominal_agreement([{"x": "same"}] * 9) == (1, 0, None, None, None, None)


@pytest.fixture(scope="module")
def workings() -> Workings:
    return random_workings(16, 3)


@pytest.fixture(scope="module")
def claim_map(workings: Workings) -> ClaimMap:
    return group_claims(workings, PARAMETERS)


def test_a_sample_is_drawn_by_design(claim_map: ClaimMap, workings: Workings) -> None:
    sample = draw_coding_sample(claim_map, workings, 40)
    assert sample == draw_coding_sample(claim_map, workings, 40)
    assert sample != draw_coding_sample(claim_map, workings, 40, seed=1)
    assert len({(p.article_a, p.article_b) for p in sample}) == len(sample)
    everything = draw_coding_sample(claim_map, workings, 10_000)
    assert len(everything) == 16 * 15 // 2
    sizes = {pair.stratum: pair.stratum_size for pair in everything}
    assert sum(sizes.values()) == len(everything)
    assert {p.together for p in sample} == {True, False}
    lone = drawn_workings(1, {})
    alone = group_claims(lone, PARAMETERS)
    with pytest.raises(GoldError, match="no two texts of different articles"):
        draw_coding_sample(alone, lone, 10)


def test_what_was_never_judged_can_be_drawn() -> None:
    few = drawn_workings(9, {(0, 1): 0.9, (2, 3): 0.8})
    sample = draw_coding_sample(group_claims(few, PARAMETERS), few, 12)
    unjudged = [pair for pair in sample if pair.probability is None]
    assert {pair.stratum_size for pair in unjudged} == {34}
    assert all(pair.stratum == "apart, not judged" for pair in unjudged)


def is_same(a: str, b: str, probability: float) -> bool:
    """A coder who calls a pair the same as often as the judge says."""
    return zlib.crc32(f"{a} {b}".encode()) / 2**32 < probability


def coded(workings: Workings, claim_map: ClaimMap, n: int, seed: int) -> list[CodedPair]:
    return [
        CodedPair(
            "drawn",
            (pair.article_a, pair.sentence_a),
            (pair.article_b, pair.sentence_b),
            {
                "Ada": "same"
                if is_same(pair.article_a, pair.article_b, pair.probability or 0)
                else "not"
            },
            pair.stratum,
            pair.stratum_size,
        )
        for pair in draw_coding_sample(claim_map, workings, n, seed)
    ]


def test_samples_estimate_what_labelling_everything_would_give(
    workings: Workings, claim_map: ClaimMap
) -> None:
    found = population(claim_map, workings)
    columns = (found.first.tolist(), found.second.tolist(), found.probability.tolist())
    same = np.array([is_same(f"a{a}", f"a{b}", p) for a, b, p in zip(*columns, strict=True)])
    truth = {
        "precision": (same & found.together).sum() / found.together.sum(),
        "recall": (same & found.together).sum() / same.sum(),
    }
    claims = own_claims(claim_map)
    whole = measure_coding(coded(workings, claim_map, 10_000, 0), claims)
    assert whole is not None
    assert whole.by_design
    for name, share in truth.items():
        assert getattr(whole.scores[0], name) == pytest.approx(share, abs=1e-4)
    draws = [measure_coding(coded(workings, claim_map, 40, s), claims) for s in range(40)]
    for name, share in truth.items():
        scores = [draw.scores[0] for draw in draws if draw]
        assert np.mean([getattr(score, name) for score in scores]) == pytest.approx(share, abs=0.06)
        inside = [s.intervals[name].low <= share <= s.intervals[name].high for s in scores]
        assert np.mean(inside) > 0.8


def test_sheets_are_blind_and_come_back(
    workings: Workings, claim_map: ClaimMap, tmp_path: Path
) -> None:
    sample = draw_coding_sample(claim_map, workings, 30)
    folder = tmp_path / "coding"
    sheets = write_coding(sample, claim_map, ["Ada", "Ben"], folder)
    assert read_design(folder) == sample
    with pytest.raises(GoldError, match="no sheet has a label yet"):
        read_labels(folder)
    told: dict[str, list[str]] = {}
    for sheet in sheets:
        text = sheet.read_text(encoding="utf-8-sig")
        assert "Outlet" not in text
        rows = list(csv.DictReader(text.splitlines()))
        told[sheet.stem] = [row["pair"] for row in rows]
        likely = {pair.pair: (pair.probability or 0) > 0.6 for pair in sample}
        for row in rows:
            row["label"] = "same" if likely[row["pair"]] else "Different"
        rows[0]["label"] = "" if sheet.stem == "Ben" else "partial"
        with sheet.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
            writer.writeheader()
            writer.writerows(rows)
    assert sorted(told["Ada"]) == sorted(told["Ben"])
    assert told["Ada"] != told["Ben"]
    labels = read_labels(folder)
    assert len(labels.pairs) == 2 * len(sample) - 1
    pairs = coded_pairs(labels, claim_map)
    assert len(pairs) == len(place_pairs(labels, claim_map)) == len(sample)
    found = measure_coding(pairs, own_claims(claim_map))
    assert found is not None
    assert [score.coder for score in found.scores] == ["Ada", "Ben", AGREED]
    assert found.agreement.n_pairs == len(sample) - 1
    with pytest.raises(GoldError, match="holds a coding already"):
        write_coding(sample, claim_map, ["Ada"], folder)


@pytest.mark.parametrize("text", ["=1+1", "+49", "-5 degrees", "@x", "\tx", "\rx", "'quoted", "x"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert active(inert(text)) == text
    assert not inert(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("coder", ["design", "../x", "", "=cmd", "a" * 60])
def test_a_coder_s_name_must_name_a_file(coder: str, claim_map: ClaimMap, tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="cannot name a file"):
        write_coding([], claim_map, [coder], tmp_path / "new")


def test_a_sheet_that_was_spoilt_is_named(
    workings: Workings, claim_map: ClaimMap, tmp_path: Path
) -> None:
    sample = draw_coding_sample(claim_map, workings, 10)
    (sheet,) = write_coding(sample, claim_map, ["Ada"], tmp_path)
    sheet.write_text("pair,label\np9999,same\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"Ada\.csv:2: pair 'p9999' was not drawn"):
        read_sheets(tmp_path, sample)
    sheet.write_text("pair,label\np0001,sane\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"Ada\.csv:2: label 'sane'.*did you mean 'same'"):
        read_sheets(tmp_path, sample)
    sheet.write_text("pairs,label\n", encoding="utf-8")
    with pytest.raises(GoldError, match="no column 'pair'"):
        read_sheets(tmp_path, sample)


def test_unsure_pairs_that_decide_much_come_first(claim_map: ClaimMap, workings: Workings) -> None:
    table = next_pairs_table(claim_map, workings, n=10)
    assert len(table) == 10
    assert table["weight"].is_monotonic_decreasing
    first = table.iloc[0]
    known = frozenset(
        [(first["article_a"], int(first["index_a"])), (first["article_b"], int(first["index_b"]))]
    )
    again = next_pairs_table(claim_map, workings, {known}, n=10)
    assert not (
        (again["article_a"] == first["article_a"]) & (again["article_b"] == first["article_b"])
    ).any()
    uses = [*table["article_a"], *table["article_b"]]
    assert max(uses.count(one) for one in uses) <= 2
    none = drawn_workings(2, {})
    assert next_pairs_table(group_claims(none, PARAMETERS), none).empty


def test_the_command_codes_one_event_of_a_file(tmp_path: Path) -> None:
    told = "A span of the bridge fell into the harbour on Tuesday. Divers searched until dark."
    rows = [{"outlet": name, "title": "Span", "text": told} for name in ("Post", "Tide")]
    path = tmp_path / "span.jsonl"

    def coded(events: tuple[str, ...], *options: str) -> tuple[int, str]:
        lines = [json.dumps({**row, "event_id": event}) for event in events for row in rows]
        path.write_text("\n".join(lines), encoding="utf-8")
        done = CliRunner().invoke(main, ["code", *options, "--out", str(tmp_path / "sheets")])
        return done.exit_code, done.output

    status, said = coded(("rain", "span"), str(path))
    assert status == 2
    assert "it holds rain, span; write crossframe code EVENT --set source=" in said
    rows[1]["text"] = "On Tuesday a span of the bridge fell into the harbour. The mayor spoke."
    status, said = coded(("span",), str(path), "--coder", "ada")
    assert status == 0, said
    assert (tmp_path / "sheets" / "ada.csv").is_file()
