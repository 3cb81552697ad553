/*
 * Shows one stage of a figure at a time, by buttons and keys. Without this script all stages stand beside each other, as
 * they do on paper and when the reader asks for all.
 */
(() => {
  "use strict";
  for (const steps of document.querySelectorAll(".figure__steps")) {
    const figure = steps.parentElement;
    const panels = [...figure.querySelectorAll(".figure__panel")];
    const names = [...steps.querySelectorAll("[data-stage]")];
    const moves = [...steps.querySelectorAll("[data-step]")];
    const all = steps.querySelector("[data-all]");
    const status = steps.querySelector("[role=status]");
    let at = 0;

    // `one` is false while all stages are shown; `at` is then where stepping goes on.
    function show(index, one = true) {
      at = Math.max(0, Math.min(panels.length - 1, index));
      figure.classList.toggle("figure--one", one);
      all.setAttribute("aria-pressed", String(!one));
      panels.forEach((panel, number) => panel.classList.toggle("figure__panel--shown", number === at));
      names.forEach((name, number) => {
        if (one && number === at) name.setAttribute("aria-current", "step");
        else name.removeAttribute("aria-current");
      });
      // A button that were disabled would lose the focus under the finger.
      moves.forEach((move) => {
        const there = at + Number(move.dataset.step);
        move.setAttribute("aria-disabled", String(one && !panels[there]));
      });
    }

    function go(index, one) {
      show(index, one);
      status.textContent = (one === false ? steps : names[at]).dataset.said;
    }

    steps.addEventListener("click", (event) => {
      const { stage, step, all: every } = event.target.closest("button")?.dataset ?? {};
      if (stage) go(stage - 1);
      if (step) go(at + Number(step));
      if (every !== undefined) go(at, !figure.classList.contains("figure--one"));
    });
    steps.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      const onward = getComputedStyle(figure).direction === "rtl" ? -1 : 1;
      const to = { ArrowRight: at + onward, ArrowLeft: at - onward, Home: 0, End: panels.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      go(to);
      // Among the stages' own buttons the focus goes along; on another it stays.
      if (event.target.dataset.stage) names[at].focus();
    });
    steps.hidden = false;
    show(0);
  }
})();
