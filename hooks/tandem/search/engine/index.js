/*
 * What is known of the texts that have been read: where each word stands, and all runs of each section in a row. A word
 * is looked up (as it is, by its stem, as a beginning, with one slip); a run is searched for, wherever words begin.
 */
// One occurrence counts as many in the text: in a heading, in a table's heads, in a section's first lines, in a
// question that its author says it answers.
const HEADING = 4, HEADS = 2, LEAD = 1.5, ASKED = 4;
const LEADING = 300; // letters of a section that say what it is about
const SLIP = 4; // shorter words are not searched with a letter changed
const MANY = 400; // more words than this begin with the letters typed: the reader is still typing

/*
 * How a word was come by: how much an occurrence counts, and of what quality it is. As typed; another form of it; of the
 * same stem only; begun by it; with one slip; of the stem of such a one.
 */
const AS_IS = [1, 2], FORM = [0.85, 2], STEM = [0.4, 1], BEGINNING = [0.4, 1], ONE_SLIP = [0.1, 0.4], NEAR_IT = [0.05, 0];
const ENDING = 3; // letters that an ending of another form of a word may have

function makeIndex(reading, spell, stem, endings) {
  const sections = [];
  const words = new SearchableMap(); // word → section → numbers of its places there
  const written = new SearchableMap(); // a word as it was written, where that is not how it is read → the word
  const stems = new Map(); // stem → words
  let length = 0;

  function enter(word, section, place) {
    let places = words.get(word);
    if (!places) {
      words.set(word, (places = new Map()));
      const root = stem(word);
      stems.has(root) ? stems.get(root).push(word) : stems.set(root, [word]);
    }
    places.has(section) ? places.get(section).push(place) : places.set(section, [place]);
  }

  /** Make a section findable. */
  function add(section) {
    const number = (section.number = sections.push(section) - 1);
    const { heading, text, asks } = section;
    const shown = reading.fold(`${heading}\n${text}`);
    section.bottom = shown.length;
    const folded = (section.folded = asks ? `${shown}\n${reading.fold(asks)}` : shown);
    section.heads = [...shown.matchAll(/\n\t.*/g)].map(({ index, 0: row }) => [index, index + row.length]);
    const top = reading.fold(heading).length;
    const froms = (section.froms = []);
    const tos = (section.tos = []); // of a word; at odd places of what two words say that a hyphen joins
    const runs = [];
    const runFroms = (section.runFroms = []);
    let before = null;
    for (const [kind, from, to] of tokens(folded)) {
      if (kind === "run") {
        // Punctuation within a sentence is no end of a run; a word or the sentence's end is.
        if (before !== "run") {
          runs.push("\n");
          runFroms.push(from);
        }
        runs.push(folded.slice(from, to));
        for (let at = from; at < to; at++) runFroms.push(at);
      } else if (kind === "word") {
        const word = spell(folded.slice(from, to));
        if (word !== folded.slice(from, to)) written.set(folded.slice(from, to), word);
        const last = froms.length - 1;
        froms.push(from);
        tos.push(to);
        enter(word, number, froms.length - 1);
        if (last >= 0 && /^[-‐‑–]$/.test(folded.slice(tos[last], from)))
          enter(spell(folded.slice(froms[last], tos[last]) + folded.slice(from, to)), number, -froms.length);
      }
      before = kind;
    }
    section.runs = runs.join("");
    section.top = top;
    // A long table of figures is not about many things.
    section.length = froms.filter((from) => !/\d/.test(folded[from])).length + section.runs.length / 2;
    length += section.length;
  }

  /** From where to where a place reaches; a negative one is of two words that a hyphen joins. */
  const reach = (section, place) =>
    place < 0 ? [section.froms[-place - 2], section.tos[-place - 1]] : [section.froms[place], section.tos[place]];

  /** Whether two words of one stem differ in a short ending: doses and dosing, not depolarising and depolarisation. */
  function isForm(one, other) {
    let same = 0;
    while (same < one.length && one[same] === other[same]) same++;
    return Math.max(one.length, other.length) - same <= ENDING;
  }

  /** The words that a typed word may mean, each with how it counts; `typed` is not yet spelt, empty where nobody typed it. */
  function meant(word, typed, typing) {
    const found = new Map();
    const take = (one, as) => {
      if (words.has(one) && !(found.has(one) && found.get(one)[0] >= as[0])) found.set(one, as);
    };
    const family = (one, as) => {
      for (const other of stems.get(stem(one)) || []) take(other, as || (isForm(one, other) ? FORM : STEM));
    };
    take(word, AS_IS);
    if (/^\d/.test(word)) return found; // 30 is not 300
    family(word);
    // Forms that the stemmer leaves alone; those with an ending cut off only for a word that is in no text.
    const bases = new Set([word, stem(word)]);
    if (!found.size)
      for (const [cut, put] of endings)
        if (word.endsWith(cut)) family(word.slice(0, -cut.length) + put), bases.add(word.slice(0, -cut.length));
    for (const base of bases) for (const [cut, put] of endings) if (!put) take(base + cut, STEM);
    const known = found.size > 0; // then it was not mistyped
    if (word.length >= (typing ? 2 : 3)) {
      let count = 0;
      for (const one of words.atPrefix(word).keys()) if (++count < MANY) take(one, BEGINNING);
    }
    if (known || !typed || word.length < SLIP || /\d/.test(word)) return found;
    // Of a word that may yet become another the first letter is right, or everything is near.
    const near = (one) => !/\d/.test(one) && (!found.size || word.length > SLIP || one[0] === word[0]);
    const slips = new Set([...words.fuzzyGet(word, 1).keys(), ...words.fuzzyGet(typed, 1).keys()].filter(near));
    for (const [one, [read]] of written.fuzzyGet(typed, 1)) if (near(one)) slips.add(read);
    for (let at = 0; at < typed.length - 1; at++)
      slips.add(spell(typed.slice(0, at) + typed[at + 1] + typed[at] + typed.slice(at + 2)));
    for (const one of slips) if (words.has(one)) take(one, ONE_SLIP), family(one, NEAR_IT);
    return found;
  }

  /** Sections with a word: number → {count, quality, hits}. */
  function findWord(word, typed = word, typing = false) {
    const found = new Map();
    for (const [one, [worth, quality]] of meant(word, typed, typing))
      for (const [number, places] of words.get(one)) {
        const hits = places.map((place) => reach(sections[number], place));
        note(found, number, hits, worth, quality);
      }
    return found;
  }

  /** Sections with a run of characters, which may begin and end anywhere. */
  function findRun(run, worth = 1) {
    const found = new Map();
    sections.forEach(({ runs, runFroms }, number) => {
      const hits = [];
      let close = false; // without punctuation in it
      for (let at = runs.indexOf(run); at >= 0; at = runs.indexOf(run, at + run.length)) {
        const hit = [runFroms[at], runFroms[at + run.length - 1] + 1];
        close = close || hit[1] - hit[0] === run.length;
        hits.push(hit);
      }
      if (hits.length) note(found, number, hits, worth, close ? 1 : 0);
    });
    return found;
  }

  /** What an occurrence counts, by where it stands. */
  const place = ({ top, bottom, heads }, from) =>
    from < top ? HEADING : from >= bottom ? ASKED : heads.some((head) => from >= head[0] && from < head[1]) ? HEADS
      : from < top + LEADING ? LEAD : 1;

  function note(found, number, hits, worth, quality) {
    const count = worth * hits.reduce((sum, [from]) => sum + place(sections[number], from), 0);
    const known = found.get(number);
    if (!known) return found.set(number, { count, quality, hits: [...hits] });
    known.count += count;
    known.quality = Math.max(known.quality, quality);
    known.hits.push(...hits);
    return found;
  }

  /** What it says of a section that something is found in it: the fewer, the more. */
  const rare = (found) => Math.log(1 + (sections.length - found.size + 0.5) / (found.size + 0.5));

  /** How much of a section is about what was found in it: BM25 without its rarity; a long section is one that many things stand in. */
  function weigh({ count }, number) {
    const size = sections[number].length / (length / sections.length || 1);
    return (count * 2.2) / (count + 1.2 * (0.7 + 0.3 * size));
  }

  /** Characters that came to be read as others: only in runs, one for one. */
  function refold() {
    for (const section of sections) {
      section.folded = reading.fold(section.folded);
      section.runs = reading.fold(section.runs);
    }
  }

  return { sections, words, add, refold, findWord, findRun, note, rare, weigh };
}
