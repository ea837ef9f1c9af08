import json
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from crossframe.claims.evidence import FEATURES, Evidence
from crossframe.claims.judge import PACKAGED_JUDGE, judge_pairs
from crossframe.errors import GoldError
from crossframe.evaluation import GoldPair, fitting
from crossframe.evaluation.fitting import (
    GoldEvent,
    fit_judge,
    judge_unseen,
    leave_topics_out,
    read_events,
    score_judged,
)
from small_world import FakeEncoder

STORIES = {
    "post": ["Four people died at the quay.", "The port stays closed.", "Divers went down."],
    "tide": ["Four people died at the old quay.", "The port stays shut.", "A choir sang."],
    "union": ["The union met.", "Four died at the quay.", "Divers went down again."],
}
PAIRS = [
    (("post", 0), ("tide", 0), "same"),
    (("post", 0), ("union", 1), "same"),
    (("post", 1), ("tide", 1), "same"),
    (("post", 2), ("union", 2), "same"),
    (("post", 0), ("tide", 1), "not"),
    (("post", 1), ("tide", 2), "not"),
    (("union", 0), ("tide", 0), "not"),
    (("post", 2), ("tide", 2), "partial"),
]


def made_up(event_id: str, topic: str, split: str, seed: int) -> GoldEvent:
    """Six texts, two by two the same: what is the same shares words."""
    draw = np.random.default_rng(seed)
    first, second = np.triu_indices(6, 1)
    same = first // 2 == second // 2
    features = draw.uniform(0, 0.5, (len(first), len(FEATURES)))
    features[same, :2] += 0.5
    texts = tuple(f"{event_id} text {k}" for k in range(6))
    gold = tuple(
        GoldPair(event_id, (f"{event_id}-{a}", 0), (f"{event_id}-{b}", 0), label, None)
        for a, b in combinations(range(6), 2)
        for label in ["same" if a // 2 == b // 2 else "not"]
    )
    return GoldEvent(
        event_id=event_id,
        topic=topic,
        split=split,
        evidence=Evidence(texts, first, second, features, len(texts)),
        articles=tuple(frozenset({f"{event_id}-{k}"}) for k in range(6)),
        text_of={(f"{event_id}-{k}", 0): k for k in range(6)},
        gold=gold,
    )


EVENTS = [made_up(f"{k}x", str(k), "train" if k < 4 else "dev", k) for k in range(6)]


def test_the_judge_finds_what_tells_the_same_from_the_rest() -> None:
    judge = fit_judge(EVENTS)
    assert judge.alignment > 1
    assert judge.shared_words > 1
    assert abs(judge.centrality) < judge.alignment / 2
    assert judge == fit_judge(EVENTS[:4], None)
    assert judge != fit_judge(EVENTS, None)


def test_an_event_is_judged_without_having_been_seen() -> None:
    judged = judge_unseen(EVENTS, folds=3)
    assert set(judged) == {event.event_id for event in EVENTS}
    without = fit_judge([event for event in EVENTS if event.topic not in {"0", "3"}], None)
    again = judge_pairs(without, EVENTS[0].evidence)
    assert judged["0x"].probability.tolist() == again.probability.tolist()


def test_scores_of_topics_left_out() -> None:
    found = leave_topics_out(EVENTS, folds=3)
    assert list(found) == ["strict", "balanced", "wide"]
    assert found["balanced"].pairs == 6 * 15
    # Fitted on so little the judge is unsure, and a claim of two texts alone must be sure.
    assert found["balanced"].precision == 1.0
    assert 0.2 < found["balanced"].recall < 1.0
    assert found["strict"].recall <= found["wide"].recall


def test_a_single_judge_can_be_scored() -> None:
    judged = {event.event_id: judge_pairs(PACKAGED_JUDGE, event.evidence) for event in EVENTS}
    strict, wide = (
        score_judged(EVENTS, judged, fitting.SETTINGS[name]) for name in ("strict", "wide")
    )
    assert strict.recall <= wide.recall


@pytest.mark.parametrize(
    ("events", "split", "message"),
    [
        ([], "train", "0 labelled pairs in split 'train'"),
        (EVENTS, "test", r"splits here: \['dev', 'train'\]"),
        ([EVENTS[0]._replace(gold=EVENTS[0].gold[:1])], "train", "1 labelled pairs"),
    ],
)
def test_too_little_to_fit_on_is_refused(events: list[GoldEvent], split: str, message: str) -> None:
    with pytest.raises(GoldError, match=message):
        fit_judge(events, split)


def test_more_folds_than_topics_are_refused() -> None:
    with pytest.raises(GoldError, match="7 folds of 6 topics; give 2 to 6"):
        judge_unseen(EVENTS, folds=7)


def test_fitting_from_a_folder_says_all_there_is_to_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "read_events", lambda *_: EVENTS)
    found = fitting.fit_and_test(Path("gold"), FakeEncoder(), folds=3)
    assert json.loads(json.dumps(found)) == json.loads(json.dumps(found, sort_keys=True))
    assert found["labelled_pairs"] == 4 * 15
    assert not found["is_packaged"]
    assert set(found["unseen"]) == set(found["all"]) == {"strict", "balanced", "wide"}


def test_a_gold_folder_becomes_events(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "parse_texts", lambda texts, _: [None] * len(texts))
    rows = [
        {"event_id": "7quay", "article_id": name, "outlet": name, "title": "Quay",
         "sentences": sentences, "split": "dev"}
        for name, sentences in STORIES.items()
    ]  # fmt: skip
    pairs = [{"event_id": "7quay", "a": a, "b": b, "label": label} for a, b, label in PAIRS]
    for name, lines in (("articles", rows), ("gold_pairs", pairs)):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)))
    told: list[tuple[str, int, int]] = []
    event = read_events(tmp_path, FakeEncoder(), tell=lambda *now: told.append(now))[0]
    assert told == [("7quay", 1, 1)]
    assert (event.topic, event.split, len(event.gold)) == ("7", "dev", 8)
    assert event.articles[event.text_of["tide", 2]] == {"tide"}
    assert fit_judge([event], "dev").shared_words > 0
