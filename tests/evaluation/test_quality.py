import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from crossframe.claim_build import NO_CACHES
from crossframe.claims import PACKAGED_JUDGE, SETTINGS
from crossframe.config import Parameters
from crossframe.embedding import Encoder
from crossframe.errors import GoldError
from crossframe.evaluation import GoldPair, write_predictions
from crossframe.evaluation import event_quality as event_quality_module
from crossframe.evaluation.ablation import NOTHING, PARTS, leave_out, measure_variants
from crossframe.evaluation.evaluate import Asked, evaluate, evaluate_predictions
from crossframe.evaluation.event_quality import EventQuality, measure_event
from crossframe.evaluation.quality import CROSSFRAME, Part, measure_quality, own_claims, read_part
from crossframe.evaluation.reading import (
    judge_reading,
    pair_probabilities,
    read_event,
)
from crossframe.evaluation.record import (
    MEASURED,
    MEASURED_CODE,
    is_current,
    read_measured,
    read_variants,
    record_measures,
)
from crossframe.evaluation.tables import (
    calibration_table,
    errors_table,
    measured_table,
    parts_table,
    standings_table,
)
from crossframe.records import ClaimMap

PAIRS = [
    (("post-1", 0), ("tide-1", 0), "same"),
    (("post-1", 0), ("voice-1", 0), "same"),
    (("post-1", 1), ("tide-1", 1), "same"),
    (("post-2", 2), ("voice-2", 0), "same"),
    (("post-2", 1), ("tide-2", 0), "same"),
    (("post-1", 2), ("tide-1", 2), "not"),
    (("post-1", 0), ("tide-1", 1), "not"),
    (("post-2", 1), ("voice-1", 1), "not"),
]


@pytest.fixture
def parameters() -> Parameters:
    return Parameters(event="small")


@pytest.fixture
def part(small_map: ClaimMap, parameters: Parameters, fake_encoder: Encoder) -> Part:
    pairs = [GoldPair("small", a, b, label, None) for a, b, label in PAIRS]  # type: ignore[arg-type]
    return read_part(small_map, pairs, parameters, fake_encoder)


@pytest.fixture
def gold(tmp_path: Path, write_articles: Callable[..., Path]) -> Path:
    """A gold folder: the small world twice, as a train and as a dev event."""
    folder = tmp_path / "gold"
    folder.mkdir()
    rows = [json.loads(line) for line in write_articles().read_text().splitlines()]
    articles, pairs = [], []
    for split in ("train", "dev"):
        for row in rows:
            named = {"event_id": split, "article_id": f"{split}-{row['article_id']}"}
            articles.append({**row, **named, "split": split, "url": None})
        for (a, i), (b, j), label in PAIRS:
            both = {"a": [f"{split}-{a}", i], "b": [f"{split}-{b}", j]}
            pairs.append({"event_id": split, **both, "label": label})
    (folder / "articles.jsonl").write_text("\n".join(map(json.dumps, articles)))
    (folder / "gold_pairs.jsonl").write_text("\n".join(map(json.dumps, pairs)))
    return folder


def untold(event: str, number: int, total: int) -> None:
    """Takes note of nothing."""


def test_claims_read_for_measuring_are_those_of_the_claim_map(
    small_map: ClaimMap, part: Part
) -> None:
    def together(claims: list[tuple[str, int, str]]) -> set[frozenset[tuple[str, int]]]:
        groups: dict[str, set[tuple[str, int]]] = {}
        for article, index, claim in claims:
            groups.setdefault(claim, set()).add((article, index))
        return {frozenset(g) for g in groups.values() if len({a for a, _ in g}) > 1}

    own = [(p.article_id, p.sentence_index, c) for p in own_claims(small_map) for c in p.claims]
    again = [(p.article_id, p.sentence_index, c) for p in part.claims["balanced"] for c in p.claims]
    assert together(own) == together(again) != set()


def test_probabilities_of_copies_non_claims_and_others(
    small_map: ClaimMap, fake_encoder: Encoder
) -> None:
    reading = read_event(small_map, 0.9, fake_encoder)
    judged = judge_reading(reading, PACKAGED_JUDGE)
    copies = GoldPair("small", ("post-2", 2), ("voice-2", 0), "same", None)
    credit = GoldPair("small", ("post-2", 0), ("voice-2", 0), "not", None)
    other = GoldPair("small", ("post-1", 2), ("voice-1", 1), "not", None)
    found = pair_probabilities(judged, [copies, credit, other])
    assert found[:2] == [1.0, None]
    assert 0 < (found[2] or 0) < 1
    assert pair_probabilities(judged, [other._replace(a=other.b, b=other.a)]) == found[2:]


def test_every_method_and_setting_is_measured(part: Part) -> None:
    quality = measure_quality([part], "balanced")
    assert quality.score.pairs == 8
    assert [one.name for one in quality.settings] == list(SETTINGS)
    floor = quality.peers[0]
    assert floor.measures
    assert (floor.measures["recall"], floor.measures["precision"]) == (1.0, 0.625)
    assert all((one.measures is None) == bool(one.missing) for one in quality.peers)
    balanced = next(one for one in quality.settings if one.name == "balanced")
    assert balanced.measures == {
        k: v for k, v in (quality.standing.measures or {}).items() if k in (balanced.measures or {})
    }


def test_peers_can_be_left_out(
    small_map: ClaimMap, parameters: Parameters, fake_encoder: Encoder, part: Part
) -> None:
    alone = read_part(small_map, part.pairs, parameters, fake_encoder, peers=False)
    assert set(alone.claims) == {CROSSFRAME, *SETTINGS}
    assert measure_quality([alone], "balanced").peers == ()


def test_evaluate_gives_the_figures_of_the_yardstick_first(
    gold: Path, fake_encoder: Encoder, parameters: Parameters, tmp_path: Path
) -> None:
    found = evaluate(Asked(gold), parameters, lambda: fake_encoder, untold)
    assert list(found)[:10] == [
        *("precision", "recall", "f1", "false_merge", "macro_f1", "absorbed", "lone_sentences"),
        *("ci95", "events", "pairs"),
    ]
    assert json.loads(json.dumps(found))["pairs"] == 16
    assert sum(found["counts"].values()) == 16
    assert found["judge"]["n_pairs"] == sum(one["n_pairs"] for one in found["judge"]["curve"])
    dev = evaluate(Asked(gold, split="dev", peers=False), parameters, lambda: fake_encoder, untold)
    assert (dev["pairs"], dev["peers"]) == (8, [])
    with pytest.raises(GoldError, match="no labelled event is of split 'test'"):
        evaluate(Asked(gold, split="test"), parameters, lambda: fake_encoder, untold)


def test_predictions_of_anyone_are_scored(gold: Path, part: Part, tmp_path: Path) -> None:
    claims = [
        p._replace(event_id=split, article_id=f"{split}-{p.article_id}")
        for split in ("train", "dev")
        for p in part.claims[CROSSFRAME]
    ]
    write_predictions(claims, tmp_path / "p.jsonl")
    found = evaluate_predictions(tmp_path / "p.jsonl", Asked(gold))
    assert found["f1"] == measure_quality([part], "balanced").score.f1
    assert "average_precision" not in found
    (tmp_path / "l.csv").write_text(
        "article_a,sentence_a,article_b,sentence_b,label\npost-1,0,tide-1,0,same\n"
    )
    with pytest.raises(GoldError, match="scored against a gold folder"):
        evaluate_predictions(tmp_path / "p.jsonl", Asked(tmp_path / "l.csv"))


def test_labels_of_an_event_that_is_not_there(
    gold: Path, fake_encoder: Encoder, parameters: Parameters, write_articles: Callable[..., Path]
) -> None:
    asked = Asked(gold, articles=write_articles())
    with pytest.raises(GoldError, match=r"small\.jsonl: has no event 'dev'"):
        evaluate(asked, parameters, lambda: fake_encoder, untold)


def test_what_is_recorded_comes_back(
    gold: Path, fake_encoder: Encoder, parameters: Parameters, tmp_path: Path
) -> None:
    path = tmp_path / "measured.json"
    record_measures(Asked(gold), parameters, lambda: fake_encoder, untold, path=path)
    known = read_measured(path)
    assert is_current(known["gold"]["gold"])
    assert known["gold"]["gold"]["held_out"]["split"] == "dev"
    variants = read_variants(known)
    assert [variant.left_out for variant in variants] == list(PARTS)
    assert variants[0].judge == PACKAGED_JUDGE
    without = {variant.left_out: variant for variant in variants}
    assert without["alignment"].judge.alignment == 0
    assert without["conflict"].judge.conflict == 0
    assert without["size_penalty"].setting.size_penalty == 0
    assert not without["emphasis"].stressed
    table = measured_table(known)
    assert set(table["code"]) == {"this"}
    known["gold"]["gold"]["code"] = "other"
    assert set(measured_table(known)["code"]) == {"older"}


def test_without_a_part_no_more_is_joined_wrongly(part: Part) -> None:
    train = part._replace(split="train")
    worths = measure_variants([train], leave_out([train]))
    assert worths[0].left_out == NOTHING
    whole = worths[0].measures["false_merge"] or 0.0
    assert all((worth.measures["false_merge"] or 0.0) <= whole for worth in worths)


def test_no_part_is_worth_anything_unrecorded(part: Part) -> None:
    assert measure_variants([part], ()) == ()
    assert read_measured(Path("nowhere.json")) == {}


def test_the_code_that_is_measured_is_there() -> None:
    root = MEASURED.parents[1]
    assert [name for name in MEASURED_CODE if not (root / name).exists()] == []


@pytest.fixture
def measured_event(small_map: ClaimMap, part: Part) -> EventQuality:
    quality = measure_quality([part], "balanced")
    variants = leave_out([part._replace(split="train")])
    return EventQuality(small_map, Path("labels.csv"), quality, measure_variants([part], variants))


def test_tables_have_what_they_declare(measured_event: EventQuality) -> None:
    standings = standings_table(measured_event)
    assert standings["method"].tolist()[:3] == [f"crossframe, {name}" for name in SETTINGS]
    assert standings["f1"].dropna().between(0, 1).all()
    curve = calibration_table(measured_event, {})
    assert curve["n_pairs"].sum() == 8
    assert ((curve["low"] <= curve["same"]) & (curve["same"] <= curve["high"])).all()
    parts = parts_table(measured_event, {})
    assert parts["left_out"].tolist() == list(PARTS)
    assert parts["worth"].iloc[0] == 0


def test_errors_are_verbatim_and_the_surest_come_first(measured_event: EventQuality) -> None:
    table = errors_table(measured_event)
    quality = measured_event.quality
    assert quality
    wrong = quality.outcomes.together != quality.outcomes.gold.same
    assert table["n_pairs"].sum() == wrong.sum()
    for row in table.to_dict("records"):
        for side in "ab":
            article = measured_event.claim_map.article_by_id[row[f"article_id_{side}"]]
            text = article.text[row[f"start_{side}"] : row[f"end_{side}"]]
            assert text == row[f"sentence_{side}"]
    for kind, sign in (("merged", -1), ("split", 1)):
        values = table.loc[table["error"] == kind, "probability"].dropna().to_numpy()
        assert (np.diff(sign * values) >= 0).all()


def test_an_event_without_labels_is_refused_kindly(
    small_map: ClaimMap, parameters: Parameters, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    event = measure_event(small_map, parameters, "")
    assert event.quality is None
    assert "Nobody has labelled sentences of small yet" in event.refusal
    assert "article_a, sentence_a" in event.refusal
    for table in (standings_table(event), errors_table(event), calibration_table(event, {})):
        assert table.empty


def test_an_event_is_measured_with_its_labels(
    small_map: ClaimMap,
    parameters: Parameters,
    fake_encoder: Encoder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(event_quality_module, "load_encoder", lambda *_: fake_encoder)
    monkeypatch.setattr(event_quality_module, "open_caches", lambda *_: NO_CACHES)
    head = "article_a,sentence_a,article_b,sentence_b,label\n"
    rows = [f"{a},{i},{b},{j},{label}" for (a, i), (b, j), label in PAIRS]
    (tmp_path / "mine.csv").write_text(head + "\n".join(rows))
    told: list[int] = []
    event = measure_event(small_map, parameters, "mine.csv", lambda _, n, __: told.append(n))
    assert event.quality
    assert event.quality.score.pairs == 8
    assert told == sorted(told)
    (tmp_path / "none.csv").write_text(f"{head}post-1,0,tide-1,0,partial\n")
    assert "no pair of small" in measure_event(small_map, parameters, "none.csv").refusal
