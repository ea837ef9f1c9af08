"""Whole claims judged by people: drawn, written blind, read back, counted."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from crossframe.claim_group import group_claims
from crossframe.corpus.labels import CLAIMS_FOLDER
from crossframe.errors import GoldError
from crossframe.evaluation.claim_coding import (
    CodedClaim,
    draw_claims,
    find_claims,
    measure_claims,
)
from crossframe.evaluation.claim_sheets import (
    read_claim_design,
    read_claim_sheets,
    write_claim_coding,
)
from crossframe.evaluation.claim_tables import judged_claims_table
from crossframe.evaluation.coding import AGREED
from crossframe.evaluation.coding_files import write_coding
from crossframe.evaluation.coding_sample import draw_coding_sample
from crossframe.evaluation.event_quality import EventQuality
from crossframe.evaluation.labels import coded_claims, find_labels, read_labels
from crossframe.presentation.quality_view import show_coders, show_quality
from crossframe.records import ClaimMap
from drawn_world import PARAMETERS, random_workings

WORKINGS = random_workings(16, 3)


@pytest.fixture(scope="module")
def event() -> ClaimMap:
    return group_claims(WORKINGS, PARAMETERS)


def fill(sheet: Path, labels: list[str], by: str = "claim") -> None:
    rows = list(csv.DictReader(sheet.read_text(encoding="utf-8-sig").splitlines(keepends=True)))
    for row, label in zip(sorted(rows, key=lambda row: row[by]), labels, strict=True):
        row["label"] = label
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def test_claims_are_drawn_and_written_blind(event: ClaimMap, tmp_path: Path) -> None:
    sample = draw_claims(event, 3)
    assert sample == draw_claims(event, 3)
    everything = draw_claims(event, 10_000)
    assert len(everything) == everything[0].n_claims >= len(sample) > 1
    assert {len(one.sentences) > 1 for one in everything} == {True}
    sheets = write_claim_coding(sample, event, ["Ada", "Ben"], tmp_path)
    assert read_claim_design(tmp_path) == sample
    texts = {(s.article_id, s.index): s.text for s in event.sentences}
    for sheet in sheets:
        told = sheet.read_text(encoding="utf-8-sig")
        rows = {row["claim"]: row for row in csv.DictReader(told.splitlines(keepends=True))}
        for one in sample:
            lines = rows[one.claim]["sentences"].split("\n")
            said = {line.partition(". ")[2] for line in lines}
            assert said == {texts[key] for key in one.sentences}
            assert one.claim_id not in told
        assert not any(outlet in told for outlet in event.outlets)
    with pytest.raises(GoldError, match="holds a coding already"):
        write_claim_coding(sample, event, ["Ada"], tmp_path)


def test_what_coders_said_comes_back_and_is_counted(event: ClaimMap, tmp_path: Path) -> None:
    write_coding(draw_coding_sample(event, WORKINGS, 10), event, ["Ada", "Ben"], tmp_path)
    sample = draw_claims(event, 3)
    ada, ben = write_claim_coding(sample, event, ["Ada", "Ben"], tmp_path)
    with pytest.raises(GoldError, match="no sheet has a label yet"):
        read_labels(tmp_path)
    fill(ada, ["yes", "Partly", "no"])
    fill(ben, ["yes", "no", ""])
    labels = read_labels(tmp_path)
    assert (labels.events, labels.pairs) == ((event.event_id,), ())
    coded = coded_claims(labels, event)
    assert [one.stands for one in coded] == [True] * 3
    found = measure_claims(coded)
    assert found is not None
    assert (found.agreement.n_pairs, found.agreement.agreed) == (2, 0.5)
    of = {score.coder: score for score in found.scores}
    assert list(of) == ["Ada", "Ben", AGREED]
    assert of["Ada"][1:7] == (3, 1, 1, 1, 0, 0.333)
    assert (of["Ben"].precision, of[AGREED].precision) == (0.5, 1.0)
    assert of["Ada"].interval is not None
    assert of["Ada"].interval.low < 0.333 < of["Ada"].interval.high

    quality = EventQuality(event, tmp_path, None, refusal="No pair.", claims=found)
    assert judged_claims_table(quality)["coder"].tolist() == list(of)
    assert "Ada read 3 claims whole: 33% are one statement" in show_quality(quality).html
    assert "Claims that coders read whole" in show_coders(quality).html


def test_a_claim_that_changed_since_does_not_count(event: ClaimMap) -> None:
    first, *others = draw_claims(event, 2)
    less = tuple(c for c in event.claims if c.claim_id != first.claim_id)
    said = {one.claim: {"Ada": "yes"} for one in (first, *others)}
    coded = find_claims([first, *others], said, replace(event, claims=less))
    found = measure_claims(coded)
    assert found is not None
    assert (found.scores[0].n_claims, found.scores[0].n_gone) == (len(others), 1)
    assert measure_claims([]) is None
    gone = measure_claims([CodedClaim("c0001", {"Ada": "yes"}, stands=False)])
    assert gone is not None
    assert (gone.scores[0].precision, gone.scores[0].interval) == (None, None)


@pytest.mark.parametrize("named", [".", CLAIMS_FOLDER])
def test_sheets_of_claims_do_without_those_of_pairs(
    event: ClaimMap, tmp_path: Path, named: str
) -> None:
    sample = draw_claims(event, 3)
    (sheet,) = write_claim_coding(sample, event, ["Ada"], tmp_path / event.event_id)
    fill(sheet, ["yes"] * len(sample))
    folder = find_labels(str(tmp_path), event.event_id, tmp_path)
    assert folder == tmp_path / event.event_id
    labels = read_labels(folder / named)
    assert labels.events == (event.event_id,)
    found = measure_claims(coded_claims(labels, event))
    assert found is not None
    assert [(score.coder, score.whole) for score in found.scores] == [("Ada", len(sample))]


def test_a_coding_of_pairs_may_be_called_claims(event: ClaimMap, tmp_path: Path) -> None:
    folder = tmp_path / CLAIMS_FOLDER
    sample = draw_coding_sample(event, WORKINGS, 4)
    (sheet,) = write_coding(sample, event, ["Ada"], folder)
    fill(sheet, ["same"] * len(sample), by="pair")
    assert len(read_labels(folder).pairs) == len(sample)


def test_a_sheet_of_claims_that_was_spoilt_is_named(event: ClaimMap, tmp_path: Path) -> None:
    sample = draw_claims(event, 2)
    (sheet,) = write_claim_coding(sample, event, ["Ada"], tmp_path)
    sheet.write_text("claim,label\nc9999,yes\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"Ada\.csv:2: claim 'c9999' was not drawn"):
        read_claim_sheets(tmp_path, sample)
    sheet.write_text("claim,label\nc0001,same\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"label 'same'; allowed: yes, no, partly"):
        read_claim_sheets(tmp_path, sample)
    design = tmp_path / CLAIMS_FOLDER / "design.csv"
    design.write_text(design.read_text(encoding="utf-8-sig").replace(",0\n", ",x\n", 1))
    with pytest.raises(GoldError, match="the design must stay as it was"):
        read_claim_design(tmp_path)
