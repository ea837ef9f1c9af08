/** The entries of a claim in the ledgers, as they stand beside its sentences. */
import { el, said, unseen, listed } from "./dom.js";

export function drawLedgers(ledgers) {
  const parts = [
    part("Figures", ledgers.figures.map(figure)),
    part("Contradictions", ledgers.opposed.map(opposed)),
    part("Voices", ledgers.voices.length ? [voices(ledgers.voices)] : []),
    part("Quotations", ledgers.quotations.map(quotation)),
    part("Names", ledgers.names.map(naming)),
    part("Certainty", ledgers.certainty ? [el("p", {}, ledgers.certainty)] : []),
  ].filter(Boolean);
  return el(
    "aside",
    { class: "r-ledgers", "aria-label": "Ledgers" },
    parts.length ? parts : el("p", { class: "r-none" }, "No ledger has an entry for this claim."),
  );
}

function part(title, entries) {
  if (!entries.length) return null;
  return el("section", {}, el("h4", {}, title), ...entries);
}

function figure(one) {
  return el(
    "div",
    { class: "r-entry" },
    el("p", { class: `r-relation r-is-${one.relation}` }, el("b", {}, `${one.sign} ${one.relation}`), ", of ", said(one.counted)),
    el(
      "table",
      { class: "r-figures" },
      el("thead", { class: "r-unseen" }, el("tr", {}, ...["Outlet", "Figure", "Beside the first"].map((name) => el("th", { scope: "col" }, name)))),
      el("tbody", {}, ...one.values.map(value)),
    ),
    el("p", { class: "r-why" }, one.why),
  );
}

function value(one) {
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, said(one.outlet), el("small", {}, one.when, one.said_by ? ", by " : "", one.said_by ? said(one.said_by) : "")),
    el("td", {}, said(one.written)),
    el("td", { class: "r-beside" }, one.sign ? el("span", { "aria-hidden": true, title: one.relation }, one.sign) : "", one.relation ? unseen(one.relation) : ""),
  );
}

function opposed(one) {
  return el(
    "div",
    { class: "r-entry" },
    el("p", { class: "r-relation r-is-conflict" }, el("b", {}, `⊥ ${one.kind}`), one.within ? ", within the claim" : ", elsewhere in the event"),
    ...one.sides.map((side) =>
      el("blockquote", {}, el("bdi", { dir: "auto", lang: side.lang }, side.before, side.marked ? el("mark", {}, side.marked) : "", side.after), el("cite", {}, said(side.outlet))),
    ),
    one.why ? el("p", { class: "r-why" }, one.why) : null,
  );
}

function voices(all) {
  return el("ul", {}, ...all.map((one) => el("li", {}, el("b", {}, said(one.outlet)), " ", said(one.says))));
}

function quotation(one) {
  return el(
    "div",
    { class: "r-entry" },
    el("blockquote", {}, el("q", { dir: "auto", lang: one.lang }, one.text), one.speaker ? el("cite", {}, said(one.speaker)) : null),
    el(
      "ul",
      {},
      ...one.by.map((by) =>
        el("li", {}, el("b", {}, said(by.outlet)), ` ${by.relation}`, by.words ? [": ", el("q", { dir: "auto", lang: one.lang }, by.words)] : "", by.missing ? [", without ", el("q", { dir: "auto", lang: one.lang }, by.missing)] : ""),
      ),
    ),
  );
}

function naming(one) {
  return el(
    "div",
    { class: "r-entry" },
    el("ul", {}, ...one.names.map((name) => el("li", {}, el("b", {}, said(name.name)), " in ", ...listed(name.outlets)))),
    el("p", { class: "r-why" }, `${one.kind}, ${one.sure}`),
  );
}
