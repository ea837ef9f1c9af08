"""Sentences of a claim, attributions -> which say it in the outlet's own voice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from crossframe.comparison.speech.accounts import Voices
from crossframe.comparison.speech.own_name import is_outlet_itself
from crossframe.comparison.speech.within import (
    holds,
    innermost,
    is_aside,
    is_before,
    is_behind,
    says_what_is_shared,
)
from crossframe.text.meaning.assertions import main_tokens
from crossframe.text.meaning.certainty import assess_certainty
from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.attribution import Attribution
from crossframe.text.speech.sentence_quotes import may_run_over
from crossframe.text.speech.speaker_words import PAPERS
from crossframe.text.speech.speech_senses import is_order
from crossframe.text.speech.speech_verbs import (
    SPEECH_NOUNS,
    UNSTATED_ADJECTIVES,
    UNSTATED_ADVERBS,
    VERB_CLASS,
)

# At least this share of a claim's words inside of what is attributed makes the claim attributed,
# and at most that one makes it the outlet's own; between the two nothing is called.
_ATTRIBUTED, _OWN = 0.6, 0.25
# A sentence of whose words at least this share is said by somebody is not the outlet's own.
_MOSTLY = 0.5
# So many words, and such a share of a sentence's, must stand in the claim's other sentences too for
# a contrast: below that, the sentences may tell different facts.
_SHARED, _SHARE = 3, 0.4
# Where one of these stands and no attribution was made of it, whose words they are is open.
_TELLING = frozenset(
    """
    accord accusation accuse allegation allege alleged allegedly assert claim confirm contend
    estimate purportedly report reportedly say suspect suspected
    """.split()  # noqa: SIM905
)
# Deeds of law: whoever is charged did something, as somebody says.
_LAW = frozenset(
    """
    accused arraign arrest book charge charges convict count counts indict plead suspect suspicion
    trial
    """.split()  # noqa: SIM905
)
# What somebody has in mind is known of what they say alone.
_IN_MIND = frozenset("believe expect fear feel hope know remember think want".split())  # noqa: SIM905
# By these somebody surely says it; others, such as "put" or "add", are deeds as well.
_SURELY = frozenset(
    """
    accuse acknowledge admit allege allegedly announce assert claim conclude confirm deny estimate
    explain insist note report reportedly say state tell testify warn write according
    """.split()  # noqa: SIM905
)
_MARKS = re.compile(r"^[^:]{1,40}:\s|[\"“”‘«»]|(?<!\w)'(?=\w)|``")
# So many words may tell when a source said it; behind these marks what it said begins anew.
_WHEN = 4
_STOP = re.compile(r"[.!?;]\s|[—–:]|\s--?\s")
_EVERYDAY = frozenset(
    """
    add agree allow ask call continue count cry express figure find list own point post promise put
    read record rule show speak undertake view word
    """.split()  # noqa: SIM905
)
_ATTRIBUTING = (
    _TELLING
    | {"accusation", "belief", "rumor", "rumour", "source", "speculation"}
    | ((VERB_CLASS.keys() | SPEECH_NOUNS.keys()) - _EVERYDAY)
)


# Whoever speaks so speaks for themselves: a speech that is printed without marks.
_SPEAKING = frozenset({"i", "me", "my", "our", "us", "we", "your", "you"})
# What is set against the main clause, or leads up to it.
_BESIDE = frozenset({"conj", "ccomp", "parataxis", "dep", "ROOT"})


class Voice(NamedTuple):
    """How a sentence says a claim, and whom it names for it.

    `firm` where nothing in the sentence leaves doubt of that, so that a contrast can rest on it.
    `apart` where the claim stands before what somebody says, "Born in Averley, Kos said she left",
    or in a sentence behind it that was not parted from it.
    `places` are those of the words that it shares with the claim's other sentences.
    """

    voice: str
    attributions: tuple[Attribution, ...] = ()
    firm: bool = False
    apart: bool = False
    places: tuple[int, ...] = ()


def voice_of(
    voices: Voices, sentence_id: str, words: Sequence[tuple[str, int]], common: set[str]
) -> Voice:
    """Says how a sentence says a claim.

    Args:
        voices: The event.
        sentence_id: The sentence.
        words: Its content words and their places.
        common: What the claim's other sentences say too.

    Returns:
        The voice, and the attributions that hold the claim.
    """
    tree = voices.tree(sentence_id)
    if tree is None:
        return Voice("not_parsed")
    found = _voice(voices, sentence_id, tree, words, common)
    return found._replace(places=tuple(place for lemma, place in words if lemma in common))


def _voice(
    voices: Voices,
    sentence_id: str,
    tree: Tree,
    words: Sequence[tuple[str, int]],
    common: set[str],
) -> Voice:
    every = voices.attributions.get(sentence_id, [])
    outlet = voices.claim_map.article_of(sentence_id).outlet
    attributions = [one for one in every if not is_outlet_itself(one.who, outlet)]
    start = voices.start(sentence_id)
    is_open = _left_open(tree, start, every)
    shared = {lemma for lemma, _ in words if lemma in common}
    is_one = len(shared) >= max(_SHARED, _SHARE * len({lemma for lemma, _ in words}))
    places = [place for lemma, place in words if lemma in common] or [place for _, place in words]
    if not attributions:
        if is_open or _is_anothers(voices, sentence_id, tree, places):
            return Voice("unclear")
        alone = not voices.is_reported(sentence_id) and not voices.goes_on(sentence_id)
        firm = is_one and alone and not every and _is_plain(tree, common)
        return Voice("own", firm=firm)
    if not places or is_aside(tree, start, places, attributions):
        return Voice("own" if places else "unclear")
    inside = {place for place in places if any(holds(one, place) for one in attributions)}
    share = len(inside) / len(places)
    tellers = tuple(
        one
        for one in attributions
        if not one.negated and _bears(tree, start, one)
        if sum(holds(one, place) for place in places) >= _ATTRIBUTED * len(places)
    )
    if tellers:
        tellers = innermost(tree, start, tellers)
        return Voice("attributed", tellers, is_one and any(_is_sure(one) for one in tellers))
    apart = is_before(places, attributions) or is_behind(tree, start, places, attributions)
    saying = says_what_is_shared(tree, start, places, attributions)
    if share <= _OWN and apart and not saying:
        return Voice("own", apart=True)
    closing = saying or tuple(one for one in attributions if _closes(tree, start, one))
    is_said = any(_is_mostly_said(tree, start, one, words) for one in attributions)
    own = "own" if share <= _OWN and not is_open and not is_said else "unclear"
    return Voice("attributed" if closing else own, closing)


def _closes(tree: Tree, start: int, one: Attribution) -> bool:
    """Whether a source is named behind all that a sentence tells: "..., but he fled, she said."."""
    if one.negated or one.speaker is None or one.speaker.kind == "pronoun" or one.direct:
        return False
    first = min(one.verb_start, one.speaker.start) - start
    last = max(one.verb_end, one.speaker.end) - start
    told = tree.text[:first].rstrip()
    whole = one.content.end - start <= first and _STOP.search(told) is None
    rest = [t for t, at in enumerate(tree.parse.starts) if at >= last]  # "on Monday"
    is_last = len(rest) <= _WHEN and not any(tree.parse.pos[t] in {"AUX", "VERB"} for t in rest)
    return whole and told.endswith(",") and is_last


def _is_mostly_said(
    tree: Tree, start: int, one: Attribution, words: Sequence[tuple[str, int]]
) -> bool:
    """Whether somebody is the source of most of a sentence, if not of what the claim is about."""
    roots = [t for t, head in enumerate(tree.parse.heads) if t == head]
    speaks = any(
        tree.lemma(t) in VERB_CLASS or holds(one, start + tree.parse.starts[t]) for t in roots
    )
    count = sum(holds(one, place) for _, place in words)
    if one.negated or one.verb in _EVERYDAY or not _bears(tree, start, one):
        return False
    return speaks and count >= _MOSTLY * len(words)


def _bears(tree: Tree, start: int, one: Attribution) -> bool:
    """Whether an attribution bears on what the sentence tells, unlike "despite reports that"."""
    roots = [t for t, head in enumerate(tree.parse.heads) if t == head]
    told = any(holds(one, start + tree.parse.starts[t]) for t in roots)
    if told or one.carried or one.verb == ":":
        return True
    verbs = [t for t, at in enumerate(tree.parse.starts) if start + at == one.verb_start]
    for verb in verbs:
        token = verb
        while tree.parse.heads[token] != token and _leads_up(tree, token):
            token = tree.parse.heads[token]
        if token in roots:
            return True
    return False


def _leads_up(tree: Tree, token: int) -> bool:
    """Whether a clause is of one piece with the one above: "... left, saying that"."""
    dep = tree.parse.deps[token]
    saying = tree.parse.tags[token] == "VBG" and dep in {"acl", "advcl", "pcomp"}
    issued = dep == "dobj" and tree.lemma(token) in PAPERS
    quoted = dep == "prep" and tree.lower(token) == "as"
    return dep in _BESIDE or saying or issued or quoted


def _is_anothers(voices: Voices, sentence_id: str, tree: Tree, places: Sequence[int]) -> bool:
    """Whether a sentence of which nothing is attributed may be somebody's words all the same.

    It stands in quotation marks, or may do so, because one was lost; it goes on with a sentence
    that was cut; or it says "we".
    """
    text, start = tree.text, voices.start(sentence_id)
    quotes = [quote.shifted(start) for quote in voices.quotes(sentence_id)]
    inside = [p for p in places if any(q.start <= p < q.end for q in quotes)]
    if places and len(inside) >= _ATTRIBUTED * len(places):
        return True
    article = voices.claim_map.article_of(sentence_id).text
    lost = may_run_over(article, start, start + len(text)) or _is_cut_off(text)
    words = map(tree.word, range(len(tree.parse.heads)))
    first = {word.lower() for word in words if word == "I" or not word.isupper()} & _SPEAKING
    return lost or text[:1].islower() or bool(first)


def _left_open(tree: Tree, start: int, attributions: Sequence[Attribution]) -> bool:
    """Whether a word in the main clause attributes, and no attribution was made of it."""
    main = main_tokens(tree)
    if not attributions and any(_tells(tree, token) for token in range(len(tree.parse.heads))):
        return True
    near = main | {kid for token in main for kid in tree.kids(token, "nsubj", "advmod", "prep")}
    return any(
        tree.lemma(token).lower() in _TELLING
        and not any(one.verb_start <= start + place < one.verb_end for one in attributions)
        and not any(holds(one, start + place) for one in attributions)
        for token in near
        for place in (tree.parse.starts[token],)
    )


def _tells(tree: Tree, token: int) -> bool:
    """Whether somebody says or tells something; of "told her to leave" nobody does."""
    finite = tree.parse.tags[token] in {"VBD", "VBZ", "VBP"}
    return finite and tree.lemma(token) in {"say", "tell"} and not is_order(tree, token)


def _is_plain(tree: Tree, common: set[str]) -> bool:
    """Whether a sentence without attributions has no word or mark that may make it another's."""
    lemmas = {tree.lemma(token).lower() for token in range(len(tree.parse.heads))}
    lemmas |= {tree.lower(token) for token in range(len(tree.parse.heads))}
    if any(tree.lower(token) == "would" for token in range(len(tree.parse.heads))):
        return False  # what somebody said of a time to come, told on
    if lemmas & _ATTRIBUTING or (lemmas & _LAW) - common or _MARKS.search(tree.text):
        return False
    if any(tree.lemma(token) in _IN_MIND for token in main_tokens(tree)):
        return False
    assurance = assess_certainty(tree.text, tree.parse)
    return assurance is not None and assurance.state == "flat"


def _is_sure(one: Attribution) -> bool:
    """Whether somebody is named for it, or a whole clause is said to be "reportedly" so."""
    if one.verb in UNSTATED_ADVERBS:
        return True
    return one.who is not None and one.verb in _SURELY and one.verb not in UNSTATED_ADJECTIVES


def _is_cut_off(text: str) -> bool:
    """Whether a mark of quotation has lost its partner, so that whose words it is is open."""
    return text.count('"') % 2 == 1 or text.count("“") != text.count("”")
