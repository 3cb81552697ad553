/*
 * What the browsers of the floor know, by MDN's data on the compatibility of browsers. A feature is named by its path
 * there, as `css.properties.inset` or `api.Element.replaceChildren`.
 */
import { createRequire } from "node:module";

const data = createRequire(import.meta.url)("@mdn/browser-compat-data");

const numbers = (version) => version.replace("≤", "").split(".").map(Number);

function isLater(one, other) {
  const [ones, others] = [numbers(one), numbers(other)];
  for (let at = 0; at < Math.max(ones.length, others.length); at += 1) {
    const difference = (ones[at] ?? 0) - (others[at] ?? 0);
    if (difference) return difference > 0;
  }
  return false;
}

/** The object at a path of the data, or nothing. */
export const at = (path) => path.split(".").reduce((place, name) => Object.hasOwn(place ?? {}, name) ? place[name] : undefined, data);

export const names = (path) => Object.keys(at(path) ?? {}).filter((name) => name !== "__compat");

/** A browser had it, under this very name and without a switch, in the version of the floor; in part is enough. */
function isKnown(statements, version) {
  return [statements].flat().some(
    ({ version_added: added, version_removed: removed, prefix, alternative_name: other, flags }) =>
      typeof added === "string" && added !== "preview" && !isLater(added, version) &&
      !(typeof removed === "string" && !isLater(removed, version)) && !prefix && !other && !flags,
  );
}

/** Whether every browser of the floor knows a feature; nothing where the data do not know it. */
export function supported(path, browsers) {
  const compat = at(path)?.__compat;
  if (!compat) return undefined;
  return Object.entries(browsers).every(([browser, version]) => isKnown(compat.support[browser] ?? { version_added: false }, version));
}

/** The browsers of the floor that do not know a feature, and since when their makers' do. */
export function missing(path, browsers) {
  const { support } = at(path).__compat;
  return Object.entries(browsers)
    .filter(([browser, version]) => !isKnown(support[browser] ?? { version_added: false }, version))
    .map(([browser]) => `${browser} ${[support[browser]].flat()[0]?.version_added || "never"}`)
    .join(", ");
}

const members = new Map();
for (const group of ["api", "javascript.builtins"])
  for (const owner of names(group)) {
    for (const name of names(`${group}.${owner}`)) {
      const plain = name.replace(/_static$/, "");
      members.set(plain, [...(members.get(plain) ?? []), `${group}.${owner}.${name}`]);
    }
  }

/** Every interface's member of a name: the data say no more than that of a value whose kind is not known. */
export const membersCalled = (name) => members.get(name) ?? [];
