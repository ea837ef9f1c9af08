"""Words between quotation marks -> whether somebody's speech, a few words, or a title."""

from __future__ import annotations

import re
from typing import Literal

QuotationKind = Literal["speech", "words", "title"]

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
# A quotation of so many words or fewer is listed apart, unless it is a sentence of its own.
_FEW_WORDS = 2
# So many long words, all with capitals, are no sentence that is said.
_LONG_TITLE = 3
# So many may have a comma among them: "Tides: A Clerk, a Boat and the End of Averley".
_SUBTITLED = 6
# Names of works write these small.
_SMALL = frozenset("a an and at by for from in of on or the to with".split())  # noqa: SIM905
# What has a name of its own, which stands behind it in marks: the film "The Old Tide".
_NAMED = (
    r"(?:album|alias|blog|book|comedy|documentary|drama|epic|film|game|hit|memoir|moniker|movie|"
    r"musical|name|nickname|novel|opera|play|prequel|programme|sequel|serial|series|show|sitcom|"
    r"song|thriller)"
)
# Behind these verbs a word in marks is somebody's, whatever its capital.
_CALLING = r"(?:call|chant|cry|cries|describ|proclaim|referr|respond|scream|shout|yell)\w*"
SAID = (
    r"(?:said|says|say|told|tells|added|adds|wrote|writes|asked|asks|insisted|insists|warned|"
    r"warns|explained|explains|declared|replied|stated|noted|argued|claimed|admitted|recalled|"
    r"continued|concluded|shouted|tweeted|announced|remarked|commented|promised|vowed)"
)
# These as well, beside a mark that closes: of other words they tell deeds too.
SPEAKING = (
    rf"(?:{SAID}|acknowledged|alleged|answered|asserted|boasted|cautioned|charged|complained|"
    r"conceded|confirmed|contended|counter(?:ed|s)|cried|demanded|denied|exclaimed|fumed|joked|"
    r"lamented|maintain(?:ed|s)|mused|muttered|observed|pleaded|predicted|proclaimed|quipped|"
    r"quoted|recounted|reiterated|repeated|responded|screamed|speculated|stressed|suggested|"
    r"testified|thundered|urged|whispered|yelled)"
)


_SCRIPT = r"(?:carved|daubed|engraved|etched|inscribed|scrawled|scribbled|spray-painted|tattooed)"
_WRITTEN = re.compile(
    rf"[\W_]{{1,3}}\s(?:was|were|is|had\sbeen|has\sbeen)\s(?:{_SCRIPT}|painted|written)\b"
)
_WRITING = re.compile(rf"\b{_SCRIPT}\s(?:the\swords?\s)?[\W_]{{1,2}}$")


def kind_of(text: str, start: int, end: int, continues: bool = False) -> QuotationKind:  # noqa: FBT001, FBT002
    """Says whether what stands in quotation marks is speech, a few words, or the name of a work.

    Args:
        text: The text.
        start: The first character behind the mark that opens.
        end: Where the mark that closes stands.
        continues: Whether the quotation goes on in the next paragraph.

    Returns:
        Its kind, as `Quotation` has it.
    """
    quoted = text[start:end]
    words = WORD.findall(quoted)
    ended = bool(re.search(r"[.!?,…]$", quoted)) or continues
    if len(words) <= _FEW_WORDS and _is_nickname(text, start, end):
        return "title"
    if len(words) == _FEW_WORDS and _ends_with_name(text, start, end, words):
        return "title"
    if not continues and _is_name(text, start, end, words):
        return "title"
    if len(words) <= _FEW_WORDS:
        whole = re.search(r"[.!?]$", quoted) and quoted[0].isupper()
        return "speech" if whole and not _is_run_into(text, start, end) else "words"
    long_words = [word for word in words if len(word) > 3]
    named = bool(long_words) and all(word[0].isupper() or word[0].isdigit() for word in long_words)
    whole = len(words) > 1 and words[-1][0].isupper()  # "The Old Tide.", "About a Tide,"
    whole = whole and all(word[0].isupper() or word in _SMALL for word in words)
    parts = re.search(r"[,;!?]\s", quoted) and len(long_words) < _SUBTITLED
    if named and whole and len(long_words) >= _LONG_TITLE and not parts:
        return "title"
    work = named and (len(long_words) > 1 or whole) and not _is_said(text, start, end)
    return "title" if named and words[0][0].isupper() and (work or not ended) else "speech"


def is_written(text: str, start: int, end: int) -> bool:
    """Tells whether words in marks stand on a wall or a skin: '“No” was written on the gate'.

    Args:
        text: The text.
        start: The first character behind the mark that opens.
        end: Where the mark that closes stands.

    Returns:
        Whether they are told of as writing, so that whoever tells of them has not said them.

    >>> is_written('He said "Go home" was written on the gate.', 9, 16)
    True
    """
    behind, before = text[end : end + 60], text[max(0, start - 40) : start]
    return bool(_WRITTEN.match(behind) or _WRITING.search(before))


def _is_nickname(text: str, start: int, end: int) -> bool:
    """Whether it stands between the words of a name: Ana "Ice" Kos."""
    before, after = text[max(0, start - 30) : start], text[end : end + 30]
    return bool(
        text[start].isupper()
        and re.search(r"[A-Z][\w’'.-]*\s[\W_]{1,2}$", before)
        and re.match(r"[\W_]{1,2}\s[A-Z]\w", after)
        and text[end - 1].isalnum()
    )


def _ends_with_name(text: str, start: int, end: int, words: list[str]) -> bool:
    """Whether a sentence runs on into a name of two words and its stop: he sang in "Old Tide."."""
    return all(word[0].isupper() for word in words) and _is_run_into(text, start, end)


def _is_name(text: str, start: int, end: int, words: list[str]) -> bool:
    """Whether a name stands in marks as a part of its sentence: the star of "The Tide" fell.

    All its words have capitals, a word in small letters or a noun for what has a name leads up to
    it, or one goes on behind it, and no verb of speech stands beside.
    """
    capital = [word[0].isupper() or word[0].isdigit() for word in words]
    small = [word in _SMALL for word in words]
    if not (words[0][0].isupper() and all(map(any, zip(capital, small, strict=True)))):
        return False
    if re.search(r"[;!?:]|,\s", text[start:end]):
        return False
    before = text[max(0, start - 60) : start]
    leads = re.search(r"(?:\b[a-z][\w-]*|[’']s|\b[a-z]+-[A-Z][\w-]*)\s[\W_]$", before)
    named = re.search(rf"\b{_NAMED},?\s[\W_]$", before)
    opens = re.search(r"(?:^|\n|[.!?]\s)[\W_]?$", before)
    heads = text[end - 1].isalnum() and re.match(r"[\W_]\s[a-z]", text[end : end + 3])
    if not (leads or named or (opens and heads)):
        return False
    said = re.compile(rf"\b(?:{SPEAKING}|{_CALLING})\b")
    behind = re.split(r'["“\n.]', text[end + 1 : end + 40], maxsplit=1)[0]
    called = re.match(rf",?\s+as\s[^,.]*?{said.pattern}", behind)
    return not (said.search(before[-25:]) or called) or (named is not None and not called)


def _is_run_into(text: str, start: int, end: int) -> bool:
    """Whether a sentence runs on into a few words and their stop: she spelled it "Ana."."""
    runs_on = re.search(r"\b[a-z]+\s[\W_]$", text[max(0, start - 30) : start])
    said = re.compile(rf"\b{SPEAKING}\b")
    behind = re.split(r'["“\n]', text[end + 1 : end + 60], maxsplit=1)[0]
    spoken = said.search(text, max(0, start - 25), start) or said.search(behind)
    return text[end - 1] == "." and bool(runs_on) and not spoken


def _is_said(text: str, start: int, end: int) -> bool:
    """Whether a verb of speech stands right before or behind: then it is no title with a comma."""
    before, after = text[max(0, start - 60) : start], text[end : end + 60]
    said = re.compile(rf"\b{SAID}\b")
    opens = start < 2 or "\n" in before[-3:] or ":" in before[-4:]
    return opens or bool(said.search(before) or said.search(after))
