"""Sentence -> the quantities in it, normalised so that outlets' figures can be compared.

Rules of its own, and no library: quantulum3 reads years as quantities and averages ranges, text2num
gives no offsets, pint converts units but finds none; all three leave hedges alone.
"""

from crossframe.text.quantities.finding import find_quantities
from crossframe.text.quantities.quantity import Hedge, Kind, Quantity

__all__ = ["Hedge", "Kind", "Quantity", "find_quantities"]
