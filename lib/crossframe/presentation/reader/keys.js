/** The keyboard: every key, what it is for, and the page that lists them. */
import { el } from "./dom.js";

/** JupyterLab hears a key after the reader: of those pressed in here, the ones with Ctrl or Cmd. */
export function guardKeys(root) {
  root.addEventListener("keydown", (press) => {
    if (!press.ctrlKey && !press.metaKey) press.stopPropagation();
  });
}

export const isTyping = (target) => target.matches("input:not([type=checkbox]), select, textarea");

export function drawHelp(keys) {
  const rows = keys.map(([names, says]) => el("tr", {}, el("th", { scope: "row" }, ...names.flatMap((name, n) => [n ? " " : "", el("kbd", {}, name)])), el("td", {}, says)));
  return el("section", { class: "r-help", "aria-label": "Keys", tabindex: -1, hidden: true }, el("table", {}, el("caption", {}, "Keys, while the focus is on a claim"), el("tbody", {}, ...rows)));
}
