"""Sentences of one article and their parses -> who says what in it, quotations carried on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from crossframe.records import Parse, Sentence
from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.antecedents import resolved
from crossframe.text.speech.attribution import Attribution, find_attributions
from crossframe.text.speech.carrying import carried_on, speakers_of
from crossframe.text.speech.lead_ins import Lead, find_leads
from crossframe.text.speech.name_votes import find_names, find_persons, revised
from crossframe.text.speech.sentence_quotes import quotes_by_sentence, sure_quotations
from crossframe.text.speech.speaker_kinds import SpeakerKind
from crossframe.text.speech.speakers import Speaker

_PARTICIPLE = re.compile(r"(?:Asked|[A-Z]\w+ing)\b")
Votes = Mapping[str, Mapping[SpeakerKind, int]]


class Said(NamedTuple):
    """An attribution of an article, in the article's characters, and the sentence it reports in."""

    sentence_id: str
    attribution: Attribution


def find_attributions_in_article(
    text: str,
    sentences: Sequence[Sentence],
    parses: Sequence[Parse | None],
    votes: Votes | None = None,
    mentions: Sequence[tuple[Speaker, ...]] | None = None,
) -> tuple[Said, ...]:
    """Finds who says what in an article.

    Beyond `find_attributions`: a quotation that runs over several sentences, or goes on after "she
    said.", keeps its speaker in each of them (`carried`); "he", "she", "they" and "it" get the
    speaker that they stand for (`antecedent`) where only one can be meant.

    Args:
        text: The article's text.
        sentences: Its sentences, in order; those that are no statements are passed over.
        parses: Their parses, row for row; None where there is none.
        votes: What the names of the event are, from `count_names`; None to count this article's.
        mentions: The persons that each sentence names, from `find_mentions`; None to find them.

    Returns:
        Attributions with offsets in the article, in its order.
    """
    if votes is None:
        votes = count_names(sentences, parses)
    quotes = quotes_by_sentence(text, sentences)
    rows: list[list[Attribution]] = []
    for sentence, parse, quoted in zip(sentences, parses, quotes, strict=True):
        found = find_attributions(sentence.text, parse, quoted) if sentence.is_statement else ()
        rows.append([_revised(one, votes).shifted(sentence.start) for one in found])
    if mentions is None:
        mentions = find_mentions(sentences, parses, votes)
    quotations = sure_quotations(text)
    leads = find_leads(sentences, parses, quotations, rows, speakers_of(quotations, rows))
    for number, lead in leads.items():
        rows[number].append(_revised(lead.attribution, votes))
    rows = resolved(sentences, parses, mentions, rows)
    for number, lead in leads.items():
        leads[number] = Lead(rows[number].pop(), lead.announces)
    carried = carried_on(sentences, parses, quotations, rows, leads)
    for number, row in enumerate(rows[:-1]):
        rows[number] = [one for one in row if not _leads_up(one, *sentences[number : number + 2])]
    for number, own in carried.items():
        rows[number] += [_revised(one, votes) for one in own]
    return tuple(
        Said(sentence.sentence_id, one)
        for sentence, row in zip(sentences, rows, strict=True)
        for one in sorted(row, key=lambda a: a.content)
    )


def _leads_up(one: Attribution, sentence: Sentence, behind: Sentence) -> bool:
    """Whether "..., he said" without a stop leads up to the quotation behind it.

    So does "Looking back, she told the Herald:", of which only the quotation is said.
    """
    ahead = one.content.end <= one.verb_start and not one.quoted
    opens = sentence.text[max(0, one.content.start - sentence.start) :]
    if ahead and sentence.text.rstrip().endswith(":") and _PARTICIPLE.match(opens):
        return behind.text[:1] in {'"', "“"}
    last = one.verb_end == sentence.start + len(sentence.text.rstrip(" ,:"))
    pronoun = one.speaker is not None and one.speaker.kind == "pronoun"
    return last and pronoun and not one.quoted and behind.text[:1] in {'"', "“"}


def count_names(sentences: Sequence[Sentence], parses: Sequence[Parse | None]) -> Votes:
    """Counts for each word of a name what speaks for a person and what for a body.

    Args:
        sentences: The sentences of an article, or of all articles of an event.
        parses: Their parses, row for row.

    Returns:
        Counts by word and kind.
    """
    found: dict[str, Counter[SpeakerKind]] = {}
    for sentence, parse in zip(sentences, parses, strict=True):
        if parse is not None and sentence.is_statement:
            for word, kind in find_names(Tree(sentence.text, parse)):
                found.setdefault(word, Counter())[kind] += 1
    return found


def _revised(one: Attribution, votes: Votes) -> Attribution:
    return replace(one, speaker=revised(one.speaker, votes)) if one.speaker else one


def find_mentions(
    sentences: Sequence[Sentence], parses: Sequence[Parse | None], votes: Votes
) -> list[tuple[Speaker, ...]]:
    """Finds the persons that an article names, whether they speak or not.

    Args:
        sentences: Its sentences.
        parses: Their parses, row for row.
        votes: What the names of the event are, from `count_names`.

    Returns:
        For each sentence its persons, in the article's characters.
    """
    found = []
    for sentence, parse in zip(sentences, parses, strict=True):
        named: tuple[Speaker, ...] = ()
        if parse is not None and sentence.is_statement:
            named = find_persons(Tree(sentence.text, parse), votes)
        found.append(tuple(person.shifted(sentence.start) for person in named))
    return found
