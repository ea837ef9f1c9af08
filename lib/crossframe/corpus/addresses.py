"""Addresses of pages: what is one, whose it is, and which two are the same."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

# What campaigns, newsletters and social networks hang on an address.
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|cmpid|cmp|xtor|at_\w+|ns_\w+|"
    r"ref|ref_src|ref_url|smid|smtyp|ocid|icid|sref|source|campaign|cid|wt_mc|guccounter)",
    re.IGNORECASE,
)
_PREFIXES = re.compile(r"^(?:www|m|mobile|amp)\.")
_AMP = re.compile(r"(?:/amp/?|\.amp)$")


def is_web(url: str | None) -> bool:
    """Whether a text is an absolute address of the web.

    >>> is_web("https://post.example/1"), is_web("file:///etc/passwd"), is_web("http://[")
    (True, False, False)
    """
    try:
        parts = urlsplit(url or "")
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def host_of(url: str | None) -> str | None:
    """The host of an address, as one speaks of it.

    >>> host_of("https://www.Post.example:8080/a"), host_of("a.html")
    ('post.example', None)
    """
    if not is_web(url):
        return None
    return _PREFIXES.sub("", urlsplit(url or "").hostname or "") or None


def canonical_url(url: str | None) -> str | None:
    """Makes addresses equal that lead to one article.

    Scheme, host prefix, port, fragment, AMP, a final slash and what campaigns add have no say; the
    other parts of a query have, in any order.

    Args:
        url: An address.

    Returns:
        A text to compare by, not to open; None for what is no address of the web.

    >>> a = canonical_url("http://www.post.example/span/?utm_source=x&id=7#top")
    >>> a, a == canonical_url("https://amp.post.example/span/amp?id=7")
    ('post.example/span?id=7', True)
    """
    if not url or not is_web(url):
        return None
    parts = urlsplit(url.strip())
    kept = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.fullmatch(name) and name.lower() not in {"amp", "outputtype"}
    )
    path = _AMP.sub("", parts.path.rstrip("/")).rstrip("/")
    return urlunsplit(("", "", f"{host_of(url)}{path}", urlencode(kept), ""))
