"""Claim map -> by claim, what its outlets tell differently, as the reader shows it beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
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
from crossframe.presentation.marked import mark_sentence
from crossframe.presentation.numbers_view import FindingView, numbers_view
from crossframe.presentation.reader.wire import Json, language_tag
from crossframe.presentation.rows import Row, rows_of
from crossframe.presentation.voices_view import VoicesView, VoiceView, contrasts_view
from crossframe.records import ClaimMap

One = TypeVar("One")

_RELATIONS = {
    "whole": "in full",
    "trimmed": "trimmed",
    "altered": "altered",
    "paraphrased": "in other words",
}


LEDGERS = ("figures", "opposed", "voices", "quotations", "names", "certainty")


class Ledgers:
    """The ledgers of an event, each read when it is first asked for and then kept.

    A large event takes seconds a ledger: whoever waits can be answered between two of them.
    """

    def __init__(self, claim_map: ClaimMap, nli: str = "") -> None:
        self.claim_map = claim_map
        self._nli = nli

    def read(self, name: str) -> None:
        """Reads one of `LEDGERS`.

        Args:
            name: Which.

        Raises:
            ModelError: If it needs a model that cannot be loaded.
        """
        getattr(self, name)

    @cached_property
    def figures(self) -> Mapping[str, Sequence[FindingView]]:
        """What is counted in each claim by several articles, what conflicts first."""
        numbers = numbers_view(self.claim_map, linked=False)
        findings = (*numbers.differing, *numbers.agreeing)
        return _grouped((one.claim.claim_id, one) for one in findings)

    @cached_property
    def opposed(self) -> Mapping[str, Sequence[Row]]:
        """Contradictions by claim."""
        rows = rows_of(contradictions_table(self.claim_map, self._nli))
        return _grouped((row["claim_id"], row) for row in rows)

    @cached_property
    def voices(self) -> Mapping[str, VoicesView]:
        """Claims that one outlet states itself and another gives as somebody's words."""
        contrasts = contrasts_view(self.claim_map, linked=False)
        return {view.claim.claim_id: view for view in contrasts.claims}

    @cached_property
    def quotations(self) -> Mapping[str, Sequence[Row]]:
        """What outlets carry of a quotation that several of them have, by its id."""
        rows = rows_of(quotations_table(self.claim_map))
        return _grouped((row["quotation_id"], row) for row in rows if row["n_outlets"] > 1)

    @cached_property
    def quoted_in(self) -> Mapping[str, Sequence[str]]:
        """Ids of these quotations by sentence."""
        rows = (row for rows in self.quotations.values() for row in rows)
        return _grouped((row["sentence_id"], row["quotation_id"]) for row in rows)

    @cached_property
    def names(self) -> Mapping[str, Sequence[Row]]:
        """Different names of one thing, where they stand, by claim."""
        kinds = {row["naming"]: row for row in rows_of(namings_table(self.claim_map))}
        rows = rows_of(naming_occurrences_table(self.claim_map))
        return _grouped((row["claim_id"], {**kinds[row["naming"]], **row}) for row in rows)

    @cached_property
    def certainty(self) -> Mapping[tuple[str, str], str]:
        """How surely each sentence tells its claim, where it does not tell it flatly."""
        return {
            (row["claim_id"], row["sentence_id"]): "held loosely"
            if row["is_loose"]
            else row["certainty"]
            for row in rows_of(certainty_table(self.claim_map))
            if row["is_loose"] or row["certainty"] not in {None, "flat"}
        }

    @cached_property
    def assured(self) -> Mapping[str, str]:
        """How the outlets' certainty differs, by claim."""
        rows = rows_of(certainty_findings_table(self.claim_map))
        return {row["claim_id"]: row["finding"] for row in rows}

    def all_flags(self) -> dict[str, list[str]]:
        """What there is of each claim in the ledgers, for claims of which there is anything."""
        named = {claim.claim_id: self.flags(claim.claim_id) for claim in self.claim_map.claims}
        return {claim_id: flags for claim_id, flags in named.items() if flags}

    def flags(self, claim_id: str) -> list[str]:
        """Names what there is of a claim in the ledgers, the sharpest first."""
        relations = {one.relation.name for one in self.figures.get(claim_id, ())}
        found = {
            "figures conflict": "conflict" in relations,
            "contradicted": claim_id in self.opposed,
            "figures updated": "update" in relations,
            "voices differ": claim_id in self.voices,
            "quoted differently": self._is_requoted(claim_id),
            "names differ": claim_id in self.names,
        }
        return [name for name, there in found.items() if there]

    def _is_requoted(self, claim_id: str) -> bool:
        ids = self.quotation_ids(claim_id)
        rows = [row for one in ids for row in self.quotations[one]]
        return any(row["relation"] != "whole" for row in rows)

    def quotation_ids(self, claim_id: str) -> list[str]:
        """Ids of the quotations of several outlets that stand in a claim's sentences."""
        members = self.claim_map.claim_by_id[claim_id].sentence_ids
        return list(dict.fromkeys(q for s in members for q in self.quoted_in.get(s, ())))

    def entries(self, claim_id: str) -> Json:
        """Lays out all entries of a claim.

        Args:
            claim_id: One of the event's claims.

        Returns:
            Lists by ledger: `figures`, `opposed`, `voices`, `quotations`, `names`; `certainty`, how
            the outlets' certainty differs, or ""; and `assured`, how surely each sentence tells it,
            by sentence, for those that do not tell it flatly; "held loosely" for what may be of
            another matter.
        """
        claim_map = self.claim_map
        members = claim_map.claim_by_id[claim_id].sentence_ids
        voices = self.voices.get(claim_id)
        return {
            "figures": [_figure(one) for one in self.figures.get(claim_id, ())],
            "opposed": [_opposed(claim_map, row) for row in self.opposed.get(claim_id, ())],
            "voices": [_voice(one, own=True) for one in (voices.own if voices else ())]
            + [_voice(one, own=False) for one in (voices.attributed if voices else ())],
            "quotations": [
                _quotation(claim_map, self.quotations[one]) for one in self.quotation_ids(claim_id)
            ],
            "names": _names(self.names.get(claim_id, ())),
            "certainty": self.assured.get(claim_id, ""),
            "assured": {
                s: self.certainty[claim_id, s] for s in members if (claim_id, s) in self.certainty
            },
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
                "written": one.marked,
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
        "text": reference["reference"],
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
