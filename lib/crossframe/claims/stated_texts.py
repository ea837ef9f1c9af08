"""Sentences and blocks of judged texts -> who says each text, and what it was found to be like."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from crossframe.claims.verification import Verified
from crossframe.records import Labels, Sentence


class Block(NamedTuple):
    """Texts that were compared with each other, and what was found, by position in the block.

    `rows` (m,) int64 are the numbers of the texts at the first m positions. After them come the
    headlines of `articles`, one each.
    """

    rows: Labels
    articles: Sequence[str]
    verified: Verified


class StatedTexts(NamedTuple):
    """Who says each text, the texts and the headlines that were judged with it: by its number.

    `only_article` is None for a text that stands in several.
    """

    sentences: Sequence[Sentence]
    rows: Mapping[int, Sequence[int]]
    only_article: Mapping[int, str | None]
    alike: Mapping[int, Mapping[int, float]]
    headlines: Mapping[str, Mapping[int, float]]

    def articles_of(self, texts: Sequence[int]) -> set[str]:
        """The articles in which any of the texts stands."""
        return {self.sentences[row].article_id for text in texts for row in self.rows[text]}


def stated_texts(
    sentences: Sequence[Sentence], text_of: Labels, blocks: Sequence[Block]
) -> StatedTexts:
    """Puts together what is known of texts.

    Args:
        sentences: s compared sentences.
        text_of: Int64 (s,), the number of each sentence's text.
        blocks: The texts, each in exactly one block.

    Returns:
        The texts.
    """
    rows = _rows(text_of)
    return StatedTexts(sentences, rows, _only_articles(sentences, rows), *_judged(blocks))


def _rows(text_of: Labels) -> Mapping[int, Sequence[int]]:
    rows: dict[int, list[int]] = defaultdict(list)
    for row, text in enumerate(text_of.tolist()):
        rows[text].append(row)
    return rows


def _only_articles(
    sentences: Sequence[Sentence], rows: Mapping[int, Sequence[int]]
) -> Mapping[int, str | None]:
    """The article of each text; None for one that stands in several."""
    stating = {text: {sentences[row].article_id for row in own} for text, own in rows.items()}
    return {text: found.pop() if len(found) == 1 else None for text, found in stating.items()}


def _judged(
    blocks: Sequence[Block],
) -> tuple[Mapping[int, Mapping[int, float]], Mapping[str, Mapping[int, float]]]:
    """Probabilities of texts with each other, and of headlines with texts."""
    alike: dict[int, dict[int, float]] = defaultdict(dict)
    headlines: dict[str, dict[int, float]] = defaultdict(dict)
    for block in blocks:
        n, rows = len(block.rows), block.rows.tolist()
        columns = (column.tolist() for column in block.verified.judged[1:])
        for a, b, p in zip(*columns, strict=True):
            if b < n:
                alike[rows[a]][rows[b]] = alike[rows[b]][rows[a]] = p
            elif a < n:
                headlines[block.articles[b - n]][rows[a]] = p
    return alike, headlines
