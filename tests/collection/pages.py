"""Pages of invented outlets in the layouts that publishers use; all text is ours."""

from __future__ import annotations

import json
from collections.abc import Sequence

STORY = (
    (
        "A span of the Harbour Bridge fell into the water on Tuesday morning, and divers were "
        "still searching for the driver of a delivery van at nightfall."
    ),
    (
        "The harbour master, Ines Calder, said the span gave way at 6.40 a.m., minutes after a "
        "freight train had passed below it. “We heard it before we saw it,” she told reporters."
    ),
    (
        "Two fishing boats that were moored at the northern pier sank at once. Their crews were "
        "ashore, the port authority said, and nobody on the boats was hurt."
    ),
    (
        "The bridge was closed to lorries last winter after inspectors found cracks in four of its "
        "bearings. Repairs had been planned for May and were to cost 14 million crowns."
    ),
    (
        "The mayor has called a meeting of the council for Wednesday evening, and schools on the "
        "north bank will stay closed until the ferries run again."
    ),
)
TITLE = "Bridge span falls into harbour"
COOKIES = "We and our partners use cookies to store and access information on your device."
GATE = "Subscribe now to continue reading this article."
_LINKS = "".join(
    f'<li><a href="/{n}">Another story of the day, number {n}</a></li>' for n in range(9)
)


def paragraphs(lines: Sequence[str] = STORY) -> str:
    """The lines as paragraphs."""
    return "\n".join(f"<p>{line}</p>" for line in lines)


def page(
    body: str,
    *,
    title: str = TITLE,
    site: str = "Harbour Post",
    head: str = "",
    lang: str = "en",
    url: str = "https://post.example/harbour/span-falls",
) -> str:
    """A page around a body: navigation, asides and a footer as sites have them."""
    return f"""<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{title} | {site}</title>
<meta property="og:site_name" content="{site}"><meta property="og:title" content="{title}">
<link rel="canonical" href="{url}">{head}</head>
<body><nav><ul>{_LINKS}</ul></nav>
{body}
<aside class="related"><h2>More stories</h2><ul>{_LINKS}</ul></aside>
<footer><p>© Harbour Post Publishing. All rights reserved. Imprint, terms and contact.</p></footer>
</body></html>"""


def json_ld(**more: object) -> str:
    """A NewsArticle in JSON-LD, as most publishers have it."""
    article = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": TITLE,
        "datePublished": "2024-03-12T08:00:00+02:00",
        "author": [{"@type": "Person", "name": "M. Ode"}, {"@type": "Person", "name": "K. Brandt"}],
        "publisher": {"@type": "Organization", "name": "Harbour Post"},
        **more,
    }
    return f'<script type="application/ld+json">{json.dumps(article)}</script>'


def article_page(lines: Sequence[str] = STORY, **more: str) -> str:
    """The plain layout: an article element."""
    more.setdefault("head", json_ld())
    body = f"<main><article><h1>{more.get('title', TITLE)}</h1>{paragraphs(lines)}</article></main>"
    return page(body, **more)


def meta_page() -> str:
    """No JSON-LD: Open Graph and meta elements, paragraphs with wrappers of their own."""
    wrapped = "".join(f'<div class="block"><p>{line}</p></div>' for line in STORY)
    head = (
        '<meta property="article:published_time" content="2024-03-12T09:30:00Z">'
        '<meta name="author" content="R. Anders"><meta property="article:section" content="Local">'
    )
    body = f'<div id="content"><h1>{TITLE}</h1><div class="body">{wrapped}</div></div>'
    return page(body, site="Tide Online", head=head, url="https://tide.example/2024/bridge")


def paywalled_page() -> str:
    """The first paragraph, and a wall before the rest, which the server keeps."""
    wall = f'<div class="wall"><p>{GATE}</p><a href="/login">Sign in</a></div>'
    body = f"<article><h1>{TITLE}</h1>{paragraphs(STORY[:1])}{wall}</article>"
    return page(body, head=json_ld(isAccessibleForFree=False))


def cookie_page() -> str:
    """A page that a saver got instead of the article: a consent dialogue alone."""
    lines = [
        COOKIES,
        "Accept all cookies or manage your settings; our cookie policy has the list of partners.",
        "By clicking accept you consent to the use of cookies for measurement and advertising.",
    ]
    return page(f"<div><h1>{TITLE}</h1>{paragraphs(lines)}</div>")


def live_page() -> str:
    """A live blog: entries with times, the newest first."""
    entries = "".join(
        f'<section class="entry"><h2>{hour}:15</h2><p>{line}</p></section>'
        for hour, line in zip(range(18, 8, -2), STORY, strict=False)
    )
    head = (
        '<script type="application/ld+json">'
        + json.dumps(
            {
                "@type": "LiveBlogPosting",
                "headline": TITLE,
                "datePublished": "2024-03-12T08:15:00+02:00",
                "publisher": {"name": "Harbour Post"},
            }
        )
        + "</script>"
    )
    return page(f"<main><article><h1>{TITLE}</h1>{entries}</article></main>", head=head)
