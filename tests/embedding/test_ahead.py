"""Words that were read ahead are those that are read at their time."""

from collections.abc import Mapping

import numpy as np
import pytest
from crossframe.config import Parameters
from crossframe.embedding import having_read
from crossframe.evaluation import ahead, predict_claims
from crossframe.evaluation.predictions import predict_event
from crossframe.records import Article, Corpus
from hypothesis import given
from hypothesis import strategies as st
from small_world import FakeEncoder

TEXTS = ["a span fell", "divers searched the water", "", "four died", "the mayor wept at the quay"]
PARAMETERS = Parameters(event="any")


@given(st.lists(st.sampled_from([*TEXTS, "unknown"]), unique=True))
def test_they_are_the_same_word_for_word(wanted: list[str]) -> None:
    encoder = FakeEncoder()
    found = having_read(encoder, TEXTS).encode_tokens(wanted)
    for given_rows, expected in zip(found, encoder.encode_tokens(wanted), strict=True):
        assert np.array_equal(given_rows, expected)


def events(n: int) -> Mapping[str, Corpus]:
    return {
        f"e{k}": Corpus(
            f"e{k}",
            tuple(
                Article(o, f"e{k}", o, "T", f"A span of {k} fell. {o} wept.", o * 64, "x.jsonl")
                for o in "ab"
            ),
        )
        for k in range(n)
    }


def test_events_read_together_have_the_claims_of_each_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    corpora, encoder = events(7), FakeEncoder()
    calls: list[int] = []
    plain = encoder.encode_tokens
    monkeypatch.setattr(encoder, "encode_tokens", lambda t, *_: calls.append(len(t)) or plain(t))
    monkeypatch.setattr(ahead, "_TOGETHER", 8)
    found = list(predict_claims(corpora, PARAMETERS, encoder, lambda *_: None))
    assert calls == [8, 6]
    alone = [predict_event(corpus, PARAMETERS, FakeEncoder()) for corpus in corpora.values()]
    assert found == [one for event in alone for one in event]


def test_what_cannot_be_read_fails_at_its_turn_alone() -> None:
    class Broken(dict[str, Corpus]):
        def __getitem__(self, event_id: str) -> Corpus:
            if event_id == "e1":
                raise ValueError("half a row")
            return super().__getitem__(event_id)

    failed: list[str] = []
    found = predict_claims(
        Broken(events(3)),
        PARAMETERS,
        FakeEncoder(),
        lambda *_: None,
        lambda event_id, error: failed.append(f"{event_id}: {error}"),
    )
    assert sorted({one.event_id for one in found}) == ["e0", "e2"]
    assert failed == ["e1: half a row"]
