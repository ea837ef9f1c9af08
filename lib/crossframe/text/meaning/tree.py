"""Parse -> the grammar of a sentence to be asked: children, subtrees, pieces, quotations."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from crossframe.records import Parse


class Extent(NamedTuple):
    """Characters `start` to `end` of a text."""

    start: int
    end: int

    def overlap(self, other: Extent) -> int:
        """How many characters both hold."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def shifted(self, offset: int) -> Extent:
        """The same characters within a text that begins `offset` characters earlier."""
        return Extent(self.start + offset, self.end + offset)


@dataclass(frozen=True)
class Tree:
    """A sentence and its parse; tokens are named by their position from 0."""

    text: str
    parse: Parse

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """The dependents of each token, in the order of the sentence."""
        found: list[list[int]] = [[] for _ in self.parse.heads]
        for token, head in enumerate(self.parse.heads):
            if head != token:
                found[head].append(token)
        return tuple(map(tuple, found))

    def word(self, token: int) -> str:
        """A token as it is written."""
        return self.text[self.parse.starts[token] : self.parse.ends[token]]

    def lower(self, token: int) -> str:
        """A token as it is written, in small letters."""
        parse = self.parse
        return self.text[parse.starts[token] : parse.ends[token]].lower()

    def lemma(self, token: int) -> str:
        """The dictionary form of a token, in small letters."""
        return self.parse.lemmas[token].lower()

    def kids(self, token: int, *labels: str) -> list[int]:
        """The dependents of a token that carry one of these labels; all without any."""
        children = self.children[token]
        if not labels or not children:
            return list(children)
        deps = self.parse.deps
        return [kid for kid in children if deps[kid] in labels]

    def kid(self, token: int, *labels: str) -> int | None:
        """The first dependent of a token that carries one of these labels."""
        deps = self.parse.deps
        for kid in self.children[token]:
            if not labels or deps[kid] in labels:
                return kid
        return None

    def has(self, token: int, *labels: str) -> bool:
        """Whether any dependent of a token carries one of these labels."""
        return self.kid(token, *labels) is not None

    def subtree(self, token: int, without: Collection[int] = ()) -> list[int]:
        """A token and all below it, in the order of the sentence, some branches left out."""
        found, waiting = [], [token]
        while waiting:
            here = waiting.pop()
            if here in without:
                continue
            found.append(here)
            waiting += self.children[here]
        return sorted(found)

    def ancestors(self, token: int) -> Iterable[int]:
        """The governors of a token, nearest first, to the root."""
        while self.parse.heads[token] != token:
            token = self.parse.heads[token]
            yield token

    def extent(self, tokens: Sequence[int]) -> Extent:
        """The characters from the first to the last of some tokens."""
        return Extent(self.parse.starts[min(tokens)], self.parse.ends[max(tokens)])

    def runs(self, tokens: Iterable[int]) -> tuple[Extent, ...]:
        """Some tokens as pieces of text, punctuation at the ends of a piece left out."""
        pieces: list[list[int]] = []
        for token in sorted(set(tokens)):
            if pieces and token == pieces[-1][-1] + 1:
                pieces[-1].append(token)
            else:
                pieces.append([token])
        trimmed = (self._trimmed(piece) for piece in pieces)
        return tuple(self.extent(piece) for piece in trimmed if piece)

    def _trimmed(self, piece: list[int]) -> list[int]:
        while piece and not any(map(str.isalnum, self.word(piece[-1]))):
            piece = piece[:-1]
        while piece and not any(map(str.isalnum, self.word(piece[0]))):
            piece = piece[1:]
        return piece


@dataclass(frozen=True)
class Scene:
    """A sentence with its parse and its quotations (characters of the sentence, marks left out)."""

    tree: Tree
    quotes: tuple[Extent, ...]

    @cached_property
    def quote_of(self) -> tuple[int | None, ...]:
        """For each token the number of the quotation in which it stands, None outside of any."""
        parse = self.tree.parse
        spans = [Extent(*pair) for pair in zip(parse.starts, parse.ends, strict=True)]
        return tuple(
            next((n for n, quote in enumerate(self.quotes) if quote.overlap(span)), None)
            for span in spans
        )

    def tokens_of(self, quote: int) -> list[int]:
        """The tokens inside of a quotation."""
        return [token for token, number in enumerate(self.quote_of) if number == quote]
