"""The fixtures of tests/conftest.py notice what they are there to notice."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

CONFTEST = Path(__file__).parents[1] / "conftest.py"
USES_BROWSER = "def test_it(browser):\n    assert browser.is_connected()\n"
NO_BROWSER = "no Chromium found; install one: apt-get install chromium"


def run_pytest(folder: Path, test: str, **environment: str) -> str:
    """Runs one test file below a copy of tests/conftest.py; returns what pytest printed."""
    shutil.copy(CONFTEST, folder)
    (folder / "test_it.py").write_text(test, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = browser\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rs", "-p", "no:cacheprovider", str(folder)],
        env={
            **os.environ,
            "CI": "",
            "PYTEST_ADDOPTS": "",
            "PYTHONPATH": str(CONFTEST.parent),
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


def test_no_test_writes_into_the_users_folders() -> None:
    for variable in (
        "CROSSFRAME_CACHE",
        "IPYTHONDIR",
        "JUPYTER_CONFIG_DIR",
        "JUPYTER_DATA_DIR",
        "JUPYTER_RUNTIME_DIR",
    ):
        folder = Path(os.environ[variable])
        assert folder.is_dir()
        assert folder.parent.name.startswith("cf-"), "it is made for this session alone"
        assert folder.parent.parent in {Path("/tmp"), Path(tempfile.gettempdir())}  # noqa: S108
        assert len(str(folder)) < 60, "a socket's path below it must fit into 107 bytes"
    assert os.environ["HF_HUB_OFFLINE"] == "1"


def test_the_folders_are_gone_after_the_session(tmp_path: Path) -> None:
    test = "import os\ndef test_it():\n    print(os.environ['CROSSFRAME_CACHE'])\n    assert 0\n"
    printed = run_pytest(tmp_path, test)
    cache = next(line for line in printed.splitlines() if line.endswith("/cache"))
    assert cache != os.environ["CROSSFRAME_CACHE"]
    assert not Path(cache).parent.exists()


def test_ctrl_c_is_heeded_though_whoever_started_the_tests_ignores_it(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_bytes(CONFTEST.read_bytes())
    (tmp_path / "test_it.py").write_text(
        "import signal, subprocess, sys\n"
        "def test_it():\n"
        "    code = 'import signal; signal.raise_signal(signal.SIGINT)'\n"
        "    assert subprocess.run([sys.executable, '-c', code]).returncode == -signal.SIGINT\n",
        encoding="utf-8",
    )
    ignoring = 'trap "" INT; exec "$@"'
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    done = subprocess.run(
        ["sh", "-c", ignoring, "sh", *command],
        cwd=tmp_path,
        env={**os.environ, "PYTEST_ADDOPTS": "", "PYTHONPATH": str(CONFTEST.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_examples_are_the_same_each_time_and_may_take_long() -> None:
    assert settings().derandomize
    assert settings().deadline is None


def test_without_a_browser_its_tests_skip_and_say_what_to_install(tmp_path: Path) -> None:
    printed = run_pytest(tmp_path, USES_BROWSER, PATH="")
    assert "1 skipped" in printed
    assert NO_BROWSER in printed


def test_without_a_browser_ci_fails(tmp_path: Path) -> None:
    printed = run_pytest(tmp_path, USES_BROWSER, PATH="", CI="true")
    assert "1 error" in printed
    assert NO_BROWSER in printed


def test_what_uses_the_browser_is_marked(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    assert request.node.get_closest_marker("browser") is None
    shutil.copy(CONFTEST, tmp_path)
    printed = run_pytest(tmp_path, USES_BROWSER, PYTEST_ADDOPTS="-m 'not browser'")
    assert "1 deselected" in printed


def test_a_self_contained_page_leaves_no_trace(page, page_log, tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("body { color: black }", encoding="utf-8")
    (tmp_path / "page.html").write_text(
        '<link rel="icon" href="data:,"><link rel="stylesheet" href="style.css">'
        "<p>hello</p><script>console.log('a note')</script>",
        encoding="utf-8",
    )
    page.goto((tmp_path / "page.html").as_uri())
    assert page.inner_text("p") == "hello"
    assert page_log.requests == []
    assert page_log.errors == []


def test_requests_and_errors_of_a_page_are_recorded(page, page_log) -> None:
    page.set_content(
        '<img src="https://tracker.invalid/pixel.png">'
        "<script>console.error('said so'); null.thrown</script>"
    )
    assert page_log.requests == ["https://tracker.invalid/pixel.png"]
    assert any("said so" in error for error in page_log.errors)
    assert any("null" in error for error in page_log.errors)


@pytest.mark.parametrize(
    ("url", "recorded"),
    [
        ("file:///a/page.html", False),
        ("data:text/css,body{}", False),
        ("blob:null/1", False),
        ("http://127.0.0.1:8888/lab", False),
        ("http://[::1]:8888/lab", False),
        ("ws://localhost:8888/kernel", False),
        ("https://localhost.example.org/", True),
        ("http://10.0.0.1/", True),
        ("//fonts.example.org/a.woff", True),
    ],
)
def test_only_requests_that_leave_the_machine_count(page_log, url: str, recorded: bool) -> None:  # noqa: FBT001
    page_log.note_request(url)
    assert page_log.requests == ([url] if recorded else [])
