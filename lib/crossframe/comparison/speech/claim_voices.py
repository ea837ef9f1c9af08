"""Claim map -> in whose voice each sentence of each claim says it."""

from __future__ import annotations

from collections.abc import Mapping

from crossframe.comparison.once import once
from crossframe.comparison.presence.holding import firm_sentences
from crossframe.comparison.speech.accounts import Voices
from crossframe.comparison.speech.claim_words import common_words, words_of
from crossframe.comparison.speech.said import said_in
from crossframe.comparison.speech.voices import Voice, voice_of
from crossframe.records import ClaimMap


@once
def texts_with_voices(claim_map: ClaimMap) -> Voices:
    """The sentences of an event with all that is attributed in them and around them."""
    return Voices(claim_map, said_in(claim_map))


@once
def claim_voices(claim_map: ClaimMap) -> Mapping[str, Mapping[str, Voice]]:
    """Says of every sentence of a claim in whose voice it says that claim.

    Args:
        claim_map: The event.

    Returns:
        By claim and sentence; "loose" where the claim holds the sentence loosely.
    """
    voices, firm_of = texts_with_voices(claim_map), firm_sentences(claim_map)
    found: dict[str, Mapping[str, Voice]] = {}
    for claim in claim_map.claims:
        firm = firm_of[claim.claim_id]
        words = {s: words_of(voices, s) for s in claim.sentence_ids}
        # What the claim asserts is told by its firm sentences, if there is more than one.
        telling = {s: own for s, own in words.items() if s in firm} if len(firm) > 1 else words
        found[claim.claim_id] = {
            s: voice_of(voices, s, own, common_words(s, telling)) if s in firm else Voice("loose")
            for s, own in words.items()
        }
    return found
