/** The reader: one element that shows an event, and asks the kernel for what it does not hold. */
import { el, counted, said } from "./dom.js";
import { makeAsker } from "./answers.js";
import { choose, replaceEvent, takeFlags, unpack } from "./query.js";
import { makeGrid } from "./grid.js";
import { makePanel } from "./claim.js";
import { makeBar } from "./bar.js";
import { makeDesk } from "./desk.js";
import { drawHelp, guardKeys, isTyping } from "./keys.js";

const KEYS = [
  [["↑", "↓"], "the claim above, below"],
  [["←", "→"], "the outlet to the left, to the right"],
  [["Page Up", "Page Down"], "a screen of claims up, down"],
  [["Home", "End"], "the claim itself, its last outlet; with Ctrl the first claim, the last"],
  [["Enter"], "opens the claim and goes to it; closes it; puts a sentence there that is being moved"],
  [["j", "k"], "opens the next claim, the one before"],
  [["Esc"], "ends what is under way; closes the claim; leaves a field"],
  [["/"], "to the search"],
  [["c"], "marks the claim as checked"],
  [["m"], "merges: once on a claim, then on the one that says the same; Space picks several"],
  [["s"], "splits: tick the sentences that say something else"],
  [["e"], "renames the claim"],
  [["n"], "adds a note"],
  [["x"], "rejects the claim: no two of its sentences say the same"],
  [["u", "r"], "takes your last correction back, puts it back"],
  [["h"], "shows and hides all corrections"],
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
  const arrivals = [];
  let reading = null;
  let panel = null;

  const grid = makeGrid(event, {
    isSelected: (id) => desk.isChosen(id),
    badges,
    pick: (id) => desk.take(id) || toggle(id),
  });

  const desk = makeDesk(event, {
    ask: asker.ask,
    tell,
    adopted,
    leave: () => grid.go(grid.at.row, grid.at.column),
    showClaim: Object.assign((ids) => grid.redraw(ids), { focus: () => panel?.heading.focus() }),
  });

  /** Signs before the words of a claim: what people did, what the last correction changed. */
  function badges(claim) {
    const says = [];
    if (desk.isChosen(claim.id)) says.push("☑ picked");
    if (desk.isRecent(claim.id)) says.push("changed just now");
    if (claim.checked.length) says.push("✓ checked");
    if (claim.corrected) says.push("✎ corrected");
    return says.map((text) => el("b", { class: "r-badge" }, text));
  }

  /** Shows the claims as they are after a correction, and goes to what it changed. */
  async function adopted(revision, changed) {
    while (event.revision < revision) await arrival();
    const openId = grid.openId;
    known.clear();
    reading = readLedgers();
    reading.catch((error) => tell(`The ledgers could not be read: ${error.message}`));
    grid.close();
    const to = changed.find((id) => event.byId.has(id)) ?? openId;
    refresh({ keep: event.byId.has(to) ? to : undefined });
    bar.count(event);
    const hidden = changed.filter((id) => event.byId.has(id) && grid.rowOf(id) < 0).length;
    if (hidden) tell(`${counted(hidden, "changed claim")} hidden by the filters.`);
    if (openId && event.byId.has(to) && grid.rowOf(to) >= 0) await open(to);
    else if (root.contains(document.activeElement) || document.activeElement === document.body) grid.go(Math.max(0, grid.rowOf(to)), 0);
  }

  /** The next event that the kernel sends. */
  function arrival() {
    return new Promise((done) => arrivals.push(done));
  }

  async function take() {
    replaceEvent(event, await unpack(model.get("table")));
    arrivals.splice(0).forEach((done) => done());
  }

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

  /** Opens a claim at once; gives a promise of its sentences. The ledgers come when they do. */
  function open(id, { focus = true } = {}) {
    const claim = event.byId.get(id);
    const opened = makePanel(claim, desk.tools(claim));
    panel = opened;
    grid.open(id, opened.node);
    if (focus) opened.heading.focus({ preventScroll: true });
    const filled = fill(claim, opened);
    filled.then((isFilled) => isFilled && addLedgers(id, opened));
    return filled;
  }

  async function fill(claim, opened) {
    try {
      const { id } = claim;
      if (!known.has(id)) known.set(id, (await asker.ask({ want: "claim", id })).claim);
      opened.fill(known.get(id), doesOf(id));
      tell(`Opened. ${counted(known.get(id).quotes.length, "sentence")} in ${counted(claim.outlets, "outlet")}.`);
      return true;
    } catch (error) {
      opened.fail(error);
      tell("The claim could not be read.");
      return false;
    }
  }

  async function addLedgers(id, opened) {
    try {
      await reading;
      if (panel === opened) opened.add((await asker.ask({ want: "entries", id })).entries);
    } catch (error) {
      opened.lack(error);
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

  const doesOf = (id) => ({
    chooser: desk.chooser,
    tools: desk.quoteTools(id),
    nearTools: desk.nearTools(id),
    link: (other) => (event.byId.has(other.id) ? el("button", { type: "button", class: "r-link", onclick: () => visit(other.id) }, said(other.label)) : said(other.label)),
  });

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
    Escape: () => {
      if (!help.hidden) toggleHelp();
      else if (!desk.stop()) close();
    },
    ...desk.anywhere,
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
    Enter: () => grid.claim && (desk.take(grid.claim.id) || toggle(grid.claim.id)),
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
    const id = grid.openId && !onCell ? grid.openId : grid.claim?.id;
    const corrects = !held && id && !(press.key === " " && !onCell) && desk.keys[press.key];
    if (corrects && !press.target.closest(".r-bar, .r-desk, .r-help")) {
      press.preventDefault();
      corrects(id, () => (grid.openId === id ? null : open(id)));
      return;
    }
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
    desk.node,
    help,
    grid.node,
    none,
    el("p", { class: "r-legend" }, el("ins", { class: "r-own" }, "Dotted"), ": words of the outlet’s own. ", el("ins", { class: "r-changed" }, "Dashed"), ": words in the place of others. A dashed edge marks a fragile claim."),
    news,
  );
  model.on("change:table", take);
  bar.count(event);
  desk.show();
  grid.fit();
  refresh();
  reading = readLedgers();
  reading.catch((error) => tell(`The ledgers could not be read: ${error.message}`));

  return () => {
    model.off("change:table", take);
    asker.close();
    grid.destroy();
  };
}

export default {
  async render({ model, el: host }) {
    const root = el("div", { class: "cf-reader", lang: "en", dir: "ltr" });
    host.append(root);
    guardKeys(root);
    const stop = makeReader(model, root, await unpack(model.get("table")));
    return () => {
      stop();
      root.remove();
    };
  },
};
