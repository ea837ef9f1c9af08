"""Claim map -> who says what in it, and which outlet states flatly what another attributes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import pandas as pd

from crossframe.comparison.frames import COUNT, FLAG, TEXT, frame
from crossframe.comparison.once import once
from crossframe.comparison.presence.holding import firm_sentences
from crossframe.comparison.speech.claim_voices import claim_voices, texts_with_voices
from crossframe.comparison.speech.contrasts import Contrast, find_contrasts
from crossframe.comparison.speech.said import said_in
from crossframe.comparison.speech.tellings import Tellings
from crossframe.comparison.speech.voices import Voice
from crossframe.records import Claim, ClaimMap
from crossframe.text.speech.article_attribution import Said


@once
def attributions_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Lists who is said to have said what.

    Sentences without a parse (see `Parse`) tell only of "according to" and of quotations beside a
    name and "said".

    Args:
        claim_map: The event.

    Returns:
        One row an attribution, by article and sentence: `outlet`; `article_id`; `sentence_id`;
        `claim_ids` (of that sentence, parted by spaces; NA for none); `speaker` as written, NA
        where nobody is named ("reportedly"); `speaker_kind` ("person", "office", "document",
        "pronoun", "unnamed"; NA without speaker); `stands_for` (whom a pronoun means, where that
        is safe, else NA); `verb` (dictionary form, ":" for a colon, or the noun or adverb that
        does the work); `verb_class` ("neutral", "claim", "admit", "deny", "warn", "promise",
        "demand", "opinion", "according"); `direct` (at least half of it stands in quotation
        marks); `negated` ("did not say"); `carried` (speaker and verb stand in another sentence of
        the same quotation); `content` (verbatim, from its first to its last character); and places
        in the article's text, in characters: `speaker_start`, `speaker_end` (NA without speaker),
        `verb_start`, `verb_end`, `start`, `end` (of the content).
    """
    columns = {
        "outlet": TEXT,
        "article_id": TEXT,
        "sentence_id": TEXT,
        "claim_ids": TEXT,
        "speaker": TEXT,
        "speaker_kind": TEXT,
        "stands_for": TEXT,
        "verb": TEXT,
        "verb_class": TEXT,
        "direct": FLAG,
        "negated": FLAG,
        "carried": FLAG,
        "content": TEXT,
        "speaker_start": COUNT,
        "speaker_end": COUNT,
        "verb_start": COUNT,
        "verb_end": COUNT,
        "start": COUNT,
        "end": COUNT,
    }
    return frame((_row(claim_map, said) for said in said_in(claim_map)), columns)


def _row(claim_map: ClaimMap, said: Said) -> tuple[object, ...]:
    one = said.attribution
    article = claim_map.article_of(said.sentence_id)
    placement = claim_map.placement_by_id.get(said.sentence_id)
    claim_ids = " ".join(placement.claim_ids) if placement else ""
    speaker = one.speaker
    return (
        article.outlet,
        article.article_id,
        said.sentence_id,
        claim_ids or None,
        speaker.text if speaker else None,
        speaker.kind if speaker else None,
        one.antecedent.text if one.antecedent else None,
        one.verb,
        one.verb_class,
        one.direct,
        one.negated,
        one.carried,
        article.text[one.content.start : one.content.end],
        speaker.start if speaker else None,
        speaker.end if speaker else None,
        one.verb_start,
        one.verb_end,
        one.content.start,
        one.content.end,
    )


@once
def attribution_findings_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Says for each claim and outlet that carries it: in its own voice, or as somebody's words?

    What a claim asserts is told by the words that its firm sentences share. A sentence attributes
    the claim if most of them (60 %) stand inside of what it attributes to somebody, or all of them
    that are verbs do; it states the claim in the outlet's own voice if hardly any (25 %) do, they
    stand in no quotation marks, and somebody is said to say less than half of the whole sentence,
    or all others stand before whoever speaks; else nothing is called. A source
    that closes a sentence behind a comma ("..., but he fled, police said.") attributes all of it.
    Nothing is called
    where the sentence may stand in a quotation that has lost a mark, says "we", or goes on with a
    line that was cut. A sentence that goes on with what an earlier one attributed, without saying
    so again, counts as own voice; so does what an outlet gives to itself by its own name.

    Args:
        claim_map: The event.

    Returns:
        One row a claim and outlet, claims in the order of the claim map, outlets by name:
        `claim_id`; `outlet`; `voice` ("own", "attributed", "both", "unclear"; "not_parsed" where no
        sentence has a parse; "loose" where the claim holds all of them loosely, as
        `side_by_side_table` has it: nothing is told of those); `contrast` (another outlet
        attributes what this one states in its own voice, or states what this one attributes; only
        where all sentences of both outlets agree in that, nothing leaves it open whose claim it is:
        no other word, such as "alleged", "accused" or "charged", no source that tells on before and
        behind, none that both articles name and that may tell on, no speech; half of the words of
        what is attributed and of the other's sentence are the same, a main verb among them; neither
        the article nor its headline or lead states it as well, be it in other forms of the words,
        nor does the other attribute it in another sentence; and no other claim has the two outlets
        the other way round; two sentences contrast in the first of their claims alone); `n_own`,
        `n_attributed`, `n_unclear`, `n_loose` sentences; `speakers` (as written, each once, parted
        by "; ") and `verbs` (dictionary forms) of the attributions, NA for none;
        `own_sentence_ids`, `attributed_sentence_ids` (parted by line ends, NA for none); and the
        sentence that contrasts, else the first that bears the voice out: `article_id`,
        `sentence_id`, `sentence`, `start`, `end` (characters of the article's text).
    """
    tellings, firm = Tellings(texts_with_voices(claim_map)), firm_sentences(claim_map)
    told: set[tuple[str, str]] = set()
    heard = [_heard(tellings, claim, firm[claim.claim_id], told) for claim in claim_map.claims]
    ways = {(pair.giving, pair.stating) for one in heard for pair in one.pairs}
    return frame(
        (row for one in heard for row in _claim_rows(claim_map, one, ways)), _FINDING_COLUMNS
    )


_FINDING_COLUMNS = {
    "claim_id": TEXT,
    "outlet": TEXT,
    "voice": TEXT,
    "contrast": FLAG,
    "n_own": COUNT,
    "n_attributed": COUNT,
    "n_unclear": COUNT,
    "n_loose": COUNT,
    "speakers": TEXT,
    "verbs": TEXT,
    "own_sentence_ids": TEXT,
    "attributed_sentence_ids": TEXT,
    "article_id": TEXT,
    "sentence_id": TEXT,
    "sentence": TEXT,
    "start": COUNT,
    "end": COUNT,
}


class _Heard(NamedTuple):
    """A claim: the sentences of each outlet, their voices, and the contrasts among them."""

    claim: Claim
    own_by: Mapping[str, Sequence[str]]
    found: Mapping[str, Voice]
    pairs: Sequence[Contrast]


def _heard(
    tellings: Tellings, claim: Claim, firm: AbstractSet[str], told: set[tuple[str, str]]
) -> _Heard:
    """The voices of a claim; pairs of sentences that are `told` already contrast no more."""
    claim_map = tellings.voices.claim_map
    found = claim_voices(claim_map)[claim.claim_id]
    outlets = sorted({claim_map.article_of(s).outlet for s in claim.sentence_ids})
    own_by = {
        o: [s for s in claim.sentence_ids if claim_map.article_of(s).outlet == o] for o in outlets
    }
    firm_by = {outlet: [s for s in own if s in firm] for outlet, own in own_by.items()}
    return _Heard(claim, own_by, found, find_contrasts(tellings, firm_by, found, told))


def _claim_rows(
    claim_map: ClaimMap, heard: _Heard, ways: AbstractSet[tuple[str, str]]
) -> list[tuple[object, ...]]:
    """The rows of a claim; outlets that contrast both `ways` in an event are in no contrast."""
    contrasting: dict[str, str] = {}
    for pair in heard.pairs:
        if (pair.stating, pair.giving) not in ways and not pair.runs_on:
            contrasting.setdefault(pair.giving, pair.given)
            contrasting.setdefault(pair.stating, pair.stated)
    return [
        (
            heard.claim.claim_id,
            outlet,
            _called([heard.found[s].voice for s in own]),
            outlet in contrasting,
            *_evidence(claim_map, own, heard.found, contrasting.get(outlet)),
        )
        for outlet, own in heard.own_by.items()
    ]


def _called(voices: Sequence[str]) -> str:
    found = set(voices)
    if {"own", "attributed"} <= found:
        return "both"
    order = ("own", "attributed", "unclear", "not_parsed", "loose")
    return next(voice for voice in order if voice in found)


def _evidence(
    claim_map: ClaimMap,
    sentence_ids: Sequence[str],
    voices: Mapping[str, Voice],
    contrasting: str | None,
) -> tuple[object, ...]:
    by_voice = {v: [s for s in sentence_ids if voices[s].voice == v] for v in ("own", "attributed")}
    attributions = [one for s in by_voice["attributed"] for one in voices[s].attributions]
    speakers = dict.fromkeys(one.who.text if one.who else "nobody named" for one in attributions)
    verbs = dict.fromkeys(one.verb for one in attributions)
    firm = [s for s in sentence_ids if voices[s].voice != "loose"] or list(sentence_ids)
    first = contrasting or (by_voice["own"] or by_voice["attributed"] or firm)[0]
    sentence = claim_map.sentence_by_id[first]
    return (
        len(by_voice["own"]),
        len(by_voice["attributed"]),
        sum(voices[s].voice == "unclear" for s in sentence_ids),
        sum(voices[s].voice == "loose" for s in sentence_ids),
        "; ".join(speakers) or None,
        "; ".join(verbs) or None,
        "\n".join(by_voice["own"]) or None,
        "\n".join(by_voice["attributed"]) or None,
        sentence.article_id,
        first,
        sentence.text,
        sentence.start,
        sentence.end,
    )
