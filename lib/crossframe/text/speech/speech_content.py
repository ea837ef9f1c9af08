"""Verb of speech and its speaker -> the tokens that it reports."""

from __future__ import annotations

from crossframe.text.meaning.tree import Scene, Tree
from crossframe.text.speech.content_asides import others_in
from crossframe.text.speech.content_ends import goes_on_bare, subject_behind, whole
from crossframe.text.speech.speaker_kinds import is_human
from crossframe.text.speech.speaker_words import PAPERS
from crossframe.text.speech.speech_around import PARTED, around, misplaced
from crossframe.text.speech.speech_objects import object_of
from crossframe.text.speech.speech_verbs import (
    FULL_ONLY,
    OF_PAPERS_WITH_OBJECT,
    QUOTING,
    UNQUOTING,
    VERB_CLASS,
    WITH_GERUND,
    WITH_INFINITIVE,
)

# "Said in a “letter to all”, at the “summit of shame”": where it was said, not what.
_AGAINST = frozenset({"while", "whereas", "although", "though"})
_ASIDE = frozenset({"in", "at", "on", "during", "after", "before", "from"})
# Behind these stands what is written on a thing, and nobody's speech: 'the icon marked "Go"'.
_LABELLING = frozenset("dub entitle label mark name nickname title".split())  # noqa: SIM905
# How a thing is without these is told with them, not how somebody speaks.
_CONDITIONS = frozenset({"despite", "unlike", "without"})
# A title has so many words at most, marks and all; these tell that it is a clause.
_TITLE = 6
_FINITE = frozenset({"MD", "VBD", "VBZ"})
_MARKS = frozenset({'"', "''", "``", "“", "”"})


def content_of(scene: Scene, verb: int, lemma: str, speaker: int) -> list[int]:
    """Finds what a verb reports.

    Args:
        scene: The sentence.
        verb: The verb.
        lemma: Its dictionary form.
        speaker: The head of its speaker.

    Returns:
        The tokens, in order; none where it reports nothing.
    """
    tree = scene.tree
    clauses = [] if lemma in QUOTING else _clauses(tree, verb, lemma, speaker)
    clauses = _behind_if_any(tree, verb, clauses)
    clauses += _joined_on(tree, verb, lemma, clauses)
    found = {token for clause in clauses for token in tree.subtree(clause)}
    found |= _conditions(tree, verb, clauses)
    phrase = set(tree.subtree(verb, without=clauses)) | set(tree.subtree(speaker, without=[verb]))
    if lemma not in UNQUOTING:
        quoted = _quoted(scene, verb, phrase | found) - _of_speaker(tree, verb, speaker, clauses)
        found = (found | quoted) - _between(scene, quoted, found, min(speaker, verb))
    if not found:
        found = (
            object_of(tree, verb, lemma, speaker)
            or around(tree, verb, lemma, speaker)
            or misplaced(tree, verb, lemma)
        )
    said_by = set(tree.subtree(speaker, without=tree.kids(speaker, "relcl", "acl")))
    found -= {token for other in others_in(tree, clauses) for token in tree.subtree(other)}
    found |= subject_behind(tree, verb, clauses) - {verb}
    told = whole(tree, verb, sorted(found - said_by - {verb} - _helpers(tree, verb)))
    return told[1:] if _is_relative(tree, told, verb) else told


def _of_speaker(tree: Tree, verb: int, speaker: int, clauses: list[int]) -> set[int]:
    """Of 'Kos, who wrote "High Tide," said it fell' what tells of the speaker, title and all."""
    behind = any(clause > verb for clause in clauses)
    named = tree.subtree(speaker, without=[verb]) if behind else []
    return {token for token in named if token < verb}


def _between(scene: Scene, quoted: set[int], found: set[int], stop: int) -> set[int]:
    """Words between a quotation and who said it that make no clause: the rest of a long title.

    Not those of 'it has a "guest" house, he said', where the clause begins before the quotation.
    """
    before = [token for token in quoted if token < stop]
    if not before:
        return set()
    words = set(range(max(before) + 1, stop))
    told = [token for token in found if token < min(before)]
    verbs = {token for token in (*words, *told) if scene.tree.parse.pos[token] in {"VERB", "AUX"}}
    return set() if verbs - _misread(scene.tree, max(before), words) else words


def _misread(tree: Tree, last: int, words: set[int]) -> set[int]:
    """Of '"It fell," Rovers defensive back Ana Kos said' the title, read as a verb."""
    title = (
        tree.word(last) == ","
        and 0 < len(words) <= _TITLE
        and not _FINITE & {tree.parse.tags[token] for token in words}
    )
    return {token for token in words if tree.parse.tags[token] == "VBP"} if title else set()


def _is_relative(tree: Tree, told: list[int], verb: int) -> bool:
    """Whether a lone "which" stands before the speaker: of "which she said fell" it "fell"."""
    if len(told) < 2 or not told[0] < verb < told[1] == verb + 1:
        return False
    return tree.parse.tags[told[0]] in {"WDT", "WP"} or tree.lower(told[0]) == "that"


def _helpers(tree: Tree, verb: int) -> set[int]:
    return set(tree.kids(verb, "aux", "auxpass", "neg", "cc"))


def _clauses(tree: Tree, verb: int, lemma: str, speaker: int) -> list[int]:
    labels = ("ccomp", "xcomp") if lemma in WITH_INFINITIVE | WITH_GERUND else ("ccomp",)
    found = []
    for kid in tree.kids(verb, *labels):
        if lemma in WITH_GERUND and tree.parse.tags[kid] == "VBG" and kid > verb:
            found.append(kid)
            continue
        demanded = tree.parse.deps[kid] == "xcomp" and lemma in WITH_INFINITIVE
        shown = lemma in OF_PAPERS_WITH_OBJECT and tree.lemma(speaker) in PAPERS
        strict = lemma in FULL_ONLY and not demanded and not shown
        if speaker in tree.subtree(kid) or (strict and not _is_full(tree, kid, strict=True)):
            continue
        if tree.parse.deps[kid] == "xcomp":
            if lemma == "ask" and not tree.has(verb, "dobj"):  # "asked not to be named"
                continue
            finite = tree.parse.tags[kid] == "VBD" and kid > verb  # "told police Kos fled", misread
            if lemma in WITH_INFINITIVE and (tree.has(kid, "aux") or finite):
                found += [*tree.kids(verb, "dobj"), kid]
            continue
        full = tree.parse.deps[kid] != "ccomp" or _is_full(tree, kid, strict=False)
        if not full or _is_none(tree, verb, lemma, kid) or _is_called(tree, verb, lemma, kid):
            continue
        if kid < speaker < verb and PARTED.search(
            tree.text[tree.parse.ends[kid] : tree.parse.starts[speaker]]
        ):
            continue
        if not _is_behind_words(tree, verb, kid):
            found.append(kid)
    return found


def _behind_if_any(tree: Tree, verb: int, clauses: list[int]) -> list[int]:
    """Of "It rained for days and he said it would end" what follows the verb, not what led up."""
    follows = any(kid > verb and min(tree.subtree(kid)) == verb + 1 for kid in clauses)
    return [kid for kid in clauses if kid > verb] if follows else clauses


def _joined_on(tree: Tree, verb: int, lemma: str, clauses: list[int]) -> list[int]:
    """Of "said it was old but it would stay" what the parser hung on "said".

    Only where its tense ("had", "would"), "he", or "did not hear, but saw" shows that it goes on:
    in other words whatever follows "but" may be the outlet's.
    """
    behind = [kid for kid in clauses if kid > verb]
    if lemma not in {"say", "tell"} or tree.parse.tags[verb] != "VBD" or not behind:
        return []
    return [
        kid
        for kid in tree.kids(verb, "conj")
        if kid > max(behind) and tree.lemma(kid) not in VERB_CLASS
        if _goes_on(tree, verb, kid) or goes_on_bare(tree, verb, max(behind), kid)
    ]


def _goes_on(tree: Tree, verb: int, clause: int) -> bool:
    subjects = tree.kids(clause, "nsubj", "nsubjpass")
    if not subjects or min(subjects) < verb:
        return False
    helpers = {tree.lower(kid) for kid in tree.kids(clause, "aux", "auxpass")}
    comma = any(tree.word(kid - 1) == "," for kid in tree.kids(verb, "cc"))
    own = tree.lower(subjects[0]) in {"he", "she"}
    return bool(helpers & {"had", "would"}) or (own and (bool(helpers) or not comma))


def _conditions(tree: Tree, verb: int, clauses: list[int]) -> set[int]:
    """Of "said without the patch, it would fall" what leads up to the clause, and is part of it."""
    first = min((min(tree.subtree(clause)) for clause in clauses), default=0)
    return {
        token
        for prep in tree.kids(verb, "prep")
        if prep == verb + 1 and tree.lower(prep) in _CONDITIONS
        for comma in (max(tree.subtree(prep)) + 1,)
        if first in {comma, comma + 1} and tree.word(comma) == ","
        for token in tree.subtree(prep)
    }


def _is_called(tree: Tree, verb: int, lemma: str, clause: int) -> bool:
    """Whether "In a white hat, that's all, Kos described the film as old" led up with a clause."""
    link = any(tree.lower(kid) == "as" and kid > verb for kid in tree.kids(verb, "prep"))
    return lemma == "describe" and clause < verb and link and tree.has(verb, "dobj")


def _is_none(tree: Tree, verb: int, lemma: str, clause: int) -> bool:
    """Whether a clause that the parser hung on a verb of speech is not what is said.

    Of "added two for the Tide, who have won" it tells of a noun before it, of "announced a plan,
    causing Kos to leave" what came of it; of "told the story of the night" a thing is told, and to
    nobody.
    """
    first = min(tree.subtree(clause))
    if first > verb:
        done = tree.parse.tags[first] == "VBG" and tree.has(verb, "dobj")
        return tree.word(first - 1) == "," and (done or tree.lower(first) == "who")
    return lemma == "tell" and any(
        tree.parse.tags[kid] == "NN" and not is_human(tree, kid) and kid > verb
        for kid in tree.kids(verb, "dobj")
    )


def _is_behind_words(tree: Tree, verb: int, clause: int) -> bool:
    """Whether 'signs saying "The Tide" turned up' has its words between verb and clause."""
    between = range(verb + 1, min(tree.subtree(clause)))
    marks = [token for token in between if tree.word(token) in _MARKS]
    return marks[:1] == [verb + 1] and len(marks) > 1


def _is_full(tree: Tree, clause: int, *, strict: bool) -> bool:
    """Whether a clause has what a sentence has; `strict` asks for the word "that" or a question."""
    asked = {"WDT", "WP", "WRB", "WP$"}
    words = [clause, *tree.children[clause]]
    if any(tree.parse.deps[kid] == "mark" for kid in words) or any(
        tree.parse.tags[kid] in asked for kid in words
    ):
        return True
    if strict:
        return False
    finite = {"VBD", "VBZ", "VBP", "MD"}
    return any(tree.parse.tags[token] in finite for token in words) or tree.has(
        clause, "nsubj", "nsubjpass", "aux"
    )


def _quoted(scene: Scene, verb: int, near: set[int]) -> set[int]:
    """The quotations that touch the verb's own phrase or stand in it."""
    tree, found = scene.tree, set[int]()
    aside = {
        token
        for prep in tree.kids(verb, "prep")
        if tree.lower(prep) in _ASIDE and scene.quote_of[prep] is None
        for token in tree.subtree(prep)
    }
    for number in range(len(scene.quotes)):
        tokens = scene.tokens_of(number)
        if not tokens:
            continue
        first, last = min(tokens), max(tokens)
        between = range(last + 1, verb) if last < verb else range(verb + 1, first)
        own = [
            t for t in between if any(map(str.isalnum, tree.word(t))) and scene.quote_of[t] is None
        ]
        label = last > verb and bool(own) and tree.lemma(own[-1]) in _LABELLING
        others = last < verb and (_is_of_other(tree, own, verb) or _is_told_of(tree, tokens, verb))
        near_by = all(token in near for token in own) and not others
        if near_by and not _another(tree, own, verb) and not label:
            found |= set(tokens) - aside
    return found


def _is_told_of(tree: Tree, quoted: list[int], verb: int) -> bool:
    """Of 'they blame a "monster lorry" that police say was light' the lorry, no word of theirs."""
    told = tree.parse.deps[verb] == "relcl" and tree.has(verb, "ccomp")
    return told and tree.parse.heads[verb] in quoted


def _is_of_other(tree: Tree, between: list[int], verb: int) -> bool:
    """Whether words in marks stand before the clause of a verb, and not as what it reports.

    Of 'sank a "mother ship", though a guard said that it was old', 'announced a "plan", adding that
    it is old'.
    """
    joined = any(
        tree.parse.deps[token] == "mark" and tree.lower(token) in _AGAINST for token in between
    )
    adding = tree.parse.tags[verb] == "VBG" and tree.parse.deps[verb] == "advcl"
    return joined or (tree.has(verb, "ccomp") and adding and not between)


def _another(tree: Tree, tokens: list[int], verb: int) -> bool:
    """Whether another verb of speech with a subject of its own stands between."""
    return any(
        tree.parse.tags[token][:2] == "VB" and tree.lemma(token) in VERB_CLASS and token != verb
        for token in tokens
    )
