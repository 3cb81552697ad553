"""The theme's style, as far as a page or a script can ever meet it.

A rule stays if every class, id, element and attribute that its selector asks for occurs somewhere in the pages, or in a
script, which may add it later: the first three as words of its strings, an attribute also as the name of a property.
Whether they occur together is not asked: that keeps the test simple, and it errs only towards keeping. Then keyframes
and custom properties go that no rule that is left makes use of.

The parts of the page that the site draws itself (`FRAME`), and what of a text it sets itself (`OWN`), take nothing from
the theme: their style is in chrome.css.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import tinycss2
from lxml import etree, html

from .script import literals

Node = Any  # a node of tinycss2, which has no types

FRAME = ("md-header", "md-nav", "md-sidebar", "md-footer", "md-top", "md-skip", "md-overlay", "md-toggle",
         "md-copyright", "md-main", "md-content", "md-container", "md-grid", "md-ellipsis", "md-search",
         "md-typeset__")  # fmt: skip
# What a text is made of and the site sets itself; code, tabs and what else authors may bring stay the theme's.
OWN = frozenset({"h1", "h2", "h3", "h4", "details", "summary", "figure", "figcaption", "table", "th", "td", "sup",
                 "small", "ul", "ol", "li", "dl", "dd", "admonition", "admonition-title", "headerlink",
                 "target"})  # fmt: skip
_OPEN = ("data-", "aria-")  # attributes whose values a script may put together
_ALTERNATIVES = {"is", "where", "matches", "-webkit-any", "has"}
_NESTED = {"media", "supports", "layer", "container"}
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_USED = re.compile(r"var\(\s*(--[\w-]+)|getPropertyValue\(\s*[\"'](--[\w-]+)")
_HUMP = re.compile(r"(?<=[a-z0-9])([A-Z])")
_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "=": lambda value, wanted: value == wanted,
    "~=": lambda value, wanted: wanted in value.split(),
    "|=": lambda value, wanted: value == wanted or value.startswith(wanted + "-"),
    "^=": lambda value, wanted: value.startswith(wanted),
    "$=": lambda value, wanted: value.endswith(wanted),
    "*=": lambda value, wanted: wanted in value,
}


def minify(style: str) -> str:
    """A style sheet of ours without comments and indentation.

    By tokens, not by patterns: rcssmin 1.3 was tried, and makes `@container (…)` a function, which no browser reads.
    """
    return str(tinycss2.serialize(_tight(tinycss2.parse_component_value_list(style, skip_comments=True)))).strip()


def _tight(nodes: list[Node]) -> list[Node]:
    """Without white space beside what parts things anyway: a brace, a semicolon, a comma, `>`; and after a colon."""
    kept: list[Node] = []
    for position, node in enumerate(nodes):
        if node.type == "{} block":
            node.content = _tight(node.content)
            while node.content and node.content[-1] == ";":  # nothing comes after it
                node.content.pop()
        if node.type == "whitespace":
            before, after = kept[-1] if kept else None, nodes[position + 1] if position + 1 < len(nodes) else None
            if before is None or after is None or before == ":" or _parts_anyway(before) or _parts_anyway(after):
                continue
            node.value = " "
        if not (node.type == "whitespace" and kept and kept[-1].type == "whitespace"):
            kept.append(node)
    return kept


def _parts_anyway(node: Node) -> bool:
    return node.type == "{} block" or node in (";", ",", ">")


@dataclass
class Vocabulary:
    """Everything that a selector can ask for and find."""

    tags: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    attributes: dict[str, set[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)  # words of scripts' strings: what they may add
    words: set[str] = field(default_factory=set)  # all words of scripts, and the attributes that dataset makes of them

    @classmethod
    def of(cls, pages: Iterable[str], scripts: Iterable[str]) -> Vocabulary:
        """What these pages hold and these scripts, with those in the pages, may add."""
        made = cls()
        texts = [*scripts]
        for page in pages:
            for element in html.document_fromstring(page).iter(etree.Element):
                made.tags.add(str(element.tag))
                if element.tag == "script":
                    texts.append(element.text or "")
                for name, value in element.attrib.items():
                    made.attributes.setdefault(str(name), set()).add(str(value))
        made.classes = {name for value in made.attributes.get("class", ()) for name in str(value).split()}
        made.ids = set(made.attributes.get("id", ()))
        for text in dict.fromkeys(texts):
            made.names |= {word for literal in literals(text) for word in _WORD.findall(literal)}
            for word in _WORD.findall(text):
                made.words |= {word, "data-" + _HUMP.sub(r"-\1", word).lower()}
        return made

    def has_tag(self, name: str) -> bool:
        """Whether an element of this name can be met."""
        return name.lower() in self.tags or name.lower() in self.names

    def has_class(self, name: str) -> bool:
        """Whether an element of this class can be."""
        return name in self.classes or name in self.names

    def has_id(self, name: str) -> bool:
        """Whether an element with this id can be."""
        return name in self.ids or name in self.names

    def has_attribute(self, name: str, operator: str, wanted: str) -> bool:
        """Whether an attribute with such a value can be; any value, without an operator.

        A script that names an attribute for values of ours may give it any; another, one that it names too.
        """
        if name in self.words and (name.startswith(_OPEN) or self.words.issuperset(_WORD.findall(wanted))):
            return True
        values = self.attributes.get(name)
        if values is None or not operator:
            return values is not None
        compare = _OPERATORS[operator]
        return any(compare(value, wanted) for value in values)


@dataclass(frozen=True)
class _Rule:
    """A rule: its selectors or condition, and what stands in it. Keyframes and statements are kept as they are."""

    head: str
    declarations: tuple[tuple[str, str], ...] = ()
    inner: tuple[_Rule, ...] = ()
    frames: str = ""  # the name of keyframes
    as_is: str = ""

    def text(self) -> str:
        inside = ";".join(f"{name}:{value}" for name, value in self.declarations)
        return self.as_is or f"{self.head}{{{inside}{''.join(rule.text() for rule in self.inner)}}}"

    def each(self) -> Iterator[_Rule]:
        yield self
        for rule in self.inner:
            yield from rule.each()

    def only(self, properties: set[str], frames: set[str]) -> Iterator[_Rule]:
        """The rule with no custom property and no keyframes but these; nothing, where nothing is left in it."""
        if self.as_is:
            if not self.frames or self.frames in frames:
                yield self
            return
        kept = tuple(pair for pair in self.declarations if not pair[0].startswith("--") or pair[0] in properties)
        inner = tuple(left for rule in self.inner for left in rule.only(properties, frames))
        if kept or inner:
            yield replace(self, declarations=kept, inner=inner)


def prune(style: str, vocabulary: Vocabulary | None, users: Iterable[str] = ()) -> str:
    """The style without what cannot be met; without a vocabulary, whole but for the frame.

    `users` are the other texts that use custom properties and keyframes of this style.
    """
    # The theme's script gave this class to what has the focus by keyboard; browsers tell that themselves.
    sheet = tinycss2.parse_stylesheet(style.replace(".focus-visible", ":focus-visible"), True, True)
    rules = [*_met(sheet, vocabulary)]
    if vocabulary is None:
        return "".join(rule.text() for rule in rules)
    known = {one.frames for rule in rules for one in rule.each() if one.frames}
    wanted: set[str] = set()
    moving: set[str] = set()
    for text in users:  # each is read once, and only where it can hold what is looked for
        if "var(" in text or "getPropertyValue(" in text:
            wanted |= {name for found in _USED.findall(text) for name in found if name}
        if any(name in text for name in known):
            moving |= known.intersection(_WORD.findall(text))
    while True:
        text = "".join(rule.text() for rule in rules)
        properties = {name for found in _USED.findall(text) for name in found if name} | wanted
        animated = (value for one in rules for rule in one.each() for name, value in rule.declarations
                    if name.endswith(("animation", "animation-name")))  # fmt: skip
        frames = moving.union(word for value in animated for word in _WORD.findall(value))
        fewer = [left for rule in rules for left in rule.only(properties, frames)]
        if fewer == rules:
            return text
        rules = fewer


def _met(nodes: Iterable[Node], vocabulary: Vocabulary | None) -> Iterator[_Rule]:
    for node in nodes:
        if node.type == "error":
            raise ValueError(f"line {node.source_line} of the theme's style cannot be read: {node.message}")
        if node.type == "qualified-rule":
            heads = [part for part in _parts(node.prelude) if _can_match(part, vocabulary)]
            if heads:
                head = ",".join(tinycss2.serialize(part).strip() for part in heads)
                yield _Rule(head, tuple(_declarations(node.content)))
        elif node.lower_at_keyword in _NESTED and node.content is not None:
            inner = tuple(_met(tinycss2.parse_rule_list(node.content, True, True), vocabulary))
            if inner:
                yield _Rule(f"@{node.at_keyword}{tinycss2.serialize(node.prelude).rstrip()}", inner=inner)
        else:
            frames = tinycss2.serialize(node.prelude).strip() if node.lower_at_keyword.endswith("keyframes") else ""
            yield _Rule("", frames=frames, as_is=node.serialize())


def _declarations(content: list[Node]) -> Iterator[tuple[str, str]]:
    for node in tinycss2.parse_blocks_contents(content, True, True):
        if node.type != "declaration":
            raise ValueError(f"line {node.source_line} of the theme's style is no declaration")
        value = tinycss2.serialize(node.value).strip()
        yield node.name, value + ("!important" if node.important else "")


def _parts(tokens: Iterable[Node]) -> Iterator[list[Node]]:
    """A list of selectors, one after the other."""
    part: list[Node] = []
    for token in tokens:
        if token == ",":
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _can_match(selector: list[Node], vocabulary: Vocabulary | None) -> bool:
    """Whether everything that a selector asks for occurs."""
    before: Node = None
    for token in selector:
        if not _occurs(token, before, vocabulary):
            return False
        before = token
    return True


def _occurs(token: Node, before: Node, vocabulary: Vocabulary | None) -> bool:
    if token.type == "function":
        if token.lower_name not in _ALTERNATIVES:
            return True  # :not(), :nth-child() and the like ask for nothing that has to be there
        return any(_can_match(part, vocabulary) for part in _parts(token.arguments))
    if token.type == "ident" and (token.value in OWN or (before == "." and token.value.startswith(FRAME))):
        return False
    if vocabulary is None or token.type not in {"ident", "hash", "[] block"} or before == ":":
        return True
    if token.type == "hash":
        return vocabulary.has_id(token.value)
    if token.type == "ident":
        return vocabulary.has_class(token.value) if before == "." else vocabulary.has_tag(token.value)
    words = [found for found in token.content if found.type in {"ident", "string"}]
    operator = "".join(found.value for found in token.content if found.type == "literal")
    return vocabulary.has_attribute(words[0].lower_value, operator, words[1].value if len(words) > 1 else "")
