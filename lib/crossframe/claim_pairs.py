"""Parameters -> the judged pairs of their event, worked out once and kept for corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from crossframe.claim_build import (
    Watch,
    compare_event,
    open_caches,
    read_event,
    suitable_workings,
    unwatched,
)
from crossframe.claim_group import NO_NEEDS, Needs
from crossframe.claim_provenance import workings_digest
from crossframe.claim_workings import has_workings, read_workings, write_workings
from crossframe.claims import Kept, Workings
from crossframe.config import Parameters, cache_folder
from crossframe.corrections import Corrections
from crossframe.embedding import Encoder, load_encoder
from crossframe.errors import StoreError
from crossframe.records import ClaimMap, Corpus


def workings_folder(base: str, needs: Needs) -> Path:
    """Where the cache keeps workings; they need not be there.

    Args:
        base: `workings_digest` of the event.
        needs: What corrections ask of the workings.

    Returns:
        The folder.
    """
    name = sha256(f"{base}{needs if needs != NO_NEEDS else ''}".encode()).hexdigest()
    return cache_folder() / "workings" / name


class How(NamedTuple):
    """What workings are made with, as `ensure_claim_map` has it; `keep` does what can wait."""

    load: Callable[[], Encoder] | None = None
    watch: Watch = unwatched
    warn: Callable[[str], None] = lambda _: None
    drafted: Callable[[ClaimMap], None] = lambda _: None
    compared: Kept | None = None
    keep: Callable[[Callable[[], None]], object] = lambda write: write()

    def write(self, found: Workings, folder: Path) -> None:
        """Keeps workings, if they can be written."""
        try:
            write_workings(found, folder)
        except OSError as error:  # then the next correction takes longer
            self.warn(f"cache workings: not written: {error.strerror or error}")


@contextmanager
def beside() -> Iterator[Callable[[Callable[[], None]], object]]:
    """Has something done in a thread; it is done at the end of the `with` statement."""
    with ThreadPoolExecutor(1) as pool:
        begun: list[Future[None]] = []
        yield lambda write: begun.append(pool.submit(write))
        for one in begun:
            one.result()


def ensure_workings(
    corpus: Corpus, parameters: Parameters, corrections: Corrections, how: How
) -> Workings:
    """Finds the workings of a corpus in the cache, or makes them and keeps them there.

    Args:
        corpus: The articles.
        parameters: How to compare them.
        corrections: What people decided about its claims.
        how: What to make them with, and whom to tell.

    Returns:
        Workings that meet all needs of the corrections.
    """
    base = workings_digest(corpus, parameters)

    def work(needs: Needs) -> Workings:
        folder = workings_folder(base, needs)
        if has_workings(folder):
            try:
                kept = read_workings(folder)
            except StoreError as error:
                how.warn(f"cache workings: damaged, made anew: {error}")
            else:
                how.drafted(kept.draft)
                return kept
        load = how.load or partial(load_encoder, parameters.encoder, parameters.threads)
        encoder = load()
        caches = open_caches(cache_folder(), encoder, tokens=True)._replace(compared=how.compared)
        read = read_event(corpus, parameters, encoder, caches, how.watch)
        how.drafted(read.draft)
        found = compare_event(read, needs)
        for trouble in caches.troubles:
            how.warn(trouble)
        how.keep(partial(how.write, found, folder))
        return found

    return suitable_workings(corrections, work)
