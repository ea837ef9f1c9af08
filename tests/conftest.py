"""What every test stands on: no network, no traces in the user's folders, one real browser."""

from __future__ import annotations

import contextlib
import ipaddress
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytest_plugins = ["small_world"]

# It imports atheris, which is in no lock; its docstring says why.
collect_ignore = ["hostile/fuzz_atheris.py"]

NO_BROWSER = "no Chromium found; install one: apt-get install chromium"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# As root and without a network: the last four keep the browser from looking for its maker's hosts.
BROWSER_ARGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# What bounds a browser that hangs: on a busy machine one that works may take long.
_BROWSER_MILLISECONDS = 180_000

_private: contextlib.ExitStack = contextlib.ExitStack()


def pytest_configure() -> None:
    """Points everything that writes into a home folder to a temporary one, before any import.

    Kernels and servers that tests start inherit it. In every process of pytest-xdist this runs
    again, so that no two of them share a cache.
    """
    # Not below pytest's own temporary folder: its path can be too long for a socket (107 bytes).
    short = "/tmp" if os.path.isdir("/tmp") else None  # noqa: PTH112, S108
    root = Path(_private.enter_context(tempfile.TemporaryDirectory(prefix="cf-", dir=short)))
    environment = _private.enter_context(pytest.MonkeyPatch.context())
    environment.setenv("HF_HUB_OFFLINE", "1")
    for variable, folder in {
        "CROSSFRAME_CACHE": "cache",
        "IPYTHONDIR": "ipython",
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "run",
    }.items():
        (root / folder).mkdir(mode=0o700)
        environment.setenv(variable, str(root / folder))
    # These would win over, or add to, the folders above.
    for variable in ("JUPYTER_PATH", "JUPYTER_CONFIG_PATH", "JUPYTER_TOKEN"):
        environment.delenv(variable, raising=False)
    _be_the_same_everywhere(environment)


def _be_the_same_everywhere(environment: pytest.MonkeyPatch) -> None:
    """Takes from the tests what depends on who started them, and where.

    Servers on loopback are asked past any proxy, and nothing is coloured. Hypothesis tries the same
    examples each time, however long one takes, as it does by itself where `CI` is set;
    `--hypothesis-profile=default` tries others. Ctrl-C means what it does in a terminal: shells
    have what they start in the background ignore it, with all that it starts.
    """
    for variable in ("no_proxy", "NO_PROXY"):
        hosts = filter(None, (os.environ.get(variable), "127.0.0.1", "localhost"))
        environment.setenv(variable, ",".join(hosts))
    for variable in ("CLICOLOR_FORCE", "FORCE_COLOR", "PY_COLORS"):
        environment.delenv(variable, raising=False)
    settings.load_profile("ci")
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_unconfigure() -> None:
    """Gives the environment back and deletes the temporary folders."""
    _private.close()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Names a test by its argument rather than by bytes.

    What packs bytes may write the time into them, and two processes of pytest-xdist that collect in
    different seconds would then not have the same tests.
    """
    return argname if isinstance(val, bytes) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what uses the browser, so that `-m "not browser"` leaves out all of it."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@dataclass(slots=True)
class PageLog:
    """What a page did that a self-contained page must not do: tests compare both with []."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def note_request(self, url: str) -> None:
        """Keeps the address unless it stays on this machine."""
        if not is_local(url):
            self.requests.append(url)


def is_local(url: str) -> bool:
    """Tells whether a request for `url` leaves no machine: a file, inline data, loopback."""
    parts = urlsplit(url)
    if parts.scheme in {"file", "data", "blob", "about"}:
        return True
    if parts.hostname == "localhost":
        return True
    try:
        return ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False


# Module scope, not session scope: while Playwright's synchronous interface is open, asyncio counts
# its loop as running in this thread, and asyncio.run() would fail in every test that comes after.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium with a profile of its own; without one skips, under CI=true fails."""
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        if os.environ.get("CI") == "true":
            pytest.fail(NO_BROWSER, pytrace=False)
        pytest.skip(NO_BROWSER)

    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Without a profile folder Playwright makes a temporary one and deletes it at the end.
        launched = playwright.chromium.launch(
            executable_path=executable, args=list(BROWSER_ARGS), timeout=_BROWSER_MILLISECONDS
        )
        yield launched
        launched.close()


@pytest.fixture
def page_log() -> PageLog:
    """The requests that `page` sent off this machine, and the errors on its console."""
    return PageLog()


@pytest.fixture
def page(browser: Browser, page_log: PageLog) -> Iterator[Page]:
    """A page in a context of its own (cookies, storage), watched by `page_log`."""
    with contextlib.closing(browser.new_context()) as context:
        context.set_default_timeout(_BROWSER_MILLISECONDS)
        context.on("request", lambda request: page_log.note_request(request.url))
        context.on(
            "console",
            lambda message: message.type == "error" and page_log.errors.append(message.text),
        )
        context.on("weberror", lambda error: page_log.errors.append(str(error.error)))
        opened = context.new_page()
        opened.on("websocket", lambda socket: page_log.note_request(socket.url))
        yield opened
