/*
 * The file's own script: one language at a time, search in it, and life for the blocks whose scripts it is handed. Words
 * stand in the markup. It keeps nothing and asks for nothing: some viewers open the file where neither is allowed.
 */
(live) => {
  "use strict";
  const main = document.querySelector("main");
  const fresh = [...main.children].map((part) => part.cloneNode(true));
  // A language that comes in again finds its elements defined.
  const elements = { define: (name, made) => customElements.get(name) || customElements.define(name, made) };
  const named = (id) => fresh.find((part) => id === part.id || part.querySelector(`[id="${CSS.escape(id)}"]`));
  /** The id that the address means; none where it is no text. */
  function meant() {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return "";
    }
  }
  const make = (tag, ...content) => {
    const made = document.createElement(tag);
    made.append(...content);
    return made;
  };
  const READ = "h1,h2,h3,p,li,td,th,dt,dd,caption,figcaption,summary,svg text".replace(/[^,]+/g, "[data-part]:not(nav) $&");
  let shown;

  function show(part) {
    if (shown === part) return;
    shown = part;
    const placed = part.cloneNode(true);
    main.textContent = "";
    main.append(placed);
    document.documentElement.lang = part.lang;
    document.documentElement.dir = part.dir;
    document.title = part.dataset.title;
    for (const link of placed.querySelectorAll("sup a")) link.setAttribute("role", "doc-biblioref");
    for (const link of placed.querySelectorAll("a.t")) link.setAttribute("role", "doc-glossref");
    for (const script of live)
      try {
        script(elements);
      } catch (error) {
        console.error(error); // one that this browser cannot run stops no other
      }
    search(placed);
    wayBack(placed);
    for (const link of placed.querySelectorAll("[data-to]"))
      link.addEventListener("click", (event) => {
        event.preventDefault();
        change(link.dataset.to);
      });
  }

  /** Another language, at the section that is being read. */
  function change(to) {
    const line = innerHeight / 3;
    const at = [...main.querySelectorAll("[data-part]")].filter((part) => part.getBoundingClientRect().top < line).pop();
    const id = at?.dataset.part ? `${to}-${at.dataset.part}` : to;
    show(named(to));
    location.hash = id;
    document.getElementById(id)?.scrollIntoView();
    main.querySelector("[data-to]")?.focus({ preventScroll: true });
  }

  /** From a reference or a term back to the text: a chat's viewer has no button for it. */
  function wayBack(placed) {
    const back = placed.querySelector("[data-back]");
    placed.addEventListener("click", ({ target }) => {
      if (target.closest?.("section a[href^='#']")) back.hidden = false;
    });
    back.addEventListener("click", () => {
      back.hidden = true;
      history.back();
    });
  }

  /** A letter as it is compared: small, and of half width. One sign stays one, so that places stay true. */
  const plain = (text) =>
    text.replace(/[\s\S]/g, (sign) => {
      const one = sign.normalize("NFKC").toLowerCase();
      return one.length === 1 ? one : sign;
    });

  function search(placed) {
    const box = placed.querySelector(".search");
    const field = box.querySelector("input");
    const results = box.querySelector(".results");
    const list = results.querySelector("ul");
    const status = results.querySelector("[role=status]");
    const said = box.dataset;
    const forms = JSON.parse(said.found); // a text, or one for each plural category
    const form = (count) => (forms.replace ? forms : forms[new Intl.PluralRules(document.documentElement.lang).select(count)]);
    let places; // of each passage: its section, its text, the nodes that it is made of

    function read() {
      places = [];
      let heading;
      for (const block of placed.querySelectorAll(READ)) {
        if (block.closest("[hidden],form") && !block.closest("details")) continue;
        if (block.closest("form,.quiz__end")) continue;
        if (/^H\d$/.test(block.tagName)) heading = block;
        const nodes = [];
        const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
        let text = "";
        while (walk.nextNode()) {
          if (walk.currentNode.parentElement.closest("button,[role=status],.calc-mark")) continue;
          if (walk.currentNode.parentElement.closest("h1,h2,h3,p,li,td,th,dt,dd,caption,figcaption,summary,text") !== block) continue;
          nodes.push([text.length, walk.currentNode]);
          text += walk.currentNode.data;
        }
        if (text.trim()) places.push({ block, heading, text, plain: plain(text), nodes });
      }
    }

    /** The longest beginning of a word that occurs: other endings and spellings find it too. A number stands as it is. */
    function known(word) {
      if (/\d/.test(word)) return word;
      const lengths = Array.from({ length: word.length }, (_, shorter) => word.length - shorter);
      const found = lengths.find((length) => places.some(({ plain }) => plain.includes(word.slice(0, length))));
      return found >= Math.max(4, word.length * 0.6) ? word.slice(0, found) : word;
    }

    function range({ nodes }, from, to) {
      const found = document.createRange();
      const node = (at) => nodes.filter(([start]) => start <= at).pop();
      const [first, last] = [node(from), node(to - 1)];
      found.setStart(first[1], from - first[0]);
      found.setEnd(last[1], to - last[0]);
      return found;
    }

    function find() {
      if (!places) read();
      const words = plain(field.value).split(/\s+/).filter(Boolean).map(known);
      list.textContent = "";
      globalThis.CSS?.highlights?.delete("found");
      results.hidden = !words.length;
      if (!words.length) return;
      const sections = new Map();
      for (const place of places) sections.set(place.heading, [...(sections.get(place.heading) ?? []), place]);
      const ranges = [];
      let count = 0;
      for (const [heading, passages] of sections) {
        if (!words.every((word) => passages.some((passage) => passage.plain.includes(word)))) continue;
        count += 1;
        let best;
        for (const passage of passages) {
          const hits = [];
          for (const word of words)
            for (let at = passage.plain.indexOf(word); at >= 0; at = passage.plain.indexOf(word, at + word.length))
              hits.push([at, at + word.length]);
          if (!hits.length) continue;
          for (const hit of hits) ranges.push(range(passage, ...hit));
          if (!best || (best.passage.block === heading && passage.text.length > 20)) best = { passage, hits };
        }
        list.append(result(heading, best));
      }
      if (globalThis.Highlight) CSS.highlights.set("found", new Highlight(...ranges));
      status.textContent = (count ? form(count) : said.none).replace("{count}", count).replace("{query}", field.value.trim());
    }

    /** A section of the list: its chapter and heading, and the passage with the words marked. */
    function result(heading, { passage, hits }) {
      hits.sort(([one], [other]) => one - other);
      let at = Math.max(0, hits[0][0] - 24);
      const end = Math.min(passage.text.length, at + 110);
      const told = make("span", at ? "…" : "");
      for (const [from, to] of hits) {
        if (from < at || to > end) continue;
        told.append(passage.text.slice(at, from), make("mark", passage.text.slice(from, to)));
        at = to;
      }
      told.append(passage.text.slice(at, end), end < passage.text.length ? "…" : "");
      const part = heading.closest("[data-part]");
      const chapter = part.querySelector("h1");
      const name = make("b", heading === chapter ? chapter.textContent : `${chapter.textContent} › ${heading.textContent}`);
      const link = make("a", name, told);
      link.href = `#${part.id}`;
      link.addEventListener("click", (event) => {
        event.preventDefault();
        results.hidden = true;
        const folded = passage.block.closest("details");
        if (folded) folded.open = true;
        const seen = passage.block.getClientRects().length ? passage.block : passage.block.closest(".quiz__item") ?? heading;
        seen.scrollIntoView({ block: "center" });
        seen.tabIndex = -1;
        seen.focus({ preventScroll: true });
      });
      return make("li", link);
    }

    box.hidden = false;
    box.addEventListener("input", find);
    field.addEventListener("focus", find);
    box.addEventListener("keydown", (event) => {
      const links = [...list.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement);
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && links.length) {
        event.preventDefault();
        (links[at + step] ?? (step < 0 ? field : links[at])).focus();
      } else if (event.key === "Enter" && at < 0 && links.length) links[0].click();
      else if (event.key === "Escape") {
        event.preventDefault();
        field.focus();
        results.hidden = true;
      }
    });
    placed.addEventListener("pointerdown", ({ target }) => {
      if (!box.contains(target)) results.hidden = true;
    });
  }

  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input,select,textarea")) return;
    event.preventDefault();
    main.querySelector(".search input").focus();
  });
  addEventListener("hashchange", () => {
    const part = named(meant());
    if (!part || part === shown) return;
    show(part);
    document.getElementById(meant())?.scrollIntoView();
  });
  // On the sheet of doses stand the works that it cites, and no others.
  addEventListener("beforeprint", () => {
    const links = main.querySelectorAll(".dose-table a, .dose-note a, .calc a");
    const cited = new Set([...links].filter((link) => link.getClientRects().length).map((link) => link.hash));
    for (const work of main.querySelectorAll("[role=doc-bibliography] li")) work.classList.toggle("sheet-skip", !cited.has(`#${work.id}`));
  });
  const read = (navigator.languages || []).map((tag) => tag.split("-")[0]);
  const liked = read.map((tag) => fresh.find((part) => part.lang.split("-")[0] === tag)).find(Boolean);
  show(named(meant()) ?? liked ?? fresh[0]);
  if (location.hash) document.getElementById(meant())?.scrollIntoView();
};
