"""Corpus, parameters and encoder -> `ClaimMap`, stage by stage."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from crossframe.cache import Cache
from crossframe.claim_provenance import provenance
from crossframe.claims import (
    ALL_PAIRS,
    EXACT_LIMIT,
    PACKAGED_JUDGE,
    SETTINGS,
    Block,
    Layout,
    Material,
    PairJudge,
    assemble,
    blank_layout,
    candidate_blocks,
    different_texts,
    lay_out,
    load_cross_encoder,
    verify_texts,
)
from crossframe.config import Parameters
from crossframe.embedding import Encoder, Progress, embed_texts
from crossframe.records import (
    Article,
    ClaimMap,
    Corpus,
    Labels,
    Parse,
    Perturbation,
    Placement,
    Sentence,
    Vectors,
)
from crossframe.text import (
    PARSED_LANGUAGES,
    parse_texts,
    parser_digest,
    primary_language,
    split_article,
)

# Told of a stage, how much of it is done and how much there is.
Watch = Callable[[str, int, int], None]


class Caches(NamedTuple):
    """Where sentence vectors and parses are kept; None keeps none."""

    vectors: Cache | None = None
    parses: Cache | None = None


NO_CACHES = Caches()


def open_caches(folder: Path, encoder: Encoder) -> Caches:
    """Opens the caches of a model's vectors and of the parser's work, in `folder`."""
    return Caches(
        vectors=Cache(folder / "vectors", encoder.fingerprint),
        parses=Cache(folder / "parses", parser_digest()),
    )


def unwatched(stage: str, done: int, total: int) -> None:
    """Takes note of progress and says nothing."""


class _Workshop(NamedTuple):
    """What the stages work with."""

    parameters: Parameters
    encoder: Encoder
    judge: PairJudge
    caches: Caches
    watch: Watch

    def counting(self, stage: str, total: int) -> Progress:
        """Turns counts since the last call, as stages give them, into totals for the watcher."""
        done = 0

        def progress(more: int) -> None:
            nonlocal done
            done += more
            self.watch(stage, done, total)

        return progress


class _Texts(NamedTuple):
    """The different texts of an event, the articles that state each, and what is known of them.

    `titles` are headlines by article; `parses` and `vectors` are by text, headlines included.
    """

    texts: Sequence[str]
    articles: Sequence[set[str]]
    titles: Mapping[str, str]
    parses: Mapping[str, Parse]
    vectors: Mapping[str, Vectors]


def build_claim_map(
    corpus: Corpus,
    parameters: Parameters,
    encoder: Encoder,
    caches: Caches = NO_CACHES,
    watch: Watch = unwatched,
    *,
    drawn: bool = True,
) -> ClaimMap:
    """Builds the claim map of one event from its articles.

    The order of the articles has no say: they are sorted first, and texts are compared in
    alphabetical order.

    Args:
        corpus: The articles.
        parameters: How to compare them.
        encoder: The model.
        caches: Where vectors and parses are kept.
        watch: Told of the progress.
        drawn: False leaves out the map, on which no claim depends; then all points are 0.

    Returns:
        The claim map.

    Raises:
        ModelError: If a judge is named that cannot be used.
    """
    from threadpoolctl import threadpool_limits

    judge = load_cross_encoder(parameters.judge) if parameters.judge else PACKAGED_JUDGE
    shop = _Workshop(parameters, encoder, judge, caches, watch)
    articles = tuple(sorted(corpus.articles, key=lambda article: article.order))
    sentences = tuple(s for article in articles for s in split_article(article))
    uncompared = _uncompared(articles, sentences, encoder.languages)
    compared = [s for s in sentences if s.sentence_id not in uncompared]
    parse_of = _parse(articles, sentences, shop)
    with threadpool_limits(1):  # one thread a product: its last bits do not depend on their number
        texts, text_of = different_texts([s.text for s in compared], parameters.near_duplicate)
        titles = _titles(articles, compared)
        vectors = _embed(texts, titles, shop, drawn=drawn)
        layout, parts = _lay_out(texts, vectors, shop, drawn=drawn)
        known = _Texts(texts, _articles(compared, text_of, len(texts)), titles, parse_of, vectors)
        blocks = _compare(parts, known, shop)
    outlet_of = {article.article_id: article.outlet for article in articles}
    found = assemble(
        compared, text_of, blocks, layout, outlet_of, SETTINGS[parameters.verification].merge
    )
    placements = uncompared | {p.sentence_id: p for p in found.placements}
    return ClaimMap(
        event_id=corpus.event_id,
        articles=articles,
        exclusions=corpus.exclusions,
        sentences=sentences,
        placements=tuple(placements[s.sentence_id] for s in sentences),
        parses=tuple(parse_of.get(s.text) if s.is_statement else None for s in sentences),
        claims=found.claims,
        near_misses=found.near_misses,
        headlines=found.headlines,
        perturbations=_perturbations(blocks),
        provenance=provenance(corpus, parameters, encoder, judge),
    )


def _uncompared(
    articles: Sequence[Article], sentences: Sequence[Sentence], languages: frozenset[str] | None
) -> dict[str, Placement]:
    """Placements of the sentences that no comparison is made with: non-claims, other languages."""
    foreign = {
        article.article_id
        for article in articles
        if languages and article.language and primary_language(article.language) not in languages
    }
    found: dict[str, Placement] = {}
    for sentence in sentences:
        if not sentence.is_statement:
            found[sentence.sentence_id] = Placement(sentence.sentence_id, "non_claim")
        elif sentence.article_id in foreign:
            found[sentence.sentence_id] = Placement(sentence.sentence_id, "not_compared")
    return found


def _parse(
    articles: Sequence[Article], sentences: Sequence[Sentence], shop: _Workshop
) -> dict[str, Parse]:
    """Parses of the statements and headlines whose language the parser knows, by text."""
    known = {
        article.article_id: article
        for article in articles
        if not article.language or primary_language(article.language) in PARSED_LANGUAGES
    }
    wanted = {s.text for s in sentences if s.is_statement and s.article_id in known}
    texts = sorted(wanted | {article.title for article in known.values()})
    found = parse_texts(texts, shop.caches.parses, shop.counting("parsing", len(texts)))
    return dict(zip(texts, found, strict=True))


def _articles(compared: Sequence[Sentence], text_of: Labels, n: int) -> list[set[str]]:
    """The articles that state each of n texts."""
    found: list[set[str]] = [set() for _ in range(n)]
    for sentence, text in zip(compared, text_of.tolist(), strict=True):
        found[text].add(sentence.article_id)
    return found


def _titles(articles: Sequence[Article], compared: Sequence[Sentence]) -> dict[str, str]:
    """Headlines of the articles that were compared, by article."""
    there = {sentence.article_id for sentence in compared}
    return {a.article_id: a.title for a in articles if a.article_id in there and a.title.strip()}


def _embed(
    texts: Sequence[str], titles: Mapping[str, str], shop: _Workshop, *, drawn: bool
) -> dict[str, Vectors]:
    """Sentence vectors by text: for the map, and to choose what to compare; none where no need."""
    if not drawn and len(texts) + len(titles) <= ALL_PAIRS:
        return {}
    wanted = sorted({*texts, *titles.values()})
    found = embed_texts(
        wanted, shop.encoder, shop.caches.vectors, shop.counting("embedding", len(wanted))
    )
    return dict(zip(wanted, found, strict=True))


def _lay_out(
    texts: Sequence[str], vectors: Mapping[str, Vectors], shop: _Workshop, *, drawn: bool
) -> tuple[Layout, list[Labels]]:
    """The map, and the parts within which texts are compared: one, unless there are too many."""
    if not texts or (not drawn and len(texts) <= EXACT_LIMIT):
        return blank_layout(len(texts)), [np.arange(len(texts), dtype=np.int64)]
    rows = np.stack([vectors[text] for text in texts])
    shop.watch("drawing the map", 0, 1)
    layout = lay_out(rows, shop.parameters.seed)
    shop.watch("drawing the map", 1, 1)
    return layout, candidate_blocks(rows, layout)


def _compare(parts: Sequence[Labels], known: _Texts, shop: _Workshop) -> list[Block]:
    """Compares the texts of each part, and the headlines over them, with each other."""
    listed = [_headlined(rows, known) for rows in parts]
    total = sum(map(len, parts)) + sum(map(len, listed))
    reading = shop.counting("reading words", total)
    comparing = shop.counting("comparing", total)
    threads = shop.parameters.threads or os.cpu_count() or 1
    blocks: list[Block] = []
    for rows, articles in zip(parts, listed, strict=True):
        texts = [known.texts[row] for row in rows] + [known.titles[name] for name in articles]
        stated: list[Collection[str]] = [known.articles[row] for row in rows]
        material = Material(
            texts,
            shop.encoder.encode_tokens(texts, reading),
            [known.parses.get(text) for text in texts],
            np.stack([known.vectors[text] for text in texts]) if known.vectors and texts else None,
            stated + [()] * len(articles),
        )
        setting = SETTINGS[shop.parameters.verification]
        verified = verify_texts(material, shop.judge, setting, threads=threads, progress=comparing)
        blocks.append(Block(rows, articles, verified))
    return blocks


def _headlined(rows: Labels, known: _Texts) -> list[str]:
    """Articles with a headline that state any of the texts, sorted."""
    stating: set[str] = set().union(*(known.articles[row] for row in rows))
    return sorted(stating & known.titles.keys())


def _perturbations(blocks: Sequence[Block]) -> tuple[Perturbation, ...]:
    """What became of the claims in each perturbed run, over all blocks."""
    runs: dict[str, list[Perturbation]] = defaultdict(list)
    for block in blocks:
        for run in block.verified.stability.runs:
            runs[run.change].append(run)
    return tuple(_joined(change, parts) for change, parts in runs.items())


def _joined(change: str, parts: Sequence[Perturbation]) -> Perturbation:
    n_claims = sum(part.n_claims for part in parts)
    total = sum(
        part.n_claims * part.mean_jaccard for part in parts if part.mean_jaccard is not None
    )
    return Perturbation(change, n_claims, round(total / n_claims, 3) if n_claims else None)
