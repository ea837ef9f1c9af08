"""Claim map -> the ledgers of wording, certainty, contradictions and quotations, to be drawn."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from crossframe.comparison.speech.contradiction import contradictions_table
from crossframe.comparison.speech.quotations import unpaired_marks_table
from crossframe.comparison.speech.utterances import Quoted, find_quoted
from crossframe.presentation.differing_view import (
    DifferingView,
    Run,
    differing_views,
    each_once,
    language_of,
)
from crossframe.presentation.page import Shown, render_part
from crossframe.presentation.phrasing import Moment, counted, moment
from crossframe.presentation.places import place_of
from crossframe.presentation.rows import Row, rows_of
from crossframe.presentation.units import is_grouped
from crossframe.presentation.untrusted import web_link
from crossframe.records import ClaimMap
from crossframe.text.speech.renderings import Rendering


@dataclass(frozen=True, slots=True)
class SideView:
    """One of two sentences that contradict each other; the three texts make up the sentence."""

    outlet: str
    when: Moment | None
    before: str
    marked: str
    after: str
    lang: str | None
    title: str
    href: str | None
    anchor: str


@dataclass(frozen=True, slots=True)
class OpposedView:
    """Two sentences of which one says that what the other says is not so, and why."""

    kind: str
    why: str
    within: bool
    sides: tuple[SideView, SideView]
    probability: str


@dataclass(frozen=True, slots=True)
class RenderingView:
    """What some outlets, alike, make of a quotation; `words` are theirs where they are others."""

    outlets: tuple[str, ...]
    relation: str
    runs: tuple[Run, ...]
    words: str
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UtteranceView:
    """An utterance of several articles: its longest quotation, and what each makes of it."""

    text: str
    lang: str | None
    speaker: str | None
    outlet: str
    n_outlets: int
    renderings: tuple[RenderingView, ...]


@dataclass(frozen=True, slots=True)
class LedgersView:
    """The three ledgers, each with how many of its entries are left out here."""

    claims: tuple[DifferingView, ...]
    n_claims_left: int
    opposed: tuple[OpposedView, ...]
    n_opposed_left: int
    utterances: tuple[UtteranceView, ...]
    n_utterances_left: int
    unpaired: tuple[str, ...]
    unparsed: str


def draw_ledgers(claim_map: ClaimMap, limit: int = 12, nli: str = "") -> Shown:
    """Draws what the outlets word, assure, deny and quote differently.

    Args:
        claim_map: The event.
        limit: Most entries of each ledger.
        nli: A cross-encoder for natural language inference, by folder or name; "" for none.

    Returns:
        The ledgers, each with a sentence where it has no entry.
    """
    return render_part(
        "ledgers",
        ledgers_view(claim_map, linked=False, limit=limit, nli=nli),
        "ledgers",
        grouped=is_grouped(claim_map),
    )


def ledgers_view(
    claim_map: ClaimMap, *, linked: bool, limit: int | None = None, nli: str = ""
) -> LedgersView:
    """Lays out the ledgers of wording and certainty, contradictions, and quotations.

    Args:
        claim_map: The event.
        linked: Whether claims and sentences have ids on the page that entries can lead to.
        limit: Most entries of each ledger; None for all.
        nli: A cross-encoder for natural language inference, by folder or name; "" for none.

    Returns:
        The ledgers, each from the most widely carried on.
    """
    # A page that holds the claims shows there how they are worded.
    differing = [] if linked else differing_views(claim_map)
    opposed = [
        _opposed(claim_map, row, linked=linked)
        for row in rows_of(contradictions_table(claim_map, nli))
    ]
    shared = [quoted for quoted in find_quoted(claim_map) if len(quoted.outlets) > 1]
    utterances = [_utterance(quoted) for quoted in shared]
    cut = slice(limit)
    n_unparsed = sum(
        sentence.is_statement and parse is None
        for sentence, parse in zip(claim_map.sentences, claim_map.parses, strict=True)
    )
    return LedgersView(
        claims=tuple(differing[cut]),
        n_claims_left=len(differing[cut.stop :]) if limit is not None else 0,
        opposed=tuple(opposed[cut]),
        n_opposed_left=len(opposed[cut.stop :]) if limit is not None else 0,
        utterances=tuple(utterances[cut]),
        n_utterances_left=len(utterances[cut.stop :]) if limit is not None else 0,
        unpaired=_unpaired(claim_map),
        unparsed=counted(n_unparsed, "statement") if n_unparsed else "",
    )


def _unpaired(claim_map: ClaimMap) -> tuple[str, ...]:
    """What was left out of the quotations, counted by reason."""
    reasons = Counter(row["reason"] for row in rows_of(unpaired_marks_table(claim_map)))
    return tuple(
        f"{counted(n, 'passage was')} left out: {reason}."
        for reason, n in sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    )


def _opposed(claim_map: ClaimMap, row: Row, *, linked: bool) -> OpposedView:
    probability = row["model_probability"]
    return OpposedView(
        kind=row["kind"],
        why=row["why"] or "",
        within=row["within"],
        sides=(
            _side(claim_map, row, "own", linked=linked),
            _side(claim_map, row, "other", linked=linked),
        ),
        probability="" if probability is None else f"{probability:.2f}",
    )


def _side(claim_map: ClaimMap, row: Row, which: str, *, linked: bool) -> SideView:
    sentence = claim_map.sentence_by_id[row[f"{which}_sentence_id"]]
    article = claim_map.article_by_id[sentence.article_id]
    start = row[f"{which}_start"] - sentence.start
    end = row[f"{which}_end"] - sentence.start
    if row[f"{which}_evidence"] is None:
        start = end = 0
    return SideView(
        outlet=article.outlet,
        when=moment(article.published_at),
        before=sentence.text[:start],
        marked=sentence.text[start:end],
        after=sentence.text[end:],
        lang=language_of(article),
        title=article.title,
        href=web_link(article.url),
        anchor=place_of(claim_map, sentence.sentence_id) if linked else "",
    )


def _utterance(quoted: Quoted) -> UtteranceView:
    reference = quoted.reference
    groups: dict[tuple[object, ...], tuple[list[str], RenderingView]] = {}
    for article, utterances in quoted.carried:
        rendering = quoted.rendering(utterances)
        words = " … ".join(piece.text for one in utterances for piece in one.pieces)
        view = RenderingView(
            (),
            rendering.relation,
            _carried(reference.text.rstrip(" ,;"), rendering),
            words if rendering.relation == "altered" else "",
            rendering.added,
        )
        groups.setdefault((view.relation, view.runs, view.words), ([], view))[0].append(
            article.outlet
        )
    for one in quoted.paraphrases:
        text = one.article.text[one.extent.start : one.extent.end]
        view = RenderingView((), "paraphrased", (), text, ())
        groups.setdefault((view.relation, text), ([], view))[0].append(one.article.outlet)
    order = ("whole", "trimmed", "altered", "paraphrased")
    renderings = [
        RenderingView(each_once(sorted(outlets)), view.relation, view.runs, view.words, view.added)
        for outlets, view in groups.values()
    ]
    return UtteranceView(
        text=reference.text.rstrip(" ,;"),
        lang=language_of(reference.article),
        speaker=next((u.speaker for _, us in quoted.carried for u in us if u.speaker), None),
        outlet=reference.article.outlet,
        n_outlets=len(quoted.outlets),
        renderings=tuple(sorted(renderings, key=lambda one: order.index(one.relation))),
    )


def _carried(reference: str, rendering: Rendering) -> tuple[Run, ...]:
    """The reference as runs that are carried and runs that are missing."""
    found: list[Run] = []
    at = 0
    for gap in rendering.missing:
        if gap.start > at:
            found.append(Run(reference[at : gap.start], "equal"))
        found.append(Run(gap.text, "missing"))
        at = gap.end
    if at < len(reference):
        found.append(Run(reference[at:], "equal"))
    return tuple(found)
