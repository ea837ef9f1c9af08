/** The claims as rows, the outlets as columns. Only the rows in sight are in the document. */
import { breakable, el, said, unseen, counted } from "./dom.js";
import { isCarried } from "./query.js";
import { CELLS, dayOf, marksOf } from "./words.js";

const BEYOND = 4; // rows kept above and below those in sight
const CLAIM = 352; // width of the first column, pixels
// From this width of a column on, a cell shows the outlet's own words; from that one on, one word.
const FOR_WORDS = 168;
const FOR_A_WORD = 76;
const FOR_A_NAME = 60; // below, names of outlets are turned
const LETTER = 6.5; // mean width of a letter of a name, pixels: a word that does not fit is turned
const NARROWEST = 40;

export function makeGrid(event, does) {
  const header = el("div", { role: "row", class: "r-head", "aria-rowindex": 1 });
  const body = el("div", { role: "rowgroup", class: "r-body" });
  const node = el(
    "div",
    { role: "grid", class: "r-grid", "aria-label": "Claims by outlet", "aria-multiselectable": true, "aria-colcount": event.outlets.length + 1 },
    el("div", { role: "rowgroup", class: "r-top" }, header),
    body,
  );
  const longest = Math.max(0, ...event.outlets.flatMap((name) => name.split(/(?<=[\s._/@-])/u)).map((word) => word.length));
  const rows = new Map();
  let claims = [];
  let height = 76;
  let at = { row: 0, column: 0 };
  let opened = null; // { id, node, height }
  let drawn = false;

  header.append(
    el("div", { role: "columnheader", class: "r-corner", "aria-colindex": 1 }, "Claim"),
    ...event.outlets.map((name, n) => el("div", { role: "columnheader", class: "r-outlet", "aria-colindex": n + 2, title: name }, breakable(name))),
  );

  const indexOf = (id) => claims.findIndex((claim) => claim.id === id);
  const topOf = (row) => row * height + (opened && row > opened.row ? opened.height : 0);
  const whole = () => claims.length * height + (opened && opened.row >= 0 ? opened.height : 0);

  function rowAt(y) {
    if (!opened || opened.row < 0 || y < (opened.row + 1) * height) return Math.floor(y / height);
    return Math.max(opened.row, Math.floor((y - opened.height) / height));
  }

  function draw() {
    drawn = false;
    const room = node.clientHeight || 600;
    const first = Math.max(0, rowAt(node.scrollTop) - BEYOND);
    const last = Math.min(claims.length - 1, rowAt(node.scrollTop + room) + BEYOND);
    const wanted = new Set();
    for (let row = first; row <= last; row++) wanted.add(row);
    if (claims.length) wanted.add(at.row); // where the focus is, it stays
    if (opened && opened.row >= 0) wanted.add(opened.row);
    const order = [...wanted].sort((a, b) => a - b);
    const kept = new Set(order.map((row) => claims[row].id));
    for (const [id, row] of rows) {
      if (kept.has(id)) continue;
      row.remove();
      rows.delete(id);
    }
    let next = body.firstChild;
    const put = (child) => {
      if (child === next) next = next.nextSibling;
      else body.insertBefore(child, next);
    };
    for (const row of order) {
      const claim = claims[row];
      if (!rows.has(claim.id)) rows.set(claim.id, makeRow(claim));
      const line = rows.get(claim.id);
      line.style.transform = `translateY(${topOf(row)}px)`;
      line.setAttribute("aria-rowindex", row + 2);
      put(line);
      if (opened && opened.row === row) {
        opened.node.style.transform = `translateY(${(row + 1) * height}px)`;
        put(opened.node);
      }
    }
    body.style.height = `${whole()}px`;
  }

  function soon() {
    if (drawn) return;
    drawn = true;
    requestAnimationFrame(draw);
  }

  function makeRow(claim) {
    const isOpen = opened?.id === claim.id;
    const row = el("div", {
      role: "row",
      class: `r-row${claim.fragile ? " r-fragile" : ""}${isOpen ? " r-is-open" : ""}`,
      "aria-selected": String(does.isSelected(claim.id)),
      "data-claim": claim.id,
    });
    row.append(makeFirst(claim, isOpen), ...[...claim.cells].map((letter, n) => makeCell(claim, letter, n)));
    mark(row, claim.id);
    return row;
  }

  function makeFirst(claim, isOpen) {
    const says = [counted(claim.outlets, "outlet"), dayOf(claim.first), ...marksOf(claim)].filter(Boolean);
    return el(
      "div",
      { role: "rowheader", class: "r-claim", "aria-colindex": 1, "aria-expanded": String(isOpen) },
      el("div", { class: "r-text" }, said(claim.name || claim.text, claim.name ? undefined : claim.lang)),
      claim.apart && !claim.name ? el("div", { class: "r-says r-apart" }, "with ", el("q", {}, said(claim.apart))) : null,
      el("div", { class: "r-says" }, ...does.badges(claim), says.join(" · ")),
    );
  }

  function makeCell(claim, letter, n) {
    const [word, hears] = CELLS[letter];
    const carried = isCarried(letter);
    const own = carried ? claim.members.map((m) => event.sentences[m]).filter(([article]) => event.articles[article].outlet === n) : [];
    const count = own.length > 1 ? `, ${counted(own.length, "sentence")}` : "";
    return el(
      "div",
      { role: "gridcell", class: `r-cell r-${letter}`, "aria-colindex": n + 2, title: `${event.outlets[n]}: ${hears}${count}` },
      unseen(`${hears}${count}`),
      el("span", { class: carried ? "r-mark" : "r-sign", "aria-hidden": true }, word),
      own.length > 1 ? el("span", { class: "r-count", "aria-hidden": true }, `×${own.length}`) : null,
      own.length ? el("span", { class: "r-snippet" }, said(own[0][1], event.articles[own[0][0]].lang)) : null,
    );
  }

  /** Puts the one cell that Tab comes to where the focus is to be. */
  function mark(row, id) {
    const isAt = claims[at.row]?.id === id;
    row.classList.toggle("r-at", isAt);
    [...row.children].forEach((cell, n) => cell.setAttribute("tabindex", isAt && n === at.column ? 0 : -1));
  }

  function go(row, column, { focus = true } = {}) {
    if (!claims.length) return;
    const before = rows.get(claims[at.row]?.id);
    at = { row: clamp(row, claims.length - 1), column: clamp(column, event.outlets.length) };
    if (before) mark(before, before.dataset.claim);
    show(at.row);
    draw();
    const line = rows.get(claims[at.row].id);
    mark(line, claims[at.row].id);
    const cell = line.children[at.column];
    if (focus) cell.focus({ preventScroll: true });
    if (at.column > 0) reveal(cell);
  }

  function show(row) {
    const top = topOf(row);
    const room = node.clientHeight - header.offsetHeight;
    if (top < node.scrollTop) node.scrollTop = top;
    else if (top + height > node.scrollTop + room) node.scrollTop = top + height - room;
  }

  /** Scrolls sideways until a cell stands free of the column of claims. */
  function reveal(cell) {
    const left = cell.offsetLeft - Math.min(CLAIM, node.clientWidth / 2);
    const right = cell.offsetLeft + cell.offsetWidth - node.clientWidth;
    if (node.scrollLeft > left) node.scrollLeft = left;
    else if (node.scrollLeft < right) node.scrollLeft = right;
  }

  const clamp = (n, most) => Math.max(0, Math.min(n, most));

  function redraw(id) {
    rows.get(id)?.remove();
    rows.delete(id);
  }

  function open(id, panel) {
    close();
    const row = indexOf(id);
    if (row < 0) return;
    const holder = el("div", { role: "row", class: "r-opened" }, el("div", { role: "gridcell", class: "r-panel", "aria-colindex": 1, "aria-colspan": event.outlets.length + 1 }, panel));
    const measured = new ResizeObserver(() => {
      if (!opened) return;
      opened.height = holder.offsetHeight;
      soon();
    });
    opened = { id, row, node: holder, height: 0, measured };
    redraw(id);
    draw();
    opened.height = holder.offsetHeight;
    measured.observe(holder);
    node.scrollTop = row * height;
    draw();
  }

  function close() {
    if (!opened) return;
    const { id, node: holder, measured } = opened;
    measured.disconnect();
    holder.remove();
    opened = null;
    redraw(id);
    draw();
  }

  /** Shows other claims; the one that had the focus keeps it where it is still there. */
  function list(found, { keep } = {}) {
    const id = keep ?? claims[at.row]?.id;
    const had = node.contains(document.activeElement) && !opened?.node.contains(document.activeElement);
    claims = found;
    if (opened) opened.row = indexOf(opened.id);
    if (opened && opened.row < 0) close();
    at.row = Math.max(0, indexOf(id));
    for (const key of [...rows.keys()]) redraw(key);
    node.setAttribute("aria-rowcount", claims.length + 1);
    node.classList.toggle("r-empty", !claims.length);
    if (!keep) node.scrollTop = Math.min(node.scrollTop, Math.max(0, topOf(at.row)));
    draw();
    if (had && claims.length) go(at.row, at.column);
  }

  function fit() {
    const room = node.clientWidth;
    if (!room) return;
    const least = Math.min(CLAIM, Math.max(200, room * 0.4));
    const column = Math.max(NARROWEST, Math.floor((room - least) / Math.max(1, event.outlets.length)));
    const claim = Math.max(least, room - column * event.outlets.length);
    const mode = column >= FOR_WORDS ? "words" : column >= FOR_A_WORD ? "word" : "sign";
    if (node.dataset.mode !== mode) {
      node.dataset.mode = mode;
      height = mode === "words" ? 116 : 76;
      node.style.setProperty("--r-row", `${height}px`);
    }
    node.classList.toggle("r-turned", column < FOR_A_NAME || (mode !== "words" && longest * LETTER > column));
    node.style.setProperty("--r-view", `${room}px`);
    node.style.setProperty("--r-columns", `${claim}px repeat(${event.outlets.length}, ${column}px)`);
    node.style.setProperty("--r-width", `${claim + column * event.outlets.length}px`);
    soon();
  }

  node.addEventListener("scroll", soon, { passive: true });
  body.addEventListener("click", (click) => {
    const cell = click.target.closest("[role=rowheader], .r-cell");
    const row = cell?.closest(".r-row");
    if (!row || String(getSelection())) return;
    go(indexOf(row.dataset.claim), [...row.children].indexOf(cell));
    does.pick(row.dataset.claim, click);
  });
  const watched = new ResizeObserver(fit);
  watched.observe(node);

  return {
    node,
    list,
    open,
    close,
    go,
    fit,
    /** Draws rows anew, as when they were picked; the focus stays where it is. */
    redraw(ids) {
      const had = ids.some((id) => rows.get(id)?.contains(document.activeElement));
      ids.forEach(redraw);
      draw();
      if (had) go(at.row, at.column);
    },
    get at() {
      return at;
    },
    get claim() {
      return claims[at.row];
    },
    get count() {
      return claims.length;
    },
    get openId() {
      return opened?.id;
    },
    get page() {
      return Math.max(1, Math.floor((node.clientHeight - header.offsetHeight) / height) - 1);
    },
    rowOf: indexOf,
    destroy() {
      watched.disconnect();
      opened?.measured.disconnect();
    },
  };
}
