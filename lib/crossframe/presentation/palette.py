"""Names of colours -> their values on light and on dark ground; `tests/presentation` measures them.

Blue stands for what is carried, orange for what no other article says: the pair that the common
colour-blindnesses keep apart (Okabe and Ito, "Color universal design", 2008). Shape or text says
the same wherever one of the two is used.
"""

from __future__ import annotations

from collections.abc import Mapping

LIGHT: Mapping[str, str] = {
    "ground": "#fdfcf9",
    "wash": "#f4f1ea",
    "ink": "#1d1b18",
    "soft": "#5a554c",
    "rule": "#d8d3c7",
    "edge": "#857e70",
    "link": "#0b4f8a",
    "carried": "#0b5a96",
    "on-carried": "#ffffff",
    "alone": "#b04a00",
    "target": "#fff0bf",
}
DARK: Mapping[str, str] = {
    "ground": "#15171a",
    "wash": "#1e2125",
    "ink": "#ebe8e1",
    "soft": "#b5b0a5",
    "rule": "#3b3e43",
    "edge": "#85888e",
    "link": "#92c5f5",
    "carried": "#2f78b8",
    "on-carried": "#ffffff",
    "alone": "#f0a052",
    "target": "#443a12",
}


def palette_css() -> str:
    """Declares the colours: as the system prefers, or as JupyterLab's theme says."""
    light, dark = _declared(LIGHT, "light"), _declared(DARK, "dark")
    paper = _declared({**LIGHT, "ground": "#ffffff"}, "light")
    return (
        f".crossframe{{{light}}}"
        f"@media (prefers-color-scheme:dark){{.crossframe{{{dark}}}}}"
        f'[data-jp-theme-light="true"] .crossframe{{{light}}}'
        f'[data-jp-theme-light="false"] .crossframe{{{dark}}}'
        f"@media print{{.crossframe.crossframe{{{paper}}}}}"
    )


def _declared(colours: Mapping[str, str], scheme: str) -> str:
    values = "".join(f"--cf-{name}:{value};" for name, value in colours.items())
    return f"{values}color-scheme:{scheme}"
