"""Corpus and parameters -> `ClaimMap`, built once and loaded ever after."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import numpy as np

from crossframe import __version__
from crossframe.claim_store import has_claim_map, read_claim_map, write_claim_map
from crossframe.claims import (
    EXACT_LIMIT,
    STOPS,
    Block,
    assemble,
    blank_layout,
    candidate_blocks,
    collapse_texts,
    group_texts,
    lay_out,
    similarity_matrix,
)
from crossframe.config import Parameters, cache_folder
from crossframe.corpus import corpus_digest, read_corpora, require_complete
from crossframe.embedding import (
    Encoder,
    Progress,
    VectorCache,
    embed_texts,
    encoder_key,
    load_encoder,
)
from crossframe.errors import StoreError
from crossframe.records import (
    Article,
    ClaimMap,
    Corpus,
    Labels,
    Placement,
    Sentence,
)
from crossframe.text import primary_language, split_article

# Told of a stage, how much of it is done and how much there is.
Watch = Callable[[str, int, int], None]

_VERSIONED = (
    "numpy",
    "scipy",
    "scikit-learn",
    "torch",
    "sentence-transformers",
    "transformers",
    "umap-learn",
    "hdbscan",
    "numba",
)


def unwatched(stage: str, done: int, total: int) -> None:
    """Takes note of progress and says nothing."""


def open_corpus(parameters: Parameters) -> Corpus:
    """Reads the articles of the event that the parameters name.

    Args:
        parameters: Which event, and where its articles are.

    Returns:
        The corpus.

    Raises:
        CorpusError: If the source cannot be used or does not hold the event.
        ExclusionError: If `strict` is set and any article had to be excluded.
    """
    found = read_corpora(parameters.source_path, [parameters.event], parameters.event)
    corpus = found[parameters.event]
    if parameters.strict:
        require_complete(corpus)
    return corpus


def load_claim_map(parameters: Parameters, watch: Watch = unwatched) -> ClaimMap:
    """Loads the claim map of an event: that of the run in `out`, or the cached one, or a new one.

    Args:
        parameters: What to load; a map that was made with others is not taken.
        watch: Told of the progress where the map has to be built.

    Returns:
        The claim map.

    Raises:
        StoreError: If the run in `out` holds a claim map of other parameters, or a damaged one.
        CorpusError: If the articles cannot be used.
    """
    finished = parameters.out_path / "claim_map"
    if has_claim_map(finished):
        found = read_claim_map(finished)
        if found.provenance["parameters"] != parameters.determining:
            raise StoreError(
                f"{finished}: made with {found.provenance['parameters']}, "
                f"asked for {parameters.determining}; name another folder in 'out'"
            )
        return found
    return ensure_claim_map(open_corpus(parameters), parameters, None, watch)[0]


def ensure_claim_map(
    corpus: Corpus,
    parameters: Parameters,
    load: Callable[[], Encoder] | None = None,
    watch: Watch = unwatched,
) -> tuple[ClaimMap, bool]:
    """Finds the claim map of a corpus in the cache, or builds it and keeps it there.

    Args:
        corpus: The articles.
        parameters: How to compare them.
        load: Loads the encoder if it is needed; None loads the one that the parameters name.
        watch: Told of the progress.

    Returns:
        The claim map, and whether it was there before.
    """
    folder = cache_folder() / "claim_maps" / claim_map_digest(corpus, parameters)
    if has_claim_map(folder):
        try:
            return read_claim_map(folder), True
        except StoreError:
            pass  # damaged: built anew and replaced below
    encoder = load() if load else load_encoder(parameters.encoder, parameters.threads)
    vectors = VectorCache(cache_folder() / "vectors", encoder.fingerprint)
    built = build_claim_map(corpus, parameters, encoder, vectors, watch)
    write_claim_map(built, folder)
    return built, False


def claim_map_digest(corpus: Corpus, parameters: Parameters) -> str:
    """SHA-256 of all that decides a claim map: articles, parameters, model and code."""
    parts = (
        corpus_digest(corpus),
        repr(sorted(parameters.determining.items())),
        encoder_key(parameters.encoder),
        code_digest(),
    )
    return sha256("\n".join(parts).encode()).hexdigest()


@cache
def code_digest() -> str:
    """SHA-256 of crossframe's own source, so that no result outlives the code that made it."""
    root = Path(__file__).parent
    digest = sha256()
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def build_claim_map(
    corpus: Corpus,
    parameters: Parameters,
    encoder: Encoder,
    vectors: VectorCache | None = None,
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
        vectors: Cache of sentence vectors; None to use none.
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
    threads = parameters.threads or os.cpu_count() or 1
    with threadpool_limits(1):  # one thread a product: its last bits do not depend on their number
        texts, text_of = _different_texts(compared, parameters.near_duplicate)
        step = _Steps(watch)
        if drawn or len(texts) > EXACT_LIMIT:
            embedded = embed_texts(texts, encoder, vectors, step("embedding", len(texts)))
            watch("drawing the map", 0, 1)
            layout = lay_out(embedded, parameters.seed)
            watch("drawing the map", 1, 1)
            parts = candidate_blocks(embedded, layout)
        else:
            layout, parts = blank_layout(len(texts)), [np.arange(len(texts), dtype=np.int64)]
        blocks = _compare(texts, parts, encoder, parameters, threads, step)
        found = assemble(
            compared, text_of, blocks, layout, {a.article_id: a.outlet for a in articles}
        )
    placements = uncompared | {p.sentence_id: p for p in found.placements}
    return ClaimMap(
        event_id=corpus.event_id,
        articles=articles,
        exclusions=corpus.exclusions,
        sentences=sentences,
        placements=tuple(placements[s.sentence_id] for s in sentences),
        claims=found.claims,
        provenance=_provenance(corpus, parameters, encoder),
    )


class _Steps:
    """Turns counts since the last call, as stages give them, into totals, as watchers want them."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch

    def __call__(self, stage: str, total: int) -> Progress:
        done = 0

        def progress(more: int) -> None:
            nonlocal done
            done += more
            self._watch(stage, done, total)

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
    threads: int,
    step: _Steps,
) -> list[Block]:
    stop = STOPS[parameters.verification]
    reading, comparing = step("reading words", len(texts)), step("comparing", len(texts))
    blocks: list[Block] = []
    for rows in parts:
        inside = [texts[row] for row in rows]
        tokens = encoder.encode_tokens(inside, reading)
        similarity = similarity_matrix(inside, tokens, threads, comparing)
        blocks.append(Block(rows, similarity, group_texts(similarity, stop)))
    return blocks


def _provenance(corpus: Corpus, parameters: Parameters, encoder: Encoder) -> Mapping[str, object]:
    return {
        "crossframe": __version__,
        "code": code_digest(),
        "corpus": corpus_digest(corpus),
        "encoder": {
            "name": encoder.name,
            "fingerprint": encoder.fingerprint,
            "languages": sorted(encoder.languages) if encoder.languages else None,
        },
        "parameters": parameters.determining,
        "stop": STOPS[parameters.verification],
        "versions": {name: version(name) for name in _VERSIONED},
    }
