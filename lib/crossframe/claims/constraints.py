"""What people said of texts -> what grouping may join, must join and must not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

Group = tuple[int, ...]
Pair = tuple[int, int]


class Constraints(NamedTuple):
    """What people said.

    `must`: texts that are in one group. `cannot`: pairs of texts that are in none together.
    `guests`: a text, and texts of one of `must` whose group it is in as well, without being bound
    to them elsewhere. `lone`: texts that make no claim by themselves.
    """

    must: tuple[Group, ...] = ()
    cannot: tuple[Pair, ...] = ()
    guests: tuple[tuple[int, Group], ...] = ()
    lone: frozenset[int] = frozenset()

    @property
    def bound(self) -> tuple[Group, ...]:
        """Texts that share a claim whatever the judge says, each with those that join it."""
        return (*self.must, *((guest, *hosts) for guest, hosts in self.guests))

    def parted(self) -> set[Pair]:
        """Pairs that no group of the partition may join.

        A guest brings those that it cannot be with: its hosts must not be joined with them, nor
        with the hosts of such a one that is a guest itself.
        """
        hosts: dict[int, set[int]] = defaultdict(set)
        for guest, circle in self.guests:
            hosts[guest].add(circle[0])
        return {(a, b) for x, y in self.cannot for a in (x, *hosts[x]) for b in (y, *hosts[y])}

    def among(self, place_of: Mapping[int, int]) -> Constraints:
        """What is said of some of the texts alone, under their numbers there."""
        must = (self._placed(group, place_of) for group in self.must)
        ends = (sorted(place_of.get(text, -1) for text in pair) for pair in self.cannot)
        cannot = ((low, high) for low, high in ends)
        guests = (
            (place_of[guest], self._placed(hosts, place_of))
            for guest, hosts in self.guests
            if guest in place_of
        )
        return Constraints(
            must=tuple(sorted(group for group in must if len(group) > 1)),
            cannot=tuple(sorted(pair for pair in cannot if pair[0] >= 0)),
            guests=tuple(sorted((guest, hosts) for guest, hosts in guests if hosts)),
            lone=frozenset(self._placed(sorted(self.lone), place_of)),
        )

    @staticmethod
    def _placed(texts: Iterable[int], place_of: Mapping[int, int]) -> Group:
        return tuple(sorted(place_of[text] for text in texts if text in place_of))


NO_CONSTRAINTS = Constraints()
