/*
 * From what a reader types to sections in their order. A query is read into parts, each of which a section must have:
 * a name that stands in the glossary (then any of its names will do), a word, or a run. Whole words come before
 * parts of words, words that stand together before words apart; only then weight counts.
 */
const NEAR = 80; // sections whose runs are looked at for words
const LONGEST = 12; // tokens of a name
const OTHER_NAME = 1.6; // what was typed comes before what it is also called,
const OTHER_NAME_OF_RUN = 0.6; // and that before a run in the middle of words
const WEAKER = 0.45; // a result of so much less quality comes after the others, wherever it stands
const SHORT = 4; // letters of a word that says little by itself

function makeFinder(entry, stem) {
  const reading = folder(entry.characters);
  const spell = speller(entry.spellings);
  const index = makeIndex(reading, spell, stem, entry.endings);
  const named = new Map(); // first token of a name → [tokens, the set of names that it is of]
  const sets = new Set(); // the lines that have been read
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

  /** Sets of names; whatever is called by one of them is found by the others. */
  function name(lines) {
    for (const line of lines.split("\n")) {
      if (sets.has(line)) continue;
      const set = line.split("|").map(parse).filter((name) => name.length);
      sets.add(line);
      for (const name of set) {
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
        index.add({ part, title: data.title, address: `${name}.html`, page: values[1], anchor, heading, text });
      }
  }

  /** The longest name that begins at a token, and the set that it is of. */
  function nameAt(parsed, start) {
    let best = null;
    const list = named.get(parsed[start].key) || [];
    for (const [name, set] of list)
      if (name.length <= Math.min(LONGEST, parsed.length - start) && name.length > (best ? best.count : 0))
        if (name.every((token, offset) => token.key === parsed[start + offset].key)) best = { count: name.length, sets: [] };
    if (best)
      for (const [name, set] of list)
        if (name.length === best.count && name.every((token, offset) => token.key === parsed[start + offset].key))
          best.sets.push(set);
    return best;
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
    for (const [number, one] of index.findWord(token.word)) if (one.quality === 2) found.set(number, one);
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

  /** A run in pieces: the names in it, and what the browser takes for words between them. */
  function pieces(run) {
    const found = [];
    let rest = "";
    const flush = () => {
      if (!rest) return;
      const words = segmenter ? [...segmenter.segment(rest)].map((one) => one.segment) : rest.match(/.{1,2}/gu);
      found.push(...words.map((word) => ({ run: word, key: word })));
      rest = "";
    };
    for (let at = 0; at < run.length; ) {
      let longest = "";
      for (let to = run.length; to > at && !longest; to--)
        if ((named.get(run.slice(at, to)) || []).some(([name]) => name.length === 1)) longest = run.slice(at, to);
      if (longest) {
        flush();
        found.push({ run: longest, key: longest });
        at += longest.length;
      } else rest += run[at++];
    }
    flush();
    return found;
  }

  /** The parts of a query, each with the sections that have it. */
  function parts(parsed, typing) {
    const found = [];
    for (let at = 0; at < parsed.length; ) {
      const name = nameAt(parsed, at);
      const count = name ? name.count : 1;
      const own = parsed.slice(at, at + count);
      const part = new Map();
      if (count === 1) {
        merge(part, find(own[0], typing && at === parsed.length - 1));
        // What two words say that others write as one, and the other way about.
        for (const pair of [parsed.slice(at - 1, at + 1), parsed.slice(at, at + 2)])
          if (pair.length === 2 && pair[0].word && pair[1].word && index.words.has(spell(pair[0].word + pair[1].word)))
            merge(part, findExact({ word: spell(pair[0].word + pair[1].word) }), 0.9);
      } else {
        merge(part, findName(own));
        merge(part, findAll(own.map((token) => find(token))), 0.3, 0);
      }
      const cap = count === 1 && own[0].run ? OTHER_NAME_OF_RUN : OTHER_NAME;
      for (const other of name ? name.sets.flat() : [])
        if (!same(other, own)) merge(part, findName(other), 0.8, cap);
      if (!part.size && own[0].run && own[0].run.length > 1) {
        const inner = pieces(own[0].run);
        if (inner.length > 1) merge(part, findAll(parts(inner, false)), 0.5, 0);
      }
      found.push(part);
      at += count;
    }
    return found;
  }

  const same = (one, other) => one.length === other.length && one.every((token, at) => token.key === other[at].key);

  /** Whether a run begins and ends where words do. */
  function whole(section, [from, to]) {
    if (!HAS_RUN.test(section.folded.slice(from, to))) return true;
    const { folded } = section;
    let start = from, end = to;
    while (start > 0 && from - start < 24 && HAS_RUN.test(folded[start - 1])) start--;
    while (end < folded.length && end - to < 24 && HAS_RUN.test(folded[end])) end++;
    const bounds = new Set([start, end]);
    for (const one of segmenter.segment(folded.slice(start, end))) bounds.add(start + one.index);
    return bounds.has(from) && bounds.has(to);
  }

  /** The sections that answer a query, best first: {section, hits}. `some` when none has all of it. */
  function search(query) {
    const parsed = parse(query);
    if (!parsed.length) return { results: [], some: false };
    const all = parts(parsed, !/\s$/.test(query));
    const covered = new Map();
    for (const part of all) for (const number of part.keys()) covered.set(number, (covered.get(number) || 0) + 1);
    const most = Math.max(0, ...covered.values());
    const results = [];
    for (const [number, count] of covered) {
      if (count < most) continue;
      const section = index.sections[number];
      const result = { number, section, score: 0, quality: 0, hits: [], parts: [] };
      for (const part of all) {
        const one = part.get(number);
        if (!one) continue;
        result.score += index.weigh(part, number);
        result.quality += one.quality;
        result.parts.push(one.hits);
        result.hits.push(...one.hits);
      }
      if (result.parts.length > 1) together(result);
      results.push(result);
    }
    results.sort(order);
    if (segmenter && parsed.some((token) => token.run)) {
      for (const result of results.slice(0, NEAR))
        for (const hits of result.parts) if (hits.some((hit) => whole(result.section, hit))) result.quality += 0.5;
      results.sort(order);
    }
    const best = results.length ? results[0].quality : 0;
    for (const result of results) {
      result.strong = result.quality > best - WEAKER;
      result.titled = result.strong && covers(result.section, result.hits);
    }
    return { results, some: most < all.length };
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
      if (near[at].size > size) result.quality++;
    }
    result.hits = parts.flatMap((hits, at) =>
      near[at].size && hits.every(([from, to]) => to - from < SHORT) ? [...near[at]] : hits);
  }

  const order = (one, other) => other.quality - one.quality || other.score - one.score || one.number - other.number;

  name(entry.names);
  return { add, search, reading };
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
  let best = null;
  for (const [from] of hits) {
    if (from < top || result.titled) continue; // about the thing itself: from its beginning
    const has = groups.filter((part) => part.some(([start]) => start >= from && start < from + room / 2)).length;
    if (!best || has > best.has) best = { has, from };
  }
  let start = best ? best.from : top;
  let left = room / 3;
  while (start > top && left > 0 && whole[start - 1] !== "\n" && !/[。！？]/.test(whole[start - 1]))
    left -= wide(whole[--start]);
  // Not in the middle of a word.
  if (left <= 0) while (start < (best ? best.from : start) && /[\p{L}\p{N}]/u.test(whole[start]) && !HAS_RUN.test(whole[start])) start++;
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
  return { heading: cut(0, heading.length), snippet, words: words.slice(0, 12) };
}
