"""Words and signs of measures and currencies -> their names, kinds and base units."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from crossframe.text.quantities.nearby import just_before
from crossframe.text.quantities.quantity import Kind


class Unit(NamedTuple):
    """A unit: `factor` of it in `base`; the base of a unit that no other converts to is itself."""

    name: str
    kind: Kind
    base: str
    factor: float = 1.0


# kind; base unit; names as "name=factor: spellings", spellings parted by commas. Tons, pounds,
# gallons and barrels differ from country to country, so they are not converted.
_MEASURES = """
percent; percent
percent=1: %, percent, per cent, percents, pct, percentage
percent; percentage point
percentage point=1: percentage point, percentage points, point of a per cent
length; m
mm=.001: mm, millimetre, millimetres, millimeter, millimeters
cm=.01: cm, centimetre, centimetres, centimeter, centimeters
m=1: m, metre, metres, meter, meters
km=1000: km, kms, kilometre, kilometres, kilometer, kilometers
inch=.0254: inch, inches
foot=.3048: foot, feet, ft
yard=.9144: yard, yards, yd, yds
mile=1609.344: mile, miles, mi
nautical mile=1852: nautical mile, nautical miles
area; square m
square m=1: square metre, square metres, square meter, square meters, sq m, m²
square km=1000000: square kilometre, square kilometres, square kilometer, square kilometers, sq km, km²
square mile=2589988.11: square mile, square miles, sq mi
square foot=.09290304: square foot, square feet, sq ft
hectare=10000: hectare, hectares, ha
acre=4046.856: acre, acres
volume; litre
litre=1: litre, litres, liter, liters
cubic metre=1000: cubic metre, cubic metres, cubic meter, cubic meters, m³
volume; gallon
gallon=1: gallon, gallons
volume; barrel
barrel=1: barrel, barrels
mass; kg
gram=.001: gram, grams, gramme, grammes, g
kg=1: kg, kgs, kilo, kilos, kilogram, kilograms, kilogramme, kilogrammes
tonne=1000: tonne, tonnes, t, metric ton, metric tons
mass; ton
ton=1: ton, tons
mass; pound
pound=1: pound, pounds, lb, lbs
mass; ounce
ounce=1: ounce, ounces, oz
duration; hour
second=.0002777778: second, seconds, sec, secs
minute=.0166666667: minute, minutes, min, mins
hour=1: hour, hours, hr, hrs
day=24: day, days
week=168: week, weeks
duration; month
month=1: month, months
year=12: year, years
decade=120: decade, decades
century=1200: century, centuries
speed; km/h
km/h=1: km/h, km / h, kph, kmh, kilometres per hour, kilometers per hour, kilometres an hour, kilometers an hour, km per hour, km an hour
mph=1.609344: mph, miles per hour, miles an hour
knot=1.852: knot, knots
temperature; degree
degree=1: degree, degrees, °
temperature; °C
°C=1: °c, degree celsius, degrees celsius, degrees c
temperature; °F
°F=1: °f, degree fahrenheit, degrees fahrenheit, degrees f
power; kW
kW=1: kw, kilowatt, kilowatts
MW=1000: mw, megawatt, megawatts
GW=1000000: gw, gigawatt, gigawatts
"""  # noqa: E501
# Written after the number. The bare "pound" is money after a million, else a mass.
_CURRENCIES = """
USD: us dollar, us dollars, u.s. dollar, u.s. dollars, american dollars, dollar, dollars, usd
EUR: euro, euros, eur
GBP: pounds sterling, gbp
JPY: yen, jpy
CNY: yuan, renminbi, cny
RUB: rouble, roubles, ruble, rubles, rub
UAH: hryvnia, hryvnias, hryvnya, uah
INR: rupee, rupees, inr
CHF: swiss franc, swiss francs, franc, francs, chf
AUD: australian dollar, australian dollars, aud
CAD: canadian dollar, canadian dollars, cad
peso: peso, pesos
krona: krona, kronor, krone, kroner, crown, crowns
lira: lira, liras
shekel: shekel, shekels
rand: rand
real: reais
won: won
riyal: riyal, riyals
dirham: dirham, dirhams
dinar: dinar, dinars
cent: cent, cents
penny: pence, penny, pennies
"""
_SIGNS = {
    "US$": "USD",
    "U.S.$": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "S$": "SGD",
    "R$": "BRL",
    "$US": "USD",
    "$A": "AUD",
    "$AU": "AUD",
    "$C": "CAD",
    "$CA": "CAD",
    "$NZ": "NZD",
    "$HK": "HKD",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₽": "RUB",
    "₴": "UAH",
    "₹": "INR",
    "Rs": "INR",
    "Rs.": "INR",
    "USD": "USD",
    "EUR": "EUR",
    "GBP": "GBP",
    "CHF": "CHF",
    "AUD": "AUD",
    "CAD": "CAD",
}
_CASED = {"t", "g", "ha", "hr", "won", "real", "rand", "min", "sec", "mi", "oz"}


def _read_measures() -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    kind, base = "", ""
    for line in _MEASURES.strip().splitlines():
        if ";" in line:
            kind, _, base = (part.strip() for part in line.partition(";"))
            continue
        head, _, spellings = line.partition(":")
        name, _, factor = head.partition("=")
        for spelling in spellings.split(","):
            units[spelling.strip()] = Unit(name, kind, base, float(factor))  # type: ignore[arg-type]
    return units


def _read_currencies() -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for line in _CURRENCIES.strip().splitlines():
        name, _, spellings = line.partition(":")
        for spelling in spellings.split(","):
            units[spelling.strip()] = Unit(name, "money", name)
    return units


_BY_SPELLING = _read_measures() | _read_currencies()
_POUND = Unit("GBP", "money", "GBP")
_METRE = Unit("m", "length", "m")
PERCENT = Unit("percent", "percent", "percent")
YEAR = Unit("year", "age", "year")


def _any_of(spellings: Iterable[str]) -> str:
    return "|".join(re.escape(s) for s in sorted(spellings, key=lambda s: (-len(s), s)))


_AFTER = re.compile(
    r"[\s\u00a0-]{0,2}(?:U\.S\.\s(?=dollar))?"
    rf"(?P<unit>{_any_of(_BY_SPELLING).replace(chr(92) + ' ', '[ -]')})"
    r"(?![^\W_]|[-’'][^\W\d_]+\d)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?:^|(?<=[\s(\[–—-])|(?<=[“\"'‘]))(?P<sign>{_any_of(_SIGNS)})"
    r"[\s\u00a0]?$"
)
_TALL = re.compile(
    r"[\s-](?:tall|high|wide|deep|long|away|above|below|from|of|in|off|race|sprint|freestyle|apart)\b"
)
_NOUN = re.compile(
    r"\s(?:(?:to|and|or)\s[\d.,]+m\s)?(?!and\b|or\b|to\b|by\b|at\b|on\b|for\b|with\b|as\b|is\b|was\b)"
    r"(?!(?:across|after|along|before|but|down|from|into|off|over|past|that|then|through|towards?|"
    r"under|until|when|where|which|while|who|without)\b)[a-z]{3,}"
)
# "2m Windows users", "5m Syrians" are counted; "the 200m Olympic runners" run that far.
_PEOPLE = re.compile(
    r"\s(?:[A-Z][\w-]*\s){1,2}(?:(?!(?:runn|swimm|sprint|hurdl|winn)ers\b)[a-z]{2,}(?:ers|ors)|people|"
    r"men|women|children)\b|\s[A-Z][a-z]+(?:ians|icans)\b"
)


class Found(NamedTuple):
    """A unit beside a number: where the expression of both begins and ends."""

    unit: Unit
    start: int
    end: int
    scale: float = 1.0


def unit_of_word(word: str) -> Unit:
    """The measure or currency of this name, or the word itself as what is counted.

    >>> unit_of_word("hour").kind, unit_of_word("passenger").kind
    ('duration', 'count')
    """
    return _BY_SPELLING.get(word) or Unit(word, "count", word)


def find_unit(text: str, start: int, end: int, *, value: float, suffix: str = "") -> Found | None:
    """Finds the measure or currency that belongs to a number.

    Args:
        text: The sentence.
        start: Where the number begins.
        end: Where it ends.
        value: The number, by which the pound of money and the pound of weight are told apart.
        suffix: "m" if that follows, which is millions or metres.

    Returns:
        The unit and the extent of number and unit together; None for a bare number. `scale` is
        what the suffix multiplies the number by.

    >>> found = find_unit("It cost $1.2m then.", 9, 12, value=1.2, suffix="m")
    >>> found.unit.name, found.scale, "It cost $1.2m then."[found.start : found.end]
    ('USD', 1000000.0, '$1.2m')
    """
    sign = just_before(_BEFORE, text, start)
    if suffix:
        return _of_suffix(text, start, end, value, sign)
    if sign:
        return Found(_money(sign), sign.start("sign"), end)
    found = _AFTER.match(text, end)
    spelling = found["unit"].lower().replace("-", " ") if found else ""
    if not found or (spelling in _CASED and found["unit"] != spelling):
        return None
    unit = _BY_SPELLING[spelling]
    return Found(_POUND if unit.name == "pound" and value >= 1e5 else unit, start, found.end())


def _money(sign: re.Match[str]) -> Unit:
    name = _SIGNS[sign["sign"]]
    return Unit(name, "money", name)


def _of_suffix(text: str, start: int, end: int, value: float, sign: re.Match[str] | None) -> Found:
    """Tells the "m" of millions, after a currency or before a noun, from that of metres."""
    stop = text.index("m", end) + 1
    if sign:
        return Found(_money(sign), sign.start("sign"), stop, 1e6)
    if _PEOPLE.match(text, stop):
        return Found(Unit("", "count", ""), start, stop, 1e6)
    if not _NOUN.match(text, stop) or _TALL.match(text, stop):
        return Found(_METRE, start, stop)
    after = find_unit(text, start, stop, value=value * 1e6)
    return after._replace(scale=1e6) if after else Found(Unit("", "count", ""), start, stop, 1e6)
