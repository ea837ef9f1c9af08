"""Text in any language -> what of it other languages write alike: numbers, names, kindred words."""

from __future__ import annotations

import re
import unicodedata

from crossframe.text.remembering import remembered

# So many letters at their beginning are alike in kindred words: "police", "policía"; so are names.
_BEGINNING = 5
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NUMERAL = re.compile(r"\d+(?:[.,'’\u00a0\u202f]\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?:[.,'’\u00a0\u202f]\d{3})+")
_MARKS = re.compile(r"[.,'’\u00a0\u202f]")
# From two to twenty; "one" is an article in most languages.
_NUMBER_WORDS = {
    "de": "zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn "
    "sechzehn siebzehn achtzehn neunzehn zwanzig",
    "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciseis diecisiete dieciocho diecinueve veinte",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf vingt",
    "it": "due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici "
    "quindici sedici diciassette diciotto diciannove venti",
    "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien "
    "zestien zeventien achttien negentien twintig",
    "pt": "dois tres quatro cinco seis sete oito nove dez onze doze treze quatorze quinze "
    "dezesseis dezessete dezoito dezenove vinte",
}
_VALUES = {
    code: {word: str(value) for value, word in enumerate(words.split(), start=2)}
    for code, words in _NUMBER_WORDS.items()
}


@remembered
def crossing_words(text: str, language: str) -> frozenset[str]:
    """Finds what of a text can stand in another language's text as well.

    Args:
        text: A sentence.
        language: The code of its language.

    Returns:
        Its numbers in figures, also those from two to twenty in words of a few languages, and the
        first five letters of its longer words, without accents and capitals. Of "11.840" and
        "11,840" the mark between the figures is left out, "7,5" is "7.5".

    >>> sorted(crossing_words("Once vehículos, según la policía, y 11.840 más", "es"))
    ['11', '11840', 'polic', 'segun', 'vehic']
    >>> sorted(crossing_words("Police saw eleven vehicles", "en"))
    ['11', 'polic', 'vehic']
    """
    bare = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in bare if not unicodedata.combining(c)).casefold()
    values = _VALUES.get(language, {})
    words = _WORD.findall(bare)
    numbers = {values[word] for word in words if word in values}
    numbers |= {_plain_number(numeral) for numeral in _NUMERAL.findall(bare)}
    longer = {word for word in words if len(word) >= _BEGINNING and word not in values}
    return frozenset(numbers | {word[:_BEGINNING] for word in longer})


def _plain_number(numeral: str) -> str:
    """Writes a number with a point alone, in whatever script its figures were.

    >>> _plain_number("1.200"), _plain_number("7,5"), _plain_number("٤٠")
    ('1200', '7.5', '40')
    """
    figures = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in numeral)
    if _GROUPED.fullmatch(figures):
        return _MARKS.sub("", figures)
    return _MARKS.sub(".", figures)
