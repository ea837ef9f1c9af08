"""outlets.toml is read, checked and put in the place of outlets."""

from pathlib import Path

import pytest
from crossframe.comparison.groups import group_outlets, grouping
from crossframe.comparison.presence.coverage import coverage_table
from crossframe.config import Parameters
from crossframe.corpus.outlets import open_outlets, read_outlets
from crossframe.errors import CorpusError, ParameterError
from told_world import SEEDS, labelled_map


def written(folder: Path, text: str) -> Path:
    path = folder / "outlets.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_labels_are_read_by_outlet(tmp_path: Path) -> None:
    path = written(tmp_path, '["The  Post"]\ncountry = " Veldria "\n[Tide]\nmy-own = "x"\n')
    assert read_outlets(path) == {"The Post": {"country": "Veldria"}, "Tide": {"my-own": "x"}}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('["Post"\n', r"outlets.toml:1: is not TOML: Expected"),
        ('[Post]\ncountry = "A"\n\nowner = ', r"outlets.toml: is not TOML: .*at end of document"),
        ('Post = "Veldria"', r"'Post' is .*; write a table, \[\"Post\"\]"),
        ("[Post]\nage = 7", r"'Post': age is a number \(7\); write a text"),
        ("[Post]\ncountry = [1]", r"'Post': country is a list \(\[1\]\); write a text"),
        ('[Post]\ncountry = " "', r"'Post': country is empty; write a text"),
        ('["<b>"]\ncountry = "A"', r"outlet '<b>' is no name"),
        ('[Post]\n"<b>" = "A"', r"label '<b>' of 'Post' is no name"),
        ('[Post]\ncountry = "<b>"', r"country = '<b>' cannot name a group"),
        ('["The Post"]\na = "A"\n["The  Post"]\na = "B"', r"'The Post' is there twice"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        read_outlets(written(tmp_path, text))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"none\.toml: cannot be read: No such file"):
        read_outlets(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b'[Post]\na = "\xe9"')
    with pytest.raises(CorpusError, match=r"latin\.toml: is not UTF-8"):
        read_outlets(tmp_path / "latin.toml")


def test_the_file_is_looked_for_near_the_articles(tmp_path: Path) -> None:
    events = tmp_path / "events"
    events.mkdir()
    source = events / "flood.jsonl"
    asked = Parameters(event="flood", source=str(source))
    assert open_outlets(asked) == {}
    written(tmp_path, '[Post]\na = "above"')
    assert open_outlets(asked) == {"Post": {"a": "above"}}
    written(events, '[Post]\na = "beside"')
    assert open_outlets(asked) == {"Post": {"a": "beside"}}
    named = Parameters(event="flood", source=str(source), outlets=str(tmp_path / "outlets.toml"))
    assert open_outlets(named) == {"Post": {"a": "above"}}


@pytest.mark.parametrize("event", ["frontline-drones", "harbour-bridge"])
def test_seeds_name_their_outlets(event: str) -> None:
    outlets = read_outlets(SEEDS / "outlets.toml")
    claim_map = labelled_map(event)
    assert set(claim_map.outlets) <= set(outlets)
    grouped = group_outlets(claim_map, outlets, "country")
    assert len(grouped.outlets) < len(claim_map.outlets)
    assert {a.extra["outlet"] for a in grouped.articles} == set(claim_map.outlets)
    table = coverage_table(grouped)
    assert set(table["outlet"]) == set(grouped.outlets)
    assert len(table) == len(claim_map.claims) * len(grouped.outlets)


def test_groups_keep_every_contract_of_order() -> None:
    claim_map = labelled_map("harbour-bridge")
    grouped = group_outlets(claim_map, read_outlets(SEEDS / "outlets.toml"), "owner")
    assert list(grouped.articles) == sorted(grouped.articles, key=lambda a: a.order)
    articles = [a.article_id for a in grouped.articles]
    rows = [(articles.index(s.article_id), s.index) for s in grouped.sentences]
    assert rows == sorted(rows)
    assert [p.sentence_id for p in grouped.placements] == [s.sentence_id for s in grouped.sentences]
    widths = [len({grouped.article_of(s).outlet for s in c.sentence_ids}) for c in grouped.claims]
    assert widths == sorted(widths, reverse=True)
    assert grouping(claim_map) is None


def test_a_group_tells_its_label_and_its_outlets() -> None:
    claim_map = labelled_map("harbour-bridge")
    groups = grouping(group_outlets(claim_map, {"Coastal Wire": {"a": "b"}}, "a"))
    assert groups is not None
    assert (groups.label, groups.n_outlets) == ("a", len(claim_map.outlets))
    assert groups.members["b"] == ("Coastal Wire",)
    assert groups.members["no a"][0] == "Averley Courier"


def test_an_unknown_label_names_those_that_there_are() -> None:
    claim_map = labelled_map("frontline-drones")
    outlets = read_outlets(SEEDS / "outlets.toml")
    with pytest.raises(ParameterError, match="'contry'; labels there are: country, kind"):
        group_outlets(claim_map, outlets, "contry")
    grouped = group_outlets(claim_map, outlets, "country")
    assert "no country" in grouped.outlets
