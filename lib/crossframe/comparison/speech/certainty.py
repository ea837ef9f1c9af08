"""Claim map -> how surely each outlet says each claim, and where they differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
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
_ORDER = ("flat", "attributed", "hedged", "denied")
# Of what is hedged: where somebody else is said to say it, too.
_BOTH = "attributed and hedged"
# What one outlet does, and what several do.
_WORDS = {
    "flat": ("says it flatly", "say it flatly"),
    "attributed": ("attributes it", "attribute it"),
    _BOTH: ("attributes and hedges it", "attribute and hedge it"),
    "hedged": ("hedges it", "hedge it"),
    "denied": ("reports a denial", "report a denial"),
}


class _Assessed(NamedTuple):
    claim_id: str
    sentence: Sentence
    article: Article
    assurance: Assurance | None
    is_loose: bool


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
    for claim_id, assessed in _assessed(claim_map).items():
        differs = len({one.state for one in _by_outlet(assessed).values()}) > 1
        rows += [_row(claim_id, one, differs=differs) for one in assessed]
    return frame(rows, columns)


@once
def certainty_findings_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Lists the claims of which the outlets are not equally sure.

    An outlet is as sure as its surest sentence of the claim: one that says it flatly once and adds
    "police said" elsewhere says it flatly. Sentences that the claim holds loosely have no say.

    Args:
        claim_map: The event.

    Returns:
        One row a claim on which outlets differ, in the order of `claims_table`: `claim_id`;
        `claim` (its medoid, verbatim); for each certainty a column of the outlets, joined by
        "; " or NA: `flat`, `attributed`, `hedged`, `denied`, and `loose` (all their sentences are
        held loosely); `finding` (in words); `sentence_ids` (the surest sentences of the outlets
        that differ, one each, parted by spaces; `certainty_table` has the places of what shows it).
    """
    states = dict.fromkeys((*_ORDER, "loose"), TEXT)
    columns = {"claim_id": TEXT, "claim": TEXT, **states, "finding": TEXT, "sentence_ids": TEXT}
    rows = []
    for claim_id, assessed in _assessed(claim_map).items():
        surest = _by_outlet(assessed)
        outlets = {one.article.outlet: "loose" for one in assessed if one.assurance}
        outlets |= {outlet: one.state for outlet, one in surest.items()}
        if len({one.state for one in surest.values()}) < 2:
            continue
        groups = (
            "; ".join(sorted(o for o, s in outlets.items() if s == state)) for state in states
        )
        medoid = claim_map.sentence_by_id[claim_map.claim_by_id[claim_id].medoid_id].text
        shown = " ".join(one.sentence_id for one in surest.values())
        cells = [group or None for group in groups]
        said = outlets | {o: _BOTH for o, one in surest.items() if one.is_of_source}
        rows.append((claim_id, medoid, *cells, _finding(said), shown))
    return frame(rows, columns)


def _finding(outlets: Mapping[str, str]) -> str:
    n = Counter(outlets.values())
    said = [f"{n[state]} {words[n[state] > 1]}" for state, words in _WORDS.items() if n[state]]
    return ", ".join([*said, *([f"{n['loose']} held loosely"] if n["loose"] else [])])


@once
def _assessed(claim_map: ClaimMap) -> Mapping[str, list[_Assessed]]:
    quotes: dict[str, list[Extent]] = {}
    for article in claim_map.articles:
        own = [one for one in claim_map.sentences if one.article_id == article.article_id]
        found_in = quotes_by_sentence(article.text, own)
        quotes |= {s.sentence_id: q for s, q in zip(own, found_in, strict=True)}
    firm, found_voices = firm_sentences(claim_map), claim_voices(claim_map)
    voices = texts_with_voices(claim_map)
    found: dict[str, list[_Assessed]] = {}
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
            one = _Assessed(claim.claim_id, sentence, article, assurance, loose)
            found[claim.claim_id].append(one)
        read = _as_denials(found[claim.claim_id])
        found[claim.claim_id] = _as_reprinted(read, found_voices[claim.claim_id])
    return found


def _as_denials(assessed: list[_Assessed]) -> list[_Assessed]:
    """Reads a denial as said flatly where it is the claim: "a man denies arson"."""
    firm = [one for one in assessed if one.assurance is not None and not one.is_loose]
    denied = [one for one in firm if one.assurance and one.assurance.state == "denied"]
    if not denied or 2 * len(denied) < len(firm):
        return assessed
    return [
        one._replace(assurance=Assurance("flat", ())) if one in denied else one for one in assessed
    ]


def _as_reprinted(assessed: list[_Assessed], voices: Mapping[str, Voice]) -> list[_Assessed]:
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


class _Surest(NamedTuple):
    """The state of an outlet's surest sentence; `is_of_source` if that is hedged and attributed."""

    state: str
    sentence_id: str
    is_of_source: bool


def _by_outlet(assessed: Sequence[_Assessed]) -> dict[str, _Surest]:
    """Each outlet's surest sentence, the first of equals; of those with a grammar, not loose."""
    found: dict[str, _Surest] = {}
    for one in assessed:
        if one.assurance is not None and not one.is_loose:
            states = {evidence.state for evidence in one.assurance.evidence}
            is_of_source = one.assurance.state == "hedged" and "attributed" in states
            new = _Surest(one.assurance.state, one.sentence.sentence_id, is_of_source)
            known = found.setdefault(one.article.outlet, new)
            if _ORDER.index(new.state) < _ORDER.index(known.state):
                found[one.article.outlet] = new
    return found


def _row(claim_id: str, one: _Assessed, *, differs: bool) -> tuple[object, ...]:
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
