"""Claim map -> the terms of shared claims, reprints counted once, ready to be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from scipy import sparse

from crossframe.comparison.languages import is_of_main_language
from crossframe.comparison.once import once
from crossframe.comparison.presence.origins import origin_by_article
from crossframe.comparison.presence.times import is_surely_earlier, times_of
from crossframe.comparison.wordings.contrast import Counts, Flags, Rows
from crossframe.comparison.wordings.own_terms import terms_by_sentence
from crossframe.comparison.wordings.repeats import (
    copied_between_outlets,
    copied_runs,
    copied_within_outlets,
)
from crossframe.records import ClaimMap
from crossframe.text.plain_words import plain_words

# Rarer terms cannot stand out, and each one tested makes the correction harder.
FEWEST_USES = 3


class TermUse(NamedTuple):
    """A term where it stands; `start`, `end` count characters of the article's text."""

    claim: str
    article: str
    sentence: str
    term: str
    start: int
    end: int
    weight: float
    n_words: int


class Places(NamedTuple):
    """The uses of tested terms as numbers, row for row: (uses,), int64, from 0.

    `place` is the same for uses of one place that stands in several claims.
    """

    place: Rows
    term: Rows
    article: Rows
    claim: Rows


class SharedTerms(NamedTuple):
    """All terms on shared claims, those that are tested, how often and where they stand.

    `copied` are uses on claims that count for nobody: they are, or may be, another's words, or all
    that stands against them is.
    """

    uses: tuple[TermUse, ...]
    copied: tuple[TermUse, ...]
    tested: tuple[str, ...]
    counts: Counts
    places: Places
    articles: tuple[str, ...]
    n_sentences: Mapping[str, int]
    n_reprinted: Mapping[str, int]


@once
def collect_terms(claim_map: ClaimMap, origins: Mapping[str, str] | None) -> SharedTerms:
    """Collects the terms of all claims that outlets share, and counts them.

    Args:
        claim_map: The event.
        origins: Origin of each article by id; None finds them. With {} every article is its own.

    Returns:
        The terms; articles in the order of the claim map, terms and claims sorted.
    """
    if origins is None:
        origins = _known_origins(claim_map)
    kept, left, alone = _own_sentences(claim_map, origins)
    n_reprinted = Counter(claim_map.sentence_by_id[s].article_id for s in {s for _, s in left})
    uses, copied = _uses(claim_map, kept, [*left, *alone])
    using = {use.article for use in uses}
    articles = tuple(a.article_id for a in claim_map.articles if a.article_id in using)
    tested = _tested(uses)
    n_sentences = Counter(claim_map.sentence_by_id[s].article_id for s in {s for _, s in kept})
    counts = _counts(uses, tested, articles, _prior(claim_map, tested))
    places = _places(uses, tested, articles)
    return SharedTerms(uses, copied, tested, counts, places, articles, n_sentences, n_reprinted)


def _known_origins(claim_map: ClaimMap) -> Mapping[str, str]:
    """The origins of articles known to be later; of others sentences tell what is whose."""
    times = times_of(claim_map)
    return {
        article_id: origin.origin_id
        for article_id, origin in origin_by_article(claim_map).items()
        if is_surely_earlier(times[origin.origin_id], times[article_id])
    }


def count_uses(shared: SharedTerms, label: Flags) -> tuple[Rows, Rows, Rows]:
    """Counts each term's places in an outlet's articles, and in the others' on the same claims.

    Args:
        shared: The terms.
        label: (articles,), True for the outlet's own.

    Returns:
        (terms,) each: uses by the outlet, uses by others on its claims, and its claims with a use.
    """
    at, n_terms = shared.places, len(shared.tested)
    own = label[at.article]
    claims = np.zeros(int(shared.counts.claim.max(initial=-1)) + 1, dtype=np.bool_)
    claims[shared.counts.claim[label[shared.counts.article]]] = True
    found = []
    for rows in (own, ~own & claims[at.claim]):
        _, first = np.unique(at.place[rows], return_index=True)
        found.append(np.bincount(at.term[rows][first], minlength=n_terms))
    pairs = np.unique(np.stack([at.term[own], at.claim[own]]), axis=1)
    return found[0], found[1], np.bincount(pairs[0], minlength=n_terms)


def _places(
    uses: tuple[TermUse, ...], tested: tuple[str, ...], articles: tuple[str, ...]
) -> Places:
    term_at = {term: column for column, term in enumerate(tested)}
    article_at = {article: row for row, article in enumerate(articles)}
    claim_at = {claim: row for row, claim in enumerate(sorted({use.claim for use in uses}))}
    hits = [use for use in uses if use.term in term_at]
    place_at: dict[tuple[str, str, int], int] = {}
    for use in hits:
        place_at.setdefault((use.term, use.sentence, use.start), len(place_at))
    return Places(
        *(
            np.array(rows, dtype=np.int64)
            for rows in (
                [place_at[use.term, use.sentence, use.start] for use in hits],
                [term_at[use.term] for use in hits],
                [article_at[use.article] for use in hits],
                [claim_at[use.claim] for use in hits],
            )
        )
    )


def _own_sentences(
    claim_map: ClaimMap, origins: Mapping[str, str]
) -> tuple[list[tuple[str, str]], list[tuple[str, str]], list[tuple[str, str]]]:
    """Claims and sentences to compare, copies of others, and what stands alone without them."""
    first_of: dict[str, str] = {}
    # Words of different languages differ by language, not by outlet.
    comparable = [a for a in claim_map.articles if is_of_main_language(claim_map, a)]
    among = {article.article_id for article in comparable}
    for article in comparable:
        origin = origins.get(article.article_id, article.article_id)
        first_of.setdefault(origin, article.article_id)
    firsts = set(first_of.values())
    kept: list[tuple[str, str]] = []
    left: list[tuple[str, str]] = []
    alone: list[tuple[str, str]] = []
    copies, taken = copied_within_outlets(claim_map), copied_between_outlets(claim_map)
    for claim in claim_map.claims:
        own: list[tuple[str, str]] = []
        for sentence_id in claim.sentence_ids:
            sentence = claim_map.sentence_by_id[sentence_id]
            if sentence.article_id not in among:
                continue
            words = plain_words(sentence.text)
            is_anothers = sentence_id in copies or any(
                plain_words(claim_map.sentence_by_id[one].text) == words
                for one in taken.get(sentence_id, ())
            )
            is_own = sentence.article_id in firsts and not is_anothers
            (own if is_own else left).append((claim.claim_id, sentence_id))
        is_shared = len({claim_map.article_of(s).outlet for _, s in own}) > 1
        (kept if is_shared else alone).extend(own)
    return kept, left, alone


def _uses(
    claim_map: ClaimMap, kept: list[tuple[str, str]], left: list[tuple[str, str]]
) -> tuple[tuple[TermUse, ...], tuple[TermUse, ...]]:
    """Terms of sentences, and those left out; of several claims each has its share of a sentence.

    What a sentence has from another outlet's, or may have, is left out of it.
    """
    n_claims = Counter(sentence_id for _, sentence_id in kept)
    taken, runs = copied_between_outlets(claim_map), copied_runs(claim_map)
    terms, n_kept = terms_by_sentence(claim_map), len(kept)
    found: tuple[list[TermUse], list[TermUse]] = ([], [])
    for number, (claim_id, sentence_id) in enumerate([*kept, *left]):
        sentence = claim_map.sentence_by_id[sentence_id]
        others = {term.term for other in taken.get(sentence_id, ()) for term in terms[other]}
        for term in terms[sentence_id]:
            is_run = any(
                r.start <= term.start and term.end <= r.end for r in runs.get(sentence_id, ())
            )
            is_copied = number >= n_kept or term.term in others or is_run
            found[is_copied].append(
                TermUse(
                    claim_id,
                    sentence.article_id,
                    sentence_id,
                    term.term,
                    sentence.start + term.start,
                    sentence.start + term.end,
                    1 / max(n_claims[sentence_id], 1),
                    term.n_words,
                )
            )
    return tuple(found[False]), tuple(found[True])


def _tested(uses: tuple[TermUse, ...]) -> tuple[str, ...]:
    """Terms used often enough, in two articles or more, that are no mere part of a longer one."""
    places: dict[str, set[tuple[str, int, int]]] = {}
    articles: dict[str, set[str]] = {}
    for use in uses:
        places.setdefault(use.term, set()).add((use.sentence, use.start, use.end))
        articles.setdefault(use.term, set()).add(use.article)
    often = {t for t, at in places.items() if len(at) >= FEWEST_USES and len(articles[t]) > 1}
    whole = Counter({term: len(places[term]) for term in often})
    parts = set()
    for term in often:
        words = term.split()
        for first in range(len(words)):
            for last in range(first + 1, len(words) + 1):
                part = " ".join(words[first:last])
                if part != term and part in whole and whole[part] == whole[term]:
                    parts.add(part)
    return tuple(sorted(often - parts))


def _prior(claim_map: ClaimMap, tested: tuple[str, ...]) -> dict[str, float]:
    """Each tested term's share of the words of the whole event, unmatched statements included."""
    n_words, n_terms = 0, Counter[str]()
    own = terms_by_sentence(claim_map)
    for sentence in claim_map.sentences:
        if sentence.is_statement:
            terms = own[sentence.sentence_id]
            n_words += sum(term.n_words == 1 for term in terms)
            n_terms.update(term.term for term in terms)
    return {term: n_terms[term] / max(n_words, 1) for term in tested}


def _counts(
    uses: tuple[TermUse, ...],
    tested: tuple[str, ...],
    articles: tuple[str, ...],
    prior: Mapping[str, float],
) -> Counts:
    units = sorted({(use.article, use.claim) for use in uses})
    unit_at = {unit: row for row, unit in enumerate(units)}
    term_at = {term: column for column, term in enumerate(tested)}
    article_at = {article: row for row, article in enumerate(articles)}
    claim_at = {claim: row for row, claim in enumerate(sorted({claim for _, claim in units}))}
    hits = [use for use in uses if use.term in term_at]
    rows = [unit_at[use.article, use.claim] for use in hits]
    columns = [term_at[use.term] for use in hits]
    shape = (len(units), len(tested))
    terms = sparse.csr_array(([use.weight for use in hits], (rows, columns)), shape=shape)
    words = np.zeros(len(units))
    for use in uses:
        words[unit_at[use.article, use.claim]] += use.weight * (use.n_words == 1)
    used = sorted({(article_at[use.article], term_at[use.term]) for use in hits})
    return Counts(
        terms=terms,
        words=words,
        article=np.array([article_at[article] for article, _ in units], dtype=np.int64),
        claim=np.array([claim_at[claim] for _, claim in units], dtype=np.int64),
        used=sparse.csr_array(
            (np.ones(len(used)), ([a for a, _ in used], [t for _, t in used])),
            shape=(len(articles), len(tested)),
        ),
        prior=np.array([prior[term] for term in tested]),
    )
