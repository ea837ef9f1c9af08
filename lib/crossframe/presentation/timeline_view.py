"""Claim map -> a line of time a claim, with a mark for each outlet, in drawing units."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from crossframe.comparison.claims import claims_table
from crossframe.comparison.presence.timeline import first_movers_table, lags_table
from crossframe.comparison.presence.times import span_of
from crossframe.presentation.claim_refs import ClaimRef, claim_refs
from crossframe.presentation.page import Shown, render_part
from crossframe.presentation.phrasing import counted, listed, moment, shortened
from crossframe.presentation.places import place_of
from crossframe.presentation.rows import Row, rows_of
from crossframe.presentation.time_axis import LEFT, RIGHT, Axis, TickView
from crossframe.presentation.units import in_units, is_grouped
from crossframe.records import ClaimMap

WIDTH, TOP = 1000, 40
_LABEL_CHARACTERS, _NAME_CHARACTERS = 38, 26
# Of a line: from its top to its first marks, and from one level of marks to the next.
_HEAD, _LEVEL, _MARK = 30.0, 17.0, 26.0
# So many levels has a line: what dozens of outlets carried within hours is told by a number.
_LEVELS = 8
_ARTICLES = frozenset(["the", "el", "la", "le", "les", "der", "die", "das", "il"])
# Of the system's sans-serif at 12 units: mean width of a character.
_CHARACTER = 6.2


@dataclass(frozen=True, slots=True)
class DotView:
    """An outlet's first article with a claim: a dot where the hour is known, a bar for a day.

    `x`, `y` are the middle of a dot or of the beginning of a bar, which is `width` long, 0 for a
    dot; `sign` stands for the outlet.
    """

    x: float
    y: float
    width: float
    sign: str
    is_first: bool
    says: str
    anchor: str


@dataclass(frozen=True, slots=True)
class LineView:
    """A claim on its line: its marks, and the name of who was first, if that is known.

    `undated` and `deeper` count outlets without a mark: those without a date, and those whose marks
    would lie too deep below others.
    """

    y: float
    bottom: float
    claim: ClaimRef
    text: str
    dots: tuple[DotView, ...]
    name: str
    name_x: float
    name_end: str
    undated: str
    undated_says: str
    deeper: str
    deeper_says: str


@dataclass(frozen=True, slots=True)
class LagView:
    """A row of the table behind the figure."""

    claim: ClaimRef
    anchor: str
    outlet: str
    when: str
    lag: str
    is_first: str


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The figure, what it shows in words, and the table behind it."""

    width: int
    height: float
    left: int
    right: int
    lines: tuple[LineView, ...]
    outlets: tuple[tuple[str, str], ...]
    ticks: tuple[TickView, ...]
    title: str
    description: str
    caption: str
    lags: tuple[LagView, ...]
    linked: bool

    @property
    def is_deep(self) -> bool:
        """Whether a line has more outlets at one time than marks."""
        return any(line.deeper for line in self.lines)


def timeline_view(
    claim_map: ClaimMap, *, linked: bool, limit: int | None = None
) -> TimelineView | None:
    """Draws when each outlet first carried each claim of several outlets.

    Args:
        claim_map: The event.
        linked: Whether the page holds the claims and sentences that marks lead to.
        limit: Most claims to draw, from the most widely carried on; None for all.

    Returns:
        The figure; None where no article of such a claim is dated.
    """
    claims = [row for row in rows_of(claims_table(claim_map)) if row["n_outlets"] > 1]
    shown = claims[:limit]
    lags: dict[str, list[Row]] = defaultdict(list)
    for row in rows_of(lags_table(claim_map)):
        lags[row["claim_id"]].append(row)
    movers = {row["claim_id"]: row for row in rows_of(first_movers_table(claim_map))}
    spans = [span_of(row["published_at"]) for claim in shown for row in lags[claim["claim_id"]]]
    known = [span for span in spans if span]
    if not known:
        return None
    names = sorted({row["outlet"] for claim in shown for row in lags[claim["claim_id"]]})
    signs = initials(names)
    refs = claim_refs(claim_map, linked=linked)
    figure = _Figure(claim_map, Axis.over(known), signs, refs)
    lines: list[LineView] = []
    top = float(TOP)
    for claim in shown:
        lines.append(figure.line(claim, lags[claim["claim_id"]], top))
        top = lines[-1].bottom
    return TimelineView(
        width=WIDTH,
        height=top + 8,
        left=LEFT,
        right=RIGHT,
        lines=tuple(lines),
        outlets=tuple((sign, name) for name, sign in signs.items()),
        ticks=figure.axis.ticks(),
        title=in_units(claim_map, f"When outlets first carried {counted(len(shown), 'claim')}"),
        description=_described(claim_map, [movers[claim["claim_id"]] for claim in shown]),
        caption=f"the {len(shown)} most widely carried of {counted(len(claims), 'claim')}",
        lags=tuple(_lag(figure, row) for claim in shown for row in lags[claim["claim_id"]]),
        linked=linked,
    )


@dataclass(frozen=True, slots=True)
class _Figure:
    """What all lines are drawn with; `signs` are those of the outlets."""

    claim_map: ClaimMap
    axis: Axis
    signs: Mapping[str, str]
    refs: Mapping[str, ClaimRef]

    def line(self, claim: Row, lags: Sequence[Row], top: float) -> LineView:
        """Draws a claim from `top` downwards."""
        dots: list[DotView] = []
        deeper: list[str] = []
        for row in lags:
            if not row["published_at"]:
                continue
            dot = self._dot(row, top + _HEAD, dots)
            if dot.y < top + _HEAD + _LEVELS * _LEVEL:
                dots.append(dot)
            else:
                deeper.append(row["outlet"])
        named = [row["outlet"] for row in lags if row["is_first"] == "yes"]
        name = shortened(named[0], _NAME_CHARACTERS) if named else ""
        at = min((dot.x for dot in dots), default=float(LEFT))
        is_near_end = at + len(name) * _CHARACTER > RIGHT
        undated = [row["outlet"] for row in lags if not row["published_at"]]
        ref = self.refs[claim["claim_id"]]
        return LineView(
            y=top + _HEAD,
            bottom=max((dot.y for dot in dots), default=top + _HEAD) + _LEVEL,
            claim=ref,
            text=f"{ref.number} {shortened(ref.text, _LABEL_CHARACTERS)}",
            dots=tuple(dots),
            name=name,
            name_x=RIGHT if is_near_end else at - _MARK / 2,
            name_end="end" if is_near_end else "start",
            undated=f"+{len(undated)}" if undated else "",
            undated_says=f"without a date: {listed(undated)}" if undated else "",
            deeper=f"+{len(deeper)} below" if deeper else "",
            deeper_says=f"at the same times: {listed(deeper)}" if deeper else "",
        )

    def _dot(self, row: Row, top: float, others: Sequence[DotView]) -> DotView:
        """Draws an outlet's mark on the first level where it covers no other."""
        span = span_of(row["published_at"])
        assert span is not None  # noqa: S101  # for mypy: its caller has looked
        x = self.axis.x(span.start)
        width = 0.0 if span.is_moment else round(self.axis.x(span.end) - x, 1)
        levels = (top + level * _LEVEL for level in count())
        y = next(y for y in levels if not any(_meets(other, x, width, y) for other in others))
        when = moment(row["published_at"])
        is_first = row["lag"].removeprefix("perhaps ") == "first"
        lag = f"{row['lag']} of those with a date" if is_first else f"{row['lag']} after the first"
        return DotView(
            x=x,
            y=y,
            width=width,
            sign=self.signs[row["outlet"]],
            is_first=row["is_first"] == "yes",
            says="; ".join([row["outlet"], when.text if when else "", lag]),
            anchor=self.place(row),
        )

    def place(self, row: Row) -> str:
        """Where an outlet's first sentence of a claim stands; "" where no page holds it."""
        if not self.refs[row["claim_id"]].anchor:
            return ""
        return place_of(self.claim_map, row["sentence_id"], row["claim_id"])


def initials(names: Sequence[str]) -> dict[str, str]:
    """Signs for outlets: their initials, and a number where two would share them.

    >>> initials(["Northbank Post", "Radio Veldria", "The Northern Press", "klaxon.example"])
    {'Northbank Post': 'NP', 'Radio Veldria': 'RV', 'The Northern Press': 'NP2', \
'klaxon.example': 'KE'}
    """
    found: dict[str, str] = {}
    taken: Counter[str] = Counter()
    for name in names:
        words = [word for word in re.split(r"[^\w]+", name) if word]
        if len(words) > 1 and words[0].casefold() in _ARTICLES:
            words = words[1:]
        sign = "".join(word[0] for word in words)[:3].upper() or "?"
        taken[sign] += 1
        found[name] = sign if taken[sign] == 1 else f"{sign}{taken[sign]}"
    return found


def _meets(other: DotView, x: float, width: float, y: float) -> bool:
    return other.y == y and other.x - _MARK < x + width and x - _MARK < other.x + other.width


def _described(claim_map: ClaimMap, movers: Sequence[Row]) -> str:
    """Says how often each outlet was the first."""
    times = Counter(row["outlets"] for row in movers if row["certainty"] == "known")
    ranked = sorted(times.items(), key=lambda item: (-item[1], item[0]))
    said = [f"{outlet} with {n}" for outlet, n in ranked]
    n_open = sum(row["certainty"] in {"open", "unknown"} for row in movers)
    n_doubtful = sum(row["certainty"] == "not sure" for row in movers)
    parts = [f"First, where dates can tell: {listed(said)}." if said else ""]
    if n_open:
        parts.append(f"Of {counted(n_open, 'claim')} dates cannot tell who was first.")
    if n_doubtful:
        parts.append(
            f"Of {counted(n_doubtful, 'claim')} they do not surely name the first: no sentence is "
            "held firmly, the next came months later, or "
            + in_units(claim_map, "another outlet's sentence comes near and may be as early.")
        )
    return " ".join(part for part in parts if part)


def _lag(figure: _Figure, row: Row) -> LagView:
    when = moment(row["published_at"])
    return LagView(
        claim=figure.refs[row["claim_id"]],
        anchor=figure.place(row),
        outlet=row["outlet"],
        when=when.text if when else "no date",
        lag=row["lag"],
        is_first=row["is_first"],
    )


def draw_timeline(claim_map: ClaimMap, limit: int | None = 20) -> Shown:
    """Draws when each outlet first carried each claim; marks say whose they are when pointed at.

    Args:
        claim_map: The event.
        limit: Most claims to draw, from the most widely carried on; None for all.

    Returns:
        The figure and the table behind it, or a sentence where no claim has a date.
    """
    view = timeline_view(claim_map, linked=False, limit=limit)
    return render_part("timeline", view, library="timeline", grouped=is_grouped(claim_map))
