/*
 * What surrounds a page. The language switch keeps the section that is being read; the hint offers the reader's own
 * language once and never redirects; the list of headings follows the text; light or dark is kept; the drawer closes as
 * readers expect. Without this script all of it is plain links and a check box.
 */
(() => {
  "use strict";
  const root = document.documentElement;
  const find = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];

  // Private windows may refuse to keep anything; then it is asked again.
  const kept = (key, value) => {
    try {
      if (value === undefined) return localStorage.getItem(key);
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
    } catch {
      /* as if nothing had been kept */
    }
    return null;
  };

  // --- where the reader is -------------------------------------------------------------------------------------------

  const headings = all("article h2[id], article h3[id], article h4[id]");
  const title = find("article h1");
  /** The id that an address means; none where its end is no text, as `#%`. */
  const idOf = ({ hash }) => {
    try {
      return decodeURIComponent(hash.slice(1));
    } catch {
      return "";
    }
  };
  const entries = new Map(all(".tandem-toc a").map((link) => [idOf(link), link]));
  const listed = headings.filter(({ id }) => entries.has(id));
  const top = find(".md-top");

  /** The heading that is being read: the last one at or above the upper third of the window. */
  const reading = (among = headings) =>
    among.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3).pop();

  let before = scrollY;
  let current = null;
  function follow() {
    root.classList.toggle("tandem-below", Boolean(title) && title.getBoundingClientRect().bottom < 48);
    // Going back up, a page or more below its top: then the way to it is offered.
    top.hidden = scrollY < innerHeight || (scrollY > before ? true : scrollY === before && top.hidden);
    before = scrollY;
    const found = reading(listed);
    const entry = found ? entries.get(found.id) : null;
    if (entry === current) return;
    if (current) current.removeAttribute("aria-current");
    current = entry;
    if (!entry) return;
    entry.setAttribute("aria-current", "location");
    const column = entry.closest(".md-sidebar");
    const at = entry.getBoundingClientRect();
    const seen = column.getBoundingClientRect();
    if (at.top < seen.top || at.bottom > seen.bottom) column.scrollTop += at.top - seen.top - seen.height / 2;
  }
  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      follow();
    });
  };
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon, { passive: true });
  soon();

  // --- languages -----------------------------------------------------------------------------------------------------

  /** Give a link its address before a click, a middle click, a key, or the menu's "open in new tab". */
  function aim(link, where) {
    const address = link.getAttribute("href");
    for (const event of ["pointerdown", "focus", "mouseenter", "click"])
      link.addEventListener(event, () => link.setAttribute("href", where(address)));
  }
  for (const link of all("a[data-language]"))
    aim(link, (address) => {
      const section = scrollY > 0 ? reading() : null;
      return section ? `${address}#${section.id}` : address;
    });

  for (const button of all("[data-hint] button")) {
    button.addEventListener("click", () => {
      button.parentElement.hidden = true;
      kept("tandem.hint", "closed");
    });
    button.hidden = false;
  }

  // --- a report of a problem -----------------------------------------------------------------------------------------

  // Its link stands at the end: what is above it when it is clicked is the last heading, not the one that was read. That
  // is where the reader rested before, or where a link led.
  const report = find(".report a");
  if (report) {
    let section = headings.find((heading) => `#${heading.id}` === location.hash);
    let timer;
    addEventListener("scroll", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (report.getBoundingClientRect().top > innerHeight) section = reading();
      }, 2000);
    });
    // The page's file is a line of its own in the report, as an address has it.
    aim(report, (address) => (section ? address.replace(/\.md(?=%0A)/, `.md%23${section.id}`) : address));
  }

  // --- light or dark -------------------------------------------------------------------------------------------------

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const system = () => (dark.matches ? "slate" : "default");
  const show = (scheme) => {
    document.body.dataset.mdColorScheme = scheme;
  };
  const buttons = all("[data-scheme]");
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const scheme = button.dataset.scheme;
      show(scheme);
      // Who comes back to what the system says follows the system again.
      kept("tandem.scheme", scheme === system() ? null : scheme);
      buttons.find((one) => one !== button).focus();
    });
    button.hidden = false;
  }
  dark.onchange = () => show(kept("tandem.scheme") || system()); // where there is no such event, at the next page

  // --- the drawer ----------------------------------------------------------------------------------------------------

  const drawer = find("#__drawer");
  const column = find(".md-sidebar");
  if (drawer && column) {
    const close = (back) => {
      if (!drawer.checked) return;
      drawer.checked = false;
      if (back) drawer.focus();
    };
    drawer.addEventListener("change", () => {
      if (drawer.checked) (column.querySelector("[aria-current=page]") || column.querySelector("a")).focus();
    });
    addEventListener("keydown", (event) => {
      if (event.key === "Escape") close(true);
    });
    addEventListener("focusin", (event) => {
      if (event.target !== drawer && !column.contains(event.target)) close(false);
    });
    column.addEventListener("click", (event) => {
      if (event.target.closest("a")) close(false);
    });
    addEventListener("pageshow", () => close(false)); // a browser that goes back brings the open drawer along
  }

  // --- what is folded, and what is wider than its room ---------------------------------------------------------------

  /** Unfold what a link leads into. */
  function unfold() {
    const target = document.getElementById(idOf(location));
    for (let around = target; around; around = around.parentElement) if (around.tagName === "DETAILS") around.open = true;
  }
  // Open without this script; until it has run, the style keeps them shut (.tandem-fold), so that nothing moves.
  for (const fold of all(".tandem-fold")) {
    fold.open = false;
    fold.dataset.folds = "";
  }
  addEventListener("hashchange", unfold);
  unfold();
  const folded = [];
  addEventListener("beforeprint", () => {
    folded.push(...all("details:not([open])"));
    for (const one of folded) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of folded.splice(0)) one.open = false;
  });
  // What a script needs only once its page is used is asked for with the first thing that a reader does there.
  for (const script of all("[data-fetches]")) {
    const more = document.createElement("script");
    more.onload = more.onerror = () => script.dispatchEvent(new Event("fetched"));
    const fetch = () => {
      more.src = more.src || script.dataset.fetches;
      document.head.append(more);
    };
    for (const what of ["pointerdown", "focusin", "scroll"]) addEventListener(what, fetch, { once: true });
  }
  for (const table of all(".tandem-table")) if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
})();
