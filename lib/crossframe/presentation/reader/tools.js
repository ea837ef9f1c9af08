/** The buttons of an opened claim, and the forms that they open: a name, a note, what to split off. */
import { el, field } from "./dom.js";
import { drawDeeds } from "./history.js";

/** `opened` finds the panel of the claim that is open; `act` stores and sends a correction. */
export function makeTools(event, store, { act, merge, tell, showClaim, opened }) {
  let splitting = null; // the claim whose sentences are being picked apart

  function draw(claim) {
    const form = el("form", { class: "r-form", hidden: true });
    const button = (key, label, run) => el("button", { type: "button", "data-does": label.toLowerCase(), onclick: run }, `${label} `, el("kbd", {}, key));
    return el(
      "div",
      { class: "r-tools" },
      el(
        "div",
        { class: "r-line", role: "group", "aria-label": "Corrections of this claim" },
        button("c", "Checked", () => act({ do: "check", claim: claim.id })),
        button("m", "Merge", () => merge(claim.id)),
        button("s", "Split", () => toggleSplit(claim.id)),
        button("e", "Rename", () => write(form, claim, "rename", "Name", claim.name)),
        button("n", "Note", () => write(form, claim, "note", "Note", "")),
        button("x", "Reject", () => act({ do: "reject", claim: claim.id })),
      ),
      form,
      drawDeeds(event.corrections, claim.id),
    );
  }

  function write(form, claim, how, label, before) {
    const draft = `${how} ${claim.id}`;
    const input = how === "note" ? el("textarea", { rows: 3, maxlength: 4000 }) : el("input", { type: "text", maxlength: 200 });
    input.value = store.draft(draft) || before;
    input.addEventListener("input", () => store.keep(draft, input.value));
    const done = () => {
      store.keep(draft, "");
      form.hidden = true;
    };
    form.onsubmit = (submit) => {
      submit.preventDefault();
      const text = input.value.trim();
      if (!text) return;
      done();
      act({ do: how, claim: claim.id, text });
    };
    form.onkeydown = (press) => {
      if (press.key !== "Escape") return;
      press.preventDefault();
      done();
      showClaim.focus();
    };
    form.replaceChildren(field(label, input), el("button", { type: "submit" }, "Save"));
    form.hidden = false;
    input.focus();
  }

  /** Boxes at the sentences of a claim: those that are ticked are split off. */
  function toggleSplit(id) {
    const panel = opened();
    const isOn = splitting !== id;
    splitting = isOn ? id : null;
    panel?.querySelector(".r-splitter")?.remove();
    panel?.classList.toggle("r-splitting", isOn);
    if (!isOn) showClaim.focus(); // the boxes are gone
    if (!isOn || !panel) return;
    const ticked = () => [...panel.querySelectorAll(".r-tick input:checked")].map((box) => box.value);
    const go = () => {
      if (ticked().length) act({ do: "split", claim: id, sentences: ticked() });
      else tell("Tick the sentences that say something else.");
    };
    panel.querySelector(".r-tools").append(
      el("p", { class: "r-splitter" }, "Tick the sentences that say something else. ", el("button", { type: "button", onclick: go }, "Split them off"), " ", el("button", { type: "button", onclick: () => toggleSplit(id) }, "Cancel")),
    );
    panel.querySelector(".r-tick input")?.focus();
    tell("Tick the sentences that say something else, then split them off.");
  }

  return {
    draw,
    press: (label) => opened()?.querySelector(`[data-does=${label}]`)?.click(),
    /** Ends a split under way; true if one was. */
    stop() {
      const was = Boolean(splitting);
      if (was) toggleSplit(splitting);
      return was;
    },
  };
}
