"""Claim map -> whom each outlet lets speak, with bars of quoted words and the sentences behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from crossframe.comparison.speech.sources import source_diversity_table, speakers_table
from crossframe.comparison.speech.speakers import Voiced, voiced_in
from crossframe.presentation.page import Shown, render_part
from crossframe.presentation.phrasing import THIN, Moment, around, counted, moment, percent
from crossframe.presentation.places import place_of
from crossframe.presentation.rows import Row, rows_of
from crossframe.presentation.units import is_grouped
from crossframe.presentation.untrusted import foreign_language, web_link
from crossframe.records import ClaimMap

# Characters of a sentence that stand next to its speaker and verb.
_AROUND = 40

KINDS = {
    "person": "person",
    "office": "body or office",
    "document": "document",
    "unnamed": "not named",
}


@dataclass(frozen=True, slots=True)
class PieceView:
    """A piece of a sentence: plain (""), the "speaker" or the "verb"."""

    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class SpokenView:
    """A sentence in which somebody speaks, and where it stands.

    With an `anchor` it is what stands next to speaker and verb, and leads to the whole.
    """

    pieces: tuple[PieceView, ...]
    lang: str | None
    title: str
    when: Moment | None
    href: str | None
    elsewhere: str
    anchor: str


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """A speaker of an outlet: `width` is the length of the bar, 0..100."""

    name: str
    kind: str
    described: str
    exclusive: bool
    heard: str
    quoted_words: int
    width: float
    share: str
    sentences: tuple[SpokenView, ...]


@dataclass(frozen=True, slots=True)
class OutletView:
    """An outlet: its speakers, the most quoted first, and how many are left to the table."""

    outlet: str
    summary: str
    diversity: str
    speakers: tuple[SpeakerView, ...]
    n_more: int


@dataclass(frozen=True, slots=True)
class SourcesView:
    """All outlets; `longest` is the number of words at which a bar is full."""

    outlets: tuple[OutletView, ...]
    without: tuple[str, ...]
    longest: int
    limit: int


def draw_sources(claim_map: ClaimMap, limit: int = 8) -> Shown:
    """Draws for each outlet whom it lets speak, with a bar of the words that it quotes.

    Args:
        claim_map: The event.
        limit: Most speakers to draw an outlet, from the most quoted on.

    Returns:
        The figure; each speaker opens to the sentences. A sentence where nobody speaks at all.
    """
    return render_part(
        "sources", sources_view(claim_map, limit), library="sources", grouped=is_grouped(claim_map)
    )


def sources_view(claim_map: ClaimMap, limit: int = 8, *, linked: bool = False) -> SourcesView:
    """Lays out the speakers of each outlet.

    Args:
        claim_map: The event.
        limit: Most speakers an outlet.
        linked: Whether the page holds the sentences that speakers lead to.

    Returns:
        Outlets by name; speakers by quoted words, then by how often they are heard.
    """
    rows = rows_of(speakers_table(claim_map))
    longest = max((row["quoted_words"] for row in rows), default=0)
    diversity = {row["outlet"]: row for row in rows_of(source_diversity_table(claim_map))}
    voiced: dict[tuple[str, str, str], list[Voiced]] = {}
    for one in voiced_in(claim_map):
        if one.source is not None:
            outlet = claim_map.article_of(one.said.sentence_id).outlet
            voiced.setdefault((outlet, one.source.name, one.source.kind), []).append(one)
    outlets = []
    for outlet, own in groupby(rows, key=lambda row: str(row["outlet"])):
        ordered = sorted(
            own, key=lambda row: (-row["quoted_words"], -row["n_attributions"], row["speaker"])
        )
        speakers = tuple(
            _speaker(
                claim_map,
                row,
                voiced[outlet, row["speaker"], row["kind"]],
                longest,
                linked=linked,
            )
            for row in ordered[:limit]
        )
        outlets.append(
            OutletView(
                outlet,
                _summary(ordered),
                _diversity(diversity[outlet]),
                speakers,
                len(ordered) - len(speakers),
            )
        )
    shown = {view.outlet for view in outlets}
    without = tuple(outlet for outlet in claim_map.outlets if outlet not in shown)
    return SourcesView(tuple(outlets), without, longest, limit)


def _summary(rows: Sequence[Row]) -> str:
    """The text that stands for the bars: who is quoted most, and with how much of all.

    >>> _summary([{"speaker": "Ann Ray", "quoted_words": 0}])
    '1 speaker, not quoted.'
    """
    first = rows[0]
    found = counted(len(rows), "speaker")
    if not first["quoted_words"]:
        return f"{found}, {'not' if len(rows) == 1 else 'none of them'} quoted."
    share, words = percent(first["share_of_quoted_words"]), counted(first["quoted_words"], "word")
    if len(rows) == 1:
        return f"{found}, {first['speaker']}, quoted with {words}."
    return f"{found}; the most quoted is {first['speaker']} with {words} ({share})."


def _diversity(row: Row) -> str:
    if row["refusal"]:
        return f"How varied they are is not told: {row['refusal']}."
    low, high = row["effective_low"], row["effective_high"]
    found = f"As varied as {row['effective_sources']:.1f} equally heard sources"
    return f"{found} (95{THIN}% interval {low:.1f} to {high:.1f})."


def _speaker(
    claim_map: ClaimMap, row: Row, voiced: Sequence[Voiced], longest: int, *, linked: bool
) -> SpeakerView:
    by_sentence: dict[str, list[Voiced]] = {}
    for one in voiced:
        by_sentence.setdefault(one.said.sentence_id, []).append(one)
    described = [row["role"], row["affiliation"]]
    if row["role"] and row["affiliation"] and row["affiliation"] in row["role"]:
        described = [row["role"]]
    if row["may_be"]:
        described.append(f"may be {row['may_be']}")
    share = row["share_of_quoted_words"]
    return SpeakerView(
        name=row["speaker"],
        kind=KINDS[row["kind"]],
        described=", ".join(filter(None, described)),
        exclusive=row["exclusive"] is True,
        heard=_heard(row["n_attributions"], row["n_direct"]),
        quoted_words=row["quoted_words"],
        width=round(100 * row["quoted_words"] / longest, 1) if longest else 0.0,
        share=percent(share) if share else "",
        sentences=tuple(
            _spoken(claim_map, s, own, linked=linked) for s, own in by_sentence.items()
        ),
    )


def _heard(n_attributions: int, n_direct: int) -> str:
    """Says how often somebody is heard, and how often directly.

    >>> _heard(1, 1), _heard(3, 1), _heard(2, 0)
    ('heard once, directly', 'heard 3 times, 1 directly', 'heard 2 times, indirectly')
    """
    times = "once" if n_attributions == 1 else f"{n_attributions} times"
    how = f"{n_direct} directly" if 0 < n_direct < n_attributions else ""
    return f"heard {times}, {how or ('directly' if n_direct else 'indirectly')}"


def _spoken(
    claim_map: ClaimMap, sentence_id: str, voiced: Sequence[Voiced], *, linked: bool
) -> SpokenView:
    sentence = claim_map.sentence_by_id[sentence_id]
    article = claim_map.article_by_id[sentence.article_id]
    marks: dict[tuple[int, int], str] = {}
    elsewhere = ""
    for one in voiced:
        said = one.said.attribution
        if said.speaker is not None:
            marks[said.speaker.start, said.speaker.end] = "speaker"
        marks[said.verb_start, said.verb_end] = "verb"
        if said.carried:
            elsewhere = "speaker and verb stand in another sentence of the quotation"
    inside = {
        (start - sentence.start, end - sentence.start): mark
        for (start, end), mark in marks.items()
        if sentence.start <= start and end <= sentence.end
    }
    pieces = _pieces(sentence.text, inside)
    return SpokenView(
        pieces=_next_to_marks(pieces) if linked else pieces,
        lang=foreign_language(article.language),
        title=article.title,
        when=moment(article.published_at),
        href=web_link(article.url),
        elsewhere=elsewhere,
        anchor=place_of(claim_map, sentence_id) if linked else "",
    )


def _pieces(text: str, marks: Mapping[tuple[int, int], str]) -> tuple[PieceView, ...]:
    """Cuts a sentence at its marks; of two that overlap the later is left out."""
    pieces: list[PieceView] = []
    at = 0
    for (start, end), mark in sorted(marks.items()):
        if start < at:
            continue
        pieces += [PieceView(text[at:start], ""), PieceView(text[start:end], mark)]
        at = end
    pieces.append(PieceView(text[at:], ""))
    return tuple(piece for piece in pieces if piece.text)


def _next_to_marks(pieces: Sequence[PieceView]) -> tuple[PieceView, ...]:
    """Leaves out what is far from every mark."""
    found: list[PieceView] = []
    for at, piece in enumerate(pieces):
        text = piece.text
        if not piece.mark and len(text) > 2 * _AROUND:
            head = around(text, _AROUND, end=True) if at else ""
            tail = around(text, _AROUND) if at < len(pieces) - 1 else ""
            text = head + tail if head or tail else around(text, 2 * _AROUND, end=True)
        found.append(PieceView(text, piece.mark))
    return tuple(found)
