"""Claim map -> what happened, in one paragraph: each piece of it leads to where it comes from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter

from crossframe.comparison import (
    attribution_findings_table,
    compared_outlets,
    contradictions_table,
    corrections_summary,
    coverage_table,
    is_measured,
    number_conflicts_table,
    numbers_table,
    origins_table,
    overview,
    share_of,
)
from crossframe.presentation.claim_refs import ClaimRef, claim_refs
from crossframe.presentation.phrasing import (
    THIN,
    counted,
    listed,
    number,
    period,
    shortened,
    things,
)
from crossframe.presentation.rows import Row, bar, rows_of
from crossframe.presentation.summary_view import carriers, outlets_in_words
from crossframe.presentation.units import in_units
from crossframe.records import ClaimMap

# A claim that stands in the middle of a sentence is named by its beginning.
_NAMED_BY = 72
# Disagreements and silences that the paragraph names; all others are a link away.
_DISAGREEMENTS, _SILENCES, _MOST_OUTLETS = 2, 2, 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a paragraph: words of the page, or a quoted sentence, and where it leads."""

    text: str
    href: str = ""
    lang: str | None = None
    is_quote: bool = False


Paragraph = tuple[Piece, ...]


def lede(claim_map: ClaimMap, anchors: Mapping[str, str]) -> Paragraph:
    """Tells an event in one paragraph.

    Args:
        claim_map: The event.
        anchors: Where the page holds its parts, by name.

    Returns:
        What was compared, the most shared claim, the sharpest disagreements, who is silent on what,
        and how much stands in one article alone; as much of it as there is.
    """
    facts = overview(claim_map)
    if not facts.n_articles:
        return (Piece("No article was read, so this page compares nothing."),)
    refs = claim_refs(claim_map, linked=True)
    return (
        *_compared(claim_map, anchors),
        *_widest(claim_map, refs),
        *_silences(claim_map, refs, anchors),
        *_disagreements(claim_map, refs, anchors),
        *_alone(claim_map, anchors),
        *_held(claim_map, anchors),
    )


def _compared(claim_map: ClaimMap, anchors: Mapping[str, str]) -> list[Piece]:
    facts = overview(claim_map)
    n_origins = int((origins_table(claim_map)["relation"] == "original").sum())
    where = f"#{anchors['compared']}"
    found = [
        Piece(counted(facts.n_articles, "article"), where),
        Piece(" by "),
        Piece(outlets_in_words(claim_map), where),
        Piece(f", {period(facts.first, facts.last)}" if facts.first else ""),
        Piece(", of "),
        Piece(counted(n_origins, "independent origin"), where),
        Piece(f", {'makes' if facts.n_articles == 1 else 'make'} "),
        Piece(counted(facts.n_statements, "statement"), where),
    ]
    n_compared = facts.n_in_claims + facts.n_unmatched
    if n_compared < facts.n_statements:
        were = "none was" if not n_compared else f"{number(n_compared)} were"
        found.append(Piece(f"; {were} compared"))
    if not n_compared:
        return [*found, Piece(". ")]
    share = "shares" if facts.n_articles == 1 else "share"
    return [*found, Piece(f" and {share} "), *_shared(claim_map, anchors), Piece(". ")]


def _shared(claim_map: ClaimMap, anchors: Mapping[str, str]) -> Iterator[Piece]:
    """The claims, and how many of them are not as many matters or not of several outlets."""
    facts = overview(claim_map)
    if not facts.n_claims:
        yield Piece("no claim")
        return
    yield Piece(counted(facts.n_claims, "claim"), f"#{anchors['claims']}")
    n_within = sum(len(outlets) < 2 for outlets in carriers(claim_map).values())
    less = (
        (facts.n_variants, "variants of a wider one", anchors["matrix"]),
        (n_within, in_units(claim_map, "within one outlet"), anchors["alone"]),
    )
    for before, (n, said, where) in zip((", ", " and "), filter(itemgetter(0), less), strict=False):
        of_them = " of them" if before == ", " else ""
        yield Piece(before)
        yield Piece(f"{number(n)}{of_them} {said}", f"#{where}")


def _widest(claim_map: ClaimMap, refs: Mapping[str, ClaimRef]) -> list[Piece]:
    carried = carriers(claim_map)
    if not carried or len(next(iter(carried.values()))) < 2:
        return []
    widths = [len(outlets) for outlets in carried.values()]
    claim_id, n_outlets = claim_map.claims[0].claim_id, widths[0]
    said = "The most shared" if widths.count(n_outlets) == 1 else "One of the most shared"
    n_compared = len(compared_outlets(claim_map))
    quote = _quote(refs[claim_id], whole=True)
    # A headline has no full stop of its own.
    is_whole = quote.text.rstrip("\"'”’»)").endswith((".", "!", "?", "…"))
    return [
        Piece(in_units(claim_map, f"{said}, in {n_outlets} of {n_compared} compared outlets: ")),
        quote,
        Piece(" " if is_whole else ". "),
    ]


def _quote(ref: ClaimRef, *, whole: bool = False) -> Piece:
    text = ref.text if whole else shortened(ref.text, _NAMED_BY)
    return Piece(text, f"#{ref.anchor}", ref.lang, is_quote=True)


def _disagreements(
    claim_map: ClaimMap, refs: Mapping[str, ClaimRef], anchors: Mapping[str, str]
) -> list[Piece]:
    if not any(len(outlets) > 1 for outlets in carriers(claim_map).values()):
        return []
    where = f"#{anchors['differ']}"
    conflicts = rows_of(number_conflicts_table(claim_map))
    conflicts.sort(key=lambda row: -row["n_outlets"])
    opposed = rows_of(contradictions_table(claim_map))
    units = set(numbers_table(claim_map)["unit"].dropna()) if conflicts else set()
    sharp = [_conflict(refs[row["claim_id"]], row, units) for row in conflicts[:_DISAGREEMENTS]]
    sharp += [_opposed(row, where) for row in opposed[: _DISAGREEMENTS - len(sharp)]]
    found: list[Piece] = []
    if sharp:
        found.append(Piece("They disagree most sharply "))
        for at, pieces in enumerate(sharp):
            found += [Piece("; " if at else ""), *pieces]
        left = len(conflicts) + len(opposed) - len(sharp)
        found += [Piece("; and "), Piece(f"{left} more", where)] if left else []
        found.append(Piece(". "))
    else:
        found.append(Piece("No two figures conflict and no sentence denies another. "))
    return found + _voices(claim_map, where)


def _conflict(ref: ClaimRef, row: Row, units: Collection[str]) -> list[Piece]:
    thing = _disputed(things(row["counted"] or "", units))
    figures = row["figures"].replace("; ", " against ")
    return [Piece(f"{thing}: "), Piece(shortened(figures, 120), f"#{ref.anchor}")]


def _disputed(counted: str) -> str:
    """Says what figures are about.

    >>> _disputed("people killed"), _disputed("age of Ann Ray"), _disputed("EUR")
    ('on the number of people killed', 'on the age of Ann Ray', 'on an amount of EUR')
    """
    if not counted:
        return "on a figure"
    if is_measured(counted):
        return f"on the {counted}"
    return f"on an amount of {counted}" if counted.isupper() else f"on the number of {counted}"


def _opposed(row: Row, where: str) -> list[Piece]:
    if row["own_evidence"] and row["other_evidence"]:
        words = [shortened(row[f"{side}_evidence"], 60) for side in ("own", "other")]
        said = f"“{words[0]}” in {row['own_outlet']}, “{words[1]}” in {row['other_outlet']}"
    else:
        said = f"{row['own_outlet']} against {row['other_outlet']}"
    return [Piece(f"in a {row['kind']}: "), Piece(said, where)]


def _voices(claim_map: ClaimMap, where: str) -> list[Piece]:
    table = attribution_findings_table(claim_map)
    n_claims = table[table["contrast"]]["claim_id"].nunique()
    if not n_claims:
        return []
    told = in_units(
        claim_map, "stated as fact by some outlets and attributed to somebody by others"
    )
    return [Piece(counted(n_claims, "claim is"), where), Piece(f" {told}. ")]


def _silences(
    claim_map: ClaimMap, refs: Mapping[str, ClaimRef], anchors: Mapping[str, str]
) -> list[Piece]:
    """Names who is silent on the most shared claims."""
    silent: dict[str, list[str]] = {claim.claim_id: [] for claim in claim_map.claims}
    for row in rows_of(coverage_table(claim_map)):
        if row["reason"] == "silent":
            silent[row["claim_id"]].append(row["outlet"])
    half = len(compared_outlets(claim_map)) / 2
    shared = [claim_id for claim_id, own in carriers(claim_map).items() if len(own) >= max(half, 2)]
    # Where no claim is carried by half of the outlets, the most shared one stands for all.
    shared = (
        shared or [claim_id for claim_id, own in carriers(claim_map).items() if len(own) > 1][:1]
    )
    told = [claim_id for claim_id in shared if silent[claim_id]][:_SILENCES]
    if not told:
        return []
    found: list[Piece] = []
    for at, claim_id in enumerate(told):
        found.append(Piece("; on " if at else "Silent on "))
        is_widest = claim_id == claim_map.claims[0].claim_id
        found.append(Piece("it") if is_widest else _quote(refs[claim_id]))
        found.append(Piece(f": {_some(silent[claim_id], in_units(claim_map, 'outlet'))}"))
    rest = sum(bool(silent[claim_id]) for claim_id in shared) - len(told)
    if rest:
        which = "one more claim" if rest == 1 else f"each of {number(rest)} more claims"
        which += in_units(claim_map, " that half of the outlets or more carry")
        found += [
            Piece(in_units(claim_map, ". At least one outlet is silent on ")),
            Piece(which, f"#{anchors['matrix']}"),
        ]
    return [*found, Piece(". ")]


def _some(outlets: Iterable[str], unit: str = "outlet") -> str:
    """Names a few outlets, counts many.

    >>> _some(["a", "b"]), _some(["a", "b", "c", "d"])
    ('a and b', '4 outlets')
    """
    names = list(outlets)
    return listed(names) if len(names) <= _MOST_OUTLETS else counted(len(names), unit)


def _alone(claim_map: ClaimMap, anchors: Mapping[str, str]) -> list[Piece]:
    facts = overview(claim_map)
    n_compared = facts.n_in_claims + facts.n_unmatched
    if facts.n_articles < 2 or not n_compared:
        return []
    share = bar(share_of(facts.n_unmatched, n_compared))
    assert share is not None  # noqa: S101  # n_compared is not 0
    return [
        Piece(counted(facts.n_unmatched, "statement"), f"#{anchors['alone']}"),
        Piece(
            f" ({share.text} of those compared, 95{THIN}% interval {share.in_words}) "
            f"{'is' if facts.n_unmatched == 1 else 'are'} found in no other article. "
        ),
    ]


def _held(claim_map: ClaimMap, anchors: Mapping[str, str]) -> list[Piece]:
    """How many claims are fragile, and how many people touched."""
    where = f"#{anchors['stability']}"
    n_fragile = sum(claim.is_fragile for claim in claim_map.claims)
    touched = corrections_summary(claim_map)
    found: list[Piece] = []
    if n_fragile:
        found += [Piece(counted(n_fragile, "claim is"), where), Piece(" fragile. ")]
    if touched.n_lines:
        how = f"touched {counted(touched.n_touched, 'claim')}"
        how += f", checked {touched.n_checked}" if touched.n_checked else ""
        found += [Piece("People "), Piece(how, where), Piece(".")]
    return found
