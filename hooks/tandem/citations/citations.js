/*
 * The preview of a citation: the page's own list of references, shown beside the number on hover and focus.
 * It can be pointed at, Escape closes it, and without this script the numbers are links.
 */
(() => {
  "use strict";
  const listed = new Map([...document.querySelectorAll(".cited-here [data-ref]")].map((item) => [item.dataset.ref, item]));
  const box = document.createElement("div");
  box.className = "cite-preview";
  box.id = "cite-preview";
  box.setAttribute("role", "tooltip");
  box.hidden = true;
  document.body.append(box);
  let shown = null;
  let timer = 0;

  function show(group) {
    clearTimeout(timer);
    if (shown === group) return;
    hide();
    const parts = group.dataset.cite.split(" ").flatMap((key) => {
      const item = listed.get(key);
      if (!item) return [];
      const line = document.createElement("p");
      line.append(`${item.value}. `, ...[...item.cloneNode(true).childNodes]);
      return [line];
    });
    if (!parts.length) return;
    box.textContent = "";
    box.append(...parts);
    box.hidden = false;
    const at = group.getBoundingClientRect();
    const left = Math.max(16, Math.min(at.left, document.documentElement.clientWidth - box.offsetWidth - 16));
    const below = at.bottom + 6 + box.offsetHeight < innerHeight || at.top < box.offsetHeight + 6;
    box.style.left = `${left + scrollX}px`;
    box.style.top = `${(below ? at.bottom + 6 : at.top - box.offsetHeight - 6) + scrollY}px`;
    for (const link of group.querySelectorAll("a")) link.setAttribute("aria-describedby", box.id);
    shown = group;
  }

  function hide() {
    clearTimeout(timer);
    box.hidden = true;
    if (shown) for (const link of shown.querySelectorAll("a")) link.removeAttribute("aria-describedby");
    shown = null;
  }

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(hide, 250);
  };

  for (const group of document.querySelectorAll("sup.cite")) {
    group.addEventListener("mouseenter", () => show(group));
    group.addEventListener("focusin", () => show(group));
    group.addEventListener("mouseleave", later);
    group.addEventListener("focusout", later);
  }
  box.addEventListener("mouseenter", () => clearTimeout(timer));
  box.addEventListener("mouseleave", later);
  box.addEventListener("focusin", () => clearTimeout(timer));
  box.addEventListener("focusout", later);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
})();
