"""An outlet without a claim -> what explains it, in words: older articles, a cut, its language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from crossframe.comparison.languages import (
    are_apart,
    language_of,
    spoken_by_outlet,
    told_by_claim,
)
from crossframe.comparison.presence.health import CutSign
from crossframe.comparison.presence.nearest import Nearness
from crossframe.comparison.presence.times import Span, Times, first_appearance, is_earlier
from crossframe.records import Article, Claim, ClaimMap
from crossframe.text import language_name

# What is said of one sentence that comes near, and of two, each also where it does so faintly.
_ONE = (
    "a sentence comes near, read it",
    "a sentence may say it or tell of another matter, read it",
)
_TWO = (
    "one of two sentences, or both, may say it, read them",
    "one of two sentences may say it, or both tell of another matter, read them",
)


class Hindrance(NamedTuple):
    """Why an outlet could not carry a claim ("earlier", "cut"), in words, and where that stands."""

    reason: str
    words: str
    article_id: str
    start: int
    end: int


class First(NamedTuple):
    """When a claim first appeared by the dates as given, and in whatever zones they were told."""

    given: Span | None
    sure: Span | None

    @classmethod
    def of(cls, carriers: Sequence[Times]) -> First:
        """Of the articles that carry it; unknown if any of them is undated."""
        given, sure = zip(*carriers, strict=True)
        return cls(first_appearance(given), first_appearance(sure))


def hindrance(
    articles: Sequence[Article],
    first: First,
    cuts: Mapping[str, CutSign],
    times: Mapping[str, Times],
) -> Hindrance | None:
    """Says what of an outlet's articles themselves explains that they do not carry a claim.

    Args:
        articles: The outlet's, in their order.
        first: When the claim first appeared.
        cuts: The signs of articles that are not whole, by article id.
        times: When each was published, by article id.

    Returns:
        That all are dated before the claim first appeared, or that one which is not was cut; None
        where neither is so.
    """
    in_time = [a for a in articles if not is_earlier(times[a.article_id].span, first.given)]
    if not in_time:
        last = articles[-1]
        is_sure = is_earlier(times[last.article_id].sure, first.sure)
        words = f"its last article is of {last.published_at}"
        words += "" if is_sure else ", in a zone unknown"
        return Hindrance("earlier", words, last.article_id, 0, len(last.text))
    cut = next((cuts[a.article_id] for a in in_time if a.article_id in cuts), None)
    return Hindrance("cut", cut.sign, cut.article_id, cut.start, cut.end) if cut else None


def near_words(near: Nearness | None) -> str | None:
    """Says in words how near the nearest sentence comes; None without one."""
    if near is None:
        return None
    how = ", by its words" if near.probability is None else f": {near.probability:.2f}"
    if not near.comes_near:
        return f"nearest sentence{how}"
    words = _TWO if near.beside_id else _ONE
    return f"{words[near.is_faint]}{how}"


def why_untold(claim: Claim, outlet: str, claim_map: ClaimMap) -> str | None:
    """Says that an outlet writes in other languages than a claim's sentences; None if it does not.

    Of such an outlet nobody can say that it is silent: a sentence of another language is found by
    vectors alone, which leave some translations far apart.
    """
    spoken = spoken_by_outlet(claim_map).get(outlet, frozenset[str]())
    told = told_by_claim(claim_map)[claim.claim_id]
    if not spoken or not are_apart(spoken, told):
        return None
    return f"it writes in {_languages(spoken)}, the claim is told in {_languages(told)} alone"


def _languages(codes: Iterable[str]) -> str:
    return ", ".join(sorted(map(language_name, codes)))


def why_not_compared(outlet: str, claim_map: ClaimMap) -> str:
    """Says why no sentence of an outlet was compared."""
    own = {a.article_id for a in claim_map.articles if a.outlet == outlet}
    rows = zip(claim_map.sentences, claim_map.placements, strict=True)
    if any(p.status == "not_compared" and s.article_id in own for s, p in rows):
        spoken = _languages({language_of(a) for a in claim_map.articles if a.outlet == outlet})
        return f"its text, in {spoken}, could not be compared with the others'"
    return "its text states nothing that could be compared"
