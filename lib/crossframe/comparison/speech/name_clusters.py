"""Full names and the articles that have them -> which of them are one person's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from crossframe.comparison.speech.given import is_variant, may_be_one

Words = tuple[str, ...]


def clusters_of(articles: Mapping[Words, AbstractSet[str]]) -> dict[Words, str]:
    """Finds which full names may be one person's.

    Names that differ by a letter are one only if no article has both; nor is "A. B. Kos" the "Ana
    Kos" of the same article.

    Args:
        articles: For each name, surname last, the articles that have it.

    Returns:
        For each name a key, "@given surname", the same for all names of one person.
    """
    names = sorted(articles, key=lambda words: (-len(words[0]), words))
    groups: list[list[Words]] = []
    by_surname: dict[str, list[list[Words]]] = defaultdict(list)
    for words in names:
        fitting = [
            group
            for group in by_surname[words[-1]]
            if all(may_be_one(words, other) for other in group)
            and not any(_are_two(words, other, articles) for other in group)
        ]
        if len(fitting) == 1:
            fitting[0].append(words)
        else:
            groups.append([words])
            by_surname[words[-1]].append(groups[-1])
    groups = _without_variants(groups, articles)
    return {words: _key(group) for group in groups for words in group}


def _are_two(one: Words, other: Words, articles: Mapping[Words, AbstractSet[str]]) -> bool:
    """Whether an article has somebody by two letters beside somebody with a full given name."""
    lettered = [len(words) > 2 and len(words[0]) == len(words[1]) == 1 for words in (one, other)]
    full = len((other if lettered[0] else one)[0]) > 1
    return any(lettered) and full and bool(articles[one] & articles[other])


def _without_variants(
    groups: Iterable[list[Words]], articles: Mapping[Words, AbstractSet[str]]
) -> list[list[Words]]:
    kept: list[list[Words]] = []
    for group in sorted(groups, key=lambda group: (-_n_articles(group, articles), group)):
        places = {a for words in group for a in articles[words]}
        fitting = [
            other
            for other in kept
            if any(is_variant(one, two) for one in group for two in other)
            and not places & {a for words in other for a in articles[words]}
        ]
        if len(fitting) == 1:
            fitting[0].extend(group)
        else:
            kept.append(group)
    return kept


def _n_articles(group: Iterable[Words], articles: Mapping[Words, AbstractSet[str]]) -> int:
    return len({a for words in group for a in articles[words]})


def _key(group: Sequence[Words]) -> str:
    """The key of a person, by the first spelling of the group: its fullest given name."""
    first = group[0]
    return f"@{first[0]} {first[-1]}"
