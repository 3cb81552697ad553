/*
 * Hold everything that a reader's browser is given against the floor: `node tools/floor/check.mjs FOLDER…`.
 *
 * Reads every script, style and page in the folders, the scripts and styles in the pages too, and writes a line for each
 * need that a browser of the floor cannot meet and no exception of floor.json covers, and for each exception that
 * nothing needs. Ends with 1 where there is such a line.
 */
import { readdirSync, readFileSync } from "node:fs";
import { basename, extname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "parse5";
import { at, missing, supported } from "./support.mjs";
import { scriptNeeds } from "./scripts.mjs";
import { styleNeeds } from "./styles.mjs";

const KINDS = { ".js": scriptNeeds, ".css": styleNeeds, ".html": pageNeeds };
const PROGRAMS = new Set(["", "text/javascript", "module"]);

/** What a page needs: its elements and attributes, its scripts and its styles. */
export function pageNeeds(text, floor) {
  const found = [];
  const lacks = (feature) => Boolean(at(feature)) && supported(feature, floor.browsers) === false;
  const inside = (element) => (element.childNodes ?? []).map(({ value }) => value ?? "").join("");
  const visit = (node) => {
    const line = node.sourceCodeLocation?.startLine ?? 1;
    const put = (needs) => found.push(...needs.map((need) => ({ ...need, line: line + need.line - 1 })));
    const html = node.namespaceURI === "http://www.w3.org/1999/xhtml";
    if (html && lacks(`html.elements.${node.tagName}`))
      found.push({ feature: `html.elements.${node.tagName}`, line, text: `<${node.tagName}>` });
    const given = Object.fromEntries((node.attrs ?? []).map(({ name, value }) => [name, value]));
    for (const name of html ? Object.keys(given) : []) {
      const feature = [`html.elements.${node.tagName}.${name}`, `html.global_attributes.${name}`].find(at);
      if (feature && lacks(feature)) found.push({ feature, line, text: `${name}=""` });
    }
    if (given.style) put(styleNeeds(given.style, floor, "declarationList"));
    if (node.tagName === "style") put(styleNeeds(inside(node), floor));
    if (node.tagName === "script" && !("src" in given) && PROGRAMS.has(given.type ?? ""))
      put(scriptNeeds(inside(node), floor, given.type === "module" ? "module" : "script"));
    for (const child of node.content?.childNodes ?? node.childNodes ?? []) visit(child);
  };
  visit(parse(text, { sourceCodeLocationInfo: true }));
  return found;
}

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else if (extname(path) in KINDS) yield path;
  }
}

/** What an exception calls a file: its name without its digest and ending; all pages are "page". */
const called = (path) => (path.endsWith(".html") ? "page" : basename(path).split(".")[0]);

/** The lines to show for folders, none where all is well. */
export function check(folders, floor) {
  const needs = new Map(); // feature and file's name → what was found first, and how often
  for (const folder of folders)
    for (const path of files(folder))
      for (const { feature, line, text } of KINDS[extname(path)](readFileSync(path, "utf8"), floor)) {
        const name = called(path);
        const key = `${feature} ${name}`;
        const known = needs.get(key) ?? { feature, name, first: `${relative(".", path)}:${line}: ${text}`, times: 0 };
        known.times += 1;
        needs.set(key, known);
      }
  const unused = new Set(floor.own.map((name) => `own ${name}`));
  for (const { features, in: names } of floor.exceptions)
    for (const feature of features) for (const name of names === "all" ? [""] : names) unused.add(`${feature} ${name}`.trim());
  const excepted = new Set(unused);
  const lines = [];
  for (const [key, { feature, first, times }] of [...needs].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const by = [feature, key].filter((one) => excepted.has(one));
    by.forEach((one) => unused.delete(one));
    if (!by.length) lines.push(`${first}  ${feature} (${at(feature) ? `${missing(feature, floor.browsers)}; ` : ""}${times} times)`);
  }
  for (const key of unused) lines.push(`floor.json: nothing needs the exception ${key}`);
  return lines;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const floor = JSON.parse(readFileSync(new URL("floor.json", import.meta.url), "utf8"));
  const lines = check(process.argv.slice(2), floor);
  if (lines.length) console.log(lines.join("\n"));
  process.exitCode = lines.length ? 1 : 0;
}
