/* Kept in one entry of local storage, named after the site's place: from a disk, all folders may share one storage. */
(() => {
  "use strict";
  const box = document.querySelector(".progress");
  if (!box) return;
  const words = { ...box.dataset, ...box.lastElementChild.dataset };
  const key = `tandem.progress:${new URL(words.key, location.href).pathname}`;
  const tick = box.querySelector("input");
  const section = ({ href }) => href.replace(/.*\/|\.html$/g, "");
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  let reached;

  function kept() {
    try {
      const found = JSON.parse(localStorage.getItem(key));
      return Array.isArray(found.read) && found;
    } catch {
      return false;
    }
  }

  function show(said = "") {
    const found = kept();
    tick.checked = found;
    if (found) said = fill(words.kept, { read: found.read.length, all: words.all });
    if (found.best) said += ` ${fill(words.best, found.best)}`;
    box.lastElementChild.textContent = said;
    lead(found);
    for (const old of document.querySelectorAll(".progress__mark")) old.remove();
    for (const link of document.querySelectorAll(".md-nav a:not([href*='#']), .ledger a")) {
      const name = section(link);
      if (!found || !found.read.includes(name) || link.href !== new URL(`${name}.html`, location.href).href) continue;
      link.append(Object.assign(document.createElement("span"), { className: "progress__mark", textContent: words.read }));
    }
  }

  /** On the overview: where to go on, and the way back to where one starts. */
  const go = document.querySelector("[data-go]");
  const start = go && [go.href, go.textContent];
  function lead({ read = [] }) {
    if (!go) return;
    const links = [...document.querySelectorAll(".ledger a")];
    const at = links.findIndex((link) => !read.includes(section(link)));
    [go.href, go.textContent] = at > 0 ? [links[at].href, fill(words.on, { title: links[at].firstChild.textContent })] : start;
  }

  function keep(found) {
    if (reached && !found.read.includes(words.section)) found.read.push(words.section);
    try {
      localStorage.setItem(key, JSON.stringify(found));
      show();
    } catch {
      show(words.failed);
    }
  }

  tick.addEventListener("change", () => {
    if (tick.checked) return keep({ read: [] });
    try {
      localStorage.removeItem(key);
      show();
    } catch {
      show(words.failed);
    }
  });
  document.addEventListener("tandem-score", ({ detail: best }) => {
    const found = kept();
    if (found && !(found.best?.right / found.best?.all >= best.right / best.all)) keep({ ...found, best });
  });
  show();
  new IntersectionObserver(([{ isIntersecting }]) => {
    if (!isIntersecting) return;
    reached = true;
    if (kept()) keep(kept());
  }).observe(document.querySelector(".tandem-way") || box);
  box.hidden = false;
})();
