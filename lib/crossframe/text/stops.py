"""A paragraph -> where in it sentences end: stops, abbreviations, hours, quotations.

The rules hold for many languages; what is known of a single one is in `abbreviations`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossframe.text.abbreviations import (
    BEGINNING_OF,
    LEANING_OF,
    ORDINALS,
    TRAILING_OF,
    YEAR_MARKS,
)

_CLOSERS = "\"'”’»›)]"
_OPENERS = "\"'“‘«‹([¿¡„–—-"

# A run of sentence-ending marks with the quotes and brackets that close after it. The marks of
# Chinese and Japanese end a sentence without a space.
_END = re.compile(
    rf"(?:(?<![.!?…؟۔।])[.!?…؟۔।]++(?:\s»)?[{re.escape(_CLOSERS)}]*+(?=\s))"
    r"|(?:[。！？]+[」』”’）]*)"
)
# After a quotation that a mark closes, Chinese and Japanese go on with who said it.
_SAID_AFTER = re.compile(r"(?:と|って|[^。！？”」]{0,12}(?:说|說|表示|指出|补充|補充|称|稱|道))")
# Thai writes no mark at the end of a sentence, and puts a space there, and elsewhere too. A space
# between letters is taken for an end where so many letters lead up to it, and no word follows that
# goes on with the sentence.
_THAI_END = re.compile(r"(?<=[\u0e00-\u0e7f])\s+(?=[\u0e01-\u0e2e\u0e40-\u0e44])")
_THAI_SHORTEST = 25
_THAI_GOING_ON = re.compile(
    r"(?:และ|แต่|หรือ|ซึ่ง|ที่|โดย|เพื่อ|ว่า|จึง|เพราะ|เนื่องจาก|ส่วน|รวมทั้ง|ของ|ใน|จาก|กับ|ถึง|เป็น|ได้|จะ|ต้อง|"
    r"กล่าว|ระบุ|บาท|คน|ราย|ล้าน|ปี|วัน|กม|เมตร)"
)
# No abbreviation has as many characters.
_LONGEST_WORD = 40
_WORD_BEFORE = re.compile(r"[^\s\"'“”‘’«»(\[/]+$")
_INITIALS = re.compile(r"^(?:[^\W\d_]\.)*[^\W\d_]$")

# These lean on the word after them and never end a sentence.
_LEANING = frozenset(
    """
    adj adm ald amb approx art arts asst brig bros bzw ca capt cf cmdr col cpl dep det dir dr dra
    e.g ed eds esq excmo fig figs fr ft gen gob gov hon i.e ing insp lic lt maj messrs mgr mlle mme
    mr mrs ms msgr mt mx nr núm op pres prof pte pvt rep reps rev rt sec sen sens sgt sr sra srta st
    sta ste supt vol vols vs z.b г гг им т.е ул
    """.split()  # noqa: SIM905
)
# These may end one: they do so when what follows looks like a beginning.
_TRAILING = frozenset(
    """
    a.d al apr aug av ave b.c bldg blvd co corp d.c dec dept e.u ed.d ee.uu etc ext feb hrs inc jan
    jr jul jun km llc ltd m.d mar min mio mln mrd nov oct ph.d plc rd sep sept sq sr tel u.k u.n u.s
    u.s.a usw др млн млрд руб сс тыс
    """.split()  # noqa: SIM905
)
_BEGINNING = frozenset(
    """
    a after all although an and another any as asked at because before both but by despite during
    each earlier even every few for from he her here his how however i if in instead it its last
    later many meanwhile more most mr mrs ms my neither no nobody none nor not nothing now officials
    on once one only other others our over people police several she since so some still such that
    the their then there these they this those though three through to two under until we what when
    where whether which while who why with witnesses yet you
    al con el en la las le les los no para pero por se según sin un una y des elle er es il une das
    der die ein eine sie в и на но он она они это
    """.split()  # noqa: SIM905
)
# After "p.m." these go on with the time; any other capital begins a sentence.
_AFTER_HOUR = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
    est edt cst cdt mst mdt pst pdt gmt utc bst cet eastern central mountain pacific local moscow
    """.split()  # noqa: SIM905
)
_HOURS = frozenset({"a.m", "p.m", "am", "pm"})
_NUMBERED = frozenset({"no", "nos", "núm", "art", "p", "pp", "fig"})
_SPEECH = re.compile(
    r"^\s*(?:[A-Z][\w.'’-]*,?\s+){1,4}(?:said|says|asked|asks|told|added|wrote|cried|shouted|"
    r"replied|answered|continued|warned|insisted)\b"
)


def sentence_bounds(text: str, first: int, last: int, language: str) -> Iterator[tuple[int, int]]:
    """Cuts a paragraph into its sentences.

    Args:
        text: The text that it stands in.
        first: Its first character.
        last: The one behind its last.
        language: The code of its language; "" for English, and where it is not known.

    Yields:
        First character of each sentence and the one behind its last, in order.
    """
    if language == "th":
        yield from _thai_phrases(text, first, last)
        return
    start = first
    for mark in _END.finditer(text, first, last):
        end = mark.end()
        if end < last and _ends(text, start, mark, last, language):
            yield start, end
            start = end
            while start < last and text[start].isspace():
                start += 1
    if start < last:
        yield start, last


def _thai_phrases(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    start = first
    for space in _THAI_END.finditer(text, first, last):
        is_long = space.start() - start >= _THAI_SHORTEST
        # "said that" and its like open what follows.
        is_open = text.endswith("ว่า", start, space.start())
        if is_long and not is_open and not _THAI_GOING_ON.match(text, space.end()):
            yield start, space.start()
            start = space.end()
    if start < last:
        yield start, last


def _ends(text: str, start: int, mark: re.Match[str], last: int, language: str) -> bool:
    marks = mark.group()
    if marks[0] in "。！？":
        return not (marks[-1] in "」』”’" and _SAID_AFTER.match(text, mark.end(), last))
    following = text[mark.end() : min(last, mark.end() + 120)]
    beginning = following.lstrip().lstrip(_OPENERS).lstrip()
    if not beginning or beginning[0].islower():
        return False
    if marks[0] in "!?…" or marks.startswith(".."):
        return not (marks[-1] in _CLOSERS and _SPEECH.match(following))
    if marks[0] != ".":
        return True
    found = _WORD_BEFORE.search(text, max(start, mark.start() - _LONGEST_WORD), mark.start())
    word = found.group() if found else ""
    if language and len(marks) == 1 and word:
        told = _stop_in(language, word, text[start : mark.start() - len(word)], beginning)
        if told is not None:
            return told
    return _stop_ends(word, marks, beginning)


def _stop_in(language: str, word: str, before: str, beginning: str) -> bool | None:
    """What is known of a stop after `word` in a language other than English; None for nothing."""
    if language == "en":
        return None
    plain = word.lower()
    if plain in YEAR_MARKS and re.search(r"[\dIVX]\s*$", before):
        return True
    is_ordinal = word.isdigit() and len(word) < 3 and language in ORDINALS
    if is_ordinal or plain in TRAILING_OF.get(language, ()):
        next_word = re.split(r"[^\w']", beginning, maxsplit=1)[0].lower()
        return next_word in _BEGINNING or next_word in BEGINNING_OF.get(language, ())
    is_short = re.fullmatch(r"(?:[^\W\d_]\.)*[^\W\d_]", word) and not word.isupper()
    return False if is_short or plain in LEANING_OF.get(language, ()) else None


def is_leaning(word: str) -> bool:
    """Whether a word with a full stop leans on the next one, and can end no sentence.

    >>> is_leaning("Gen"), is_leaning("J"), is_leaning("harbour")
    (True, True, False)
    """
    return word.lower() in _LEANING or bool(_INITIALS.match(word) and word.isupper())


def _stop_ends(word: str, marks: str, beginning: str) -> bool:
    """Whether a full stop after `word` ends a sentence that `beginning` would follow."""
    if len(marks) > 1:  # a closing quote or bracket follows the stop
        return True
    plain = word.lower()
    next_word = re.split(r"[^\w']", beginning, maxsplit=1)[0].lower()
    if word in _NUMBERED or word == "No":
        return not beginning[0].isdigit()
    if plain in _HOURS:
        return next_word not in _AFTER_HOUR
    if plain in _TRAILING or (_INITIALS.match(word) and "." in word):
        return next_word in _BEGINNING
    return not is_leaning(word)
