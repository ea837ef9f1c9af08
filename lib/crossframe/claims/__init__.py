"""Sentences -> verified claims, and for every sentence its place among them."""

from crossframe.claims.assembly import Assembled, Block, assemble
from crossframe.claims.duplicates import collapse_texts
from crossframe.claims.layout import EXACT_LIMIT, Layout, blank_layout, candidate_blocks, lay_out
from crossframe.claims.similarity import similarity_matrix
from crossframe.claims.verification import STOPS, group_texts

__all__ = [
    "EXACT_LIMIT",
    "STOPS",
    "Assembled",
    "Block",
    "Layout",
    "assemble",
    "blank_layout",
    "candidate_blocks",
    "collapse_texts",
    "group_texts",
    "lay_out",
    "similarity_matrix",
]
