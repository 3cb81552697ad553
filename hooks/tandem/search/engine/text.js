/*
 * How text and query are read alike: letters folded, words and runs found. The files of this folder are joined into one
 * script (`write.py` names them in order) and share its scope. folding.py does the same folding for the build.
 */
const SIGN = /\P{M}\p{M}*|\p{M}+/gu;
/* Scripts whose words no space parts, and the letters of all others. */
const SCRIPTS = "\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}";
const RUN = `(?:(?=[${SCRIPTS}])[\\p{L}\\p{N}])`;
const WORD = `(?:(?![${SCRIPTS}])[\\p{L}\\p{N}])`;
/* A number, a run, a word (what is not a digit and all that follows), an end of a sentence, cell or line. */
const TOKEN = new RegExp(
  `((?![${SCRIPTS}])\\p{Nd}+(?:[.,]\\p{Nd}+)*)|(${RUN}+)|(${WORD}+(?:['’]${WORD}+)*)|([.。!！?？;；\\n\\t])`, "gu");
const HAS_RUN = new RegExp(RUN, "u");
const LETTER = /[\p{L}\p{N}]/u;

/** Gives what folds a text; it may `learn` characters that are to be read as others, two and two. */
function folder(pairs = "") {
  const as = new Map();
  const known = new Map();
  const learn = (pairs) => {
    const characters = [...pairs];
    for (let i = 0; i < characters.length; i += 2) as.set(characters[i], characters[i + 1]);
    known.clear();
  };
  learn(pairs);
  const fold = (sign) => {
    let folded = known.get(sign);
    if (folded === undefined) {
      folded = sign.normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu, "").normalize("NFC").toLowerCase();
      folded = [...folded].map((character) => as.get(character) ?? character).join("");
      known.set(sign, folded);
    }
    return folded;
  };
  return {
    learn,
    fold: (text) => (text.match(SIGN) || []).map(fold).join(""),
    /** For each place in the folded text, the place in the text; one more for the end. */
    places(text) {
      const places = [];
      let at = 0;
      for (const sign of text.match(SIGN) || []) {
        for (let count = fold(sign).length; count; count--) places.push(at);
        at += sign.length;
      }
      places.push(at);
      return places;
    },
  };
}

/** The spellings of a word that count as one. */
function speller(spellings) {
  const known = new Map();
  return (word) => {
    let spelt = known.get(word);
    if (spelt === undefined) {
      spelt = word.replace(/['’]/g, "");
      if (/^\d/.test(spelt)) spelt = spelt.replace(/,(?=\d{3}(?!\d))/g, "");
      for (const [write, read, after = 0, end] of spellings)
        for (let at = spelt.indexOf(write, after); at >= 0; at = spelt.indexOf(write, at + read.length))
          if (!end || at + write.length === spelt.length)
            spelt = spelt.slice(0, at) + read + spelt.slice(at + write.length);
          else at = at + write.length - read.length;
      known.set(word, spelt);
    }
    return spelt;
  };
}

/** A folded text's tokens: [kind, from, to], the kind one of "word", "run", "end". */
function* tokens(folded) {
  for (const found of folded.matchAll(TOKEN)) {
    const kind = found[4] ? "end" : found[2] ? "run" : "word";
    yield [kind, found.index, found.index + found[0].length];
  }
}
