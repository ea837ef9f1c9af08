"""Claim map -> which articles are reprints, and how many independent origins a claim has."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from crossframe.comparison.frames import COUNT, RATIO, TEXT, frame
from crossframe.comparison.groups import publisher
from crossframe.comparison.once import of_texts, once
from crossframe.comparison.presence.times import Times, is_surely_earlier, times_of
from crossframe.corpus.credits import credit_of
from crossframe.corpus.reprints import Origin, find_origins
from crossframe.records import Article, ClaimMap

# A copy of which at least this share stands in its origin is a reprint, any other was edited: room
# for a byline or a subscription line, not for a paragraph.
WHOLE = 0.97
# A copy of which less stands there was rewritten: of 69 copies of real events that were read, all
# three between .6 and this were called rewrites, and none above.
LIGHT = 0.61
# A text with so much of what it took over in another order was rewritten as well.
IN_ORDER = 0.75
# A whole text that is so little of another is an excerpt, or that one goes on from it.
PART = 0.75


@of_texts
def origin_by_article(claim_map: ClaimMap) -> Mapping[str, Origin]:
    """The origin of every article, by the article's id."""
    return {origin.article_id: origin for origin in find_origins(claim_map.articles)}


_COLUMNS = {
    "article_id": TEXT,
    "outlet": TEXT,
    "published_at": TEXT,
    "relation": TEXT,
    "origin_article_id": TEXT,
    "origin_outlet": TEXT,
    "origin_published_at": TEXT,
    "order": TEXT,
    "share": RATIO,
    "nearest_article_id": TEXT,
    "nearest_outlet": TEXT,
    "nearest_share": RATIO,
    "credited_to": TEXT,
    "taken_over_article_id": TEXT,
}


@once
def origins_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Says of each article which one its text comes from.

    Which of two was there first is known where the dates tell it in whatever zone they were told:
    by hours with their zones, or by days that lie two apart. Elsewhere the relation says no more
    than that both have a text in common, and which of them is called the origin is a convention
    (see `find_origins`): the one with the earlier date or hour printed above its text, else the one
    that holds more of the other, a dated one before an undated one, one with its hour before a bare
    date, and the id that comes first. How many origins there are does not depend on it.

    Args:
        claim_map: The event.

    Returns:
        One row an article, in the order of the claim map: `article_id`; `outlet`; `published_at`
        (ISO 8601 as given or NA); `relation` ("original"; of copies of an article known to be
        earlier "reprint": at least 97 % of it stands there, "excerpt": the same, of a text a third
        longer or more, or "edited": at least 61 %, nearly all in one order, a light edit; the same
        where it is not known which came first: "same text", "part of the same text", "mostly the
        same text"; "shares text" of what was rewritten or comes by way of other copies);
        `origin_article_id` and `origin_outlet` (its own for an original; the first of all copies
        otherwise); `origin_published_at` or NA; `order` ("origin earlier", "not known which came
        first", NA for an original); `share` of its words that stand in the origin (0..1, 1 for an
        original; runs of at least five words count); `nearest_article_id`, `nearest_outlet`,
        `nearest_share`: of a copy, the article not known to be later in which most of it stands,
        the origin or another copy (NA for an original); `credited_to` (of a copy: the agency or
        issuer that it or its origin names in a dateline, a byline or a line of its own, from which
        both may have it; NA for none); `taken_over_article_id` (of an original: an earlier article
        of which at least 75 % stand in it, though most of it is its own; NA for none).
    """
    origins, times = origin_by_article(claim_map), times_of(claim_map)
    articles = claim_map.article_by_id
    rows = (_row(origins[article_id], articles, times) for article_id in articles)
    return frame(rows, _COLUMNS)


def _row(
    origin: Origin, articles: Mapping[str, Article], times: Mapping[str, Times]
) -> tuple[object, ...]:
    article, first = articles[origin.article_id], articles[origin.origin_id]
    nearest = articles.get(origin.nearest_id)
    is_copy = first.article_id != article.article_id
    is_known = is_copy and is_surely_earlier(times[first.article_id], times[article.article_id])
    order = "origin earlier" if is_known else "not known which came first"
    return (
        article.article_id,
        article.outlet,
        article.published_at,
        relation_of(origin, of_whole=_length(article) / _length(first), is_known=is_known),
        first.article_id,
        first.outlet,
        first.published_at,
        order if is_copy else None,
        origin.share,
        nearest.article_id if nearest else None,
        nearest.outlet if nearest else None,
        origin.nearest_share if nearest else None,
        (credit_of(article.text) or credit_of(first.text) or None) if is_copy else None,
        origin.taken_over_id or None,
    )


def _length(article: Article) -> int:
    return max(len(article.text.split()), 1)


def relation_of(origin: Origin, *, of_whole: float = 1.0, is_known: bool) -> str:
    """Names how an article stands to the one that its text comes from.

    Args:
        origin: What was found.
        of_whole: How long it is, as a share of that one.
        is_known: Whether that one is known to be earlier.

    Returns:
        As in `origins_table`.

    >>> shares = (0.99, 0.7, 0.3)
    >>> [relation_of(Origin("b", "a", share), is_known=True) for share in shares]
    ['reprint', 'edited', 'shares text']
    >>> [relation_of(Origin("b", "a", share), is_known=False) for share in shares]
    ['same text', 'mostly the same text', 'shares text']
    >>> relation_of(Origin("b", "a", 0.99), of_whole=0.1, is_known=False)
    'part of the same text'
    """
    if origin.article_id == origin.origin_id:
        return "original"
    if origin.share < LIGHT or origin.in_order < IN_ORDER:
        return "shares text"
    if origin.share < WHOLE:
        return "edited" if is_known else "mostly the same text"
    if of_whole < PART:
        return "excerpt" if is_known else "part of the same text"
    return "reprint" if is_known else "same text"


@once
def claim_origins_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Counts how many independent origins stand behind each claim.

    A claim's sentences count once for all copies of one text, if the text that was copied carries
    the claim; a sentence that a copying outlet added is its own. Several texts of one outlet are
    one origin, for no newsroom is independent of itself.

    Args:
        claim_map: The event.

    Returns:
        One row a claim, as in `claims_table`: `claim_id`; `n_outlets`; `n_articles`; `n_texts`
        (different ones, at most `n_articles`); `n_origins` (outlets that published one of these
        texts first, at most `n_outlets`; of grouped outlets each counts for itself); `in_words`
        ("9 outlets, 2 origins"); `origins` (these outlets by name, separated by "; ");
        `origin_article_ids` (the texts, parted by line ends).
    """
    columns = {
        "claim_id": TEXT,
        "n_outlets": COUNT,
        "n_articles": COUNT,
        "n_texts": COUNT,
        "n_origins": COUNT,
        "in_words": TEXT,
        "origins": TEXT,
        "origin_article_ids": TEXT,
    }
    texts, origins = claim_texts(claim_map), claim_origins(claim_map)
    rows = []
    for claim in claim_map.claims:
        carriers = {a.article_id: a for a in map(claim_map.article_of, claim.sentence_ids)}
        n_outlets = len({article.outlet for article in carriers.values()})
        names = origins[claim.claim_id]
        rows.append(
            (
                claim.claim_id,
                n_outlets,
                len(carriers),
                len(texts[claim.claim_id]),
                len(names),
                _in_words(n_outlets, len(names)),
                "; ".join(sorted(names)),
                "\n".join(sorted(texts[claim.claim_id])),
            )
        )
    return frame(rows, columns)


@once
def claim_origins(claim_map: ClaimMap) -> Mapping[str, frozenset[str]]:
    """The outlets that first published a text behind each claim, by the claim's id."""
    return {
        claim_id: frozenset(
            publisher(article) for article in map(claim_map.article_by_id.__getitem__, texts)
        )
        for claim_id, texts in claim_texts(claim_map).items()
    }


@once
def claim_texts(claim_map: ClaimMap) -> Mapping[str, frozenset[str]]:
    """The articles of origin behind each claim, by the claim's id."""
    origins = origin_by_article(claim_map)
    found = {}
    for claim in claim_map.claims:
        carriers = {claim_map.article_of(s).article_id for s in claim.sentence_ids}
        firsts = (origin_within(carriers, article, origins) for article in carriers)
        found[claim.claim_id] = frozenset(firsts)
    return found


def origin_within(carriers: set[str], article_id: str, origins: Mapping[str, Origin]) -> str:
    """The origin of an article if that carries the same claim; else the article itself.

    >>> origins = {"b": Origin("b", "a", 0.9)}
    >>> origin_within({"a", "b"}, "b", origins), origin_within({"b", "c"}, "b", origins)
    ('a', 'b')
    """
    origin = origins[article_id].origin_id
    return origin if origin in carriers else article_id


def _in_words(n_outlets: int, n_origins: int) -> str:
    return (
        f"{n_outlets} outlet{'s' if n_outlets > 1 else ''}, "
        f"{n_origins} origin{'s' if n_origins > 1 else ''}"
    )
