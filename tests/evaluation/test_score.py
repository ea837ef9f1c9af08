import json
from pathlib import Path

import pytest
from crossframe.errors import GoldError
from crossframe.evaluation import (
    GoldPair,
    Prediction,
    read_gold,
    read_predictions,
    score_claims,
    write_predictions,
)


def pair(a: int, b: int, label: str, event: str = "e", tier: str | None = None) -> GoldPair:
    return GoldPair(event, (f"{event}-a", a), (f"{event}-b", b), label, tier)


GOLD = [
    pair(0, 0, "same"),
    pair(1, 1, "same"),
    pair(2, 2, "not"),
    pair(3, 3, "not"),
    pair(4, 4, "partial"),
]


def predicted(*claims: tuple[str, int, str]) -> list[Prediction]:
    return [Prediction("e", article, index, (claim,)) for article, index, claim in claims]


def test_a_recount_by_hand() -> None:
    found = predicted(
        ("e-a", 0, "x"), ("e-b", 0, "x"),  # right
        ("e-a", 2, "y"), ("e-b", 2, "y"),  # wrong
        ("e-a", 1, "z"), ("e-b", 1, "w"),  # missed
        ("e-a", 4, "p"), ("e-b", 4, "p"),  # partial: not counted
    )  # fmt: skip
    score = score_claims(found, GOLD)
    assert (score.precision, score.recall, score.f1, score.false_merge) == (0.5, 0.5, 0.5, 0.5)
    assert (score.events, score.pairs) == (1, 4)
    # Lone: the six sentences of pairs 2, 3 and 4; two of them stand with one that is not the same.
    assert (score.lone_sentences, score.absorbed) == (6, 0.3333)


def test_claims_of_other_events_are_other_claims() -> None:
    found = [Prediction("e", "e-a", 0, ("x",)), Prediction("f", "e-b", 0, ("x",))]
    assert score_claims(found, GOLD).recall == 0


def test_a_sentence_may_be_in_several_claims() -> None:
    found = [Prediction("e", "e-a", 0, ("x", "y")), Prediction("e", "e-b", 0, ("y", "z"))]
    assert score_claims(found, GOLD).recall == 0.5


def test_strict_tiers_leave_out_unreliable_pairs() -> None:
    gold = [pair(0, 0, "same", tier="same_strict"), pair(1, 1, "same", tier="same_loose")]
    assert score_claims([], gold).pairs == 1
    assert score_claims([], gold, "all").pairs == 2


def test_the_interval_draws_events() -> None:
    gold = [pair(0, 0, "same", event) for event in "abcdefgh"]
    found = [Prediction(event, f"{event}-{side}", 0, ("x",)) for event in "abcd" for side in "ab"]
    score = score_claims(found, gold)
    assert score.ci95[0] < score.f1 < score.ci95[1]
    assert score.macro_f1 == 0.5


def test_gold_that_counts_nothing_is_refused() -> None:
    with pytest.raises(GoldError, match="no gold pair"):
        score_claims([], [pair(0, 0, "partial")])


def test_predictions_come_back_as_they_were(tmp_path: Path) -> None:
    found = [Prediction("e", "é", 0, ("c-1", "c-2")), Prediction("e", "é", 1, ())]
    assert write_predictions(found, tmp_path / "deep/p.jsonl") == 2
    assert read_predictions(tmp_path / "deep/p.jsonl") == found
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["p.jsonl"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"event_id": "e", "a": ["x", 0], "b": ["y", 0], "label": "maybe"}, "allowed: same, not"),
        ({"event_id": "e", "a": ["x", 0], "label": "same"}, "KeyError 'b'"),
        ({"event_id": "e", "a": "x", "b": ["y", 0], "label": "same"}, "a pair needs"),
        ([1], "not a JSON object"),
    ],
)
def test_unusable_gold_is_named_with_its_line(tmp_path: Path, row: object, message: str) -> None:
    good = {"event_id": "e", "a": ["x", 0], "b": ["y", 0], "label": "same"}
    lines = "\n".join(map(json.dumps, [good, row]))
    (tmp_path / "gold_pairs.jsonl").write_text(lines, encoding="utf-8")
    with pytest.raises(GoldError, match=f"gold_pairs.jsonl:2: .*{message}"):
        read_gold(tmp_path)


def test_missing_and_broken_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"gold_pairs\.jsonl: cannot be read"):
        read_gold(tmp_path)
    (tmp_path / "gold_pairs.jsonl").write_text("{")
    with pytest.raises(GoldError, match="not JSON lines"):
        read_gold(tmp_path)
    (tmp_path / "gold_pairs.jsonl").write_text("\n")
    with pytest.raises(GoldError, match="holds no pair"):
        read_gold(tmp_path)
    (tmp_path / "p.jsonl").write_text('{"event_id": "e"}\n')
    with pytest.raises(GoldError, match=r"p\.jsonl:1: KeyError 'claims'"):
        read_predictions(tmp_path / "p.jsonl")
