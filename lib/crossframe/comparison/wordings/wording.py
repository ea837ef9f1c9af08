"""Claim map -> the words an outlet uses more than the others on the same claims."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from math import comb
from typing import NamedTuple

import numpy as np
import pandas as pd

from crossframe.comparison.frames import COUNT, FLAG, RATIO, TEXT, frame
from crossframe.comparison.languages import is_of_main_language, language_of, main_language
from crossframe.comparison.once import once
from crossframe.comparison.wordings.contrast import Z95, Flags, chance, contrast, q_values
from crossframe.comparison.wordings.counted_terms import NONE, Ordered, counted_places
from crossframe.comparison.wordings.shared_terms import SharedTerms, collect_terms, count_uses
from crossframe.records import ClaimMap
from crossframe.text import language_name

PERMUTATIONS = 1000
# Below these nothing is compared. One article cannot tell its author's words from its outlet's;
# eight sentences hold about a hundred words that mean something by themselves.
FEWEST_ARTICLES = 2
FEWEST_SENTENCES = 8
# With fewer ways to choose as many articles, no outcome would be rarer than 1 in 100.
FEWEST_CHOICES = 100

# False discoveries that are borne among the terms told apart from chance: one in ten.
FOUND = 0.1
_WORDING_COLUMNS = {
    "outlet": TEXT,
    "term": TEXT,
    "as_written": TEXT,
    "told_apart": FLAG,
    "n_outlet": COUNT,
    "n_others": COUNT,
    "n_copied": COUNT,
    "n_articles": COUNT,
    "n_claims": COUNT,
    "log_odds": RATIO,
    "low": RATIO,
    "high": RATIO,
    "z": RATIO,
    "p": RATIO,
    "q": RATIO,
    "sentence_ids": TEXT,
    "other_sentence_ids": TEXT,
}


@once
def wording_table(
    claim_map: ClaimMap,
    origins: Mapping[str, str] | None = None,
    *,
    permutations: int = PERMUTATIONS,
    seed: int = 0,
) -> pd.DataFrame:
    """Lists the terms of each outlet on claims that it shares, those that stand out first.

    A term is a word or a phrase of two or three, by its lemmas. Only sentences of claims that the
    outlet shares with another are compared, and only with the others' sentences of the same
    claims; each claim gives both sides the same number of words. Reprints count once, for the
    article that had the text first. Of a sentence that is all but word for word one of another
    outlet, and of ten words or more that two have in one run, the words count for the one that is
    known to be first, and for none of the two where that is not known: they are nobody's choice.
    What is all but word for word an earlier sentence of its own outlet counts once. A word that
    mostly stands within longer names is no term; of any other the places within names count too.

    Args:
        claim_map: The event.
        origins: Origin of each article by id, where articles reprint one another; None finds those
            that are known to be earlier (see `origins_table`), {} takes every article for its own.
        permutations: How often articles change hands, whole, to learn what chance does.
        seed: Of the permutations.

    Returns:
        One row a compared outlet (see `wording_outlets_table`) and tested term that it uses, by
        outlet, then `p`: `outlet`; `term` (by its lemmas); `as_written` (its most frequent form in
        the outlet's text); `told_apart` (`q` is at most .1 and `low` over 0; all other rows are
        not told apart from chance); `n_outlet` and `n_others` (places of the term on the same
        claims) and `n_copied` (further ones on claims that it shares, of whichever outlet, that
        count for nobody: they, or all that stands against them, may be copied); `n_articles` of the
        outlet that use it; `n_claims` on which it does; `log_odds` (of the term in the outlet's
        words against the others', natural logarithm, > 0: more often; drawn to 0 by the prior),
        `low` and `high` (its 95 % interval, which takes words as independent); `z`; `p` (one-sided,
        0..1, by permutation; 1 where under two articles use it); `q` (false discovery rate over all
        outlets and terms, 0..1); `sentence_ids` and `other_sentence_ids` (parted by line ends:
        those in which the counted places stand, NA for none; a sentence may hold two places).
    """
    found = collect_terms(claim_map, origins)
    ordered = Ordered.of(found)
    rows = [
        row
        for outlet in claim_map.outlets
        if not _refusal(claim_map, found, outlet)[1]
        for row in _outlet_rows(claim_map, found, ordered, outlet, (permutations, seed))
    ]
    return frame(_shown(rows), _WORDING_COLUMNS).sort_values(
        ["outlet", "p", "z", "term"], ascending=[True, True, False, True], ignore_index=True
    )


def _shown(rows: Sequence[_Tested]) -> list[tuple[object, ...]]:
    """The rows of terms that an outlet uses; false discoveries are counted over all that it may."""
    shares = q_values(np.array([row.p for row in rows]))
    return [
        (*row[:3], _is_apart(row, q), *row.counts, *row.effect, row.p, round(q, 5), *row.sentences)
        for row, q in zip(rows, shares.tolist(), strict=True)
        if row.counts[0]
    ]


class _Tested(NamedTuple):
    """A term of an outlet: its counts, log-odds, their bounds and z, and the sentences counted."""

    outlet: str
    term: str
    as_written: str
    counts: tuple[int, int, int, int, int]
    effect: tuple[float, ...]
    p: float
    sentences: tuple[str | None, str | None]


def _is_apart(row: _Tested, q: float) -> bool:
    """Whether neither chance, nor the few places in which a term stands, may explain its use."""
    low = row.effect[1]
    return q <= FOUND and low > 0


def _outlet_rows(
    claim_map: ClaimMap, found: SharedTerms, ordered: Ordered, outlet: str, draws: tuple[int, int]
) -> list[_Tested]:
    label = _label(claim_map, found, outlet)
    compared = contrast(found.counts, label[None, :])
    p = chance(found.counts, label, *draws)
    n_own, n_others, n_claims = count_uses(found, label)
    articles = {a.article_id for a in claim_map.articles if a.outlet == outlet}
    places = counted_places(ordered, articles)
    names = set(re.findall(r"\w+", outlet.casefold()))
    rows = []
    for column, term in enumerate(found.tested):
        if names.issuperset(term.split()):  # an outlet that speaks of itself
            continue
        at = places.get(term, NONE)
        delta, spread = float(compared.delta[0, column]), float(compared.spread[0, column])
        bounds = (delta, delta - Z95 * spread, delta + Z95 * spread, delta / spread)
        n_articles = int(compared.n_articles[0, column])
        rows.append(
            _Tested(
                outlet,
                term,
                _as_written(claim_map, at.own) or term,
                (
                    int(n_own[column]),
                    int(n_others[column]),
                    len(at.copied),
                    n_articles,
                    int(n_claims[column]),
                ),
                tuple(round(bound, 3) for bound in bounds),
                round(float(p[column]), 6),
                (_sentences(at.own), _sentences(at.others)),
            )
        )
    return rows


def _as_written(claim_map: ClaimMap, places: Sequence[tuple[str, int, int]]) -> str:
    """The most frequent form of a term in the text, of equals the first by the alphabet."""
    forms = Counter(claim_map.article_of(s).text[start:end].casefold() for s, start, end in places)
    return min(forms, key=lambda form: (-forms[form], form), default="")


def _sentences(places: Sequence[tuple[str, int, int]]) -> str | None:
    return "\n".join(dict.fromkeys(sentence for sentence, _, _ in places)) or None


@once
def wording_outlets_table(
    claim_map: ClaimMap, origins: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Says which outlets' wording is compared, and why that of the others is not.

    Args:
        claim_map: The event.
        origins: As in `wording_table`.

    Returns:
        One row an outlet, by name: `outlet`; `n_articles`, `n_sentences` and `n_words` of its own
        on claims that it shares (words: those that mean something by themselves); `n_reprinted`
        (its sentences there that may be another's, word for word, or are its own once more);
        `n_terms` tested; `state` ("compared" or "refused"); `reason` of a refusal, NA otherwise.
    """
    columns = {
        "outlet": TEXT,
        "n_articles": COUNT,
        "n_sentences": COUNT,
        "n_words": COUNT,
        "n_reprinted": COUNT,
        "n_terms": COUNT,
        "state": TEXT,
        "reason": TEXT,
    }
    found = collect_terms(claim_map, origins)
    rows = []
    for outlet in claim_map.outlets:
        own, reason = _refusal(claim_map, found, outlet)
        n_words = len(
            {(u.sentence, u.start) for u in found.uses if u.article in own and u.n_words == 1}
        )
        rows.append(
            (
                outlet,
                len(own),
                sum(found.n_sentences[article] for article in own),
                n_words,
                sum(
                    found.n_reprinted.get(a.article_id, 0)
                    for a in claim_map.articles
                    if a.outlet == outlet
                ),
                0 if reason else len(found.tested),
                "refused" if reason else "compared",
                reason,
            )
        )
    return frame(rows, columns)


@once
def term_occurrences_table(
    claim_map: ClaimMap, origins: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Shows where each tested term stands: the verbatim text behind `wording_table`.

    Args:
        claim_map: The event.
        origins: As in `wording_table`.

    Returns:
        One row a term and place, by term, claim and article: `term`; `claim_id`; `outlet`;
        `article_id`; `sentence_id`; `start`, `end` (characters of the article's text). The others'
        uses beside an outlet's are the rows of other outlets with the same `claim_id`.
    """
    columns = {
        "term": TEXT,
        "claim_id": TEXT,
        "outlet": TEXT,
        "article_id": TEXT,
        "sentence_id": TEXT,
        "start": COUNT,
        "end": COUNT,
    }
    found = collect_terms(claim_map, origins)
    tested = set(found.tested)
    rows = (
        (u.term, u.claim, claim_map.article_by_id[u.article].outlet, u.article, u.sentence, *at)
        for u in found.uses
        for at in [(u.start, u.end)]
        if u.term in tested
    )
    return frame(sorted(rows, key=lambda row: str(row[0])), columns)


def _refusal(
    claim_map: ClaimMap, found: SharedTerms, outlet: str
) -> tuple[frozenset[str], str | None]:
    """The outlet's articles with words of its own on shared claims, and what stands in the way."""
    own = frozenset(a for a in found.articles if claim_map.article_by_id[a].outlet == outlet)
    n_sentences = sum(found.n_sentences[article] for article in own)
    choices = comb(len(found.articles), len(own))
    others = [a for a in claim_map.articles if a.outlet == outlet]
    if not own and others and not any(is_of_main_language(claim_map, a) for a in others):
        spoken = ", ".join(sorted({language_name(language_of(a)) for a in others}))
        compared = language_name(main_language(claim_map))
        return own, f"writes in {spoken}; terms are compared within {compared}"
    if not own:
        return own, "no sentence of its own on a claim that it shares"
    if len(own) < FEWEST_ARTICLES:
        return own, f"{len(own)} article on shared claims; needs {FEWEST_ARTICLES}"
    if n_sentences < FEWEST_SENTENCES:
        return own, f"{n_sentences} sentences on shared claims; needs {FEWEST_SENTENCES}"
    if choices < FEWEST_CHOICES:
        return own, (
            f"{len(own)} of {len(found.articles)} articles can be chosen in {choices} ways; "
            f"needs {FEWEST_CHOICES} to tell chance apart"
        )
    return own, None


def _label(claim_map: ClaimMap, found: SharedTerms, outlet: str) -> Flags:
    return np.array([claim_map.article_by_id[a].outlet == outlet for a in found.articles])
