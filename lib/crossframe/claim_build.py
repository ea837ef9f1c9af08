"""Corpus, parameters and encoder -> workings, and from them the `ClaimMap`, stage by stage."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from crossframe.claim_caches import NO_CACHES, Caches, open_caches
from crossframe.claim_compare import (
    CLAIMS_ALONE,
    UNDRAWN,
    WHOLE,
    Extent,
    Texts,
    Watch,
    Workshop,
    compare_texts,
    unwatched,
)
from crossframe.claim_group import (
    NO_NEEDS,
    Needs,
    compared_sentences,
    group_claims,
    suitable_workings,
)
from crossframe.claim_provenance import provenance
from crossframe.claims import (
    ALL_PAIRS,
    PACKAGED_JUDGE,
    PACKAGED_VECTOR_JUDGE,
    PairJudge,
    Workings,
    different_texts,
    load_cross_encoder,
)
from crossframe.config import Parameters
from crossframe.corrections import NO_CORRECTIONS, Corrections
from crossframe.embedding import (
    Encoder,
    Readers,
    choose_readers,
    embed_texts,
)
from crossframe.records import (
    Article,
    ClaimMap,
    Corpus,
    Labels,
    Parse,
    PartsOfSpeech,
    Placement,
    Sentence,
    Status,
    Vectors,
)
from crossframe.text import (
    PARSED_LANGUAGES,
    normalised,
    parse_texts,
    primary_language,
    split_article,
    tag_texts,
)

__all__ = [
    "CLAIMS_ALONE",
    "NO_CACHES",
    "UNDRAWN",
    "WHOLE",
    "Caches",
    "Extent",
    "Watch",
    "build_claim_map",
    "open_caches",
    "suitable_workings",
    "unwatched",
    "work_out",
]


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


def build_claim_map(
    corpus: Corpus,
    parameters: Parameters,
    encoder: Encoder,
    caches: Caches = NO_CACHES,
    watch: Watch = unwatched,
    corrections: Corrections = NO_CORRECTIONS,
    extent: Extent = WHOLE,
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
        extent: What to make of it.

    Returns:
        The claim map.

    Raises:
        ModelError: If a judge is named that cannot be used.
    """

    def work(needs: Needs) -> Workings:
        return work_out(corpus, parameters, encoder, caches, watch, needs, extent)

    workings = suitable_workings(corrections, work)
    return group_claims(workings, parameters, corrections, perturbed=extent.perturbed)


def work_out(
    corpus: Corpus,
    parameters: Parameters,
    encoder: Encoder,
    caches: Caches = NO_CACHES,
    watch: Watch = unwatched,
    needs: Needs = NO_NEEDS,
    extent: Extent = WHOLE,
) -> Workings:
    """Does all of `build_claim_map` that needs a model; `needs` are those of the corrections."""
    from threadpoolctl import threadpool_limits

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
    compared = compared_sentences(draft)
    with threadpool_limits(1):  # one thread a product: its last bits do not depend on their number
        texts, text_of = different_texts(
            [s.text for s in compared], parameters.near_duplicate, needs.apart
        )
        titles = _titles(articles, compared, len(texts), shop.extent)
        spoken = article_languages(articles, readers)
        stating = _articles(compared, text_of, len(texts))
        bridged = _embed_all(texts, titles, shop)
        vectors = _embed(*_worded(texts, stating, titles, spoken, readers), shop)
        number_of = {normalised(text): number for number, text in enumerate(texts)}
        together = [[number_of[text] for text in group] for group in needs.together]
        known = Texts(texts, stating, titles, parse_of, vectors, bridged, spoken, together)
        layout, parts, other = compare_texts(known, shop)
    return Workings(draft, tuple(texts), text_of, layout, parts, other)


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


def _articles(compared: Sequence[Sentence], text_of: Labels, n: int) -> list[set[str]]:
    """The articles that state each of n texts."""
    found: list[set[str]] = [set() for _ in range(n)]
    for sentence, text in zip(compared, text_of.tolist(), strict=True):
        found[text].add(sentence.article_id)
    return found


def _titles(
    articles: Sequence[Article], compared: Sequence[Sentence], n_texts: int, extent: Extent
) -> dict[str, str]:
    """Headlines of the articles that were compared, by article; none where no need."""
    there = {sentence.article_id for sentence in compared}
    titles = {a.article_id: a.title for a in articles if a.article_id in there and a.title.strip()}
    return titles if extent.reads_titles(n_texts + len(titles)) else {}


def _worded(
    texts: Sequence[str],
    stating: Sequence[Collection[str]],
    titles: Mapping[str, str],
    spoken: Mapping[str, str],
    readers: Readers,
) -> tuple[list[str], dict[str, str]]:
    """The texts and the headlines that are compared word by word: all, where nothing is bridged."""
    if readers.bridge is None:
        return list(texts), dict(titles)
    own = {name for name, language in spoken.items() if language == readers.worded}
    return (
        [text for text, found in zip(texts, stating, strict=True) if own & set(found)],
        {name: title for name, title in titles.items() if name in own},
    )


def _embed_all(
    texts: Sequence[str], titles: Mapping[str, str], shop: Workshop
) -> dict[str, Vectors]:
    """Vectors by which texts of several languages are compared, by text; none where no need."""
    if shop.readers.bridge is None:
        return {}
    bridge, wanted = shop.readers.bridge, sorted({*texts, *titles.values()})
    telling = shop.counting("embedding for all languages", len(wanted))
    found = embed_texts(wanted, bridge, shop.caches.of(bridge, shop.encoder), telling)
    return dict(zip(wanted, found, strict=True))


def _embed(texts: Sequence[str], titles: Mapping[str, str], shop: Workshop) -> dict[str, Vectors]:
    """Sentence vectors by text: for the map, and to choose what to compare; none where no need."""
    is_drawn = shop.extent.drawn and shop.readers.bridge is None
    if not is_drawn and len(texts) + len(titles) <= ALL_PAIRS:
        return {}
    wanted = sorted({*texts, *titles.values()})
    found = embed_texts(
        wanted, shop.encoder, shop.caches.vectors, shop.counting("embedding", len(wanted))
    )
    return dict(zip(wanted, found, strict=True))
