"""Speaker and outlet -> whether an outlet names itself as its source."""

from __future__ import annotations

from crossframe.text.speech.speakers import Speaker

_ARTICLE = "the"


def is_outlet_itself(speaker: Speaker | None, outlet: str) -> bool:
    """Tells whether a speaker is the outlet: what "the Averley Post has learned" it says itself.

    Args:
        speaker: Whoever is said to say something; None for nobody named.
        outlet: The outlet's name, or the domain of its site.

    Returns:
        Whether the speaker bears the name of the outlet, or that of its site without the spaces.

    >>> post = Speaker(0, 12, "Averley Post", "Post", "office")
    >>> [is_outlet_itself(post, name) for name in ("The Averley Post", "averleypost.com", "Tide")]
    [True, True, False]
    """
    if speaker is None or speaker.kind in {"document", "pronoun"}:
        return False
    is_domain = "." in outlet and " " not in outlet
    names = {_joined(label) for label in (outlet.split(".")[:-1] if is_domain else [outlet])}
    return bool(_joined(speaker.text)) and _joined(speaker.text) in names


def _joined(name: str) -> str:
    """A name as a domain has it: small letters, without spaces, marks and the article."""
    letters = "".join(filter(str.isalnum, name.lower()))
    return letters.removeprefix(_ARTICLE)
