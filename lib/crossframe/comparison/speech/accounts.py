"""Claim map, attributions -> its sentences with what is said in them, and around them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain

from crossframe.records import ClaimMap, Sentence
from crossframe.text.meaning.misread import read
from crossframe.text.meaning.tree import Extent, Tree
from crossframe.text.speech.article_attribution import Said
from crossframe.text.speech.attribution import Attribution
from crossframe.text.speech.sentence_quotes import quotes_by_sentence

# "REPORT: ...", "Rumours: ...": all that follows is somebody's.
_REPORTED = re.compile(
    r"\s*(?:[\w\s]{0,30}\b)?(?:report|rumou?r|source|claim)s?\s*:", re.IGNORECASE
)
_FIRST = re.compile(r"\b(?:I|I['’](?:m|ve|ll|d)|[Mm]y|[Ww]e|[Oo]ur|[Uu]s)\b(?!\.)")
_HE = re.compile(r"(?:He|She)\b")
# A speech that is printed without marks says "I" and "we" in so many sentences, and such a share.
_FEWEST_SPOKEN, _SPOKEN = 3, 0.15


# So many sentences behind the last source that it names, a text may still tell what that one says,
# and so many before the next time that it names the same one.
_ACCOUNT, _AHEAD = 5, 2
# Of whoever speaks for a body, the word says nothing of which body it is.
_ANY_SPEAKER = frozenset(
    """
    chief deputy director minister officer official officials president release report spokesman
    spokesperson spokeswoman statement
    """.split()  # noqa: SIM905
)
_NO_NAMES = frozenset({"a", "an", "that", "the", "this"})


def _sources(said: Iterable[Attribution]) -> set[str]:
    """The words of the names of those who say something, and the last that tells which body."""
    found = set()
    for who in (one.who for one in said):
        if who is not None:
            names = [word for word in re.findall(r"\w+", who.text) if word[:1].isupper()]
            words = [word.casefold() for word in (who.name or who.text).split()]
            telling = [word for word in words if word not in _ANY_SPEAKER]
            found |= {word.casefold() for word in (*names, *telling[-1:])}
    return found - _ANY_SPEAKER - _NO_NAMES


class Accounts:
    """The sentences of an event in the order of their articles, and what is attributed in them."""

    def __init__(
        self, sentences: Sequence[Sentence], attributions: Mapping[str, Sequence[Attribution]]
    ) -> None:
        self._attributions = attributions
        self._articles: dict[str, list[Sentence]] = {}
        for sentence in sentences:
            self._articles.setdefault(sentence.article_id, []).append(sentence)
        self._places = {
            one.sentence_id: place
            for own in self._articles.values()
            for place, one in enumerate(own)
        }
        self._spoken: dict[str, bool] = {}

    def goes_on(self, sentence: Sentence) -> bool:
        """Tells whether a sentence may be part of what a source tells, or of a speech.

        Args:
            sentence: A sentence in which nothing is attributed.

        Returns:
            True if the same speaker says something right before and right behind it, if it tells
            what "he" did of whom the sentence before reports words, or if somebody says "I" and
            "we" around it, without marks.
        """
        before, behind = self._beside(sentence, -1), self._beside(sentence, 1)
        said, next_said = self._who(before), self._who(behind)
        if said & next_said:
            return True
        if _HE.match(sentence.text) and self._is_persons(before):
            return True
        return self._is_first(before) or self._is_first(behind)

    def is_reported(self, sentence: Sentence) -> bool:
        """Tells whether an article calls itself a report of others, or prints a speech.

        Args:
            sentence: One of its sentences.

        Returns:
            Whether its first line says "Report:", or many of its sentences are somebody's.
        """
        own = self._articles[sentence.article_id]
        if sentence.article_id not in self._spoken:
            statements = [one for one in own if one.is_statement]
            first = sum(self._is_first(one) for one in statements)
            spoken = first >= max(_FEWEST_SPOKEN, _SPOKEN * len(statements))
            titled = any(_REPORTED.match(one.text) for one in own[:2])
            self._spoken[sentence.article_id] = spoken or titled
        return self._spoken[sentence.article_id]

    def beside(self, sentence: Sentence) -> Sequence[Sentence]:
        """All sentences of a sentence's article, itself among them."""
        return self._articles[sentence.article_id]

    def follows(self, sentence: Sentence, tellers: Sequence[Attribution]) -> bool:
        """Tells whether a sentence may run on in an account that comes from the same source.

        Args:
            sentence: A sentence in which nothing is attributed.
            tellers: Whom another outlet has say the same.

        Returns:
            True if the last source that its article names, a few sentences before, shares a name
            or the word for a body with them or has none ("the statement"), or if one named there is
            named again right behind.
        """
        own, place = self._articles[sentence.article_id], self._places[sentence.sentence_id]
        before = [
            said for one in own[max(0, place - _ACCOUNT) : place] if (said := self._said(one))
        ]
        behind = [self._said(one) for one in own[place + 1 : place + 1 + _AHEAD]]
        last = _sources(before[-1]) if before else None
        if last is not None and (not last or last & _sources(tellers)):
            return True
        return bool(_sources(chain(*before)) & _sources(chain(*behind)))

    def _beside(self, sentence: Sentence, step: int) -> Sentence | None:
        own, place = self._articles[sentence.article_id], self._places[sentence.sentence_id] + step
        return own[place] if 0 <= place < len(own) else None

    def _said(self, sentence: Sentence | None) -> list[Attribution]:
        if sentence is None:
            return []
        found = self._attributions.get(sentence.sentence_id, ())
        return [one for one in found if not one.negated and one.who is not None]

    def _who(self, sentence: Sentence | None) -> set[str]:
        """Who says something in a sentence, by the words of the name."""
        return _sources(self._said(sentence))

    def _is_persons(self, sentence: Sentence | None) -> bool:
        """Whether one person says something in a sentence."""
        kinds = {one.who.kind for one in self._said(sentence) if one.who is not None}
        return kinds == {"person"}

    def _is_first(self, sentence: Sentence | None) -> bool:
        if sentence is None or not sentence.is_statement:
            return False
        plain = not self._attributions.get(sentence.sentence_id) and not re.search(
            r"[\"“”]", sentence.text
        )
        return plain and _FIRST.search(sentence.text) is not None


class Voices:
    """The sentences of an event and what is attributed in them, by identifier."""

    def __init__(self, claim_map: ClaimMap, said: Sequence[Said]) -> None:
        self.claim_map = claim_map
        self.attributions: dict[str, list[Attribution]] = {}
        for one in said:
            self.attributions.setdefault(one.sentence_id, []).append(one.attribution)
        self._quotes: dict[str, list[Extent]] = {}
        self._trees: dict[str, Tree | None] = {}
        self._accounts = Accounts(claim_map.sentences, self.attributions)

    def goes_on(self, sentence_id: str) -> bool:
        """Whether a sentence may go on with what somebody around it tells."""
        return self._accounts.goes_on(self.claim_map.sentence_by_id[sentence_id])

    def is_reported(self, sentence_id: str) -> bool:
        """Whether a sentence stands in an article that is all a report, or a speech."""
        return self._accounts.is_reported(self.claim_map.sentence_by_id[sentence_id])

    def follows(self, sentence_id: str, tellers: Sequence[Attribution]) -> bool:
        """Whether a sentence may run on in an account of those who tell the same elsewhere."""
        return self._accounts.follows(self.claim_map.sentence_by_id[sentence_id], tellers)

    def beside(self, sentence_id: str) -> Sequence[Sentence]:
        """The sentences of an article, in their order."""
        return self._accounts.beside(self.claim_map.sentence_by_id[sentence_id])

    def tree(self, sentence_id: str) -> Tree | None:
        """The grammar of a sentence."""
        if sentence_id not in self._trees:
            parse = self.claim_map.parse_by_id[sentence_id]
            text = self.claim_map.sentence_by_id[sentence_id].text
            self._trees[sentence_id] = read(text, parse) if parse else None
        return self._trees[sentence_id]

    def start(self, sentence_id: str) -> int:
        """Where a sentence begins in its article."""
        return self.claim_map.sentence_by_id[sentence_id].start

    def quotes(self, sentence_id: str) -> list[Extent]:
        """What stands in quotation marks in a sentence, in its characters."""
        if sentence_id not in self._quotes:
            article = self.claim_map.article_of(sentence_id)
            own = self.beside(sentence_id)
            quotes = quotes_by_sentence(article.text, own)
            self._quotes |= {s.sentence_id: q for s, q in zip(own, quotes, strict=True)}
        return self._quotes[sentence_id]

    def weights(self, words: Iterable[str]) -> dict[str, float]:
        """How much dictionary forms weigh in the event: the more, the fewer sentences have them."""
        return {
            word: math.log(1 + len(self.claim_map.sentences) / max(self._spread[word], 1))
            for word in words
        }

    @cached_property
    def _spread(self) -> Counter[str]:
        """In how many sentences of the event a dictionary form stands."""
        parses = filter(None, self.claim_map.parse_by_id.values())
        return Counter(word for one in parses for word in {lemma.lower() for lemma in one.lemmas})
