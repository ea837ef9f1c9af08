"""Claim map -> who is heard, in which words, how surely, and what is denied."""
