"""Word in its sentence and the words of others -> whether its part of the sentence is told by them.

A sentence of a claim may tell more than the claim: "who had lost his job", "which cares for the
poor". What stands in such a part is no choice of words for what others say too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from crossframe.records import Parse
from crossframe.text.meaning.predicates import REPORTING

# Where a part of a sentence begins that has a verb of its own.
_OF_PARTS = frozenset(
    {"ROOT", "acl", "advcl", "ccomp", "csubj", "csubjpass", "parataxis", "pcomp", "relcl"}
)
_OF_NOUNS = frozenset({"acl", "relcl"})
_BEFORE_NOUN = frozenset({"advmod", "amod", "compound", "nmod"})
_PREDICATES = frozenset({"acomp", "attr", "oprd"})
_ARGUMENTS = frozenset({"dobj", "nsubj", "nsubjpass"})
# They point at what was told.
_POINTING = frozenset({"it", "that", "this", "which"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_VERBS = frozenset({"AUX", "VERB"})
# Any two sentences may have these.
COMMON = REPORTING | {"do", "get", "have", "make", "one", "take"}
_CONTENT = frozenset({"NOUN", "NUM", "PROPN", "VERB"})
# So many words that mean something, or such a share of those of a short part, stand in others'
# sentences: of 40 words of 66 ECB+ events that stand in parts with less, 36 told something else.
_ENOUGH, _SHARE = 2, 1 / 4


def said_by_others(
    members: Iterable[tuple[str, Parse | None]],
) -> Mapping[str, AbstractSet[str]]:
    """Finds what the other outlets of a claim say, for each of them.

    Args:
        members: The sentences of a claim: whose, and their grammar.

    Returns:
        By outlet the lemmas, in small letters, of the sentences of all others.
    """
    said: dict[str, set[str]] = defaultdict(set)
    for outlet, parse in members:
        said[outlet].update(lemma.casefold() for lemma in (parse.lemmas if parse else ()))
    spread = Counter(lemma for own in said.values() for lemma in own)
    return {
        outlet: {lemma for lemma, n in spread.items() if n > (lemma in own)}
        for outlet, own in said.items()
    }


def is_told_by(parse: Parse, row: int, others: AbstractSet[str]) -> bool:
    """Tells whether the part of a sentence that a word stands in is told by others as well.

    Args:
        parse: The grammar of the sentence.
        row: The word's token.
        others: The lemmas of the sentences of other outlets.

    Returns:
        True where other words of its clause stand there too, two or one in four (with the noun
        that a relative clause describes, and the subject that verbs share); and where the word says
        what "it" is.
    """
    top = top_of(parse, row)
    rows = {r for r in range(len(parse.pos)) if _means_much(parse, r) and top_of(parse, r) == top}
    own, tied = lemmas_of(parse, rows - {row}), lemmas_of(parse, tied_to(parse, top))
    if not own & others:
        return judges(parse, row, top)
    told = len((own | tied) & others)
    return told >= _ENOUGH or told >= _SHARE * len(own | tied)


def judges(parse: Parse, row: int, top: int) -> bool:
    """Tells whether a word is what somebody calls something told before: "a shame it is".

    Args:
        parse: The grammar of the sentence.
        row: The word's token.
        top: What its clause hangs on.

    Returns:
        True where the clause points at what was told.
    """
    noun = parse.heads[row] if parse.deps[row] in _BEFORE_NOUN else row
    if parse.deps[noun] not in _PREDICATES and noun != top:
        return False
    return any(
        parse.lemmas[other].casefold() in _POINTING and parse.deps[other] in _ARGUMENTS
        for other, head in enumerate(parse.heads)
        if head in {top, noun}
    )


def _means_much(parse: Parse, row: int) -> bool:
    return parse.pos[row] in _CONTENT and parse.lemmas[row].casefold() not in COMMON


def lemmas_of(parse: Parse, rows: Iterable[int]) -> set[str]:
    """The lemmas of tokens, in small letters."""
    return {parse.lemmas[row].casefold() for row in rows}


def tied_to(parse: Parse, top: int) -> set[int]:
    """The noun that a relative clause describes, and the subject that verbs share."""
    if parse.deps[top] in _OF_NOUNS:
        return {parse.heads[top]}
    if parse.deps[top] == "conj" and not subjects_of(parse, top):
        return subjects_of(parse, parse.heads[top])
    return set()


def top_of(parse: Parse, row: int) -> int:
    """The verb, or whatever else, that the clause of a word hangs on."""
    at = row
    while parse.deps[at] not in _OF_PARTS and parse.heads[at] != at:
        if parse.deps[at] == "conj" and parse.pos[at] in _VERBS:
            break
        at = parse.heads[at]
    return at


def subjects_of(parse: Parse, verb: int) -> set[int]:
    """The subjects of a verb."""
    return {
        row
        for row, (head, dep) in enumerate(zip(parse.heads, parse.deps, strict=True))
        if head == verb and dep in _SUBJECTS
    }
