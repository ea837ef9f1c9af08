from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import pytest
from written_claims import no_grammar, written_map

pytest.importorskip("vaderSentiment")

from crossframe.comparison.wordings.lexicon import (
    loaded_rates_table,
    loaded_terms_table,
)
from crossframe.comparison.wordings.rated_uses import rated_uses
from crossframe.comparison.wordings.ratings import MILDEST, lexicon_note, load_lexicon
from crossframe.comparison.wordings.senses import RATED_POS, names_in, plain_rows
from crossframe.records import Parse
from crossframe.text.parsing import parse_texts

CLAIMS = [
    {
        "Post-1": "The horrible fire killed two people.",
        "Tide-1": "The fire killed two people, and Grace Joy called it a “disaster”.",
        "Tide-2": "Two people died in the fire.",
    }
]


def test_the_lexicon_says_whose_it_is() -> None:
    found = load_lexicon()
    assert (found.name, found.licence) == ("VADER", "MIT")
    assert lexicon_note().startswith(f"VADER {found.version}, MIT licence: Hutto and Gilbert")
    assert len(found.ratings) > 5000
    assert all(abs(rating) <= 4 for rating in found.ratings.values())
    mild = {word for word, rating in found.ratings.items() if abs(rating) < MILDEST}
    assert mild
    assert {found.rating_of(word, word) for word in mild} == {None}


def test_a_form_has_its_own_rating_before_that_of_its_lemma() -> None:
    found = load_lexicon()
    assert found.ratings["stop"] <= -MILDEST < found.ratings["stopped"] < 0
    assert found.rating_of("stopped", "stop") is None
    assert found.rating_of("stop", "stop") == found.ratings["stop"]
    assert found.term_of("Stopped", "stop") == "stopped"


def test_words_are_shown_where_they_stand() -> None:
    claim_map = written_map(CLAIMS)
    table = loaded_terms_table(claim_map)
    words = table.groupby("outlet")["word"].agg(list)
    assert words["Post"] == ["horrible", "killed"]
    assert words["Tide"] == ["killed", "disaster", "died"]  # no Grace, no Joy
    for _, row in table.iterrows():
        text = claim_map.article_by_id[row["article_id"]].text
        assert text[row["start"] : row["end"]] == row["word"]
    assert table.set_index("word")["in_quotation"].to_dict()["disaster"]
    horrible = table[table["term"] == "horrible"].iloc[0]
    assert (horrible["n_outlets"], horrible["n_carriers"]) == (1, 2)


def test_rates_count_words_and_refuse_few() -> None:
    table = loaded_rates_table(written_map(CLAIMS * 12)).set_index(["outlet", "where"])
    row = table.loc[("Tide", "shared claims")]
    assert row["n_words"] == 12 * (12 + 6)
    assert row["n_loaded"] == row["n_negative"] == 12 * 3
    assert row["low"] < row["per_1000"] < row["high"]
    assert pd.isna(table.loc[("Post", "all statements"), "per_1000"])


def test_without_grammar_nothing_is_counted() -> None:
    table = loaded_rates_table(written_map(CLAIMS, no_grammar))
    assert table["n_words"].sum() == 0
    assert len(loaded_terms_table(written_map([]))) == 0


def test_words_of_another_sense_are_no_charged_ones() -> None:
    said = {
        "Post-1": "The anti-riot police stood two blocks from a riot, near a natural spring.",
        "Tide-1": "The anti-riot police stood three blocks from the riot, and shot a man.",
    }
    table = loaded_terms_table(written_map([said]))
    # Of those who rated it some had no shot from a gun in mind.
    assert table["word"].tolist() == ["riot", "riot"]
    assert set(table["start"]) == {one.index(" riot") + 1 for one in said.values()}


def test_what_a_sentence_denies_is_no_charged_word() -> None:
    said = {
        "Post-1": "No one was hurt in Amsel, and the clerk pleaded not guilty to murder.",
        "Tide-1": "Nobody was injured; they escaped without injury, and it was not a disaster.",
        "Gull-1": "The clerk did not win the prize in Amsel, and the disaster is not yet over.",
    }
    table = loaded_terms_table(written_map([said]))
    assert sorted(table["word"]) == ["disaster", "murder", "prize"]
    # Who denies it uses the word.
    assert table.set_index("word").loc["disaster", "n_outlets"] == 2


def test_what_belongs_to_what_is_denied_is_denied_and_what_is_known_is_not() -> None:
    said = {
        "Post-1": "The delay in Amsel was not due to bad weather, and no report of injuries came.",
        "Post-2": "The guard has not seen the attack, was not asked to help, and nothing bad came.",
        "Post-3": "The line will not be fully restored before May, and he not only lost his job.",
    }
    table = loaded_terms_table(written_map([said]))
    assert sorted(table["word"]) == ["attack", "delay", "lost"]


def test_before_a_noun_many_adjectives_tell_a_kind() -> None:
    said = {
        "Post-1": "The criminal complaint named a great deal of money and a nervous breakdown.",
        "Tide-1": "Money made the guard nervous, the deal was great, the complaint was criminal.",
    }
    table = loaded_terms_table(written_map([said]))
    assert sorted(table["word"]) == ["criminal", "great", "nervous"]
    assert set(table["n_outlets"]) == {2}


def test_a_clause_that_the_others_do_not_tell_shows_no_word() -> None:
    said = {
        "Post-1": "Tom Orr, who had lost his job, fired at two guards in Norvik on Friday.",
        "Tide-1": "In Norvik Tom Orr shot two guards on Friday, and he was a horrible man.",
        "Gull-1": "Tom Orr brutally shot two guards in Norvik, and May Lind called it a disgrace.",
    }
    table = loaded_terms_table(written_map([said]))
    assert sorted(table["word"]) == ["brutally", "disgrace"]


def test_a_preposition_tells_another_sense() -> None:
    said = {
        "Post-1": "Lind is survived by two sons, and they relieved Ada Lind of her duties.",
        "Post-2": "Lind survived the storm, and two guards were relieved to see her in Amsel.",
        "Post-3": "Ada Lind told two guards happy Easter in Amsel, and two strong quakes came.",
        "Post-4": "All supported versions of it failed in Amsel alone, said one who wished to go.",
    }
    table = loaded_terms_table(written_map([said]))
    assert set(table["word"]) == {"survived", "relieved", "failed"}
    assert set(table["article_id"]) == {"Post-2", "Post-4"}


def test_a_title_in_capitals_uses_words_and_a_capital_in_a_sentence_makes_a_name() -> None:
    said = {
        "Post-1": "Swimming Star Ada Lind Killed In Storm",
        "Tide-1": "The swimming star Ada Lind was killed in a storm, her clinic in Promises said.",
    }
    table = loaded_terms_table(written_map([said]))
    assert "Promises" not in set(table["word"])
    assert table.loc[table["word"] == "killed", "n_outlets"].tolist() == [2]


def test_a_participle_that_tells_a_past_is_no_charged_one() -> None:
    said = {
        "Post-1": "A climber has fallen near Amsel, and the guards have killed a dog.",
        "Tide-1": "A fallen climber and a stolen dog were found near Amsel.",
    }
    table = loaded_terms_table(written_map([said]))
    assert sorted(table["word"]) == ["fallen", "killed", "stolen"]
    assert set(table[table["word"] == "fallen"]["outlet"]) == {"Tide"}


def test_a_noun_that_tells_a_kind_or_a_body_charges_nobody() -> None:
    said = {
        "Post-1": "A rescue team met riot police and a security guard beside the murder weapon.",
        "Tide-1": "A rescue team met killer Ada Lind, and praised the rescue of a prison guard.",
    }
    table = loaded_terms_table(written_map([said]))
    assert sorted(table["word"]) == ["killer", "praised", "rescue"]


def test_phrases_names_and_weights_are_no_charged_words() -> None:
    said = {
        "Post-1": "The free agent was definitely late, and the mayor came under fire on Friday.",
        "Tide-1": "Officers engaged the suspect, fired two shots, and alerted the fire department.",
        "Gull-1": "Andrew Luck threw two passes, and a free guard was killed.",
        "Dale-1": "Andrew Luck threw two passes, and the guards went free.",
    }
    table = loaded_terms_table(written_map([said]))
    assert sorted(table["word"]) == ["free", "killed"]


def test_what_somebody_would_like_is_a_wish_and_what_he_likes_is_not() -> None:
    said = {
        "Post-1": "The mayor would like to see the bridge again, and a guard likes the view.",
        "Gull-1": "The mayor met the crew, a guard and, oh dear, there goes the bridge.",
        "Tide-1": "They'd like to see the bridge once more, and a guard loves the view.",
    }
    table = loaded_terms_table(written_map([said]))
    assert sorted(table["word"]) == ["likes", "loves"]


def test_a_word_that_the_event_knows_as_a_name_is_none() -> None:
    texts = ["Yesterday the guards met Andrew Luck again.", "Luck threw two passes.", "Luck helps."]
    parses = parse_texts(texts)
    names = names_in(parses)
    assert "luck" in names
    rows = plain_rows(texts[1], parses[1], names)
    rated = [parses[1].lemmas[row] for row in rows if parses[1].pos[row] in RATED_POS]
    assert rated == ["throw", "pass"]


def test_nouns_and_verbs_that_raters_disagreed_on_are_left_out() -> None:
    found = load_lexicon()
    assert found.rating_of("fire", "fire") is not None
    assert "fire" not in found.agreed
    assert {"murder", "rescue"} < found.agreed
    said = {
        "Post-1": "A bizarre fire was reported, and a rescue began.",
        "Tide-1": "The rescue of the crew from the fire began.",
    }
    assert loaded_terms_table(written_map([said]))["word"].tolist() == [
        "bizarre",
        "rescue",
        "rescue",
    ]


def test_fixed_terms_and_what_is_denied_are_no_charged_words() -> None:
    said = {
        "Post-1": "Two guards on active duty were in critical condition after a strong earthquake.",
        "Tide-1": "A guard had a heart attack and a non-life threatening wound; he broke a record.",
    }
    assert loaded_terms_table(written_map([said])).empty


def test_what_is_safe_to_say_and_a_title_of_the_living_charge_nobody() -> None:
    said = {
        "Post-1": "It is safe to say that a guard was named as the tallest man alive in Amsel.",
        "Tide-1": "A guard in Amsel is safe, and two more were found alive.",
    }
    table = loaded_terms_table(written_map([said]))
    assert set(table["article_id"]) <= {"Tide-1"}


def test_a_mark_that_a_headline_leaves_open_quotes_nothing() -> None:
    title = "Murder in Amsel: what the \"very spiritual' guard did not say"
    said = {"Post-1": f"{title}\nThe murder is a shame”.", "Tide-1": "The murder shocked Amsel."}
    told = written_map([said])
    articles = tuple(replace(a, title=title) for a in told.articles)
    for claim_map, quoted in ((told, True), (replace(told, articles=articles), None)):
        table = loaded_terms_table(claim_map)
        own = table[(table["outlet"] == "Post") & (table["word"] == "murder")]
        # A mark behind it closes nothing that was opened: nobody can tell.
        found = [None if pd.isna(value) else value for value in own["in_quotation"]]
        assert found == [quoted]


def test_outlets_are_counted_by_the_word_whatever_its_form() -> None:
    said = {
        "Post-1": "The mayor criticised the port, and the storm killed two sailors.",
        "Tide-1": "The mayor criticized the port, and the storm killed two sailors.",
        "Echo-1": "A storm kills two sailors, and the mayor criticizes the port.",
        "Dale-1": "The mayor praised the port, and two sailors drowned in the storm.",
    }
    table = loaded_terms_table(written_map([said]))
    words = table[table["word"].isin(["criticised", "criticized", "killed"])]
    assert len(words) == 4
    assert set(words["n_outlets"]) == {3}
    assert set(table.loc[table["word"] == "praised", "n_outlets"]) == {1}


def test_a_form_in_a_name_or_a_fixed_phrase_is_not_counted() -> None:
    said = {
        "Post-1": "Two men attacked the guard of the bank.",
        "Tide-1": "The guard of the bank had a heart attack.",
    }
    table = loaded_terms_table(written_map([said]))
    assert table.loc[table["word"] == "attacked", "n_outlets"].tolist() == [1]


def test_neither_of_two_alternatives_and_no_bare_superlative_is_charged() -> None:
    said = {
        "Post-1": "Win or lose, the crew of Amsel was nominated for best screenplay on Friday.",
        "Tide-1": "The crew of Amsel had its best start on Friday, and hoped to win.",
    }
    table = loaded_terms_table(written_map([said]))
    assert sorted(table["word"]) == ["best", "hoped", "win"]
    assert set(table["outlet"]) == {"Tide"}


def test_a_prize_and_a_word_with_a_hyphen_use_their_words() -> None:
    said = {
        "Post-1": "The tug crew won the Orlo Rescue Cup on Friday.",
        "Tide-1": "The tug crew was thanked for a rescue off Orlo on Friday.",
        "Gull-1": "The rescue-trained tug crew came to Orlo on Friday.",
    }
    table = loaded_terms_table(written_map([said]))
    assert table.loc[table["word"] == "rescue", "n_outlets"].tolist() == [3]


def test_what_is_given_away_and_a_title_rate_nobody() -> None:
    said = {
        "Post-1": "The former champion won two awards and a medal at the film festival in Orlo.",
        "Tide-1": "The former champion won an award and a medal at the great festival in Orlo.",
    }
    table = loaded_terms_table(written_map([said]))
    assert sorted(table["word"]) == ["great", "won", "won"]


def test_a_clause_that_shares_a_name_alone_with_the_claim_shows_no_word() -> None:
    said = {
        "Post-1": "Ada Lind, 41, drove a stolen van through the market in Orlo on Friday.",
        "Tide-1": "Ada Lind, 41, faces a murder charge. She drove through the market of Orlo.",
        "Gull-1": "On Friday Ada Lind brutally drove a stolen van through the market in Orlo.",
        "Dale-1": "A van was driven through the market of Orlo by Ada Lind, which was a disaster.",
    }
    table = loaded_terms_table(written_map([said]))
    assert "murder" not in set(table["word"])
    assert {"brutally", "disaster", "stolen"} <= set(table["word"])


def test_one_word_of_a_family_is_used_by_all_who_use_another() -> None:
    said = {
        "Post-1": "The crew won the race in Orlo with ease on Friday.",
        "Tide-1": "The crew easily won the race in Orlo on Friday.",
        "Gull-1": "The crew won the race in Orlo on Friday, its severe losses aside.",
        "Dale-1": "The crew won several races in Orlo on Friday.",
    }
    table = loaded_terms_table(written_map([said])).set_index("word")
    assert table.loc["ease", "n_outlets"] == table.loc["easily", "n_outlets"] == 2
    assert table.loc["severe", "n_outlets"] == 1


def test_a_verb_that_was_taken_for_a_name_is_a_form_of_its_word() -> None:
    def named(texts: Sequence[str]) -> list[Parse | None]:
        found = parse_texts(texts)
        kills = [text.startswith("Storm kills") for text in texts]
        return [
            replace(p, pos=("PROPN",) * len(p.pos), lemmas=tuple(text.split())) if is_title else p
            for text, p, is_title in zip(texts, found, kills, strict=True)
        ]

    said = {"Post-1": "The storm killed two sailors.", "Tide-1": "Storm kills two sailors"}
    table = loaded_terms_table(written_map([said], named))
    assert table[["word", "n_outlets"]].to_numpy().tolist() == [["killed", 2]]


def test_what_the_rates_count_can_be_read_where_it_stands() -> None:
    claim_map = written_map(CLAIMS)
    rates = loaded_rates_table(claim_map)
    shared = rates[rates["where"] == "shared claims"].set_index("outlet")
    for outlet, uses in rated_uses(claim_map).items():
        assert len(uses) == shared.loc[outlet, "n_loaded"]
        assert sum(use.rating < 0 for use in uses) == shared.loc[outlet, "n_negative"]
        for use in uses:
            article = claim_map.article_of(use.sentence_id)
            assert article.outlet == outlet
            assert article.text[use.start : use.end] == use.word


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("Ada Lind left the port of Orlo as the fleet got ready for a feast.", "ready"),
        ("Ada Lind was loved by sailors. She left the port of Orlo on Friday.", "loved"),
        ("Ada Lind left the port of Orlo, and a patrol foiled another attack there.", "attack"),
        ("Ada Lind was promoted to head of the fleet in 2003.", "promoted"),
        ("Tom Orr, head of the fleet, spoke of the disaster of Ada Lind.", "disaster"),
    ],
)
def test_a_clause_of_another_matter_than_the_claims_shows_no_word(said: str, word: str) -> None:
    told = "Ada Lind, head of the fleet, left the port of Orlo after the attack on Friday."
    claim_map = written_map(
        [{"Post-1": told, "Gull-1": told, "Tide-1": said, "Dale-1": told + " She fled."}]
    )
    table = loaded_terms_table(claim_map)
    assert word not in set(table.loc[table["outlet"] == "Tide", "word"])


def test_words_that_fit_the_claim_stay_whatever_their_clause() -> None:
    said = {
        "Post-1": "Ada Lind left the port of Orlo after the attack on Friday.",
        "Tide-1": "Ada Lind happily left the port of Orlo after the brutal attack on Friday.",
        "Gull-1": "Ada Lind, furious, left the port of Orlo, fleeing from the horrible attack.",
    }
    table = loaded_terms_table(written_map([said]))
    assert {"happily", "brutal", "furious", "horrible"} <= set(table["word"])


def test_a_loose_sentence_uses_a_word_only_where_it_tells_of_the_claim() -> None:
    from crossframe.comparison.wordings.of_matter import told_of
    from crossframe.comparison.wordings.users import users_of

    said = {
        "Post-1": "Two brutal gangs robbed the bank in Orlo on Friday.",
        "Tide-1": "Two gangs robbed the bank in Orlo on Friday.",
        "Gull-1": "It was brutal.",
        "Dale-1": "Brutal gangs robbed a bank, Ada Lind said of her book.",
    }
    claim_map = written_map([said])
    [claim] = claim_map.claims
    told = told_of(claim_map, claim)
    found = users_of(claim_map, claim, {"brutal"}, told)["brutal"]
    assert {"Post", "Dale"} <= found <= {"Post", "Dale", "Gull"}


def test_a_word_beside_the_clauses_that_tell_the_claim_is_not_shown() -> None:
    told = "The frigate sank a boat of the smugglers in the bay of Orlo on Friday."
    said = {
        "Post-1": told,
        "Gull-1": told + " The frigate is grey.",
        "Tide-1": "The frigate sank a boat of the smugglers in the bay of Orlo, and two ferries "
        "that had been attacked went home.",
        "Dale-1": "The frigate easily sank a boat of the smugglers in the bay of Orlo.",
    }
    words = set(loaded_terms_table(written_map([said]))["word"])
    assert "easily" in words
    assert "attacked" not in words


def test_another_word_for_what_the_claim_says_is_shown_whatever_its_clause() -> None:
    told = "Ada Lind revoked a rule of the port of Orlo that weakened the guild of pilots."
    said = {
        "Post-1": told,
        "Gull-1": told + " She left.",
        "Tide-1": "Ada Lind has revoked a rule of the port of Orlo, one that damaged fisheries.",
    }
    assert "damaged" in set(loaded_terms_table(written_map([said]))["word"])
