"""Utterances that articles quote -> groups of those that are one, around the longest of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from crossframe.comparison.once import once
from crossframe.comparison.speech.sayers import is_one_sayer, may_be_one_sayer, name_of
from crossframe.records import Article, ClaimMap, Sentence
from crossframe.text.speech.quotation_words import quoted_words
from crossframe.text.speech.quotations import Quotation
from crossframe.text.speech.renderings import has_gaps
from crossframe.text.speech.same_utterance import is_same_utterance, is_verbatim, share_phrase
from crossframe.text.speech.speakers import Speaker
from crossframe.text.speech.unheld import part_pieces

# So few words, and so small a share of a quotation, may be a turn of phrase.
_SCRAP, _SCRAP_OF = 4, 1 / 3
# So many words of so many letters are none.
_TELLING, _LONG_WORD = 3, 6
# What an utterance lacks of a reference may be parted by another's, and so on; in practice once.
_ROUNDS = 3


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


def group_utterances(claim_map: ClaimMap, utterances: Sequence[Utterance]) -> list[list[Utterance]]:
    """Puts together what is of one utterance; sentences of which a reference has nothing go on."""
    for _ in range(_ROUNDS):
        groups = _linked(claim_map, utterances)
        parted = sorted((u for group in groups for u in _parted(group)), key=lambda one: one.order)
        if len(parted) == len(utterances):
            break
        utterances = parted
    return groups


def _parted(group: Sequence[Utterance]) -> Iterator[Utterance]:
    reference = longest(group)
    for one in group:
        held, left = part_pieces(one.pieces, reference.text)
        if one is reference or not held or not left:
            yield one
        else:
            yield from (replace(one, pieces=held), replace(one, pieces=left))


def _linked(claim_map: ClaimMap, utterances: Sequence[Utterance]) -> list[list[Utterance]]:
    """Groups of utterances around the longest of each; candidates share three words in a row."""
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
    return [part for group in groups.values() for part in _aroundlongest(claim_map, group)]


def _is_one(claim_map: ClaimMap, one: Utterance, other: Utterance) -> bool:
    """Whether two articles quote the same: of one speaker, unless it is the same word for word.

    A few words of many ("as soon as possible") are said by others as well: they need one speaker
    who is known, or a claim in which both stand. So do plain words that are all of both ("No, no").
    """
    if not is_same_utterance(one.text, other.text):
        if is_one_sayer(one.who, other.who) and share_phrase(one.text, other.text):
            return True
        claims = set(claims_of(claim_map, one)) if keys_of(one) == keys_of(other) else set()
        return not claims.isdisjoint(claims_of(claim_map, other))
    short, long = sorted((one.text, other.text), key=lambda text: len(quoted_words(text)))
    may_be = may_be_one_sayer(one.who, other.who)
    if _is_scrap(short, long) and not _is_telling(short) and not is_one_sayer(one.who, other.who):
        claims = set(claims_of(claim_map, one)) if may_be else set()
        return not claims.isdisjoint(claims_of(claim_map, other))
    return may_be or is_verbatim(short, long)


def _is_telling(quotation: str) -> bool:
    """Whether all words of a few are long: "unearned public contempt" is no turn of phrase."""
    words = quoted_words(quotation)
    return len(words) >= _TELLING and all(len(word.key) >= _LONG_WORD for word in words)


def _is_scrap(short: str, long: str) -> bool:
    n_words = len(quoted_words(short))
    return n_words <= _SCRAP and n_words < _SCRAP_OF * len(quoted_words(long))


def _aroundlongest(claim_map: ClaimMap, group: Sequence[Utterance]) -> Iterator[list[Utterance]]:
    """Parts a group into those that share words with the longest of them, not through a third."""
    left = list(group)
    while left:
        reference = longest(left)
        same = [u for u in left if u is reference or _is_one(claim_map, reference, u)]
        yield same
        left = [u for u in left if not any(u is one for one in same)]


def longest(group: Sequence[Utterance]) -> Utterance:
    """The quotation of the most words; one that leaves words out itself ("…") comes last.

    Unless it is more than twice as long: then the others are parts of it.
    """
    lengths = {id(one): len(quoted_words(one.text)) for one in group}
    most = max(lengths.values())
    full = [one for one in group if not has_gaps(one.text) and 2 * lengths[id(one)] >= most]
    texts = Counter(keys_of(one) for one in group)
    return min(full or group, key=lambda one: (-lengths[id(one)], -texts[keys_of(one)], one.order))


def keys_of(utterance: Utterance) -> str:
    """The words of an utterance as compared, joined."""
    return " ".join(word.key for word in quoted_words(utterance.text))


def claims_of(claim_map: ClaimMap, utterance: Utterance) -> Iterable[str]:
    """The claims in whose sentences an utterance stands."""
    start, end = utterance.pieces[0].start, utterance.pieces[-1].end
    for sentence, claim_id in _claimed(claim_map)[utterance.article.article_id]:
        if sentence.start < end and start < sentence.end:
            yield claim_id


@once
def _claimed(claim_map: ClaimMap) -> Mapping[str, Sequence[tuple[Sentence, str]]]:
    """The sentences of claims, each with the claim that holds it, by article."""
    found: dict[str, list[tuple[Sentence, str]]] = {a.article_id: [] for a in claim_map.articles}
    for claim in claim_map.claims:
        for sentence_id in claim.sentence_ids:
            sentence = claim_map.sentence_by_id[sentence_id]
            found[sentence.article_id].append((sentence, claim.claim_id))
    return found
