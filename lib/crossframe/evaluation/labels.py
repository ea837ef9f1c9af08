"""Labels from people, in any of three forms -> pairs of sentences of a claim map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

from crossframe.corpus import HOW_TO_LABEL, find_labels
from crossframe.corpus.labels import is_coding
from crossframe.errors import GoldError, place
from crossframe.evaluation.claim_coding import CodedClaim, DesignClaim, find_claims
from crossframe.evaluation.claim_sheets import (
    holds_claims,
    read_claim_design,
    read_claim_sheets,
)
from crossframe.evaluation.coding import CodedPair
from crossframe.evaluation.coding_files import read_design, read_sheets
from crossframe.evaluation.coding_sample import DesignPair
from crossframe.evaluation.gold import GoldPair, Label, SentenceKey, json_lines, read_gold
from crossframe.evaluation.pair_table import Mention, TablePair, read_pair_table
from crossframe.evaluation.pointing import Pointer
from crossframe.records import ClaimMap

__all__ = [
    "Labels",
    "coded_claims",
    "coded_pairs",
    "find_labels",
    "join_coders",
    "place_pairs",
    "read_labels",
]

_TABLES = {".csv", ".tsv"}


class LabelledSentence(NamedTuple):
    """A sentence as people read it: its kind, and keys of the claims that it makes."""

    line: int
    event_id: str
    mention: Mention
    kind: str
    claims: frozenset[str]


@dataclass(frozen=True, slots=True)
class Labels:
    """What people said of sentences, before it is looked up in any text.

    `form` is "gold" (a folder with `gold_pairs.jsonl`), "pairs" (a table of pairs, or the sheets of
    a coding) or "sentences" (JSON lines with the claims of each sentence); the field of that form
    is filled. `design` says how the pairs of a coding were drawn; `claim_design` which claims were
    drawn to be judged whole, and `of_claims` what each coder said of them, by their names.
    """

    path: Path
    form: Literal["gold", "pairs", "sentences"]
    gold: tuple[GoldPair, ...] = ()
    pairs: tuple[TablePair, ...] = ()
    sentences: tuple[LabelledSentence, ...] = ()
    design: tuple[DesignPair, ...] = ()
    claim_design: tuple[DesignClaim, ...] = ()
    of_claims: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def events(self) -> tuple[str, ...]:
        """Events that the labels name, sorted; "" stands for pairs that name none."""
        events = {row.event_id for row in self.gold} | {row.event_id for row in self.pairs}
        events |= {one.event_id for one in self.claim_design if self.of_claims.get(one.claim)}
        return tuple(sorted(events | {row.event_id for row in self.sentences}))


def read_labels(path: Path) -> Labels:
    """Reads labels, whichever form they have.

    Args:
        path: A gold folder, the folder of a coding, a table of pairs (.csv, .tsv) or JSON lines of
            labelled sentences.

    Returns:
        The labels.

    Raises:
        GoldError: If nothing can be read, or a line cannot be used.
    """
    if is_coding(path):
        return _coding(path.parent if holds_claims(path) else path)
    if path.is_dir():
        return Labels(path, "gold", gold=tuple(read_gold(path)))
    if path.suffix.lower() in _TABLES:
        return Labels(path, "pairs", pairs=tuple(read_pair_table(path)))
    if path.suffix.lower() != ".jsonl":
        raise GoldError(f"{path}: neither .csv, .tsv nor .jsonl; {HOW_TO_LABEL}")
    sentences = tuple(_sentence(path, line, row) for line, row in json_lines(path))
    if not sentences:
        raise GoldError(f"{path}: holds no label; write one JSON object a line")
    return Labels(path, "sentences", sentences=sentences)


def _coding(folder: Path) -> Labels:
    design, claims = read_design(folder), read_claim_design(folder)
    pairs, of_claims = read_sheets(folder, design), read_claim_sheets(folder, claims)
    if not pairs and not of_claims:
        raise GoldError(
            f"{folder}: no sheet has a label yet; write same, not or partial of pairs, and yes, no "
            "or partly of claims"
        )
    return Labels(
        folder,
        "pairs",
        pairs=tuple(pairs),
        design=tuple(design),
        claim_design=tuple(claims),
        of_claims=of_claims,
    )


def _sentence(path: Path, line: int, row: dict[str, Any]) -> LabelledSentence:
    try:
        text = row.get("text")
        mention = Mention(
            str(row["article_id"]), int(row["sentence_index"]) if text is None else str(text)
        )
        claims = frozenset(str(claim) for claim in row["claims"])
        kind = str(row.get("kind", "statement"))
        return LabelledSentence(line, str(row.get("event_id", "")), mention, kind, claims)
    except (KeyError, TypeError, ValueError) as error:
        raise GoldError(
            f"{place(path, line)}: {type(error).__name__} {error}; a labelled sentence needs "
            "article_id, claims, and text or sentence_index"
        ) from None


def place_pairs(labels: Labels, claim_map: ClaimMap) -> list[GoldPair]:
    """Looks the labels of one event up in its sentences.

    Labelled sentences become pairs: two statements of different articles are "same" if they share
    a key, else "not". Sentences that were not compared, such as those of a language that nothing
    here reads, and those that people called no statement are in no pair. Where several coders
    labelled a pair, the label that most of them gave counts; "partial", which counts neither way,
    where they tie.

    Args:
        labels: What people said.
        claim_map: The event; labels of other events are left out.

    Returns:
        The pairs, in the order of the labels.

    Raises:
        GoldError: If a label names an article or a sentence that is not there.
    """
    event = claim_map.event_id
    if labels.form == "gold":
        return [pair for pair in labels.gold if pair.event_id == event]
    pointer = Pointer(claim_map, labels.path)
    if labels.form == "sentences":
        return list(_sentence_pairs(labels.sentences, claim_map, pointer))
    return join_coders(
        [
            GoldPair(
                event, pointer.find(row.a, row.line), pointer.find(row.b, row.line), row.label, None
            )
            for row in labels.pairs
            if row.event_id in {event, ""}
        ]
    )


def coded_pairs(labels: Labels, claim_map: ClaimMap) -> list[CodedPair]:
    """Looks up what each coder said of the pairs of one event.

    Args:
        labels: What people said.
        claim_map: The event; labels of other events are left out.

    Returns:
        The pairs, each once, in the order of the labels; none unless the labels are a table.

    Raises:
        GoldError: If a label names an article or a sentence that is not there.
    """
    event, pointer = claim_map.event_id, Pointer(claim_map, labels.path)
    drawn = {
        frozenset([(one.article_a, one.sentence_a), (one.article_b, one.sentence_b)]): one
        for one in labels.design
    }
    found: dict[frozenset[SentenceKey], CodedPair] = {}
    given: dict[frozenset[SentenceKey], dict[str, str]] = {}
    for row in labels.pairs:
        if row.event_id not in {event, ""}:
            continue
        a, b = pointer.find(row.a, row.line), pointer.find(row.b, row.line)
        unit = frozenset([a, b])
        said = given.setdefault(unit, {})
        said[row.coder] = row.label
        at = drawn.get(unit)
        stratum = (at.stratum, at.stratum_size) if at else ("", 0)
        found.setdefault(unit, CodedPair(event, a, b, said, *stratum))
    return list(found.values())


def coded_claims(labels: Labels, claim_map: ClaimMap) -> list[CodedClaim]:
    """Looks up what each coder said of whole claims of one event, and whether they still stand."""
    return find_claims(labels.claim_design, labels.of_claims, claim_map)


def _sentence_pairs(
    sentences: Sequence[LabelledSentence], claim_map: ClaimMap, pointer: Pointer
) -> Iterator[GoldPair]:
    compared = {
        (s.article_id, s.index)
        for s, placed in zip(claim_map.sentences, claim_map.placements, strict=True)
        if placed.status != "not_compared"
    }
    found = [
        (pointer.find(row.mention, row.line), row.claims)
        for row in sentences
        if row.event_id in {claim_map.event_id, ""} and row.kind == "statement"
    ]
    rows = [(key, claims) for key, claims in found if key in compared]
    for number, (a, keys) in enumerate(rows):
        for b, others in rows[number + 1 :]:
            if a[0] != b[0]:
                shared = len(keys & others)
                label: Label = "same" if shared else "not"
                yield GoldPair(claim_map.event_id, a, b, label, None, shared or None)


def join_coders(pairs: Sequence[GoldPair]) -> list[GoldPair]:
    """Makes one pair of those that are about the same two sentences.

    Args:
        pairs: Pairs, a pair of sentences as often as it was labelled, in either order.

    Returns:
        Each pair of sentences once, where it stood first, with the label that most gave.

    >>> pairs = [GoldPair("e", ("x", 0), ("y", 0), label, None) for label in ("same", "not")]
    >>> join_coders(pairs)[0].label
    'partial'
    """
    given: dict[tuple[object, ...], list[GoldPair]] = {}
    for pair in pairs:
        given.setdefault(tuple(sorted([pair.a, pair.b])), []).append(pair)
    return [rows[0]._replace(label=_most([row.label for row in rows])) for rows in given.values()]


def _most(labels: Sequence[Label]) -> Label:
    counts = {label: labels.count(label) for label in labels}
    best = [label for label, count in counts.items() if count == max(counts.values())]
    return best[0] if len(best) == 1 else "partial"
