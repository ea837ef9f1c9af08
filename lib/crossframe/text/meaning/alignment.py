"""Two sentences -> what one words as the other does, and what in its own way."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from crossframe.records import Parse
from crossframe.text.remembering import remembered

State = Literal["equal", "changed", "own"]

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[$£€]?\d+(?:[.,:]\d+)*%?|[^\W_]+(?:[’'.&-][^\W_]+)*")
_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
    )
}
# Words that carry no news by themselves: they are marked only between words that are.
_PLAIN = frozenset(
    """
    a about after all also am an and any are as at be been before being both but by can could did do
    does done for from had has have having he her hers him his i if in into is it its itself may me
    might more most must my no nor not of off on one or our out over own per s shall she should so
    some such than that the their theirs them then there these they this those to too under until
    up upon us was we were what when where which while who whom whose will with would you your
    """.split()  # noqa: SIM905
)
# A negation or a modal is small and weighs much: it is marked for itself.
_WEIGHTY = frozenset({"not", "no", "nor", "never", "may", "might", "could", "without", "n't"})
_ENDINGS = re.compile(r"(?:ations?|ions?|ments?|ings?|edly|ed|ies|es|ly|s|e|y)$")
_SORTS = {
    **dict.fromkeys(("NOUN", "PROPN", "PRON"), "thing"),
    **dict.fromkeys(("VERB", "AUX"), "deed"),
    **dict.fromkeys(("ADJ", "ADV", "ADP", "SCONJ"), "how"),
    "NUM": "number",
}
# Longer runs are no longer one thing said in the place of another.
_LONGEST_CHANGE = 5
_MOST_UNEVEN = 3
# Share of the shorter sentence's weighty words below which marking would mark nearly everything.
# Chosen by reading both seed events: below it, readers look for what is equal, not what differs.
_FEWEST_SHARED = 0.25
_SHORTEST_STEM = 4


class Word(NamedTuple):
    """A word at its place in a sentence; words with the same `key` count as the same word.

    Only words of one `sort` (names things, tells, describes, "" if unknown) replace each other.
    """

    start: int
    end: int
    key: str
    is_plain: bool
    sort: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of a sentence: `sentence.text[start:end] == text`; runs follow without a gap.

    `state` is "equal" (worded as in the other sentence), "own" (words that the other has nowhere)
    or "changed" (own words between the same neighbours as other words there, which are `instead`).
    """

    start: int
    end: int
    text: str
    state: State
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence beside another.

    `shared` is the share of its weighty words that the other has too, of the shorter of both, 0..1;
    `is_apart` where that is so little that nothing is marked and one segment holds everything.
    """

    segments: tuple[Segment, ...]
    shared: float
    is_apart: bool


@remembered
def words_of(text: str, parse: Parse | None) -> tuple[Word, ...]:
    """Cuts a sentence into words that can be compared, by lemma where there is a parse.

    Args:
        text: The sentence.
        parse: Its grammar, or None.

    Returns:
        Its words in order; marks of punctuation are none.
    """
    lemmas = dict(zip(parse.starts, parse.lemmas, strict=True)) if parse else {}
    sorts = dict(zip(parse.starts, parse.pos, strict=True)) if parse else {}
    found = []
    for match in _WORD.finditer(text):
        surface = match[0].lower().replace("’", "'").removesuffix("'s")
        lemma = lemmas.get(match.start(), surface).lower()
        pos = sorts.get(match.start(), "")
        base = surface if pos == "PROPN" or not lemma.isalpha() else lemma
        is_plain = surface in _PLAIN and surface not in _WEIGHTY
        found.append(Word(*match.span(), word_key(base), is_plain, _SORTS.get(pos, "")))
    return tuple(found)


def word_key(word: str) -> str:
    """What a word is compared by: its stem, or its number however it is written.

    >>> word_key("inspection") == word_key("inspect"), word_key("four"), word_key("1,200")
    (True, '4', '1200')
    """
    if word[:1] in "$£€0123456789":
        return re.sub(r"(?<=\d)[.:](?=\d\d\b)|,", "", word.removesuffix(":00"))
    if word in _NUMBERS:
        return _NUMBERS[word]
    word = word.replace("our", "or")  # one word in British and American spelling
    stem = _ENDINGS.sub("", word)
    stem = f"{stem[:-2]}iz" if stem.endswith("is") else stem
    return stem if len(stem) >= _SHORTEST_STEM else word


@remembered
def compare_words(
    text: str, other: str, parse: Parse | None = None, other_parse: Parse | None = None
) -> Marked:
    """Marks what a sentence words otherwise than another does.

    Words are aligned in order by their lemmas; a word that the other sentence has at another place
    counts as shared. Small words are marked only where they stand among own words.

    Args:
        text: The sentence to mark.
        other: The sentence it is held against.
        parse: The grammar of `text`, or None.
        other_parse: The grammar of `other`, or None.

    Returns:
        Its segments, in order and without a gap.

    >>> marked = compare_words("Nine men died in the fire.", "Ten men died in a fire.")
    >>> [(segment.text, segment.state, segment.instead) for segment in marked.segments]
    [('Nine', 'changed', 'Ten'), (' men died in the fire.', 'equal', '')]
    """
    own, others = words_of(text, parse), words_of(other, other_parse)
    pairs = align_keys([word.key for word in own], [word.key for word in others])
    shared = _shared(own, others)
    if shared < _FEWEST_SHARED:
        return Marked(
            (Segment(0, len(text), text, "equal"),) if text else (), shared, is_apart=True
        )
    known = {word.key for word in others}
    marks = [word.key not in known and not word.is_plain for word in own]
    _join(own, marks, {index for index, _ in pairs})

    def instead(first: int, last: int) -> str:
        gap = _gap(own, others, pairs, first, last)
        return other[gap[0].start : gap[-1].end] if gap else ""

    return Marked(_segments(text, own, marks, instead), shared, is_apart=False)


def mark_unshared(
    text: str, others: Sequence[tuple[str, Parse | None]], parse: Parse | None = None
) -> Marked:
    """Marks the words of a sentence that none of the others has.

    Args:
        text: The sentence to mark.
        others: Texts that it is held against, each with its grammar or None.
        parse: The grammar of `text`, or None.

    Returns:
        Its segments, in order and without a gap, none of them "changed".

    >>> marked = mark_unshared("A span fell.", [("A part fell.", None), ("It fell at noon.", None)])
    >>> [segment.text for segment in marked.segments if segment.state == "own"]
    ['span']
    """
    own = words_of(text, parse)
    known = {word.key for other, its_parse in others for word in words_of(other, its_parse)}
    marks = [word.key not in known and not word.is_plain for word in own]
    _join(own, marks, {index for index, word in enumerate(own) if word.key in known})
    weighty = [word.key in known for word in own if not word.is_plain]
    shared = round(sum(weighty) / len(weighty), 3) if weighty else 1.0
    return Marked(_segments(text, own, marks, lambda *_: ""), shared, is_apart=False)


def _shared(own: Sequence[Word], others: Sequence[Word]) -> float:
    one, two = ({word.key for word in words if not word.is_plain} for words in (own, others))
    fewer = min(len(one), len(two))
    return round(len(one & two) / fewer, 3) if fewer else float(one == two)


def align_keys(one: Sequence[str], two: Sequence[str]) -> list[tuple[int, int]]:
    """The longest common subsequence of two lists of keys, as pairs of positions.

    >>> align_keys(["a", "b", "c"], ["b", "x", "c"])
    [(1, 0), (2, 2)]
    """
    best = [[0] * (len(two) + 1) for _ in range(len(one) + 1)]
    for i in reversed(range(len(one))):
        for j in reversed(range(len(two))):
            best[i][j] = (
                best[i + 1][j + 1] + 1 if one[i] == two[j] else max(best[i + 1][j], best[i][j + 1])
            )
    pairs, i, j = [], 0, 0
    while i < len(one) and j < len(two):
        if one[i] == two[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def _join(own: Sequence[Word], marks: list[bool], aligned: set[int]) -> None:
    """Draws small words into the run of own words that they stand in.

    Between two own words every small word belongs to the run, aligned or not, up to three of them;
    at the edge of a run none does. So a run reads as a phrase and not as dots.
    """
    marked = [index for index, mark in enumerate(marks) if mark]
    for left, right in pairwise(marked):
        between = range(left + 1, right)
        small = all(own[index].is_plain for index in between)
        if small and (len(between) <= 3 or not aligned & set(between)):
            for index in between:
                marks[index] = True


def _segments(
    text: str, own: Sequence[Word], marks: Sequence[bool], instead: Callable[[int, int], str]
) -> tuple[Segment, ...]:
    found: list[Segment] = []
    at = 0
    for is_own, run in groupby(range(len(own)), key=lambda index: marks[index]):
        if not is_own:
            continue
        indices = list(run)
        first, last = indices[0], indices[-1]
        start, end = own[first].start, own[last].end
        if start > at:
            found.append(Segment(at, start, text[at:start], "equal"))
        there = instead(first, last)
        state: State = "changed" if there else "own"
        found.append(Segment(start, end, text[start:end], state, there))
        at = end
    if at < len(text):
        found.append(Segment(at, len(text), text[at:], "equal"))
    return tuple(found)


def _gap(
    own: Sequence[Word],
    others: Sequence[Word],
    pairs: Sequence[tuple[int, int]],
    first: int,
    last: int,
) -> Sequence[Word]:
    """The words in whose place a run stands: short, of its sort, between the same neighbours."""
    left = max(((i, j) for i, j in pairs if i < first), default=(-1, -1))
    right = min(((i, j) for i, j in pairs if i > last), default=(len(own), len(others)))
    beside = [*own[left[0] + 1 : first], *own[last + 1 : right[0]]]
    known = {word.key for word in own}
    gap = _without_edges(others[left[1] + 1 : right[1]])
    if (
        not gap
        or any(not word.is_plain for word in beside)
        or any(w.key in known for w in gap if not w.is_plain)
    ):
        return ()
    run = _without_edges(own[first : last + 1])
    alike = gap[-1].sort == run[-1].sort
    short, long = sorted((len(run), len(gap)))
    return gap if alike and long <= min(_LONGEST_CHANGE, _MOST_UNEVEN * short) else ()


def _without_edges(words: Sequence[Word]) -> Sequence[Word]:
    weighty = [index for index, word in enumerate(words) if not word.is_plain]
    return words[weighty[0] : weighty[-1] + 1] if weighty else ()
