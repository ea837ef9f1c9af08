"""robots.txt -> whether a path may be fetched, and how long to wait (RFC 9309).

Of the rules for an agent the longest that matches decides, and an allowing one wins a tie; `*`
stands for anything and `$` for the end. `Crawl-delay` is no part of the RFC and is honoured.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, unquote

MAX_BYTES = 500_000  # RFC 9309, 2.5: at least 500 kibibytes are parsed


class Rule(NamedTuple):
    """A pattern of paths, and whether it allows them."""

    pattern: str
    allows: bool


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of a host for one agent; `delay` is in seconds, None where none is asked for.

    `trouble` says why the file could not be had; the rules then allow nothing.
    """

    rules: tuple[Rule, ...] = ()
    delay: float | None = None
    trouble: str | None = None

    def allows(self, path: str) -> bool:
        r"""Whether a path, with its query, may be fetched.

        >>> robots = parse_robots("User-agent: *\nDisallow: /a\nAllow: /a/b$", "crossframe")
        >>> robots.allows("/a/b"), robots.allows("/a/b/c"), robots.allows("/")
        (True, False, True)
        """
        plain = _plain(path or "/")
        found = [rule for rule in self.rules if _matches(rule.pattern, plain)]
        if not found:
            return True
        return max(found, key=lambda rule: (len(rule.pattern), rule.allows)).allows


def nothing_allowed(trouble: str) -> Robots:
    """The rules of a host whose file could not be had.

    >>> nothing_allowed("the server answered with status 503").allows("/a")
    False
    """
    return Robots((Rule("/", allows=False),), trouble=trouble)


def parse_robots(text: str, agent: str) -> Robots:
    """Reads the rules for an agent, or else those for all.

    Args:
        text: The file.
        agent: The agent's product token.

    Returns:
        The rules of every group that names the agent; where none does, of those for `*`.
    """
    own: list[tuple[str, str]] = []
    general: list[tuple[str, str]] = []
    named = False
    agents: list[str] = []
    in_rules = False
    for line in text.splitlines():
        key, colon, value = line.split("#", 1)[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            if in_rules:
                agents, in_rules = [], False
            agents.append(value.lower())
            named = named or _is_named(value, agent)
        else:
            in_rules = True
            if any(_is_named(one, agent) for one in agents):
                own.append((key, value))
            elif "*" in agents:
                general.append((key, value))
    return _robots(own if named else general)


def _is_named(value: str, agent: str) -> bool:
    return value.split("/", maxsplit=1)[0].strip().lower() == agent.lower()


def _robots(lines: list[tuple[str, str]]) -> Robots:
    rules = tuple(
        Rule(_plain(value), key == "allow")
        for key, value in lines
        if key in {"allow", "disallow"} and value
    )
    delays = [_seconds(value) for key, value in lines if key == "crawl-delay"]
    return Robots(rules, max((delay for delay in delays if delay is not None), default=None))


def _seconds(value: str) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        return None
    return seconds if 0 <= seconds < 1e6 else None


def _plain(path: str) -> str:
    """A path with the same characters escaped, whoever wrote it."""
    return quote(unquote(path), safe="/*$?&=:;,@!~'()+-._%#[]")


def _matches(pattern: str, path: str) -> bool:
    """Finds the parts of a pattern one after the other: its time grows with the lengths alone."""
    ends = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for number, part in enumerate(others):
        is_last = number == len(others) - 1
        if is_last and ends:
            return path.endswith(part) and len(path) - len(part) >= at
        at = path.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return at == len(path) if ends else True
