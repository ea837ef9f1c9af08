"""Claim map -> whom each outlet lets speak, how much, and how varied its speakers are."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from crossframe.comparison.frames import COUNT, FLAG, RATIO, TEXT, frame, share_of
from crossframe.comparison.once import once
from crossframe.comparison.speech.diversity import effective_with_interval
from crossframe.comparison.speech.speakers import Source, Voiced, voiced_in
from crossframe.records import ClaimMap

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class _Line(NamedTuple):
    """A source in an outlet: its attributions, and how many words it is quoted with."""

    source: Source
    rows: tuple[Voiced, ...]
    quoted_words: int


@once
def speakers_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Lists whom each outlet lets speak.

    Args:
        claim_map: The event.

    Returns:
        One row an outlet and speaker, outlets by name, the most often heard first: `outlet`;
        `speaker` (as written most fully in the event); `kind` ("person", "office", "document",
        "unnamed"; an unnamed speaker is one description, perhaps of several people, that of a
        single person in one article alone); `role`,
        `affiliation` as written, NA where no article gives any; `n_attributions` (verbs that
        report, a quotation over several sentences once, "did not say" never), of them `n_direct`
        and `n_indirect`; `quoted_words` in quotation marks; `share_of_quoted_words`, of all that
        the outlet gives to
        anybody, 0..1, NA if it quotes nobody; `exclusive` (no other outlet lets this speaker
        speak; NA for those without a name, where others bear the surname and this may be one of
        them, and where only one outlet has any attribution);
        `sentence_ids` parted by line ends; the first of them: `article_id`, `sentence_id`; and the
        place of the speaker there, or where the pronoun that stands for the speaker is:
        `start`, `end` (characters of the article's text).
    """
    columns = {
        "outlet": TEXT,
        "speaker": TEXT,
        "kind": TEXT,
        "role": TEXT,
        "affiliation": TEXT,
        "n_attributions": COUNT,
        "n_direct": COUNT,
        "n_indirect": COUNT,
        "quoted_words": COUNT,
        "share_of_quoted_words": RATIO,
        "exclusive": FLAG,
        "sentence_ids": TEXT,
        "article_id": TEXT,
        "sentence_id": TEXT,
        "start": COUNT,
        "end": COUNT,
    }
    by_outlet = _by_outlet(claim_map, voiced_in(claim_map))
    heard = _heard_by(by_outlet)
    rows: list[tuple[object, ...]] = []
    for outlet, voiced in by_outlet.items():
        words = _quoted_words(claim_map, voiced)
        total = sum(words)
        for line in _lines(voiced, words):
            share = round(line.quoted_words / total, 4) if total else None
            exclusive = _is_exclusive(line.source, heard, len(by_outlet))
            rows.append((outlet, *_line_row(claim_map, line, share, exclusive=exclusive)))
    return frame(rows, columns)


def _line_row(
    claim_map: ClaimMap, line: _Line, share: float | None, *, exclusive: bool | None
) -> tuple[object, ...]:
    source = line.source
    own = [row.said.attribution for row in line.rows if not row.said.attribution.carried]
    n_direct = sum(one.direct for one in own)
    sentence_ids = list(dict.fromkeys(row.said.sentence_id for row in line.rows))
    first = line.rows[0].said
    speaker = first.attribution.speaker
    return (
        source.name,
        source.kind,
        source.role or None,
        source.affiliation or None,
        len(own),
        n_direct,
        len(own) - n_direct,
        line.quoted_words,
        share,
        exclusive,
        "\n".join(sentence_ids),
        claim_map.article_of(first.sentence_id).article_id,
        first.sentence_id,
        speaker.start if speaker else None,
        speaker.end if speaker else None,
    )


@once
def source_diversity_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Says of each outlet how many speakers it has, and how evenly it hears them.

    The effective number of sources is how many equally often heard speakers would be as varied:
    the exponential of Shannon's entropy of the attributions over the speakers. It grows with how
    much an outlet publishes, so outlets of different size compare badly. The interval redraws
    articles whole, a thousand times, and takes the spread of the logarithm.

    Args:
        claim_map: The event; the seed of its parameters decides the redrawing.

    Returns:
        One row an outlet, by name: `outlet`; `n_articles`; `n_attributions` (with a known
        speaker); `n_unresolved` (nobody knows for sure whom a pronoun means); `n_unstated`
        ("reportedly"); `n_speakers`; `effective_sources` (1 or more) with its 95 % interval
        `effective_low`, `effective_high`; `refusal` (why there is no such number, else NA);
        `direct_share` of the attributions, 0..1, with its interval `direct_low`, `direct_high`
        (NA for fewer than five); `n_exclusive` (named speakers that no other outlet lets speak; NA
        where no other outlet has any attribution).

    Source:
        Hill, "Diversity and evenness", Ecology 1973 (order 1); Jost, "Entropy and diversity",
        Oikos 2006; Efron and Tibshirani, "An introduction to the bootstrap", 1993.
    """
    columns = {
        "outlet": TEXT,
        "n_articles": COUNT,
        "n_attributions": COUNT,
        "n_unresolved": COUNT,
        "n_unstated": COUNT,
        "n_speakers": COUNT,
        "effective_sources": RATIO,
        "effective_low": RATIO,
        "effective_high": RATIO,
        "refusal": TEXT,
        "direct_share": RATIO,
        "direct_low": RATIO,
        "direct_high": RATIO,
        "n_exclusive": COUNT,
    }
    by_outlet = _by_outlet(claim_map, voiced_in(claim_map))
    heard = _heard_by(by_outlet)
    rows = [
        _diversity_row(claim_map, outlet, by_outlet.get(outlet, ()), heard, len(by_outlet))
        for outlet in claim_map.outlets
    ]
    return frame(rows, columns)


def _diversity_row(
    claim_map: ClaimMap,
    outlet: str,
    voiced: Sequence[Voiced],
    heard: Mapping[Source, int],
    n_outlets: int,
) -> tuple[object, ...]:
    own = [row for row in voiced if not row.said.attribution.carried]
    known = [row for row in own if row.source is not None]
    unstated = sum(row.said.attribution.speaker is None for row in own)
    articles = sorted(a.article_id for a in claim_map.articles if a.outlet == outlet)
    counts = _counts(claim_map, known, articles)
    sources = {row.source for row in known if row.source is not None}
    exclusive = sum(_is_exclusive(source, heard, n_outlets) is True for source in sources)
    direct = sum(row.said.attribution.direct for row in known)
    return (
        outlet,
        len(articles),
        len(known),
        len(own) - len(known) - unstated,
        unstated,
        len(sources),
        *effective_with_interval(counts, _seed(claim_map, outlet)),
        *share_of(direct, len(known), fewest=5),
        exclusive if n_outlets > 1 else None,
    )


def _counts(
    claim_map: ClaimMap, voiced: Sequence[Voiced], articles: Sequence[str]
) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Attributions by article and source: (articles, sources), int64."""
    found = {row.source for row in voiced if row.source is not None}
    sources = sorted(found, key=lambda source: (source.name, source.article_id))
    counts = np.zeros((len(articles), len(sources)), dtype=np.int64)
    for row in voiced:
        if row.source is not None:
            article = claim_map.article_of(row.said.sentence_id).article_id
            counts[articles.index(article), sources.index(row.source)] += 1
    return counts


def _seed(claim_map: ClaimMap, outlet: str) -> tuple[int, int]:
    """A seed for each outlet, so that its interval does not depend on who else is there."""
    parameters = claim_map.provenance.get("parameters") or {}
    return int(parameters.get("seed", 0)), zlib.crc32(outlet.encode())


def _by_outlet(claim_map: ClaimMap, voiced: Sequence[Voiced]) -> dict[str, tuple[Voiced, ...]]:
    found: dict[str, list[Voiced]] = {}
    for row in voiced:
        found.setdefault(claim_map.article_of(row.said.sentence_id).outlet, []).append(row)
    return {outlet: tuple(found[outlet]) for outlet in sorted(found)}


def _heard_by(by_outlet: Mapping[str, Sequence[Voiced]]) -> Counter[Source]:
    """How many outlets let each source speak."""
    return Counter(
        source
        for voiced in by_outlet.values()
        for source in {row.source for row in voiced if row.source is not None}
    )


def _is_exclusive(source: Source, heard: Mapping[Source, int], n_outlets: int) -> bool | None:
    if not source.has_name or source.unsure or n_outlets < 2:
        return None
    return heard[source] == 1


def _quoted_words(claim_map: ClaimMap, voiced: Sequence[Voiced]) -> list[int]:
    """Words in quotation marks, row for row; a word that two rows report counts for the first."""
    counted: set[tuple[str, int]] = set()
    found = []
    for row in voiced:
        article = claim_map.article_of(row.said.sentence_id)
        places = {
            (article.article_id, word.start())
            for piece in row.said.attribution.quoted
            for word in _WORD.finditer(article.text, piece.start, piece.end)
        }
        found.append(len(places - counted))
        counted |= places
    return found


def _lines(voiced: Sequence[Voiced], words: Sequence[int]) -> list[_Line]:
    rows: dict[Source, list[Voiced]] = {}
    quoted: Counter[Source] = Counter()
    for row, count in zip(voiced, words, strict=True):
        if row.source is not None:
            rows.setdefault(row.source, []).append(row)
            quoted[row.source] += count
    lines = [_Line(source, tuple(own), quoted[source]) for source, own in rows.items()]
    return sorted(lines, key=lambda line: (-_heard(line), -line.quoted_words, line.source.name))


def _heard(line: _Line) -> int:
    return sum(not row.said.attribution.carried for row in line.rows)
