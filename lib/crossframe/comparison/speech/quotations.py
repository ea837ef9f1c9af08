"""Claim map -> its quotations: who carries the same one, and what of it each leaves out."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

import pandas as pd

from crossframe.comparison.frames import COUNT, FLAG, RATIO, TEXT, frame
from crossframe.comparison.once import once
from crossframe.comparison.speech.grouping import Utterance
from crossframe.comparison.speech.utterances import Paraphrase, Quoted, find_quoted
from crossframe.records import ClaimMap, Sentence
from crossframe.text.speech.pairing import sift_quotations
from crossframe.text.speech.quotations import find_quotations
from crossframe.text.speech.renderings import compare_rendering


@once
def quotations_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Lists what the articles quote: which of them carry the same utterance, and how much of it.

    Passages whose quotation marks do not surely pair are none; `unpaired_marks_table` has them.

    Args:
        claim_map: The event.

    Returns:
        One row a quotation (of three words or more, or a sentence of its own) or a sentence that
        paraphrases one, by utterance from the most widely carried, then the reference before
        all others: `quotation_id` (of the utterance); `outlet`; `article_id`; `sentence_id` (in
        which it begins; NA outside of all); `start`, `end` (characters of the article's text,
        marks left out); `quotation` (verbatim); `speaker` (as named, NA if not known); `relation`
        (of all that the article quotes of the utterance to the reference, the longest quotation
        of it: "whole", be it without the day ("yesterday"), "trimmed": words are missing,
        "altered": other words stand among them,
        "paraphrased": reported in other words, by a sentence of the same claim; "only" where no
        other article carries the utterance, NA where none does and no other outlet writes in this
        language, so that theirs may be translations); `carried` (share of the reference's words,
        0..1; NA if paraphrased); `missing` (the runs of words that are missing, verbatim, joined by
        " / ", NA if none); `missing_at` (where in the reference each is: "beginning", "middle" or
        "end", joined by " / "); `added` (runs of words of this piece that alter it, joined by " /
        ", NA if none); `is_reference`; `reference` (its words; where it has several pieces, all of
        them, joined by a space); `n_outlets`, `n_articles` that carry the utterance.
    """
    columns = {
        "quotation_id": TEXT,
        "outlet": TEXT,
        "article_id": TEXT,
        "sentence_id": TEXT,
        "start": COUNT,
        "end": COUNT,
        "quotation": TEXT,
        "speaker": TEXT,
        "relation": TEXT,
        "carried": RATIO,
        "missing": TEXT,
        "missing_at": TEXT,
        "added": TEXT,
        "is_reference": FLAG,
        "reference": TEXT,
        "n_outlets": COUNT,
        "n_articles": COUNT,
    }
    places = _Places(claim_map)
    lone = _lone_languages(claim_map)
    rows = [row for quoted in find_quoted(claim_map) for row in _rows(quoted, places, lone)]
    return frame(rows, columns)


def _lone_languages(claim_map: ClaimMap) -> frozenset[str]:
    """The languages that one outlet alone writes while others write in another.

    Whether another article has its quotations in translation the words cannot tell.
    """
    outlets: dict[str, set[str]] = defaultdict(set)
    for article in claim_map.articles:
        if article.language is not None:
            outlets[article.language].add(article.outlet)
    lone = {language for language, own in outlets.items() if len(own) == 1}
    return frozenset(lone) if len(claim_map.outlets) > 1 else frozenset()


class _Places:
    """Finds the sentence in which a character of an article stands."""

    def __init__(self, claim_map: ClaimMap) -> None:
        self._sentences: dict[str, list[Sentence]] = defaultdict(list)
        for sentence in claim_map.sentences:
            self._sentences[sentence.article_id].append(sentence)

    def sentence_id(self, article_id: str, position: int) -> str | None:
        own = self._sentences[article_id]
        index = bisect_right([sentence.start for sentence in own], position) - 1
        return own[index].sentence_id if index >= 0 and position < own[index].end else None


def _rows(quoted: Quoted, places: _Places, lone: frozenset[str]) -> list[tuple[object, ...]]:
    first = quoted.reference.article.article_id
    carried = sorted(
        quoted.carried, key=lambda one: (one[0].article_id != first, one[0].outlet, one[0].order)
    )
    rows = [row for _, own in carried for row in _carried_rows(quoted, own, places, lone)]
    return rows + [_paraphrased_row(quoted, one) for one in quoted.paraphrases]


def _carried_rows(
    quoted: Quoted,
    utterances: Sequence[Utterance],
    places: _Places,
    lone: frozenset[str],
) -> Iterator[tuple[object, ...]]:
    """What an article quotes of an utterance, a row a piece."""
    rendering = quoted.rendering(utterances)
    known = utterances[0].article.language not in lone
    relation = ("only" if known else None) if quoted.n_articles == 1 else rendering.relation
    for utterance in utterances:
        article_id = utterance.article.article_id
        for piece in utterance.pieces:
            own = compare_rendering(quoted.reference.text, [piece.text])
            yield (
                quoted.quotation_id,
                utterance.article.outlet,
                article_id,
                places.sentence_id(article_id, piece.start),
                piece.start,
                piece.end,
                piece.text,
                utterance.speaker,
                relation,
                rendering.carried,
                " / ".join(gap.text for gap in rendering.missing) or None,
                " / ".join(gap.place for gap in rendering.missing) or None,
                " / ".join(own.added) or None,
                utterance is quoted.reference,
                quoted.reference.text,
                len(quoted.outlets),
                quoted.n_articles,
            )


def _paraphrased_row(quoted: Quoted, one: Paraphrase) -> tuple[object, ...]:
    return (
        quoted.quotation_id,
        one.article.outlet,
        one.article.article_id,
        one.sentence.sentence_id,
        *one.extent,
        one.article.text[one.extent.start : one.extent.end],
        one.speaker,
        "paraphrased",
        *(None, None, None, None),
        False,
        quoted.reference.text,
        len(quoted.outlets),
        quoted.n_articles,
    )


@once
def quoted_words_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Lists what stands in quotation marks without being a quotation of any length.

    Args:
        claim_map: The event.

    Returns:
        One row a pair of marks, in the order of the claim map: `outlet`; `article_id`;
        `sentence_id` (NA outside of all); `start`, `end` (characters of the article's text, marks
        left out); `words` (verbatim); `kind` ("words": one or two of them, "title": a
        nickname, or capitalised as
        the name of a work).
    """
    return _passages(
        claim_map,
        {"words": TEXT, "kind": TEXT},
        lambda text: [
            (one.start, one.end, one.kind) for one in find_quotations(text) if one.kind != "speech"
        ],
    )


@once
def unpaired_marks_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Lists the passages that are left out of the quotations, because they are not surely such.

    Args:
        claim_map: The event.

    Returns:
        One row a passage, in the order of the claim map: `outlet`; `article_id`; `sentence_id` (NA
        outside of all); `start`, `end` (characters of the article's text); `passage` (verbatim);
        `reason` ("quotation marks do not pair": one was lost or swapped, "too long for a
        quotation", "words of the article stand between the marks": an attribution does).
    """
    return _passages(
        claim_map,
        {"passage": TEXT, "reason": TEXT},
        lambda text: [(one.start, one.end, one.reason) for one in sift_quotations(text).left_out],
    )


def _passages(
    claim_map: ClaimMap,
    columns: Mapping[str, str],
    find: Callable[[str], Sequence[tuple[int, int, str]]],
) -> pd.DataFrame:
    """A table of passages of all articles: where each stands, its words, and what is said of it."""
    places = _Places(claim_map)
    rows = (
        (
            article.outlet,
            article.article_id,
            places.sentence_id(article.article_id, start),
            start,
            end,
            article.text[start:end],
            said,
        )
        for article in claim_map.articles
        for start, end, said in find(article.text)
    )
    place = {"outlet": TEXT, "article_id": TEXT, "sentence_id": TEXT, "start": COUNT, "end": COUNT}
    return frame(rows, {**place, **columns})
