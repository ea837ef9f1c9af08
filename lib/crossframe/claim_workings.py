"""`Workings` -> a folder of Parquet and JSON, and back; nothing that is read can run code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from crossframe.aside import built_aside
from crossframe.claim_store import FORMAT as MAP_FORMAT
from crossframe.claim_store import read_claim_map, read_head, write_claim_map, write_head
from crossframe.claims import Judged, Layout, OtherCut, Part, Workings
from crossframe.claims.judge import Judgements
from crossframe.errors import StoreError
from crossframe.records import Labels, Matrix

if TYPE_CHECKING:
    import numpy.typing as npt

FORMAT = 2
_HEAD = "workings.json"
_DRAFT = "draft"
# Judges give four decimals: a probability is a whole number of these.
_SCALE = 10_000


def has_workings(folder: Path) -> bool:
    """Whether workings were stored here; the head is written last."""
    return (folder / _HEAD).is_file()


def write_workings(workings: Workings, folder: Path) -> None:
    """Stores workings: built aside, then moved into place at once.

    Args:
        workings: What to store.
        folder: Where; what stands there is replaced.
    """
    with built_aside(folder) as aside:
        _write_parts(workings, aside)


def read_workings(folder: Path) -> Workings:
    """Reads workings back and checks that they are what was written.

    Args:
        folder: Where they were stored.

    Returns:
        The workings.

    Raises:
        StoreError: If files are missing, damaged or of another format.
    """
    try:
        head = read_head(folder / _HEAD, [FORMAT, MAP_FORMAT])
        tables = {name: _columns(folder / name, digest) for name, digest in head["files"].items()}
        texts, sentences = tables["texts.parquet"], tables["sentences.parquet"]
        points = np.stack([texts["x"], texts["y"]], axis=1)
        other = head["other"]
        return Workings(
            draft=read_claim_map(folder / _DRAFT),
            texts=tuple(texts["text"].tolist()),
            text_of=sentences["text"],
            layout=Layout(points, texts["region"]),
            parts=_parts("part", head["parts"], tables),
            other=OtherCut(other["change"], _parts("other", other["parts"], tables))
            if other
            else None,
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"{folder}: the stored workings cannot be read ({error}); delete the folder, and they "
            "are made again"
        ) from error


def _write_parts(workings: Workings, aside: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    points, regions = workings.layout
    tables: dict[str, Mapping[str, Any]] = {
        "texts": {
            "text": list(workings.texts),
            "x": points[:, 0],
            "y": points[:, 1],
            "region": regions,
        },
        "sentences": {"text": workings.text_of},
    }
    other = workings.other
    for kind, parts in (("part", workings.parts), ("other", other.parts if other else ())):
        for number, part in enumerate(parts):
            tables[f"{kind}-{number}-rows"] = {"row": part.rows}
            tables[f"{kind}-{number}-pairs"] = _pairs(part.judged)
    digests: dict[str, str] = {}
    for name, columns in tables.items():
        path = aside / f"{name}.parquet"
        pq.write_table(pa.table(dict(columns)), path)
        digests[path.name] = sha256(path.read_bytes()).hexdigest()
    write_claim_map(workings.draft, aside / _DRAFT)
    head = {
        "format": [FORMAT, MAP_FORMAT],
        "files": digests,
        "parts": _heads(workings.parts),
        "other": {"change": other.change, "parts": _heads(other.parts)} if other else None,
    }
    write_head(head, aside / _HEAD)


def _heads(parts: Sequence[Part]) -> list[dict[str, Any]]:
    return [
        {
            "n": part.judged.judgements.n,
            "headlines": list(part.articles),
            "without": list(part.judged.without),
        }
        for part in parts
    ]


def _pairs(judged: Judged) -> dict[str, Any]:
    """Pairs and what the judge said, with nothing left out and without each of some articles."""
    pairs = judged.judgements
    columns: dict[str, Any] = {
        "first": pairs.first.astype(np.int32),
        "second": pairs.second.astype(np.int32),
        "probability": _packed(pairs.probability),
    }
    for number, probability in enumerate(judged.without.values()):
        columns[f"without-{number}"] = _packed(probability)
    return columns


def _packed(probability: Matrix) -> npt.NDArray[Any]:
    """Probabilities in two bytes each, if none has more than four decimals."""
    whole = np.rint(probability * _SCALE).astype(np.uint16)
    return whole if np.array_equal(whole / _SCALE, probability) else probability


def _unpacked(column: npt.NDArray[Any]) -> Matrix:
    found: Matrix = column / _SCALE if column.dtype == np.uint16 else column
    return found


def _columns(path: Path, digest: str) -> dict[str, npt.NDArray[Any]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    content = path.read_bytes()
    if sha256(content).hexdigest() != digest:
        raise ValueError(f"{path.name} does not have the SHA-256 noted for it")
    table = pq.read_table(pa.BufferReader(content))
    return {name: table[name].to_numpy() for name in table.column_names}


def _parts(
    kind: str, heads: Sequence[Mapping[str, Any]], tables: Mapping[str, Mapping[str, Labels]]
) -> tuple[Part, ...]:
    return tuple(
        Part(
            tables[f"{kind}-{number}-rows.parquet"]["row"],
            head["headlines"],
            _judged(head, tables[f"{kind}-{number}-pairs.parquet"]),
        )
        for number, head in enumerate(heads)
    )


def _judged(head: Mapping[str, Any], columns: Mapping[str, npt.NDArray[Any]]) -> Judged:
    pairs = Judgements(
        head["n"],
        columns["first"].astype(np.int64),
        columns["second"].astype(np.int64),
        _unpacked(columns["probability"]),
    )
    without = {
        article: _unpacked(columns[f"without-{number}"])
        for number, article in enumerate(head["without"])
    }
    return Judged(pairs, without)
