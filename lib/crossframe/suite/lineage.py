"""A claim map and the lineage of the run before -> the map under surviving ids, and its lineage."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from crossframe.claim_store import read_claim_map
from crossframe.claims.identity import (
    SAME_CLAIM,
    Texts,
    claim_texts,
    holder,
    match_claims,
    new_claim_id,
    rename_claims,
)
from crossframe.errors import StoreError
from crossframe.records import ClaimMap

LINEAGE_FILE = "lineage.json"
_FORMAT = 1


class RunName(NamedTuple):
    """A run and when it was made, ISO 8601; names of one event order by time."""

    run_id: str
    created_at: str


class Period(NamedTuple):
    """A time in which a claim was there without a break; `died` None while it is."""

    born: RunName
    died: RunName | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """A claim along the runs of its event.

    `texts` are the keys of its sentences when it was last seen, sorted. A claim that was lost and
    found again has a period for each time. `split_from` is the claim that most of its texts stood
    in when it was born, `merged_into` the one that most of its texts stand in since it died.
    """

    claim_id: str
    texts: tuple[str, ...]
    periods: tuple[Period, ...]
    split_from: str | None = None
    merged_into: str | None = None

    @property
    def is_alive(self) -> bool:
        """True if the run that the lineage belongs to has the claim."""
        return self.periods[-1].died is None

    @property
    def born(self) -> RunName:
        """The run in which the claim was first found."""
        return self.periods[0].born


@dataclass(frozen=True, slots=True)
class Lineage:
    """All claims that an event ever had, as of one run: those it has now first, then by id."""

    event_id: str
    run: RunName
    previous: str | None
    lives: tuple[Life, ...]

    @property
    def ids(self) -> frozenset[str]:
        """Every id that was ever given."""
        return frozenset(life.claim_id for life in self.lives)

    def is_of_one_history(self, other: Lineage) -> bool:
        """Whether an id means the same claim in both: they go back to one first run."""
        first = [min((life.born for life in one.lives), default=None) for one in (self, other)]
        return self.event_id == other.event_id and (first[0] == first[1] or None in first)

    def changes(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the claims to which something happened in this run.

        Returns:
            "born", "split" (born out of another), "returned", "died" and "merged" (died into
            another), ids sorted, no id twice.
        """
        found: dict[str, list[str]] = {
            kind: [] for kind in ("born", "split", "returned", "died", "merged")
        }
        for life in self.lives:
            last = life.periods[-1]
            if last.died == self.run:
                found["merged" if life.merged_into else "died"].append(life.claim_id)
            elif last.died is None and last.born == self.run:
                kind = "returned" if len(life.periods) > 1 else "born"
                found["split" if life.split_from and kind == "born" else kind].append(life.claim_id)
        return {kind: tuple(sorted(ids)) for kind, ids in found.items()}


def follow(claim_map: ClaimMap, previous: Lineage | None, run: RunName) -> tuple[ClaimMap, Lineage]:
    """Gives every claim that was there before its old id, and says what became of the others.

    Claims are matched with those of the run before, then with those that died earlier, the last
    to die first. A claim that matches none is born, under an id that no claim of the event had.

    Args:
        claim_map: The event as it was built, with ids of its own.
        previous: The lineage of the latest complete run; None for the first.
        run: The run that is being made.

    Returns:
        The map under surviving ids, and the lineage of this run. Both depend on the map and the
        previous lineage alone.
    """
    texts = {claim.claim_id: claim_texts(claim_map, claim) for claim in claim_map.claims}
    earlier = previous.lives if previous else ()
    living = [life for life in earlier if life.is_alive]
    dead = sorted((life for life in earlier if not life.is_alive), key=lambda life: life.claim_id)
    dead.sort(key=lambda life: (life.periods[-1].died or life.born).created_at, reverse=True)
    same = _matched(living, texts)
    same |= _matched(dead, {name: t for name, t in texts.items() if name not in same})
    names = {name: life.claim_id for name, life in same.items()}
    taken = {life.claim_id for life in earlier}
    for claim in claim_map.claims:
        if claim.claim_id not in names:
            names[claim.claim_id] = new_claim_id(claim_map, claim, taken)
            taken.add(names[claim.claim_id])
    now = {names[name]: found for name, found in texts.items()}
    alive = [
        _living(names[c.claim_id], same.get(c.claim_id), now, living, run) for c in claim_map.claims
    ]
    gone = [_gone(life, now, run) for life in earlier if life.claim_id not in now]
    lives = (*alive, *sorted(gone, key=lambda life: life.claim_id))
    lineage = Lineage(claim_map.event_id, run, previous.run.run_id if previous else None, lives)
    return rename_claims(claim_map, names), lineage


def _matched(lives: Sequence[Life], texts: Mapping[str, Texts]) -> dict[str, Life]:
    names = list(texts)
    found = match_claims([frozenset(life.texts) for life in lives], list(texts.values()))
    return {names[n]: lives[o] for n, o in found.items()}


def _living(
    claim_id: str,
    before: Life | None,
    now: Mapping[str, Texts],
    living: Sequence[Life],
    run: RunName,
) -> Life:
    """A claim of this run, going on from what it was before."""
    texts = tuple(sorted(now[claim_id]))
    if before is None:
        parents = {life.claim_id: frozenset(life.texts) for life in living}
        return Life(claim_id, texts, (Period(run),), split_from=holder(now[claim_id], parents))
    if before.is_alive:
        return replace(before, texts=texts)
    periods = (*before.periods, Period(run))
    return replace(before, texts=texts, periods=periods, merged_into=None)


def _gone(life: Life, now: Mapping[str, Texts], run: RunName) -> Life:
    if not life.is_alive:
        return life
    *earlier, last = life.periods
    into = holder(frozenset(life.texts), now)
    return replace(life, periods=(*earlier, last._replace(died=run)), merged_into=into)


def latest_lineage(folder: Path | None) -> Lineage | None:
    """What the ids of the next run go by.

    Args:
        folder: The latest complete run; None if there is none.

    Returns:
        Its lineage; for a run that was made before there was any, one that begins with it.

    Raises:
        StoreError: If the lineage, or the claim map in its place, is damaged.
    """
    if folder is None:
        return None
    found = read_lineage(folder)
    if found:
        return found
    made = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    name = RunName(made["run_id"], made["created_at"])
    return follow(read_claim_map(folder / "claim_map"), None, name)[1]


def write_lineage(lineage: Lineage, folder: Path) -> None:
    """Writes `lineage.json` into a run's folder."""
    values = {
        "format": _FORMAT,
        "same_claim_from": round(SAME_CLAIM, 4),
        "event_id": lineage.event_id,
        "run": lineage.run._asdict(),
        "previous": lineage.previous,
        "lives": [_values(life) for life in lineage.lives],
    }
    text = json.dumps(values, indent=1, sort_keys=True, ensure_ascii=False)
    (folder / LINEAGE_FILE).write_text(text + "\n", encoding="utf-8")


def _values(life: Life) -> dict[str, Any]:
    periods = [
        {"born": p.born._asdict(), "died": p.died._asdict() if p.died else None}
        for p in life.periods
    ]
    return {**asdict(life), "texts": list(life.texts), "periods": periods}


def read_lineage(folder: Path) -> Lineage | None:
    """Reads the lineage of a run; None where the run was made before there was any.

    Args:
        folder: The run's folder.

    Returns:
        The lineage.

    Raises:
        StoreError: If the file is damaged or of another format: ids must not be lost in silence.
    """
    path = folder / LINEAGE_FILE
    if not path.is_file():
        return None
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        if values["format"] != _FORMAT:
            raise StoreError(f"{path}: format {values['format']}, this version reads {_FORMAT}")
        return Lineage(
            values["event_id"],
            RunName(**values["run"]),
            values["previous"],
            tuple(_life(one) for one in values["lives"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"{path}: the ids of claims cannot be read ({error}); put the file back from a copy, "
            "or delete it, and claims are named anew"
        ) from error


def _life(values: Mapping[str, Any]) -> Life:
    periods = tuple(
        Period(RunName(**p["born"]), RunName(**p["died"]) if p["died"] else None)
        for p in values["periods"]
    )
    return Life(**{**values, "texts": tuple(values["texts"]), "periods": periods})
