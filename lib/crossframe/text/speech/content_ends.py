"""What a verb of speech reports -> the same, where a bad parse cut it off or ran it on."""

from __future__ import annotations

from crossframe.text.meaning.tree import Tree

_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_WHERE = frozenset({"WDT", "WP", "WP$", "WRB"})
# "4 p.m." is read as if it were a mark.
_WHEN = ("advcl", "advmod", "npadvmod", "prep", "punct")
# What is set against it the outlet may add.
_AGAINST = frozenset({"although", "though", "whereas", "while"})
_SUBJECTS = ("nsubj", "nsubjpass", "expl")


def whole(tree: Tree, verb: int, told: list[int]) -> list[int]:
    """Mends the beginning and the end of what is told.

    It does not begin with whom it was told, is not cut within "re-hired", nor before ", where the
    wall fell" that hangs on a stop, and does not hold the subject of the clause behind it: of
    "would not tell why he left, a guard said so" the parser adds the guard to what is told.

    Args:
        tree: The sentence.
        verb: The verb of speech.
        told: The tokens of what it reports, in order.

    Returns:
        Those tokens, fewer or more.
    """
    if told and told[0] == verb + 1 and _is_hearer(tree, verb):
        told = told[1:]
    told = _to_the_end(tree, verb, told)
    behind = told[-1] + 1 if told else len(tree.parse.heads)
    if behind >= len(tree.parse.heads) or behind < verb:
        return told
    if tree.word(behind) == "-" and tree.parse.starts[behind] == tree.parse.ends[behind - 1]:
        return sorted({*told, *(token for token in tree.subtree(verb) if token >= behind)})
    if where := _beside(tree, behind):
        return sorted({*told, *where})
    clause = tree.parse.deps[behind] == "ROOT" and tree.parse.tags[behind] in _FINITE
    commas = [token for token in told if tree.word(token) == "," and token > verb]
    if clause and commas and not tree.has(behind, *_SUBJECTS):
        return [token for token in told if token < commas[-1]]
    return told


def _is_hearer(tree: Tree, verb: int) -> bool:
    """Whether "told police Kos fled" was read as if Kos were a police of some kind."""
    hearer = verb + 1
    name = tree.parse.heads[hearer]
    compound = tree.parse.deps[hearer] == "compound" and tree.parse.pos[name] == "PROPN"
    several = tree.parse.tags[hearer] == "NNS" or tree.lower(hearer) == "police"
    return tree.lemma(verb) == "tell" and compound and several


def _to_the_end(tree: Tree, verb: int, told: list[int]) -> list[int]:
    """What is told with what follows right behind: "said it fell when the bell rang at noon".

    A parser hangs when and where now on what is told, now on the verb of speech, from which the
    clause parts them. A last "and" tells nothing.
    """
    clauses = [kid for kid in tree.kids(verb, "ccomp") if kid > verb and kid in told]
    if not told or not clauses:
        return told
    found = list(told)
    for kid in tree.kids(verb, *_WHEN):
        below = tree.subtree(kid)
        parted = tree.parse.pos[found[-1]] == "PUNCT" or tree.parse.pos[below[0]] == "PUNCT"
        against = any(tree.lower(mark) in _AGAINST for mark in tree.kids(kid, "mark"))
        in_a_row = below == list(range(found[-1] + 1, below[-1] + 1))
        if in_a_row and not (parted or against):
            found += below
    while found and tree.parse.tags[found[-1]] == "CC":
        found.pop()
    return found


def _beside(tree: Tree, behind: int) -> list[int]:
    """A clause of "where" or "who" that the parser hung on a mark: "Fifth Ave., where he fell"."""
    marks = range(behind, len(tree.parse.heads))
    first = next((t for t in marks if tree.parse.pos[t] != "PUNCT"), None)
    if first is None or tree.parse.tags[first] not in _WHERE:
        return []
    above = [first, *tree.ancestors(first)]
    clause = next((t for t in above if tree.parse.deps[t] == "relcl"), None)
    if clause is None or tree.parse.pos[tree.parse.heads[clause]] != "PUNCT":
        return []
    return tree.subtree(clause)


def subject_behind(tree: Tree, verb: int, clauses: list[int]) -> set[int]:
    """Finds the subject of what is said, where the parser took it for a second one of the verb.

    Args:
        tree: The sentence.
        verb: The verb of speech.
        clauses: The heads of the clauses that it reports.

    Returns:
        The tokens of 'Kos, star of "Tides"' in 'The club said Kos, star of "Tides," will play'.
    """
    if not clauses or tree.has(min(clauses), *_SUBJECTS):
        return set()
    subjects = tree.kids(verb, "nsubj")
    between = [kid for kid in subjects if verb < kid < min(clauses)]
    if not between or min(subjects) > verb:
        return set()
    return {t for kid in between for t in tree.subtree(kid)}


def goes_on_bare(tree: Tree, verb: int, clause: int, joined: int) -> bool:
    """Tells whether a verb without a subject goes on with what is said, and is no deed beside it.

    Args:
        tree: The sentence.
        verb: The verb of speech, on which the parser hung both.
        clause: The head of what it reports.
        joined: The verb that is joined to it.

    Returns:
        True for "said that he did not hear it, but saw it", for "said he was ill and was in bed",
        and for "said he was ill, saw a doctor and left"; "said he was ill and left" may be a deed.
    """
    if tree.has(joined, *_SUBJECTS):
        return False
    links = {tree.lower(kid) for kid in tree.kids(verb, "cc") if clause < kid < joined}
    first = min(tree.subtree(joined))
    if not links and tree.word(first - 1) == "," and tree.has(joined, "conj"):
        return True
    if tree.has(clause, "neg") and "but" in links:
        return tree.parse.tags[joined] in _FINITE
    is_state = tree.lemma(joined) == "be" and tree.has(joined, "acomp", "attr")
    helpers = tree.kids(clause, "aux") or [clause]
    return is_state and any(tree.lower(kid) == tree.lower(joined) for kid in helpers)
