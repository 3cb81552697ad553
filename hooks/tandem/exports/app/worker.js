/*
 * Keeps the site on the reader's device; runs only where the reader has asked for it. The build writes it into the
 * site's top folder, after a line that names SITE: the version, every file to keep by the hash of its content, and the
 * pack that each page is in (`packs.py` tells what a pack is).
 *
 * One cache a site, named after its scope since the projects of one host share an origin, holds files by path and hash:
 * what is there already is never asked for again, and two versions stand in it together. Which of them is shown is
 * written beside them, and changes only when the reader accepts the newer one. What the newer one recalls is written
 * there too, and told to open pages, before anything else of it is loaded: an older page must not wait for the rest.
 */
(() => {
  "use strict";
  // Where pages cannot be unpacked nothing is installed, and what was saved before stays.
  if (!self.DecompressionStream) throw new Error("This browser cannot unpack the pages.");
  const { scope } = registration;
  const CACHE = `tandem ${scope}`;
  const SHOWN = `${scope}?shown`;
  const RECALLS = `${scope}?recalls`;
  const AT_ONCE = 4; // files that are loaded at the same time
  const PAGE = { headers: { "Content-Type": "text/html; charset=utf-8" } };
  const address = (site, path) => `${scope}${path}?${site.files[path][0]}`;
  // Never `caches.open` to read: it would make again what the reader has removed.
  const cached = (key) => caches.match(key, { cacheName: CACHE });
  const brief = (site) => site && { version: site.version, date: site.date };
  const version = async () => (await cached(SHOWN))?.json();
  let shown; // a promise of the version that the reader has accepted
  let last = {}; // the pack that was unpacked last, by its key: pages are mostly read one tutorial after the other

  async function tell(message) {
    for (const client of await clients.matchAll({ includeUncontrolled: true }))
      if (client.url.startsWith(scope)) client.postMessage(message);
  }

  /** A file whose bytes are those that the build wrote, also where a cache on the way still holds older ones. */
  async function load(path) {
    const ask = (cache) => fetch(scope + path, { cache, integrity: `sha256-${SITE.files[path][0]}` });
    const answer = await ask("no-cache").catch(() => ask("reload"));
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    const { headers } = answer;
    return new Response(await answer.blob(), { headers: { "Content-Type": headers.get("Content-Type") } });
  }

  /** Put into the cache what of this version is not there yet; fails when the network does, and can be called again. */
  async function keep() {
    const cache = await caches.open(CACHE);
    const here = new Set((await cache.keys()).map((request) => request.url));
    const paths = Object.keys(SITE.files);
    const missing = paths.filter((path) => !here.has(address(SITE, path)));
    const progress = { files: paths.length - missing.length, of: paths.length, bytes: 0, size: 0 };
    for (const path of paths) {
      progress.size += SITE.files[path][1];
      if (!missing.includes(path)) progress.bytes += SITE.files[path][1];
    }
    const lane = async () => {
      for (let path = missing.shift(); path !== undefined; path = missing.shift()) {
        await tell({ progress });
        await cache.put(address(SITE, path), await load(path));
        progress.files += 1;
        progress.bytes += SITE.files[path][1];
      }
    };
    const lanes = Array.from({ length: AT_ONCE }, () => lane().finally(() => missing.splice(0)));
    const failed = (await Promise.allSettled(lanes)).find((done) => done.status === "rejected");
    if (failed) throw failed.reason;
    if (!(await cached(SHOWN))) await show();
  }

  /** Keep what this version recalls for the pages of the one that is shown, which may not say it. */
  async function warn() {
    if (!(await cached(SHOWN))) return;
    const cache = await caches.open(CACHE);
    if (SITE.recalls) await cache.put(RECALLS, new Response(JSON.stringify(SITE.recalls)));
    else await cache.delete(RECALLS);
    await tell({ recalls: true });
  }

  /** What was recalled since the version that is shown: texts by language; nothing where its own pages say it. */
  async function recalls() {
    const known = await (await cached(RECALLS))?.text();
    return known && known !== JSON.stringify((await version())?.recalls) ? JSON.parse(known) : undefined;
  }

  /** Show this version from now on, and let go of what belongs to no other. */
  async function show() {
    const cache = await caches.open(CACHE);
    const before = await version();
    await cache.put(SHOWN, new Response(JSON.stringify(SITE)));
    shown = version();
    const used = new Set([SHOWN, RECALLS, ...Object.keys(SITE.files).map((path) => address(SITE, path))]);
    for (const request of await cache.keys()) if (!used.has(request.url)) await cache.delete(request);
    if (before && before.version !== SITE.version) await tell({ shown: SITE.version });
  }

  async function unpack(kept) {
    const text = kept.body.pipeThrough(new DecompressionStream("gzip"));
    return new Response(text).json();
  }

  /** A page of this version as the host would send it; nothing where its pack is gone or cannot be read. */
  async function page(site, path) {
    const key = address(site, site.pages[path]);
    const kept = await cached(key);
    if (!kept) return undefined;
    if (last.key !== key) last = { key, pack: unpack(kept) };
    const pack = await last.pack.catch(() => undefined);
    if (!pack) last = {}; // the next page tries again
    return pack && new Response(pack.pages[path].map((number) => pack.lines[number]).join("\n"), PAGE);
  }

  async function answer(request, { pathname, search }) {
    shown = shown || version();
    const site = (await shown) ?? { files: {}, unsaved: [] };
    // A version that was saved before there were packs has none, and its pages among its files.
    const has = (things, path) => Object.prototype.hasOwnProperty.call(things, path);
    const isPage = (path) => has(site.pages ?? {}, path);
    const isKept = (path) => isPage(path) || has(site.files, path);
    const kept = (path) => (isPage(path) ? page(site, path) : cached(address(site, path)));
    const named = pathname.slice(new URL(scope).pathname.length);
    const path = named === "" || named.endsWith("/") ? `${named}index.html` : named;
    if (isKept(path)) return (await kept(path)) ?? fetch(request);
    // Relative links need the slash; and hosts answer to a page's name without its ending.
    for (const full of [`${path}/index.html`, `${path}.html`])
      if (isKept(full))
        return Response.redirect(scope + full.replace(/(^|\/)index\.html$/, "$1") + search);
    try {
      return await fetch(request);
    } catch (error) {
      if (request.mode !== "navigate") throw error;
      const away = site.away.replace("<head>", `<head><base href="${scope}">`);
      if (site.unsaved.includes(path)) return new Response(away, { ...PAGE, status: 503 });
      const missing = isKept("404.html") && (await kept("404.html"));
      if (!missing) throw error;
      return new Response(await missing.blob(), { ...PAGE, status: 404 });
    }
  }

  const ORDERS = {
    state: async () => ({ shown: brief(await version()), ready: brief(SITE), recalls: await recalls() }),
    keep: () => keep().then(() => true, () => false),
    show: () => show(),
  };

  addEventListener("install", (event) => event.waitUntil(warn().then(keep).then(() => skipWaiting())));
  addEventListener("activate", (event) => event.waitUntil(clients.claim()));
  addEventListener("message", (event) =>
    event.waitUntil(ORDERS[event.data]().then((result) => event.ports[0].postMessage(result))),
  );
  addEventListener("fetch", (event) => {
    const url = new URL(event.request.url);
    if (event.request.method === "GET" && url.href.startsWith(scope)) event.respondWith(answer(event.request, url));
  });
})();
