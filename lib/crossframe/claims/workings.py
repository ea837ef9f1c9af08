"""What finding the claims of an event took -> what finding them again, as corrected, needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from crossframe.claims.layout import Layout
from crossframe.claims.verification import Judged
from crossframe.records import ClaimMap, Labels


class Part(NamedTuple):
    """Texts that were compared with each other, and what the judge said.

    `rows` (m,) int64, sorted, are the numbers of the texts at the first m positions. After them
    come the headlines of `articles`, one each.
    """

    rows: Labels
    articles: Sequence[str]
    judged: Judged


class OtherCut(NamedTuple):
    """An event that is too large to compare at once, cut otherwise; `change` says how."""

    change: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Workings:
    """All that has to be known of an event to group its sentences, without any model.

    `draft` is the claim map before any claim: its sentences that can be compared are unmatched.
    `texts` are the n different ones among these, sorted; `text_of` int64 (s,) is the number of
    each compared sentence's text. Each text is in one part. `other` is None where there is but
    one part, for then no cut has a say.
    """

    draft: ClaimMap
    texts: tuple[str, ...]
    text_of: Labels
    layout: Layout
    parts: tuple[Part, ...]
    other: OtherCut | None = None
