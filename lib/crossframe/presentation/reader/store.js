/** What must outlive the page: actions that the kernel has not yet kept, drafts, and a name. */

export function makeStore(event) {
  const key = `crossframe:${event}`;
  let held = { pending: [], drafts: {}, name: "" };

  function read() {
    try {
      held = { ...held, ...JSON.parse(localStorage.getItem(key) ?? "{}") };
    } catch {
      // Without storage, or with a damaged one, they last as long as the page.
    }
  }

  function change(make) {
    read(); // another tab may have written since
    make(held);
    try {
      localStorage.setItem(key, JSON.stringify(held));
    } catch {
      // As above.
    }
  }

  read();
  return {
    pending: () => held.pending,
    add: (action) => change((now) => now.pending.push(action)),
    drop: (id) => change((now) => (now.pending = now.pending.filter((action) => action.id !== id))),
    draft: (name) => held.drafts[name] ?? "",
    keep: (name, text) => change((now) => (text ? (now.drafts[name] = text) : delete now.drafts[name])),
    get name() {
      return held.name;
    },
    set name(name) {
      change((now) => (now.name = name));
    },
  };
}
