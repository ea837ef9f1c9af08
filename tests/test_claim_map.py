import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from crossframe import claim_store
from crossframe.claim_build import build_claim_map
from crossframe.claim_map import ensure_claim_map, load_claim_map
from crossframe.claim_store import read_claim_map, write_claim_map
from crossframe.claims.assembly import claim_id
from crossframe.config import Parameters, cache_folder
from crossframe.corpus import read_corpora
from crossframe.embedding import Encoder
from crossframe.errors import CorpusError, ExclusionError, StoreError
from crossframe.records import ClaimMap, Corpus
from small_world import FakeEncoder, small_articles

SEEDS = Path(__file__).parents[1] / "seeds" / "events"

Build = Callable[..., ClaimMap]
Write = Callable[..., Path]

TABLES = """
import sys
from pathlib import Path
from crossframe import comparison
from crossframe.claim_build import build_claim_map
from crossframe.config import Parameters
from crossframe.corpus import read_corpora
from crossframe.embedding import load_encoder

event, source, threads = sys.argv[1:]
parameters = Parameters.from_values({"event": event, "threads": threads})
claim_map = build_claim_map(
    read_corpora(Path(source), [event])[event], parameters, load_encoder(threads=int(threads))
)
for name in ("articles", "outlets", "claims", "coverage", "side_by_side", "unmatched", "map",
             "non_claims"):
    print(getattr(comparison, f"{name}_table")(claim_map).to_csv())
"""


def claims_of(claim_map: ClaimMap) -> list[set[str]]:
    return [set(claim.sentence_ids) for claim in claim_map.claims]


def test_the_small_world_has_the_claims_that_a_reader_finds(small_map: ClaimMap) -> None:
    assert {"post-1#0", "tide-1#0", "voice-1#0"} in claims_of(small_map)
    assert {"post-1#1", "tide-1#1"} in claims_of(small_map)
    assert {"post-2#2", "voice-2#0"} in claims_of(small_map)
    status = {p.sentence_id: p.status for p in small_map.placements}
    assert status["post-1#2"] == "unmatched"
    assert status["post-2#0"] == status["voice-2#1"] == "non_claim"


def test_every_sentence_has_one_place(small_map: ClaimMap) -> None:
    assert [p.sentence_id for p in small_map.placements] == [
        s.sentence_id for s in small_map.sentences
    ]
    assert len(small_map.claim_by_id) == len(small_map.claims)
    for claim in small_map.claims:
        assert claim.medoid_id in claim.sentence_ids
        assert 0 <= claim.cohesion <= 1
        assert len({small_map.article_of(s).article_id for s in claim.sentence_ids}) >= 2
        for sentence_id in claim.sentence_ids:
            assert claim.claim_id in small_map.placement_by_id[sentence_id].claim_ids


def test_offsets_are_exact(small_map: ClaimMap) -> None:
    for sentence in small_map.sentences:
        text = small_map.article_by_id[sentence.article_id].text
        assert text[sentence.start : sentence.end] == sentence.text


def test_the_nearest_sentence_is_of_another_article(small_map: ClaimMap) -> None:
    for placement in small_map.placements:
        if placement.nearest_id:
            here = small_map.sentence_by_id[placement.sentence_id].article_id
            assert small_map.sentence_by_id[placement.nearest_id].article_id != here
            assert placement.nearest_probability is not None
    assert small_map.placement_by_id["post-1#0"].nearest_id in {"tide-1#0", "voice-1#0"}


def test_the_order_of_articles_has_no_say(write_articles: Write, build: Build) -> None:
    straight = build(read_corpora(write_articles(small_articles()))["small"])
    turned = build(read_corpora(write_articles(small_articles()[::-1]))["small"])
    assert [c.claim_id for c in straight.claims] == [c.claim_id for c in turned.claims]
    assert straight.placements == turned.placements
    assert straight.provenance == turned.provenance


def test_a_claim_keeps_its_name_when_it_loses_a_sentence_that_does_not_name_it(
    small_map: ClaimMap,
) -> None:
    texts = [small_map.sentence_by_id[s].text for s in small_map.claims[0].sentence_ids]
    names = [claim_id([t for t in texts if t != left]) for left in texts]
    assert names.count(claim_id(texts)) == len(texts) - 1


def rows(texts: list[str], outlets: int = 2, **more: object) -> list[dict[str, object]]:
    return [
        {
            "outlet": f"Outlet {i % outlets}",
            "title": f"T{i}",
            "text": text,
            "article_id": f"a{i}",
            "event_id": "small",
            **more,
        }
        for i, text in enumerate(texts)
    ]


@pytest.mark.parametrize("n", [1, 2, 3, 5, 20])
@pytest.mark.parametrize("outlets", [1, 2])
def test_small_corpora_are_compared_or_left_apart(
    n: int, outlets: int, write_articles: Write, build: Build
) -> None:
    corpus = read_corpora(write_articles(rows(["The span fell."] * n, outlets)))["small"]
    found = build(corpus)
    assert len(found.claims) == (1 if n > 1 else 0)
    assert len(found.placements) == n


def test_five_hundred_identical_sentences_are_one_claim(
    write_articles: Write, build: Build
) -> None:
    texts = ["\n\n".join(["The span fell on Tuesday."] * 250)] * 2
    found = build(read_corpora(write_articles(rows(texts)))["small"])
    assert len(found.claims) == 1
    assert len(found.claims[0].sentence_ids) == 500
    assert found.claims[0].cohesion == 1.0


def test_no_article_makes_an_empty_map(build: Build) -> None:
    found = build(Corpus("small", ()))
    assert found.sentences == found.claims == ()


def test_one_article_makes_no_claim(write_articles: Write, build: Build) -> None:
    found = build(read_corpora(write_articles(rows(["It fell. It fell. Four died."])))["small"])
    assert found.claims == ()
    assert {p.status for p in found.placements} == {"unmatched"}
    assert {p.nearest_id for p in found.placements} == {None}


def test_languages_that_nothing_reads_are_kept_apart(write_articles: Write, build: Build) -> None:
    swedish = rows(["Bron föll."] * 2, language="sv-SE")
    found = build(read_corpora(write_articles(swedish))["small"])
    assert {p.status for p in found.placements} == {"not_compared"}


def test_a_stored_map_is_the_same_map(small_map: ClaimMap, tmp_path: Path) -> None:
    write_claim_map(small_map, tmp_path / "map")
    assert read_claim_map(tmp_path / "map") == small_map
    write_claim_map(small_map, tmp_path / "again")
    for path in sorted((tmp_path / "map").iterdir()):
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes()


@pytest.mark.parametrize("name", ["claims.parquet", "claim_map.json"])
def test_a_changed_byte_is_found(small_map: ClaimMap, tmp_path: Path, name: str) -> None:
    write_claim_map(small_map, tmp_path / "map")
    path = tmp_path / "map" / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(bytes(content))
    with pytest.raises(StoreError, match="cannot be read"):
        read_claim_map(tmp_path / "map")


def test_a_head_that_says_something_else_is_found(small_map: ClaimMap, tmp_path: Path) -> None:
    write_claim_map(small_map, tmp_path / "map")
    head = tmp_path / "map/claim_map.json"
    told = json.loads(head.read_text(encoding="utf-8"))
    told["provenance"]["crossframe"] = "9.9"
    head.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(StoreError, match=r"claim_map.json does not have the SHA-256 noted in it"):
        read_claim_map(tmp_path / "map")
    assert read_claim_map(tmp_path / "map", checked=False).provenance["crossframe"] == "9.9"


def test_a_map_is_built_once(small_corpus: Corpus) -> None:
    parameters = Parameters(event="small", seed=77)
    loads: list[int] = []

    def load() -> FakeEncoder:
        loads.append(1)
        return FakeEncoder()

    first, was_there = ensure_claim_map(small_corpus, parameters, load)
    second, is_there = ensure_claim_map(small_corpus, parameters, load)
    assert (was_there, is_there, len(loads)) == (False, True, 1)
    assert first == second


def test_a_damaged_cached_map_is_built_again(small_corpus: Corpus) -> None:
    parameters = Parameters(event="small", seed=78)
    first, _ = ensure_claim_map(small_corpus, parameters, FakeEncoder)
    for path in (cache_folder() / "claim_maps").glob("*/claims.parquet"):
        path.write_bytes(b"no parquet")
    again, was_there = ensure_claim_map(small_corpus, parameters, FakeEncoder)
    assert not was_there
    assert again == first


def test_texts_are_told_of_where_their_claims_have_to_be_found(small_corpus: Corpus) -> None:
    parameters, told = Parameters(event="small", seed=79), list[ClaimMap]()

    def ensure() -> ClaimMap:
        return ensure_claim_map(small_corpus, parameters, FakeEncoder, drafted=told.append)[0]

    found = ensure()
    shutil.rmtree(cache_folder() / "claim_maps")
    assert ensure() == found, "of workings that are kept"
    assert ensure() == found, "from the cache"
    assert [one.unclaimed for one in told] == [found.unclaimed] * 2
    assert found.claims


def test_texts_that_were_stored_before_are_stored_as_the_first_time(
    small_map: ClaimMap, tmp_path: Path
) -> None:
    sentences = tuple(replace(one, text=f"{one.text} Again.") for one in small_map.sentences)
    changed = replace(small_map, sentences=sentences)
    written = {
        "first": small_map,
        "without claims": replace(small_map, claims=()),
        "changed": changed,
        "anew": replace(small_map, sentences=tuple(map(replace, small_map.sentences))),
        "again": small_map,
    }
    for name, claim_map in written.items():
        write_claim_map(claim_map, tmp_path / name)
        assert read_claim_map(tmp_path / name) == claim_map
    first, *_, anew, again = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in written
    )
    assert first == anew == again


def test_a_large_event_is_stored_the_same_though_nothing_is_kept_of_it(
    small_map: ClaimMap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_claim_map(small_map, tmp_path / "kept")
    monkeypatch.setattr(claim_store, "_MOST_KEPT", -1)
    monkeypatch.setattr(claim_store, "_stored_texts", None)
    write_claim_map(small_map, tmp_path / "plain")
    kept, plain = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
        for name in ("kept", "plain")
    )
    assert kept == plain
    assert read_claim_map(tmp_path / "plain") == small_map


def test_a_run_is_read_only_with_its_own_parameters(
    small_corpus: Corpus, build: Build, tmp_path: Path
) -> None:
    write_claim_map(build(small_corpus), tmp_path / "claim_map")
    asked = {"event": "small", "out": str(tmp_path)}
    assert load_claim_map(Parameters.from_values(asked)).event_id == "small"
    with pytest.raises(StoreError, match=r"made with .*'seed': 0.*asked for .*'seed': 5"):
        load_claim_map(Parameters.from_values(asked | {"seed": 5}))


def test_strict_refuses_exclusions(write_articles: Write) -> None:
    source = write_articles([*small_articles(), {"event_id": "small", "title": "No outlet"}])
    asked = {"event": "small", "source": str(source), "strict": True}
    with pytest.raises(ExclusionError, match=r"small\.jsonl:7"):
        load_claim_map(Parameters.from_values(asked))


def test_an_event_that_is_not_there_is_named(write_articles: Write) -> None:
    asked = Parameters(event="smal", source=str(write_articles()))
    with pytest.raises(CorpusError, match="small"):
        load_claim_map(asked)


@pytest.mark.model
def test_same_input_same_bytes_in_another_process(tmp_path: Path) -> None:
    """Shuffled articles, another hash seed, one thread instead of two: every table is the same."""
    seed = Path(__file__).parents[1] / "seeds/events/frontline-drones.jsonl"
    lines = seed.read_text(encoding="utf-8").splitlines(keepends=True)
    turned = tmp_path / "frontline-drones.jsonl"
    turned.write_text("".join(lines[7:] + lines[:7][::-1]), encoding="utf-8")
    found = [
        subprocess.run(
            [sys.executable, "-c", TABLES, "frontline-drones", str(source), threads],
            env=os.environ | {"PYTHONHASHSEED": hash_seed, "OMP_NUM_THREADS": threads},
            capture_output=True,
            check=True,
        ).stdout
        for source, threads, hash_seed in [(seed, "2", "1"), (turned, "1", "99")]
    ]
    assert found[0] == found[1]
    assert len(found[0]) > 50_000


@pytest.mark.model
def test_no_credit_and_no_copyright_line_reaches_a_claim(tmp_path: Path) -> None:
    text = (
        "Outlet under test\n\nPhoto: AP Photo/Nobody Known\nThe span fell into the harbour.\n\n"
        "Copyright for the portal content is held by “MIC Nobody” LLC.\n"
    )
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"---\noutlet: {name}\n---\n{text}", "utf-8")
    source = tmp_path / "claims.jsonl"
    run = ["crossframe", "claims", str(tmp_path), "--out", str(source)]
    subprocess.run([Path(sys.executable).parent / run[0], *run[1:]], check=True)
    rows = [json.loads(line) for line in source.read_text("utf-8").splitlines()]
    assert [len(row["claims"]) for row in rows] == [0, 1, 0] * 2


@pytest.mark.model
def test_an_event_in_blocks_tells_which_claims_depend_on_the_cut(
    encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("crossframe.claims.layout", "crossframe.claim_compare"):
        monkeypatch.setattr(f"{module}.PART_LIMIT", 100)
    corpus = read_corpora(SEEDS / "frontline-drones.jsonl")["frontline-drones"]
    found = build_claim_map(corpus, Parameters(event="frontline-drones"), encoder)
    (cut,) = [run for run in found.perturbations if run.change == "map seed 1"]
    assert cut.n_claims == len(found.claims)
    assert cut.mean_jaccard is not None
    assert 0 < cut.mean_jaccard <= 1
    assert all(claim.stability is not None for claim in found.claims)
