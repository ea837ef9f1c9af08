"""Sentence -> its verbs of speech, each with the head of its speaker and what it reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from crossframe.text.meaning.tree import Scene, Tree
from crossframe.text.speech.speech_content import content_of
from crossframe.text.speech.speech_senses import is_deed
from crossframe.text.speech.speech_subjects import subject_of
from crossframe.text.speech.speech_verbs import (
    PARTICLES,
    SAID_AFTER,
    UNSAID_AFTER,
    UNSTATED_PASSIVE,
    VERB_CLASS,
    WITH_INFINITIVE,
    WITH_OBJECT,
)
from crossframe.text.speech.subject_places import subject_by_place

_DESCRIBING = frozenset({"describe", "regard", "dismiss"})
# Without an object these are a bad parse of "the woman accused of theft".
_ABOUT_SOMEBODY = frozenset({"accuse", "blame"})
_MODALS = frozenset("will would shall should may might must can could 'll ’ll 'd wo ca".split())  # noqa: SIM905
_UNREAL = frozenset({"if", "unless", "until", "before", "whether", "lest", "once"})
_ASKING = frozenset({"WDT", "WP", "WP$", "WRB"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never"})
_NEGATING = frozenset({"no", "nobody", "none", "neither", "nothing"})
# Of whom none of these was told nothing was told: "no further details were reported by the police".
_TOLD = frozenset({"comment", "detail", "explanation", "information", "news", "statement", "word"})


_DASHES = frozenset({"—", "–", "--"})
# So few tokens stand between a dash and the verb of an aside.
_ASIDE = 8


class Frame(NamedTuple):
    """A verb that reports: its token, the head of its speaker (None: unstated), what it reports."""

    verb: int
    speaker: int | None
    content: tuple[int, ...]
    negated: bool


def find_frames(scene: Scene) -> Iterator[Frame]:
    """Finds the verbs of speech that report something; quoted ones are the speaker's own.

    Args:
        scene: The sentence.

    Yields:
        One frame a verb, in the order of the sentence.
    """
    parse = scene.tree.parse
    for token, tag in enumerate(parse.tags):
        lemma = scene.tree.lemma(token)
        if tag[:2] == "VB" and lemma in VERB_CLASS and scene.quote_of[token] is None:
            found = _frame(scene, token, lemma)
            if found:
                yield found


def _frame(scene: Scene, verb: int, lemma: str) -> Frame | None:
    tree = scene.tree
    particle = PARTICLES.get(lemma)
    if particle and not any(
        tree.lower(kid) == particle for kid in tree.kids(verb, "prt", "advmod")
    ):
        return None
    negated = _is_negated(scene, verb)
    if _is_unreal(scene, verb, negated=negated) or is_deed(scene, verb):
        return None
    if tree.has(verb, "auxpass") or (
        tree.parse.tags[verb] == "VBN" and not tree.has(verb, "aux", "nsubj")
    ):
        return _passive(scene, verb, lemma, negated=negated)
    speaker = _speaking(scene, verb)
    if speaker is None:
        return None
    content = _between_dashes(tree, verb, content_of(scene, verb, lemma, speaker))
    if (
        _is_misread(tree, verb, lemma)
        or not content
        or _is_cut_short(scene, lemma, content)
        or _is_when(scene, lemma, content)
        or (lemma in _ABOUT_SOMEBODY and not tree.has(verb, "dobj", "ccomp", "dative"))
    ):
        return None
    nobody = tree.parse.pos[speaker] != "PROPN" and tree.lower(speaker) in _NEGATING
    if nobody or any(tree.lower(k) == "no" for k in tree.kids(speaker, "det")):
        negated = True
    if _says_nothing(tree, verb):
        negated = True
    return Frame(verb, speaker, tuple(content), negated)


def _says_nothing(tree: Tree, verb: int) -> bool:
    """Whether "said nothing of it", and not "said nothing had changed", which is said."""
    behind = verb + 1
    if behind >= len(tree.parse.heads) or tree.lower(behind) != "nothing":
        return False
    above = tree.parse.heads[behind]
    between = [tree.parse.tags[token] for token in range(behind + 1, above)]
    is_subject = tree.parse.deps[behind] in {"nsubj", "nsubjpass"} and "IN" not in between
    return above <= verb or not is_subject


def _speaking(scene: Scene, verb: int) -> int | None:
    """The subject of a verb; whoever stands in its place where that is a word of a quotation."""
    speaker = subject_of(scene.tree, verb)
    if speaker is not None and scene.quote_of[speaker] is not None:
        speaker = subject_by_place(scene.tree, verb)
    return None if speaker is None or scene.quote_of[speaker] is not None else speaker


def _is_misread(tree: Tree, verb: int, lemma: str) -> bool:
    """Whether "a knife believed to be the weapon" was read as if the knife believed something."""
    named = lemma == "call" and any(
        min(tree.subtree(subject)) == verb + 1 and tree.parse.pos[subject] == "PROPN"
        for kid in tree.kids(verb, "ccomp")
        for subject in tree.kids(kid, "nsubj")
    )  # "the man fans call Big Kos won"
    return named or (
        lemma in UNSTATED_PASSIVE - WITH_INFINITIVE
        and not tree.has(verb, "aux")
        and any(
            tree.lower(to) == "to"
            for kid in tree.kids(verb, "xcomp")
            for to in tree.kids(kid, "aux")
        )
    )


def _is_cut_short(scene: Scene, lemma: str, content: Sequence[int]) -> bool:
    """Whether "what", or the "two" of "two men", is all that was made out of what is said."""
    tree, words = scene.tree, [t for t in content if scene.tree.word(t)[0].isalnum()]
    if lemma not in {"say", "report"} or len(words) != 1 or scene.quote_of[words[0]] is not None:
        return False
    word = words[0]
    if lemma == "report" and tree.parse.tags[word] == "NNS":
        return True  # "providers also reported problems"
    counts = tree.parse.pos[word] == "NUM" and tree.parse.deps[word] == "nummod"
    return counts or tree.parse.tags[word] in _ASKING


def _between_dashes(tree: Tree, verb: int, content: list[int]) -> list[int]:
    """Of "it fell — collapsed, she said — at noon" what stands between the dashes with the verb."""
    dashes = [token for token in range(len(tree.parse.tags)) if tree.word(token) in _DASHES]
    left = max((t for t in dashes if t < verb), default=-1)
    right = min((t for t in dashes if t > verb), default=-1)
    inside = [token for token in content if left < token < right]
    aside = left >= 0 and right == verb + 1 and verb - left <= _ASIDE
    return inside if aside and inside else content


def _is_when(scene: Scene, lemma: str, content: Sequence[int]) -> bool:
    """Whether "said before the mayor came" tells when somebody spoke, and not what was said."""
    tree, first = scene.tree, content[0]
    when = tree.lower(first) in {"after", "before"} and tree.parse.deps[first] in {"mark", "prep"}
    quoted = any(scene.quote_of[token] is not None for token in content)
    behind = tree.lemma(first - 1) == lemma if first else False
    return lemma in {"add", "say"} and when and behind and not quoted


def _own_kids(scene: Scene, verb: int, *labels: str) -> list[int]:
    """The dependents of a verb outside of quotations, of which a bad parse hangs words on it."""
    return [kid for kid in scene.tree.kids(verb, *labels) if scene.quote_of[kid] is None]


def _is_negated(scene: Scene, verb: int) -> bool:
    tree = scene.tree
    nots = [t for t in _own_kids(scene, verb, "neg", "advmod") if tree.lower(t) in _NEGATIONS]
    if any(tree.word(token + 1) != ":" for token in nots):  # "Or not: she says that it may hold"
        return True
    head = tree.parse.heads[verb]
    return tree.parse.deps[verb] == "xcomp" and tree.lemma(head) in UNSAID_AFTER


def _is_unreal(scene: Scene, verb: int, *, negated: bool) -> bool:
    """Whether the verb stands in a wish, a plan or a condition, so that nothing was said yet."""
    tree = scene.tree
    clause = verb
    while tree.parse.deps[clause] == "conj" and tree.parse.heads[clause] < clause:
        clause = tree.parse.heads[clause]
    marks = {tree.lower(kid) for one in {verb, clause} for kid in _own_kids(scene, one, "mark")}
    if marks & _UNREAL:
        return True
    helpers = {tree.lower(kid) for kid in _own_kids(scene, verb, "aux")}
    if "to" in helpers:
        governor = tree.parse.heads[verb]
        has_this = tree.lemma(governor) == "have" and tree.has(
            governor, "dobj"
        )  # "had this to say"
        said = SAID_AFTER | UNSAID_AFTER
        return tree.lemma(governor) not in said and not (has_this and _is_quoting(scene, verb))
    asks = tree.lemma(verb) == "ask" or VERB_CLASS[tree.lemma(verb)] == "demand"
    if tree.parse.tags[verb] == "VBG" and asks:
        above = tree.kids(tree.parse.heads[verb], "aux") if tree.parse.deps[verb] == "advcl" else []
        return any(tree.parse.tags[kid] == "MD" for kid in above)
    if helpers & _MODALS:
        return not negated or tree.lemma(verb) == "confirm"
    finite = tree.parse.tags[tree.parse.heads[verb]] in {"VBD", "VBP", "VBZ"}
    joined = tree.parse.deps[verb] == "conj" and finite
    # "Let them explain", and not "police stopped him and say", whose verb is misread.
    return tree.parse.tags[verb] == "VB" and not helpers and not joined


def _is_quoting(scene: Scene, verb: int) -> bool:
    """Whether a quotation begins behind a verb, and before any other verb."""
    tags = scene.tree.parse.tags
    for token in range(verb + 1, len(tags)):
        if scene.quote_of[token] is not None:
            return True
        if tags[token][:2] == "VB":
            return False
    return False


def _asides(tree: Tree, clause: int) -> Iterator[list[int]]:
    """What a clause adds flatly: "is believed to be hurt in the fire, which lasted an hour"."""
    for token in tree.subtree(clause):
        if tree.parse.deps[token] == "relcl":
            aside = tree.subtree(token)
            if aside[0] and tree.word(aside[0] - 1) == ",":
                yield aside


def _is_nothing_told(tree: Tree, lemma: str, subject: Sequence[int]) -> bool:
    """Whether somebody is named by whom nothing was told, or no link was confirmed."""
    return any(
        tree.lower(noun) in {"nothing", "none"}
        or (
            (lemma == "confirm" or tree.lemma(noun) in _TOLD)
            and any(tree.lower(kid) == "no" for kid in tree.kids(noun, "det"))
        )
        for noun in subject
    )


def _passive_subject(tree: Tree, verb: int) -> list[int]:
    """The subject of a passive verb, which a clause between the two took over by a bad parse.

    "No other offer (of clubs trying to win) was thought to be higher": without "no other offer" it
    would be told of nothing.
    """
    own = tree.kids(verb, "nsubjpass")
    if own or not tree.has(verb, "auxpass"):
        return own
    first = min(tree.kids(verb, "auxpass"))
    asides = [kid for kid in tree.kids(verb, "advcl") if kid < first]
    return [noun for kid in asides[:1] for noun in tree.kids(kid, "nsubj") if noun < kid]


def _passive(scene: Scene, verb: int, lemma: str, *, negated: bool) -> Frame | None:
    """Reads "it is said that", "is believed to be", "was described by police as"."""
    tree = scene.tree
    agent = next((noun for by in tree.kids(verb, "agent") for noun in tree.kids(by, "pobj")), None)
    it = any(tree.lower(kid) == "it" for kid in tree.kids(verb, "nsubjpass"))
    clauses = [kid for kid in tree.kids(verb, "ccomp", "xcomp") if kid > verb or it or agent]
    describes = lemma in _DESCRIBING and agent is not None and tree.parse.deps[verb] == "acl"
    if not (tree.has(verb, "auxpass") or describes) or any(
        tree.lower(k) == "as" for k in tree.kids(verb, "mark")
    ):
        return None
    if agent is None and not (clauses and lemma in UNSTATED_PASSIVE):
        return None
    if not clauses and lemma not in WITH_OBJECT | _DESCRIBING | {"warn", "tell"}:
        return None
    subject = [] if lemma == "tell" and clauses else _passive_subject(tree, verb)
    if agent is not None and not clauses and _is_nothing_told(tree, lemma, subject):
        return None
    clauses = clauses + (
        [kid for kid in tree.kids(verb, "prep") if tree.lower(kid) == "as"]
        if lemma in _DESCRIBING
        else []
    )
    content = {
        token
        for part in (*clauses, *subject)
        if tree.lower(part) != "it"
        for token in tree.subtree(part)
    }
    if agent is None:
        content -= {t for part in clauses for aside in _asides(tree, part) for t in aside}
    return Frame(verb, agent, tuple(sorted(content)), negated)
