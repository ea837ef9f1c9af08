"""Claim map -> words that people rated as charged, counted by outlet and shown in their claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import NamedTuple

import pandas as pd

from crossframe.comparison.frames import COUNT, FLAG, RATIO, TEXT, frame, share_of
from crossframe.comparison.once import once
from crossframe.comparison.wordings.senses import names_in, plain_rows, rated_rows, tells_kind
from crossframe.comparison.wordings.word_forms import word_by_form, word_of
from crossframe.records import Article, ClaimMap, Parse, Sentence
from crossframe.text.speech.quotations import Quotation, find_quotations

# On average not even slightly charged for ten people: "number", "launch", "leave".
MILDEST = 1.0
# So many of ten people rated the word on one side, and not as neutral. Of other nouns and verbs
# ("fire", "block", "chance") they had different senses in mind; adjectives say what they say.
AGREED = 9
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


class Lexicon(NamedTuple):
    """A list of rated words: its name, version, licence and origin, and the ratings.

    `ratings` maps a lower-case word to the mean of ten people's ratings, -4 (as bad as can be)
    to 4 (as good as can be); `agreed` are the words that at least nine of them put on one side.
    """

    name: str
    version: str
    licence: str
    origin: str
    ratings: Mapping[str, float]
    agreed: AbstractSet[str]

    def rating_of(self, word: str, lemma: str) -> float | None:
        """The rating of a word as written, or of its lemma where the form was not rated.

        >>> found = load_lexicon()
        >>> found.rating_of("Horrible", "horrible"), found.rating_of("launches", "launch")
        (-2.5, None)

        Args:
            word: As written.
            lemma: Its lemma.

        Returns:
            -4 to 4; None for a word that was not rated, or under 1 either way.
        """
        rating = self.ratings.get(self.term_of(word, lemma), 0.0)
        return rating if abs(rating) >= MILDEST else None

    def term_of(self, word: str, lemma: str) -> str:
        """The form that was rated: the word as written, or else its lemma."""
        return word.casefold() if word.casefold() in self.ratings else lemma.casefold()


class _Loaded(NamedTuple):
    sentence: Sentence
    term: str
    word: str
    rating: float
    start: int
    end: int


@cache
def load_lexicon() -> Lexicon:
    """Reads the lexicon out of the package that it comes in; emoticons and the like are left out.

    Returns:
        The lexicon.

    Source:
        Hutto and Gilbert, "VADER: a parsimonious rule-based model for sentiment analysis of social
        media text", ICWSM 2014. Only its word list is used here, none of its rules.

    >>> found = load_lexicon()
    >>> found.name, found.licence, found.ratings["horrible"]
    ('VADER', 'MIT', -2.5)
    """
    text = (files("vaderSentiment") / "vader_lexicon.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line.strip())
    kept = [row for row in rows if row[0].replace("-", "").isalpha()]
    words = {row[0]: float(row[1]) for row in kept}
    agreed = {word for word, _, _, given in kept if _n_agreeing(words[word], given) >= AGREED}
    return Lexicon(
        name="VADER",
        version=version("vaderSentiment"),
        licence="MIT",
        origin="Hutto and Gilbert 2014, words from English-language social media",
        ratings=words,
        agreed=agreed,
    )


def _n_agreeing(mean: float, given: str) -> int:
    """How many of the ratings, as a list in brackets, lie on the side of their mean."""
    return sum(int(one) * mean > 0 for one in given.strip("[] ").split(","))


def lexicon_note() -> str:
    """Names the lexicon, its version, licence and origin in a line, to stand beside its figures."""
    found = load_lexicon()
    return f"{found.name} {found.version}, {found.licence} licence: {found.origin}"


@once
def loaded_terms_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Shows the rated words of each claim, outlet by outlet.

    A rating is a word's, out of context: "killed" is rated -3.5 where it is the plain fact. What
    tells outlets apart is which of them say the same without the word. Left out are names, parts of
    fixed phrases ("free agent", "critical condition") and of words with a hyphen, good words that
    only tell a kind ("rescue team") and bad ones that tell a body ("riot police"), what a sentence
    denies ("no one was hurt"), adverbs that only add weight ("definitely"), nouns and verbs that
    the ten people who rated them did not agree on ("fire", "block"), and some forty words that are
    mostly others in news ("party", "heart", "to engage").

    Args:
        claim_map: The event.

    Returns:
        One row a word and place, by claim, outlet and place: `claim_id`; `term` (lemma); `word`
        (verbatim); `rating` (-4 to 4, see `Lexicon`); `outlet`; `n_outlets` of the claim's that use
        the word in it, in whatever form ("criticise", "Criticized"), and `n_carriers`, all that
        carry it (>= `n_outlets`); `in_quotation` (stands between quotation marks: somebody else's
        word); `article_id`; `sentence_id`; `start`, `end` (characters of the article's text).
    """
    quotations = {a.article_id: _quotations(a) for a in claim_map.articles}
    names, words = event_names(claim_map), word_by_form(claim_map)
    rows = []
    for claim in claim_map.claims:
        members = [claim_map.sentence_by_id[sentence_id] for sentence_id in claim.sentence_ids]
        outlets = {s.sentence_id: claim_map.article_by_id[s.article_id].outlet for s in members}
        parses = [claim_map.parse_by_id[s.sentence_id] for s in members]
        found = [
            u for s, parse in zip(members, parses, strict=True) for u in _loaded(s, parse, names)
        ]
        users = _users(claim_map, members, {word_of(words, u.word) for u in found})
        for use in sorted(found, key=lambda use: outlets[use.sentence.sentence_id]):
            article = use.sentence.article_id
            rows.append(
                (
                    claim.claim_id,
                    use.term,
                    use.word,
                    use.rating,
                    outlets[use.sentence.sentence_id],
                    len(users[word_of(words, use.word)]),
                    len(set(outlets.values())),
                    any(q.start <= use.start < q.end for q in quotations[article]),
                    article,
                    use.sentence.sentence_id,
                    use.start,
                    use.end,
                )
            )
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
    shared = {
        sentence_id
        for claim in claim_map.claims
        if len({claim_map.article_of(s).outlet for s in claim.sentence_ids}) > 1
        for sentence_id in claim.sentence_ids
    }
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


def _users(
    claim_map: ClaimMap, members: Iterable[Sentence], wanted: AbstractSet[str]
) -> Mapping[str, AbstractSet[str]]:
    """The outlets of a claim that use a word in any of its forms, by the word."""
    names, words = event_names(claim_map), word_by_form(claim_map)
    found = defaultdict[str, set[str]](set)
    for sentence in members:
        parse = claim_map.parse_by_id[sentence.sentence_id]
        if parse is None or not wanted:
            continue
        for row in plain_rows(sentence.text, parse, names):
            word = word_of(words, sentence.text[parse.starts[row] : parse.ends[row]])
            if word in wanted:
                found[word].add(claim_map.article_by_id[sentence.article_id].outlet)
    return found


@once
def event_names(claim_map: ClaimMap) -> frozenset[str]:
    """The words of an event that are names of persons, in small letters."""
    return names_in(claim_map.parse_by_id.values())


def _quotations(article: Article) -> list[Quotation]:
    """What an article quotes; a mark that its headline leaves open quotes nothing."""
    title = article.title.strip()
    end = len(title) if title and article.text.startswith(title) else 0
    return [q for q in find_quotations(article.text) if not q.start < end < q.end]


def _rate(claim_map: ClaimMap, sentences: list[Sentence]) -> tuple[object, ...]:
    n_words, loaded = 0, list[_Loaded]()
    names = event_names(claim_map)
    for sentence in sentences:
        parse = claim_map.parse_by_id[sentence.sentence_id]
        if parse is not None:
            n_words += sum(pos not in {"PUNCT", "SPACE", "SYM"} for pos in parse.pos)
            loaded += _loaded(sentence, parse, names)
    quotations = {
        article_id: _quotations(claim_map.article_by_id[article_id])
        for article_id in {use.sentence.article_id for use in loaded}
    }
    n_quoted = sum(
        any(q.start <= use.start < q.end for q in quotations[use.sentence.article_id])
        for use in loaded
    )
    n_negative = sum(use.rating < 0 for use in loaded)
    rate = share_of(len(loaded), n_words, FEWEST_WORDS)
    per_1000 = [None if value is None else round(1000 * value, 1) for value in rate]
    return (n_words, len(loaded), n_negative, len(loaded) - n_negative, n_quoted, *per_1000)


def _loaded(sentence: Sentence, parse: Parse | None, names: AbstractSet[str]) -> Iterator[_Loaded]:
    if parse is None:
        return
    lexicon = load_lexicon()
    for row in rated_rows(sentence.text, parse, names):
        start, end, lemma = parse.starts[row], parse.ends[row], parse.lemmas[row].casefold()
        word = sentence.text[start:end]
        rating = lexicon.rating_of(word, lemma)
        form = lexicon.term_of(word, lemma)
        is_clear = parse.pos[row] not in _OF_MANY_SENSES or form in lexicon.agreed
        # A noun before a noun names a kind, and praises nothing: "rescue team", "security update".
        is_kind = rating is not None and rating > 0 and tells_kind(parse, row)
        if rating is not None and is_clear and not is_kind:
            place = (sentence.start + start, sentence.start + end)
            # "partied" has a wrong lemma, and "better" none that a reader would look for.
            term = lemma if lemma in lexicon.ratings and lemma[:1] == form[:1] else form
            yield _Loaded(sentence, term, word, rating, *place)
