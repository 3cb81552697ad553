/*
 * <dose-calculator>: reads the fields, has every figure worked out (dosing.js), shows.
 * Every coefficient, rule and text stands in the markup: this script holds no language and no dose.
 */
(() => {
  "use strict";
  const { scaled, understand, work, show } = window.doseArithmetic;

  /** Hundredths as they were understood. */
  const plain = (value) => show(value, BigInt(100), 0);

  class DoseCalculator extends HTMLElement {
    connectedCallback() {
      const form = this.querySelector("form");
      const refusals = [...form.querySelectorAll(".calc__refusals p")];
      this.rules = refusals.map(({ dataset }) => [dataset.refusal, new RegExp(dataset.pattern, "u")]);
      this.form = form;
      this.confirmed = false;
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.update(form.elements.weight);
        form.querySelector("[aria-invalid]")?.focus();
      });
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
      form.querySelector(".calc__print button").addEventListener("click", () => this.print());
      if (!this.proves()) return;
      this.querySelector(".calc__static").hidden = true;
      form.hidden = false;
      form.reset();
      this.clear();
    }

    /** Whether this browser computes for the example's weight what the build did. */
    proves() {
      const [text, ...wanted] = this.querySelector("[data-proof]").dataset.proof.split(" ");
      try {
        this.fill(understand(text, this.rules, BigInt(1), BigInt(1e9)).value);
        return [...this.all("data")].flatMap(({ value }) => value || []).join() === wanted.join();
      } catch {
        return false;
      }
    }

    all(selector) {
      return this.form.querySelectorAll(selector);
    }

    /** What a field holds: {value}, or {code} when it cannot be read. An optional or untouched one may be empty. */
    read(field, touched) {
      const { min, max, optional } = field.dataset;
      const found = understand(field.value, this.rules, BigInt(min), BigInt(max));
      const mayBeEmpty = optional !== undefined || (field !== touched && !field.hasAttribute("aria-invalid"));
      this.refuse(field, found.code === "empty" && mayBeEmpty ? "" : found.code);
      return found;
    }

    /** Shows one refusal of a field, or none; what is shown already is not said again. */
    refuse(field, code) {
      const { min, max, name, unit } = field.dataset;
      const errors = field.parentElement.querySelector(".calc__errors");
      if (errors.firstChild?.dataset.refusal !== code) errors.textContent = "";
      if (code && !errors.firstChild) {
        const message = this.form.querySelector(`.calc__refusals [data-refusal="${code}"]`).cloneNode(true);
        const values = { field: name, unit, low: plain(BigInt(min)), high: plain(BigInt(max)) };
        message.textContent = message.textContent.replace(/\{(\w+)\}/g, (_, value) => values[value]);
        errors.append(message);
      }
      if (code) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }

    /** Takes every figure away: nothing of an earlier result stays readable. */
    clear() {
      for (const part of this.all("[data-result]")) part.hidden = true;
      for (const figure of this.all("data")) {
        figure.value = "";
        figure.textContent = "";
      }
      for (const part of this.all(".calc__confirm, [data-ask-age]")) part.hidden = true;
      this.mark();
    }

    update(touched) {
      this.clear();
      const { weight, age, product, hours } = this.form.elements;
      const { value, code } = this.read(weight, touched);
      const time = hours ? this.read(hours, touched).value : undefined;
      if (code) return;
      this.echo("weight", plain(value));
      const unusual = value < BigInt(weight.dataset.confirmBelow) || value > BigInt(weight.dataset.confirmAbove);
      if (unusual && !this.confirmed) {
        this.form.querySelector(".calc__confirm").hidden = false;
        return;
      }
      if (age && !age.value) {
        this.form.querySelector("[data-ask-age]").hidden = false;
        return;
      }
      const chosen = product?.value ? product.selectedOptions[0] : null;
      if (chosen) this.echo("product", chosen.textContent);
      if (time !== undefined) this.echo("hours", plain(time));
      this.choose(value, age?.value);
      this.fill(value, time, chosen?.dataset);
      const given = { hours: time !== undefined, product: Boolean(chosen) };
      for (const part of this.all("[data-with]")) part.hidden = !given[part.dataset.with];
      for (const part of this.all("[data-without]")) part.hidden = given[part.dataset.without];
      for (const note of this.all("dd[data-dilute]")) note.hidden = !(chosen && "dilute" in chosen.dataset);
      for (const part of this.all("[data-result]")) part.hidden = false;
      this.mark(value);
    }

    /** Leaves only those bands of each regimen that the weight and the age are of; says where there is none. */
    choose(weight, age) {
      for (const band of this.all(".calc__regimen")) {
        const { from = 0, below, age: of } = band.dataset;
        band.hidden = weight < BigInt(from) || (below && weight >= BigInt(below)) || (of && of !== age);
      }
      for (const none of this.all("[data-none]")) {
        const bands = [...none.parentElement.querySelectorAll(".calc__regimen")];
        none.hidden = bands.some((band) => !band.hidden);
      }
    }

    /** Computes every figure for which everything is given, and shows the notes of those that pass another. */
    fill(weight, hours, product) {
      for (const figure of this.all(".calc__regimen:not([hidden]) data")) {
        const found = work(figure.dataset, weight, hours, product);
        const { significant = 0, bound, way = bound } = figure.dataset;
        if (found) figure.value = figure.textContent = show(...found, Number(significant), way);
      }
      for (const low of this.all("[data-low]")) // two ends that come to the same are one figure
        low.hidden = low.firstElementChild.value === low.nextElementSibling.value;
      for (const note of this.all("[data-above]")) {
        const found = work(note.dataset, weight, hours, product);
        note.hidden = !found || found[0] <= found[1];
      }
    }

    /** Marks the weight in the page's tables, in its row or in the two around it, and in its charts; or nowhere. */
    mark(weight) {
      for (const old of document.querySelectorAll(".calc-mark")) old.remove();
      for (const row of document.querySelectorAll("tr[aria-current]")) row.removeAttribute("aria-current");
      const tables = weight === undefined ? [] : document.querySelectorAll(".dose-table");
      for (const table of tables) {
        const rows = [...table.querySelectorAll("tr[data-weight]")].map((row) => [row, scaled(row.dataset.weight)]);
        const below = rows.filter(([, at]) => at <= weight).pop()?.[1];
        const above = rows.find(([, at]) => at >= weight)?.[1];
        if (below === undefined || above === undefined) continue;
        const text = below === above ? this.dataset.markAt : this.dataset.markBetween.replace("{weight}", plain(weight));
        for (const [row] of rows.filter(([, at]) => at === below || at === above)) {
          row.setAttribute("aria-current", "true");
          const mark = document.createElement("small");
          mark.className = below === above ? "calc-mark" : "calc-mark calc-mark--between";
          mark.textContent = text;
          row.cells[0].append(mark);
        }
      }
      for (const line of document.querySelectorAll(".chart__yours")) {
        const [first, last, from, to] = ["first", "last", "from", "to"].map((name) => Number(line.dataset[name]));
        const part = (Number(weight ?? -1) / 100 - first) / (last - first);
        line.setAttribute("visibility", part >= 0 && part <= 1 ? "visible" : "hidden");
        for (const end of ["x1", "x2"]) line.setAttribute(end, from + part * (to - from));
      }
    }

    /** Prints the table, the working and the references of both on one page. */
    print() {
      const { classList } = document.body;
      classList.add("dose-sheet");
      addEventListener("afterprint", () => classList.remove("dose-sheet"), { once: true });
      const groups = [...document.querySelectorAll(".dose-table [data-cite], .calc [data-cite], .dose-note [data-cite]")];
      const seen = groups.filter((group) => group.getClientRects().length);
      const keys = new Set(seen.flatMap((group) => group.dataset.cite.split(" ")));
      for (const item of document.querySelectorAll(".cited-here [data-ref]"))
        item.classList.toggle("sheet-skip", !keys.has(item.dataset.ref));
      print();
    }

    echo(name, text) {
      for (const place of this.all(`[data-echo="${name}"]`)) place.textContent = text;
    }
  }

  customElements.define("dose-calculator", DoseCalculator);
})();
