"""Page and the text taken from it -> how much of the page's prose the text has, and where it stops.

Only the page can tell a text that was cut at the end of a sentence from one that ends there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import lxml.html

from crossframe.corpus.formats.page_facts import PageFacts
from crossframe.corpus.gates import GATE

RUN = 3
FEWEST_WORDS = 8
# The article stands in the deepest element that holds this share of the words that were kept.
_MOST = 0.8
# A block counts as kept if this share of its runs of words stands in the text.
_KEPT = 0.5
_WORD = re.compile(r"\w+")
_BLOCKS = frozenset({"p", "li", "blockquote", "h2", "h3", "h4", "td", "dd", "pre"})
_ASIDE_TAGS = frozenset(
    {"nav", "footer", "aside", "header", "form", "script", "style", "noscript", "button", "figure",
     "template", "select", "iframe", "svg"}
)  # fmt: skip
_ASIDE_NAMES = re.compile(
    r"(?:comment|related|recommend|promo|newsletter|cookie|consent|share|social|teaser|sidebar|"
    r"advert|\bads?\b|banner|byline|author|bio\b|caption|footer|breadcrumb|most-?read|trending|"
    r"sponsor|paywall|subscri|signup|sign-up|tags?\b|disclaimer|modal|popup|correction|legal|"
    r"copyright|widget|more-(?:on|from)|read-?(?:more|next)|outbrain|taboola|meta\b|toolbar)",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class _Block:
    """A block of sentences, the asides that it stands in, and how much of it was kept."""

    element: lxml.html.HtmlElement
    asides: tuple[lxml.html.HtmlElement, ...]
    words: tuple[str, ...]
    kept: float


def page_evidence(root: lxml.html.HtmlElement, text: str, facts: PageFacts) -> dict[str, Any]:
    """Compares a text with the page that it was taken from.

    Args:
        root: The page.
        text: What was taken.
        facts: What the page says of itself.

    Returns:
        `words` of prose that the page has where the article stands; `kept_share` of them that are
        in the text, 0..1; `words_after`, those after the last that was kept; `body_share`, of the
        words of JSON-LD's articleBody that are in the text; `gate`, a line that asks to pay or to
        sign in; `is_free` as declared. None where the page does not tell.
    """
    runs = _runs(_words(text))
    own = _inside(_without_asides(_prose(root, runs)))
    total = sum(len(block.words) for block in own)
    kept = sum(len(block.words) * block.kept for block in own)
    last = max((at for at, block in enumerate(own) if block.kept >= _KEPT), default=None)
    after = None if last is None else sum(len(b.words) for b in own[last + 1 :])
    body = _words(facts.body or "")
    return {
        "words": total,
        "kept_share": round(kept / total, 3) if total else None,
        "words_after": after,
        "body_share": round(_share(body, runs), 3) if 2 * len(body) >= _length(text) else None,
        "gate": _gate(root),
        "is_free": facts.is_free,
    }


def _length(text: str) -> int:
    """Words of a text; an articleBody of much fewer is a teaser, of fewer than 60 always one."""
    return max(len(_words(text)), 120)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _runs(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def _share(words: Sequence[str], runs: frozenset[tuple[str, ...]]) -> float:
    """Share of the runs of some words that stand among others."""
    own = [tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]
    return sum(run in runs for run in own) / len(own) if own else 0.0


def _prose(root: lxml.html.HtmlElement, runs: frozenset[tuple[str, ...]]) -> list[_Block]:
    """Blocks of sentences in their order, those about or beside an article among them."""
    asides: dict[lxml.html.HtmlElement, tuple[lxml.html.HtmlElement, ...]] = {}
    found = []
    for element in root.iter():
        above = asides.get(element.getparent(), ())
        asides[element] = (*above, element) if _is_aside(element) else above
        is_block = element.tag in _BLOCKS
        if is_block and not any(child.tag in _BLOCKS for child in element.iterdescendants()):
            line = " ".join("".join(element.itertext()).split())
            words = _words(line)
            linked = sum(len(a.text_content()) for a in element.iter("a"))
            if len(words) >= FEWEST_WORDS and _STOP.search(line) and 2 * linked < len(line):
                found.append(_Block(element, asides[element], words, _share(words, runs)))
    return found


def _without_asides(blocks: Sequence[_Block]) -> list[_Block]:
    """Leaves out what stands in an aside, unless most of what was kept stands in it too."""
    weight: Counter[lxml.html.HtmlElement] = Counter()
    total = 0
    for block in blocks:
        if block.kept >= _KEPT:
            total += len(block.words)
            weight.update(dict.fromkeys(block.asides, len(block.words)))
    beside = {aside for block in blocks for aside in block.asides if 2 * weight[aside] <= total}
    return [block for block in blocks if not beside.intersection(block.asides)]


def _is_aside(element: lxml.html.HtmlElement) -> bool:
    if element.tag in _ASIDE_TAGS:
        return True
    if element.tag in {"html", "body", "main", "article"}:
        return False
    return bool(_ASIDE_NAMES.search(f"{element.get('class', '')} {element.get('id', '')}"))


def _inside(blocks: Sequence[_Block]) -> list[_Block]:
    """The blocks of the deepest element that holds most of what was kept."""
    weight: Counter[lxml.html.HtmlElement] = Counter()
    for block in blocks:
        if block.kept >= _KEPT:
            for above in block.element.iterancestors():
                weight[above] += len(block.words)
    total = max(weight.values(), default=0)
    holding = [element for element, words in weight.items() if words >= _MOST * total]
    if not holding:
        return []
    home = max(holding, key=_depth)
    # A paragraph that has a wrapper to itself: its neighbours are one level up.
    while (
        sum(home in b.element.iterancestors() for b in blocks) < 2 and home.getparent() is not None
    ):
        home = home.getparent()
    return [block for block in blocks if home in block.element.iterancestors()]


def _depth(element: lxml.html.HtmlElement) -> int:
    return sum(1 for _ in element.iterancestors())


def _gate(root: lxml.html.HtmlElement) -> str | None:
    """The first short block that asks to pay or to sign in before the rest is shown."""
    for element in root.iter("p", "div", "span", "h2", "h3", "h4", "a", "button", "strong"):
        if _is_hidden(element):
            continue
        own = (element.text or "") if len(element) else element.text_content()
        line = " ".join(own.split())
        if 10 <= len(line) <= 300 and GATE.search(line):
            return line[:200]
    return None


def _is_hidden(element: lxml.html.HtmlElement) -> bool:
    for one in (element, *element.iterancestors()):
        style = (one.get("style") or "").replace(" ", "").lower()
        if one.get("hidden") is not None or one.get("aria-hidden") == "true":
            return True
        if "display:none" in style or one.tag in _ASIDE_TAGS - {"aside", "figure", "header"}:
            return True
    return False
