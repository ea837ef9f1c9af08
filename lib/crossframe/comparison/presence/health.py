"""Claim map -> the articles whose text is not whole, or not the article, and the signs of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from crossframe.comparison.frames import COUNT, TEXT, frame
from crossframe.comparison.groups import publisher
from crossframe.comparison.once import of_texts, once
from crossframe.records import Article, ClaimMap, Sentence
from crossframe.text.health import FEWEST_WORDS, Sign, health_signs, repeated_lines


class CutSign(NamedTuple):
    """What shows that an article is not whole: in words, and where in its text it stands.

    `text[start:end]` of the article is the line that shows it, or all of the text.
    """

    article_id: str
    sign: str
    start: int
    end: int


def find_cuts(claim_map: ClaimMap) -> dict[str, CutSign]:
    """The plainest signs of all articles that are not whole, by article id.

    That only the last full stop is missing is no such sign: whole texts lack it too.
    """
    return {
        article.article_id: _cut(article, telling[0])
        for article, signs in all_signs(claim_map)
        if (telling := [sign for sign in signs if sign.kind != "no_stop"])
    }


@once
def health_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Lists the articles whose text is not whole, or not the article, sign by sign.

    Where such an outlet seems silent on a claim, `coverage_table` says "cut", unless all that shows
    it is a missing full stop at the end. Of an article that
    was given as text, not as a page, it is unknown whether its page goes on.

    Args:
        claim_map: The event.

    Returns:
        One row a sign, articles in their order, the plainest sign first: `article_id`; `outlet`;
        `title`; `kind` (gate, consent, little_text, excerpt, mid_sentence, no_stop, page_goes_on,
        boilerplate, language or title); `sign` in words; `start`, `end`: the characters of the
        article's text that show it; `line`, these characters, NA where they are all of a text.
    """
    columns = {
        "article_id": TEXT,
        "outlet": TEXT,
        "title": TEXT,
        "kind": TEXT,
        "sign": TEXT,
        "start": COUNT,
        "end": COUNT,
        "line": TEXT,
    }
    rows = (
        (
            article.article_id,
            article.outlet,
            article.title,
            sign.kind,
            sign.words,
            sign.start,
            sign.end,
            _line(article.text, sign),
        )
        for article, signs in all_signs(claim_map)
        for sign in signs
    )
    return frame(rows, columns)


def _cut(article: Article, sign: Sign) -> CutSign:
    return CutSign(article.article_id, sign.words, sign.start, sign.end)


@of_texts
def all_signs(claim_map: ClaimMap) -> list[tuple[Article, tuple[Sign, ...]]]:
    """Each article, in their order, with what shows that its text is not whole."""
    own: dict[str, list[Sentence]] = {article.article_id: [] for article in claim_map.articles}
    for sentence in claim_map.sentences:
        own[sentence.article_id].append(sentence)
    # By outlet even where groups of outlets are compared: members of one print one agency's lines.
    repeated = repeated_lines([replace(a, outlet=publisher(a)) for a in claim_map.articles])
    return [
        (article, _signs(article, own[article.article_id], repeated[publisher(article)]))
        for article in claim_map.articles
    ]


def _signs(
    article: Article, sentences: Sequence[Sentence], repeated: Collection[str]
) -> tuple[Sign, ...]:
    signs = health_signs(article, repeated)
    told = [sentence.text for sentence in sentences if sentence.is_statement]
    # Bylines and captions are no text of an article, however many there are.
    is_told = (
        len(article.text) > len(" ".join(told).strip())
        and len(" ".join(told).split()) < FEWEST_WORDS
    )
    if is_told and not signs:
        return (Sign("little_text", "next to no text", 0, len(article.text)),)
    return signs


def _line(text: str, sign: Sign) -> str | None:
    is_whole = sign.start == 0 and sign.end == len(text)
    return None if is_whole else text[sign.start : sign.end]
