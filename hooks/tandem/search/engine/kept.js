/*
 * What was searched for and not found, where the reader chooses to keep it: on this device alone, shown and deleted here,
 * and written into a report of a problem only where it is ticked; the reader sends that. A script of its own, which comes
 * last. Off at first; choosing otherwise deletes all.
 */
const KEY = "tandem.unfound"; // JSON: a list of what was typed; nothing where the reader has not chosen it
const MOST = 30, LONGEST = 120; // of them, and signs of each
const REST = 2000; // ms that a query stands there before it is one, and not the beginning of another

function startKept(dialog, words, make, fill) {
  const box = make("section", { class: "search__kept" });
  const report = document.querySelector(".report a");
  const ticked = new Set();
  let refused = false; // private windows may keep nothing
  let open = ""; // what was not found just now
  let noted = ""; // the last that was kept: what goes on from it takes its place
  let timer = 0;

  function read() {
    try {
      const list = JSON.parse(localStorage.getItem(KEY));
      return Array.isArray(list) ? list.filter((one) => typeof one === "string") : null;
    } catch {
      return null;
    }
  }

  function write(list) {
    try {
      if (list) localStorage.setItem(KEY, JSON.stringify(list.slice(-MOST)));
      else localStorage.removeItem(KEY);
      refused = false;
    } catch {
      refused = Boolean(list);
    }
    draw();
  }

  function note() {
    clearTimeout(timer);
    const list = read();
    if (!list || !open || list.includes(open)) return;
    const before = noted && open.startsWith(noted) ? noted : "";
    noted = open;
    write([...list.filter((one) => one !== before), open]);
  }

  /** A report with what is ticked. Where an address takes no text, that is shown, to be copied. */
  function sending(list) {
    const chosen = list.filter((one) => ticked.has(one));
    if (!report || !chosen.length) return [];
    const text = [words.unfound, ...chosen.map((one) => `- ${one}`)].join("\n");
    const address = new URL(report.href);
    const body = address.searchParams.get("body");
    if (body !== null) address.searchParams.set("body", `${body}\n${text}\n`);
    const link = make("a", { href: address.href, rel: "noopener" }, words.send);
    return [make("p", {}, link), ...(body === null ? [make("pre", {}, text)] : [])];
  }

  function item(one) {
    const tick = make("input", { type: "checkbox" });
    tick.checked = ticked.has(one);
    tick.addEventListener("change", () => {
      ticked[tick.checked ? "add" : "delete"](one);
      draw(tick.checked ? `[value="${CSS.escape(one)}"]` : "");
    });
    tick.value = one;
    const drop = make("button", { type: "button", class: "search__more", "aria-label": fill(words.drop, { query: one }) }, "×");
    drop.addEventListener("click", () => remove(one));
    return make("li", {}, make("label", {}, ...(report ? [tick] : []), make("span", {}, one)), drop);
  }

  function remove(one) {
    ticked.delete(one);
    write((read() || []).filter((other) => other !== one));
    box.querySelector("input").focus();
  }

  function draw(focus = "") {
    const list = read();
    const choice = make("input", { type: "checkbox" });
    choice.checked = Boolean(list);
    choice.addEventListener("change", () => {
      ticked.clear();
      write(choice.checked ? [] : null);
      note();
      box.querySelector("input").focus();
    });
    box.textContent = "";
    box.append(make("label", {}, choice, make("span", {}, words.keep)));
    if (refused) box.append(make("p", { role: "alert" }, words.refused));
    if (list && list.length) box.append(make("ul", {}, ...[...list].reverse().map(item)), ...sending(list));
    if (focus) box.querySelector(focus)?.focus();
  }

  dialog.addEventListener("close", note);

  /** Told what is shown for a query: where nothing was found, that may be kept. */
  return (output, query, nothing) => {
    clearTimeout(timer);
    open = nothing ? query.trim().slice(0, LONGEST) : "";
    if (!open && (query.trim() || !read())) return;
    if (open) timer = setTimeout(note, REST);
    draw();
    output.append(box);
  };
}

tandemSearch("kept", startKept);
