/*
 * One stage of a figure at a time, by buttons and keys. Without this script all stages stand beside each other, as they
 * do on paper and when the reader asks for all.
 */
(() => {
  "use strict";
  for (const figure of document.querySelectorAll("[data-figure]")) {
    const steps = figure.querySelector(".figure__steps");
    const panels = [...figure.querySelectorAll("[data-panel]")];
    const names = [...steps.querySelectorAll("[data-stage]")];
    const [before, after] = [...steps.querySelectorAll("[data-step]")];
    const all = steps.querySelector("[data-all]");
    const said = figure.querySelector("[role=status]");
    let shown = 0;

    function show(index, speak) {
      shown = Math.max(0, Math.min(panels.length - 1, index));
      figure.classList.add("figure--one");
      all.setAttribute("aria-pressed", "false");
      panels.forEach((panel, at) => panel.classList.toggle("figure__panel--shown", at === shown));
      names.forEach((name, at) => (at === shown ? name.setAttribute("aria-current", "step") : name.removeAttribute("aria-current")));
      // A button that goes away under the finger loses the focus; one that says it can do nothing does not.
      before.setAttribute("aria-disabled", String(shown === 0));
      after.setAttribute("aria-disabled", String(shown === panels.length - 1));
      if (speak) {
        const title = names[shown].querySelector(".figure__name").textContent;
        const values = { number: shown + 1, count: panels.length, title };
        said.textContent = figure.dataset.said.replace(/\{(\w+)\}/g, (_, name) => values[name]);
      }
    }

    names.forEach((name, at) => name.addEventListener("click", () => show(at, true)));
    before.addEventListener("click", () => show(shown - 1, true));
    after.addEventListener("click", () => show(shown + 1, true));
    all.addEventListener("click", () => {
      if (all.getAttribute("aria-pressed") === "true") return show(shown, true);
      figure.classList.remove("figure--one");
      all.setAttribute("aria-pressed", "true");
      names.forEach((name) => name.removeAttribute("aria-current"));
    });
    steps.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const onward = getComputedStyle(figure).direction === "rtl" ? -1 : 1;
      const to = { ArrowRight: shown + onward, ArrowLeft: shown - onward, Home: 0, End: panels.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      show(to, true);
      names[shown].focus();
    });
    steps.hidden = false;
    show(0, false);
  }
})();
