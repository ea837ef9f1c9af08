/** The claims of the event, and which of them are asked for, in which order. */

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Unpacks what the kernel sent: JSON, compressed. */
export async function unpack(packed) {
  const bytes = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return prepare(await new Response(bytes).json());
}

function prepare(event) {
  event.claims.forEach((claim, n) => {
    claim.order = n;
    const [article, text] = event.sentences[claim.medoid];
    claim.text = text;
    claim.lang = event.articles[article].lang;
    const members = claim.members.map((member) => event.sentences[member]);
    claim.days = members.map(([from]) => event.articles[from].day).filter(Boolean).sort();
    claim.words = fold([claim.label, claim.name, ...members.map(([, said]) => said)].join("\n"));
    claim.flags = [];
  });
  event.byId = new Map(event.claims.map((claim) => [claim.id, claim]));
  for (const claim of event.claims) claim.variantOf = event.byId.get(claim.wider);
  for (const { action, claims } of event.corrections) {
    if (action === "note" || action === "check") continue;
    for (const id of claims) if (event.byId.has(id)) event.byId.get(id).corrected = true;
  }
  event.flagged = false; // until the ledgers have been read
  return event;
}

/** Puts an event in the place of the one before; what the ledgers held of a claim is kept. */
export function replaceEvent(event, fresh) {
  for (const claim of fresh.claims) claim.flags = event.byId.get(claim.id)?.flags ?? [];
  Object.assign(event, fresh);
}

/** What the ledgers hold of each claim, once the kernel has read them. */
export function takeFlags(event, flags) {
  for (const claim of event.claims) claim.flags = flags[claim.id] ?? [];
  event.flagged = true;
}

const CONFLICTS = ["figures conflict", "contradicted"];
export const isConflicting = (claim) => claim.flags.some((flag) => CONFLICTS.includes(flag));

/** Kinds: of the first three a claim is one; each of the others is asked for beside them. */
export const KINDS = [
  { name: "shared", says: "carried by at least half of the outlets", one: true, is: (c) => c.kind === "shared" },
  { name: "minority", says: "carried by fewer than half", one: true, is: (c) => c.kind === "minority" },
  { name: "exclusive", says: "carried by one outlet, in several articles", one: true, is: (c) => c.kind === "exclusive" },
  { name: "conflicting", says: "figures conflict, or a sentence says that it is not so", is: isConflicting },
  { name: "fragile", says: "often lost when something is changed a little", is: (c) => c.fragile },
  { name: "variant", says: "at least half of its sentences stand in a wider claim, too", is: (c) => Boolean(c.wider) },
  { name: "corrected", says: "people changed its sentences or its name", is: (c) => c.corrected },
  { name: "checked", says: "somebody marked it as checked", is: (c) => c.checked.length > 0 },
];

export const everything = () => ({ text: "", outlet: "", from: "", to: "", kinds: new Set(), sort: "carried" });

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
export const SORTS = {
  carried: { says: "most carried first", by: (a, b) => a.order - b.order },
  earliest: { says: "earliest first", by: (a, b) => compare(a.first || "9", b.first || "9") },
  latest: { says: "latest first", by: (a, b) => compare(b.days.at(-1) ?? "", a.days.at(-1) ?? "") },
  differing: { says: "most ledger entries first", by: (a, b) => isConflicting(b) - isConflicting(a) || b.flags.length - a.flags.length },
  fragile: { says: "least stable first", by: (a, b) => (a.stability ?? 2) - (b.stability ?? 2) },
  loose: { says: "least alike first", by: (a, b) => a.cohesion - b.cohesion },
  words: { says: "by words, A to Z", by: (a, b) => a.label.localeCompare(b.label, "en") },
};

/** The claims that were asked for. An outlet is "+3" (carries it) or "-3" (does not). */
export function choose(event, asked) {
  const words = fold(asked.text).split(/\s+/).filter(Boolean);
  const kinds = KINDS.filter((kind) => asked.kinds.has(kind.name));
  const either = kinds.filter((kind) => kind.one);
  const all = kinds.filter((kind) => !kind.one);
  const column = Math.abs(Number(asked.outlet || 0));
  const isWanted = (claim) =>
    (!either.length || either.some((kind) => kind.is(claim))) &&
    all.every((kind) => kind.is(claim)) &&
    (!asked.outlet || isCarried(claim.cells[column - 1]) === (asked.outlet[0] === "+")) &&
    isWithin(claim.days, asked.from, asked.to) &&
    words.every((word) => claim.words.includes(word));
  return event.claims.filter(isWanted).sort((a, b) => SORTS[asked.sort].by(a, b) || a.order - b.order);
}

const isWithin = (days, from, to) => (!from && !to) || days.some((day) => (!from || day >= from) && (!to || day <= to));

export const isCarried = (letter) => "HL1234".includes(letter);
