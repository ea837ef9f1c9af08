"""A function of a sentence -> the same function, which remembers what it found in the last ones."""

from functools import lru_cache

# Several tables ask the same of the same sentences, one after the other: of an event with more
# sentences than are remembered, each would find all of them forgotten.
remembered = lru_cache(maxsize=32_768)
