"""Claim map -> how outlets word what they share: terms, names, roles, differences."""
