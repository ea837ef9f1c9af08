"""Article and its sentences -> the sign that its text was cut, if there is one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from crossframe.records import Article, ClaimMap, Sentence
from crossframe.text.boilerplate import ends_with_stop

# Fewer words of statements than a flash of one sentence has say nothing about what was left out.
FEWEST_WORDS = 12
# From this share on, an article's statements end with a stop, so that one that does not was cut.
_STOPPED = 0.7
_SENTENCE_WORDS = 8

_PAYWALL = re.compile(
    r"(?i:\b(?:(?:subscribe|sign|log|register)\s*(?:in|up|now)?\s+to\s+(?:continue|keep|read)\b|"
    r"to\s+(?:continue|keep)\s+reading\b|continue\s+reading\b|"
    r"(?:article|story|content)\s+is\s+(?:only\s+)?(?:available\s+)?(?:for|to|reserved\s+for)\s+"
    r"(?:\w+\s+)?(?:subscribers|members)|already\s+an?\s+(?:subscriber|member)\b|"
    r"you\s+have\s+(?:reached|used)\b.{0,40}\barticles|para\s+seguir\s+leyendo|"
    r"(?:artículo|contenido)\s+(?:es\s+)?exclusivo\s+para\s+suscriptores))"
)
_CLOSING = re.compile(r"[\s\"'”’»)\]]+$")
_TRAILING = re.compile(r"(?:…|\.\.\.)$")


class CutSign(NamedTuple):
    """What shows that an article was cut: in words, and where in its text it stands.

    `text[start:end]` of the article is the line that shows it, or all of a tiny text.
    """

    article_id: str
    sign: str
    start: int
    end: int


def find_cut(article: Article, sentences: Sequence[Sentence]) -> CutSign | None:
    """Looks for a sign that the text of an article is not whole.

    Args:
        article: The article.
        sentences: All its sentences, in their order.

    Returns:
        The first sign found: a paywall line, an end in mid-sentence, next to no text; else None.
        A text whose sentences mostly lack a final stop is not judged by its end.

    >>> article = Article("a", "e", "Post", "", "It fell.", "", "")
    >>> find_cut(article, [Sentence("a#0", "a", 0, 0, 8, 0, "It fell.")]).sign
    'next to no text'
    """
    for sentence in sentences:
        if not sentence.is_statement and _PAYWALL.search(sentence.text):
            return CutSign(article.article_id, "paywall line", sentence.start, sentence.end)
    statements = [sentence for sentence in sentences if sentence.is_statement]
    if sum(len(sentence.text.split()) for sentence in statements) < FEWEST_WORDS:
        return CutSign(article.article_id, "next to no text", 0, len(article.text))
    last = statements[-1]
    if _breaks_off(statements):
        return CutSign(article.article_id, "ends in mid-sentence", last.start, last.end)
    return None


def _breaks_off(statements: Sequence[Sentence]) -> bool:
    *others, last = statements
    text = _CLOSING.sub("", last.text)
    # A short line by itself is more often a signature or an invitation than a sentence begun.
    is_line = all(sentence.paragraph != last.paragraph for sentence in others)
    if ends_with_stop(text) and not _TRAILING.search(text):
        return False
    if is_line and len(text.split()) < _SENTENCE_WORDS:
        return False
    stopped = sum(ends_with_stop(_CLOSING.sub("", sentence.text)) for sentence in others)
    return stopped >= max(_STOPPED * len(others), 1)


def find_cuts(claim_map: ClaimMap) -> dict[str, CutSign]:
    """The signs of all articles that were cut, by article id."""
    own: dict[str, list[Sentence]] = {article.article_id: [] for article in claim_map.articles}
    for sentence in claim_map.sentences:
        own[sentence.article_id].append(sentence)
    found = (find_cut(article, own[article.article_id]) for article in claim_map.articles)
    return {sign.article_id: sign for sign in found if sign}
