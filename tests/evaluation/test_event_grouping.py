"""B-cubed by hand, and the measuring of a grouping on a little gold."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from crossframe.errors import GoldError
from crossframe.evaluation.event_grouping import b_cubed, measure_grouping
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
        "crossframe_in_parts",
        "tfidf_nearest_neighbour",
    }
    assert found["one_event_a_topic"] == {"first": 1.0, "second": 1.0}


def test_one_topic_is_too_little(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="one topic"):
        measure_grouping(write_gold(tmp_path, 1), FakeEncoder())
