"""Names of a sentence -> who of them are persons, and what speaks for it over many sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.capitals import CAPITALS
from crossframe.text.speech.given_names import PRONOUN_OF
from crossframe.text.speech.speaker_kinds import (
    SHIPS,
    SpeakerKind,
    is_body,
    is_brand,
    is_human,
    is_role_word,
)
from crossframe.text.speech.speaker_words import (
    BODY_SUFFIXES,
    COURTESY,
    FIRMS,
    OF_PEOPLE,
    OFFICES,
    PEOPLE,
    POSTS,
    THINGS,
    TITLES,
)
from crossframe.text.speech.speakers import Speaker, described
from crossframe.text.speech.speech_verbs import BARE

# So large a share of the other votes makes a name one of persons, if any is sure: a bare surname is
# taken for a body about as often as not.
_OFTEN = 0.4
# A title, a full name or "Inc." beside a name says as much as so many bare names.
_SURE = 3
# "Surgeon General", "Medical Examiner".
_POST_HEADS = frozenset({"general", "examiner"})
_NICKNAMED = re.compile(r"\b([A-Z][\w.-]+)\s[(\"“‘'][^()\"“”]{2,25}[)\"”’']\s$")
# In the capitals of a headline these are in no name: "Guard And Inmate Kos".
_JOINING = frozenset("After And At By From On Or To With".split())  # noqa: SIM905
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC"})
_NO_NAMES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "EVENT", "LAW"})


def find_persons(tree: Tree, votes: Mapping[str, Mapping[SpeakerKind, int]]) -> tuple[Speaker, ...]:
    """Finds the persons that a sentence names, whether they speak or not.

    Args:
        tree: The sentence.
        votes: For each word of a name, how many votes each kind got.

    Returns:
        One a name, in order.
    """
    parse = tree.parse
    heads = [
        token
        for token, pos in enumerate(parse.pos)
        if (pos == "PROPN" or _is_misread(tree, token, votes))
        and parse.entities[token] not in _NO_NAMES
        and not (parse.deps[token] == "compound" and parse.pos[parse.heads[token]] == "PROPN")
    ]
    named = (_with_given(tree, revised(described(tree, head), votes)) for head in heads)
    named = (_unpossessed(one) for one in named)
    return tuple(
        one
        for one in named
        if one.kind == "person" and one.name and _can_bear(one.text)
        if not _JOINING.intersection(one.text.split())
    )


def _is_misread(tree: Tree, token: int, votes: Mapping[str, Mapping[SpeakerKind, int]]) -> bool:
    """Whether a lone subject is a name elsewhere: "Kos then left", read as an adjective."""
    found = votes.get(tree.word(token), {})
    known = found.get("person", 0) >= _SURE and found.get("person", 0) > found.get("office", 0)
    alone = tree.parse.deps[token] in {"nsubj", "nsubjpass"} and not tree.children[token]
    return known and alone and tree.word(token)[:1].isupper()


def _unpossessed(person: Speaker) -> Speaker:
    text = re.sub(r"\s?['’]\s?s$", "", person.text)
    name = re.sub(r"\s?['’]\s?s$", "", person.name)
    return replace(person, text=text, name=name, end=person.start + len(text))


def _with_given(tree: Tree, person: Speaker) -> Speaker:
    """Whoever is named with a nickname between two words: 'Ana "the Ox" Kos' is Ana Kos."""
    given = _NICKNAMED.search(tree.text[: person.start]) if person.kind == "person" else None
    if given is None or not _is_given(given[1]):
        return person
    return replace(person, name=f"{given[1]} {person.name}")


def _can_bear(name: str) -> bool:
    """Whether a person can have a name: no ship's, no post's, and none with figures."""
    words = name.split()
    post = words[-1].lower() in _POST_HEADS
    return words[0] not in SHIPS and not post and not any(map(str.isdigit, name))


def find_names(tree: Tree) -> Iterator[tuple[str, SpeakerKind]]:
    """Takes a vote from each name of a sentence: is its word one of persons or of bodies?

    Args:
        tree: The sentence.

    Yields:
        A word of a name and what speaks for it, "person" or "office"; several times where what
        stands with it leaves no doubt.
    """
    parse = tree.parse
    for token, entity in enumerate(parse.entities):
        told = parse.pos[token] == "PROPN" and entity not in _NO_NAMES and is_told_of(tree, token)
        if not told and (parse.pos[token] != "PROPN" or entity not in _NAMED):
            continue
        if (
            entity == "PERSON"
            and parse.deps[token] == "compound"
            and parse.entities[parse.heads[token]] == "PERSON"
        ):
            if _is_given(tree.word(token)) and tree.lower(token).rstrip(".") not in TITLES | POSTS:
                yield tree.word(token), "person"  # who goes by "Ana" later
            continue
        sure = entity == "PERSON" and (_has_title(tree, token) or _is_full_name(tree, token))
        sure = sure or told or _has_given_name(tree, token)
        sure = sure or any(
            tree.lemma(kid) in POSTS or is_human(tree, kid) for kid in tree.kids(token, "appos")
        )
        sure = (sure or _is_beside_one(tree, token)) and not tree.has(token, "det")
        leads = parse.deps[token] in {"compound", "nmod"}
        body = is_body(tree, token) or (leads and is_body(tree, parse.heads[token]))
        body = body or (not sure and tree.word(token) in CAPITALS)
        kind: SpeakerKind = "person" if not body and (sure or entity == "PERSON") else "office"
        for _ in range(_SURE if body or sure else 1):
            yield tree.word(token), kind


def revised(speaker: Speaker, votes: Mapping[str, Mapping[SpeakerKind, int]]) -> Speaker:
    """Corrects whether a name is one of a person or a body by all that the other names tell.

    Args:
        speaker: A speaker; one without a name is given back as it is.
        votes: For each word of a name, how many votes each kind got.

    Returns:
        The speaker, perhaps of another kind.
    """
    if speaker.together:
        each = tuple(revised(one, votes) for one in speaker.together)
        first = each[0]
        return replace(
            speaker,
            kind=first.kind,
            name=first.name,
            role=first.role,
            affiliation=first.affiliation,
            together=each,
        )
    words = (speaker.name or speaker.text).split()
    if speaker.kind == "pronoun" or not speaker.head[:1].isupper():
        return speaker
    found = votes.get(speaker.head, {})
    person, office = found.get("person", 0), found.get("office", 0)
    lower = {word.rstrip(".").lower() for word in words}
    alone = len(words) == 1 or lower & (TITLES | POSTS | PEOPLE | PRONOUN_OF.keys())
    often = person >= _SURE and person >= _OFTEN * office and not speaker.head.isupper()
    often = often and bool(alone)
    bare = speaker.kind in {"document", "unnamed"} and len(words) == 1 and often
    if bare and person > office:  # "Arians said", whom the parser took for a people
        return replace(speaker, kind="person", name=speaker.text)
    ship = words[0] in SHIPS
    if speaker.kind == "person" and (
        ship or (office > person and not often and not _titled(speaker))
    ):
        return replace(speaker, kind="office", name="", role="")
    named = (often or person > office) and not lower & (BODY_SUFFIXES | {"the"})
    named = named and speaker.head.lower() not in _POST_HEADS and not is_brand(speaker.head)
    if speaker.kind == "office" and named:
        name = words[-1:]
        while len(name) < len(words) and _is_given(words[-len(name) - 1]):
            name = words[-len(name) - 1 :]
        role = speaker.text.removesuffix(" ".join(name)).strip()
        body = "" if speaker.affiliation in " ".join(name) else speaker.affiliation
        return replace(speaker, kind="person", name=" ".join(name), role=role, affiliation=body)
    return speaker


def _titled(speaker: Speaker) -> bool:
    """Whether a title or a noun for people leads up to a name: "resident Ana Kos"."""
    words = [word.rstrip(".") for word in speaker.text.split()[:-1]]
    nouns = [w for w in words if w.islower() and w not in OFFICES | FIRMS | THINGS]
    called = any(w in PEOPLE or w.endswith(OF_PEOPLE) for w in nouns)
    return called or any(word.lower() in TITLES for word in words)


def _is_given(word: str) -> bool:
    """Whether a word before a surname belongs to the name."""
    plain = word.rstrip(".").lower()
    return (
        word[:1].isupper() and not is_role_word(plain) and plain not in OFFICES | PEOPLE | COURTESY
    )


def is_told_of(tree: Tree, token: int) -> bool:
    """Whether what stands around a name is said of persons alone.

    It says "I" of itself: '"I saw it," Kos said'; it has an age: "25-year-old Kos"; or a noun of
    people leads up to it: "protester Ana Kos".
    """
    parse = tree.parse
    if parse.tags[token] != "NNP" or is_body(tree, token) or is_brand(tree.word(token)):
        return False
    verb = parse.heads[token]
    speaks = parse.deps[token] == "nsubj" and tree.lemma(verb) in BARE
    if speaks and any(tree.word(t) == "I" for t in range(len(parse.heads)) if t < token):
        return True
    first = token
    while first and parse.pos[first - 1] == "PROPN" and parse.heads[first - 1] == token:
        first -= 1
    if not first or tree.has(token, "det", "poss"):
        return False
    before = first - 1
    if parse.heads[before] != token or parse.deps[before] not in {"compound", "amod", "nmod"}:
        return False
    if parse.pos[before] == "NOUN" and parse.tags[before] == "NN":
        return tree.lemma(before) in PEOPLE - OFFICES or (
            is_human(tree, before) and tree.lemma(before) not in OFFICES | FIRMS | THINGS
        )
    return tree.lower(before) == "old" or tree.lower(before).endswith("-year-old")


def _is_beside_one(tree: Tree, token: int) -> bool:
    """Whether a full name stands behind whom it names: "a professor of law, Ana Kos, stayed"."""
    head = tree.parse.heads[token]
    if tree.parse.deps[token] != "appos" or not 0 < head < token - 1:
        return False
    lemma = tree.lemma(head)
    one = tree.parse.tags[head] == "NN" and lemma not in (OFFICES - POSTS) | FIRMS | THINGS
    given = tree.parse.pos[token - 1] == "PROPN" and tree.parse.heads[token - 1] == token
    alone = len(tree.kids(token, "compound")) == 1
    return one and is_human(tree, head) and given and alone and tree.word(token - 2) == ","


def _has_title(tree: Tree, token: int) -> bool:
    """Whether a title stands among the words that lead up to a name."""
    for before in range(token - 1, max(-1, token - 5), -1):
        if tree.lower(before).rstrip(".") in TITLES:
            return True
        if tree.parse.pos[before] != "PROPN" and tree.word(before) != ".":
            return False
    return False


def _has_given_name(tree: Tree, token: int) -> bool:
    """Whether a given name stands right before, with an initial between them at most."""
    before = token - 1
    while before > 0 and (tree.word(before) == "." or _is_initial(tree.word(before))):
        before -= 1
    if before < 0 or tree.parse.pos[before] != "PROPN" or token - before > 3:
        return False
    return tree.lower(before) in PRONOUN_OF and not is_body(tree, token)


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1 and word[0].isupper()


def _is_full_name(tree: Tree, token: int) -> bool:
    parse = tree.parse
    return (
        token > 0
        and parse.entities[token - 1] == "PERSON"
        and not parse.begins[token]
        and parse.tags[token] == "NNP"
    )
