"""A stream of articles -> events that grow from day to day and are never renamed."""

from __future__ import annotations

from contextlib import ExitStack, nullcontext

from crossframe.cache import Cache
from crossframe.collection.spool import Spool
from crossframe.corpus import left_unread
from crossframe.embedding import Encoder
from crossframe.errors import CorpusError
from crossframe.events.growing import Asked, Growing
from crossframe.events.intake import Tell, batches, take_in
from crossframe.events.outcome import Grouped
from crossframe.events.shelf import held


def _untold(stage: str, done: int, total: int) -> None:
    """Tells nobody."""


def group_stream(
    asked: Asked, encoder: Encoder, cache: Cache | None = None, tell: Tell = _untold
) -> Grouped:
    """Groups new articles into the events of a stream, and writes a file for each to compare.

    The stream is worked through day by day, whatever comes in one file or in several; articles of
    one day are grouped together, in an order of their own. So a stream that is given in parts, each
    beginning on a later day, gives the same events as the whole, and what comes late joins the
    events that are still open. An article leaves its event only if people say so; two events come
    together only over new articles, and the change is kept. A new article without a date goes where
    most of its fellows are, though one of them may have been placed elsewhere when less was known.

    Args:
        asked: What to group.
        encoder: The model of the leads' vectors.
        cache: Where vectors are kept; None to keep none.
        tell: Told of the progress.

    Returns:
        What came of it.

    Raises:
        CorpusError: If a source cannot be used at all, or all are empty.
        StoreError: If the folder holds a damaged stream, or another process works in it.
    """
    from threadpoolctl import threadpool_limits

    with ExitStack() as stack:
        stack.enter_context(threadpool_limits(1))  # the last bits depend on no number of threads
        stack.enter_context(nullcontext() if asked.is_trial else held(asked.folder))
        spool = stack.enter_context(Spool())
        stream = Growing(asked, encoder, cache)
        intake = take_in(asked.sources, spool, stream.placed(), tell, regroup=asked.regroup)
        if not (intake.entries or intake.exclusions or intake.n_known):
            unread = "; ".join(filter(None, map(left_unread, asked.sources)))
            reason = unread or "write at least one article to it"
            raise CorpusError(asked.sources[0], None, f"has no article to group; {reason}")
        stream.move(intake.moves)
        done = 0
        for batch in batches(intake.entries):
            stream.add(batch, [spool[entry.number] for entry in batch])
            done += len(batch)
            tell("grouping", done, len(intake.entries))
        stream.publish(tell)
        return stream.grouped(intake)
