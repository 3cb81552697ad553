/*
 * On a page that runs from right to left: isolates the quantities in whatever scripts write, so that "450 mg" is shown in
 * the order of its signs. The pages themselves were isolated when they were built (markup.py); `runs` is runs.py once
 * more, and tests/vectors/direction.json holds both to the same. Words and figures stay as the scripts wrote them.
 */
(() => {
  "use strict";
  if (globalThis.tandemDirection) return; // a file of several languages runs its scripts once for each
  const PLACE = "\ufffc";
  const RIGHT = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
  const INDIC = /[\u0660-\u0669\u066b\u066c]/;
  const NUMBER = /\p{N}/u;
  const PERSIAN = /[\u06f0-\u06f9]/;
  const PAIRS = { ")": "(", "]": "[", "}": "{", "）": "（" };
  const BRACKETS = "()[]{}（）";
  const BEFORE = "+−±~≈<>≤≥$€£¥#№×";
  const COMPARED = "~≈<>≤≥±";
  const DASHES = "-–‐‑";
  const AFTER = "%‰°′″+−⁺⁻*†‡§®™٪";
  const ENDS = /[.,;:!?…。，；：]\s/u;
  const PARTS = /[—•|،"“”„«»‹›]|\s·\s/u;
  const OPERATOR = /\s[×÷=+·*/<>≤≥≈→−]\s/gu;
  const OPERATORS = "×÷=+·*/≈→−";
  const OPENS = "\u2066\u2067\u2068";
  const CLOSE = "\u2069";
  const SIGNS = { ltr: ["\u2066", CLOSE], rtl: ["\u2067", CLOSE], forced: ["\u2066\u202d", `\u202c${CLOSE}`] };
  const isRight = (sign) => RIGHT.test(sign) && !INDIC.test(sign) && !PERSIAN.test(sign) && !"،٪".includes(sign);

  /** A sign for each sign: C of a core (letter, digit, place), R right to left, I in an isolate, S space, N other. */
  function kindsOf(signs) {
    const kinds = [];
    let depth = 0;
    for (const sign of signs) {
      if (OPENS.includes(sign)) depth += 1;
      if (depth) {
        depth -= sign === CLOSE;
        kinds.push("I");
      } else if (isRight(sign)) kinds.push("R");
      else if (sign === PLACE || INDIC.test(sign) || /[\p{L}\p{N}]/u.test(sign)) kinds.push("C");
      else if (/[\p{M}\p{Cf}]/u.test(sign) && kinds.length) kinds.push(kinds[kinds.length - 1]);
      else kinds.push(/[\s\x1c-\x1f\x85]/u.test(sign) ? "S" : "N");
    }
    return kinds.join("");
  }

  function kindOf(signs) {
    if (!signs.some((sign) => INDIC.test(sign))) return "ltr";
    return signs.some((sign) => !INDIC.test(sign) && /[\p{L}\p{N}]/u.test(sign)) ? "forced" : "rtl";
  }

  /** What of a line must be isolated, as [start, end, kind] in its signs; see runs.py. */
  function runs(signs) {
    const kinds = kindsOf(signs);
    const found = [];
    const add = (start, end) => {
      while (start < end && kinds[start] === "S") start += 1;
      while (end > start && kinds[end - 1] === "S") end -= 1;
      if (start < end) found.push([start, end, kindOf(signs.slice(start, end))]);
    };
    if (/^[^RI]*C[^RI]*$/.test(kinds)) add(0, signs.length);
    else
      for (const { 0: part, index } of kinds.matchAll(/[^RI]+/g))
        if (part.includes("C"))
          for (const piece of pieces(signs, kinds, index, index + part.length)) wholeOrApart(signs, kinds, ...piece, add);
    return found;
  }

  function* pieces(signs, kinds, start, end) {
    const pairs = pairsOf(signs, start, end);
    let first = -1;
    let last = start;
    for (let at = start; at < end; ) {
      if (kinds[at] !== "C" && !pairs.has(at)) {
        at += 1;
        continue;
      }
      if (first >= 0 && parts(signs, first, last, at, pairs)) {
        yield widened(signs, kinds, first, last, start, end);
        first = -1;
      }
      if (first < 0) first = at;
      last = (pairs.get(at) ?? at) + 1;
      at = last;
    }
    if (first >= 0 && kinds.slice(first, last).includes("C")) yield widened(signs, kinds, first, last, start, end);
  }

  /** The outer brackets that close within the part. */
  function pairsOf(signs, start, end) {
    const stack = [];
    const pairs = [];
    for (let at = start; at < end; at += 1) {
      if (Object.values(PAIRS).includes(signs[at])) stack.push(at);
      else if (PAIRS[signs[at]] && stack.length && signs[stack[stack.length - 1]] === PAIRS[signs[at]]) pairs.push([stack.pop(), at]);
    }
    const outer = new Map();
    let reached = -1;
    for (const [opened, closed] of pairs.sort(([one], [other]) => one - other))
      if (opened > reached) outer.set(opened, (reached = closed));
    return outer;
  }

  function parts(signs, first, last, at, pairs) {
    const between = signs.slice(last, at);
    const about = signs.slice(Math.max(last - 1, 0), at + 1).join("");
    if (between.some((sign) => BRACKETS.includes(sign)) || PARTS.test(about)) return true;
    if (!ENDS.test(signs.slice(last, at + 1).join(""))) return false;
    return counts(signs, first) && (counts(signs, at) || pairs.has(at));
  }

  const counts = (signs, at) => NUMBER.test(signs[at]) || signs[at] === PLACE || "([".includes(signs[at]);

  function widened(signs, kinds, first, last, start, end) {
    while (first > start) {
      const before = signs[first - 1];
      if (BEFORE.includes(before) || (DASHES.includes(before) && !(first > 1 && kinds[first - 2] === "R"))) first -= 1;
      else if (kinds[first - 1] === "S" && first - 1 > start && COMPARED.includes(signs[first - 2])) first -= 2;
      else break;
    }
    while (last < end && AFTER.includes(signs[last])) last += 1;
    if (last + 1 < end && kinds[last] === "S" && "%‰".includes(signs[last + 1])) last += 2;
    return [first, last];
  }

  function wholeOrApart(signs, kinds, start, end, add) {
    if (!goesOn(signs, kinds, start, end)) return add(start, end);
    const text = signs.slice(start, end).map((sign) => (sign.length > 1 ? "x" : sign)).join("");
    let at = start;
    for (const { index } of text.matchAll(OPERATOR)) {
      add(at, start + index);
      at = start + index + 3;
    }
    return add(at, end);
  }

  function goesOn(signs, kinds, start, end) {
    const past = (at, step) => {
      while (kinds[at] === "S") at += step;
      return at;
    };
    const before = past(start - 1, -1);
    if (before > 0 && OPERATORS.includes(signs[before]) && kinds[past(before - 1, -1)] === "R") return true;
    const after = past(end, 1);
    if (kinds[after] === "R") return counts(signs, end - 1);
    return after < signs.length && OPERATORS.includes(signs[after]) && kinds[past(after + 1, 1)] === "R";
  }

  /* On the page */

  const INLINE =
    "a,abbr,b,cite,code,data,del,dfn,em,font,i,ins,kbd,mark,output,q,rb,ruby,s,samp,small,span,strong,sub,sup,time,tspan,u,var,wbr";
  const SILENT = "script,style,template,textarea";
  const PLAIN = "option,title,desc,text";
  const rightward = (element) => getComputedStyle(element).direction === "rtl";
  const isolates = (element) => element.matches("bdi,bdo,[dir],sup[data-cite]");

  /** The lines below an element, each as the text nodes that are shown in one; 0 stands for an isolate amid them. */
  function lines(element, found = [[]]) {
    for (const node of [...element.childNodes]) {
      if (node.nodeType === Node.TEXT_NODE) found[found.length - 1].push(node);
      if (node.nodeType !== Node.ELEMENT_NODE || node.matches(SILENT)) continue;
      if (isolates(node)) {
        const within = rightward(node) ? lines(node) : [];
        found[found.length - 1].push(0);
        if (node.matches(INLINE) || node.matches("bdi,bdo")) found.splice(-1, 0, ...within);
        else found.push(...within, []);
      } else if (node.matches(INLINE) && !(node.matches("span + span") && node.previousSibling === node.previousElementSibling))
        lines(node, found);
      else {
        found.push([]);
        lines(node, found);
        found.push([]);
      }
    }
    return found;
  }

  /** Isolates the runs of a line: by an element within a text, by characters over several. */
  function isolate(line) {
    const signs = [];
    const places = [];
    for (const node of line)
      if (!node) for (const sign of SIGNS.ltr) signs.push(sign), places.push([]);
      else {
        let at = 0;
        for (const sign of node.data) {
          signs.push(sign);
          places.push([node, at, (at += sign.length)]);
        }
      }
    for (const [start, end, kind] of runs(signs).reverse()) {
      const [node, from] = places[start];
      const [other, , to] = places[end - 1];
      if (kind === "rtl" && node.parentElement.matches("bdi") && node.data.trim().length === to - from) continue;
      if (node === other && !node.parentElement.closest(`${PLAIN},svg`)) {
        const made = document.createElement(kind === "forced" ? "bdo" : "bdi");
        made.dir = kind === "rtl" ? "rtl" : "ltr";
        const run = node.splitText(from);
        run.splitText(to - from);
        run.replaceWith(made);
        made.append(run);
      } else {
        other.insertData(to, SIGNS[kind][1]);
        node.insertData(from, SIGNS[kind][0]);
      }
    }
  }

  function sweep(element) {
    for (const line of lines(element)) isolate(line.filter((node) => !node || rightward(node.parentElement)));
  }

  /** The element whose text an element's is a part of. */
  function whole(node) {
    let element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    if (!element?.isConnected || !document.body.contains(element)) return null;
    while (element !== document.body && element.matches(INLINE) && !isolates(element)) element = element.parentElement;
    const around = element.closest("bdi,bdo");
    return around && around.dir !== "rtl" ? null : element;
  }

  globalThis.tandemDirection = { runs: (text) => runs([...text]) };
  sweep(document.body);
  new MutationObserver((records) => {
    for (const element of new Set(records.map(({ target }) => whole(target)))) if (element) sweep(element);
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
})();
