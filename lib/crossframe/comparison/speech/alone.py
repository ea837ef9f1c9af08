"""Speakers of an event -> whether one outlet alone lets somebody speak."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from crossframe.comparison.once import once
from crossframe.comparison.speech.bodies import places_of
from crossframe.comparison.speech.lands import lands_of
from crossframe.comparison.speech.likely import Likely, likely_same
from crossframe.comparison.speech.same_words import quoted_as_another
from crossframe.comparison.speech.speakers import Source, voiced_in
from crossframe.comparison.speech.spellings import plain
from crossframe.comparison.speech.views import views_in
from crossframe.records import ClaimMap
from crossframe.text.speech.capitals import CAPITALS

# Of a firm's name these are left out as often as not.
_FORMS = frozenset("ag co company corp corporation gmbh inc llc ltd plc sa".split())  # noqa: SIM905
# Whoever speaks of these kinds is somebody of a body, or what it published.
_THROUGH = frozenset({"document", "person", "unnamed"})


class Alone(NamedTuple):
    """Tells whether one outlet alone lets somebody speak.

    `outlets` are those of each source; `doubtful` those whose words another outlet has from
    somebody else; `texts` what each outlet calls those who may speak for a body; `views` the
    outlets that give a person's view; `lands` the words of lands and capitals, of which each stands
    for a government that goes by other names as well.
    """

    outlets: Mapping[Source, AbstractSet[str]]
    likely: Likely
    n_outlets: int
    doubtful: AbstractSet[Source]
    texts: Mapping[str, Sequence[str]]
    views: Mapping[str, AbstractSet[str]]
    lands: AbstractSet[str]

    @classmethod
    def of(cls, claim_map: ClaimMap) -> Alone:
        """Collects what tells it of an event."""
        found: dict[Source, set[str]] = defaultdict(set)
        heard: set[str] = set()
        for row in voiced_in(claim_map):
            outlet = claim_map.article_of(row.said.sentence_id).outlet
            heard.add(outlet)
            if row.source is not None:
                found[row.source].add(outlet)
        texts: dict[str, list[str]] = defaultdict(list)
        for source, outlets in found.items():
            if source.kind in _THROUGH:
                told = _spaced(source.affiliation or source.name)
                for outlet in outlets:
                    texts[outlet].append(told)
        doubtful = quoted_as_another(claim_map)
        lands = {*lands_of(places_of(claim_map)).values(), *map(str.casefold, CAPITALS)}
        views = views_in(claim_map)
        return cls(found, likely_same(claim_map), len(heard), doubtful, texts, views, lands)

    def is_exclusive(self, source: Source) -> bool | None:
        """None where that is not known."""
        if not source.has_name or source.unsure or self.n_outlets < 2:
            return None
        own = self.outlets[source]
        if len(own) > 1:
            return False
        if source in self.doubtful or self._speaks_elsewhere(source, own):
            return None
        if self.views.get(source.key, frozenset()) - own or self._is_land(source):
            return None
        others = self.likely.anywhere.get(source, frozenset())
        return None if any(self.outlets[other] - own for other in others) else True

    def _is_land(self, source: Source) -> bool:
        """Whether a land or its capital is said to speak: elsewhere it goes by another name."""
        return source.kind == "office" and set(plain(source.name)) <= self.lands

    def _speaks_elsewhere(self, source: Source, own: AbstractSet[str]) -> bool:
        """Whether another outlet has it from somebody of the same body: "Norlen officials"."""
        if source.kind != "office":
            return False
        name = _spaced(source.name)
        return any(
            name in t for outlet in self.texts if outlet not in own for t in self.texts[outlet]
        )


def _spaced(name: str) -> str:
    """The words of a name between spaces, without what only says that it is a firm."""
    words = plain(name)
    return f" {' '.join([word for word in words if word not in _FORMS] or words)} "


@once
def alone_in(claim_map: ClaimMap) -> Alone:
    """What tells of each speaker of an event whether one outlet alone lets it speak."""
    return Alone.of(claim_map)
