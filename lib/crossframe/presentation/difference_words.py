"""What changed between two runs -> words: one sentence, or lines for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from crossframe.comparison.changes.blame import Cause
from crossframe.comparison.changes.values import (
    ArticleChange,
    Changes,
    ClaimChange,
    Difference,
    FactChange,
    Moved,
)
from crossframe.presentation.phrasing import counted, event_title, listed, moment, number, shortened

CAUSE_WORDS: Mapping[Cause, str] = {
    "articles": "articles",
    "parameters": "parameters",
    "corrections": "corrections",
    "making": "model or code",
}
FATE_WORDS = {
    "born": "new",
    "split": "split off",
    "returned": "back again",
    "died": "gone",
    "merged": "merged into another",
    "changed": "changed",
}
LEDGER_WORDS = {
    "number_findings": "Figures",
    "contradictions": "Contradictions",
    "certainty_findings": "How sure they sound",
    "attribution_findings": "Own voice and attribution",
    "role_findings": "Who did it",
    "namings": "Names",
    "quotations": "Quotations",
}
REASON_WORDS = {
    "no_article": "no article",
    "not_compared": "not compared",
    "earlier": "went to press earlier",
    "cut": "article cut",
    "near_miss": "comes near",
    "other_language": "in another language",
}
# What a line of a terminal holds of a sentence.
_WIDTH = 88
_CONFLICT = "conflict"


def reason_words(reason: str | None) -> str:
    """Words what a cell of the coverage matrix says.

    >>> reason_words("near_miss"), reason_words("carried")
    ('comes near', 'carried')
    """
    return REASON_WORDS.get(reason or "", reason or "")


def owed_to(causes: Sequence[Cause]) -> str:
    """Words what a change is owed to; "" where it cannot be told.

    >>> owed_to(["articles", "parameters"])
    'articles and parameters'
    """
    return listed([CAUSE_WORDS[cause] for cause in causes])


def made_words(value: str) -> str:
    """Words what a run was made with: digests by their beginning.

    >>> made_words("0" * 64), made_words("")
    ('000000000000…', 'none')
    """
    is_digest = len(value) == 64 and set(value) <= set("0123456789abcdef")
    return f"{value[:12]}…" if is_digest else shortened(value or "none", 60)


def conflicts(changes: Changes) -> tuple[int, int]:
    """How many conflicts of figures and contradictions appeared, and how many were resolved."""
    appeared = resolved = 0
    for entry in changes.ledgers:
        was, now = (_is_conflict(entry.kind, said) for said in (entry.before, entry.after))
        appeared += now and not was
        resolved += was and not now
    return appeared, resolved


def _is_conflict(ledger: str, said: str | None) -> bool:
    if said is None:
        return False
    return ledger == "contradictions" or (
        ledger == "number_findings" and any(s.startswith(_CONFLICT) for s in said.split(" | "))
    )


def changes_in_words(changes: Changes) -> str:
    """Says in one line what changed; the counts of what did not are left out.

    Args:
        changes: What changed.

    Returns:
        Such as "2 articles added, 1 withdrawn; 1 claim born; 1 conflict appeared".
    """
    parts = [
        _counts("article", Counter(one.fate for one in changes.articles), _ARTICLE_FATES),
        _counts("claim", Counter(one.fate for one in changes.claims), _CLAIM_FATES),
        _counts("cell", Counter({"changed": len(changes.cells)}), ("changed",)),
    ]
    appeared, resolved = conflicts(changes)
    counts = Counter({"appeared": appeared, "resolved": resolved})
    parts.append(_counts("conflict", counts, ("appeared", "resolved")))
    parts = [part for part in parts if part]
    if not parts and changes.ledgers:
        parts = [f"{_entries(len(changes.ledgers))} changed"]
    return "; ".join(parts) or "no change in articles, claims, coverage or ledgers"


def _entries(count: int) -> str:
    return "1 ledger entry" if count == 1 else f"{number(count)} ledger entries"


_ARTICLE_FATES = ("added", "withdrawn", "changed")
_CLAIM_FATES = ("born", "split", "returned", "merged", "died", "changed")


def _counts(thing: str, counts: Mapping[str, int], order: Sequence[str]) -> str:
    """Such as "2 articles added, 1 withdrawn"; "" where all counts are 0."""
    words: list[str] = []
    for fate in order:
        if counts.get(fate):
            words.append(f"{counts[fate] if words else counted(counts[fate], thing)} {fate}")
    return ", ".join(words)


def difference_lines(difference: Difference) -> list[str]:
    """Says what changed between two runs, line by line, for a terminal.

    Args:
        difference: The two runs.

    Returns:
        Lines without their ends.
    """
    return [
        *_head(difference),
        "",
        *_why(difference),
        *_section("Articles", map(_article_line, difference.changes.articles)),
        *_section(
            "Claims", (line for one in difference.changes.claims for line in _claim_lines(one))
        ),
        *_section("Coverage", map(_cell_line, difference.changes.cells)),
        *_section(
            "Ledgers", (line for one in difference.changes.ledgers for line in _entry_lines(one))
        ),
        *_section("Numbers", _number_lines(difference.changes)),
    ]


def _head(difference: Difference) -> list[str]:
    before, after = difference.before, difference.after
    times = [moment(side.created_at) for side in (before, after)]
    return [
        f"{event_title(after.event_id)}: {changes_in_words(difference.changes)}",
        f"  from {before.run_id}, {times[0].text if times[0] else before.created_at}",
        f"  to   {after.run_id}, {times[1].text if times[1] else after.created_at}",
        *(
            f"  Note: run {side.run_id} is not complete ({side.status})."
            for side in (before, after)
            if side.status != "complete"
        ),
    ]


def _section(title: str, lines: Iterator[str]) -> list[str]:
    found = list(lines)
    return ["", title, *(f"  {line}" for line in found)] if found else []


def _why(difference: Difference) -> list[str]:
    lines = ["Why"]
    for found in difference.causes:
        owed = [
            counted(n, thing)
            for n, thing in ((found.n_claims, "claim"), (found.n_cells, "cell"))
            if n is not None
        ]
        if found.n_ledgers is not None:
            owed.append(_entries(found.n_ledgers))
        lines.append(f"  {CAUSE_WORDS[found.cause]}" + (f": {', '.join(owed)}" if owed else ""))
        for name, before, after in found.differences:
            old, new = map(made_words, (before, after))
            lines.append(f"    {name}: {old} -> {new}")
    return [*lines, f"  {difference.told_by}", f"  {difference.ids}"]


def _article_line(change: ArticleChange) -> str:
    date = moment(change.published_at)
    told = f"{change.fate}: {change.outlet}, {date.day if date else 'no date'}: {change.title}"
    told += f" ({change.article_id})"
    if change.fields:
        told += f"; differs in {listed([name.replace('_', ' ') for name in change.fields])}"
    return told + (f"; its id was {change.was_id}" if change.was_id else "")


def _claim_lines(change: ClaimChange) -> Iterator[str]:
    owed = owed_to(change.causes)
    other = {"split": f" from {change.other}", "merged": f" ({change.other})"}.get(change.fate, "")
    head = f"{FATE_WORDS[change.fate]}{other}: {change.claim_id}"
    yield f"{head}{f' [{owed}]' if owed else ''}"
    yield f"    {shortened(change.after or change.before, _WIDTH)}"
    if change.before and change.after and change.before != change.after:
        yield f"    before in the words: {shortened(change.before, _WIDTH)}"
    if change.fate == "changed":
        yield from (f"    + {_moved_words(one, 'from')}" for one in change.gained)
        yield from (f"    - {_moved_words(one, 'to')}" for one in change.lost)


def _moved_words(one: Moved, direction: str) -> str:
    other = f" ({direction} {one.other})" if one.other else ""
    article = f" (article {one.article})" if one.article else ""
    return f"{one.outlet}: {shortened(one.sentence, _WIDTH)}{other}{article}"


def _cell_line(change: FactChange) -> str:
    claim_id, outlet = change.about[:2]
    owed = owed_to(change.causes)
    told = f"{outlet}, {claim_id}: {reason_words(change.before)} -> {reason_words(change.after)}"
    return told + (f" [{owed}]" if owed else "")


def _entry_lines(change: FactChange) -> Iterator[str]:
    owed = owed_to(change.causes)
    about = ", ".join(part for part in change.about if part)
    head = f"{LEDGER_WORDS[change.kind]}: {shortened(about, _WIDTH)}"
    yield head + (f" [{owed}]" if owed else "")
    yield f"    {change.before or 'not there'} -> {change.after or 'not there'}"


def _number_lines(changes: Changes) -> Iterator[str]:
    for name, (before, after) in changes.counts.items():
        if before != after:
            yield f"{count_words(name)}: {before} -> {after}"


def count_words(name: str) -> str:
    """Words the name of a count.

    >>> count_words("n_in_claims")
    'in claims'
    """
    return name.removeprefix("n_").replace("_", " ")
