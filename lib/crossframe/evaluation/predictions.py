"""Articles -> the claims of every sentence, one line each; and such lines read back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from crossframe.claim_build import (
    CLAIMS_ALONE,
    NO_CACHES,
    Caches,
    Watch,
    build_claim_map,
    unwatched,
)
from crossframe.config import Parameters
from crossframe.embedding import Encoder
from crossframe.errors import GoldError, place
from crossframe.evaluation.ahead import events_ahead
from crossframe.evaluation.gold import json_lines
from crossframe.records import Corpus


class Prediction(NamedTuple):
    """The claims of one sentence, its number counted from 0; empty for an unmatched one."""

    event_id: str
    article_id: str
    sentence_index: int
    claims: tuple[str, ...]


def predict_claims(
    corpora: Mapping[str, Corpus],
    parameters: Parameters,
    encoder: Encoder,
    tell: Callable[[str, int, int], None],
    failed: Callable[[str, Exception], None] | None = None,
    watch: Watch = unwatched,
) -> Iterator[Prediction]:
    """Finds the claims of each event, one large event or a few small ones in memory at a time.

    Args:
        corpora: Articles by event.
        parameters: How to compare them; the event that they name has no say.
        encoder: The model.
        tell: Told of each event before it begins: its name, its number from 1, how many there are.
        failed: Told of each event that there are no predictions of, and why; None stops at it.
        watch: Told of the progress within an event.

    Yields:
        A prediction for each sentence, event by event.
    """
    for number, (event_id, opened) in enumerate(events_ahead(corpora, encoder), 1):
        tell(event_id, number, len(corpora))
        try:
            corpus, reader = opened()
            watch("reading ahead", number, len(corpora))
            found = predict_event(corpus, parameters, reader, watch=watch)
        except Exception as error:
            if failed is None:
                raise
            failed(event_id, error)
        else:
            yield from found


def predict_event(
    corpus: Corpus,
    parameters: Parameters,
    encoder: Encoder,
    caches: Caches = NO_CACHES,
    watch: Watch = unwatched,
) -> list[Prediction]:
    """Finds the claims of one event.

    Args:
        corpus: The articles.
        parameters: How to compare them.
        encoder: The model.
        caches: Where vectors and parses are kept.
        watch: Told of the progress.

    Returns:
        A prediction for each sentence, in their order.
    """
    found = build_claim_map(corpus, parameters, encoder, caches, watch, extent=CLAIMS_ALONE)
    return [
        Prediction(found.event_id, sentence.article_id, sentence.index, placed.claim_ids)
        for sentence, placed in zip(found.sentences, found.placements, strict=True)
    ]


def write_predictions(predictions: Iterable[Prediction], path: Path) -> int:
    """Writes one JSON object a sentence, to a file that is complete or not there.

    Args:
        predictions: What to write.
        path: The file.

    Returns:
        How many lines were written.
    """
    aside = path.with_name(f".{path.name}.partial")
    path.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with aside.open("w", encoding="utf-8") as lines:
        for count, prediction in enumerate(predictions, 1):  # noqa: B007
            lines.write(json.dumps(prediction._asdict(), ensure_ascii=False) + "\n")
    aside.replace(path)
    return count


def read_predictions(path: Path) -> list[Prediction]:
    """Reads predictions back, from crossframe or from anyone else.

    Args:
        path: File of one JSON object a sentence, as `write_predictions` writes it.

    Returns:
        The predictions, in the order of the file.

    Raises:
        GoldError: If a line lacks a field or has one of the wrong type.
    """
    found: list[Prediction] = []
    for number, row in json_lines(path):
        try:
            claims = tuple(str(claim) for claim in row["claims"])
            found.append(
                Prediction(row["event_id"], row["article_id"], int(row["sentence_index"]), claims)
            )
        except (KeyError, TypeError, ValueError) as error:
            raise GoldError(
                f"{place(path, number)}: {type(error).__name__} {error}; a line needs event_id, "
                "article_id, sentence_index and claims"
            ) from None
    return found
