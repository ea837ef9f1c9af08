"""Text and a place in it -> what stands just before, as far as any rule looks.

A rule that ends in "$" and searched everything before a number would read the sentence once for
every number in it: a line of nothing but figures would take minutes.
"""

from __future__ import annotations

import re

# The longest of the rules, "earthquake … measuring at a", reaches some 80 characters back.
_REACH = 100


def just_before(rule: re.Pattern[str], text: str, at: int) -> re.Match[str] | None:
    """Finds what a rule that ends in "$" says of the characters before a place.

    Args:
        rule: The rule; its "$" stands for the place.
        text: The sentence.
        at: The place.

    Returns:
        The match, in the sentence's own characters.

    >>> just_before(re.compile(r"[a-z]+ $"), "It killed 30 people.", 10).start()
    3
    """
    return rule.search(text, max(0, at - _REACH), at)
