"""Sources -> a file of JSON Lines, written whole or not at all, in an order of its own."""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from crossframe.collection.fetching.fetch import Fetch, Tell
from crossframe.collection.repeats import RepeatedLines
from crossframe.collection.spool import Spool, plain
from crossframe.collection.summary import Collected, Unhealthy
from crossframe.corpus import Raw, require_event, to_article
from crossframe.corpus.addresses import canonical_url
from crossframe.corpus.formats import Wanted, host_of, read_archive, read_sources
from crossframe.errors import place
from crossframe.records import Article, Exclusion
from crossframe.text.health import health_field

# Stands for the event of an article that names none, and is not written.
_NO_EVENT = "0-no-event"
_UNSAID = frozenset({"article_id", "event_id", "sha256", "path", "line", "extra"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What to collect: sources in any order, the event they belong to, and who fetches.

    `own` are files that such a call writes beside its articles: in a folder they are no source.
    """

    sources: tuple[Path, ...]
    event_id: str | None = None
    fetch: Fetch | None = None
    own: tuple[Path, ...] = ()


def _untold(stage: str, done: int, total: int) -> None:
    """Tells nobody."""


def collect(asked: Asked, out: Path, tell: Tell = _untold) -> Collected:
    """Reads sources and writes their articles, each with its health.

    Articles stand in `Article.order`, so that neither the order of the sources nor that in which
    pages were fetched has a say. What pages say of their site's name is evened out: all pages of a
    host bear the name that most of them give.

    Args:
        asked: What to collect.
        out: Where to write JSON Lines; it appears at once, when it is complete. Without any article
            to write, what stood there stays.
        tell: Told of the progress.

    Returns:
        What came of it.

    Raises:
        CorpusError: If a source does not exist or cannot be used at all.
        ParameterError: If the event cannot be an event's id.
    """
    if asked.event_id:
        require_event(asked.event_id)
    out.parent.mkdir(parents=True, exist_ok=True)
    with Spool(out.parent) as spool:
        gathered = _gather(asked, spool, (out, *asked.own), tell)
        return _write(asked, spool, gathered, out, tell)


@dataclass(slots=True)
class _Gathered:
    """What was found beside the records: why things were left out, names of sites by host.

    `pages` are the addresses of the pages that were read.
    """

    exclusions: list[Exclusion]
    names: dict[str, Counter[str]]
    pages: set[str]
    n_fetched: int = 0

    def add(self, found: Raw | Exclusion, spool: Spool) -> None:
        """Keeps a record in the spool, an exclusion in the list."""
        if isinstance(found, Exclusion):
            self.exclusions.append(found)
            return
        spool.add(found)
        outlet, host = found.fields.get("outlet"), _host(found.fields)
        if host and isinstance(outlet, str):
            self.names.setdefault(host, Counter())[outlet] += 1
        if host and (address := canonical_url(found.fields["url"])):
            self.pages.add(address)


def _gather(asked: Asked, spool: Spool, own: Iterable[Path], tell: Tell) -> _Gathered:
    """Reads all sources but what an earlier call wrote into one of their folders."""
    gathered = _Gathered([], {}, set())
    wanted: list[Wanted] = []
    own = {path.resolve() for path in own} - {path.resolve() for path in asked.sources}
    files = [f for f in read_sources(list(asked.sources)) if f[0].resolve() not in own]
    for number, (_, givens) in enumerate(files, start=1):
        for given in givens:
            if isinstance(given, Wanted):
                wanted.append(given)
            else:
                gathered.add(given, spool)
        tell("reading", number, len(files))
    for found in _resolve(wanted, asked.fetch, gathered, tell):
        gathered.add(found, spool)
    return gathered


def _resolve(
    wanted: Sequence[Wanted], fetch: Fetch | None, gathered: _Gathered, tell: Tell
) -> Iterator[Raw | Exclusion]:
    """Pages of wanted articles; where there is none, what stands in for it, or why not."""
    reasons: Mapping[int, str] = {}
    if fetch and wanted:
        archive, reasons = fetch(wanted, tell)
        gathered.n_fetched = len(wanted) - len(reasons)
        if archive.exists():  # not where nothing could be fetched
            yield from read_archive(archive)
    for number, one in enumerate(wanted):
        if fetch and number not in reasons:
            continue
        if canonical_url(one.url) in gathered.pages:  # it was in an archive, or elsewhere
            continue
        if one.instead:
            yield one.instead
        else:
            reason = reasons.get(number, "no saved page of it lies beside the list; give --fetch")
            outlet = one.known.get("outlet")
            yield Exclusion(one.path, one.line, f"{one.url}: {reason}", outlet=outlet)


def _host(record: Mapping[str, Any]) -> str | None:
    """The host of a record that was taken from a page."""
    health, url = record.get("health"), record.get("url")
    is_page = isinstance(health, Mapping) and "words" in (health.get("page") or {})
    return host_of(url) if is_page and isinstance(url, str) else None


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is held of an article while the others are read."""

    order: tuple[Any, ...]
    number: int
    place: str


def _write(asked: Asked, spool: Spool, gathered: _Gathered, out: Path, tell: Tell) -> Collected:
    names = {
        host: min(counts, key=lambda name: (-counts[name], name))
        for host, counts in gathered.names.items()
    }
    repeats = RepeatedLines()
    entries: dict[tuple[str, str], _Entry] = {}
    for number, raw in enumerate(spool):
        article = _article(raw, names, asked.event_id)
        if isinstance(article, Exclusion):
            gathered.exclusions.append(article)
            continue
        entry = _Entry((*article.order, article.sha256), number, place(raw.path, raw.line))
        first = entries.setdefault((article.event_id, article.article_id), entry)
        if first is entry:
            repeats.add(article)
        else:
            gathered.exclusions.append(_repetition(article, first))
        tell("checking", number + 1, len(spool))
    aside = out.with_name(f".{out.name}.{os.getpid()}.partial")
    unhealthy: list[Unhealthy] = []
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    try:
        with aside.open("w", encoding="utf-8") as lines:
            for done, entry in enumerate(sorted(entries.values(), key=lambda e: e.order), start=1):
                article = _article(spool[entry.number], names, asked.event_id)
                assert isinstance(article, Article)  # noqa: S101  # as above
                health = health_field(article, repeats.of(article))
                lines.write(json.dumps(_record(article, health), ensure_ascii=False) + "\n")
                _count(article, health, counts, unhealthy)
                tell("writing", done, len(entries))
        if entries:
            aside.replace(out)
        else:
            aside.unlink()
    except BaseException:  # a full disk, Ctrl-C: leave nothing half written behind
        aside.unlink(missing_ok=True)
        raise
    exclusions = sorted(gathered.exclusions, key=lambda x: (x.path, x.line or 0, x.reason))
    return Collected(
        n_articles=len(entries),
        n_outlets=len(counts["outlet"]),
        read=counts["from"],
        exclusions=tuple(exclusions),
        unhealthy=tuple(unhealthy),
        n_fetched=gathered.n_fetched,
    )


def _article(raw: Raw, names: Mapping[str, str], event_id: str | None) -> Article | Exclusion:
    given = dict(raw.fields)
    host, outlet = _host(given), given.get("outlet")
    if host is None and isinstance(url := given.get("url"), str) and outlet == host_of(url):
        host = outlet  # an export that says no more than the host of an outlet that has a name
    if outlet and host is not None and host in names:
        given["outlet"] = names[host]
    if event_id:
        given["event_id"] = event_id
    return to_article(Raw(raw.path, raw.line, given), _NO_EVENT)


def _repetition(article: Article, first: _Entry) -> Exclusion:
    reason = f"repeats {first.place}"
    return Exclusion(article.path, article.line, reason, None, article.article_id, article.outlet)


def _record(article: Article, health: Mapping[str, Any]) -> dict[str, Any]:
    """The line of an article: what is known of it, in the order of the contract."""
    event = {} if article.event_id == _NO_EVENT else {"event_id": article.event_id}
    head = event | {"article_id": article.article_id}
    rest = {f.name: getattr(article, f.name) for f in fields(article) if f.name not in _UNSAID}
    if article.sentences is not None:
        rest.pop("text")
    extra = {name: value for name, value in article.extra.items() if name != "health"}
    return plain({**head, **rest, **extra, "health": health})


def _count(
    article: Article,
    health: Mapping[str, Any],
    counts: Mapping[str, Counter[str]],
    unhealthy: list[Unhealthy],
) -> None:
    counts["outlet"][article.outlet] += 1
    counts["from"][str(article.provenance.get("collected_from", "articles"))] += 1
    if health["signs"]:
        signs = tuple(sign["words"] for sign in health["signs"])
        unhealthy.append(Unhealthy(article.article_id, article.outlet, article.title, signs))
