"""The ledger of numbers as it is shown: verbatim, marked in the right place, and safe."""

from __future__ import annotations

from dataclasses import replace

import pytest
from crossframe.presentation.numbers_view import draw_numbers, numbers_view
from crossframe.records import Article, Claim, ClaimMap, Placement, Sentence

TOLD = {
    "post": (
        "2024-05-01T08:00Z",
        "Police said at least four people were killed by Tuesday evening.",
    ),
    "tide": ("2024-05-02T08:00Z", "The quake killed nine people and injured 30 people."),
    "echo": ("2024-05-02T09:00Z", "Thirty people were injured and 9 people were killed."),
}


def told(texts=TOLD) -> ClaimMap:
    articles = tuple(
        Article(name, "quake", name.title(), f"Title of {name}", text, f"{n:064x}", "x.jsonl", n,
                published_at=when, url=f"https://{name}.example/story", language="en")
        for n, (name, (when, text)) in enumerate(texts.items(), 1)
    )  # fmt: skip
    sentences = tuple(
        Sentence(f"{a.article_id}#0", a.article_id, 0, 0, len(a.text), 0, a.text) for a in articles
    )
    ids = tuple(sentence.sentence_id for sentence in sentences)
    return ClaimMap(
        event_id="quake",
        articles=articles,
        exclusions=(),
        sentences=sentences,
        placements=tuple(Placement(s, "claim", ("c0",)) for s in ids),
        parses=(None,) * len(ids),
        claims=(Claim("c0", ids[0], ids, (0.9,) * len(ids), 0.9),) if ids else (),
        near_misses=(),
        headlines=(),
        perturbations=(),
        provenance={},
    )


def test_a_figure_is_marked_in_its_verbatim_sentence():
    view = numbers_view(told(), linked=False)
    for finding in (*view.differing, *view.agreeing):
        for figure in finding.figures:
            name = figure.title.removeprefix("Title of ")
            assert figure.before + figure.marked + figure.after == TOLD[name][1]
    first = view.differing[0].figures[0]
    assert (first.marked, first.hedge) == ("at least four people", "at least")
    assert first.as_of == "by Tuesday evening"


def test_what_differs_stands_before_what_agrees():
    view = numbers_view(told(), linked=False)
    assert [finding.relation.name for finding in view.differing] == ["update"]
    assert [finding.counted for finding in view.agreeing] == ["people injured"]
    assert [figure.relation and figure.relation.name for figure in view.differing[0].figures] == [
        None,
        "update",
        "update",
    ]


def test_every_table_compares_its_figures_though_a_pair_is_told_of_once():
    claim_map = told()
    [claim] = claim_map.claims
    again = replace(claim, claim_id="c1")
    view = numbers_view(replace(claim_map, claims=(claim, again)), linked=False)
    compared = [[figure.relation for figure in each.figures] for each in view.differing]
    assert compared[0][1:] == compared[-1][1:]
    assert None not in compared[-1][1:]


def test_the_fragment_is_well_formed_and_says_the_relation_in_words(read):
    page = read(draw_numbers(told()).html)
    assert page.problems == []
    assert len(page.all("mark")) == 5
    assert "→ update" in page.text
    assert "later article, higher count" in page.text
    assert {a["href"] for a in page.all("a")} == {f"https://{name}.example/story" for name in TOLD}


def test_figures_lead_to_their_sentences_on_the_page_of_the_report():
    view = numbers_view(told(), linked=True)
    assert view.differing[0].figures[0].anchor == "s-post_23_0"
    assert view.differing[0].claim.anchor == "c-c0"


def test_without_figures_it_says_so(read):
    page = read(draw_numbers(told({})).html)
    assert page.problems == []
    assert "No two articles give a figure" in page.text


def test_a_limit_counts_what_it_leaves(read):
    view = numbers_view(told(), linked=False, limit=0)
    assert (view.differing, view.agreeing, view.n_left) == ((), (), 2)


@pytest.mark.parametrize("hostile", ["<script>pwned=1</script>", "</mark><img src=x>", "\u202eabc"])
def test_hostile_texts_stay_texts(read, hostile):
    claim_map = told({name: (when, f"{text} {hostile}") for name, (when, text) in TOLD.items()})
    articles = tuple(
        replace(a, outlet=f"{a.outlet} {hostile}", title=hostile) for a in claim_map.articles
    )
    page = read(draw_numbers(replace(claim_map, articles=articles)).html)
    assert page.problems == []
    assert not page.all("script")
    assert not page.all("img")
