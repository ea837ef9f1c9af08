"""Quantities of single sentences: value, unit, hedge and place, with and without a parse."""

from __future__ import annotations

import pytest
from crossframe.text.parsing import parse_texts
from crossframe.text.quantities import find_quantities
from hypothesis import given
from hypothesis import strategies as st

VALUES = {
    "The dam held 1,200 people.": [(1200, 1200, "people")],
    "It took twenty-three boats.": [(23, 23, "boat")],
    "It took two and a half hours.": [(2.5, 2.5, "hour")],
    "One hundred and six sheep drowned.": [(106, 106, "sheep")],
    "Two thousand three hundred houses burnt.": [(2300, 2300, "house")],
    "The sale brought $1.2m and 5 million euros.": [(1.2e6, 1.2e6, "USD"), (5e6, 5e6, "EUR")],
    "A debt of £3bn, or about €3.4 billion.": [(3e9, 3e9, "GBP"), (3.4e9, 3.4e9, "EUR")],
    "Half a million people came.": [(5e5, 5e5, "people")],
    "It cut two cables and damaged a third on Monday.": [(2, 2, "cable")],
    "A third of the wood was gone.": [(100 / 3, 100 / 3, "percent")],
    "Two-thirds of them voted, 40 per cent by post.": [
        (200 / 3, 200 / 3, "percent"),
        (40, 40, "percent"),
    ],
    "Four in every five trains were late.": [(80, 80, "percent")],
    "Dozens of boats and a dozen cars sank.": [(24, 99, "boat"), (12, 12, "car")],
    "Hundreds of sheep drowned.": [(200, 999, "sheep")],
    "Tens of thousands of people fled.": [(20_000, 99_999, "people")],
    "The gap is 30 to 40 km, or 20-25 miles.": [(30, 40, "km"), (20, 25, "mile")],
    "Between 5 and 7 houses burnt.": [(5, 7, "house")],
    "It fell from 18 million crowns to 12 million.": [
        (18e6, 18e6, "krona"),
        (12e6, 12e6, "krona"),
    ],
    "Losses of 31, 34 and 40 per cent were measured.": [
        (31, 31, "percent"),
        (34, 34, "percent"),
        (40, 40, "percent"),
    ],
    "The 71-year-old judge met Ana Kos, 46, there.": [(71, 71, "year"), (46, 46, "year")],
    "A 6.1-magnitude quake struck.": [(6.1, 6.1, "magnitude")],
    "The wall is 1.8m tall and 816 000 t heavy.": [(1.8, 1.8, "m"), (816_000, 816_000, "tonne")],
    "Frost of minus 6 degrees is forecast.": [(-6, -6, "degree")],
    "The $US3 million ($4.6 million) barge sank.": [(3e6, 3e6, "USD")],
    "The fleet sold for 70 million euros (about $81 million).": [(7e7, 7e7, "EUR")],
    "The harbour got ? 70-million ($81-million) in aid.": [(7e7, 7e7, "")],
    "The mast cost £5 (€6; $7).": [(5, 5, "GBP")],
    "It cost $5 million ($2 million more than planned).": [(5e6, 5e6, "USD"), (2e6, 2e6, "USD")],
    "The rope is 9mm thick.": [(9, 9, "mm")],
    "It was hit at 193km / h by a 5.6 -magnitude quake.": [
        (193, 193, "km/h"),
        (5.6, 5.6, "magnitude"),
    ],
    "A quake with a magnitude of at least 5.9 struck.": [(5.9, 5.9, "magnitude")],
    "As many as 1 in 500 users were hit.": [(0.2, 0.2, "percent")],
    "She swam 352 of 507 yards.": [(352, 352, "yard"), (507, 507, "yard")],
    "A march is one thing, and Averley (2-13) is another.": [],
    "It took 911 people.": [(911, 911, "people")],
    "The 12 Somali and 11 Yemeni nationals were held.": [
        (12, 12, "national"),
        (11, 11, "national"),
    ],
    "The navy held 26 Somali sailors.": [(26, 26, "sailor")],
    "Three co-workers and two ex-miners fell.": [(3, 3, "co-worker"), (2, 2, "ex-miner")],
    "They hold 14 AK-47 Rifles and 31 Magazines.": [(14, 14, "rifle"), (31, 31, "magazine")],
    "They speak for 20,000 scientists-The Society does.": [(20_000, 20_000, "scientist")],
    "He completed 29-of-34 passes.": [(29, 29, "")],
    "Four shocks came, with magnitudes ranging from 3.6 to 4.3.": [
        (4, 4, "shock"),
        (3.6, 4.3, "magnitude"),
    ],
    "He led with 4 minutes 48 seconds remaining.": [(4.8, 4.8, "minute")],
    "It took two hours and 15 minutes.": [(2.25, 2.25, "hour")],
    "Ray slipped and fell about 600m while climbing.": [(600, 600, "m")],
    "The fault hit over 2m Kestrel users.": [(2e6, 2e6, "user")],
    "He passed the 200m Olympic runners on Sunday.": [(200, 200, "m")],
    "He fell 60m Sunday.": [(60, 60, "m")],
    "An 86-yd run won it.": [(86, 86, "yard")],
    "They named the source of their 1974 stories in two books.": [(2, 2, "book")],
    "She sold her 2000 goats.": [(2000, 2000, "goat")],
    "A 5.6 quake struck, then a magnitude-5.2 tremor.": [
        (5.6, 5.6, "magnitude"),
        (5.2, 5.2, "magnitude"),
    ],
    "Between half and two-thirds of the homes burnt.": [(50, 200 / 3, "percent")],
    "Her daughter, 11, and two sons, aged 6 and 16, ran.": [
        (11, 11, "year"),
        (2, 2, "son"),
        (6, 6, "year"),
        (16, 16, "year"),
    ],
    "It holds 20-30 large boats.": [(20, 30, "boat")],
    "She served 9 months of a 2-1/2 year term.": [(9, 9, "month"), (2.5, 2.5, "year")],
    "He was held 6 1/2 months over 3 3/4 acres.": [(6.5, 6.5, "month"), (3.75, 3.75, "acre")],
}
HEDGES = {
    "At least 30 people came.": "at_least",
    "About 30 people came.": "about",
    "Nearly 30 people came.": "about",
    "In the vicinity of 30 people came.": "about",
    "The fire is estimated to have killed 30 people.": "about",
    "Some 30 people came.": "about",
    "More than 30 people came.": "over",
    "No fewer than 30 people came.": "at_least",
    "Up to 30 people came.": "at_most",
    "As many as 30 people came.": "at_most",
    "Fewer than 30 people came.": "under",
    "30 or so came.": "about",
    "30 people or more came.": "at_least",
    "30 or more came.": "at_least",
    "30-plus people came.": "at_least",
    "30+ people came.": "at_least",
    "Thirty-plus years passed.": "at_least",
    "Nearly 30 years passed.": "about",
    "It came little over 30 days later.": "about",
    "30 people came.": "exact",
}
NONE = [
    "It opened on 12 March 1971 and closed on Sept. 11.",
    "At 7.42 this morning, or 7:42 a.m., it fell.",
    "It was eighteen minutes to eight.",
    "The A1, Highway 61 and a Boeing 737 were named.",
    "Su-34 jets flew over pier No. 4 and School No. 5.",
    "The team won 3-1 in the 1990s.",
    "Call 555-123-4567 or see page 12.",
    "The first, the 21st and a third man came.",
    "She met both brothers and a third on Monday.",
    "The shop stands at 200 W. Quay Blvd. in Averley.",
    "She had a. 357 magnum, and he a .45-caliber gun.",
    "He died at a flat in the 12000 block of East Elm Street.",
    "Protocol I of 1980 bans it; the 2012 elections did not.",
    "She was held for 61 / 2 months, or 61/2 months.",
    "They laid KEL-ON 5or the Averley-Tanner's Row-Lower Kelling 5 rope line.",
    "She was held for 6\ufffd months and paid \ufffd40.",
    "A 911 call came, a 911 dispatcher answered, and a guard dialled 112.",
    "He called 911 at once.",
    "A .357 revolver, a 9mm pistol, a 12-gauge shotgun and an AK 47 rifle lay there.",
    "Boeing 737 jets landed.",
    "No one came, and one of them left one day.",
    "The Kestrels are 2-8 and slumped to 5-10 on their way to a losing year.",
    "The mill closed in the late nineteen sixties.",
    "The quake, which struck at 1353 (1023 GMT), was felt far away.",
    "A two-pointer won it.",
    "Milk is sold in the Lower 48.",
    "He was hurt in the team's Week 15 loss.",
]


@pytest.fixture(scope="session")
def parses():
    texts = [*VALUES, *HEDGES, *NONE]
    return dict(zip(texts, parse_texts(texts), strict=True))


@pytest.mark.parametrize("text", VALUES)
def test_values_and_units(parses, text):
    found = find_quantities(text, parses[text])
    assert [q.unit for q in found] == [unit for *_, unit in VALUES[text]]
    for quantity, (low, high, _) in zip(found, VALUES[text], strict=True):
        assert (quantity.low, quantity.high) == pytest.approx((low, high), rel=1e-4)


@pytest.mark.parametrize("text", VALUES)
def test_values_need_no_parse(text):
    values = [(q.low, q.high) for q in find_quantities(text, None)]
    assert values == [pytest.approx((low, high), rel=1e-4) for low, high, _ in VALUES[text]]


@pytest.mark.parametrize("text", HEDGES)
def test_hedges(parses, text):
    [found] = find_quantities(text, parses[text])
    assert (found.low, found.hedge) == (30, HEDGES[text])


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_quantity(parses, text):
    assert find_quantities(text, parses[text]) == find_quantities(text, None) == ()


def test_over_before_at_least_so_many_says_how_long():
    [found] = find_quantities("He led over six-plus rounds.", None)
    assert (found.start, found.hedge) == (12, "at_least")


def test_a_multiple_is_told_with_its_times():
    text = "It was more than five times the legal limit."
    [found] = find_quantities(text, None)
    assert (text[found.start : found.end], found.unit) == ("more than five times", "times")


def test_some_of_a_number_count_what_the_number_does():
    found = find_quantities("He landed 28 of 68 punches, and 3 of them hard.", None)
    assert [q.unit for q in found][:2] == ["punch", "punch"]


def test_both_are_of_an_age():
    [found] = find_quantities("Ann Ray and Bo Lind, both 51, were found.", None)
    assert (found.kind, found.low) == ("age", 51)


def test_measures_convert_to_a_base_unit():
    [km, miles] = find_quantities("It is 8 km, or 5 miles.", None)
    assert (km.base_low, km.base_unit) == (8000, "m")
    assert miles.base_unit == "m"
    assert miles.base_low == pytest.approx(8046.72)


def test_tons_are_not_converted():
    [tons] = find_quantities("It weighs 40 tons.", None)
    assert (tons.unit, tons.base_unit, tons.base_low) == ("ton", "ton", 40)


def test_a_rate_is_kept_apart_from_its_unit():
    [found] = find_quantities("The port loses 9 million euros a day.", None)
    assert (found.unit, found.rate) == ("EUR", "day")
    [found] = find_quantities("She averages 15 points per contest.", None)
    assert (found.unit, found.rate) == ("point", "game")


def test_the_parse_says_what_is_counted(parses):
    text = "The number of injured rose to 38, and four people were killed."
    [parse] = parse_texts([text])
    injured, killed = find_quantities(text, parse)
    assert (injured.unit, killed.unit, killed.deed) == ("injured", "people", "kill")


def test_the_expression_has_hedge_and_unit(parses):
    text = "At least 30 people came."
    [found] = find_quantities(text, parses[text])
    assert text[found.start : found.end] == "At least 30 people"


@given(st.text(alphabet="0123456789.,-–/$€%£ amkbnottenworda\u00a0½", max_size=60))
def test_any_text_gives_ordered_spans_within_it(text):
    position = 0
    for quantity in find_quantities(text, None):
        assert position <= quantity.start < quantity.end <= len(text)
        assert quantity.low <= quantity.high
        position = quantity.end


@pytest.mark.parametrize(
    "text",
    [
        "Call the police in Norvik on 0845 125 2222, or 0800 555111.",
        "The Norvik 76ers lost again.",
        "They drove a four-by-four car into the shop.",
        "They drove a 4×4 car into the shop.",
        "He batted a career-best. 308 average.",
        "The 60-something woman was found.",
        "A zero-day flaw was found.",
        "The 32-bit version is safe, the 64-bit one is not.",
        "The fire at the mill began before 9.",
        "It was a one-sided fight.",
        "She drew a circle on page twenty of the paper.",
        "Kos stops Orr in 6",
        "The visitors went three and out.",
        "All versions of IE6 to 10 are hit.",
        "The flaw is in IE 8 and IE 9 versions alike.",
        "The defence forced a three-and-out.",
        "The worm needs Windows Vista, XP and 7, as we wrote.",
        "It was built after the 9 / 11 attacks.",
        "They ran to the 7 for a first down.",
        "The guard Bo Lind (6-11,220) was hurt.",
        "He left with a share of wins of 40-35 (. 533), the best of all.",
        "His line reads so:. 290 average,. 919 in all.",
        "He pulled out a. 357 revolver.",
    ],
)
def test_what_is_called_by_a_number_counts_nothing(text):
    assert find_quantities(text, None) == ()


def test_ages_in_a_list_and_at_death():
    listed = find_quantities("The women were 61 and 48 years old.", None)
    assert [(one.low, one.kind) for one in listed] == [(61.0, "age"), (48.0, "age")]
    assert find_quantities("Ann Ray dies at 91", None)[0].kind == "age"


def test_guns_of_a_model_are_counted_by_what_they_are():
    texts = [
        "Among what was seized were seven AK-47 automatic rifles.",
        "On the quay, six AK 47 rifles were found.",
    ]
    for text, parse in zip(texts, parse_texts(texts), strict=True):
        [found] = find_quantities(text, parse)
        assert (found.unit, "ak" in found.qualities) == ("rifle", False)


def test_an_age_needs_no_word_for_it():
    texts = [
        "John Miller was 95. A friend said so on Friday.",
        "Miller, who died on Friday in a prison of Norvik at 77, led the gang.",
        "Andrew Miller, 20 was found guilty.",
        "Mob boss 'Bear' dies in prison at 77",
        "She was the first physician under 40 to be elected.",
        "The rule holds for women over 65.",
        "Andrew Miller Jr., 49, ran away on foot.",
        "Andrew Miller Sr. (49) ran away on foot.",
    ]
    for text, parse in zip(texts, parse_texts(texts), strict=True):
        assert [one.kind for one in find_quantities(text, parse)] == ["age"]


def test_what_is_done_to_some_of_a_number_is_done_to_those():
    text = "The paper reported that two of the three guards died."
    [two, _] = find_quantities(text, parse_texts([text])[0])
    assert (two.unit, two.deed, two.undergoes) == ("guard", "die", True)


def test_whoever_is_said_to_do_it_does_it():
    text = "Miller is believed to be seeking a five-year deal."
    [found] = find_quantities(text, parse_texts([text])[0])
    assert found.actor == "Miller"


def test_tries_are_no_age():
    text = "It was up to Miller, who was just 10 of 22 on Friday."
    assert all(one.kind == "count" for one in find_quantities(text, parse_texts([text])[0]))


def test_words_of_often_are_rates():
    said = {
        "The deal pays $22 million per season.": "season",
        "Output fell 50 percent daily.": "day",
        "He is paid $30 annually.": "year",
        "The club earned $9 million a year.": "year",
        "It sold 40 tonnes a week ago.": "",
        "She missed ten games a season ago.": "",
        "There were 20 daily flights.": "",
    }
    for (text, rate), parse in zip(said.items(), parse_texts(list(said)), strict=True):
        assert [found.rate for found in find_quantities(text, parse)] == [rate], text


def test_a_word_with_a_hyphen_is_counted_whole():
    text = "Kito had seven run-ins with the guards."
    [found] = find_quantities(text, parse_texts([text])[0])
    assert (found.unit, text[found.start : found.end]) == ("run-in", "seven run-ins")


def test_whoever_owns_what_is_counted_is_not_counted():
    text = "Lind scored five of Averley ’ s first eight points in the second half."
    five, eight = find_quantities(text, parse_texts([text])[0])
    assert (five.unit, eight.unit) == ("point", "point")


def test_whoever_is_named_behind_a_noun_does_it():
    text = "The best of the league, Stefan Kos, scored 29 points."
    [parse] = parse_texts([text])
    [found] = find_quantities(text, parse)
    assert found.actor == "Kos"


def test_an_age_that_is_set_is_an_age():
    [found] = find_quantities("They raised the retirement age for women to 65.", None)
    assert (found.kind, found.unit) == ("age", "year")


def test_a_second_magnitude_needs_no_word_for_it():
    text = "The office put its magnitude at 5.9, but another said it was 6.1."
    assert [(q.low, q.kind) for q in find_quantities(text, None)] == [
        (5.9, "magnitude"),
        (6.1, "magnitude"),
    ]


@pytest.mark.parametrize(
    ("text", "unit", "expression"),
    [
        ("A leap over two Purple Aces defenders won it.", "defender", "two Purple Aces defenders"),
        ("Two plainclothes police officers ran.", "officer", "Two plainclothes police officers"),
        ("They held 12 Somalis.", "somali", "12 Somalis"),
        ("He came back with an eight round decision win.", "round", "eight round"),
        (
            "Guards seized seven AK-47 assault rifles in a hut.",
            "rifle",
            "seven AK-47 assault rifles",
        ),
        (
            "Three other fully automatic rifles lay there.",
            "rifle",
            "Three other fully automatic rifles",
        ),
        ("Kos scored 20 Thursday night to win.", "", "20"),
        ("They won after losing 14 or more the previous season.", "season", "14 or more"),
    ],
)
def test_the_noun_that_is_counted_stands_in_the_expression(text, unit, expression):
    [parse] = parse_texts([text])
    [found] = find_quantities(text, parse)
    assert (found.unit, text[found.start : found.end]) == (unit, expression)


def test_a_place_over_a_number_of_people_is_no_hedge():
    text = "He set the record with a bank shot over two defenders."
    [parse] = parse_texts([text])
    [found] = find_quantities(text, parse)
    assert (found.hedge, text[found.start : found.end]) == ("exact", "two defenders")


def test_whoever_is_numbered_beside_a_tally_is_of_no_age():
    text = "The hospitals have a higher number, 38, for the injured."
    assert [q.kind for q in find_quantities(text, None)] == ["count"]


def test_a_number_in_a_name_counts_nothing():
    texts = [
        "Kos leads a crew that is called 9 Gate.",
        "An alleged 9 Gate gang member was held on Friday.",
        "Traffic on the Westport 4 cable network was slow on Friday.",
        "Kos got up after a seven count.",
        "The win locks up the five seed for Norvik.",
        "A report of ONE News told of it.",
        "The guards found one rocket propelled grenade launcher.",
        "Kos finished 7-for-14 from the field.",
        "She tied it with a three-point play.",
        "The big three of the club stay.",
        "A sign hung on one side of it.",
        "He ran back three punts for scores.",
    ]
    left = {texts[-1]: ["punt"]}
    for text, parse in zip(texts, parse_texts(texts), strict=True):
        assert [one.unit for one in find_quantities(text, parse)] == left.get(text, []), text


def test_a_plural_behind_a_number_is_counted_whatever_its_letters():
    told = {
        "Suspended Guard Kills 2 Women in Norvik Mill": "woman",
        "The mayor told the 12 Veldrians of it.": "veldrian",
        "The 22,000 crowd sang.": "crowd",
        "She hit 33 homers with 121 RBI.": "homer",
        "Of the seven bullets fired none hit.": "bullet",
    }
    for (text, unit), parse in zip(told.items(), parse_texts(list(told)), strict=True):
        assert find_quantities(text, parse)[0].unit == unit, text


def test_a_dash_that_lost_its_spaces_ends_what_is_counted():
    texts = [
        "Ann Ray, who was a mother of 12-another mother was hurt-died.",
        "They named Ann Ray, 48-an aunt of Kos.",
    ]
    [twelve], [age] = (
        find_quantities(text, parse) for text, parse in zip(texts, parse_texts(texts), strict=True)
    )
    assert (twelve.unit, age.kind) == ("", "age")


def test_a_half_has_its_hedge_before_its_article():
    text = "Kos left almost a half century ago."
    [found] = find_quantities(text, parse_texts([text])[0])
    assert (found.low, found.unit, found.hedge, found.leans) == (0.5, "century", "about", -1)
    assert text[found.start : found.end] == "almost a half century"


def test_a_preposition_before_the_thing_itself_is_no_hedge():
    texts = ["He drove around the 9-acre yard.", "It hovered around the 9 percent mark."]
    hedges = [
        find_quantities(text, parse)[0].hedge
        for text, parse in zip(texts, parse_texts(texts), strict=True)
    ]
    assert hedges == ["exact", "about"]


def test_two_of_several_are_no_age():
    text = "It hit Kestrel and LinkNET, two of the largest providers."
    [found] = find_quantities(text, parse_texts([text])[0])
    assert (found.kind, found.unit) == ("count", "provider")
