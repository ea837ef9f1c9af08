"""Claim map -> who may have carried each claim first, and what leaves that in doubt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

from crossframe.comparison.once import once
from crossframe.comparison.presence.earlier import earlier_states
from crossframe.comparison.presence.holding import firm_sentences
from crossframe.comparison.presence.leads import LONG
from crossframe.comparison.presence.nearness import near_sentences
from crossframe.comparison.presence.times import Span, Times, earliest, is_earlier, times_of
from crossframe.records import Article, Claim, ClaimMap, NearMiss

# So many outlets are named in a sentence; all of them stand in a column of their own.
_NAMED = 3


class Appearance(NamedTuple):
    """The first of an outlet's articles that carry a claim, and the sentence that does.

    Of an outlet with dated articles of which the claim holds a sentence firmly, only these count.
    `span` is when the outlet first carried it at the earliest and at the latest; None if all its
    articles are undated. `sure` is the same in whatever zones the dates were told. `n_undated` more
    may have been earlier. `is_firm` tells that the claim holds a sentence of that article firmly;
    one that tells an earlier state of the matter, `is_of_before`, does not count as such.
    """

    outlet: str
    article: Article
    sentence_id: str
    span: Span | None
    sure: Span | None
    n_undated: int
    is_firm: bool
    is_of_before: bool


class Near(NamedTuple):
    """A sentence that may say a claim: one that comes near to it, or that it holds loosely.

    `span` is when its article appeared, None if undated; `sure` in whatever zone that was told.
    """

    outlet: str
    sentence_id: str
    probability: float
    span: Span | None
    sure: Span | None


@dataclass(frozen=True, slots=True)
class Beginning:
    """How a claim began: the outlets that carry it, the earliest first, those without a date last.

    `firm` are those of them with a sentence that the claim holds firmly and, if any has one, a
    date; all where there is none. `movers` are the outlets among these than which no other was
    surely earlier; none if nothing is dated. `near` are the other sentences that may say it, the
    most probable first.
    """

    found: Sequence[Appearance]
    firm: Sequence[Appearance]
    movers: AbstractSet[str]
    near: Sequence[Near]

    @property
    def rivals(self) -> Sequence[Near]:
        """Sentences of other outlets that may say it, in articles that may have been as early."""
        spans = [one.sure for one in self.firm]
        return [
            near
            for near in self.near
            if near.outlet not in self.movers
            and not any(is_earlier(span, near.sure) for span in spans)
        ]

    @property
    def certainty(self) -> str:
        """As in `first_movers_table`."""
        if not self.movers:
            return "unknown"
        if self.why:
            return "not sure"
        undated = any(one.n_undated for one in self.found if one.outlet not in self.movers)
        return "open" if len(self.movers) > 1 or undated else "known"

    @property
    def why(self) -> str:
        """What speaks against those that dates name as the first; "" for nothing."""
        first = [one for one in self.firm if one.outlet in self.movers]
        spans = [one.span for one in first if one.span]
        if not spans:
            return ""
        if not first[0].is_firm:
            return "the claim holds no dated sentence firmly"
        following = earliest(
            one.span for one in self.firm if one.span and one.outlet not in self.movers
        )
        latest = max(span.end for span in spans)
        if following and (gap := following.start - latest) > LONG:
            return f"{gap.days} days lie before the next, so they may tell of two things"
        return self._why_others(spans)

    def _why_others(self, spans: Sequence[Span]) -> str:
        rivals, when = self.rivals, "may be as early"
        if len(self.movers) > 1:
            rivals = [near for near in rivals if all(is_earlier(near.span, s) for s in spans)]
            when = "is earlier"
        names = sorted({near.outlet for near in rivals})
        whose = ", ".join(names) if len(names) <= _NAMED else f"each of {len(names)} other outlets"
        return f"a sentence of {whose} comes near and {when}" if rivals else ""

    def before(self, one: Appearance) -> Near | None:
        """The nearest sentence that an outlet may have had in an earlier article."""
        own = (near for near in self.near if near.outlet == one.outlet)
        return next((near for near in own if _may_precede(near.span, one.span)), None)


def _may_precede(span: Span | None, later: Span | None) -> bool:
    return span is None or (later is not None and span.start < later.start)


@once
def beginnings(claim_map: ClaimMap) -> Mapping[str, Beginning]:
    """Finds out how each claim began.

    Args:
        claim_map: The event.

    Returns:
        By the claim's id what is known of it.
    """
    firm, near, times = firm_sentences(claim_map), near_sentences(claim_map), times_of(claim_map)
    before = earlier_states(claim_map)
    return {
        (id_ := claim.claim_id): _beginning(
            claim_map, claim, firm[id_] - before[id_], before[id_], near[id_], times
        )
        for claim in claim_map.claims
    }


def _beginning(
    claim_map: ClaimMap,
    claim: Claim,
    firm: AbstractSet[str],
    before: AbstractSet[str],
    near: Sequence[NearMiss],
    times: Mapping[str, Times],
) -> Beginning:
    found = _appearances(claim_map, claim, firm, before, times)
    held = [one for one in found if one.is_firm]
    if any(one.span for one in found):
        sure = held if any(one.span for one in held) else found
    else:
        sure = held or found
    movers = {
        one.outlet
        for one in sure
        if one.span and not any(is_earlier(other.sure, one.sure) for other in sure)
    }
    rows = zip(claim.sentence_ids, claim.probabilities, strict=True)
    loose = [(s, probability) for s, probability in rows if s not in firm]
    others = [(miss.sentence_id, miss.probability) for miss in near]
    told = sorted(loose + others, key=lambda one: (-one[1], one[0]))
    return Beginning(found, sure, movers, [_near(claim_map, *one, times) for one in told])


def _near(
    claim_map: ClaimMap, sentence_id: str, probability: float, times: Mapping[str, Times]
) -> Near:
    article = claim_map.article_of(sentence_id)
    return Near(article.outlet, sentence_id, probability, *times[article.article_id])


def _appearances(
    claim_map: ClaimMap,
    claim: Claim,
    firm: AbstractSet[str],
    before: AbstractSet[str],
    times: Mapping[str, Times],
) -> Sequence[Appearance]:
    """When each outlet first carried a claim, the earliest first, those without a date last."""
    first: dict[str, str] = {}
    by_outlet: dict[str, list[Article]] = defaultdict(list)
    for sentence_id in sorted(claim.sentence_ids, key=lambda s: s not in firm):
        article = claim_map.article_of(sentence_id)
        if article.article_id not in first:
            first[article.article_id] = sentence_id
            by_outlet[article.outlet].append(article)
    found = []
    for outlet, articles in by_outlet.items():
        # What an outlet told earlier and the claim holds loosely may be of an earlier state of it.
        surely = [one for one in articles if first[one.article_id] in firm]
        is_sure = any(times[one.article_id].span for one in surely)
        own = [times[one.article_id] for one in (surely if is_sure else articles)]
        # Of what nothing dates a firm sentence is shown rather than a loose one.
        article = min(
            surely if is_sure else articles,
            key=lambda one: (*_when(one, times), first[one.article_id] not in firm, one.article_id),
        )
        found.append(
            Appearance(
                outlet,
                article,
                sentence_id=first[article.article_id],
                span=earliest(each.span for each in own if each.span),
                sure=earliest(each.sure for each in own if each.span and each.sure),
                n_undated=sum(times[each.article_id].span is None for each in articles),
                is_firm=first[article.article_id] in firm,
                is_of_before=first[article.article_id] in before,
            )
        )
    return sorted(
        found,
        key=lambda one: (*_when(one.article, times), one.article.article_id, one.outlet),
    )


def _when(article: Article, times: Mapping[str, Times]) -> tuple[bool, object, object]:
    span = times[article.article_id].span
    return (span is None, span and span.end, span and span.start)
