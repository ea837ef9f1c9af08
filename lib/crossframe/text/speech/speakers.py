"""Noun phrase -> whom it names as a speaker: a person, an office, a document, or nobody by name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.joint_speakers import with_others
from crossframe.text.speech.speaker_bodies import body_of
from crossframe.text.speech.speaker_kinds import (
    SpeakerKind,
    is_body,
    is_human,
    is_person,
    is_role_word,
)
from crossframe.text.speech.speaker_nouns import Speaker, described, made
from crossframe.text.speech.speaker_owners import is_owner, owned_by
from crossframe.text.speech.speaker_phrases import phrase_of
from crossframe.text.speech.speaker_words import (
    EMPTY,
    PAPERS,
    POSTS,
    PRONOUNS,
    TITLES,
)

__all__ = ["Speaker", "captioned", "described", "speaker_at"]

_WORDLESS = frozenset({"NUM", "PUNCT", "SYM"})
_NUMBER = re.compile(r"\.?\s?\d+")


def speaker_at(tree: Tree, head: int, verb: int | None = None) -> Speaker | None:
    """Reads the speaker whose phrase is led by a token.

    Args:
        tree: The sentence.
        head: The subject of a verb of speech, or what stands in its place.
        verb: The verb, if it has one.

    Returns:
        The speaker; None where the phrase can be none ("I", "this", "there").
    """
    head = _past_title(tree, head)
    word = tree.lower(head)
    if any(tree.lower(kid) in {"our", "my", "your"} for kid in tree.kids(head, "poss")):
        return None
    if word in EMPTY or (tree.parse.pos[head] in _WORDLESS and word != "one"):
        return None
    if word in PRONOUNS:
        return made(tree, [head], head, "pronoun")
    if (found := _by_name(tree, head, verb)) is not None:
        return found
    if verb is not None and is_owner(tree, head):
        return owned_by(tree, head, verb)
    found = _numbered(tree, described(tree, head))
    return with_others(tree, head, _whole_name(tree, head, found))


def captioned(tree: Tree, tokens: Sequence[int]) -> Speaker | None:
    """Reads "Ana Kos/Harbour Master", as captions name somebody.

    Args:
        tree: The sentence.
        tokens: Its first words.

    Returns:
        The person; None where no name stands before a stroke.
    """
    stroke = next((t for t in tokens[1:-1] if tree.word(t) == "/"), None)
    if stroke is None or tree.parse.entities[stroke - 1] != "PERSON":
        return None
    name, role = list(range(tokens[0], stroke)), tree.extent([stroke + 1, tokens[-1]])
    words = tree.extent(name)
    text = tree.text[words.start : words.end]
    return made(tree, name, stroke - 1, "person", text, tree.text[role.start : role.end])


def _by_name(tree: Tree, head: int, verb: int | None) -> Speaker | None:
    """Whoever is named beside a noun: "the mayor, Ana Kos", "magazine The Tide"."""
    named = None
    if verb is not None:
        named = _name_before(tree, head, verb)
        named = _name_behind(tree, head, verb) if named is None else named
    named = _apposed_name(tree, head) if named is None else named
    if named is None or named == head:
        return _hyphened(tree, head)
    if tree.parse.entities[head] == "WORK_OF_ART":
        return described(tree, named)
    return _apposed(tree, head, _past_title(tree, named))


def _whole_name(tree: Tree, head: int, found: Speaker) -> Speaker:
    """All of "the Academy of Sea and Land Sciences", which the parser cut in two."""
    entities, begins = tree.parse.entities, tree.parse.begins
    last = next((t for t, end in enumerate(tree.parse.ends) if end == found.end), head)
    named = found.kind == "office" and entities[head] == "ORG"
    staff = found.kind == "unnamed" and found.affiliation != "" and last > head
    if not (named or staff) or entities[last] != "ORG":
        return found
    while (
        last + 1 < len(entities)
        and entities[last + 1] == "ORG"
        and not begins[last + 1]
        and tree.parse.pos[last + 1] != "VERB"
    ):
        last += 1
    if staff and not found.affiliation.endswith(tree.word(last)):
        return found
    last = _with_region(tree, head, last) if named else last
    end = tree.parse.ends[last]
    return replace(found, end=end, text=tree.text[found.start : end]) if end > found.end else found


def _with_region(tree: Tree, head: int, last: int) -> int:
    """The end of "the Organisation for Tides in Norland", of whose name the region is a part."""
    region = last + 2
    if region >= len(tree.parse.heads) or tree.lower(last + 1) != "in":
        return last
    of_name = any(tree.lower(kid) == "for" for kid in tree.kids(head, "prep") if kid < last)
    place = tree.parse.entities[region] == "LOC" and tree.parse.heads[last + 1] == head
    return region if of_name and place else last


def _numbered(tree: Tree, found: Speaker) -> Speaker:
    """All of "Juror No. 8", whose stop the parser took for the end of a sentence."""
    number = _NUMBER.match(tree.text, found.end)
    if number is None or not found.text.endswith(" No"):
        return found
    text = tree.text[found.start : number.end()]
    kind: SpeakerKind = "document" if text.split()[0].lower() in PAPERS else "unnamed"
    return replace(found, end=number.end(), text=text, kind=kind, name="", role="")


def _past_title(tree: Tree, head: int) -> int:
    """The name behind an abbreviated title that the parser took for the end of a sentence."""
    last = len(tree.parse.heads) - 1
    if tree.lower(head) == "co" and head + 2 <= last and tree.word(head + 1) == "-":
        return head + 2  # "Co-Worker" is three words to the parser
    name = head
    while name < last and tree.lower(name).rstrip(".") in TITLES:
        name += 2 if tree.word(name + 1) == "." and name + 2 <= last else 1
    if name == head or tree.parse.tags[name] != "NNP":
        return head
    while name < last and tree.parse.tags[name + 1] in {"NNP", "NNPS"}:
        name += 1
    return name


def _apposed_name(tree: Tree, head: int) -> int | None:
    """The name behind a role: "the chief executive, Ana Kos", "the owner, Dorn & Sons"."""
    titled = tree.parse.pos[head] == "PROPN" and not is_role_word(tree.lower(head))
    if is_person(tree, head) or titled:
        return None
    kids = [k for k in tree.kids(head, "appos") if k > head and not _is_in_clause(tree, head, k)]
    kids += [
        kid
        for kid in tree.kids(head, "conj")
        if _stands_between_commas(tree, head, kid) or _is_second_post(tree, head, kid)
    ]
    for called in tree.kids(head, "acl"):
        if tree.lemma(called) in {"call", "name"}:
            kids += tree.kids(called, "oprd")
    persons = [kid for kid in kids if is_person(tree, kid)]
    bodies = [
        kid
        for kid in kids
        if tree.parse.pos[kid] == "PROPN" and tree.parse.entities[kid] not in {"GPE", "LOC"}
    ]
    if is_human(tree, head) and tree.has(head, "prep"):
        bodies = []  # "a clerk of a mill, Dorn & Sons"
    return next(iter(persons + bodies), None)


def _is_in_clause(tree: Tree, head: int, name: int) -> bool:
    """Whether a name belongs to a clause: "a woman who saw the fall of the boy (Ben) Kos said"."""
    first = min(tree.subtree(name))
    clauses = [clause for clause in tree.kids(head, "relcl") if clause < first]
    return bool(clauses) and tree.word(first - 1) not in {",", "—", "–", "-"}


def _is_second_post(tree: Tree, head: int, name: int) -> bool:
    """Whether two posts lead up to one name: "President and General Manager Ana Kos"."""
    post = tree.lower(head) in POSTS and tree.lower(head + 1) == "and" and not tree.has(head, "det")
    return post and tree.lower(name - 1) not in {"and", "."} and is_person(tree, name)


def _stands_between_commas(tree: Tree, head: int, name: int) -> bool:
    """Whether what the parser took for another member of a list is a name of the first."""
    words = sorted(tree.subtree(name))
    after = words[-1] + 1
    return (
        tree.word(words[0] - 1) == ","
        and tree.parse.tags[head] in {"NN", "NNP"}
        and after < len(tree.parse.heads)
        and tree.word(after) == ","
    )


def _name_behind(tree: Tree, head: int, verb: int) -> int | None:
    """The name right behind a noun, read as a second subject: "magazine The Tide"."""
    if tree.parse.pos[head] != "NOUN":
        return None
    names = (kid for kid in tree.kids(verb, "nsubj") if tree.parse.pos[kid] == "PROPN")
    return next((name for name in names if min(tree.subtree(name)) == head + 1), None)


def _hyphened(tree: Tree, head: int) -> Speaker | None:
    """Reads "Ana Kos-director of works", whose dash has lost the spaces around it."""
    entities = tree.parse.entities
    last = head - 2
    noun = tree.word(head).islower() and is_human(tree, head)
    if not noun or last < 1 or tree.word(head - 1) != "-" or entities[last] != "PERSON":
        return None
    first = last
    while first and entities[first - 1] == "PERSON":
        first -= 1
    name = list(range(first, last + 1))
    start, end = tree.extent([head, *phrase_of(tree, head)[-1:]])
    body = body_of(tree, head)
    text = tree.extent(name)
    words = tree.text[text.start : text.end]
    return made(tree, name, last, "person", words, tree.text[start:end], body)


def _name_before(tree: Tree, head: int, verb: int) -> int | None:
    """The name between commas right before the verb: "a guard who saw it, Ana Kos, said"."""
    name = verb - 1
    if name > 0 and tree.word(name) == ",":
        name -= 1
    work = tree.parse.entities[head] == "WORK_OF_ART"  # 'In "The Tide," a novel, Kos wrote'
    called = tree.parse.pos[head] == "PROPN" and not work
    if not head < name < verb or called or tree.parse.pos[name] != "PROPN":
        return None
    first = min(phrase_of(tree, name), default=name)
    if first == 0 or tree.word(first - 1) != "," or not (work or is_human(tree, head)):
        return None
    return name if is_person(tree, name) or _holds_post(tree, head, name) else None


def _holds_post(tree: Tree, head: int, name: int) -> bool:
    """Whether two capitals beside "the mayor of the town" are a name, whatever the parser says."""
    words = [t for t in phrase_of(tree, name) if tree.word(t)[0].isalpha()]
    named = tree.parse.entities[name] not in {"FAC", "GPE", "LOC", "WORK_OF_ART"}
    post = tree.lemma(head) in POSTS and tree.has(head, "prep") and not is_body(tree, name)
    return post and named and len(words) > 1


def _apposed(tree: Tree, head: int, named: int) -> Speaker:
    found = _whole_firm(tree, named, described(tree, named))
    if found.kind == "office" and _holds_post(tree, head, named):
        found = replace(found, kind="person", name=found.text)
    core = tree.extent(phrase_of(tree, head))
    role, body = tree.text[core.start : core.end], body_of(tree, head)
    found = replace(found, role=role, affiliation=body)
    several = tree.parse.tags[head] in {"NNS", "NNPS"}
    return with_others(tree, named, found) if several else found


def _whole_firm(tree: Tree, named: int, found: Speaker) -> Speaker:
    """All of "Dorn & Sons", which the parser takes for a list of two."""
    if not any(tree.word(kid) == "&" for kid in tree.kids(named, "cc")):
        return found
    end = tree.extent(tree.subtree(named)).end
    text = tree.text[found.start : end]
    return replace(found, end=end, text=text, kind="office", name="")
