/** The reader: one element that shows an event, and asks the kernel for what it does not hold. */
import { el, counted, said } from "./dom.js";
import { makeAsker } from "./answers.js";
import { choose, takeFlags, unpack } from "./query.js";
import { makeGrid } from "./grid.js";
import { makePanel } from "./claim.js";
import { makeBar } from "./bar.js";
import { drawHelp, guardKeys, isTyping } from "./keys.js";

const KEYS = [
  [["↑", "↓"], "the claim above, below"],
  [["←", "→"], "the outlet to the left, to the right"],
  [["Page Up", "Page Down"], "a screen of claims up, down"],
  [["Home", "End"], "the claim itself, its last outlet; with Ctrl the first claim, the last"],
  [["Enter"], "opens the claim and goes to it; closes it"],
  [["j", "k"], "opens the next claim, the one before"],
  [["Esc"], "closes the claim; leaves the search"],
  [["/"], "to the search"],
  [["?"], "shows and hides these keys"],
];

const LEDGERS = ["figures", "opposed", "voices", "quotations", "names", "certainty"];

function makeReader(model, root, event) {
  const asker = makeAsker(model);
  const status = el("p", { class: "r-status", role: "status" });
  const news = el("p", { class: "r-unseen", role: "status" });
  const help = drawHelp(KEYS);
  const helper = el("button", { type: "button", class: "r-helper", "aria-expanded": "false", onclick: toggleHelp }, "Keys ", el("kbd", {}, "?"));
  const bar = makeBar(event, () => refresh());
  const known = new Map(); // details by claim
  let reading = null;

  const grid = makeGrid(event, {
    isSelected: () => false,
    badges: () => [],
    pick: (id) => toggle(id),
  });

  function refresh(options) {
    const found = choose(event, bar.asked);
    grid.list(found, options);
    const all = counted(event.claims.length, "claim");
    status.textContent = found.length === event.claims.length ? all : `${found.length.toLocaleString("en")} of ${all}`;
    none.hidden = found.length > 0;
  }

  function tell(text) {
    news.textContent = text;
  }

  function toggle(id) {
    if (grid.openId === id) close();
    else open(id);
  }

  async function open(id, { focus = true } = {}) {
    const claim = event.byId.get(id);
    const panel = makePanel(claim, null);
    grid.open(id, panel.node);
    if (focus) panel.heading.focus({ preventScroll: true });
    try {
      if (!known.has(id)) known.set(id, (await asker.ask({ want: "claim", id })).claim);
      panel.fill(known.get(id), does);
      tell(`Opened. ${counted(known.get(id).quotes.length, "sentence")} in ${counted(claim.outlets, "outlet")}.`);
    } catch (error) {
      panel.fail(error);
      tell("The claim could not be read.");
      return;
    }
    try {
      await reading;
      if (grid.openId === id) panel.add((await asker.ask({ want: "entries", id })).entries);
    } catch (error) {
      panel.lack(error);
    }
  }

  function close() {
    const id = grid.openId;
    if (!id) return;
    grid.close();
    grid.go(grid.rowOf(id), grid.at.column);
  }

  /** Goes to a claim wherever it is, past the filters if they hide it. */
  function visit(id) {
    if (grid.rowOf(id) < 0) bar.reset();
    grid.go(grid.rowOf(id), 0);
    open(id);
  }

  /** Has the kernel read one ledger after another: what is asked in between is answered. */
  async function readLedgers() {
    for (const name of LEDGERS) await asker.ask({ want: "ledger", name });
    takeFlags(event, (await asker.ask({ want: "flags" })).flags);
    bar.count(event);
    refresh();
  }

  const does = {
    chooser: () => null,
    tools: () => null,
    nearTools: () => null,
    link: (other) => (event.byId.has(other.id) ? el("button", { type: "button", class: "r-link", onclick: () => visit(other.id) }, said(other.label)) : said(other.label)),
  };

  function toggleHelp() {
    help.hidden = !help.hidden;
    helper.setAttribute("aria-expanded", String(!help.hidden));
    if (!help.hidden) help.focus();
    else grid.go(grid.at.row, grid.at.column);
  }

  function step(by) {
    const row = (grid.openId ? grid.rowOf(grid.openId) : grid.at.row) + by;
    if (row < 0 || row >= grid.count) return;
    grid.go(row, grid.at.column);
    open(grid.claim.id);
  }

  const everywhere = {
    "/": () => bar.search.focus(),
    "?": toggleHelp,
    j: () => step(1),
    k: () => step(-1),
    Escape: () => (help.hidden ? close() : toggleHelp()),
  };
  const onClaims = {
    ArrowDown: () => grid.go(grid.at.row + 1, grid.at.column),
    ArrowUp: () => grid.go(grid.at.row - 1, grid.at.column),
    ArrowRight: () => grid.go(grid.at.row, grid.at.column + 1),
    ArrowLeft: () => grid.go(grid.at.row, grid.at.column - 1),
    PageDown: () => grid.go(grid.at.row + grid.page, grid.at.column),
    PageUp: () => grid.go(grid.at.row - grid.page, grid.at.column),
    Home: (press) => grid.go(press.ctrlKey || press.metaKey ? 0 : grid.at.row, 0),
    End: (press) => (press.ctrlKey || press.metaKey ? grid.go(grid.count, 0) : grid.go(grid.at.row, event.outlets.length)),
    Enter: () => grid.claim && toggle(grid.claim.id),
  };

  root.addEventListener("keydown", (press) => {
    if (press.defaultPrevented || press.altKey) return;
    const held = press.ctrlKey || press.metaKey;
    if (isTyping(press.target)) {
      if (press.key === "Escape" || (press.target === bar.search && ["ArrowDown", "Enter"].includes(press.key))) {
        grid.go(grid.at.row, grid.at.column);
        press.preventDefault();
      }
      return;
    }
    const onCell = press.target.matches("[role=rowheader], .r-cell");
    const run = (onCell && (!held || ["Home", "End"].includes(press.key)) && onClaims[press.key]) || (!held && everywhere[press.key]);
    if (!run) return;
    press.preventDefault();
    run(press);
  });

  const none = el("p", { class: "r-none", hidden: true }, "No claim is like this. ", el("button", { type: "button", class: "r-link", onclick: () => bar.reset() }, "Show all claims"));
  const titled = el(
    "header",
    { class: "r-title" },
    el("h3", {}, said(event.title)),
    status,
    helper,
  );
  root.replaceChildren(
    titled,
    event.demonstration ? el("p", { class: "r-demonstration" }, el("b", {}, "Demonstration text "), said(event.demonstration)) : "",
    bar.node,
    help,
    grid.node,
    none,
    el("p", { class: "r-legend" }, el("ins", { class: "r-own" }, "Dotted"), ": words of the outlet’s own. ", el("ins", { class: "r-changed" }, "Dashed"), ": words in the place of others. A dashed edge marks a fragile claim."),
    news,
  );
  bar.count(event);
  grid.fit();
  refresh();
  reading = readLedgers();
  reading.catch((error) => tell(`The ledgers could not be read: ${error.message}`));

  return () => {
    asker.close();
    grid.destroy();
  };
}

export default {
  async render({ model, el: host }) {
    const root = el("div", { class: "crossframe cf-reader", lang: "en", dir: "ltr" });
    host.append(root);
    guardKeys(root);
    let stop = () => {};
    const start = async () => {
      stop();
      stop = makeReader(model, root, await unpack(model.get("table")));
    };
    await start();
    return () => {
      stop();
      root.remove();
    };
  },
};
