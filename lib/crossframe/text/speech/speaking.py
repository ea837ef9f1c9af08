"""Speaker, verb and what is told -> whether this speaker says it: no crisis does, and no storm."""

from __future__ import annotations

from crossframe.text.meaning.tree import Scene, Tree
from crossframe.text.speech.speaker_kinds import is_human
from crossframe.text.speech.speaker_words import PAPERS
from crossframe.text.speech.speakers import Speaker
from crossframe.text.speech.speech_frames import Frame
from crossframe.text.speech.speech_verbs import VERB_CLASS

# With these "it" mostly means no body: "it suggests that", "it found that".
_OF_THINGS = frozenset(
    {"suggest", "claim", "show", "find", "reveal", "indicate", "imply", "promise"}
)
# These a document does only with a clause: "the report warned that", not "the hall spoke of".
_OF_PEOPLE = frozenset(
    """
    add assure boast call claim deny joke pledge promise put speak swear tell threaten vow warn
    """.split()  # noqa: SIM905
)
# These people do by what they do, and papers by what is written in them.
_OF_PAPERS = frozenset({"indicate", "show"})
# These a thing of any kind does that somebody is behind.
_OF_ANYBODY = frozenset({"say", "tell", "add", "warn", "claim"})
# What these think nobody was heard to say.
_ANYBODY = frozenset(
    {"everybody", "everyone", "few people", "many people", "most people", "people"}
)

# "This" of these is what is read here.
_TEXTS = frozenset(
    """
    article blog column editorial essay explainer newsletter newspaper note page piece post
    """.split()  # noqa: SIM905
)


def can_say(scene: Scene, frame: Frame, speaker: Speaker | None, lemma: str) -> bool:
    """Tells whether a speaker says something with a verb: a storm that claims lives does not.

    Args:
        scene: The sentence.
        frame: The verb with its subject.
        speaker: Whom the subject names.
        lemma: The verb's dictionary form.

    Returns:
        Whether it is speech.
    """
    if speaker is None or frame.speaker is None:
        return False
    tree, head = scene.tree, frame.speaker
    is_title = tree.parse.entities[head] == "WORK_OF_ART"
    quoted = any(scene.quote_of[token] is not None for token in frame.content)
    # Behind the title of a film that was misread for the subject, "asks for" is nobody's.
    titled = is_title and not quoted and not tree.has(frame.verb, "ccomp")
    cut = speaker.text.split()[-1].lower() in {"a", "an", "of", "the"}  # "one of the"
    anybody = speaker.text.lower() in _ANYBODY and VERB_CLASS[lemma] == "opinion"
    if titled or cut or anybody or _is_dateline(tree, head) or _is_itself(speaker.text):
        return False
    if speaker.kind == "pronoun":
        people = speaker.text.lower() in {"he", "she", "they"}
        # "They found that the roof had gone" is a sight, and no speech.
        return lemma not in (_OF_PAPERS | {"find"} if people else _OF_THINGS)
    if speaker.kind == "document":
        return _is_told_by(tree, frame, lemma)
    if speaker.kind == "unnamed" and tree.parse.pos[head] == "NOUN":
        human = is_human(tree, head) or _states(tree, frame, lemma)
        return lemma in _OF_ANYBODY or (human and lemma not in _OF_PAPERS)
    # "The champion showed that he can win" is a deed.
    return lemma not in _OF_PAPERS or tree.lower(head) in PAPERS


def _is_itself(speaker: str) -> bool:
    """Whether an article speaks of itself: "This note asks what the law says"."""
    words = speaker.lower().split()
    return words[:1] == ["this"] and words[1:] in [[text] for text in _TEXTS]


def _is_dateline(tree: Tree, head: int) -> bool:
    """Whether a place in capitals opens a report: "AVERLEY-Shortly after noon"."""
    behind = tree.text[tree.parse.ends[head] :].lstrip()[:1]
    return head <= 1 and tree.word(head).isupper() and behind in {"-", "–", "—"}


def _states(tree: Tree, frame: Frame, lemma: str) -> bool:
    """Whether several by one capital, "the Harbourites", report that something is so."""
    assert frame.speaker is not None  # noqa: S101  # for mypy: checked by the caller
    stated = any(tree.has(kid, "mark") for kid in tree.kids(frame.verb, "ccomp"))
    return stated and tree.word(frame.speaker)[0].isupper() and lemma not in _OF_THINGS


def _is_told_by(tree: Tree, frame: Frame, lemma: str) -> bool:
    """Whether a thing tells it, as what is read does: a report, a gauge."""
    assert frame.speaker is not None  # noqa: S101  # for mypy: checked by the caller
    spoken = lemma == "speak" and tree.lemma(frame.speaker) in PAPERS
    full = spoken or lemma not in _OF_PEOPLE or tree.has(frame.verb, "ccomp")
    return full and (_said_so(tree, frame, lemma) or _is_read(tree, frame.speaker))


def _said_so(tree: Tree, frame: Frame, lemma: str) -> bool:
    """Whether a thing "said that" something was so, and hence can be read: "a toll said that"."""
    that = [kid for kid in tree.kids(frame.verb, "ccomp") if tree.has(kid, "mark")]
    past = lemma == "say" and tree.parse.tags[frame.verb] == "VBD"
    return past and any(min(tree.subtree(kid)) == frame.verb + 1 for kid in that)


def _is_read(tree: Tree, head: int) -> bool:
    """Whether a thing is read, heard or seen, so that it can tell something."""
    named = tree.word(head)[0].isupper() or tree.parse.entities[head] in {"ORG", "WORK_OF_ART"}
    part = tree.kid(head, "prep")  # "one of the papers"
    below = tree.kids(part, "pobj") if part is not None and tree.lower(part) == "of" else []
    return named or any(tree.lemma(noun) in PAPERS for noun in (head, *below))
