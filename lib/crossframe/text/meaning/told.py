"""Sentence and its attributions -> how much of what it tells somebody else is said to say."""

from __future__ import annotations

from collections.abc import Sequence

from crossframe.text.meaning.tree import Extent, Tree
from crossframe.text.speech.attribution import Attribution
from crossframe.text.speech.speaker_kinds import is_human, is_person
from crossframe.text.speech.speaker_words import PAPERS
from crossframe.text.speech.speech_verbs import BARE, UNSTATED_ADJECTIVES, VERB_CLASS

_SIDE = frozenset({"advcl", "relcl"})
# What may stand beside a verb of speech without being said.
_FRAMING = frozenset({"advmod", "dative", "npadvmod", "nsubj", "prep", "punct"})
_OCCASIONS = frozenset("briefing conference hearing interview reporter statement".split())  # noqa: SIM905
# Beside a noun these bear on whom it names, and not on what the sentence tells of them.
_CHARGES = UNSTATED_ADJECTIVES.keys() | {"accuse"}


def told_share(told: Sequence[Attribution], tree: Tree) -> float:
    """Says how much of what a sentence tells it attributes; who says it is no part of that.

    Args:
        told: Some of its attributions.
        tree: The sentence.

    Returns:
        Share of its words, by their letters, 0..1.
    """
    spans = zip(tree.parse.starts, tree.parse.ends, strict=True)
    words = [token for token, span in enumerate(spans) if tree.text[span[0]].isalnum()]
    said = {word for word in words for one in told if _is_within(tree, word, one.contents)}
    framing = {word for one in told for word in _framing(tree, one)} - said
    if not framing:
        pieces = [piece for one in told for piece in one.contents]
        return sum(piece.end - piece.start for piece in pieces) / len(tree.text)
    told_at_all = sum(len(tree.word(word)) for word in words if word not in framing)
    return sum(len(tree.word(word)) for word in said) / max(told_at_all, 1)


def describes(one: Attribution, tree: Tree) -> bool:
    """Says whether an accusation describes somebody: "the trial of men accused of theft began".

    Args:
        one: An attribution of a sentence.
        tree: The sentence.

    Returns:
        Whether it hangs on a noun, of which the main clause tells something flatly; a noun that is
        all of a headline is no such one.
    """
    if one.speaker is not None or one.verb not in _CHARGES:
        return False
    verbs = [t for t, at in enumerate(tree.parse.starts) if at == one.verb_start]
    nouns = [tree.parse.heads[t] for t in verbs if _is_beside_noun(tree, t)]
    return any(tree.parse.deps[noun] not in {"ROOT", "attr"} for noun in nouns)


def is_aside(one: Attribution, tree: Tree) -> bool:
    """Says whether nobody named is said to say what stands in a side clause alone.

    Args:
        one: An attribution of a sentence.
        tree: The sentence.

    Returns:
        Whether it is such a one: "the firm, which is believed to owe much, has closed".
    """
    verb = _verb_of(one, tree)
    if one.speaker is not None or verb is None:
        return False
    above = [verb, *tree.ancestors(verb)]
    return any(tree.parse.deps[token] in _SIDE for token in above) and not _is_within(
        tree, above[-1], one.contents
    )


def is_of_all(one: Attribution, tree: Tree) -> bool:
    """Says whether a sentence is somebody's words as a whole, however little of it was found.

    Args:
        one: An attribution of a sentence.
        tree: The sentence.

    Returns:
        Whether its main clause attributes, and no other main clause is joined to that ("the court
        heard that they were hurt in the fall last week"); or, behind a comma, what stands at the
        end of all that is told ("..., and nobody was hurt, officials said").
    """
    verb = _verb_of(one, tree)
    if verb is None or tree.has(verb, "conj"):
        return False
    if tree.parse.heads[verb] == verb and tree.has(verb, "ccomp", "xcomp", "oprd"):
        return True
    start = min(one.verb_start, one.speaker.start if one.speaker else one.verb_start)
    is_last = all(piece.end <= start for piece in one.contents)
    return is_last and tree.text[:start].rstrip(" \"”'’").endswith(",")


def only_speaks(tree: Tree) -> Extent | None:
    """Finds who speaks in a sentence that tells nothing else, as its words stand beside it.

    Args:
        tree: The sentence.

    Returns:
        The characters of "The union said" in "The union said in a report:", and of "Kos told" in
        "Kos told a news conference."; None where something is told, or nobody speaks.
    """
    root = next((token for token, head in enumerate(tree.parse.heads) if token == head), None)
    subject = None if root is None else tree.kid(root, "nsubj", "nsubjpass")
    if root is None or subject is None or subject > root:
        return None
    lemma, text = tree.lemma(root), tree.text.rstrip()
    if text.endswith(":") and _announces(tree, root, subject):
        return tree.extent([*tree.subtree(subject), root])
    finite = tree.parse.tags[root] in {"VBD", "VBP", "VBZ"}
    labels = {tree.parse.deps[kid] for kid in tree.kids(root)}
    allowed = _FRAMING | ({"dobj"} if lemma == "tell" else set())
    if lemma not in BARE | {"tell"} or not finite or labels - allowed:
        return None
    nouns = {tree.lemma(token) for token in tree.subtree(root) if token > root}
    leads = text[-1:] in ":," or (lemma in {"say", "tell"} and nouns & _OCCASIONS)
    return tree.extent([*tree.subtree(subject), root]) if leads else None


def _announces(tree: Tree, root: int, subject: int) -> bool:
    """Whether words of somebody follow a colon.

    As they do "issued the following statement:", "was blunt:" and "was quoted as saying of it:".
    """
    speaks = is_person(tree, subject) or is_human(tree, subject)
    if tree.has(root, "auxpass"):
        return speaks and any(tree.lemma(token) == "say" for token in tree.subtree(root))
    papers = any(tree.lemma(kid) in PAPERS for kid in tree.kids(root, "dobj"))
    return speaks and (papers or tree.lemma(root) == "be") and not tree.has(root, "ccomp")


def _verb_of(one: Attribution, tree: Tree) -> int | None:
    return next((t for t, at in enumerate(tree.parse.starts) if at == one.verb_start), None)


def _is_beside_noun(tree: Tree, token: int) -> bool:
    """Whether it is the noun above that is accused: "men accused of it", "who are accused"."""
    whom = [tree.lower(kid) for kid in tree.kids(token, "nsubjpass")]
    head, dep = tree.parse.heads[token], tree.parse.deps[token]
    noun = tree.parse.pos[head] in {"NOUN", "PRON", "PROPN"}
    standing = tree.has(head, "nsubj")  # "with Kos standing accused of theft"
    return (
        noun and not standing and (dep in {"acl", "amod"} or (dep == "relcl" and whom == ["who"]))
    )


def _is_within(tree: Tree, token: int, pieces: Sequence[Extent]) -> bool:
    start = tree.parse.starts[token]
    return any(piece.start <= start < piece.end for piece in pieces)


def _tells(tree: Tree, one: Attribution) -> bool:
    """Whether a statement is attributed, not a thing: "reported a fire" is a deed, told flatly."""
    assert one.speaker is not None  # noqa: S101  # for mypy: checked by the caller
    told = {t for t in range(len(tree.parse.heads)) if _is_within(tree, t, one.contents)}
    finite = any(tree.parse.tags[token] in {"VBD", "VBZ", "VBP", "MD"} for token in told)
    figure = any(tree.parse.pos[token] == "NUM" for token in told)
    by_whom = one.speaker.start > one.verb_start
    return bool(one.quoted) or finite or figure or by_whom


def _framing(tree: Tree, one: Attribution) -> set[int]:
    """The tokens that say who says it, and where: those of the verb, but no verb joined to it.

    None for a verb of a side clause: "the boat that police said was stolen sank" says that it sank.
    """
    verbs = [t for t, at in enumerate(tree.parse.starts) if at == one.verb_start]
    if not verbs or one.speaker is None:
        return set()
    if _is_of_paper(tree, verbs[0], one):
        return set(tree.subtree(tree.parse.heads[verbs[0]]))
    above = [verbs[0], *tree.ancestors(verbs[0])]
    aside = any(tree.parse.deps[token] in {*_SIDE, "acl"} for token in above)
    if aside or not _tells(tree, one):
        return set()
    found = set(tree.subtree(verbs[0], without=tree.kids(verbs[0], "conj")))
    places = enumerate(tree.parse.starts)
    speaker = {t for t, at in places if one.speaker.start <= at < one.speaker.end}
    for token in speaker - set(verbs):
        if tree.parse.heads[token] not in speaker:
            found |= set(tree.subtree(token, without=verbs))
    return found


def _is_of_paper(tree: Tree, verb: int, one: Attribution) -> bool:
    """Whether a paper says so in all of a sentence: "The letter expresses thanks, saying"."""
    above = tree.parse.heads[verb]
    paper = one.speaker is not None and one.speaker.kind == "document"
    joined = tree.parse.tags[verb] == "VBG" and tree.parse.heads[above] == above
    return paper and joined and tree.lemma(above) in VERB_CLASS
