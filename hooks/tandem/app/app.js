/*
 * Saving the site on the reader's device. The service worker (service-worker.js in the site's top folder) does the work;
 * this script starts it when the reader asks, shows how far it is, and offers a newer version. Loaded on the page with
 * the control, and on every page once the site is saved. Every text stands in the markup.
 */
(() => {
  "use strict";
  const root = new URL("../../", document.currentScript.src);
  const CACHE = `tandem ${root.href}`;
  const workers = allowed();
  const control = document.querySelector("[data-app]");
  const notice = document.querySelector("[data-app-notice]");
  const canUnpack = "DecompressionStream" in window; // as the worker must

  /** The browser's workers; none in a frame whose page lets it keep nothing, where asking for them fails. */
  function allowed() {
    try {
      return navigator.serviceWorker && caches && navigator.serviceWorker;
    } catch {
      return undefined;
    }
  }

  /** Show, of the parts that are for some states only, those of these. */
  function turn(place, ...states) {
    for (const part of place.querySelectorAll("[data-when]"))
      part.hidden = !part.dataset.when.split(" ").some((state) => states.includes(state));
  }

  function fill(place, values) {
    for (const [name, value] of Object.entries(values))
      for (const slot of place.querySelectorAll(`[data-slot="${name}"]`)) slot.textContent = value;
  }

  /** The worker's answer to an order. */
  const order = (worker, what) =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => resolve(data);
      worker.postMessage(what, [port2]);
    });

  /** This site's own registration: another project's may hold the whole host. */
  async function registered() {
    const found = await workers.getRegistration(root.href);
    return found?.scope === root.href ? found : undefined;
  }

  const inWords = ({ version, date }) => ({ version, date: date[document.documentElement.lang] ?? "" });

  let saving = false; // the first time, not a newer version
  let stopped = false;
  let using = false;

  /** What is on the device: shown in the control, and a newer version in the notice. */
  async function refresh() {
    const registration = await registered();
    const worker = registration?.active;
    if (control && !worker && registration?.installing) return wait(registration.installing); // asked for in another tab
    const state = worker && (await order(worker, "state"));
    const saved = state?.shown;
    if ((control || saved) && !document.querySelector("link[rel=manifest]")) offer();
    if (notice) {
      const newer = saved && saved.version !== state.ready.version;
      const recalled = (saved && state.recalls?.[document.documentElement.lang]) || [];
      turn(notice, newer ? "ready" : "");
      notice.querySelector("button").hidden = !newer;
      notice.hidden = !newer && !recalled.length;
      if (newer) fill(notice, inWords(state.ready));
      tellRecalls(recalled);
    }
    if (!control) return;
    if (saved) {
      fill(control, inWords(saved));
      turn(control, "saved");
    } else if (await caches.has(CACHE)) {
      fill(control, { files: (await (await caches.open(CACHE)).keys()).length });
      turn(control, "stopped");
      stopped = true;
    } else turn(control, canUnpack ? "none" : "unable");
  }

  /** In the words of the version that recalls: this page was made before it, and has none. */
  function tellRecalls(texts) {
    for (const old of notice.querySelectorAll("[data-recall]")) old.remove();
    for (const text of texts.slice().reverse()) {
      const told = document.createElement("p");
      const strong = document.createElement("strong");
      told.dataset.recall = "";
      told.setAttribute("role", "alert");
      strong.textContent = text;
      told.append(strong);
      notice.prepend(told);
    }
  }

  /** Resolves when the worker has everything and runs, or has given up. */
  const settled = (worker) =>
    new Promise((resolve) => {
      const look = () => ["activated", "redundant"].includes(worker.state) && resolve();
      worker.addEventListener("statechange", look);
      look();
    });

  /** Ask for a newer version at once, since it may recall something; the browser takes its time. */
  async function ask() {
    if (navigator.onLine) (await registered())?.update().catch(() => {}); // the host may be away all the same
  }

  async function wait(worker) {
    saving = true;
    turn(control, "saving");
    await settled(worker);
    saving = false;
    return refresh();
  }

  async function save() {
    if (saving) return;
    saving = true;
    stopped = false;
    turn(control, "saving");
    let refused = false;
    // Kept also where the device runs short of room; a browser may ask the reader, who need not answer.
    navigator.storage?.persist?.();
    try {
      const address = new URL("service-worker.js", root);
      const registration = await workers.register(address, { scope: root.href, updateViaCache: "none" });
      if (registration.installing) await settled(registration.installing);
      else await order(registration.active, "keep"); // removed a moment ago, and still running
    } catch (error) {
      refused = error.name === "SecurityError"; // a private window; anything else is the connection
    }
    saving = false;
    if (refused) turn(control, "unable");
    else await refresh();
  }

  async function remove() {
    await (await registered())?.unregister();
    await caches.delete(CACHE);
    stopped = false;
    if (notice) notice.hidden = true;
    control.querySelector("details").open = false;
    turn(control, "none", "removed");
  }

  async function use() {
    using = true;
    const worker = (await registered())?.active;
    if (worker) await order(worker, "show");
    location.reload();
  }

  const DO = { save, remove };

  function start() {
    workers.addEventListener("controllerchange", () => saving || refresh());
    workers.addEventListener("message", ({ data: { progress, shown, recalls } }) => {
      if (recalls) refresh();
      if (progress && saving) {
        const bar = control.querySelector("progress");
        bar.max = progress.size;
        bar.value = progress.bytes;
        const kilobytes = (bytes) => Math.round(bytes / 1000);
        fill(control, { ...progress, bytes: kilobytes(progress.bytes), size: kilobytes(progress.size) });
      }
      if (shown && !using && notice) {
        turn(notice, "changed");
        notice.querySelector("button").hidden = false;
        notice.hidden = false;
      }
    });
    notice?.querySelector("button").addEventListener("click", use);
    for (const button of control?.querySelectorAll("[data-do]") ?? [])
      button.addEventListener("click", async () => {
        const done = DO[button.dataset.do]();
        control.querySelector("[role=status]").focus();
        await done;
      });
    addEventListener("online", () => (stopped ? save() : ask()));
    refresh();
    ask();
  }

  /** So that a browser offers to install it; where the site is read only, it is not asked for. */
  function offer() {
    const link = document.createElement("link");
    link.rel = "manifest";
    link.href = new URL(`app.${document.documentElement.lang}.webmanifest`, root);
    document.head.append(link);
  }

  if (location.protocol === "file:") control && turn(control, "file");
  else if (workers) start();
  else if (control) turn(control, "unable");
})();
