"""Claim map -> pairs of sentences of which one says that what the other says is not so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import pandas as pd

from crossframe.claims.nli import load_nli
from crossframe.comparison.frames import COUNT, FLAG, RATIO, TEXT, frame
from crossframe.comparison.once import of_texts, once
from crossframe.records import Article, Claim, ClaimMap, Sentence
from crossframe.text.meaning.contradiction import Contradiction, find_contradiction
from crossframe.text.meaning.statements import Statement
from crossframe.text.meaning.tree import Extent

# From here on a named model's word alone is shown as well, as found by "model".
_SURE = 0.9
# Share of the shorter sentence's weighty words that a sentence elsewhere must share to be held
# against a claim's. At a fifth, sentences on other matters of the event begin to be.
_ON_THE_MATTER = 0.25


@dataclass(frozen=True, slots=True)
class Opposed:
    """Two sentences of different articles that cannot both hold.

    `own` is of the claim; `other` too, if `within`, else it stands elsewhere in the event. `found`
    is None where only the model that was named calls it a contradiction; `model_probability` is
    None where none was named.
    """

    claim_id: str
    own: Sentence
    other: Sentence
    within: bool
    found: Contradiction | None
    model_probability: float | None


class _Pair(NamedTuple):
    claim_id: str
    own: Sentence
    other: Sentence
    within: bool
    found: Contradiction | None


@once
def find_opposed(claim_map: ClaimMap, nli: str = "") -> tuple[Opposed, ...]:
    """Finds contradictions within each claim, and between it and all else that the event says.

    Sentences with the same text are compared once, by the first of each; two sentences that meet
    in several claims, in the first of them.

    Args:
        claim_map: The event.
        nli: A cross-encoder for natural language inference, by folder or name; "" for none. It
            judges the pairs within claims, and those that the rules found.

    Returns:
        By claim as in the claim map, within it before elsewhere, then by place.

    Raises:
        ModelError: If the model cannot be loaded or has other labels.
    """
    statements = _statements(claim_map)
    rivals = _near_rivals(claim_map, statements)
    pairs: dict[frozenset[str], _Pair] = {}
    for claim in claim_map.claims:
        for pair in (
            *_within(claim_map, claim, statements),
            *_elsewhere(claim_map, claim, statements, rivals),
        ):
            key = frozenset((pair.own.text, pair.other.text))
            if key not in pairs or (pair.within and not pairs[key].within):
                pairs[key] = pair
    wanted = [pair for pair in pairs.values() if pair.found is not None or nli]
    probabilities = _probabilities(wanted, nli)
    return tuple(
        Opposed(*pair, model_probability=probability)
        for pair, probability in zip(wanted, probabilities, strict=True)
        if pair.found is not None or (probability or 0.0) >= _SURE
    )


def _probabilities(pairs: Sequence[_Pair], nli: str) -> list[float | None]:
    if not nli:
        return [None] * len(pairs)
    inferred = load_nli(nli).infer([(pair.own.text, pair.other.text) for pair in pairs])
    return [one.contradiction for one in inferred]


@of_texts
def _statements(claim_map: ClaimMap) -> Mapping[str, Statement]:
    """The event's statements by the id of the first sentence of each text."""
    found: dict[str, Statement] = {}
    texts: set[str] = set()
    for sentence, parse in zip(claim_map.sentences, claim_map.parses, strict=True):
        if parse is not None and sentence.is_statement and sentence.text not in texts:
            texts.add(sentence.text)
            found[sentence.sentence_id] = Statement(sentence.text, parse)
    return found


@of_texts
def rivals_in_texts(claim_map: ClaimMap) -> Mapping[str, list[str]]:
    """For each sentence those that have a predicate which could stand against one of its own."""
    statements = _statements(claim_map)
    by_predicate: dict[str, list[str]] = defaultdict(list)
    for sentence_id, statement in statements.items():
        for predicate in statement.predicates:
            by_predicate[predicate].append(sentence_id)
    return {
        sentence_id: sorted({o for key in statement.rivals for o in by_predicate.get(key, ())})
        for sentence_id, statement in statements.items()
    }


def _near_rivals(
    claim_map: ClaimMap, statements: Mapping[str, Statement]
) -> Mapping[str, Sequence[str]]:
    """For each sentence of a claim its rivals that may be on one matter with it.

    These share two words with it, and so one that is not its commonest: "said" is every other's.
    """
    rivals = rivals_in_texts(claim_map)
    asked = {s: rivals.get(s, ()) for claim in claim_map.claims for s in claim.sentence_ids}
    having: dict[str, set[str]] = defaultdict(set)
    for sentence_id in {rival for own in asked.values() for rival in own}:
        for key in statements[sentence_id].keys:
            having[key].add(sentence_id)
    found: dict[str, Sequence[str]] = {}
    for sentence_id, own in asked.items():
        if own:
            shared = [having[key] for key in statements[sentence_id].keys if key in having]
            near = set[str]().union(*sorted(shared, key=len)[:-1])
            found[sentence_id] = [rival for rival in own if rival in near]
    return found


def _within(
    claim_map: ClaimMap, claim: Claim, statements: Mapping[str, Statement]
) -> Iterator[_Pair]:
    for own, other in combinations(_distinct(claim_map, claim.sentence_ids), 2):
        if own.article_id != other.article_id:
            one, two = statements.get(own.sentence_id), statements.get(other.sentence_id)
            same_day = _same_day(claim_map, own, other)
            found = find_contradiction(one, two, same_day=same_day) if one and two else None
            yield _Pair(claim.claim_id, own, other, within=True, found=found)


def _elsewhere(
    claim_map: ClaimMap,
    claim: Claim,
    statements: Mapping[str, Statement],
    rivals: Mapping[str, Sequence[str]],
) -> Iterator[_Pair]:
    for own in _distinct(claim_map, claim.sentence_ids):
        one = statements.get(own.sentence_id)
        for sentence_id in rivals.get(own.sentence_id, ()):
            other = claim_map.sentence_by_id[sentence_id]
            two = statements[sentence_id]
            if one is None or own.article_id == other.article_id or not _on_one_matter(one, two):
                continue
            found = find_contradiction(one, two, same_day=_same_day(claim_map, own, other))
            if found is not None:
                yield _Pair(claim.claim_id, own, other, within=False, found=found)


def _same_day(claim_map: ClaimMap, own: Sentence, other: Sentence) -> bool:
    """Whether the articles of two sentences are dated, and of one day."""
    days = [claim_map.article_by_id[s.article_id].published_at for s in (own, other)]
    return all(days) and len({(day or "")[:10] for day in days}) == 1


def _on_one_matter(one: Statement, two: Statement) -> bool:
    shared = len(one.keys & two.keys)
    return shared > 1 and shared >= _ON_THE_MATTER * min(len(one.keys), len(two.keys))


def _distinct(claim_map: ClaimMap, sentence_ids: Sequence[str]) -> list[Sentence]:
    """The first sentence of each text, in the order of the claim map."""
    found: dict[str, Sentence] = {}
    for sentence_id in sentence_ids:
        sentence = claim_map.sentence_by_id[sentence_id]
        found.setdefault(sentence.text, sentence)
    return list(found.values())


_ONE = {
    "outlet": TEXT,
    "article_id": TEXT,
    "published_at": TEXT,
    "sentence_id": TEXT,
    "sentence": TEXT,
    "evidence": TEXT,
    "start": COUNT,
    "end": COUNT,
}
_COLUMNS = {
    "claim_id": TEXT,
    "kind": TEXT,
    "why": TEXT,
    "within": FLAG,
    **{f"own_{name}": kind for name, kind in _ONE.items()},
    **{f"other_{name}": kind for name, kind in _ONE.items()},
    "model_probability": RATIO,
}


@once
def contradictions_table(claim_map: ClaimMap, nli: str = "") -> pd.DataFrame:
    """Lists pairs of sentences of which one says that what the other says is not so.

    The rules look for a negated predicate, a denial and a pair of opposites that are said of the
    same; a difference of time, amount or scope is none, nor are states that may follow each other
    (opened, closed) unless both are told of one time, or in one tense in articles of one day. They
    would rather miss one than call a difference a contradiction: what is not listed may still be
    one.

    Args:
        claim_map: The event.
        nli: A cross-encoder for natural language inference, by folder or name; "" for none.

    Returns:
        One row a pair, by claim as in `claims_table`, then by place: `claim_id`; `kind`
        ("negation", "denial", "opposite", or "model" where only the model that was named calls it
        a contradiction); `why` (in words, NA if "model"); `within` (the other sentence is of the
        claim too; else it stands elsewhere in the event); then for each of the two sentences, with
        `own_` and `other_` before it: `outlet`; `article_id`; `published_at` (ISO 8601 as given or
        NA); `sentence_id`; `sentence`; `evidence` (its words that show it, or NA if "model");
        `start`, `end` (of the evidence, else of the sentence; characters of the article's text);
        at last `model_probability` (that both contradict each other, 0..1; NA without a model).
    """
    rows = (
        (
            opposed.claim_id,
            opposed.found.kind if opposed.found else "model",
            opposed.found.why if opposed.found else None,
            opposed.within,
            *_side(claim_map, opposed.own, opposed.found.own if opposed.found else None),
            *_side(claim_map, opposed.other, opposed.found.other if opposed.found else None),
            opposed.model_probability,
        )
        for opposed in find_opposed(claim_map, nli)
    )
    return frame(rows, _COLUMNS)


def _side(claim_map: ClaimMap, sentence: Sentence, evidence: Extent | None) -> tuple[object, ...]:
    article: Article = claim_map.article_by_id[sentence.article_id]
    start, end = evidence or Extent(0, len(sentence.text))
    return (
        article.outlet,
        article.article_id,
        article.published_at,
        sentence.sentence_id,
        sentence.text,
        sentence.text[start:end] if evidence else None,
        sentence.start + start,
        sentence.start + end,
    )
