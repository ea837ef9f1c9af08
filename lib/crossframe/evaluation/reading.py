"""An event as the judge reads it -> probabilities of any pair, and claims at any setting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits

from crossframe.claim_build import NO_CACHES, Caches
from crossframe.claim_read import article_languages, readers_for
from crossframe.claims import (
    PACKAGED_VECTOR_JUDGE,
    Mixture,
    mix,
    pair_vectors,
    text_languages,
    weigh_vectors,
)
from crossframe.claims.alignment import align_pairs
from crossframe.claims.cross_encoder import load_cross_encoder
from crossframe.claims.duplicates import different_texts
from crossframe.claims.evidence import FEATURES, Evidence, weigh_pairs
from crossframe.claims.grouping import Setting, group_texts
from crossframe.claims.judge import (
    PACKAGED_JUDGE,
    Judgements,
    PairJudge,
    joined_judgements,
    judge_pairs,
)
from crossframe.config import Parameters
from crossframe.embedding import Encoder, Readers, embed_texts
from crossframe.evaluation.gold import GoldPair, SentenceKey
from crossframe.evaluation.predictions import Prediction
from crossframe.records import ClaimMap, Parse, Sentence, Vectors


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """The compared sentences of one event, their different texts, and the evidence of their pairs.

    `text_of` gives the number of each sentence's text; `articles` the articles in which each text
    stands; `vectors` (s, d) float32, unit rows, are those of the sentences, row for row.
    `unstressed` is the evidence if all words weighed alike, whatever their part of speech. `across`
    is what was judged by sentence vectors, None in an event of one language.
    """

    event_id: str
    sentences: tuple[Sentence, ...]
    vectors: Vectors
    text_of: dict[SentenceKey, int]
    articles: tuple[frozenset[str], ...]
    evidence: Evidence
    unstressed: Evidence
    across: Judgements | None = None


class Judged(NamedTuple):
    """What a judge said of every pair of an event."""

    reading: Reading
    judgements: Judgements


def judge_for(parameters: Parameters) -> PairJudge:
    """The judge that the parameters name: crossframe's own, or a cross-encoder."""
    return load_cross_encoder(parameters.judge) if parameters.judge else PACKAGED_JUDGE


def read_event(
    claim_map: ClaimMap,
    near_duplicate: float,
    encoder: Encoder,
    caches: Caches = NO_CACHES,
    vector_judge: PairJudge = PACKAGED_VECTOR_JUDGE,
) -> Reading:
    """Reads the compared sentences of an event as building its claim map does.

    Args:
        claim_map: The event.
        near_duplicate: Share of equal words that makes a light edit.
        encoder: The model.
        caches: Where vectors are kept.
        vector_judge: Who judges pairs by sentence vectors, in an event of several languages.

    Returns:
        The sentences, sorted by text, and the evidence of their pairs.
    """
    readers = readers_for(claim_map.articles, encoder, caches)
    compared = _compared(claim_map)
    sentences = tuple(sentence for sentence, _ in compared)
    parse_of = {sentence.text: parse for sentence, parse in compared}
    with threadpool_limits(1):
        texts, numbers = different_texts([s.text for s in sentences], near_duplicate)
        rows = zip(sentences, numbers.tolist(), strict=True)
        text_of = {(sentence.article_id, sentence.index): number for sentence, number in rows}
        articles = _articles(text_of, len(texts))
        row, vectors = _embed(parse_of, readers, encoder, caches)
        of_texts = vectors[[row[text] for text in texts]]
        spoken = text_languages(articles, article_languages(claim_map.articles, readers), readers)
        alone = readers.bridge is None
        own = [at for at, code in enumerate(spoken) if alone or code == readers.worded]
        worded = [texts[at] for at in own]
        # Candidates among many are chosen by vectors of what reads their words, as in a claim map.
        by_words = of_texts if alone else embed_texts(worded, encoder, caches.vectors)
        evidence, unstressed = _evidence(texts, own, parse_of, encoder, by_words)
        mixture = None if alone else mix(texts, spoken, of_texts, articles, readers)
        across = _across(mixture, vector_judge) if mixture else None
    return Reading(
        event_id=claim_map.event_id,
        sentences=sentences,
        vectors=vectors[[row[sentence.text] for sentence in sentences]],
        text_of=text_of,
        articles=articles,
        evidence=evidence,
        unstressed=unstressed,
        across=across,
    )


def _embed(
    texts: Iterable[str], readers: Readers, encoder: Encoder, caches: Caches
) -> tuple[dict[str, int], Vectors]:
    """The row of each text, and the vectors of what reads all languages of an event, by row."""
    row = {text: number for number, text in enumerate(sorted(texts))}
    reader = readers.bridge or encoder
    return row, embed_texts(list(row), reader, caches.of(reader, encoder))


def _compared(claim_map: ClaimMap) -> list[tuple[Sentence, Parse | None]]:
    """The sentences that are compared, each with its parse, sorted by text."""
    rows = zip(claim_map.sentences, claim_map.parses, claim_map.placements, strict=True)
    compared = [(one, parse) for one, parse, at in rows if at.status in {"claim", "unmatched"}]
    return sorted(compared, key=lambda row: (row[0].text, row[0].sentence_id))


def _articles(text_of: Mapping[SentenceKey, int], n_texts: int) -> tuple[frozenset[str], ...]:
    """The articles in which each text stands."""
    found: list[set[str]] = [set() for _ in range(n_texts)]
    for (article_id, _), number in text_of.items():
        found[number].add(article_id)
    return tuple(map(frozenset, found))


def _across(mixture: Mixture, judge: PairJudge) -> Judgements:
    """What a judge says, by sentence vectors, of the pairs that are not of the worded language."""
    pairs = pair_vectors(mixture)
    return judge_pairs(judge, weigh_vectors(pairs, np.ones(len(mixture.texts), dtype=np.bool_)))


def _evidence(
    texts: Sequence[str],
    own: Sequence[int],
    parse_of: Mapping[str, Parse | None],
    encoder: Encoder,
    vectors: Vectors,
) -> tuple[Evidence, Evidence]:
    """Evidence of the pairs of the texts `own`, whose sentence vectors are given, row for row.

    And the same if all words weighed alike.
    """
    listed = [texts[at] for at in own]
    if not listed:
        none = np.zeros(0, dtype=np.int64)
        empty = Evidence(tuple(texts), none, none, np.zeros((0, len(FEATURES))), 0)
        return empty, empty
    aligned = align_pairs(
        listed, encoder.encode_tokens(listed), [parse_of[text] for text in listed], vectors
    )
    alike = aligned._replace(emphasis=np.ones_like(aligned.emphasis))
    place = np.array(own, dtype=np.int64)
    first, second = (
        found._replace(texts=tuple(texts), first=place[found.first], second=place[found.second])
        for found in (weigh_pairs(aligned), weigh_pairs(alike))
    )
    return first, second


def judge_reading(reading: Reading, judge: PairJudge, *, stressed: bool = True) -> Judged:
    """Lets a judge look at every pair of an event.

    Args:
        reading: The event.
        judge: The judge.
        stressed: False to let all words weigh alike.

    Returns:
        What it said.
    """
    evidence = reading.evidence if stressed else reading.unstressed
    found = judge_pairs(judge, evidence)
    if reading.across is not None:
        found = joined_judgements(found, reading.across)
    return Judged(reading, found)


def pair_probabilities(judged: Judged, pairs: Sequence[GoldPair]) -> list[float | None]:
    """Says how probably the sentences of each pair assert the same.

    Args:
        judged: The event.
        pairs: Pairs of its sentences.

    Returns:
        Row for row, 0..1: 1 for copies of one text; None where a sentence was not compared, or the
        pair was not thought worth judging.
    """
    n = judged.judgements.n
    code = judged.judgements.first * n + judged.judgements.second
    found: list[float | None] = []
    for pair in pairs:
        low, high = sorted(judged.reading.text_of.get(key, -1) for key in (pair.a, pair.b))
        at = int(np.searchsorted(code, low * n + high))
        if low < 0:
            found.append(None)
        elif low == high:
            found.append(1.0)
        else:
            known = at < len(code) and code[at] == low * n + high
            found.append(float(judged.judgements.probability[at]) if known else None)
    return found


def predict_groups(judged: Judged, setting: Setting) -> list[Prediction]:
    """Groups the sentences of an event at a setting.

    Args:
        judged: The event.
        setting: How sure grouping must be.

    Returns:
        A prediction for each compared sentence; claims are named by number.
    """
    with threadpool_limits(1):
        groups = group_texts(judged.judgements, judged.reading.articles, setting)
    claims: dict[int, list[str]] = {}
    for number, group in enumerate(groups):
        for text in group:
            claims.setdefault(text, []).append(str(number))
    return [
        Prediction(judged.reading.event_id, article_id, index, tuple(claims[text]))
        for (article_id, index), text in judged.reading.text_of.items()
    ]
