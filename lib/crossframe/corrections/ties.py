"""What must be together and what must be apart, taken in one by one -> a consistent whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple


class Bonds(NamedTuple):
    """What people's corrections ask of the claims of an event, texts named by their keys.

    `together`: texts that are one claim, each group sorted, no text in two. `guests`: a text,
    and the texts whose claim it joins without drawing its other claims along. `apart`: pairs that
    share no claim. `lone`: texts that make no claim by themselves, however many articles have them.
    """

    together: tuple[tuple[str, ...], ...] = ()
    guests: tuple[tuple[str, tuple[str, ...]], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    lone: frozenset[str] = frozenset()


NO_BONDS = Bonds()


class Ties:
    """Takes in what is asked for, the most binding first; what contradicts it is left out.

    Texts that are tied make a circle, named by one of them. A guest belongs to a circle without
    drawing along those that it is tied to elsewhere.
    """

    def __init__(self) -> None:
        self._circle_of: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._guests: dict[str, set[str]] = defaultdict(set)
        self._visited: dict[str, set[str]] = defaultdict(set)
        self._apart: dict[str, set[str]] = defaultdict(set)
        # Texts that no member or guest of a circle may share a claim with.
        self._foes: dict[str, set[str]] = defaultdict(set)

    def tie(self, texts: Sequence[str], guests: Collection[str] = ()) -> list[set[str]]:
        """Ties texts, and has guests join them, as far as nothing stands against it.

        Args:
            texts: Texts, those first that matter most for who stays with whom.
            guests: Further texts.

        Returns:
            The parts into which what stood against it divides all of them; one if nothing did.
        """
        parts: list[set[str]] = []
        for text in texts:
            fitting = [part for part in parts if not self._stand_apart(text, next(iter(part)))]
            if not fitting:
                parts.append({text})
                self._circle(text)
                continue
            part = max(fitting, key=len)
            self._join(text, next(iter(part)))
            part.add(text)
        largest = max(parts, key=len, default=set())
        left = [{guest} for guest in guests if not self._invite(guest, largest)]
        return parts + left

    def separate(self, pairs: Iterable[tuple[str, str]]) -> int:
        """Keeps pairs apart, except those that are together already.

        Args:
            pairs: Pairs of different texts.

        Returns:
            How many pairs could not be kept apart.
        """
        refused = 0
        for a, b in pairs:
            if self._circles(a) & self._circles(b):
                refused += 1
                continue
            self._apart[a].add(b)
            self._apart[b].add(a)
            for one, other in ((a, b), (b, a)):
                for circle in self._circles(one):
                    self._foes[circle].add(other)
        return refused

    def bonds(self, lone: Iterable[str] = ()) -> Bonds:
        """Gives what was taken in.

        Args:
            lone: Texts that make no claim by themselves.

        Returns:
            All of it, in an order that does not depend on the order of asking.
        """
        circles = sorted(tuple(sorted(members)) for members in self._members.values())
        guests = {
            (guest, tuple(sorted(self._members[circle])))
            for circle, visiting in self._guests.items()
            for guest in visiting - self._members[circle]
        }
        apart = {(min(a, b), max(a, b)) for a, foes in self._apart.items() for b in foes}
        return Bonds(
            together=tuple(circle for circle in circles if len(circle) > 1),
            guests=tuple(sorted(guests)),
            apart=tuple(sorted(apart)),
            lone=frozenset(lone),
        )

    def _circle(self, text: str) -> str:
        if text not in self._circle_of:
            self._circle_of[text] = text
            self._members[text] = {text}
            self._foes[text] = set(self._apart[text])
        return self._circle_of[text]

    def _circles(self, text: str) -> set[str]:
        """The circle of a text, and those in which it is a guest."""
        return {self._circle(text), *self._visited[text]}

    def _stand_apart(self, a: str, b: str) -> bool:
        one, other = self._circle(a), self._circle(b)
        return one != other and bool(self._foes[one] & (self._members[other] | self._guests[other]))

    def _join(self, a: str, b: str) -> None:
        gone, stays = self._circle(a), self._circle(b)
        if gone == stays:
            return
        for text in self._members[gone]:
            self._circle_of[text] = stays
        for guest in self._guests[gone]:
            self._visited[guest].remove(gone)
            self._visited[guest].add(stays)
        self._members[stays] |= self._members.pop(gone)
        self._guests[stays] |= self._guests.pop(gone, set())
        self._foes[stays] |= self._foes.pop(gone, set())

    def _invite(self, guest: str, hosts: Collection[str]) -> bool:
        """Makes a text a guest of a circle, unless something stands against it."""
        circle = self._circle(next(iter(hosts)))
        if guest in self._foes[circle]:
            return False
        self._circle(guest)
        self._guests[circle].add(guest)
        self._visited[guest].add(circle)
        self._foes[circle] |= self._apart[guest]
        return True
