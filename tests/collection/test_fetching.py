"""Fetching from a server on loopback: politely, carefully, and so that it can be repeated."""

from __future__ import annotations

import gzip
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from collection.site import Busy, Site, serving
from crossframe.collection import Asked, Collected, Manners, collect, fetcher
from crossframe.collection.fetching import guard
from crossframe.collection.fetching.guard import RefusedError, resolve
from crossframe.collection.fetching.keeping import keeping
from crossframe.collection.fetching.pace import Pace
from crossframe.collection.fetching.robots import parse_robots
from crossframe.collection.fetching.transport import Limits
from crossframe.errors import StoreError

# On a busy machine the best of servers may take long; one that drips would take minutes.
PATIENT = Limits(connect=60, silence=60, seconds=120, size=2_000_000)
HASTY = replace(PATIENT, seconds=5)
Run = Callable[..., tuple[str, Collected]]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Fetches addresses into fetched.warc.gz, and gives what was written and the summary."""

    def fetch(
        *urls: str, pace: Pace | None = None, private: bool = True, limits: Limits = PATIENT
    ) -> tuple[str, Collected]:
        (tmp_path / "urls.txt").write_text("\n".join(urls), "utf-8")
        manners = Manners(
            contact="team@institute.example",
            allow_private=private,
            limits=limits,
            pace=pace or Pace(seconds=0.01),
            backoff=0.01,
        )
        out = tmp_path / "out.jsonl"
        asked = Asked(
            (tmp_path / "urls.txt",), "span", fetcher(tmp_path / "fetched.warc.gz", manners)
        )
        summary = collect(asked, out)
        return out.read_text("utf-8") if out.exists() else "", summary

    return fetch


def reasons(summary: Collected) -> list[str]:
    return [left.reason for left in summary.exclusions]


def test_what_was_fetched_can_be_ingested_again(site: Site, run: Run, tmp_path: Path) -> None:
    paths = ["/one", "/two", "/packed", "/declared", "/latin", "/moved", "/gone", "/image"]
    fetched, summary = run(*map(site.url, paths))
    again = tmp_path / "again.jsonl"
    collect(Asked((tmp_path / "fetched.warc.gz",), "span"), again)
    assert again.read_text("utf-8") == fetched
    assert fetched.count("\n") == 5  # /moved leads to /one, which is there already
    assert "Gewässer" in fetched
    said = "\n".join(reasons(summary))
    assert "status 404" in said
    assert "'image/png', not a page" in said
    assert site.paths().count("/robots.txt") == 1
    assert {agent for _, _, agent in site.requests} == {Manners("team@institute.example").agent}


def test_what_is_kept_is_not_fetched_again(site: Site, run: Run) -> None:
    first, _ = run(site.url("/one"), site.url("/gone"))
    n_before = len(site.requests)
    second, _ = run(site.url("/one"), site.url("/gone"))
    assert second == first
    assert len(site.requests) == n_before
    third, _ = run(site.url("/one"), site.url("/two"))
    assert third.count("\n") == 2
    assert site.paths().count("/one") == 1


def test_what_a_list_knows_is_kept_with_the_page(site: Site, run: Run, tmp_path: Path) -> None:
    table = tmp_path / "list.csv"
    table.write_text(f"url,outlet,title\n{site.url('/one')},The Post,Named by hand\n", "utf-8")
    manners = Manners(allow_private=True, pace=Pace(seconds=0.01))
    archive = tmp_path / "a.warc.gz"
    collect(Asked((table,), None, fetcher(archive, manners)), tmp_path / "a.jsonl")
    collect(Asked((archive,)), tmp_path / "b.jsonl")
    line = (tmp_path / "b.jsonl").read_text("utf-8")
    assert '"outlet": "The Post", "title": "Named by hand"' in line
    assert line == (tmp_path / "a.jsonl").read_text("utf-8")


class TestKeeping:
    def test_what_a_killed_process_had_kept_is_not_fetched_again(
        self, site: Site, run: Run, tmp_path: Path
    ) -> None:
        first, _ = run(site.url("/one"), site.url("/two"))
        archive = tmp_path / "fetched.warc.gz"
        # As if killed in the middle of the next record.
        archive.rename(tmp_path / ".fetched.warc.gz.partial")
        with (tmp_path / ".fetched.warc.gz.partial").open("ab") as file:
            file.write(gzip.compress(b"WARC/1.0 that breaks off", mtime=0)[:15])
        again, _ = run(site.url("/one"), site.url("/two"))
        assert again == first
        assert site.paths().count("/one") == site.paths().count("/two") == 1

    def test_one_archive_is_held_by_one_process(self, site: Site, run: Run, tmp_path: Path) -> None:
        with (
            keeping(tmp_path / "fetched.warc.gz"),
            pytest.raises(StoreError, match="another process keeps what it fetches there"),
        ):
            run(site.url("/one"))

    @pytest.mark.parametrize("data", [b"no archive", gzip.compress(b"no archive", mtime=0)])
    def test_what_is_no_archive_is_left_as_it_is(
        self, data: bytes, site: Site, run: Run, tmp_path: Path
    ) -> None:
        (tmp_path / "fetched.warc.gz").write_bytes(data)
        with pytest.raises(StoreError, match="name another --warc"):
            run(site.url("/one"))
        assert (tmp_path / "fetched.warc.gz").read_bytes() == data

    def test_nothing_is_kept_where_nothing_was_fetched(
        self, site: Site, run: Run, tmp_path: Path
    ) -> None:
        run(site.url("/one"), private=False)
        assert not site.requests
        assert not (tmp_path / "fetched.warc.gz").exists()

    def test_pages_of_an_archive_need_not_be_fetched(
        self, site: Site, run: Run, tmp_path: Path
    ) -> None:
        run(site.url("/one"), site.url("/two"))
        sources = (tmp_path / "urls.txt", tmp_path / "fetched.warc.gz")
        summary = collect(Asked(sources, "span"), tmp_path / "again.jsonl")
        assert (summary.n_articles, summary.exclusions) == (2, ())


class TestPoliteness:
    def test_robots_rule(self, site: Site, run: Run) -> None:
        site.robots = "User-agent: *\nDisallow: /\n\nUser-agent: crossframe\nDisallow: /private\n"
        text, summary = run(site.url("/private/a"), site.url("/one"))
        assert text.count("\n") == 1
        assert "does not allow '/private/a'" in reasons(summary)[0]
        assert site.paths() == ["/robots.txt", "/one"]

    def test_robots_in_trouble_allow_nothing(self, site: Site, run: Run) -> None:
        site.robots, site.robots_status = "", 503
        text, summary = run(site.url("/one"))
        assert text == ""
        assert set(site.paths()) == {"/robots.txt"}
        assert "could not be had (the server answered with status 503)" in reasons(summary)[0]

    def test_a_second_between_requests_and_crawl_delay(self, site: Site, run: Run) -> None:
        now, naps = [0.0], []

        def sleep(seconds: float) -> None:
            naps.append(round(seconds, 6))
            now[0] += seconds

        run(site.url("/one"), site.url("/two"), pace=Pace(1.0, lambda: now[0], sleep))
        assert naps == [1.0, 1.0]
        naps.clear()
        site.robots = "User-agent: *\nCrawl-delay: 7"
        run(site.url("/three"), site.url("/four"), pace=Pace(1.0, lambda: now[0], sleep))
        assert naps == [1.0, 7.0]

    def test_real_seconds(self, site: Site, run: Run) -> None:
        run(site.url("/one"), pace=Pace(0.3))
        times = [moment for moment, _, _ in site.requests]
        assert times[1] - times[0] >= 0.3

    def test_busy_server_is_asked_again_when_it_says(self, site: Site, run: Run) -> None:
        site.answers["/busy"] = Busy(1, "0")
        text, _ = run(site.url("/busy"))
        assert text.count("\n") == 1
        assert site.paths().count("/busy") == 2

    def test_server_that_asks_for_too_long_is_left(self, site: Site, run: Run) -> None:
        site.answers["/busy"] = Busy(9, "86400")
        _, summary = run(site.url("/busy"))
        assert "asks to wait 86,400 seconds" in reasons(summary)[0]
        assert site.paths().count("/busy") == 1

    def test_retry_after_is_waited_for(self, site: Site, run: Run) -> None:
        site.answers["/busy"] = Busy(1, "30")
        now, naps = [0.0], []

        def sleep(seconds: float) -> None:
            naps.append(round(seconds))
            now[0] += seconds

        run(site.url("/busy"), pace=Pace(1.0, lambda: now[0], sleep))
        assert naps == [1, 30]


class TestCare:
    @pytest.mark.parametrize(
        ("path", "said"),
        [
            ("/to-private", "is 10.0.0.1, inside a private network"),
            ("/to-metadata", "is 169.254.169.254, inside a private network"),
        ],
    )
    def test_redirect_into_a_private_network(
        self, path: str, said: str, site: Site, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # Only the test's own server counts as public here; the rest is judged as ever.
        public = guard.is_public
        monkeypatch.setattr(guard, "is_public", lambda a: a == "127.0.0.1" or public(a))
        text, summary = run(site.url(path), private=False)
        assert text == ""
        assert said in reasons(summary)[0]

    def test_loopback_is_refused_without_leave(self, site: Site, run: Run) -> None:
        _, summary = run(site.url("/one"), f"http://localhost:{site.port}/one", private=False)
        assert ["private network" in reason for reason in reasons(summary)] == [True, True]
        assert site.requests == []

    def test_every_address_of_a_host_is_checked(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def answer(*_: object, **__: object) -> list[object]:
            kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
            return [(*kind, ("93.184.215.14", 80)), (*kind, ("192.168.0.1", 80))]

        monkeypatch.setattr(socket, "getaddrinfo", answer)
        with pytest.raises(RefusedError, match=r"is 192\.168\.0\.1, inside"):
            resolve("rebind.example", 80, allow_private=False)

    def test_name_is_resolved_once_for_a_request(
        self, site: Site, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[str] = []
        real = socket.getaddrinfo

        def count(host: str, *rest: object, **more: object) -> object:
            asked.append(host)
            return real("127.0.0.1" if host == "post.test" else host, *rest, **more)

        monkeypatch.setattr(socket, "getaddrinfo", count)
        text, _ = run(f"http://post.test:{site.port}/one")
        assert text.count("\n") == 1
        assert asked.count("post.test") == 2  # robots.txt and the page
        assert set(asked) == {"post.test", "127.0.0.1"}

    @pytest.mark.parametrize(
        ("path", "said"),
        [
            ("/circle", "redirected more than 5 times"),
            ("/to-file", "only http and https"),
            ("/short", "more expected"),
            ("/drip", "no whole answer in 5 seconds"),
            ("/flood", "cut when it was fetched ('length')"),
            ("/bomb", "more than 10,000,000 bytes"),
        ],
    )
    def test_servers_that_misbehave(
        self, path: str, said: str, site: Site, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("crossframe.collection.fetching.fetch.TRIES", 1)
        started = time.monotonic()
        text, summary = run(site.url(path), limits=HASTY if path == "/drip" else PATIENT)
        assert text == ""
        assert said in reasons(summary)[0]
        assert time.monotonic() - started < 60

    @pytest.mark.skipif(shutil.which("openssl") is None, reason="makes its certificate by openssl")
    @pytest.mark.parametrize(("named", "n_pages"), [("post.test", 1), ("tide.test", 0)])
    def test_certificate_is_checked_by_name_at_the_checked_address(
        self, named: str, n_pages: int, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        certificate, key = tmp_path / "c.pem", tmp_path / "k.pem"
        make = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=post.test"
        names = ["-addext", "subjectAltName=DNS:post.test", "-keyout", key, "-out", certificate]
        subprocess.run([*make.split(), *names], check=True, capture_output=True)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        real = socket.getaddrinfo
        monkeypatch.setattr(
            socket,
            "getaddrinfo",
            lambda host, *a, **k: real("127.0.0.1" if host.endswith(".test") else host, *a, **k),
        )
        with serving((certificate, key)) as site:
            text, summary = run(f"https://{named}:{site.port}/one")
        assert text.count("\n") == n_pages
        assert len(summary.exclusions) == 1 - n_pages

    def test_nobody_there(self, run: Run) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        _, summary = run(f"http://127.0.0.1:{port}/a", "http://nowhere.invalid/a")
        assert "robots.txt" in reasons(summary)[0]
        assert "Connection refused" in reasons(summary)[0]
        assert "cannot be resolved" in reasons(summary)[1]


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /a", "/a/b", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", True),
        ("User-agent: *\nDisallow: /*/print", "/x/print/1", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: Crossframe/1.0\nDisallow: /", "/a", False),
        ("User-agent: a\nUser-agent: crossframe\nDisallow: /", "/a", False),
        ("Disallow: /", "/a", True),
        ("User-agent: *\nDisallow: /caf%C3%A9", "/café", False),
        ("User-agent: *\nDisallow: /" + "*a" * 500, "/" + "a" * 400, True),
    ],
)
def test_robots(rules: str, path: str, allowed: bool) -> None:  # noqa: FBT001
    assert parse_robots(rules, "crossframe").allows(path) is allowed
