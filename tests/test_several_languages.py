"""Articles of one event in several languages, compared by the real multilingual encoder."""

from collections.abc import Callable
from pathlib import Path

import pytest
from crossframe import embedding
from crossframe.claim_build import build_claim_map
from crossframe.claims import PACKAGED_JUDGE, alignment, neighbours
from crossframe.comparison import (
    coverage_table,
    differences_table,
    languages_table,
    overview,
    wording_outlets_table,
)
from crossframe.config import Parameters
from crossframe.corpus import read_corpora
from crossframe.embedding import Encoder, choose_readers, load_encoder
from crossframe.embedding.choice import Readers
from crossframe.embedding.yardstick import PARALLEL
from crossframe.errors import MissingExtraError
from crossframe.evaluation.reading import judge_reading, read_event
from crossframe.models import MULTILINGUAL
from crossframe.records import ClaimMap
from small_world import FakeEncoder

Write = Callable[..., Path]

# Which of the six sentences each outlet prints; each has one that nobody else has.
PRINTED = {"en": (0, 1, 2), "es": (0, 1, 3), "ar": (0, 2, 4), "zh": (0, 1, 5)}


def articles(languages: str = "en es ar zh", *, declared: bool = True) -> list[dict[str, object]]:
    return [
        {
            "event_id": "harbour",
            "outlet": f"Outlet {code}",
            "title": PARALLEL[code][0],
            "text": ("" if code == "zh" else " ").join(PARALLEL[code][k] for k in PRINTED[code]),
            **({"language": code} if declared else {}),
        }
        for code in languages.split()
    ]


def built(write: Write, rows: list[dict[str, object]], encoder: Encoder | None = None) -> ClaimMap:
    corpus = read_corpora(write(rows, "harbour"))["harbour"]
    return build_claim_map(corpus, Parameters(event="harbour"), encoder or FakeEncoder())


def carried(claim_map: ClaimMap) -> set[frozenset[str]]:
    """The languages of each claim."""
    return {
        frozenset(str(claim_map.article_of(s).language) for s in claim.sentence_ids)
        for claim in claim_map.claims
    }


@pytest.fixture
def mixed(write_articles: Write) -> ClaimMap:
    return built(write_articles, articles())


def test_claims_cross_languages_and_scripts(mixed: ClaimMap) -> None:
    assert carried(mixed) == {
        frozenset({"en", "es", "ar", "zh"}),
        frozenset({"en", "es", "zh"}),
        frozenset({"en", "ar"}),
    }
    lone = {
        str(mixed.article_of(p.sentence_id).language)
        for p in mixed.placements
        if p.status == "unmatched"
    }
    assert lone == {"es", "ar", "zh"}


def test_a_mixed_corpus_says_what_compared_it(mixed: ClaimMap) -> None:
    bridge = mixed.provenance["bridge"]
    assert (bridge["name"], bridge["by_words"]) == (MULTILINGUAL, "en")
    assert bridge["fingerprint"] == load_encoder(MULTILINGUAL).fingerprint
    assert any(MULTILINGUAL in limit for limit in overview(mixed).limits)
    table = languages_table(mixed).set_index("language")
    assert table.comparison["English (en)"] == "word by word"
    assert table.comparison["Arabic (ar)"] == "by sentence vectors"
    assert table.not_done.isna().to_dict()["English (en)"]
    assert "figures" in table.not_done["Chinese (zh)"]


def test_words_of_other_languages_are_no_wording(mixed: ClaimMap) -> None:
    reasons = wording_outlets_table(mixed).set_index("outlet")["reason"]
    assert reasons["Outlet es"] == "writes in Spanish (es); terms are compared within English (en)"
    states = differences_table(mixed)
    across = states[states.article_id.map(lambda a: mixed.article_by_id[a].language) != "en"]
    assert set(across.state) <= {"apart", "own"}


def test_the_order_of_articles_has_no_say(write_articles: Write, mixed: ClaimMap) -> None:
    again = built(write_articles, list(reversed(articles())))
    assert [c.sentence_ids for c in again.claims] == [c.sentence_ids for c in mixed.claims]
    assert again.placements == mixed.placements


def test_english_is_compared_as_if_it_were_alone(write_articles: Write) -> None:
    rows = [*articles("en"), {**articles("en")[0], "outlet": "Outlet two", "title": "Other"}]
    rows[1]["text"] = "Teachers began a strike in the north for wages. The bridge was closed."
    alone, beside = built(write_articles, rows), built(write_articles, rows + articles("es"))
    assert alone.provenance["bridge"] is None

    def nearest(claim_map: ClaimMap) -> dict[str, float | None]:
        return {
            p.sentence_id: p.nearest_probability
            for p in claim_map.placements
            if claim_map.article_of(p.sentence_id).language == "en" and p.status == "unmatched"
        }

    for sentence_id, probability in nearest(alone).items():
        others = nearest(beside)
        if sentence_id in others and probability is not None:
            assert (others[sentence_id] or 0) >= probability


def test_a_measurement_judges_english_as_if_it_were_alone(
    write_articles: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alignment, "ALL_PAIRS", 3)  # so that candidates are chosen, as among many
    monkeypatch.setattr(neighbours, "_NEAREST", 1)
    texts = [" ".join(PARALLEL["en"][k] for k in found) for found in ((0, 1, 2), (3, 4, 5))]
    rows = [{**articles("en")[0], "outlet": text[:9], "text": text} for text in texts]

    def judged(rows: list[dict[str, object]]) -> dict[frozenset[str], float]:
        found = built(write_articles, rows)
        reading = read_event(found, 0.9, FakeEncoder())
        pairs, probability = reading.evidence, judge_reading(reading, PACKAGED_JUDGE).judgements
        english = {(a, b) for a, b in zip(pairs.first.tolist(), pairs.second.tolist(), strict=True)}
        return {
            frozenset({pairs.texts[a], pairs.texts[b]}): p
            for a, b, p in zip(*(column.tolist() for column in probability[1:]), strict=True)
            if (a, b) in english
        }

    alone = judged(rows)
    assert 0 < len(alone) < 15
    assert judged(rows + articles("es")) == alone


def test_a_language_that_nobody_declared_is_recognised(write_articles: Write) -> None:
    text = " ".join(PARALLEL["es"])
    rows = [*articles("en"), {"event_id": "harbour", "outlet": "O", "title": "T", "text": text}]
    found = built(write_articles, rows)
    assert {article.language for article in found.articles} == {"en", "es"}
    assert frozenset({"en", "es"}) in carried(found)


# In Swahili, Croatian, Hindi, Marathi and Bengali: named or not recognised, and never English.
UNDECLARED = {
    "sw": "Sehemu ya daraja ilianguka bandarini asubuhi na malori mawili yalianguka majini. Wapiga "
    "mbizi walimkuta dereva mmoja akiwa hai, alisema meya wa jiji.",
    "hr": "Dio mosta pao je u luku u utorak ujutro i dva su kamiona završila u vodi. Ronioci su "
    "pronašli jednog vozača živog, rekli su vatrogasci.",
    "hi": "मंगलवार की सुबह पुल का एक हिस्सा गिर गया और दो ट्रक पानी में जा गिरे। महापौर ने यह कहा।",
    "mr": "मंगळवारी सकाळी बंदरात पुलाचा एक भाग कोसळला आणि दोन ट्रक पाण्यात पडले.",
    "bn": "মঙ্গলবার সকালে সেতুর একটি অংশ বন্দরে পড়ে যায় এবং দুটি ট্রাক পানিতে পড়ে।",
}

NAMED = {"hi": "Hindi (hi)", "hr": "Croatian (hr)"}


@pytest.mark.parametrize("code", sorted(UNDECLARED))
def test_a_language_that_is_not_recognised_passes_for_no_other(
    code: str, write_articles: Write
) -> None:
    article = {"event_id": "harbour", "outlet": "Far", "title": "T", "text": UNDECLARED[code]}
    found = built(write_articles, [*articles("en ar"), article])
    table = languages_table(found).set_index("language")
    row = table.loc[NAMED.get(code, "a language not recognised (und)")]
    assert row.comparison == "not compared"
    assert "attribution" in row.not_done
    states = coverage_table(found)
    assert set(states[states.outlet == "Far"].reason) == {"not_compared"}


def test_a_text_too_short_to_tell_is_compared_as_those_of_most(write_articles: Write) -> None:
    brief = {"event_id": "harbour", "outlet": "Brief", "title": "T", "text": "The bridge fell."}
    found = built(write_articles, [*articles("en ar"), brief])
    table = languages_table(found).set_index("language")
    assert table.comparison["not stated"] == "word by word"
    assert not any("not stated" in limit for limit in overview(found).limits)


def test_english_that_nobody_declared_stays_english_beside_others(write_articles: Write) -> None:
    texts = (" ".join(PARALLEL["en"]), " ".join(PARALLEL["en"][:5]))
    rows = [
        {"event_id": "harbour", "outlet": f"Outlet {number}", "title": "T", "text": text}
        for number, text in enumerate(texts)
    ]
    found = built(write_articles, [*rows, *articles("es")])
    assert [article.language for article in found.articles] == ["en", "en", "es"]
    assert languages_table(found)["comparison"].tolist() == ["word by word", "by sentence vectors"]
    assert frozenset({"en"}) in carried(found)


def test_without_the_extra_it_is_said_what_to_install(
    write_articles: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crossframe.models.find_spec", lambda _: None)
    found = built(write_articles, articles("en es"))
    assert found.provenance["bridge"] is None
    assert any('pip install "crossframe[multilingual]"' in x for x in overview(found).limits)
    assert {p.status for p in found.placements} == {"unmatched", "not_compared"}
    embedding.load_multilingual.cache_clear()
    with pytest.raises(MissingExtraError, match="is not installed; run pip install"):
        load_encoder(MULTILINGUAL)


def test_the_multilingual_encoder_by_name_reads_everything(write_articles: Write) -> None:
    found = built(write_articles, articles("en es"), load_encoder(MULTILINGUAL))
    assert found.provenance["bridge"]["by_words"] is None
    assert frozenset({"en", "es"}) in carried(found)


class AnyModel(FakeEncoder):
    """A model of which nobody says what languages it reads: it may bridge them, or not."""

    languages = None

    def __init__(self, inner: Encoder) -> None:
        self.encode = inner.encode  # type: ignore[method-assign]


def readers(inner: Encoder) -> Readers:
    return choose_readers(AnyModel(inner), ["en", "es"], lambda reader, texts: reader.encode(texts))


def test_any_model_bridges_what_it_turns_out_to_bridge() -> None:
    bridging, not_bridging = readers(load_encoder(MULTILINGUAL)), readers(FakeEncoder())
    assert bridging.bridge is bridging.encoder
    assert bridging.compared == {"en", "es"}
    assert not_bridging.bridge is None
    assert not_bridging.compared == {"en"}
