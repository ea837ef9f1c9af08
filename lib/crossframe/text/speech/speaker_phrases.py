"""Noun in its sentence -> the phrase that names a speaker, as far as it names."""

from __future__ import annotations

from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.speaker_words import PAPERS, TITLES
from crossframe.text.speech.speech_verbs import VERB_CLASS

# "Co-workers", which the parser takes for three words.
_PREFIXES = frozenset({"co", "ex", "step"})
# Behind these a name begins, and what leads up to it.
_AHEAD = frozenset({"as", "by", "that", "to", "when", "while", "with"})
# "A number of people", "a dozen witnesses".
_MANY = frozenset("couple dozen few handful host hundred lot million number thousand".split())  # noqa: SIM905
_POLICED = frozenset(
    """
    airport border campus city county district metro military province railway riot school security
    state town traffic transit university village
    """.split()  # noqa: SIM905
)
_SOMEBODY = frozenset("boy girl guy man person suspect victim woman".split())  # noqa: SIM905
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
        if tree.lemma(start - 1) in VERB_CLASS or tree.lower(start - 1) in _AHEAD:
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
    found = _from_left(tree, [token for token in tokens if token <= end], head)
    return _without_object(tree, found, head)


def _without_object(tree: Tree, tokens: list[int], head: int) -> list[int]:
    """A subject without the noun that its clause tells of: of "the man police say fled"."""
    tags = tree.parse.tags
    nouns = [t for t in tokens if t < head and tags[t] in {"NN", "NNS"}]
    article = tree.lower(tokens[0]) in {"a", "an", "the"}
    if not nouns or not article or tree.has(tokens[0]):
        return tokens
    one = (
        tree.lower(tokens[0]) != "the" and tags[head] == "NNS" and tree.lower(nouns[0]) not in _MANY
    )
    police = tree.lower(head) == "police" and tree.lemma(nouns[-1]) not in _POLICED
    people = tags[head] == "NNS" and tree.lemma(nouns[-1]) in _SOMEBODY
    if not (one or police or people):
        return tokens
    last = nouns[0] if one else nouns[-1]
    return [token for token in tokens if token > last]


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
    if start > 1 and tree.word(start - 1) == "-" and tree.lower(start - 2) in _PREFIXES:
        start -= 2
    lead = before_titles(tree, min(tokens))
    reach = {*tokens, *range(lead, min(tokens))}
    for token in sorted((t for t in reach if t < start), reverse=True):
        word = tree.word(token)
        if token != start - 1 or not (
            word[0].isalnum() or word in {".", "&", "-", "'", "’", "’s", "'s", ","}
        ):
            break
        start = token
    kept = sorted({*range(start, head), *(token for token in tokens if token >= start)})
    while kept and (
        tree.parse.tags[kept[0]] == "POS" or not any(map(str.isalnum, tree.word(kept[0])))
    ):
        kept = kept[1:]
    return kept or [head]
