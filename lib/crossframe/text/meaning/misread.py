"""Sentence and its grammar -> the same, where the parser took the wrong verb for the main one."""

from __future__ import annotations

from dataclasses import replace

from crossframe.records import Parse
from crossframe.text.meaning.tree import Tree
from crossframe.text.remembering import remembered
from crossframe.text.speech.speech_verbs import BARE, VERB_CLASS

_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_VERBS = frozenset({"AUX", "VERB"})
_SUBJECTS = ("csubj", "expl", "nsubj", "nsubjpass")
# What a parser may make of a verb that goes on behind the clause of another.
_GOING_ON = frozenset({"ccomp", "conj", "parataxis"})
# What may stand between "and" and the verb that it joins: "and later said", "and twice ordered".
_BETWEEN = frozenset({"ADV", "NUM"})
_FEW = 4
# What may hang on "the Tide reported in June".
_OF_SOURCES = frozenset({"advmod", "npadvmod", "nsubj", "prep", "punct"})
_PRONOUNS = frozenset({"he", "i", "it", "she", "they", "we", "you"})


@remembered
def read(text: str, parse: Parse) -> Tree:
    """Reads a sentence, with clauses put right that parsers are known to misread.

    Args:
        text: The sentence.
        parse: Its grammar, as a parser gives it.

    Returns:
        The sentence with its grammar. Of "The man guards say broke the lock, now faces trial" the
        main verb is "faces", and not "say"; of "suspected him of it and twice ordered a search" the
        order is no part of what is suspected.
    """
    tree = Tree(text, parse)
    for verb in range(len(parse.heads)):
        if parse.deps[verb] == "acl" and parse.tags[verb] == "VBD":
            tree = _done_by(tree, verb) or tree
        if tree.lemma(verb) in VERB_CLASS and parse.tags[verb] in {*_FINITE, "VB"}:
            for mend in (_told_of, _joined, _closed, _said_by_them):
                tree = mend(tree, verb) or tree
    return tree


def _told_of(tree: Tree, verb: int) -> Tree | None:
    """Reads "The man guards say broke the lock, now faces trial", where "say" was the main verb."""
    speaker, noun, first = verb - 1, verb - 2, verb + 1
    parse = tree.parse
    several = speaker >= 0 and (parse.tags[speaker] == "NNS" or tree.lower(speaker) == "police")
    is_subject = several and speaker in tree.kids(verb, "nsubj")
    if noun < 1 or not is_subject or parse.heads[verb] != verb:
        return None
    describing = tree.kids(speaker, "amod", "compound")
    leading = [token for token in tree.subtree(speaker) if token < noun]
    if noun not in describing or not any(parse.deps[token] == "det" for token in leading):
        return None
    clause = _clause_at(tree, first)
    if clause is None:
        return None
    main = _main_behind(tree, verb, clause)
    return None if main is None else _hung(tree, verb, clause, main)


def _clause_at(tree: Tree, first: int) -> int | None:
    """The verb of a clause that begins with it, or with its auxiliary, and has no subject."""
    if first >= len(tree.parse.heads) or tree.parse.pos[first] not in _VERBS:
        return None
    is_helper = tree.parse.deps[first] in {"aux", "auxpass"}
    clause = tree.parse.heads[first] if is_helper else first
    if tree.parse.tags[first] == "VBG":  # "officials say driving is safe"
        return None
    return None if tree.has(clause, "nsubj", "nsubjpass", "expl") else clause


def _main_behind(tree: Tree, verb: int, clause: int) -> int | None:
    """The verb without a subject that goes on behind the clause, without "and"."""
    for token in range(clause + 1, len(tree.parse.heads)):
        helpers = {tree.parse.tags[kid] for kid in tree.kids(token, "aux", "auxpass")}
        finite = tree.parse.tags[token] in _FINITE or helpers & {*_FINITE, "MD"}
        going_on = tree.parse.deps[token] in _GOING_ON and tree.parse.heads[token] in {verb, clause}
        bare = not tree.has(token, "nsubj", "nsubjpass", "expl", "mark")
        if going_on and finite and bare and not _is_linked(tree, clause, token):
            return token
    return None


def _is_linked(tree: Tree, clause: int, token: int) -> bool:
    """Whether "and" joins a verb to the clause before it, with no comma behind the "and"."""
    links = [t for t in tree.kids(clause, "cc") if t < token]
    commas = [t for t in range(clause, token) if tree.word(t) == ","]
    return bool(links) and max(commas, default=-1) < max(links)


def _hung(tree: Tree, verb: int, clause: int, main: int) -> Tree:
    """The tree with `main` on top, whose subject is the noun before the speaker."""
    speaker, noun = verb - 1, verb - 2
    heads, deps = list(tree.parse.heads), list(tree.parse.deps)
    first = min(tree.subtree(main, without=[clause]))
    for kid in tree.kids(verb):
        if kid >= first and kid != clause:
            heads[kid] = main
    for kid in tree.kids(speaker):
        if kid < noun:
            heads[kid] = noun
    places = ((main, main, "ROOT"), (noun, main, "nsubj"), (verb, noun, "relcl"))
    for token, head, dep in (*places, (clause, verb, "ccomp")):
        heads[token], deps[token] = head, dep
    mended = _with(tree, heads, deps)
    if tree.parse.tags[clause] not in {"VB", "VBN"} or tree.has(clause, "aux", "auxpass"):
        return mended
    tags = list(tree.parse.tags)  # "police say fled", not "has fled"
    tags[clause] = "VBD"
    return Tree(tree.text, replace(mended.parse, tags=tuple(tags)))


def _joined(tree: Tree, verb: int) -> Tree | None:
    """Reads "suspected him of it and twice ordered a search", with the order as suspected too."""
    clauses = tree.kids(verb, "ccomp")
    if len(clauses) != 1 or tree.parse.tags[clauses[0]] not in _FINITE:
        return None
    clause = clauses[0]
    link = max((t for t in range(verb + 1, clause) if tree.parse.tags[t] == "CC"), default=verb)
    between = range(link + 1, clause)
    few = len(between) <= _FEW and all(_is_when(tree, t) for t in between)
    has_own = any(tree.parse.deps[kid] in _SUBJECTS for kid in tree.kids(clause))
    if link <= verb + 1 or not few or has_own:
        return None
    heads, deps = list(tree.parse.heads), list(tree.parse.deps)
    for token in tree.kids(clause):
        if token < link:
            heads[token] = verb
            deps[token] = "dobj" if deps[token] == "mark" else deps[token]
    for token in between:
        if heads[token] < link:
            heads[token], deps[token] = clause, "npadvmod"
    heads[link], deps[link] = verb, "cc"
    heads[clause], deps[clause] = verb, "conj"
    return _with(tree, heads, deps)


def _done_by(tree: Tree, verb: int) -> Tree | None:
    """Reads "the receipts police found" as receipts, which were read as a kind of police."""
    doer, thing = verb - 1, verb - 2
    heads, deps = list(tree.parse.heads), list(tree.parse.deps)
    people = tree.lower(doer) == "police" or tree.parse.tags[doer] == "NNS"
    apart = tree.parse.tags[thing] == "NNS" and deps[thing] == "compound" and heads[thing] == doer
    if thing < 0 or heads[verb] != doer or not (people and apart) or tree.has(verb, "nsubj"):
        return None
    for kid in tree.kids(doer):
        if kid < thing:
            heads[kid] = thing
    heads[thing], deps[thing] = heads[doer], deps[doer]
    heads[doer], deps[doer] = verb, "nsubj"
    heads[verb], deps[verb] = thing, "relcl"
    return _with(tree, heads, deps)


def _closed(tree: Tree, verb: int) -> Tree | None:
    """Reads "Guards said it fell, the Tide reported in May.", the Tide read as what they said."""
    clauses = tree.kids(verb, "ccomp")
    source, told = (max(clauses), clauses[:-1]) if len(clauses) > 1 else (verb, [])
    if not told or min(told) < verb or not _is_source(tree, source):
        return None
    top = [verb, *tree.ancestors(verb)][-1]
    heads, deps = list(tree.parse.heads), list(tree.parse.deps)
    first = min(tree.subtree(source))
    for token in range(len(heads)):
        if token not in (verb, top) and token >= first - 1 and heads[token] in (verb, top):
            heads[token] = source
    heads[source], deps[source] = source, "ROOT"
    heads[top], deps[top] = source, "ccomp"
    return _with(tree, heads, deps)


def _is_source(tree: Tree, verb: int) -> bool:
    """Whether a clause at the end tells only who says so, and when: ", the Tide said Sunday."."""
    tokens = tree.subtree(verb)
    kids = tree.kids(verb)
    subject = next((kid for kid in kids if tree.parse.deps[kid] == "nsubj"), verb)
    says = tree.lemma(verb) in BARE and tree.parse.tags[verb] in _FINITE and subject < verb
    apart = tokens[0] > 0 and "," in {tree.word(tokens[0]), tree.word(tokens[0] - 1)}
    behind = range(tokens[-1] + 1, len(tree.parse.heads))
    is_last = all(not tree.word(token)[0].isalnum() for token in behind)
    alone = all(tree.parse.deps[kid] in _OF_SOURCES for kid in kids)
    return says and apart and is_last and alone and tree.lower(subject) not in _PRONOUNS


def _said_by_them(tree: Tree, verb: int) -> Tree | None:
    """Reads "they say he ran, saying that he was late": it is he who says so, as they say."""
    heads = list(tree.parse.heads)
    for saying in tree.kids(verb, "advcl"):
        same = tree.parse.tags[saying] == "VBG" and tree.lemma(saying) == tree.lemma(verb)
        clauses = [kid for kid in tree.kids(verb, "ccomp") if verb < kid < saying]
        if same and clauses and tree.has(clauses[-1], "nsubj"):
            heads[saying] = max([clauses[-1], *tree.kids(clauses[-1], "conj")])
            return _with(tree, heads, list(tree.parse.deps))
    return None


def _is_when(tree: Tree, token: int) -> bool:
    """Whether a word only tells when or how often: "and five times ordered"."""
    return tree.parse.pos[token] in _BETWEEN or tree.lemma(token) == "time"


def _with(tree: Tree, heads: list[int], deps: list[str]) -> Tree:
    return Tree(tree.text, replace(tree.parse, heads=tuple(heads), deps=tuple(deps)))
