/*
 * The language switch keeps the section that is being read; the hint offers the reader's own language once and never
 * redirects. Both are plain links without this script.
 */
(() => {
  "use strict";
  const switches = document.querySelectorAll("a[data-language]");

  /** The id of the heading that is being read: the last one at or above the upper third of the window. */
  function reading() {
    let found = "";
    for (const heading of document.querySelectorAll("article :is(h2, h3, h4)[id]"))
      if (heading.getBoundingClientRect().top < innerHeight / 3) found = heading.id;
    return found;
  }

  for (const link of switches) {
    const address = link.getAttribute("href");
    const aim = () => {
      const section = scrollY > 0 ? reading() : "";
      link.setAttribute("href", section ? `${address}#${section}` : address);
    };
    // Before a click, a middle click, a key, or the menu's "open in new tab".
    for (const event of ["pointerdown", "focus", "mouseenter", "click"]) link.addEventListener(event, aim);
  }

  const KEY = "tandem.hint";
  const remembered = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };
  const own = document.documentElement.lang.split("-")[0];
  const wanted = (navigator.languages || [navigator.language]).map((tag) => tag.split("-")[0].toLowerCase());
  const hints = [...document.querySelectorAll("[data-hint]")];
  const known = [own, ...hints.map((hint) => hint.lang.split("-")[0])];
  const best = wanted.find((tag) => known.includes(tag));
  const hint = best && best !== own && !remembered() && hints.find((one) => one.lang.split("-")[0] === best);
  if (hint) {
    hint.hidden = false;
    hint.querySelector("button").addEventListener("click", () => {
      hint.hidden = true;
      try {
        localStorage.setItem(KEY, "closed");
      } catch {
        /* private windows may refuse; then it is asked again */
      }
    });
  }
})();
