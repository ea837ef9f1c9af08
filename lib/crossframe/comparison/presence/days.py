"""Claim map -> how each claim was told day by day: by whom, how firmly, with which figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd

from crossframe.comparison.figures.lone import lone_figures
from crossframe.comparison.frames import COUNT, TEXT, frame
from crossframe.comparison.once import once
from crossframe.comparison.presence.holding import firm_sentences, wording_of
from crossframe.comparison.presence.saying import Saying, certainties, sayings, tellers
from crossframe.comparison.presence.times import Span, times_of
from crossframe.records import Claim, ClaimMap
from crossframe.text.meaning.told_parts import is_told_by, said_by_others

# What a sentence tells beside its claim is not the claim's, unless it hardly tells anything else.
_NEARLY_THE_SAME = 0.9
_KINDS = ("flat", "hedged", "attributed", "denied", None)


@once
def claim_days_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Says how a claim was told day by day: by whom, how firmly, and with which figures.

    Sentences that a claim holds loosely, as `side_by_side_table` has it, are counted apart, and
    nothing else is read off them: a day on which all are loose names no outlets, and no number of
    them.

    Args:
        claim_map: The event.

    Returns:
        One row a claim and day of publication, by claim and day: `claim_id`; `day` (ISO 8601, in
        UTC; as given for a bare date; NA, last, for articles without a date, or with one that their
        text contradicts); `n_outlets` and `outlets` (by name, separated by "; ", both NA where all
        sentences of the day are loose); `n_sentences`; of these `n_flat`, `n_hedged`,
        `n_attributed`, `n_denied` and `n_unparsed` (as `certainty_table` has it; the last: no
        grammar of the sentence's language); `figures` (the quantities in that day's sentences,
        without what no other article of the claim gives, or may give in another value, in those of
        under .9 and in clauses that tell what the others do not) and `speakers` (those to whom they
        attribute the claim, as `attributions_table` has them; for a pronoun whom it stands for;
        none of a flat sentence), both as written, each once (capitals apart), separated by "; ", NA
        if none; `sentence_ids` (parted by line ends); `n_loose` and `loose_sentence_ids` (the
        further sentences, held loosely).
    """
    columns = {
        "claim_id": TEXT,
        "day": TEXT,
        "n_outlets": COUNT,
        "outlets": TEXT,
        "n_sentences": COUNT,
        **{f"n_{kind or 'unparsed'}": COUNT for kind in _KINDS},
        "figures": TEXT,
        "speakers": TEXT,
        "sentence_ids": TEXT,
        "n_loose": COUNT,
        "loose_sentence_ids": TEXT,
    }
    facts = _Facts.of(claim_map)
    return frame((row for claim in claim_map.claims for row in _days(claim, facts)), columns)


class _Facts(NamedTuple):
    """What the days of any claim are told with."""

    claim_map: ClaimMap
    firm: Mapping[str, AbstractSet[str]]
    said: Mapping[str, Saying]
    tellers: Mapping[tuple[str, str], Sequence[str]]
    certainties: Mapping[tuple[str, str], str | None]
    lone: Mapping[str, AbstractSet[tuple[str, str]]]
    days: Mapping[str, date | None]

    @classmethod
    def of(cls, claim_map: ClaimMap) -> _Facts:
        """Gathers them once for all claims."""
        return cls(
            claim_map,
            firm_sentences(claim_map),
            sayings(claim_map),
            tellers(claim_map),
            certainties(claim_map),
            lone_figures(claim_map),
            days_of(claim_map),
        )


def _days(claim: Claim, facts: _Facts) -> Iterator[tuple[object, ...]]:
    """A row for each day of a claim."""
    days: dict[date | None, list[str]] = defaultdict(list)
    for sentence_id in claim.sentence_ids:
        days[facts.days[facts.claim_map.article_of(sentence_id).article_id]].append(sentence_id)
    beside = _figures_beside(claim, facts)
    for day in sorted(days, key=lambda day: (day is None, day or date.max)):
        of_day = day.isoformat() if day else None
        yield claim.claim_id, of_day, *_told(claim.claim_id, days[day], beside, facts)


def _figures_beside(claim: Claim, facts: _Facts) -> set[tuple[str, str]]:
    """The figures that a sentence gives beside the claim: sentence and words."""
    if claim.is_touched:
        return set()
    claim_map, lone, held = facts.claim_map, facts.lone[claim.claim_id], facts.firm[claim.claim_id]
    rows = zip(claim.sentence_ids, claim.probabilities, strict=True)
    near = {s for s, p in rows if s == claim.medoid_id or p >= _NEARLY_THE_SAME}
    members = [(claim_map.article_of(s).outlet, claim_map.parse_by_id[s]) for s in held]
    others = said_by_others(members) if lone else {}
    return {
        (sentence_id, words)
        for sentence_id, words in lone
        if sentence_id not in near
        or (sentence_id != claim.medoid_id and not _is_told(claim_map, sentence_id, words, others))
    }


def _is_told(
    claim_map: ClaimMap, sentence_id: str, words: str, others: Mapping[str, AbstractSet[str]]
) -> bool:
    """Whether other outlets have some word of the clause that a figure stands in."""
    parse = claim_map.parse_by_id[sentence_id]
    said = others.get(claim_map.article_of(sentence_id).outlet)
    at = claim_map.sentence_by_id[sentence_id].text.find(words)
    if parse is None or not said or at < 0:
        return True
    row = next((row for row, end in enumerate(parse.ends) if end > at), 0)
    return is_told_by(parse, row, said)


def _told(
    claim_id: str, of_day: Sequence[str], beside: AbstractSet[tuple[str, str]], facts: _Facts
) -> tuple[object, ...]:
    claim_map, held = facts.claim_map, facts.firm[claim_id]
    first: dict[tuple[str, str], str] = {}
    for sentence_id in of_day:
        outlet = claim_map.article_of(sentence_id).outlet
        first.setdefault((outlet, wording_of(claim_map, sentence_id)), sentence_id)
    firm = [sentence_id for sentence_id in first.values() if sentence_id in held]
    loose = [sentence_id for sentence_id in first.values() if sentence_id not in held]
    outlets = sorted({claim_map.article_of(s).outlet for s in firm})
    states = [facts.certainties[claim_id, s] for s in firm]
    return (
        len(outlets) or None,
        "; ".join(outlets) or None,
        len(firm),
        *(states.count(kind) for kind in _KINDS),
        _once(f for s in firm for f in facts.said[s].figures if (s, f) not in beside),
        _once(speaker for s in firm for speaker in facts.tellers[claim_id, s]),
        "\n".join(firm) or None,
        len(loose),
        "\n".join(loose) or None,
    )


def _once(values: Iterable[str]) -> str | None:
    found: dict[str, str] = {}
    for value in values:
        found.setdefault(value.casefold(), value)
    return "; ".join(found.values()) or None


def days_of(claim_map: ClaimMap) -> Mapping[str, date | None]:
    """The day on which each article was published, by its id: see `day_of`."""
    return {article_id: day_of(times.span) for article_id, times in times_of(claim_map).items()}


def day_of(span: Span | None) -> date | None:
    """The day on which an article was published, in UTC; as given for a bare date.

    None where it has no date, or one that its text contradicts.

    >>> from crossframe.comparison.presence.times import span_of
    >>> day_of(span_of("2024-03-12T23:30-05:00"))
    datetime.date(2024, 3, 13)
    """
    is_one_day = span and span.end - span.start <= timedelta(days=1)
    return span.start.date() if span and is_one_day else None
