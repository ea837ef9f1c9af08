"""Quotations that run on: who is found to say what no verb beside it reports."""

from __future__ import annotations

import pytest
from crossframe.records import Sentence
from crossframe.text import parse_texts
from crossframe.text.speech.article_attribution import Said, find_attributions_in_article
from crossframe.text.speech.sentence_quotes import quotes_by_sentence


def said_in(lines: list[str]) -> list[Said]:
    """The attributions of an article that came split into sentences, one a line."""
    return list(
        find_attributions_in_article("\n".join(lines), sentences_of(lines), parse_texts(lines))
    )


def sentences_of(lines: list[str]) -> list[Sentence]:
    found, start = [], 0
    for number, line in enumerate(lines):
        found.append(Sentence(f"s{number}", "a", number, start, start + len(line), number, line))
        start += len(line) + 1
    return found


def carried_by(lines: list[str], number: int) -> list[tuple[str, str]]:
    found = [one.attribution for one in said_in(lines) if one.sentence_id == f"s{number}"]
    return [(one.who.text, one.verb) for one in found if one.who and one.carried]


def test_a_lost_mark_elsewhere_parts_no_speaker_from_what_runs_on():
    lines = [
        'The harbour is closed, the port wrote. "',
        '"We saw the gate go," Ana Kos said on the pier.',
        '"It was an old gate and nobody had looked at it."',
    ]
    assert carried_by(lines, 2) == [("Ana Kos", "say")]


def test_every_sentence_of_a_statement_runs_on():
    lines = [
        'Ana Kos said: "The gate was old."',
        '"It should have been mended in spring."',
        '"Nobody had the money for it."',
    ]
    assert carried_by(lines, 1) == carried_by(lines, 2) == [("Ana Kos", "say")]


@pytest.mark.parametrize(
    "lead",
    [
        "Harbour master Ana Kos issued the following statement on the gate:",
        "Harbour master Ana Kos sent this message to the crews:",
    ],
)
def test_a_statement_is_of_whoever_is_said_to_issue_it(lead):
    ((who, verb),) = carried_by([lead, '"We are aware of the gate."'], 1)
    assert (who.endswith("Ana Kos"), verb) == (True, ":")


def test_a_speaker_may_stand_in_the_sentence_behind():
    lines = ["The gate fell at noon.", '"It had rusted through for years and years."', "Kos said."]
    assert carried_by(lines, 1) == [("Kos", "say")]


def test_who_only_promises_or_agrees_is_not_the_speaker_of_what_follows():
    lines = ["The mayor repealed the orders and vowed to mend the gate.", '"It is all the same."']
    assert carried_by(lines, 1) == []
    lines = ['"It was old," Ana Kos said.', '"It had rusted through."', "Lind agreed."]
    assert carried_by(lines, 1) == [("Ana Kos", "say")]


@pytest.mark.parametrize(
    ("lines", "who"),
    [
        (['"The gate fell.', 'We all saw it fall, "Kos maintained.'], "Kos"),
        (['"The gate fell.', 'It fell on us, "Ana Kos, who was there, told the Post.'], "Ana Kos"),
    ],
)
def test_a_mark_that_clings_to_the_speaker_closes(lines, who):
    lines = [*lines, "Divers searched the harbour.", '"We found two cars," said Bo Lind.']
    found = said_in(lines)
    by_line = {s.sentence_id: (s.attribution.who.text, s.attribution.direct) for s in found}
    assert by_line == {"s0": (who, True), "s1": (who, True), "s3": ("Bo Lind", True)}


def test_a_mark_that_is_never_closed_quotes_its_sentence():
    lines = ['A neighbour added: "She came here for the children.', "The house is empty."]
    (found,) = said_in(lines)
    assert (found.sentence_id, found.attribution.direct) == ("s0", True)
    assert quotes_by_sentence("\n".join(lines), sentences_of(lines))[1] == []


def test_a_nickname_is_no_quotation():
    lines = ['Bo "Ice" Lind fell from the gate, officials said.']
    assert quotes_by_sentence(lines[0], sentences_of(lines)) == [[]]


def test_a_mark_that_was_never_opened_quotes_what_stands_before_it():
    lines = ["We will not let them go free, ” the mayor said.", "The town was calm."]
    (found,) = said_in(lines)
    assert found.attribution.direct


@pytest.mark.parametrize(
    ("lead", "who"),
    [
        ("Ana Kos, who keeps the gate, was blunt:", "Ana Kos"),
        ("Ana Kos commended the crews for their work.", "Ana Kos"),
        ("The agency released a statement later on Tuesday.", "The agency"),
        ("Ana Kos praised the crews before she finally spoke, admitting in 2006:", "Ana Kos"),
    ],
)
def test_a_sentence_leads_up_to_a_quotation_that_nobody_is_said_to_say(lead: str, who: str) -> None:
    assert [found[0] for found in carried_by([lead, '"We opened the gate too late."'], 1)] == [who]


def test_what_is_cut_off_behind_a_title_is_said_by_whoever_has_it() -> None:
    lines = [
        '"We have no idea what it was," the Rev.',
        "Ana Kos of the harbour church said Monday.",
    ]
    ((who, verb),) = carried_by(lines, 0)
    assert (who.startswith("Ana Kos"), verb) == (True, "say")


def test_whoever_spoke_goes_on_in_words_within_a_sentence() -> None:
    lines = [
        '"It was an old gate," Ana Kos said on the pier.',
        'The crew "had asked for another one since spring."',
    ]
    assert carried_by(lines, 1) == [("Ana Kos", "say")]


def test_a_sentence_of_another_speaker_is_not_gone_on_with() -> None:
    lines = [
        '"It was an old gate," Ana Kos said on the pier.',
        '"It was quite a new gate to us," said Ben Lind, who built it.',
    ]
    assert carried_by(lines, 1) == []


def test_of_two_that_a_paper_quotes_the_one_it_quotes_goes_on() -> None:
    lines = [
        '"It was an old gate," the Averley Daily News quoted keeper Ana Kos as saying.',
        '"It should have been mended in spring."',
    ]
    ((who, _),) = carried_by(lines, 1)
    assert who.endswith("Ana Kos")


def test_what_begins_in_brackets_is_carried_on():
    lines = [
        'Miss Ana Kos, harbour clerk, said: "He may do harm to himself and to the crew.',
        '"(The guards) cannot move him from the boat, and he will not speak to them.',
        '"It is best for all of them (to wait for the tide)."',
    ]
    assert carried_by(lines, 1) == [("Miss Ana Kos", "say")]
