"""Sentences of one article and their parses -> who says what in it, quotations carried on."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from crossframe.records import Parse, Sentence
from crossframe.text.boilerplate import MAX_SENTENCE
from crossframe.text.meaning.tree import Extent, Tree
from crossframe.text.speech.antecedents import resolved
from crossframe.text.speech.attribution import Attribution, find_attributions
from crossframe.text.speech.name_votes import find_names, find_persons, revised
from crossframe.text.speech.paragraphs import is_unbalanced
from crossframe.text.speech.quotations import Quotation, find_quotations
from crossframe.text.speech.speaker_kinds import SpeakerKind
from crossframe.text.speech.speakers import Speaker

# A quotation is carried on over so many sentences at most: a longer one has lost a mark.
_LONGEST = 8
_GAP = 100
Votes = Mapping[str, Mapping[SpeakerKind, int]]


class Said(NamedTuple):
    """An attribution of an article, in the article's characters, and the sentence it reports in."""

    sentence_id: str
    attribution: Attribution


def find_attributions_in_article(
    text: str,
    sentences: Sequence[Sentence],
    parses: Sequence[Parse | None],
    votes: Votes | None = None,
) -> tuple[Said, ...]:
    """Finds who says what in an article.

    Beyond `find_attributions`: a quotation that runs over several sentences, or goes on after "she
    said.", keeps its speaker in each of them (`carried`); "he", "she", "they" and "it" get the
    speaker that they stand for (`antecedent`) where only one can be meant.

    Args:
        text: The article's text.
        sentences: Its sentences, in order; those that are no statements are passed over.
        parses: Their parses, row for row; None where there is none.
        votes: What the names of the event are, from `count_names`; None to count this article's.

    Returns:
        Attributions with offsets in the article, in its order.
    """
    if votes is None:
        votes = count_names(sentences, parses)
    quotations = [q for q in find_quotations(text) if q.kind != "title" and _is_sound(text, q)]
    starts, ends = [q.start for q in quotations], [q.end for q in quotations]
    rows: list[list[Attribution]] = []
    for sentence, parse in zip(sentences, parses, strict=True):
        if not sentence.is_statement:
            rows.append([])
            continue
        near = slice(bisect_right(ends, sentence.start), bisect_left(starts, sentence.end))
        quotes = _within(sentence, quotations[near])
        found = find_attributions(sentence.text, parse, quotes)
        rows.append([_revised(one, votes).shifted(sentence.start) for one in found])
    mentions = find_mentions(sentences, parses, votes)
    rows = resolved(sentences, parses, mentions, rows)
    carried = _carried(sentences, [q for q in quotations if not _is_loose(text, q)], rows)
    return tuple(
        Said(sentence.sentence_id, one)
        for number, sentence in enumerate(sentences)
        for one in sorted((*rows[number], *carried.get(number, ())), key=lambda a: a.content)
    )


def _is_sound(text: str, quotation: Quotation) -> bool:
    """Whether no mark was lost: none opens with ” or holds another pair of the same kind."""
    lost = _last_before(text, quotation.start) == "”"
    return not lost and not re.search('["“”]', quotation.text)


def _is_loose(text: str, quotation: Quotation) -> bool:
    """Whether straight marks stand beside it in a paragraph where one of them has no fellow."""
    after = text[quotation.end : quotation.end + _GAP].lstrip()[:1]
    beside = _last_before(text, quotation.start) + after
    return '"' in beside and is_unbalanced(text, quotation.start)


def _last_before(text: str, position: int) -> str:
    """The last character before a place that is no white space, if it is near."""
    return text[max(0, position - _GAP) : position].rstrip()[-1:]


def count_names(sentences: Sequence[Sentence], parses: Sequence[Parse | None]) -> Votes:
    """Counts for each word of a name what speaks for a person and what for a body.

    Args:
        sentences: The sentences of an article, or of all articles of an event.
        parses: Their parses, row for row.

    Returns:
        Counts by word and kind.
    """
    found: dict[str, Counter[SpeakerKind]] = {}
    for sentence, parse in zip(sentences, parses, strict=True):
        if parse is not None and sentence.is_statement:
            for word, kind in find_names(Tree(sentence.text, parse)):
                found.setdefault(word, Counter())[kind] += 1
    return found


def _revised(one: Attribution, votes: Votes) -> Attribution:
    return replace(one, speaker=revised(one.speaker, votes)) if one.speaker else one


def find_mentions(
    sentences: Sequence[Sentence], parses: Sequence[Parse | None], votes: Votes
) -> list[tuple[Speaker, ...]]:
    """Finds the persons that an article names, whether they speak or not.

    Args:
        sentences: Its sentences.
        parses: Their parses, row for row.
        votes: What the names of the event are, from `count_names`.

    Returns:
        For each sentence its persons, in the article's characters.
    """
    found = []
    for sentence, parse in zip(sentences, parses, strict=True):
        named: tuple[Speaker, ...] = ()
        if parse is not None and sentence.is_statement:
            named = find_persons(Tree(sentence.text, parse), votes)
        found.append(tuple(person.shifted(sentence.start) for person in named))
    return found


def _within(sentence: Sentence, quotations: Sequence[Quotation]) -> list[Extent]:
    """The quotations of an article as far as they stand in a sentence, in its characters."""
    return [
        Extent(max(q.start, sentence.start), min(q.end, sentence.end)).shifted(-sentence.start)
        for q in quotations
        if q.start < sentence.end and sentence.start < q.end
    ]


def _carried(
    sentences: Sequence[Sentence],
    quotations: Sequence[Quotation],
    rows: Sequence[Sequence[Attribution]],
) -> dict[int, list[Attribution]]:
    """Gives the quoted words that no verb of their own sentence reports to their speaker."""
    starts = [sentence.start for sentence in sentences]
    speakers = _speakers_of(quotations, rows)
    is_split = len({one.paragraph for one in sentences}) < len(sentences)
    found: dict[int, list[Attribution]] = {}
    for quotation in quotations:
        first = max(0, bisect_right(starts, quotation.start) - 1)
        origin = speakers.get(quotation.utterance) or _before(
            sentences, rows, first, quotation, is_split=is_split
        )
        if origin is None or quotation.kind != "speech" or not quotation.text[:1].isalnum():
            continue
        for place in range(first, min(first + _LONGEST, len(sentences))):
            sentence = sentences[place]
            if sentence.start >= quotation.end:
                break
            piece = Extent(max(quotation.start, sentence.start), min(quotation.end, sentence.end))
            taken = any(c.overlap(piece) for one in rows[place] for c in one.contents)
            if piece.end > piece.start and sentence.is_statement and not taken:
                speakers.setdefault(quotation.utterance, origin)
                found.setdefault(place, []).append(
                    replace(origin, contents=(piece,), quoted=(piece,), direct=True, carried=True)
                )
    return found


def _speakers_of(
    quotations: Sequence[Quotation], rows: Sequence[Sequence[Attribution]]
) -> dict[int, Attribution]:
    """For each utterance the attribution that reports a piece of it."""
    said = [one for row in rows for one in row if one.quoted and not one.negated]
    pieces = sorted((q.start, q.end, number) for number, one in enumerate(said) for q in one.quoted)
    starts = [start for start, _, _ in pieces]
    found: dict[int, Attribution] = {}
    for quotation in quotations:
        # A piece lies in one sentence, so none that begins further back reaches this far.
        first = bisect_left(starts, quotation.start - MAX_SENTENCE)
        near = pieces[first : bisect_left(starts, quotation.end)]
        numbers = [number for _, end, number in near if end > quotation.start]
        if numbers:
            found.setdefault(quotation.utterance, said[min(numbers)])
    return found


def _before(
    sentences: Sequence[Sentence],
    rows: Sequence[Sequence[Attribution]],
    place: int,
    quotation: Quotation,
    *,
    is_split: bool,
) -> Attribution | None:
    """The attribution of the sentence before, for a quotation that opens the next one.

    `is_split` is False where no two sentences share a paragraph.
    """
    sentence = sentences[place]
    opens = quotation.start - sentence.start <= 2
    whole = quotation.end >= sentence.end - 2
    if not opens or not whole or place == 0 or not rows[place - 1]:
        return None
    if is_split and sentences[place - 1].paragraph != sentence.paragraph:
        return None  # but where sentences came already split, nobody knows the paragraphs
    return rows[place - 1][-1]
