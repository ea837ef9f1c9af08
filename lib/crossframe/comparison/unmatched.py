"""Claim map -> the sentences that none shares, and what each lacks to join the nearest."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from crossframe.comparison.frames import RATIO, TEXT, frame
from crossframe.comparison.once import once
from crossframe.records import ClaimMap, Placement, Sentence
from crossframe.text.meaning.phrases import terms_of

# Words named at most as missing from the nearest sentence.
_MOST_WORDS = 5


@once
def unmatched_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Lists the sentences that share a claim with no other article, and what comes nearest.

    Args:
        claim_map: The event.

    Returns:
        One row a sentence, by outlet, article and place: `outlet`; `article_id`; `published_at` or
        NA; `sentence_id`; `sentence`; `nearest_probability` that the nearest sentence of another
        article asserts the same (0..1) and that sentence's `nearest_outlet`,
        `nearest_sentence_id`, `nearest` (text) and `nearest_claim_id` (the surest of its claims);
        all NA where no pair was worth judging; `needed` (probability from which two sentences
        alone make a claim, 0..1); `missing` (in words, what stood in the way of joining it).
    """
    columns = {
        "outlet": TEXT,
        "article_id": TEXT,
        "published_at": TEXT,
        "sentence_id": TEXT,
        "sentence": TEXT,
        "nearest_probability": RATIO,
        "nearest_outlet": TEXT,
        "nearest_sentence_id": TEXT,
        "nearest": TEXT,
        "nearest_claim_id": TEXT,
        "needed": RATIO,
        "missing": TEXT,
    }
    setting = _setting(claim_map)
    needed = max(setting.get("merge", 0.0), setting.get("pair", 0.0))
    rows = [
        (
            claim_map.article_of(sentence.sentence_id).outlet,
            sentence.article_id,
            claim_map.article_of(sentence.sentence_id).published_at,
            sentence.sentence_id,
            sentence.text,
            placement.nearest_probability,
            *_nearest(claim_map, placement.nearest_id),
            needed,
            _missing(claim_map, sentence, placement, needed),
        )
        for sentence, placement in zip(claim_map.sentences, claim_map.placements, strict=True)
        if placement.status == "unmatched"
    ]
    return frame(sorted(rows, key=lambda row: str(row[0])), columns)


def _setting(claim_map: ClaimMap) -> Mapping[str, float]:
    found: Mapping[str, float] = claim_map.provenance.get("setting", {})
    return found


def _nearest(claim_map: ClaimMap, sentence_id: str | None) -> tuple[str | None, ...]:
    if sentence_id is None:
        return (None, None, None, None)
    return (
        claim_map.article_of(sentence_id).outlet,
        sentence_id,
        claim_map.sentence_by_id[sentence_id].text,
        next(iter(claim_map.placement_by_id[sentence_id].claim_ids), None),
    )


def _missing(
    claim_map: ClaimMap, sentence: Sentence, placement: Placement, needed: float
) -> str | None:
    """Says how far the probability fell short, and which of its words the nearest lacks."""
    nearest, probability = placement.nearest_id, placement.nearest_probability
    if nearest is None or probability is None:
        return "no sentence of another article comes near"
    said = (
        f"probability {probability:.2f} of {needed:.2f}"
        if probability < needed
        else "sure enough of this sentence, not of the others that share its claim"
    )
    there = set(_words(claim_map, nearest))
    lacking = [word for word in _words(claim_map, sentence.sentence_id) if word not in there]
    if not lacking:
        return said
    more = ", …" if len(lacking) > _MOST_WORDS else ""
    return f"{said}; not in the nearest: {', '.join(lacking[:_MOST_WORDS])}{more}"


def _words(claim_map: ClaimMap, sentence_id: str) -> list[str]:
    """Lemmas of the words that mean something by themselves, in order, each once."""
    text = claim_map.sentence_by_id[sentence_id].text
    terms = terms_of(text, claim_map.parse_by_id[sentence_id])
    return list(dict.fromkeys(term.term for term in terms if term.n_words == 1))
