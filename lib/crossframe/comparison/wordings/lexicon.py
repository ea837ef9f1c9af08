"""Claim map -> words that people rated as charged, counted by outlet and shown in their claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import pandas as pd

from crossframe.comparison.frames import COUNT, FLAG, RATIO, TEXT, frame, share_of
from crossframe.comparison.once import of_texts, once
from crossframe.comparison.presence.holding import firm_sentences
from crossframe.comparison.wordings.denied import denied_rows
from crossframe.comparison.wordings.families import families_of, family_of
from crossframe.comparison.wordings.of_matter import (
    event_names,
    is_beside_matter,
    is_of_matter,
    told_of,
)
from crossframe.comparison.wordings.ratings import load_lexicon
from crossframe.comparison.wordings.senses import (
    RATED_POS,
    is_other_sense,
    plain_rows,
    tells_past,
)
from crossframe.comparison.wordings.shared import in_shared_claims
from crossframe.comparison.wordings.users import users_of
from crossframe.comparison.wordings.word_forms import small_forms, word_by_form, word_of
from crossframe.records import Article, Claim, ClaimMap, Parse, Sentence
from crossframe.text.meaning.told_parts import is_told_by, said_by_others
from crossframe.text.meaning.tree import Extent
from crossframe.text.speech.lost_marks import is_quoted
from crossframe.text.speech.quotations import Quotation, find_quotations

# Of these people often had different senses in mind.
_OF_MANY_SENSES = frozenset({"NOUN", "VERB"})
# Below this many words a rate per thousand says more about chance than about an outlet.
FEWEST_WORDS = 100

_TERM_COLUMNS = {
    "claim_id": TEXT,
    "term": TEXT,
    "word": TEXT,
    "rating": RATIO,
    "outlet": TEXT,
    "n_outlets": COUNT,
    "n_carriers": COUNT,
    "in_quotation": FLAG,
    "article_id": TEXT,
    "sentence_id": TEXT,
    "start": COUNT,
    "end": COUNT,
}


class _Loaded(NamedTuple):
    sentence: Sentence
    term: str
    word: str
    rating: float
    start: int
    end: int


@once
def loaded_terms_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Shows the rated words of each claim, outlet by outlet.

    A rating is a word's, out of context: "killed" is rated -3.5 where it is the plain fact. What
    tells outlets apart is which of them say the same without the word: sentences that a claim holds
    loosely may not, and neither show nor carry one here, and a clause of which the others'
    sentences have next to no word tells of something else, as does one beside those in which its
    sentence tells the claim. Left out are names, parts of fixed
    phrases ("heart failure") and of words with a hyphen, nouns that tell the kind of another
    ("rescue team", "riot police") and adjectives that do ("criminal complaint", "free agent"), what
    a sentence denies or says to be still to come ("no one was hurt", "not yet restored"), adverbs
    that only add weight ("definitely"), nouns and verbs that the ten people who rated them did not
    agree on ("fire", "block"), wishes ("would like to"), and some sixty words that are mostly
    others in news ("party", "heart", "to engage").

    Args:
        claim_map: The event.

    Returns:
        One row a word and place, by claim, outlet and place: `claim_id`; `term` (lemma); `word`
        (verbatim); `rating` (-4 to 4, see `Lexicon`); `outlet`; `n_outlets` of the claim's that use
        the word in it, in whatever form and sense ("criticise", "Criticized"; "ease", "easily"),
        headlines, titles, what hyphens join, what is denied and sentences that the claim holds
        loosely, where they tell of its matter, included, and `n_carriers`, all that surely carry it
        or use the word in it (>= `n_outlets`); `in_quotation` (stands between quotation marks:
        somebody else's word; NA
        where a mark in its sentence has no fellow); `article_id`; `sentence_id`; `start`, `end`
        (characters of the article's text).
    """
    rows = [row for claim in claim_map.claims for row in _rows(claim_map, claim)]
    return frame(rows, _TERM_COLUMNS)


@once
def loaded_rates_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Counts rated words per thousand words of each outlet: in shared claims, and in all it says.

    Args:
        claim_map: The event.

    Returns:
        Two rows an outlet, by name: `outlet`; `where` ("shared claims": sentences of claims that
        another outlet carries too; "all statements"); `n_words` (parsed ones: words of a language
        without a parser are not counted); `n_loaded`, of these `n_negative` and `n_positive` by the
        sign of the rating, and `n_quoted` between quotation marks; `per_1000` words and the bounds
        `low`, `high` of its 95 % interval (Wilson, as if words were independent), NA below
        100 words.
    """
    columns = {
        "outlet": TEXT,
        "where": TEXT,
        "n_words": COUNT,
        "n_loaded": COUNT,
        "n_negative": COUNT,
        "n_positive": COUNT,
        "n_quoted": COUNT,
        "per_1000": RATIO,
        "low": RATIO,
        "high": RATIO,
    }
    shared = in_shared_claims(claim_map)
    said: dict[str, list[Sentence]] = {outlet: [] for outlet in claim_map.outlets}
    for sentence in claim_map.sentences:
        if sentence.is_statement:
            said[claim_map.article_by_id[sentence.article_id].outlet].append(sentence)
    rows = []
    for outlet, everything in said.items():
        in_claims = [s for s in everything if s.sentence_id in shared]
        rows.append((outlet, "shared claims", *_rate(claim_map, in_claims)))
        rows.append((outlet, "all statements", *_rate(claim_map, everything)))
    return frame(rows, columns)


def _rows(claim_map: ClaimMap, claim: Claim) -> Iterator[tuple[object, ...]]:
    """The rated words of a claim, by outlet and place."""
    loaded, words = loaded_words(claim_map), word_by_form(claim_map)
    firm = firm_sentences(claim_map)[claim.claim_id]
    held = [sentence_id for sentence_id in claim.sentence_ids if sentence_id in firm]
    members = [claim_map.sentence_by_id[sentence_id] for sentence_id in held]
    outlets = {s.sentence_id: claim_map.article_by_id[s.article_id].outlet for s in members}
    found = [use for sentence_id in held for use in loaded[sentence_id]]
    told = told_of(claim_map, claim)
    users = users_of(claim_map, claim, {word_of(words, use.word) for use in found}, told)
    others = said_by_others((outlets[s], claim_map.parse_by_id[s]) for s in held)
    carriers = set(outlets.values())
    for use in sorted(found, key=lambda use: outlets[use.sentence.sentence_id]):
        outlet = outlets[use.sentence.sentence_id]
        alone = len(users[word_of(words, use.word)]) == 1
        if alone and not _is_told(claim_map, use, others[outlet]):
            continue
        beside = others[outlet] and use.sentence.sentence_id != claim.medoid_id
        if beside and not _tells_claim(claim_map, claim, use, told):
            continue
        yield (
            claim.claim_id,
            use.term,
            use.word,
            use.rating,
            outlet,
            len(users[word_of(words, use.word)]),
            len(carriers | users[word_of(words, use.word)]),
            _is_quoted(claim_map, use),
            use.sentence.article_id,
            use.sentence.sentence_id,
            use.start,
            use.end,
        )


def _tells_claim(claim_map: ClaimMap, claim: Claim, use: _Loaded, told: AbstractSet[str]) -> bool:
    """Whether a word stands where its sentence tells what the claim does.

    It may, whatever its clause, where the claim has a word for it that is rated to the same side
    and that its sentence has not: "undermined" for "weakened".
    """
    if not is_of_matter(claim_map, use.sentence, use.start, told):
        return False
    if not is_beside_matter(claim_map, use.sentence, use.start, told):
        return True
    parse = claim_map.parse_by_id[use.sentence.sentence_id]
    said = families_of(lemma.casefold() for lemma in parse.lemmas) if parse else ()
    return any(
        one.rating * use.rating > 0 and family_of(one.term) not in said
        for one in loaded_words(claim_map)[claim.medoid_id]
    )


def _is_told(claim_map: ClaimMap, use: _Loaded, others: AbstractSet[str]) -> bool:
    """Whether other outlets, where there are any, tell what a word is said of."""
    parse = claim_map.parse_by_id[use.sentence.sentence_id]
    at = use.start - use.sentence.start
    return not others or parse is None or is_told_by(parse, parse.starts.index(at), others)


def _is_quoted(claim_map: ClaimMap, use: _Loaded) -> bool | None:
    article = claim_map.article_by_id[use.sentence.article_id]
    quotations = _quotations(claim_map)[article.article_id]
    extent = Extent(use.sentence.start, use.sentence.end)
    return is_quoted(article.text, quotations, extent, use.start)


@of_texts
def _quotations(claim_map: ClaimMap) -> Mapping[str, Sequence[Quotation]]:
    """What each article quotes, by its id."""
    return {article.article_id: _quoted(article) for article in claim_map.articles}


def _quoted(article: Article) -> list[Quotation]:
    """What an article quotes; a mark that its headline leaves open quotes nothing."""
    title = article.title.strip()
    end = len(title) if title and article.text.startswith(title) else 0
    return [q for q in find_quotations(article.text) if not q.start < end < q.end]


def _rate(claim_map: ClaimMap, sentences: list[Sentence]) -> tuple[object, ...]:
    n_words, loaded = 0, list[_Loaded]()
    known = loaded_words(claim_map)
    for sentence in sentences:
        parse = claim_map.parse_by_id[sentence.sentence_id]
        if parse is not None:
            n_words += sum(pos not in {"PUNCT", "SPACE", "SYM"} for pos in parse.pos)
            loaded += known[sentence.sentence_id]
    quotations = _quotations(claim_map)
    n_quoted = sum(
        any(q.start <= use.start < q.end for q in quotations[use.sentence.article_id])
        for use in loaded
    )
    n_negative = sum(use.rating < 0 for use in loaded)
    rate = share_of(len(loaded), n_words, FEWEST_WORDS)
    per_1000 = [None if value is None else round(1000 * value, 1) for value in rate]
    return (n_words, len(loaded), n_negative, len(loaded) - n_negative, n_quoted, *per_1000)


@of_texts
def _plain(claim_map: ClaimMap) -> Mapping[str, Sequence[int]]:
    """The words of each sentence that may be rated, by row of its parse."""
    names, small = event_names(claim_map), small_forms(claim_map)
    return {
        sentence.sentence_id: tuple(plain_rows(sentence.text, parse, names, small)) if parse else ()
        for sentence, parse in zip(claim_map.sentences, claim_map.parses, strict=True)
    }


@of_texts
def loaded_words(claim_map: ClaimMap) -> Mapping[str, Sequence[_Loaded]]:
    """The rated words of each sentence."""
    plain = _plain(claim_map)
    return {
        s.sentence_id: tuple(_rated(s, parse, plain[s.sentence_id])) if parse else ()
        for s, parse in zip(claim_map.sentences, claim_map.parses, strict=True)
    }


def _rated(sentence: Sentence, parse: Parse, plain: Iterable[int]) -> Iterator[_Loaded]:
    lexicon = load_lexicon()
    denied = denied_rows(sentence.text, parse)
    for row in plain:
        if parse.pos[row] not in RATED_POS or row in denied:
            continue
        start, end, lemma = parse.starts[row], parse.ends[row], parse.lemmas[row].casefold()
        word = sentence.text[start:end]
        rating = lexicon.rating_of(word, lemma)
        form = lexicon.term_of(word, lemma)
        is_clear = parse.pos[row] not in _OF_MANY_SENSES or form in lexicon.agreed
        # Who rated "fallen", and not "fall", thought of what somebody is, not of what he has done.
        is_past = lemma not in lexicon.ratings and tells_past(word, parse, row)
        if rating is None or not is_clear or is_past or _is_either(parse, row, rating):
            continue
        if not is_other_sense(sentence.text, parse, row):
            place = (sentence.start + start, sentence.start + end)
            # "partied" has a wrong lemma, and "better" none that a reader would look for.
            term = lemma if lemma in lexicon.ratings and lemma[:1] == form[:1] else form
            yield _Loaded(sentence, term, word, rating, *place)


def _is_either(parse: Parse, row: int, rating: float) -> bool:
    """Whether a word and one of the other sign are joined by "or": "win or lose" says neither."""
    lexicon, lemmas = load_lexicon(), [lemma.casefold() for lemma in parse.lemmas]
    beside = [(row + 1, row + 2), (row - 1, row - 2)]
    return any(
        0 <= other < len(lemmas)
        and lemmas[joint] == "or"
        and rating * lexicon.ratings.get(lemmas[other], 0) < 0
        for joint, other in beside
    )
