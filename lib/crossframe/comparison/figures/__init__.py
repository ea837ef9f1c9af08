"""Claim map -> the numbers that outlets give for one thing, and how they differ."""
