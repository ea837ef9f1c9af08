"""The values that travel between the rooms: frozen, and in a stated order."""

from __future__ import annotations

from crossframe.records.arrays import (
    Labels,
    Matrix,
    Vectors,
)
from crossframe.records.collected import (
    LAST,
    Article,
    Corpus,
    Exclusion,
    Parse,
    PartsOfSpeech,
    Sentence,
    SentenceKind,
    instant,
)
from crossframe.records.found import (
    SURE_STABILITY,
    AppliedCorrection,
    Claim,
    ClaimMap,
    CorrectionState,
    Headline,
    NearMiss,
    Perturbation,
    Placement,
    Status,
)

__all__ = [
    "LAST",
    "SURE_STABILITY",
    "AppliedCorrection",
    "Article",
    "Claim",
    "ClaimMap",
    "Corpus",
    "CorrectionState",
    "Exclusion",
    "Headline",
    "Labels",
    "Matrix",
    "NearMiss",
    "Parse",
    "PartsOfSpeech",
    "Perturbation",
    "Placement",
    "Sentence",
    "SentenceKind",
    "Status",
    "Vectors",
    "instant",
]
