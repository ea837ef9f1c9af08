"""Word in a sentence of a claim -> whether its clause tells of the claim's matter."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from crossframe.comparison.once import of_texts
from crossframe.comparison.wordings.families import families_of
from crossframe.comparison.wordings.senses import names_in
from crossframe.comparison.wordings.word_forms import small_forms
from crossframe.records import Claim, ClaimMap, Parse, Sentence
from crossframe.text.meaning.matter import clause_and_rest, is_of_another, matter_of, told_words
from crossframe.text.meaning.told_parts import COMMON, top_of

# So many names that a clause and a claim share tell that both are of one matter, if not all are of
# persons. Of words one is enough: of 45 more rows that two would leave out, nearly half were right.
_NAMES = 2
# A clause of whose words at most such a share is the claim's, and no more than one, tells of
# another matter where the rest of its sentence has at least so many: with any share a fifth of the
# words so left out on 66 ECB+ events were the claim's own, "lost 27%" beside "fell by 27%".
_SHARE, _TOLD = 1 / 4, 3
_SAYING = frozenset({"NOUN", "NUM", "PROPN", "VERB"})


@of_texts
def event_names(claim_map: ClaimMap) -> frozenset[str]:
    """The words of an event that are names of persons, in small letters."""
    return names_in(claim_map.parse_by_id.values())


def told_of(claim_map: ClaimMap, claim: Claim) -> frozenset[str]:
    """Finds what a claim tells of: the families of its medoid's words.

    Args:
        claim_map: The event.
        claim: One of its claims.

    Returns:
        They, without those for who somebody is, when it was and who says it; none without grammar.
    """
    medoid = claim_map.parse_by_id[claim.medoid_id]
    return families_of(told_words(medoid) if medoid else ())


def is_of_matter(
    claim_map: ClaimMap,
    sentence: Sentence,
    start: int,
    told: AbstractSet[str],
    *,
    surely: bool = False,
) -> bool:
    """Tells whether a word's clause tells of what a claim does, and not only of the same person.

    Args:
        claim_map: The event.
        sentence: A sentence of it.
        start: Where the word begins in its article.
        told: What the claim tells of.
        surely: Whether words have to show it.

    Returns:
        Unless it has to be shown, True also where grammar does not tell, where the clause has names
        alone, and where it says what "it" is.
    """
    parse = claim_map.parse_by_id[sentence.sentence_id]
    if not told or parse is None:
        return not surely
    row = parse.starts.index(start - sentence.start)
    if "another" not in told and is_of_another(parse, row):
        return False
    matter = matter_of(parse, row)
    if matter is None:
        return not surely or _shares_word(parse, row, told)
    # Of "Orrs" parsers make the plural of a noun.
    names = event_names(claim_map) - small_forms(claim_map)
    words = families_of(word for word in matter.words if not names & {word, word + "s"})
    if not words or not words.isdisjoint(told):
        return bool(words) or not surely or _shares_word(parse, row, told)
    shared = [name for name in matter.names if not told.isdisjoint(families_of(name.words))]
    return len(shared) >= _NAMES and not all(name.is_person for name in shared)


def is_beside_matter(
    claim_map: ClaimMap, sentence: Sentence, start: int, told: AbstractSet[str]
) -> bool:
    """Tells whether a sentence tells what a claim does elsewhere than where a word stands.

    Args:
        claim_map: The event.
        sentence: A sentence of it.
        start: Where the word begins in its article.
        told: What the claim tells of.

    Returns:
        True where the word's clause has next to nothing of it, not its verb, and other clauses of
        the sentence have much: "he left the port, and a patrol foiled an attack".
    """
    parse = claim_map.parse_by_id[sentence.sentence_id]
    if not told or parse is None:
        return False
    row = parse.starts.index(start - sentence.start)
    lemmas = {parse.lemmas[r].casefold() for r in (row, top_of(parse, row))}
    if not told.isdisjoint(families_of(lemmas)):
        return False
    own, rest = (families_of(words) for words in clause_and_rest(parse, row))
    n_own = len(own & told)
    return n_own <= min(1, _SHARE * len(own)) and len(rest & told) >= _TOLD


def _shares_word(parse: Parse, row: int, told: AbstractSet[str]) -> bool:
    """Whether the sentence of a word has another noun or verb that a claim has too."""
    beside = (r for r in range(len(parse.pos)) if r != row and parse.pos[r] in _SAYING)
    lemmas = {parse.lemmas[r] for r in beside} - COMMON
    return not told.isdisjoint(families_of(lemmas))
