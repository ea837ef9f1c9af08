"""Claim map and tables -> what they say, as single facts that two states can be compared by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

from crossframe.comparison.corpus import overview
from crossframe.records import ClaimMap
from crossframe.text import text_key

Fact = tuple[str, ...]
Facts = Mapping[Fact, str]
Tables = Mapping[str, pd.DataFrame]

# What a cell of the coverage matrix says of an outlet that carries the claim.
CARRIED = "carried"


class Ledger(NamedTuple):
    """A table of findings: which of its columns say what an entry is about, and what it says."""

    about: tuple[str, ...]
    says: Callable[[Mapping[str, Any]], str]


def _texts(*names: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda row: ": ".join(str(row[name]) for name in names if not pd.isna(row[name]))


def _by_certainty(row: Mapping[str, Any]) -> str:
    kinds = ("flat", "attributed", "hedged", "denied")
    return "; ".join(f"{kind}: {row[kind]}" for kind in kinds if not pd.isna(row[kind]))


# By the name of the table. Ids of sentences count the sentences of an article and move when it is
# edited, so that no entry is known by them.
LEDGERS: Mapping[str, Ledger] = {
    "number_findings": Ledger(("claim_id", "counted"), _texts("relation", "figures")),
    "contradictions": Ledger(
        ("claim_id", "own_outlet", "own_sentence", "other_outlet", "other_sentence"),
        _texts("kind", "why"),
    ),
    "certainty_findings": Ledger(("claim_id",), _by_certainty),
    "attribution_findings": Ledger(("claim_id", "outlet"), _texts("voice")),
    "role_findings": Ledger(("claim_id", "verb", "patient"), _texts("finding")),
    "namings": Ledger(("naming", "name", "outlet"), _texts("kind")),
    "quotations": Ledger(("quotation", "outlet"), _texts("relation")),
}


def facts_of(claim_map: ClaimMap, tables: Tables) -> Facts:
    """Takes apart what is known of an event.

    Args:
        claim_map: The event.
        tables: Its tables by name; those that are not there say nothing.

    Returns:
        What is said, by what it is said about: ("claim", id) its sentences, each as article and
        text; ("words", id) its medoid; ("cell", id, outlet) "carried" or why it is empty; (ledger,
        …) as `LEDGERS` has it; ("count", name).
    """
    found: dict[Fact, str] = {}
    for claim in claim_map.claims:
        found["claim", claim.claim_id] = "\n".join(sorted(members(claim_map, claim.claim_id)))
        found["words", claim.claim_id] = claim_map.sentence_by_id[claim.medoid_id].text
    if "coverage" in tables:
        cells = tables["coverage"][["claim_id", "outlet", "state", "reason"]]
        for claim_id, outlet, state, reason in cells.itertuples(index=False):
            found["cell", claim_id, outlet] = state if state == CARRIED else str(reason)
    for name in LEDGERS:
        if name in tables:
            found |= dict(_entries(name, tables[name]))
    counts = overview(claim_map)._asdict()
    return found | {("count", name): str(n) for name, n in counts.items() if isinstance(n, int)}


def members(claim_map: ClaimMap, claim_id: str) -> Mapping[str, str]:
    """The sentences of a claim: their ids by article and text, which outlast an edit elsewhere."""
    found: dict[str, str] = {}
    for sentence_id in claim_map.claim_by_id[claim_id].sentence_ids:
        sentence = claim_map.sentence_by_id[sentence_id]
        found.setdefault(f"{sentence.article_id} {text_key(sentence.text)}", sentence_id)
    return found


def _entries(name: str, table: pd.DataFrame) -> Iterator[tuple[Fact, str]]:
    ledger = LEDGERS[name]
    if not set(ledger.about) <= set(table.columns):  # of a version with other columns
        return
    said: dict[Fact, set[str]] = defaultdict(set)
    for row in table.to_dict("records"):
        if name == "attribution_findings" and not row["contrast"]:
            continue
        about = tuple("" if pd.isna(row[column]) else str(row[column]) for column in ledger.about)
        said[name, *about].add(ledger.says({str(key): value for key, value in row.items()}))
    for fact, sayings in said.items():
        yield fact, " | ".join(sorted(sayings))
