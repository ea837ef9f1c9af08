"""Claim map -> the utterances that its articles quote, with all that each carries of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from crossframe.comparison.once import once
from crossframe.comparison.speech.attribution import said_in
from crossframe.comparison.speech.sayers import is_one_sayer, may_be_one_sayer, name_of, sayer_of
from crossframe.records import Article, ClaimMap, Sentence
from crossframe.text.meaning.alignment import words_of
from crossframe.text.meaning.tree import Extent
from crossframe.text.speech.article_attribution import Said
from crossframe.text.speech.pairing import sift_quotations
from crossframe.text.speech.quotations import Quotation
from crossframe.text.speech.renderings import (
    Rendering,
    compare_rendering,
    has_gaps,
    is_same_utterance,
    is_verbatim,
    quoted_words,
)
from crossframe.text.speech.speakers import Speaker

# Share of a reported sentence's weighty words that must be in the quotation it renders.
_PARAPHRASED = 0.5
_FEWEST_PARAPHRASED = 3
# So few words, and so small a share of a quotation, may be a turn of phrase.
_SCRAP, _SCRAP_OF = 4, 1 / 3


@dataclass(frozen=True, slots=True)
class Utterance:
    """What an article quotes of one speaker at one place: its quotations in order."""

    article: Article
    pieces: tuple[Quotation, ...]
    who: Speaker | None

    @property
    def speaker(self) -> str | None:
        """Whoever says it, as named."""
        return name_of(self.who)

    @property
    def text(self) -> str:
        """Its quotations, joined."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def order(self) -> tuple[object, ...]:
        """Sorting key: by article, then place."""
        return (*self.article.order, self.pieces[0].start)


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
    found = [_quoted(claim_map, group, said) for group in _groups(claim_map, utterances)]
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


def _groups(claim_map: ClaimMap, utterances: Sequence[Utterance]) -> list[list[Utterance]]:
    """Puts together what is of one utterance; candidates share three words in a row."""
    by_words: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, utterance in enumerate(utterances):
        keys = [word.key for word in quoted_words(utterance.text)]
        for at in range(len(keys) - 2):
            by_words[tuple(keys[at : at + 3])].append(index)
    candidates = {
        (i, j) for indices in by_words.values() for i in indices for j in indices if i < j
    }
    above = list(range(len(utterances)))

    def root(index: int) -> int:
        while above[index] != index:
            index = above[index]
        return index

    for i, j in sorted(candidates):
        one, other = root(i), root(j)
        if one != other and _is_one(claim_map, utterances[i], utterances[j]):
            above[max(one, other)] = min(one, other)
    groups: dict[int, list[Utterance]] = defaultdict(list)
    for index, utterance in enumerate(utterances):
        groups[root(index)].append(utterance)
    return [part for group in groups.values() for part in _around_longest(claim_map, group)]


def _is_one(claim_map: ClaimMap, one: Utterance, other: Utterance) -> bool:
    """Whether two articles quote the same: of one speaker, unless it is the same word for word.

    A few words of many ("as soon as possible") are said by others as well: they need one speaker
    who is known, or a claim in which both stand.
    """
    if not is_same_utterance(one.text, other.text):
        return False
    short, long = sorted((one.text, other.text), key=lambda text: len(quoted_words(text)))
    may_be = may_be_one_sayer(one.who, other.who)
    if _is_scrap(short, long) and not is_one_sayer(one.who, other.who):
        claims = set(_claims_of(claim_map, one)) if may_be else set()
        return not claims.isdisjoint(_claims_of(claim_map, other))
    return may_be or is_verbatim(short, long)


def _is_scrap(short: str, long: str) -> bool:
    n_words = len(quoted_words(short))
    return n_words <= _SCRAP and n_words < _SCRAP_OF * len(quoted_words(long))


def _around_longest(claim_map: ClaimMap, group: Sequence[Utterance]) -> Iterator[list[Utterance]]:
    """Parts a group into those that share words with the longest of them, not through a third."""
    left = list(group)
    while left:
        reference = _longest(left)
        same = [u for u in left if u is reference or _is_one(claim_map, reference, u)]
        yield same
        left = [u for u in left if not any(u is one for one in same)]


def _longest(group: Sequence[Utterance]) -> Utterance:
    """The quotation of the most words; one that leaves words out itself ("…") comes last.

    Unless it is more than twice as long: then the others are parts of it.
    """
    lengths = {id(one): len(quoted_words(one.text)) for one in group}
    most = max(lengths.values())
    full = [one for one in group if not has_gaps(one.text) and 2 * lengths[id(one)] >= most]
    return min(full or group, key=lambda one: (-lengths[id(one)], one.order))


def _quoted(
    claim_map: ClaimMap, group: Sequence[Utterance], said: Mapping[str, tuple[Said, ...]]
) -> Quoted:
    reference = _longest(group)
    by_article: dict[str, list[Utterance]] = defaultdict(list)
    for utterance in group:
        by_article[utterance.article.article_id].append(utterance)
    keys = " ".join(word.key for word in quoted_words(reference.text))
    return Quoted(
        quotation_id=f"q-{sha256(keys.encode()).hexdigest()[:10]}",
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
    claims = sorted({c for one in group for c in _claims_of(claim_map, one)})
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


def _claims_of(claim_map: ClaimMap, utterance: Utterance) -> Iterable[str]:
    start, end = utterance.pieces[0].start, utterance.pieces[-1].end
    for claim in claim_map.claims:
        for sentence_id in claim.sentence_ids:
            sentence = claim_map.sentence_by_id[sentence_id]
            if (
                sentence.article_id == utterance.article.article_id
                and sentence.start < end
                and start < sentence.end
            ):
                yield claim.claim_id


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
    shared = len(own & quoted)
    return shared >= _FEWEST_PARAPHRASED and shared >= _PARAPHRASED * len(own)


def _surname(name: str) -> str:
    return (name.split() or [""])[-1].casefold()
