/*
 * Runs the calculator's arithmetic, without a browser, on the cases that cases.py wrote; exit status 1 at the first
 * wrong answer. For mutation testing only: what a reader meets is tested in browsers.
 */
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const cases = JSON.parse(fs.readFileSync(process.env.TANDEM_MUTANTS_CASES, "utf8"));
const script = fs.readFileSync(path.resolve("hooks/tandem/dosing/dosing.js"), "utf8");

const window = {};
vm.runInNewContext(script, { window, process, global: globalThis });
const { understand, work, show } = window.doseArithmetic;
const rules = cases.rules.map(([code, pattern]) => [code, new RegExp(pattern, "u")]);

function same(found, wanted, of) {
  if (found === wanted) return;
  console.error("%o: %o, not %o", of, found, wanted);
  process.exit(1);
}

for (const item of cases.texts) {
  const { value, code } = understand(item.text, rules, BigInt(item.low), BigInt(item.high));
  same(value === undefined ? null : String(value), item.value, item);
  same(code ?? null, item.code, item);
}
for (const item of cases.figures) {
  const hours = BigInt(item.hours);
  const found = work(item.needs, BigInt(item.weight), hours, item.product);
  same(show(...found, item.significant, item.way), item.shown, item);
  if ("hours" in item.needs) same(work(item.needs, BigInt(item.weight), undefined, item.product), undefined, item);
  if ("product" in item.needs) same(work(item.needs, BigInt(item.weight), hours, null), undefined, item);
}
same(show(0n, 1n, 3), "0", "nothing");
same(show(1n, 10n ** 15n, 3), "0", "less than is shown");
same(show(5n, 10n ** 13n, 3), "0.000000000001", "a half of the last place");
