/** Builds elements. What articles say is text here and nothing else: no HTML is ever parsed. */

export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true && !key.startsWith("aria-") ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

/** A text from outside: in a direction of its own, and in its language where that is known. */
export function said(text, lang) {
  return el("bdi", { dir: "auto", lang }, text);
}

/** A name that may break after its dots and hyphens, before it has to in a word. */
export function breakable(name) {
  const pieces = name.length > 12 ? name.split(/(?<=[._/@-])(?=[\p{L}\p{N}])/u) : [name];
  return el("bdi", { dir: "auto" }, ...pieces.flatMap((piece, n) => (n ? [el("wbr"), piece] : [piece])));
}

let named = 0;

/** A control with its label. */
export function field(label, control, own = "") {
  control.id ||= `r-field-${named++}-${Math.random().toString(36).slice(2, 7)}`;
  return el("div", { class: `r-field ${own}` }, el("label", { for: control.id }, label), control);
}

/** A text for screen readers alone. */
export function unseen(text) {
  return el("span", { class: "r-unseen" }, text);
}

/** Names, each isolated, joined as a sentence does. */
export function listed(names) {
  return names.flatMap((name, n) => {
    const between = n === 0 ? "" : n === names.length - 1 ? " and " : ", ";
    return [between, said(name)];
  });
}

export function counted(count, thing) {
  return `${count.toLocaleString("en")} ${thing}${count === 1 ? "" : "s"}`;
}
