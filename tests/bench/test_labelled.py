"""F1 on labelled articles: crossframe's beside its peers', and of both forms of the encoder."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest
from crossframe.bench import Ask
from crossframe.bench.labelled import int8_f1, peers_f1

SENTENCES = (
    "The bridge over the harbour fell on Monday.",
    "Teachers in the north began a strike for higher wages.",
)


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """A labelled folder of two articles that say the same two things, and how to measure it."""
    articles = [
        {
            "event_id": "harbour",
            "article_id": name,
            "outlet": name,
            "title": name,
            "language": "en",
            "sentences": SENTENCES,
        }
        for name in ("x", "y")
    ]
    pairs = [
        {
            "event_id": "harbour",
            "a": ["x", a],
            "b": ["y", b],
            "label": "same" if a == b else "not",
        }
        for a in (0, 1)
        for b in (0, 1)
    ]
    for name, rows in (("articles", articles), ("gold_pairs", pairs)):
        text = "".join(json.dumps(row) + "\n" for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return Ask(1, quick=True, gold=tmp_path, work=tmp_path, tell=lambda _: None)


@pytest.mark.model
def test_f1_of_claims_stands_beside_that_of_peers(ask: Ask) -> None:
    rows = {row.name: row for row in peers_f1(ask)}
    assert {name.split(":")[0] for name in rows} == {"crossframe", "UMAP + HDBSCAN", "BERTopic"}
    ours = rows["crossframe: F1 of labelled pairs"]
    assert ours.value == 1.0
    # Too few for UMAP, which leaves every sentence alone; and nothing can be divided by 0.
    assert rows["UMAP + HDBSCAN: F1 of labelled pairs"].value == 0.0
    assert ours.ratio is None


@pytest.mark.model
def test_a_peer_that_is_not_installed_is_said_to_be_missing(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "bertopic" else real(name)
    )
    (missing,) = (row for row in peers_f1(ask) if row.value is None)
    assert missing.name.startswith("BERTopic")
    assert "crossframe[bench]" in missing.peer


@pytest.mark.model
def test_both_forms_of_the_encoder_are_compared(ask: Ask) -> None:
    *forms, difference = int8_f1(ask)
    assert [row.value for row in forms] == [1.0, 1.0]
    assert (difference.value, difference.reached) == (0.0, True)


def test_without_labelled_articles_it_says_what_it_needs(ask: Ask) -> None:
    for row in (*int8_f1(ask._replace(gold=None)), *peers_f1(ask._replace(gold=None))):
        assert row.value is None
        assert "--gold" in row.peer
