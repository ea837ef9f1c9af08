"""Sentence and its grammar -> which steps of a case at law it tells, and at which it hints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from crossframe.text.meaning.main_clause import SUBJECTS, main_clause
from crossframe.text.meaning.tree import Tree

# The words with which a main clause tells a step.
_STEPS = {
    "question": "interrogate question questioning quiz",
    "arrest": "apprehend arrest",
    "charge": "accuse charge indict indictment",
    "hearing": "arraign arraignment hearing",
    "plea": "plea plead",
    "trial": "testify testimony trial",
    "verdict": "convict conviction guilty verdict",
    "acquittal": "acquit acquittal",
    "sentence": "sentence",
    "custody": "bail remand",
}
# Of these as well a sentence tells without their words.
_TOLD_ELSE = frozenset({"custody", "hearing", "term"})
# With these as well a sentence may mean a step that another tells.
_HINTS = {
    "arrest": "book capture catch custody detain detention hold jail nab pull raid seize surrender",
    "charge": "allege arraign arraignment complaint count face",
    "hearing": "appear appearance court judge magistrate magistrates",
    "plea": "admit deny guilty",
    "trial": "court jury juror prosecutor stand try",
    "verdict": "find jury",
    "acquittal": "clear innocent",
    "sentence": "death execution jail life month penalty prison term year",
    "custody": "bond custody detain hold jail prison release",
    "term": "jail prison serve",
}


def _by_word(*tables: Mapping[str, str]) -> Mapping[str, AbstractSet[str]]:
    found: dict[str, set[str]] = {}
    for table in tables:
        for step, words in table.items():
            for word in words.split():
                found.setdefault(word, set()).add(step)
    return found


_NAMES, _MEANS = _by_word(_STEPS), _by_word(_STEPS, _HINTS)
# Anybody may accuse and question, and of one who testifies it is what he says that is news.
_WEAK = frozenset({"accuse", "question", "questioning", "testify", "testimony"})
_BEFORE_COURT = frozenset({"arrest", "question"})
_LIGHT = frozenset({"face", "find", "give", "go", "hand", "make", "release", "return", "take"})
# Nor do these tell more than the step beside them.
_IDLE = (
    _LIGHT
    | {"schedule", "stand", "start"}
    | frozenset(
        "await be begin bring continue end expect file hear hold open order put resume set".split()  # noqa: SIM905
    )
)
# Beside a step they say that it was one of another case: "on probation for a previous arrest".
_EARLIER = frozenset({"earlier", "former", "past", "previous", "prior"})
_OF_EARLIER = "earlier"
# What is told of a time around a step is another deed: "was found dead after his arrest".
_AROUND = frozenset({"after", "at", "before", "despite", "during", "following", "since", "until"})
# But "before a court" is a place.
_LATER = frozenset({"after", "despite", "following", "since"})
_COURTS = frozenset("court courts judge magistrate magistrates tribunal".split())  # noqa: SIM905
_COMES = frozenset({"appear", "be"})
_TERMS = frozenset({"month", "sentence", "term", "time", "year"})
_PRISONS = frozenset({"bar", "jail", "prison", "sentence"})
# What they are is told by the noun before them: "a trial date", "a bail hearing".
_OCCASIONS = frozenset({"date", "hearing", "proceeding", "session"})
_OF_NOUNS = frozenset({"acl", "amod", "relcl"})
# With these the word is no step: "a cardiac arrest", "a clinical trial".
_OF_HEALTH = frozenset({"cardiac", "clinical", "drug", "medical", "traumatic"})
_HIT_AND_RUN = re.compile(r"\bhit\W+and\W+run\b", re.IGNORECASE)
_OF_NAMES = frozenset({"hit", "run"})


class Steps(NamedTuple):
    """Which steps of a case at law a sentence tells in its main clause, and names anywhere.

    `alone` are the steps that it tells if it tells nothing else, and `hinted` those that any word
    of it may mean. `deeds` are what its main clause tells beside steps, `verbs` all of its verbs
    and `words` all words of the sentence, as lemmas; `is_of_court` where a court has a part in a
    step of the main clause.
    """

    main: AbstractSet[str]
    named: AbstractSet[str]
    alone: AbstractSet[str]
    hinted: AbstractSet[str]
    deeds: AbstractSet[str]
    verbs: AbstractSet[str]
    words: AbstractSet[str]
    is_of_court: bool

    @property
    def meant(self) -> AbstractSet[str]:
        """The steps that it names, and those that it may mean in words of its own."""
        return self.named | (self.hinted & _TOLD_ELSE)

    def is_other_than(self, beside: Steps) -> bool:
        """Whether the main clauses tell of steps that the other sentence does not so much as name.

        An arrest is no charge, and a charge no verdict; where both tell of one further deed, as
        that somebody died, they may mean that.
        """
        both = self.main and beside.main
        apart = not (self.main & beside.meant or beside.main & self.meant)
        return bool(both) and apart and not self.deeds & beside.deeds

    def goes_beyond(self, beside: Steps) -> bool:
        """Whether this tells a step in court alone, and the other a deed that this does not name.

        "A man was charged with arson" is not what "A fire damaged the mill" says.
        """
        alone = self.is_of_court and not self.deeds and not beside.named
        return alone and bool(beside.verbs) and not beside.verbs & self.words

    def is_left_out_by(self, beside: Steps) -> bool:
        """Whether this tells a step and nothing else, at which the other does not so much as hint.

        "Man charged with arson over fire at mill" is not what "Fire at mill" says.
        """
        return bool(self.alone) and not self.alone & beside.hinted


def steps_told(tree: Tree) -> Steps:
    """Finds which steps of a case at law a sentence tells.

    Args:
        tree: The sentence.

    Returns:
        Question, arrest, charge, hearing, plea, trial, verdict, acquittal, sentence, custody, the
        term that is served, and whatever was a step of an earlier case.
    """
    verbs = main_clause(tree).verbs
    told = [_told_by(tree, deed) for verb in verbs for deed in _deeds_of(tree, verb)]
    main = {step for deed in told for step in deed.steps}
    words = {word for deed in told for word in deed.words}
    hinted = main | _found(tree, _MEANS)
    is_more = any(deed.is_more for deed in told) or any(_tells_besides(tree, v) for v in verbs)
    return Steps(
        main,
        main | _found(tree, _NAMES),
        set() if is_more or words & _WEAK else main,
        hinted,
        {deed.lemma for deed in told if not deed.steps and deed.lemma} - _LIGHT,
        {tree.lemma(verb) for verb in verbs if tree.parse.pos[verb] == "VERB"} - _LIGHT,
        {lemma.lower() for lemma in tree.parse.lemmas},
        any(word != "accuse" and not _NAMES[word] <= _BEFORE_COURT for word in words),
    )


class _Deed(NamedTuple):
    """A verb of a main clause, or the noun of a headline: the steps that it and those beside tell.

    `lemma` is empty for a noun; `words` are those of steps; `is_more` where it tells another thing.
    """

    lemma: str
    steps: AbstractSet[str]
    words: AbstractSet[str]
    is_more: bool


def _told_by(tree: Tree, verb: int) -> _Deed:
    is_verb = tree.parse.pos[verb] == "VERB"
    done = {verb, *tree.kids(verb, "acomp", "attr", "dobj", "oprd")}
    beside = {*done, *tree.kids(verb, *SUBJECTS), *_nouns_at(tree, verb)}
    words = {noun: set(_words_at(tree, noun)) & _NAMES.keys() for noun in beside}
    found = {word for own in words.values() for word in own}
    steps = {step for noun, own in words.items() for step in _steps_of(tree, noun, own)}
    unnamed = _unnamed(tree, verb)
    # Who serves a sentence is not sentenced.
    steps = steps - {"sentence"} | unnamed if "term" in unnamed else steps | unnamed
    is_step = bool(unnamed) or any(words[noun] for noun in done)
    is_more = is_verb and not is_step and tree.lemma(verb) not in _IDLE
    lemma = tree.lemma(verb) if is_verb else ""
    return _Deed(lemma, steps - {"verdict"} if "plea" in steps else steps, found, is_more)


def _steps_of(tree: Tree, token: int, words: AbstractSet[str]) -> set[str]:
    """The steps that the words of a noun or a verb mean; of another case they are none of this."""
    steps = {step for word in words for step in _NAMES[word]}
    return {_OF_EARLIER} if steps and _is_earlier(tree, token) else steps


def _deeds_of(tree: Tree, verb: int) -> Iterator[int]:
    """The verb of a main clause with those joined to it; of a headline its noun and its verbs.

    These are those of "Man charged over fire" and of "Arrest made".
    """
    if _is_of_name(tree, verb):
        for noun in tree.kids(verb, *SUBJECTS):
            yield from (noun, *tree.kids(noun, "acl"))
        return
    yield verb
    bare = tree.parse.pos[verb] not in {"AUX", "VERB"}
    beside = [*tree.kids(verb, "conj", "xcomp"), *(tree.kids(verb, "acl") if bare else ())]
    due = [deed for one in tree.kids(verb, "acomp") for deed in tree.kids(one, "xcomp")]
    yield from (deed for deed in (*beside, *due) if not _is_of_name(tree, deed))


def _is_of_name(tree: Tree, verb: int) -> bool:
    """Whether what looks like a verb is the name of a crime: "in a fatal hit and run"."""
    if tree.lower(verb) not in _OF_NAMES:
        return False
    start = tree.parse.starts[verb]
    return any(one.start() <= start < one.end() for one in _HIT_AND_RUN.finditer(tree.text))


def _tells_besides(tree: Tree, verb: int) -> bool:
    """Whether it is told where something was said, or beside another thing in a headline.

    As in "The trial heard that he fled", in "Kos was on trial when he fled", and in "Woman killed,
    driver charged".
    """
    when = any(
        tree.lower(kid) == "when"
        for clause in tree.kids(verb, "advcl")
        for kid in tree.kids(clause, "advmod")
    )
    beside = any(tree.has(noun, "acl") for noun in tree.kids(verb, "npadvmod"))
    return when or beside or tree.has(verb, "ccomp")


def _found(tree: Tree, table: Mapping[str, AbstractSet[str]]) -> set[str]:
    """The steps that words of a sentence mean."""
    lemmas = [lemma.lower() for lemma in tree.parse.lemmas]
    found: set[str] = {_OF_EARLIER} if _EARLIER.intersection(lemmas) else set()
    for token, word in enumerate(lemmas):
        if word in table and not (_is_earlier(tree, token) or _is_of_whom(tree, token)):
            found |= table[word]
    return found


def _is_of_whom(tree: Tree, verb: int) -> bool:
    """Whether an accusation says who somebody is: "a date is set for a man accused of theft"."""
    return tree.lemma(verb) == "accuse" and tree.parse.deps[verb] in _OF_NOUNS


def _is_earlier(tree: Tree, noun: int) -> bool:
    return any(tree.lower(kid) in _EARLIER for kid in tree.kids(noun, "amod"))


def _unnamed(tree: Tree, verb: int) -> set[str]:
    """The steps told by what is done and where: "is due in court", "served a year in prison"."""
    lemma = tree.lemma(verb)
    if lemma in _COMES:
        above = (verb, *tree.kids(verb, "acomp"))
        places = {tree.lower(noun) for one in above for noun in _nouns_at(tree, one, _LATER)}
        return {"hearing"} if places & _COURTS else set()
    if lemma == "serve":
        terms = {tree.lemma(kid) for kid in tree.kids(verb, "dobj", "npadvmod")} & _TERMS
        words = {one.lower() for one in tree.parse.lemmas} if terms else set()
        return {"term"} if words & _PRISONS else set()
    return set()


def _nouns_at(tree: Tree, verb: int, without: AbstractSet[str] = _AROUND) -> Iterator[int]:
    """The nouns behind the prepositions of a verb: "went on trial", but not "fled after trial"."""
    for kid in tree.kids(verb, "prep"):
        if tree.lower(kid) not in without:
            yield from tree.kids(kid, "pobj")


def _words_at(tree: Tree, token: int) -> Iterator[str]:
    """A word and, where it is an occasion, what it is one of: "a trial date".

    None of another sense: "the shop charged two euros", "a clinical trial".
    """
    lemma = tree.lemma(token)
    beside = {tree.lower(kid) for kid in tree.kids(token, "amod", "compound", "prep")}
    is_price = lemma == "charge" and tree.has(token, "dobj") and "with" not in beside
    if not is_price and not beside & _OF_HEALTH:
        yield lemma
    if tree.lemma(token) in _OCCASIONS:
        yield from (tree.lemma(kid) for kid in tree.kids(token, "compound"))
