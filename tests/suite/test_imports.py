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
