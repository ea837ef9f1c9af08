"""The reader on a page of its own: the real widget and its real answers, without JupyterLab.

Only the way between them is short: what a comm would carry goes through one call. JupyterLab
itself is driven by `tests/suite/test_lab.py`.
"""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from crossframe.config import Parameters
from crossframe.presentation.page import Shown
from crossframe.presentation.reader.widget import Reader, script, style

if TYPE_CHECKING:
    from crossframe.records import ClaimMap
    from playwright.sync_api import Page

# JupyterLab's own values of the variables that the style sheet reads.
_THEMES = {
    "light": "--jp-layout-color0:#fff;--jp-layout-color1:#fff;--jp-layout-color2:#eee;"
    "--jp-content-font-color0:#000;--jp-border-color1:#bdbdbd;--jp-border-color2:#e0e0e0",
    "dark": "--jp-layout-color0:#111;--jp-layout-color1:#212121;--jp-layout-color2:#424242;"
    "--jp-content-font-color0:#fff;--jp-border-color1:#616161;--jp-border-color2:#424242",
}
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Reader</title>
<style>:root{{{variables}}} body{{background:var(--jp-layout-color0);margin:12px}}
h1{{font:16px sans-serif;color:var(--jp-content-font-color0)}}</style></head>
<body data-jp-theme-light="{light}"><main><h1>A notebook</h1><div id="host"></div></main></body>
</html>"""
MOUNT = """async ([code, css, table]) => {
  const sheet = document.createElement("style");
  sheet.textContent = css;
  document.head.append(sheet);
  const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  const { default: widget } = await import(url);
  const ears = {};
  const view = (text) => new DataView(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);
  const held = { table: view(table) };
  const tell = (event, ...values) => [...(ears[event] ?? [])].forEach((ear) => ear(...values));
  const model = {
    get: (name) => held[name],
    on: (event, ear) => (ears[event] ??= new Set()).add(ear),
    off: (event, ear) => ears[event]?.delete(ear),
    send: async (content) => {
      const { sent, table } = JSON.parse(await window.kernel(JSON.stringify(content)));
      if (table) {
        held.table = view(table);
        tell("change:table");
      }
      sent.forEach((answer) => tell("msg:custom", answer, []));
    },
  };
  window.leave = await widget.render({ model, el: document.querySelector("#host") });
}"""


class Told(Reader):
    """The reader with its ends of the comm in reach."""

    def __init__(self, *given: Any, **named: Any) -> None:
        self.sent: list[dict[str, Any]] = []
        super().__init__(*given, **named)

    def send(self, content: dict[str, Any], _: object = None) -> None:
        """Keeps what would go to the browser."""
        self.sent.append(content)

    def hear(self, text: str) -> str:
        """Hears what the browser sends, and gives what goes back."""
        table, self.sent = self.table, []
        self._hear(self, json.loads(text), [])
        changed = base64.b64encode(self.table).decode() if self.table != table else None
        return json.dumps({"sent": self.sent, "table": changed})


def stage(
    page: Page, claim_map: ClaimMap, theme: str = "light", parameters: Parameters | None = None
) -> Told:
    """Mounts the reader of an event on a page, and waits until it has read the ledgers."""
    reader = Told(claim_map, Shown(""), parameters or Parameters(event="staged"))
    light = str(theme == "light").lower()
    page.set_content(_PAGE.format(variables=_THEMES[theme], light=light))
    page.expose_function("kernel", reader.hear)
    page.evaluate(MOUNT, [script(), style(), base64.b64encode(reader.table).decode()])
    page.wait_for_function(
        "!document.querySelector('.r-chips').textContent.includes('…')", timeout=120_000
    )
    return reader
