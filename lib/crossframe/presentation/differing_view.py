"""Claim map -> claims that outlets word in different ways, with the own words of each marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crossframe.comparison.speech.certainty import certainty_table
from crossframe.comparison.speech.certainty_findings import certainty_findings_table
from crossframe.comparison.wordings.differences import mark_differences
from crossframe.presentation.claim_refs import ClaimRef, claim_refs
from crossframe.presentation.phrasing import Moment, moment, shortened
from crossframe.presentation.rows import Row, rows_of
from crossframe.presentation.untrusted import foreign_language, web_link
from crossframe.records import Article, Claim, ClaimMap
from crossframe.text.meaning.alignment import Marked

# Longer evidence is a quotation, which is read in the sentence above it.
_EVIDENCE = 48


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a text and what is to be shown of it: "equal", "own", "changed" or "missing"."""

    text: str
    state: str
    instead: str = ""


@dataclass(frozen=True, slots=True)
class VersionView:
    """A wording of a claim: the outlets that have it word for word, and the first of them.

    `is_loose` where it may tell of another matter; how sure it sounds is then not said.
    """

    outlets: tuple[str, ...]
    runs: tuple[Run, ...]
    lang: str | None
    title: str
    href: str | None
    when: Moment | None
    is_medoid: bool
    is_apart: bool
    is_loose: bool
    certainty: str | None
    evidence: str | None


@dataclass(frozen=True, slots=True)
class DifferingView:
    """A claim whose outlets do not word it alike; `finding` says how their certainty differs."""

    claim: ClaimRef
    n_outlets: int
    finding: str
    versions: tuple[VersionView, ...]


def differing_views(claim_map: ClaimMap) -> list[DifferingView]:
    """Lays out the claims that two outlets or more carry in different words.

    Args:
        claim_map: The event.

    Returns:
        One view a claim, in the order of the claim map.
    """
    refs = claim_refs(claim_map, linked=False)
    certainty: dict[str, dict[str, Row]] = {}
    for row in rows_of(certainty_table(claim_map)):
        certainty.setdefault(row["claim_id"], {})[row["sentence_id"]] = row
    findings = {
        row["claim_id"]: row["finding"] for row in rows_of(certainty_findings_table(claim_map))
    }
    found = []
    for claim in claim_map.claims:
        texts = {claim_map.sentence_by_id[s].text for s in claim.sentence_ids}
        outlets = {claim_map.article_of(s).outlet for s in claim.sentence_ids}
        if len(texts) > 1 and len(outlets) > 1:
            found.append(
                DifferingView(
                    claim=refs[claim.claim_id],
                    n_outlets=len(outlets),
                    finding=findings.get(claim.claim_id, ""),
                    versions=_versions(claim_map, claim, certainty[claim.claim_id]),
                )
            )
    return found


def _versions(
    claim_map: ClaimMap, claim: Claim, certainty: Mapping[str, Row]
) -> tuple[VersionView, ...]:
    """One version a text, the medoid first, then what is nearest to it in words."""
    marked = mark_differences(claim_map, claim)
    by_text: dict[str, list[str]] = {}
    for sentence_id in claim.sentence_ids:
        by_text.setdefault(claim_map.sentence_by_id[sentence_id].text, []).append(sentence_id)
    medoid = claim_map.sentence_by_id[claim.medoid_id].text
    versions = [
        _version(
            claim_map,
            own,
            marked[claim.medoid_id if text == medoid else own[0]],
            certainty[own[0]],
            is_medoid=text == medoid,
        )
        for text, own in by_text.items()
    ]
    nearness = {text: marked[own[0]].shared for text, own in by_text.items()}
    order = sorted(
        range(len(versions)),
        key=lambda i: (not versions[i].is_medoid, -list(nearness.values())[i], i),
    )
    return tuple(versions[i] for i in order)


def _version(
    claim_map: ClaimMap,
    sentence_ids: Sequence[str],
    marked: Marked,
    certainty: Row,
    *,
    is_medoid: bool,
) -> VersionView:
    article = claim_map.article_of(sentence_ids[0])
    return VersionView(
        outlets=each_once(claim_map.article_of(s).outlet for s in sentence_ids),
        runs=tuple(Run(s.text, s.state, s.instead) for s in marked.segments),
        lang=language_of(article),
        title=article.title,
        href=web_link(article.url),
        when=moment(article.published_at),
        is_medoid=is_medoid,
        is_apart=marked.is_apart,
        is_loose=certainty["is_loose"],
        certainty=certainty["certainty"],
        evidence=shortened(certainty["evidence"], _EVIDENCE) if certainty["evidence"] else None,
    )


def each_once(names: Iterable[str]) -> tuple[str, ...]:
    """Names in their order, each once."""
    return tuple(dict.fromkeys(names))


def language_of(article: Article) -> str | None:
    """The language to mark an article's text with; None for English."""
    return foreign_language(article.language)
