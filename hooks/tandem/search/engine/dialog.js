/*
 * The dialog: the field, the languages, the results. The texts of the tutorial being read are loaded first and answer
 * at once; the others follow below them, so nothing moves that is being read. Nothing typed is kept unless the reader
 * chooses it (kept.js).
 */
const SOON = 60; // ms after a key, so that fast typing is searched once
const FEW = 10; // results of a group before "more"

const hold = (element, ...children) => {
  element.textContent = "";
  element.append(...children);
};
const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const key in attributes) if (attributes[key] !== null) element.setAttribute(key, attributes[key]);
  element.append(...children);
  return element;
};
const button = (label, act) => {
  const made = make("button", { type: "button", class: "search__more" }, label);
  made.addEventListener("click", act);
  return made;
};
/** A text with its gaps filled; of one for each plural category, that of `count`. */
const fill = (words, values) =>
  (words[new Intl.PluralRules(document.documentElement.lang).select(values.count)] || words).replace(/\{(\w+)\}/g, (_, name) => values[name]);

function startDialog(dialog, load, base, own, textsOf) {
  const input = dialog.querySelector("input");
  const status = dialog.querySelector("[role=status]");
  const output = dialog.querySelector(".search__results");
  const here = dialog.dataset.tutorial;
  const words = own.strings; // the page's language speaks, whichever is searched
  const languages = new Map();
  let current = own.locale;
  let timer = 0;
  let note = () => {}; // what kept.js is told
  let counts = [FEW, FEW, FEW, FEW];

  /** A language's texts, loaded as far as asked for. */
  async function language(locale) {
    if (!languages.has(locale)) {
      const entry = locale === own.locale ? own : await load(locale, `${locale}.js`);
      const stem = entry.stemmer ? load("stemmer", entry.stemmer) : Promise.resolve((word) => word);
      const names = Object.keys(entry.tutorials);
      const inside = here in entry.tutorials;
      const state = { entry, loaded: 0, wanted: names.length + 2, others: false, failed: false };
      const take = (part, texts, read = (data) => data) =>
        load(...texts).then((data) => {
          state.finder.add(part, read(data));
          state.loaded++;
          if (locale === current) run();
        });
      const taken = (part) => take(part, textsOf(entry, part));
      const outside = () => taken("");
      // Asked for at once: nothing of it waits for another.
      const first = load(...textsOf(entry, here));
      state.ready = Promise.all([stem, first]).then(([stemmer]) => {
        state.finder = makeFinder(entry, stemmer);
        return taken(inside ? here : "");
      });
      // What stands in the texts as it was typed is there; now what questions need.
      state.taught = state.ready.then(() =>
        Promise.all([load("ask", entry.ask), load(`${locale}.words`, entry.words)])).then(([make, data]) => {
          state.asker = state.finder.teach(make, data);
          if (locale === own.locale) learn(data);
          state.loaded++;
          if (locale === current) run();
        });
      state.rest = async () => {
        if (state.others) return;
        state.others = true;
        await state.ready;
        const jobs = inside ? [outside()] : [];
        const others = names.filter((name) => name !== here);
        if (entry.packed) {
          const { codes, phrases, tutorials } = await load(`${entry.locale}/+`, entry.packed);
          const known = new Map([...codes].map((code, at) => [code, phrases[at]]));
          const unpack = (text) => JSON.parse(Array.from(text, (sign) => known.get(sign) ?? sign).join(""));
          const packed = (name) => [`${entry.locale}/${name}+`, `${entry.locale}/${name}.packed.${tutorials[name]}.js`];
          jobs.push(...others.map((name) => take(name, packed(name), unpack)));
        } else jobs.push(...others.map(taken));
        await Promise.all(jobs);
      };
      languages.set(locale, state);
      state.taught.catch(() => fail(state));
    }
    return languages.get(locale);
  }

  /** What is said only now, in the page's language; then, if ever, what may be kept. */
  function learn({ strings, kept }) {
    Object.assign(words, strings);
    load("kept", kept).then((start) => {
      note = start(dialog, words, make, fill);
      run();
    }, () => {});
  }

  function fail(state) {
    state.failed = true;
    run();
  }

  const text = (pieces) => pieces.map(([piece, hit]) => (hit ? make("mark", {}, piece) : piece));

  function item(result, state) {
    const { section } = result;
    const seen = shown(state.finder.reading, result);
    const page = `${base}${state.entry.prefix}${section.part ? `${section.part}/` : ""}${section.address}`;
    const marks = seen.words.map((word) => `mark=${encodeURIComponent(word)}`).join("&");
    const link = make("a", { href: `${page}#${section.anchor}?${marks}` }, ...text(seen.heading));
    const where = [...new Set([section.title, section.page])].filter((one) => one && one !== section.heading);
    const under = make("p", { class: "search__where" }, where.join(" · "));
    return make("li", {}, link, ...(where.length ? [under] : []), make("p", { class: "search__text" }, ...text(seen.snippet)));
  }

  function group(title, results, state, number) {
    const list = make("ol", { class: "search__list", lang: state.entry.tag, "data-group": number });
    const many = counts[number];
    list.append(...results.slice(0, many).map((result) => item(result, state)));
    const parts = [make("h2", { class: "search__group" }, title), list];
    if (results.length > many)
      parts.push(button(fill(words.more, { count: results.length - many }), () => {
        counts[number] += 20;
        run();
        output.querySelector(`[data-group="${number}"]`)?.children[many]?.querySelector("a").focus();
      }));
    return parts;
  }

  function advice(state) {
    const list = make("ul", {}, ...(words.advice || "").split("\n").filter(Boolean).map((line) => make("li", {}, line)));
    const others = own.languages.filter(([locale]) => locale !== current)
      .map(([locale, name]) => button(fill(words.in_language, { language: name }), () => choose(locale)));
    return [make("div", { class: "search__advice" }, list, ...others)];
  }

  /** Something that can be searched for instead. */
  const offer = ([word, label]) => button(label, () => {
    input.value = word;
    input.focus();
    run();
  });

  async function run() {
    const query = input.value;
    const state = languages.get(current);
    dialog.toggleAttribute("data-busy", !!(query.trim() && state && state.loaded < state.wanted && !state.failed));
    if (!state?.loaded) {
      status.textContent = state?.failed ? words.failed : query.trim() ? words.loading : "";
      return;
    }
    if (!query.trim()) {
      status.textContent = "";
      hold(output, make("p", { class: "search__hint" }, words.hint));
      note(output, query);
      return;
    }
    const { results, some, left, missing } = state.finder.search(query);
    const complete = state.loaded === state.wanted;
    const found = [];
    const titles = [words.titled, here ? words.here : words.pages, here ? words.elsewhere : words.tutorials, words.weaker];
    grouped(results, here).forEach((members, at) => {
      if (members.length) found.push(...group(titles[at], members, state, at));
    });
    const asker = words.meant && state.asker;
    const offered = asker ? [...asker.near(missing).map((word) => [word, fill(words.meant, { word })]),
      ...asker.suggest(query).map((word) => [word, word])] : [];
    if (offered.length) found.unshift(make("div", { class: "search__offer" }, ...offered.map(offer)));
    if (!results.length && complete) found.push(...advice(state));
    if (!complete && !state.others && !state.failed) {
      const size = `${Math.ceil(state.entry.bytes / 1000)} KB`;
      found.push(button(fill(words.load, { size }), () => loadRest(state)));
    }
    const focused = output.contains(document.activeElement) && document.activeElement.getAttribute("href");
    hold(output, ...found);
    note(output, query, complete && !results.length);
    // More came while a result was being chosen: it stays chosen.
    if (focused) [...output.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus();
    const count = results.length;
    const said = !count
      ? complete ? fill(words.nothing, { query: query.trim() }) : words.loading
      : fill(words[some ? "some" : "found"], { count });
    const also = [["missing", missing], ["left", left]].filter(([key, list]) => list.length && !list.whole && words[key]);
    const more = also.map(([key, list]) => fill(words[key], { words: list.join(" · ") }));
    if (state.failed && !complete) more.push(words.failed);
    status.textContent = [said, ...more].join(own.locale === current && HAS_RUN.test(said) ? "。" : ". ");
    if (!complete && !state.others && !saving()) loadRest(state);
  }

  /** Whether the reader asked the browser to load little. */
  const saving = () => navigator.connection?.saveData;

  function loadRest(state) {
    state.rest().catch(() => fail(state));
    run();
  }

  async function choose(locale) {
    current = locale;
    for (const radio of dialog.querySelectorAll(".search__languages input")) radio.checked = radio.value === locale;
    counts = [FEW, FEW, FEW, FEW];
    hold(output);
    try {
      await language(locale);
    } catch {
      status.textContent = words.failed;
    }
    run();
    input.focus();
  }

  if (own.languages.length > 1) {
    const set = dialog.querySelector(".search__languages");
    set.append(make("legend", {}, words.language), ...own.languages.map(([locale, name, tag]) => {
      const radio = make("input", { type: "radio", name: "search-language", value: locale });
      radio.checked = locale === current;
      radio.addEventListener("change", () => choose(locale));
      return make("label", { lang: tag }, radio, make("span", {}, name));
    }));
    set.hidden = false;
  }

  input.addEventListener("input", (event) => {
    if (event.isComposing) return; // letters that an input method has not made a word of yet
    counts = [FEW, FEW, FEW, FEW];
    clearTimeout(timer);
    timer = setTimeout(run, output.querySelector(".search__list") ? SOON : 0);
  });
  input.addEventListener("compositionend", () => run());

  dialog.addEventListener("keydown", (event) => {
    const links = [...output.querySelectorAll(".search__list a")];
    const at = links.indexOf(document.activeElement);
    if (event.isComposing || !links.length) return;
    if (event.key === "ArrowDown" && (at >= 0 || document.activeElement === input)) {
      (links[at + 1] || links[at]).focus();
      event.preventDefault();
    } else if (event.key === "ArrowUp" && at >= 0) {
      (links[at - 1] || input).focus();
      event.preventDefault();
    } else if (event.key === "Enter" && document.activeElement === input) {
      run();
      output.querySelector(".search__list a")?.click();
      event.preventDefault();
    } else if (at >= 0 && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) input.focus();
  });
  dialog.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    // The same page is not loaded anew, and nothing would close the dialog.
    if (link && link.href.split("#")[0] === location.href.split("#")[0] && !event.ctrlKey && !event.metaKey) dialog.close();
  });

  language(current).then(run);
}

tandemSearch("engine", startDialog);
