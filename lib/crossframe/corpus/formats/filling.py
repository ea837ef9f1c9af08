"""Page and the text taken from it -> the text with what was left out of it, at its place.

What takes the text looks for paragraphs where most pages have them. A second reading, which takes
any element for one, finds those that stand elsewhere; JSON-LD may hold all of the text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import lxml.html
from lxml import etree

from crossframe.corpus.formats.markup import plain_text
from crossframe.corpus.formats.page_facts import PageFacts
from crossframe.corpus.formats.passages import (
    Element,
    Passage,
    is_hidden,
    runs_of,
    share_of,
    words_of,
)
from crossframe.corpus.formats.standing import KEPT, Standing, standing_of

# A body that JSON-LD declares replaces a text that is part of it: so much of the text stands in it,
# and the text has less than so much of it.
_PART, _BODY = 0.8, 0.8


def fill(root: Element, text: str, facts: PageFacts, title: str | None) -> str:
    r"""Puts passages back that were left out of a text.

    Args:
        root: The page.
        text: What was taken from it.
        facts: What the page says of itself.
        title: The headline.

    Returns:
        The text, a passage a line; as it was where nothing is missing. What the page hides, and
        what stands behind the text in an element of its own, is not put back.

    >>> told = "<h1>Roads shut</h1><p>It rained for a week on the hills above the town.</p>"
    >>> left = "Two roads were shut at noon, and buses went by way of the coast until it was dark."
    >>> last = "<p>The council will meet on Monday to talk of the drains.</p>"
    >>> root = lxml.html.fromstring(f"<article>{told}<div>{left}</div>{last}</article>")
    >>> text = "\n".join(p.text_content() for p in root.iter("p"))
    >>> fill(root, text, PageFacts(), "Roads shut").split("\n")[1] == left
    True
    """
    filled = _with_passages(text, standing_of(root, text, title))
    body = _body(facts)
    words = words_of(filled)
    is_part = share_of(words, runs_of(words_of(body))) >= _PART
    if is_part and share_of(words_of(body), runs_of(words)) < _BODY:
        return body
    return filled


def _with_passages(text: str, standing: Standing) -> str:
    lines = text.split("\n")
    places = _places(lines)
    runs = set(runs_of(words_of(text)))
    behind: dict[int, list[str]] = defaultdict(list)
    line = -1
    for at, one in enumerate(standing.passages):
        if standing.kept[at] >= KEPT:
            line = _line_of(one, places, line)
        elif _is_to_be_put_back(standing, at) and share_of(one.words, runs) < KEPT:
            behind[line].append(one.text)
            runs |= runs_of(one.words)
    if not behind:
        return text
    told = [*behind[-1]]
    for number, one_line in enumerate(lines):
        told += [one_line, *behind[number]]
    return "\n".join(told)


def _is_to_be_put_back(standing: Standing, at: int) -> bool:
    one = standing.passages[at]
    is_among = at < standing.n_until or one.holder in standing.beside
    return is_among and standing.is_missing(at) and not is_hidden(one.block)


def _places(lines: Sequence[str]) -> dict[tuple[str, ...], int]:
    """The line that each run of words stands in, for runs that stand in one line alone."""
    found: dict[tuple[str, ...], int] = {}
    again: set[tuple[str, ...]] = set()
    for number, line in enumerate(lines):
        for run in runs_of(words_of(line)):
            again.update([run] if run in found else ())
            found.setdefault(run, number)
    return {run: number for run, number in found.items() if run not in again}


def _line_of(one: Passage, places: Mapping[tuple[str, ...], int], before: int) -> int:
    """The line that has most of a kept passage, the later one of two; else the one before."""
    counts = Counter(places[run] for run in runs_of(one.words) if run in places)
    return max(counts, key=lambda number: (counts[number], number), default=before)


def _body(facts: PageFacts) -> str:
    """The text that JSON-LD declares; some publishers write it as HTML."""
    body = facts.body or ""
    if "<" in body:
        try:
            return plain_text(lxml.html.fragment_fromstring(body, create_parent="div"))
        except (etree.LxmlError, ValueError):
            return ""
    return "\n".join(line for line in (" ".join(one.split()) for one in body.split("\n")) if line)
