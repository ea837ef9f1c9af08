"""Page and the text taken from it -> how much of the page's prose the text has, and where it stops.

Only the page can tell a text that was cut at the end of a sentence from one that ends there.
"""

from __future__ import annotations

from typing import Any

import lxml.html

from crossframe.corpus.formats.page_facts import PageFacts
from crossframe.corpus.formats.passages import (
    ASIDE_TAGS,
    is_aside,
    is_hidden,
    runs_of,
    share_of,
    words_of,
)
from crossframe.corpus.formats.standing import standing_of
from crossframe.corpus.gates import GATE, MORE

# An articleBody of fewer words than this, or than half of the text's, is a teaser.
_FEWEST_OF_BODY = 60
_LONGEST_BUTTON = 60


def page_evidence(
    root: lxml.html.HtmlElement, text: str, facts: PageFacts, title: str | None = None
) -> dict[str, Any]:
    """Compares a text with the page that it was taken from.

    Args:
        root: The page.
        text: What was taken.
        facts: What the page says of itself.
        title: The headline, if another is shown than the page declares.

    Returns:
        `words` of prose that the page has where the article stands; `kept_share` of them that are
        in the text, 0..1; `words_after`, those after the last that was kept; `words_missing`, those
        left out before it; `body_share`, of the words of JSON-LD's articleBody that are in the
        text; `more`, the button behind the text that shows the rest; `gate`, a line that asks to
        pay or to sign in; `is_free` as declared. None where the page does not tell.
    """
    standing = standing_of(root, text, title or facts.title)
    n_words = [len(one.words) for one in standing.passages]
    total, until = sum(n_words), standing.n_until
    kept = sum(n * share for n, share in zip(n_words, standing.kept, strict=True))
    missing = sum(n_words[at] for at in range(until) if standing.is_missing(at))
    body, words = words_of(facts.body or ""), words_of(text)
    is_body = len(body) >= max(len(words) / 2, _FEWEST_OF_BODY)
    return {
        "words": total,
        "kept_share": round(kept / total, 3) if total else None,
        "words_after": sum(n_words[until:]) if until else None,
        "words_missing": missing if until else None,
        "body_share": round(share_of(body, runs_of(words)), 3) if is_body else None,
        "more": _more(standing.passages[until - 1].block) if until else None,
        "gate": _gate(root),
        "is_free": facts.is_free,
    }


def _more(last: lxml.html.HtmlElement) -> str | None:
    """What the next button behind a passage says, if it shows more of the text."""
    found = last.xpath("(following::*[self::button or @role='button'])[1]")
    if not found or any(is_aside(one) for one in found[0].iterancestors()):
        return None
    said = " ".join(found[0].text_content().split())
    return said if len(said) <= _LONGEST_BUTTON and MORE.fullmatch(said) else None


def _gate(root: lxml.html.HtmlElement) -> str | None:
    """The first short block that asks to pay or to sign in before the rest is shown."""
    for element in root.iter("p", "div", "span", "h2", "h3", "h4", "a", "button", "strong"):
        if is_hidden(element, ASIDE_TAGS - {"aside", "figure", "header"}):
            continue
        own = (element.text or "") if len(element) else element.text_content()
        line = " ".join(own.split())
        if 10 <= len(line) <= 300 and GATE.search(line):
            return line[:200]
    return None
