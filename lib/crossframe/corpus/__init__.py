"""Files of articles -> one `Corpus` an event, with whatever had to be left out and why."""

from __future__ import annotations

from crossframe.corpus.anywhere import read_anywhere, spool_anywhere
from crossframe.corpus.contract import article_digest, to_article
from crossframe.corpus.detection import common_words, detect_language
from crossframe.corpus.fields import MAX_CHARACTERS
from crossframe.corpus.gather import (
    corpus_digest,
    gather,
    read_corpora,
    require_article,
    require_complete,
    require_event,
)
from crossframe.corpus.labels import HOW_TO_LABEL, find_labels
from crossframe.corpus.outlets import expected_outlets, open_outlets, read_outlets
from crossframe.corpus.raw import Raw
from crossframe.corpus.readers import Batch, event_of, files_of, read_in_folder, stream_records
from crossframe.corpus.spooled import SpooledCorpora, spool_corpora
from crossframe.corpus.unread import left_unread
from crossframe.corpus.versions import find_versions

__all__ = [
    "HOW_TO_LABEL",
    "MAX_CHARACTERS",
    "Batch",
    "Raw",
    "SpooledCorpora",
    "article_digest",
    "common_words",
    "corpus_digest",
    "detect_language",
    "event_of",
    "expected_outlets",
    "files_of",
    "find_labels",
    "find_versions",
    "gather",
    "left_unread",
    "open_outlets",
    "read_anywhere",
    "read_corpora",
    "read_in_folder",
    "read_outlets",
    "require_article",
    "require_complete",
    "require_event",
    "spool_anywhere",
    "spool_corpora",
    "stream_records",
    "to_article",
]
