"""Exports of Media Cloud, Event Registry (NewsAPI.ai) and NewsAPI -> records and addresses.

The formats, as their documentation gives them:

- Media Cloud: a story of the search API and of the "download all URLs" table has `id`,
  `indexed_date`, `language`, `media_name`, `media_url`, `publish_date`, `title`, `url`; `text`
  where it was asked for (github.com/mediacloud/api-client, "story_list"). Of version 2 of its API:
  `stories_id`, `story_text` (github.com/mediacloud/backend, "api_2_0_spec").
- Event Registry: the article data model has `uri`, `url`, `title`, `body`, `date`, `time`,
  `dateTime`, `dateTimePub`, `lang` (ISO 639-3), `source`, `authors`, `eventUri`, in
  `articles.results`, or by uri under `info` (newsapi.ai/documentation?tab=data_models).
- NewsAPI: `articles` have `source` (`id`, `name`), `author`, `title`, `description`, `url`,
  `urlToImage`, `publishedAt` and `content`, which is "truncated to 200 chars" and ends with the
  number of those left out (newsapi.org/docs/endpoints/everything).

Tables (CSV) have the same names as columns; a dot joins those of an object, as `source.name`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from crossframe.corpus.addresses import host_of, is_web
from crossframe.corpus.formats.wanted import Given, Wanted
from crossframe.corpus.raw import Raw

_LEFT_OUT = re.compile(r"\s*\[\+\d+ chars\]\s*$")
# ISO 639-3, as Event Registry has it, of languages that have a code of two letters.
_THREE = MappingProxyType(
    {
        "ara": "ar", "bul": "bg", "cat": "ca", "ces": "cs", "dan": "da", "deu": "de", "ell": "el",
        "eng": "en", "est": "et", "eus": "eu", "fas": "fa", "fin": "fi", "fra": "fr", "heb": "he",
        "hin": "hi", "hrv": "hr", "hun": "hu", "ind": "id", "ita": "it", "jpn": "ja", "kor": "ko",
        "lav": "lv", "lit": "lt", "mkd": "mk", "nld": "nl", "nor": "no", "pol": "pl", "por": "pt",
        "ron": "ro", "rus": "ru", "slk": "sk", "slv": "sl", "spa": "es", "sqi": "sq", "srp": "sr",
        "swe": "sv", "tha": "th", "tur": "tr", "ukr": "uk", "urd": "ur", "vie": "vi", "zho": "zh",
    }
)  # fmt: skip


def service_of(fields: Mapping[str, Any]) -> str | None:
    """Names the service that an object or a row of a table is from, by the names in it.

    >>> service_of({"media_name": "Post", "url": "https://post.example/1", "publish_date": ""})
    'Media Cloud'
    """
    names = set(fields)
    if {"media_name", "url"} <= names:
        return "Media Cloud"
    if {"url", "title", "body"} <= names and names & {"dateTime", "dateTimePub", "date"}:
        return "Event Registry"
    if {"url", "title", "publishedAt"} <= names and names & {"source", "source.name"}:
        return "NewsAPI"
    return None


def objects_in(value: Any) -> Iterator[Mapping[str, Any]]:
    """The articles in a parsed JSON export, whichever envelope they came in.

    Args:
        value: What was parsed.

    Yields:
        Objects, in their order; nothing where there is no list of them.

    >>> list(objects_in({"articles": {"results": [{"uri": "1"}]}, "totalResults": 1}))
    [{'uri': '1'}]
    """
    if isinstance(value, list):
        yield from (one for one in value if isinstance(one, Mapping))
        return
    if not isinstance(value, Mapping):
        return
    if service_of(value) or {"outlet", "title"} <= set(value):
        yield value
        return
    for name in ("articles", "results", "stories", "matches", "items"):
        if isinstance(value.get(name), list | Mapping):
            yield from objects_in(value[name])
            return
    for one in value.values():  # Event Registry's details by uri
        if isinstance(one, Mapping) and isinstance(one.get("info"), Mapping):
            yield one["info"]


def read_exported(fields: Mapping[str, Any], path: str, number: int) -> Given:
    """Reads one article of an export.

    Args:
        fields: The object or row; `service_of` knows it.
        path: The file.
        number: Its place there.

    Returns:
        The record, or the address where its whole text is.
    """
    service = service_of(fields)
    read = {
        "Media Cloud": _media_cloud,
        "Event Registry": _event_registry,
        "NewsAPI": _newsapi,
    }[service or ""]
    known, text, health = read(fields)
    url = fields.get("url")
    known |= {
        "url": url if isinstance(url, str) and is_web(url) else None,
        "provenance": {"collected_from": service, **known.pop("provenance", {})},
    }
    known["outlet"] = known["outlet"] or host_of(known["url"])
    record = Raw(path, number, known | {"text": text} | ({"health": health} if health else {}))
    if text and not health:
        return record
    return Wanted(path, number, known["url"], known, instead=record if text else None)


_Read = tuple[dict[str, Any], str, dict[str, Any]]


def _media_cloud(fields: Mapping[str, Any]) -> _Read:
    identity = fields.get("id") or fields.get("stories_id")
    known = {
        "outlet": _text(fields.get("media_name")) or host_of(_text(fields.get("media_url"))),
        "title": _text(fields.get("title")),
        "published_at": _moment(fields.get("publish_date")),
        "language": _language(fields.get("language")),
        "provenance": {"id": str(identity)} if identity else {},
    }
    return known, _text(fields.get("text") or fields.get("story_text")) or "", {}


def _event_registry(fields: Mapping[str, Any]) -> _Read:
    source = fields.get("source")
    named = source if isinstance(source, Mapping) else {}
    day, hour = _text(fields.get("date")), _text(fields.get("time"))
    found = _moment(fields.get("dateTimePub")) or _moment(fields.get("dateTime"))
    event = _text(fields.get("eventUri"))
    known = {
        "outlet": _text(named.get("title"))
        or _text(fields.get("source.title"))
        or (_text(source) if isinstance(source, str) else None)
        or _text(named.get("uri"))
        or _text(fields.get("source.uri")),
        "title": _text(fields.get("title")),
        "published_at": found or (f"{day}T{hour}Z" if day and hour else day),
        "language": _language(fields.get("lang")),
        "authors": _authors(fields.get("authors")),
        "event_id": re.sub(r"[^\w.-]+", "-", event)[:100] if event else None,
        "provenance": {"uri": str(fields.get("uri") or "")},
    }
    return known, _text(fields.get("body")) or "", {}


def _newsapi(fields: Mapping[str, Any]) -> _Read:
    source = fields.get("source")
    named = source if isinstance(source, Mapping) else {}
    known = {
        "outlet": _text(named.get("name"))
        or _text(fields.get("source.name"))
        or (_text(source) if isinstance(source, str) else None),
        "title": _text(fields.get("title")),
        "published_at": _moment(fields.get("publishedAt")),
        "authors": _authors(fields.get("author")),
    }
    content = _text(fields.get("content")) or ""
    whole = _LEFT_OUT.sub("", content)
    if not whole:
        return known, _text(fields.get("description")) or "", {"page": {"is_summary": True}}
    return known, whole, {"page": {"is_excerpt": True}} if whole != content else {}


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _moment(value: Any) -> str | None:
    text = _text(value)
    return text.replace(" ", "T", 1) if text else None


def _language(value: Any) -> str | None:
    code = _text(value)
    return _THREE.get(code.lower(), code) if code else None


def _authors(value: Any) -> list[str]:
    """One name, several parted by commas or semicolons, or a list of names or of objects."""
    if isinstance(value, str):
        return [name.strip() for name in re.split(r"[;,]", value) if name.strip()]
    parts: Sequence[Any] = value if isinstance(value, list) else []
    names = (_text(one.get("name") if isinstance(one, Mapping) else one) for one in parts)
    return [name for name in names if name]
