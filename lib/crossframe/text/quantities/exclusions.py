"""Text -> the numbers in it that count nothing: dates, hours, names, scores, telephone numbers."""

from __future__ import annotations

import re

from crossframe.text.quantities.nearby import just_before
from crossframe.text.quantities.numeral import BARRED

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_HOUR = r"(?:[01]?\d|2[0-4])"
_NUMBER = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
# A plural or a unit after a number: then it counts, and numbers nothing.
_COUNTED = (
    r"[\s-](?!(?:was|is|has|does|says|goes|runs|passes|makes|as|this|its|towards|thus|plus|always)\b)[a-z]+(?<!s)s\b|"
    r"[\s-]?(?:km|m|kg|t|g|people|men|women|children)\b"
)
_HALF_DAY = r"(?:[ap]\.?\s?m\b\.?)"
_ZONE = r"(?:GMT|UTC|BST|CET|EET|MSK|IST|EST|EDT|CST|CDT|MST|MDT|PST|PDT|ET|PT|CT)"

_WEAPON = (
    r"(?:pistol|handgun|gun|rifle|revolver|shotgun|cannon|shell|round|bullet|casing|ammunition|"
    r"magazine|mortar|howitzer|weapon|cartridge|Glock|Beretta|semi-?automatic)"
)
_EMERGENCY = (
    r"(?:emergency|phone\s)?\s?(?:calls?|callers?|calling|dispatch(?:er|ers)?|operators?|tapes?|"
    r"recordings?|lines?|cent(?:er|re)s?|systems?|services?|transcripts?|emergency)"
)

# Each of these takes the numbers in it out of account.
_PATTERNS = (
    # Dates.
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{{1,2}})?\s(?:of\s)?{_MONTH}\b(?:,?\s{_YEAR}\b)?",
    (
        rf"\b{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{{1,2}}\b|\s(?:and|or|to)\s\d{{1,2}}\b)?"
        rf"(?![\d,.]*\s?(?:%|percent|per\scent|million|billion))(?:,?\s{_YEAR}\b)?"
    ),
    rf"\b{_MONTH},?\s(?:of\s)?{_YEAR}\b",
    rf"\b{_WEEKDAY},?\s(?:the\s)?\d{{1,2}}(?:st|nd|rd|th)?,\s{_YEAR}\b",
    r"\b\d{1,4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{2,4}\b",
    rf"\b{_YEAR}\s?[-–/]\s?(?:{_YEAR}|\d\d)\b(?!\s?(?:%|percent|per\scent))",
    r"\b(?:9\s?/\s?11|7/7|24/7|50/50)\b",
    # Times of day.
    rf"\b{_HOUR}:[0-5]\d(?::[0-5]\d)?\s?{_HALF_DAY}?",
    (
        rf"\b{_NUMBER}(?:[.:][0-5]\d)?(?:\s?(?:-|–|to|and|or)\s?{_NUMBER}(?:[.:][0-5]\d)?)?"
        rf"\s?(?:{_HALF_DAY}|o['’]clock\b|hours\s{_ZONE}\b)"
    ),
    (
        rf"\b(?i:at|by|until|till|since|from|before|after|around|about|shortly\safter)\s"
        rf"{_HOUR}\.[0-5]\d\b(?!\s?(?:%|percent|per\scent|million|billion)|{_COUNTED})"
        rf"(?:,\s(?:a|one)\sminutes?\s\w+)?"
    ),
    rf"\b\d{{4}}\s?(?:{_ZONE}\b|hours\b|hrs\b)|\b\d{{4}}(?=\s\(\d{{4}}\s?{_ZONE}\b)",
    rf"\b{_HOUR}[.:]?[0-5]?\d?\s?{_ZONE}\b",
    (
        rf"\b(?i:at)\s(?:about\s|around\s|exactly\s)?{_NUMBER}"
        r"(?=\s(?:on|in\sthe|this|that|yesterday|today|last|sharp)\b)"
    ),
    (
        rf"\b(?i:(?:just|shortly|soon|well|even)?\s?(?:before|until|till))\s{_NUMBER}"
        r"(?=\s?[,.;:)]|$|\s(?:on|in\sthe|this|that|yesterday|today|last|tonight)\b)"
    ),
    r"\b(?:\d{1,2}|[a-z]+(?:-[a-z]+)?)\sminutes?\s(?:past|to)\s(?:\d{1,2}|[a-z]+)\b",
    r"\b[A-Z][a-z]+s\s\d+(?:,\s\d+)*,?\s(?:and|or|to)\s\d+\b(?![\s-][a-z]+s\b|[.,]\d|\s?%)",
    r"\b(?:quarter|half|ten|five|twenty)\s(?:past|to)\s(?:\d{1,2}|[a-z]+)\b(?=\s(?:in\sthe|on|at|this)\b)",
    # Telephone numbers, addresses, e-mail, results.
    (
        r"(?<![\w,.])(?:\+\d{1,3}[\s-]?)?(?:\(\d{2,4}\)\s?|\d{3,4}[-\s])(?:\d{3,4}[-\s])?\d{3,4}\b"
        r"(?!,?\d|\s(?:000|million|people))(?<=-\d{4})"
    ),
    r"\b0\d{2,4}\s\d{3,4}\s?\d{3,4}\b",
    # Height and weight, throws worth three, lines of a field.
    r"\bIE\s\d+\b|\bthree[\s-]and[\s-]out\b",
    rf"\(\d-\d{{1,2}},\s?\d{{3}}\)|\b(?i:{_NUMBER}-pointers?)\b",
    r"\b(?i:three|3)-(?i:point)(?=\s(?:(?:field\s)?goal|play|shot|attempt|basket|range|line|land)s?\b)",
    # What was tried and done, without a word for it: "went 1-for-8"; and what few are called.
    r"\b\d+-for-\d+\b|\b\d+-of-\d+\b(?!\s(?:[a-z]+\s)?[a-z]+s\b)",
    rf"\b(?i:big)\s(?i:{_NUMBER})\b(?!\s[a-z]+s\b|[\s-][\d%])",
    (
        r"(?:(?<=\bto\sthe\s)|(?<=\bon\sthe\s)|(?<=\bat\sthe\s)|(?<=\bfrom\sthe\s))"
        r"\d{1,2}(?=\s(?:for|with)\b|[,.;])"
    ),
    r"\b\d{1,3}(?:st|nd|rd|th|ers)\b",
    # What is called by a number: "a four-by-four", "a zero-day flaw"; goals, not twenties.
    rf"\b(?i:{_NUMBER}-by-{_NUMBER}|zero[\s-]day)\b",
    r"\b\d{1,2}\s?[x×]\s?\d{1,2}\b(?!\s?(?:[cm]?m|ft|feet|foot|inch(?:es)?|met(?:er|re)s?|yards?)\b)",
    r"\b\d0-something\b",
    # Decades, and what a name ends with: "the nineteen sixties", "the Lower 48".
    r"\b(?i:eighteen|nineteen)[\s-](?i:twen|thir|for|fif|six|seven|eigh|nine)t(?:y\b|ies\b)",
    r"\bthe\s[A-Z][a-z]+\s\d{1,3}(?=[,.;:)]|$)",
    # Bits of a program, and what is called by its sides.
    r"\b\d+[\s-]bit\b(?!s)|\b(?i:one|two)-(?:sided|handed|way|man|off)\b|\bone-on-one\b",
    # Rounds of a fight or games of a series that a headline ends with: "stops him in 6".
    r"(?<!\bone\s)(?<!\btwo\s)(?<!\bthree\s)(?<!\bfour\s)(?<![\d%]\s)\bin\s\d{1,2}(?=\s?[.!]?\s?$)",
    # An average of three decimals or a bore, whose point was parted from it.
    r"(?<![\w.])\.\s\d{2,3}\b(?![.,]\d)",
    (
        r"\b(?i:an?|the|his|her|its|their|my|our|your|including|with|of|at|to|over|under|above|below|just)"
        r"\.\s?\d{3}\b(?![.,]\d)"
    ),
    r"(?<=[a-z])\.\s?\d{3}\b(?=\s(?:average|batting|hitter|slugging|percentage)\b)",
    r"\b(?i:hit|hits|hitting|bats?|batted|batting|average\sof|percentage\sof)\s?\.\s?\d{3}\b",
    rf"\b{_NUMBER}\s(?i:scores)\b(?!\sof)",
    r"\b(?:https?|www)\b\S*(?:\s?[/.:]\s?\S+)*",
    r"\S+@\S+",
    r"#\s?\d+",
    r"\b(?:[Nn]os?\.\s?|No\s|[Nn]umbers?\s|№\s?)\d+\b(?!,\d)(?:(?:,|\sand|\sor|\sto)\s\d+\b(?!\s[a-z]+s\b))*",
    (
        r"\b\d{1,5}(?:\sblock\sof\b|(?:\s(?:[NSEW]\.?|[A-Z][\w.]+|\d+(?:st|nd|rd|th))){1,4}\s"
        r"(?:Street|St\.|Avenue|Ave\.|Road|Rd\.|Drive|Lane|Boulevard|Blvd\.|Square|Court|Highway|Way)\b)"
    ),
    # Numbers of things that are numbered.
    (
        r"\b(?i:pier|line|lines|bus|route|highway|interstate|motorway|road|"
        r"exit|junction|gate|platform|room|flat|apartment|page|pages|pp|chapter|section|article|"
        r"paragraph|clause|rule|table|figure|fig|part|volume|vol|episode|season|phase|stage|round|"
        r"game|match|week|day|step|level|tier|grade|class|category|type|model|mark|versions?|channel|"
        r"flight|unit|block|building|lot|hangar|pit|shaft|ward|district|zone|sector|precinct|battalion|"
        r"brigade|regiment|squadron|station|lock|berth|quay|lane|track|court|case|bill|act|"
        r"resolution|proposition|amendment|schedule|annex|appendix|group|area|terminal|dock|top|beta|"
        r"form|size|seed|psalm|verse|super\sbowl|world\scup|windows|mission|apollo|soyuz)"
        r"\.?\s?(?:№\s?)?\d+(?:\.\d+)?[a-z]?\b(?!\s?(?:%|percent|per\scent|million|billion|,\d))"
        rf"(?!{_COUNTED})"
        r"(?:\s?(?:-|–|,|and|or|to)\s?\d+\b(?!\s[a-z]+s\b))*"
    ),
    (
        r"\b(?i:pier|line|route|platform|gate|room|page|chapter|section|phase|stage|game|day|level|"
        r"category|class|grade|number|channel|lane|berth|no\.|round|week|part|beta|version|season)\s"
        r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty)\b"
        r"(?!\s[a-z]+s\b|-)"
    ),
    # Codes: letters and figures in one word.
    (
        r"(?<!\$)\b(?!(?i:magnitude)-)[A-Za-z]+[-‑/]?\d[\w/-]*(?:(?:,|,?\s(?:and|or|to|through))\s\d+(?:\.\d+)?"
        r"(?=[,.;)]|$|\s(?:and|are|as|because|can|could|for|had|has|have|if|in|is|may|on|or|through|to|was|were|"
        r"when|which|while|will)\b))*"
    ),
    # Programs, whose versions are partly names: "Windows XP, Vista and 7".
    (
        r"\b(?:Windows|Android|iOS|Explorer|Office|macOS)\s(?:[A-Z\d][\w.]*,\s)*[A-Z\d][\w.]*,?"
        r"\s(?:and|or)\s\d+(?:\.\d+)?(?=[,.;)]|$|\s(?:and|are|for|has|have|in|is|on|was|were)\b)"
    ),
    r"\b[A-Z]\w+,\s\d+(?:,\s\d+)+,?\s(?:and|or)\s\d+(?:\.\d+)?\b(?!\s[a-z]+s\b|\s?%)",
    # A name in capitals and a figure, though a space was lost: "AM 570", "KEL-ON 5or".
    (
        r"\b(?!(?:USD|EUR|GBP|CHF|AUD|CAD|RUB|US|UK|UN|EU|NATO)\b)[A-Z]{2,}(?:-[A-Z]+)*\s\d+"
        r"(?:\b|(?=(?:and|is|or|was)\b))"
        rf"(?![,.]\d|\s?(?:%|percent|per\scent|million|billion)|{_COUNTED})"
    ),
    # Models, calibres and emergency numbers.
    (
        r"\b(?:AK|AR|MP|RPG|PK|SKS|MiG|Boeing|Airbus|Cessna|Antonov|Tupolev|Glock|Beretta|Colt|"
        r"Ruger|Remington|Mossberg|Winchester|Sig\sSauer|Porsche|Ferrari|Peugeot|Xbox|iPhone)\s"
        r"[A-Z]?\d+\b(?![.,]\d)"
    ),
    rf"\b\d+(?:\.\d+)?[\s-]?mm\b(?=[\s-](?:[\w-]+\s){{0,2}}{_WEAPON}s?\b)",
    r"\b(?i:an?|his|her|their|the)\s\d+(?:\.\d+)?[\s-]?mm\b(?=\s?(?:[.,;:)]|$)|\s(?:and|or|with)\b)",
    r"\b\d+(?:\.\d+)?[\s-]?(?:gauge|calib(?:er|re)|cal\.?)(?=\W|$)",
    rf"\b(?:911|9-1-1|999|112)\b(?=[\s-]{_EMERGENCY}\b)",
    rf"\b911\b(?!{_COUNTED}|[,.]\d|\s?(?:%|percent|per\scent|million|billion))",
    r"\b(?i:call|dial|phon|r[iau]ng)(?i:e|ed|ing|led|ling|s)?\s(?:911|9-1-1|999|112)\b(?![,.]\d)",
    # A house in a street, and the bore of a gun.
    r"\b\d{1,5}\s[NSEW]\.\s(?:[A-Z][\w.]*\s){1,3}(?:Ave|Avenue|Blvd|Boulevard|Dr|Rd|Road|St|Street)\b",
    r"\.\s?\d{2,3}[ -](?:[Mm]agnum|[Cc]aliber|[Cc]alibre)\b",
    # A fraction that lost its bar, and figures beside a character that was lost.
    r"\b\d[\d.,]*(?:\s[/⁄]\s?|[/⁄]\s|⁄)[2-9]\b(?![.,]\d)",
    rf"\b(?!\d{{1,3}}[ -]{BARRED})\d+[\s-]\d{{1,2}}[/⁄]\d{{1,2}}\b",
    r"\d[\d.,]*\s?\ufffd\s?(?:\d[\d.,]*)?|\ufffd\s?\d[\d.,]*",
    r"\b\d+-all\b",
    # What a team has won and lost, behind its name.
    r"\b[A-Z][\w’'-]+\s?\(\d{1,2}\s?[-–]\s?\d{1,2}(?:\s?[-–]\s?\d{1,2})?(?=[,;)])",
    r"(?<![\w.])\d+(?:(?!MM\b)[A-Z][\w-]*|[a-z]{1,2}\d\w*)(?![\w])(?<!bn)(?<!km)(?<!kg)",
)
_EXCLUDED = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS))
_UNIT_BEHIND_LETTERS = re.compile(r"(?:US|AU|CA|HK|NZ|EUR|USD|GBP|CHF|Rs)\$?\d")
_PLAY = re.compile(
    r"\b(?:w[oi]n|wins|winning|beat|beats|beaten|defeat\w*|dr[ae]w\w*|los[et]\w*|lead|led|leads|scor\w+|"
    r"victory|victories|vote[ds]?|voting|ruled|ruling|decision|record|season|set|sets|game|games|match|"
    r"halftime|half-time|quarter|inning\w*|trail\w*|tie|tied|seed\w*)\b",
    re.IGNORECASE,
)
_SCORE = re.compile(
    r"(?<![\w.,$€£-])\d{1,3}\s?[-–]\s?\d{1,3}(?:\s?[-–]\s?\d{1,3})?(?![\w%]|[.,/]\d)"
)
_SEASON = re.compile(rf"(?<![\w.,$€£-]){_YEAR}(?![\w%-]|,\d|\.\d)")
_SIDES = re.compile(r"\b(?:vote|voted|votes)\s(?:of\s|was\s|by\s)?\d+\s?(?:-|–|to)\s?\d+")


_COUNTED_SIDES = re.compile(r"\s(?:[a-z]+\s)?[a-z]+s\b|\s(?:per|people|men|women)")
_SCALE_AFTER = re.compile(r"\s(?:million|billion|thousand|%|percent|per\scent)")
_WORD_BEFORE = re.compile(r"([\w’']+)\W*$")
_MONEY_BEFORE = re.compile(r"[$€£]\s?$")
_PLURAL_AFTER = re.compile(r"[\s-](?:[a-z]+[\s-]){0,2}?(?:[a-z]+s|people|men|women|children)\b")


_BEFORE_YEARS = frozenset({"the", "in", "since", "of", "by"})
_WHOSE = frozenset({"his", "her", "its", "their", "my", "our"})


def excluded_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Finds where numbers stand that are no quantities.

    Args:
        text: A sentence.

    Returns:
        Characters from and to, in text order.

    >>> text = "On 12 March 2024 at 7.42 a.m. the A1 was shut at pier No. 4."
    >>> [text[start:end] for start, end in excluded_spans(text)]
    ['12 March 2024', 'at 7.42', 'A1', 'No. 4']
    """
    spans = [
        found.span()
        for found in _EXCLUDED.finditer(text)
        if not _UNIT_BEHIND_LETTERS.match(found.group())
    ]
    spans += [found.span() for found in _SIDES.finditer(text)]
    for found in _SCORE.finditer(text):
        figures = [int(part) for part in re.findall(r"\d+", found.group())]
        falls = figures[0] >= figures[1] or len(figures) > 2
        follows = _COUNTED_SIDES.match(text, found.end())
        if falls or (not follows and _PLAY.search(text)):
            spans.append(found.span())
    return tuple(sorted(spans))


def is_year(text: str, start: int, end: int) -> bool:
    """Whether the number at this place is a year, by its form and by the words beside it.

    >>> is_year("It opened in 1971.", 13, 17), is_year("Some 2000 people came.", 5, 9)
    (True, False)
    """
    if not _SEASON.fullmatch(text, start, end) and not _SEASON.match(text[start : end + 2]):
        return False
    if _SCALE_AFTER.match(text, end):
        return False
    before = just_before(_WORD_BEFORE, text, start)
    if just_before(_MONEY_BEFORE, text, start):
        return False
    word = before[1].lower() if before else ""
    owned = word in _WHOSE and int(text[start:end]) % 100 != 0  # "their 1974 stories"
    return not _PLURAL_AFTER.match(text, end) or owned or word in _BEFORE_YEARS
