"""Pronouns of speakers: whom "he" and "she" stand for, and when that stays open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from crossframe.records import Sentence
from crossframe.text import parse_texts
from crossframe.text.meaning.tree import Tree
from crossframe.text.speech.article_attribution import find_attributions_in_article
from crossframe.text.speech.bystanders import learned_pronouns
from crossframe.text.speech.name_votes import find_names, find_persons, revised
from crossframe.text.speech.speaker_kinds import SpeakerKind
from crossframe.text.speech.speaker_words import PRONOUNS
from crossframe.text.speech.speakers import Speaker


def meant_by(*lines: str) -> list[str | None]:
    """Whom the pronouns stand for that say something in the last of some sentences."""
    sentences, start = [], 0
    for number, line in enumerate(lines):
        sentences.append(Sentence(f"s{number}", "a", number, start, start + len(line), 0, line))
        start += len(line) + 1
    found = find_attributions_in_article(" ".join(lines), sentences, parse_texts([*lines]))
    last = [s.attribution for s in found if s.sentence_id == sentences[-1].sentence_id]
    return [
        one.antecedent.text if one.antecedent else None
        for one in last
        if one.speaker and one.speaker.kind == "pronoun"
    ]


@pytest.mark.parametrize(
    ("lines", "who"),
    [
        # In what another says it may be either of two, and hardly whoever spoke before.
        (
            ("Jan Kos testified that Ben Lind was ill and that he had admitted that it was bad.",),
            None,
        ),
        (
            (
                "Judge Jan Kos said that it rained.",
                "He had boasted that he would win, the judge added.",
            ),
            None,
        ),
        # Whoever spoke last without a name is nearer than a ship, or a number of captives.
        (
            (
                "The ferry INS Arrow stopped the thieves, a harbour officer said.",
                "It sank, he said.",
            ),
            "a harbour officer",
        ),
        (
            ("The spokeswoman said that Bo Lind had left.", "The gate is closed, she said."),
            "The spokeswoman",
        ),
        # Whoever has a father of "his" is not she, whatever the name.
        (
            (
                "Ana Kos said that it rained.",
                "Renko went to school in Averley, where his father had a mill.",
                "She said he was quick.",
            ),
            "Ana Kos",
        ),
        # A title is one of a person alone.
        (
            (
                "A passer-by who saw the boat called the station, said sheriff ’ s Sgt. Ana Kos.",
                '"We found nobody," she said.',
            ),
            "Sgt. Ana Kos",
        ),
        # Of several whom a sentence names the one who acts in it and is she.
        (
            (
                "Ms. Kos has less to do with it than Mr. Lind does (his play “Tide” came first).",
                "The day was long, she said.",
            ),
            "Ms. Kos",
        ),
        # Whoever adds something has spoken right before, whoever is told of.
        (("The friend said she was glad to see her.", "She added that it was late."), "The friend"),
        # Whoever spoke last may be some sentences away, where nobody is named between.
        (
            (
                "The flood was over by noon, an officer said.",
                "The boats came in at noon.",
                "The sea was calm.",
                "Three bags were found.",
                "The pier was shut.",
                "“The bags are safe,” he said.",
            ),
            "an officer",
        ),
        # A sister is she, though others of the surname are he.
        (
            (
                "Emil Gray was ill, and his brother left.",
                "Gray lost his hat.",
                "His sister, Mahne Gray, told the Tide that it rained.",
                "“It was late,” she said.",
            ),
            "Mahne Gray",
        ),
        # Nobody is a sitcom, whatever its name.
        (
            ("The show changed when sitcom Arlene ended.", "She admitted that it was bad."),
            None,
        ),
        # A noun that tells its pronoun is meant, wherever it stands before it.
        (("Records tell that Lind hit his sister after she accused him of theft.",), "his sister"),
        # Who is spoken of in what is reported is not the speaker.
        (
            ("Bo Lind said the driver had seen the gate move.", "It was dark, he said."),
            "Bo Lind",
        ),
        # Nor is somebody in a side clause, where somebody else acts.
        (
            ("Bo Lind heard steps as the guard came near.", "“I was afraid,” he said."),
            "Bo Lind",
        ),
        # Whom somebody names in words of her own that go on is not she.
        (
            (
                "Ana Kos announced the news: “It is over.",
                "I thank my sister Rita, and there goes the ferry.”",
                "“I am glad,” she said.",
            ),
            "Ana Kos",
        ),
        # Nor is whoever is called by a first name there.
        (
            ("Emil Sarrow was seen at the gate.", "“Emil opened the gate,” he said."),
            None,
        ),
        (
            (
                "The trial of Emil Sarrow began on Monday.",
                "Sarrow then opened the gate.",
                "“Emil opened it at noon,” he said.",
            ),
            None,
        ),
        # Whoever tells of her may be she, or she of whom is told.
        (
            (
                "Maria Kos was ill for years.",
                "An agent said she never woke.",
                "“I was glad of the sea,” she said in 1998.",
            ),
            None,
        ),
        # Whom a sentence only introduces is no other than the name that follows.
        (
            ("The main witness is Emil Sarrow.", "“I wrote to them twice,” he said."),
            "Emil Sarrow",
        ),
    ],
)
def test_whom_a_pronoun_means(lines, who):
    assert meant_by(*lines) == [who]


def test_whoever_is_she_is_not_he_as_well():
    lines = ("The spokeswoman said Lind had left.", "She said he had told the crew to wait.")
    assert meant_by(*lines)[0] == "The spokeswoman"
    assert "The spokeswoman" not in meant_by(*lines)[1:]


def test_they_stand_for_no_newspaper():
    assert meant_by("The Averley Post reported the fall.", "It fell at noon, they said.") == [None]


@pytest.mark.parametrize("word", sorted(PRONOUNS))
def test_a_pronoun_in_any_form_says_something_and_harms_nothing(word: str) -> None:
    lines = (f"{word.capitalize()} said that the wall fell.", f"It fell, according to {word}.")
    assert len(meant_by("Ana Kos came on Monday.", lines[0])) == 1
    assert len(meant_by("Ana Kos came on Monday.", lines[1])) <= 1


def named(name: str, kind: SpeakerKind = "person") -> Speaker:
    return Speaker(
        0, len(name), name, name.rsplit(maxsplit=1)[-1], kind, name if kind == "person" else ""
    )


@pytest.mark.parametrize(
    ("lines", "known"),
    [
        (("Kos came home with her bag.", "Kos said she was tired."), {"Kos": "she"}),
        (("Kos came home with her bag.", "Kos said he was tired."), {}),
        (("Kos came home with her bag.", "The road was dark."), {}),
    ],
)
def test_pronouns_near_a_name_teach_which_is_its_own(lines, known):
    sentences = [Sentence(f"s{n}", "a", n, 0, len(one), 0, one) for n, one in enumerate(lines)]
    mentions = [[named("Ana Kos")] if "Kos" in one else [] for one in lines]
    assert learned_pronouns(sentences, mentions) == known


def test_a_bare_surname_is_a_persons_if_some_of_its_mentions_surely_are():
    votes: dict[str, dict[SpeakerKind, int]] = {"Norrow": {"person": 6, "office": 10}}
    assert revised(named("Norrow", "office"), votes).kind == "person"
    assert revised(named("Norrow"), votes).kind == "person"
    assert revised(named("Norrow Gates", "office"), votes).kind == "office"
    votes = {"Norrow": {"person": 1, "office": 10}, "NORROW": {"person": 6, "office": 10}}
    assert revised(named("Norrow"), votes).kind == "office"
    assert revised(named("NORROW", "office"), votes).kind == "office"


def test_a_given_name_before_it_makes_a_name_a_persons():
    text = "Rescuers met George T. Norrow at the gate."
    parse = parse_texts([text])[0]
    assert parse is not None
    kinds = {kind for word, kind in find_names(Tree(text, parse)) if word == "Norrow"}
    assert kinds == {"person"}


def test_whoever_says_it_within_tells_it_on() -> None:
    found = meant_by(
        "Carl Dorn kept the gate for years.",
        "His daughter Mary Dorn said her father went to sleep, she told the Averley Tide.",
    )
    assert "Mary Dorn" in found
    assert "Carl Dorn" not in found


def test_a_lone_subject_known_as_a_person_is_one() -> None:
    text = "Norrow then threw the rope over the rail."
    parse = parse_texts([text])[0]
    assert parse is not None
    read_as_adjective = replace(
        parse, pos=("ADJ", *parse.pos[1:]), tags=("JJ", *parse.tags[1:]), entities=("",) * 9
    )
    votes: dict[str, dict[SpeakerKind, int]] = {"Norrow": {"person": 4, "office": 1}}
    found = find_persons(Tree(text, read_as_adjective), votes)
    assert [person.name for person in found] == ["Norrow"]
    assert find_persons(Tree(text, read_as_adjective), {}) == ()


@pytest.mark.parametrize(
    ("lines", "who"),
    [
        # He who "could not say what became of Dorn" is not Dorn.
        (
            (
                "“It is a long story,” said Ben Lind, the clerk of the harbour.",
                "He could not say how much the town lost on Dorn over the years.",
                "“That is a good question,” he said.",
            ),
            "Ben Lind",
        ),
        # A neighbour who was he is not she; the relative who is named as a source may be.
        (
            (
                "A neighbour heard the crash. “I was at the quay with my wife,” he said.",
                "“It was like thunder,” said the neighbour.",
                "According to a relative, he had been ill for some time.",
                "“I just feel sorry for him,” she said.",
            ),
            "a relative",
        ),
        # "Dr. Martin" need be no man, if she has a given name elsewhere.
        (
            (
                "Dr. Regina Martin treats sailors in Averley.",
                "Father Ben Lind said Dr. Martin is known on the quay.",
                "Dr. Martin could have left, and yet, he said, the doctor stayed.",
            ),
            "Father Ben Lind",
        ),
        (
            ("Dr. Regina Martin treats sailors in Averley.", "It is hard work, she told the Tide."),
            "Dr. Regina Martin",
        ),
    ],
)
def test_a_pronoun_is_whoever_acts_and_fits(lines: tuple[str, ...], who: str) -> None:
    assert meant_by(*lines) == [who]


def test_whoever_is_named_behind_a_noun_of_people_is_a_person():
    text = "A professor of trade at the University of Averley, Anis Varrow, did not go to work."
    assert ("Varrow", "person") in set(find_names(Tree(text, parse_texts([text])[0])))
