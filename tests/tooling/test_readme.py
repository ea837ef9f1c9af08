"""What README.md shows is run.

A fenced block whose info string is `sh test` is run by bash -e, one that is `python test` by
exec(), in the order of the page, in a scratch copy of the project. Python blocks share one
namespace. Other blocks are shown, not run.
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^(```+)([^\n`]*)\n(.*?)^\1[ \t]*$", flags=re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: the number of its first line inside the fence, info string, text."""

    line: int
    info: str
    text: str


def read_blocks(markdown: str) -> list[Block]:
    """Finds the fenced blocks of a page."""
    return [
        Block(markdown.count("\n", 0, match.start(3)) + 1, match[2].strip(), match[3])
        for match in FENCE.finditer(markdown)
    ]


def run_blocks(blocks: list[Block], folder: Path) -> int:
    """Runs the blocks that are marked; returns how many. Fails with the line of README.md."""
    environment = {
        **{name: value for name, value in os.environ.items() if "MAKE" not in name},
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    namespace: dict[str, object] = {"__name__": "__main__"}
    n_run = 0
    for block in blocks:
        if block.info == "sh test":
            done = subprocess.run(
                ["bash", "-e", "-o", "pipefail", "-c", block.text],
                env=environment,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            assert done.returncode == 0, f"README.md:{block.line}: {block.text}\n{done.stdout}"
            n_run += 1
        elif block.info == "python test":
            # Empty lines before it, so that a traceback names the line of README.md.
            source = "\n" * (block.line - 1) + block.text
            exec(compile(source, ROOT / "README.md", "exec"), namespace)  # noqa: S102
            n_run += 1
    return n_run


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the project as it is here, without what tools and runs left behind."""
    copy = tmp_path / "crossframe"
    ignored = shutil.ignore_patterns(".*", "__pycache__", "build", "dist")
    shutil.copytree(ROOT, copy, ignore=ignored)
    monkeypatch.chdir(copy)
    return copy


def test_the_marked_blocks_run(scratch: Path) -> None:
    assert run_blocks(read_blocks(README), scratch) > 0


def test_no_mark_is_misspelt() -> None:
    # `sh tets` would silently not be run.
    known = {"sh", "sh test", "python", "python test", "text", "json", "sql", "toml", "mermaid"}
    unknown = [block for block in read_blocks(README) if block.info not in known]
    assert unknown == []


def test_make_targets_it_names_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))
    code = re.findall(r"`([^`\n]+)`", FENCE.sub("", README))
    code += [block.text for block in read_blocks(README)]
    named = set(re.findall(r"^\s*(?:\$ )?make ([a-z-]+)", "\n".join(code), flags=re.MULTILINE))
    assert named - targets == set()


SAMPLE = """\
`make test` runs

```sh test
echo first > order
```

```sh
exit 1  # shown, not run
```

```python test
from pathlib import Path
answer = Path("order").read_text()
```

```python test
assert answer == "first\\n"
```
"""


def test_blocks_run_in_order_and_only_the_marked_ones(scratch: Path) -> None:
    assert run_blocks(read_blocks(SAMPLE), scratch) == 3


@pytest.mark.parametrize(
    ("page", "error", "message"),
    [
        ("one\n\n```sh test\ntrue\nfalse\ntrue\n```\n", AssertionError, "README.md:4"),
        ("```sh test\nfalse | true\n```\n", AssertionError, "README.md:2"),
        ("```python test\nraise ValueError('a b')\n```\n", ValueError, "a b"),
    ],
)
def test_a_block_that_fails_fails(
    scratch: Path, page: str, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        run_blocks(read_blocks(page), scratch)
