"""Attribution in its sentence -> the words that tell who says it to whom, and not what is said."""

from __future__ import annotations

from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.attribution import Attribution
from crossframe.text.speech.speech_verbs import BARE

# Where or to whom something is said.
_OCCASIONS = frozenset(
    "agency conference court hearing interview judge newspaper paper reporter speech".split()  # noqa: SIM905
)
# What happened before that is no part of it: "said at a hearing after the fire".
_BESIDE = frozenset({"after", "before", "during", "following"})


def who_says(tree: Tree, offset: int, one: Attribution) -> set[int]:
    """Finds the verb, the speaker and the hearer of an attribution, with all that describes them.

    Args:
        tree: The sentence.
        offset: Where it begins in the text that the attribution counts in.
        one: The attribution.

    Returns:
        Their tokens; none of those that are attributed.
    """
    starts = [offset + start for start in tree.parse.starts]
    found = {t for t, start in enumerate(starts) if one.verb_start <= start < one.verb_end}
    told = {t for t, start in enumerate(starts) for p in one.contents if p.start <= start < p.end}
    found |= {token for verb in found for token in _around(tree, verb)} - told
    speaker = one.speaker
    if speaker is None:
        return found
    named = {t for t, start in enumerate(starts) if speaker.start <= start < speaker.end}
    below = {below for token in named for below in tree.subtree(token, without=found)}
    for subject in {kid for verb in found for kid in tree.kids(verb, "nsubj")}:
        phrase = set(tree.subtree(subject, without=found))
        below |= phrase if phrase & named else set()  # "Kos's agent, Ana Dorn, said"
    return found | named | (below - told)


def _around(tree: Tree, verb: int) -> set[int]:
    """The tokens of "told the paper", "said in an interview", "the station quoted her as".

    So are those of "confirmed it to the paper on Monday", if nothing else is meant by it.
    """
    parts = tree.kids(verb, "dobj", "dative") if tree.lemma(verb) == "tell" else []
    if tree.lemma(verb) in BARE:
        parts += [kid for kid in tree.kids(verb, "prep", "dative") if _is_hearer_or_day(tree, kid)]
        parts += [kid for kid in tree.kids(verb, "npadvmod") if tree.parse.entities[kid] == "DATE"]
    occasions = [
        prep
        for prep in tree.kids(verb, "prep", "dative")
        if any(tree.lemma(noun) in _OCCASIONS for noun in tree.kids(prep, "pobj"))
    ]
    found = {token for part in (*parts, *occasions) for token in _plainly(tree, part)}
    link = tree.parse.heads[verb]
    if tree.parse.deps[verb] == "pcomp" and tree.lower(link) == "as":
        quoting = tree.parse.heads[link]
        subjects = tree.kids(quoting, "nsubj")
        found |= {quoting, *(token for kid in subjects for token in tree.subtree(kid))}
    return found


def _is_hearer_or_day(tree: Tree, prep: int) -> bool:
    nouns = tree.kids(prep, "pobj")
    day = tree.lower(prep) == "on" and any(tree.parse.entities[noun] == "DATE" for noun in nouns)
    return day or tree.lower(prep) == "to"


def _plainly(tree: Tree, part: int) -> list[int]:
    """A phrase without what it tells of its own: "a hearing at which he confessed"."""
    below = tree.subtree(part)
    aside = [t for t in below if tree.parse.deps[t] == "relcl" or tree.lower(t) in _BESIDE]
    return tree.subtree(part, without=aside)
