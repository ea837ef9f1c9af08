"""A model and a folder -> the caches of all that is computed of single sentences."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from crossframe.cache import Cache
from crossframe.claims import Kept
from crossframe.embedding import Encoder, maker_of, open_token_cache
from crossframe.models import MULTILINGUAL_SHA256
from crossframe.text import parser_digest


class Caches(NamedTuple):
    """Where vectors of sentences, parses and vectors of tokens are kept; None keeps none.

    `bridged` is for vectors of the multilingual encoder where it stands beside another one;
    `compared` is what this process remembers of texts that it compared.
    """

    vectors: Cache | None = None
    parses: Cache | None = None
    tokens: Cache | None = None
    bridged: Cache | None = None
    compared: Kept | None = None

    def of(self, reader: Encoder, encoder: Encoder) -> Cache | None:
        """Where the vectors of a reader are kept: of the encoder, or of what helps it."""
        return self.vectors if reader is encoder else self.bridged

    @property
    def troubles(self) -> tuple[str, ...]:
        """What could not be read or written."""
        on_disk = (self.vectors, self.parses, self.tokens, self.bridged)
        return tuple(trouble for cache in on_disk if cache for trouble in cache.troubles)


NO_CACHES = Caches()


def open_caches(folder: Path, encoder: Encoder, *, tokens: bool = False) -> Caches:
    """Opens the caches of a model's vectors and of the parser's work.

    Args:
        folder: Where they are.
        encoder: The model.
        tokens: Also those of its token vectors: large, and of use where an event comes again.

    Returns:
        The caches.

    Raises:
        ParameterError: If the size of the cache of token vectors is set to what is no size.
    """
    return Caches(
        vectors=Cache(folder / "vectors", maker_of(encoder, "sentences")),
        parses=Cache(folder / "parses", parser_digest()),
        tokens=open_token_cache(folder / "tokens", encoder) if tokens else None,
        bridged=Cache(folder / "vectors", MULTILINGUAL_SHA256),
    )
