"""Claim map -> `report.md`: the report as text to be pasted where HTML cannot go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from crossframe.comparison import corrections_note, exclusions_table
from crossframe.presentation.claim_refs import ClaimRef
from crossframe.presentation.claim_view import ClaimView, claim_views
from crossframe.presentation.coverage_view import (
    CellView,
    CoverageView,
    coverage_view,
    rows_for_page,
)
from crossframe.presentation.lede import lede
from crossframe.presentation.ledger_view import LedgersView, ledgers_view
from crossframe.presentation.markdown import escaped, quoted, table
from crossframe.presentation.numbers_view import NumbersView, numbers_view
from crossframe.presentation.page import write_page
from crossframe.presentation.phrasing import counted, number
from crossframe.presentation.provenance_view import RunNote
from crossframe.presentation.report import ANCHORS
from crossframe.presentation.rows import rows_of
from crossframe.presentation.summary_view import headline, summary_view
from crossframe.presentation.units import in_units
from crossframe.presentation.voices_view import ContrastsView, contrasts_view
from crossframe.records import ClaimMap

# Articles left out that the text names; the page and the tables have all.
_LEFT_OUT = 20


def render_report_text(claim_map: ClaimMap, note: RunNote | None = None) -> str:
    """Renders the report as GitHub-flavoured Markdown.

    Args:
        claim_map: The event.
        note: The run it belongs to; None outside of a run.

    Returns:
        Paragraph, matrix, disagreements and claims; the texts of articles stay text.
    """
    claims = claim_views(claim_map, linked=True)
    blocks = [
        *_head(claim_map, note),
        *_matrix(claim_map, coverage_view(claim_map, linked=True, limit=rows_for_page(claim_map))),
        *_differ(
            numbers_view(claim_map, linked=False),
            ledgers_view(claim_map, linked=True),
            contrasts_view(claim_map, linked=True),
        ),
        *_claims(claim_map, [claim for claim in claims if claim.n_outlets > 1]),
        *_left_out(claim_map),
        *_foot(claim_map, note),
    ]
    return "\n\n".join(blocks) + "\n"


def write_report_text(claim_map: ClaimMap, path: Path, note: RunNote | None = None) -> Path:
    """Writes the report as Markdown to a file.

    Args:
        claim_map: The event.
        path: The file; its folders are made.
        note: The run it belongs to; None outside of a run.

    Returns:
        The path.
    """
    return write_page(render_report_text(claim_map, note), path)


def _head(claim_map: ClaimMap, note: RunNote | None) -> Iterator[str]:
    before, title = headline(claim_map)
    yield f"# {escaped(before)} *{escaped(title)}*"
    said = summary_view(claim_map, linked=False)
    if said.demonstration:
        yield f"> **Demonstration text.** {escaped(said.demonstration)}"
    for name, reason in note.reasons if note else ():
        yield f"> **{escaped(name)} failed:** {escaped(reason)}"
    yield "".join(
        f"*{quoted(piece.text)}*" if piece.is_quote else _spaced(piece.text)
        for piece in lede(claim_map, ANCHORS)
    ).strip()
    if said.limits:
        yield "\n".join(f"- {escaped(limit)}" for limit in said.limits)


def _spaced(text: str) -> str:
    """Escapes a piece of a paragraph, and keeps the blanks at its ends."""
    head = " " if text[:1].isspace() else ""
    tail = " " if text.strip() and text[-1:].isspace() else ""
    return f"{head}{escaped(text)}{tail}"


def _matrix(claim_map: ClaimMap, view: CoverageView) -> Iterator[str]:
    yield in_units(claim_map, "## Which outlet carries which claim")
    if not view.groups:
        yield in_units(claim_map, "No claim is carried by two outlets or more.")
        return
    heads = ["Claim", *map(escaped, view.columns)]
    rows = [
        [f"{row.claim.number}. {quoted(row.text)}{_told(row.claim)}", *_cells(row.cells)]
        for _, rows in view.groups
        for row in rows
    ]
    yield "\n".join(table(heads, rows))
    if view.n_shown < view.n_claims:
        yield f"The {number(view.n_shown)} most widely carried of {number(view.n_claims)} claims."
    signs = [("a number", "sentences that carry it"), *view.reasons]
    yield "; ".join(f"{escaped(sign)} {escaped(meaning)}" for sign, meaning in signs) + "."


def _cells(cells: Sequence[CellView]) -> list[str]:
    return [f"**{one.sign}**" if one.state == "carried" else escaped(one.sign) for one in cells]


def _told(claim: ClaimRef) -> str:
    """What tells a claim from others of its heading, and what is to be known of it."""
    apart = f" with {quoted(claim.apart)}" if claim.apart else ""
    wider = f" *(variant of {claim.variant_of})*" if claim.variant_of else ""
    return apart + wider + "".join(f" *({flag})*" for flag in claim.flags)


def _differ(numbers: NumbersView, ledgers: LedgersView, contrasts: ContrastsView) -> Iterator[str]:
    yield "## Where they differ"
    lines = [
        f"- **{one.relation.name}**, {escaped(one.counted)} (claim {one.claim.number}): "
        f"{escaped(one.in_words)}. {escaped(one.relation.why)}."
        for one in numbers.differing
    ]
    for pair in ledgers.opposed:
        first, second = (
            f"{escaped(side.outlet)}: {quoted(side.before + side.marked + side.after)}"
            for side in pair.sides
        )
        lines.append(f"- **{escaped(pair.kind)}**: {first} — {second}")
    for claim in contrasts.claims:
        own, others = (
            ", ".join(escaped(one.outlet) for one in side) for side in (claim.own, claim.attributed)
        )
        lines.append(
            f"- **own voice and attribution** (claim {claim.claim.number}): {own} "
            f"{'states' if len(claim.own) == 1 else 'state'} as fact what {others} "
            f"{'gives' if len(claim.attributed) == 1 else 'give'} as somebody's words."
        )
    yield "\n".join(lines) or "No two figures and no two sentences were found to differ."


def _claims(claim_map: ClaimMap, claims: list[ClaimView]) -> Iterator[str]:
    yield f"## Claims side by side ({counted(len(claims), 'claim')})"
    for claim in claims:
        yield f"### {claim.ref.number}. {quoted(claim.ref.text)}{_told(claim.ref)}"
        if people := _by_people(claim):
            yield people
        yield "\n".join(
            f"- **{escaped(outlet)}**"
            f"{f', {escaped(quote.when.text)}' if quote.when else ''}: "
            f"{quoted(''.join(run.text for run in quote.runs))}"
            for outlet, quotes in claim.versions.items()
            for quote in quotes
        )
        if claim.without:
            yield "; ".join(
                f"{says}: {', '.join(map(escaped, outlets))}"
                if outlets
                else in_units(claim_map, f"{says}: the other {n_others} compared outlets")
                for says, outlets, n_others in claim.without
            )


def _by_people(claim: ClaimView) -> str:
    """What people made of a claim, in a line; empty where nobody did."""
    said = [("Named by people", claim.name), ("Checked by", ", ".join(claim.checked_by))]
    said += [("Note", note) for note in claim.notes]
    return " · ".join(f"**{what}:** {escaped(text)}" for what, text in said if text)


def _left_out(claim_map: ClaimMap) -> Iterator[str]:
    """Articles that could not be used, where there are some."""
    rows = rows_of(exclusions_table(claim_map))
    if rows:
        yield f"## Left out ({counted(len(rows), 'article')})"
        lines = [f"- {escaped(row['place'])}: {escaped(row['reason'])}" for row in rows[:_LEFT_OUT]]
        more = len(rows) - len(lines)
        yield "\n".join([*lines, *([f"- {number(more)} more"] if more else [])])


def _foot(claim_map: ClaimMap, note: RunNote | None) -> Iterator[str]:
    yield "## What this cannot say"
    yield (
        "A claim is what several sentences assert, as a model judged it; whether it is true was "
        "not checked. Silence is not omission: an outlet may have published it elsewhere. No "
        "outlet gets a score."
    )
    yield escaped(corrections_note(claim_map))
    made = claim_map.provenance
    told = [f"crossframe {made.get('crossframe', 'of unknown version')}"]
    told += [f"run {note.run_id}"] if note else []
    told += [f"articles SHA-256 {made['corpus']}"] if made.get("corpus") else []
    yield f"*{escaped('; '.join(told))}*"
