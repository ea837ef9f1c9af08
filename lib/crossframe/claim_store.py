"""`ClaimMap` -> a folder of Parquet and JSON, and back; nothing that is read can run code."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crossframe.aside import built_aside
from crossframe.errors import StoreError
from crossframe.records import (
    AppliedCorrection,
    Article,
    Claim,
    ClaimMap,
    Exclusion,
    Headline,
    NearMiss,
    Parse,
    Perturbation,
    Placement,
    Sentence,
)

if TYPE_CHECKING:
    import pyarrow as pa

FORMAT = 5
_HEAD = "claim_map.json"
# Free-form values of an article are kept as JSON text.
_AS_JSON = frozenset({"provenance", "extra"})
# What a run stores of its event three times: before there are claims, in the cache and for readers.
_OF_TEXTS = frozenset({"articles", "older", "exclusions", "sentences", "parses"})
# Records of a part whose file is kept for the next time. They are kept as well, the parses of so
# many sentences in some 40 MB.
_MOST_KEPT = 5000


def has_claim_map(folder: Path) -> bool:
    """Whether a claim map was stored here; the head is written last."""
    return (folder / _HEAD).is_file()


def write_claim_map(claim_map: ClaimMap, folder: Path) -> None:
    """Stores a claim map: built aside, then moved into place at once.

    Args:
        claim_map: What to store.
        folder: Where; what stands there is replaced.
    """
    with built_aside(folder) as aside:
        _write_parts(claim_map, aside)


@dataclass(frozen=True, eq=False)
class _Part:
    """Records of one kind, and the types of their columns; it equals one of the very same records.

    To compare the records themselves would take as long as to store them.
    """

    kind: type
    records: Sequence[Any]
    types: Mapping[str, pa.DataType]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Part):
            return NotImplemented
        return other.kind is self.kind and other.records is self.records

    def __hash__(self) -> int:
        return hash((self.kind, id(self.records)))


def _write_parts(claim_map: ClaimMap, aside: Path) -> None:
    digests: dict[str, str] = {}
    for name, part in _parts(claim_map).items():
        is_kept = name in _OF_TEXTS and len(part.records) <= _MOST_KEPT
        content = _stored_texts(part) if is_kept else _stored(part)
        (aside / f"{name}.parquet").write_bytes(content)
        digests[f"{name}.parquet"] = sha256(content).hexdigest()
    head = {
        "format": FORMAT,
        "event_id": claim_map.event_id,
        "files": digests,
        "provenance": claim_map.provenance,
    }
    write_head(head, aside / _HEAD)


def write_head(head: Mapping[str, Any], path: Path) -> None:
    """Writes the head of a store, with the SHA-256 of all that it says."""
    told = {**head, "sha256": _digest(head)}
    text = json.dumps(told, indent=2, sort_keys=True, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def read_head(path: Path, formats: Any, *, checked: bool = True) -> dict[str, Any]:
    """Reads what `write_head` wrote.

    Args:
        path: The file.
        formats: What its `format` must be.
        checked: False reads a head that is not what was written, too.

    Returns:
        The head.

    Raises:
        OSError: If it cannot be read.
        ValueError: If it is not what was written.
        StoreError: If it is of another format.
    """
    head: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if head["format"] != formats:
        raise StoreError(f"{path}: format {head['format']}, this version reads {formats}")
    noted = head.pop("sha256", None)
    if checked and noted != _digest(head):
        raise ValueError(f"{path.name} does not have the SHA-256 noted in it")
    return head


def _digest(head: Mapping[str, Any]) -> str:
    told = json.dumps(head, sort_keys=True, ensure_ascii=False)
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def read_claim_map(folder: Path, *, checked: bool = True) -> ClaimMap:
    """Reads a claim map back and checks that it is what was written.

    Args:
        folder: Where it was stored.
        checked: False reads files that are not what was written, too, to see what they say.

    Returns:
        The claim map, equal to the one that was stored.

    Raises:
        StoreError: If files are missing, damaged or of another format.
    """
    try:
        head = read_head(folder / _HEAD, FORMAT, checked=checked)
        rows = {
            name: _rows(folder / name, digest if checked else None)
            for name, digest in head["files"].items()
        }
        return ClaimMap(
            event_id=head["event_id"],
            articles=tuple(_article(row) for row in rows["articles.parquet"]),
            older=tuple(_article(row) for row in rows.get("older.parquet", ())),
            exclusions=tuple(Exclusion(**row) for row in rows["exclusions.parquet"]),
            sentences=tuple(Sentence(**row) for row in rows["sentences.parquet"]),
            placements=tuple(Placement(**_listless(row)) for row in rows["placements.parquet"]),
            parses=tuple(_parse(row) for row in rows["parses.parquet"]),
            claims=tuple(Claim(**_listless(row)) for row in rows["claims.parquet"]),
            near_misses=tuple(NearMiss(**row) for row in rows["near_misses.parquet"]),
            headlines=tuple(Headline(**row) for row in rows["headlines.parquet"]),
            perturbations=tuple(Perturbation(**row) for row in rows["perturbations.parquet"]),
            provenance=head["provenance"],
            corrections=tuple(
                AppliedCorrection(**_listless(row)) for row in rows["corrections.parquet"]
            ),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"{folder}: the stored claim map cannot be read ({error}); delete the folder, "
            "and it is built again"
        ) from error


def _rows(path: Path, digest: str | None) -> list[dict[str, Any]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    content = path.read_bytes()
    if digest and sha256(content).hexdigest() != digest:
        raise ValueError(f"{path.name} does not have the SHA-256 noted for it")
    with pq.ParquetFile(pa.BufferReader(content)) as file:  # in this thread, which may fork later
        rows: list[dict[str, Any]] = file.read(use_threads=False).to_pylist()
    return rows


@lru_cache(maxsize=len(_OF_TEXTS))
def _stored_texts(part: _Part) -> bytes:
    """As `_stored`, of the last event anew only where its records are others."""
    return _stored(part)


def _stored(part: _Part) -> bytes:
    """The file of a part, as Parquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {
        field.name: pa.array(
            _column(part.records, field.name), part.types.get(field.name, pa.string())
        )
        for field in fields(part.kind)
    }
    file = pa.BufferOutputStream()
    pq.write_table(pa.table(columns), file)
    return bytes(file.getvalue())


def _parts(claim_map: ClaimMap) -> dict[str, _Part]:
    import pyarrow as pa

    text, number, whole = pa.string(), pa.float64(), pa.int64()
    texts, numbers, wholes = pa.list_(text), pa.list_(number), pa.list_(whole)
    article = {"line": whole, "sentences": texts, "authors": texts}
    sentence = dict.fromkeys(("index", "start", "end", "paragraph"), whole)
    placement = dict.fromkeys(("nearest_probability", "x", "y"), number)
    placement |= {"claim_ids": texts, "region": whole}
    parse = {field.name: texts for field in fields(Parse)}
    parse |= dict.fromkeys(("starts", "ends", "heads"), wholes) | {"begins": pa.list_(pa.bool_())}
    claim = {"sentence_ids": texts, "probabilities": numbers}
    shares = ("stability", "without_article", "other_threshold", "other_cut")
    claim |= dict.fromkeys(("cohesion", *shares), number)
    claim |= dict.fromkeys(("notes", "checked_by", "correction_ids"), texts)
    perturbation = {"n_claims": whole, "mean_jaccard": number}
    return {
        "articles": _Part(Article, claim_map.articles, article),
        "older": _Part(Article, claim_map.older, article),
        "exclusions": _Part(Exclusion, claim_map.exclusions, {"line": whole}),
        "sentences": _Part(Sentence, claim_map.sentences, sentence),
        "placements": _Part(Placement, claim_map.placements, placement),
        "parses": _Part(Parse, claim_map.parses, parse),
        "claims": _Part(Claim, claim_map.claims, claim),
        "near_misses": _Part(NearMiss, claim_map.near_misses, {"probability": number}),
        "headlines": _Part(Headline, claim_map.headlines, {"probability": number}),
        "perturbations": _Part(Perturbation, claim_map.perturbations, perturbation),
        "corrections": _Part(
            AppliedCorrection,
            claim_map.corrections,
            {"excerpts": texts, "claim_ids": texts},
        ),
    }


def _column(records: Sequence[Any], name: str) -> list[Any]:
    """Values of one field, record for record; null for a record that is None."""
    values = [getattr(record, name, None) for record in records]
    if name not in _AS_JSON:
        return values
    return [json.dumps(value, sort_keys=True, ensure_ascii=False) for value in values]


def _article(row: dict[str, Any]) -> Article:
    return Article(**_listless(row) | {name: json.loads(row[name]) for name in _AS_JSON})


def _parse(row: dict[str, Any]) -> Parse | None:
    return None if row["starts"] is None else Parse(**_listless(row))


def _listless(row: dict[str, Any]) -> dict[str, Any]:
    """Records hold tuples where Parquet gives lists."""
    return {name: tuple(v) if isinstance(v, list) else v for name, v in row.items()}
