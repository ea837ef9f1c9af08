"""Claim map -> the numbers that outlets give in a claim, and whether they agree, differ, or why."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from crossframe.comparison.figures.facts import Fact, facts_in_conflict
from crossframe.comparison.figures.figure import Figure
from crossframe.comparison.figures.ledger import Ledger, read_ledgers
from crossframe.comparison.figures.relations import RELATIONS
from crossframe.comparison.figures.words import counted_words, values_listed, values_told
from crossframe.comparison.frames import COUNT, RATIO, TEXT, frame
from crossframe.comparison.once import once
from crossframe.records import ClaimMap

_PAIR_COLUMNS = {
    "claim_id": TEXT,
    "slot": COUNT,
    "counted": TEXT,
    "relation": TEXT,
    "why": TEXT,
    **{
        f"{name}_{side}": TEXT if name not in {"start", "end"} else COUNT
        for side in ("a", "b")
        for name in (
            "outlet", "article_id", "published_at", "sentence_id", "start", "end", "as_written"
        )
    },
}  # fmt: skip


@once
def numbers_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Lists every quantity in the sentences of the claims, English ones only.

    Args:
        claim_map: The event.

    Returns:
        One row a quantity and claim, by claim as in `claims_table`, then `slot`, time and place:
        `claim_id`; `slot` (from 0 within the claim: figures in one slot count the same thing);
        `counted` (that thing in words); `outlet`; `article_id`; `published_at` (ISO 8601 as given
        or NA); `sentence_id`; `start`, `end` (characters of the article's text: hedge, number and
        unit); `as_written` (those characters); `low`, `high` (the value in `unit`, equal but for a
        range; "1.2 million" is 1200000, "a third" 33.333); `unit` (a measure, a currency, or the
        lemma of what is counted; NA where the sentence does not say); `rate` ("day" for "a day", or
        NA); `hedge` ("exact", "about", "at_least", "at_most", "over", "under"); `kind` ("count",
        "percent", "money", "length", "area", "volume", "mass", "duration", "speed", "temperature",
        "power", "magnitude", "age", "multiple"); `as_of` (when the number was true, as written, NA
        where the sentence does not say); `said_by` (who says it, as written there or in another
        sentence of the quotation, of a pronoun whom it stands for; NA in the outlet's own voice,
        and in a quotation of nobody named).
    """
    columns = {
        "claim_id": TEXT,
        "slot": COUNT,
        "counted": TEXT,
        "outlet": TEXT,
        "article_id": TEXT,
        "published_at": TEXT,
        "sentence_id": TEXT,
        "start": COUNT,
        "end": COUNT,
        "as_written": TEXT,
        "low": RATIO,
        "high": RATIO,
        "unit": TEXT,
        "rate": TEXT,
        "hedge": TEXT,
        "kind": TEXT,
        "as_of": TEXT,
        "said_by": TEXT,
    }
    return frame(
        (
            _number_row(ledger, figure, slot)
            for ledger in read_ledgers(claim_map)
            for slot, figures in ledger.by_slot()
            for figure in figures
        ),
        columns,
    )


def _number_row(ledger: Ledger, figure: Figure, slot: int) -> tuple[object, ...]:
    quantity = figure.quantity
    return (
        ledger.claim.claim_id,
        slot,
        counted_words(ledger.members(slot)),
        figure.article.outlet,
        figure.article.article_id,
        figure.article.published_at,
        figure.sentence_id,
        figure.start,
        figure.end,
        figure.as_written,
        quantity.low,
        quantity.high,
        quantity.unit or None,
        quantity.rate or None,
        quantity.hedge,
        quantity.kind,
        figure.as_of,
        figure.said_by,
    )


@once
def number_pairs_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Compares the figures of a claim two by two, each pair from two articles.

    Args:
        claim_map: The event.

    Returns:
        One row a pair of figures, by claim and slot: `claim_id`; `slot` as in
        `numbers_table`, NA where nothing shows that both count the same; `counted` in words;
        `relation` ("agree": the same figure; "rounding"; "compatible": a hedge leaves room for
        both; "update": the later replaces the earlier; "conflict": the same thing, and nothing
        explains the difference; "unclear": it cannot be told; "different_quantity": in like units,
        of something else); `why` (the rule that decided, in words); then for either figure, ending
        in `_a` and `_b`, a's article being the earlier: `outlet`, `article_id`, `published_at` (as
        given or NA), `sentence_id`, `start`, `end` (characters of the article's text),
        `as_written`. One outlet's two articles make a pair only where their figures differ. A pair
        that stands in several claims is listed once, in the first of those that hold most of it
        firmly.
    """
    return frame(
        (
            (
                ledger.claim.claim_id,
                ledger.slot_of(pair),
                counted_words([pair.one, pair.other]),
                pair.related.relation,
                pair.related.why,
                *_place(pair.one),
                *_place(pair.other),
            )
            for ledger in read_ledgers(claim_map)
            for pair in ledger.pairs
        ),
        _PAIR_COLUMNS,
    )


def _place(figure: Figure) -> tuple[object, ...]:
    return (
        figure.article.outlet,
        figure.article.article_id,
        figure.article.published_at,
        figure.sentence_id,
        figure.start,
        figure.end,
        figure.as_written,
    )


@once
def number_findings_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Says of each thing counted in a claim whether the outlets' figures agree.

    Args:
        claim_map: The event.

    Returns:
        One row a claim and slot that figures of two articles share, by claim, then what differs
        before what agrees: `claim_id`; `slot`; `counted`; `relation` (of its pairs the first of
        conflict, update, unclear, rounding, compatible, agree) and the `why` of the first pair
        that has it; `n_outlets`, `n_figures`; `figures` (each value as first written, with the
        outlets that give it); `n_conflict`, `n_update`, `n_unclear` (counts of pairs);
        `sentence_id_a`, `sentence_id_b` (the pair that decides). A pair of figures counts once, in
        the first claim that holds most of it firmly; a slot has no row if all its pairs stand in
        other claims.
    """
    columns = {
        "claim_id": TEXT,
        "slot": COUNT,
        "counted": TEXT,
        "relation": TEXT,
        "why": TEXT,
        "n_outlets": COUNT,
        "n_figures": COUNT,
        "figures": TEXT,
        "n_conflict": COUNT,
        "n_update": COUNT,
        "n_unclear": COUNT,
        "sentence_id_a": TEXT,
        "sentence_id_b": TEXT,
    }
    rows = [row for ledger in read_ledgers(claim_map) for row in _findings(ledger)]
    return frame(rows, columns)


@once
def number_conflicts_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Lists the facts of which figures conflict, each once, in however many claims it stands.

    Findings of conflicts are one fact if they share a figure, or if they count the same thing and
    a value stands in both.

    Args:
        claim_map: The event.

    Returns:
        One row a fact, in the order of the claims: `claim_id` (the first that tells it);
        `claim_ids` (all, parted by spaces); `counted`; `n_values`, `n_outlets`; `figures` (each
        value once, as first written, with the outlets that surely give it; roundings of one value
        and its forms in other units count as that value); `n_pairs` (pairs of figures in conflict);
        `why` (of the first of these); `sentence_id_a`, `sentence_id_b` (its sentences).
    """
    columns = {
        "claim_id": TEXT,
        "claim_ids": TEXT,
        "counted": TEXT,
        "n_values": COUNT,
        "n_outlets": COUNT,
        "figures": TEXT,
        "n_pairs": COUNT,
        "why": TEXT,
        "sentence_id_a": TEXT,
        "sentence_id_b": TEXT,
    }
    return frame((_fact_row(fact) for fact in facts_in_conflict(read_ledgers(claim_map))), columns)


def _fact_row(fact: Fact) -> tuple[object, ...]:
    first, values = fact.pairs[0], fact.values()
    return (
        fact.claim_ids[0],
        " ".join(fact.claim_ids),
        counted_words(fact.figures),
        len(values),
        len({figure.article.outlet for figure in fact.figures}),
        values_listed(values),
        len(fact.pairs),
        first.related.why,
        first.one.sentence_id,
        first.other.sentence_id,
    )


def _findings(ledger: Ledger) -> list[tuple[object, ...]]:
    found = []
    for slot, figures in ledger.by_slot():
        pairs = [pair for pair in ledger.pairs if ledger.slot_of(pair) == slot]
        if not pairs:
            continue
        first = min(pairs, key=lambda pair: RELATIONS.index(pair.related.relation))
        counts = Counter(pair.related.relation for pair in pairs)
        row = (
            ledger.claim.claim_id,
            slot,
            counted_words(figures),
            first.related.relation,
            first.related.why,
            len({figure.article.outlet for figure in figures}),
            len(figures),
            values_told(figures),
            counts["conflict"],
            counts["update"],
            counts["unclear"],
            first.one.sentence_id,
            first.other.sentence_id,
        )
        found.append((RELATIONS.index(first.related.relation), slot, row))
    return [row for _, _, row in sorted(found, key=lambda item: item[:2])]
