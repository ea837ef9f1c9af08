"""Claim map -> how each claim was told day by day: by whom, how firmly, with which figures."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

import pandas as pd

from crossframe.comparison.frames import COUNT, TEXT, frame
from crossframe.comparison.once import once
from crossframe.comparison.presence.saying import Saying, sayings
from crossframe.comparison.presence.times import span_of
from crossframe.records import Claim, ClaimMap

# A sentence that is less probably the claim's often tells something near. Of 10 days on ECB+ events
# at which independent readers found such a sentence, 9 had one below.
SURE = 0.8
_KINDS = ("flat", "hedged", "attributed", "denied", None)


@once
def claim_days_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Says how a claim was told day by day: by whom, how firmly, and with which figures.

    Sentences that a claim holds loosely, with under .8 to assert the same as its others, are
    counted apart, and nothing else is read off them. Those of a claim that people checked or
    corrected are not loose, nor is the one that stands for it.

    Args:
        claim_map: The event.

    Returns:
        One row a claim and day of publication, by claim and day: `claim_id`; `day` (ISO 8601, in
        UTC; as given for a bare date; NA for undated articles, last); `n_outlets` and `outlets`
        (by name, separated by "; ", NA where all sentences of the day are loose); `n_sentences`; of
        these `n_flat`, `n_hedged`, `n_attributed`, `n_denied` and `n_unparsed` (as
        `certainty_table` has it; the last: no grammar of the sentence's language); `figures` (the
        quantities in that day's sentences) and `speakers` (those of their attributions, as
        `attributions_table` has them; for a pronoun whom it stands for), both as written, each
        once, separated by "; ", NA if none; `sentence_ids` (parted by line ends); `n_loose` and
        `loose_sentence_ids` (the further sentences, held loosely).
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
    said = sayings(claim_map)
    rows = []
    for claim in claim_map.claims:
        days: dict[date | None, list[str]] = defaultdict(list)
        for sentence_id in claim.sentence_ids:
            days[day_of(claim_map.article_of(sentence_id).published_at)].append(sentence_id)
        surely = {
            _words(claim_map, sentence_id)
            for sentence_id in claim.sentence_ids
            if is_held_firmly(claim, sentence_id)
        }
        for day in sorted(days, key=lambda day: (day is None, day or date.max)):
            of_day = day.isoformat() if day else None
            rows.append((claim.claim_id, of_day, *_told(claim_map, surely, days[day], said)))
    return frame(rows, columns)


def _words(claim_map: ClaimMap, sentence_id: str) -> str:
    """A sentence without case and marks, in which its copies are alike."""
    return " ".join(re.findall(r"\w+", claim_map.sentence_by_id[sentence_id].text.casefold()))


def _told(
    claim_map: ClaimMap, surely: AbstractSet[str], of_day: Sequence[str], said: Mapping[str, Saying]
) -> tuple[object, ...]:
    first: dict[tuple[str, str], str] = {}
    for sentence_id in of_day:
        outlet = claim_map.article_of(sentence_id).outlet
        first.setdefault((outlet, _words(claim_map, sentence_id)), sentence_id)
    firm = [sentence_id for (_, words), sentence_id in first.items() if words in surely]
    loose = [sentence_id for (_, words), sentence_id in first.items() if words not in surely]
    outlets = sorted({claim_map.article_of(s).outlet for s in firm})
    told = [said[sentence_id] for sentence_id in firm]
    certainties = [one.certainty for one in told]
    return (
        len(outlets),
        "; ".join(outlets) or None,
        len(firm),
        *(certainties.count(kind) for kind in _KINDS),
        _once(figure for one in told for figure in one.figures),
        _once(speaker for one in told for speaker in one.speakers),
        "\n".join(firm) or None,
        len(loose),
        "\n".join(loose) or None,
    )


def is_held_firmly(claim: Claim, sentence_id: str) -> bool:
    """Whether a sentence of a claim is sure enough to assert it to read off it what the claim says.

    >>> claim = Claim("c", "a", ("a", "b"), (0.7, 0.7), 0.7)
    >>> is_held_firmly(claim, "a"), is_held_firmly(claim, "b")
    (True, False)
    """
    decided = claim.is_touched or sentence_id == claim.medoid_id
    return decided or claim.probability_of(sentence_id) >= SURE


def _once(values: Iterable[str]) -> str | None:
    return "; ".join(dict.fromkeys(values)) or None


def day_of(published_at: str | None) -> date | None:
    """The day on which an article was published, in UTC; as given for a bare date.

    >>> day_of("2024-03-12T23:30-05:00").isoformat()
    '2024-03-13'
    """
    span = span_of(published_at)
    return span.start.date() if span else None
