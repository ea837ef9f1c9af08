from crossframe.text.meaning.phrases import noun_phrase, terms_of, words_of
from crossframe.text.meaning.predicates import predicates_of
from written_claims import grammar


def terms(text: str) -> list[str]:
    return [term.term for term in terms_of(text, grammar([text])[0])]


def test_terms_are_words_that_mean_something_and_phrases_of_them() -> None:
    found = terms("The prime minister was in the old town.")
    assert found == ["prime", "prime minister", "minister", "old", "old town", "town"]


def test_only_of_its_kind_and_genitives_join_words() -> None:
    found = terms("A lack of maintenance and the agency's report worried residents.")
    assert "lack of maintenance" in found
    assert "agency 's report" in found
    assert "maintenance and" not in " ".join(found)


def test_dates_and_amounts_are_no_terms() -> None:
    assert terms("On Tuesday it cost 40 million dollars.") == ["cost"]


def test_no_one_is_no_one_by_that_word() -> None:
    assert "one" not in terms("There was no-one in the mill; no-one knew why.")


def test_terms_stand_where_they_are_said_to() -> None:
    text = "Engineers had warned the roads agency."
    for term in terms_of(text, grammar([text])[0]):
        assert len(text[term.start : term.end].split()) == term.n_words


def test_words_part_a_sentence() -> None:
    text = "The x-ray of two co-workers, 38-caliber guns and a run-in--no more."
    parse = grammar([text])[0]
    assert parse is not None
    words = words_of(text, parse)
    assert [row for word in words for row in range(word.first, word.last + 1)] == list(
        range(len(parse.starts))
    )
    joined = {text[parse.starts[w.first] : parse.ends[w.last]] for w in words if w.first < w.last}
    assert joined == {"x-ray", "co-workers", "38-caliber", "run-in"}


def test_without_a_parse_there_is_nothing() -> None:
    assert terms_of("Cayó el puente.", None) == ()
    assert predicates_of("Cayó el puente.", None) == ()


def test_noun_phrases_take_what_belongs_to_the_name() -> None:
    text = "A span of the old bridge, which was closed, fell on two co-workers."
    parse = grammar([text])[0]
    assert parse is not None
    phrases = {
        noun_phrase(text, parse, row).text for row, dep in enumerate(parse.deps) if dep == "nsubj"
    }
    assert phrases == {"A span of the old bridge"}


def test_what_hyphens_join_is_one_word_and_the_zone_of_a_clock_says_nothing() -> None:
    found = terms("She had run-ins with co-workers of a gas-rich firm, a shoot-out, at 6:00 BST.")
    assert {"run-in", "co-worker", "gas-rich", "gas-rich firm", "shoot-out"} <= set(found)
    assert not {"in", "ins", "out", "bst", "co", "worker", "rich"} & set(found)


def test_an_open_hyphen_and_a_dash_join_nothing() -> None:
    found = terms("Hair- and skin-care shops closed the mill--and reopened.")
    assert {"skin-care", "mill", "reopen"} <= set(found)


def test_a_phrase_may_stand_before_what_it_tells_apart_but_cuts_no_name() -> None:
    found = terms("Amsel mill strikes shook the owners of the Port Amsel Ferry Office.")
    assert {"amsel mill", "mill strike", "amsel mill strike"} <= set(found)
    assert "port amsel" not in found
