"""Claim map -> what different outlets call the same place, group or body, and how they spell it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from crossframe.comparison.frames import COUNT, RATIO, TEXT, frame
from crossframe.comparison.once import once
from crossframe.comparison.wordings.entities import entity_of
from crossframe.comparison.wordings.equated import equations, is_initials
from crossframe.comparison.wordings.name_pairs import Kind, NamePair, Support, Sure, name_pairs
from crossframe.records import ClaimMap


class _Use(NamedTuple):
    """A name where it stands, as most often written; a place in the article's text."""

    claim: str
    name: str
    outlet: str
    sentence: str
    start: int
    end: int


class _Naming(NamedTuple):
    """Two names of one thing, what speaks for it, and where they stand."""

    names: tuple[str, str]
    kind: Kind
    sure: Sure
    role: str
    n_alignments: int
    shared: float | None
    entity: str | None
    uses: tuple[_Use, ...]


_COLUMNS = {
    "naming": TEXT,
    "kind": TEXT,
    "sure": TEXT,
    "role": TEXT,
    "n_alignments": COUNT,
    "n_claims": COUNT,
    "shared": RATIO,
    "entity": TEXT,
    "name": TEXT,
    "outlet": TEXT,
    "n": COUNT,
    "claim_id": TEXT,
    "sentence_id": TEXT,
    "start": COUNT,
    "end": COUNT,
}


@once
def namings_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Lists different names for the same thing, found where sentences of one claim align.

    Two names are taken to be for the same thing if outlets put them at the same place of one
    claim: as agent or patient of the same verb, after the same preposition, or between equal
    words. One of them must hold a proper noun, or both must be nouns for people or bodies, unless
    they are one word spelt in two ways. Names that stand beside each other in a sentence are two
    things and are left out, and so are different names of persons. A sentence that gives both names
    ("Aville, also known as Beville") counts as well, if some outlets then use the one and some the
    other.

    Args:
        claim_map: The event.

    Returns:
        One row a name and outlet of each naming, the surest and most frequent first: `naming` (both
        names, as most often written); `kind` ("spelling": of one name; "shortened": one name is a
        part of the other; "different"); `sure` ("high": found between several sentences on both
        sides, or more than once and with grammar and wording agreeing, or said in a text; "fair":
        else); `role` ("agent", "patient", "subject", "after of", ..., "between equal words"; "said
        to be one" where a sentence gives both); `n_alignments` (pairs of different sentences, or
        sentences that say so, >= 1); `n_claims` (>= 1); `shared` (largest share of nouns and verbs
        that two aligned sentences have in common, 0..1, NA for "said to be one"); `entity`
        (OntoNotes type that the event's sentences agree in for the proper names among them, PERSON
        for whom the event names in full; NA where there is no proper name, or no agreement);
        `name`, `outlet`, `n` (sentences of that outlet with the name there); and the first of them:
        `claim_id`, `sentence_id`, `start`, `end` (of the name in the article's text). All are in
        `naming_occurrences_table`.
    """
    rows = []
    for naming in _namings(claim_map):
        n = Counter((use.name, use.outlet) for use in naming.uses)
        first = {(use.name, use.outlet): use for use in reversed(naming.uses)}
        for name, outlet in sorted(n):
            use = first[name, outlet]
            place = (use.claim, use.sentence, use.start, use.end)
            rows.append((*_head(naming), name, outlet, n[name, outlet], *place))
    return frame(rows, _COLUMNS)


@once
def naming_occurrences_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Shows every place at which one of the names of `namings_table` was aligned.

    Args:
        claim_map: The event.

    Returns:
        One row a naming and place: `naming`; `name` (as most often written); `claim_id`; `outlet`;
        `article_id`; `sentence_id`; `start`, `end` (of the name in the article's text).
    """
    columns = {
        "naming": TEXT,
        "name": TEXT,
        "claim_id": TEXT,
        "outlet": TEXT,
        "article_id": TEXT,
        "sentence_id": TEXT,
        "start": COUNT,
        "end": COUNT,
    }
    rows = (
        (
            " / ".join(naming.names),
            use.name,
            use.claim,
            use.outlet,
            claim_map.sentence_by_id[use.sentence].article_id,
            use.sentence,
            use.start,
            use.end,
        )
        for naming in _namings(claim_map)
        for use in naming.uses
    )
    return frame(rows, columns)


def _head(naming: _Naming) -> tuple[object, ...]:
    return (
        " / ".join(naming.names),
        naming.kind,
        naming.sure,
        naming.role,
        naming.n_alignments,
        len({use.claim for use in naming.uses}),
        naming.shared,
        naming.entity,
    )


@once
def _namings(claim_map: ClaimMap) -> list[_Naming]:
    namings = {naming.names: naming for naming in _equated(claim_map)}
    for pair in _told_once(name_pairs(claim_map)):
        naming = _aligned(claim_map, pair)
        namings.setdefault(naming.names, naming)
    order = {"different": 0, "spelling": 1, "shortened": 2}
    return sorted(
        namings.values(),
        key=lambda n: (order[n.kind], n.sure != "high", -n.n_alignments, n.names),
    )


def _told_once(pairs: Iterable[NamePair]) -> list[NamePair]:
    """The pairs, those that differ in capitals alone as one: grammar may take one for a name."""
    found: dict[tuple[str, str], NamePair] = {}
    for pair in pairs:
        one, other = (name.text.casefold() for name in pair.support[0].names)
        told = found.setdefault((one, other), pair)
        if told is not pair:
            sure: Sure = "high" if "high" in {told.sure, pair.sure} else "fair"
            found[one, other] = NamePair(told.kind, sure, told.support + pair.support)
    return list(found.values())


def _aligned(claim_map: ClaimMap, pair: NamePair) -> _Naming:
    support = pair.support
    names = (_written(support, 0), _written(support, 1))
    roles = Counter(found.role for found in support)
    uses = {}
    for found in support:
        for side in (0, 1):
            name, sentence = found.names[side], found.sentences[side]
            at = claim_map.sentence_by_id[sentence].start
            place = (sentence, at + name.start, at + name.end)
            uses[side, *place] = _Use(found.claim, names[side], found.outlets[side], *place)
    return _Naming(
        names=names,
        kind=pair.kind,
        sure=pair.sure,
        role=min(roles, key=lambda role: (-roles[role], role)),
        n_alignments=len({found.sentences for found in support}),
        shared=round(max(found.shared for found in support), 2),
        entity=entity_of(claim_map, support, names),
        uses=tuple(uses[key] for key in sorted(uses)),
    )


def _written(support: Sequence[Support], side: int) -> str:
    texts = Counter(found.names[side].text for found in support)
    return min(texts, key=lambda text: (-texts[text], text))


def _equated(claim_map: ClaimMap) -> Iterable[_Naming]:
    """Names that a text says are one, where outlets then differ in which one they use."""
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    entity: dict[tuple[str, str], str] = {}
    for found in equations(claim_map):
        said[found.names].append(found.sentence.text)
        entity.setdefault(found.names, found.entity)
    for names, texts in said.items():
        uses = tuple(_mentions(claim_map, names))
        users = [{use.outlet for use in uses if use.name == name} for name in names]
        if users[0] - users[1] and users[1] - users[0]:
            n = len(set(texts))
            said_so = (n, None, entity[names] or None, uses)
            short = is_initials(*names) or is_initials(*names[::-1])
            kind: Kind = "shortened" if short else "different"
            yield _Naming(names, kind, "high", "said to be one", *said_so)


def _mentions(claim_map: ClaimMap, names: tuple[str, str]) -> Iterable[_Use]:
    """Where sentences of claims use one of the names and not the other."""
    forms = [re.compile(rf"\b{re.escape(name)}\b") for name in names]
    for claim in claim_map.claims:
        for sentence_id in claim.sentence_ids:
            sentence = claim_map.sentence_by_id[sentence_id]
            found = [form.search(sentence.text) for form in forms]
            if (found[0] is None) != (found[1] is None):
                side = 0 if found[0] else 1
                hit = found[side]
                assert hit is not None  # noqa: S101  # for mypy: one of the two is there
                outlet = claim_map.article_of(sentence_id).outlet
                place = (sentence.start + hit.start(), sentence.start + hit.end())
                yield _Use(claim.claim_id, names[side], outlet, sentence_id, *place)
