"""Labelled articles -> any number of others, about other things, that share claims the same way.

Nothing is new but which words stand where: in each retelling every name gives way to another name
of the articles, every word but the 100 most frequent to another with the same ending, and every
number to another of as many digits, each the same way throughout. What two sentences have in
common they have in common in every retelling; two retellings are about different things.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from crossframe.bench.texts import seed_corpora
from crossframe.config import home
from crossframe.corpus import find_labels, read_corpora
from crossframe.errors import BenchError
from crossframe.evaluation import read_labels
from crossframe.records import Article
from crossframe.text import split_article

_WORD = re.compile(r"[^\W\d_]+|\d+")
# Words that stay, for they hold a sentence together; and letters of an ending.
_FREQUENT = 100
_ENDING = 2
_SENTENCES_IN_EVENT = 50
_SENTENCES_IN_ARTICLE = 25  # at most, so that an event has several


class Told(NamedTuple):
    """One article: its sentences, and beside each the keys of the claims that it makes."""

    article_id: str
    outlet: str
    title: str
    published_at: str | None
    sentences: tuple[str, ...]
    claims: tuple[frozenset[str], ...]


Story = Sequence[Told]


@dataclass(frozen=True)
class Retelling:
    """What stands for which word; numbers follow from `number`. The retelling 0 changes nothing."""

    number: int
    words: Mapping[str, str]

    def tell(self, text: str) -> str:
        """Retells a text.

        >>> Retelling(1, {"bridge": "quarry", "Ode": "Brask"}).tell("Bridge, bridges, Ode")
        'Quarry, bridges, Brask'
        """
        return _WORD.sub(self._exchanged, text) if self.number else text

    def _exchanged(self, found: re.Match[str]) -> str:
        word = found.group()
        if word.isdigit():
            draw = Random(f"{self.number} {word}")  # noqa: S311 - no secret
            return str(draw.randrange(10 ** (len(word) - 1), 10 ** len(word)))
        if word in self.words:
            return self.words[word]
        other = self.words.get(word.lower(), word)
        return other.capitalize() if word.istitle() else other


@dataclass(frozen=True)
class Library:
    """Stories to be retold; `kinds` are their words that may stand for each other."""

    stories: tuple[Story, ...]
    kinds: tuple[tuple[str, ...], ...]

    @classmethod
    def of_stories(cls, stories: Sequence[Story]) -> Library:
        """Sorts the words of stories into names, and others by their endings."""
        words = Counter(
            word
            for story in stories
            for article in story
            for text in (article.title, *article.sentences)
            for word in _WORD.findall(text)
        )
        stay = {word for word, _ in words.most_common(_FREQUENT)}
        kinds: dict[str, list[str]] = defaultdict(list)
        for word in sorted(words):
            if word in stay or len(word) < _ENDING:
                continue
            if word.islower():
                kinds[word[-_ENDING:]].append(word)
            elif word.istitle() and word.lower() not in words:
                kinds["name"].append(word)
        return cls(tuple(stories), tuple(tuple(kind) for kind in kinds.values() if len(kind) > 1))

    @classmethod
    def of_seeds(cls) -> Library:
        """Reads the articles of `seeds/`, and the claims that people found in them."""
        return cls.of_stories([_story(event_id) for event_id in seed_corpora()])

    @classmethod
    def of_gold(cls, folder: Path) -> Library:
        """Reads the English articles of a labelled folder; what they claim is not looked up."""
        found = [
            [_unlabelled(one) for one in corpus.articles if one.language == "en"]
            for corpus in read_corpora(folder / "articles.jsonl").values()
        ]
        if not any(found):
            raise BenchError(f"{folder}/articles.jsonl has no English article; stories need some")
        return cls.of_stories([story for story in found if story])

    def retelling(self, number: int) -> Retelling:
        """Draws what stands for what in one retelling."""
        draw = Random(number)  # noqa: S311 - no secret
        words: dict[str, str] = {}
        for kind in self.kinds:
            words |= zip(kind, draw.sample(kind, len(kind)), strict=True)
        return Retelling(number, words)

    def retold(self, number: int) -> list[Told]:
        """Tells one of the stories anew, by turns; claims of two retellings have other keys."""
        retelling = self.retelling(number // len(self.stories))
        return [_retold(one, retelling, number) for one in self.stories[number % len(self.stories)]]

    def parts(self) -> Iterator[list[Told]]:
        """Tells the stories by turns and without end, each time some of its articles, or all."""
        for number in count():
            turn, at = divmod(number, len(self.stories))
            if not at:
                retelling = self.retelling(turn)
            draw, story = Random(number), self.stories[at]  # noqa: S311 - no secret
            part = draw.sample(story, draw.randint(1, len(story)))
            yield [_retold(one, retelling, number) for one in part]

    def rows(self, n_sentences: int) -> Iterator[dict[str, Any]]:
        """A corpus of events of about 50 sentences, each some articles of another retelling.

        Args:
            n_sentences: How many sentences to stop at.

        Yields:
            Articles as JSON lines have them.
        """
        total = 0
        for number in count():
            left = min(_SENTENCES_IN_EVENT, n_sentences - total)
            if left <= 0:
                return
            retelling = self.retelling(number // len(self.stories))
            articles = list(self.stories[number % len(self.stories)])
            Random(number).shuffle(articles)  # noqa: S311 - no secret
            for article in articles:
                part = article._replace(
                    sentences=article.sentences[: min(left, _SENTENCES_IN_ARTICLE)]
                )
                told = _retold(part, retelling, number)
                left -= len(told.sentences)
                total += len(told.sentences)
                yield row_of_article(told, f"event-{number:06}")
                if left <= 0:
                    break


def _retold(article: Told, retelling: Retelling, number: int) -> Told:
    return Told(
        f"{article.article_id}-{number}",
        article.outlet,
        retelling.tell(article.title),
        article.published_at,
        tuple(map(retelling.tell, article.sentences)),
        tuple(frozenset(f"{key} {number}" for key in own) for own in article.claims),
    )


def row_of_article(article: Told, event_id: str) -> dict[str, Any]:
    """The article as a line of JSON has it, already split into its sentences."""
    return {
        "event_id": event_id,
        "article_id": article.article_id,
        "outlet": article.outlet,
        "title": article.title,
        "published_at": article.published_at,
        "language": "en",
        "sentences": list(article.sentences),
    }


def _unlabelled(article: Article) -> Told:
    sentences = tuple(one.text for one in split_article(article))
    return Told(
        article.article_id,
        article.outlet,
        article.title,
        article.published_at,
        sentences,
        (frozenset(),) * len(sentences),
    )


def _story(event_id: str) -> Story:
    path = find_labels("", event_id, home() / "seeds/events")
    if path is None:
        raise BenchError(f"no labels of {event_id} in seeds/labels; start it in a whole copy")
    labels = {
        (one.mention.article_id, str(one.mention.sentence)): one.claims
        for one in read_labels(path).sentences
    }
    articles = seed_corpora()[event_id].articles
    sentences = {article.article_id: split_article(article) for article in articles}
    return [
        Told(
            article.article_id,
            article.outlet,
            article.title,
            article.published_at,
            tuple(s.text for s in sentences[article.article_id]),
            tuple(
                labels.get((article.article_id, s.text), frozenset())
                for s in sentences[article.article_id]
            ),
        )
        for article in articles
    ]
