"""Quotations of an article, attributions of its sentences -> those that no verb beside reports."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from crossframe.records import Parse, Sentence
from crossframe.text.boilerplate import MAX_SENTENCE
from crossframe.text.meaning.tree import Extent, Tree
from crossframe.text.speech.attribution import Attribution
from crossframe.text.speech.lead_ins import Lead, given_by
from crossframe.text.speech.marked_words import SPEAKING
from crossframe.text.speech.quotations import Quotation
from crossframe.text.speech.speaker_words import TITLES
from crossframe.text.speech.speech_verbs import BARE, VERB_CLASS

# A quotation is carried on over so many sentences at most: a longer one has lost a mark.
_LONGEST = 8
# A quotation that follows is hardly ever of whoever only thinks, promises or demands.
_RUNS_ON = (BARE - frozenset("believe estimate reckon report think".split())) | frozenset(  # noqa: SIM905
    ": ask cry declare deny describe dispute post recount shout tweet urge yell".split()  # noqa: SIM905
)
_SAYS = frozenset("add conclude explain insist joke note recall say testify warn write".split())  # noqa: SIM905
_OF_PAPERS = frozenset({"add", "say", "state", "read", "according"})
# "The Rev.", behind which a sentence was cut in two.
_TITLED = re.compile(r"[\s\"”’',]*(?:[\w’'-]+\s+){0,5}(\w+)\.\s*")
_CLOSING = " \t\n\"”’'"
# So much of a sentence in marks goes on with what was said before it.
_MOSTLY = 0.5
_FEWEST = 4
_TELLING_ON = frozenset({"cite", "quote"})
_SPEAKS = re.compile(SPEAKING)
_FIRST = re.compile(r"(?:I|My|my)\b")
_SAID_ALONE = re.compile(r"[\W_]*[A-Z][^,;:\"“]{0,40} (?:said|says|\w+ed)\.")


def carried_on(
    sentences: Sequence[Sentence],
    parses: Sequence[Parse | None],
    quotations: Sequence[Quotation],
    rows: Sequence[Sequence[Attribution]],
    leads: Mapping[int, Lead],
) -> dict[int, list[Attribution]]:
    """Gives the quoted words that no verb of their own sentence reports to their speaker.

    Their speaker is whoever says another piece of the utterance; else whoever speaks in the
    sentence before a quotation that fills the next one, is announced there ("issued the following
    statement:") or does something there alone ("Kos shook her head."), or is named behind it in a
    sentence of nothing else ("Kos said.").

    Args:
        sentences: The sentences of an article.
        parses: Their parses, row for row.
        quotations: The article's quotations whose marks surely pair.
        rows: The attributions of each sentence, row for row.
        leads: Whom a sentence leads up to, by its number, as `find_leads` has them.

    Returns:
        By the number of the sentence what it carries.
    """
    starts = [sentence.start for sentence in sentences]
    speakers = speakers_of(quotations, rows)
    article = _Article(sentences, parses, rows, leads, _begins_paragraph(sentences))
    found: dict[int, list[Attribution]] = {}
    for quotation in quotations:
        if quotation.kind != "speech" or not quotation.text.lstrip("([")[:1].isalnum():
            continue
        first = max(0, bisect_right(starts, quotation.start) - 1)
        origin = speakers.get(quotation.utterance)
        if origin is None:
            before = () if article.begins[first] else rows[first - 1] or found.get(first - 1, ())
            origin = article.speaker_of(quotation, first, before)
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


def speakers_of(
    quotations: Sequence[Quotation], rows: Sequence[Sequence[Attribution]]
) -> dict[int, Attribution]:
    """Finds for each utterance the attribution that reports a piece of it.

    Args:
        quotations: The quotations of an article.
        rows: The attributions of each of its sentences.

    Returns:
        Attributions, by the number of the utterance; those that nobody reports are missing.
    """
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


def _begins_paragraph(sentences: Sequence[Sentence]) -> list[bool]:
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


class _Article(NamedTuple):
    """The sentences of an article, and what tells who says a quotation between them."""

    sentences: Sequence[Sentence]
    parses: Sequence[Parse | None]
    rows: Sequence[Sequence[Attribution]]
    leads: Mapping[int, Lead]
    begins: Sequence[bool]

    def speaker_of(
        self, quotation: Quotation, first: int, before: Sequence[Attribution]
    ) -> Attribution | None:
        """Who says a quotation that begins with a sentence, by the sentences around it.

        `before` are the attributions of the sentence before, none where that ends a paragraph.
        """
        if not _fills(quotation, self.sentences[first]):
            return self._cut_off(quotation) or self._going_on(quotation, first, before)
        behind = self._behind(quotation)
        if behind is not None and (alone := _said_alone(*behind)):
            return alone
        lead = self.leads.get(first - 1)
        if lead is not None and lead.announces:
            return lead.attribution
        if before and (running := _running(before)):
            return running
        own = lead is not None and not before and not self.begins[first]
        return lead.attribution if lead is not None and own else self._cut_off(quotation)

    def _behind(self, quotation: Quotation) -> tuple[Sentence, Parse | None] | None:
        """The sentence behind a quotation."""
        rows = zip(self.sentences, self.parses, strict=True)
        return next((row for row in rows if row[0].start >= quotation.end), None)

    def _cut_off(self, quotation: Quotation) -> Attribution | None:
        """Who says it in a sentence that was cut in two behind '"It fell," the Rev.'."""
        behind = self._behind(quotation)
        last = next(one for one in reversed(self.sentences) if one.start < quotation.end)
        rest = last.text[max(0, quotation.end - last.start) :]
        return _behind_title(*behind, rest) if behind is not None else None

    def _going_on(
        self, quotation: Quotation, number: int, before: Sequence[Attribution]
    ) -> Attribution | None:
        """Who goes on behind direct speech in a sentence that is mostly in marks itself."""
        sentence = self.sentences[number]
        share = (quotation.end - quotation.start) / max(len(sentence.text), 1)
        long = share >= _MOSTLY and len(quotation.text.split()) >= _FEWEST
        rest = sentence.text[max(0, quotation.end - sentence.start) :]
        alone = not self.rows[number] and _SPEAKS.search(rest) is None
        last = before[-1] if before and alone else None
        if last is None or last.negated or last.who is None or not long:
            return None
        goes_on = last.verb in _RUNS_ON and last.who.kind != "document"
        first = _FIRST.match(quotation.text) is not None and goes_on and len(before) == 1
        return last if last.direct or first else None


def _running(said: Sequence[Attribution]) -> Attribution | None:
    """The last attribution of a sentence, or the one that holds it, if somebody speaks in it."""
    last = said[-1]
    for one in said:
        if any(piece.start <= last.verb_start < piece.end for piece in one.contents):
            last = one
    if last.verb == "according":  # "she said, according to her site": she goes on
        told = (one for one in said if one.verb != "according" and _holds(last, one.verb_start))
        last = next(told, last)
    if last.verb in _TELLING_ON:  # "the Tide quoted her as saying": and so does she
        last = next((one for one in said if one.verb not in _TELLING_ON), last)
    if last.negated or last.who is None:
        return None
    if last.who.kind == "document":
        return last if last.verb in _OF_PAPERS else None
    return last if last.verb in _RUNS_ON or last.direct else None


def _holds(one: Attribution, place: int) -> bool:
    return any(piece.start <= place < piece.end for piece in one.contents)


def _said_alone(sentence: Sentence, parse: Parse | None) -> Attribution | None:
    """Reads "Kos said." where it is all of a sentence."""
    if parse is None or not _SAID_ALONE.fullmatch(sentence.text):
        return None
    tree = Tree(sentence.text, parse)
    verb = next((t for t, h in enumerate(parse.heads) if t == h), 0)
    says = tree.lemma(verb) in _SAYS and parse.tags[verb] in {"VBD", "VBZ"}
    one = given_by(tree, sentence, verb) if says and not tree.has(verb, "dobj") else None
    return None if one is None or _is_pronoun(one) else one


def _behind_title(sentence: Sentence, parse: Parse | None, rest: str) -> Attribution | None:
    """Reads the sentence behind '"It fell," the Rev.' or '"It fell." ' that begins with "his"."""
    title = _TITLED.fullmatch(rest)
    cut = title is not None and title[1].lower() in TITLES
    goes_on = not rest.strip(_CLOSING) and sentence.text[:1].islower()
    if parse is None or not (cut or goes_on):
        return None
    tree = Tree(sentence.text, parse)
    verb = next((token for token, head in enumerate(parse.heads) if token == head), 0)
    one = given_by(tree, sentence, verb) if tree.lemma(verb) in VERB_CLASS else None
    begins = one is not None and one.speaker is not None and one.speaker.start <= sentence.start + 1
    return None if one is None or not begins or _is_pronoun(one) else one


def _is_pronoun(one: Attribution) -> bool:
    return one.speaker is not None and one.speaker.kind == "pronoun"
