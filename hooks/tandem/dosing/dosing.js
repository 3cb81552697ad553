/*
 * Reading, exact arithmetic and rounding for every script that works a dose out. Weights and hours are whole hundredths
 * (BigInt), a figure is n/d of them; which, its markup says. The build runs the same rules (entry.py, engine.py).
 */
(() => {
  "use strict";
  const FULL_WIDTH = "０１２３４５６７８９";
  const SPACE = String.raw`[ \t-\r\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+`;
  const OUTER_SPACE = new RegExp(`^${SPACE}|${SPACE}$`, "g");
  const NUMBER = /^(?:0|[1-9][0-9]{0,2})(?:\.[0-9]{1,2})?$/;

  /** Digits as a whole number of hundredths, or of another part of ten. */
  function scaled(text, decimals = 2) {
    const [whole, part = ""] = text.split(".");
    return BigInt(whole + part.padEnd(decimals, "0"));
  }

  /**
   * The hundredths that a text means, with the digits read, or the code of its refusal. The same rules run in Python
   * (dosing/entry.py). A `form` may take longer numbers, then of so many decimals.
   */
  function understand(text, rules, low, high, form = NUMBER, decimals = 2) {
    text = text
      .replace(/[０-９]/g, (digit) => FULL_WIDTH.indexOf(digit))
      .replace(/([0-9])[．。｡]([0-9])/g, "$1.$2")
      .replace(OUTER_SPACE, "");
    if (!form.test(text)) return { code: rules.find(([, pattern]) => pattern.test(text))[0] };
    const value = scaled(text, decimals);
    return value < low || value > high ? { code: "range" } : { value, text };
  }

  /** A figure as [n, d], or nothing while an input that it needs is not given (dosing/engine.py, Figure.value). */
  function work({ n, d, capN, capD, ...needs }, weight, hours, product) {
    if (("hours" in needs && hours === undefined) || ("product" in needs && !product)) return undefined;
    let over = BigInt(n) * ("fixed" in needs ? BigInt(1) : weight);
    let under = BigInt(d);
    if (capN && over * BigInt(capD) > BigInt(capN) * under) {
      over = BigInt(capN);
      under = BigInt(capD);
    }
    if ("hours" in needs) over *= hours;
    if (!("product" in needs)) return [over, under];
    return [over * BigInt(product.n), under * BigInt(product.d)];
  }

  /** How many decimals n/d is shown with: so many figures, or (0) as many as there may be (dosing/engine.py, _places). */
  function places(n, d, significant) {
    const least = significant && BigInt(10) ** BigInt(significant - 1);
    let found = 0;
    for (let whole = n; found < 12 && !(significant && whole >= least * d); whole *= BigInt(10)) found += 1;
    return found;
  }

  /** n/d in digits, to so many figures or (0) in full: a "high" end "down", else half up (dosing/engine.py, show). */
  function show(n, d, significant, way) {
    const decimals = places(n, d, significant);
    const whole = n * BigInt(10) ** BigInt(decimals);
    const more = { down: BigInt(0), high: BigInt(0), up: d + d - BigInt(1) }[way] ?? d;
    const digits = ((whole + whole + more) / (d + d)).toString().padStart(decimals + 1, "0");
    if (!decimals) return digits;
    return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`.replace(/\.?0+$/, "");
  }

  window.doseArithmetic = { scaled, understand, work, show, places };
})();
