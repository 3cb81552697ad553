/*
 * A question that asks for a number with its unit: the case that a number decides, a field for the answer, and what became
 * of it. Figures and words stand in the markup; dosing.js works them out; quiz.js asks `item.sum` as it asks its options.
 */
(() => {
  "use strict";
  const held = document.querySelector(".quiz__end [data-numbers]");
  if (!held) return;
  const { understand, work, show, places } = window.doseArithmetic;
  const NUMBER = /^(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{1,4})?$/;
  const DECIMALS = 4;
  const UNIT = BigInt(10) ** BigInt(DECIMALS); // an answer is a whole number of ten-thousandths
  const MOST = BigInt(1e10);
  const words = JSON.parse(held.dataset.numbers);
  const refusals = [...held.querySelectorAll("[data-refusal]")];
  const rules = refusals.map(({ dataset }) => [dataset.refusal, new RegExp(dataset.pattern, "u")]);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const say = (key, values) => fill(words[key], values);
  const power = (exponent) => BigInt(10) ** BigInt(exponent);
  const apart = (value, [n, d]) => {
    const by = value * d - n * UNIT;
    return by < 0 ? -by : by;
  };

  /** Whether an answer of so many decimals is n/d but for rounding, to the figures that results have or more. */
  function isNear({ value, decimals }, [n, d], significant) {
    const least = places(n, d, significant);
    return apart(value, [n, d]) * power(decimals > least ? least + 1 : least) < UNIT * d;
  }

  /** Whether it is n/d rounded to fewer figures. */
  const isCoarse = ({ value, decimals }, [n, d]) =>
    value > 0 && apart(value, [n, d]) * BigInt(2) * power(decimals) <= UNIT * d;

  /** An answer as typed: {value, decimals}, or {code} where it cannot be read. */
  function parse(typed) {
    const { text = "", ...found } = understand(typed, rules, BigInt(0), MOST, NUMBER, DECIMALS);
    return { ...found, decimals: text.split(".").concat("")[1].length };
  }

  /** What became of an answer in a unit: "right", or the key of what is said of it, with its values (tests/quiz/sums.py). */
  function judge(answer, unit, { units, asked, other, figures, strength }) {
    const chosen = units.find((one) => one.unit === unit);
    const wanted = units.find((one) => one.unit === asked);
    const values = { asked, unit, figures, strength };
    if (isNear(answer, chosen.value, figures)) return chosen.of === wanted.of ? ["right"] : ["amount", values];
    if (chosen.of === wanted.of && isCoarse(answer, chosen.value)) return ["coarse", values];
    const fits = ([n, d], over = 1, under = 1) => isNear(answer, [n * BigInt(over), d * BigInt(under)], figures);
    if (chosen !== wanted && fits(wanted.value)) return ["of_unit", values];
    const mixed = units.find((one) => one !== chosen && fits(one.value));
    if (mixed && chosen.of !== mixed.of) {
      const volume = chosen.of === wanted.of && strength && unit.startsWith("mL");
      return [volume ? "volume" : "mixed", { ...values, other: mixed.unit }];
    }
    for (const times of [10, 100, 1000]) {
      const key = times === 1000 ? "_1000" : "";
      if (fits(chosen.value, times)) return [`over${key}`, { ...values, times }];
      if (fits(chosen.value, 1, times)) return [`under${key}`, { ...values, times }];
    }
    if (other && chosen === wanted && fits(other)) return ["end", values];
    return ["", values];
  }

  function enliven(item) {
    const sum = JSON.parse(item.querySelector("[data-sum]").dataset.sum);
    const figures = [...item.querySelectorAll("data")];
    const answer = item.querySelector("[data-answer]");
    const { significant } = answer.firstElementChild.dataset;
    const options = item.querySelector(".quiz__options");
    const make = (tag, values, ...content) => {
      const made = Object.assign(document.createElement(tag), values);
      made.append(...content);
      return made;
    };
    let current;

    /** Another case: the printed one and so many further. */
    function draw(further) {
      const each = sum.products.length || 1;
      const at = (sum.first + further) % (sum.weights.length * each);
      const product = sum.products[at % each];
      const weight = BigInt(sum.weights[Math.floor(at / each)]);
      const value = (figure) => work(figure, weight, undefined, product);
      const units = sum.units.map((one) => ({ ...one, value: value(one) })).filter((one) => one.value);
      const other = sum.other && value(sum.other);
      current = { units, other, asked: sum.asked, figures: Number(significant), strength: product && product.strength };
      const told = { ...product, weight: show(weight, BigInt(100), 0) };
      for (const place of item.querySelectorAll("[data-case]")) place.textContent = told[place.dataset.case];
      for (const figure of figures) {
        const { significant: digits = 0, bound, way = bound } = figure.dataset;
        figure.value = figure.textContent = show(...value(figure.dataset), Number(digits), way);
      }
      return item.sum;
    }

    const before = item.textContent;
    draw(0);
    if (item.textContent !== before) throw new Error("this browser works it out otherwise than the build");
    const number = make("input", { type: "text", inputMode: "decimal", autocomplete: "off", spellcheck: false });
    const unit = make("select", {}, new Option(words.choose, ""), ...current.units.map((one) => new Option(one.unit, one.unit)));
    const hint = make("p", { className: "quiz__hint" }, say("hint", { figures: significant }));
    const ids = ["number", "unit", "hint"].map((name) => `${item.id}--${name}`);
    [number, unit, hint].forEach((part, at) => (part.id = ids[at]));
    number.setAttribute("aria-describedby", ids[2]);
    const label = (at, text) => make("label", { htmlFor: ids[at] }, text);
    options.append(label(0, words.number), number, label(1, words.unit), unit, hint);

    const read = () => parse(number.value);
    item.sum = {
      draw,
      isAnswered: () => Boolean(unit.value) && read().code === undefined,
      isRight: () => item.sum.isAnswered() && judge(read(), unit.value, current)[0] === "right",
      /** What keeps it from being an answer. */
      lacks() {
        const { code } = read();
        const own = { unit: "beside", letters: "beside", decimals: "decimals", range: "range" }[code];
        number.setAttribute("aria-invalid", code !== undefined);
        if (!code) return words.first;
        const refusal = refusals.find(({ dataset }) => dataset.refusal === code);
        return own ? words[own] : fill(refusal.textContent, { field: words.number });
      },
      told() {
        const [key, values] = item.sum.isAnswered() ? judge(read(), unit.value, current) : [""];
        return say("wrong", { why: key && say(key, values), answer: answer.textContent });
      },
      clear() {
        number.value = unit.value = "";
        number.removeAttribute("aria-invalid");
      },
      lock(done) {
        number.disabled = unit.disabled = done;
      },
    };
    number.addEventListener("input", () => number.removeAttribute("aria-invalid"));
  }

  window.doseQuestion = { parse, judge };
  for (const item of document.querySelectorAll("[data-kind=number]"))
    try {
      enliven(item);
    } catch {
      item.remove(); // a question that cannot be judged rightly is not asked
    }
})();
