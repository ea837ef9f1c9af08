/** Search, filters and order, above the claims. */
import { el, field } from "./dom.js";
import { KINDS, SORTS, everything } from "./query.js";

export function makeBar(event, changed) {
  const asked = everything();
  const search = el("input", { type: "search", placeholder: "Words in any sentence", autocomplete: "off", spellcheck: "false", oninput: () => ask({ text: search.value }) });
  const outlet = el("select", { onchange: () => ask({ outlet: outlet.value }) });
  const sort = el("select", { onchange: () => ask({ sort: sort.value }) });
  const from = el("input", { type: "date", onchange: () => ask({ from: from.value }) });
  const to = el("input", { type: "date", onchange: () => ask({ to: to.value }) });
  const clear = el("button", { type: "button", class: "r-clear", hidden: true, onclick: reset }, "Clear filters");
  const chips = KINDS.map((kind) => {
    const count = el("span", { class: "r-many" });
    const box = el("input", { type: "checkbox", onchange: () => pick(kind.name, box.checked) });
    return { kind, box, count, node: el("label", { class: "r-chip", title: kind.says }, box, el("span", {}, `${kind.name} `, count)) };
  });
  const group = (label, sign) => el("optgroup", { label }, ...event.outlets.map((name, n) => el("option", { value: `${sign}${n + 1}` }, `${name} ${sign === "+" ? "carries it" : "does not"}`)));
  const days = event.articles.map((article) => article.day).filter(Boolean).sort();

  outlet.append(el("option", { value: "" }, "any"), group("Carried by", "+"), group("Not carried by", "-"));
  sort.append(...Object.entries(SORTS).map(([name, { says }]) => el("option", { value: name }, says)));
  for (const input of [from, to]) Object.assign(input, { min: days[0] ?? "", max: days.at(-1) ?? "" });

  function ask(change) {
    Object.assign(asked, change);
    clear.hidden = !(asked.text || asked.outlet || asked.from || asked.to || asked.kinds.size);
    changed(asked);
  }

  function pick(name, on) {
    if (on) asked.kinds.add(name);
    else asked.kinds.delete(name);
    ask({});
  }

  function reset() {
    for (const input of [search, outlet, from, to]) input.value = "";
    for (const { box } of chips) box.checked = false;
    asked.kinds.clear();
    ask({ text: "", outlet: "", from: "", to: "" });
    search.focus();
  }

  const node = el(
    "div",
    { class: "r-bar", role: "search", "aria-label": "Claims" },
    field("Search", search, "r-search"),
    field("Outlet", outlet),
    ...(days.length ? [field("Published from", from), field("to", to)] : []),
    field("Order", sort),
    el("fieldset", { class: "r-chips" }, el("legend", { class: "r-unseen" }, "Kinds of claims"), ...chips.map((chip) => chip.node), clear),
  );

  return {
    node,
    asked,
    search,
    reset,
    /** Counts the claims of each kind; those of the ledgers once they have been read. */
    count(now) {
      for (const { kind, count, box } of chips) {
        const known = kind.name !== "conflicting" || now.flagged;
        count.textContent = known ? String(now.claims.filter(kind.is).length) : "…";
        box.disabled = !known;
      }
    },
  };
}
