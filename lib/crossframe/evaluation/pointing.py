"""A sentence as a label names it -> the sentence of the claim map that is meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from crossframe.errors import GoldError, place
from crossframe.evaluation.gold import SentenceKey
from crossframe.evaluation.pair_table import Mention
from crossframe.records import ClaimMap

_SHOWN = 60


class Pointer:
    """Finds sentences of one event by article and number or text.

    Args:
        claim_map: The event.
        path: Where the labels are, for errors.
    """

    def __init__(self, claim_map: ClaimMap, path: Path) -> None:
        self._path = path
        self._event = claim_map.event_id
        self._texts: dict[str, dict[int, str]] = {a.article_id: {} for a in claim_map.articles}
        for sentence in claim_map.sentences:
            self._texts[sentence.article_id][sentence.index] = _plain(sentence.text)

    def find(self, mention: Mention, line: int) -> SentenceKey:
        """Finds the sentence that a label means.

        Args:
            mention: Its article, and its number from 0 or its text. A text may differ in case and
                blanks, and may be a part of the sentence or hold it.
            line: Line of the label.

        Returns:
            Article id and number of the sentence.

        Raises:
            GoldError: If the article or the sentence is not there; names the nearest one.
        """
        texts = self._texts.get(mention.article_id)
        if texts is None:
            hint = _nearest(mention.article_id, self._texts)
            raise self._error(
                line, f"the event {self._event!r} has no article", mention.article_id, hint
            )
        if isinstance(mention.sentence, int):
            if mention.sentence not in texts:
                there = f"; it has {len(texts)}, numbered from 0"
                raise self._error(
                    line, f"{mention.article_id!r} has no sentence", mention.sentence, there
                )
            return mention.article_id, mention.sentence
        wanted = _plain(mention.sentence)
        found = max(_overlaps(wanted, texts), default=None)
        if found is None:
            hint = _nearest(wanted, texts.values())
            raise self._error(
                line, f"{mention.article_id!r} has no sentence", mention.sentence, hint
            )
        return mention.article_id, -found[1]

    def _error(self, line: int, what: str, got: str | int, hint: str) -> GoldError:
        shown = repr(got if isinstance(got, int) else _cut(got))
        return GoldError(f"{place(self._path, line)}: {what} {shown}{hint}")


def _overlaps(wanted: str, texts: Mapping[int, str]) -> Iterator[tuple[float, int]]:
    """How much of a text each sentence has in common with it, and its number, negative."""
    for index, text in texts.items():
        short, long = sorted([wanted, text], key=len)
        if short and short in long:
            yield len(short) / len(long), -index


def _nearest(wanted: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(wanted, list(known), 1, 0.3)
    return f"; the nearest is {_cut(near[0])!r}" if near else ""


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
