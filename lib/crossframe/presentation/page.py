"""A template and its values -> a page or a fragment: escaped, styled, with nothing to fetch."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from unicodedata import bidirectional

from jinja2 import Environment, FunctionLoader, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from crossframe.presentation.palette import palette_css
from crossframe.presentation.phrasing import counted, number, percent, shortened
from crossframe.presentation.units import template_of_groups
from crossframe.presentation.untrusted import (
    clip,
    foreign_language,
    is_right_to_left,
    neutralise,
)
from crossframe.text import language_name

# Parts of the report that have macros and a style sheet of their own.
LIBRARIES = (
    "claims",
    "corpus",
    "coverage",
    "first",
    "ledgers",
    "map",
    "numbers",
    "quality",
    "sources",
    "stability",
    "timeline",
    "wholeness",
    "wording",
)

# Characters of the running title on paper.
_RUNNING = 90
# Characters of a word from which on it may have to be broken in a narrow column.
_LONG_WORD = 14


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of HTML that a notebook shows as the last value of a cell."""

    html: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        """A line for frontends that show no HTML."""
        return f"<Shown: {len(self.html):,} characters of HTML>"


@cache
def _environment(*, grouped: bool) -> Environment:
    loader = PackageLoader("crossframe.presentation")
    found = Environment(
        loader=FunctionLoader(lambda name: template_of_groups(_source(name)))
        if grouped
        else loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    found.filters.update(counted=counted, number=number, percent=percent, language=language_name)
    found.filters.update(breakable=breakable, named=named)
    found.globals["grouped"] = grouped
    found.tests.update(right_to_left=is_right_to_left, foreign=_is_foreign)
    return found


def compile_templates() -> None:
    """Compiles every template and style sheet now; one that is not is when it is first used."""
    for name in _environment(grouped=False).list_templates(["j2"]):
        _environment(grouped=False).get_template(name)
    _code()
    _page_sheet()
    for library in ("macros", *LIBRARIES):
        _part_sheet(library)


def _finalize(value: object) -> object:
    """Sees every value before it is escaped, wherever in the page it goes."""
    is_text = isinstance(value, str) and not isinstance(value, Markup)
    return neutralise(clip(str(value))) if is_text else value


def breakable(name: str) -> Markup:
    """Lets a long name break after its dots, hyphens and the like, before it has to in a word.

    >>> print(breakable("music.example.net"), breakable("Post"), breakable("<b>.example.net"))
    music.<wbr>example.<wbr>net Post &lt;b&gt;.<wbr>example.<wbr>net
    """
    shown = str(_finalize(name))
    if max(map(len, shown.split()), default=0) <= _LONG_WORD:
        return escape(shown)
    pieces = re.split(r"(?<=[._/@-])(?=[^\W_])", shown)
    return Markup("<wbr>").join(pieces)


def named(names: Sequence[str]) -> Markup:
    """Lists names in a line that runs from the left: what runs from the right is isolated in it.

    A large event names a hundred thousand, so that no other is an element of its own.

    >>> print(named(["The Post", "הארץ", "<b>"]))
    The Post, <bdi>הארץ</bdi> and &lt;b&gt;
    """
    *others, last = (_isolated(name) for name in names)
    return Markup(" and ").join([Markup(", ").join(others), last] if others else [last])


@lru_cache(maxsize=1024)
def _isolated(name: str) -> Markup:
    shown = breakable(name)
    is_plain = all(bidirectional(one) not in {"R", "AL", "AN"} for one in name)
    return shown if is_plain else Markup("<bdi>{}</bdi>").format(shown)


def _is_foreign(language: str | None) -> bool:
    return foreign_language(language) is not None


def _source(name: str) -> str:
    environment = _environment(grouped=False)
    assert environment.loader is not None  # noqa: S101  # for mypy: set three lines up
    return environment.loader.get_source(environment, name)[0]


@cache
def style_sheet(*names: str) -> str:
    """The colours and the named style sheets, without comments and needless space."""
    text = "".join(_source(name) for name in names)
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return palette_css() + re.sub(r" ?([{};,]) ?", r"\1", text).replace(": ", ":").strip()


def _page_sheet(*own: str) -> str:
    return style_sheet("report.css", *(f"{name}.css" for name in LIBRARIES), "page.css", *own)


def _part_sheet(library: str) -> str:
    own = [f"{library}.css"] if library in LIBRARIES else []
    return style_sheet("report.css", *own, "fragment.css")


def render_page(
    template: str,
    values: Mapping[str, object],
    *,
    script: bool = True,
    sheet: str = "",
    running: str = "",
    grouped: bool = False,
) -> str:
    """Renders a whole page.

    Args:
        template: Its file, which extends `_page.html.j2`.
        values: What it is made of.
        script: False for a page that needs none.
        sheet: A style sheet of this page's own, without its ending.
        running: What stands on paper at the head of every page but the first; any text.
        grouped: Whether groups of outlets are compared: then the page's own words say so.

    Returns:
        One HTML document. Its Content-Security-Policy allows the page's own style sheet and
        script, by hash, and nothing else.
    """
    style = _page_sheet(*([f"{sheet}.css"] if sheet else []))
    if running:
        style += f"@media print{{@page{{@top-left{{content:{css_string(running)}}}}}}}"
    code = _code() if script else ""
    policy = f"default-src 'none'; style-src '{_hash(style)}'; "
    policy += _leave(code) if code else ""
    return _render(
        template,
        {
            **values,
            "policy": policy + "base-uri 'none'; form-action 'none'",
            "style": Markup(style),  # noqa: S704  # our own files
            "script": Markup(code),  # noqa: S704
        },
        grouped=grouped,
    )


def without_script(page: str) -> str:
    """A page as it is rendered without its script, for a frame in which none may run."""
    leave = str(escape(_leave(_code())))
    return page.replace(f"<script>{_code()}</script>", "").replace(leave, "")


@cache
def _code() -> str:
    return _without_indents(_source("page.js").strip())


def _leave(code: str) -> str:
    """What lets a page run its own script."""
    return f"script-src '{_hash(code)}'; "


def css_string(text: str) -> str:
    r"""Writes a text as a string of CSS: no character of it can end the string or the style sheet.

    >>> css_string('A"}</style>')
    '"A\\22 \\7d \\3c \\2f style\\3e "'
    """
    shown = neutralise(clip(shortened(text, _RUNNING)))
    safe = re.sub(r"[^A-Za-z0-9 ]", lambda found: f"\\{ord(found[0]):x} ", shown)
    return f'"{safe}"'


def render_part(
    part: str, view: object, library: str = "macros", *, grouped: bool = False
) -> Shown:
    """Renders a part of the report for a notebook: one element that brings its style sheet along.

    Args:
        part: The macro that draws it.
        view: What the macro is given.
        library: The template that holds the macro, without underscore and endings.
        grouped: Whether groups of outlets are compared: then the part's own words say so.

    Returns:
        The fragment.
    """
    style = Markup(_part_sheet(library))  # noqa: S704  # our own files
    values = {"library": f"_{library}.html.j2", "part": part, "view": view, "style": style}
    return Shown(_render("fragment.html.j2", values, grouped=grouped).strip())


def _render(template: str, values: Mapping[str, object], *, grouped: bool = False) -> str:
    text = _environment(grouped=grouped).get_template(template).render(**values)
    return _without_indents(text)


def _without_indents(text: str) -> str:
    return re.sub(r"\n\s+", "\n", text)


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(sha256(text.encode()).digest()).decode()


def write_page(html: str, path: Path) -> Path:
    """Writes a page at once: a reader sees the old one or the new one, never half of it.

    Args:
        html: The page.
        path: The file; its folders are made.

    Returns:
        The path.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        aside.write_text(html, encoding="utf-8", newline="\n")
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)  # on a full disk it is there, and nobody would remove it
    return path
