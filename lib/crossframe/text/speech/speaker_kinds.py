"""Noun in its sentence -> whether it names a person, an office, a document, or people unnamed."""

from __future__ import annotations

import re
from typing import Literal

from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.speaker_words import (
    BODY_SUFFIXES,
    FIRMS,
    OF_PEOPLE,
    OFFICES,
    PAPERS,
    PEOPLE,
    POSTS,
    THINGS,
    TITLES,
)

# A capital within a word, and the beginnings of surnames that have one.
_WITHIN = re.compile(r"[a-z][A-Z]")
_PREFIXED = re.compile(r"(?:Ma?c|De[lns]?|D[aiou]|Fitz|L[aeo]|San|Van|Von|O)[A-Z][a-z]*$")
_ADDRESS = re.compile(r"\w\.(?:com|info|net|org|co\.[a-z]{2})$", re.IGNORECASE)
# "68 per cent of the voters believe": so many people.
_SHARES = frozenset({"cent", "half", "majority", "minority", "percent", "third"})
SHIPS = frozenset({"HMS", "INS", "MS", "MV", "RMS", "SS", "USS"})

SpeakerKind = Literal["person", "office", "document", "pronoun", "unnamed"]


def is_human(tree: Tree, head: int) -> bool:
    """Whether a noun without a name speaks of people."""
    lemma = tree.lemma(head)
    if tree.lower(head) in OFFICES:
        return True
    return lemma in PEOPLE | OFFICES | TITLES or (lemma.endswith(OF_PEOPLE) and lemma not in THINGS)


def is_role_word(word: str) -> bool:
    """Whether a word in small letters is a title or an office, and no part of a name."""
    return word in TITLES | OFFICES | {"spokesman", "spokeswoman", "spokesperson"}


def is_brand(word: str) -> bool:
    """Whether a word is written as firms and sites write themselves, and no surname is.

    >>> is_brand("HarbourNet"), is_brand("McKay"), is_brand("DiLuca"), is_brand("Harbour")
    (True, False, False, False)
    """
    return _WITHIN.search(word) is not None and not _PREFIXED.match(word)


def is_body(tree: Tree, head: int) -> bool:
    """Whether a name holds a word of bodies: "Inc", "Agency"."""
    words = [head, *tree.kids(head, "compound")]
    return any(tree.lower(word).rstrip(".") in BODY_SUFFIXES for word in words)


def is_person(tree: Tree, head: int) -> bool:
    """Whether a proper noun names a person, by its title, its apposition or its entity."""
    parse = tree.parse
    if parse.tags[head] not in {"NNP", "NNPS"} or (
        tree.word(head)[0].islower() and tree.word(max(head - 1, 0)) != "-"
    ):
        return False
    left = [kid for kid in tree.kids(head, "compound", "nmod", "amod") if kid < head]
    firm = any(tree.parse.pos[kid] == "NOUN" and tree.lemma(kid) in FIRMS for kid in left)
    body = tree.lower(head).rstrip(".") in BODY_SUFFIXES or is_brand(tree.word(head))
    ship = any(tree.word(kid) in SHIPS for kid in left)
    if firm or body or ship or (is_role_word(tree.lower(head)) and not _is_surname(tree, head)):
        return False
    titled = any(tree.lower(kid).rstrip(".") in TITLES for kid in left)
    if titled or parse.entities[head] == "PERSON":
        return not any(tree.lower(kid) == "the" for kid in tree.kids(head, "det")) or titled
    if any(tree.lower(kid) in {"the", "a", "an"} for kid in tree.kids(head, "det")):
        return False
    posts = [tree.lemma(kid) in POSTS or is_human(tree, kid) for kid in tree.kids(head, "appos")]
    if parse.deps[head] == "appos":  # "a spokeswoman, Ana Kos, said"
        posts.append(tree.lemma(parse.heads[head]) in POSTS)
    if (
        parse.entities[head] in {"", "NORP", "GPE", "ORG"}
        and any(posts)
        and len(left) < 3
        and not is_body(tree, head)
    ):
        return True
    who = any(tree.lower(w) == "who" for r in tree.kids(head, "relcl") for w in tree.kids(r))
    return who and parse.entities[head] not in {"ORG", "NORP"}


def _is_surname(tree: Tree, head: int) -> bool:
    """Whether a word that is a title as well stands behind a given name: "Ana King"."""
    given, entities = head - 1, tree.parse.entities
    full = given >= 0 and entities[head] == entities[given] == "PERSON"
    return full and not tree.parse.begins[head] and not is_role_word(tree.lower(given).rstrip("."))


def _opens_as_noun(tree: Tree, head: int) -> bool:
    """Whether a common noun has its capital from the beginning of a sentence: "Detectives"."""
    if head > 1 and tree.word(head - 1) == "-" and tree.lower(head - 2) == "co":
        return is_human(tree, head)  # "Co-Worker" in the capitals of a headline
    if head and tree.word(head - 1) != ":":
        return False
    word = tree.lower(head)
    many = word.endswith("s") and word[:-1].endswith(OF_PEOPLE)
    one = word.removesuffix("s")
    several = word not in OFFICES and word != one and one in OFFICES
    bodies = several and tree.has(head, "prep")  # "Groups of youths"
    return many or bodies or word in PEOPLE or one in PEOPLE - OFFICES


def _is_member(tree: Tree, head: int) -> bool:
    """Whether a name of many stands for one of them: "a senior Harbourite", "the one who"."""
    if tree.parse.entities[head] != "NORP":
        return False
    one = any(tree.lower(kid) in {"a", "an", "another", "one"} for kid in tree.kids(head, "det"))
    clauses = tree.kids(head, "relcl")
    who = any(tree.lower(word) == "who" for clause in clauses for word in tree.kids(clause))
    return tree.parse.tags[head] in {"NN", "NNP"} and (one or who)


def _ends_name(tree: Tree, head: int) -> bool:
    """Whether a common noun is the last word of a name: "The Averley Reporter"."""
    leads = head > 0 and tree.parse.pos[head - 1] == "PROPN" and tree.word(head - 1)[0].isupper()
    trade = tree.lemma(head) in PEOPLE | OFFICES | TITLES
    the = any(tree.lower(kid) == "the" for kid in tree.kids(head, "det"))
    return leads and the and not trade and tree.word(head)[0].isupper()


def kind_at(tree: Tree, head: int) -> SpeakerKind:
    """The kind of speaker that a noun names."""
    if is_person(tree, head):
        return "person"
    if _opens_as_noun(tree, head) or _is_member(tree, head):
        return "unnamed"
    lemma = tree.lemma(head)
    proper = tree.parse.pos[head] == "PROPN" or _ADDRESS.search(tree.word(head)) is not None
    proper = proper or _ends_name(tree, head)
    if lemma not in OFFICES and tree.lower(head) in OFFICES:
        lemma = tree.lower(head)  # "media", of which spaCy makes "medium"
    if lemma in PAPERS and not proper:
        return "document"
    if proper or tree.parse.entities[head] in {"ORG", "GPE", "NORP", "FAC"}:
        plural = tree.parse.tags[head] in {"NNPS", "NNS"}
        return "unnamed" if plural and tree.parse.entities[head] == "NORP" else "office"
    if lemma not in OFFICES:
        thing = tree.parse.tags[head] in {"NN", "NNS"} and not is_human(tree, head)
        many = tree.parse.tags[head] == "NNS" and tree.word(head)[0].isupper()  # "the Harbourites"
        thing = thing and not many and lemma not in _SHARES
        return "document" if thing else "unnamed"
    definite = not any(
        tree.lower(kid) in {"a", "an", "one", "some"} for kid in tree.kids(head, "det", "nummod")
    )
    plural = tree.parse.tags[head] == "NNS"
    single = lemma in {"police", "authorities", "authority", "troops", "forces", "force", "media"}
    return "office" if definite and (single or not plural) else "unnamed"
