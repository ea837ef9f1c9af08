"""Nothing that is read can run: no pickle and its like, no eval, no shell, no unpacking to disk."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

LIB = Path(__file__).parents[2] / "lib/crossframe"
FORBIDDEN_MODULES = frozenset(
    {"pickle", "_pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "jsonpickle"}
)
FORBIDDEN_NAMES = frozenset({"eval", "exec", "compile", "__import__", "breakpoint"})
FORBIDDEN_METHODS = frozenset(
    {
        *("os.system", "os.popen", "subprocess.getoutput", "shutil.unpack_archive"),
        *("torch.load", "yaml.load", "yaml.unsafe_load", "np.fromfile", "numpy.fromfile"),
    }
)
UNPACKING = frozenset({"extract", "extractall", "read_pickle", "to_pickle"})


def dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def findings(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            from_name = getattr(node, "module", None) or ""
            names = [alias.name for alias in node.names]
            if isinstance(node, ast.ImportFrom):
                names = [from_name, *(f"{from_name}.{name}" for name in names)]
            for name in names:
                if name.split(".")[0] in FORBIDDEN_MODULES or name in FORBIDDEN_METHODS:
                    yield f"{node.lineno}: imports {name}"
        if isinstance(node, ast.Call):
            name = dotted(node.func)
            if name in FORBIDDEN_NAMES | FORBIDDEN_METHODS or name.split(".")[-1] in UNPACKING:
                yield f"{node.lineno}: calls {name}"
            for keyword in node.keywords:
                value = getattr(keyword.value, "value", None)
                if keyword.arg in {"allow_pickle", "shell", "trust_remote_code"} and value:
                    yield f"{node.lineno}: {keyword.arg}={value}"


@pytest.mark.parametrize("path", sorted(LIB.rglob("*.py")), ids=lambda p: str(p.relative_to(LIB)))
def test_a_module_runs_nothing_that_it_reads(path: Path) -> None:
    assert list(findings(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "import pickle",
        "from pickle import loads",
        "import joblib.numpy_pickle",
        "from torch import load",
        "eval('1')",
        "torch.load(f)",
        "np.load(f, allow_pickle=True)",
        "subprocess.run('x', shell=True)",
        "archive.extractall(folder)",
        "AutoModel.from_pretrained(x, trust_remote_code=True)",
    ],
)
def test_the_test_finds_what_it_looks_for(source: str) -> None:
    assert list(findings(source))
