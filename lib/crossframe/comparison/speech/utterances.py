"""Claim map -> the utterances that its articles quote, with all that each carries of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from crossframe.comparison.once import once
from crossframe.comparison.speech.grouping import (
    Utterance,
    claims_of,
    group_utterances,
    keys_of,
    longest,
)
from crossframe.comparison.speech.said import said_in
from crossframe.comparison.speech.sayers import sayer_of
from crossframe.records import Article, ClaimMap, Sentence
from crossframe.text.meaning.alignment import words_of
from crossframe.text.meaning.tree import Extent
from crossframe.text.speech.article_attribution import Said
from crossframe.text.speech.pairing import sift_quotations
from crossframe.text.speech.quotations import Quotation
from crossframe.text.speech.renderings import Rendering, compare_rendering
from crossframe.text.speech.same_utterance import is_verbatim

# Share of a reported sentence's weighty words that must be in the quotation it renders.
_PARAPHRASED = 0.5
_FEWEST_PARAPHRASED = 3


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """A sentence that reports an utterance in its own words: characters of its article's text."""

    article: Article
    sentence: Sentence
    extent: Extent
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Quoted:
    """One utterance and all that articles carry of it; `reference` is the fullest quotation."""

    quotation_id: str
    reference: Utterance
    carried: tuple[tuple[Article, tuple[Utterance, ...]], ...]
    paraphrases: tuple[Paraphrase, ...]

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that carry it, sorted."""
        direct = {article.outlet for article, _ in self.carried}
        return tuple(sorted(direct | {one.article.outlet for one in self.paraphrases}))

    @property
    def n_articles(self) -> int:
        """How many articles carry it in any form."""
        return len(self.carried) + len({one.article.article_id for one in self.paraphrases})

    def rendering(self, utterances: Sequence[Utterance]) -> Rendering:
        """What an article carries of the reference."""
        pieces = [piece.text for utterance in utterances for piece in utterance.pieces]
        return compare_rendering(self.reference.text, pieces)


@once
def find_quoted(claim_map: ClaimMap) -> tuple[Quoted, ...]:
    """Finds the utterances that an event's articles quote, and puts together what is of one.

    Args:
        claim_map: The event.

    Returns:
        The most widely carried first, then in the order of their reference.
    """
    said = _said(claim_map)
    utterances = sorted(
        (one for article in claim_map.articles for one in _utterances(article, said)),
        key=lambda one: one.order,
    )
    found = [_quoted(claim_map, group, said) for group in group_utterances(claim_map, utterances)]
    return tuple(
        sorted(found, key=lambda one: (-len(one.outlets), -one.n_articles, one.reference.order))
    )


def _said(claim_map: ClaimMap) -> Mapping[str, tuple[Said, ...]]:
    """Who says what, by article."""
    found: dict[str, list[Said]] = {article.article_id: [] for article in claim_map.articles}
    for said in said_in(claim_map):
        found[claim_map.article_of(said.sentence_id).article_id].append(said)
    return {article_id: tuple(own) for article_id, own in found.items()}


def _utterances(article: Article, said: Mapping[str, tuple[Said, ...]]) -> Iterable[Utterance]:
    pieces: dict[int, list[Quotation]] = defaultdict(list)
    for quotation in sift_quotations(article.text).sure:
        if quotation.kind == "speech":
            pieces[quotation.utterance].append(quotation)
    for own in pieces.values():
        yield Utterance(article, tuple(own), sayer_of(own, said[article.article_id]))


def _quoted(
    claim_map: ClaimMap, group: Sequence[Utterance], said: Mapping[str, tuple[Said, ...]]
) -> Quoted:
    reference = longest(group)
    by_article: dict[str, list[Utterance]] = defaultdict(list)
    for utterance in group:
        by_article[utterance.article.article_id].append(utterance)
    return Quoted(
        quotation_id=f"q-{sha256(keys_of(reference).encode()).hexdigest()[:10]}",
        reference=reference,
        carried=tuple((claim_map.article_by_id[a], tuple(own)) for a, own in by_article.items()),
        paraphrases=tuple(_paraphrases(claim_map, group, said)),
    )


def _paraphrases(
    claim_map: ClaimMap, group: Sequence[Utterance], said: Mapping[str, tuple[Said, ...]]
) -> Iterable[Paraphrase]:
    """Sentences of the claims in which the quotation stands that report it without quoting it."""
    direct = {utterance.article.article_id for utterance in group}
    quoted = {word.key for one in group for word in words_of(one.text, None) if not word.is_plain}
    speakers = {_surname(one.speaker) for one in group if one.speaker}
    claims = sorted({c for one in group for c in claims_of(claim_map, one)})
    seen: set[str] = set()
    for claim_id in claims:
        for sentence_id in claim_map.claim_by_id[claim_id].sentence_ids:
            sentence = claim_map.sentence_by_id[sentence_id]
            if sentence.article_id in direct or sentence_id in seen:
                continue
            if _has_lost_marks(claim_map, sentence):  # a quotation, perhaps, and no paraphrase
                continue
            seen.add(sentence_id)
            article = claim_map.article_by_id[sentence.article_id]
            for one in said[sentence.article_id]:
                if one.sentence_id == sentence_id and _renders(claim_map, one, quoted, speakers):
                    if _is_carried_whole(article, one, group):
                        break  # a quotation, perhaps, that has lost its marks, and no paraphrase
                    who = one.attribution.who
                    name = (who.name or who.text) if who and who.kind != "pronoun" else None
                    yield Paraphrase(article, sentence, one.attribution.content, name)
                    break


def _is_carried_whole(article: Article, one: Said, group: Sequence[Utterance]) -> bool:
    """Whether what a sentence reports are the words of the quotation themselves."""
    told = one.attribution.content
    words = article.text[told.start : told.end]
    return any(is_verbatim(words, utterance.text) for utterance in group)


def _has_lost_marks(claim_map: ClaimMap, sentence: Sentence) -> bool:
    own = Extent(sentence.start, sentence.end)
    passages = sift_quotations(claim_map.article_by_id[sentence.article_id].text).left_out
    return any(own.overlap(Extent(one.start, one.end)) for one in passages)


def _renders(claim_map: ClaimMap, said: Said, quoted: set[str], speakers: set[str]) -> bool:
    one = said.attribution
    if one.direct or one.negated or not one.contents:
        return False
    who = one.who
    # Another who says nearly the same says it of their own.
    named = who is not None and who.kind != "pronoun"
    if who is None or (named and _surname(who.name or who.text) not in speakers):
        return False
    text = claim_map.article_of(said.sentence_id).text
    words = [w for piece in one.contents for w in words_of(text[piece.start : piece.end], None)]
    own = {word.key for word in words if not word.is_plain}
    figures = {key for key in own if key[0].isdigit()}
    if figures and figures.isdisjoint(quoted):
        return False
    shared = len(own & quoted)
    return shared >= _FEWEST_PARAPHRASED and shared >= _PARAPHRASED * len(own)


def _surname(name: str) -> str:
    return (name.split() or [""])[-1].casefold()
