"""Correcting from the reader: kept first, then shown; never lost, and there when run again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from crossframe.claim_map import load_claim_map
from crossframe.claim_store import write_claim_map
from crossframe.config import Parameters
from crossframe.corrections import (
    append_correction,
    check_claim,
    corrections_path,
    merge_claims,
    read_corrections,
)
from crossframe.errors import CorrectionError, ParameterError
from crossframe.presentation.page import Shown
from crossframe.presentation.reader.desk import make_correction
from crossframe.presentation.reader.widget import Reader
from crossframe.records import ClaimMap
from reader_stage import Told, stage

if TYPE_CHECKING:
    from playwright.sync_api import Page

BEGUN = {"at": "2026-11-26T04:00:00.000Z", "by": "Ada"}


@pytest.fixture
def parameters(
    write_articles: Callable[..., Path], fake_encoder: object, monkeypatch: pytest.MonkeyPatch
) -> Parameters:
    """The event "small", judged by an encoder that needs no model."""
    path = write_articles()
    monkeypatch.chdir(path.parent)
    monkeypatch.setenv("CROSSFRAME_CACHE", str(path.parent / "cache"))
    monkeypatch.setattr("crossframe.claim_pairs.load_encoder", lambda *_: fake_encoder)
    return Parameters(event="small", source=path.name)


@pytest.fixture
def found(parameters: Parameters) -> ClaimMap:
    return load_claim_map(parameters)


def texts(claim_map: ClaimMap) -> list[list[str]]:
    return [
        [claim_map.sentence_by_id[s].text for s in claim.sentence_ids] for claim in claim_map.claims
    ]


def rows(page: Page) -> list[str]:
    return page.locator(".r-row").evaluate_all("rows => rows.map(row => row.dataset.claim)")


def saved(page: Page, n: int, reader: Told, parameters: Parameters) -> None:
    """Waits until so many corrections are on disk and shown."""
    page.wait_for_function("document.querySelector('.r-saved').textContent === 'All saved'")
    lines = corrections_path(parameters).read_text(encoding="utf-8").splitlines()
    assert len(lines) == n
    page.wait_for_function("!document.querySelector('.r-chips').textContent.includes('…')")
    assert rows(page) == [claim.claim_id for claim in reader.claim_map.claims]


@pytest.mark.browser
def test_a_session_by_keyboard(page: Page, found: ClaimMap, parameters: Parameters) -> None:
    reader = stage(page, found, parameters=parameters)
    n_before = len(found.claims)
    assert n_before >= 3
    page.get_by_label("Corrections by").fill("Ada")
    first, second = rows(page)[:2]
    page.locator(".r-row .r-claim").first.focus()
    for key in ("m", "ArrowDown", "m"):
        page.keyboard.press(key)
    saved(page, 1, reader, parameters)
    assert len(reader.claim_map.claims) == n_before - 1
    assert page.locator(".r-row .r-badge").all_inner_texts()[:2] == [
        "changed just now",
        "✎ corrected",
    ]
    page.keyboard.press("u")
    saved(page, 2, reader, parameters)
    assert texts(reader.claim_map) == texts(found)
    assert rows(page)[:2] == [first, second]
    page.keyboard.press("r")
    saved(page, 3, reader, parameters)
    assert len(reader.claim_map.claims) == n_before - 1
    page.keyboard.press("u")
    saved(page, 4, reader, parameters)
    page.keyboard.press("c")
    saved(page, 5, reader, parameters)
    assert page.get_by_label("checked").locator("xpath=..").inner_text() == "checked 1"
    page.keyboard.press("e")
    page.keyboard.type("The span")
    page.keyboard.press("Enter")
    saved(page, 6, reader, parameters)
    assert page.get_by_role("heading", name="The span").is_visible()
    page.keyboard.press("n")
    page.keyboard.type("Read twice.")
    page.get_by_role("button", name="Save").click()
    saved(page, 7, reader, parameters)
    assert "Ada noted it: Read twice." in page.locator(".r-deeds").inner_text()
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    saved(page, 8, reader, parameters)
    assert len(reader.claim_map.claims) == n_before - 1
    page.keyboard.press("h")
    history = page.get_by_role("region", name="Corrections").inner_text()
    assert "Ada rejected" in history
    assert "small.jsonl" in history
    assert str(Path.cwd()) not in page.content()


@pytest.mark.browser
def test_split_and_move(page: Page, found: ClaimMap, parameters: Parameters) -> None:
    reader = stage(page, found, parameters=parameters)
    page.get_by_label("Corrections by").fill("Ada")
    wide = found.claims[0]
    assert len(wide.sentence_ids) > 2
    page.locator(".r-row .r-claim").first.focus()
    page.keyboard.press("s")
    page.wait_for_selector(".r-splitting .r-tick")
    moved = wide.sentence_ids[-1]
    page.locator(f".r-quote[data-sentence='{moved}'] .r-tick input").check()
    page.get_by_role("button", name="Split them off").click()
    saved(page, 1, reader, parameters)
    assert moved not in reader.claim_map.claims[0].sentence_ids
    page.keyboard.press("u")
    saved(page, 2, reader, parameters)
    page.wait_for_selector(".r-quote")
    quote = page.locator(f".r-quote[data-sentence='{moved}']")
    quote.get_by_role("button", name="Move this sentence").click()
    assert page.get_by_role("group", name="Correction under way").is_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    saved(page, 3, reader, parameters)
    assert any(
        moved in claim.sentence_ids and set(found.claims[1].sentence_ids) <= set(claim.sentence_ids)
        for claim in reader.claim_map.claims
    )
    assert texts(load_claim_map(parameters)) == texts(reader.claim_map)


@pytest.mark.browser
def test_what_could_not_be_kept_is_not_lost(
    page: Page, found: ClaimMap, parameters: Parameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.route("http://127.0.0.1/", lambda route: route.fulfill(body="<title>t</title>"))
    page.goto("http://127.0.0.1/")  # a page of its own has storage
    reader = stage(page, found, parameters=parameters)
    page.get_by_label("Corrections by").fill("Ada")
    folder = corrections_path(parameters).parent
    folder.write_text("a file where the folder should be")
    page.locator(".r-row .r-claim").first.focus()
    page.keyboard.press("c")
    unsaved = page.get_by_role("alert")
    unsaved.wait_for()
    assert "1 action not saved yet." in unsaved.inner_text()
    assert "Not a directory" in unsaved.inner_text()
    page.evaluate("window.leave()")
    page.evaluate("document.body.innerHTML = '<main><h1>again</h1><div id=host></div></main>'")
    folder.unlink()
    reader = stage_again(page, reader)
    assert "1 action not saved yet." in page.get_by_role("alert").inner_text()
    page.get_by_role("button", name="Save").click()
    saved(page, 1, reader, parameters)
    (line,) = read_corrections(corrections_path(parameters)).lines
    assert (line.by, line.action) == ("Ada", "check")
    assert page.get_by_role("alert").count() == 0


@pytest.mark.browser
def test_what_cannot_be_done_is_no_failure_to_be_tried_again(
    page: Page, found: ClaimMap, parameters: Parameters
) -> None:
    stage(page, found, parameters=parameters)
    page.get_by_label("Corrections by").fill("Ada")
    page.locator(".r-row .r-claim").first.focus()
    page.keyboard.press("s")
    page.wait_for_selector(".r-splitting .r-tick")
    for box in page.locator(".r-panel .r-tick input").all():
        box.check()
    page.get_by_role("button", name="Split them off").click()
    told = page.get_by_role("alert")
    told.get_by_text("This cannot be done.").wait_for()
    assert "split: " in told.inner_text()
    assert "not saved yet" not in told.inner_text()
    assert not corrections_path(parameters).exists()
    told.get_by_role("button", name="Discard").click()
    assert page.get_by_role("alert").count() == 0


def stage_again(page: Page, reader: Told) -> Told:
    """The page is opened anew on a kernel that was started anew."""
    import base64

    from crossframe.presentation.reader.widget import script, style
    from reader_stage import MOUNT

    page.evaluate(MOUNT, [script(), style(), base64.b64encode(reader.table).decode()])
    page.wait_for_selector(".r-row")
    return reader


def test_an_action_sent_twice_is_kept_once(found: ClaimMap, parameters: Parameters) -> None:
    reader = Reader(found, Shown(""), parameters)
    action = {**BEGUN, "id": "20261126T040000-abcdef01", "do": "check"}
    action["claim"] = found.claims[0].claim_id
    for _ in range(2):
        answer = reader.answer({"want": "correct", "action": action})
    assert answer["revision"] == 2
    (line,) = read_corrections(corrections_path(parameters)).lines
    assert line.correction_id == action["id"]
    assert reader.claim_map.claims[0].checked_by == ("Ada",)


@pytest.mark.parametrize(
    ("action", "match"),
    [
        ({"do": "merge", "claims": ["c-none", "c-nine"]}, "no claim 'c-none'"),
        ({"do": "paint", "claim": "c"}, "knows no such action"),
        ({"do": "undo", "target": "x", "by": ""}, "by"),
        ({"do": "undo", "target": "x", "at": "today"}, "'at' is 'today'"),
        ({"do": "undo", "target": "x", "id": ""}, "has no id"),
        ({"do": "undo", "target": "x", "by": 3}, "who made it"),
    ],
)
def test_an_action_that_is_none_is_refused(
    found: ClaimMap, action: dict[str, object], match: str
) -> None:
    with pytest.raises(ParameterError, match=match):
        make_correction(found, {**BEGUN, "id": "20261126T040000-abcdef01", **action})


def test_a_file_that_cannot_be_written_is_told(found: ClaimMap, parameters: Parameters) -> None:
    reader = Reader(found, Shown(""), parameters)
    corrections_path(parameters).parent.write_text("no folder")
    action = {**BEGUN, "id": "20261126T040000-abcdef01", "do": "check"}
    action["claim"] = found.claims[0].claim_id
    with pytest.raises(CorrectionError, match=r"small\.jsonl"):
        reader.answer({"want": "correct", "action": action})
    assert json.dumps(texts(reader.claim_map)) == json.dumps(texts(found))


@pytest.mark.browser
def test_a_finished_run_says_that_it_stays_and_what_came_since(
    page: Page, found: ClaimMap, parameters: Parameters
) -> None:
    write_claim_map(found, parameters.out_path / "claim_map")
    path = corrections_path(parameters)
    first, second = (claim.claim_id for claim in found.claims[:2])
    merge = merge_claims(found, [first, second], by="Ada")
    append_correction(path, merge)
    run = load_claim_map(parameters)
    assert run.corrections == ()
    reader = stage(page, run, parameters=parameters)
    page.get_by_label("Corrections by").fill("Ada")
    told = page.locator(".r-unseen-lines")
    assert told.inner_text().startswith(
        "1 correction in the file not shown here. It came after this run, which stays as it was."
    )
    assert rows(page) == [claim.claim_id for claim in found.claims]
    page.locator(".r-row .r-claim").first.focus()
    page.keyboard.press("u")
    assert "first" in page.locator(".r-saved").last.inner_text()
    told.get_by_role("button", name="Show it").click()
    told.wait_for(state="hidden")
    assert len(rows(page)) == len(found.claims) - 1
    page.keyboard.press("h")
    history = page.get_by_role("region", name="Corrections").inner_text()
    assert "The other cells show a finished run, which stays as it was" in history
    assert 'out = ""' in history
    page.keyboard.press("u")
    saved(page, 2, reader, parameters)
    assert "finished run stays as it was" in page.locator(".r-saved").last.inner_text()
    assert [claim.claim_id for claim in load_claim_map(parameters).claims] == [
        claim.claim_id for claim in run.claims
    ]


@pytest.mark.browser
def test_undo_says_whose_correction_it_takes_back(
    page: Page, found: ClaimMap, parameters: Parameters
) -> None:
    for by in ("Ada", "Ben"):
        append_correction(
            corrections_path(parameters), check_claim(found, found.claims[0].claim_id, by=by)
        )
    stage(page, load_claim_map(parameters), parameters=parameters)
    undoing = page.get_by_role("button", name="Undo u")
    field = page.get_by_label("Corrections by")
    field.fill("Ada")
    assert (undoing.get_attribute("title") or "").startswith("Takes back what Ada checked")
    field.fill("Cleo")
    assert undoing.is_disabled()
    assert undoing.get_attribute("title") == "Nothing by Cleo is in force; History turns anybody’s"
    page.locator(".r-row .r-claim").first.focus()
    page.keyboard.press("u")
    assert page.locator(".r-saved").last.inner_text().startswith("Nothing by Cleo is in force")
