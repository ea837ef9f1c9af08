/** A claim opened in place: its sentences in context, what differs marked, ledgers beside. */
import { el, said, unseen, listed, counted } from "./dom.js";
import { drawLedgers } from "./ledger.js";

/** The claim's sentence in quotation marks, unless it begins with its own. */
function quoted({ text, lang }) {
  return el(/^["'“‘«„]/.test(text) ? "span" : "q", { dir: "auto", lang }, text);
}

/** The panel at once; `fill` when the kernel has answered, `fail` when it has not. */
export function makePanel(claim, tools) {
  const heading = el("h3", { tabindex: -1 }, claim.name ? said(claim.name) : quoted(claim));
  const facts = el("p", { class: "r-facts" });
  const beside = el("aside", { class: "r-ledgers", "aria-label": "Ledgers" }, el("p", { class: "r-none" }, "Reading the ledgers …"));
  const rest = el("div", { class: "r-rest" }, el("p", { class: "r-none" }, "Reading the articles …"));
  const node = el(
    "section",
    { "aria-label": "Claim, opened" },
    claim.name ? el("p", { class: "r-label" }, quoted(claim)) : el("p", { class: "r-label" }, said(claim.label)),
    heading,
    facts,
    tools,
    rest,
  );
  return {
    node,
    heading,
    fill(details, does) {
      facts.replaceChildren(...sayFacts(claim, details));
      rest.replaceChildren(
        el("div", { class: "r-open" }, el("div", {}, drawQuotes(details.quotes, does), drawNear(details.near, does), drawWithout(details.without)), beside),
      );
    },
    lack(error) {
      beside.replaceChildren(el("p", { class: "r-problem" }, `The ledgers could not be read: ${error.message}`));
    },
    /** The ledgers come later: a large event takes seconds to read for them. */
    add(entries) {
      beside.replaceWith(drawLedgers(entries));
      const isBare = Object.values(entries).every((all) => !(all.length ?? Object.keys(all).length));
      rest.firstChild.classList.toggle("r-bare", isBare);
      for (const [sentence, certainty] of Object.entries(entries.assured)) {
        for (const quote of rest.querySelectorAll(".r-quote")) {
          if (quote.dataset.sentence === sentence) quote.querySelector(".r-from").prepend(el("b", {}, certainty), " · ");
        }
      }
    },
    fail(error) {
      rest.replaceChildren(el("p", { class: "r-problem" }, `This claim could not be read: ${error.message}`));
    },
  };
}

function sayFacts(claim, { facts, quotes }) {
  const kind = { shared: "Shared claim", minority: "Minority claim", exclusive: "Claim of one outlet" }[claim.kind];
  const says = [`${counted(quotes.length, "sentence")} in ${counted(claim.outlets, "outlet")}, of ${counted(claim.origins, "origin")}`];
  says.push(`cohesion ${facts.cohesion}`);
  if (facts.stability) says.push(`found again in ${facts.stability} of the perturbed runs`);
  const fragile = claim.fragile ? [el("b", { class: "r-warns" }, "Fragile"), " · "] : [];
  const first = facts.first ? [" · first in ", said(facts.first)] : [];
  const { variantOf: wider } = claim;
  const variant = wider ? [" · variant of ", wider.name ? said(wider.name) : quoted(wider)] : [];
  return [...fragile, el("b", {}, kind), " · ", says.join(" · "), ...first, ...variant];
}

function drawQuotes(quotes, does) {
  const seen = new Map();
  const cards = [];
  let outlet = null;
  let card = null;
  for (const quote of quotes) {
    if (quote.outlet !== outlet) {
      outlet = quote.outlet;
      card = el("section", { class: "r-card" }, el("h4", {}, said(outlet)));
      cards.push(card);
    }
    const text = JSON.stringify([quote.before, quote.lead, quote.runs, quote.rest, quote.after]);
    card.append(drawQuote(quote, does, seen.get(text)));
    if (!seen.has(text)) seen.set(text, quote.outlet);
  }
  return el("div", { class: "r-cards" }, ...cards);
}

function drawQuote(quote, does, likeWhom) {
  const passage = likeWhom ? el("p", { class: "r-like" }, "Word for word as in ", said(likeWhom), likeWhom === quote.outlet ? ", in another article" : "") : drawPassage(quote);
  const judged = quote.probability ? `probability ${quote.probability}` : "has more of its words";
  const notes = [quote.medoid ? "stands for the claim" : judged, quote.when];
  return el(
    "article",
    { class: "r-quote", "data-sentence": quote.sentence },
    does?.chooser(quote) ?? null,
    passage,
    el("p", { class: "r-from" }, ...notes.flatMap((note, n) => (n ? [" · ", note] : [note]))),
    el("p", { class: "r-from" }, headline(quote)),
    quote.also.length ? el("p", { class: "r-from" }, "Also in: ", ...quote.also.flatMap((other, n) => [n ? "; " : "", does?.link(other) ?? said(other.label)])) : null,
    does?.tools(quote) ?? null,
  );
}

function headline(quote) {
  if (!quote.href) return said(quote.title, quote.lang);
  return el("a", { href: quote.href, target: "_blank", rel: "noopener noreferrer nofollow", dir: "auto", lang: quote.lang }, quote.title);
}

function drawPassage(quote) {
  const around = (text) => (text ? el("p", { class: "r-around", dir: "auto", lang: quote.lang }, text) : null);
  const soft = (text, before, after) => (text ? [before, el("span", { class: "r-soft" }, text), after] : []);
  return el(
    "div",
    { class: "r-passage" },
    around(quote.before),
    el("p", { dir: "auto", lang: quote.lang }, ...soft(quote.lead, "", " "), el("span", { class: "r-sentence" }, ...quote.runs.map(drawRun)), ...soft(quote.rest, " ", "")),
    around(quote.after),
  );
}

/** Words of the outlet's own are dotted, words in the place of others dashed, and both are told. */
function drawRun([text, state, instead]) {
  if (state === "equal") return text;
  const tells = state === "changed" && instead ? ` (instead of “${instead}”)` : " (own words)";
  return el("ins", { class: `r-${state}`, title: state === "changed" ? `instead of “${instead}”` : "own words" }, text, unseen(tells));
}

function drawNear(near, does) {
  if (!near.length) return null;
  return el(
    "section",
    { class: "r-near" },
    el("h4", {}, "Comes near, and is not counted"),
    el("div", { class: "r-cards" }, ...near.map((quote) => el("section", { class: "r-card" }, el("h5", {}, said(quote.outlet)), drawQuote({ ...quote, also: [] }, { ...does, chooser: () => null, tools: does.nearTools })))),
  );
}

function drawWithout(without) {
  if (!without.length) return null;
  return el("p", { class: "r-without" }, ...without.flatMap(({ why, outlets }, n) => [n ? " " : "", el("b", {}, `${why}: `), ...listed(outlets), "."]));
}
