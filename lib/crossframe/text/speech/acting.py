"""Sentence -> the words that name whoever acts in it, and whether several do."""

from __future__ import annotations

from crossframe.records import Parse, Sentence

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def subjects_of(sentence: Sentence, parse: Parse | None) -> tuple[set[str], set[str]]:
    """Finds the subjects of a sentence.

    Args:
        sentence: The sentence.
        parse: Its grammar.

    Returns:
        The leading words of the subjects of its main verb, and of those of all its clauses.
    """
    main: set[str] = set()
    every: set[str] = set()
    if parse is None:
        return main, every
    for token, (dep, head) in enumerate(zip(parse.deps, parse.heads, strict=True)):
        if dep in _SUBJECTS:
            word = sentence.text[parse.starts[token] : parse.ends[token]]
            every.add(word)
            if parse.deps[head] == "ROOT":
                main.add(word)
    return main, every


def has_several(sentence: Sentence, parse: Parse | None, before: int) -> bool:
    """Tells whether several act before a place: "the groups fight what they say is wrong".

    Args:
        sentence: The sentence.
        parse: Its grammar.
        before: A character of the article.

    Returns:
        Whether a subject in the plural begins before it.
    """
    if parse is None:
        return False
    return any(
        dep == "nsubj" and tag in {"NNS", "NNPS"} and sentence.start + start < before
        for dep, tag, start in zip(parse.deps, parse.tags, parse.starts, strict=True)
    )
