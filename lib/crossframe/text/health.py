"""Article -> the signs that its text is not the whole article, or not the article at all.

What the page alone can tell (`page_goes_on`, `gate`) is looked for where the article's record holds
what its page showed (`health.page`, see README); elsewhere it is unknown, not absent.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Literal, NamedTuple

from crossframe.corpus import detect_language
from crossframe.corpus.gates import GATE, is_consent, may_hold_consent
from crossframe.records import Article
from crossframe.text.boilerplate import kind_of
from crossframe.text.endings import NO_STOP, broken_ending
from crossframe.text.languages import language_name, primary_language

SignKind = Literal[
    "gate",
    "consent",
    "little_text",
    "excerpt",
    "mid_sentence",
    "no_stop",
    "page_goes_on",
    "boilerplate",
    "language",
    "title",
]

# Fewer words than a flash of one sentence has say nothing about what was left out.
FEWEST_WORDS = 12
# Words of prose behind the last one that was taken. On the 24 pages of the gold this is 0 for each
# whole text; 12 is one sentence.
GOES_ON_WORDS = 12
# So much of the page's prose, up to the last passage that was taken, was left out. On the gold this
# is 0 for each page; a tenth is about a paragraph.
MISSING = 0.1
# Less than this share of what the page declares as its article's text was taken.
BODY_SHARE = 0.8
# A text of fewer words on a page that asks to pay is what one may read without paying; before a
# button that shows more, what one sees at first.
GATED_WORDS = 200
# Lines that so many articles of one outlet hold are the outlet's, not the article's; a text that
# they make up so much of is hardly the article. Set by judgement: follow-ups share background too.
REPEATED, MOSTLY = 3, 0.5
_FEWEST_REPEATED = 4
# No wall is a paragraph long; what is longer tells of one.
_LONGEST_GATE = 300
_FEWEST_FOR_LANGUAGE = 40
_FEWEST_FOR_TITLE, _TITLE_WORDS, _STEM = 60, 3, 4
# Near enough to be taken for each other by their commonest words.
_ALIKE = (frozenset({"da", "no", "nb", "nn", "sv"}), frozenset({"es", "ca", "gl"}),
          frozenset({"pt", "gl"}), frozenset({"cs", "sk"}), frozenset({"id", "ms"}),
          frozenset({"sr", "hr", "bs", "mk", "bg"}))  # fmt: skip
_UNSPACED = frozenset({"ja", "zh", "th", "ko", "lo", "km", "my"})
_LINE = re.compile(r"\S(?:.*\S)?")
_WORD = re.compile(r"[^\W\d_]{3,}")


class Sign(NamedTuple):
    """What shows that an article is not whole: its kind, in words, and where in its text it stands.

    `text[start:end]` is the line that shows it; all of the text where no one line does.
    """

    kind: SignKind
    words: str
    start: int
    end: int


def health_signs(article: Article, repeated: Collection[str] = ()) -> tuple[Sign, ...]:
    """Looks for signs that the text of an article is not whole, or is not the article.

    Args:
        article: The article.
        repeated: Lines that several articles of its outlet hold, as `repeated_lines` gives them.

    Returns:
        The signs that were found, the plainest first; none for a healthy article.

    >>> article = Article("a", "e", "Post", "", "It fell.", "", "")
    >>> [sign.words for sign in health_signs(article)]
    ['next to no text']
    """
    page = page_evidence_of(article)
    found = (
        _gate(article.text, page),
        _consent(article.text),
        _little(article.text),
        _excerpt(article.text, page),
        _ending(article.text),
        _goes_on(article.text, page),
        _boilerplate(article.text, repeated),
        _language(article),
        _title(article),
    )
    return tuple(sign for sign in found if sign)


def page_evidence_of(article: Article) -> Mapping[str, Any]:
    """What the record of an article says of the page it was taken from; empty if nothing."""
    health = article.extra.get("health")
    page = health.get("page") if isinstance(health, Mapping) else None
    return page if isinstance(page, Mapping) else {}


def health_field(article: Article, repeated: Collection[str] = ()) -> dict[str, Any]:
    """What `health` of an article's record holds in JSON Lines.

    Args:
        article: The article.
        repeated: Lines that several articles of its outlet hold.

    Returns:
        `signs`: each with `kind` and `words`; `unknown`: kinds that could not be looked for;
        `language` as detected, or None; `page`: what the page showed, where it was read.
    """
    page = page_evidence_of(article)
    found = [{"kind": s.kind, "words": s.words} for s in health_signs(article, repeated)]
    unknown = [] if page.get("words") else ["page_goes_on"]
    field: dict[str, Any] = {
        "signs": found,
        "unknown": unknown,
        "language": detect_language(article.text),
    }
    return field | ({"page": dict(page)} if page else {})


def repeated_lines(articles: Iterable[Article]) -> dict[str, frozenset[str]]:
    """Finds lines that at least three articles of one outlet hold.

    Args:
        articles: The articles.

    Returns:
        Lines as `line_key` has them, by outlet.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for article in articles:
        counts[article.outlet].update(line_keys(article.text))
    return {
        outlet: frozenset(line for line, count in lines.items() if count >= REPEATED)
        for outlet, lines in counts.items()
    }


def line_keys(text: str) -> frozenset[str]:
    """The different lines of a text that are long enough to be told again, evened out."""
    keys = (_key(found[0]) for found in _LINE.finditer(text))
    return frozenset(key for key in keys if len(key.split()) >= _FEWEST_REPEATED)


def _key(line: str) -> str:
    return " ".join(line.casefold().split())


def _whole(kind: SignKind, words: str, text: str) -> Sign:
    return Sign(kind, words, 0, len(text))


def _gate(text: str, page: Mapping[str, Any]) -> Sign | None:
    lines = list(_LINE.finditer(text))
    for at, found in enumerate(lines):
        line = found[0]
        if len(line) > _LONGEST_GATE:
            continue
        near_end = at >= len(lines) - 3
        if GATE.search(line) and (near_end or kind_of(line) != "statement"):
            return Sign("gate", "paywall line", found.start(), found.end())
    gated = page.get("gate") or page.get("is_free") is False
    if gated and lines and len(text.split()) < GATED_WORDS:
        last = lines[-1]
        return Sign("gate", "the page asks to pay for the rest", last.start(), last.end())
    return None


def _consent(text: str) -> Sign | None:
    if not may_hold_consent(text):
        return None
    lines = [found for found in _LINE.finditer(text) if is_consent(found[0])]
    words = sum(len(found[0].split()) for found in lines)
    if lines and words >= 0.3 * len(text.split()):
        return Sign(
            "consent", "a cookie notice, not the article", lines[0].start(), lines[-1].end()
        )
    return None


def _little(text: str) -> Sign | None:
    # A script without spaces has a word or so in two characters.
    if len(text.split()) >= FEWEST_WORDS:
        return None
    is_little = sum(character > "\u2e80" for character in text) < 2 * FEWEST_WORDS
    return _whole("little_text", "next to no text", text) if is_little else None


def _excerpt(text: str, page: Mapping[str, Any]) -> Sign | None:
    if page.get("is_excerpt") is True:
        return _whole("excerpt", "an excerpt: the export leaves the rest out", text)
    if page.get("is_summary") is True:
        return _whole("excerpt", "a summary, not the article", text)
    return None


def _ending(text: str) -> Sign | None:
    ending = broken_ending(text)
    if ending is None:
        return None
    kind: SignKind = "no_stop" if ending.words == NO_STOP else "mid_sentence"
    return Sign(kind, ending.words, ending.start, ending.end)


def _goes_on(text: str, page: Mapping[str, Any]) -> Sign | None:
    last = None
    for last in _LINE.finditer(text):  # noqa: B007
        pass
    words = _left_out(page, len(text.split()))
    return Sign("page_goes_on", words, last.start(), last.end()) if last and words else None


def _left_out(page: Mapping[str, Any], n_words: int) -> str | None:
    """What a page has that a text of so many words has not, in words."""
    total = page["words"] if isinstance(page.get("words"), int) else 0
    after, missing = page.get("words_after"), page.get("words_missing")
    body, more = page.get("body_share"), page.get("more")
    if isinstance(after, int) and after >= GOES_ON_WORDS:
        return f"its page goes on for {after:,} words"
    if isinstance(missing, int) and missing >= max(GOES_ON_WORDS, MISSING * total):
        return f"lacks {missing:,} words that its page has before the text's end"
    if isinstance(body, float | int) and body < BODY_SHARE:
        return f"has {body:.0%} of the text that its page declares"
    # Words between spaces are few in some scripts; the page's are counted otherwise.
    if isinstance(more, str) and max(n_words, total) < GATED_WORDS:
        return f"its page has a button behind it: {' '.join(more.split())[:60]}"
    return None


def _boilerplate(text: str, repeated: Collection[str]) -> Sign | None:
    lines = [found for found in _LINE.finditer(text) if repeated and _key(found[0]) in repeated]
    words = sum(len(found[0].split()) for found in lines)
    if lines and words >= MOSTLY * len(text.split()):
        said = "mostly lines that other articles of the outlet hold too"
        return Sign("boilerplate", said, lines[0].start(), lines[-1].end())
    return None


def _language(article: Article) -> Sign | None:
    if not article.language or len(article.text.split()) < _FEWEST_FOR_LANGUAGE:
        return None
    declared, found = primary_language(article.language), detect_language(article.text)
    if found is None or found == declared or any({declared, found} <= alike for alike in _ALIKE):
        return None
    said = f"written in {language_name(found)}, declared as {language_name(declared)}"
    return _whole("language", said, article.text)


def _title(article: Article) -> Sign | None:
    """A headline of which no word begins as any word of the text does."""
    language = primary_language(article.language) if article.language else "en"
    if language in _UNSPACED:
        return None
    title, body = _stems(article.title), _stems(article.text)
    long_enough = len(article.text.split()) >= _FEWEST_FOR_TITLE
    if long_enough and len(title) >= _TITLE_WORDS and not title & body:
        said = "no word of the headline is in the text"
        return _whole("title", said, article.text)
    return None


def _stems(text: str) -> frozenset[str]:
    words = (word.casefold() for word in _WORD.findall(text))
    return frozenset(word[:_STEM] for word in words if len(word) >= _STEM)
