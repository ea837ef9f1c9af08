"""Corpus, parameters and encoder -> `ClaimMap`, stage by stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from crossframe.cache import Cache
from crossframe.claim_compare import (
    NO_CACHES,
    Caches,
    Texts,
    Watch,
    Workshop,
    compare_texts,
    lay_out_texts,
    perturbations_of,
    unwatched,
)
from crossframe.claim_provenance import provenance
from crossframe.claims import (
    ALL_PAIRS,
    PACKAGED_JUDGE,
    SETTINGS,
    assemble,
    different_texts,
    load_cross_encoder,
)
from crossframe.claims.identity import text_key
from crossframe.config import Parameters
from crossframe.corrections import (
    NO_CORRECTIONS,
    Corrections,
    attach,
    constraints_of,
    no_copies,
    presence_of,
    resolve,
)
from crossframe.embedding import Encoder, embed_texts
from crossframe.records import (
    Article,
    ClaimMap,
    Corpus,
    Labels,
    Parse,
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

__all__ = ["NO_CACHES", "Caches", "Watch", "build_claim_map", "open_caches", "unwatched"]


def open_caches(folder: Path, encoder: Encoder) -> Caches:
    """Opens the caches of a model's vectors and of the parser's work, in `folder`."""
    return Caches(
        vectors=Cache(folder / "vectors", encoder.fingerprint),
        parses=Cache(folder / "parses", parser_digest()),
    )


def build_claim_map(
    corpus: Corpus,
    parameters: Parameters,
    encoder: Encoder,
    caches: Caches = NO_CACHES,
    watch: Watch = unwatched,
    corrections: Corrections = NO_CORRECTIONS,
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
        corrections: What people decided about its claims.
        drawn: False leaves out the map, on which no claim depends; then all points are 0.

    Returns:
        The claim map.

    Raises:
        ModelError: If a judge is named that cannot be used.
    """
    from threadpoolctl import threadpool_limits

    judge = load_cross_encoder(parameters.judge) if parameters.judge else PACKAGED_JUDGE
    shop = Workshop(parameters, encoder, judge, caches, watch)
    articles = tuple(sorted(corpus.articles, key=lambda article: article.order))
    sentences = tuple(s for article in articles for s in split_article(article))
    uncompared = _uncompared(articles, sentences, encoder.languages)
    compared = [s for s in sentences if s.sentence_id not in uncompared]
    others = [s for s in sentences if s.sentence_id in uncompared]
    presence = presence_of(compared, others, uncompared)
    apart = no_copies(resolve(corrections.lines, presence).bonds, compared)
    parse_of = _parse(articles, sentences, shop)
    with threadpool_limits(1):  # one thread a product: its last bits do not depend on their number
        texts, text_of = different_texts(
            [s.text for s in compared], parameters.near_duplicate, apart
        )
        resolved, constraints = constraints_of(corrections, presence, compared, text_of)
        titles = _titles(articles, compared)
        vectors = _embed(texts, titles, shop, drawn=drawn)
        layout, parts = lay_out_texts(texts, vectors, shop, drawn=drawn)
        known = Texts(
            texts, _articles(compared, text_of, len(texts)), titles, parse_of, vectors, constraints
        )
        blocks = compare_texts(parts, known, shop)
    outlet_of = {article.article_id: article.outlet for article in articles}
    found = assemble(
        compared,
        text_of,
        blocks,
        layout,
        outlet_of,
        SETTINGS[parameters.verification].merge,
        constraints.lone,
    )
    key_of = {s.sentence_id: text_key(s.text) for s in compared}
    attached = attach(found.claims, key_of, corrections, resolved, presence)
    placements = uncompared | {p.sentence_id: p for p in found.placements}
    return ClaimMap(
        event_id=corpus.event_id,
        articles=articles,
        exclusions=corpus.exclusions,
        sentences=sentences,
        placements=tuple(placements[s.sentence_id] for s in sentences),
        parses=tuple(parse_of.get(s.text) if s.is_statement else None for s in sentences),
        claims=attached.claims,
        near_misses=found.near_misses,
        headlines=found.headlines,
        perturbations=perturbations_of(blocks),
        provenance=provenance(corpus, parameters, encoder, judge, corrections),
        corrections=attached.corrections,
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
    articles: Sequence[Article], sentences: Sequence[Sentence], shop: Workshop
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
    texts: Sequence[str], titles: Mapping[str, str], shop: Workshop, *, drawn: bool
) -> dict[str, Vectors]:
    """Sentence vectors by text: for the map, and to choose what to compare; none where no need."""
    if not drawn and len(texts) + len(titles) <= ALL_PAIRS:
        return {}
    wanted = sorted({*texts, *titles.values()})
    found = embed_texts(
        wanted, shop.encoder, shop.caches.vectors, shop.counting("embedding", len(wanted))
    )
    return dict(zip(wanted, found, strict=True))
