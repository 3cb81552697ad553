/*
 * Opens what the file carries packed: what only scripts can use, so that a reader without them misses nothing. Style,
 * program and the insides of the hidden blocks, in that order. A browser that cannot unpack shows the text as it is.
 */
async (packed) => {
  "use strict";
  if (!globalThis.DecompressionStream) return;
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const [style, script, ...insides] = (await new Response(stream).text()).split("\0");
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets = [sheet];
  for (const block of document.querySelectorAll("[data-live][hidden]")) block.innerHTML = insides.shift();
  const made = document.createElement("script");
  made.textContent = script;
  document.body.append(made);
};
