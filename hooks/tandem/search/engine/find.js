/*
 * From what a reader types to sections in their order. A query is read into parts: a name that stands in the glossary
 * (then any of its names will do), a word, or a run. A section is worth what the parts that it has are worth: each by
 * how few sections have it, by how much this one speaks of it, and by how well it was met. What the data of a language
 * know of questions (ask.js) comes after the first texts and then reads the query instead.
 */
const NEAR = 80; // sections whose runs are looked at for words
const LONGEST = 12; // tokens of a name
// What was typed comes before what it is also called (of what quality at most, for a word and for a run), and that
// before what means something of the kind.
const NAME = { worth: 0.8, word: 1.6, run: 0.6 };
const MEANING = { worth: 0.8, word: 1.3, run: 0.65 };
const WEAKER = 0.3; // a result of so much less quality comes after the others, wherever it stands
const CLOSE = 0.6; // what it adds that all of it stands in one sentence
const SUBJECT = 0.15; // what a part counts that the whole tutorial is about
const ENOUGH = 0.5; // of what a query says; a section that has less is no answer
const FIGURES = 1.6; // what it counts more that a figure is asked for
const LESS = 0.35; // so much of what the best has
const ASIDE = 0.4; // a section that neither teaches nor acts, unless it is asked for
const AS_GOOD = 0.7; // how near the best the second has to be
const EXACTLY = [0, 0.5, 1]; // what a run adds that stands there as it was typed: of names alone, of others
const NAMED = 1.5; // what a heading adds that has a part, and as much again where it has nothing else
const AROUND = 0.5; // what a part counts that stands in another section of the page
const JOINED = 0.6; // what parts that stand one behind the other add
const KINDS = /^[#!?^@&*=+~]*/; // of what kinds a set of names is: names.py tells the signs
const SHORT = 4; // letters of a word that says little by itself

function makeFinder(entry, stem) {
  const reading = folder();
  const spell = speller(entry.spellings);
  const index = makeIndex(reading, spell, stem, entry.endings);
  const named = new Map(); // first token of a name → [tokens, the set of names that it is of]
  const sets = new Set(); // the lines that have been read
  let asked = null;
  const segmenter = window.Intl?.Segmenter && new Intl.Segmenter(entry.tag, { granularity: "word" });

  /** A text as tokens that can be compared: {run} or {word, root}, each with its place. */
  function parse(text) {
    const folded = reading.fold(text);
    const parsed = [];
    for (const [kind, from, to] of tokens(folded)) {
      if (kind === "end") continue;
      const piece = folded.slice(from, to);
      if (kind === "run") parsed.push({ run: piece, key: piece, from, to });
      else {
        const word = spell(piece);
        parsed.push({ word, typed: piece, key: /^\d/.test(word) ? word : stem(word), from, to });
      }
    }
    return parsed;
  }

  /** Sets of names; whatever is called by one of them is found by the others. `how` says what that counts. */
  function name(lines, how = NAME) {
    for (const line of lines.split("\n")) {
      if (sets.has(line)) continue;
      const labels = line.replace(KINDS, "").split("|");
      const names = labels.map(parse).filter((name) => name.length);
      const set = { names, how, kinds: line.match(KINDS)[0], labels };
      sets.add(line);
      for (const name of names) {
        const list = named.get(name[0].key) || [];
        named.set(name[0].key, list);
        list.push([name, set]);
      }
    }
  }

  /** One script of texts: sections to be searched, and names for what stands in them. */
  function add(part, data) {
    name(data.names);
    for (const [name, ...values] of data.pages)
      for (let at = 0; at < values.length; at += 3) {
        const [anchor, heading, text] = values.slice(at, at + 3);
        index.add({
          part, title: data.title, address: `${name}.html`, page: values[1], anchor, heading, text,
          first: !at, aside: !part || data.aside.includes(name), listed: data.list === name,
          asks: [at ? anchor.replace(/-/g, " ") : data.titles[name], data.asks[`${name}#${anchor}`]].filter(Boolean).join("\n"),
        });
      }
  }

  /** The longest name that begins at a token, and the sets that it is of. */
  function nameAt(parsed, start) {
    const list = (named.get(parsed[start].key) || []).filter(([name]) =>
      name.length <= LONGEST && name.every((token, offset) => token.key === parsed[start + offset]?.key));
    const count = Math.max(0, ...list.map(([name]) => name.length));
    return count ? { count, sets: list.filter(([name]) => name.length === count).map(([, set]) => set) } : null;
  }

  const merge = (into, found, worth = 1, cap = 2) => {
    for (const [number, { count, quality, hits }] of found)
      index.note(into, number, hits, 0, Math.min(quality, cap)).get(number).count += count * worth;
    return into;
  };

  const find = (token, typing = false) =>
    token.run ? index.findRun(token.run) : index.findWord(token.word, token.typed, typing);

  /** Whether nothing but spaces and signs lies between two places of a section. */
  const adjoin = (section, to, from) => from >= to && from - to < 4 && !LETTER.test(section.folded.slice(to, from));

  /** Sections where the tokens of a name stand one behind the other. */
  function findName(name) {
    let found = findExact(name[0]);
    for (const token of name.slice(1)) {
      const next = findExact(token);
      const both = new Map();
      for (const [number, { hits }] of found) {
        const section = index.sections[number];
        const joined = [];
        for (const [from, to] of hits)
          for (const [start, end] of next.get(number)?.hits || [])
            if (adjoin(section, to, start)) joined.push([from, end]);
        if (joined.length) index.note(both, number, joined, 1, 2);
      }
      found = both;
    }
    for (const one of found.values()) one.quality = 2;
    return found;
  }

  const findExact = (token) => {
    if (token.run) return index.findRun(token.run);
    const found = new Map();
    for (const [number, one] of index.findWord(token.word, "")) if (one.quality === 2) found.set(number, one);
    return found;
  };

  /** Sections that have every one of the parts. */
  function findAll(parts) {
    const [first, ...rest] = parts;
    const all = new Map();
    for (const [number, one] of first)
      if (rest.every((part) => part.has(number))) {
        index.note(all, number, one.hits, 0, one.quality).get(number).count += one.count;
        for (const part of rest) merge(all, new Map([[number, part.get(number)]]));
      }
    return all;
  }

  /** The sections for a part of the query: for a word what two words say that others write as one, and the other way about. */
  function look(own, name, typing = false, pairs = [], alone = false) {
    const found = new Map();
    if (own.length === 1) {
      merge(found, find(own[0], typing));
      for (const pair of pairs)
        if (pair.length === 2 && pair[0].word && pair[1].word && index.words.has(spell(pair[0].word + pair[1].word)))
          merge(found, findExact({ word: spell(pair[0].word + pair[1].word) }), 0.9);
    } else {
      merge(found, findName(own));
      merge(found, findAll(own.map((token) => find(token))), 0.3, 0);
    }
    found.own = new Map([...found].filter(([, { quality }]) => own[0].run || quality > 1));
    const kind = own.length === 1 && own[0].run ? "run" : "word";
    const sets = name ? name.sets : [];
    for (const how of [NAME, MEANING]) {
      // A term of the glossary that is all that is asked for means itself, where it is found.
      if (how === MEANING && alone && found.size && sets.some((set) => set.how === NAME)) break;
      for (const set of sets)
        for (const other of set.how === how ? set.names : [])
          if (!same(other, own)) merge(found, findName(other), how.worth, how[kind]);
    }
    return found;
  }

  /** The parts of a query, as they stand there. */
  function read(parsed, typing) {
    const parts = [];
    for (let at = 0; at < parsed.length; ) {
      const name = nameAt(parsed, at);
      const count = name ? name.count : 1;
      const pairs = [parsed.slice(at - 1, at + 1), parsed.slice(at, at + 2)];
      parts.push({ found: look(parsed.slice(at, at + count), name, typing && at === parsed.length - 1, pairs) });
      at += count;
    }
    return { parts, left: [], missing: [] };
  }

  const same = (one, other) => one.length === other.length && one.every((token, at) => token.key === other[at].key);

  const grade = ({ quality }) => 0.2 + 0.4 * Math.min(quality, 2);

  /** A result's worth, by the parts that it has. */
  function rate(result, all) {
    result.score = result.quality = 0;
    for (const { part, one } of result.has) {
      const worth = part.rare * grade(one) * (part.subject(result.section.title) ? SUBJECT : 1);
      const heading = joined(one.hits.filter(([from]) => from < result.section.top));
      const share = heading.reduce((sum, [from, to]) => sum + to - from, 0) / result.section.top;
      const named = heading.length ? NAMED * (1 + share) : 0;
      result.score += worth * (index.weigh(one, result.number) + named) * (part.extra ? EXACTLY[part.extra] : 1);
      if (!part.extra) result.quality += worth / all;
    }
    result.score *= result.covered ** 2 * (1 + JOINED * result.joined) * (1 + CLOSE * result.close) * (result.worth || 1) * ({ true: ASIDE, exactly: ASIDE * 2 }[result.aside] ?? 1);
  }

  /**
   * The sections that answer a query, best first: {section, hits}; `some` when none has all of it. Of the query, `left`
   * was not searched for and `missing` stands nowhere.
   */
  function search(query) {
    const parsed = parse(query);
    if (!parsed.length) return { results: [], some: false, left: [], missing: [] };
    const { parts, left, missing, figures, absent, closest, judge, whole, define } = (asked || read)(parsed, !/\s$/.test(query));
    const covered = new Map();
    const pages = new Set(); // whose heading has what is asked for
    const page = ({ part, address }) => `${part}/${address}`;
    let all = 0;
    for (const part of parts) {
      part.around = new Set();
      if (!part.subject) part.subject = () => false;
      part.rare = index.rare(part.found) * (part.worth ?? 1) * (part.figure ? FIGURES : 1);
      if (!part.extra) all += part.rare;
      for (const [number, { hits }] of part.found) {
        const section = index.sections[number];
        part.around.add(page(section));
        if (!part.extra) covered.set(number, (covered.get(number) || 0) + part.rare);
        if (section.first && hits.some(([from]) => from < section.top)) pages.add(page(section));
      }
    }
    const most = Math.max(0, ...covered.values());
    const results = [];
    for (const [number, value] of absent || most < ENOUGH * all ? [] : covered) {
      if (value <= LESS * most) continue;
      const section = index.sections[number];
      const beside = (part) => part.subject(section.title) ? 1 : part.around.has(page(section)) ? AROUND : 0;
      const has = parts.filter((part) => part.found.has(number)).map((part) => ({ part, one: part.found.get(number) }));
      const aside = section.aside && !pages.has(page(section));
      const hits = (one) => one.hits.filter(([from]) => from < section.bottom);
      const result = { number, section, has, aside, figures, joined: 0 };
      const lacks = parts.filter((part) => !part.extra && !part.found.has(number));
      result.covered = lacks.reduce((sum, part) => sum + beside(part) * part.rare, value) / all;
      result.close = closest && has.length > 1 ? closest(result) / all : result.covered;
      const typed = parts.find((part) => part.extra && part.found.has(number));
      if (typed) result.aside = aside && typed.extra === 1 && "exactly";
      if (judge && !judge(result, parts, value / all)) continue;
      result.parts = has.map(({ one }) => hits(one));
      result.hits = result.parts.flat();
      if (result.parts.length > 1) together(result);
      rate(result, all);
      results.push(result);
    }
    results.sort(order);
    if (whole && parsed.some((token) => token.run)) {
      for (const result of results.slice(0, NEAR)) {
        result.has = result.has.map(({ part, one }) =>
          one.quality >= 1 && one.hits.some((hit) => whole(result.section, hit)) ? { part, one: { ...one, quality: one.quality + 0.5 } } : { part, one });
        rate(result, all);
      }
      results.sort(order);
    }
    const teaching = results.filter((result) => !result.aside);
    const best = Math.max(0, ...(teaching.length ? teaching : results).map((result) => result.quality));
    // A run that no names make up and that stands somewhere is asked for as it was typed.
    const exact = parts.find((part) => part.extra === 2);
    // A word by itself: behind what answers best comes where it stands, and then where it only is meant.
    const own = !parts[1] && parts[0].found.own?.size && parts[0].found.own;
    for (const [at, result] of results.entries()) {
      const typed = exact ? exact.found.has(result.number) : !own || own.has(result.number) || (at < 2 && result.score > results[0].score * AS_GOOD);
      result.strong = typed && (own || result.quality > best - WEAKER);
      result.titled = result.strong && covers(result.section, result.hits);
    }
    // First what teaches it by name, or else what answers best, wherever it stands; then where it is only explained or listed, unless
    // that is what was asked for.
    const taught = teaching.filter((result) => result.titled);
    const named = results.filter((result) => result.titled && result.aside);
    const first = taught.length ? taught : results.slice(0, own ? 2 : 1).filter((one) => one.strong && !named.includes(one));
    if (named.length && !first.length) first.push(...teaching.slice(0, 1));
    for (const result of first) result.titled = true;
    const before = define ? [...named, ...first] : [...first, ...named];
    results.splice(0, results.length, ...before, ...results.filter((result) => !before.includes(result)));
    return { results, some: most < all * 0.999, left, missing };
  }

  /** Whether a section's heading says what was asked and nothing else. */
  function covers(section, hits) {
    const top = joined(hits.filter(([from]) => from < section.top));
    let at = 0;
    for (const [from, to] of [...top, [section.top, section.top]]) {
      if (LETTER.test(section.folded.slice(at, from))) return false;
      at = to;
    }
    return top.length > 0;
  }

  /** What stands together counts more; a figure or a short word that does need not be marked where it stands alone. */
  function together(result) {
    const { section, parts } = result;
    const near = parts.map(() => new Set());
    for (let at = 1; at < parts.length; at++) {
      const size = near[at].size;
      for (const hit of parts[at - 1])
        for (const next of parts[at]) if (adjoin(section, hit[1], next[0])) near[at - 1].add(hit), near[at].add(next);
      if (near[at].size > size) result.joined += 1 / (parts.length - 1);
    }
    result.hits = parts.flatMap((hits, at) =>
      near[at].size && hits.every(([from, to]) => to - from < SHORT) ? [...near[at]] : hits);
  }

  const order = (one, other) => other.score - one.score || one.number - other.number;

  /** What reads questions, once it has come: `make` is given what it needs of this. */
  function teach(make, words) {
    reading.learn(words.characters);
    index.refold();
    const asker = make({ HAS_RUN, MEANING, index, look, name, NAME, nameAt, named, parse, reading, segmenter, spell }, words);
    asked = asker.read;
    return asker;
  }

  return { add, search, teach, reading, sections: index.sections };
}

/** Results as they are shown: what answers best, then what speaks of it here and elsewhere, then what only resembles it. */
function grouped(results, here) {
  const groups = [[], [], [], []];
  for (const result of results)
    groups[result.titled ? 0 : !result.strong ? 3 : result.section.part === here ? 1 : 2].push(result);
  groups[0].sort((one, other) => (other.section.part === here) - (one.section.part === here));
  return groups;
}

/** Ranges in order, those that touch joined. */
function joined(ranges) {
  const out = [];
  for (const [from, to] of [...ranges].sort((one, other) => one[0] - other[0]))
    if (out.length && from <= out[out.length - 1][1]) out[out.length - 1][1] = Math.max(out[out.length - 1][1], to);
    else out.push([from, to]);
  return out;
}

/** A result's heading and the part of its text that says most of what was asked, both as [text, whether it matches]. */
function shown(reading, result, room = 180) {
  const { heading, text } = result.section;
  const whole = `${heading}\n${text}`;
  const places = reading.places(whole);
  const top = heading.length + 1;
  const place = ([from, to]) => [places[from], places[to - 1] + 1];
  // A sign of several units (an accented letter) ends where the next one begins.
  const end = ([, to]) => Math.max(places[to], places[to - 1] + 1);
  const hits = joined(result.hits.map((hit) => [place(hit)[0], end(hit)]));
  const groups = result.parts.map((part) => part.map(place));
  const wide = (character) => (HAS_RUN.test(character) ? 2 : 1);
  // Rows of tables that have figures, for who asks for a figure.
  const rows = result.figures ? [...whole.matchAll(/\n([^\t\n].*?\t.*?\d.*)/g)].map((row) => row.index + 1) : [];
  const rowOf = (from) => rows.find((row) => row <= from && !whole.slice(row, from).includes("\n"));
  let best = null;
  for (const [from] of hits) {
    if (from < top || (result.titled && !rows.length)) continue; // about the thing itself: from its beginning
    const row = rowOf(from);
    const near = groups.filter((part) => part.some(([start]) => start >= from && start < from + room / 2)).length;
    const has = row === undefined ? near : near + groups.length;
    if (!best || has > best.has) best = { has, from: row ?? from };
  }
  if (rows.length && !(best && rows.includes(best.from))) best = { from: rows[0] };
  let start = best ? best.from : top;
  let left = rows.length ? 0 : room / 3;
  while (start > top && left > 0 && whole[start - 1] !== "\n" && !/[。！？]/.test(whole[start - 1]))
    left -= wide(whole[--start]);
  // Not in the middle of a word.
  if (left <= 0 && !rows.length) while (start < (best ? best.from : start) && /[\p{L}\p{N}]/u.test(whole[start]) && !HAS_RUN.test(whole[start])) start++;
  let stop = start;
  left = room;
  while (stop < whole.length && left > 0) left -= wide(whole[stop++]);
  if (stop < whole.length) while (stop > start + 1 && /[\p{L}\p{N}]/u.test(whole[stop]) && !HAS_RUN.test(whole[stop])) stop--;
  const cut = (from, to) => {
    const parts = [];
    let at = from;
    for (const [a, b] of hits) {
      if (b <= from || a >= to) continue;
      if (a > at) parts.push([whole.slice(at, a), false]);
      parts.push([whole.slice(Math.max(a, from), Math.min(b, to)), true]);
      at = Math.min(b, to);
    }
    if (at < to) parts.push([whole.slice(at, to), false]);
    return parts;
  };
  const words = [...new Set(hits.map(([from, to]) => whole.slice(from, to)))];
  const snippet = cut(start, stop);
  if (snippet.length && start > top && whole[start - 1] !== "\n") snippet.unshift(["… ", false]);
  if (stop < whole.length) snippet.push([" …", false]);
  const cells = snippet.map(([piece, hit]) => [piece.replace(/^\t|\n\t/g, "\n").replace(/\t/g, " · "), hit]);
  return { heading: cut(0, heading.length), snippet: cells, words: words.slice(0, 12) };
}
