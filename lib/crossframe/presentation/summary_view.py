"""Claim map -> what the page is called, and the event in one paragraph with what limits it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crossframe.comparison import Grouping, compared_outlets, grouping, overview, share_of
from crossframe.comparison.once import once
from crossframe.presentation.phrasing import THIN, counted, event_title, number, period
from crossframe.presentation.rows import bar
from crossframe.presentation.units import in_units
from crossframe.presentation.untrusted import anchor, foreign_language
from crossframe.records import Claim, ClaimMap


@dataclass(frozen=True, slots=True)
class SummaryView:
    """The event in one paragraph, around its most widely carried claim, and what limits it.

    `before`, `widest` and `after` follow each other as one text; `widest` is None without claims.
    """

    title: str
    before: str
    widest: str | None
    widest_anchor: str
    widest_lang: str | None
    after: str
    groups: Grouping | None
    demonstration: str
    limits: tuple[str, ...]


def headline(claim_map: ClaimMap) -> tuple[str, str]:
    """What the page is called: words before the title of the event, and the title."""
    groups = grouping(claim_map)
    n_outlets = groups.n_outlets if groups else len(claim_map.outlets)
    title = event_title(claim_map.event_id)
    if not n_outlets:
        return "No outlet yet on", title
    return f"How {'one outlet' if n_outlets == 1 else f'{n_outlets} outlets'} told", title


def outlets_in_words(claim_map: ClaimMap) -> str:
    """How many outlets there are, and what they are compared by if not each by itself."""
    groups = grouping(claim_map)
    if not groups:
        return counted(len(claim_map.outlets), "outlet")
    n_groups = counted(len(groups.members), "group")
    return f"{counted(groups.n_outlets, 'outlet')} in {n_groups} by {groups.label}"


@once
def summary_view(claim_map: ClaimMap, *, linked: bool) -> SummaryView:
    """Words the counts of an event; `linked` where the page holds the claims too."""
    widths = [len(outlets) for outlets in carriers(claim_map).values()]
    widest = claim_map.claims[0] if widths and widths[0] > 1 else None
    written = sum(article.is_demonstration for article in claim_map.articles)
    return SummaryView(
        title=" ".join(headline(claim_map)),
        before=_before(claim_map, widths),
        widest=claim_map.sentence_by_id[widest.medoid_id].text if widest else None,
        widest_anchor=anchor("c", widest.claim_id) if widest and linked else "",
        widest_lang=_foreign(claim_map, widest) if widest else None,
        after=_after(claim_map),
        groups=grouping(claim_map),
        demonstration=_demonstration(written, len(claim_map.articles)),
        limits=overview(claim_map).limits,
    )


def carriers(claim_map: ClaimMap) -> dict[str, set[str]]:
    """Outlets that carry each claim, in the order of the claims: the most widely carried first."""
    return {
        claim.claim_id: {claim_map.article_of(s).outlet for s in claim.sentence_ids}
        for claim in claim_map.claims
    }


def _foreign(claim_map: ClaimMap, claim: Claim) -> str | None:
    """The language of the sentence that stands for a claim, if it is another than the page's."""
    return foreign_language(claim_map.article_of(claim.medoid_id).language)


def _before(claim_map: ClaimMap, widths: Sequence[int]) -> str:
    facts = overview(claim_map)
    if not facts.n_articles:
        return "No article was read, so this page compares nothing."
    text = f"{counted(facts.n_articles, 'article')} by {outlets_in_words(claim_map)}"
    if facts.first:
        text += f", published {period(facts.first, facts.last)}"
    makes = "makes" if facts.n_articles == 1 else "make"
    text += f", {makes} {counted(facts.n_statements, 'statement')}; "
    n_compared = facts.n_in_claims + facts.n_unmatched
    all_of_them = n_compared == facts.n_statements
    text += "all were compared." if all_of_them else f"{number(n_compared)} were compared."
    if not n_compared:
        return text.replace("0 were", "none was")
    holds = f"{counted(facts.n_claims, 'claim')}, each carried by at least two articles."
    they = "It shares" if facts.n_articles == 1 else "They share"
    text += f" {they} {holds}" if facts.n_claims else f" {they} no claim."
    if widths and widths[0] > 1:
        n_with = widths.count(max(widths))
        text += " The most widely carried" if n_with == 1 else " One of the most widely carried"
        n_compared = len(compared_outlets(claim_map))
        text += in_units(claim_map, f", in {widths[0]} of {n_compared} compared outlets, is")
    return text


def _after(claim_map: ClaimMap) -> str:
    facts = overview(claim_map)
    n_compared = facts.n_in_claims + facts.n_unmatched
    if facts.n_articles < 2 or not n_compared:
        return ""
    share = bar(share_of(facts.n_unmatched, n_compared))
    assert share is not None  # noqa: S101  # n_compared is not 0
    return (
        f"{number(facts.n_unmatched)} of the {counted(n_compared, 'statement')} compared "
        f"({share.text}, 95{THIN}% interval {share.in_words}) "
        f"{'is' if facts.n_unmatched == 1 else 'are'} found in no other article."
    )


def _demonstration(written: int, total: int) -> str:
    if not written:
        return ""
    which = "This article was" if total == 1 else f"These {total} articles were"
    if written < total:
        which = f"{written} of these {total} articles {'was' if written == 1 else 'were'}"
    return f"{which} written to show crossframe. No outlet published them; nothing here is news."
