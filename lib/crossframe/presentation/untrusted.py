"""Text, addresses and ids of articles -> the same, unable to disturb the page they stand on."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# Overrides and isolates of the bidirectional algorithm (a stray one reorders what follows it, even
# out of a <bdi>), control characters, lone surrogates and noncharacters.
_DISTURBING = re.compile(
    r"[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_ADDRESS = re.compile(r"https?://[^\s\"'<>\\^`{|}]+", re.IGNORECASE)


def neutralise(text: str) -> str:
    r"""Writes out the characters that would act instead of being read; all others stay verbatim.

    >>> neutralise("left \u202e right")
    'left [U+202E] right'
    """
    return _DISTURBING.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def anchor(kind: str, value: str) -> str:
    """Makes the id of an element from that of a claim, sentence or article; no two ids meet.

    Args:
        kind: One letter or word, so that ids of different things differ.
        value: Any text.

    Returns:
        ASCII letters, digits, hyphens and underscores.

    >>> anchor("s", "wire-1#0"), anchor("s", "wire-1_23_0")
    ('s-wire-1_23_0', 's-wire-1_5f_23_5f_0')
    """
    safe = re.sub(r"[^A-Za-z0-9-]", lambda found: f"_{ord(found[0]):x}_", value)
    return f"{kind}-{safe}"


def web_link(url: str | None) -> str | None:
    """Gives back an address that may become a link; None for any other.

    Only http and https with a host pass, and no user name, which makes a host look like another.

    >>> web_link("https://post.example/a?b=c"), web_link("javascript:alert(1)")
    ('https://post.example/a?b=c', None)
    >>> web_link("https://post.example@evil.example/") is None
    True
    """
    if not url or not _ADDRESS.fullmatch(url) or neutralise(url) != url:
        return None
    try:
        host = urlsplit(url)
    except ValueError:
        return None
    return url if host.hostname and "@" not in host.netloc else None


def page_link(href: str | None) -> str | None:
    """Gives back a relative address of another page of the same folder tree; None for any other.

    >>> page_link("flood/r1/report.html"), page_link("//evil.example"), page_link("data:text/html,")
    ('flood/r1/report.html', None, None)
    """
    if not href or neutralise(href) != href or re.search(r"[:\\\s]|^/", href):
        return None
    return href


def foreign_language(language: str | None) -> str | None:
    """The language tag to mark a text with; None for English, unknown and malformed ones.

    >>> foreign_language("es_AR"), foreign_language("en-GB"), foreign_language('"><b>')
    ('es-AR', None, None)
    """
    tag = (language or "").replace("_", "-")
    if not _LANGUAGE.fullmatch(tag) or tag.split("-")[0].lower() == "en":
        return None
    return tag
