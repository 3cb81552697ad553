/*
 * The preview of a citation: the page's own list of references, beside the number that a mouse points at. A tap, Enter or
 * Space opens it in place, at the foot of a narrow window, and once more follows the link; the focus alone opens nothing,
 * so that going on by Tab covers no result. Escape closes it, and without this script the numbers are links.
 */
(() => {
  "use strict";
  const listed = new Map([...document.querySelectorAll(".cited-here [data-ref]")].map((item) => [item.dataset.ref, item]));
  const box = document.createElement("div");
  box.className = "cite-preview";
  box.id = "cite-preview";
  box.setAttribute("role", "status");
  box.hidden = true;
  document.body.append(box);
  let shown = null;
  let kept = null; // the link that opened it
  let pointer = "";
  let timer = 0;

  function show(group) {
    clearTimeout(timer);
    if (shown === group) return true;
    hide();
    const parts = group.dataset.cite.split(" ").flatMap((key) => {
      const item = listed.get(key);
      if (!item) return [];
      const line = document.createElement("p");
      line.append(`${item.value}. `, ...[...item.cloneNode(true).childNodes]);
      return [line];
    });
    if (!parts.length) return false;
    box.textContent = "";
    box.append(...parts);
    box.hidden = false;
    const at = group.getBoundingClientRect();
    const left = Math.max(16, Math.min(at.left, document.documentElement.clientWidth - box.offsetWidth - 16));
    const below = at.bottom + 6 + box.offsetHeight < innerHeight || at.top < box.offsetHeight + 6;
    box.style.left = `${left + scrollX}px`;
    box.style.top = `${(below ? at.bottom + 6 : at.top - box.offsetHeight - 6) + scrollY}px`;
    shown = group;
    return true;
  }

  function hide() {
    clearTimeout(timer);
    box.hidden = true;
    box.classList.remove("cite-preview--kept");
    if (kept) kept.removeAttribute("aria-expanded");
    shown = kept = null;
  }

  const later = () => {
    clearTimeout(timer);
    if (!kept) timer = setTimeout(hide, 250);
  };

  for (const group of document.querySelectorAll("sup.cite")) {
    group.addEventListener("pointerenter", ({ pointerType }) => {
      if (pointerType === "mouse" && !kept) show(group);
    });
    group.addEventListener("pointerleave", later);
    group.addEventListener("keydown", (event) => {
      if (event.key !== " " || !event.target.href) return;
      event.preventDefault();
      event.target.click();
    });
    group.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
      // A mouse has shown it already; a key makes a click without a place.
      if (!link || !plain || kept === link || (event.detail && pointer === "mouse")) return;
      hide();
      if (!show(group)) return;
      event.preventDefault();
      kept = link;
      link.setAttribute("aria-expanded", "true");
      box.classList.add("cite-preview--kept");
    });
  }
  box.addEventListener("pointerenter", () => clearTimeout(timer));
  box.addEventListener("pointerleave", later);
  addEventListener(
    "pointerdown",
    ({ pointerType, target }) => {
      pointer = pointerType;
      if (shown && !box.contains(target) && !shown.contains(target)) hide();
    },
    true,
  );
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
})();
