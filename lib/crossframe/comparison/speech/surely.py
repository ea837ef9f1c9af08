"""How surely a sentence says the most of itself, a claim -> how surely it says that claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from crossframe.comparison.speech.accounts import Voices
from crossframe.comparison.speech.voices import Voice
from crossframe.comparison.speech.within import holds, predicates
from crossframe.records import Sentence
from crossframe.text.meaning.certainty import (
    DEEDS,
    Assurance,
    Evidence,
    attribution_evidence,
    guesses_beside,
    of_evidence,
)
from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.speech_verbs import VERB_CLASS

# A hedge that bears on no more than this share of a claim's words does not bear on the claim.
_BESIDE = 0.2
# One of a side clause bears on a claim of whose words it holds at least this share.
_MOST = 0.75


def as_told(assurance: Assurance, voice: Voice, voices: Voices, sentence: Sentence) -> Assurance:
    """Says how surely a sentence says one claim, where that is not how it says the most of itself.

    "The police stopped him and say that he fled" says flatly that he was stopped, and not that he
    fled; "he lives in Averley, where police say that he fled" that he lives there; and "he fled,
    and the van may be his" that he did.

    Args:
        assurance: How surely it says the most.
        voice: In whose voice it says the claim.
        voices: The event.
        sentence: The sentence.

    Returns:
        How surely it says the claim.
    """
    tree = voices.tree(sentence.sentence_id)
    assurance = _of_the_claim(assurance, voice, tree, sentence)
    if tree is not None and assurance.state == "flat" and voice.voice != "attributed":
        beside = guesses_beside(sentence.text, tree.parse)
        places = [place - sentence.start for place in voice.places]
        assurance = of_evidence(one for one in beside if _holds_claim(one, places))
    if assurance.state == "attributed" and voice.voice == "own":
        if _only_speaks(assurance, voices, sentence.sentence_id):
            return assurance
        is_told = not voice.apart and _is_told(voices, sentence.sentence_id, voice.places)
        return assurance if is_told else Assurance("flat", ())
    if assurance.state not in {"flat", "attributed"} or voice.voice != "attributed":
        return assurance
    tellers = [
        attribution_evidence(one.shifted(-sentence.start))
        for one in voice.attributions
        if one.verb_class not in DEEDS and not one.carried
    ]
    if assurance.state == "flat":
        return of_evidence(tellers) if tellers else assurance
    tellers = [one for one in tellers if one.state == "attributed"]
    known = [one for one in assurance.evidence if one in tellers]
    return of_evidence(known or tellers) if tellers else assurance


def _holds_claim(one: Evidence, places: Sequence[int]) -> bool:
    """Whether a claim is told in what a guess bears on, and nowhere else."""
    inside = [p for p in places if any(piece.start <= p < piece.end for piece in one.scope)]
    return bool(places) and len(inside) >= _MOST * len(places)


def _only_speaks(assurance: Assurance, voices: Voices, sentence_id: str) -> bool:
    """Whether a sentence tells that somebody speaks, and neither what nor anything in marks."""
    shown = {(one.start, one.end) for one in assurance.evidence}
    in_marks = any((quote.start, quote.end) in shown for quote in voices.quotes(sentence_id))
    return not voices.attributions.get(sentence_id) and not in_marks


def _of_the_claim(
    assurance: Assurance, voice: Voice, tree: Tree | None, sentence: Sentence
) -> Assurance:
    """Leaves out hedges and denials of something else that the sentence tells."""
    places = [place - sentence.start for place in voice.places]
    at = {} if tree is None else {start: token for token, start in enumerate(tree.parse.starts)}
    verbs = [
        place
        for place in places
        if tree is not None and place in at and predicates(tree, at[place])
        if tree.lemma(at[place]) not in VERB_CLASS
    ]
    return of_evidence(
        one
        for one in assurance.evidence
        if not _is_beside(one, places, verbs) or _is_suspected(one, places, tree, at)
    )


def _is_suspected(
    one: Evidence, places: Sequence[int], tree: Tree | None, at: Mapping[int, int]
) -> bool:
    """Whether what is suspected is a word of the claim: "it burned, and they suspect arson"."""
    verb = at.get(one.start)
    if tree is None or verb is None or tree.lemma(verb) != "suspect":
        return False
    suspected = tree.kids(verb, "dobj", "nsubjpass")
    return any(tree.parse.starts[token] in places for token in suspected)


def _is_beside(one: Evidence, places: Sequence[int], verbs: Sequence[int]) -> bool:
    """Whether hardly a word of the claim stands in what a hedge bears on, or no verb of several."""
    if not one.scope or not places:
        return False
    inside = {p for p in places if any(piece.start <= p < piece.end for piece in one.scope)}
    return len(inside) <= _BESIDE * len(places) or bool(verbs and not inside & set(verbs))


def _is_told(voices: Voices, sentence_id: str, places: Sequence[int]) -> bool:
    """Whether the main verb of a sentence is one of speech, or somebody is said to say it.

    Of two sentences in one, that which holds most of the claim's words counts.
    """
    tree, start = voices.tree(sentence_id), voices.start(sentence_id)
    if tree is None:
        return False
    roots = _roots_above(tree, [place - start for place in places])
    told = [start + tree.parse.starts[token] for token in roots]
    attributions = voices.attributions.get(sentence_id, ())
    speaks = (
        tree.lemma(root) in VERB_CLASS
        and (not tree.has(root, "auxpass") or any(one.verb_start == place for one in attributions))
        for root, place in zip(roots, told, strict=True)
    )
    return any(speaks) or any(holds(one, place) for one in attributions for place in told)


def _roots_above(tree: Tree, places: Sequence[int]) -> list[int]:
    """The main verbs that govern most of some words; all without any words."""
    roots = [token for token, head in enumerate(tree.parse.heads) if token == head]
    at = set(places)
    words = [token for token, start in enumerate(tree.parse.starts) if start in at]
    counts = Counter([token, *tree.ancestors(token)][-1] for token in words)
    most = max(counts.values(), default=0)
    return [root for root in roots if counts[root] == most]
