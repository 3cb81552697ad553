/*
 * <dose-calculator>: reads the fields, multiplies whole numbers exactly, shows.
 * Every coefficient, rule and text stands in the markup, compiled by the build's dose engine; this script holds no
 * language and no dose. Weights and hours are whole hundredths (BigInt), a figure is n/d of them.
 */
(() => {
  "use strict";
  const FULL_WIDTH = "０１２３４５６７８９";
  const SPACE = String.raw`[ \t-\r\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+`;
  const OUTER_SPACE = new RegExp(`^${SPACE}|${SPACE}$`, "g");
  const NUMBER = /^(?:0|[1-9][0-9]{0,2})(?:\.[0-9]{1,2})?$/;

  /** The hundredths that a text means, or the code of its refusal. The same rules run in Python (dosing/entry.py). */
  function understand(text, rules, low, high) {
    text = text
      .replace(/[０-９]/g, (digit) => FULL_WIDTH.indexOf(digit))
      .replace(/([0-9])[．。｡]([0-9])/g, "$1.$2")
      .replace(OUTER_SPACE, "");
    if (!NUMBER.test(text)) return { code: rules.find(([, pattern]) => pattern.test(text))[0] };
    const [whole, part = ""] = text.split(".");
    const value = BigInt(whole + part.padEnd(2, "0"));
    return value < low || value > high ? { code: "range" } : { value };
  }

  /** n/d in digits: half up, exact or to three figures, never coarser than a unit (dosing/engine.py, show). */
  function show(n, d, exact) {
    let places = 0;
    let scaled = n;
    const enough = exact ? () => scaled % d === 0n : () => n === 0n || scaled >= 100n * d;
    while (places < 12 && !enough()) {
      scaled *= 10n;
      places += 1;
    }
    const digits = ((2n * scaled + d) / (2n * d)).toString().padStart(places + 1, "0");
    if (!places) return digits;
    return `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, "");
  }

  /** Hundredths as they were understood. */
  const plain = (hundredths) => show(hundredths, 100n, true);

  class DoseCalculator extends HTMLElement {
    static understand = understand;
    static show = show;

    connectedCallback() {
      const form = this.querySelector("form");
      this.rules = JSON.parse(this.dataset.rules).map(([code, pattern]) => [code, new RegExp(pattern, "u")]);
      this.form = form;
      this.confirmed = false;
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("compositionstart", () => this.clear());
      form.addEventListener("compositionend", () => this.update());
      form.addEventListener("input", (event) => {
        if (event.target.name === "weight") this.confirmed = false;
        if (event.isComposing) this.clear();
        else this.update(event.target);
      });
      form.querySelector(".calc__confirm button").addEventListener("click", () => {
        this.confirmed = true;
        this.update();
        form.elements.weight.focus();
      });
      this.querySelector(".calc__static").hidden = true;
      form.hidden = false;
      form.reset();
      this.clear();
    }

    /** What a field holds: {value}, or {code} when it cannot be read. An optional or untouched one may be empty. */
    read(field, touched) {
      const { min, max, optional } = field.dataset;
      const found = understand(field.value, this.rules, BigInt(min), BigInt(max));
      const mayBeEmpty = optional !== undefined || (field !== touched && !field.ariaInvalid);
      this.refuse(field, found.code === "empty" && mayBeEmpty ? "" : found.code);
      return found;
    }

    /** Shows one refusal of a field, or none. */
    refuse(field, code) {
      for (const message of field.parentElement.querySelectorAll("[data-refusal]"))
        message.hidden = message.dataset.refusal !== code;
      if (code) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }

    /** Takes every figure away: nothing of an earlier result stays readable. */
    clear() {
      for (const part of this.form.querySelectorAll("[data-result]")) part.hidden = true;
      for (const figure of this.form.querySelectorAll("data")) {
        figure.value = "";
        figure.textContent = "";
      }
      this.form.querySelector(".calc__confirm").hidden = true;
    }

    update(touched) {
      this.clear();
      const { weight, product, hours } = this.form.elements;
      const { value, code } = this.read(weight, touched);
      const time = hours ? this.read(hours, touched).value : undefined;
      if (code) return;
      this.echo("weight", plain(value));
      const unusual = value < BigInt(weight.dataset.confirmBelow) || value > BigInt(weight.dataset.confirmAbove);
      if (unusual && !this.confirmed) {
        this.form.querySelector(".calc__confirm").hidden = false;
        return;
      }
      const chosen = product.value ? product.selectedOptions[0] : null;
      if (chosen) this.echo("product", chosen.textContent);
      if (time !== undefined) this.echo("hours", plain(time));
      this.fill(value, time, chosen);
      const given = { hours: time !== undefined, product: Boolean(chosen) };
      for (const part of this.form.querySelectorAll("[data-with]")) part.hidden = !given[part.dataset.with];
      for (const part of this.form.querySelectorAll("[data-without]")) part.hidden = given[part.dataset.without];
      this.form.querySelector("[data-dilute]:not(option)").hidden = !(chosen && "dilute" in chosen.dataset);
      for (const part of this.form.querySelectorAll("[data-result]")) part.hidden = false;
    }

    /** Computes every figure for which everything is given, and the notes of those that pass a comparison. */
    fill(weight, hours, product) {
      for (const figure of this.form.querySelectorAll("data")) {
        const needs = figure.dataset;
        if (("hours" in needs && hours === undefined) || ("product" in needs && !product)) continue;
        let n = weight * BigInt(needs.n) * ("hours" in needs ? hours : 1n);
        let d = BigInt(needs.d);
        if ("product" in needs) {
          n *= BigInt(product.dataset.n);
          d *= BigInt(product.dataset.d);
        }
        figure.value = figure.textContent = show(n, d, "exact" in needs);
      }
      for (const note of this.form.querySelectorAll("[data-above-n]")) {
        const { aboveN, aboveD, hours: by } = note.dataset;
        const known = by === undefined ? 1n : hours;
        note.hidden = known === undefined || weight * known * BigInt(aboveN) <= BigInt(aboveD);
      }
    }

    echo(name, text) {
      for (const place of this.form.querySelectorAll(`[data-echo="${name}"]`)) place.textContent = text;
    }
  }

  customElements.define("dose-calculator", DoseCalculator);
})();
