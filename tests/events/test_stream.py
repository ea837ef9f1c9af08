"""A stream in parts, killed, corrected, merged: articles stay where they were placed."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from crossframe.corpus import read_corpora
from crossframe.errors import CorpusError, StoreError
from crossframe.events import Asked, Grouped, Least, Rule, group_stream, growing
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_world import FakeEncoder

# A busy machine draws as slowly as it works; what is drawn is not of one test alone, see below.
UNCHECKED = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
OUTLETS = ("Harbour Post", "Daily Tide", "Union Voice")
STORIES = {
    "span": "A span of the Harbour Bridge fell into the water at Averley and divers searched",
    "vote": "Parliament in Kestrel voted for the budget after ministers quarrelled over pensions",
    "fire": "Flames destroyed the Rookery market hall while firefighters pumped from the canal",
}

Row = dict[str, object]


def article(story: str, number: int, day: str | None, outlet: str = "") -> Row:
    """One of many articles that tell a story, each with a few words of its own."""
    return {
        "article_id": f"{story}-{number}",
        "outlet": outlet or OUTLETS[number % len(OUTLETS)],
        "title": f"{STORIES[story]} {number}",
        "text": f"{STORIES[story]}. Witness{number} told reporter{number} of it.",
        "published_at": day,
        "language": "en",
    }


def group(folder: Path, rows: Sequence[Mapping[str, object]], **asked: object) -> Grouped:
    """Gives articles to the stream in `folder / "out"`."""
    path = folder / "in.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return group_stream(Asked((path,), folder / "out", **asked), FakeEncoder())  # type: ignore[arg-type]


def state(folder: Path) -> dict[str, dict[str, object]]:
    """Every event of a stream, as its state has it."""
    lines = (folder / "out" / "state.jsonl").read_text(encoding="utf-8").splitlines()
    events = [json.loads(line) for line in lines[1:-1]]
    return {event["event_id"]: event for event in events}


def placed(folder: Path) -> dict[str, str]:
    """The event of each article."""
    return {one[0]: name for name, event in state(folder).items() for one in event["articles"]}


def listing(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "out" / "events.csv").open(encoding="utf-8") as file:
        return {row["event"]: row for row in csv.DictReader(file)}


WEEK = [
    article(story, 10 * day + number, f"2024-03-{day + 11}T0{number}:00Z")
    for day in range(3)
    for story in STORIES
    for number in range(2)
]


def test_stories_become_events_with_names_that_people_can_read(tmp_path: Path) -> None:
    found = group(tmp_path, WEEK)
    assert (found.n_new, found.n_events, found.n_compared) == (18, 3, 3)
    names = sorted(path.stem for path in (tmp_path / "out" / "events").iterdir())
    assert [name[:10] for name in names] == ["2024-03-11"] * 3
    assert any("bridge" in name for name in names)
    for name in names:
        corpora = read_corpora(tmp_path / "out" / "events" / f"{name}.jsonl")
        assert list(corpora) == [name]
        assert len(corpora[name].articles) == 6, "what `run` reads has every article"


def test_what_is_too_thin_is_listed_with_the_reason_and_not_run(tmp_path: Path) -> None:
    rows = [
        article("span", 0, "2024-03-11", "Harbour Post"),
        article("span", 1, "2024-03-11", "Daily Tide"),
        *(article("vote", number, "2024-03-11", "Harbour Post") for number in range(4)),
        article("fire", 0, "2024-03-11"),
    ]
    found = group(tmp_path, rows)
    assert (found.n_events, found.n_compared) == (3, 0)
    assert not (tmp_path / "out" / "events").exists()
    reasons = sorted(row["reason"] for row in listing(tmp_path).values())
    assert reasons == ["one article, one outlet", "one outlet", "two articles"]
    assert group(tmp_path, [article("span", 2, "2024-03-12")]).n_compared == 1


@settings(max_examples=6, deadline=None, suppress_health_check=UNCHECKED)
@given(order=st.permutations(WEEK), cuts=st.sets(st.sampled_from([1, 2])))
def test_order_within_days_and_calls_between_them_change_nothing(
    order: list[Row], cuts: set[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    whole, parts = tmp_path_factory.mktemp("whole"), tmp_path_factory.mktemp("parts")
    group(whole, WEEK)
    days = ["2024-03-11", "2024-03-12", "2024-03-13"]
    for first, last in zip([0, *sorted(cuts)], [*sorted(cuts), 3], strict=True):
        group(parts, [row for row in order if str(row["published_at"])[:10] in days[first:last]])
    for name in ("state.jsonl", "articles.jsonl", "changes.jsonl", "events.csv"):
        assert (whole / "out" / name).read_bytes() == (parts / "out" / name).read_bytes()


@settings(max_examples=10, deadline=None, suppress_health_check=UNCHECKED)
@given(
    order=st.permutations(WEEK),
    size=st.integers(1, 7),
    undated=st.sets(st.sampled_from([str(row["article_id"]) for row in WEEK]), max_size=6),
)
def test_nothing_that_was_placed_is_renamed_or_parted(
    order: list[Row], size: int, undated: set[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("stream")
    rows = [row | {"published_at": None} if row["article_id"] in undated else row for row in order]
    before: dict[str, str] = {}
    for start in range(0, len(rows), size):
        group(folder, rows[start : start + size])
        events, now = state(folder), placed(folder)
        for article_id, was in before.items():
            goes_on = was
            while events[goes_on]["merged_into"]:
                goes_on = str(events[goes_on]["merged_into"])
            assert now[article_id] == goes_on, "moved otherwise than by a merge that is on record"
        before = now
    assert len(before) == len(rows)
    lines = (folder / "out" / "changes.jsonl").read_text(encoding="utf-8").splitlines()
    merged = {event_id for event_id, event in state(folder).items() if event["merged_into"]}
    assert {json.loads(line)["event"] for line in lines} == merged


def test_two_events_that_something_new_joins_are_merged_on_record(tmp_path: Path) -> None:
    rule = Rule(shy=0, same_day=0.3)
    half = {"span": "Cranes lifted girders from the silt", "vote": "Lawyers read charges aloud"}
    for number, text in enumerate(half.values()):
        row = article("fire", number, "2024-03-11") | {"title": text, "text": f"{text}."}
        group(tmp_path, [row], rule=rule)
    both = ". ".join(half.values())
    row = article("fire", 2, "2024-03-11") | {"title": both, "text": f"{both}."}
    found = group(tmp_path, [row], rule=rule)
    (change,) = found.changes
    assert change["over"] == ["fire-2"]
    eldest = change["into"]
    assert set(placed(tmp_path).values()) == {eldest}
    assert listing(tmp_path)[change["event"]]["state"] == "merged"
    assert (tmp_path / "out" / "events" / f"{eldest}.jsonl").exists()


def test_events_that_people_name_stand_and_take_in_the_rest(tmp_path: Path) -> None:
    rows = [
        article("span", 0, "2024-03-11") | {"event_id": "bridge"},
        article("span", 1, "2024-03-11") | {"event_id": "inquiry"},
        article("vote", 0, "2024-03-11") | {"event_id": "bridge"},
    ]
    group(tmp_path, [*rows, article("vote", 1, "2024-03-12")])
    assert placed(tmp_path) == {
        "span-0": "bridge",
        "span-1": "inquiry",
        "vote-0": "bridge",
        "vote-1": "bridge",
    }
    other = tmp_path / "regrouped"
    other.mkdir()
    group(other, rows, regroup=True)
    assert not {"bridge", "inquiry"} & set(placed(other).values())


def test_people_move_an_article_by_giving_it_again(tmp_path: Path) -> None:
    group(tmp_path, WEEK)
    row = WEEK[0] | {"event_id": "another"}
    found = group(tmp_path, [row])
    assert (found.n_new, found.n_known) == (0, 1)
    assert placed(tmp_path)[str(row["article_id"])] == "another"
    assert [change["change"] for change in found.changes] == ["moved"]
    assert len(read_corpora(tmp_path / "out" / "events")) == 3
    group(tmp_path, WEEK)
    assert placed(tmp_path)[str(row["article_id"])] == "another", "and it stays there"


def test_the_same_again_changes_nothing_and_another_text_of_an_id_is_left_out(
    tmp_path: Path,
) -> None:
    group(tmp_path, WEEK)
    before = (tmp_path / "out" / "state.jsonl").read_bytes()
    again = group(tmp_path, [*WEEK, WEEK[0] | {"text": "Something else altogether."}])
    assert (again.n_new, again.n_known) == (0, len(WEEK))
    (left,) = again.exclusions
    assert "is placed in event" in left.reason
    assert (tmp_path / "out" / "state.jsonl").read_bytes() == before


def test_a_trial_writes_nothing(tmp_path: Path) -> None:
    found = group(tmp_path, WEEK, is_trial=True)
    assert found.n_compared == 3
    assert not (tmp_path / "out").exists()


def test_an_event_is_closed_after_the_window(tmp_path: Path) -> None:
    group(tmp_path, [article("span", number, "2024-03-11") for number in range(3)])
    late = group(tmp_path, [article("span", 5, "2024-03-26")])
    assert late.n_born == 1
    assert group(tmp_path, [article("span", 6, "2024-03-24")]).n_born == 0


def test_a_wrong_date_in_the_future_closes_nothing(tmp_path: Path) -> None:
    dated = [article("span", number, "2024-03-11") for number in range(30)]
    group(tmp_path, [*dated, article("vote", 0, "2099-01-01")])
    assert group(tmp_path, [article("span", 40, "2024-03-12")]).n_born == 0


def test_a_stream_that_was_killed_goes_on_as_if_nothing_had_happened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    whole.mkdir()
    killed.mkdir()
    group(whole, WEEK)
    monkeypatch.setattr(growing, "_CHECKPOINT", 1)
    calls: list[int] = []
    place = growing.place_groups

    def fail(*given: object) -> object:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return place(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(growing, "place_groups", fail)
    with pytest.raises(KeyboardInterrupt):
        group(killed, WEEK)
    with (killed / "out" / "articles.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"half a li')
    assert group(killed, WEEK).n_new == 12
    for name in ("state.jsonl", "articles.jsonl", "events.csv"):
        assert (whole / "out" / name).read_bytes() == (killed / "out" / name).read_bytes()


def test_damage_is_named(tmp_path: Path) -> None:
    group(tmp_path, WEEK)
    out = tmp_path / "out"
    (out / "articles.jsonl").write_bytes((out / "articles.jsonl").read_bytes()[:50])
    with pytest.raises(StoreError, match=r"articles\.jsonl: .*take it from a backup"):
        group(tmp_path, [article("span", 99, "2024-03-13")])
    (out / "state.jsonl").write_text('{"format": 99}', encoding="utf-8")
    with pytest.raises(StoreError, match=r"state\.jsonl: is no state of format 1"):
        group(tmp_path, WEEK)


def test_two_processes_are_told_apart(tmp_path: Path) -> None:
    from crossframe.events.shelf import held

    with held(tmp_path / "out"), pytest.raises(StoreError, match="another process"):
        group(tmp_path, WEEK)


def test_nothing_at_all_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="has no article to group; write at least one"):
        group(tmp_path, [])


def test_pages_are_sent_to_ingest(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.html").write_text("<p>A span fell.</p>", "utf-8")
    asked = Asked((tmp_path / "pages",), tmp_path / "out")
    with pytest.raises(CorpusError, match=r"1 file not read \(\.html\); crossframe ingest reads"):
        group_stream(asked, FakeEncoder())


def test_a_table_cell_runs_no_formula(tmp_path: Path) -> None:
    row = article("span", 0, "2024-03-11") | {"title": "=HYPERLINK(1) span falls"}
    group(tmp_path, [row], least=Least(1, 1))
    assert [row["headline"][:2] for row in listing(tmp_path).values()] == ["'="]
