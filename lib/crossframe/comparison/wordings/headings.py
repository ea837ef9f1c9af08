"""Sentence and its grammar -> whether it is a title in capitals, where a capital makes no name."""

from __future__ import annotations

from crossframe.records import Parse
from crossframe.text.meaning.phrases import words_of

# Words of these kinds all have capitals in a title in capitals.
_SAYING = frozenset({"ADJ", "ADV", "NOUN", "VERB"})


def is_title(text: str, parse: Parse) -> bool:
    """Whether all words that say something have a capital.

    Args:
        text: The sentence.
        parse: Its grammar.

    Returns:
        True for "Dock Worker Kills Two" and for a sentence of names alone.
    """
    return not any(
        text[parse.starts[word.first]].islower()
        for word in words_of(text, parse)
        if parse.pos[word.head] in _SAYING and parse.ends[word.last] - parse.starts[word.first] > 1
    )
