"""Wanted articles -> their pages in a WARC file, and why some could not be had."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from crossframe import __version__
from crossframe.collection.fetching.guard import RefusedError, checked_parts
from crossframe.collection.fetching.keeping import Keeper, keeping
from crossframe.collection.fetching.pace import Pace, retry_after
from crossframe.collection.fetching.robots import MAX_BYTES, Robots, nothing_allowed, parse_robots
from crossframe.collection.fetching.transport import Answer, Limits, UnreachableError, get
from crossframe.corpus.formats import Wanted
from crossframe.corpus.wording import quote
from crossframe.errors import place

AGENT = "crossframe"
TRIES = 3
MAX_REDIRECTS = 5
# Who asks to wait longer than this between two requests, or before the next try, is not waited for.
LONGEST_WAIT = 120.0
_LATER = frozenset({429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})

Tell = Callable[[str, int, int], None]
Fetch = Callable[[Sequence[Wanted], Tell], tuple[Path, dict[int, str]]]


@dataclass(frozen=True, slots=True)
class Manners:
    """How to fetch: who says so, what a request may cost, and how long to wait.

    `contact` is an address for whoever minds; `allow_private` lets private networks in, as for an
    intranet or a test; `backoff` is the first pause before another try, in seconds, then doubled.
    """

    contact: str = ""
    allow_private: bool = False
    limits: Limits = field(default_factory=Limits)
    pace: Pace = field(default_factory=Pace)
    backoff: float = 2.0

    @property
    def agent(self) -> str:
        """What crossframe says it is.

        >>> Manners(contact="team@institute.example").agent.split(" ", 1)[1]
        '(collects news articles to compare them; contact: team@institute.example)'
        """
        contact = f"; contact: {self.contact}" if self.contact else ""
        return f"{AGENT}/{__version__} (collects news articles to compare them{contact})"


def fetcher(archive: Path, manners: Manners) -> Fetch:
    """Makes what `collect` calls to fetch pages.

    Args:
        archive: WARC file that everything fetched is kept in; what it holds already is not fetched
            again.
        manners: How to fetch.

    Returns:
        A function from wanted articles to the archive, and by their number why some are not there.
    """

    def fetch(wanted: Sequence[Wanted], tell: Tell) -> tuple[Path, dict[int, str]]:
        reasons: dict[int, str] = {}
        first: dict[str, Wanted] = {}
        asked: dict[int, Wanted] = {}
        for number, one in enumerate(wanted):
            if one.url is None:
                reasons[number] = "has no address"
            elif (before := first.setdefault(one.url, one)) is not one:
                reasons[number] = f"is also in {place(before.path, before.line)}"
            else:
                asked[number] = one
        with keeping(archive) as keeper:
            to_fetch = {n: one for n, one in asked.items() if one.url not in keeper.held}
            guest = _Guest(manners, keeper)
            for done, (number, one) in enumerate(guest.in_turn(to_fetch), start=1):
                if reason := guest.visit(one):
                    reasons[number] = reason
                tell("fetching", done, len(to_fetch))
        return archive, reasons

    return fetch


@dataclass(slots=True)
class _Guest:
    """Remembers what each host asked for."""

    manners: Manners
    keeper: Keeper
    robots: dict[str, Robots] = field(default_factory=dict)

    def in_turn(self, wanted: dict[int, Wanted]) -> Iterator[tuple[int, Wanted]]:
        """Goes to whichever host may be asked first, so that one slow host holds up no other."""
        queues: dict[str, deque[tuple[int, Wanted]]] = defaultdict(deque)
        for number, one in wanted.items():
            queues[_host(one.url or "")].append((number, one))
        while queues:
            host = min(queues, key=lambda name: (self.manners.pace.ready_at(name), name))
            yield queues[host].popleft()
            if not queues[host]:
                del queues[host]

    def visit(self, wanted: Wanted) -> str | None:
        """Fetches a page and keeps it; says why there is none, or what to use instead of it."""
        asked = {"requested": wanted.url, "known": _sayable(wanted.known)}
        url = wanted.url or ""
        try:
            for _ in range(MAX_REDIRECTS + 1):
                self._check_allowed(url)
                answer = self._ask(url)
                to = answer.header("Location")
                if answer.status not in _REDIRECTS or not to:
                    self.keeper.keep(answer, asked)
                    if answer.status != 200 and wanted.instead:
                        return f"the server answered with status {answer.status}"
                    return None
                self.keeper.keep(answer)
                url = urljoin(url, to)
        except (RefusedError, UnreachableError) as error:
            return str(error)
        return f"is redirected more than {MAX_REDIRECTS} times"

    def _check_allowed(self, url: str) -> None:
        parts = checked_parts(url)
        site = _site(url)
        if site not in self.robots:
            self.robots[site] = self._read_robots(site)
        robots = self.robots[site]
        if robots.trouble:
            raise RefusedError(
                f"robots.txt of {site} could not be had ({robots.trouble}), so nothing is fetched "
                "there; try again later"
            )
        if (robots.delay or 0) > LONGEST_WAIT:
            raise RefusedError(f"robots.txt of {site} asks for {robots.delay:g} seconds a request")
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        if not robots.allows(path):
            raise RefusedError(f"robots.txt of {site} does not allow {quote(path)}")

    def _read_robots(self, site: str) -> Robots:
        """RFC 9309, 2.3.1: no file allows everything, a server in trouble nothing."""
        url = f"{site}/robots.txt"
        try:
            for _ in range(MAX_REDIRECTS + 1):
                answer = self._ask(url)
                self.keeper.keep(answer)
                if answer.status not in _REDIRECTS:
                    break
                url = urljoin(url, answer.header("Location") or "")
        except UnreachableError as error:
            return nothing_allowed(str(error))
        if answer.status >= 500 or answer.status == 429:
            return nothing_allowed(f"the server answered with status {answer.status}")
        if answer.status != 200:
            return Robots()
        return parse_robots(answer.body[:MAX_BYTES].decode("utf-8", "replace"), AGENT)

    def _ask(self, url: str) -> Answer:
        """Asks up to three times, with growing pauses or as long as the server says."""
        manners, host = self.manners, _host(url)
        robots = self.robots.get(_site(url), Robots())
        headers = {
            "User-Agent": manners.agent,
            "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1",
            "Accept-Encoding": "gzip",
        }
        problem = ""
        for number in range(1, TRIES + 1):
            manners.pace.wait(host)
            pause = manners.backoff * 2 ** (number - 1)
            try:
                answer = get(url, headers, manners.limits, allow_private=manners.allow_private)
            except UnreachableError as error:
                problem = str(error)
            else:
                asked = retry_after(answer.header("Retry-After"))
                if answer.status not in _LATER or number == TRIES:
                    manners.pace.done(host, robots.delay)
                    return answer
                pause = max(pause, asked or 0.0)
                if pause > LONGEST_WAIT:
                    manners.pace.done(host, robots.delay)
                    raise UnreachableError(f"the server asks to wait {pause:,.0f} seconds")
            manners.pace.done(host, max(pause, robots.delay or 0.0))
        raise UnreachableError(f"{problem} (tried {TRIES} times)")


def _site(url: str) -> str:
    """Scheme, host and port: what a robots.txt holds for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _host(url: str) -> str:
    """What is asked once a second, by whatever scheme and port."""
    return (urlsplit(url).hostname or "").lower()


def _sayable(known: Any) -> dict[str, Any]:
    return {name: value for name, value in known.items() if value not in (None, "", [])}
