/** The corrections of the event: who did what, and what became of it. */
import { el, said } from "./dom.js";

const DID = { merge: "merged", split: "split", move: "moved", reject: "rejected", rename: "renamed", note: "noted", check: "checked", undo: "took back", redo: "put back" };
const STATES = { applied: "in force", partly: "partly in force", superseded: "superseded", not_applicable: "no longer applies", undone: "taken back", unreadable: "cannot be read" };

export const did = (action) => DID[action] ?? action;
const isTurn = ({ action }) => action === "undo" || action === "redo";
const isInForce = ({ state }) => state === "applied" || state === "partly";

/** The correction that an undo would take back: the latest of this person's that is in force. */
export function lastInForce(corrections, by) {
  return corrections.findLast((one) => one.by === by && !isTurn(one) && isInForce(one));
}

/** The correction that a redo would put back: what this person took back last. */
export function lastTakenBack(corrections, by) {
  const undo = corrections.findLast((one) => one.by === by && one.action === "undo" && isInForce(one));
  return undo && corrections.find((one) => one.id === undo.target && one.state === "undone");
}

/** What people did to one claim, for its panel. */
export function drawDeeds(corrections, id) {
  const own = corrections.filter((one) => one.claims.includes(id) && !isTurn(one));
  if (!own.length) return null;
  return el("ul", { class: "r-deeds" }, ...own.map((one) => el("li", {}, el("b", {}, said(one.by)), ` ${did(one.action)} it`, one.text ? [": ", el("q", { dir: "auto" }, one.text)] : "", el("small", {}, ` ${one.when}`))));
}

export function makeHistory(turn) {
  const list = el("ol", { reversed: true });
  const where = el("p", { class: "r-why" });
  const node = el("section", { class: "r-history", "aria-label": "Corrections", tabindex: -1, hidden: true }, el("h4", {}, "Corrections"), where, list);

  function line(one, corrections) {
    const about = one.target ? corrections.find((other) => other.id === one.target) : null;
    const what = about ? [`${did(about.action)} by `, said(about.by)] : one.excerpts.slice(0, 3).flatMap((excerpt, n) => [n ? ", " : "", el("q", { dir: "auto" }, excerpt)]);
    const more = one.excerpts.length > 3 ? ` and ${one.excerpts.length - 3} more` : "";
    const action = isTurn(one) ? null : isInForce(one) ? ["undo", "Undo"] : one.state === "undone" ? ["redo", "Redo"] : null;
    return el(
      "li",
      { class: isInForce(one) ? "" : "r-past" },
      el("p", {}, el("b", {}, said(one.by)), ` ${did(one.action)} `, one.text ? [el("q", { dir: "auto" }, one.text), ": "] : "", ...what, more),
      el("p", { class: "r-why" }, `${one.when} · ${STATES[one.state] ?? one.state}`, one.reason ? ` (${one.reason})` : "", " ", action ? el("button", { type: "button", class: "r-link", onclick: () => turn(action[0], one.id) }, action[1]) : null),
    );
  }

  return {
    node,
    show({ corrections, kept, finished }) {
      const elsewhere = finished ? ["The other cells show a finished run, which stays as it was: the event’s next run has these corrections, and so has this notebook with ", el("code", {}, 'out = ""'), "."] : ["Other cells of the notebook show them when they are run again."];
      where.replaceChildren("Kept in ", el("code", {}, kept), ". ", ...elsewhere);
      list.replaceChildren(...corrections.map((one) => line(one, corrections)).reverse());
      if (!corrections.length) list.replaceChildren(el("li", { class: "r-none" }, "Nobody has corrected anything yet."));
    },
  };
}
