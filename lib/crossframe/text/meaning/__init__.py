"""Sentence and its grammar -> phrases and predicates, how surely it asserts, what opposes it."""
