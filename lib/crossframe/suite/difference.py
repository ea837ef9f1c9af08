"""Two runs -> what changed between them and why, measured where that can tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from crossframe.claim_build import Watch, unwatched
from crossframe.claims.identity import claim_texts, match_claims, new_claim_id, rename_claims
from crossframe.comparison import TABLES, contradictions_table
from crossframe.comparison.changes.blame import CAUSES, Cause, blame, changed_facts
from crossframe.comparison.changes.difference import Blame, find_changes
from crossframe.comparison.changes.facts import Facts, facts_of
from crossframe.comparison.changes.values import (
    CauseFound,
    Changes,
    ClaimChange,
    Difference,
    FactChange,
    RunSide,
)
from crossframe.errors import CrossframeError
from crossframe.records import ClaimMap
from crossframe.suite.deriving import Load, Tools, derive, load_named
from crossframe.suite.lineage import RunName, follow
from crossframe.suite.made_of import differences, is_of_here
from crossframe.suite.opened import COMPARED, OpenRun
from crossframe.suite.store import Run

_IN_WORDS: Mapping[Cause, str] = {
    "articles": "the articles",
    "parameters": "the parameters",
    "corrections": "the corrections",
    "making": "the code, model and libraries",
}


_UNEXPLAINED = (
    "Nothing that the runs record of their making differs, and yet they do not say the same: why, "
    "cannot be told. `crossframe verify` says which of them still holds."
)
_NOT_DERIVED = (
    "More than one thing differs, and nothing was derived here to tell them apart; "
    "`crossframe diff` does that."
)
_NOT_DERIVABLE = (
    "The causes cannot be told apart: neither run was made by the code, the model and the "
    "libraries that are here, so nothing between them can be derived."
)


@dataclass(frozen=True)
class _Two:
    """The two runs; `later` is the map of the later one under common ids."""

    before: OpenRun
    after: OpenRun
    later: ClaimMap
    old_facts: Facts
    new_facts: Facts


def compare_runs(
    before: OpenRun,
    after: OpenRun,
    *,
    measured: bool = True,
    load: Load = load_named,
    watch: Watch = unwatched,
) -> Difference:
    """Says what changed between two runs of an event, and why.

    Where more than one of articles, parameters, corrections and making (model, code, libraries)
    differ, runs between the two are derived, with one more of them changed each time, and every
    change is owed to the step that made it. That works only with the code that is here, so one of
    the two must have been made by it.

    Args:
        before: The earlier run.
        after: The later one.
        measured: False derives nothing: then changes that several causes could have made are owed
            to none of them.
        load: Loads the encoder that parameters name, if it is needed.
        watch: Told of the progress of what is derived.

    Returns:
        The difference.
    """
    later, ids, returned = _under_common_ids(before, after)
    earlier = before.compared
    two = _Two(before, after, later, _stored_facts(before, earlier), _stored_facts(after, later))
    found = {cause: differences(before.run, after.run, cause) for cause in CAUSES}
    causes = [cause for cause in CAUSES if found[cause]]
    told_by, owed = _tell_apart(two, causes, Tools(load, watch) if measured else None)
    changes = find_changes(earlier, later, (two.old_facts, two.new_facts), owed, returned)
    return Difference(
        _side(before.run),
        _side(after.run),
        changes,
        tuple(_found(cause, found[cause], changes, owed) for cause in causes),
        told_by,
        ids,
    )


def _side(run: Run) -> RunSide:
    return RunSide(run.event_id, run.run_id, run.created_at, run.status, run.is_demonstration)


def _under_common_ids(before: OpenRun, after: OpenRun) -> tuple[ClaimMap, str, frozenset[str]]:
    """The later map with ids that mean the same in both, how they do, and claims that returned."""
    later = after.compared
    if before.lineage and after.lineage and before.lineage.is_of_one_history(after.lineage):
        alive = {life.claim_id for life in before.lineage.lives if life.is_alive}
        told = "Both runs are of one history, so that a claim has one id in both."
        return later, told, before.lineage.ids - alive
    name = RunName(before.run.run_id, before.run.created_at)
    _, lineage = follow(before.compared, None, name)
    renamed, _ = follow(later, lineage, RunName(after.run.run_id, after.run.created_at))
    told = (
        "The runs are not of one history: claims of the later run were matched with those of the "
        "earlier by their sentences and go by the earlier ids here."
    )
    return renamed, told, frozenset()


def _stored_facts(run: OpenRun, shown: ClaimMap) -> Facts:
    """What a run says: by its stored tables, unless its claims go by other ids here."""
    same_ids = shown.claim_by_id.keys() == run.claim_map.claim_by_id.keys()
    if same_ids and run.tables.keys() >= set(COMPARED):
        return facts_of(shown, run.tables)
    return _derived_facts(shown, run)


def _derived_facts(claim_map: ClaimMap, run: OpenRun) -> Facts:
    nli = run.parameters.nli
    made: dict[str, pd.DataFrame] = {
        name: contradictions_table(claim_map, nli) if name == "contradictions" else table(claim_map)
        for name, table in TABLES.items()
        if name in COMPARED
    }
    return facts_of(claim_map, made)


def _tell_apart(two: _Two, causes: Sequence[Cause], tools: Tools | None) -> tuple[str, Blame]:
    """How the causes were told apart, and the causes of every changed fact."""
    changed = changed_facts(two.old_facts, two.new_facts)
    if not changed:
        return "Nothing changed in what the two runs say.", {}
    if not causes:
        return _UNEXPLAINED, {}
    if len(causes) == 1:
        only: Blame = dict.fromkeys(changed, (causes[0],))
        return "It is the only thing that differs, so that every change is owed to it.", only
    if tools is None:
        return _NOT_DERIVED, {}
    return _measured(two, causes, tools)


def _measured(two: _Two, causes: Sequence[Cause], tools: Tools) -> tuple[str, Blame]:
    others: list[Cause] = [cause for cause in causes if cause != "making"]
    if is_of_here(two.after.run):
        order: list[Cause] = ["making", *others] if "making" in causes else others
    elif "making" in causes and is_of_here(two.before.run):
        order = [*others, "making"]
    else:
        return _NOT_DERIVABLE, {}
    sources: dict[Cause, OpenRun] = dict.fromkeys(CAUSES, two.before)
    states = [two.old_facts]
    try:
        for cause in order[:-1]:
            sources[cause] = two.after
            claim_map = derive(sources, tools)
            states.append(_derived_facts(_named_like(claim_map, two), sources["parameters"]))
    except CrossframeError as error:
        return f"The causes cannot be told apart: {error}", {}
    steps = ", then ".join(_IN_WORDS[cause] for cause in order)
    told = (
        "Measured: the earlier run was derived again with one more thing changed each time: "
        f"{steps}. Each change is owed to the step that made it."
    )
    return told, blame([*states, two.new_facts], order)


def _named_like(claim_map: ClaimMap, two: _Two) -> ClaimMap:
    """Gives a derived map the ids of the two runs: of the later one first, where both will do."""
    texts = {c.claim_id: claim_texts(two.later, c) for c in two.later.claims}
    earlier = two.before.compared
    texts |= {
        c.claim_id: claim_texts(earlier, c) for c in earlier.claims if c.claim_id not in texts
    }
    ids = list(texts)
    own = [claim_texts(claim_map, claim) for claim in claim_map.claims]
    found = match_claims(list(texts.values()), own)
    names = {claim_map.claims[n].claim_id: ids[o] for n, o in found.items()}
    taken = set(ids)
    for claim in claim_map.claims:
        if claim.claim_id not in names:
            names[claim.claim_id] = new_claim_id(claim_map, claim, taken)
            taken.add(names[claim.claim_id])
    return rename_claims(claim_map, names)


def _found(
    cause: Cause,
    differences: tuple[tuple[str, str, str], ...],
    changes: Changes,
    owed: Blame,
) -> CauseFound:
    if not owed and not changes.is_empty:
        return CauseFound(cause, differences)
    parts: tuple[Sequence[ClaimChange | FactChange], ...] = (
        changes.claims,
        changes.cells,
        changes.ledgers,
    )
    counts = (sum(one.causes[:1] == (cause,) for one in part) for part in parts)
    return CauseFound(cause, differences, *counts)
