"""Claim map -> how surely each outlet says each claim, and where they differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from crossframe.comparison.frames import COUNT, FLAG, TEXT, frame
from crossframe.comparison.once import once
from crossframe.comparison.presence.holding import firm_sentences
from crossframe.comparison.speech.claim_voices import claim_voices, texts_with_voices
from crossframe.comparison.speech.surely import as_told
from crossframe.comparison.speech.voices import Voice
from crossframe.records import Article, ClaimMap, Sentence
from crossframe.text.meaning.certainty import Assurance, Evidence, assess_certainty
from crossframe.text.meaning.tree import Extent
from crossframe.text.speech.sentence_quotes import quotes_by_sentence

# From the surest to the least sure: an outlet is as sure of a claim as its surest sentence of it.
STATES = ("flat", "attributed", "hedged", "denied")


class Assessed(NamedTuple):
    """A sentence of a claim, how surely it says it, and whether the claim holds it loosely."""

    claim_id: str
    sentence: Sentence
    article: Article
    assurance: Assurance | None
    is_loose: bool

    @property
    def state(self) -> str:
        """Its certainty; "" where it has no grammar."""
        return self.assurance.state if self.assurance else ""


@once
def certainty_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Says of every sentence of a claim how surely it says what it says.

    Args:
        claim_map: The event.

    Returns:
        One row a sentence of a claim, by claim as in `claims_table`, then outlet and time:
        `claim_id`; `outlet`; `article_id`; `sentence_id`; `sentence`; `certainty` ("denied",
        "hedged", "attributed": the first of these that it shows; "flat": none of them; NA where
        there is no grammar of the sentence's language; it is told of what the sentence says of the
        claim: flat or attributed as `attribution_findings_table` has it, and a hedge or a denial
        that bears on no more than a fifth of the claim's words does not count; words that stand in
        quotation marks in another sentence of the claim are quoted too where their own may be
        lost); `is_hedged`,
        `is_attributed`, `is_denied` (a sentence can be several; NA as `certainty`); `evidence` (the
        words that show `certainty`, verbatim, NA if flat); `start`, `end` (of the evidence, else of
        the sentence; characters of the article's text); `differs` (whether the outlets of the claim
        differ in their surest sentences that are not loose); `is_loose` (the claim holds the
        sentence loosely, as `side_by_side_table` has it: it may tell of another matter).
    """
    columns = {
        "claim_id": TEXT,
        "outlet": TEXT,
        "article_id": TEXT,
        "sentence_id": TEXT,
        "sentence": TEXT,
        "certainty": TEXT,
        "is_hedged": FLAG,
        "is_attributed": FLAG,
        "is_denied": FLAG,
        "evidence": TEXT,
        "start": COUNT,
        "end": COUNT,
        "differs": FLAG,
        "is_loose": FLAG,
    }
    rows: list[tuple[object, ...]] = []
    for claim_id, assessed in assessed_sentences(claim_map).items():
        firm = (one for one in assessed if one.assurance is not None and not one.is_loose)
        differs = len({one.state for one in surest_by_outlet(firm).values()}) > 1
        rows += [_row(claim_id, one, differs=differs) for one in assessed]
    return frame(rows, columns)


@once
def assessed_sentences(claim_map: ClaimMap) -> Mapping[str, Sequence[Assessed]]:
    """Says of every sentence of every claim how surely it says that claim.

    Args:
        claim_map: The event.

    Returns:
        By claim, in the order of the outlets.
    """
    quotes: dict[str, list[Extent]] = {}
    for article in claim_map.articles:
        own = [one for one in claim_map.sentences if one.article_id == article.article_id]
        found_in = quotes_by_sentence(article.text, own)
        quotes |= {s.sentence_id: q for s, q in zip(own, found_in, strict=True)}
    firm, found_voices = firm_sentences(claim_map), claim_voices(claim_map)
    voices = texts_with_voices(claim_map)
    found: dict[str, list[Assessed]] = {}
    for claim in claim_map.claims:
        found[claim.claim_id] = []
        for sentence_id in sorted(
            claim.sentence_ids, key=lambda one: claim_map.article_of(one).outlet
        ):
            sentence = claim_map.sentence_by_id[sentence_id]
            article = claim_map.article_by_id[sentence.article_id]
            parse = claim_map.parse_by_id[sentence_id]
            assurance = assess_certainty(sentence.text, parse, quotes[sentence_id])
            voice = found_voices[claim.claim_id][sentence_id]
            if assurance is not None:
                assurance = as_told(assurance, voice, voices, sentence)
            loose = sentence_id not in firm[claim.claim_id]
            one = Assessed(claim.claim_id, sentence, article, assurance, loose)
            found[claim.claim_id].append(one)
        read = _as_denials(found[claim.claim_id])
        found[claim.claim_id] = _as_reprinted(read, found_voices[claim.claim_id])
    return found


def _as_denials(assessed: list[Assessed]) -> list[Assessed]:
    """Reads a denial as said flatly where it is the claim: "a man denies arson"."""
    firm = [one for one in assessed if one.assurance is not None and not one.is_loose]
    denied = [one for one in firm if one.assurance and one.assurance.state == "denied"]
    if not denied or 2 * len(denied) < len(firm):
        return assessed
    return [
        one._replace(assurance=Assurance("flat", ())) if one in denied else one for one in assessed
    ]


def _as_reprinted(assessed: list[Assessed], voices: Mapping[str, Voice]) -> list[Assessed]:
    """Reads what stands in marks elsewhere, word for word, as quoted where its marks were lost.

    Only where it is open whose words they are: it says "I", or has but one mark.
    """
    said = {
        _plain(one.sentence.text)
        for one in assessed
        if one.assurance is not None and one.assurance.state == "attributed"
    }
    return [
        one._replace(assurance=Assurance("attributed", (_all_of(one.sentence),)))
        if one.assurance is not None
        and one.assurance.state == "flat"
        and voices[one.sentence.sentence_id].voice in {"unclear", "loose"}
        and _plain(one.sentence.text) in said
        else one
        for one in assessed
    ]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _all_of(sentence: Sentence) -> Evidence:
    return Evidence(0, len(sentence.text), "attributed")


def surest_by_outlet(assessed: Iterable[Assessed]) -> dict[str, Assessed]:
    """Finds each outlet's surest sentence.

    Args:
        assessed: Sentences of a claim that have a grammar.

    Returns:
        By outlet; the first of equals.
    """
    found: dict[str, Assessed] = {}
    for one in assessed:
        known = found.setdefault(one.article.outlet, one)
        if STATES.index(one.state) < STATES.index(known.state):
            found[one.article.outlet] = one
    return found


def _row(claim_id: str, one: Assessed, *, differs: bool) -> tuple[object, ...]:
    sentence, assurance = one.sentence, one.assurance
    states = {evidence.state for evidence in assurance.evidence} if assurance else set()
    flags = [state in states if assurance else None for state in ("hedged", "attributed", "denied")]
    shown = _shown(assurance)
    start, end = (shown.start, shown.end) if shown else (0, len(sentence.text))
    return (
        claim_id,
        one.article.outlet,
        one.article.article_id,
        sentence.sentence_id,
        sentence.text,
        assurance.state if assurance else None,
        *flags,
        sentence.text[start:end] if shown else None,
        sentence.start + start,
        sentence.start + end,
        differs,
        one.is_loose,
    )


def _shown(assurance: Assurance | None) -> Evidence | None:
    if assurance is None:
        return None
    return next((one for one in assurance.evidence if one.state == assurance.state), None)
