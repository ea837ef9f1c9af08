"""Batches of articles -> one `Corpus` an event, without repetitions, and its digest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from crossframe.corpus.contract import CONTENT
from crossframe.corpus.fields import check_event, content_hash
from crossframe.corpus.raw import RecordError
from crossframe.corpus.readers import Batch, event_of, read_batches
from crossframe.corpus.versions import find_versions
from crossframe.corpus.wording import quote, suggestion
from crossframe.errors import CorpusError, ExclusionError, ParameterError, place
from crossframe.records import Article, Corpus, Exclusion

# How the reason of an exclusion begins that is no defect.
OLDER = "older version of"


def read_corpora(
    source: Path,
    events: Sequence[str] = (),
    default_event: str | None = None,
    *,
    any_name: bool = False,
) -> dict[str, Corpus]:
    """Reads a file or folder of articles.

    What cannot be used becomes an exclusion of its event; where the event is not known, of every
    event in the same file, and failing that of every event read. A source in which nothing could
    be used gives one corpus without articles.

    Args:
        source: A file (.jsonl, .csv, .parquet, .txt, .md) or a folder of such files.
        events: Events to keep; empty keeps all.
        default_event: Event of articles that name none; None takes it from the file's name.
        any_name: True where no folder is named by an event, as in scoring: then any id will do.

    Returns:
        Corpora by event id, sorted by it.

    Raises:
        CorpusError: If the source cannot be used at all, or one of `events` is not in it.
        ParameterError: If `default_event` cannot be an event id.
    """
    if default_event is not None:
        require_event(default_event, "default_event")
    batches = list(read_batches(source, default_event, any_name=any_name))
    corpora = gather(batches, default_event or event_of(source))
    for event_id in events:
        if event_id not in corpora:
            raise CorpusError(source, None, unknown_event(event_id, corpora))
    return {name: corpus for name, corpus in corpora.items() if not events or name in events}


def require_event(event_id: str, name: str = "event") -> None:
    """Refuses an event id that no folder could be named by.

    Args:
        event_id: The id.
        name: What it was given as.

    Raises:
        ParameterError: If no folder can be named so.
    """
    try:
        check_event(event_id)
    except RecordError as error:
        raise ParameterError(f"{name}: {error}") from None


def corpus_digest(corpus: Corpus) -> str:
    """SHA-256 of what a corpus holds, wherever and in whatever order it was read.

    An excluded article counts by its id and outlet, as far as they are known, and not by the
    reason: that may name the line of another, and its words may change.

    Args:
        corpus: The corpus.

    Returns:
        64 hexadecimal digits.

    >>> corpus_digest(Corpus("rain", ()))[:12]
    '1e262d039b92'
    """
    excluded = sorted((left.article_id or "", left.outlet or "") for left in corpus.exclusions)
    articles = sorted(article.sha256 for article in corpus.articles)
    older = sorted(article.sha256 for article in corpus.older)
    return content_hash([corpus.event_id, articles, excluded, *([older] if older else [])])


def require_complete(corpus: Corpus) -> None:
    """Refuses a corpus from which anything was left out but older versions of its articles.

    Args:
        corpus: The corpus.

    Raises:
        ExclusionError: If it has exclusions; lists each with its place and reason.

    >>> require_complete(Corpus("rain", (), (Exclusion("x.jsonl", 2, "has no text"),)))
    Traceback (most recent call last):
    crossframe.errors.ExclusionError: event 'rain' has 1 exclusion; mend it, or run without strict
      x.jsonl:2: has no text
    """
    left_out = [left for left in corpus.exclusions if not left.reason.startswith(OLDER)]
    n = len(left_out)
    if n:
        head = "1 exclusion; mend it" if n == 1 else f"{n:,} exclusions; mend them"
        raise ExclusionError(
            f"event {corpus.event_id!r} has {head}, or run without strict" + _listed(left_out)
        )


def require_article(corpus: Corpus) -> None:
    """Refuses a corpus of which no article can be used: a report on nothing hides what is broken.

    Args:
        corpus: The corpus.

    Raises:
        ExclusionError: If it has no article; lists each exclusion with its place and reason.

    >>> require_article(Corpus("rain", (), (Exclusion("x.jsonl", 2, "has no text"),)))
    Traceback (most recent call last):
    crossframe.errors.ExclusionError: event 'rain' has no article that can be used; mend one
      x.jsonl:2: has no text
    """
    if not corpus.articles:
        raise ExclusionError(
            f"event {corpus.event_id!r} has no article that can be used; mend one"
            + _listed(corpus.exclusions)
        )


def _listed(exclusions: Sequence[Exclusion]) -> str:
    """A line an exclusion, each begun anew."""
    return "".join(f"\n  {place(left.path, left.line)}: {left.reason}" for left in exclusions)


def gather(batches: Sequence[Batch], fallback: str) -> dict[str, Corpus]:
    """Puts the articles of several files together by event.

    Args:
        batches: What each file gave.
        fallback: The event where none is known.

    Returns:
        Corpora by event id, sorted by it.
    """
    every_event = frozenset().union(*(batch.events for batch in batches)) or {fallback}
    articles: dict[str, list[Article]] = defaultdict(list)
    exclusions: dict[str, list[Exclusion]] = defaultdict(list)
    for batch in batches:
        for article in batch.articles:
            articles[article.event_id].append(article)
        for left in batch.exclusions:
            for event_id in {left.event_id} if left.event_id else batch.events or every_event:
                exclusions[event_id].append(left)
    return {name: _corpus(name, articles[name], exclusions[name]) for name in sorted(every_event)}


def _corpus(event_id: str, articles: Iterable[Article], excluded: Iterable[Exclusion]) -> Corpus:
    kept: dict[str, Article] = {}
    exclusions = list(excluded)
    # By content before place in the file, so that shuffling lines never changes what is kept.
    for article in sorted(articles, key=lambda article: (article.order, article.sha256)):
        first = kept.setdefault(article.article_id, article)
        if first is not article:
            exclusions.append(_repetition(article, first))
    older: dict[str, Article] = {}
    for versions in find_versions(list(kept.values())):
        for article in versions.older:
            older[article.article_id] = article
            exclusions.append(_older(article, versions.newest))
    exclusions.sort(key=lambda left: (left.path, left.line or 0, left.reason))
    newest = (article for article in kept.values() if article.article_id not in older)
    replaced = (article for article in kept.values() if article.article_id in older)
    return Corpus(event_id, tuple(newest), tuple(exclusions), tuple(replaced))


def _older(article: Article, newest: Article) -> Exclusion:
    reason = f"{OLDER} {_where(newest, article)} ({quote(newest.article_id)}), which is compared"
    return Exclusion(
        article.path, article.line, reason, article.event_id, article.article_id, article.outlet
    )


def _where(article: Article, other: Article) -> str:
    """Where an article stands, seen from another."""
    is_same_file = article.path == other.path and article.line is not None
    return f"line {article.line}" if is_same_file else place(article.path, article.line)


def _repetition(article: Article, first: Article) -> Exclusion:
    where = _where(first, article)
    different = [name for name in sorted(CONTENT) if getattr(article, name) != getattr(first, name)]
    reason = (
        f"article_id {quote(article.article_id)} is also that of {where}, which differs in "
        f"{', '.join(different)}; give each article its own"
        if different
        else f"repeats {where}; leave one out"
    )
    return Exclusion(
        article.path, article.line, reason, article.event_id, article.article_id, article.outlet
    )


def unknown_event(event_id: str, known: Iterable[str]) -> str:
    """Says that an event is not in a source, which it may have meant, and which there are."""
    names = list(known)
    more = f" and {len(names) - 10:,} more" if len(names) > 10 else ""
    return (
        f"event {quote(event_id)} is not in it; {suggestion(event_id, names)}"
        f"it has: {', '.join(names[:10])}{more}"
    )
