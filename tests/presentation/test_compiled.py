"""Templates and style sheets compiled ahead are those that pages are rendered with."""

from __future__ import annotations

import jinja2
import pytest
from crossframe.presentation.page import compile_templates, render_part


def test_what_was_compiled_ahead_is_not_compiled_again(monkeypatch: pytest.MonkeyPatch) -> None:
    compile_templates()

    def compiled(*_: object, **__: object) -> None:
        raise AssertionError("a template or a style sheet is compiled where it is shown")

    monkeypatch.setattr(jinja2.Environment, "compile", compiled)
    monkeypatch.setattr("crossframe.presentation.page._source", compiled)
    for library in ("macros", "claims"):
        with pytest.raises(jinja2.UndefinedError):
            render_part("no_such_part", None, library)
