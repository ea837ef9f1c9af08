"""Claim map -> who carries which claim, when, from whose text, and why a cell is empty."""
