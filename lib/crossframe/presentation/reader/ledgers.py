"""Claim map -> by claim, what its outlets tell differently, as the reader shows it beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from crossframe.comparison import (
    certainty_findings_table,
    certainty_table,
    contradictions_table,
    naming_occurrences_table,
    namings_table,
    quotations_table,
)
from crossframe.presentation.corpus_view import Row, rows_of
from crossframe.presentation.marked import mark_sentence
from crossframe.presentation.numbers_view import FindingView, numbers_view
from crossframe.presentation.reader.wire import Json, language_tag
from crossframe.presentation.untrusted import anchor
from crossframe.presentation.voices_view import VoicesView, VoiceView, contrasts_view
from crossframe.records import ClaimMap

One = TypeVar("One")

# Which ledgers make a claim one on which outlets conflict: the others may tell the same in
# other words.
CONFLICTS = frozenset({"figures conflict", "contradicted"})
_RELATIONS = {
    "whole": "in full",
    "trimmed": "trimmed",
    "altered": "altered",
    "paraphrased": "in other words",
}


@dataclass(frozen=True, slots=True)
class Ledgers:
    """Entries of each ledger by claim; of quotations by sentence, of certainty by both."""

    figures: Mapping[str, Sequence[FindingView]]
    opposed: Mapping[str, Sequence[Row]]
    voices: Mapping[str, VoicesView]
    quotations: Mapping[str, Sequence[Row]]
    quoted_in: Mapping[str, Sequence[str]]
    names: Mapping[str, Sequence[Row]]
    certainty: Mapping[tuple[str, str], str]
    assured: Mapping[str, str]

    @classmethod
    def of(cls, claim_map: ClaimMap, nli: str = "") -> Ledgers:
        """Reads all ledgers of an event.

        Args:
            claim_map: The event.
            nli: A cross-encoder for natural language inference, by folder or name; "" for none.

        Returns:
            The ledgers.

        Raises:
            ModelError: If the model cannot be loaded.
        """
        by_anchor = {anchor("c", claim.claim_id): claim.claim_id for claim in claim_map.claims}
        numbers = numbers_view(claim_map, linked=True)
        contrasts = contrasts_view(claim_map, linked=True).claims
        quoted = [row for row in rows_of(quotations_table(claim_map)) if row["n_outlets"] > 1]
        kinds = {row["naming"]: row for row in rows_of(namings_table(claim_map))}
        names = rows_of(naming_occurrences_table(claim_map))
        return cls(
            figures=_grouped(
                (by_anchor[one.claim_anchor], one)
                for one in (*numbers.differing, *numbers.agreeing)
            ),
            opposed=_grouped(
                (row["claim_id"], row) for row in rows_of(contradictions_table(claim_map, nli))
            ),
            voices={by_anchor[view.anchor]: view for view in contrasts},
            quotations=_grouped((row["quotation_id"], row) for row in quoted),
            quoted_in=_grouped((row["sentence_id"], row["quotation_id"]) for row in quoted),
            names=_grouped((row["claim_id"], {**kinds[row["naming"]], **row}) for row in names),
            certainty={
                (row["claim_id"], row["sentence_id"]): row["certainty"]
                for row in rows_of(certainty_table(claim_map))
            },
            assured={
                row["claim_id"]: row["finding"]
                for row in rows_of(certainty_findings_table(claim_map))
            },
        )

    def flags(self, claim_map: ClaimMap, claim_id: str) -> list[str]:
        """Names what there is of a claim in the ledgers, the sharpest first."""
        relations = {one.relation.name for one in self.figures.get(claim_id, ())}
        found = {
            "figures conflict": "conflict" in relations,
            "contradicted": claim_id in self.opposed,
            "figures updated": "update" in relations,
            "voices differ": claim_id in self.voices,
            "quoted differently": self._is_requoted(claim_map, claim_id),
            "names differ": claim_id in self.names,
        }
        return [name for name, there in found.items() if there]

    def _is_requoted(self, claim_map: ClaimMap, claim_id: str) -> bool:
        ids = self.quotation_ids(claim_map, claim_id)
        rows = [row for one in ids for row in self.quotations[one]]
        return any(row["relation"] != "whole" for row in rows)

    def quotation_ids(self, claim_map: ClaimMap, claim_id: str) -> list[str]:
        """Ids of the quotations of several outlets that stand in a claim's sentences."""
        members = claim_map.claim_by_id[claim_id].sentence_ids
        return list(dict.fromkeys(q for s in members for q in self.quoted_in.get(s, ())))

    def entries(self, claim_map: ClaimMap, claim_id: str) -> Json:
        """Lays out all entries of a claim.

        Args:
            claim_map: The event.
            claim_id: One of its claims.

        Returns:
            Lists by ledger: `figures`, `opposed`, `voices`, `quotations`, `names`; and `certainty`,
            a sentence on how surely the outlets tell it, or "".
        """
        voices = self.voices.get(claim_id)
        return {
            "figures": [_figure(one) for one in self.figures.get(claim_id, ())],
            "opposed": [_opposed(claim_map, row) for row in self.opposed.get(claim_id, ())],
            "voices": [_voice(one, own=True) for one in (voices.own if voices else ())]
            + [_voice(one, own=False) for one in (voices.attributed if voices else ())],
            "quotations": [
                _quotation(claim_map, self.quotations[one])
                for one in self.quotation_ids(claim_map, claim_id)
            ],
            "names": _names(self.names.get(claim_id, ())),
            "certainty": self.assured.get(claim_id, ""),
        }


def _grouped(pairs: Iterable[tuple[str, One]]) -> dict[str, list[One]]:
    found: dict[str, list[One]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _figure(finding: FindingView) -> Json:
    return {
        "counted": finding.counted,
        "relation": finding.relation.name,
        "sign": finding.relation.sign,
        "why": finding.relation.why,
        "values": [
            {
                "outlet": one.outlet,
                "written": f"{one.hedge} {one.marked}".strip() if one.hedge else one.marked,
                "when": one.when.text if one.when else "no date",
                "said_by": one.said_by or "",
                "sign": one.relation.sign if one.relation else "",
                "relation": one.relation.name if one.relation else "",
            }
            for one in finding.figures
        ],
    }


def _opposed(claim_map: ClaimMap, row: Row) -> Json:
    sides = [
        mark_sentence(
            claim_map,
            {name: row[f"{which}_{name}"] for name in ("outlet", "sentence_id", "start", "end")},
        )
        for which in ("own", "other")
    ]
    return {
        "kind": row["kind"],
        "why": row["why"] or "",
        "within": bool(row["within"]),
        "sides": [
            {
                "outlet": side.outlet,
                "before": side.before,
                "marked": side.marked,
                "after": side.after,
                "lang": side.lang or "en",
            }
            for side in sides
        ],
    }


def _voice(one: VoiceView, *, own: bool) -> Json:
    verbs = f" ({one.verbs})" if one.verbs else ""
    says = "in its own voice" if own else f"as the words of {one.said_by or 'somebody'}{verbs}"
    return {"outlet": one.outlet, "says": says, "own": own}


def _quotation(claim_map: ClaimMap, rows: Sequence[Row]) -> Json:
    reference = next(row for row in rows if row["is_reference"])
    article = claim_map.article_by_id[reference["article_id"]]
    return {
        "text": reference["quotation"],
        "lang": language_tag(article.language),
        "speaker": next((row["speaker"] for row in rows if row["speaker"]), ""),
        "by": [
            {
                "outlet": row["outlet"],
                "relation": _RELATIONS.get(row["relation"], row["relation"]),
                "words": row["quotation"] if row["relation"] in {"altered", "paraphrased"} else "",
                "missing": row["missing"] or "",
            }
            for row in rows
        ],
    }


def _names(rows: Sequence[Row]) -> list[Json]:
    found = []
    for naming, own in groupby(rows, key=lambda row: str(row["naming"])):
        uses = list(own)
        names = {
            name: sorted({row["outlet"] for row in uses if row["name"] == name})
            for name in dict.fromkeys(row["name"] for row in uses)
        }
        found.append(
            {
                "naming": naming,
                "kind": uses[0]["kind"],
                "sure": "quite sure" if uses[0]["sure"] == "high" else "less sure",
                "names": [{"name": name, "outlets": who} for name, who in names.items()],
            }
        )
    return found
