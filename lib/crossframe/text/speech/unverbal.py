"""Sentence -> what it attributes without a verb of speech: by a noun, an adverb, a price."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from crossframe.text.meaning.tree import Scene, Tree
from crossframe.text.speech.reported import Attribution, clause_above, reported
from crossframe.text.speech.speaker_words import PAPERS
from crossframe.text.speech.speakers import speaker_at
from crossframe.text.speech.speech_subjects import subject_of
from crossframe.text.speech.speech_verbs import (
    SPEECH_NOUNS,
    UNSTATED_ADJECTIVES,
    UNSTATED_ADVERBS,
    VERB_CLASS,
)

_IN_THE_VIEW_OF = frozenset(
    {"account", "assessment", "estimate", "opinion", "reckoning", "view", "word"}
)

# "In our view" is what the outlet thinks itself.
_OWN = frozenset({"its", "my", "our"})
# Whoever does this with a claim has made it.
_GIVING = frozenset({"give", "issue", "make", "offer", "repeat", "voice"})
_MEDIA = frozenset({"media", "newspaper", "paper", "press", "tabloid"})
# Before these an adverb bears on them alone: "an allegedly drunk driver".
_BESIDE_NOUN = frozenset({"amod", "compound", "nmod"})
# An adjective set beside a noun by a comma: "the offer, reportedly worth a million".
_SET_BESIDE = frozenset({"acl", "advcl", "amod", "appos"})
_PHRASE = frozenset({"ADJ", "DET", "NOUN", "PROPN"})
# With these and a speaker a sentence ends, "..., the patrol said.", whatever the parser reads.
_CLOSING = {
    "asked": "ask", "estimates": "estimate", "reported": "report", "reports": "report",
    "said": "say", "says": "say",
}  # fmt: skip
# These part statements of which one may be somebody's and the other not.
_PARTS = frozenset({";", ":"})
_FINITE = frozenset({"MD", "VBD", "VBP", "VBZ"})


def by_noun(scene: Scene) -> Iterator[Attribution]:
    """Reads "Ana Kos's claim that ...", "the ministry's estimate of 480", "by their account"."""
    tree = scene.tree
    for token, tag in enumerate(tree.parse.tags):
        verb_class = SPEECH_NOUNS.get(tree.lemma(token)) if tag[:2] == "NN" else None
        owner = tree.kid(token, "poss")
        owner = _giver(tree, token) if owner is None else owner
        if verb_class is None or owner is None or scene.quote_of[token] is not None:
            continue
        speaker = speaker_at(tree, owner)
        tokens = _toldby_noun(tree, token)
        if speaker is not None and speaker.text.lower() not in _OWN and tokens:
            verb = (tree.lemma(token), verb_class, tree.extent([token]))
            yield from reported(scene, speaker, verb, tokens)


def _giver(tree: Tree, noun: int) -> int | None:
    """Of "Kos offered the explanation that it rained" Kos."""
    verb = tree.parse.heads[noun]
    gives = tree.parse.deps[noun] == "dobj" and tree.lemma(verb) in _GIVING
    that = noun + 1 < len(tree.parse.heads) and tree.lower(noun + 1) == "that"
    return subject_of(tree, verb) if gives and that else None


def _toldby_noun(tree: Tree, noun: int) -> set[int]:
    clauses = [
        kid
        for kid in tree.kids(noun, "acl", "ccomp", "relcl")
        if any(tree.lower(word) == "that" for word in tree.kids(kid, "mark"))
    ]
    head, dep = tree.parse.heads[noun], tree.parse.deps[noun]
    if _giver(tree, noun) is not None:
        clauses += [kid for kid in tree.kids(head, "ccomp") if kid > noun]
    if dep == "nsubj" and tree.lemma(head) == "be":
        clauses += tree.kids(head, "ccomp")
    for prep in tree.kids(noun, "prep"):
        below = tree.subtree(prep)
        if tree.lower(prep) == "of" and any(tree.parse.pos[t] == "NUM" for t in below):
            clauses.append(prep)
    if clauses:
        return {token for clause in clauses for token in tree.subtree(clause)}
    if dep == "pobj" and tree.lower(head) in {"by", "in"} and tree.lemma(noun) in _IN_THE_VIEW_OF:
        return set(tree.subtree(clause_above(tree, head))) - set(tree.subtree(head))
    return set()


def by_adjective(scene: Scene) -> Iterator[Attribution]:
    """Reads "the alleged theft"."""
    tree = scene.tree
    for token, dep in enumerate(tree.parse.deps):
        verb_class = UNSTATED_ADJECTIVES.get(tree.lower(token)) if dep == "amod" else None
        if verb_class is not None and scene.quote_of[token] is None:
            noun = tree.parse.heads[token]
            aside = tree.kids(noun, "relcl", "acl", "appos", "conj", "cc")
            tokens = {t for t in tree.subtree(noun, without=aside) if t > token}
            verb = (tree.lower(token), verb_class, tree.extent([token]))
            yield from reported(scene, None, verb, tokens)


def by_adverb(scene: Scene) -> Iterator[Attribution]:
    """Reads "reportedly" and its like."""
    tree = scene.tree
    for token in range(len(tree.parse.heads)):
        verb_class = UNSTATED_ADVERBS.get(tree.lower(token))
        if verb_class is None or scene.quote_of[token] is not None:
            continue
        verb = (tree.lower(token), verb_class, tree.extent([token]))
        yield from reported(scene, None, verb, _told_by_adverb(tree, token))


def _told_by_adverb(tree: Tree, adverb: int) -> set[int]:
    """What an adverb leaves to others: its clause, or the phrase that it stands within."""
    after = adverb + 1
    if after < len(tree.parse.deps) and tree.parse.deps[after] in _BESIDE_NOUN:
        return {token for token in tree.subtree(tree.parse.heads[after]) if token > adverb}
    head = tree.parse.heads[adverb]
    if head == after and tree.parse.pos[head] == "ADJ" and tree.parse.deps[head] in _SET_BESIDE:
        return {token for token in tree.subtree(head) if token > adverb}
    clause = clause_above(tree, adverb)
    if adverb and tree.parse.deps[adverb - 1] == "cc" and clause > adverb:
        return {token for token in tree.subtree(clause) if token > adverb}
    aside = tree.word(adverb - 1) == "," and after < len(tree.parse.tags)
    if aside and tree.parse.tags[after] == "IN":  # "found dead, reportedly of a cold, in his room"
        commas = (token for token in range(after, len(tree.parse.heads)) if tree.word(token) == ",")
        return set(range(after, next(commas, len(tree.parse.heads))))
    others = [*_clauses_before(tree, clause), *_clauses_beside(tree, clause, adverb)]
    return set(tree.subtree(clause, without=others)) - {adverb}


def _clauses_before(tree: Tree, clause: int) -> list[int]:
    """What stands before the subject of a clause that joins it by a comma, and says it not."""
    first = min(tree.kids(clause, "nsubj", "nsubjpass"), default=0)
    said = tree.lemma(clause) in VERB_CLASS
    return [] if said else [kid for kid in tree.kids(clause, "ccomp") if kid < first]


def _clauses_beside(tree: Tree, clause: int, adverb: int) -> list[int]:
    """What is told flatly beside: "When it rained, he allegedly fled and the police came"."""
    first = min(tree.kids(clause, "nsubj", "nsubjpass"), default=0)
    before = [k for k in tree.kids(clause, "advcl") if k < first and max(tree.subtree(k)) < adverb]
    behind = [k for k in tree.kids(clause, "conj") if k > adverb and tree.has(k, "nsubj")]
    joins = [kid for kid in tree.kids(clause, "cc") if behind and adverb < kid < behind[0]]
    return before + behind + joins[-1:]


def by_charge(scene: Scene) -> Iterator[Attribution]:
    """Reads "is accused of arson"; to be charged or convicted is a deed of law, and no speech."""
    tree = scene.tree
    for token, tag in enumerate(tree.parse.tags):
        lemma = tree.lemma(token)
        if tag != "VBN" or lemma != "accuse" or scene.quote_of[token] is not None:
            continue
        # "Says the woman accused of theft is ill" is misread as if the woman accused.
        active = tree.has(token, "aux", "dobj") and not tree.has(token, "auxpass")
        media = _media_beside(tree, token)
        # "Accused in local papers of theft": "of" may hang on the papers.
        preps = [kid for one in (token, *media) for kid in tree.kids(one, "prep")]
        preps = [kid for kid in preps if tree.lower(kid) == "of"]
        if active or not preps or tree.has(token, "neg"):
            continue
        above = tree.parse.heads[token]
        standing = tree.kids(above, "nsubj") if tree.lemma(above) == "stand" else []
        parts = (*standing, *tree.kids(token, "nsubjpass"), *preps)
        agents = [noun for by in tree.kids(token, "agent") for noun in tree.kids(by, "pobj")]
        by = next(iter([*agents, *media]), None)
        speaker = speaker_at(tree, by) if by is not None else None
        if by in media and speaker is not None:
            end = tree.parse.ends[by]
            speaker = replace(speaker, end=end, text=tree.text[speaker.start : end])
        tokens = {below for part in parts for below in tree.subtree(part)}
        yield from reported(scene, speaker, (lemma, "claim", tree.extent([token])), tokens)


def _media_beside(tree: Tree, verb: int) -> list[int]:
    """The papers in which somebody is accused."""
    within = [kid for kid in tree.kids(verb, "prep") if tree.lower(kid) == "in"]
    nouns = [noun for kid in within for noun in tree.kids(kid, "pobj")]
    return [noun for noun in nouns if _MEDIA & {tree.lemma(noun), tree.lower(noun)}]


def by_value(scene: Scene) -> Iterator[Attribution]:
    """Reads "the bank had valued the firm at 5 million"."""
    tree = scene.tree
    for token, tag in enumerate(tree.parse.tags):
        if tree.lemma(token) != "value" or tag[:2] != "VB" or scene.quote_of[token] is not None:
            continue
        passive = tree.has(token, "auxpass")
        by = [noun for agent in tree.kids(token, "agent") for noun in tree.kids(agent, "pobj")]
        who = next(iter(by if passive else tree.kids(token, "nsubj")), None)
        speaker = speaker_at(tree, who) if who is not None else None
        things = tree.kids(token, "nsubjpass" if passive else "dobj")
        below = [tree.subtree(kid) for kid in tree.kids(token, "prep") if tree.lower(kid) == "at"]
        below += [tree.subtree(kid) for kid in things]
        tokens = {one for part in below for one in part}
        if speaker and things and any(tree.parse.pos[one] == "NUM" for one in tokens):
            yield from reported(scene, speaker, ("value", "neutral", tree.extent([token])), tokens)


def by_misread(scene: Scene) -> Iterator[Attribution]:
    """Reads "Police allege Ana Kos fled", of whose verb the parser makes a noun at times."""
    tree = scene.tree
    for token, tag in enumerate(tree.parse.tags):
        if tree.lower(token) != "allege" or tag[:2] != "NN" or scene.quote_of[token] is not None:
            continue
        # Of "the charges against Kos" it is not Kos who alleges.
        if not token or not _PHRASE.issuperset(tree.parse.pos[:token]):
            continue
        if speaker := speaker_at(tree, token - 1):
            behind = range(token + 1, len(tree.parse.tags))
            told = [one for one in behind if one != behind[-1] or tree.parse.pos[one] != "PUNCT"]
            yield from reported(scene, speaker, ("allege", "claim", tree.extent([token])), told)


def by_closing(scene: Scene, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Reads "..., the patrol said." or "..., the patrol said, ..." where the parser lost it.

    At the end of a sentence all before it is told; between commas the statement in front of it,
    or behind it, where only "on Monday, after which" stands in front.
    """
    tree = scene.tree
    words = [token for token in range(len(tree.parse.tags)) if tree.word(token)[0].isalnum()]
    known = {one.verb_start for one in found}
    for verb in words:
        lemma = _CLOSING.get(tree.lower(verb))
        if tree.lower(verb) == "state" and tree.lemma(verb - 1) in PAPERS:
            lemma = "state"  # "..., the records state."
        if lemma is None or scene.quote_of[verb] is not None or tree.parse.starts[verb] in known:
            continue
        first = _aside_from(tree, verb)
        if first is None or not (verb == words[-1] or _is_parenthesis(tree, verb)):
            continue
        told = range(max(token for token in (0, *words) if token < first) + 1)
        if verb != words[-1]:
            told = _beside(tree, first, verb)
        if speaker := speaker_at(tree, _without_clause(tree, verb) - 1):
            if lemma in {"estimate", "state"}:  # read as a noun, and "the" as one of it
                start = tree.parse.starts[first]
                speaker = replace(speaker, start=start, text=tree.text[start : speaker.end])
            verb_place = (lemma, VERB_CLASS[lemma], tree.extent([verb]))
            yield from reported(scene, speaker, verb_place, told)


def _aside_from(tree: Tree, verb: int) -> int | None:
    """Where "the patrol said" begins behind a comma or a mark of quotation; None if it does not."""
    first = verb = _without_clause(tree, verb)
    while first > 0 and (
        tree.parse.pos[first - 1] in _PHRASE or tree.parse.tags[first - 1] == "PRP$"
    ):
        first -= 1
    named = tree.parse.pos[verb - 1] in {"NOUN", "PROPN"} and tree.lower(first) != "no"
    return first if named and first >= 2 and tree.word(first - 1)[-1] in ',”"?!' else None


def _without_clause(tree: Tree, verb: int) -> int:
    """Of "a clerk who asked not to be named said" where the clause begins, else the verb."""
    before = range(verb - 1, max(-1, verb - 10), -1)
    stop = next((token for token in before if tree.word(token) == ","), -1)
    return next((t for t in before if t > stop and tree.lower(t) == "who"), verb)


def _is_parenthesis(tree: Tree, verb: int) -> bool:
    """Whether a comma follows "the patrol said", so that the sentence goes on around it."""
    finite = tree.parse.tags[verb] in {"VBD", "VBP", "VBZ"}
    return finite and verb + 1 < len(tree.parse.tags) and tree.word(verb + 1) == ","


def _beside(tree: Tree, first: int, verb: int) -> range:
    """The statement before `first`, or behind the verb where none stands before it."""
    begin = next((t + 1 for t in range(first - 1, -1, -1) if tree.word(t) in _PARTS), 0)
    if any(tree.parse.tags[token] in _FINITE for token in range(begin, first)):
        return range(begin, first - 1)
    behind = range(verb + 2, len(tree.parse.tags))
    end = next((token for token in behind if tree.word(token) in _PARTS), behind.stop)
    return range(verb + 2, end - (end == behind.stop and tree.parse.pos[end - 1] == "PUNCT"))
