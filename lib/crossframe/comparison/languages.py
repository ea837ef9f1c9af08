"""Claim map -> in which languages it is, and what was done and left undone in each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import pandas as pd

from crossframe.comparison.frames import COUNT, TEXT, frame
from crossframe.comparison.once import once
from crossframe.models import HOW_TO_INSTALL, MULTILINGUAL_LANGUAGES
from crossframe.records import Article, ClaimMap
from crossframe.text import PARSED_LANGUAGES, language_name, primary_language

UNSTATED = "not stated"
BY_WORDS, BY_VECTORS, NOT = "word by word", "by sentence vectors", "not compared"
# What rests on a grammar or on lists of words that there are for English alone.
UNDONE = (
    "figures",
    "attribution",
    "certainty",
    "contradictions",
    "who acts",
    "names and what is called by them",
    "rated words",
    "distinctive terms",
)


class LanguageNote(NamedTuple):
    """One language of an event.

    `code` is "" where an article's language is unknown; `comparison` says how its statements are
    compared with each other ("word by word", "by sentence vectors", "not compared"); `undone` lists
    what was not looked for in them.
    """

    code: str
    name: str
    n_articles: int
    n_statements: int
    comparison: str
    undone: tuple[str, ...]


def language_of(article: Article) -> str:
    """The code of an article's language, without region and script; "" where unknown."""
    return primary_language(article.language) if article.language else ""


@once
def main_language(claim_map: ClaimMap) -> str:
    """The language in which terms are compared: that read word by word, else the commonest."""
    bridge = claim_map.provenance.get("bridge")
    codes = Counter(language_of(article) for article in claim_map.articles)
    if bridge and bridge["by_words"]:
        return str(bridge["by_words"])
    return min(codes, key=lambda code: (-codes[code], code), default="")


def is_of_main_language(claim_map: ClaimMap, article: Article) -> bool:
    """Whether terms of an article can be compared with those of most; unknown counts as theirs."""
    if not claim_map.provenance.get("bridge"):
        return True
    return language_of(article) in {"", main_language(claim_map)}


@once
def spoken_by_outlet(claim_map: ClaimMap) -> Mapping[str, AbstractSet[str]]:
    """The codes of the languages of each outlet's articles; "" among them where one is unknown."""
    spoken: dict[str, set[str]] = defaultdict(set)
    for article in claim_map.articles:
        spoken[article.outlet].add(language_of(article))
    return spoken


@once
def told_by_claim(claim_map: ClaimMap) -> Mapping[str, AbstractSet[str]]:
    """The codes of the languages of each claim's sentences; "" among them where one is unknown."""
    return {
        claim.claim_id: {language_of(claim_map.article_of(s)) for s in claim.sentence_ids}
        for claim in claim_map.claims
    }


def are_apart(some: AbstractSet[str], others: AbstractSet[str]) -> bool:
    """Whether languages are known, and none of some is among the others.

    >>> are_apart({"es"}, {"en"}), are_apart({"es", "en"}, {"en"}), are_apart({""}, {"en"})
    (True, False, False)
    """
    return not some & others and "" not in some | others


def languages_of(claim_map: ClaimMap) -> list[LanguageNote]:
    """Says of each language what was done with it.

    Args:
        claim_map: The event.

    Returns:
        The languages, that of most articles first, then by code.
    """
    articles = Counter(language_of(article) for article in claim_map.articles)
    statements: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    for sentence, placed in zip(claim_map.sentences, claim_map.placements, strict=True):
        code = language_of(claim_map.article_by_id[sentence.article_id])
        statements[code] += sentence.is_statement
        left_out[code] += placed.status == "not_compared"
    bridge = claim_map.provenance.get("bridge")
    worded = bridge["by_words"] if bridge else None
    unknown = _unknown_counts_as(articles)
    parsed = {
        language_of(claim_map.article_by_id[sentence.article_id])
        for sentence, parse in zip(claim_map.sentences, claim_map.parses, strict=True)
        if parse is not None
    }
    return [
        LanguageNote(
            code,
            language_name(code) if code else UNSTATED,
            articles[code],
            statements[code],
            _compared(code or unknown, worded, bridged=bool(bridge), left_out=bool(left_out[code])),
            () if code in parsed | PARSED_LANGUAGES or not statements[code] else UNDONE,
        )
        for code in sorted(articles, key=lambda code: (-articles[code], code))
    ]


def _unknown_counts_as(articles: Mapping[str, int]) -> str:
    """The language of most articles, as which one that is too short to tell is compared."""
    known = {code: n for code, n in articles.items() if code}
    return min(known, key=lambda code: (-known[code], code != "en", code), default="en")


def _compared(code: str, worded: str | None, *, bridged: bool, left_out: bool) -> str:
    if left_out:
        return NOT
    return BY_VECTORS if bridged and code != worded else BY_WORDS


@once
def languages_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Says of each language of an event what was done with it, and what was not.

    Args:
        claim_map: The event.

    Returns:
        One row a language, that of most articles first: `language` with its code, "not stated"
        where no article says and none shows it; `n_articles`; `n_statements`; `comparison` of its
        statements with each other ("word by word", "by sentence vectors", "not compared"; across
        languages it is always by sentence vectors); `not_done`: what was not looked for in them,
        NA where all was.
    """
    columns = {
        "language": TEXT,
        "n_articles": COUNT,
        "n_statements": COUNT,
        "comparison": TEXT,
        "not_done": TEXT,
    }
    rows = (
        (one.name, one.n_articles, one.n_statements, one.comparison, ", ".join(one.undone) or None)
        for one in languages_of(claim_map)
    )
    return frame(rows, columns)


def language_limits(claim_map: ClaimMap) -> list[str]:
    """Words what stood in the way of comparing languages, and what helped; nothing in English."""
    notes, limits = languages_of(claim_map), []
    left_out = [one for one in notes if one.comparison == NOT]
    if left_out:
        n = sum(placed.status == "not_compared" for placed in claim_map.placements)
        are = "sentence is" if n == 1 else "sentences are"
        limits.append(
            f"{n} {are} shown but not compared, being in "
            f"{', '.join(sorted(one.name for one in left_out))}: {_why(claim_map, left_out)}"
        )
    bridge = claim_map.provenance.get("bridge")
    if bridge:
        compared = (one.name for one in notes if one.comparison != NOT)
        *spoken, last = sorted(name for name in compared if name != UNSTATED) or [UNSTATED]
        are_in = f"{', '.join(spoken)} and {last}" if spoken else last
        by_words = bridge["by_words"]
        pairs = f"All but pairs of {language_name(by_words)} sentences" if by_words else "All pairs"
        limits.append(
            f"The articles compared are in {are_in}. {pairs} were compared as wholes, by vectors "
            f"of {bridge['name']}, not word by word; the table of languages says what is not done "
            "in which."
        )
    return limits


def _why(claim_map: ClaimMap, left_out: list[LanguageNote]) -> str:
    encoder, bridge = claim_map.provenance["encoder"], claim_map.provenance.get("bridge")
    own = encoder["languages"]
    if own is None:
        return f"the encoder {encoder.get('name')} does not bring translations of it together."
    if bridge:
        return f"the encoders read {', '.join(map(language_name, bridge['languages']))}."
    told = f"the encoder reads {', '.join(map(language_name, own))}."
    helps = {one.code for one in left_out} & MULTILINGUAL_LANGUAGES
    return f"{told} To have them compared: {HOW_TO_INSTALL}." if helps else told
