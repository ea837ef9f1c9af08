"""B-cubed by hand, and the measuring of a grouping on a little gold."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from crossframe.bench.grouping import rows_of
from crossframe.errors import GoldError
from crossframe.evaluation.event_grouping import measure_grouping
from crossframe.evaluation.event_parts import deal, measure_in_parts
from crossframe.evaluation.grouping_score import Gold, b_cubed
from crossframe.records import Article
from small_world import FakeEncoder


def test_b_cubed_by_hand() -> None:
    """Groups {a b c} and {d e}, where {a b} and {c d e} belong together.

    Precision: a, b 2/3 each, c 1/3, d, e 1. Recall: a, b 1, c 1/3, d, e 2/3.
    """
    precision, recall = b_cubed([7, 7, 7, 3, 3], [0, 0, 1, 1, 1])
    np.testing.assert_allclose(precision, [2 / 3, 2 / 3, 1 / 3, 1, 1])
    np.testing.assert_allclose(recall, [1, 1, 1 / 3, 2 / 3, 2 / 3])


def test_b_cubed_of_one_group_and_of_single_articles() -> None:
    gold = [0, 0, 1]
    np.testing.assert_allclose(b_cubed([5, 5, 5], gold).precision, [2 / 3, 2 / 3, 1 / 3])
    np.testing.assert_allclose(b_cubed([5, 5, 5], gold).recall, 1)
    np.testing.assert_allclose(b_cubed([1, 2, 3], gold).precision, 1)
    np.testing.assert_allclose(b_cubed([1, 2, 3], gold).recall, [0.5, 0.5, 1])


def write_gold(folder: Path, topics: int) -> Path:
    rows = [
        {
            "article_id": f"{topic}-{kind}-{number}",
            "event_id": f"{topic}{kind}",
            "outlet": None,
            "title": f"Topic{topic} happening{topic}{kind} again",
            "sentences": [f"Topic{topic} happening{topic}{kind} was seen by witness{number}."],
        }
        for topic in range(topics)
        for kind in ("one", "two")
        for number in range(3)
    ]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "articles.jsonl").write_text(text, encoding="utf-8")
    return folder


def test_a_grouping_is_measured_beside_its_rival(tmp_path: Path) -> None:
    found = measure_grouping(write_gold(tmp_path, 4), FakeEncoder())
    assert (found["articles"], found["events"], found["topics"]) == (24, 8, 4)
    for row in found["methods"].values():
        assert 0 < row["interval"][0] <= row["f1"] <= row["interval"][1] <= 1
    assert set(found["methods"]) == {
        "crossframe",
        "crossframe_as_shipped",
        "tfidf_nearest_neighbour",
    }
    assert found["one_event_a_topic"] == {"first": 1.0, "second": 1.0}


def test_one_topic_is_too_little(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="one topic"):
        measure_grouping(write_gold(tmp_path, 1), FakeEncoder())


def test_every_order_deals_all_articles_out_and_no_two_alike() -> None:
    dealt = [deal(23, order) for order in range(3)]
    for parts in dealt:
        assert sorted(np.concatenate(parts).tolist()) == list(range(23))
        assert {len(part) for part in parts} == {2, 3}
    assert len({str(parts) for parts in dealt}) == 3
    assert [len(part) for part in deal(4, 0)] == [1] * 4, "no call without an article"


def test_parts_are_measured_in_several_orders_beside_the_rival(tmp_path: Path) -> None:
    found = measure_grouping(write_gold(tmp_path, 3), FakeEncoder())["in_parts"]
    assert set(found["methods"]) == {
        "crossframe_as_shipped",
        "tfidf_nearest_neighbour",
        "tfidf_nearest_neighbour_best_here",
    }
    for row in found["methods"].values():
        assert len(row["f1_of_orders"]) == found["orders"]
        assert row["f1_range"] == [min(row["f1_of_orders"]), max(row["f1_of_orders"])]
        assert row["f1_range"][0] <= row["f1"] <= row["f1_range"][1]
    assert found["lead_range"][0] <= found["lead_in_f1"] <= found["lead_range"][1]


def test_the_rival_joins_what_is_nearest_of_all_that_came_before() -> None:
    """Two articles tell of the span, and two of the vote, each pair in words of its own."""
    told = (
        "span fell harbour",
        "vote budget pensions",
        "harbour span fell",
        "pensions vote budget",
    )
    articles = [
        Article(f"a{number}", "e", "Post", text.capitalize(), f"{text}.", "", "")
        for number, text in enumerate(told)
    ]
    gold = Gold(articles, np.array([0, 1, 0, 1]), np.array([0, 1, 0, 1]))
    rival = measure_in_parts(gold, FakeEncoder(), None)["methods"]["tfidf_nearest_neighbour"]
    assert (rival["precision"], rival["recall"], rival["f1_range"]) == (1.0, 1.0, [1.0, 1.0])


def test_a_table_shows_the_mean_of_the_orders_with_their_range(tmp_path: Path) -> None:
    found = measure_grouping(write_gold(tmp_path, 2), FakeEncoder())
    rows = {row.name: row for row in rows_of(found)}
    ours = found["in_parts"]["methods"]["crossframe_as_shipped"]
    row = rows["in 10 parts, mean of 5 orders: crossframe as shipped"]
    assert (row.value, [row.least, row.most]) == (ours["f1"], ours["f1_range"])
    assert row.ratio is not None
    assert rows["all at once: nearest neighbour by TF-IDF"].ratio is None
