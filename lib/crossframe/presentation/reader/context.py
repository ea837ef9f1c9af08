"""Sentence -> what its article says around it: its own paragraph, and one before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from crossframe.records import ClaimMap, Sentence

# Characters of a paragraph on either side: an article that came without paragraphs is one, and a
# reader of a claim wants what stands beside the sentence, not all of it.
MOST_CHARACTERS = 600


@dataclass(frozen=True, slots=True)
class Context:
    """Verbatim text around a sentence; `lead` and `rest` are of its own paragraph.

    `before` and `after` are the neighbouring paragraphs, "" where there is none. A text that was
    cut begins or ends with an ellipsis.
    """

    before: str
    lead: str
    rest: str
    after: str


Paragraphs = Mapping[tuple[str, int], Sequence[Sentence]]


def paragraphs_of(claim_map: ClaimMap) -> Paragraphs:
    """The sentences of each paragraph, in order, by article and number of the paragraph."""
    rows = groupby(claim_map.sentences, key=lambda s: (s.article_id, s.paragraph))
    return {key: tuple(sentences) for key, sentences in rows}


def context_of(claim_map: ClaimMap, paragraphs: Paragraphs, sentence: Sentence) -> Context:
    """Finds what stands around a sentence.

    Args:
        claim_map: The event.
        paragraphs: Its paragraphs.
        sentence: One of its sentences.

    Returns:
        The text around it, at most `MOST_CHARACTERS` in each of the four parts.
    """
    text = claim_map.article_by_id[sentence.article_id].text
    name, number = sentence.article_id, sentence.paragraph
    own = paragraphs[name, number]
    at = own.index(sentence)
    return Context(
        before=_from_the_end(text, paragraphs.get((name, number - 1), ())),
        lead=_from_the_end(text, own[:at]),
        rest=_from_the_start(text, own[at + 1 :]),
        after=_from_the_start(text, paragraphs.get((name, number + 1), ())),
    )


def _from_the_start(text: str, sentences: Sequence[Sentence]) -> str:
    """The first sentences of some that follow each other, as many as there is room for."""
    if not sentences:
        return ""
    start = sentences[0].start
    fitting = [s for s in sentences if s.end - start <= MOST_CHARACTERS]
    if not fitting:
        return text[start : start + MOST_CHARACTERS].rstrip() + " …"
    return text[start : fitting[-1].end] + (" …" if len(fitting) < len(sentences) else "")


def _from_the_end(text: str, sentences: Sequence[Sentence]) -> str:
    """The last sentences of some that follow each other, as many as there is room for."""
    if not sentences:
        return ""
    end = sentences[-1].end
    fitting = [s for s in sentences if end - s.start <= MOST_CHARACTERS]
    if not fitting:
        return "… " + text[end - MOST_CHARACTERS : end].lstrip()
    return ("… " if len(fitting) < len(sentences) else "") + text[fitting[0].start : end]
