"""A figure: a quantity at its place in an article, with what its sentence tells of it."""

from __future__ import annotations

from dataclasses import dataclass

from crossframe.comparison.figures.states import State
from crossframe.comparison.presence.times import Span
from crossframe.records import Article
from crossframe.text.quantities import Quantity

# Below ten the same number stands with different things too often to tell anything.
TELLING = 10
PRONOUNS = frozenset({"he", "she", "it", "they"})
# Words by which those counted come on top of others.
ADDING = frozenset({"another", "further", "additional", "more", "other", "extra"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity at its place in an article: `article.text[start:end]` is its expression.

    `state` is what is said of those counted, as far as a few plain words tell; `as_of` when the
    number was true and `said_by` who says it, both as written, None where the sentence does not
    say. `is_part` where it counts some of a number ("two of them"), which is `out_of` where it is
    told, else 0; `has_part` where it is such a number itself. `words` are the content words of the
    sentence, `places` the places and `times` the years, seasons and months that it names,
    `periods` the years, months and days that are named next to the figure. `limit` is the stretch
    of a whole that the figure is told of ("first half"), "" where there is none. `owner` is whoever
    is of that age, or the place of so many inhabitants, by name; "" for other figures and where
    none is named. `beside` are the telling figures of its sentence, itself among them: unit and
    value, and the words; `listed` are all its exact figures from two on. `offset` is "ago" or its
    like where a length of time says when. `said` are the bare numbers in its sentence, `counts` its
    figures, each with what it surely counts or measures and the state of those counted; `is_sole`
    tells that no other figure there is in a like unit, `runs_on` that it is a length of time which
    may still grow, `is_sum` that the sentence adds up what happened until then, `is_further` that
    those counted are added to others of their kind, `is_listed` that it stands right behind another
    count. `agent` is whoever does or has it by name, a pronoun resolved; "" where no name is told.
    `describes` is True for a measure of what the next word names ("a six-month term"). `since` is
    from when on its clause counts, "" where that does not say. `within` is how many places hold
    what is counted, and their unit: (5, "village") of "half the homes in five villages".
    `offered_by` is whose offer a sum or a length of time is, by the last word of a name, "" where
    it is none's; `joined_to` unit and value of the figure that it is joined to by "and".
    """

    article: Article
    span: Span | None
    sentence_id: str
    start: int
    end: int
    as_written: str
    quantity: Quantity
    state: State
    as_of: str | None
    said_by: str | None
    words: frozenset[str]
    periods: frozenset[str]
    places: frozenset[str]
    is_part: bool
    limit: str = ""
    times: frozenset[str] = frozenset()
    owner: str = ""
    beside: tuple[tuple[tuple[str, float], str], ...] = ()
    offset: str = ""
    said: frozenset[float] = frozenset()
    counts: tuple[tuple[float, str, State], ...] = ()
    out_of: float = 0.0
    has_part: bool = False
    is_listed: bool = False
    is_sole: bool = False
    runs_on: bool = False
    is_sum: bool = False
    is_further: bool = False
    agent: str = ""
    since: str = ""
    listed: tuple[tuple[tuple[str, float], str], ...] = ()
    describes: bool = False
    within: tuple[float, str] = (0.0, "")
    offered_by: str = ""
    joined_to: tuple[str, float] = ("", 0.0)

    @property
    def key(self) -> tuple[str, int]:
        """What tells it from every other figure of the event."""
        return (self.sentence_id, self.start)

    @property
    def is_people(self) -> bool:
        """True for a count of human beings, as far as unit and state tell."""
        return self.quantity.kind == "count" and bool(self.state)
