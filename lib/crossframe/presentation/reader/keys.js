/** The keyboard: every key, what it is for, and the page that lists them. */
import { el } from "./dom.js";

/** JupyterLab hears keys before anybody; in here only those with Ctrl or Cmd are for it. */
export function guardKeys(root) {
  const guard = (press) => {
    if (!root.contains(press.target)) return;
    const forLab = (press.ctrlKey || press.metaKey) && !["Home", "End"].includes(press.key);
    root.toggleAttribute("data-lm-suppress-shortcuts", !forLab);
  };
  root.setAttribute("data-lm-suppress-shortcuts", "");
  window.addEventListener("keydown", guard, true);
  return () => window.removeEventListener("keydown", guard, true);
}

export const isTyping = (target) => target.matches("input:not([type=checkbox]), select, textarea");

export function drawHelp(keys) {
  const rows = keys.map(([names, says]) => el("tr", {}, el("th", { scope: "row" }, ...names.flatMap((name, n) => [n ? " " : "", el("kbd", {}, name)])), el("td", {}, says)));
  return el("section", { class: "r-help", "aria-label": "Keys", tabindex: -1, hidden: true }, el("table", {}, el("caption", {}, "Keys, while the focus is on a claim"), el("tbody", {}, ...rows)));
}
