"""Claim maps written by hand, claim by claim, for what compares the outlets' sentences."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from crossframe.records import Article, Claim, ClaimMap, Parse, Placement, Sentence

Parser = Callable[[Sequence[str]], Sequence[Parse | None]]


@cache
def _grammar(text: str) -> Parse:
    from crossframe.text.parsing import parse_texts

    return parse_texts([text])[0]


def grammar(texts: Sequence[str]) -> list[Parse | None]:
    """The real parser, each text once a session."""
    return [_grammar(text) for text in texts]


def nouns(texts: Sequence[str]) -> list[Parse | None]:
    """A grammar in which every word is a noun that hangs on the first: for counting words."""
    return [_nouns(text) for text in texts]


def no_grammar(texts: Sequence[str]) -> list[Parse | None]:
    """What a language without a parser gets."""
    return [None for _ in texts]


def _nouns(text: str) -> Parse:
    words = list(re.finditer(r"\w+", text))
    return Parse(
        starts=tuple(word.start() for word in words),
        ends=tuple(word.end() for word in words),
        lemmas=tuple(word.group().lower() for word in words),
        tags=tuple("NN" for _ in words),
        pos=tuple("NOUN" for _ in words),
        deps=tuple("dep" if row else "ROOT" for row, _ in enumerate(words)),
        heads=tuple(0 for _ in words),
        entities=tuple("" for _ in words),
        begins=tuple(False for _ in words),
    )


def written_map(
    claims: Sequence[Mapping[str, str]],
    parser: Parser = grammar,
    alone: Mapping[str, Sequence[str]] | None = None,
) -> ClaimMap:
    """Builds a claim map.

    Args:
        claims: For each claim, what each article says; an article is called "Outlet-number".
        parser: Gives sentences their grammar.
        alone: Further sentences of an article, which no other shares.
    """
    said: dict[str, list[tuple[str, str | None]]] = {}
    for number, claim in enumerate(claims):
        for article_id, text in claim.items():
            said.setdefault(article_id, []).append((text, f"c{number}"))
    for article_id, texts in (alone or {}).items():
        said.setdefault(article_id, []).extend((text, None) for text in texts)
    articles = [_article(name, [text for text, _ in rows]) for name, rows in sorted(said.items())]
    sentences, placements = [], []
    members: dict[str, list[str]] = {}
    for article in articles:
        start = 0
        for index, (text, claim_id) in enumerate(said[article.article_id]):
            name = f"{article.article_id}#{index}"
            end = start + len(text)
            sentences.append(Sentence(name, article.article_id, index, start, end, 0, text))
            status = "claim" if claim_id else "unmatched"
            placements.append(Placement(name, status, (claim_id,) if claim_id else ()))
            if claim_id:
                members.setdefault(claim_id, []).append(name)
            start = end + 1
    return ClaimMap(
        event_id="written",
        articles=tuple(articles),
        exclusions=(),
        sentences=tuple(sentences),
        placements=tuple(placements),
        parses=tuple(parser([sentence.text for sentence in sentences])),
        claims=tuple(
            Claim(f"c{n}", members[f"c{n}"][0], tuple(members[f"c{n}"]), _ones(members[f"c{n}"]), 1)
            for n in range(len(claims))
        ),
        near_misses=(),
        headlines=(),
        perturbations=(),
        provenance={},
    )


def _ones(members: Sequence[str]) -> tuple[float, ...]:
    return tuple(1.0 for _ in members)


def _article(article_id: str, texts: Sequence[str]) -> Article:
    outlet = article_id.rpartition("-")[0]
    return Article(article_id, "written", outlet, article_id, "\n".join(texts), "0" * 64, "x.jsonl")


def random_claims(seed: int, planted: float = 0.0) -> list[dict[str, str]]:
    """Six outlets of four articles on thirty claims, all from the same words.

    With `planted`, the articles of outlet A say "regime" in this share of the sentences in which
    the others say "government".
    """
    chance = random.Random(seed)  # noqa: S311
    pool = [f"w{chr(97 + a)}{chr(97 + b)}" for a in range(9) for b in range(9)]
    own = {article: chance.sample(pool, 4) for article in _articles()}  # words come in bursts
    claims = []
    for number in range(30):
        topic = [f"topic{chr(97 + number % 26)}{number // 26}{chr(97 + k)}" for k in range(6)]
        claim = {}
        for article in chance.sample(_articles(), 9):
            words = (
                chance.sample(topic, 3) + chance.choices(pool, k=4) + chance.sample(own[article], 2)
            )
            power = "regime" if article[0] == "A" and chance.random() < planted else "government"
            claim[article] = " ".join([*words, power])
        claims.append(claim)
    return claims


def _articles() -> list[str]:
    return [f"{outlet}-{number}" for outlet in "ABCDEF" for number in range(4)]
