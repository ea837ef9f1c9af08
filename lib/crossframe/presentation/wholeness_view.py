"""Claim map -> articles that are not whole, and what changed between versions, to be laid out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd

from crossframe.comparison import health_table, versions_table
from crossframe.presentation.phrasing import Moment, moment
from crossframe.presentation.untrusted import anchor, foreign_language
from crossframe.records import ClaimMap

# What a page shows of a line that tells of a cut: its end is where the text breaks off.
_SHOWN = 140
# Changes shown of one step from version to version; the notebook's table has all.
_CHANGES = 24


@dataclass(frozen=True, slots=True)
class UnwholeView:
    """An article that is not whole: its signs in words, and the end of the line that shows one."""

    outlet: str
    title: str
    anchor: str
    lang: str | None
    signs: tuple[str, ...]
    line: str | None


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change between two versions; `figures` in words where figures changed."""

    kind: str
    before: str | None
    after: str | None
    figures: str | None


@dataclass(frozen=True, slots=True)
class StepView:
    """From one version of an article to the next; `n_more` changes are left to the notebook."""

    outlet: str
    title: str
    anchor: str
    lang: str | None
    older_at: Moment | None
    newer_at: Moment | None
    changes: tuple[ChangeView, ...]
    n_more: int


@dataclass(frozen=True, slots=True)
class WholenessView:
    """What is not whole, and what was replaced by newer versions."""

    unwhole: tuple[UnwholeView, ...]
    steps: tuple[StepView, ...]


def wholeness_view(claim_map: ClaimMap) -> WholenessView:
    """Lists articles that are not whole and the steps between versions."""
    return WholenessView(tuple(_unwhole(claim_map)), tuple(_steps(claim_map)))


def _unwhole(claim_map: ClaimMap) -> Iterator[UnwholeView]:
    rows = _rows(health_table(claim_map))
    for article_id, own in groupby(rows, key=lambda row: row["article_id"]):
        signs = list(own)
        article = claim_map.article_by_id[article_id]
        line = next((row["line"] for row in signs if row["line"]), None)
        yield UnwholeView(
            outlet=article.outlet,
            title=article.title,
            anchor=anchor("a", article_id),
            lang=foreign_language(article.language),
            signs=tuple(row["sign"] for row in signs),
            line=line if line is None or len(line) <= _SHOWN else f"… {line[-_SHOWN:].lstrip()}",
        )


def _steps(claim_map: ClaimMap) -> Iterator[StepView]:
    rows = _rows(versions_table(claim_map))
    for _, own in groupby(rows, key=lambda row: (row["older_id"], row["newer_id"])):
        changes = list(own)
        article = claim_map.article_by_id[changes[0]["article_id"]]
        told = [row for row in changes if row["change"] != "none"]
        yield StepView(
            outlet=article.outlet,
            title=article.title,
            anchor=anchor("a", article.article_id),
            lang=foreign_language(article.language),
            older_at=moment(changes[0]["older_at"]),
            newer_at=moment(changes[0]["newer_at"]),
            changes=tuple(map(_change, told[:_CHANGES])),
            n_more=max(len(told) - _CHANGES, 0),
        )


def _change(row: dict[str, Any]) -> ChangeView:
    figures = row["figures"].replace(" -> ", " → ") if row["figures"] else None
    return ChangeView(row["change"], row["before"], row["after"], figures)


def _rows(table: pd.DataFrame) -> Sequence[dict[str, Any]]:
    return [
        {str(name): None if pd.isna(value) else value for name, value in row.items()}
        for row in table.to_dict("records")
    ]
