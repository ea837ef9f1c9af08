"""Stored and re-derived parts of a run -> the first thing in which they differ, named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from crossframe.cache import Cache
from crossframe.corpus import article_digest
from crossframe.records import Article, Claim, ClaimMap, Vectors
from crossframe.text import split_article

Kind = Literal[
    "parameter",
    "article",
    "input",
    "sentence",
    "vector",
    "claim",
    "lineage",
    "cell",
    "figure",
    "file",
]
# What is shown of a value.
_SHOWN = 160


class Mismatch(NamedTuple):
    """Where a run does not follow from its articles: what is stored there, and what should be."""

    kind: Kind
    where: str
    stored: str
    derived: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.where}: stored {self.stored}, derived {self.derived}"


def shown(value: object) -> str:
    """A value as it is shown beside another: quoted, and cut where it is long.

    >>> shown("It fell."), shown(None)
    ("'It fell.'", 'nothing')
    """
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def beside(stored: object, derived: object) -> tuple[str, str]:
    """Two values as they are shown; long texts from where they begin to differ.

    >>> beside("a" * 400 + "b", "a" * 400 + "c")[1][-4:]
    "aac'"
    """
    if isinstance(stored, str) and isinstance(derived, str):
        pairs = enumerate(zip(stored, derived, strict=False))
        shorter = min(len(stored), len(derived))
        at = next((i for i, (a, b) in pairs if a != b), shorter)
        start = max(0, at - 60) if max(len(stored), len(derived)) > _SHOWN else 0
        ends = (text[start : at + 60] if start else text for text in (stored, derived))
        one, other = (f"{'…' if start else ''}{text}" for text in ends)
        return shown(one), shown(other)
    return shown(stored), shown(derived)


def check_articles(articles: Sequence[Article]) -> Iterator[Mismatch]:
    """Compares every stored article with the SHA-256 noted for it."""
    for article in articles:
        found = article_digest(article)
        if found != article.sha256:
            yield Mismatch("article", article.article_id, article.sha256, found)


def check_input(articles: Sequence[Article], read: Mapping[str, Article]) -> Iterator[Mismatch]:
    """Compares every stored article with the one of its id in the input, where there is one."""
    for article in articles:
        other = read.get(article.article_id)
        if other is not None and other.sha256 != article.sha256:
            name = next(n for n in _ARTICLE if getattr(article, n) != getattr(other, n))
            where = f"{other.path}:{other.line}, article {article.article_id}, {name}"
            pair = beside(getattr(article, name), getattr(other, name))
            yield Mismatch("input", f"{where}, which was changed since", *pair)


_ARTICLE = (
    *("text", "title", "outlet", "published_at", "sentences", "url", "language", "authors"),
    *("section", "provenance", "extra", "article_id", "event_id", "sha256"),
)


def check_sentences(claim_map: ClaimMap) -> Iterator[Mismatch]:
    """Cuts every article again, and compares places, kinds and words of its sentences."""
    derived = [s for article in claim_map.articles for s in split_article(article)]
    yield from compare_records("sentence", "sentence_id", claim_map.sentences, derived)
    for sentence in claim_map.sentences:
        article = claim_map.article_by_id.get(sentence.article_id)
        found = article.text[sentence.start : sentence.end] if article else None
        if found != sentence.text:
            yield Mismatch("sentence", sentence.sentence_id, *beside(sentence.text, found))


def compare_records(
    kind: Kind, name: str, stored: Sequence[Any], derived: Sequence[Any]
) -> Iterator[Mismatch]:
    """Compares records row for row, field for field.

    Args:
        kind: What they are called in a mismatch.
        name: The field that names a record.
        stored: Records as they were stored; None for a row without one.
        derived: The same, derived again.

    Yields:
        What differs.
    """
    if len(stored) != len(derived):
        yield Mismatch(kind, "number of rows", str(len(stored)), str(len(derived)))
    for row, (old, new) in enumerate(zip(stored, derived, strict=False)):
        if old == new:
            continue
        values = [asdict(one) if one is not None else {} for one in (old, new)]
        known = [str(one[name]) for one in values if name in one]
        where = known[0] if known else f"row {row}"
        for field in sorted(values[0].keys() | values[1].keys()):
            pair = values[0].get(field), values[1].get(field)
            if pair[0] != pair[1]:
                yield Mismatch(kind, f"{where}, {field}", *beside(*pair))


def check_vectors(cache: Cache, texts: Sequence[str], fresh: Vectors) -> Iterator[Mismatch]:
    """Compares every vector that is kept in the cache with one that was computed now."""
    for text in cache.unsound(texts):
        yield Mismatch("vector", shown(text), "an entry that fails its checksum", "a sound one")
    stored = cache.read(texts)
    for text, vector in zip(texts, fresh, strict=True):
        entry = stored.get(text)
        if entry is None or entry == vector.astype("<f4").tobytes():
            continue
        if len(entry) != 4 * len(vector):
            pair = f"{len(entry)} bytes", f"{4 * len(vector)} bytes"
        else:
            old = np.frombuffer(entry, dtype="<f4")
            at = int(np.flatnonzero(old != vector)[0])
            pair = f"{old[at]!r} at {at}", f"{vector[at]!r}"
        yield Mismatch("vector", shown(text), *pair)


def largest_difference(cache: Cache, texts: Sequence[str], fresh: Vectors) -> float:
    """The largest difference of any number in a kept vector from one that was computed now."""
    stored = cache.read(texts)
    found = [
        float(np.abs(np.frombuffer(stored[text], dtype="<f4") - vector).max())
        for text, vector in zip(texts, fresh, strict=True)
        if text in stored and len(stored[text]) == 4 * len(vector)
    ]
    return max(found, default=0.0)


def check_claims(stored: ClaimMap, derived: ClaimMap) -> Iterator[Mismatch]:
    """Compares all that was found about the sentences, claims first.

    Args:
        stored: The map of the run.
        derived: The same articles, compared again, under the ids of the run.

    Yields:
        What differs.
    """
    new = {claim.claim_id: claim for claim in derived.claims}
    for claim in stored.claims:
        if claim.claim_id not in new:
            words = _words(stored, claim)
            yield Mismatch("claim", claim.claim_id, shown(words), "no claim of these sentences")
    known = {claim.claim_id for claim in stored.claims}
    for claim in derived.claims:
        if claim.claim_id not in known:
            yield Mismatch("claim", "one more", "no such claim", shown(_words(derived, claim)))
    for name, key in _PARTS.items():
        yield from compare_records("claim", key, getattr(stored, name), getattr(derived, name))


_PARTS = {
    "claims": "claim_id",
    "placements": "sentence_id",
    "parses": "",
    "near_misses": "claim_id",
    "headlines": "claim_id",
    "perturbations": "change",
    "corrections": "correction_id",
}


def _words(claim_map: ClaimMap, claim: Claim) -> str:
    sentence = claim_map.sentence_by_id.get(claim.medoid_id)
    return sentence.text if sentence else claim.medoid_id


def check_table(
    name: str, stored: pd.DataFrame | None, derived: pd.DataFrame
) -> Iterator[Mismatch]:
    """Compares a stored table with one that was made again, cell by cell.

    Args:
        name: What the table is called.
        stored: The table as it was read; None where it is not there.
        derived: The table made again.

    Yields:
        What differs.
    """
    if stored is None:
        yield Mismatch("cell", f"table {name}", "nothing", f"{len(derived)} rows")
        return
    if list(stored.columns) != list(derived.columns):
        pair = shown(list(stored.columns)), shown(list(derived.columns))
        yield Mismatch("cell", f"table {name}, columns", *pair)
        return
    if len(stored) != len(derived):
        yield Mismatch("cell", f"table {name}, rows", str(len(stored)), str(len(derived)))
    for column in derived.columns:
        pairs = zip(plain(stored[column]), plain(derived[column]), strict=False)
        for row, (old, new) in enumerate(pairs):
            if old != new:
                yield Mismatch("cell", f"table {name}, row {row}, {column}", *beside(old, new))


def plain(column: pd.Series[Any]) -> list[Any]:
    """Values of a column as Python has them, whatever type pandas keeps them in; None for NA."""
    values = column.astype("object").tolist()
    return [_plain(value) for value in values]


def _plain(value: Any) -> Any:
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):  # noqa: PLR0124
        return None
    return value.item() if isinstance(value, np.generic) else value


def n_same_cells(stored: pd.DataFrame | None, derived: pd.DataFrame) -> tuple[int, int]:
    """How many cells of a table are the same, and of how many."""
    total = derived.size
    if stored is None or list(stored.columns) != list(derived.columns):
        return 0, total
    same = sum(
        old == new
        for column in derived.columns
        for old, new in zip(plain(stored[column]), plain(derived[column]), strict=False)
    )
    return same, max(total, stored.size)


def first_of(found: Iterable[Mismatch]) -> Mismatch | None:
    """The first mismatch, if there is any."""
    return next(iter(found), None)
