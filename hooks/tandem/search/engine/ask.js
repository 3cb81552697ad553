/*
 * How a question is read: what a language's data know of its words. A script of its own, that comes after the first
 * texts: what stands in them as it was typed is found without it.
 *
 * Words that only ask or join (how, 怎么办) are left out and said to be. A run of a script without spaces that stands
 * nowhere, or that names alone make up, falls into its parts: names and clinical words first, the longest at each place,
 * then the browser's words, then pairs of signs. A part that stands nowhere stays one, and makes every section know less.
 */
const PAIR = { worth: 0.4, cap: 0.2, most: 0.6 }; // two signs of a word that stands nowhere
const SENTENCE = /[。!?;\n]|\.(?=\s)|$/g; // of a folded text, where wide signs are narrow
const CLAUSE = /[。!?;\n\t]|[.,:](?!\d)|$/g;
const SOUND = /([a-z]+)([^a-z]+)/g;
const VAGUE = 0.4; // a section without the figure that is asked for
const TABLE = 1.5, ROW = /\n[^\t\n].*\t.*\d/; // a section with figures in rows, for who names the tutorial's own drug
const LISTED = 0.75; // of what a query says, what a list of references has to have
const SHORTEST = 5, LONGER = 8; // letters of a word that may be meant by another
const MOST = 40, OFFERED = 4; // letters of a suggestion; how many
const LONG = 8; // signs of a word
const VARIANTS = 8; // of one spelling
// What a word counts for that stands nowhere: one of every day; one that no list knows.
const EVERYDAY = 0.05, UNKNOWN = 0.3;
const ORDINARILY = 0.5; // and one of every day that stands somewhere
const COMMON = 2; // what a whole tutorial is about is no rarer

function makeAsker({ HAS_RUN, MEANING, NAME, index, look, name, nameAt, named, parse, reading, segmenter, spell }, words) {
  // Words that lead to no others: those that only ask, those that ask what a thing is, and those of a thing that no
  // section speaks of.
  const EMPTY = {}, DEFINE = {}, ABSENT = {}, ORDINARY = {};
  name(words.names);
  name(words.meanings, MEANING);
  name(words.empty, EMPTY);
  name(words.define, DEFINE);
  name(words.absent, ABSENT);
  name(words.everyday, ORDINARY);

  const only = (name, kind) => Boolean(name) && name.sets.every(({ how }) => how === kind);
  /** Whether a name says nothing of what is asked; other forms of a word are no more than it, and who asks what a thing is asks of that. */
  function empty(name) {
    if (!name || !name.sets.some(({ how }) => how === EMPTY || how === DEFINE)) return false;
    return name.sets.every(({ how, kinds }) => how === EMPTY || how === DEFINE || how === ORDINARY || kinds === "~") ||
      name.sets.some(({ how }) => how === DEFINE);
  }
  const kindsOf = (sets) => sets.map(({ kinds }) => kinds).join("");
  /** Whether a name is of a kind, or another that the glossary gives the same thing. */
  const isOf = ({ name }, kind) => Boolean(name) && (kindsOf(name.sets).includes(kind) ||
    name.sets.some(({ how, names }) => how === NAME && names.some((other) => kindsOf(nameAt(other, 0)?.sets || []).includes(kind))));
  const run = (text) => ({ run: text, key: text });

  /** A word of a run that no name is and that stands nowhere: the sections that have most of its pairs of signs. */
  function pairsOf(word) {
    const found = new Map();
    const known = new Map(); // section → pairs
    for (let at = 0; at < word.length - 1; at++)
      for (const [number, { count, hits }] of index.findRun(word.slice(at, at + 2))) {
        index.note(found, number, hits, 0, PAIR.cap).get(number).count += count * PAIR.worth;
        known.set(number, (known.get(number) || 0) + 1);
      }
    for (const [number, pairs] of known) if (pairs < (word.length - 1) * PAIR.most) found.delete(number);
    return found;
  }

  /** The longest pieces of a stretch that stand somewhere, and what is left between them. */
  function pieces(text) {
    for (let size = Math.min(text.length, LONG); size > 1; size--)
      for (let at = 0; at + size <= text.length; at++) {
        const piece = text.slice(at, at + size);
        if (!index.findRun(piece).size) continue;
        const rest = (part) => (part ? pieces(part) : []);
        return [...rest(text.slice(0, at)), { text: piece, own: [run(piece)] }, ...rest(text.slice(at + size))];
      }
    return [{ text }];
  }

  /** What stands between names: as it is where that stands somewhere, else by the browser's words. */
  function between(text) {
    if (index.findRun(text).size) return [{ text, own: [run(text)], single: text.length === 1 }];
    const words = segmenter ? [...segmenter.segment(text)].map((one) => one.segment) : text.match(/.{1,2}/gu);
    const parts = [];
    for (const word of words) {
      const known = word.length > 1 && index.findRun(word).size > 0;
      const before = parts[parts.length - 1];
      // A name that the browser does not know falls into single signs: together they are what is asked for.
      if (known || !before || before.own) parts.push(known ? { text: word, own: [run(word)] } : { text: word });
      else before.text += word;
    }
    return parts.flatMap((part) => (part.own ? [part] : pieces(part.text))).map((part) => {
      if (part.own) return part;
      const { text } = part;
      return text.length === 1 ? { text, own: [run(text)], single: index.findRun(text).size > 0 } : { text, found: pairsOf(text) };
    });
  }

  /** A run as its parts. */
  function split(token) {
    const parts = [];
    let rest = "";
    const flush = () => {
      if (rest) parts.push(...between(rest));
      rest = "";
    };
    for (let at = 0; at < token.run.length; ) {
      let to = token.run.length;
      let name = null;
      while (to > at && !(name = nameAt([run(token.run.slice(at, to))], 0))) to--;
      if (name) {
        flush();
        const text = token.run.slice(at, to);
        parts.push({ text, own: [run(text)], name, empty: empty(name) });
        at = to;
      } else rest += token.run[at++];
    }
    flush();
    const found = index.findRun(token.run);
    if (!found.size) return parts;
    const whole = { text: token.run, own: [token] };
    if (parts.length === 1 || !parts.some((part) => part.name && !part.empty)) return [whole];
    // A run that names alone make up is asked for by them too; another first of all as it was typed.
    return [...parts, { ...whole, extra: parts.every((part) => part.name && !part.empty && !only(part.name, ORDINARY)) ? 1 : 2 }];
  }

  let sounds = null; // how a name is spelt in letters, whole or by its first ones → the names
  function readings() {
    const letters = new Map(); // a sign → how it may be read
    for (const [, sound, signs] of words.readings.matchAll(SOUND))
      for (const sign of signs) letters.set(sign, [...(letters.get(sign) || []), sound]);
    sounds = new Map();
    const put = (key, run) => sounds.set(key, [...(sounds.get(key) || []), run]);
    for (const [key, list] of named) {
      const signs = [...key];
      if (signs.length < 2 || !signs.every((sign) => letters.has(sign))) continue;
      if (!list.some(([name, { how }]) => name.length === 1 && (how === NAME || how === MEANING))) continue;
      let spelt = [""];
      for (const sign of signs)
        spelt = spelt.flatMap((before) => letters.get(sign).map((sound) => before + sound)).slice(0, VARIANTS);
      const first = signs.map((sign) => letters.get(sign)[0][0]).join("");
      for (const sound of new Set([...spelt, first])) put(sound, key);
    }
  }

  /** The names that letters spell, one behind the other: a list for each. Null where not all of it is one. */
  function spelt(text, typing) {
    if (!words.readings || !/^[a-z]{2,}$/.test(text)) return null;
    if (!sounds) readings();
    const found = [];
    for (let at = 0; at < text.length; ) {
      let to = text.length;
      while (to > at + 1 && !sounds.has(text.slice(at, to))) to--;
      if (to > at + 1) found.push(sounds.get(text.slice(at, to)));
      else {
        const rest = text.slice(at);
        const begun = typing && rest.length > 3 ? [...sounds.keys()].filter((sound) => sound.startsWith(rest)) : [];
        if (!begun.length) return null;
        found.push(begun.flatMap((sound) => sounds.get(sound)));
        to = text.length;
      }
      at = to;
    }
    return found;
  }

  /** A part that may be one of several names. */
  function oneOf(runs, text) {
    const names = [...new Set(runs)].slice(0, VARIANTS);
    if (names.length === 1) return { text: names[0], own: [run(names[0])], name: nameAt([run(names[0])], 0) };
    const found = new Map();
    for (const one of names)
      for (const [number, { count, quality, hits }] of look([run(one)], nameAt([run(one)], 0)))
        index.note(found, number, hits, 0, quality).get(number).count += count;
    return { text, found };
  }

  const things = words.things.split("\n").filter(Boolean);
  /** Whether a word ends as those for drugs, diseases and operations do. */
  const isThing = (text) =>
    things.some((end) => text.endsWith(end) && text.length >= (!HAS_RUN.test(end) ? end.length + 3 : end.length > 1 ? end.length : 3));

  /** What a word says: one of every day little, and next to nothing where it stands nowhere. */
  function worthOf({ text, name, found }) {
    if (only(name, ORDINARY)) return found.size ? ORDINARILY : EVERYDAY;
    if (found.size) return 1;
    // Of what is no thing, sections may speak in words that no list has.
    if (name && !only(name, ABSENT)) return EVERYDAY;
    return isThing(text) ? 1 : UNKNOWN;
  }

  const titles = new Map(); // a tutorial's title → its words
  function keysOf(title) {
    if (!titles.has(title)) {
      const words = parse(title).filter((token) => token.word && !empty(nameAt([token], 0)));
      titles.set(title, new Set(words.map(({ key }) => key)));
    }
    return titles.get(title);
  }

  /** How much rarer something is on the whole shelf than on that of one tutorial: fifty make none of its words rarer there. */
  function rarer(found, title) {
    const own = ({ part, title: of }) => !part || of === title;
    const count = index.sections.filter(own).length;
    const has = [...found.keys()].filter((number) => own(index.sections[number])).length;
    return index.rare(found) / Math.log(1 + (count - has + 0.5) / (has + 0.5));
  }

  /** Whether a part is what a whole tutorial is about, by any of its names: then every section of it is. */
  function isSubject({ own, name, found, rare }, title) {
    if (!own || (found && rare / rarer(found, title) > COMMON)) return false;
    const keys = keysOf(title), folded = reading.fold(title);
    const isName = (text) => nameAt([run(text)], 0)?.sets.some(({ how }) => how === NAME);
    const is = ({ run, key }) => {
      if (!run) return keys.has(key);
      for (let from = 0; from < run.length; from++)
        for (let to = run.length; to > from; to--)
          if (folded.includes(run.slice(from, to)) && isName(run.slice(from, to))) return true;
      return false;
    };
    const drugs = name ? name.sets.filter(({ kinds }) => kinds.includes("@")) : [];
    return own.some(is) || drugs.some(({ names }) => names.some((other) => other.length === 1 && is(other[0])));
  }

  /** A section's sentences: where each ends, and in which a place is. */
  const endsOf = (section) =>
    section.ends || (section.ends = [...section.folded.matchAll(SENTENCE)].map(({ index }) => index));
  function sentenceAt(ends, place) {
    let low = 0, high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle] < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  const sentencesOf = (section, one) => new Set(one.hits.map(([from]) => sentenceAt(endsOf(section), from)));

  /** How much of what is asked for stands in one sentence; what the heading says is said in all of them. */
  function closest({ section, has }) {
    const worth = new Map();
    let always = 0;
    for (const { part, one } of has) {
      if (part.extra) continue;
      if (part.subject(section.title) || one.hits.some(([from]) => from < section.top)) always += part.rare;
      else for (const at of sentencesOf(section, one)) worth.set(at, (worth.get(at) || 0) + part.rare);
    }
    return always + Math.max(0, ...worth.values());
  }

  /** From where to where the clause reaches that a place is in. */
  function clauseAt(section, from) {
    const clauses = section.clauses || (section.clauses = [...section.folded.matchAll(CLAUSE)].map(({ index }) => index));
    const at = sentenceAt(clauses, from);
    return [at ? clauses[at - 1] : 0, clauses[at] ?? section.folded.length];
  }

  /** Whether a clause speaks of what the whole tutorial is about. */
  const ofSubject = (clause, title) =>
    parse(clause).some((token) => isSubject({ own: [token] }, title));

  /**
   * Whether a section may answer what is asked of a thing that its tutorial is not about: the dose of another drug, how
   * a block is done. It has to say that of this thing, in one clause; a figure has to stand there, and what is said of
   * the tutorial's own drug is said of that. What effect on it is asked of is the tutorial's own.
   */
  function fits(section, asked) {
    if (asked.some((item) => isOf(item, "^") && !item.found.has(section.number))) return false;
    if (asked.some((item) => isOf(item, "+") || item.subject(section.title))) return true;
    const { folded, top } = section;
    const hitsOf = (item) => item.found.get(section.number)?.hits || [];
    return asked.every((thing) => {
      const bound = asked.filter((trait) => trait !== thing && thing.owns(trait));
      const hits = hitsOf(thing);
      if (!bound.length || thing.subject(section.title)) return true;
      const named = hits.some(([from]) => from < top);
      return bound.every((trait) => {
        const said = (from, to) => {
          const clause = folded.slice(from, to);
          if (!thing.condition && ofSubject(clause, section.title)) return false;
          return trait.figure && !trait.trait ? measured().test(clause) : hitsOf(trait).some(([at]) => at >= from && at < to);
        };
        const places = named ? [...hits, ...hitsOf(trait)] : hits;
        return places.some(([from]) => said(...clauseAt(section, from)));
      });
    });
  }

  /**
   * Whether a section gives the figures that are asked for: in a clause that speaks of them, or under a heading that does.
   * One that names another drug gives those of that.
   */
  function gives({ section, has }, asked) {
    const about = asked.some((item) => item.subject(section.title)) && others(section.title);
    const says = (from) => {
      const clause = section.folded.slice(...clauseAt(section, from));
      return measured().test(clause) && !(about && about.test(clause));
    };
    return has.every(({ part, one }) => !part.figure || part.trait ||
      one.hits.some(([from]) => from < section.top ? measured().test(section.folded) : says(from)));
  }

  /** Whether a section may answer at all, of what is asked for having `share`; and what it is worth beyond its words. */
  function judge(result, parts, share, asked) {
    const { section, has } = result;
    if (!fits(section, asked) || (section.listed && (share < LISTED || result.figures))) return false;
    result.worth = 1;
    if (result.figures && !gives(result, asked)) result.worth *= VAGUE;
    // Who types nothing but the drug's name is first of all shown its doses, and not where it is mentioned.
    const subject = has.length === parts.length && has.every(({ part }) => part.subject(section.title));
    if (subject && ROW.test(section.folded)) result.worth *= TABLE;
    return true;
  }

  const foreign = new Map(); // a tutorial's title → the names of drugs that it is not about
  function others(title) {
    if (!foreign.has(title)) {
      const drugs = [...named].flatMap(([key, list]) => list.filter(([name, { kinds }]) => name.length === 1 && kinds.includes("@")).map(() => key));
      const names = drugs.filter((key) => !isSubject({ own: [run(key)], name: nameAt([run(key)], 0) }, title) && !keysOf(title).has(key));
      foreign.set(title, names.length ? new RegExp(names.map((name) => (HAS_RUN.test(name) ? name : `\\b${name}`)).join("|")) : null);
    }
    return foreign.get(title);
  }

  let figure = null; // a number with a unit
  function measured() {
    if (figure) return figure;
    const units = [...named.values()].flat().filter(([, { kinds }]) => kinds.includes("="));
    const names = [...new Set(units.map(([name]) => name.map(({ key }) => key).join("")))].sort((one, other) => other.length - one.length);
    return (figure = new RegExp(`\\d\\s*(?:%|${names.join("|")})`));
  }

  /** For words that stand nowhere, those that are spelt nearly so: one sign apart, in a long word two. */
  function near(missing) {
    return missing.flatMap((word) => {
      if (word.length < SHORTEST || !/^[a-z]+$/.test(word)) return [];
      const found = [...index.words.fuzzyGet(spell(word), word.length < LONGER ? 1 : 2)];
      const like = found.filter(([one]) => one[0] === word[0] && one.length >= SHORTEST && !/\d/.test(one));
      return like.sort((one, other) => one[1][1] - other[1][1]).slice(0, 1).map(([one]) => one);
    });
  }

  const inWord = (before, sign) => parse(before + sign).length === 1 && !parse(sign)[0]?.run;
  /** Headings and terms that begin with what is typed, or have a word or a run that does. */
  function suggest(query) {
    const typed = reading.fold(query.trim());
    if (typed.length < 2) return [];
    const found = new Set();
    const take = (label) => {
      const folded = reading.fold(label);
      const at = folded.indexOf(typed);
      if (at >= 0 && (!at || !inWord(folded[at - 1], typed[0])) && folded.length > typed.length && label.length <= MOST)
        found.add(label);
    };
    for (const { heading, aside } of index.sections) if (!aside) take(heading);
    for (const list of named.values()) for (const [, { how, labels }] of list) if (how === NAME) labels.forEach(take);
    return [...found].sort((one, other) => one.length - other.length).slice(0, OFFERED);
  }

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

  /** Whether a tutorial is about it. */
  const about = (item) => [...new Set(index.sections.map(({ title }) => title))].some((title) => item.subject(title));

  /** Whether the thing that is asked about is one that nobody knows: what is left only says what of it is asked. */
  function unknown(asked) {
    const rest = asked.filter((item) => item.found.size);
    const lacks = asked.filter((item) => !item.found.size && !item.typing);
    if (lacks.some(({ name }) => name && !only(name, ORDINARY)) && rest.every(about)) return true;
    const lost = lacks.some((item) => !item.name &&
      (isThing(item.text) || item.text.length >= (HAS_RUN.test(item.text) ? 2 : SHORTEST)));
    return lost && rest.every((item) => item.figure || item.trait || item.act || only(item.name, ORDINARY) || item.drug || item.condition || item.technique || about(item));
  }

  /** Words that stand side by side and that a name writes as one (post-operative), as that one. */
  function compounds(parsed) {
    const out = [];
    for (const token of parsed) {
      const before = out[out.length - 1];
      const both = before?.word && token.word && parse(before.word + token.word);
      if (both?.length === 1 && named.has(both[0].key) && !(nameAt([before, token], 0)?.count > 1))
        out[out.length - 1] = { ...both[0], typed: `${before.typed}-${token.typed}`, from: before.from, to: token.to };
      else out.push(token);
    }
    return out;
  }

  /** The name that the last word is the beginning of, where it can be no other. */
  function begun(token) {
    if (!token.word || token.word.length < SHORTEST) return null;
    const names = [...named.values()].flat().filter(([name, { how }]) =>
      name.length === 1 && (how === NAME || how === MEANING) && name[0].word?.startsWith(token.word));
    const words = new Set(names.map(([name]) => name[0].word));
    return words.size === 1 ? { count: 1, sets: [...new Set(names.map(([, set]) => set))] } : null;
  }

  /** A name of several words between which others stand that say nothing: why use, in "why would I use". */
  function spread(parsed, at) {
    let best = null;
    for (const [name, set] of named.get(parsed[at].key) || []) {
      let last = at;
      for (let number = 1; number < name.length && last < parsed.length; number++) {
        do last++;
        while (last < parsed.length && parsed[last].key !== name[number].key && empty(nameAt([parsed[last]], 0)));
        if (parsed[last]?.key !== name[number].key) last = parsed.length;
      }
      if (name.length === 1 || last >= parsed.length || name.length < best?.own.length) continue;
      if (best?.own.length === name.length) best.sets.push(set);
      else best = { own: name, sets: [set], count: last - at + 1 };
    }
    return best && { ...best, name: { count: best.count, sets: best.sets } };
  }

  function read(all, typing) {
    const parsed = compounds(all);
    const items = [];
    for (let at = 0; at < parsed.length; ) {
      const token = parsed[at];
      let name = nameAt(parsed, at) || (typing && at === parsed.length - 1 ? begun(token) : null);
      const apart = token.word && !(name?.count > 1) ? spread(parsed, at) : null;
      if (apart) name = apart.name;
      const count = apart ? apart.count : name ? name.count : 1;
      const letters = !name && token.word && ![...index.findWord(token.word).values()].some(({ quality }) => quality >= 1) &&
        spelt(token.word, typing && at === parsed.length - 1);
      if (!name && token.run) items.push(...split(token));
      else if (letters) items.push(...letters.map((runs) => oneOf(runs, token.typed)));
      else {
        const own = apart ? apart.own : parsed.slice(at, at + count);
        items.push({
          text: own.map((one) => one.typed || one.run).join(" "), own, name, empty: empty(name),
          typing: typing && at === parsed.length - 1,
          pairs: [parsed.slice(at - 1, at + 1), parsed.slice(at, at + 2)],
        });
      }
      at += count;
    }
    // One sign that is no name says little beside one.
    const names = items.some((item) => item.name && !item.empty);
    const full = items.filter((item) => !item.empty && !(item.single && names));
    const asked = full.length ? full : items;
    for (const item of asked) {
      if (!item.found) item.found = look(item.own, item.name, item.typing, item.pairs, items.length === 1);
      // What no section has is not meant by a word that looks like it, unless more of it is yet to be typed.
      if (only(item.name, ABSENT))
        for (const [number, { quality }] of item.found) if (!item.typing || quality < 1) item.found.delete(number);
      const known = new Map();
      item.subject = (title) => {
        if (!known.has(title)) known.set(title, isSubject(item, title));
        return known.get(title);
      };
      item.drug = isOf(item, "@") || (!item.name && isThing(item.text));
      item.condition = isOf(item, "&");
      item.technique = isOf(item, "*");
      item.figure = isOf(item, "#");
      item.trait = isOf(item, "!");
      item.act = isOf(item, "?");
      item.owns = (trait) => item.drug ? trait.figure || trait.trait
        : item.technique ? trait.act || trait.figure || trait.trait : item.condition && trait.act;
      item.worth = worthOf(item);
    }
    const missing = asked.filter((item) => !item.found.size).map((item) => item.text);
    missing.whole = items.length === 1; // nothing more to say than that nothing was found
    return {
      parts: asked,
      closest,
      whole: segmenter && whole,
      judge: (result, parts, share) => judge(result, parts, share, asked),
      left: items.filter((item) => !asked.includes(item)).map((item) => item.text),
      missing,
      absent: asked.some((item) => only(item.name, ABSENT) && !item.found.size) || unknown(asked) ||
        (items.length > 1 && asked.every((item) => item.single)), // of a word that nobody knows one sign stands somewhere
      define: items.some((item) => item.empty && item.name.sets.some(({ how }) => how === DEFINE)),
      figures: asked.some((item) => item.figure),
    };
  }

  return { read, near, suggest };
}

tandemSearch("ask", makeAsker);
