"""Noun for a speaker in its sentence -> the body that it stands for, as it is written."""

from __future__ import annotations

from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.speaker_kinds import is_person, kind_at
from crossframe.text.speech.speaker_phrases import phrase_of
from crossframe.text.speech.speaker_words import FIRMS, OFFICES, PAPERS, POSTS, TITLES

# Before a noun these say what kind of person it is: "a family friend".
_KINDS = frozenset({"family"})
# So do these where nobody says whose: "an office worker", but "the mayor's office".
_ANYBODYS = frozenset({"office", "television", "tv"})
_ONCE = frozenset({"current", "ex", "former", "retired"})
# Before a rank and a name they are the body: "Averley police Lt. Ana Kos".
_FORCES = frozenset({"army", "navy", "police"})
# What these are of, they do not speak for: "a Mafia expert", "government opponents".
_OUTSIDERS = frozenset(
    """
    analyst businessman businesswoman creator critic expert fan historian informer opponent
    policeman policewoman resident rival star supporter suspect
    """.split()  # noqa: SIM905
)
# Where these are, they are by chance: "the suspect in the theft at the club".
_NO_STAFF = frozenset({"resident", "rival", "supporter", "suspect", "victim"})
# Of these somebody is the head within a body: "President of Production at Norlen Films".
_DEPARTMENTS = frozenset(
    """
    communications compliance creative design development distribution engineering finance
    innovation licensing marketing operations partnerships planning procurement product production
    programming publicity research sales security strategy technology
    """.split()  # noqa: SIM905
)
_BRANCHES = frozenset(
    "business corporate domestic global international media original product worldwide".split()  # noqa: SIM905
)
# What is named after "in" or "from" without being a body.
_ELSEWHERE = frozenset({"DATE", "EVENT", "FAC", "GPE", "LOC", "PERSON", "TIME", "WORK_OF_ART"})


def body_of(tree: Tree, head: int) -> str:
    """Finds the body that a speaker stands for: "of the Averley police", "Roads Agency spokesman".

    Args:
        tree: The sentence.
        head: The noun that names the speaker, or what the speaker is.

    Returns:
        Its words; "" where none is named.
    """
    if tree.lemma(head) in _NO_STAFF:
        return ""
    preps = sorted(tree.kids(head, "prep"), key=lambda prep: tree.lower(prep) != "at")
    for prep in preps:
        if tree.lower(prep) in {"of", "for", "at", "from", "with", "in"} and prep > head:
            for noun in (*_employers(tree, prep), *tree.kids(prep, "pobj")):
                if _is_body(tree, noun):
                    body = phrase_of(tree, noun)
                    start, end = tree.extent([*body, *_rest_of(tree, body[-1])])
                    return tree.text[start:end]
    return "" if kind_at(tree, head) == "office" else _body_before(tree, head)


def _body_before(tree: Tree, head: int) -> str:
    """Of "Roads Agency spokesman", "Averley police Lt. Kos": what stands before."""
    if tree.lemma(head) in _OUTSIDERS:
        return ""
    for noun in tree.kids(head, "poss", "compound", "nmod"):
        if noun < head and (
            tree.parse.entities[noun] == "ORG"
            or tree.lemma(noun) in _FORCES
            or (_is_office(tree, noun) and not is_person(tree, head))
        ):
            body = [t for t in phrase_of(tree, noun) if t <= noun]
            ends = (t for t in range(noun + 1, head) if tree.lemma(t) in OFFICES - POSTS)
            body = list(range(_name_from(tree, body[0]), next(ends, body[-1]) + 1))
            if tree.parse.pos[head] == "NOUN":
                body = [*body, *(t for t in _rest_of(tree, body[-1]) if t < head)]
            while len(body) > 1 and tree.lower(body[0]) in _ONCE:
                body = body[1:]  # "Former Averley police"
            while len(body) > 1 and tree.lower(body[-1]).rstrip(".") in TITLES:
                body = body[:-1]  # "Averley Police Lt."
            start, end = tree.extent(body)
            return tree.text[start:end]
    return ""


def _is_office(tree: Tree, noun: int) -> bool:
    """Whether a common noun before another names a body that somebody is of."""
    lemma = tree.lemma(noun)
    whose = lemma not in _ANYBODYS or tree.has(noun, "poss", "compound", "nmod")
    return lemma in OFFICES - _KINDS and whose


def _name_from(tree: Tree, first: int) -> int:
    """Where the name of a body begins: of "Averley Police", "Norlen bank" with "Averley"."""
    parse = tree.parse
    while first and parse.pos[first - 1] == "PROPN":
        if parse.pos[first] != "PROPN" and tree.lemma(first) not in OFFICES:
            break
        named = parse.entities[first - 1] in {"PERSON", "DATE"}
        if parse.deps[first - 1] != "compound" or named or tree.lower(first - 1) in POSTS | TITLES:
            break
        first -= 1
    return first


def _rest_of(tree: Tree, last: int) -> list[int]:
    """What the parser cut off a name: of "the Bureau of Bridges, Roads and Rivers" the roads."""
    parse = tree.parse
    rest = list[int]()
    for token in range(last + 1, len(parse.heads)):
        if parse.entities[last] != "ORG" or parse.entities[token] != "ORG" or parse.begins[token]:
            break
        rest.append(token)
    words = [tree.lower(token) for token in rest]
    listed = "," in words and "and" not in words
    return [] if listed or words[:1] == ["and"] else rest


def _employers(tree: Tree, prep: int) -> list[int]:
    """Of "director of rescue at Norlen": whom one works at, whatever one is in charge of."""
    if tree.lower(prep) == "at":
        return []
    if any(tree.lemma(noun) in PAPERS for noun in tree.kids(prep, "pobj")):
        return []  # "author of a book on life at sea"
    at = [token for token in tree.subtree(prep) if tree.lower(token) == "at"]
    return [noun for token in at for noun in tree.kids(token, "pobj")]


def _is_department(tree: Tree, noun: int) -> bool:
    """Whether what somebody is in charge of is a branch of any body, and not one's own name."""
    leading = (tree.lower(kid) for kid in tree.kids(noun, "compound", "amod", "nmod"))
    return tree.lower(noun) in _DEPARTMENTS and all(
        word in _DEPARTMENTS | _BRANCHES for word in leading
    )


def _is_body(tree: Tree, noun: int) -> bool:
    """Whether a noun after a preposition names a body, and not where or when somebody spoke."""
    if _is_department(tree, noun):
        return False
    if tree.lemma(noun) in OFFICES or any(tree.lemma(kid) in FIRMS for kid in tree.kids(noun)):
        return True
    return tree.parse.pos[noun] == "PROPN" and tree.parse.entities[noun] not in _ELSEWHERE
