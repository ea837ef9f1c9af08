"""Different texts of an event -> judged pairs, part for part: what needs a model."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from crossframe.claim_caches import Caches
from crossframe.claims import (
    ALL_PAIRS,
    PART_LIMIT,
    Layout,
    Material,
    Memory,
    OtherCut,
    PairJudge,
    Part,
    blank_layout,
    candidate_blocks,
    judge_mixture,
    judge_texts,
    lay_out,
    mix,
    text_languages,
)
from crossframe.config import Parameters
from crossframe.embedding import (
    Encoder,
    Progress,
    Readers,
    reading_words,
)
from crossframe.records import Labels, Parse, PartsOfSpeech, Vectors

# Told of a stage, how much of it is done and how much there is.
Watch = Callable[[str, int, int], None]


def unwatched(stage: str, done: int, total: int) -> None:
    """Takes note of progress and says nothing."""


class Extent(NamedTuple):
    """How much of a claim map is made; its claims are the same whatever is left out.

    `drawn`: the map, else all points are 0. `parsed`: grammar, else there is none in it.
    `perturbed`: the runs that tell how stable a claim is, else no stability is known.
    """

    drawn: bool = True
    parsed: bool = True
    perturbed: bool = True

    def reads_titles(self, n_texts: int) -> bool:
        """Whether headlines are compared with n texts, themselves included.

        They are in no claim. Where claims alone are wanted they count only in an event in which
        neighbours choose what is compared, for they are among the neighbours.
        """
        return self.perturbed or n_texts > ALL_PAIRS


WHOLE = Extent()
UNDRAWN = Extent(drawn=False)
CLAIMS_ALONE = Extent(drawn=False, parsed=False, perturbed=False)


class Workshop(NamedTuple):
    """What the stages work with, and how much is made.

    `judges` are those of pairs by words and by sentence vectors.
    """

    parameters: Parameters
    readers: Readers
    judges: tuple[PairJudge, PairJudge]
    caches: Caches
    watch: Watch
    extent: Extent = WHOLE

    @property
    def encoder(self) -> Encoder:
        """What compares texts word by word."""
        return self.readers.encoder

    def counting(self, stage: str, total: int) -> Progress:
        """Turns counts since the last call, as stages give them, into totals for the watcher."""
        done = 0

        def progress(more: int) -> None:
            nonlocal done
            done += more
            self.watch(stage, done, total)

        return progress


class Texts(NamedTuple):
    """The different texts of an event, the articles that state each, and what is known of them.

    `titles` are headlines by article; `parses` and `vectors` are by text, headlines included;
    `bridged` are the vectors by which texts of several languages are compared, none where there is
    nothing to bridge. `languages` are those of the articles. `together` are groups of texts that
    people want in one claim.
    """

    texts: Sequence[str]
    articles: Sequence[set[str]]
    titles: Mapping[str, str]
    parses: Mapping[str, Parse | PartsOfSpeech]
    vectors: Mapping[str, Vectors]
    bridged: Mapping[str, Vectors]
    languages: Mapping[str, str]
    together: Sequence[Collection[int]] = ()


class Compared(NamedTuple):
    """A map of the texts, the parts in which they were compared, and another cut into parts."""

    layout: Layout
    parts: tuple[Part, ...]
    other: OtherCut | None


def compare_texts(known: Texts, shop: Workshop) -> Compared:
    """Compares the texts of an event with each other, in parts where there are too many.

    Args:
        known: The texts.
        shop: What to work with.

    Returns:
        What was found. Where there are several parts, those of a cut by another seed of the map
        tell how much the claims depend on the cut.
    """
    if len(known.texts) <= PART_LIMIT:  # no part depends on the map: it is drawn meanwhile
        with ThreadPoolExecutor(1) as pool:
            drawn = pool.submit(_lay_out, known, shop, drawn=shop.extent.drawn)
            parts = _compare(_whole(known), known, shop, perturbed=shop.extent.perturbed)
            return Compared(drawn.result()[0], parts, None)
    layout, cut = _lay_out(known, shop, drawn=True)
    parts = _compare(cut, known, shop, perturbed=shop.extent.perturbed)
    if len(cut) < 2 or not shop.extent.perturbed:
        return Compared(layout, parts, None)
    seed = (shop.parameters.seed + 1) % 2**32
    other = shop._replace(parameters=replace(shop.parameters, seed=seed))
    _, again = _lay_out(known, other, drawn=True)
    compared = _compare(again, known, other, perturbed=False)
    return Compared(layout, parts, OtherCut(f"map seed {seed}", compared))


def _lay_out(known: Texts, shop: Workshop, *, drawn: bool) -> tuple[Layout, list[Labels]]:
    """The map, and the parts within which texts are compared: one, unless there are too many."""
    texts = known.texts
    if not texts or (not drawn and len(texts) <= PART_LIMIT):
        return blank_layout(len(texts)), _whole(known)
    vectors = known.bridged or known.vectors
    rows = np.stack([vectors[text] for text in texts])
    shop.watch("drawing the map", 0, 1)
    layout = lay_out(rows, shop.parameters.seed)
    shop.watch("drawing the map", 1, 1)
    return layout, _brought_together(candidate_blocks(rows, layout), known.together)


def _whole(known: Texts) -> list[Labels]:
    """All texts as one part."""
    return [np.arange(len(known.texts), dtype=np.int64)]


def _brought_together(parts: Sequence[Labels], together: Sequence[Collection[int]]) -> list[Labels]:
    """The parts, with texts that must be together moved to the part that has most of them."""
    if len(parts) < 2:
        return list(parts)
    part_of = {row: number for number, rows in enumerate(parts) for row in rows.tolist()}
    for group in _joined(together):
        counts = Counter(part_of[text] for text in group)
        most = min(counts, key=lambda part: (-counts[part], part))
        part_of |= dict.fromkeys(group, most)
    moved: list[list[int]] = [[] for _ in parts]
    for row, part in part_of.items():
        moved[part].append(row)
    return [np.array(sorted(rows), dtype=np.int64) for rows in moved if rows]


def _joined(groups: Sequence[Collection[int]]) -> list[set[int]]:
    """Groups that share a text as one."""
    found: list[set[int]] = []
    for group in groups:
        joined = set(group).union(*(other for other in found if not other.isdisjoint(group)))
        found = [*(other for other in found if other.isdisjoint(joined)), joined]
    return found


def _compare(
    cut: Sequence[Labels], known: Texts, shop: Workshop, *, perturbed: bool
) -> tuple[Part, ...]:
    """Compares the texts of each part, and the headlines over them, with each other."""
    listed = [_headlined(rows, known) for rows in cut]
    total = sum(map(len, cut)) + sum(map(len, listed))
    reading = shop.counting("reading words", total)
    comparing = shop.counting("comparing", total)
    threads = shop.parameters.threads or os.cpu_count() or 1
    parts: list[Part] = []
    for rows, articles in zip(cut, listed, strict=True):
        texts = [known.texts[row] for row in rows] + [known.titles[name] for name in articles]
        stated: list[Collection[str]] = [known.articles[row] for row in rows]
        stated += [()] * len(articles)
        if not known.bridged:
            left_out = None if perturbed else ()
            with _material(texts, stated, known, shop, reading) as material:
                judged = judge_texts(
                    material, shop.judges[0], threads, comparing, left_out=left_out
                )
        else:
            spoken = text_languages(stated[: len(rows)], known.languages, shop.readers)
            spoken += [known.languages[name] for name in articles]
            vectors = np.stack([known.bridged[text] for text in texts])
            mixture = mix(texts, spoken, vectors, stated, shop.readers)
            own = np.flatnonzero(mixture.worded).tolist()
            worded = [texts[at] for at in own], [stated[at] for at in own]
            with _material(*worded, known, shop, reading) if own else nullcontext() as by_words:
                judged = judge_mixture(
                    mixture, by_words, shop.judges, threads, comparing, perturbed=perturbed
                )
            reading(len(texts) - len(own))
        parts.append(Part(rows, articles, judged))
    return tuple(parts)


@contextmanager
def _material(
    texts: Sequence[str],
    stated: Sequence[Collection[str]],
    known: Texts,
    shop: Workshop,
    reading: Progress,
) -> Iterator[Material]:
    with reading_words(texts, shop.encoder, shop.caches.tokens, reading) as words:
        yield Material(
            texts,
            words,
            [known.parses.get(text) for text in texts],
            np.stack([known.vectors[text] for text in texts]) if known.vectors and texts else None,
            stated,
            _memory(shop),
        )


def _memory(shop: Workshop) -> Memory | None:
    """What is remembered of the event, as this encoder reads words."""
    kept = shop.caches.compared
    return kept.of(shop.parameters.event, shop.encoder.fingerprint) if kept else None


def _headlined(rows: Labels, known: Texts) -> list[str]:
    """Articles with a headline that state any of the texts, sorted."""
    stating: set[str] = set().union(*(known.articles[row] for row in rows))
    return sorted(stating & known.titles.keys())
