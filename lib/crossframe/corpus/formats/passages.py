"""Tree of a page -> its passages of running text, whatever element holds them.

Publishers do not put every paragraph into a `<p>`: some stand in bare `<div>`s, in elements of the
publisher's own, or between line breaks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeAlias

import lxml.html
from lxml import etree

from crossframe.corpus.formats.markup import INLINE

RUN = 3
# Scripts that write no spaces have a word or so in two characters.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[{_UNSPACED}]{{1,2}}|[^\W{_UNSPACED}]+")
_SILENT = frozenset({"head", "script", "style", "svg", "iframe", "object", "select"})
ASIDE_TAGS = frozenset(
    {"nav", "footer", "aside", "header", "form", "script", "style", "noscript", "button", "figure",
     "template", "select", "iframe", "svg"}
)  # fmt: skip
_ASIDE_NAMES = re.compile(
    r"(?:comment|related|recommend|promo|newsletter|cookie|consent|share|social|sidebar|"
    r"advert|\bads?\b|banner|byline|author|bio\b|caption|footer|breadcrumb|most-?read|trending|"
    r"sponsor|paywall|subscri|signup|sign-up|tags?\b|disclaimer|modal|popup|correction|legal|"
    r"copyright|widget|more-(?:on|from)|read-?(?:more|next)|outbrain|taboola|meta\b|toolbar|"
    r"audio|player|\bpoll\b|quiz|alert|fallback|placeholder|tooltip|dialog|login)",
    re.IGNORECASE,
)
_TEASER = re.compile("teaser", re.IGNORECASE)
_STOP = re.compile(r"[.!?…。！？؟।][\"'”’»)\]」』]*$")
Element: TypeAlias = lxml.html.HtmlElement


@dataclass(frozen=True, slots=True)
class Passage:
    """Text that no block divides, nor a line break behind a full stop.

    `holder` is the element that holds it and its neighbours; `asides` those about or beside an
    article that it stands in, the outermost first. `words` are as `words_of` gives them.
    `is_linked`: mostly links. `is_prose`: neither that nor a headline, and it ends with a stop.
    """

    text: str
    block: Element
    holder: Element
    asides: tuple[Element, ...]
    words: tuple[str, ...]
    is_linked: bool
    is_prose: bool


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, in small letters; of a script without spaces, two characters each.

    >>> words_of("It rained, 水位上升。")
    ('it', 'rained', '水位', '上升')
    """
    return tuple(_WORD.findall(text.casefold()))


def runs_of(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """All runs of three words that follow each other."""
    return frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def share_of(words: Sequence[str], runs: AbstractSet[tuple[str, ...]]) -> float:
    """Share of the runs of some words that are among others."""
    own = [tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]
    return sum(run in runs for run in own) / len(own) if own else 0.0


def passages_of(root: Element) -> list[Passage]:
    """Finds the passages of a page.

    Args:
        root: The page.

    Returns:
        In their order; those of navigation, comments and their like among them.

    >>> page = "<div>It rained all night on the roofs of the town.<p>Roads were shut.</p></div>"
    >>> [passage.text for passage in passages_of(lxml.html.fromstring(page))]
    ['It rained all night on the roofs of the town.', 'Roads were shut.']
    """
    asides: dict[Element, tuple[Element, ...]] = {}
    found = [
        (block, line, is_linked) for block, text, is_linked in _texts(root) for line in _lines(text)
    ]
    n_lines = Counter(block for block, _, _ in found)
    passages = []
    for block, line, is_linked in found:
        is_alone = n_lines[block] == 1 and block.getparent() is not None
        passages.append(
            Passage(
                line,
                block,
                block.getparent() if is_alone else block,
                _asides_of(block, asides),
                words_of(line),
                is_linked,
                block.tag != "h1" and not is_linked and bool(_STOP.search(line)),
            )
        )
    return passages


def _texts(root: Element) -> Iterator[tuple[Element, str, bool]]:
    """Blocks with the texts that no other block divides, and whether these are mostly links."""
    blocks = [root]
    pieces: list[str] = []
    silent = links = linked = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        is_start = event == "start"
        if element.tag == "br":
            pieces.append("\n" if is_start else "")
        elif element.tag not in INLINE:
            if text := "".join(pieces).strip():
                yield blocks[-1], text, 2 * linked >= len(text)
            pieces, linked = [], 0
            if is_start:
                blocks.append(element)
            else:
                blocks.pop()
        silent += (1 if is_start else -1) * (element.tag in _SILENT)
        links += (1 if is_start else -1) * (element.tag == "a")
        told = element.text if is_start else element.tail if element is not root else None
        if told and not silent:
            pieces.append(told.replace("\n", " "))
            linked += len(told) if links else 0


def _lines(text: str) -> Iterator[str]:
    """Lines between breaks; a line that does not end with a stop goes on in the next one."""
    held = ""
    for line in text.split("\n"):
        held = " ".join(f"{held} {line}".split())
        if _STOP.search(held):
            yield held
            held = ""
    if held:
        yield held


def _asides_of(block: Element, known: dict[Element, tuple[Element, ...]]) -> tuple[Element, ...]:
    if block not in known:
        above = block.getparent()
        outer = () if above is None else _asides_of(above, known)
        known[block] = (*outer, block) if is_aside(block) else outer
    return known[block]


def is_aside(element: Element) -> bool:
    """Whether an element is, by its tag or name, about or beside an article."""
    if element.tag in ASIDE_TAGS:
        return True
    if element.tag in {"html", "body", "main", "article"}:
        return False
    name = f"{element.get('class', '')} {element.get('id', '')}"
    if _ASIDE_NAMES.search(name):
        return True
    # A teaser that leads nowhere is the beginning of the article itself.
    leads = element.tag == "a" or next(element.iter("a"), None) is not None
    return leads and bool(_TEASER.search(name))


def is_hidden(element: Element, silent: frozenset[str] = frozenset()) -> bool:
    """Whether a page does not show an element at first.

    Args:
        element: The element.
        silent: Tags whose elements count as hidden with all that they hold.

    Returns:
        True if it, or one that it stands in, is hidden by an attribute, a style or a common class.
    """
    for one in (element, *element.iterancestors()):
        style = (one.get("style") or "").replace(" ", "").lower()
        if one.get("hidden") is not None or one.get("aria-hidden") == "true":
            return True
        if "display:none" in style or one.tag in silent:
            return True
    return False
