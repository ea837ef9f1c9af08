(() => {
  const closed = () => [...document.querySelectorAll("details:not([open])")];
  let opened = [];
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let each = target; each; each = each.parentElement) {
      if (each.tagName === "DETAILS") each.open = true;
    }
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => { opened = closed(); opened.forEach((each) => { each.open = true; }); });
  addEventListener("afterprint", () => { opened.forEach((each) => { each.open = false; }); });
  if (location.hash) reveal();
})();
