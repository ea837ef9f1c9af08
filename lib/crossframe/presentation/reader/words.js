/** What cells and claims are called. */

/** Letter of a cell -> a word to see, and a sentence to hear. */
export const CELLS = {
  H: ["headline", "carried, in the headline"],
  L: ["lead", "carried, in the lead"],
  1: ["quarter 1", "carried, in the first quarter of the text"],
  2: ["quarter 2", "carried, in the second quarter of the text"],
  3: ["quarter 3", "carried, in the third quarter of the text"],
  4: ["quarter 4", "carried, in the last quarter of the text"],
  n: ["comes near", "not carried, but a sentence comes near"],
  l: ["other language", "it writes in another language, so not to be told"],
  s: ["silent", "silent"],
  e: ["earlier", "its articles are all older"],
  c: ["cut", "its article was cut short, so not to be told"],
  x: ["not compared", "not compared"],
  o: ["no article", "no article that could be used"],
};

/** The marks of a claim beside its text: words, each with a sign where it warns. */
export function marksOf(claim) {
  const marks = claim.flags.map((flag) => (flag === "figures conflict" ? `≠ ${flag}` : flag === "contradicted" ? `⊥ ${flag}` : flag));
  if (claim.fragile) marks.push("fragile");
  if (claim.wider) marks.push("variant");
  return marks;
}

const MONTHS = ["Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"];

export function dayOf(iso) {
  if (!iso) return "";
  const [year, month, day] = iso.split("-").map(Number);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}
