"""An event that a process compares again has the claims that it would have anew."""

from collections.abc import Callable
from pathlib import Path

import pytest
from crossframe.claim_build import UNDRAWN, Caches, build_claim_map, work_out
from crossframe.claim_map import ensure_claim_map
from crossframe.claims import Kept, best_cosines
from crossframe.config import Parameters
from crossframe.corpus import read_corpora
from crossframe.embedding import Encoder
from crossframe.records import Corpus
from small_world import NEW_ARTICLE, FakeEncoder, small_articles

SMALL = Parameters(event="small")
Write = Callable[..., Path]


@pytest.fixture
def stages(write_articles: Write) -> list[Corpus]:
    """The small world, with one article more, with one less, and with one reworded."""
    articles = small_articles()
    reworded = {**articles[0], "text": f"{articles[0]['text']} Cranes came at dawn."}
    chosen = (
        articles,
        [*articles, NEW_ARTICLE],
        [*articles[1:], NEW_ARTICLE],
        [reworded, *articles[1:]],
        articles[:2],
    )
    return [
        read_corpora(write_articles(rows, f"stage-{at}"), ["small"])["small"]
        for at, rows in enumerate(chosen)
    ]


def test_claims_do_not_depend_on_what_is_remembered(stages: list[Corpus]) -> None:
    caches = Caches(compared=Kept())
    for corpus in stages:
        found = build_claim_map(corpus, SMALL, FakeEncoder(), caches)
        assert found == build_claim_map(corpus, SMALL, FakeEncoder())


@pytest.mark.model
def test_probabilities_do_not_depend_on_what_is_remembered(
    stages: list[Corpus], encoder: Encoder
) -> None:
    caches = Caches(compared=Kept())
    for corpus in stages:
        found = work_out(corpus, SMALL, encoder, caches, extent=UNDRAWN)
        anew = work_out(corpus, SMALL, encoder, extent=UNDRAWN)
        for one, other in zip(found.parts, anew.parts, strict=True):
            ours, theirs = one.judged, other.judged
            assert ours.judgements.probability.tolist() == theirs.judgements.probability.tolist()
            assert {k: v.tolist() for k, v in ours.without.items()} == {
                k: v.tolist() for k, v in theirs.without.items()
            }


def test_a_watched_event_is_remembered(
    stages: list[Corpus], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # A cache of its own: in that of all tests another may have left this very claim map.
    monkeypatch.setenv("CROSSFRAME_CACHE", str(tmp_path / "cache"))
    compared: list[int] = []
    cosines = best_cosines._cosines

    def counting(tokens, text, others, run):  # type: ignore[no-untyped-def]
        compared.append(len(others))
        return cosines(tokens, text, others, run)

    monkeypatch.setattr(best_cosines, "_cosines", counting)
    kept = Kept()
    numbers = []
    for corpus in stages[:2]:
        ensure_claim_map(corpus, SMALL, FakeEncoder, compared=kept)
        numbers.append(sum(compared))
        compared.clear()
    assert 0 < numbers[1] < numbers[0] / 2
