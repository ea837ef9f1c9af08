"""Texts without a vector -> shards of about equally many tokens, each embedded by one worker."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

# About two seconds of one processor's work: little beside that is lost with a worker or on the way.
SHARD_TOKENS = 16_384
# On the 944 sentences of seeds/, blanks included; beside them each text has two special tokens.
_CHARACTERS_A_TOKEN = 4.2
_SPECIAL_TOKENS = 2


def plan_shards(texts: Iterable[str], tokens: int = SHARD_TOKENS) -> list[Sequence[str]]:
    """Splits texts into shards.

    Sorted by length, so that a shard has few batches that are padded much; in which shard a text
    is has no say in its vector.

    Args:
        texts: Different texts.
        tokens: About how many tokens a shard may have; a single text may have more.

    Returns:
        Shards that hold every text once.

    >>> [len(shard) for shard in plan_shards(["word " * 40] * 5, tokens=100)]
    [2, 2, 1]
    """
    shards: list[list[str]] = []
    room = 0.0
    for text in sorted(texts, key=lambda text: (len(text), text)):
        need = n_tokens(text)
        if not shards or need > room:
            shards.append([])
            room = tokens
        shards[-1].append(text)
        room -= need
    return list(shards)


def n_tokens(text: str) -> float:
    """About how many tokens a text has: to share out work it need not be known exactly."""
    return len(text) / _CHARACTERS_A_TOKEN + _SPECIAL_TOKENS
