/*
 * What a script asks of its browser: a syntax that the floor's browsers read (one sign too new, and none of the script
 * runs), and interfaces by name. A member is one that the floor does not know when none of the interfaces that have one
 * of its name had it then: what is called on an own object, under a name that the script defines, is left out, and what
 * is only read under a name of the floor's list `own`, which scripts give to parts of their own data. Selectors in a
 * script's texts are read too: one that a browser does not know ends the script.
 * Asking for a thing is no use of it: `"inert" in element`, `typeof BigInt`.
 */
import { parse } from "acorn";
import { ancestor } from "acorn-walk";
import { at, membersCalled, supported } from "./support.mjs";
import { selectorNeeds } from "./styles.mjs";

const OWNERS = {
  caches: "CacheStorage", crypto: "Crypto", document: "Document", history: "History", localStorage: "Storage",
  location: "Location", navigator: "Navigator", performance: "Performance", sessionStorage: "Storage",
  globalThis: "Window", self: "Window", window: "Window",
};
const GROUPS = ["javascript.builtins", "api"];

const nameOf = ({ computed, property }) => computed ? (typeof property.value === "string" ? property.value : null) : property.name;

/** Of the names that a script gives itself: its variables, and the keys of its objects, those of functions apart. */
function own(tree) {
  const found = { variables: new Set(), keys: new Set(), functions: new Set() };
  const declare = (pattern) => {
    if (!pattern) return;
    if (pattern.type === "Identifier") found.variables.add(pattern.name);
    else if (pattern.type === "ObjectPattern") pattern.properties.forEach((one) => declare(one.value ?? one.argument));
    else if (pattern.type === "ArrayPattern") pattern.elements.forEach(declare);
    else declare(pattern.left ?? pattern.argument);
  };
  const key = ({ key: { name, value: text }, value, shorthand }) => {
    found.keys.add(name ?? text);
    if (shorthand || /Function/.test(value?.type)) found.functions.add(name ?? text);
  };
  const callable = (node) => {
    declare(node.id);
    node.params.forEach(declare);
  };
  ancestor(tree, {
    VariableDeclarator: ({ id }) => declare(id),
    FunctionDeclaration: callable,
    FunctionExpression: callable,
    ArrowFunctionExpression: callable,
    ClassDeclaration: ({ id }) => declare(id),
    CatchClause: ({ param }) => declare(param),
    MethodDefinition: key,
    ObjectExpression: ({ properties }) => properties.filter(({ type }) => type === "Property").forEach(key),
    AssignmentExpression({ left, right }) {
      if (left.type !== "MemberExpression" || !nameOf(left)) return;
      found.keys.add(nameOf(left));
      if (/Function/.test(right.type)) found.functions.add(nameOf(left));
    },
  });
  return found;
}

/** What a script needs that the floor does not have: `{feature, line, text}` each. */
export function scriptNeeds(text, { browsers, ecmaVersion, own: ours = [] }, sourceType = "script") {
  let tree;
  try {
    // The file's programs are expressions that its builder puts into a call.
    tree = parse(/^\s*(\/\*[\s\S]*?\*\/\s*)?\(\w*\) =>/.test(text) ? `(${text.trimEnd().replace(/;$/, "")}\n)` : text,
      { ecmaVersion, sourceType, locations: true, allowReturnOutsideFunction: true });
  } catch (error) {
    if (!error.loc) throw error;
    return [{ feature: "syntax", line: error.loc.line, text: error.message }];
  }
  const mine = own(tree);
  const found = [];
  const lacks = (feature) => at(feature) && supported(feature, browsers) === false;
  const note = (node, feature, said) => found.push({ feature, line: node.loc.start.line, text: said });

  function member(node, owner, name, called) {
    const exact = owner && GROUPS.flatMap((group) => [`${group}.${owner}.${name}`, `${group}.${owner}.${name}_static`]).find(at);
    if (exact) return lacks(exact) && note(node, exact, `${owner}.${name}`);
    if (called ? mine.functions.has(name) : mine.keys.has(name)) return undefined;
    if (!called && ours.includes(name)) return note(node, `own ${name}`, name);
    const all = membersCalled(name).filter((path) => called || !path.startsWith("javascript.builtins"));
    if (all.length && all.every(lacks)) note(node, all.length > 1 ? `*.${name}` : all[0], `.${name}`);
    return undefined;
  }

  const visit = {
    TemplateElement: (node) => selectorNeeds(node.value.raw, browsers).forEach(([feature, said]) => note(node, feature, said)),
    Literal(node) {
      if (typeof node.value === "string") selectorNeeds(node.value, browsers).forEach(([feature, said]) => note(node, feature, said));
      if (node.bigint) note(node, "javascript.builtins.BigInt", "a BigInt literal");
      if (node.regex && /\(\?<[=!]/.test(node.regex.pattern)) {
        if (lacks("javascript.regular_expressions.lookbehind_assertion"))
          note(node, "javascript.regular_expressions.lookbehind_assertion", "(?<=…)");
      }
    },
    Identifier(node, _, ancestors) {
      if (mine.variables.has(node.name)) return;
      const parent = ancestors[ancestors.length - 2];
      if (parent?.type === "UnaryExpression" && parent.operator === "typeof") return;
      const feature = [`javascript.builtins.${node.name}`, `api.${node.name}`, `api.Window.${node.name}`, `api._globals.${node.name}`].find(at);
      if (feature && lacks(feature)) note(node, feature, node.name);
    },
    MemberExpression(node, _, ancestors) {
      const name = nameOf(node);
      if (name === null) return;
      const parent = ancestors[ancestors.length - 2];
      const called = parent?.type === "CallExpression" && parent.callee === node;
      const object = node.object.type === "ChainExpression" ? node.object.expression : node.object;
      const base = object.type === "MemberExpression" ? nameOf(object) : object.name;
      const owner = mine.variables.has(base) ? null : (OWNERS[base] ?? (/^[A-Z]/.test(base ?? "") ? base : null));
      if (owner === "Window" && /^[A-Z]/.test(name)) {
        const global = GROUPS.map((group) => `${group}.${name}`).find(at);
        if (global && lacks(global)) note(node, global, name);
        return;
      }
      member(node, owner, name, called);
    },
    ObjectPattern(node) {
      for (const { key } of node.properties) if (key?.name) member(node, null, key.name, false);
    },
    ExportAllDeclaration(node) {
      if (node.exported) note(node, "javascript.statements.export.namespace", "export * as");
    },
  };
  ancestor(tree, visit);
  return found;
}
