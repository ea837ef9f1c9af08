"""What strangers may send: parsers by name, rows of characters that make them slow, a watch."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType, MappingProxyType

from crossframe.claims.vocabulary import stated_numbers
from crossframe.corpus.reprints import find_origins
from crossframe.presentation.untrusted import neutralise
from crossframe.records import Article, Sentence
from crossframe.text import normalised, split_article, split_text
from crossframe.text.health import health_field
from crossframe.text.meaning.alignment import words_of
from crossframe.text.meaning.phrases import terms_of
from crossframe.text.quantities import find_quantities
from crossframe.text.speech.article_attribution import find_attributions_in_article
from crossframe.text.speech.attribution import find_attributions
from crossframe.text.speech.pairing import sift_quotations
from crossframe.text.speech.quotation_words import quoted_words
from crossframe.text.speech.quotations import find_quotations

Parser = Callable[[str], object]


def make_article(text: str) -> Article:
    """An article of this text alone."""
    return Article("a", "e", "Post", "Title", text, "00", "x.jsonl")


def attribute(text: str) -> object:
    """Who says what in a text, from its wording alone."""
    sentences: tuple[Sentence, ...] = split_article(make_article(text))
    return find_attributions_in_article(text, sentences, [None] * len(sentences))


# Of a whole article, which may have a million characters.
OF_ARTICLES: MappingProxyType[str, Parser] = MappingProxyType(
    {
        "sentences": split_text,
        "quotations": find_quotations,
        "passages": sift_quotations,
        "attributions": attribute,
        "health": lambda text: health_field(make_article(text)),
        "origins": lambda text: find_origins([make_article(text)]),
        "words": normalised,
        "numbers": stated_numbers,
        "page": neutralise,
    }
)
# Of one sentence, which has at most `MAX_SENTENCE` characters.
OF_SENTENCES: MappingProxyType[str, Parser] = MappingProxyType(
    {
        "quantities": lambda text: find_quantities(text, None),
        "attributions": lambda text: find_attributions(text, None),
        "renderings": quoted_words,
        "terms": lambda text: terms_of(text, None),
        "words": lambda text: words_of(text, None),
    }
)

# Repeated, these made one parser or another take time that grows with the square of the length.
ROWS = (
    *("a", " ", "\n", "\t ", "1", "1,", "1.", "1 ", "1,000 ", "A. ", "A.", "A ", "Aa ", "Aaaa"),
    *(".", "...", "!", "? ", '"', '"a ', "“", "“a", "”", "“a” ", "'", "'a ", "‘a", "’", "'s "),
    *("said ", '"said ', "Mr. ", "-", "— ", "(", "$", "$1", "$1 million ", "1 and ", "one "),
    *("one-", "hundred and ", "May 1 ", "1/", "1:1", "www.", "http://", "by A ", "Photo: ", "1-"),
    *(
        "between 1 and ",
        "years old ",
        "Aa, ",
        "Aa (",
        "de ",
        "© ",
        "@",
        "Aa/",
        "\n\n",
        "\na",
        "a\n",
    ),
    *('\n"a', "\n\n“A. ", "He said. ", "according to ", "é", "e\u0301", "。", "」", "\u202e", "½"),
    *("１", "٣", "²", "1% ", "1st ", "+1 ", "1-1 ", "your newsletter ", "quake measur", "aged "),
)


class TooSlowError(Exception):
    """A parser had not finished when its time was over."""


@contextmanager
def within(seconds: float, *, of_processor: bool = False) -> Iterator[None]:
    """Raises `TooSlowError` in what takes longer; regular expressions are stopped as well.

    The time is the clock's, which a thing that waits for ever uses up too, or the processor's,
    which says how much work there is whatever else the machine does.
    """
    timer, alarm = signal.ITIMER_REAL, signal.SIGALRM
    if of_processor:
        timer, alarm = signal.ITIMER_PROF, signal.SIGPROF

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooSlowError(f"took more than {seconds} s")

    before = signal.signal(alarm, stop)
    signal.setitimer(timer, seconds)
    try:
        yield
    finally:
        signal.setitimer(timer, 0)
        signal.signal(alarm, before)
