"""Sentences -> verified claims, and for every sentence its place among them."""

from crossframe.claims.alignment import ALL_PAIRS
from crossframe.claims.assembly import Assembled, assemble
from crossframe.claims.best_cosines import Kept, Memory
from crossframe.claims.constraints import NO_CONSTRAINTS, Constraints
from crossframe.claims.cross_encoder import load_cross_encoder
from crossframe.claims.duplicates import collapse_texts, different_texts
from crossframe.claims.grouping import SETTINGS, Setting
from crossframe.claims.judge import PACKAGED_JUDGE, PairJudge
from crossframe.claims.layout import PART_LIMIT, Layout, blank_layout, candidate_blocks, lay_out
from crossframe.claims.mixture import Mixture, mix, pair_vectors, text_languages
from crossframe.claims.stability import best_jaccard
from crossframe.claims.stated_texts import Block
from crossframe.claims.vector_evidence import weigh_vectors
from crossframe.claims.vector_judge import PACKAGED_VECTOR_JUDGE
from crossframe.claims.verification import (
    Judged,
    Material,
    Verified,
    group_judged,
    judge_mixture,
    judge_texts,
)
from crossframe.claims.workings import OtherCut, Part, Workings

__all__ = [
    "ALL_PAIRS",
    "NO_CONSTRAINTS",
    "PACKAGED_JUDGE",
    "PACKAGED_VECTOR_JUDGE",
    "PART_LIMIT",
    "SETTINGS",
    "Assembled",
    "Block",
    "Constraints",
    "Judged",
    "Kept",
    "Layout",
    "Material",
    "Memory",
    "Mixture",
    "OtherCut",
    "PairJudge",
    "Part",
    "Setting",
    "Verified",
    "Workings",
    "assemble",
    "best_jaccard",
    "blank_layout",
    "candidate_blocks",
    "collapse_texts",
    "different_texts",
    "group_judged",
    "judge_mixture",
    "judge_texts",
    "lay_out",
    "load_cross_encoder",
    "mix",
    "pair_vectors",
    "text_languages",
    "weigh_vectors",
]
