(() => {
  const all = (query, from = document) => [...from.querySelectorAll(query)];
  /* Folded on paper: evidence that is a link away on the screen. All else is opened. */
  const opens = () => all("details:not([open]):not(.cf-evidence):not(.cf-behind)");
  let opened = [];
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let each = target; each; each = each.parentElement) {
      if (each.tagName === "DETAILS") each.open = true;
      if (each.hidden) clear();
    }
    if (target) stay(target, 6);
  };
  /* What stands above the target may find its height only now; not every browser makes up for it. */
  const stay = (target, frames) => {
    target.scrollIntoView();
    if (frames) requestAnimationFrame(() => stay(target, frames - 1));
  };
  const find = document.querySelector(".cf-find");
  const [text, outlet, kind] = find ? all("input, select", find) : [];
  const plain = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const told = (number) => number.toLocaleString("en");
  let items;
  /* Each claim, and each sentence alone: its words, outlets, kinds, and its row of the matrix. */
  const gather = () => {
    const rows = new Map(all(".cf-matrix tbody th > a").map((a) => [a.hash.slice(1), a.closest("tr")]));
    const claims = all(".cf-claim[data-k]").map((node) => ({
      node, claim: true, row: rows.get(node.id), kinds: node.dataset.k.split(" "),
      outlets: all("dt", node).map((one) => one.textContent), words: plain(node.textContent),
    }));
    const alone = all(".cf-lone li").map((node) => ({
      node, kinds: ["alone"], outlets: [node.closest("details").querySelector("h4").textContent],
      words: plain(node.firstElementChild.textContent),
    }));
    return [...claims, ...alone];
  };
  const filter = () => {
    items ??= gather();
    const words = plain(text.value).split(/\s+/).filter(Boolean);
    const asks = words.length || outlet.value || kind.value;
    const shown = { true: 0, false: 0 };
    const of = { true: 0, false: 0 };
    for (const one of items) {
      const fits = words.every((word) => one.words.includes(word))
        && (!outlet.value || one.outlets.includes(outlet.value))
        && (!kind.value || one.kinds.includes(kind.value));
      one.node.hidden = !fits;
      if (one.row) one.row.hidden = !fits;
      of[!!one.claim] += 1;
      shown[!!one.claim] += fits;
    }
    for (const group of all(".cf-lone, .cf-matrix tbody")) {
      group.hidden = asks && !all("li, tr:not(.cf-group)", group).some((one) => !one.hidden);
    }
    for (const turn of all(".cf-turn")) turn.hidden = asks;
    find.querySelector("[role=status]").textContent = asks
      ? `${told(shown.true)} of ${told(of.true)} claims, ${told(shown.false)} of ${told(of.false)} sentences alone` : "";
    find.querySelector("button").hidden = !asks;
  };
  const clear = () => {
    text.value = outlet.value = kind.value = "";
    filter();
  };
  /* Of thousands of claims the page is laid out anew only when typing rests. */
  let due;
  const rested = () => {
    items ??= gather();
    clearTimeout(due);
    if (items.length < 500) filter();
    else due = setTimeout(filter, 250);
  };
  if (find) {
    find.hidden = false;
    text.addEventListener("input", rested);
    for (const one of [outlet, kind]) one.addEventListener("input", filter);
    find.querySelector("button").addEventListener("click", () => { clear(); text.focus(); });
    find.addEventListener("keydown", (event) => { if (event.key === "Escape") clear(); });
  }
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => { opened = opens(); opened.forEach((each) => { each.open = true; }); });
  addEventListener("afterprint", () => { opened.forEach((each) => { each.open = false; }); });
  if (location.hash) reveal();
})();
