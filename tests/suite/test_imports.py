"""Imports that a run pays for hold what it needs and no more."""

from __future__ import annotations

import subprocess
import sys

_SAYS = """
import sys
from crossframe.suite.notebooks import SUITE, import_papermill, require_parameters
assert import_papermill() is sys.modules["papermill"]
for name in SUITE:
    require_parameters(name)
print("rfc3987_syntax" in sys.modules)
import rfc3987_syntax
from rfc3987_syntax import is_valid_syntax
print(is_valid_syntax("iri", "https://example.org/"))
"""


def test_papermill_comes_without_grammars_and_hides_them_from_nobody() -> None:
    done = subprocess.run([sys.executable, "-c", _SAYS], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


_NEEDS = """
import sys
import crossframe.suite.making
from crossframe.claims.vocabulary import count_words
assert count_words(["It sank.", "it fell"]).nnz == 4
print({"sklearn", "ssl", "lxml", "torch", "spacy", "umap"} & sys.modules.keys())
"""


def test_making_a_run_imports_neither_what_fetches_nor_what_a_model_needs() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _NEEDS], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"
