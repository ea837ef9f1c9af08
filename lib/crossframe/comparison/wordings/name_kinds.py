"""Two names -> whether they may be for one thing: how alike they are, and of what kind each is."""

from __future__ import annotations

from difflib import SequenceMatcher

from crossframe.comparison.wordings.names import Name
from crossframe.text.meaning.spelling import spelling_key
from crossframe.text.speech.speaker_words import BODY_SUFFIXES, OF_PEOPLE, OFFICES, PEOPLE

# Of two proper names with no word in common, letters alike in this share: one name, spelt twice.
_ALIKE = 0.7
_ALIKE_NOUNS, _BEGINNING = 0.85, 4
# Types that name one thing in different ways: a capital or a country stands for its government.
_PLACES = frozenset({"FAC", "GPE", "LOC", "NORP", "ORG"})
# People and bodies that hardly ever speak, so that the words for speakers leave them out.
_MORE_PEOPLE = frozenset(
    "convict gang guerrilla insurgent militia mob people rebel suspect thug".split()  # noqa: SIM905
)
# From here on they are one but for what is named.
_NEARLY_ALL = 0.8


def speaks_of_people(name: Name) -> bool:
    """Tells whether a common noun names people or a body, as "regime" and "protester" do.

    Args:
        name: What a sentence calls something.

    Returns:
        Whether its head is such a noun.
    """
    return name.head in PEOPLE | OFFICES | _MORE_PEOPLE or name.head.endswith(OF_PEOPLE)


def stems(name: Name) -> set[str]:
    """The words of a name without the plural: the parser takes "Saints" for one and "Saint"."""
    return {word.removesuffix("s") if len(word) > 3 else word for word in name.key.split()}


def fit(one: Name, other: Name) -> bool:
    """Whether by their types two names may be for one thing."""
    if not one.entity or not other.entity:  # who has a name is called by a word for people
        are_persons = "PERSON" in {one.entity, other.entity}
        return not are_persons or any(map(speaks_of_people, (one, other)))
    if one.entity == other.entity:
        return one.entity != "PERSON"
    return {one.entity, other.entity} <= _PLACES


def are_unlike(one: Name, other: Name) -> bool:
    """Whether one is for several people and the other for one, or for the body that they are of."""
    kinds = [_kind_of_being(name) for name in (one, other)]
    is_other_number = one.is_many != other.is_many and kinds == ["people", "people"]
    return is_other_number or set(kinds) == {"people", "body"}


def _kind_of_being(name: Name) -> str:
    """Whether a name is one of "people", of a "body", or neither or unknown, ""."""
    if name.entity == "ORG" or (name.head in OFFICES and name.head not in PEOPLE):
        return "body" if name.entity == "ORG" else ""
    is_people = name.head in PEOPLE | _MORE_PEOPLE or name.head.endswith(OF_PEOPLE)
    return "people" if is_people or name.entity in {"NORP", "PERSON"} else ""


def spelt_alike(one: Name, other: Name) -> bool:
    """Whether two names are spellings of one."""
    letters = ["".join(filter(str.isalnum, name.key)) for name in (one, other)]
    keys = ["".join(map(spelling_key, name.key.split())) for name in (one, other)]
    if letters[0] == letters[1] or keys[0] == keys[1]:
        return True
    alike = SequenceMatcher(None, one.head, other.head, autojunk=False).ratio()
    same = one.key.split()[:-1] == other.key.split()[:-1] and one.head != other.head
    if one.is_proper and other.is_proper:
        return same and letters[0][:1] == letters[1][:1] and alike >= _ALIKE
    # Of common nouns the beginning is spelt in one way: "jewellery" and "jewelry".
    return same and one.head[:_BEGINNING] == other.head[:_BEGINNING] and alike >= _ALIKE_NOUNS


def is_beside(one: Name, other: Name, shared: float) -> bool:
    """Whether a name, of a body or by a word beside it, stands with the word for any thing.

    Whoever calls the tip line does not call the Customs, nor does "the Norvik mark" tell of a hold.

    Args:
        one: A name.
        other: What another sentence has at its position.
        shared: The share of the sentences' other nouns and verbs that are the same, 0..1.

    Returns:
        True where it takes more than one such place to show that both are for one thing.
    """
    for name, word in ((one, other), (other, one)):
        if word.is_proper or speaks_of_people(word) or word.head in BODY_SUFFIXES:
            continue
        if name.is_named and name.entity == "ORG":
            return True
        if name.is_proper and not name.is_named and shared < _NEARLY_ALL:
            return not (stems(name) & stems(word) or speaks_of_people(name))
    return False
