"""Scheduled runs in a row over a changing corpus: nothing leaks, ids stay, each diff is right."""

from __future__ import annotations

import gc
import json
import os
import random
import resource
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import feedparser
import psutil
import pytest
from crossframe.claim_store import read_claim_map
from crossframe.claims.identity import claim_texts, match_claims
from crossframe.corrections import append_correction, rename_claim
from crossframe.embedding import Encoder, load_encoder
from crossframe.records import ClaimMap
from crossframe.suite import SUITE, find_jobs, making, run_suite
from crossframe.suite.lineage import Lineage, RunName, read_lineage
from crossframe.suite.opened import open_run
from crossframe.suite.pruning import Rule, plan_pruning, remove_runs
from crossframe.suite.resident import Resident, residing
from crossframe.suite.store import Run, list_runs
from crossframe.suite.tables import open_runs
from crossframe.suite.verification import verify_run

pytestmark = [pytest.mark.notebook, pytest.mark.model]

OUTLETS = ("Quay Gazette", "Morning Tide", "Union Voice")
# Written for this test: what the outlets of an invented town can say about an invented fire.
SAYINGS = (
    ("A fire destroyed the old customs house.", "The old customs house was destroyed by a fire."),
    ("Two firefighters were injured.", "Two firefighters were hurt, the brigade said."),
    ("The harbour road is closed.", "The harbour road remains closed to traffic."),
    ("The mayor promised to rebuild it.", "The mayor promised that it will be rebuilt."),
    ("Police ruled out arson.", "Arson was ruled out by the police."),
    ("The archive was saved.", "The archive has been saved, the museum said."),
    ("Forty residents had to leave their homes.", "About forty residents left their homes."),
    ("A gas pipe was the cause.", "The cause was a gas pipe, experts say."),
)
FIRST_DAY = datetime(2026, 1, 1, 5, tzinfo=UTC)


@dataclass
class Desk:
    """The newsroom of a town: a file of articles that changes from day to day."""

    rng: random.Random
    articles: dict[str, dict[str, object]] = field(default_factory=dict)
    made: int = 0

    def write(self, path: Path) -> None:
        rows = (json.dumps(row) + "\n" for row in self.articles.values())
        path.write_text("".join(rows), encoding="utf-8")

    def add(self) -> str:
        self.made += 1
        article_id = f"a{self.made}"
        outlet = OUTLETS[self.made % len(OUTLETS)]
        said = self.rng.sample(SAYINGS, 3)
        self.articles[article_id] = {
            "event_id": "fire",
            "article_id": article_id,
            "outlet": outlet,
            "title": f"Fire at the harbour, report {self.made}",
            "text": " ".join(self.rng.choice(pair) for pair in said),
            "published_at": f"2026-01-{self.made % 28 + 1:02}T08:00:00+00:00",
            "language": "en",
        }
        return article_id

    def correct(self) -> str:
        article_id = self.rng.choice(sorted(self.articles))
        row = self.articles[article_id]
        old = str(row["text"])
        rest = [pair[0] for pair in SAYINGS if pair[0] not in old and pair[1] not in old]
        self.articles[article_id] = {**row, "text": f"{old} {self.rng.choice(rest)}"}
        return article_id

    def withdraw(self) -> str:
        article_id = self.rng.choice(sorted(self.articles))
        del self.articles[article_id]
        return article_id


@dataclass(frozen=True)
class Held:
    """What this process holds of the machine."""

    files: int
    threads: int
    children: int
    sockets: int
    resident: int

    @classmethod
    def now(cls) -> Held:
        gc.collect()
        own = Path("/proc/self")
        links = [str(path.readlink()) for path in (own / "fd").iterdir() if path.is_symlink()]
        return cls(
            files=len(links),
            threads=threading.active_count(),
            children=len(psutil.Process().children()),
            sockets=sum(link.startswith("socket:") for link in links),
            resident=int((own / "statm").read_text().split()[1]) * resource.getpagesize(),
        )


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CROSSFRAME_CACHE", str(tmp_path / "cache"))
    return tmp_path


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch, encoder: Encoder) -> Days:
    """Cheap mornings: two of the ten notebooks, and the model that is loaded already."""

    def cheap() -> None:
        monkeypatch.setattr(making, "SUITE", (SUITE[0], SUITE[-1]))
        monkeypatch.setattr(making, "load_encoder", lambda *_: encoder)

    def whole() -> None:
        monkeypatch.setattr(making, "SUITE", SUITE)
        monkeypatch.setattr(making, "load_encoder", load_encoder)

    return Days(cheap, whole)


class Days(NamedTuple):
    """How a morning's run is made: cheaply, or with all notebooks and a model of its own."""

    cheap: Callable[[], None]
    whole: Callable[[], None]


def one_day(town: Path, resident: Resident | None) -> Run:
    """What a schedule does every morning, or a watch that stays with what is `resident`."""
    jobs = find_jobs([str(town / "articles.jsonl")])
    results, _ = run_suite(jobs, {}, tell=lambda _: None, resident=resident)
    (result,) = results
    assert result.errors == ()
    assert result.run is not None
    return result.run


def check_ids(before: ClaimMap, after: ClaimMap, lineage: Lineage) -> None:
    """Every claim that is found again has its id, and every id is accounted for."""
    old, new = ({c.claim_id: claim_texts(one, c) for c in one.claims} for one in (before, after))
    ids_old, ids_new = list(old), list(new)
    same = match_claims(list(old.values()), list(new.values()))
    for n, o in same.items():
        assert ids_new[n] == ids_old[o]
    assert len(set(ids_new)) == len(ids_new)
    told = lineage.changes()
    assert {*told["died"], *told["merged"]} == set(old) - set(new)
    assert {*told["born"], *told["split"], *told["returned"]} == set(new) - set(old)


def check_difference(folder: Path, done: Mapping[str, list[str]], *, corrected: bool) -> None:
    """The stored difference says what was done to the corpus, and nothing else."""
    told = json.loads((folder / "changes.json").read_text(encoding="utf-8"))
    found: dict[str, list[str]] = {}
    for one in told["changes"]["articles"]:
        found.setdefault(one["fate"], []).append(one["article_id"])
    assert {fate: sorted(ids) for fate, ids in found.items()} == {
        fate: sorted(ids) for fate, ids in done.items() if ids
    }
    causes = {one["cause"] for one in told["causes"]}
    expected = {"articles"} if any(done.values()) else set()
    assert causes == (expected | {"corrections"} if corrected else expected)


PLAN = ("add", "nothing", "correct", "rename", "withdraw", "add", "nothing")


def change(town: Path, desk: Desk, what: str, before: ClaimMap) -> Mapping[str, list[str]]:
    """Does to the corpus what the plan has for a morning; says which articles it concerns."""
    done: dict[str, list[str]] = {"added": [], "changed": [], "withdrawn": []}
    if what == "add":
        done["added"].append(desk.add())
        if len(desk.articles) > 8:
            del desk.articles[oldest := next(iter(desk.articles))]
            done["withdrawn"].append(oldest)
    elif what == "correct":
        done["changed"].append(desk.correct())
    elif what == "withdraw":
        done["withdrawn"].append(desk.withdraw())
    elif what == "rename":
        claim = desk.rng.choice(before.claims)
        name = f"Name that {claim.claim_id} got after {desk.made} articles"
        correction = rename_claim(before, claim.claim_id, name, by="A. Reader")
        append_correction(town / "corrections/fire.jsonl", correction)
    desk.write(town / "articles.jsonl")
    return done


def spend(town: Path, days: Days, n_runs: int, resident: Resident | None = None) -> None:
    """Runs the events of so many mornings, and looks at everything after each."""
    desk = Desk(random.Random(1))  # noqa: S311
    for _ in range(6):
        desk.add()
    desk.write(town / "articles.jsonl")
    days.cheap()
    held: list[Held] = [Held.now()]
    last = one_day(town, resident)
    held.append(Held.now())
    before = read_claim_map(town / "reports/fire" / last.run_id / "claim_map")
    born: dict[str, RunName] = {}
    for morning in range(1, n_runs):
        what = PLAN[(morning - 1) % len(PLAN)]
        done = change(town, desk, what, before)
        (days.whole if morning % 50 == 1 and n_runs > 50 else days.cheap)()
        run = one_day(town, resident)
        assert (run.run_id == last.run_id) == (what == "nothing")
        if what != "nothing":
            folder = town / "reports/fire" / run.run_id
            after, lineage = read_claim_map(folder / "claim_map"), _lineage(folder)
            assert lineage.previous == last.run_id
            check_ids(before, after, lineage)
            check_difference(folder, done, corrected=what == "rename")
            for life in lineage.lives:  # an id keeps the date of its birth through every run
                assert born.setdefault(life.claim_id, life.born) == life.born
            before, last = after, run
        held.append(Held.now())
        (town / "mornings").write_text(f"{morning + 1} {held[-1]}\n", encoding="utf-8")
        if morning % 25 == 0:
            prune(town)
    check_held(held, n_stay=int(resident is not None))
    check_all(town, last)


def _lineage(folder: Path) -> Lineage:
    found = read_lineage(folder)
    assert found is not None
    return found


def prune(town: Path) -> None:
    reports = town / "reports"
    verdicts = plan_pruning(reports, Rule(last=10), datetime.now(UTC))
    assert len(remove_runs(verdicts, reports)) == sum(one.goes for one in verdicts)
    assert len(list_runs(reports)) <= 10
    assert (town / "corrections/fire.jsonl").exists()


def check_held(held: list[Held], n_stay: int) -> None:
    """Nothing grows with the number of runs; the first runs warm up what is loaded once.

    `n_stay` processes are there between two runs.
    """
    start, warm = held[0], held[min(4, len(held) - 1)]
    for one in held[4:]:
        assert one.children <= start.children + n_stay  # a browser of other tests may be among them
        assert one.sockets <= warm.sockets
        assert one.files <= warm.files + 2
        assert one.threads <= warm.threads + 2
    if len(held) > 40:
        early, late = (sorted(h.resident for h in part) for part in (held[10:30], held[-20:]))
        grown = late[len(late) // 2] - early[len(early) // 2]
        assert grown < 100e6, f"{grown / 1e6:.0f} MB more resident memory after {len(held)} runs"


def check_all(town: Path, last: Run) -> None:
    """In the end: no half run lies about, pages are whole, SQL and verify still work."""
    reports = town / "reports"
    assert (reports / "fire/latest").resolve().name == last.run_id
    assert not list(reports.glob("fire/.*.partial"))
    assert all(run.is_complete for run in list_runs(reports))
    assert not feedparser.parse((reports / "feed.xml").read_bytes()).bozo
    with open_runs(reports) as store:
        n = store.sql("SELECT count(*) FROM claims WHERE is_latest").fetchall()
    assert n == [(len(open_run(reports / "fire/latest").claim_map.claims),)]
    found = verify_run(reports / "fire" / last.run_id, with_notebooks=False)
    assert found.first is None


def test_a_week_of_mornings(town: Path, days: Days) -> None:
    spend(town, days, 6)


def test_a_week_under_watch(town: Path, days: Days) -> None:
    with residing() as resident:
        spend(town, days, 6, resident)


@pytest.mark.soak
@pytest.mark.parametrize("stays", [False, True])
def test_two_hundred_mornings(town: Path, days: Days, *, stays: bool) -> None:
    n_runs = int(os.environ.get("CROSSFRAME_MORNINGS", "200"))
    with residing() as resident:
        spend(town, days, n_runs, resident if stays else None)
