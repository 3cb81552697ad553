/*
 * What a style asks of its browser: properties, values, functions, units, selectors and rules by name. What a browser
 * does not know of a declaration it drops, of a selector the whole rule. No need is what stands behind `@supports`, what
 * has its older spelling beside it, and a value that an earlier one of the same property stands in for.
 */
import { generate, parse, walk } from "css-tree";
import { at, names, supported } from "./support.mjs";

const FUNCTIONS = new Map(["css.types", "css.types.color", "css.types.gradient", "css.types.image", "css.types.basic-shape",
  "css.types.transform-function", "css.types.filter-function"].flatMap((group) => names(group).map((name) => [name, `${group}.${name}`])));
const UNITS = new Map([
  ...["cqw", "cqh", "cqi", "cqb", "cqmin", "cqmax"].map((unit) => [unit, "css.types.length.container_query_length_units"]),
  ...["s", "l", "d"].flatMap((kind) => ["vw", "vh", "vi", "vb", "vmin", "vmax"].map((unit) =>
    [kind + unit, `css.types.length.viewport_percentage_units_${{ s: "small", l: "large", d: "dynamic" }[kind]}`])),
  ...["cap", "lh", "rlh", "rcap", "rch", "rex", "ric", "ic", "vi", "vb", "ex", "ch", "Q"].map((unit) => [unit, `css.types.length.${unit}`]),
]);
const GAPS = new Set(["gap", "row-gap", "column-gap"]);

const lastCompound = (selector) => selector.split(/[\s>+~]+(?![^(]*\))/).pop().replace(/:.*$/, "");

/** What a text, if it is a selector, needs that the floor does not have: pairs of a feature and what is written. */
export const selectorNeeds = (text, browsers) =>
  [...text.matchAll(/(?<!:):{1,2}([a-z-]{2,})(?=[([\s.:#,>+~]|$)/g)]
    .map(([said, name]) => [`css.selectors.${name}`, said])
    .filter(([feature]) => at(feature) && supported(feature, browsers) === false);

/** What a style sheet needs that the floor does not have: `{feature, line, text}` each. */
export function styleNeeds(text, { browsers }, context = "stylesheet") {
  const found = [];
  const lacks = (feature) => Boolean(at(feature)) && supported(feature, browsers) === false;
  const note = (node, feature, said) => lacks(feature) && found.push({ feature, line: node.loc.start.line, text: said });
  const tree = parse(text, {
    context, positions: true,
    onParseError: (error) => found.push({ feature: "syntax", line: error.line, text: error.message }),
  });

  const flexible = new Set();
  walk(tree, { visit: "Rule", enter({ prelude, block }) {
    if (prelude?.type !== "SelectorList") return;
    const flex = block.children.some(({ property, value }) => property === "display" && /flex/.test(generate(value)));
    if (flex) prelude.children.forEach((one) => flexible.add(lastCompound(generate(one))));
  } });

  function valueNeeds({ property, value }) {
    const needs = [];
    const need = (node, feature, said) => lacks(feature) && needs.push({ feature, line: node.loc.start.line, text: said });
    walk(value, (node) => {
      if (node.type === "Identifier") need(node, `css.properties.${property}.${node.name}`, `${property}: ${node.name}`);
      if (node.type === "Function") {
        const called = node.name.toLowerCase();
        need(node, `css.properties.${property}.${called}`, `${property}: ${called}()`);
        if (FUNCTIONS.has(called)) need(node, FUNCTIONS.get(called), `${called}()`);
      }
      if (node.type === "Dimension" && UNITS.has(node.unit)) need(node, UNITS.get(node.unit), node.unit);
    });
    return needs;
  }

  const guards = []; // the conditions around, as text
  const isGuarded = (word) => guards.some((condition) => condition.includes(word));

  walk(tree, {
    enter(node) {
      if (node.type === "Atrule") {
        note(node, `css.at-rules.${node.name}`, `@${node.name}`);
        if (node.name === "supports") guards.push(generate(node.prelude));
      }
      if (node.type === "Feature") note(node, `css.at-rules.media.${node.name.replace(/^(min|max)-/, "")}`, `(${node.name})`);
      if (node.type === "FeatureRange") note(node, "css.at-rules.media.range_syntax", generate(node));
      if (node.type === "PseudoClassSelector" || node.type === "PseudoElementSelector")
        if (!node.name.startsWith("-") && !isGuarded(node.name)) note(node, `css.selectors.${node.name}`, `:${node.name}`);
      if (node.type === "AttributeSelector" && node.flags === "s") note(node, "css.selectors.attribute.case_sensitive_modifier", "[… s]");
      if (node.type === "Rule" && node.prelude.type === "SelectorList") {
        const all = node.prelude.children.toArray();
        const known = all.filter((one) => selectorNeeds(generate(one), browsers).every(([, said]) => isGuarded(said)));
        if (known.length && known.length < all.length)
          found.push({ feature: "shared rule", line: node.loc.start.line, text: `${generate(node.prelude)} is dropped whole` });
      }
      if (node.type === "NestingSelector") note(node, "css.selectors.nesting", "&");
      if (node.type === "Block" || node.type === "DeclarationList") declarations(node, this.rule);
    },
    leave(node) {
      if (node.type === "Atrule" && node.name === "supports") guards.pop();
    },
  });

  function declarations(block, rule) {
    const before = new Set(); // properties with a value that every browser of the floor takes
    const all = block.children.toArray().filter(({ type }) => type === "Declaration");
    const present = new Set(all.map(({ property }) => property));
    for (const declaration of all) {
      const { property } = declaration;
      if (property.startsWith("-")) continue;
      const prefixed = ["-webkit-", "-moz-"].some((prefix) => present.has(prefix + property));
      if (!prefixed && !isGuarded(property)) note(declaration, `css.properties.${property}`, property);
      if (GAPS.has(property) && rule?.prelude?.children?.some?.((one) => flexible.has(lastCompound(generate(one)))))
        note(declaration, `css.properties.${property}.flex_context`, `${property} between boxes of a flex container`);
      if (lacks(`css.properties.${property}`)) continue; // with all its values
      const needs = valueNeeds(declaration).filter((need) => !isGuarded(need.text.split(": ").pop().replace("()", "")));
      if (!needs.length) before.add(property);
      else if (!before.has(property)) found.push(...needs);
    }
  }
  return found;
}
