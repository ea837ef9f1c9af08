"""Articles of one event -> which are versions of one article, the newest and the older ones.

A text is a version of another if it stands at the same address and shares some of its words or its
headline, or if it is of the same outlet and nearly the same. At one address alone it may be another
article: pages that tell the news of a day hold one after the other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from crossframe.corpus.addresses import canonical_url
from crossframe.records import Article, instant

# Words in a row that must be the same to count as shared; copies between outlets use 5 as well.
RUN = 5
# Of the words of the shorter text, at one address (any rewriting keeps more; two entries of a page
# that tells the news of a day share none), or under one headline of one outlet.
SAME_ADDRESS, SAME_TITLE = 0.2, 0.5
# Of the words of the longer text, in one outlet under another headline.
NEARLY_SAME = 0.7
# A text of fewer words says nothing that two articles of an outlet could not both say.
FEWEST_WORDS = 12

# A version without a date tells least of its place, and is the first to be passed over.
_UNKNOWN = datetime.min.replace(tzinfo=UTC)
_WORD = re.compile(r"\w+")


class Versions(NamedTuple):
    """The versions of one article from the oldest to the newest; the last is compared."""

    articles: tuple[Article, ...]

    @property
    def newest(self) -> Article:
        """The one that is compared."""
        return self.articles[-1]

    @property
    def older(self) -> tuple[Article, ...]:
        """The others, the oldest first."""
        return self.articles[:-1]


def find_versions(articles: Sequence[Article]) -> tuple[Versions, ...]:
    """Groups articles that are versions of one.

    The newest is the one that was changed last, as far as its record says so (`modified_at`, else
    `published_at`); of two alike, the one fetched last; then the longer one, for articles grow.

    Args:
        articles: Articles of one event, in any order.

    Returns:
        Groups of at least two, by the id of their newest.

    >>> text = "A span of the bridge fell into the harbour at noon and two boats sank at once."
    >>> old = Article("a", "e", "Post", "Span falls", text, "", "", published_at="2024-03-12")
    >>> new = Article("b", "e", "Post", "Span falls", text + " Divers search.", "", "",
    ...               published_at="2024-03-13")
    >>> [[one.article_id for one in group.articles] for group in find_versions([old, new])]
    [['a', 'b']]
    """
    runs = {one.article_id: _runs(one.text) for one in articles}
    parent = {one.article_id: one.article_id for one in articles}

    def root(name: str) -> str:
        while parent[name] != name:
            name = parent[name]
        return name

    for one, other in _candidates(articles):
        if _are_versions(one, other, runs[one.article_id], runs[other.article_id]):
            first, second = sorted((root(one.article_id), root(other.article_id)))
            parent[second] = first
    groups: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        groups[root(article.article_id)].append(article)
    found = [Versions(tuple(sorted(g, key=_age))) for g in groups.values() if len(g) > 1]
    return tuple(sorted(found, key=lambda versions: versions.newest.article_id))


def _candidates(articles: Sequence[Article]) -> Iterable[tuple[Article, Article]]:
    """Pairs at one address, and pairs of one outlet; each once."""
    rooms: dict[tuple[str, str], list[Article]] = defaultdict(list)
    for article in articles:
        rooms["outlet", article.outlet].append(article)
        if address := canonical_url(article.url):
            rooms["address", address].append(article)
    for (kind, _), members in rooms.items():
        for at, one in enumerate(members):
            for other in members[:at]:
                if kind == "outlet" or one.outlet != other.outlet:
                    yield one, other


def _are_versions(
    one: Article, other: Article, ours: frozenset[str], theirs: frozenset[str]
) -> bool:
    shared = len(ours & theirs)
    of_shorter = shared / max(min(len(ours), len(theirs)), 1)
    of_longer = shared / max(len(ours), len(theirs), 1)
    has_title = bool(one.title.strip()) and _key(one.title) == _key(other.title)
    address = canonical_url(one.url)
    if address and address == canonical_url(other.url):
        return has_title or of_shorter >= SAME_ADDRESS
    long_enough = min(len(ours), len(theirs)) > FEWEST_WORDS - RUN
    if one.outlet != other.outlet or not long_enough:
        return False
    return (has_title and of_shorter >= SAME_TITLE) or of_longer >= NEARLY_SAME


def _runs(text: str) -> frozenset[str]:
    words = _WORD.findall(text.casefold())
    return frozenset(" ".join(words[at : at + RUN]) for at in range(max(len(words) - RUN + 1, 1)))


def _key(title: str) -> str:
    return " ".join(_WORD.findall(title.casefold()))


def _age(article: Article) -> tuple[datetime, str, int, str]:
    fetched = article.provenance.get("fetched_at")
    changed = article.extra.get("modified_at") or article.published_at
    return (
        _moment(changed) or _moment(article.published_at) or _UNKNOWN,
        fetched if isinstance(fetched, str) else "",
        len(article.text),
        article.article_id,
    )


def _moment(value: object) -> datetime | None:
    try:
        return instant(value) if isinstance(value, str) else None
    except (ValueError, OverflowError):
        return None
