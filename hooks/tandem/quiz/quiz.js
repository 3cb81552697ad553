/* The page's questions as a form, in the order that a number decides. Words stand in the markup; nothing is kept. */
(() => {
  "use strict";
  const end = document.querySelector(".quiz__end");
  if (!end) return; // side by side the questions stay as they are written
  const bar = document.querySelector(".quiz__bar");
  const list = document.querySelector(".quiz__list");
  list.before(bar);
  const [result, record, finish, said] = ["result", "record", "finish", "said"].map((name) => end.querySelector(`.quiz__${name}`));
  record.append(end.querySelector(".quiz__made"));
  const { separator, date } = end.dataset;
  const words = JSON.parse(end.querySelector("[data-words]").dataset.words);
  const fill = (text, values) => text.replace(/\{(\w+)(?::0(\d))?\}/g, (_, name, width) => `${values[name]}`.padStart(width, 0));
  const say = (key, values) => fill(words[key], values);
  const letter = (index) => String.fromCharCode(65 + index);
  const make = (tag, name, textContent = "") => Object.assign(document.createElement(tag), { className: `quiz__${name}`, textContent });
  let seed;
  let shown; // in this round
  let first; // right in the first round
  let random; // numbers of this order
  let sure; // told what is not answered

  /** mulberry32: the same whole numbers in every browser (tests/quiz/oracle.py). */
  const generator = (state) => () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };

  function shuffled(items, next) {
    const order = [...items];
    for (let last = order.length - 1; last > 0; last -= 1) {
      const other = next() % (last + 1);
      [order[last], order[other]] = [order[other], order[last]];
    }
    return order;
  }

  const isNumber = ({ item }) => item.dataset.kind === "number";
  const isAsked = ({ item }) => item.parentElement;
  const isAnswered = ({ sum, choices, ordered }) =>
    sum
      ? sum.isAnswered()
      : ordered
      ? new Set(choices.flatMap(({ input }) => input.value || [])).size === choices.length
      : choices.some(({ input }) => input.checked);
  /** Whether a line has been given its place, or an option left or chosen as it should be. */
  const fits = ({ input, right }) => (right ? input.value === right : input.checked === (right === ""));
  const isRight = ({ sum, choices }) => (sum ? sum.isRight() : choices.length > 0 && choices.every(fits));

  function enliven(item) {
    const text = item.querySelector(".quiz__text");
    const options = item.querySelector(".quiz__options");
    const group = make("fieldset", "group");
    const legend = make("legend", "text");
    legend.append(...text.childNodes);
    text.replaceWith(group);
    const { sum } = item; // of a number that is asked for, once number.js has come
    const ordered = item.dataset.kind === "order";
    const choices = [...(isNumber({ item }) ? [] : options.children)].map((option, index, { length }) => {
      const input = Object.assign(make(ordered ? "select" : "input", "input"), { name: item.id });
      if (ordered) for (let place = 0; place <= length; place += 1) input.add(new Option(place || "\u2013", place || ""));
      else input.type = item.dataset.kind;
      const mark = make("small", "mark");
      const label = make("label", "label");
      label.append(input, ...option.childNodes, mark);
      option.append(label);
      return { option, input, mark, why: item.querySelector(`[data-of="${index}"]`), right: option.dataset.right };
    });
    const button = Object.assign(make("button", "check", words.check), { type: "button" });
    const status = make("p", "said");
    status.setAttribute("role", "status");
    const row = make("div", "row");
    const next = Object.assign(make("button", "next", words.next), { type: "button" });
    row.append(button, next, status);
    group.append(legend, options, row);
    const question = { item, sum, group, options, ordered, choices, button, next, status, answer: item.querySelector("details") };
    button.addEventListener("click", () => {
      if (question.done) return;
      if (isAnswered(question)) check(question);
      else status.textContent = question.sum ? question.sum.lacks() : words[ordered ? "place" : "choose"];
    });
    next.addEventListener("click", () => {
      const at = shown.indexOf(question) + 1;
      if (shown[at]) go(shown[at]);
      else (result.hidden ? finish : result.querySelector(".quiz__score")).focus();
    });
    group.addEventListener("change", () => {
      status.textContent = "";
      count();
    });
    return question;
  }

  function check(question) {
    const right = isRight(question);
    show(question, true);
    question.status.textContent = right ? words.right : question.sum ? question.sum.told() : say("wrong", { letters: question.key || question.answer.querySelector("[data-answer]").textContent });
    question.status.dataset.right = right;
    for (const choice of question.choices) {
      const { option, input, mark, right: wanted } = choice;
      const fit = fits(choice);
      const chosen = question.ordered || input.checked;
      const what = chosen ? (fit ? "right" : "wrong") : fit ? "" : "missed";
      option.dataset.mark = what;
      if (question.ordered) mark.textContent = say(fit ? "placed" : "misplaced", { right: wanted });
      else mark.textContent = what && words[chosen ? `chose_${what}` : what];
    }
    count();
  }

  function show(question, done) {
    question.done = question.answer.open = done;
    question.item.classList.toggle("quiz__item--done", done);
    question.button.setAttribute("aria-disabled", done);
    question.next.hidden = !done;
    question.sum?.lock(done);
    for (const { input } of question.choices) input.disabled = done;
  }

  function clear(question) {
    show(question, false);
    question.status.textContent = "";
    question.sum?.clear();
    for (const { option, input, mark } of question.choices) {
      input.checked = false;
      input.selectedIndex = 0; // of a list of places
      mark.textContent = option.dataset.mark = "";
    }
  }

  function count() {
    sure = false;
    said.textContent = "";
    end.querySelector(".quiz__count").textContent = say("count", { answered: shown.filter(isAnswered).length, all: shown.length });
  }

  function begin(round) {
    shown = round;
    for (const question of questions) question.item.hidden = !shown.includes(question);
    shown.forEach(clear);
    result.hidden = true;
    finish.parentElement.hidden = false;
    count();
  }

  /** Begins anew in the order of a number; 0 is the order as written. */
  function arrange(next) {
    seed = field.value = next;
    field.setAttribute("aria-invalid", false);
    random = generator(seed);
    const mixed = (items) => (seed ? shuffled(items, random) : items);
    const order = mixed(questions);
    list.append(...order.map(({ item }) => item));
    for (const question of questions) {
      const choices = mixed(question.choices);
      question.options.append(...choices.map(({ option }) => option));
      choices.forEach(({ why }, at) => {
        if (!why) return;
        why.firstElementChild.textContent = letter(at);
        why.parentElement.append(why);
      });
      // By place, where lines have one, then by letter.
      const letters = choices.flatMap(({ right }, at) => (right === undefined ? [] : right + letter(at)));
      question.key = letters.sort().map((key) => key.slice(-1)).join(separator);
      if (isNumber(question)) {
        question.drawn = seed && random();
        question.sum?.draw(question.drawn);
      } else question.item.querySelector("[data-key]").textContent = question.key;
    }
    renumber();
    first = undefined;
    begin(order);
    return say("order", { seed });
  }

  function renumber() {
    for (const question of questions) {
      question.number = [...list.children].indexOf(question.item) + 1;
      question.all = questions.length;
      for (const place of question.item.querySelectorAll("[data-number]")) place.textContent = say(place.dataset.number, question);
    }
  }

  /** Questions for a number come to life once what works them out has come (chrome.js); one that cannot be judged is not asked. */
  document.currentScript?.addEventListener("fetched", () => {
    for (const question of questions.filter(isNumber)) {
      question.sum = question.item.sum;
      if (question.sum) question.sum.draw(question.drawn).lock(question.done);
      else question.item.remove();
    }
    questions = questions.filter(isAsked);
    shown = shown.filter(isAsked);
    renumber();
    count();
  });

  function score() {
    const open = shown.filter((question) => !isAnswered(question));
    if (open.length && !sure) {
      said.textContent = say("open", { numbers: open.map((question) => question.number).join(separator) });
      sure = true;
      return;
    }
    for (const question of shown) if (!question.done) check(question);
    const missed = shown.filter((question) => !isRight(question));
    const all = questions.length;
    const right = questions.filter(isRight).length;
    const again = first !== undefined;
    if (!again) {
      first = right;
      document.dispatchEvent(new CustomEvent("tandem-score", { detail: { right, all } }));
    }
    const put = (part, name, ...content) => {
      const place = part.querySelector(`[data-fill=${name}]`);
      place.textContent = "";
      place.append(...content);
      place.parentElement.hidden = !place.textContent;
    };
    put(result, "score", say("score", { right: shown.length - missed.length, all: shown.length }));
    put(result, "first", again ? say("first", { right: first, all }) : "");
    put(result, "missed", ...missed.map(missing));
    result.querySelector("[data-retry]").hidden = !missed.length;
    const now = new Date();
    const address = document.querySelector("link[rel=canonical]")?.href ?? location.href.split("#")[0];
    const recorded = {
      date: fill(date, { year: now.getFullYear(), month: now.getMonth() + 1, day: now.getDate() }),
      first: say("result", { right: first, all }),
      now: again ? say("result", { right, all }) : "",
      seed,
      address: /^http/.test(address) ? address : "",
    };
    for (const name in recorded) put(record, name, recorded[name]);
    finish.parentElement.hidden = true;
    result.hidden = false;
    result.querySelector("[data-fill=score]").focus();
  }

  /** A question that was missed, and where its answer is explained. */
  function missing(question) {
    const line = make("span", "missing");
    const link = Object.assign(make("a", "link", say("number", question)), { href: `#${question.item.id}` });
    line.append(link, " ", question.answer.querySelector("p:last-child a").cloneNode(true));
    return line;
  }

  /** Its words are read out, and the next key goes to its first option. */
  function go({ item, group }) {
    group.tabIndex = -1;
    group.focus();
    item.scrollIntoView();
  }

  const another = () => 1 + Math.floor(Math.random() * 9999);
  const field = bar.elements.seed;
  const fieldSaid = bar.querySelector(".quiz__said");
  let questions = [...list.children].map(enliven);

  bar.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.normalize("NFKC").trim(); // full-width digits too
    const fits = /^\d{1,6}$/.test(text);
    fieldSaid.textContent = fits ? arrange(Number(text)) : words.refused;
    field.setAttribute("aria-invalid", !fits);
  });
  bar.addEventListener("change", ({ target }) => {
    if (target !== field) list.classList.toggle("quiz__list--end", target.value === "end");
  });
  bar.querySelector("[data-new]").addEventListener("click", () => {
    fieldSaid.textContent = arrange(another());
  });
  result.querySelector("[data-new]").addEventListener("click", () => {
    fieldSaid.textContent = arrange(another());
    go(shown[0]);
  });
  result.querySelector("[data-retry]").addEventListener("click", () => {
    begin(shown.filter((question) => !isRight(question)));
    for (const { sum } of shown) sum?.draw(random());
    go(shown[0]);
  });
  finish.addEventListener("click", score);
  result.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    record.querySelector("[data-fill=name]").textContent = event.target.elements.name.value.trim();
    document.body.classList.add("quiz-sheet");
    print();
  });
  addEventListener("beforeprint", () => {
    for (const { answer } of questions) answer.open = true;
  });
  addEventListener("afterprint", () => {
    document.body.classList.remove("quiz-sheet");
    for (const { answer, done } of questions) answer.open = done;
  });
  // An address may mean a place in an answer that is not shown yet.
  const arrive = () => document.getElementById(location.hash.slice(1))?.closest(".quiz__item")?.scrollIntoView();
  addEventListener("hashchange", arrive);

  bar.reset();
  arrange(another());
  list.classList.add("quiz__list--live");
  bar.hidden = end.hidden = false;
  arrive();
})();
