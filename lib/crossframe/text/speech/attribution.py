"""Sentence and parse -> who is said to have said what in it, with which verb."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crossframe.records import Parse
from crossframe.text.meaning.misread import read
from crossframe.text.meaning.tree import Extent, Scene, Tree
from crossframe.text.remembering import remembered
from crossframe.text.speech.colons import by_marks
from crossframe.text.speech.headlines import by_headline
from crossframe.text.speech.hearings import by_hearing
from crossframe.text.speech.hearsay import by_figure, by_letting, by_trust
from crossframe.text.speech.plain_attribution import without_grammar
from crossframe.text.speech.quotations import find_quotations
from crossframe.text.speech.readings import by_door, by_reading, by_tally
from crossframe.text.speech.reported import Attribution, clause_above, reported, widest
from crossframe.text.speech.speakers import Speaker, captioned, speaker_at
from crossframe.text.speech.speaking import can_say
from crossframe.text.speech.speech_frames import Frame, find_frames
from crossframe.text.speech.speech_subjects import with_another
from crossframe.text.speech.speech_verbs import VERB_CLASS, VerbClass
from crossframe.text.speech.unverbal import (
    by_adjective,
    by_adverb,
    by_charge,
    by_closing,
    by_misread,
    by_noun,
    by_value,
)

__all__ = ["Attribution", "find_attributions"]

# "According to" these, nobody says anything.
_NO_SPEAKERS = frozenset(
    "age custom law need number order plan rule schedule size taste tradition type".split()  # noqa: SIM905
)
# Not to do these is to say nothing.
_SILENT = frozenset({"confirm", "list", "mention", "note", "record", "report"})
# A headline has a capital for all longer words.
_SHORT = 3
_COLON = re.compile(r"^[^\w]*([A-Z][^:;,.!?“\"]{1,60}):\s")


def find_attributions(
    text: str, parse: Parse | None, quotes: Sequence[Extent] | None = None
) -> tuple[Attribution, ...]:
    """Finds who is said to have said what in a sentence.

    Words inside of quotation marks are the speaker's: what they attribute in turn is left to them.
    Without a parse only "according to", and quotations beside a name and "said", are found.

    Args:
        text: The sentence.
        parse: Its grammar; None where there is none.
        quotes: Its quotations (characters of the sentence, marks left out), where the text around
            it tells more than the sentence; None to find them in it.

    Returns:
        Attributions in the order of their verbs.

    >>> found = find_attributions("The road is closed, according to Ana Kos.", None)
    >>> found[0].speaker.text, found[0].verb, found[0].direct
    ('Ana Kos', 'according', False)
    """
    if quotes is None:
        quotes = [Extent(q.start, q.end) for q in find_quotations(text) if q.kind != "title"]
    return _found(text, parse, tuple(quotes))


@remembered
def _found(text: str, parse: Parse | None, quotes: tuple[Extent, ...]) -> tuple[Attribution, ...]:
    found: list[Attribution] = []
    if parse is None:
        found += without_grammar(text, quotes)
    else:
        scene = Scene(read(text, parse), quotes)
        found += [*_by_verb(scene), *_by_according(scene), *by_adverb(scene)]
        found += [*by_noun(scene), *by_adjective(scene), *by_charge(scene), *by_value(scene)]
        found += [*by_misread(scene), *by_hearing(scene)]
        found += [*by_reading(scene), *by_tally(scene), *by_door(scene)]
        found += [*by_figure(scene), *by_letting(scene), *by_trust(scene)]
        found += by_closing(scene, found)
        found += _by_colon(scene, found)
        found += by_marks(scene, found)
        found += by_headline(scene, found)
    return tuple(sorted(found, key=lambda one: (one.verb_start, one.contents)))


def _by_verb(scene: Scene) -> Iterator[Attribution]:
    frames = tuple(find_frames(scene))
    for frame in frames:
        lemma = scene.tree.lemma(frame.verb)
        if frame.negated and lemma in _SILENT:
            continue
        speaker = None
        if frame.speaker is not None:
            speaker = speaker_at(scene.tree, frame.speaker, frame.verb)
        if frame.speaker is not None and not can_say(scene, frame, speaker, lemma):
            continue
        verb = (lemma, VERB_CLASS[lemma], scene.tree.extent([frame.verb]))
        content = set(frame.content) - _of_others(scene, frame, frames)
        content |= _told_of(scene.tree, frame)
        yield from reported(scene, speaker, verb, content, negated=frame.negated)


def _told_of(tree: Tree, frame: Frame) -> set[int]:
    """Of "the men it says the flood has killed" the men, of whom it tells that they were killed."""
    noun, verb = tree.parse.heads[frame.verb], frame.verb
    relative = tree.parse.deps[verb] == "relcl" and frame.speaker == verb - 1 == noun + 1
    clauses = [kid for kid in tree.kids(verb, "ccomp") if kid in frame.content]
    bare = relative and any(
        tree.has(kid, "nsubj") and not tree.has(kid, "dobj", "attr", "acomp", "ccomp", "xcomp")
        for kid in clauses
    )
    return set(tree.subtree(noun, without=[verb])) if bare else set()


def _of_others(scene: Scene, frame: Frame, frames: Sequence[Frame]) -> set[int]:
    """Words that stand behind: 'said it fell, with a clerk saying, "It did."', "said, joking that".

    The first are another's, the second an attribution of their own.
    """
    found: set[int] = set()
    for one in frames:
        link = with_another(scene.tree, one.verb)
        quoted = any(scene.quote_of[token] is not None for token in one.content)
        if link is not None and quoted and frame.verb < link:
            found.update(range(link, one.verb + 1), one.content)
        joined = scene.tree.parse.tags[one.verb] == "VBG" and one.verb == frame.verb + 2
        if joined and scene.tree.word(frame.verb + 1) == ",":
            found.update(range(one.verb, max(one.content) + 1))
    return found


def _by_according(scene: Scene) -> Iterator[Attribution]:
    tree = scene.tree
    for token in range(len(tree.parse.heads) - 1):
        if tree.lower(token) != "according" or tree.lower(token + 1) != "to":
            continue
        if scene.quote_of[token] is not None:
            continue
        noun = next(iter(tree.kids(token + 1, "pobj")), None)
        if noun is None or tree.lemma(noun) in _NO_SPEAKERS:
            continue
        speaker = speaker_at(tree, noun, None)
        if speaker is None:
            continue
        own = {*tree.subtree(token), *range(token, _end_of(tree, speaker))}
        own |= _rest_of_source(tree, token, max(own))
        clause = _whole_sentence(tree, widest(tree, clause_above(tree, token), own))
        place = tree.extent([token, token + 1])
        tokens = (set(tree.subtree(clause)) - own) | _subject_in_source(tree, clause, own)
        tokens |= _said_before(scene, clause)
        verb: tuple[str, VerbClass, Extent] = ("according", "according", place)
        yield from reported(scene, speaker, verb, tokens)


def _whole_sentence(tree: Tree, clause: int) -> int:
    """Of "Nothing requires that it falls, according to Kos" the verb "requires" and all below.

    Of "a clerk said that it fell, according to the Tide" it may be what the clerk said.
    """
    above = tree.parse.heads[clause]
    that = any(tree.lower(kid) == "that" for kid in tree.children[clause])
    told = tree.parse.deps[clause] == "ccomp" and above < clause and that
    root = tree.parse.heads[above] == above and tree.lemma(above) not in {"be", *VERB_CLASS}
    return above if told and root else clause


def _said_before(scene: Scene, clause: int) -> set[int]:
    """Of '"It fell," she said, according to the Tide' the words in marks, read as a sentence."""
    tree = scene.tree
    first = min(tree.subtree(clause))
    marks = [t for t in range(first) if scene.quote_of[t] is not None]
    behind = range(max(marks, default=first) + 1, first)
    right_before = all(not tree.word(t)[0].isalnum() for t in behind)
    says = tree.lemma(clause) in VERB_CLASS and not tree.has(clause, "ccomp", "dobj")
    number = scene.quote_of[marks[-1]] if marks else None
    whole = number is not None and says and right_before
    return set(scene.tokens_of(number)) if whole and number is not None else set()


def _rest_of_source(tree: Tree, token: int, last: int) -> set[int]:
    """Of "..., according to papers found later." what the parser hung on the verb before it."""
    if not token or tree.word(token - 1) != ",":
        return set()
    behind = range(last + 1, len(tree.parse.heads))
    parted = any(
        tree.word(t) in {",", ";", ":", "—", "–"} or tree.parse.pos[t] == "VERB" for t in behind
    )
    return set() if parted else set(behind)


def _subject_in_source(tree: Tree, clause: int, own: set[int]) -> set[int]:
    """Of "According to Kos, a clerk, the wall fell" the wall, read as if it were the clerk."""
    if min(own) > 1 or max(own) > clause or tree.has(clause, "nsubj", "nsubjpass", "expl", "csubj"):
        return set()
    commas = [token for token in own if tree.word(token) == ","]
    return {token for token in own if token > max(commas)} if commas else set()


def _end_of(tree: Tree, speaker: Speaker) -> int:
    """The token after a speaker."""
    return next((t for t, start in enumerate(tree.parse.starts) if start >= speaker.end), 0)


def _led_by(tree: Tree, tokens: Sequence[int]) -> Speaker | None:
    """The speaker of the first word among some that none of them governs."""
    heads = [t for t in tokens if tree.parse.heads[t] not in tokens or tree.parse.heads[t] == t]
    return speaker_at(tree, heads[0]) if heads else None


def _by_colon(scene: Scene, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """'Ana Kos: "It will reopen."', at the beginning of a sentence, without a verb before it."""
    tree, mark = scene.tree, _COLON.match(scene.tree.text)
    if mark is None or any(char in tree.text[: mark.start(1)] for char in '"“”'):
        return
    before = [t for t in range(len(tree.parse.heads)) if tree.parse.ends[t] <= mark.end(1)]
    behind = [t for t in range(len(tree.parse.heads)) if tree.parse.starts[t] > mark.end(1)]
    if not before or not behind or any(tree.parse.pos[t] in {"VERB", "AUX"} for t in before):
        return
    content = tree.extent(behind)
    speaker = captioned(tree, before) or _led_by(tree, before)
    quoted = len(behind) > 1 and scene.quote_of[behind[1]] is not None
    plain = tree.text.rstrip()[-1] in ".!?" and tree.parse.pos[behind[-1]] == "PUNCT"
    named = speaker is not None and (
        (speaker.kind == "person" and (quoted or plain)) or (quoted and speaker.kind == "office")
    )
    whole = speaker is not None and speaker.start <= mark.start(1)
    whole = whole and speaker is not None and tree.text[speaker.end : mark.end(1)][:1] in {"", "/"}
    lower = any(tree.word(t).islower() and len(tree.word(t)) > _SHORT for t in behind)
    known = any(one.content.overlap(content) and one.direct for one in found)
    if known or not (named and whole and (quoted or lower)):
        return
    place = Extent(mark.end(1), mark.end(1) + 1)
    yield from reported(scene, speaker, (":", "neutral", place), behind)
