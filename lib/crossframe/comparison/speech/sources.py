"""Claim map -> whom each outlet lets speak, how much, and how varied its speakers are."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import numpy as np
import pandas as pd

from crossframe.comparison.frames import COUNT, FLAG, RATIO, TEXT, frame, share_of
from crossframe.comparison.once import once
from crossframe.comparison.speech.alone import Alone, alone_in
from crossframe.comparison.speech.diversity import effective_with_interval
from crossframe.comparison.speech.persons import people_of
from crossframe.comparison.speech.quoted_words import count_own_words
from crossframe.comparison.speech.speakers import Source, Voiced, role_in, voiced_in
from crossframe.comparison.speech.spellings import plain
from crossframe.records import ClaimMap

# What such a crowd thinks or expects is told by the outlet: nobody of it is let speak.
_CROWD = frozenset(
    """
    all audience audiences consumers crowd customers everybody everyone fans many most others people
    readers some supporters users viewers
    """.split()  # noqa: SIM905
)
_SPEAKER_COLUMNS = {
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
    "may_be": TEXT,
    "sentence_ids": TEXT,
    "article_id": TEXT,
    "sentence_id": TEXT,
    "start": COUNT,
    "end": COUNT,
}
_DIVERSITY_COLUMNS = {
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


class _Heard(NamedTuple):
    """An attribution, the quoted words that it has for itself, and whether it is one more.

    A quotation over several sentences counts once, in the first of them.
    """

    row: Voiced
    words: int
    counts: bool

    @property
    def direct(self) -> bool:
        """Whether it is direct speech, and not all of it that of somebody within it."""
        return self.row.said.attribution.direct and self.words > 0


class _Line(NamedTuple):
    """A source in an outlet, and how it is heard there."""

    source: Source
    heard: tuple[_Heard, ...]

    @property
    def n_attributions(self) -> int:
        return sum(one.counts for one in self.heard)

    @property
    def quoted_words(self) -> int:
        return sum(one.words for one in self.heard)


@once
def speakers_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Lists whom each outlet lets speak.

    Args:
        claim_map: The event.

    Returns:
        One row an outlet and speaker, outlets by name, the most often heard first: `outlet`;
        `speaker` (as written most fully in the event); `kind` ("person", "office", "document",
        "unnamed"; an unnamed speaker is one description, perhaps of several people, that of a
        single person in one article alone); `role` as this outlet writes it, NA where it gives
        none; `affiliation` as any article of the event does, NA where none does; `n_attributions`
        (verbs that report, a quotation over several sentences once, also where it follows what the
        verb reports without marks, "did not say" and "fans expected" never), of them `n_direct` and
        `n_indirect`; `quoted_words` in quotation marks; `share_of_quoted_words`, of all that the
        outlet gives to anybody, 0..1, NA if it quotes nobody; `exclusive` (no other outlet lets
        this speaker speak; NA for those without a name, where others bear the surname,
        or a longer name that ends so, and this may be one of them, where another outlet lets one of
        `may_be` speak, or somebody of the same body, or has the quoted words from somebody else,
        and where only one outlet has any attribution); `may_be` (speakers of the
        event who may be the same one, though no article says it: "a spokesman" for whom another
        article names, "the Averley police" for "police"; names parted by "; ", NA for none);
        `sentence_ids` parted by line ends; the first of them: `article_id`, `sentence_id`; and the
        place of the speaker there, or where the pronoun that stands for the speaker is:
        `start`, `end` (characters of the article's text).
    """
    by_outlet = _by_outlet(claim_map)
    alone = alone_in(claim_map)
    rows: list[tuple[object, ...]] = []
    for outlet, heard in by_outlet.items():
        total = sum(one.words for one in heard)
        for line in _lines(heard):
            share = round(line.quoted_words / total, 4) if total else None
            rows.append((outlet, *_line_row(claim_map, line, share, alone)))
    return frame(rows, _SPEAKER_COLUMNS)


def _line_row(
    claim_map: ClaimMap, line: _Line, share: float | None, alone: Alone
) -> tuple[object, ...]:
    source = line.source
    articles = {claim_map.article_of(one.row.said.sentence_id).article_id for one in line.heard}
    others = (other.name for other in alone.likely.shown(source, articles))
    may_be = [name for name in dict.fromkeys(others) if name != source.name]
    n_direct = sum(one.direct for one in line.heard if one.counts)
    sentence_ids = list(dict.fromkeys(one.row.said.sentence_id for one in line.heard))
    first = line.heard[0].row.said
    speaker = first.attribution.speaker
    return (
        source.name,
        source.kind,
        _role_in_outlet(claim_map, source, articles),
        source.affiliation or None,
        line.n_attributions,
        n_direct,
        line.n_attributions - n_direct,
        line.quoted_words,
        share,
        alone.is_exclusive(source),
        "; ".join(may_be) or None,
        "\n".join(sentence_ids),
        claim_map.article_of(first.sentence_id).article_id,
        first.sentence_id,
        speaker.start if speaker else None,
        speaker.end if speaker else None,
    )


def _role_in_outlet(claim_map: ClaimMap, source: Source, articles: AbstractSet[str]) -> str | None:
    """The role that the outlet of some articles gives a speaker, in any of its articles."""
    outlets = {one.outlet for one in claim_map.articles if one.article_id in articles}
    own = [one.article_id for one in claim_map.articles if one.outlet in outlets]
    return role_in(people_of(claim_map), source, own) or None


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
    by_outlet = _by_outlet(claim_map)
    alone = alone_in(claim_map)
    rows = [
        _diversity_row(claim_map, outlet, by_outlet.get(outlet, ()), alone)
        for outlet in claim_map.outlets
    ]
    return frame(rows, _DIVERSITY_COLUMNS)


def _diversity_row(
    claim_map: ClaimMap, outlet: str, heard: Sequence[_Heard], alone: Alone
) -> tuple[object, ...]:
    own = [one for one in heard if one.counts]
    known = [one for one in own if one.row.source is not None]
    unstated = sum(one.row.said.attribution.speaker is None for one in own)
    articles = sorted(a.article_id for a in claim_map.articles if a.outlet == outlet)
    counts = _counts(claim_map, [one.row for one in known], articles)
    sources = {one.row.source for one in known if one.row.source is not None}
    exclusive = sum(alone.is_exclusive(source) is True for source in sources)
    direct = sum(one.direct for one in known)
    return (
        outlet,
        len(articles),
        len(known),
        len(own) - len(known) - unstated,
        unstated,
        len(sources),
        *effective_with_interval(counts, _seed(claim_map, outlet)),
        *share_of(direct, len(known), fewest=5),
        exclusive if alone.n_outlets > 1 else None,
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


@once
def _by_outlet(claim_map: ClaimMap) -> Mapping[str, tuple[_Heard, ...]]:
    voiced = voiced_in(claim_map)
    found: dict[str, list[_Heard]] = {}
    counted: set[tuple[str, int, Source | None, bool]] = set()
    for row, words in zip(voiced, count_own_words(claim_map, voiced), strict=True):
        if _is_mood(row):
            continue
        article = claim_map.article_of(row.said.sentence_id)
        # "It fell, she said." and the words in marks that follow are two sayings by one verb.
        told = row.said.attribution
        verb = (article.article_id, told.verb_start, row.source, told.direct)
        found.setdefault(article.outlet, []).append(_Heard(row, words, verb not in counted))
        counted.add(verb)
    return {outlet: tuple(found[outlet]) for outlet in sorted(found)}


def _is_mood(row: Voiced) -> bool:
    """Whether a crowd without a name is only said to think something: "fans had expected more"."""
    told = row.said.attribution
    if row.source is None or row.source.kind != "unnamed" or told.direct:
        return False
    words = plain(row.source.name)
    return told.verb_class == "opinion" and not _CROWD.isdisjoint({*words[:1], *words[-1:]})


def _lines(heard: Sequence[_Heard]) -> list[_Line]:
    by_source: dict[Source, list[_Heard]] = {}
    for one in heard:
        if one.row.source is not None:
            by_source.setdefault(one.row.source, []).append(one)
    lines = [_Line(source, tuple(own)) for source, own in by_source.items()]
    return sorted(
        lines, key=lambda line: (-line.n_attributions, -line.quoted_words, line.source.name)
    )
