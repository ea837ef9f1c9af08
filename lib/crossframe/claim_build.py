"""Corpus, parameters and encoder -> `ClaimMap`, stage by stage."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import numpy as np

from crossframe import __version__
from crossframe.cache import Cache
from crossframe.claims import (
    EXACT_LIMIT,
    STOPS,
    Block,
    Layout,
    assemble,
    blank_layout,
    candidate_blocks,
    collapse_texts,
    group_texts,
    lay_out,
    similarity_matrix,
)
from crossframe.config import Parameters
from crossframe.corpus import corpus_digest
from crossframe.embedding import Encoder, Progress, embed_texts
from crossframe.records import Article, ClaimMap, Corpus, Labels, Parse, Placement, Sentence
from crossframe.text import (
    PARSED_LANGUAGES,
    parse_texts,
    parser_digest,
    parser_name,
    primary_language,
    split_article,
)

# Told of a stage, how much of it is done and how much there is.
Watch = Callable[[str, int, int], None]

# What has a say in a claim map: another report style does not make another map.
DECIDING = (
    "cache.py",
    "claim_build.py",
    "claim_store.py",
    "claims",
    "config.py",
    "corpus",
    "embedding",
    "records.py",
    "text",
)

_VERSIONED = (
    "numpy",
    "scipy",
    "scikit-learn",
    "spacy",
    "torch",
    "sentence-transformers",
    "transformers",
    "umap-learn",
    "hdbscan",
    "numba",
)


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


@cache
def code_digest(*parts: str) -> str:
    """SHA-256 of crossframe's own source, so that no result outlives the code that made it.

    Args:
        *parts: Modules and rooms that count; none stands for all, templates included.

    Returns:
        64 hexadecimal digits.
    """
    root = Path(__file__).parent
    chosen = [path for part in parts or (".",) for path in _sources(root / part)]
    digest = sha256()
    for path in sorted(chosen):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _sources(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    endings = {".py", ".j2", ".css", ".js"}
    return [path for path in place.rglob("*") if path.suffix in endings]


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
    """
    from threadpoolctl import threadpool_limits

    articles = tuple(sorted(corpus.articles, key=lambda article: article.order))
    sentences = tuple(s for article in articles for s in split_article(article))
    uncompared = _uncompared(articles, sentences, encoder.languages)
    compared = [s for s in sentences if s.sentence_id not in uncompared]
    parses = _parse(articles, sentences, caches.parses, watch)
    with threadpool_limits(1):  # one thread a product: its last bits do not depend on their number
        texts, text_of = _different_texts(compared, parameters.near_duplicate)
        layout, parts = _lay_out(texts, parameters, encoder, caches.vectors, watch, drawn=drawn)
        blocks = _compare(texts, parts, encoder, parameters, watch)
    outlet_of = {article.article_id: article.outlet for article in articles}
    found = assemble(compared, text_of, blocks, layout, outlet_of)
    placements = uncompared | {p.sentence_id: p for p in found.placements}
    return ClaimMap(
        event_id=corpus.event_id,
        articles=articles,
        exclusions=corpus.exclusions,
        sentences=sentences,
        placements=tuple(placements[s.sentence_id] for s in sentences),
        parses=tuple(parses.get(s.sentence_id) for s in sentences),
        claims=found.claims,
        near_misses=found.near_misses,
        headlines=(),
        perturbations=(),
        provenance=_provenance(corpus, parameters, encoder),
    )


def _lay_out(
    texts: Sequence[str],
    parameters: Parameters,
    encoder: Encoder,
    vectors: Cache | None,
    watch: Watch,
    *,
    drawn: bool,
) -> tuple[Layout, list[Labels]]:
    """The map, and the parts within which texts are compared: one, unless there are too many."""
    if not drawn and len(texts) <= EXACT_LIMIT:
        return blank_layout(len(texts)), [np.arange(len(texts), dtype=np.int64)]
    embedded = embed_texts(texts, encoder, vectors, _counting(watch, "embedding", len(texts)))
    watch("drawing the map", 0, 1)
    layout = lay_out(embedded, parameters.seed)
    watch("drawing the map", 1, 1)
    return layout, candidate_blocks(embedded, layout)


def _counting(watch: Watch, stage: str, total: int) -> Progress:
    """Turns counts since the last call, as stages give them, into totals, as watchers want them."""
    done = 0

    def progress(more: int) -> None:
        nonlocal done
        done += more
        watch(stage, done, total)

    return progress


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
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    stored: Cache | None,
    watch: Watch,
) -> dict[str, Parse]:
    """Parses of the statements whose language the parser knows, by sentence id."""
    known = {
        article.article_id
        for article in articles
        if not article.language or primary_language(article.language) in PARSED_LANGUAGES
    }
    wanted = [s for s in sentences if s.is_statement and s.article_id in known]
    texts = sorted({sentence.text for sentence in wanted})
    found = parse_texts(texts, stored, _counting(watch, "parsing", len(texts)))
    parse_of = dict(zip(texts, found, strict=True))
    return {sentence.sentence_id: parse_of[sentence.text] for sentence in wanted}


def _different_texts(sentences: Sequence[Sentence], near: float) -> tuple[list[str], Labels]:
    """Texts that are no copies of each other, sorted, and for each sentence the number of its."""
    unique = sorted({sentence.text for sentence in sentences})
    roots, text_of_unique = np.unique(collapse_texts(unique, near), return_inverse=True)
    number = dict(zip(unique, text_of_unique.tolist(), strict=True))
    text_of = np.array([number[s.text] for s in sentences], dtype=np.int64)
    return [unique[root] for root in roots], text_of


def _compare(
    texts: Sequence[str],
    parts: Sequence[Labels],
    encoder: Encoder,
    parameters: Parameters,
    watch: Watch,
) -> list[Block]:
    stop = STOPS[parameters.verification]
    threads = parameters.threads or os.cpu_count() or 1
    reading = _counting(watch, "reading words", len(texts))
    comparing = _counting(watch, "comparing", len(texts))
    blocks: list[Block] = []
    for rows in parts:
        inside = [texts[row] for row in rows]
        tokens = encoder.encode_tokens(inside, reading)
        similarity = similarity_matrix(inside, tokens, threads, comparing)
        labels = group_texts(similarity, stop)
        groups = [tuple(np.flatnonzero(labels == g).tolist()) for g in np.unique(labels)]
        pairs = np.stack(np.triu_indices(len(rows), 1), axis=1)
        p = similarity[pairs[:, 0], pairs[:, 1]]
        blocks.append(Block(rows, pairs, p, groups, [None] * len(groups)))
    return blocks


def _provenance(corpus: Corpus, parameters: Parameters, encoder: Encoder) -> Mapping[str, object]:
    return {
        "crossframe": __version__,
        "code": code_digest(*DECIDING),
        "corpus": corpus_digest(corpus),
        "encoder": {
            "name": encoder.name,
            "fingerprint": encoder.fingerprint,
            "languages": sorted(encoder.languages) if encoder.languages else None,
        },
        "parameters": parameters.determining,
        "parser": parser_name(),
        "stop": STOPS[parameters.verification],
        "versions": {name: version(name) for name in _VERSIONED},
    }
