"""Sentences of a claim -> the words by which each says it, and those that they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from crossframe.comparison.speech.accounts import Voices
from crossframe.comparison.speech.who_says import who_says

# Parts of speech that say something.
CONTENT_WORDS = frozenset({"NOUN", "PROPN", "VERB", "NUM", "ADJ"})
# Of a death outlets tell by any of these.
OF_DEATH = frozenset(
    """
    dead deadly death deaths die died dies dying fatal kill killed killing killings kills lethal
    slain
    """.split()  # noqa: SIM905
)
DEATH = "death"


def words_of(voices: Voices, sentence_id: str) -> list[tuple[str, int]]:
    """Finds the content words of a sentence: what it says, not who says it.

    Args:
        voices: The event.
        sentence_id: The sentence.

    Returns:
        Dictionary forms, those of deaths as one, and places in the article; speakers, with all that
        describes them, whom they told it, in which interview, and verbs of speech are left out.
        Nothing without a parse.
    """
    tree, start = voices.tree(sentence_id), voices.start(sentence_id)
    if tree is None:
        return []
    attributions = voices.attributions.get(sentence_id, ())
    left_out = {token for one in attributions for token in who_says(tree, start, one)}
    return [
        (DEATH if lemma.lower() in OF_DEATH else lemma.lower(), start + tree.parse.starts[token])
        for token, lemma in enumerate(tree.parse.lemmas)
        if tree.parse.pos[token] in CONTENT_WORDS and token not in left_out
    ]


def common_words(sentence_id: str, words: Mapping[str, Sequence[tuple[str, int]]]) -> set[str]:
    """The words that at least half of the claim's other sentences have too."""
    others = [{lemma for lemma, _ in own} for s, own in words.items() if s != sentence_id and own]
    counts = Counter(lemma for own in others for lemma in own)
    return {lemma for lemma, count in counts.items() if 2 * count >= len(others)}
