/*
 * Shows what a marked term means beside it: while it is pointed at or has the focus, and after a click or a tap until it
 * is dismissed. The words are the page's own list of terms, to which a mark leads without this script. The box can be
 * pointed at, Escape closes it, and it stands right behind its mark, so that Tab goes to its link after Enter.
 */
(() => {
  "use strict";
  const GAP = 6;
  const SIDE = 16;
  const box = document.createElement("span");
  box.className = "term-box";
  box.hidden = true;
  let shown = null;
  let kept = false;
  let timer = 0;

  /** Whether the focus came by a key; a browser that does not tell shows it after a click too, which keeps it anyway. */
  function isByKey(mark) {
    try {
      return mark.matches(":focus-visible");
    } catch {
      return true;
    }
  }

  const part = (name, ...content) => {
    const made = document.createElement("span");
    made.className = `term-box__${name}`;
    made.append(...content);
    return made;
  };

  /** The entry of a mark, as the box shows it; null where the page has none. */
  function content(mark) {
    const entry = document.getElementById(decodeURIComponent(mark.hash.slice(1)));
    if (!entry) return null;
    const link = entry.querySelector("dt > a");
    const more = link.cloneNode(true);
    more.textContent = entry.closest("[data-more]").dataset.more;
    more.tabIndex = -1; // who goes from mark to mark by Tab is not held up; Enter opens the way to it
    const name = part("name", link.textContent);
    for (const one of entry.querySelectorAll("dt > [lang]")) name.append(" ", one.cloneNode(true));
    return [name, part("text", entry.querySelector("dd").textContent), part("more", more)];
  }

  function show(mark) {
    clearTimeout(timer);
    if (shown === mark) return true;
    const parts = content(mark);
    if (!parts) return false;
    hide();
    box.textContent = "";
    box.append(...parts);
    box.hidden = false;
    mark.after(box);
    place(mark);
    shown = mark;
    return true;
  }

  /** Under the mark's first line, above it where there is no room, and inside the window. */
  function place(mark) {
    const at = mark.getClientRects()[0];
    const wide = document.documentElement.clientWidth;
    box.style.left = box.style.top = "0px";
    const from = box.getBoundingClientRect(); // where 0 is
    const left = Math.max(SIDE, Math.min(at.left, wide - from.width - SIDE));
    const last = mark.getBoundingClientRect();
    const below = last.bottom + GAP + from.height < innerHeight || at.top < from.height + GAP;
    box.style.left = `${left - from.left}px`;
    box.style.top = `${(below ? last.bottom + GAP : at.top - from.height - GAP) - from.top}px`;
  }

  function hide() {
    clearTimeout(timer);
    box.hidden = true;
    shown = null;
    kept = false;
  }

  const later = () => {
    clearTimeout(timer);
    if (!kept) timer = setTimeout(hide, 250);
  };
  const inside = (node) => box.contains(node) || (shown && shown.contains(node));

  for (const mark of document.querySelectorAll("a.term")) {
    mark.addEventListener("pointerenter", (event) => {
      if (event.pointerType === "mouse" && !kept) show(mark);
    });
    mark.addEventListener("pointerleave", later);
    mark.addEventListener("focus", () => {
      if (isByKey(mark)) show(mark);
    });
    mark.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      const again = shown === mark && kept;
      if (!show(mark)) return;
      event.preventDefault();
      if (again) return hide();
      kept = true;
      box.querySelector("a").tabIndex = 0;
    });
  }
  box.addEventListener("pointerenter", () => clearTimeout(timer));
  box.addEventListener("pointerleave", later);
  addEventListener("focusin", (event) => {
    if (shown && !inside(event.target)) hide();
  });
  addEventListener("pointerdown", (event) => {
    if (shown && !inside(event.target)) hide();
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !shown) return;
    const mark = box.contains(document.activeElement) ? shown : null;
    hide();
    if (mark) mark.focus();
    hide(); // the focus that came back shows nothing
  });
  addEventListener("resize", hide);
})();
