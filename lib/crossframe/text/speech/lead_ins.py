"""Sentence before a quotation that no verb reports -> whoever it leads up to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from crossframe.records import Parse, Sentence
from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.attribution import Attribution
from crossframe.text.speech.quotations import Quotation
from crossframe.text.speech.speakers import speaker_at
from crossframe.text.speech.speech_subjects import subject_of
from crossframe.text.speech.speech_verbs import VERB_CLASS

_ANNOUNCED = frozenset(
    """
    advice following message letter e-mail email note post release remark statement tweet update
    word
    """.split()  # noqa: SIM905
)
# Whoever does this with a statement gives its words.
_GIVING = frozenset("give issue make post publish release send".split())  # noqa: SIM905
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SPEAKING = frozenset({"he", "she"})
_MARKS = frozenset({'"', "“", "”"})
# Fewer words in marks may be a slogan or a title as well.
_FEWEST = 4


class Lead(NamedTuple):
    """Whoever a sentence leads up to, as an attribution that holds none of the words yet.

    `announces` where it tells that words follow: "issued this statement.", "was blunt:".
    """

    attribution: Attribution
    announces: bool


def find_leads(
    sentences: Sequence[Sentence],
    parses: Sequence[Parse | None],
    quotations: Sequence[Quotation],
    rows: Sequence[Sequence[Attribution]],
    spoken: Mapping[int, Attribution],
) -> dict[int, Lead]:
    """Finds the sentences that lead up to a quotation that begins the next one.

    Args:
        sentences: The sentences of an article.
        parses: Their parses, row for row.
        quotations: The article's quotations whose marks surely pair.
        rows: The attributions of each sentence, row for row.
        spoken: The utterances that an attribution reports, by their number.

    Returns:
        Whom they lead up to, by the number of the sentence.
    """
    numbers = {sentence.start: number for number, sentence in enumerate(sentences)}
    found: dict[int, Lead] = {}
    for quotation in quotations:
        near = (quotation.start - 1, quotation.start - 2, quotation.start)
        number = next((numbers[start] for start in near if start in numbers), 0)
        parse = parses[number - 1] if number else None
        long = len(quotation.text.split()) >= _FEWEST
        if parse is None or quotation.kind != "speech" or quotation.utterance in spoken or not long:
            continue
        sentence = sentences[number - 1]
        if sentence.is_statement and (lead := _lead(sentence, parse, rows[number - 1])):
            found[number - 1] = lead
    return found


def _lead(sentence: Sentence, parse: Parse, row: Sequence[Attribution]) -> Lead | None:
    tree = Tree(sentence.text, parse)
    for verb in _announcing(tree):
        if (one := given_by(tree, sentence, verb)) is not None:
            return Lead(one, announces=True)
    if row or _MARKS & set(sentence.text):
        return None
    root = next((token for token, head in enumerate(parse.heads) if token == head), 0)
    acting = parse.tags[root] in _FINITE or tree.has(root, "aux")
    one = given_by(tree, sentence, root) if acting and tree.has(root, "nsubj") else None
    speaker = one.speaker if one is not None else None
    if one is None or speaker is None:
        return None
    alone = speaker.kind == "person" or speaker.text.lower() in _SPEAKING
    return Lead(one, announces=sentence.text.rstrip().endswith(":")) if alone else None


def _announcing(tree: Tree) -> Iterator[int]:
    """The verbs of a sentence that tell that words follow, the last of them first."""
    text = tree.text.rstrip()
    if _MARKS & set(text):
        return
    verbs = [token for token, tag in enumerate(tree.parse.tags) if tag[:2] == "VB"]
    last = max((t for t in verbs), default=-1)
    for verb in reversed(verbs):
        lemma = tree.lemma(verb)
        stated = {tree.lemma(noun) for noun in tree.kids(verb, "dobj")} & _ANNOUNCED
        speaks = lemma in VERB_CLASS and (
            text.endswith(":") or (text.endswith(",") and verb == last)
        )
        if speaks or (lemma in _GIVING and stated) or (stated and text.endswith(":")):
            yield verb


def given_by(tree: Tree, sentence: Sentence, verb: int) -> Attribution | None:
    """Makes an attribution of a verb and its subject, of which the words stand elsewhere.

    Args:
        tree: A sentence.
        sentence: The same.
        verb: Its verb.

    Returns:
        The attribution, with the verb for its contents, in the article's characters; the verb is
        ":" where it is none of speech. None where nobody is the subject, or a thing.
    """
    subject = subject_of(tree, verb)
    speaker = speaker_at(tree, subject, verb) if subject is not None else None
    if speaker is None or speaker.kind == "document" or speaker.text.lower() == "it":
        return None
    lemma, place = tree.lemma(verb), tree.extent([verb])
    if lemma not in VERB_CLASS:
        return Attribution(speaker, ":", "neutral", *place, (place,), (), direct=True).shifted(
            sentence.start
        )
    one = Attribution(speaker, lemma, VERB_CLASS[lemma], *place, (place,), (), direct=True)
    return one.shifted(sentence.start)
