"""Claim maps without a pipeline: hand-written ones, and those that the labels of `seeds/` mean."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from crossframe.corpus import read_corpora
from crossframe.records import (
    Article,
    Claim,
    ClaimMap,
    Exclusion,
    NearMiss,
    Placement,
    Sentence,
)

SEEDS = Path(__file__).parents[1] / "seeds"


class Told(NamedTuple):
    """An article: its sentences, each with the claims it makes, one paragraph each."""

    article_id: str
    outlet: str
    published_at: str | None
    said: Sequence[tuple[str, str]]
    language: str = "en"


def told_map(
    articles: Iterable[Told],
    near: Sequence[NearMiss] = (),
    exclusions: Sequence[Exclusion] = (),
) -> ClaimMap:
    """A claim map of articles whose sentences name their claims, separated by spaces."""
    made, sentences, members = [], [], defaultdict(list)
    for told in articles:
        text = "\n\n".join(sentence for sentence, _ in told.said)
        made.append(
            Article(
                told.article_id,
                "told",
                told.outlet,
                "Title",
                text,
                "00" * 32,
                "told.jsonl",
                published_at=told.published_at,
                language=told.language,
            )
        )
        start = 0
        for index, (said, claims) in enumerate(told.said):
            name = f"{told.article_id}#{index}"
            sentences.append(
                Sentence(name, told.article_id, index, start, start + len(said), index, said)
            )
            start += len(said) + 2
            for claim in claims.split():
                members[claim].append(name)
    return _map("told", made, sentences, members, near, exclusions)


def _map(
    event: str,
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    members: Mapping[str, Sequence[str]],
    near: Sequence[NearMiss] = (),
    exclusions: Sequence[Exclusion] = (),
) -> ClaimMap:
    articles = sorted(articles, key=lambda article: article.order)
    rank = {article.article_id: number for number, article in enumerate(articles)}
    outlet = {article.article_id: article.outlet for article in articles}
    sentences = sorted(sentences, key=lambda s: (rank[s.article_id], s.index))
    place = {s.sentence_id: number for number, s in enumerate(sentences)}
    home = {s.sentence_id: s.article_id for s in sentences}
    claims = []
    for claim_id, ids in members.items():
        if len({home[s] for s in ids}) > 1:
            ordered = tuple(sorted(ids, key=place.__getitem__))
            claims.append(Claim(claim_id, ordered[0], ordered, (0.9,) * len(ordered), 0.9))
    claims.sort(key=lambda c: (-len({outlet[home[s]] for s in c.sentence_ids}), c.claim_id))
    within = defaultdict(list)
    for claim in claims:
        for sentence_id in claim.sentence_ids:
            within[sentence_id].append(claim.claim_id)
    languages = {article.article_id: article.language for article in articles}
    return ClaimMap(
        event_id=event,
        articles=tuple(articles),
        exclusions=tuple(exclusions),
        sentences=tuple(sentences),
        placements=tuple(
            Placement(s.sentence_id, _status(s, languages, within), tuple(within[s.sentence_id]))
            for s in sentences
        ),
        parses=(None,) * len(sentences),
        claims=tuple(claims),
        near_misses=tuple(near),
        headlines=(),
        perturbations=(),
        provenance={"encoder": {"languages": ["en"]}},
    )


def _status(
    sentence: Sentence, languages: Mapping[str, str | None], within: Mapping[str, Sequence[str]]
) -> str:
    if not sentence.is_statement:
        return "non_claim"
    if languages[sentence.article_id] == "fr":
        return "not_compared"
    return "claim" if within[sentence.sentence_id] else "unmatched"


def labelled_map(event: str) -> ClaimMap:
    """The claim map that the labels of a seed event mean, Spanish articles compared."""
    corpus = read_corpora(SEEDS / f"events/{event}.jsonl")[event]
    text = {article.article_id: article.text for article in corpus.articles}
    sentences, members, last = [], defaultdict(list), {}
    for line in (SEEDS / f"labels/{event}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        article = row["article_id"]
        end, paragraph = last.get(article, (0, 0))
        paragraph += "\n" in text[article][end : row["start"]]
        last[article] = (row["end"], paragraph)
        name = f"{article}#{row['sentence_index']}"
        sentences.append(
            Sentence(
                name,
                article,
                row["sentence_index"],
                row["start"],
                row["end"],
                paragraph,
                row["text"],
                row["kind"],
            )
        )
        for claim in row["claims"]:
            members[claim].append(name)
    return _map(event, corpus.articles, sentences, members)
