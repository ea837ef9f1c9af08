"""Claim map -> the persons whose view an outlet gives by a verb that reports no words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from crossframe.comparison.once import of_texts
from crossframe.comparison.speech.persons import people_of
from crossframe.comparison.speech.said import mentions_in
from crossframe.comparison.speech.spellings import plain
from crossframe.records import ClaimMap
from crossframe.text.meaning.tree import Tree

# "Kos reads it as a warning", "sees in it a threat", "takes it for a sign".
_VIEWING = frozenset("cast interpret paint portray read see take treat view".split())  # noqa: SIM905
_LINKS = frozenset({"as", "for", "in"})
_PRESENT = frozenset({"VBP", "VBZ"})


@of_texts
def views_in(claim_map: ClaimMap) -> Mapping[str, AbstractSet[str]]:
    """Finds whose view an event's outlets give, said or not.

    Args:
        claim_map: The event.

    Returns:
        Outlets by the key of a person among `people_of`.
    """
    people = people_of(claim_map)
    found: dict[str, set[str]] = defaultdict(set)
    rows = zip(claim_map.sentences, claim_map.parses, mentions_in(claim_map), strict=True)
    for sentence, parse, persons in rows:
        if parse is None or not persons:
            continue
        tree = Tree(sentence.text, parse)
        subjects = {sentence.start + parse.starts[token] for token in _viewers(tree)}
        for person in persons:
            key = people.key_of.get((sentence.article_id, " ".join(plain(person.name))))
            if key and any(person.start <= place < person.end for place in subjects):
                found[key].add(claim_map.article_of(sentence.sentence_id).outlet)
    return dict(found)


def _viewers(tree: Tree) -> list[int]:
    """Whoever sees something "as" another thing, or something "in" it."""
    return [
        subject
        for verb, tag in enumerate(tree.parse.tags)
        if tag in _PRESENT and tree.lemma(verb) in _VIEWING
        if any(
            tree.lower(link) in _LINKS and tree.parse.deps[link] == "prep" and link > verb
            for link in tree.subtree(verb)
        )
        for subject in tree.kids(verb, "nsubj")
    ]
