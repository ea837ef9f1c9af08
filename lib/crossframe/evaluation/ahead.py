"""Corpora -> their events one by one, with an encoder that has read several small ones at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from crossframe.embedding import Encoder, having_read
from crossframe.records import Corpus
from crossframe.text import split_article

# Sentences read at a time: more of them fill no more batches, and take 40 KB each.
_TOGETHER = 1000

# Gives the articles of an event and what reads them, or fails as reading them failed.
Opened = Callable[[], tuple[Corpus, Encoder]]


class _Waiting(NamedTuple):
    """An event, its articles or why there are none, and its statements that are read ahead."""

    event_id: str
    corpus: Corpus | Exception
    texts: frozenset[str]

    def opened(self, read: Callable[[], Encoder]) -> Opened:
        """What gives it once it is its turn."""

        def opened() -> tuple[Corpus, Encoder]:
            if isinstance(self.corpus, Exception):
                raise self.corpus
            return self.corpus, read()

        return opened


def events_ahead(corpora: Mapping[str, Corpus], encoder: Encoder) -> Iterator[tuple[str, Opened]]:
    """Opens events in their order.

    Args:
        corpora: Articles by event.
        encoder: The model.

    Yields:
        Each event, and what gives it.
    """
    waiting: list[_Waiting] = []
    for event_id in corpora:
        waiting.append(_wait(corpora, event_id))
        if sum(len(one.texts) for one in waiting) >= _TOGETHER:
            yield from _together(waiting, encoder)
            waiting = []
    yield from _together(waiting, encoder)


def _wait(corpora: Mapping[str, Corpus], event_id: str) -> _Waiting:
    try:
        corpus = corpora[event_id]
        sentences = (s for article in corpus.articles for s in split_article(article))
        texts = frozenset(s.text for s in sentences if s.is_statement)
    except Exception as error:  # noqa: BLE001 - it is of this event alone, and told at its turn
        return _Waiting(event_id, error, frozenset())
    return _Waiting(event_id, corpus, texts if len(texts) < _TOGETHER else frozenset())


def _together(waiting: list[_Waiting], encoder: Encoder) -> Iterator[tuple[str, Opened]]:
    texts = sorted(frozenset().union(*(one.texts for one in waiting)))

    @cache
    def read() -> Encoder:
        is_worth = encoder.reads_words and texts and len(waiting) > 1
        return having_read(encoder, texts) if is_worth else encoder

    for one in waiting:
        yield one.event_id, one.opened(read)
