"""`ClaimMap` -> a folder of Parquet and JSON, and back; nothing that is read can run code."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import fields
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crossframe.errors import StoreError
from crossframe.records import Article, Claim, ClaimMap, Exclusion, Placement, Sentence

if TYPE_CHECKING:
    import pyarrow as pa

FORMAT = 1
_HEAD = "claim_map.json"
# Free-form values of an article are kept as JSON text.
_AS_JSON = frozenset({"provenance", "extra"})


def has_claim_map(folder: Path) -> bool:
    """Whether a claim map was stored here; the head is written last."""
    return (folder / _HEAD).is_file()


def write_claim_map(claim_map: ClaimMap, folder: Path) -> None:
    """Stores a claim map: built aside, then moved into place at once.

    Args:
        claim_map: What to store.
        folder: Where; what stands there is replaced.
    """
    aside = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    try:
        _write_parts(claim_map, aside)
    except BaseException:  # a full disk, Ctrl-C: leave no half map behind
        shutil.rmtree(aside, ignore_errors=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)
    try:
        aside.replace(folder)
    except OSError:  # another process was faster, with the same map
        shutil.rmtree(aside, ignore_errors=True)


def _write_parts(claim_map: ClaimMap, aside: Path) -> None:
    import pyarrow.parquet as pq

    digests: dict[str, str] = {}
    for name, table in _tables(claim_map).items():
        pq.write_table(table, aside / name)
        digests[name] = sha256((aside / name).read_bytes()).hexdigest()
    head = {
        "format": FORMAT,
        "event_id": claim_map.event_id,
        "files": digests,
        "provenance": claim_map.provenance,
    }
    text = json.dumps(head, indent=2, sort_keys=True, ensure_ascii=False)
    (aside / _HEAD).write_text(text + "\n", encoding="utf-8")


def read_claim_map(folder: Path) -> ClaimMap:
    """Reads a claim map back and checks that it is what was written.

    Args:
        folder: Where it was stored.

    Returns:
        The claim map, equal to the one that was stored.

    Raises:
        StoreError: If files are missing, damaged or of another format.
    """
    try:
        head = json.loads((folder / _HEAD).read_text(encoding="utf-8"))
        if head["format"] != FORMAT:
            raise StoreError(f"{folder}: format {head['format']}, this version reads {FORMAT}")
        rows = {name: _rows(folder / name, digest) for name, digest in head["files"].items()}
        return ClaimMap(
            event_id=head["event_id"],
            articles=tuple(_article(row) for row in rows["articles.parquet"]),
            exclusions=tuple(Exclusion(**row) for row in rows["exclusions.parquet"]),
            sentences=tuple(Sentence(**row) for row in rows["sentences.parquet"]),
            placements=tuple(Placement(**row) for row in rows["placements.parquet"]),
            claims=tuple(_claim(row) for row in rows["claims.parquet"]),
            provenance=head["provenance"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"{folder}: the stored claim map cannot be read ({error}); delete the folder, "
            "and it is built again"
        ) from error


def _rows(path: Path, digest: str) -> list[dict[str, Any]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    content = path.read_bytes()
    if sha256(content).hexdigest() != digest:
        raise ValueError(f"{path.name} does not have the SHA-256 noted for it")
    rows: list[dict[str, Any]] = pq.read_table(pa.BufferReader(content)).to_pylist()
    return rows


def _tables(claim_map: ClaimMap) -> dict[str, pa.Table]:
    import pyarrow as pa

    text, number, whole = pa.string(), pa.float64(), pa.int64()
    texts = pa.list_(text)
    article = {"line": whole, "sentences": texts, "authors": texts}
    sentence = dict.fromkeys(("index", "start", "end", "paragraph"), whole)
    placement = dict.fromkeys(("similarity", "nearest_similarity", "x", "y"), number)
    parts: dict[str, tuple[type, Sequence[Any], dict[str, pa.DataType]]] = {
        "articles": (Article, claim_map.articles, article),
        "exclusions": (Exclusion, claim_map.exclusions, {"line": whole}),
        "sentences": (Sentence, claim_map.sentences, sentence),
        "placements": (Placement, claim_map.placements, placement | {"region": whole}),
        "claims": (Claim, claim_map.claims, {"sentence_ids": texts, "cohesion": number}),
    }
    return {
        f"{name}.parquet": pa.Table.from_pylist(
            [_row(record) for record in records],
            schema=pa.schema([(f.name, types.get(f.name, text)) for f in fields(kind)]),
        )
        for name, (kind, records, types) in parts.items()
    }


def _row(record: Any) -> dict[str, Any]:
    values = {field.name: getattr(record, field.name) for field in fields(record)}
    return {
        name: json.dumps(value, sort_keys=True, ensure_ascii=False) if name in _AS_JSON else value
        for name, value in values.items()
    }


def _article(row: dict[str, Any]) -> Article:
    row |= {name: json.loads(row[name]) for name in _AS_JSON}
    row["authors"] = tuple(row["authors"])
    row["sentences"] = None if row["sentences"] is None else tuple(row["sentences"])
    return Article(**row)


def _claim(row: dict[str, Any]) -> Claim:
    return Claim(**row | {"sentence_ids": tuple(row["sentence_ids"])})
