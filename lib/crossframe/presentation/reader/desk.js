/** Corrections: what a person does is stored first, then kept by the kernel, then shown. */
import { el, field, said, counted } from "./dom.js";
import { did, lastInForce, lastTakenBack, makeHistory } from "./history.js";
import { makeStore } from "./store.js";
import { makeTools } from "./tools.js";

const hex = () => Math.floor(Math.random() * 2 ** 32).toString(16).padStart(8, "0");

/** An id like those that crossframe gives: the time, and what makes it the only one. */
const newId = (at) => `${at.slice(0, 19).replace(/[-:]/g, "")}-${hex()}`;

export function makeDesk(event, { ask, adopted, tell, showClaim, leave }) {
  const store = makeStore(event.event);
  const chosen = new Set(); // claims picked for a merge
  const busy = new Set();
  const failed = new Map();
  let carried = null; // { what: "merge" | "move", … }: waits for the claim that it goes to
  let recent = new Set(); // claims that the last correction changed
  let line = Promise.resolve();

  const name = el("input", { type: "text", value: store.name || event.by, maxlength: 200, autocomplete: "off", oninput: () => ((store.name = name.value.trim()), show()) });
  const undoing = el("button", { type: "button", onclick: () => undo() }, "Undo ", el("kbd", {}, "u"));
  const redoing = el("button", { type: "button", onclick: () => redo() }, "Redo ", el("kbd", {}, "r"));
  const past = el("button", { type: "button", "aria-expanded": "false", onclick: () => toggleHistory() });
  const state = el("span", { class: "r-saved" });
  const told = el("span", { class: "r-saved", "aria-hidden": "true" }); // heard where `tell` says it
  const unsaved = el("div", { class: "r-unsaved", role: "alert", hidden: true });
  const unseen = el("div", { class: "r-unseen-lines", role: "status", hidden: true });
  const banner = el("div", { class: "r-banner", role: "group", "aria-label": "Correction under way", hidden: true });
  const history = makeHistory((how, target) => act({ do: how, target }));
  const node = el("div", { class: "r-desk" }, el("div", { class: "r-line" }, field("Corrections by", name), undoing, redoing, past, state, told), unsaved, unseen, banner, history.node);

  const tools = makeTools(event, store, { act, merge, tell, showClaim, opened: () => node.parentElement.querySelector(".r-panel") });

  const by = () => name.value.trim();
  const say = (text) => {
    told.textContent = text;
    tell(text);
  };
  const textOf = (id) => {
    const claim = event.byId.get(id);
    return claim ? said(claim.name || claim.label) : said(id);
  };

  function show() {
    const [last, back] = [lastInForce(event.corrections, by()), lastTakenBack(event.corrections, by())];
    undoing.disabled = !last;
    redoing.disabled = !back;
    undoing.title = last ? `Takes back what ${by()} ${did(last.action)}, ${last.when}` : nothing("in force");
    redoing.title = back ? `Puts back what ${by()} ${did(back.action)}, ${back.when}` : nothing("taken back");
    const standing = event.corrections.filter((one) => one.state === "applied" || one.state === "partly").length;
    past.replaceChildren(`History (${standing}) `, el("kbd", {}, "h"));
    history.show(event);
    state.textContent = busy.size ? "Saving …" : store.pending().length ? "" : event.corrections.length ? "All saved" : "";
    showUnsaved();
    showUnseen();
    showBanner();
  }

  const nothing = (what) => `Nothing by ${by() || "nobody"} is ${what}; History turns anybody’s`;

  /** Says that the file holds more than these claims were made with, as a finished run's do. */
  function showUnseen() {
    unseen.hidden = !event.unseen;
    if (unseen.hidden) return;
    const why = event.finished ? `${event.unseen === 1 ? "It" : "They"} came after this run, which stays as it was. ` : "";
    unseen.replaceChildren(el("b", {}, `${counted(event.unseen, "correction")} in the file not shown here. `), why, el("button", { type: "button", onclick: () => catchUp() }, event.unseen === 1 ? "Show it" : "Show them"));
  }

  /** Shows the claims as the file of corrections has them now. */
  async function catchUp() {
    try {
      await adopt(await ask({ want: "unseen" }));
    } catch (error) {
      say(`Not shown: ${error.message}`);
    }
    show();
  }

  async function adopt({ revision, said: says, changed }) {
    recent = new Set(changed);
    await adopted(revision, changed);
    say(event.finished ? `${says} The finished run stays as it was; the event’s next run shows this.` : says);
  }

  function showUnsaved() {
    const all = store.pending().filter((action) => !busy.has(action.id));
    const [left, refused] = [all.filter((action) => !action.refused), all.filter((action) => action.refused)];
    unsaved.hidden = !all.length;
    const why = [...new Set(left.map((action) => failed.get(action.id)).filter(Boolean))];
    unsaved.replaceChildren(
      ...(left.length ? [tellLeft(`${counted(left.length, "action")} not saved yet. `, why.length ? why.join(" ") : "The kernel stopped before it kept what was done.", left, "Save")] : []),
      ...refused.map((action) => tellLeft("This cannot be done. ", `${action.refused}${action.text ? ` (“${action.text}”)` : ""}.`, [action], "Try again")),
    );
  }

  /** Actions that are not in the file, why, and what a person can do with them. */
  function tellLeft(what, why, actions, again) {
    return el("p", {}, el("b", {}, what), why, " ", el("button", { type: "button", onclick: () => actions.forEach(send) }, again), " ", el("button", { type: "button", onclick: () => discard(actions) }, "Discard"));
  }

  function discard(actions) {
    actions.forEach(({ id }) => store.drop(id));
    show();
  }

  function act(action) {
    if (!by()) {
      tell("Say first whom the correction is credited to.");
      name.focus();
      return;
    }
    const at = new Date().toISOString();
    const whole = { id: newId(at), at, by: by(), ...action };
    store.add(whole);
    told.textContent = "";
    stop();
    send(whole);
  }

  /** Sends actions one after the other; each is held until the kernel has it on disk. */
  function send(action) {
    busy.add(action.id);
    failed.delete(action.id);
    show();
    line = line.then(async () => {
      try {
        const answer = await ask({ want: "correct", action });
        store.drop(action.id);
        if (answer.refused) {
          store.add({ ...action, refused: answer.refused }); // words that somebody wrote are not lost
          tell(`Not done: ${answer.refused}`);
        } else await adopt(answer);
      } catch (error) {
        failed.set(action.id, error.message);
        tell(`Not saved: ${error.message}`);
      }
      busy.delete(action.id);
      show();
    });
  }

  function undo() {
    const last = lastInForce(event.corrections, by());
    if (event.unseen) say("Show the corrections of the file first: the last one is among them.");
    else if (last) act({ do: "undo", target: last.id });
    else say(`${nothing("in force")}.`);
  }

  function redo() {
    const last = lastTakenBack(event.corrections, by());
    if (event.unseen) say("Show the corrections of the file first: the last one is among them.");
    else if (last) act({ do: "redo", target: last.id });
    else say(`${nothing("taken back")}.`);
  }

  function toggleHistory() {
    history.node.hidden = !history.node.hidden;
    past.setAttribute("aria-expanded", String(!history.node.hidden));
    if (history.node.hidden) leave();
    else history.node.focus();
  }

  /** Ends whatever is under way; true if anything was. */
  function stop() {
    const was = Boolean(carried || chosen.size);
    const redrawn = [...chosen, carried?.from].filter(Boolean);
    carried = null;
    chosen.clear();
    const wasSplitting = tools.stop();
    showBanner();
    showClaim(redrawn);
    return was || wasSplitting;
  }

  function showBanner() {
    banner.hidden = !carried && !chosen.size;
    if (banner.hidden) return;
    const cancel = el("button", { type: "button", onclick: () => (stop(), leave()) }, "Cancel ", el("kbd", {}, "Esc"));
    if (carried) {
      const none = el("button", { type: "button", onclick: () => act({ do: "move", sentence: carried.sentence, from: carried.from, to: null }) }, "It belongs to no claim");
      banner.replaceChildren(el("b", {}, "Moving "), el("q", { dir: "auto" }, carried.text), ": go to the claim that it belongs to and press ", el("kbd", {}, "Enter"), ", or click it. ", none, " ", cancel);
      return;
    }
    const parts = [...chosen].flatMap((id, n) => [n ? ", " : "", el("q", {}, textOf(id))]);
    const go = chosen.size > 1 ? [el("button", { type: "button", onclick: () => merge() }, "Merge them ", el("kbd", {}, "m")), " "] : "";
    banner.replaceChildren(el("b", {}, "Merging "), ...parts, chosen.size > 1 ? ". " : ": go to the claim that says the same and press ", chosen.size > 1 ? "" : el("kbd", {}, "m"), chosen.size > 1 ? "" : "; Space picks several. ", ...[go].flat(), cancel);
  }

  function merge(id) {
    if (id) chosen.add(id);
    if (chosen.size > 1) act({ do: "merge", claims: [...chosen] });
    else {
      showBanner();
      showClaim([id]);
      tell("Picked to be merged. Go to the claim that says the same and press m.");
    }
  }

  function choose(id) {
    if (chosen.has(id)) chosen.delete(id);
    else chosen.add(id);
    showBanner();
    showClaim([id]);
    tell(`${chosen.has(id) ? "Picked" : "No longer picked"}. ${counted(chosen.size, "claim")} to merge.`);
  }

  function carry(quote, from) {
    carried = { sentence: quote.sentence, from, text: quote.runs.map(([text]) => text).join("") };
    showBanner();
    tell("Moving the sentence. Go to the claim that it belongs to and press Enter.");
    leave();
  }

  /** A claim was picked while something waits for one; false if nothing does. */
  function take(id) {
    if (!carried) return false;
    if (id === carried.from) tell("It stands in this claim already.");
    else act({ do: "move", sentence: carried.sentence, from: carried.from, to: id });
    return true;
  }

  return {
    node,
    tools: tools.draw,
    show,
    stop,
    take,
    name,
    isChosen: (id) => chosen.has(id),
    isRecent: (id) => recent.has(id),
    /** Tick box and buttons of one sentence of a claim. */
    chooser: (quote) => el("label", { class: "r-tick" }, el("input", { type: "checkbox", value: quote.sentence }), " says something else"),
    quoteTools: (id) => (quote) => el("p", { class: "r-from r-own-tools" }, el("button", { type: "button", class: "r-link", onclick: () => carry(quote, id) }, "Move this sentence")),
    nearTools: (id) => (quote) => el("p", { class: "r-from r-own-tools" }, el("button", { type: "button", class: "r-link", onclick: () => act({ do: "move", sentence: quote.sentence, from: null, to: id }) }, "It says the same: count it")),
    /** Keys that correct the claim `id`; those that need it opened have it opened first. */
    keys: {
      m: (id) => merge(id),
      " ": (id) => choose(id),
      c: (id) => act({ do: "check", claim: id }),
      x: (id) => act({ do: "reject", claim: id }),
      s: async (id, opened) => (await opened(), tools.press("split")),
      e: (id, opened) => (opened(), tools.press("rename")),
      n: (id, opened) => (opened(), tools.press("note")),
    },
    anywhere: { u: undo, r: redo, h: toggleHistory },
  };
}
