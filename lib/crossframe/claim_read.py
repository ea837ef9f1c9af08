"""Corpus, parameters and encoder -> the event as it is read: sentences, grammar, no claims yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from crossframe.claim_caches import NO_CACHES, Caches
from crossframe.claim_compare import WHOLE, Extent, Watch, Workshop, unwatched
from crossframe.claim_provenance import provenance
from crossframe.claims import (
    PACKAGED_JUDGE,
    PACKAGED_VECTOR_JUDGE,
    PairJudge,
    load_cross_encoder,
)
from crossframe.config import Parameters
from crossframe.embedding import Encoder, Readers, choose_readers, embed_texts
from crossframe.records import (
    Article,
    ClaimMap,
    Corpus,
    Parse,
    PartsOfSpeech,
    Placement,
    Sentence,
    Status,
    Vectors,
)
from crossframe.text import (
    PARSED_LANGUAGES,
    parse_texts,
    primary_language,
    split_article,
    tag_texts,
)


class EventRead(NamedTuple):
    """An event that was read, and what compares it.

    `draft` is its claim map before any claim. `parse_of` is the grammar of statements and headlines
    by text.
    """

    draft: ClaimMap
    parse_of: Mapping[str, Parse | PartsOfSpeech]
    shop: Workshop


def read_event(
    corpus: Corpus,
    parameters: Parameters,
    encoder: Encoder,
    caches: Caches = NO_CACHES,
    watch: Watch = unwatched,
    extent: Extent = WHOLE,
) -> EventRead:
    """Splits the articles of an event into sentences, and parses these.

    Args:
        corpus: The articles.
        parameters: How to compare them.
        encoder: The model.
        caches: Where vectors and parses are kept.
        watch: Told of the progress.
        extent: What to make of it.

    Returns:
        The event, ready to be compared.

    Raises:
        ModelError: If a judge is named that cannot be used.
    """
    articles = tuple(sorted(corpus.articles, key=lambda article: article.order))
    readers = readers_for(articles, encoder, caches)
    shop = Workshop(parameters, readers, judges_for(parameters), caches, watch, extent)
    sentences = tuple(s for article in articles for s in split_article(article))
    parse_of = _parse(articles, sentences, shop)
    draft = ClaimMap(
        event_id=corpus.event_id,
        articles=articles,
        exclusions=corpus.exclusions,
        older=corpus.older,
        sentences=sentences,
        placements=_before_any_claim(articles, sentences, readers),
        parses=tuple(_parse_in(parse_of, sentence) for sentence in sentences),
        claims=(),
        near_misses=(),
        headlines=(),
        perturbations=(),
        provenance=provenance(corpus, readers, shop.judges),
    )
    return EventRead(draft, parse_of, shop)


def judges_for(parameters: Parameters) -> tuple[PairJudge, PairJudge]:
    """The judges of pairs by words and by sentence vectors: a cross-encoder is both."""
    if not parameters.judge:
        return PACKAGED_JUDGE, PACKAGED_VECTOR_JUDGE
    named = load_cross_encoder(parameters.judge)
    return named, named


def readers_for(articles: Sequence[Article], encoder: Encoder, caches: Caches) -> Readers:
    """Chooses what compares the articles of an event: see `choose_readers`."""

    def encode(reader: Encoder, texts: Sequence[str]) -> Vectors:
        return embed_texts(texts, reader, caches.of(reader, encoder))

    return choose_readers(encoder, [_code(article) for article in articles], encode)


def article_languages(articles: Sequence[Article], readers: Readers) -> dict[str, str]:
    """The language that each article counts as, by article."""
    return {article.article_id: readers.language(_code(article)) for article in articles}


def _code(article: Article) -> str | None:
    return primary_language(article.language) if article.language else None


def _before_any_claim(
    articles: Sequence[Article], sentences: Sequence[Sentence], readers: Readers
) -> tuple[Placement, ...]:
    """Placements of all sentences: those that no comparison is made with have their last one."""
    foreign = {article.article_id for article in articles if not readers.reads(_code(article))}

    def status(sentence: Sentence) -> Status:
        if not sentence.is_statement:
            return "non_claim"
        return "not_compared" if sentence.article_id in foreign else "unmatched"

    return tuple(Placement(sentence.sentence_id, status(sentence)) for sentence in sentences)


def _parse(
    articles: Sequence[Article], sentences: Sequence[Sentence], shop: Workshop
) -> Mapping[str, Parse | PartsOfSpeech]:
    """Grammar of the statements and headlines whose language the parser knows, by text."""
    known = {
        article.article_id: article
        for article in articles
        if shop.readers.language(_code(article)) in PARSED_LANGUAGES
    }
    wanted = {s.text for s in sentences if s.is_statement and s.article_id in known}
    titles = {article.title for article in known.values()}
    texts = sorted(wanted | (titles if shop.extent.reads_titles(len(wanted | titles)) else set()))
    progress = shop.counting("parsing", len(texts))
    if not shop.extent.parsed:
        return dict(zip(texts, tag_texts(texts, progress), strict=True))
    return dict(zip(texts, parse_texts(texts, shop.caches.parses, progress), strict=True))


def _parse_in(parse_of: Mapping[str, Parse | PartsOfSpeech], sentence: Sentence) -> Parse | None:
    """The whole grammar of a statement, where it was asked for."""
    found = parse_of.get(sentence.text) if sentence.is_statement else None
    return found if isinstance(found, Parse) else None
