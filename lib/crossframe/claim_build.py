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
from crossframe.claim_read import EventRead, article_languages, read_event
from crossframe.claims import (
    ALL_PAIRS,
    Workings,
    different_texts,
)
from crossframe.config import Parameters
from crossframe.corrections import NO_CORRECTIONS, Corrections
from crossframe.embedding import (
    Encoder,
    Readers,
    embed_texts,
)
from crossframe.records import (
    Article,
    ClaimMap,
    Corpus,
    Labels,
    Sentence,
    Vectors,
)
from crossframe.text import (
    normalised,
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
    "compare_event",
    "open_caches",
    "read_event",
    "suitable_workings",
    "unwatched",
    "work_out",
]


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
    return compare_event(read_event(corpus, parameters, encoder, caches, watch, extent), needs)


def compare_event(read: EventRead, needs: Needs = NO_NEEDS) -> Workings:
    """Compares what an event states, as its corrections need it; the second half of `work_out`."""
    from threadpoolctl import threadpool_limits

    draft, parse_of, shop = read
    articles, readers = draft.articles, shop.readers
    compared = compared_sentences(draft)
    with threadpool_limits(1):  # one thread a product: its last bits do not depend on their number
        texts, text_of = different_texts(
            [s.text for s in compared], shop.parameters.near_duplicate, needs.apart
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
