"""A function of a sentence -> the same function, which remembers what it found in the last ones."""

from functools import lru_cache

# Several tables ask the same of the same sentences. A large event has so many: a few megabytes.
remembered = lru_cache(maxsize=4096)
