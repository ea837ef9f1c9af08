"""Text, addresses and ids of articles -> the same, unable to disturb the page they stand on."""

from __future__ import annotations

import base64
import re
from hashlib import sha256
from urllib.parse import urlsplit

# Overrides and isolates of the bidirectional algorithm (a stray one reorders what follows it, even
# out of a <bdi>), control characters, lone surrogates and noncharacters.
_DISTURBING = re.compile(
    r"[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
# Longer ids than this are named by their digest: a page names each of them many times.
_LONGEST_ANCHOR = 16
# Characters from which a text is shown by its beginning alone, and how much of it then. The longest
# sentence of a thousand articles of ECB+, SuperPAL and MEANTIME has 848.
LONGEST, _KEPT = 4_000, 600
# Languages that are written from right to left.
_RIGHT_TO_LEFT = frozenset(
    ["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"]
)
_ADDRESS = re.compile(r"https?://[^\s\"'<>\\^`{|}]+", re.IGNORECASE)


def neutralise(text: str) -> str:
    r"""Writes out the characters that would act instead of being read; all others stay verbatim.

    >>> neutralise("left \u202e right")
    'left [U+202E] right'
    """
    if text.isprintable():  # most texts are, and then hold none of them
        return text
    return _DISTURBING.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def clip(text: str) -> str:
    """Shows a text that no page could hold by its beginning, and says how long it is.

    >>> clip("w" * 10_000_000)[598:]
    'ww… [10,000,000 characters, of which 600 are shown]'
    """
    if len(text) <= LONGEST:
        return text
    return f"{text[:_KEPT]}… [{len(text):,} characters, of which {_KEPT} are shown]"


def anchor(kind: str, value: str) -> str:
    """Makes the id of an element from that of a claim, sentence or article; no two ids meet.

    A long id is named by 45 bits of its SHA-256, after an underscore: it meets no short one.

    Args:
        kind: One letter or word, so that ids of different things differ.
        value: Any text.

    Returns:
        ASCII letters, digits, hyphens and underscores.

    >>> anchor("s", "wire-1#0"), anchor("s", "wire-1_23_0")
    ('s-wire-1_23_0', 's-wire-1_5f_23_5f_0')
    >>> anchor("s", "harbour-bridge-tribune-14#3")
    's_r4o5k3zeo'
    """
    if len(value) > _LONGEST_ANCHOR:
        digest = sha256(value.encode("utf-8", "surrogatepass")).digest()
        return f"{kind}_{base64.b32encode(digest[:10]).decode()[:9].lower()}"
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
    if not url or len(url) > LONGEST or not _ADDRESS.fullmatch(url) or neutralise(url) != url:
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


def language_tag(language: str | None) -> str | None:
    """The tag of a language as HTML wants it; None where it is unknown or malformed.

    >>> language_tag("es_AR"), language_tag("en"), language_tag('"><b>')
    ('es-AR', 'en', None)
    """
    tag = (language or "").replace("_", "-")
    return tag if len(tag) <= LONGEST and _LANGUAGE.fullmatch(tag) else None


def foreign_language(language: str | None) -> str | None:
    """The language tag to mark a text with; None for English, unknown and malformed ones.

    >>> foreign_language("es_AR"), foreign_language("en-GB"), foreign_language('"><b>')
    ('es-AR', None, None)
    """
    tag = language_tag(language)
    return None if tag is None or tag.split("-")[0].lower() == "en" else tag


def is_right_to_left(language: str | None) -> bool:
    """True for a language that is written from right to left.

    >>> is_right_to_left("fa-IR"), is_right_to_left("es"), is_right_to_left(None)
    (True, False, False)
    """
    return (language or "").replace("_", "-").split("-")[0].lower() in _RIGHT_TO_LEFT
