/*
 * The starter: opens the dialog, and only then loads what searching needs; marks what a result led to. Everything else
 * is in the engine. Scripts are inserted, not fetched: that works from file:// too. Each calls tandemSearch(name, value).
 */
(() => {
  "use strict";
  const folder = new URL("search/", document.currentScript.src);
  const base = new URL("../../", document.currentScript.src).href;
  const dialog = document.getElementById("search");
  if (!dialog.showModal) return; // its button stays hidden
  const came = {};
  const asked = {};
  window.tandemSearch = (name, value) => {
    came[name] = value;
  };

  function load(name, file) {
    asked[file] = asked[file] || new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(file, folder).href;
      script.onload = () => (name in came ? resolve(came[name]) : reject(new Error(file)));
      script.onerror = () => {
        delete asked[file]; // the network may come back
        reject(new Error(file));
      };
      document.head.append(script);
    });
    return asked[file];
  }

  const { locale, tutorial } = dialog.dataset;
  /** What a tutorial's texts are called, and their file; those outside tutorials for any other name. */
  const textsOf = ({ locale, tutorials, outside }, part) =>
    part in tutorials ? [`${locale}/${part}`, `${locale}/${part}.${tutorials[part]}.js`] : [`${locale}/`, outside];

  /** What the engine will ask for first, asked for beside it; it says itself what failed. */
  function prepare(entry) {
    const wanted = [textsOf(entry, tutorial)];
    if (entry.stemmer) wanted.push(["stemmer", entry.stemmer]);
    for (const one of wanted) load(...one).catch(() => {});
  }

  /** A script that the entry names, and the entry. A browser may have kept an entry whose scripts are gone: then anew. */
  async function start(name, again = "") {
    const entry = await load(locale, `${locale}.js${again}`);
    try {
      const script = load(name, entry[name]);
      if (name === "engine") prepare(entry);
      return [await script, entry];
    } catch (error) {
      if (again || !location.protocol.startsWith("http")) throw error;
      return start(name, `?${Date.now()}`);
    }
  }

  /** The style of the dialog and of the marks: after that of every page, before a page's own. */
  let dressed = false;
  function dress() {
    if (dressed) return;
    dressed = true;
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = dialog.dataset.style;
    document.querySelector("link[rel=stylesheet]").after(link);
  }

  let started = null;
  function open() {
    if (dialog.open) return;
    dress();
    dialog.showModal();
    dialog.querySelector("input").select();
    started = started || start("engine").then(
      ([startDialog, entry]) => startDialog(dialog, load, base, entry, textsOf),
      () => {
        started = null;
        const status = dialog.querySelector("[role=status]");
        status.textContent = status.dataset.failed;
      },
    );
  }

  const button = document.querySelector(".search-open");
  button.addEventListener("click", open);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest(".search__close")) dialog.close();
  });
  dialog.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  addEventListener("keydown", (event) => {
    const field = event.target.closest?.("input, textarea, select, [contenteditable]");
    // In the frame that closes the dialog, keys still go to its field.
    const typing = field && (dialog.open || !dialog.contains(field));
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (slash || ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k")) {
      event.preventDefault();
      open();
    }
  });

  /** #search asks for the dialog; a result led to #anchor?mark=word&mark=word, whose words are taken off. */
  function arrive() {
    if (location.hash === "#search") open();
    const [anchor, words] = location.hash.slice(1).split("?");
    const marks = new URLSearchParams(words || "").getAll("mark");
    if (!words) return;
    location.replace(`#${anchor}`);
    if (!marks.length) return;
    dress();
    start("mark").then(([mark]) => mark(marks, anchor), () => {});
  }
  addEventListener("hashchange", arrive);
  button.hidden = false;
  arrive();
})();
