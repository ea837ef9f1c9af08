"""Sentence -> the people in it who go without a name, and whether "he" or "she" can mean them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from crossframe.records import Parse, Sentence
from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.given_names import PRONOUN_OF
from crossframe.text.speech.speaker_kinds import is_human
from crossframe.text.speech.speaker_words import OFFICES, PEOPLE, POSTS
from crossframe.text.speech.speakers import Speaker, speaker_at
from crossframe.text.speech.speech_verbs import VERB_CLASS

_SHE = frozenset(
    """
    actress aunt daughter girl girlfriend grandmother lady mom mother mum niece queen sister widow
    wife woman
    """.split()  # noqa: SIM905
)
_HE = frozenset(
    """
    boy boyfriend brother dad father gentleman grandfather guy husband king man nephew son uncle
    widower
    """.split()  # noqa: SIM905
)
_MASCULINE, _FEMININE = "mr sir lord king fr father", "mrs ms miss queen lady dame sister mother"
_TITLED = dict.fromkeys(_MASCULINE.split(), "he") | dict.fromkeys(_FEMININE.split(), "she")
_TELLING = frozenset({"ccomp", "conj", "parataxis"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SEVERAL = frozenset("couple crew crowd family group many media official people source".split())  # noqa: SIM905
_NOBODY = frozenset({"anybody", "anyone", "everybody", "everyone", "nobody", "one", "other"})
_PRONOUNS: Mapping[str, str] = {
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
}  # fmt: skip


class Bystander(NamedTuple):
    """One person without a name: as written, the pronoun ("" if either), and whether it acts."""

    who: Speaker
    pronoun: str
    acts: bool


def bystanders(sentence: Sentence, parse: Parse | None) -> tuple[Bystander, ...]:
    """Finds the people who go without a name, one a noun.

    Args:
        sentence: The sentence.
        parse: Its grammar.

    Returns:
        Whoever does what the sentence tells, and others whose noun tells he from she, with places
        in the article; those who are named beside ("the mayor, Ana Kos") left out.
    """
    if parse is None:
        return ()
    tree = Tree(sentence.text, parse)
    found = []
    for token, tag in enumerate(parse.tags):
        pronoun = pronoun_of(tree.lemma(token)) if tag == "NN" else ""
        acts = parse.deps[token] in _SUBJECTS and _is_main(tree, parse.heads[token])
        if tag != "NN" or not (pronoun or acts) or not _is_somebody(tree, token):
            continue
        verb = parse.heads[token] if acts else None
        who = speaker_at(tree, token, verb)
        if who is not None and who.kind in {"unnamed", "office"} and not who.head[:1].isupper():
            found.append(Bystander(who.shifted(sentence.start), pronoun, acts))
    return tuple(found)


def _is_main(tree: Tree, verb: int) -> bool:
    """Whether a verb tells what a sentence tells, or who says it, and not who somebody is."""
    if tree.lemma(verb) == "be":
        return False
    dep = tree.parse.deps[verb]
    return dep == "ROOT" or (dep in _TELLING and tree.lemma(verb) in VERB_CLASS)


def pronoun_of(noun: str) -> str:
    """The pronoun that goes with a noun, "" where either may.

    >>> pronoun_of("spokeswoman"), pronoun_of("husband"), pronoun_of("witness")
    ('she', 'he', '')
    """
    if noun in _SHE or noun.endswith("woman"):
        return "she"
    return "he" if noun in _HE or noun.endswith("man") else ""


def _is_somebody(tree: Tree, token: int) -> bool:
    """Whether a noun names one person; one that only ends so must say something."""
    lemma = tree.lemma(token)
    if tree.parse.deps[token] in {"compound", "amod", "appos", "nmod", "attr"} or lemma in _NOBODY:
        return False
    if lemma in (PEOPLE | POSTS) - _SEVERAL or pronoun_of(lemma):
        return True
    speaks = tree.lemma(tree.parse.heads[token]) in VERB_CLASS
    return speaks and lemma not in OFFICES and is_human(tree, token)


def title_pronoun(person: Speaker) -> str | None:
    """The pronoun that goes with what leads up to a name: "Ms. Kos"; None where either may.

    So does the role: "her brother, Jan Kos".
    """
    lead = person.text.removesuffix(person.name).split()[:1]
    titled = _TITLED.get(lead[0].rstrip(".").lower()) if lead else None
    role = re.split(r"\s(?:of|for|in|at|who)\s|,", person.role, maxsplit=1)[0].split()
    return titled or (pronoun_of(role[-1].lower()) if role else "") or None


def learned_pronouns(
    sentences: Sequence[Sentence], mentions: Sequence[Sequence[Speaker]]
) -> dict[str, str]:
    """Learns which pronoun goes with a surname: from title, given name, or what stands around it.

    Args:
        sentences: The sentences of an article.
        mentions: The persons that each names, row for row.

    Returns:
        "he" or "she" by surname, where all its given names say so, or at least two sentences that
        name nobody else do and none the contrary.
    """
    counts: dict[str, Counter[str]] = {}
    for sentence, named in zip(sentences, mentions, strict=True):
        surnames = {person.name.split()[-1] for person in named if person.name}
        words = sentence.text.lower().replace("’", " ").replace("'", " ").split()
        bare = (word.strip(".,;:!?“”()") for word in words)
        pronouns = {_PRONOUNS[word] for word in bare if word in _PRONOUNS}
        if len(surnames) == 1 and len(pronouns) == 1:
            counts.setdefault(min(surnames), Counter())[min(pronouns)] += 1
    learned = {
        name: min(own) for name, own in counts.items() if len(own) == 1 and sum(own.values()) > 1
    }
    given: dict[str, set[str]] = {}
    persons = [person for named in mentions for person in named if person.name]
    surnames = {person.name.split()[-1] for person in persons if " " in person.name}
    for person in persons:
        first, last = person.name.split()[0].lower(), person.name.split()[-1]
        if first in PRONOUN_OF and (" " in person.name or last not in surnames):
            given.setdefault(last, set()).add(PRONOUN_OF[first])
        if titled := title_pronoun(person):
            given.setdefault(last, set()).add(titled)
    return learned | {name: min(own) for name, own in given.items() if len(own) == 1}
