"""Line -> what kind of line it is: a statement, or one that no article means to assert.

A line is a non-claim only if its whole form says so; a statement about photographs, subscriptions
or copyright stays a statement. A line that makes up a paragraph by itself says more about itself
than a sentence among others, so a second list of forms is tried on those alone.
"""

from __future__ import annotations

import re
from functools import cache

from crossframe.records import SentenceKind

_Forms = tuple[tuple[SentenceKind, re.Pattern[str]], ...]

_NAME = r"(?:[A-ZÀ-ÞА-Я][\w.'’-]*|de|del|van|von|la|al|bin)"
_NAMES = rf"{_NAME}(?:\s{_NAME}){{0,5}}"
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic|янв|фев|апр|мая|июн|июл|"
    r"авг|сен|окт|ноя|дек)\w*\.?"
)
_DAY = (
    r"(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?|lunes|martes|miércoles|jueves|"
    r"viernes|sábado|domingo"
)
_DATE = (
    rf"(?i:(?:(?:{_DAY}),?\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:de\s+)?{_MONTH}|"
    rf"{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}})"
    r"(?:,?\s+(?:de\s+)?\d{4})?)"
)
_TIME = r"(?i:\d{1,2}[:.h]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{2,4}\b)?|\d{1,2}\s*[ap]\.?m\.?)"
# A line of nothing but these, with a number among them, says when it was published.
_TIME_WORDS = re.compile(
    r"(?:originally|first|last|published|posted|updated|modified|on|at|the|of|actualizado|publicado|"
    r"el|a|las|de|обновлено|опубликовано|в|"
    r"mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"lunes|martes|miércoles|jueves|viernes|sábado|domingo|"
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|"
    r"septiembre|octubre|noviembre|diciembre|января|февраля|марта|апреля|мая|июня|июля|августа|"
    r"сентября|октября|ноября|декабря|"
    r"\d{1,4}(?:st|nd|rd|th|[ap]m?)?|[ap]|[ap]m|m|h|hrs?|hours|local|time|"
    r"[ecmp][sd]t|et|ct|mt|pt|gmt|utc|bst|ist|cet|msk)",
    re.IGNORECASE,
)
_AGENCY = r"\([\w .'/’-]{2,40}\)"

# The first form that matches a whole line decides its kind.
_ANYWHERE: tuple[tuple[SentenceKind, str], ...] = (
    ("link", r"(?i:https?\s*:|www\s*\.)\s*\S.*"),
    ("copyright", r"(?i:.{0,60}(?:©|\(c\)\s*\d{4}).{0,160})"),
    (
        "copyright",
        (
            r"(?i:all rights reserved|todos los derechos reservados|tous droits réservés|"
            r"alle rechte vorbehalten|все права защищены)\b.{0,80}"
        ),
    ),
    (
        "copyright",
        (
            r"(?i:copyright)\b(?!\s+(?:law|infring|case|claim|suit|act\b|rule|dispute|protect|holder|"
            r"owner|office|reform|violation|fight)).{0,200}"
        ),
    ),
    (
        "copyright",
        (
            r"(?i:this (?:material|content|article)|no part of this \w+|reproduction|(?:queda )?"
            r"prohibida).{0,60}(?i:may not be|permission|prohibited|reproducción).{0,120}"
        ),
    ),
    (
        "credit",
        (
            r"\(?(?i:(?:(?:file|handout|stock|archive|courtesy|cover)\s+)?(?:photo|photograph|image|"
            r"picture|pic|video|graphic|illustration|drawing|chart|map|foto|fotografía|imagen|"
            r"ilustración|gráfico|mapa|фото|изображение)s?(?:\s+(?:credits?|courtesy(?:\s+of)?|by|de|"
            r"cortesía(?:\s+de)?))?)\s*(?:[:/|©]|(?<=courtesy)|(?<=by)|(?<=of)).{0,120}"
        ),
    ),
    ("credit", r"(?i:(?:credits?|crédito|crédit)\s*:|source\s*:|fuente\s*:).{0,120}"),
    ("credit", r"\(?(?:AP|Reuters|AFP|EPA|Getty)\s(?i:photo|images?|file)\b.{0,80}"),
    ("credit", r"\((?i:reporting|writing|editing|additional|compiled|con información)\b.{0,160}\)"),
    ("credit", r"[A-Z][\w.'’-]+(?:\s[\w.'’-]+){0,4}/\s?[A-Z][\w .'’-]{1,40}"),
    ("dateline", rf"{_NAMES}(?:,\s*{_NAMES})?,?\s*{_DATE}?\s*(?:{_AGENCY})?\s*[–—-]+"),
    ("dateline", rf"{_NAMES}(?:,\s*{_NAMES})?,\s*{_DATE}\s*(?:{_AGENCY})?\.?"),
    ("dateline", r"(?i:for immediate release)\b\W*(?:\w+\W+){0,3}\w*"),
    (
        "byline",
        (
            r"(?i:(?:written|text|words|story|reporting|edited|editing|additional reporting|texto|"
            rf"redacción|con información)\s+)?(?i:by|por|de|par|von)\s*:?\s+{_NAMES}"
            rf"(?:,?\s*(?:and|y|und|et|&|,)\s*{_NAMES})*(?:[,|–—(]\s?[\w .,'’&/)-]{{2,80}})?"
            r"(?:\s(?:in|en)\s[A-Z][\w .'’-]{2,30})?\.?"
        ),
    ),
    (
        "subscription",
        (
            r"(?i:(?:please\s+)?(?:subscribe|sign\s+up|log\s*in|register\s+(?:now|for|here|today)|"
            r"become\s+an?\s+\w+|join\s+(?:us|our)|support\s+(?:our|independent|local)|donate|"
            r"get\s+(?:our|unlimited|full)|start\s+your|(?:already|not)\s+an?\s+(?:subscriber|member)|"
            r"enjoy\s+(?:unlimited|full)|unlock|suscr[ií]b\w+|reg[ií]str(?:ese|ate)|apóyenos|hágase|"
            r"подпи\w+)\b.{0,200})"
        ),
    ),
    (
        "subscription",
        (
            r"(?i:(?:this|el|este)\s(?:article|story|content|artículo|contenido)\b.{0,40}"
            r"(?:for|to|para|exclusivo)\b.{0,20}(?:subscribers|members|suscriptores)\b.{0,60})"
        ),
    ),
    (
        "subscription",
        (
            r"(?i:.{0,80}(?:our|your|nuestro|nuestra)\s(?:\w+\s){0,3}"
            r"(?:newsletters?|inbox|boletín|bulletin)\b.{0,80})"
        ),
    ),
    ("subscription", r"(?i:you\s+have\s+(?:read|reached|used)\b.{0,40}\barticles?\b.{0,60})"),
    (
        "read_more",
        (
            r"\W{0,3}(?i:(?:read\s+(?:more|also|next|on|the\s+full|our|all)|related|see\s+also|"
            r"more\s+(?:on|from|to\s+(?:follow|come))|also\s+read|keep\s+reading|continue\s+reading|"
            r"click\s+(?:here|to)|follow\s+(?:us|our)|go\s+to\s+our|don['’]t\s+miss|most\s+read|"
            r"recommended|share\s+this|lea\s+(?:también|más)|leer\s+más|le\s+puede\s+interesar|"
            r"siga\s+(?:leyendo|nuestr\w+)|ver\s+también|más\s+información|читайте|подробнее)\b.{0,200})"
        ),
    ),
    (
        "read_more",
        r"(?i:(?:watch|listen|live|explained|podcast|video)(?:\s+(?:again|live|now))?\s*:).{0,160}",
    ),
    (
        "caption",
        (
            r"(?i:(?:caption|pictured|above|below|left|right|top|bottom|clockwise|file|"
            r"pie\s+de\s+foto|(?:en|in)\s+(?:la|the)\s+(?:foto|imagen|picture|photo))"
            r"\s*(?:[,:]|\s[–—-])\s*.{1,240})"
        ),
    ),
    ("caption", r"(?i:pictured\s(?:above|here|left)\b.{0,200})"),
    ("caption", r"(?i:in\sthis\s(?:\w+\s)?(?:photo|image|picture|frame)\b.{0,240})"),
    ("caption", r"(?i:.{3,240}\((?:photo|image|picture|foto)\b[^)]{0,80}\)\.?)"),
    ("caption", r"(?i:(?:fig|figure|table|chart|tabla|gráfico)\.?\s*\d+\s*[:.]).{0,240}"),
    ("question", r"[^\"“”«»]{1,300}\?+"),
    (
        "question",
        (
            r"(?i:(?:tell\s+us|let\s+us\s+know|send\s+us|write\s+to\s+us|have\s+your\s+say|"
            r"cuéntenos|escríbanos|envíenos)\b.{0,200})"
        ),
    ),
)
# These are tried on a line that makes up a paragraph by itself.
_ALONE: tuple[tuple[SentenceKind, str], ...] = (
    (
        "subscription",
        (
            r"(?i:.{0,160}\b(?:subscribe|sign\s+up|become\s+an?\s+(?:member|subscriber)|"
            r"free\s+(?:for|to)\s+(?:our\s+)?(?:subscribers|members)|"
            r"(?:subscribers|members)\s+(?:receive|get|can|may)|suscr[ií]b\w+)\b.{0,120})"
        ),
    ),
    ("credit", r"\([^()]{3,120}\)"),
)
# These, on such a line if it also lacks a final stop.
_LOOSE: tuple[tuple[SentenceKind, str], ...] = (
    ("byline", rf"{_NAMES}(?:,?\s(?:and|y|&)\s{_NAMES})?(?:\s(?:in|en)\s{_NAMES}|,\s.{{2,60}})?"),
    ("dateline", rf".{{0,60}}(?:{_DATE}|{_TIME}).{{0,40}}"),
)


# The first line of a text, even of one whose lines need no stop: full names and a place at most.
_FULL_NAME = rf"{_NAME}(?:\s{_NAME}){{1,3}}"
_OPENING = re.compile(rf"{_FULL_NAME}(?:,?\s(?:and|y|&)\s{_FULL_NAME})?(?:,\s{_NAMES})?")


_LONGEST = 320
# The longest sentence of 17,154 in the gold data has 848 characters; parsers take minutes and
# gigabytes for a megabyte.
MAX_SENTENCE = 2_000
_LONGEST_LOOSE = 160
# A stop and what closes after it stand in so many characters; a search of a whole line would begin
# at each of its stops.
_LAST = 20
_FINAL = re.compile(r"[.!?…:;。！？؟।][\"'”’»)\]]*$")


def kind_of(line: str, *, alone: bool = False, opens: bool = False) -> SentenceKind:
    """Says what kind of line this is.

    Args:
        line: One sentence, or a whole paragraph.
        alone: The line makes up its paragraph, in a text whose paragraphs end with a stop.
        opens: The line is the first paragraph of several.

    Returns:
        "statement", or the kind of non-claim; "caption" also stands for subheadings.

    >>> kind_of("Photo: Harbour Picture Desk / M. Ode"), kind_of("The photo was taken on Monday.")
    ('credit', 'statement')
    >>> kind_of("FOR IMMEDIATE RELEASE July 13, 2024"), kind_of("on Dec 23 2012, 5:03p")
    ('dateline', 'dateline')
    >>> kind_of("Divers at the pier", alone=True), kind_of("Divers at the pier")
    ('caption', 'statement')
    """
    line = line.strip()
    if len(line) > _LONGEST:
        return "listing" if _is_listing(line) else "statement"
    if not any(character.isalnum() for character in line):
        return "link"
    if is_timestamp(line):
        return "dateline"
    anywhere, by_itself, loose = _compiled()
    forms = anywhere + (by_itself if alone else ())
    found = next((kind for kind, form in forms if form.fullmatch(line)), None)
    if found is None and alone and len(line) <= _LONGEST_LOOSE and not _FINAL.search(line):
        return next((kind for kind, form in loose if form.fullmatch(line)), "caption")
    if found is None and opens and _OPENING.fullmatch(line):
        return "byline"
    return found or "statement"


@cache
def _compiled() -> tuple[_Forms, _Forms, _Forms]:
    """The forms, compiled when a line is read: an unchanged event has none read."""
    anywhere, by_itself, loose = (
        tuple((kind, re.compile(form)) for kind, form in forms)
        for forms in (_ANYWHERE, _ALONE, _LOOSE)
    )
    return anywhere, by_itself, loose


def _is_listing(line: str) -> bool:
    """Whether a long line is a table, a list or code, whatever it says: too long, or of figures."""
    return len(line) > MAX_SENTENCE or 3 * sum(map(str.isalpha, line)) < len(line)


def is_timestamp(line: str) -> bool:
    """Whether a line says when it was published, and nothing else.

    >>> is_timestamp("April 24, 2013-4:45pm"), is_timestamp("In May")
    (True, False)
    >>> is_timestamp("on Dec 23 2012, 5:03p")
    True
    """
    words = re.findall(r"[^\W_]+", line)
    dated = len(words) > 1 and any(word[0].isdigit() for word in words)
    return dated and all(_TIME_WORDS.fullmatch(word) for word in words)


def ends_with_stop(line: str) -> bool:
    """Whether a line ends as sentences do, closing quotes and brackets aside.

    >>> ends_with_stop("It fell.”"), ends_with_stop("Divers at the pier")
    (True, False)
    """
    return _FINAL.search(line.rstrip()[-_LAST:]) is not None
