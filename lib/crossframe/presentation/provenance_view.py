"""Claim map and its run -> what a page was made from, fact by fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crossframe.presentation.languages_view import bridge_facts, bridge_in_words
from crossframe.presentation.phrasing import listed, moment
from crossframe.records import ClaimMap
from crossframe.text import language_name


@dataclass(frozen=True, slots=True)
class RunNote:
    """The run that a report was made in; `created_at` is ISO 8601.

    `failed` gives the name of each notebook that did not succeed, and in words why: the first
    screen of the report says so.
    """

    run_id: str
    created_at: str
    failed: tuple[tuple[str, str], ...] = ()

    @property
    def reasons(self) -> tuple[tuple[str, str], ...]:
        """What failed and why, each by its name once."""
        return tuple((name, why.removeprefix(f"{name}: ")) for name, why in self.failed)


@dataclass(frozen=True, slots=True)
class FactView:
    """The value of a fact; `is_code` for digests and their like."""

    text: str
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class ProvenanceView:
    """What the page was made from."""

    encoder: str
    languages: str
    bridge: str
    verification: str
    facts: tuple[tuple[str, FactView], ...]


Fact = tuple[str, FactView]


def provenance_view(claim_map: ClaimMap, note: RunNote | None) -> ProvenanceView:
    """Tells what a page was made from.

    Args:
        claim_map: The event.
        note: The run that the page belongs to; None outside of a run.

    Returns:
        The facts, those that a claim map does not know left out.
    """
    made = claim_map.provenance
    encoder = made.get("encoder") or {}
    parameters = made.get("parameters") or {}
    event = ("Event", FactView(claim_map.event_id, is_code=True))
    facts = [*_run_facts(note), event, *_model_facts(made)]
    facts += [
        (f"Parameter {name}", FactView(str(value) or "–")) for name, value in parameters.items()
    ]
    versions = ", ".join(f"{name} {value}" for name, value in (made.get("versions") or {}).items())
    if versions:
        facts.append(("Versions", FactView(versions)))
    return ProvenanceView(
        encoder=f"The encoder {encoder['name']}" if encoder.get("name") else "The encoder",
        languages=listed([language_name(code) for code in encoder.get("languages") or ()]),
        bridge=bridge_in_words(made.get("bridge")),
        verification=str(parameters.get("verification", "balanced")),
        facts=tuple(facts),
    )


def _run_facts(note: RunNote | None) -> list[Fact]:
    if note is None:
        return []
    created = moment(note.created_at)
    return [
        ("Run", FactView(note.run_id, is_code=True)),
        ("Made", FactView(created.text if created else note.created_at)),
    ]


def _model_facts(made: Mapping[str, Any]) -> list[Fact]:
    """What found the claims: code, models and the bars that claims had to pass."""
    encoder, setting = made.get("encoder") or {}, made.get("setting") or {}
    facts = [
        ("crossframe", FactView(str(made.get("crossframe", "unknown")))),
        ("Encoder", FactView(str(encoder.get("name", "unknown")))),
    ]
    digests = (
        ("Fingerprint of the encoder", encoder.get("fingerprint")),
        ("SHA-256 of the articles", made.get("corpus")),
        ("SHA-256 of crossframe’s code", made.get("code")),
    )
    facts += [(name, FactView(str(value), is_code=True)) for name, value in digests if value]
    if setting:
        facts.append(("Probability a claim must keep", FactView(str(setting["merge"]))))
        facts.append(("And one of two texts alone", FactView(str(setting.get("pair", 0)))))
    if made.get("judge"):
        facts.append(("Judge of pairs", FactView(str(made["judge"]["name"]))))
    facts += [(name, FactView(value)) for name, value in bridge_facts(made.get("bridge"))]
    if made.get("parser"):
        facts.append(("Parser", FactView(str(made["parser"]))))
    return facts
