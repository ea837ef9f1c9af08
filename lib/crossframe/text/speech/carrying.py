"""Quotations of an article, attributions of its sentences -> those that no verb beside reports."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from crossframe.records import Parse, Sentence
from crossframe.text.boilerplate import MAX_SENTENCE
from crossframe.text.meaning.tree import Extent, Tree
from crossframe.text.speech.attribution import Attribution
from crossframe.text.speech.quotations import Quotation
from crossframe.text.speech.speakers import speaker_at
from crossframe.text.speech.speech_subjects import subject_of
from crossframe.text.speech.speech_verbs import BARE, VERB_CLASS, VerbClass

# A quotation is carried on over so many sentences at most: a longer one has lost a mark.
_LONGEST = 8
# A quotation that follows is hardly ever of whoever only thinks, promises or demands.
_RUNS_ON = (BARE - frozenset("believe estimate reckon report think".split())) | frozenset(  # noqa: SIM905
    ": ask cry declare describe post recount shout tweet urge yell".split()  # noqa: SIM905
)
_ANNOUNCED = frozenset(
    """
    advice following message letter e-mail email note post release remark statement tweet word
    """.split()  # noqa: SIM905
)
_SAYS = frozenset("add conclude explain insist joke note recall say testify warn write".split())  # noqa: SIM905
_OF_PAPERS = frozenset({"add", "say", "state", "read", "according"})
_SAID_ALONE = re.compile(r"[\W_]*[A-Z][^,;:\"“]{0,40} (?:said|says|\w+ed)\.")


def carried_on(
    sentences: Sequence[Sentence],
    parses: Sequence[Parse | None],
    quotations: Sequence[Quotation],
    rows: Sequence[Sequence[Attribution]],
) -> dict[int, list[Attribution]]:
    """Gives the quoted words that no verb of their own sentence reports to their speaker.

    Their speaker is whoever says another piece of the utterance; else whoever speaks in the
    sentence before a quotation that fills the next one, or is announced there ("issued the
    following statement:"), or is named behind it in a sentence of nothing else ("Kos said.").

    Args:
        sentences: The sentences of an article.
        parses: Their parses, row for row.
        quotations: The article's quotations whose marks surely pair.
        rows: The attributions of each sentence, row for row.

    Returns:
        By the number of the sentence what it carries.
    """
    starts = [sentence.start for sentence in sentences]
    speakers = _speakers_of(quotations, rows)
    leads = _leads(sentences)
    found: dict[int, list[Attribution]] = {}
    for quotation in quotations:
        if quotation.kind != "speech" or not quotation.text[:1].isalnum():
            continue
        first = max(0, bisect_right(starts, quotation.start) - 1)
        origin = speakers.get(quotation.utterance)
        if origin is None and _fills(quotation, sentences[first]):
            said = () if leads[first] else rows[first - 1] or found.get(first - 1, ())
            origin = _around(sentences, parses, said, first, quotation)
        if origin is None:
            continue
        for place in range(first, min(first + _LONGEST, len(sentences))):
            sentence = sentences[place]
            if sentence.start >= quotation.end:
                break
            piece = Extent(max(quotation.start, sentence.start), min(quotation.end, sentence.end))
            taken = any(c.overlap(piece) for one in rows[place] for c in one.contents)
            if piece.end > piece.start and sentence.is_statement and not taken:
                speakers.setdefault(quotation.utterance, origin)
                found.setdefault(place, []).append(
                    replace(origin, contents=(piece,), quoted=(piece,), direct=True, carried=True)
                )
    return found


def _speakers_of(
    quotations: Sequence[Quotation], rows: Sequence[Sequence[Attribution]]
) -> dict[int, Attribution]:
    """For each utterance the attribution that reports a piece of it."""
    said = [one for row in rows for one in row if one.quoted and not one.negated]
    pieces = sorted((q.start, q.end, number) for number, one in enumerate(said) for q in one.quoted)
    starts = [start for start, _, _ in pieces]
    found: dict[int, Attribution] = {}
    for quotation in quotations:
        # A piece lies in one sentence, so none that begins further back reaches this far.
        first = bisect_left(starts, quotation.start - MAX_SENTENCE)
        near = pieces[first : bisect_left(starts, quotation.end)]
        numbers = [number for _, end, number in near if end > quotation.start]
        if numbers:
            found.setdefault(quotation.utterance, said[min(numbers)])
    return found


def _leads(sentences: Sequence[Sentence]) -> list[bool]:
    """Whether each sentence begins a paragraph; the first one alone where nobody knows them."""
    # Where sentences came already split, each stands as a paragraph of its own.
    is_split = len({one.paragraph for one in sentences}) < len(sentences)
    return [
        number == 0 or (is_split and sentences[number - 1].paragraph != one.paragraph)
        for number, one in enumerate(sentences)
    ]


def _fills(quotation: Quotation, sentence: Sentence) -> bool:
    """Whether a quotation begins with a sentence and holds all of it."""
    return quotation.start - sentence.start <= 2 and quotation.end >= sentence.end - 3


def _around(
    sentences: Sequence[Sentence],
    parses: Sequence[Parse | None],
    said: Sequence[Attribution],
    first: int,
    quotation: Quotation,
) -> Attribution | None:
    """Who says a quotation by the sentence behind it, or before it.

    `said` are the attributions of the sentence before, none where that ends a paragraph.
    """
    behind = first + 1
    while behind < len(sentences) and sentences[behind].start < quotation.end:
        behind += 1
    if behind < len(sentences) and (alone := _said_alone(sentences[behind], parses[behind])):
        return alone
    if first and (announced := _announced(sentences[first - 1], parses[first - 1])):
        return announced
    return _running(said) if said else None


def _running(said: Sequence[Attribution]) -> Attribution | None:
    """The last attribution of a sentence, or the one that holds it, if somebody speaks in it."""
    last = said[-1]
    for one in said:
        if any(piece.start <= last.verb_start < piece.end for piece in one.contents):
            last = one
    if last.verb == "according":  # "she said, according to her site": she goes on
        told = (one for one in said if one.verb != "according" and _holds(last, one.verb_start))
        last = next(told, last)
    if last.negated or last.who is None:
        return None
    if last.who.kind == "document":
        return last if last.verb in _OF_PAPERS else None
    return last if last.verb in _RUNS_ON else None


def _holds(one: Attribution, place: int) -> bool:
    return any(piece.start <= place < piece.end for piece in one.contents)


def _said_alone(sentence: Sentence, parse: Parse | None) -> Attribution | None:
    """Reads "Kos said." where it is all of a sentence."""
    if parse is None or not _SAID_ALONE.fullmatch(sentence.text):
        return None
    tree = Tree(sentence.text, parse)
    verb = next((t for t, h in enumerate(parse.heads) if t == h), 0)
    lemma = tree.lemma(verb)
    if lemma not in _SAYS or parse.tags[verb] not in {"VBD", "VBZ"} or tree.has(verb, "dobj"):
        return None
    place = tree.extent([verb])
    return _given(tree, sentence, verb, (lemma, VERB_CLASS[lemma], place))


def _announced(sentence: Sentence, parse: Parse | None) -> Attribution | None:
    """Reads "The agency issued the following statement:"."""
    text = sentence.text.rstrip()
    if parse is None or not text.endswith(":"):
        return None
    tree = Tree(sentence.text, parse)
    lemmas = {tree.lemma(token) for token in range(len(parse.heads))}
    verb = next((t for t, h in enumerate(parse.heads) if t == h), 0)
    if not lemmas & _ANNOUNCED and tree.lemma(verb) not in BARE:
        return None
    lemma, place = tree.lemma(verb), tree.extent([verb])
    if lemma not in BARE:
        lemma, place = ":", Extent(len(text) - 1, len(text))
    return _given(tree, sentence, verb, (lemma, VERB_CLASS.get(lemma, "neutral"), place))


def _given(
    tree: Tree, sentence: Sentence, verb: int, said: tuple[str, VerbClass, Extent]
) -> Attribution | None:
    subject = subject_of(tree, verb)
    speaker = speaker_at(tree, subject, verb) if subject is not None else None
    if speaker is None or speaker.kind in {"document", "pronoun"}:
        return None
    lemma, verb_class, place = said
    one = Attribution(speaker, lemma, verb_class, *place, (place,), (), direct=True)
    return one.shifted(sentence.start)
