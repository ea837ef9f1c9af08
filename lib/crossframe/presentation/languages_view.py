"""Claim map -> what the page says of its languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crossframe.comparison import BY_WORDS, LanguageNote, languages_of
from crossframe.presentation.phrasing import listed
from crossframe.records import ClaimMap
from crossframe.text import language_name


def languages_view(claim_map: ClaimMap) -> tuple[LanguageNote, ...]:
    """The languages of the event, where there is more to say of them than that it is English."""
    found = tuple(languages_of(claim_map))
    return found if any(one.undone or one.comparison != BY_WORDS for one in found) else ()


def bridge_in_words(made: Mapping[str, Any] | None) -> str:
    """What compared languages, and how, in a sentence or two; "" where nothing had to."""
    if not made:
        return ""
    own = made["by_words"]
    within = (
        f" but those within {language_name(own)}, which are compared word by word," if own else ""
    )
    known = [language_name(code) for code in made["languages"] or ()]
    reads = f", which reads {listed(known)}" if known else ""
    return (
        f"Articles are in several languages: all pairs of sentences{within} are compared by "
        f"sentence vectors of {made['name']}{reads}. Such pairs share no words to check, so what "
        "was put together across languages says the same matter, and can differ in a detail."
    )


def bridge_facts(made: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    """What identifies that which compared languages, by name; nothing where nothing had to."""
    if not made:
        return []
    return [
        ("Encoder between languages", str(made["name"])),
        ("Fingerprint of that encoder", str(made["fingerprint"])),
        ("Judge of its pairs", str(made["judge"]["name"])),
    ]
