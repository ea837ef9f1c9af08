"""Page and a text taken from it -> the passages of the article, and which of them the text has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from crossframe.corpus.formats.page_facts import is_alike
from crossframe.corpus.formats.passages import (
    Element,
    Passage,
    passages_of,
    runs_of,
    share_of,
    words_of,
)
from crossframe.corpus.gates import GATE, is_consent

# The article stands in the deepest element that holds this share of the words that were kept.
_MOST = 0.8
# A passage counts as kept if this share of its runs of words stands in the text.
KEPT = 0.5
# Fewer words are a label or a caption as often as a sentence; among paragraphs, a short question.
_PROSE_WORDS, _FEWEST_AMONG = 8, 4
# So many has a sentence of the text that is alone of its shape; notes of players, of apps and of
# editors have fewer. The leads that stand so on the gold have 21 and more.
_FEWEST_ALONE = 16
# Elements that hold a sentence or more; any other holds labels of the page as often as not.
_BLOCKS = frozenset({"p", "li", "blockquote", "h2", "h3", "h4", "td", "dd", "pre"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class Standing:
    """Passages of an article on its page, in their order.

    `kept` is the share of each that is in the text, 0..1. `n_until` counts those up to the last
    that was kept, 0 where none was. `beside` holds the elements that kept ones stand in.
    """

    passages: tuple[Passage, ...]
    kept: tuple[float, ...]
    n_until: int
    beside: frozenset[Element]

    def is_missing(self, at: int) -> bool:
        """Whether a passage was left out that neither asks to pay nor tells of cookies.

        A heading that asks is a poll's as often as the article's.
        """
        text = self.passages[at].text
        asks = self.passages[at].block.tag in _HEADINGS and text.endswith("?")
        return self.kept[at] < KEPT and not (asks or GATE.search(text) or is_consent(text))


def standing_of(root: Element, text: str, title: str | None) -> Standing:
    """Finds the passages of an article, by those of them that a text has.

    The article stands between its headline and the last passage that was kept, and in the deepest
    element that holds most of what was kept; navigation, comments and their like are left out.

    Args:
        root: The page.
        text: What was taken from it.
        title: The headline, if it is known.

    Returns:
        The passages; behind the last kept one, those alone that look like paragraphs.
    """
    every = passages_of(root)
    runs = runs_of(words_of(text))
    kept, is_beside = _kept_beside(every, runs, title)
    home = _home([one for one in every if not is_beside[one.asides]], runs)
    inside = frozenset(() if home is None else home.iter())
    held = [at for at, words in enumerate(kept) if words and every[at].holder in inside]
    if not held:
        return Standing((), (), 0, frozenset())
    first, last = held[0], held[-1]
    start = _headline(every[:first], title)
    beside = frozenset(every[at].holder for at in held)
    shapes = Counter(_shape(one.block) for one in every if one.is_prose)
    kept_shapes = {_shape(every[at].block) for at in held}
    # A text below a link of its own is that of another story.
    cards = frozenset(one.holder for one in every if one.is_linked) - beside

    def is_own(at: int, one: Passage) -> bool:
        if not one.is_prose or is_beside[one.asides] or one.text == title:
            return False
        is_neighbour, is_block = one.holder in beside, one.block.tag in _BLOCKS
        is_alone = not is_block and shapes[_shape(one.block)] < 2
        fewest = _FEWEST_AMONG if is_neighbour and at < last else _PROSE_WORDS
        is_short = len(one.words) < max(fewest, _FEWEST_ALONE * is_alone)
        if not kept[at] and (is_short or one.holder in cards):
            return False
        if one.holder not in inside:
            return start is not None and start < at < first
        is_alike = _shape(one.block) in kept_shapes
        return at <= last or is_block or is_alike or (is_neighbour and not is_alone)

    own = [at for at, one in enumerate(every) if is_own(at, one)]
    return Standing(
        tuple(every[at] for at in own),
        tuple(share_of(every[at].words, runs) for at in own),
        sum(at <= last for at in own),
        beside,
    )


def _kept_beside(
    every: Sequence[Passage], runs: AbstractSet[tuple[str, ...]], title: str | None
) -> tuple[list[int], dict[tuple[Element, ...], bool]]:
    """Kept words of each passage, and which elements around passages are beside the article."""
    kept = [len(one.words) if _is_kept(one, runs) else 0 for one in every]
    aside = _asides(every, kept) - _own_header(every, title)
    is_beside = {one.asides: not aside.isdisjoint(one.asides) for one in every}
    own = [0 if is_beside[one.asides] else n for one, n in zip(every, kept, strict=True)]
    return own, is_beside


def _is_counted(one: Passage) -> bool:
    return one.is_prose and len(one.words) >= _PROSE_WORDS


def _is_kept(one: Passage, runs: AbstractSet[tuple[str, ...]]) -> bool:
    return _is_counted(one) and share_of(one.words, runs) >= KEPT


def _asides(every: Sequence[Passage], kept: Sequence[int]) -> frozenset[Element]:
    """Elements beside the article: none in which most of what was kept stands."""
    words: Counter[tuple[Element, ...]] = Counter()
    for one, n_words in zip(every, kept, strict=True):
        words[one.asides] += n_words
    weight: Counter[Element] = Counter()
    for asides, n_words in words.items():
        weight.update(dict.fromkeys(asides, n_words))
    return frozenset(aside for aside in weight if 2 * weight[aside] <= sum(kept))


def _home(every: Sequence[Passage], runs: AbstractSet[tuple[str, ...]]) -> Element | None:
    """The deepest element that holds most of what was kept, and more than one passage."""
    words: Counter[Element] = Counter()
    passages: Counter[Element] = Counter()
    for one in every:
        words[one.holder] += len(one.words) if _is_kept(one, runs) else 0
        passages[one.holder] += _is_counted(one)
    weight, n_passages = _with_all_above(words), _with_all_above(passages)
    total = max(weight.values(), default=0)
    holding = [one for one, n_words in weight.items() if n_words >= max(_MOST * total, 1)]
    if not holding:
        return None
    home = max(holding, key=lambda one: sum(1 for _ in one.iterancestors()))
    headers = [one for one in (home, *home.iterancestors("header")) if one.tag == "header"]
    home = headers[-1].getparent() if headers else home
    # A paragraph that has a wrapper to itself: its neighbours are one level up.
    while n_passages[home] < 2 and home.getparent() is not None:
        home = home.getparent()
    return home


def _with_all_above(counts: Counter[Element]) -> Counter[Element]:
    """Counts of elements, each of them counted for all that it stands in too."""
    found: Counter[Element] = Counter()
    for element, count in counts.items():
        found.update(dict.fromkeys((element, *element.iterancestors()), count))
    return found


def _shape(block: Element) -> tuple[object, ...]:
    """What blocks have in common that one template made."""
    above = block.getparent()
    return block.tag, block.get("class"), above is not None and (above.tag, above.get("class"))


def _own_header(every: Sequence[Passage], title: str | None) -> frozenset[Element]:
    """Headers that hold the headline: what else they hold belongs to the article too."""
    at = _headline(every, title)
    return frozenset(() if at is None else every[at].block.iterancestors("header"))


def _headline(before: Sequence[Passage], title: str | None) -> int | None:
    """Place of the headline among what stands before the text; None where none is shown."""
    shown = [at for at, one in enumerate(before) if one.block.tag == "h1"]
    return next((at for at in shown if title and is_alike(before[at].text, title)), None)
