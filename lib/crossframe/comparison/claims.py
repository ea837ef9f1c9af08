"""Claim map -> its claims, their sentences side by side, and the map."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from crossframe.comparison.frames import COUNT, FLAG, RATIO, TEXT, frame
from crossframe.comparison.labels import claim_labels
from crossframe.comparison.once import once
from crossframe.comparison.presence.coverage import claim_kind, compared_outlets
from crossframe.comparison.presence.holding import firm_sentences
from crossframe.comparison.presence.origins import claim_origins
from crossframe.comparison.variants import variants
from crossframe.records import Claim, ClaimMap, instant

_CLAIM_COLUMNS = {
    "claim_id": TEXT,
    "label": TEXT,
    "claim": TEXT,
    "kind": TEXT,
    "variant_of": TEXT,
    "n_outlets": COUNT,
    "n_articles": COUNT,
    "n_sentences": COUNT,
    "n_origins": COUNT,
    "first_published": TEXT,
    "first_outlet": TEXT,
    "cohesion": RATIO,
    "stability": RATIO,
    "is_fragile": FLAG,
    "is_touched": FLAG,
    "checked_by": TEXT,
    "notes": TEXT,
}


@once
def claims_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Lists the claims, the most widely carried first.

    Args:
        claim_map: The event.

    Returns:
        One row a claim: `claim_id`; `label` (the name that people gave it, or words of its medoid
        that tell it from the others); `claim` (the medoid, verbatim); `kind` ("shared": carried by
        at least half of the compared outlets, "minority": by fewer, "exclusive": by one);
        `variant_of` (id of a wider claim that holds at least half of its sentences, too, or NA);
        `n_outlets`, `n_articles`, `n_sentences`; `n_origins` (outlets that carry it in a text of
        their own: reprints of one text count once); `first_published` (ISO 8601 as given, NA if
        undated) and `first_outlet`; `cohesion` (mean probability that two of its texts assert the
        same, 0..1); `stability` (share of perturbed runs in which it is found again, 0..1, NA where
        no run could tell); `is_fragile` (stability below .75); `is_touched` (people corrected it),
        `checked_by` (who marked it as checked, parted by commas, or NA), `notes` (parted by line
        ends, or NA).
    """
    n_outlets = len(compared_outlets(claim_map))
    labels = claim_labels(claim_map)
    origins = claim_origins(claim_map)
    wider = variants(claim_map)
    rows = (
        _claim_row(
            claim_map,
            claim,
            labels[claim.claim_id],
            wider.get(claim.claim_id),
            origins[claim.claim_id],
            n_outlets,
        )
        for claim in claim_map.claims
    )
    return frame(rows, _CLAIM_COLUMNS)


def _claim_row(
    claim_map: ClaimMap,
    claim: Claim,
    label: str,
    wider: str | None,
    origins: Collection[str],
    n_outlets: int,
) -> tuple[object, ...]:
    articles = {claim_map.article_of(s).article_id for s in claim.sentence_ids}
    carriers = {claim_map.article_by_id[article].outlet for article in articles}
    dated = [
        (instant(article.published_at), article.published_at, article.outlet)
        for article in (claim_map.article_by_id[a] for a in articles)
        if article.published_at
    ]
    _, first, outlet = min(dated, default=(None, None, None))
    return (
        claim.claim_id,
        label,
        claim_map.sentence_by_id[claim.medoid_id].text,
        claim_kind(len(carriers), n_outlets),
        wider,
        len(carriers),
        len(articles),
        len(claim.sentence_ids),
        len(origins),
        first,
        outlet,
        claim.cohesion,
        claim.stability,
        claim.is_fragile,
        claim.is_touched,
        ", ".join(claim.checked_by) or None,
        "\n".join(claim.notes) or None,
    )


@once
def side_by_side_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Lays the sentences of each claim beside each other, verbatim.

    A claim may hold a sentence that tells of another matter, joined to it through others. It is
    held loosely where it is told of others, by name or by its figures, than the sentence that
    stands for the claim, of another day, time, amount or age, or of another step of a case at law;
    where an article goes on with it, having told the claim just before; or where too little speaks
    for it: its probability, what it has in common with that sentence, that both have one subject,
    and a third that says it too; where these say a fair amount, the words of most others decide.
    Not loose are the one that stands for the claim, what is nearly word for word the same as a
    sentence that is not loose, and all of a claim that people checked or corrected. Tables that
    read more off a claim's sentences show these apart.

    Args:
        claim_map: The event.

    Returns:
        One row a sentence of a claim, by claim as in `claims_table`, then outlet and time:
        `claim_id`; `outlet`; `article_id`; `title`; `published_at` (ISO 8601 as given or NA);
        `url` or NA; `sentence_id`; `start`, `end` (characters of the article's text); `sentence`;
        `probability` that it asserts the same as the claim's other sentences, 0..1; `is_medoid` (it
        stands for the claim); `is_loose` (the claim holds it loosely); `also_in` (ids of the other
        claims that it stands in, parted by blanks, or NA).
    """
    columns = {
        "claim_id": TEXT,
        "outlet": TEXT,
        "article_id": TEXT,
        "title": TEXT,
        "published_at": TEXT,
        "url": TEXT,
        "sentence_id": TEXT,
        "start": COUNT,
        "end": COUNT,
        "sentence": TEXT,
        "probability": RATIO,
        "is_medoid": FLAG,
        "is_loose": FLAG,
        "also_in": TEXT,
    }
    firm = firm_sentences(claim_map)
    rows = (
        _member_row(claim_map, claim, sentence_id, is_loose=sentence_id not in firm[claim.claim_id])
        for claim in claim_map.claims
        for sentence_id in sorted(claim.sentence_ids, key=lambda s: claim_map.article_of(s).outlet)
    )
    return frame(rows, columns)


def _member_row(
    claim_map: ClaimMap, claim: Claim, sentence_id: str, *, is_loose: bool
) -> tuple[object, ...]:
    sentence = claim_map.sentence_by_id[sentence_id]
    article = claim_map.article_by_id[sentence.article_id]
    claim_ids = claim_map.placement_by_id[sentence_id].claim_ids
    return (
        claim.claim_id,
        article.outlet,
        article.article_id,
        article.title,
        article.published_at,
        article.url,
        sentence_id,
        sentence.start,
        sentence.end,
        sentence.text,
        claim.probability_of(sentence_id),
        sentence_id == claim.medoid_id,
        is_loose,
        " ".join(other for other in claim_ids if other != claim.claim_id) or None,
    )


@once
def map_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Gives every compared sentence its point on the map.

    Args:
        claim_map: The event.

    Returns:
        One row a sentence: `sentence_id`, `outlet`, `sentence`, `status` ("claim" or "unmatched"),
        `claim_id` (the surest of its claims) or NA, `x` and `y` (0..1, no unit), `region` (HDBSCAN
        neighbourhood on the map, -1 for none; it has no say in the claims).
    """
    columns = {
        "sentence_id": TEXT,
        "outlet": TEXT,
        "sentence": TEXT,
        "status": TEXT,
        "claim_id": TEXT,
        "x": RATIO,
        "y": RATIO,
        "region": COUNT,
    }
    rows = (
        (
            sentence.sentence_id,
            claim_map.article_by_id[sentence.article_id].outlet,
            sentence.text,
            placement.status,
            next(iter(placement.claim_ids), None),
            placement.x,
            placement.y,
            placement.region,
        )
        for sentence, placement in zip(claim_map.sentences, claim_map.placements, strict=True)
        if placement.x is not None
    )
    return frame(rows, columns)
