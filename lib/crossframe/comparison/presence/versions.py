"""Claim map -> what changed between the versions of one article: sentences, figures, headlines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from crossframe.comparison.frames import TEXT, frame
from crossframe.comparison.groups import publisher
from crossframe.comparison.once import once
from crossframe.corpus import find_versions
from crossframe.records import Article, ClaimMap
from crossframe.text import PARSED_LANGUAGES, primary_language, split_article
from crossframe.text.quantities import find_quantities

# Two sentences that share so much of their words are one that was reworded. Set by judgement.
_REWORDED = 0.5
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*(?:\s?%)?")
_WORD = re.compile(r"\w+")


class _Change(NamedTuple):
    """One change: before is None for what was added, after for what was removed."""

    kind: str
    before: str | None
    after: str | None
    figures: str | None = None


@once
def versions_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Says what changed from each version of an article to the next.

    The newest version is compared with other outlets; the older ones are among the exclusions.

    Args:
        claim_map: The event.

    Returns:
        One row a change, articles in their order, versions from the oldest, headline first, then
        in text order: `article_id` (the newest version's); `outlet`; `older_id`, `newer_id`;
        `older_at`, `newer_at` (their `published_at`, or NA); `change` ("headline", "added",
        "removed", "reworded", or "none" where two versions say the same); `before`, `after`, the
        sentence (NA where there is none); `figures` that changed in it, as "12 people -> 15
        people", or NA.
    """
    columns = dict.fromkeys(
        ("article_id", "outlet", "older_id", "newer_id", "older_at", "newer_at", "change"), TEXT
    ) | {"before": TEXT, "after": TEXT, "figures": TEXT}
    order = {article.article_id: at for at, article in enumerate(claim_map.articles)}
    outlet_of = {a.article_id: a.outlet for a in claim_map.articles}
    # By outlet even where groups of outlets are compared, which keep it in `extra`.
    articles = [replace(a, outlet=publisher(a)) for a in (*claim_map.articles, *claim_map.older)]
    groups = [g for g in find_versions(articles) if g.newest.article_id in order]
    groups.sort(key=lambda group: order[group.newest.article_id])
    rows = (
        (
            group.newest.article_id,
            outlet_of[group.newest.article_id],
            older.article_id,
            newer.article_id,
            older.published_at,
            newer.published_at,
            *change,
        )
        for group in groups
        for older, newer in pairwise(group.articles)
        for change in _changes(older, newer)
    )
    return frame(rows, columns)


def _changes(older: Article, newer: Article) -> list[_Change]:
    found = []
    if older.title != newer.title:
        found.append(_reworded("headline", older.title, newer.title, newer.language))
    before, after = _statements(older), _statements(newer)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag != "equal":
            found.extend(_between(before[start:end], after[first:last], newer.language))
    return found or [_Change("none", None, None)]


def _statements(article: Article) -> list[str]:
    return [sentence.text for sentence in split_article(article) if sentence.is_statement]


def _between(
    before: Sequence[str], after: Sequence[str], language: str | None
) -> Iterator[_Change]:
    """Pairs sentences that were reworded, in their order; the others went or came."""
    at = 0
    for sentence in after:
        near = [_likeness(one, sentence) for one in before[at:]]
        best = max(range(len(near)), key=near.__getitem__, default=None)
        if best is None or near[best] < _REWORDED:
            yield _Change("added", None, sentence)
            continue
        yield from (_Change("removed", one, None) for one in before[at : at + best])
        yield _reworded("reworded", before[at + best], sentence, language)
        at += best + 1
    yield from (_Change("removed", one, None) for one in before[at:])


def _likeness(one: str, other: str) -> float:
    ours, theirs = (_WORD.findall(text.casefold()) for text in (one, other))
    return float(SequenceMatcher(None, ours, theirs, autojunk=False).ratio())


def _reworded(kind: str, before: str, after: str, language: str | None) -> _Change:
    ours, theirs = _figures(before, language), _figures(after, language)
    gone = [words for value, words in ours.items() if value not in theirs]
    come = [words for value, words in theirs.items() if value not in ours]
    changed = f"{', '.join(gone) or 'none'} -> {', '.join(come) or 'none'}"
    return _Change(kind, before, after, changed if gone or come else None)


def _figures(text: str, language: str | None) -> dict[object, str]:
    """The figures of a sentence, as written, by what they say."""
    if language and primary_language(language) not in PARSED_LANGUAGES:
        return {found[0]: found[0] for found in _FIGURE.finditer(text)}
    return {(q.low, q.high, q.unit): text[q.start : q.end] for q in find_quantities(text, None)}
