"""Noun in its sentence -> the phrase that names a speaker, as far as it names."""

from __future__ import annotations

from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.speaker_words import PAPERS, TITLES
from crossframe.text.speech.speech_verbs import VERB_CLASS

_OCCASIONS = frozenset({"interview", "conference", "hearing", "speech", "court", "trial", "call"})


def before_titles(tree: Tree, first: int) -> int:
    """Steps from a name back over what leads up to it: "harbour master Capt."."""
    stop = first - 1
    if stop < 1 or tree.word(stop) != "." or tree.lower(stop - 1).rstrip(".") not in TITLES:
        return first
    start = stop - 1
    while start > max(0, first - 8) and (
        tree.word(start - 1)[0].isalpha() or tree.word(start - 1) in {".", "'s", "’s"}
    ):
        if tree.lemma(start - 1) in VERB_CLASS:
            break
        start -= 1
    return start


def phrase_of(tree: Tree, head: int) -> list[int]:
    """The phrase as far as it names: no clause, no apposition, nothing behind a comma."""
    cut = tree.kids(head, "relcl", "acl", "appos", "advcl", "cc", "conj", "punct", "ccomp", "dep")
    cut += [kid for kid in tree.kids(head, "advmod", "advcl", "neg") if kid > head]
    cut += [prep for prep in tree.kids(head, "prep") if _is_occasion(tree, prep)]
    tokens = tree.subtree(head, without=[kid for kid in cut if kid > head])
    end = head
    for token in tokens:
        if token > end:
            if tree.word(token) in {",", ";", ":", "—", "–", "(", ")"} or token > end + 1:
                break
            end = token
    return _from_left(tree, [token for token in tokens if token <= end], head)


def _is_occasion(tree: Tree, prep: int) -> bool:
    """Whether a preposition leads to where or when something was said: "in a statement"."""
    noun = tree.kid(prep, "pobj")
    return noun is not None and (
        (tree.parse.pos[noun] == "NOUN" and tree.lemma(noun) in PAPERS | _OCCASIONS)
        or tree.parse.entities[noun] in {"DATE", "TIME"}
    )


def _from_left(tree: Tree, tokens: list[int], head: int) -> list[int]:
    """Keeps what leads up to the head without a gap, without quotation marks in front."""
    start = head
    lead = before_titles(tree, min(tokens))
    reach = {*tokens, *range(lead, min(tokens))}
    for token in sorted((t for t in reach if t < head), reverse=True):
        word = tree.word(token)
        if token != start - 1 or not (
            word[0].isalnum() or word in {".", "&", "-", "'", "’", "’s", "'s", ","}
        ):
            break
        start = token
    kept = sorted({*range(start, head), *(token for token in tokens if token >= start)})
    while kept and not any(map(str.isalnum, tree.word(kept[0]))):
        kept = kept[1:]
    return kept or [head]
